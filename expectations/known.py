"""The picture a load is checked against, in the schema `known` of the working copy.

A source may cover only its last months, so a plan's referral may lie in an earlier load. `known.<table>` is the load's
own rows and the earlier rows it does not cover, as `history` will hold them: nothing is an orphan only because it is
old. `before.<table>` is what was known until the day of the load.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb

from warehouse.casting import person_id, record_id
from warehouse.history import relevant_date
from warehouse.queries import quoted
from warehouse.schema import Schema, Table


@dataclass(frozen=True)
class Picture:
    """What a load holds: its tables, the columns delivered, the tables known from here or before, the load before.

    `before` are its tables that can be compared with the load of an earlier day, `absent` those that came before and
    not now.
    """

    staged: frozenset[str]
    columns: frozenset[tuple[str, str]]
    known: frozenset[str]
    previous_load: str | None
    before: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    variables: Mapping[str, Any] = field(default_factory=dict)

    @property
    def workbook(self) -> bool:
        """Whether the load is an Annex A workbook, whose SSD tables are made from its lists."""
        return _has_lists(self.staged)


@cache
def queries(name: str) -> dict[str, str]:
    """The sections of `expectations/<name>`, by name, each opened by a line `-- name: <section>`."""
    text = (files("expectations") / name).read_text(encoding="utf-8")
    sections = (part.partition("\n") for part in text.split("-- name: ")[1:])
    return {title.strip(): body.strip() for title, _, body in sections}


@contextmanager
def picture(
    connection: duckdb.DuckDBPyConnection,
    schema: Schema,
    load_id: str,
    extracted_on: date,
    covers: Mapping[str, date | None],
) -> Iterator[Picture]:
    """Builds schema `known` for the block and drops it after; sets the variables the rules read.

    `covers` says from which date each table is covered (None, or absent: all of it).
    """
    sql = queries("known.sql")
    previous = connection.execute(sql["previous_load"], {"load_id": load_id, "extracted_on": extracted_on}).fetchone()
    before = str(previous[0]) if previous else None
    staged = _names(connection, "staged_tables") & frozenset(schema.tables)
    variables = {"extracted_on": extracted_on, "previous_load": before}
    variables |= _load_before(connection, extracted_on, _has_lists(staged))
    for name, value in variables.items():
        connection.execute(f"set variable {name} = $value", {"value": value})
    try:
        connection.execute(sql["schema"])
        connection.execute(sql["macros"])
        compared, absent = _build_before(connection, schema, staged, covers, variables)
        known = _build(connection, schema, staged, covers)
        _build_people(connection, known)
        delivered = set(connection.execute(sql["delivered"]).fetchall())
        present = set(connection.execute(sql["columns_of_staging"]).fetchall())
        columns = frozenset(delivered & present)
        yield Picture(staged, columns, known, before, compared, absent, variables)
    finally:
        connection.execute(sql["drop"])


def coverage(connection: duckdb.DuckDBPyConnection, load_id: str) -> dict[str, date | None]:
    """From which date a load covers each table, as meta.coverage holds it."""
    return dict(connection.execute(queries("known.sql")["coverage"], {"load_id": load_id}).fetchall())


def _names(connection: duckdb.DuckDBPyConnection, query: str) -> frozenset[str]:
    rows = connection.execute(queries("known.sql")[query]).fetchall()
    return frozenset(name for (name,) in rows)


def _has_lists(tables: frozenset[str]) -> bool:
    return any(table.startswith("annex_a_list_") for table in tables)


def _load_before(connection: duckdb.DuckDBPyConnection, extracted_on: date, workbook: bool) -> dict[str, Any]:
    """The load that this one is compared with, by the variables that rules read; all None where there is none."""
    row = connection.execute(queries("known.sql")["load_before"], {"extracted_on": extracted_on}).fetchone()
    load_id, taken_on, is_workbook = row or (None, None, None)
    until: datetime | None = datetime.combine(extracted_on, time())
    if load_id is None or is_workbook != workbook:
        load_id, taken_on, until = None, None, None
    (days,) = connection.execute(queries("known.sql")["late_event_days"]).fetchone() or (None,)
    return {
        "load_before": load_id,
        "before_extracted_on": taken_on,
        "before_until": until,
        "late_event_days": days,
    }


def _build_before(
    connection: duckdb.DuckDBPyConnection,
    schema: Schema,
    staged: frozenset[str],
    covers: Mapping[str, date | None],
    variables: Mapping[str, Any],
) -> tuple[frozenset[str], frozenset[str]]:
    """Schema `before`; returns the tables that can be compared, and those that came before and not now."""
    sql = queries("known.sql")
    words = {"extracted_on": variables["extracted_on"], "workbook": _has_lists(staged)}
    delivered = {name for (name,) in connection.execute(sql["delivered_before"], words).fetchall()}
    absent = delivered & set(schema.tables) - staged
    connection.execute(sql["absent"], {"tables": sorted(absent)})
    if variables["load_before"] is None:
        return frozenset(), frozenset(absent)
    past = _names(connection, "tables_with_history")
    tables = [table for table in schema.history_tables() if table.name in staged & past]
    sent_from = coverage(connection, variables["load_before"])
    for table in tables:
        names = {
            "table": quoted(table.name),
            "columns": ", ".join(quoted(column.name) for column in table.fields),
            "record_id": record_id(table),
            "person_id": person_id(table),
            "is_covered": _is_covered(table, covers.get(table.name)),
            "sent_from": sent_from.get(table.name) or date.min,
            "until": variables["before_until"],
        }
        connection.execute(sql["before"].format(**names))
    return frozenset(table.name for table in tables), frozenset(absent)


def _is_covered(table: Table, covers_from: date | None) -> str:
    """Whether a load that covers a table from this date speaks for a row, so that its absence says it is gone."""
    if covers_from is None:
        return "true"
    if covers_from.year == 9999:
        return "false"
    return f"coalesce({relevant_date(table)} >= date '{covers_from.isoformat()}', false)"


def _build(
    connection: duckdb.DuckDBPyConnection, schema: Schema, staged: frozenset[str], covers: Mapping[str, date | None]
) -> frozenset[str]:
    """One relation for each table; returns the tables that hold rows of this load or of an earlier one."""
    past = _names(connection, "tables_with_history")
    known = set(staged)
    for table in schema.tables.values():
        earlier = _earlier_rows(table, table.name in staged, covers.get(table.name)) if table.name in past else ""
        if earlier and not connection.execute(f"select 1 {earlier} limit 1").fetchone():
            earlier = ""
        columns = ", ".join(quoted(field.name) for field in table.fields)
        parts = []
        if table.name in staged:
            parts.append(f"select {columns}, source_file, source_row from staging.{quoted(table.name)}")
        if earlier:
            known.add(table.name)
            parts.append(f"select {columns}, source_file, source_row {earlier}")
        if parts:
            connection.execute(f"create view known.{quoted(table.name)} as {' union all '.join(parts)}")
    return frozenset(known)


def _earlier_rows(table: Table, staged: bool, covers_from: date | None) -> str:
    """The from-clause of the rows of history that this load does not cover; empty when it covers all of the table."""
    current = f"from history.{quoted(table.name)} as old where old.known_to = timestamp 'infinity'"
    if not staged:
        return current
    if covers_from is None:
        return ""
    key = " and ".join(f"new.{quoted(column)} = old.{quoted(column)}" for column in table.key)
    absent = f"not exists (select 1 from staging.{quoted(table.name)} as new where {key})"
    if covers_from.year == 9999:
        return f"{current} and {absent}"
    # An open spell is always covered: its end, once it comes, lies in the window.
    at = f"coalesce(old.{quoted(table.end)}, date '9999-12-31')" if table.end else f"old.{quoted(table.start or '')}"
    return f"{current} and {absent} and {at} < date '{covers_from.isoformat()}'" if table.start or table.end else ""


def _build_people(connection: duckdb.DuckDBPyConnection, known: frozenset[str]) -> None:
    sql = queries("known.sql")
    lists = sorted(table for table in known if table.startswith("annex_a_list_") and table != "annex_a_list_11")
    arms = (f"select child_unique_id, date_of_birth, gender from known.{quoted(table)}" for table in lists)
    connection.execute(f"create view known.annex_a_children as {' union all '.join(arms) or sql['no_children']}")
    connection.execute(sql["people" if "ssd_person" in known else "no_people"])
    connection.execute(sql["allocated" if "ssd_involvements" in known else "no_allocated"])
    connection.execute(sql["teams" if "ssd_department" in known else "no_teams"])
