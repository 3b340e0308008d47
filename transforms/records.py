"""Runs a measure's query and keeps its records, with everything the engine needs to place and count them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import duckdb

from transforms.catalogue import Catalogue, Measure, Prepare
from transforms.periods import Window
from warehouse.errors import QuarterlightError, SettingsError

_NOT_CODE = re.compile(r"/\*.*?\*/|--[^\n]*|'[^']*'", re.DOTALL)
_PREPARED = re.compile(r"\bprepare\.(\w+)")
_PERIODS = re.compile(r"\bperiods\b")
_HEADER = re.compile(r"\A\s*/\*.*?\*/", re.DOTALL)
_VALUE_UNITS = ("median_days", "mean")
_LABELS = ("age_band", "sex", "ethnicity", "disability")


@dataclass(frozen=True)
class Query:
    """A statement ready to be put inside another, and what it reads.

    `prepared` names the relations of schema `prepare`. A quarter and its last month end on the same day, so only a
    query that reads `period_start` has to see them apart.
    """

    path: str
    text: str
    prepared: frozenset[str]
    reads_periods: bool
    reads_period_start: bool


def statement(sql: str) -> str:
    """The file's one statement, without its header and its last semicolon."""
    return _HEADER.sub("", sql).strip().removesuffix(";")


@cache
def make_query(path: str, sql: str) -> Query:
    """Takes off the header and the last semicolon and finds what the statement reads.

    By its words: DuckDB's own `get_table_names` binds as it goes and refuses an ASOF join.
    """
    text = statement(sql)
    words = _NOT_CODE.sub(" ", text)
    reads_periods = _PERIODS.search(words) is not None
    reads_period_start = reads_periods and "period_start" in words
    return Query(path, text, frozenset(_PREPARED.findall(words)), reads_periods, reads_period_start)


def broken(path: str, error: duckdb.Error) -> QuarterlightError:
    """The error of a query as one of ours. Only messages about the statement are passed on: others quote the data."""
    about_statement = isinstance(error, duckdb.ParserException | duckdb.BinderException | duckdb.CatalogException)
    says = str(error).splitlines()[0] if about_statement else f"DuckDB stopped with {type(error).__name__}"
    return SettingsError(f"{path}: the query does not run. {says}. Try it with `quarterlight query`.")


def prepared_queries(catalogue: Catalogue, wanted: Iterable[Query]) -> dict[str, Query]:
    """Every `prepare.<name>` that the queries read, itself or by way of another, each after those it reads.

    SettingsError names the file that reads a relation there is not, reads itself, or reads `period_start`.
    """
    found: dict[str, Query] = {}
    for query in wanted:
        _add_read_by(query, catalogue.prepare, found, ())
    return found


def timeless(queries: Mapping[str, Query]) -> frozenset[str]:
    """The names of those that hold the same whatever the periods; each must stand after those it reads."""
    found: set[str] = set()
    for name, query in queries.items():
        if not query.reads_periods and query.prepared <= found:
            found.add(name)
    return frozenset(found)


def _add_read_by(
    query: Query, prepare: Mapping[str, Prepare], found: dict[str, Query], under_way: tuple[str, ...]
) -> None:
    for name in sorted(query.prepared):
        if name in found:
            continue
        if name in under_way:
            raise SettingsError(
                f"{query.path}: prepare.{name} reads itself by way of {', '.join(under_way)}. Break the circle."
            )
        if name not in prepare:
            raise SettingsError(
                f"{query.path}: there is no prepare.{name}. Add transforms/prepare/{name}.sql or correct the name."
            )
        inner = make_query(prepare[name].path, prepare[name].sql)
        if inner.reads_period_start:
            raise SettingsError(
                f"{inner.path}: it is made once for quarters and months, so it may read period_end only."
            )
        _add_read_by(inner, prepare, found, (*under_way, name))
        found[name] = inner


def materialise(connection: duckdb.DuckDBPyConnection, name: str, query: Query) -> None:
    """Makes the table `prepare.<name>` of what the query returns."""
    try:
        connection.execute(f'create or replace table prepare."{name}" as {query.text}')
    except duckdb.Error as error:
        raise broken(query.path, error) from error


def rows_of_periods(windows: Iterable[Window], period_kind: str | None) -> tuple[tuple[date, date], ...]:
    """First and last day of each quarter, of each month, or (None) of each different last day once."""
    if period_kind is None:
        ends = sorted({window.period_end: window.natural_start for window in windows if window.countable}.items())
        return tuple((start, end) for end, start in ends)
    chosen = (window for window in windows if window.countable and window.period_kind == period_kind)
    return tuple(sorted({(window.natural_start, window.period_end) for window in chosen}))


def fill_periods(connection: duckdb.DuckDBPyConnection, periods: Iterable[tuple[date, date]]) -> None:
    """Makes the connection's own relation `periods`, of first and last days."""
    connection.execute("create temp table if not exists periods (period_start date, period_end date)")
    connection.execute("delete from periods")
    rows = list(periods)
    connection.execute(
        "insert into periods select unnest($starts::date[]), unnest($ends::date[])",
        {"starts": [start for start, _ in rows], "ends": [end for _, end in rows]},
    )


def columns_of(connection: duckdb.DuckDBPyConnection, query: Query) -> tuple[str, ...]:
    """The names of the columns the query returns, in lower case; SettingsError when it is not one SELECT that runs."""
    try:
        statements = connection.extract_statements(query.text)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise SettingsError(f"{query.path}: after its header the file must hold one SELECT and nothing else.")
        rows = connection.execute(f"describe {query.text}").fetchall()
    except duckdb.Error as error:
        raise broken(query.path, error) from error
    return tuple(row[0].lower() for row in rows)


def draft_records(
    connection: duckdb.DuckDBPyConnection,
    measure_no: int,
    measure: Measure,
    query: Query,
    columns: tuple[str, ...],
    only_period_kind: str | None,
    days: tuple[date, date],
) -> None:
    """Appends what the measure's query says of each record placed in `days`, both included, to `engine_drafts`.

    SettingsError when the query lacks a column that the header promises. A record without a date has no place: with a
    reason (G4) it is kept, since it could belong to any period, and without one it is not due yet and is dropped.
    """
    _refuse_missing(measure, columns)
    statement = (
        f"insert into engine_drafts select {_selection(measure, columns)} from ({query.text}\n) as record "
        f"where {_placed_on(columns)} between $first and $last{_without_a_place(columns)}"
    )
    given = {"measure_no": measure_no, "only_period_kind": only_period_kind, "first": days[0], "last": days[1]}
    try:
        connection.execute(statement, given)
    except duckdb.Error as error:
        raise broken(query.path, error) from error


def _without_a_place(columns: tuple[str, ...]) -> str:
    if "excluded" not in columns:
        return ""
    return f" or ({_placed_on(columns)} is null and nullif(record.excluded::varchar, '') is not null)"


def _refuse_missing(measure: Measure, columns: tuple[str, ...]) -> None:
    needed = ["record_id", "person_id", "at", *measure.own_breakdowns]
    if measure.unit in ("percent", "ratio"):
        needed.append("numerator")
    if measure.unit == "ratio":
        needed.append("denominator")
    if measure.unit in _VALUE_UNITS or measure.aggregate == "max":
        needed.append("value")
    if not measure.whole:
        needed.append("only_in")
    if measure.other_tables:
        needed.append("from_table")
    missing = [name for name in needed if name not in columns]
    if missing:
        raise SettingsError(
            f"{measure.path}: the query does not return {', '.join(missing)}. Add the column or change the header."
        )


def _selection(measure: Measure, columns: tuple[str, ...]) -> str:
    """The columns of engine_drafts, in order, from those the query has."""
    own = ", ".join(
        f"coalesce(replace(record.\"{name}\"::varchar, chr(31), ' '), '')" for name in measure.own_breakdowns
    )
    return ", ".join(
        (
            "$measure_no::smallint",
            "$only_period_kind::varchar",
            f"coalesce({_placed_on(columns)}, date 'infinity')",
            "record.record_id::varchar",
            "coalesce(record.person_id::varchar, '')",
            "coalesce(record.\"at\"::date, date 'infinity')",
            _team_day(measure, columns),
            _numerator(measure, columns),
            _amount("denominator", columns, "0"),
            _amount("value", columns, "null"),
            "nullif(record.excluded::varchar, '')" if "excluded" in columns else "null",
            "nullif(record.only_in::varchar, '')" if "only_in" in columns else "null",
            _table_no(measure) if measure.other_tables else "0",
            _label("team", "Unallocated") if "team" in columns else "null",
            _label("worker", "Unallocated") if "worker" in columns else "null",
            *(_label(name) if name in columns else "null" for name in _LABELS),
            f"concat_ws(chr(31), {own})" if own else "null",
        )
    )


def _table_no(measure: Measure) -> str:
    """Which of the measure's tables a record is of: its own unless `from_table` names another."""
    others = " ".join(f"when '{table}' then {number}" for number, table in enumerate(measure.other_tables, start=1))
    return f"case record.from_table::varchar {others} else 0 end"


def _placed_on(columns: tuple[str, ...]) -> str:
    return "record.period_end::date" if "period_end" in columns else 'record."at"::date'


def _label(name: str, nobody: str = "Not known") -> str:
    return f"""coalesce(nullif(trim(record."{name}"::varchar), ''), '{nobody}')"""


def _amount(name: str, columns: tuple[str, ...], blank: str) -> str:
    return f"coalesce(record.{name}::decimal(18, 6), {blank})" if name in columns else "null"


def _numerator(measure: Measure, columns: tuple[str, ...]) -> str:
    if "numerator" in columns:
        return _amount("numerator", columns, "0")
    # Every record of a count or a rate counts as one; medians, means and the highest have no numerator of their own.
    return "null" if measure.unit in _VALUE_UNITS or measure.aggregate == "max" else "1"


def _team_day(measure: Measure, columns: tuple[str, ...]) -> str:
    """The day on which the team and worker are looked up; infinite when the query gives both, or there is none."""
    if measure.team == "none" or {"team", "worker"} <= set(columns):
        return "date 'infinity'"
    day = 'record."at"::date - 1' if measure.team == "day_before" else 'record."at"::date'
    return f"coalesce({day}, date 'infinity')"
