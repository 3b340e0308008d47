"""Reads a CSV extract as text, keeping the row number of every record and telling every row that does not fit.

A row number is the record's, counted as a spreadsheet does: the headings are row 1, and a record whose quoted cell runs
over several lines is one row. Blank lines count.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, zip_longest
from typing import Any

from warehouse.errors import SourceError
from warehouse.schema import Table
from warehouse.sources.headings import count_matches
from warehouse.sources.model import IntakeNote, ReadTable
from warehouse.sources.table_data import EXTRA_CELL, join_batches, name_columns, text_batch
from warehouse.sources.text_file import EXPORT_AGAIN, Text, decode

DELIMITERS = (",", ";", "\t", "|")
BATCH = 50_000
_FIX_ROWS = "Look at these rows in the file: a quote or line break in a cell is the usual reason."


@dataclass
class _Oddities:
    """Row numbers of records that do not fit the headings, as they are met."""

    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)

    def notes(self, table: str, file: str) -> list[IntakeNote]:
        said = (
            (self.short, "rows with fewer cells than headings; the missing cells are blank. " + _FIX_ROWS),
            (self.long, f"rows with more cells than headings; the others are kept in {EXTRA_CELL}. " + _FIX_ROWS),
            (self.quotes, "rows with a quote inside a quoted cell, read as far as it goes. " + _FIX_ROWS),
        )
        return [IntakeNote("note", table, "", text, len(rows), file, tuple(rows)) for rows, text in said if rows]


def read_csv(content: bytes, file: str, table: Table | None, table_name: str) -> ReadTable:
    """The records of a CSV file (comma, semicolon, tab or pipe) as text; an empty cell is NULL, `NA` stays `NA`.

    Raises SourceError for a file that is not text, has no headings the table knows, repeats a heading, or opens a quote
    that never closes.
    """
    decoded = decode(content, file)
    delimiter, headings = _headings(decoded.text, table, file)
    notes = _encoding_notes(decoded, table_name, file)
    data = None
    # One column of text has no delimiter by which a blank line would show.
    if len(headings) > 1 and '"' not in decoded.text:
        data = _read_plain(decoded.text, delimiter, len(headings))
    if data is None:
        odd = _Oddities()
        names = [f"c{index}" for index in range(len(headings))]
        data = join_batches(_batches(decoded.text, delimiter, names, odd, file), names)
        notes += odd.notes(table_name, file)
    return name_columns(data, headings, table, table_name, file, notes)


def _encoding_notes(decoded: Text, table: str, file: str) -> list[IntakeNote]:
    if decoded.mixed:
        return [IntakeNote("note", table, "", "UTF-8 with some bytes in Windows-1252, read as such", 1, file)]
    if decoded.encoding != "UTF-8":
        return [IntakeNote("note", table, "", f"read as {decoded.encoding}", 1, file)]
    return []


def _headings(text: str, table: Table | None, file: str) -> tuple[str, list[str]]:
    """The delimiter whose split of the first record names most fields of the table, and that record."""
    best: tuple[tuple[int, int], str, list[str]] | None = None
    for delimiter in DELIMITERS:
        first = next(csv.reader(_lines(text), delimiter=delimiter), [])
        score = (count_matches(table, first) if table else 0, len(first))
        if best is None or score > best[0]:
            best = (score, delimiter, first)
    assert best is not None
    if table and best[0][0] == 0:
        raise SourceError(
            f"{file}: the first row names no column of {table.name}. Expected a first row of headings such as "
            f"{', '.join(field.name for field in table.fields[:3])}. {EXPORT_AGAIN}"
        )
    return best[1], best[2]


def _lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends (LF, CR LF or a lone CR), which a quoted cell must keep."""
    return io.StringIO(text, newline="")


def _read_plain(text: str, delimiter: str, width: int) -> Any | None:
    """The fast way for a file without quotes whose every line has `width` cells; None when a line does not."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    names = [f"c{index}" for index in range(width)]
    uneven: list[int] = []

    def refuse(row: Any) -> str:
        uneven.append(row.actual_columns)
        return "skip"

    try:
        data = arrow_csv.read_csv(
            pa.py_buffer(text.rstrip("\r\n").encode()),
            read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=0, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, quote_char=False, ignore_empty_lines=False, invalid_row_handler=refuse
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: pa.string() for name in names}, null_values=[""], strings_can_be_null=True
            ),
        )
    except pa.ArrowInvalid:
        return None
    if uneven or data.num_rows == 0:
        return None
    rows = pa.array(range(2, data.num_rows + 1), type=pa.int64())
    return data.slice(1).append_column("source_row", rows).combine_chunks()


def _batches(text: str, delimiter: str, names: Sequence[str], odd: _Oddities, file: str) -> Iterator[Any]:
    width = len(names)
    records: list[Sequence[str]] = []
    rows: list[int] = []
    for row, record in _records(text, delimiter, odd, file):
        if record and len(record) < width:
            odd.short.append(row)
        elif len(record) > width:
            odd.long.append(row)
        records.append(record)
        rows.append(row)
        if len(records) == BATCH:
            yield _batch(records, names, rows)
            records, rows = [], []
    if records:
        yield _batch(records, names, rows)


def _batch(records: list[Sequence[str]], names: Sequence[str], rows: list[int]) -> Any:
    width = len(names)
    columns: list[Sequence[str | None]] = list(zip_longest(*[record[:width] for record in records]))
    columns += [[None] * len(records)] * (width - len(columns))
    all_names = list(names)
    if any(len(record) > width for record in records):
        columns.append(
            [json.dumps(record[width:], ensure_ascii=False) if len(record) > width else None for record in records]
        )
        all_names.append(EXTRA_CELL)
    return text_batch(columns, all_names, rows)


def _records(text: str, delimiter: str, odd: _Oddities, file: str) -> Iterator[tuple[int, list[str]]]:
    """Row number and cells of each record after the headings; a blank line is an empty record, except at the end."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in _lines(text.rstrip("\r\n")):
            taken.append(line)
            yield line

    feed = lines()
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    for row in count(1):
        taken.clear()
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            record = _misquoted(error, taken, delimiter, row, file)
            odd.quotes.append(row)
        if row > 1:
            yield row, record


def _misquoted(error: csv.Error, lines: Sequence[str], delimiter: str, row: int, file: str) -> list[str]:
    if "expected after" not in str(error):
        raise SourceError(
            f"{file}: row {row} opens a quote that is never closed, so the rows after it cannot be told apart. "
            f"Expected quotes in pairs. {EXPORT_AGAIN}"
        ) from error
    return next(csv.reader(lines, delimiter=delimiter), [])
