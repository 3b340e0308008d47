"""The written tables, open for breaking: cells by row, keys, and which records are spoken for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from warehouse.schema import Schema
from warehouse.synthetic.arrays import Generator

Cells = NDArray[np.object_]


@dataclass(frozen=True)
class Break:
    """One fault to be put in: the cells to overwrite, and the records that must stay whole for it to be one."""

    row: int
    cells: dict[str, str | None]
    relies_on: tuple[tuple[str, int], ...] = ()
    record_id: str | None = None


@cache
def day(text: str) -> date:
    """The date behind ISO text."""
    return date.fromisoformat(text)


def moved(text: str, days: int) -> str:
    """The ISO date so many days later."""
    return (day(text) + timedelta(days=days)).isoformat()


@dataclass
class Book:
    """Tables as columns of text, changed in place. A record with a fault, or relied on by one, is `taken`."""

    schema: Schema
    tables: dict[str, pa.Table]
    extracted_on: str
    _cells: dict[tuple[str, str], Cells] = field(default_factory=dict)
    _rows: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    _groups: dict[tuple[str, str], dict[str, list[int]]] = field(default_factory=dict)
    taken: dict[str, set[int]] = field(default_factory=dict)

    def has(self, table: str) -> bool:
        return table in self.tables and self.tables[table].num_rows > 0

    def size(self, table: str) -> int:
        return int(self.tables[table].num_rows)

    def cells(self, table: str, column: str) -> Cells:
        """A column; blanks are None."""
        key = (table, column)
        if key not in self._cells:
            self._cells[key] = np.array(self.tables[table].column(column).to_pylist(), dtype=object)
        return self._cells[key]

    def row_of(self, table: str, column: str, value: str | None) -> int | None:
        """The row whose key column held the value before anything was broken; None where a fault touched it since."""
        key = (table, column)
        if key not in self._rows:
            values = self.tables[table].column(column).to_pylist()
            self._rows[key] = {text: row for row, text in enumerate(values) if text is not None}
        row = None if value is None else self._rows[key].get(value)
        return row if row is not None and self.free(table, row) else None

    def rows_of(self, table: str, column: str, value: str) -> list[int]:
        """Every row that held the value before anything was broken."""
        key = (table, column)
        if key not in self._groups:
            groups: dict[str, list[int]] = {}
            for row, text in enumerate(self.tables[table].column(column).to_pylist()):
                if text is not None:
                    groups.setdefault(text, []).append(row)
            self._groups[key] = groups
        return self._groups[key].get(value, [])

    def free(self, table: str, row: int) -> bool:
        return row not in self.taken.get(table, ())

    def candidates(self, rng: Generator, table: str) -> Iterator[int]:
        """Rows that no fault has touched, in a random order."""
        for row in rng.permutation(self.size(table)).tolist():
            if self.free(table, row):
                yield row

    def record_id(self, table: str, row: int) -> str:
        """The record's key as findings write it, joined by `|`."""
        return "|".join(str(self.cells(table, name)[row] or "") for name in self.schema.tables[table].key)

    def put(self, table: str, fault: Break) -> str | None:
        """Overwrites the cells; gives the record's id, or None where a record it relies on already has a fault."""
        if not self.free(table, fault.row) or not all(self.free(*other) for other in fault.relies_on):
            return None
        for column, value in fault.cells.items():
            self.cells(table, column)[fault.row] = value
        self.taken.setdefault(table, set()).add(fault.row)
        for other, row in fault.relies_on:
            self.taken.setdefault(other, set()).add(row)
        return fault.record_id or self.record_id(table, fault.row)

    def closed(self) -> dict[str, pa.Table]:
        """The tables with every change in them."""
        tables = dict(self.tables)
        for (table, column), cells in self._cells.items():
            index = tables[table].schema.get_field_index(column)
            tables[table] = tables[table].set_column(index, column, pa.array(cells.tolist(), pa.string()))
        return tables
