"""Writes long tables to a workbook row by row, in constant memory, under the house style.

The workbooks hold records of children: the file is readable by its owner alone from its first byte, and the rows that
XlsxWriter sets aside while it writes lie beside it and not in the machine's common temporary folder.
"""

import os
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil, isfinite
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import xlsxwriter

from transforms.returns import style

# Nothing in a workbook may depend on the clock: the same rows give the same bytes.
CREATED = datetime(2024, 1, 1)
FIRST_DAY_OF_EXCEL = date(1900, 1, 1)
LONGEST_CELL = 32_767
LONGEST_PRINTED_LINE = 255
LINE_HEIGHT = 14
A3, A4 = 8, 9
WIDEST_ON_A4 = 150

# Characters with which a spreadsheet program begins to calculate, once somebody edits the cell or saves it as CSV.
RISKY_START = ("=", "+", "-", "@", "\t")
_LINE_END = re.compile("\r\n?")
# XML has no way to write these, and readers differ on the escapes that stand in for them.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Kind = Literal["id", "text", "long_text", "date", "count", "decimal"]
LineKind = Literal["title", "heading", "warning", "text", "header", "row"]
WIDTHS: dict[Kind, float] = {"id": 16, "text": 22, "long_text": 60, "date": 12, "count": 11, "decimal": 11}


@dataclass(frozen=True)
class Column:
    """One column of a table: its heading, what its cells hold, and its width in characters (0: the kind's own)."""

    title: str
    kind: Kind = "text"
    width: float = 0

    @property
    def shown_width(self) -> float:
        return self.width or WIDTHS[self.kind]


@dataclass(frozen=True)
class Line:
    """One line of a page of words: running text in one cell, or a `header` or `row` of a small table."""

    kind: LineKind
    cells: tuple[object, ...] = ()


class BulkWorkbook:
    """A workbook to be filled sheet by sheet; leaving the `with` block puts it on disk (mode 0600), unless on an error.

    Every cell of text is stored as text, whatever it begins with. `footer` stands at the foot of every printed page;
    `draft_reason`, unless empty, at the head of each, and in a note on the first cell of every table, since a table's
    sheet holds nothing but its own rows.
    """

    def __init__(self, path: Path, title: str, footer: str, draft_reason: str = "") -> None:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        path.chmod(0o600)
        self._path = path
        self._footer = footer
        self._draft = f"DRAFT: {draft_reason}" if draft_reason else ""
        font = {"font_name": style.FONT, "font_size": 10, "font_color": f"#{style.INK}"}
        options = {"constant_memory": True, "tmpdir": str(path.parent), "default_format_properties": font}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"title": title, "author": "Quarterlight", "created": CREATED})
        self._formats = {
            name: self._book.add_format(font | {"valign": "top"} | looks) for name, looks in _looks().items()
        }

    def __enter__(self) -> "BulkWorkbook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Closing is also what removes XlsxWriter's temporary files, so a failed workbook is closed and then removed.
        try:
            self._book.close()
        finally:
            if kind is not None:
                self._path.unlink(missing_ok=True)

    def table(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> int:
        """Writes one sheet: headings in row 1, frozen, with filters, and the rows from row 2 on; gives their number."""
        sheet = self._sheet(name, [column.shown_width for column in columns])
        sheet.set_row(0, LINE_HEIGHT * max(_lines(column.title, column.shown_width) for column in columns) + 4)
        for position, column in enumerate(columns):
            sheet.write_string(0, position, column.title, self._formats["header"])
        if self._draft:
            sheet.write_comment(0, 0, self._draft, {"author": "Quarterlight", "x_scale": 2})
        number = 0
        for number, row in enumerate(rows, start=1):
            for position, value in enumerate(row):
                self._write(sheet, number, position, value, columns[position].kind)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, number, len(columns) - 1)
        return number

    def page(self, name: str, widths: Sequence[float], lines: Iterable[Line]) -> None:
        """Writes one sheet of words and small tables, `widths` characters wide, one line under the other."""
        sheet = self._sheet(name, widths)
        sheet.hide_gridlines(2)
        number = 0
        for line in [*([Line("warning", (self._draft,))] if self._draft else []), *lines]:
            for part in _wrapped(line, int(sum(widths))):
                sheet.set_row(number, _height(part, widths))
                for position, value in enumerate(part.cells):
                    self._write(sheet, number, position, value, part.kind)
                number += 1

    def _sheet(self, name: str, widths: Sequence[float]) -> Any:
        sheet = self._book.add_worksheet(name)
        for position, width in enumerate(widths):
            sheet.set_column(position, position, width)
        sheet.set_landscape()
        sheet.set_paper(A3 if sum(widths) > WIDEST_ON_A4 else A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.75)
        sheet.set_footer(_printed("&L&8", self._footer, "&R&8page &P of &N"))
        if self._draft:
            sheet.set_header(_printed("&L&B", self._draft, ""))
            sheet.set_tab_color(f"#{style.RED_INK}")
        return sheet

    def _write(self, sheet: Any, row: int, column: int, value: object, look: Kind | LineKind) -> None:
        if value is None or value == "" or (isinstance(value, float | Decimal) and not isfinite(value)):
            if look in ("header", "row"):
                sheet.write_blank(row, column, None, self._formats[look])
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value.replace(tzinfo=None), self._formats["datetime"])
        elif isinstance(value, date) and value >= FIRST_DAY_OF_EXCEL:
            sheet.write_datetime(row, column, value, self._formats["row_date" if look == "row" else "date"])
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            sheet.write_number(row, column, value, self._formats["row_count" if look == "row" else look])
        else:
            text = _text(value)
            is_risky = text.startswith(RISKY_START) or text.lstrip().startswith(RISKY_START)
            sheet.write_string(row, column, text, self._formats["risky" if is_risky else look])


def _looks() -> dict[str, dict[str, object]]:
    """How each kind of cell looks, on top of the common font."""
    band = {"bold": True, "font_color": f"#{style.WHITE}", "bg_color": f"#{style.NAVY}", "text_wrap": True}
    ruled = {"bottom": 1, "bottom_color": f"#{style.RULE}", "text_wrap": True}
    return {
        "header": band,
        "id": {"num_format": "@"},
        "text": {},
        "long_text": {"text_wrap": True},
        # Excel then keeps showing the text as text even after somebody edits the cell.
        "risky": {"quote_prefix": True},
        "date": {"num_format": style.DATE_FORMAT, "align": "left"},
        "datetime": {"num_format": f"{style.DATE_FORMAT} hh:mm", "align": "left"},
        # Indented, or a number at the right of its cell runs into the text at the left of the next.
        "count": {"num_format": style.COUNT_FORMAT, "align": "right", "indent": 1},
        "decimal": {"num_format": style.DECIMAL_FORMAT, "align": "right", "indent": 1},
        "title": {"bold": True, "font_size": 16, "font_color": f"#{style.NAVY}"},
        "heading": {"bold": True, "font_size": 12, "font_color": f"#{style.NAVY}"},
        "warning": {"bold": True, "font_color": f"#{style.RED_INK}"},
        "row": ruled,
        "row_date": ruled | {"num_format": style.DATE_FORMAT, "align": "left"},
        "row_count": ruled | {"num_format": style.COUNT_FORMAT, "align": "left"},
    }


def _text(value: object) -> str:
    """What a cell shows of a value that is no number and no day Excel can hold, never longer than a cell may be."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return _NOT_XML.sub("\ufffd", _LINE_END.sub("\n", str(value)))[:LONGEST_CELL]


def _lines(text: str, width: float) -> int:
    """How many lines the text takes in a cell so wide, words kept whole."""
    return max(1, len(textwrap.wrap(text, max(1, int(width)))))


def _height(line: Line, widths: Sequence[float]) -> float:
    if line.kind in ("header", "row"):
        return LINE_HEIGHT * max(_lines(str(cell), width) for cell, width in zip(line.cells, widths, strict=False)) + 1
    return {"title": 24, "heading": 20}.get(line.kind, LINE_HEIGHT)


def _wrapped(line: Line, width: int) -> list[Line]:
    """Running text cut into lines that fit the page; a small table's lines and empty lines as they are."""
    if line.kind in ("header", "row") or not line.cells:
        return [line]
    factor = {"title": 0.6, "heading": 0.8}.get(line.kind, 1.15)
    return [Line(line.kind, (part,)) for part in textwrap.wrap(str(line.cells[0]), ceil(width * factor))] or [line]


def _printed(before: str, text: str, after: str) -> str:
    """A header or footer within Excel's length, its ampersands doubled, since a single one is a command there."""
    room = LONGEST_PRINTED_LINE - len(before) - len(after)
    shown = text.replace("&", "&&")
    if len(shown) > room:
        shown = shown[: room - 1].rstrip("&") + "…"
    return before + shown + after


def write_table(path: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Writes one sheet of rows as a query gave them: days as days, numbers as numbers, everything else as text."""
    write_tables(path, name, [(name, columns, rows)])


def write_tables(
    path: Path, title: str, sheets: Iterable[tuple[str, Sequence[str], Sequence[Sequence[object]]]]
) -> None:
    """Writes one sheet for each (name, columns, rows), as `write_table` does."""
    with BulkWorkbook(path, title, footer="RESTRICTED") as book:
        for name, columns, rows in sheets:
            kinds = [Column(heading, _kind_of(rows, position)) for position, heading in enumerate(columns)]
            book.table(name, kinds, rows)


def _kind_of(rows: Sequence[Sequence[object]], position: int) -> Kind:
    value = next((row[position] for row in rows if row[position] is not None), None)
    if isinstance(value, date):
        return "date"
    if isinstance(value, bool):
        return "text"
    return "count" if isinstance(value, int) else "decimal" if isinstance(value, float | Decimal) else "text"
