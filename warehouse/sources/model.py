"""What a source hands over: the files it came in, its tables, and notes on what was done to them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

NoteKind = Literal[
    "header_matched",
    "column_unknown",
    "column_absent",
    "table_unknown",
    "table_absent",
    "spelling_mapped",
    "note",
]

# A table from which nothing may be closed: the source cannot tell a row that left from one that was never listed.
NEVER_COVERED = date(9999, 12, 31)


@dataclass(frozen=True)
class IntakeNote:
    """One thing done to the delivery, or missing from it, for people to read.

    `detail` and `file` never hold a cell's value; `count` is rows or cells, and `rows` are their row numbers in the
    file (the header is row 1).
    """

    kind: NoteKind
    table_name: str = ""
    column_name: str = ""
    detail: str = ""
    count: int = 0
    file: str = ""
    rows: tuple[int, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The note as it stands in intake.json, its row numbers folded into ranges such as `5` and `7-9`."""
        return {
            "kind": self.kind,
            "table": self.table_name,
            "column": self.column_name,
            "detail": self.detail,
            "count": self.count,
            "file": self.file,
            "rows": row_ranges(self.rows),
        }


@dataclass(frozen=True)
class SourceFile:
    """One delivered file: its name, size in bytes, SHA-256 and the (UTC) day it was last changed."""

    name: str
    path: Path
    bytes: int
    sha256: str
    modified: date


@dataclass(frozen=True)
class ReadTable:
    """The rows of one extract: an Arrow table, every column text except `source_row` (the row number in the file)."""

    data: Any
    notes: tuple[IntakeNote, ...] = ()


@dataclass(frozen=True)
class Extract:
    """One table of a delivery, not read yet. `table` is the schema's full name, or the file's own name when unknown.

    `source_file` is what each of its rows will say it came from: a file name, or `book.xlsx#List 8`.
    """

    table: str
    file: SourceFile
    source_file: str
    known: bool
    read: Callable[[], ReadTable]


@dataclass(frozen=True)
class Delivery:
    """Everything one source delivered at one time, ready to be landed.

    `extracted_on` is None when the source does not say; the caller then takes `newest_file_date`. `covers` gives, for a
    table, the first date its rows are complete from (None or absent: everything). `months_covered` gives the same as
    months back from `extracted_on`, for a source whose window moves with it.
    """

    kind: Literal["extracts", "annex_a"]
    location: Path
    files: tuple[SourceFile, ...]
    extracts: tuple[Extract, ...]
    extracted_on: datetime | None = None
    covers: Mapping[str, date | None] = field(default_factory=dict)
    months_covered: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[IntakeNote, ...] = ()

    @property
    def newest_file_date(self) -> date:
        return max(file.modified for file in self.files)

    @property
    def content_sha256(self) -> str:
        """One hash for the whole delivery: its files' names and bytes, and what it says it covers."""
        lines = sorted(f"file {file.name} {file.sha256}" for file in self.files)
        lines += sorted(f"covers {table} {day}" for table, day in self.covers.items())
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def canonical_json(value: object) -> str:
    """JSON with sorted keys and a final newline: the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def row_ranges(rows: Iterable[int]) -> list[str]:
    """Row numbers folded into ranges, in order: 5, 7, 8, 9 gives `5` and `7-9`."""
    ranges: list[str] = []
    first = last = None
    for row in sorted(set(rows)):
        if first is None or last is None:
            first = last = row
        elif row == last + 1:
            last = row
        else:
            ranges.append(f"{first}" if first == last else f"{first}-{last}")
            first = last = row
    if first is not None:
        ranges.append(f"{first}" if first == last else f"{first}-{last}")
    return ranges
