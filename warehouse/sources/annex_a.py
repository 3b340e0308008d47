"""Reads an Annex A workbook: finds the sheets of the eleven lists, their heading rows and their columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from warehouse.errors import SourceError
from warehouse.schema import Schema, Table
from warehouse.sources.headings import heading_key
from warehouse.sources.model import NEVER_COVERED, Delivery, Extract, IntakeNote, SourceFile
from warehouse.sources.sheet_table import find_headings, sheet_table, whole_sheet
from warehouse.sources.source_files import describe_file, read_bytes
from warehouse.sources.workbook import Sheet, read_workbook

FEWEST_LISTS = 2
# One matching heading may be chance: many sheets have a column headed Gender.
FEWEST_HEADINGS = 2
# Sheets that Quarterlight's own annex-a.xlsx adds to the eleven lists.
OWN_SHEETS = ("readme", "checks")

_NUMBERED = re.compile(r"(?:annexa)?(?:list|l)?0?([1-9]|1[01])([a-z].*)?")


@dataclass(frozen=True)
class Coverage:
    """How far back Annex A is complete for one derived table.

    `covers` is months before the extract date, `all` (who is not listed is not there) or `never` (a row that is gone
    from the list may stand all the same). `dated_by_start` are the lists that hold no end date for the table.
    """

    table: str
    lists: tuple[int, ...]
    covers: str
    dated_by_start: tuple[int, ...] = ()

    @property
    def is_window(self) -> bool:
        return self.covers.isdecimal()


def list_number(sheet_title: str) -> int | None:
    """The list a sheet holds, from its title: `List 8`, `list_08`, `8`, `8. Children in Care`, `Children in care`."""
    key = heading_key(sheet_title)
    named = _sheet_names().get(key)
    if named:
        return named
    numbered = _NUMBERED.fullmatch(key)
    if numbered is None:
        return None
    number, rest = int(numbered.group(1)), numbered.group(2)
    # A number before other words is a list only when the words are that list's: `1 page summary` is not List 1.
    if rest and not key.startswith(("list", "annexa")) and _sheet_names().get(rest) != number:
        return None
    return number


def count_lists(sheets: Sequence[Sheet], schema: Schema) -> int:
    """How many sheets are lists of Annex A, by title and headings."""
    return sum(1 for sheet in sheets if _is_list(sheet, schema))


def open_annex_a(path: Path, schema: Schema) -> Delivery:
    """The lists of an Annex A workbook; raises SourceError for a workbook that is not one, or has a list twice."""
    file = describe_file(path)
    sheets = read_workbook(read_bytes(file), file.name)
    if count_lists(sheets, schema) < FEWEST_LISTS:
        raise SourceError(
            f"{file.name}: fewer than {FEWEST_LISTS} sheets are lists of Annex A. Expected sheets named List 1 to "
            "List 11 with their headings. Check that this is the right workbook."
        )
    lists = {number: sheet for number, sheet in _sheets_by_list(sheets, file.name).items() if sheet.rows}
    others = [s for s in sheets if s.rows and s not in lists.values() and heading_key(s.title) not in OWN_SHEETS]
    tables = {number_of(table): table for table in schema.annex_a_lists()}
    given = [c for c in coverage() if lists.keys() & set(c.lists)]
    return Delivery(
        kind="annex_a",
        location=path,
        files=(file,),
        extracts=(
            *(_list_extract(lists[number], tables[number], file) for number in sorted(lists)),
            *(_other_extract(sheet, file) for sheet in others),
        ),
        covers={c.table: NEVER_COVERED if c.covers == "never" else None for c in given if not c.is_window},
        months_covered={c.table: int(c.covers) for c in given if c.is_window},
        notes=(*_absent_notes(tables, lists, file.name), *_other_notes(others, file.name), *_unmapped_notes(lists)),
    )


def number_of(table: Table) -> int:
    """The number of a list's table: 8 for `annex_a_list_8`."""
    return int(table.name.rpartition("_")[2])


@cache
def coverage() -> tuple[Coverage, ...]:
    """From how far back each derived table is complete, as `annex_a/coverage.csv` says."""
    return tuple(
        Coverage(
            table=row["table"],
            lists=tuple(int(number) for number in row["lists"].split("+")),
            covers=row["covers"],
            dated_by_start=tuple(int(number) for number in row["dated_by_start"].split("+") if number),
        )
        for row in read_rows("coverage.csv")
    )


@cache
def lists_dated_by_start(table: str) -> tuple[int, ...]:
    """The lists whose rows of a derived table have no end date to go by, so that a blank end does not mean open."""
    return next((entry.dated_by_start for entry in coverage() if entry.table == table), ())


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the folder `annex_a`."""
    with (files("warehouse.sources") / "annex_a" / name).open("r", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


@cache
def _sheet_names() -> dict[str, int]:
    return {heading_key(row["name"]): int(row["list"]) for row in read_rows("sheet_names.csv")}


def _is_list(sheet: Sheet, schema: Schema) -> bool:
    number = list_number(sheet.title)
    if number is None:
        return False
    found = find_headings(sheet, schema.tables[f"annex_a_list_{number}"])
    return found is not None and found.matched >= FEWEST_HEADINGS


def _sheets_by_list(sheets: Sequence[Sheet], file: str) -> dict[int, Sheet]:
    by_number: dict[int, Sheet] = {}
    for sheet in sheets:
        number = list_number(sheet.title)
        if number is None:
            continue
        if number in by_number:
            raise SourceError(
                f"{file}: sheets '{by_number[number].title}' and '{sheet.title}' are both List {number}. Expected one "
                "sheet a list. Remove or rename one, then run again."
            )
        by_number[number] = sheet
    return by_number


def _list_extract(sheet: Sheet, table: Table, file: SourceFile) -> Extract:
    source_file = f"{file.name}#{sheet.title}"
    found = find_headings(sheet, table)
    if found is None or found.matched < FEWEST_HEADINGS:
        raise SourceError(
            f"{file.name}: sheet '{sheet.title}' has no row of headings. Expected the headings of List "
            f"{number_of(table)} ({table.title}) in one of its first 15 rows. Correct the sheet, then run again."
        )
    row = found.row
    return Extract(table.name, file, source_file, True, lambda: sheet_table(sheet, row, table, table.name, source_file))


def _other_extract(sheet: Sheet, file: SourceFile) -> Extract:
    name, source_file = _other_name(sheet), f"{file.name}#{sheet.title}"
    return Extract(name, file, source_file, False, lambda: whole_sheet(sheet, name, source_file))


def _other_name(sheet: Sheet) -> str:
    return f"sheet_{heading_key(sheet.title) or 'without_a_name'}"


def _absent_notes(tables: Mapping[int, Table], lists: Mapping[int, Sheet], file: str) -> list[IntakeNote]:
    return [
        IntakeNote(
            "table_absent", table.name, "", f"List {number} ({table.title}) has no sheet, or an empty one", 1, file
        )
        for number, table in sorted(tables.items())
        if number not in lists
    ]


def _other_notes(others: Sequence[Sheet], file: str) -> list[IntakeNote]:
    said = "this sheet is no list of Annex A; kept in landing as it is"
    return [IntakeNote("table_unknown", _other_name(sheet), "", said, 1, f"{file}#{sheet.title}") for sheet in others]


def _unmapped_notes(lists: Mapping[int, Sheet]) -> list[IntakeNote]:
    """What a list says that has no place in the SSD: it stays in landing and reaches no measure."""
    return [
        IntakeNote("note", f"annex_a_list_{row['list']}", row["column"], row["note"], 1)
        for row in read_rows("mapping.csv")
        if row["note"] and int(row["list"]) in lists
    ]
