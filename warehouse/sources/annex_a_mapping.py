"""Turns the typed lists of an Annex A workbook into the staging tables that SSD extracts would have filled.

One SQL file a table in `annex_a/`, and `annex_a/mapping.csv` for which column of a list becomes which field. Every row
of a list ends in at least one row; only the people, teams and workers that several lists name, an involvement in
several lists, and a referral that is also an episode, become one. Keys are made of the list row's own facts, so that
they are the same at every load.
"""

from __future__ import annotations

from importlib.resources import files

import duckdb

from warehouse.casting import person_id, record_id, row_hash
from warehouse.queries import quoted
from warehouse.schema import Schema, Table
from warehouse.sources.annex_a import Coverage, coverage, read_rows

# Read by the tables' queries; made in this order.
_SHARED = ("child_rows", "worker_rows", "s47_rows", "plan_rows", "conference_plans", "care_rows")
_ORIGIN = ("source_file", "source_row")


def derive(con: duckdb.DuckDBPyConnection, schema: Schema) -> None:
    """Fills `staging` with the SSD and supplementary tables that the lists in it give; nothing when there is no list.

    Needs `ref.codes` and the typed `staging.annex_a_list_N`. A field is put in `staging.delivered` only when a column
    of a list that it comes from was delivered.
    """
    present = _present_lists(con, schema)
    if not present:
        return
    con.execute(read_sql("macros"))
    for number, table in present.items():
        con.execute(_list_relation(number, table, is_present=True))
    for number, table in _lists(schema).items():
        if number not in present:
            con.execute(_list_relation(number, table, is_present=False))
    for name in _SHARED:
        con.execute(f"create or replace temp table {name} as {read_sql(name)}")
    for target in coverage():
        if present.keys() & set(target.lists):
            _fill(con, target, schema)
    _add_delivered(con)
    for name in (*_SHARED, *(f"list_{number}" for number in _lists(schema))):
        con.execute(f"drop table temp.{name}")


def read_sql(name: str) -> str:
    """The text of `annex_a/<name>.sql`."""
    return (files("warehouse.sources") / "annex_a" / f"{name}.sql").read_text(encoding="utf-8")


def _lists(schema: Schema) -> dict[int, Table]:
    return dict(enumerate(schema.annex_a_lists(), 1))


def _present_lists(con: duckdb.DuckDBPyConnection, schema: Schema) -> dict[int, Table]:
    staged = {
        row[0] for row in con.execute("select table_name from duckdb_tables() where schema_name = 'staging'").fetchall()
    }
    return {number: table for number, table in _lists(schema).items() if table.name in staged}


def _list_relation(number: int, table: Table, *, is_present: bool) -> str:
    """`list_8` as a temporary table, with no rows when the workbook has no such list."""
    if is_present:
        columns = ", ".join(quoted(name) for name in (*(field.name for field in table.fields), *_ORIGIN))
        return f"create or replace temp table list_{number} as select {columns} from staging.{quoted(table.name)}"
    typed = ", ".join(f"{quoted(field.name)} {field.duckdb_type}" for field in table.fields)
    return f"create or replace temp table list_{number} ({typed}, source_file varchar, source_row bigint)"


def _fill(con: duckdb.DuckDBPyConnection, target: Coverage, schema: Schema) -> None:
    """Makes one staging table of its query: every field of the schema, NULL if not given, and the row's identity."""
    table = schema.tables[target.table]
    query = read_sql(table.name)
    given = {row["field"] for row in read_rows("mapping.csv") if row["table"] == table.name}
    fields = ", ".join(
        f"cast({quoted(f.name) if f.name in given else 'null'} as {f.duckdb_type}) as {quoted(f.name)}"
        for f in table.fields
    )
    con.execute(
        f"create or replace table staging.{quoted(table.name)} as "
        f"with typed as (select {fields}, source_file, source_row from ({query})) "
        f"select *, {row_hash(table)} as row_hash, {record_id(table)} as record_id, {person_id(table)} as person_id "
        "from typed order by source_file, source_row"
    )


def _add_delivered(con: duckdb.DuckDBPyConnection) -> None:
    rows = [row for row in read_rows("mapping.csv") if row["table"]]
    con.execute(
        read_sql("delivered"),
        {
            "lists": [f"annex_a_list_{row['list']}" for row in rows],
            "columns": [row["column"] for row in rows],
            "tables": [row["table"] for row in rows],
            "fields": [row["field"] for row in rows],
        },
    )
