"""A small invented council on disk, and a connection that reads it as typed tables: what its tests share."""

from datetime import date
from pathlib import Path

import duckdb

from warehouse.schema import Schema, load_schema
from warehouse.synthetic import generate

EXTRACTED_ON = date(2026, 10, 5)


def make(folder: Path, *, seed: int = 3, authority: str = "887", children: int = 2_000, faults: float = 0.0) -> Path:
    """Two years of a council of 2,000 children, unless told otherwise."""
    generate(folder, authority, children, 2, seed, EXTRACTED_ON, faults)
    return folder


def typed(folder: Path) -> duckdb.DuckDBPyConnection:
    """Every extract as a typed table of its full name; a value that is not of its type stops the test."""
    con = duckdb.connect()
    for table in load_schema().history_tables():
        columns = ", ".join(f"cast({field.name} as {field.duckdb_type}) as {field.name}" for field in table.fields)
        con.execute(
            f"create table {table.name} as select {columns}"
            f" from read_csv('{folder / table.name}.csv', all_varchar = true, header = true)"
        )
    return con


def count(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    """Rows that a query returns: a rule's offenders."""
    return len(con.execute(sql).fetchall())


def schema() -> Schema:
    return load_schema()
