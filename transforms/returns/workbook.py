"""The one module that knows how a formatted workbook is written.

A `Book` hands out `Page`s (sheets). A page is written from the top down: title, banner, paragraphs, header, rows. Text
is always text: nothing that begins like a formula becomes one. `Book.save` gives the same bytes for the same content.
"""

import io
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from transforms.returns import style
from transforms.returns.cell_text import lines_needed, safe_text
from transforms.returns.context import ReturnContext
from transforms.returns.files import write_private
from transforms.returns.parts import LINE_POINTS, RowStream, Value, canonical

_A4, _A3 = 9, 8
_WIDEST_ON_A4 = 190
_LONGEST_FOOTER_PART = 220
_TALLEST_ROW_POINTS = 400.0
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Look:
    """How a cell looks. `format` is an Excel number format; colours are hex without #; `box` draws rules round it."""

    size: int = 10
    bold: bool = False
    italic: bool = False
    ink: str = style.INK
    fill: str = ""
    format: str = "General"
    align: str = "left"
    middle: bool = False
    box: bool = True
    top_rule: str = ""


TEXT = Look()
STRONG = Look(bold=True)
SMALL = Look(size=9, ink=style.MUTED)
NUMBER = Look(align="right")
HEADER = Look(bold=True, ink=style.WHITE, fill=style.NAVY, middle=True)
HEADER_RIGHT = replace(HEADER, align="right")
BAND = Look(bold=True, fill=style.BAND, ink=style.NAVY)
TITLE = Look(size=16, bold=True, ink=style.NAVY, box=False)
SUBTITLE = Look(ink=style.MUTED, box=False)
HEADING = Look(size=12, bold=True, ink=style.NAVY, box=False)
PLAIN = Look(box=False)
REMARK = Look(size=9, ink=style.MUTED, box=False)
BOX = Look(fill=style.WHITE)
BANNER = Look(size=11, bold=True, ink=style.RED_INK, fill=style.RED_FILL, middle=True)
GREEN = Look(bold=True, ink=style.GREEN_INK, fill=style.GREEN_FILL)
AMBER = Look(bold=True, ink=style.AMBER_INK, fill=style.AMBER_FILL)
RED = Look(bold=True, ink=style.RED_INK, fill=style.RED_FILL)
GREY = Look(ink=style.GREY_INK, fill=style.GREY_FILL)


@dataclass(frozen=True)
class Styled:
    """A value and its look."""

    value: Value
    look: Look = TEXT


@dataclass(frozen=True)
class Column:
    """A column of a page: its heading, its width in characters of the body font, and whether it holds numbers."""

    title: str
    width: float
    numeric: bool = False


def _write(cell: Any, value: Value) -> None:
    """Puts a value in a cell. Text stays text, and keeps doing so when a reader edits it (the quote prefix)."""
    if isinstance(value, str):
        value = safe_text(value)
        cell.value = value
        cell.data_type = "s"
        if value.startswith(_FORMULA_STARTS):
            cell.quotePrefix = True
    else:
        cell.value = value


def _footer_part(text: str) -> str:
    """Footer text: & begins a code there, so it is doubled; the whole footer must stay under 255 characters."""
    shown = text.replace("&", "&&")
    while len(shown) > _LONGEST_FOOTER_PART:
        text = text[:-1]
        shown = text.replace("&", "&&")
    return shown


@dataclass
class Page:
    """One sheet, written from the top down. `row` is the next free row.

    `split` is the last column of the first page of a sheet printed two pages wide, else 0.
    """

    book: "Book"
    sheet: Worksheet
    columns: tuple[Column, ...]
    split: int = 0
    row: int = 1
    _header_row: int = 0
    _stream: RowStream | None = None

    @property
    def width(self) -> int:
        return len(self.columns)

    def put(self, column: int, value: Value, look: Look = TEXT) -> None:
        """Writes one cell of the current row; `column` counts from 1."""
        cell = self.sheet.cell(self.row, column)
        self.book.dress(cell, look)
        _write(cell, value)

    def across(self, text: Value, look: Look = PLAIN, first: int = 1, last: int = 0, lines: int = 0) -> None:
        """Writes text over columns `first` to `last` as one cell, tall enough for all of it.

        By default over all columns, and once on each page where the sheet is printed two pages wide.
        """
        needed = max(lines, 1)
        for start, end in [(first, last or self.width)] if first > 1 or last else self._parts():
            self.span(text, look, start, end)
            room = sum(column.width for column in self.columns[start - 1 : end])
            needed = max(needed, lines_needed(str(text), room, look.size, look.bold))
        self.height(needed * max(look.size / 10, 0.85))

    def _parts(self) -> list[tuple[int, int]]:
        """The columns of each printed page, as (first, last): two where the table is printed two pages wide."""
        return [(1, self.split), (self.split + 1, self.width)] if self.split else [(1, self.width)]

    def span(self, value: Value, look: Look, first: int, last: int) -> None:
        """Writes a value over several cells of the current row, without moving on or setting a height."""
        for column in range(first, last + 1):
            self.book.dress(self.sheet.cell(self.row, column), look)
        _write(self.sheet.cell(self.row, first), value)
        if last > first:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)

    def skip(self, points: float = 8) -> None:
        """Leaves a narrow empty row."""
        self.sheet.row_dimensions[self.row].height = points
        self.row += 1

    def header(self, freeze_columns: int = 0) -> None:
        """Writes the column titles, freezes them and the columns on the left, and repeats the titles on every page."""
        for number, column in enumerate(self.columns, start=1):
            self.put(number, column.title, HEADER_RIGHT if column.numeric else HEADER)
        self._height(max(lines_needed(c.title, c.width, bold=True) for c in self.columns))
        self._header_row = self.row
        self.sheet.print_title_rows = f"{self.row}:{self.row}"
        self.row += 1
        self.sheet.freeze_panes = f"{get_column_letter(freeze_columns + 1)}{self.row}"

    def line(self, cells: Sequence[Styled], shortest: float = 1) -> None:
        """Writes one row of the table and makes it tall enough for its longest cell."""
        tallest = shortest
        for number, (cell, column) in enumerate(zip(cells, self.columns, strict=True), start=1):
            self.put(number, cell.value, cell.look)
            if isinstance(cell.value, str):
                needed = lines_needed(cell.value, column.width, cell.look.size, cell.look.bold)
                tallest = max(tallest, needed * max(cell.look.size / 10, 0.85))
        self.height(tallest)

    def filter(self) -> None:
        """Gives the table since its header filter buttons; a table without rows gets none."""
        if self._header_row and self.row > self._header_row + 1:
            last = get_column_letter(self.width)
            self.sheet.auto_filter.ref = f"A{self._header_row}:{last}{self.row - 1}"

    def stream(
        self, looks: Sequence[Look], rows: Iterable[Sequence[Value]], count: int, wrapped: Sequence[int] = ()
    ) -> None:
        """Ends the table with `count` rows, each written to the file while it is saved, so that none stays in memory.

        `looks` holds one look a column; `wrapped` the columns, from 0, whose text may need more than one line.
        """
        widths = [(column, self.columns[column].width) for column in wrapped]
        self._stream = RowStream(self.row, [self.book.style_id(look) for look in looks], rows, widths)
        self.sheet.auto_filter.ref = f"A{self._header_row}:{get_column_letter(self.width)}{self._header_row + count}"

    def page_break(self) -> None:
        """Ends the printed page before the current row."""
        self.sheet.row_breaks.append(Break(id=self.row - 1))

    def height(self, lines: float) -> None:
        """Makes the current row so many lines of body text tall, and moves on to the next."""
        self._height(lines)
        self.row += 1

    def _height(self, lines: float) -> None:
        self.sheet.row_dimensions[self.row].height = min(lines * LINE_POINTS + 3, _TALLEST_ROW_POINTS)


@dataclass
class Book:
    """A workbook in the house style for one return."""

    context: ReturnContext
    title: str
    classification: str = "RESTRICTED"
    _workbook: Workbook = field(default_factory=Workbook)
    _styles: dict[Look, Any] = field(default_factory=dict)
    _pages: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._workbook.remove(self._workbook.worksheets[0])
        # The default font sets what "one character wide" means; openpyxl's own is Calibri 11.
        self._workbook._fonts = IndexedList([Font(name=style.FONT, size=10)])  # type: ignore[attr-defined]
        self._workbook._named_styles["Normal"].font = Font(name=style.FONT, size=10)  # type: ignore[attr-defined]
        properties = self._workbook.properties
        properties.creator = f"Quarterlight {self.context.version}"
        properties.title = f"{self.title}, {self.context.authority_name}, {self.context.quarter.label}"
        properties.created = properties.modified = datetime.combine(self.context.extracted_on, datetime.min.time())

    def page(
        self,
        name: str,
        columns: Sequence[Column],
        says: str = "",
        fit: bool = True,
        heading: str = "",
        split: int = 0,
    ) -> Page:
        """A new sheet with its title, what it is about, and the DRAFT banner where the return is a draft.

        Printed to the page's width if `fit`; a table too wide for that on two pages, the first up to column `split`.
        """
        sheet = self._workbook.create_sheet(name)
        page = Page(self, sheet, tuple(columns), split)
        for number, column in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        self._pages.append(page)
        wide = sum(column.width for column in columns) > _WIDEST_ON_A4
        self._print_set_up(sheet, _A3 if wide else _A4, fit)
        if split:
            sheet.page_setup.fitToWidth = 2
            sheet.col_breaks.append(Break(id=split))
        page.across(heading or name, TITLE)
        quarter, extracted = self.context.quarter.label, self.context.extracted_on
        page.across(f"{self.context.authority_name} · {quarter} · extracted {extracted:%d/%m/%Y}", SUBTITLE)
        if self.context.draft:
            page.across(f"DRAFT: {self.context.draft_reason}", BANNER)
        if says:
            page.across(says, PLAIN)
        page.skip()
        return page

    def dress(self, cell: Any, look: Look) -> None:
        """Gives a cell its look; looks are made once a book, since making one costs more than writing the cell."""
        if look not in self._styles:
            _dress(cell, look)
            self._styles[look] = copy(cell._style)
        cell._style = copy(self._styles[look])

    def style_id(self, look: Look) -> int:
        """The number by which the file knows a look."""
        cell = Cell(self._workbook.worksheets[0], row=1, column=1)
        self.dress(cell, look)
        return cell.style_id

    def save(self, path: Path) -> None:
        """Writes the workbook as canonical bytes, readable by its owner only."""
        buffer = io.BytesIO()
        self._workbook.save(buffer)
        streams = {
            f"xl/worksheets/sheet{number}.xml": page._stream
            for number, page in enumerate(self._pages, start=1)
            if page._stream is not None
        }
        write_private(path, canonical(buffer.getvalue(), self.context.extracted_on, streams))

    def _print_set_up(self, sheet: Worksheet, paper: int, fit: bool) -> None:
        setup, margins = sheet.page_setup, sheet.page_margins
        setup.orientation, setup.paperSize = "landscape", paper
        if fit:
            setup.fitToWidth, setup.fitToHeight = 1, 0
            sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.25, 0.3
        sheet.print_options.horizontalCentered = True
        sheet.sheet_view.showGridLines = False
        footer: Any = sheet.oddFooter
        footer.left.text, footer.right.text = _footer_part(self.context.footer(self.classification)), "Page &P of &N"
        footer.left.size = footer.right.size = 8
        if self.context.draft:
            # The banner row prints once; the page header says it on every page.
            header: Any = sheet.oddHeader
            header.center.text, header.center.size = "DRAFT", 9


def _dress(cell: Cell, look: Look) -> None:
    rule = Side(style="thin", color=style.RULE)
    top = Side(style="medium", color=look.top_rule) if look.top_rule else rule
    cell.font = Font(name=style.FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.ink)
    if look.fill:
        cell.fill = PatternFill("solid", start_color=look.fill, end_color=look.fill)
    if look.box:
        cell.border = Border(left=rule, right=rule, top=top, bottom=rule)
    indent = 1 if look.box and look.align != "center" else 0
    vertical = "center" if look.middle else "top"
    # A number has no second line.
    wraps = look.format == "General"
    cell.alignment = Alignment(horizontal=look.align, vertical=vertical, wrap_text=wraps, indent=indent)
    cell.number_format = look.format
