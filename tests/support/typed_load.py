"""A typed load in memory, made of small text tables, for the checks to read.

A text table has a heading line and a line a row, cells parted by `|`; a blank cell is NULL, as is a column not named.
Every column of the schema counts as delivered, but for those said to be absent. A table called `before: <table>` holds
rows of the load before, as the history knows them; `since 2025-02-01` says from which date that load covered it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import duckdb

from warehouse.casting import person_id, record_id
from warehouse.queries import quoted
from warehouse.schema import Schema, load_schema
from warehouse.tables import create_database

EXTRACTED_ON = date(2026, 1, 12)
LOAD = "2026-01-12-aaaaaaaaaaaa"
TAKEN_BEFORE = date(2025, 10, 13)
LOAD_BEFORE = "2025-10-13-000000000000"
BEFORE = "before: "

CLEARED = (
    "quality.findings",
    "quality.rules",
    "meta.loads",
    "meta.files",
    "meta.intake",
    "meta.delivered",
    "meta.coverage",
)

Rows = Sequence[Mapping[str, str | None]]


def read_table(text: str) -> list[dict[str, str | None]]:
    """The rows of a text table, heading to cell; blank lines are skipped."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines() if line.strip()]
    heading, *rows = lines
    return [dict(zip(heading, (cell or None for cell in row), strict=True)) for row in rows]


class TypedLoad:
    """A connection with the tables of the contract, and a way to fill `staging`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, schema: Schema) -> None:
        self.connection = connection
        self.schema = schema

    def fill(self, tables: Mapping[str, str | Rows], absent: Sequence[str] = ()) -> None:
        """Makes `staging` anew from text tables by full name; `absent` are columns (`table.column`) not delivered."""
        con = self.connection
        con.execute("drop schema if exists staging cascade; create schema staging")
        con.execute("create table staging.delivered (table_name varchar, column_name varchar)")
        con.execute(
            "create table staging.cast_failures (table_name varchar, column_name varchar, kind varchar, value varchar,"
            " record_id varchar, person_id varchar, source_file varchar, source_row bigint)"
        )
        for name, given in tables.items():
            rows = read_table(given) if isinstance(given, str) else given
            if name.startswith(BEFORE):
                table, _, since = name.removeprefix(BEFORE).partition(" since ")
                self.know(table, rows, since or None)
                continue
            self.add(name, rows)
            columns = [f.name for f in self.schema.tables[name].fields if f"{name}.{f.name}" not in absent]
            con.execute("insert into staging.delivered select ?, unnest(?)", [name, columns])

    def cast_failure(self, table: str, column: str, kind: str, value: str, row: int = 2, record: str = "r") -> None:
        self.connection.execute(
            "insert into staging.cast_failures values (?, ?, ?, ?, ?, null, ?, ?)",
            [table, column, kind, value, record, f"{table}.csv", row],
        )

    def load_known(self, load_id: str, extracted_on: date) -> None:
        """Tells meta.loads of a load, as the history does once it is in."""
        self.connection.execute(
            "insert into meta.loads values (?, '887', ?, ?::date::timestamp, '', 'folder', 0)",
            [load_id, extracted_on, extracted_on],
        )

    def know(self, name: str, rows: Rows, since: str | None = None) -> None:
        """Puts rows into the history of a table, as the load before brought them, which covered it from `since`."""
        con = self.connection
        if not con.execute("select 1 from meta.loads where load_id = ?", [LOAD_BEFORE]).fetchone():
            self.load_known(LOAD_BEFORE, TAKEN_BEFORE)
        columns = [field.name for field in self.schema.tables[name].fields]
        con.execute("insert into meta.delivered select ?, ?, unnest(?)", [LOAD_BEFORE, name, columns])
        con.execute("insert into meta.coverage values (?, ?, ?::date)", [LOAD_BEFORE, name, since])
        for number, row in enumerate(rows, start=2):
            cells = {
                **{column: cell for column, cell in row.items() if column != "fails"},
                "source_file": f"{name}.csv",
                "source_row": number,
                "row_hash": str(number),
                "copy_no": 1,
                "load_id": LOAD_BEFORE,
                "known_from": TAKEN_BEFORE,
                "known_to": "infinity",
            }
            names, marks = ", ".join(map(quoted, cells)), ", ".join("?" for _ in cells)
            con.execute(f"insert into history.{quoted(name)} ({names}) values ({marks})", [*cells.values()])

    def add(self, name: str, rows: Rows) -> None:
        table = self.schema.tables[name]
        fields = ", ".join(f"{quoted(field.name)} {field.duckdb_type}" for field in table.fields)
        con = self.connection
        con.execute(f"create temp table typed ({fields}, source_file varchar, source_row bigint)")
        for number, row in enumerate(rows, start=2):
            cells = {column: cell for column, cell in row.items() if column != "fails"}
            names = ", ".join(quoted(column) for column in [*cells, "source_file", "source_row"])
            marks = ", ".join("?" for _ in range(len(cells) + 2))
            con.execute(f"insert into typed ({names}) values ({marks})", [*cells.values(), f"{name}.csv", number])
        con.execute(
            f"create table staging.{quoted(name)} as select *, md5(source_row::varchar) as row_hash,"
            f" {record_id(table)} as record_id, {person_id(table)} as person_id from typed; drop table typed"
        )

    def clear(self) -> None:
        """Forgets every load and finding."""
        known = self.connection.execute("select distinct table_name from meta.delivered").fetchall()
        histories = [f"history.{quoted(name)}" for (name,) in known if not name.startswith("annex_a_")]
        for table in (*histories, *CLEARED):
            self.connection.execute(f"delete from {table}")
        self.connection.execute("drop schema if exists staging cascade")


@cache
def _warehouse() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    create_database(connection, load_schema(), "887", "Invented Council", "E06000035", {"case_worker_role": ["CW"]})
    return connection


def workbench() -> TypedLoad:
    """The one warehouse of this process, emptied."""
    made = TypedLoad(_warehouse(), load_schema())
    made.clear()
    return made


Examples = dict[str, dict[str, list[dict[str, str | None]]]]


def read_examples(text: str) -> Examples:
    """The examples of a file: rule to its tables, each a name on its own line and a text table under it."""
    examples: Examples = {}
    for section in text.split("\n== ")[1:]:
        rule, _, body = section.partition("\n")
        tables: dict[str, list[str]] = {}
        lines: list[str] = []
        for line in body.splitlines():
            if line.strip().removeprefix(BEFORE).partition(" since ")[0] in load_schema().tables:
                lines = tables.setdefault(line.strip(), [])
            elif line.strip():
                lines.append(line)
        examples[rule.strip()] = {name: read_table("\n".join(rows)) for name, rows in tables.items()}
    return examples
