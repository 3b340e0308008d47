"""Builds the Arrow table of one extract: text columns, then the row number each row has in its file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from warehouse.schema import Table
from warehouse.sources.headings import match_headings
from warehouse.sources.model import IntakeNote, ReadTable

EXTRA_CELL = "cells_beyond_the_headings"


def text_batch(columns: Sequence[Sequence[str | None]], names: Sequence[str], rows: Sequence[int]) -> Any:
    """Arrow table of text columns and `source_row`; an empty text becomes NULL."""
    import pyarrow as pa

    arrays = [pa.array([cell or None for cell in column], type=pa.string()) for column in columns]
    return pa.table([*arrays, pa.array(rows, type=pa.int64())], names=[*names, "source_row"])


def join_batches(batches: Iterable[Any], names: Sequence[str]) -> Any:
    """One table out of batches with the same columns, perhaps with extra ones; no batch gives a table with no rows."""
    import pyarrow as pa

    parts = list(batches) or [text_batch([[] for _ in names], names, [])]
    table = pa.concat_tables(parts, promote_options="default")
    extra = [name for name in table.column_names if name not in (*names, "source_row")]
    return table.select([*names, *extra, "source_row"]).combine_chunks()


def name_columns(
    data: Any, headings: Sequence[str], table: Table | None, table_name: str, file: str, notes: Iterable[IntakeNote]
) -> ReadTable:
    """Gives positional columns their landed names and drops columns that have neither heading nor value.

    `data` has a column for every heading, then perhaps one of cells beyond the headings, then `source_row`.
    """
    empty = [
        index
        for index, heading in enumerate(headings)
        if not heading.strip() and data.column(index).null_count == data.num_rows
    ]
    data = data.select([index for index in range(data.num_columns) if index not in empty])
    kept = [heading for index, heading in enumerate(headings) if index not in empty]
    matched = match_headings(table, kept, file, table_name)
    data, blank_rows = _without_blank_rows(data)
    named = data.rename_columns([*matched.names, *data.column_names[len(kept) :]])
    collected = [*notes, *matched.notes]
    if blank_rows:
        collected.append(IntakeNote("note", table_name, "", "blank rows left out", len(blank_rows), file, blank_rows))
    if named.num_rows == 0:
        collected.append(IntakeNote("note", table_name, "", "delivered with headings and no rows", 0, file))
    return ReadTable(named, tuple(collected))


def _without_blank_rows(data: Any) -> tuple[Any, tuple[int, ...]]:
    import pyarrow.compute as pc

    if data.num_rows == 0 or data.num_columns < 2:
        return data, ()
    blank = pc.is_null(pc.coalesce(*data.columns[:-1]))
    if not pc.any(blank).as_py():
        return data, ()
    return data.filter(pc.invert(blank)), tuple(data.column("source_row").filter(blank).to_pylist())
