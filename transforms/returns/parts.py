"""The parts of a workbook's file: rows written straight into a sheet, and canonical bytes for the same content."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from transforms.returns.cell_text import lines_needed, safe_text

Value = str | int | float | Decimal | date | None

LINE_POINTS = 12.75
_EXCEL_DAY_0 = date(1899, 12, 30)


@dataclass
class RowStream:
    """The rows of a sheet that are written as XML while the file is saved; `first` is the row of the first one."""

    first: int
    styles: list[int]
    rows: Iterable[Sequence[Value]]
    wrapped: list[tuple[int, float]]

    def xml(self) -> Iterator[str]:
        """Each row as XML, text as inline strings: a formula cannot come about."""
        letters = [get_column_letter(number) for number in range(1, len(self.styles) + 1)]
        for number, row in enumerate(self.rows, start=self.first):
            lines = max((lines_needed(str(row[column] or ""), width) for column, width in self.wrapped), default=1)
            cells = "".join(
                _cell_xml(f"{letter}{number}", style_id, value)
                for letter, style_id, value in zip(letters, self.styles, row, strict=True)
            )
            height = lines * LINE_POINTS + 3
            yield f'<row r="{number}" ht="{height:g}" customHeight="1">{cells}</row>'


def _cell_xml(address: str, style_id: int, value: Value) -> str:
    opening = f'<c r="{address}" s="{style_id}"'
    if value is None or value == "":
        return f"{opening}/>"
    if isinstance(value, str):
        return f'{opening} t="inlineStr"><is><t xml:space="preserve">{escape(safe_text(value))}</t></is></c>'
    number = (value - _EXCEL_DAY_0).days if isinstance(value, date) else value
    return f"{opening}><v>{number:g}</v></c>" if isinstance(number, float) else f"{opening}><v>{number}</v></c>"


def canonical(workbook: bytes, day: date, streams: Mapping[str, RowStream] | None = None) -> bytes:
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


def _with_stream(content: bytes, stream: RowStream | None) -> Iterator[bytes]:
    if stream is None:
        yield content
        return
    before, closing, after = content.partition(b"</sheetData>")
    # The sheet's size was written before these rows; it may be left out, and a wrong one misleads readers.
    yield re.sub(rb"<dimension [^>]*/>", b"", before)
    for row in stream.xml():
        yield row.encode()
    yield closing + after
