"""The tables of the invented council as they will be written: every column as text, in the schema's order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from warehouse.schema import Field, Schema
from warehouse.synthetic.arrays import FAR, Ints

_FIRST_NUMBER = 1_000_001


@dataclass(frozen=True)
class Ids:
    """Keys of a case system: a prefix and seven digits, by row number of the table they name; -1 is blank."""

    prefix: str
    index: Ints

    def text(self) -> pa.Array:
        numbers = pa.array(self.index + _FIRST_NUMBER, mask=self.index < 0).cast(pa.string())
        return pc.binary_join_element_wise(pa.scalar(self.prefix), numbers, pa.scalar(""))


@dataclass(frozen=True)
class Blank:
    """A column the case system has and nobody fills."""


BLANK = Blank()
Column = NDArray[np.int64] | NDArray[np.float64] | NDArray[np.str_] | NDArray[np.bool_] | Ids | Blank | str


def id_text(prefix: str, number: int) -> str:
    """The key of row `number`, as Ids writes it."""
    return f"{prefix}{number + _FIRST_NUMBER}"


def _render(spec: Field, column: Column, rows: int) -> pa.Array:
    """A column as text: days as ISO dates, minutes since 1970 as times, negative whole numbers and NaN as blanks."""
    if isinstance(column, Blank):
        return pa.nulls(rows, pa.string())
    if isinstance(column, str):
        return pa.repeat(pa.scalar(column), rows)
    if isinstance(column, Ids):
        return column.text()
    if column.dtype.kind == "U":
        text = pa.array(column.astype(object) if rows else [], type=pa.string())
        return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
    if column.dtype.kind == "b":
        return pa.array(np.where(column, "Y", "N").astype(object), type=pa.string())
    if column.dtype.kind == "f":
        return pa.array(column, mask=np.isnan(column.astype(np.float64))).cast(pa.string())
    return _render_whole(spec, column.astype(np.int64))


def _render_whole(spec: Field, column: Ints) -> pa.Array:
    """Whole numbers by what the column holds: days, minutes or counts."""
    if spec.type == "date":
        return pa.array(column.astype(np.int32), mask=column >= FAR).cast(pa.date32()).cast(pa.string())
    if spec.type == "timestamp":
        blank = column >= FAR * 1440
        seconds = pa.array(np.where(blank, 0, column) * 60, mask=blank)
        return seconds.cast(pa.timestamp("s")).cast(pa.string())
    return pa.array(column, mask=column < 0).cast(pa.string())


def _length(columns: Mapping[str, Column]) -> int:
    for column in columns.values():
        if isinstance(column, Ids):
            return len(column.index)
        if isinstance(column, np.ndarray):
            return len(column)
    raise ValueError("a table needs at least one column of values")


@dataclass
class Extracts:
    """Every table so far, by full name."""

    schema: Schema
    tables: dict[str, pa.Table] = field(default_factory=dict)

    def add(self, name: str, columns: Mapping[str, Column]) -> None:
        """Adds a table. Every column of the schema must be given, BLANK where it is left empty: a forgotten one is a
        ValueError here, not a measure that is quietly not available."""
        table = self.schema.tables[name]
        names = [spec.name for spec in table.fields]
        if set(columns) != set(names):
            raise ValueError(f"{name}: columns differ from the schema: {sorted(set(columns) ^ set(names))}")
        rows = _length(columns)
        self.tables[name] = pa.table({spec.name: _render(spec, columns[spec.name], rows) for spec in table.fields})

    def add_rows(self, name: str, rows: Sequence[Mapping[str, str]]) -> None:
        """Adds a small table given as rows of text; columns that a row does not name are blank."""
        names = [spec.name for spec in self.schema.tables[name].fields]
        unknown = {key for row in rows for key in row} - set(names)
        if unknown:
            raise ValueError(f"{name}: columns not in the schema: {sorted(unknown)}")
        data = {column: pa.array([row.get(column) or None for row in rows], pa.string()) for column in names}
        self.tables[name] = pa.table(data)
