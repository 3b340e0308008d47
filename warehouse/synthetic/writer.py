"""Writes the tables of an invented council as a folder of CSV files with a manifest, byte for byte repeatable."""

import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from warehouse.synthetic.arrays import day_text
from warehouse.synthetic.council import Council


def write_folder(folder: Path, tables: Mapping[str, pa.Table], council: Council, covers: Mapping[str, int]) -> None:
    """One CSV file a table (UTF-8, LF, ISO dates) and manifest.json; files 0600, folder 0700, as for real records.

    `covers` names the tables of which the extract holds only the records from a day on; it holds all of the others.
    The faults.csv of an earlier council goes where this one has no faults.
    """
    from pyarrow import csv

    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if "faults" not in tables:
        (folder / "faults.csv").unlink(missing_ok=True)
    options = csv.WriteOptions(quoting_style="needed")
    for name in sorted(tables):
        path = folder / f"{name}.csv"
        path.touch(mode=0o600)
        csv.write_csv(tables[name], path, options)
    manifest = {
        "covers_from": {name: day_text(day) for name, day in sorted(covers.items())},
        "extracted_on": council.extracted_on.isoformat(),
        "generator": "quarterlight generate: an invented council, nobody in it exists",
        "seed": council.seed,
    }
    path = folder / "manifest.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")
