"""Small warehouses and measures for the tests of the engine: text tables and a query in, numbers or records out."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from tests.support.given import read_table
from transforms.catalogue import Catalogue, load_catalogue
from transforms.compute import compute
from warehouse.calendar import Quarter
from warehouse.database import create_database
from warehouse.schema import load_schema

QUARTER = Quarter.parse("2026-27-Q1")
EXTRACTED_ON = date(2026, 7, 6)
LOAD_ID = "2026-07-06-000000000000"
CONTACTS = """
    select
        cont_contact_id as record_id,
        cont_person_id as person_id,
        cont_contact_date as at,
        cont_contact_source_code as source_group
    from ssd.contacts
"""

_HEADER = """/* measure
title: A measure for a test
question: Does the engine count?
unit: {unit}
kind: {kind}
direction: neutral
source: made up
breakdowns: [{breakdowns}]
audiences: [ofsted]
needs: [{needs}]
table: {table}
numerator_says: those that count
{more}
*/
"""


def measure_file(
    select: str,
    *,
    unit: str = "count",
    kind: str = "flow",
    breakdowns: str = "",
    needs: str = "ssd.contacts.cont_contact_date",
    table: str = "ssd.contacts",
    more: str = "",
) -> str:
    """The text of a measure file: a header with these words, then the query."""
    words = {"unit": unit, "kind": kind, "breakdowns": breakdowns, "needs": needs, "table": table, "more": more}
    return _HEADER.format(**words) + select


def write_catalogue(folder: Path, measures: Mapping[str, str], prepare: Mapping[str, str] | None = None) -> Catalogue:
    """A catalogue of these files; a prepared relation gets a header of its own."""
    (folder / "measures" / "tests").mkdir(parents=True, exist_ok=True)
    (folder / "prepare").mkdir(exist_ok=True)
    for name, text in measures.items():
        (folder / "measures" / "tests" / f"{name}.sql").write_text(text, encoding="utf-8")
    for name, text in (prepare or {}).items():
        header = "/* prepare\nsays: for a test\ngrain: one row\n*/\n"
        (folder / "prepare" / f"{name}.sql").write_text(header + text, encoding="utf-8")
    return load_catalogue(folder)


def warehouse(
    tables: Mapping[str, str],
    *,
    extracted_on: date = EXTRACTED_ON,
    covered: Mapping[str, date] | None = None,
    absent: Iterable[str] = (),
) -> duckdb.DuckDBPyConnection:
    """A warehouse that holds these rows and no others, valid until the next call; tables by full name.

    A table that is named is delivered with every column but those in `absent` (`table.column`); other tables are not.
    """
    connection = _workbench()
    _empty(connection)
    gone = set(absent)
    for name, text in tables.items():
        _insert(connection, name, text)
        for field in load_schema().tables[name].fields:
            if f"{name}.{field.name}" not in gone:
                connection.execute("insert into available values (?, ?)", [name, field.name])
    for name, day in (covered or {}).items():
        connection.execute("insert into covered values (?, ?)", [name, day])
    connection.execute(f"set variable extracted_on = date '{extracted_on}'")
    return connection


def add_findings(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    """Findings of the load, as a text table with columns of quality.findings; rule and severity have defaults."""
    for row in read_table(text):
        cells = {"load_id": LOAD_ID, "rule": "R1", "severity": "major", "state": "new", **row.cells}
        marks = ", ".join("?" for _ in cells)
        connection.execute(f"insert into quality.findings ({', '.join(cells)}) values ({marks})", list(cells.values()))


def run(
    connection: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    quarter: Quarter = QUARTER,
    quarters: int = 1,
    months: int = 0,
) -> duckdb.DuckDBPyConnection:
    """Computes the whole catalogue and gives the connection back."""
    compute(connection, catalogue, quarter, quarters, months)
    return connection


def numbers(
    connection: duckdb.DuckDBPyConnection, measure: str, columns: str, where: str = "true"
) -> list[tuple[Any, ...]]:
    """Columns of one measure's values, in the order of measures.csv, decimals as plain numbers."""
    rows = connection.execute(
        f"""select {columns} from measure_values where measure = ? and {where}
        order by period_kind, period, period_start, breakdown, "group" """,
        [measure],
    ).fetchall()
    return [tuple(plain(cell) for cell in row) for row in rows]


def plain(cell: Any) -> Any:
    """Decimals as int or float; other cells as they are."""
    if cell is None or isinstance(cell, str | date | int | float):
        return cell
    return int(cell) if cell == int(cell) else float(cell)


@cache
def _workbench() -> duckdb.DuckDBPyConnection:
    """Made once a process: the schema's tables and views take longer to make than any test here."""
    connection = duckdb.connect(config={"threads": 1})
    create_database(connection, load_schema(), "887", "Testham", "E06000035", {"case_worker_role": ["CW"]})
    connection.execute("create schema prepare")
    connection.execute("create table available (table_name varchar, column_name varchar)")
    connection.execute("create table covered (table_name varchar, covers_from date)")
    connection.execute(f"set variable load_id = '{LOAD_ID}'")
    connection.execute("set variable known_at = timestamp '2026-07-06'")
    return connection


def _empty(connection: duckdb.DuckDBPyConnection) -> None:
    for name in ("available", "covered", "quality.findings"):
        connection.execute(f"delete from {name}")
    filled = "select table_name from duckdb_tables() where schema_name = 'history' and estimated_size > 0"
    for (name,) in connection.execute(filled).fetchall():
        connection.execute(f'delete from history."{name}"')
    made = "select table_name from duckdb_tables() where schema_name = 'prepare'"
    for (name,) in connection.execute(made).fetchall():
        connection.execute(f'drop table prepare."{name}"')


def _insert(connection: duckdb.DuckDBPyConnection, name: str, text: str) -> None:
    for number, row in enumerate(read_table(text), start=2):
        cells = {**row.cells, "source_file": f"{name}.csv", "source_row": number}
        marks = ", ".join("?" for _ in cells)
        connection.execute(
            f"insert into history.{name} ({', '.join(cells)}, known_from, known_to) "
            f"values ({marks}, timestamp '2020-01-01', timestamp 'infinity')",
            list(cells.values()),
        )
