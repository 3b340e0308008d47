"""Turns a worksheet into a table: finds its headings, then names its columns by the schema."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from warehouse.schema import Table
from warehouse.sources.headings import count_matches
from warehouse.sources.model import IntakeNote, ReadTable
from warehouse.sources.table_data import name_columns, text_batch
from warehouse.sources.workbook import Sheet

SEARCHED_ROWS = 15


@dataclass(frozen=True)
class HeadingRow:
    """Where a sheet's headings stand (row number, from 1) and how many fields of the table they name."""

    row: int
    matched: int


def find_headings(sheet: Sheet, table: Table) -> HeadingRow | None:
    """The row among the first 15 that names most fields of `table`, the first of equals; None when no row names any."""
    best: HeadingRow | None = None
    for row, cells in sheet.numbered():
        if row > SEARCHED_ROWS:
            break
        matched = count_matches(table, [cell for cell in cells if cell])
        if matched and (best is None or matched > best.matched):
            best = HeadingRow(row, matched)
    return best


def sheet_table(sheet: Sheet, heading_row: int, table: Table | None, table_name: str, file: str) -> ReadTable:
    """The rows under the headings of a sheet as text, each with its row number; blank rows are left out and counted."""
    headings = [cell or "" for cell in sheet.rows[heading_row - 1]]
    body = sheet.rows[heading_row:]
    width = max([len(headings), *map(len, body)])
    headings += [""] * (width - len(headings))
    columns = list(zip_longest(*body)) + [()] * width
    padded = [columns[index] or (None,) * len(body) for index in range(width)]
    names = [f"c{index}" for index in range(width)]
    data = text_batch(padded, names, range(heading_row + 1, heading_row + 1 + len(body)))
    notes = _notes(sheet, heading_row, table_name, file)
    return name_columns(data, headings, table, table_name, file, notes)


def whole_sheet(sheet: Sheet, table_name: str, file: str) -> ReadTable:
    """Every row of a sheet that is no table we know, in columns `column_1`, `column_2` and so on."""
    width = max(map(len, sheet.rows))
    columns = list(zip_longest(*sheet.rows))
    names = [f"column_{index + 1}" for index in range(width)]
    return ReadTable(text_batch(columns, names, range(1, len(sheet.rows) + 1)))


def _notes(sheet: Sheet, heading_row: int, table: str, file: str) -> list[IntakeNote]:
    notes = []
    if heading_row > 1:
        said = f"headings found in row {heading_row}; the rows above are not part of the table"
        notes.append(IntakeNote("note", table, "", said, heading_row - 1, file))
    unsaved = [row for row, _ in sheet.unsaved_formulas if row > heading_row]
    if unsaved:
        said = "formula cells without a stored value, read as blank; save the workbook in Excel to store them"
        notes.append(IntakeNote("note", table, "", said, len(unsaved), file, tuple(sorted(set(unsaved)))))
    return notes
