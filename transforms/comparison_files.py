"""The small CSV files that people keep in a workspace: read as text, each row knowing where it stands."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.errors import SettingsError


@dataclass(frozen=True)
class Line:
    """One row of a file, its cells by the name of the column, without spaces around them; row 1 is the header."""

    file: str
    row: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell's text; empty for a column that the file does not have."""
        return self.cells.get(column, "")

    def error(self, column: str, says: str) -> SettingsError:
        """An error that names file, row and column."""
        return SettingsError(f"{self.file}, row {self.row}, column {column}: {says}.")


def read_text(content: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without its mark, else Windows-1252, which older Excel writes."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_lines(file: str, content: bytes, needed: Sequence[str], extras: Sequence[str] = ()) -> list[Line]:
    """The rows of a file that are not blank. Columns stand in any order and case.

    Raises SettingsError naming the file where a needed column is missing, one is unknown or stands twice, or a row has
    more cells than the header.
    """
    reader = csv.reader(io.StringIO(read_text(content), newline=""))
    header = [name.strip().casefold() for name in next(reader, [])]
    known = (*needed, *extras)
    says = f"the columns are {', '.join(needed)}" + (f", and perhaps {', '.join(extras)}" if extras else "")
    if missing := [name for name in needed if name not in header]:
        raise SettingsError(f"{file}: there is no column {', '.join(missing)}; {says}.")
    if [name for name in header if name not in known] or len(set(header)) < len(header):
        raise SettingsError(f"{file}: a column is unknown or stands twice; {says}.")
    lines = []
    for row, cells in enumerate(reader, start=2):
        if len(cells) > len(header):
            raise SettingsError(f"{file}, row {row}: more cells than columns. Put a text with a comma in quotes.")
        if any(cell.strip() for cell in cells):
            lines.append(Line(file, row, dict(zip(header, (cell.strip() for cell in cells), strict=False))))
    return lines
