"""The one module that knows how a formatted workbook is written.

A `Book` hands out `Page`s (sheets). A page is written from the top down: title, banner, paragraphs, header, rows. Text
is always text: nothing that begins like a formula becomes one. `Book.save` gives the same bytes for the same content.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from transforms.returns import style
from transforms.returns.context import ReturnContext
from transforms.returns.files import write_private

Value = str | int | float | Decimal | date | None

_A4, _A3 = 9, 8
_WIDEST_ON_A4 = 190
_LONGEST_TEXT = 32_767
_LONGEST_FOOTER_PART = 160
_EXCEL_DAY_0 = date(1899, 12, 30)
_LINE_POINTS = 13.2
_TALLEST_ROW_POINTS = 400.0
# Widths of Arial's characters, in widths of its 0; capitals and what is not listed count as the widest of them.
_WIDEST_COMMON = 1.3
_PADDING = 2.0
_CHARACTER_WIDTHS = {
    **dict.fromkeys("ijl'|", 0.42),
    **dict.fromkeys(" .,:;!/ftI[]()-\u00ad", 0.56),
    **dict.fromkeys("r", 0.62),
    **dict.fromkeys("ckstvxyzJ", 0.92),
    **dict.fromkeys("abdeghnopqu0123456789_?$#+=<>", 1.02),
    **dict.fromkeys("mwMW%@", 1.6),
}
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


def safe_text(text: str) -> str:
    """`text` without the control characters a workbook cannot hold, and no longer than a cell can be."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT]


def lines_needed(text: str, width: float, size: int = 10, bold: bool = False) -> int:
    """How many lines `text` takes when wrapped in a column `width` characters wide: an estimate on the safe side."""
    room = max((width - _PADDING) * 10 / size / (1.1 if bold else 1.03), 1.0)
    # No text is wider than its capitals; most cells are short enough to be done here.
    if len(text) * _WIDEST_COMMON < room and "\n" not in text:
        return 1
    return sum(_lines(line, room) for line in text.split("\n"))


def _lines(line: str, room: float) -> int:
    """Lines of one paragraph: words are kept whole unless one alone is wider than the column."""
    lines, used = 1, 0.0
    for word in line.split(" "):
        wide = sum(_CHARACTER_WIDTHS.get(character, _WIDEST_COMMON) for character in word)
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        lines, used = lines + int((used + wide) / room), (used + wide) % room
        used += _CHARACTER_WIDTHS[" "]
    return lines


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
    return text[:_LONGEST_FOOTER_PART].replace("&", "&&")


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
    _stream: "_Stream | None" = None

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

    def stream(self, looks: Sequence[Look], rows: Iterable[Sequence[Value]], wrapped: Sequence[int] = ()) -> None:
        """Ends the table with many rows, each written to the file while it is saved, so that none stays in memory.

        `looks` holds one look a column; `wrapped` the columns, from 0, whose text may need more than one line.
        """
        widths = [(column, self.columns[column].width) for column in wrapped]
        self._stream = _Stream(self.row, [self.book.style_id(look) for look in looks], rows, widths)
        self.sheet.auto_filter.ref = f"A{self._header_row}:{get_column_letter(self.width)}{self._header_row}"

    def page_break(self) -> None:
        """Ends the printed page before the current row."""
        self.sheet.row_breaks.append(Break(id=self.row - 1))

    def height(self, lines: float) -> None:
        """Makes the current row so many lines of body text tall, and moves on to the next."""
        self._height(lines)
        self.row += 1

    def _height(self, lines: float) -> None:
        self.sheet.row_dimensions[self.row].height = min(lines * _LINE_POINTS + 3, _TALLEST_ROW_POINTS)


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


@dataclass
class _Stream:
    """The rows of a sheet that are written as XML while the file is saved; `first` is the row of the first one."""

    first: int
    styles: list[int]
    rows: Iterable[Sequence[Value]]
    wrapped: list[tuple[int, float]]

    def xml(self) -> Iterator[tuple[int, str]]:
        """Each row as its number and its XML, text as inline strings: a formula cannot come about."""
        letters = [get_column_letter(number) for number in range(1, len(self.styles) + 1)]
        for number, row in enumerate(self.rows, start=self.first):
            lines = max((lines_needed(str(row[column] or ""), width) for column, width in self.wrapped), default=1)
            cells = "".join(
                _cell_xml(f"{letter}{number}", style_id, value)
                for letter, style_id, value in zip(letters, self.styles, row, strict=True)
            )
            height = lines * _LINE_POINTS + 3
            yield number, f'<row r="{number}" ht="{height:g}" customHeight="1">{cells}</row>'


def _cell_xml(address: str, style_id: int, value: Value) -> str:
    opening = f'<c r="{address}" s="{style_id}"'
    if value is None or value == "":
        return f"{opening}/>"
    if isinstance(value, str):
        return f'{opening} t="inlineStr"><is><t xml:space="preserve">{escape(safe_text(value))}</t></is></c>'
    number = (value - _EXCEL_DAY_0).days if isinstance(value, date) else value
    return f"{opening}><v>{number:g}</v></c>" if isinstance(number, float) else f"{opening}><v>{number}</v></c>"


def canonical(workbook: bytes, day: date, streams: Mapping[str, _Stream] | None = None) -> bytes:
    """The same workbook with nothing in it of the time it was written: parts in order, fixed dates, one compression.

    `streams` are rows to add to a sheet, by the sheet's part.
    """
    stamp = f"{day:%Y-%m-%d}T00:00:00Z".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(buffer, "w") as made:
        for name in sorted(given.namelist()):
            content = given.read(name)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The same on Windows and elsewhere.
            entry.create_system = 3
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            with made.open(entry, "w") as part:
                for piece in _with_stream(content, (streams or {}).get(name)):
                    part.write(piece)
    return buffer.getvalue()


def _with_stream(content: bytes, stream: _Stream | None) -> Iterator[bytes]:
    if stream is None:
        yield content
        return
    before, closing, after = content.partition(b"</sheetData>")
    yield before
    last = stream.first - 1
    for number, row in stream.xml():
        last = number
        yield row.encode()
    yield closing
    # The filter was set before the number of rows was known.
    yield re.sub(rb'(<autoFilter ref="A\d+:[A-Z]+)\d+', rb"\g<1>%d" % last, after)
