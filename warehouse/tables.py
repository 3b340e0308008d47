"""Makes the warehouse file's tables, reference data, macros and views, and brings an older file up to date."""

from collections.abc import Mapping, Sequence

import duckdb

from warehouse.calendar import load_bank_holidays
from warehouse.errors import QuarterlightError
from warehouse.queries import quoted, read_queries
from warehouse.schema import Schema, Table

FORMAT_VERSION = 1
LINEAGE_COLUMNS = {
    "source_file": "VARCHAR",
    "source_row": "BIGINT",
    "row_hash": "VARCHAR",
    "copy_no": "INTEGER",
    "load_id": "VARCHAR",
    "known_from": "TIMESTAMP",
    "known_to": "TIMESTAMP",
}


def create_database(
    con: duckdb.DuckDBPyConnection,
    schema: Schema,
    authority: str,
    name: str,
    la_code: str,
    settings: Mapping[str, Sequence[str]],
) -> None:
    """Makes or brings up to date everything but the loaded data, in one transaction.

    Fields that joined the schema since the file was made become columns, empty in old versions. QuarterlightError when
    the file was made by a newer Quarterlight, or a field's type changed.
    """
    queries = read_queries("database.sql")
    con.execute("begin transaction")
    try:
        con.execute(queries["schemas"])
        con.execute(queries["tables"])
        refuse_newer_format(con.execute(queries["format_version"]).fetchall()[0][0])
        con.execute(queries["set_format_version"], {"version": FORMAT_VERSION})
        con.execute(queries["fill_authority"], {"authority": authority, "name": name, "la_code": la_code})
        _fill_codes(con, schema)
        fill_settings(con, settings)
        _fill_calendar(con)
        _create_history(con, schema)
        con.execute(read_queries("calendar.sql")["macros"])
        con.execute(read_queries("quality.sql")["tables"])
        con.execute(read_queries("quality.sql")["macros"])
        con.execute("".join(_view(table) for table in schema.history_tables()))
        con.execute("commit")
    except BaseException:
        con.execute("rollback")
        raise


def fill_settings(con: duckdb.DuckDBPyConnection, settings: Mapping[str, Sequence[str]]) -> None:
    """Adds to ref.setting one row for each value of each setting."""
    rows = [(name, value) for name in sorted(settings) for value in settings[name]]
    if rows:
        names, values = map(list, zip(*rows, strict=True))
        con.execute(read_queries("database.sql")["fill_settings"], {"names": names, "values": values})


def refuse_newer_format(version: int | None) -> None:
    """QuarterlightError when the file's format is newer than this version knows."""
    if version is not None and version > FORMAT_VERSION:
        raise QuarterlightError(
            f"The warehouse file has format {version} and this Quarterlight knows formats up to {FORMAT_VERSION}: a "
            "newer version made it. Install that version, or move the file aside and run `quarterlight refresh`, which "
            "rebuilds it from the landing folder."
        )


def _fill_codes(con: duckdb.DuckDBPyConnection, schema: Schema) -> None:
    rows = [(name, code) for name, code_set in sorted(schema.code_sets.items()) for code in code_set.codes]
    columns = {
        "code_sets": [name for name, _ in rows],
        "codes": [code.code for _, code in rows],
        "labels": [code.label for _, code in rows],
        "valid_from": [code.valid_from for _, code in rows],
        "valid_to": [code.valid_to for _, code in rows],
        "bare_codes": [code.bare_code or None for _, code in rows],
        "ssd_codes": [code.ssd_code or None for _, code in rows],
    }
    con.execute(read_queries("database.sql")["fill_codes"], columns)


def _fill_calendar(con: duckdb.DuckDBPyConnection) -> None:
    holidays = load_bank_holidays()
    queries = read_queries("calendar.sql")
    con.execute(queries["tables"])
    days = {"days": list(holidays.names), "names": list(holidays.names.values())}
    con.execute(queries["fill_bank_holidays"], days)
    con.execute(queries["fill_calendar"], {"covers_from": holidays.covers_from, "covers_to": holidays.covers_to})
    con.execute(queries["fill_working_day"])
    con.execute(queries["lists"])


def _create_history(con: duckdb.DuckDBPyConnection, schema: Schema) -> None:
    """Creates the history tables that are missing and adds the columns that are."""
    present: dict[str, dict[str, str]] = {}
    for table, column, kind in con.execute(read_queries("database.sql")["history_columns"]).fetchall():
        present.setdefault(table, {})[column] = kind
    statements = []
    for entry in schema.history_tables():
        wanted = {field.name: field.duckdb_type for field in entry.fields} | LINEAGE_COLUMNS
        known = present.get(entry.name)
        name = quoted(entry.name)
        if known is None:
            columns = ", ".join(f"{quoted(column)} {kind}" for column, kind in wanted.items())
            statements.append(f"create table history.{name} ({columns});")
            continue
        _refuse_changed_types(entry, known)
        statements += [
            f"alter table history.{name} add column {quoted(column)} {kind};"
            for column, kind in wanted.items()
            if column not in known
        ]
    if statements:
        con.execute("".join(statements))


def _refuse_changed_types(table: Table, known: Mapping[str, str]) -> None:
    changed = [f.name for f in table.fields if known.get(f.name, f.duckdb_type) != f.duckdb_type]
    if changed:
        raise QuarterlightError(
            f"In the warehouse file, {table.name} keeps {', '.join(changed)} with another type than this version's "
            "schema gives. Move the file aside and run `quarterlight refresh`, which rebuilds it from the landing "
            "folder."
        )


def _view(table: Table) -> str:
    columns = ", ".join(
        quoted(column) for column in (*(field.name for field in table.fields), "source_file", "source_row")
    )
    known = read_queries("database.sql")["known_rows"]
    return (
        f"create or replace view {table.schema}.{quoted(table.short)} as "
        f"select {columns} from history.{quoted(table.name)} where {known};"
    )
