"""Builds the files that councils really send, whole and broken, each named after its fault."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

Cell = str | int | float | date | None
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[Cell]]]) -> Path:
    """An .xlsx of these sheets; a text that begins with `=` is a formula, `=NA()` with its stored error."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(row, column, cell, None, "#N/A" if cell == "=NA()" else 7)
                    elif isinstance(cell, date):
                        sheet.write_datetime(row, column, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return path


def without_stored_values(path: Path) -> Path:
    """The same workbook as a program that does not calculate saves it: formulas with no value."""
    rewritten = io.BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(rewritten, "w") as copy:
        for part in book.infolist():
            content = book.read(part)
            if part.filename.startswith("xl/worksheets/"):
                content = content.replace(b"</f><v>7</v>", b"</f><v></v>")
            copy.writestr(part, content)
    path.write_bytes(rewritten.getvalue())
    return path


def cut_short(path: Path) -> Path:
    """The first half of a file, as a copy that broke off leaves it."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path
