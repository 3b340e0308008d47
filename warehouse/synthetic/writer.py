"""Writes the tables of an invented council as a folder of CSV files with a manifest, byte for byte repeatable."""

import json
from pathlib import Path

import pyarrow as pa

from warehouse.synthetic.council import Council


def write_folder(folder: Path, tables: dict[str, pa.Table], council: Council) -> None:
    """One CSV file a table (UTF-8, LF, ISO dates) and manifest.json; files 0600 in a folder 0700, as for real records."""
    from pyarrow import csv

    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    options = csv.WriteOptions(quoting_style="needed")
    for name in sorted(tables):
        path = folder / f"{name}.csv"
        path.touch(mode=0o600)
        csv.write_csv(tables[name], path, options)
    manifest = {
        "covers_from": None,
        "extracted_on": council.extracted_on.isoformat(),
        "generator": "quarterlight generate: an invented council, nobody in it exists",
        "seed": council.seed,
    }
    path = folder / "manifest.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")
