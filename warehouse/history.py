"""Brings a typed load into the history: every version of every row, with the time from and to which we knew it.

A version's identity is its content (`row_hash`) and, among rows alike, its number (`copy_no`). A row that changed
closes its old version and opens a new one; a row that vanished is closed only where the source covers it. Nothing is
deleted.
"""

from datetime import date, datetime, timedelta

import duckdb

from warehouse.casting import record_id
from warehouse.errors import QuarterlightError
from warehouse.landing import Landed, LandedFile, read_intake
from warehouse.queries import quoted, read_queries
from warehouse.schema import Schema, Table
from warehouse.sources.annex_a import lists_dated_by_start


def load_into_history(con: duckdb.DuckDBPyConnection, landed: Landed, schema: Schema, source: str) -> None:
    """Brings the load that `staging` holds into `history` and `meta`, all or nothing; a known load changes nothing.

    Needs what `create_database` made and what `cast_load` filled. QuarterlightError when a later load is known: the
    caller then replays all loads in the order of their extraction times.
    """
    queries = read_queries("history.sql")
    if con.execute(queries["known_load"], {"load_id": landed.load_id}).fetchall():
        return
    known_from, sequence = _time_of_knowledge(con, landed)
    staged = {name for (name,) in con.execute(queries["staged_tables"]).fetchall()}
    tables = [table for table in schema.history_tables() if table.name in staged]
    con.execute("begin transaction")
    try:
        for table in tables:
            _load_table(con, table, landed, known_from)
        _describe(con, landed, schema, tables)
        con.execute(
            queries["add_load"],
            {
                "load_id": landed.load_id,
                "extracted_on": landed.extracted_on.date(),
                "known_from": known_from,
                "content_sha256": landed.content_sha256,
                "source": source,
                "sequence": sequence,
            },
        )
        con.execute("commit")
    except BaseException:
        con.execute("rollback")
        raise


def _time_of_knowledge(con: duckdb.DuckDBPyConnection, landed: Landed) -> tuple[datetime, int]:
    """When the load became known, and its number among the loads taken at the same time."""
    query = read_queries("history.sql")["loads_from"]
    same, later = con.execute(query, {"extracted_on": landed.extracted_on}).fetchall()[0]
    if later:
        raise QuarterlightError(
            f"The load {landed.load_id} was taken before one that the warehouse knows. Bring all loads in again, "
            "in the order they were taken: `quarterlight refresh` does so."
        )
    return landed.extracted_on + timedelta(microseconds=same), same


def _load_table(con: duckdb.DuckDBPyConnection, table: Table, landed: Landed, known_from: datetime) -> None:
    queries = read_queries("history.sql")
    names = {
        "table": quoted(table.name),
        "columns": ", ".join(quoted(field.name) for field in table.fields),
        "record_id": record_id(table),
        "relevant_date": relevant_date(table),
    }
    con.execute(queries["incoming"].format(**names))
    covers_from = landed.covers.get(table.name)
    con.execute(queries["close_versions"].format(**names), {"known_from": known_from, "covers_from": covers_from})
    con.execute(queries["open_versions"].format(**names), {"known_from": known_from, "load_id": landed.load_id})
    con.execute("drop table incoming")


def relevant_date(table: Table) -> str:
    """The date that tells whether a window covers a row: its end (open: always covered), else its start.

    Annex A's lists of referrals and enquiries hold no end, so a blank end says nothing there: the start tells.
    """
    start = f"cast({quoted(table.start)} as date)" if table.start else "cast(null as date)"
    if not table.end:
        return start
    end = f"coalesce(cast({quoted(table.end)} as date), date 'infinity')"
    for number in lists_dated_by_start(table.name):
        end = f"case when source_file like '%#List {number}' then {start} else {end} end"
    return end


def _describe(con: duckdb.DuckDBPyConnection, landed: Landed, schema: Schema, tables: list[Table]) -> None:
    """Writes what came, what it covers, and what was done to it."""
    queries = read_queries("history.sql")
    con.execute(queries["add_delivered"], {"load_id": landed.load_id})
    names = [table.name for table in tables]
    covers = [landed.covers.get(name) for name in names]
    if names:
        con.execute(queries["add_coverage"], {"load_id": landed.load_id, "tables": names, "covers": covers})
    for file in landed.files:
        _add_file(con, landed.load_id, file, schema.tables.get(file.table))
    _add_notes(con, landed)
    con.execute(queries["add_spellings"], {"load_id": landed.load_id})


def _add_file(con: duckdb.DuckDBPyConnection, load_id: str, file: LandedFile, table: Table | None) -> None:
    first, last = _first_and_last(con, table) if table and file.known else (None, None)
    con.execute(
        read_queries("history.sql")["add_file"],
        {
            "load_id": load_id,
            "file": file.file,
            "bytes": file.bytes,
            "sha256": file.sha256,
            "rows": file.rows,
            "table_name": file.table,
            "first_date": first,
            "last_date": last,
        },
    )


def _first_and_last(con: duckdb.DuckDBPyConnection, table: Table) -> tuple[date | None, date | None]:
    """The first and the last of the dates that start the table's rows; None where it has none."""
    if table.start is None:
        return None, None
    start = f"cast({quoted(table.start)} as date)"
    rows = con.execute(f"select min({start}), max({start}) from staging.{quoted(table.name)}").fetchall()
    first, last = rows[0]
    return first, last


def _add_notes(con: duckdb.DuckDBPyConnection, landed: Landed) -> None:
    notes = read_intake(landed.folder)
    if notes:
        columns = {
            "kinds": [note["kind"] for note in notes],
            "tables": [note["table"] or None for note in notes],
            "columns": [note["column"] or None for note in notes],
            "details": [note["detail"] or None for note in notes],
            "counts": [note["count"] for note in notes],
        }
        con.execute(read_queries("history.sql")["add_notes"], {"load_id": landed.load_id, **columns})
