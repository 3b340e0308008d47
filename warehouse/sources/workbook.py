"""Reads the cells of an Excel workbook as text, with what a fast reader loses: error cells and unsaved formulas.

The values come from python-calamine (eleven sheets of 20,000 rows in seconds). It turns `#N/A` and formulas without a
stored value into blanks, so each sheet's XML is searched for those cells as well.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import PurePosixPath

from warehouse.errors import SourceError
from warehouse.sources.parquet_file import moment_text, number_text
from warehouse.sources.text_file import what_it_is

SAVE_AGAIN = "Open it in Excel, save it as .xlsx without a password, and deliver it again."
# A workbook of any council is far smaller; more than this is a zip bomb or a mistake.
MOST_BYTES = 2_000_000_000

_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<',
    re.DOTALL,
)
_UNSAVED_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


@dataclass(frozen=True)
class Sheet:
    """One worksheet as text, from its row 1; blank cells are None.

    `unsaved_formulas` are the (row, column) of formulas with no stored value, counted from 1.
    """

    title: str
    rows: tuple[tuple[str | None, ...], ...]
    unsaved_formulas: tuple[tuple[int, int], ...] = ()

    def numbered(self) -> Iterator[tuple[int, tuple[str | None, ...]]]:
        """Each row with its number in the sheet."""
        return enumerate(self.rows, 1)


@dataclass(frozen=True)
class _Lost:
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unsaved: tuple[tuple[int, int], ...] = ()


def read_workbook(content: bytes, file: str) -> list[Sheet]:
    """Every worksheet of an .xlsx or .xlsm file, in order, hidden ones too.

    Dates are ISO text, whole numbers have no `.0`, formulas give their stored values and errors their text (`#N/A`).
    Raises SourceError for a truncated, password-protected or wrong-format file.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    lost = _search_xml(content, file)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [s.name for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        grids = [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in sheets]
    except (CalamineError, OSError, ValueError) as error:
        raise SourceError(f"{file}: cannot be read as a workbook. {SAVE_AGAIN}") from error
    return [_sheet(name, grid, lost.get(name, _Lost())) for name, grid in grids]


def _sheet(title: str, grid: Sequence[Sequence[object]], lost: _Lost) -> Sheet:
    rows = [[_text(value) for value in row] for row in grid]
    for (row, column), text in lost.errors.items():
        while len(rows) < row:
            rows.append([])
        cells = rows[row - 1]
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = text
    while rows and not any(rows[-1]):
        rows.pop()
    return Sheet(title, tuple(map(tuple, rows)), lost.unsaved)


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return number_text(float(value))
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _search_xml(content: bytes, file: str) -> dict[str, _Lost]:
    """Error cells and unsaved formulas of each sheet, by title; refuses what is not a whole workbook."""
    if not content:
        raise SourceError(f"{file}: the file is empty (0 bytes). {SAVE_AGAIN}")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError(f"{file}: is protected by a password, or is an old .xls workbook. {SAVE_AGAIN}")
    if not content.startswith(b"PK"):
        kind = what_it_is(content[:256]) or "not a workbook"
        raise SourceError(f"{file}: this is {kind}; expected an Excel workbook. {SAVE_AGAIN}")
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            if sum(part.file_size for part in book.infolist()) > MOST_BYTES:
                raise SourceError(f"{file}: unpacks to more than 2 GB, which no extract needs. {SAVE_AGAIN}")
            if book.testzip() is not None:
                raise SourceError(f"{file}: the workbook is damaged. {SAVE_AGAIN}")
            return {title: _lost_cells(book.read(part)) for title, part in _sheet_parts(book).items()}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise SourceError(f"{file}: the workbook is cut short or damaged. {SAVE_AGAIN}") from error


def _sheet_parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Sheet title to the name of its part in the zip."""
    from defusedxml.ElementTree import fromstring

    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    targets = {
        element.get("Id"): element.get("Target", "") for element in fromstring(book.read("xl/_rels/workbook.xml.rels"))
    }
    parts = {}
    for element in fromstring(book.read("xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(relation), "")
            part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            if part in book.namelist():
                parts[element.get("name", "")] = part
    return parts


def _lost_cells(xml: bytes) -> _Lost:
    errors = {}
    if b't="e"' in xml:
        for letters, row, text in _ERROR_CELL.findall(xml):
            errors[int(row), _column(letters)] = text.decode("utf-8")
    unsaved: tuple[tuple[int, int], ...] = ()
    if b"<f" in xml or b":f>" in xml or b":f " in xml:
        unsaved = tuple((int(row), _column(letters)) for letters, row in _UNSAVED_FORMULA.findall(xml))
    return _Lost(errors, unsaved)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
