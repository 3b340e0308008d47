"""Lands a delivery: keeps every value as it came, as text beside its file and row number, in compressed Parquet.

A load is a folder `<load_id>` under `landing/<authority>`: `<table>.parquet`, `manifest.json` (what came, by hash) and
`intake.json` (what was done to it). It appears whole, by one rename, and never changes. The caller holds the lock of
the warehouse, so that one run at a time lands.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from warehouse.calendar import addm
from warehouse.errors import SourceError
from warehouse.sources.model import Delivery, Extract, IntakeNote, canonical_json

MANIFEST = "manifest.json"
INTAKE = "intake.json"
# A killed run leaves its half-made folder under this name; the next run clears it.
INCOMING = ".incoming-"


@dataclass(frozen=True)
class LandedFile:
    """One landed table and the file it came from: the file's bytes and SHA-256, the landed rows and columns."""

    table: str
    file: str
    bytes: int
    sha256: str
    rows: int
    columns: tuple[str, ...]
    known: bool


@dataclass(frozen=True)
class Landed:
    """One load as it lies on disk. `tables` are the names of its tables, `covers` from when each is complete."""

    load_id: str
    folder: Path
    extracted_on: datetime
    content_sha256: str
    is_new: bool
    tables: tuple[str, ...]
    covers: dict[str, date | None]
    files: tuple[LandedFile, ...]
    kind: str

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)


def load_id(extracted_on: datetime, content_sha256: str) -> str:
    """`2026-06-30-0123456789ab`, with the time after the date (`2026-06-30T2130-…`) when it is not midnight."""
    moment = f"{extracted_on:%Y-%m-%d}" if extracted_on.time() == time.min else f"{extracted_on:%Y-%m-%dT%H%M}"
    return f"{moment}-{content_sha256[:12]}"


def land(delivery: Delivery, landing_root: Path, authority: str, extracted_on: datetime, explicit: bool) -> Landed:
    """Lands a delivery, or recognises one that is landed already (`is_new` False).

    `explicit` tells whether `extracted_on` was stated. When it was only the files' date, content equal to the newest
    load's is that load, whatever the date: a copied file is not news. Raises SourceError, and lands nothing, when a
    file cannot be read.
    """
    _make_folder(landing_root)
    for left_over in landing_root.glob(f"{INCOMING}*"):
        shutil.rmtree(left_over)
    content = delivery.content_sha256
    name = load_id(extracted_on, content)
    if (landing_root / name).is_dir():
        return read_landed(landing_root / name)
    if not explicit:
        same = [load for load in _newest(landing_root) if load.content_sha256 == content]
        if same:
            return same[-1]
    incoming = landing_root / f"{INCOMING}{name}"
    try:
        _write(delivery, incoming, name, authority, extracted_on)
    except BaseException:
        shutil.rmtree(incoming, ignore_errors=True)
        raise
    incoming.rename(landing_root / name)
    _sync(landing_root)
    return read_landed(landing_root / name, is_new=True)


def read_landed(folder: Path, is_new: bool = False) -> Landed:
    """A load that was landed before; raises SourceError when its manifest is missing or damaged."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = tuple(LandedFile(**{**row, "columns": tuple(row["columns"])}) for row in manifest["tables"])
        return Landed(
            load_id=manifest["load_id"],
            folder=folder,
            extracted_on=datetime.fromisoformat(manifest["extracted_on"]),
            content_sha256=manifest["content_sha256"],
            is_new=is_new,
            tables=tuple(file.table for file in files),
            covers={t: date.fromisoformat(day) if day else None for t, day in manifest["covers"].items()},
            files=files,
            kind=manifest["kind"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(
            f"{folder.name}/{MANIFEST}: this load cannot be read; it is missing or damaged. Restore the landing folder "
            "from a backup, or remove the load's folder and refresh again."
        ) from error


def read_intake(folder: Path) -> tuple[dict[str, Any], ...]:
    """The notes of a landed load, as intake.json holds them: kind, table, column, detail, count, file, rows."""
    return tuple(json.loads((folder / INTAKE).read_text(encoding="utf-8"))["notes"])


def covers_on(delivery: Delivery, extracted_on: date) -> dict[str, date | None]:
    """The first date from which each table is complete, for a delivery taken on this day; None for everything."""
    plain = [extract for extract in delivery.extracts if extract.known and delivery.kind == "extracts"]
    covers: dict[str, date | None] = {extract.table: None for extract in plain}
    covers.update({table: addm(extracted_on, -months) for table, months in delivery.months_covered.items()})
    covers.update(delivery.covers)
    return covers


def _newest(landing_root: Path) -> list[Landed]:
    """The loads of the latest extraction time, by load id."""
    loads = [read_landed(folder) for folder in sorted(landing_root.iterdir()) if (folder / MANIFEST).is_file()]
    latest = max((load.extracted_on for load in loads), default=None)
    return [load for load in loads if load.extracted_on == latest]


def _write(delivery: Delivery, incoming: Path, name: str, authority: str, extracted_on: datetime) -> None:
    incoming.mkdir(mode=0o700)
    landed: list[LandedFile] = []
    notes = list(delivery.notes)
    taken: set[str] = {MANIFEST, INTAKE}
    for extract in delivery.extracts:
        file, said = _write_table(extract, incoming, taken)
        landed.append(file)
        notes += said
    if not any(file.rows for file in landed if file.known):
        raise SourceError(
            f"{delivery.location.name}: no table holds a row. Expected at least one row under the headings. Check that "
            "the export ran, then deliver it again."
        )
    manifest = {
        "authority": authority,
        "content_sha256": delivery.content_sha256,
        "covers": {table: day and day.isoformat() for table, day in covers_on(delivery, extracted_on.date()).items()},
        "extracted_on": extracted_on.isoformat(),
        "files": [{"name": f.name, "bytes": f.bytes, "sha256": f.sha256} for f in delivery.files],
        "kind": delivery.kind,
        "load_id": name,
        "tables": [vars(file) for file in sorted(landed, key=lambda file: file.table)],
    }
    _write_text(incoming / INTAKE, canonical_json({"load_id": name, "notes": [note.as_json() for note in notes]}))
    # The manifest is what makes a folder a load, so it comes last.
    _write_text(incoming / MANIFEST, canonical_json(manifest))
    _sync(incoming)


def _write_table(extract: Extract, incoming: Path, taken: set[str]) -> tuple[LandedFile, tuple[IntakeNote, ...]]:
    import pyarrow as pa
    from pyarrow import parquet

    read = extract.read()
    place = read.data.column_names.index("source_row")
    source_file = pa.array([extract.source_file] * read.data.num_rows, type=pa.string())
    data = read.data.add_column(place, "source_file", source_file)
    name = extract.table if extract.known else _file_name(extract.table, taken)
    taken.add(name)
    path = incoming / f"{name}.parquet"
    with _private(path) as handle:
        parquet.write_table(data, handle, compression="zstd")
        handle.flush()
        os.fsync(handle.fileno())
    file = extract.file
    columns = tuple(read.data.column_names[:-1])
    return LandedFile(
        name, extract.source_file, file.bytes, file.sha256, data.num_rows, columns, extract.known
    ), read.notes


def _file_name(table: str, taken: set[str]) -> str:
    """A file name for a table the schema does not know: its own name without what a file system may refuse."""
    plain = re.sub(r"[^\w-]+", "_", table) or "unnamed"
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    return name


def _write_text(path: Path, text: str) -> None:
    with _private(path) as handle:
        handle.write(text.encode())
        handle.flush()
        os.fsync(handle.fileno())


def _private(path: Path) -> Any:
    """A new file that only its owner may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _make_folder(folder: Path) -> None:
    for part in [*reversed(folder.parents), folder]:
        if not part.exists():
            part.mkdir(mode=0o700)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


__all__ = ["Landed", "LandedFile", "covers_on", "land", "load_id", "read_intake", "read_landed"]
