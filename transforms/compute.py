"""The engine: runs each measure once, places its records in periods, adds up all periods and breakdowns in one pass.

It leaves two relations on the connection. `measure_values` has the columns of measures.csv; one row is one measure,
period and group. `measure_records` has those of records.parquet, and `period_kind`, the standard breakdowns,
`own_groups` (a map from each of the measure's own breakdowns to the group), `only_in` and `is_flagged`; one row is one
record in one period. Recounting the records that are not `excluded` gives the values (those with `only_in` in that
breakdown alone, the others in all): sum(numerator), and by unit

- percent and ratio: sum(coalesce(value, 1)) as denominator;
- rate: the population as denominator;
- median and mean: count(value), and sum(value) as a mean's numerator;
- a count with `aggregate: max`: max(value).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import duckdb

from transforms.availability import POPULATION, Availability, read_availability
from transforms.catalogue import STANDARD_BREAKDOWNS, Catalogue, Measure, load_catalogue
from transforms.engine import query
from transforms.impact import (
    CHARTED_MONTHS,
    COUNTED_QUARTERS,
    Linked,
    linked_measures,
    movements,
    reads_signals,
)
from transforms.periods import Window, make_windows
from transforms.records import (
    Query,
    columns_of,
    draft_records,
    fill_periods,
    make_query,
    materialise,
    prepared_queries,
    rows_of_periods,
    timeless,
)
from transforms.statistics import mean_interval, median_ranks, rate_interval, wilson
from transforms.work import Task, run_tasks
from warehouse.calendar import Quarter
from warehouse.errors import SettingsError
from warehouse.schema import load_schema

Connection = duckdb.DuckDBPyConnection
# The engine's own statements that read a relation of schema `prepare`.
_READ_BLOCKS = ("people", "person_days", "placed")


@dataclass(frozen=True)
class _Plan:
    """What is counted: each measure and window with its number, and why a pair cannot be counted, if it cannot."""

    measures: tuple[Measure, ...]
    windows: tuple[Window, ...]
    why_not: dict[tuple[int, int], str]

    def queries(self) -> dict[int, Query]:
        """Those of the measures that can be counted in one window at least, by their numbers."""
        countable = sorted({measure_no for (measure_no, _), reason in self.why_not.items() if not reason})
        return {number: make_query(self.measures[number].path, self.measures[number].sql) for number in countable}


def compute(
    connection: Connection,
    catalogue: Catalogue,
    quarter: Quarter,
    quarters: int = 9,
    months: int = 36,
    measures: Sequence[str] | None = None,
) -> None:
    """Makes `measure_values` and `measure_records` for the quarter, those before it, and its months.

    `measures` names the ids to compute; all when None. Reads the session's variables known_at, extracted_on and
    load_id. SettingsError names the measure's file when its query does not run or lacks a column.
    """
    names = tuple(catalogue.measures) if measures is None else tuple(dict.fromkeys(measures))
    extracted_on = _extracted_on(connection)
    availability = read_availability(connection, load_schema())
    chosen = tuple(catalogue.measure(name) for name in names)
    plan = _make_plan(chosen, make_windows(quarter, quarters, months, extracted_on), availability)
    connection.execute("create schema if not exists prepare")
    made: frozenset[str] = frozenset()
    if any(not availability.missing_columns(m) and reads_signals(m, catalogue) for m in chosen):
        made = _look_for_signals(connection, catalogue, quarter, quarters, availability, extracted_on)
    connection.execute(query("tables"))
    _fill_measures(connection, plan)
    _fill_windows(connection, plan)
    blocks = _blocks(catalogue, plan, _READ_BLOCKS)
    by_end = _draft(connection, plan, {name: q for name, q in blocks.items() if name not in made})
    _fill_measure_windows(connection, plan, by_end)
    _label_and_add_up(connection, availability)
    _view_sources(connection, plan)
    _make_values(connection, availability, extracted_on)
    connection.execute(query("records"))


def _look_for_signals(
    connection: Connection,
    catalogue: Catalogue,
    quarter: Quarter,
    quarters: int,
    availability: Availability,
    extracted_on: date,
) -> frozenset[str]:
    """Fills measure_signals and measure_points, for the measures that ask what others did.

    Every quarter is judged by all the months and quarters before it, so that it comes to the same in each return.
    Gives the names of the building blocks it made that hold for other periods too.
    """
    linked = tuple(catalogue.measure(name) for name in linked_measures(connection, catalogue))
    earlier = quarters - 1
    windows = make_windows(quarter, earlier + COUNTED_QUARTERS, earlier * 3 + CHARTED_MONTHS, extracted_on)
    plan = _make_plan(linked, windows, availability)
    connection.execute(query("tables"))
    connection.execute(query("signals"))
    blocks = _blocks(catalogue, plan, ())
    by_end = _draft(connection, plan, blocks)
    entries = [
        Linked(number, measure, {w: windows[w] for (m, w), why in plan.why_not.items() if m == number and not why})
        for number, measure in enumerate(linked)
    ]
    shown = make_windows(quarter, quarters, 0, extracted_on)
    signals, points = movements(connection, entries, by_end, {window.period_end for window in shown})
    _insert(connection, "measure_signals", signals)
    _insert(connection, "measure_points", points)
    return timeless(blocks)


def _extracted_on(connection: Connection) -> date:
    day = connection.execute("select cast(getvariable('extracted_on') as date)").fetchall()[0][0]
    if not isinstance(day, date):
        raise SettingsError("The warehouse holds no load yet. Run `quarterlight refresh` first.")
    return day


def _make_plan(measures: tuple[Measure, ...], windows: tuple[Window, ...], availability: Availability) -> _Plan:
    why_not = {}
    for measure_no, measure in enumerate(measures):
        missing = availability.missing_columns(measure)
        for window_no, window in enumerate(windows):
            if window.kind in measure.kinds:
                why_not[measure_no, window_no] = availability.why_not(measure, window, missing)
    return _Plan(measures, windows, why_not)


def _insert(connection: Connection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Appends the rows in one statement: one statement a row would take longer than all the counting."""
    if rows:
        columns = {f"c{position}": list(column) for position, column in enumerate(zip(*rows, strict=True))}
        connection.execute(f"insert into {table} select {', '.join(f'unnest(${name})' for name in columns)}", columns)


def _fill_measures(connection: Connection, plan: _Plan) -> None:
    rows = []
    needs = []
    tables: list[tuple[int, int, str]] = []
    for measure_no, measure in enumerate(plan.measures):
        shown_by = [name in measure.breakdowns for name in STANDARD_BREAKDOWNS]
        is_highest = measure.aggregate == "max"
        named = (measure_no, measure.id, measure.title, measure.unit, is_highest, measure.table_name)
        rows.append((*named, measure.whole, *shown_by, list(measure.own_breakdowns)))
        for need in (*measure.needs, *measure.optional):
            table, _, column = need.rpartition(".")
            needs.append((measure_no, table.replace(".", "_", 1), column))
        tables += [(measure_no, table_no, name) for table_no, name in enumerate(measure.table_names)]
    _insert(connection, "engine_measures", rows)
    _insert(connection, "engine_measure_tables", tables)
    _insert(connection, "engine_needs", needs)


def _fill_windows(connection: Connection, plan: _Plan) -> None:
    rows = [
        (number, w.kind, w.period_kind, w.period, w.natural_start, w.period_start, w.period_end, w.remark)
        for number, w in enumerate(plan.windows)
    ]
    _insert(connection, "engine_windows", rows)


def _blocks(catalogue: Catalogue, plan: _Plan, read_too: Sequence[str]) -> dict[str, Query]:
    """The building blocks that the plan's measures read, and the engine's statements of these names.

    The engine reads those that ship, so that teams and allocated workers are written once.
    """
    blocks = Catalogue(catalogue.measures, {**load_catalogue().prepare, **catalogue.prepare})
    engine_reads = [make_query(f"engine/{name}.sql", query(name)) for name in read_too]
    return prepared_queries(blocks, [*plan.queries().values(), *engine_reads])


def _draft(connection: Connection, plan: _Plan, blocks: Mapping[str, Query]) -> set[int]:
    """Makes the building blocks and drafts the records of each measure that can be counted.

    A query that does not read `periods` runs once; one that reads only its ends runs once for all of them; one that
    reads its starts too runs for the quarters and again for the months. Gives the numbers of the measures whose records
    name a period's end.
    """
    queries = plan.queries()
    windows = [w for number, w in enumerate(plan.windows) if w.countable]
    days = (
        min((w.period_start for w in windows), default=date.max),
        max((w.period_end for w in windows), default=date.min),
    )
    periods = {kind: rows_of_periods(windows, kind) for kind in (None, "quarter", "month")}
    by_end: set[int] = set()
    # What each connection's own `periods` holds; nearly every task wants the same.
    held: dict[int, str | None] = {}

    def want(kind: str | None, on: Connection) -> None:
        if held.get(id(on), "nothing") != kind:
            fill_periods(on, periods[kind])
            held[id(on)] = kind

    def prepare(name: str, query: Query, on: Connection) -> None:
        want(None, on)
        materialise(on, name, query)

    def draft(number: int, query: Query, on: Connection) -> None:
        want(None, on)
        names = columns_of(on, query)
        if "period_end" in names:
            by_end.add(number)
        for kind in ("quarter", "month") if query.reads_period_start else (None,):
            want(kind, on)
            draft_records(on, number, plan.measures[number], query, names, kind, days)

    tasks = [Task(name, partial(prepare, name, q), q.prepared & blocks.keys()) for name, q in blocks.items()]
    tasks += [Task(f"measure {n}", partial(draft, n, q), q.prepared & blocks.keys()) for n, q in queries.items()]
    run_tasks(connection, tasks)
    return by_end


def _fill_measure_windows(connection: Connection, plan: _Plan, by_end: set[int]) -> None:
    rows = [(measure, window, reason, measure in by_end) for (measure, window), reason in plan.why_not.items()]
    _insert(connection, "engine_measure_windows", rows)


def _label_and_add_up(connection: Connection, availability: Availability) -> None:
    for name in ("people", "flagged_records", "flagged_people"):
        connection.execute(query(name))
    # Without the table nobody can say that a child has no worker, only that it is not known.
    nobody = "Unallocated" if "ssd_involvements" in availability.tables else "Not known"
    connection.execute(query("person_days"), {"nobody": nobody})
    for name in ("placed", "counted", "sums", "spreads"):
        connection.execute(query(name))


def _view_sources(connection: Connection, plan: _Plan) -> None:
    """Makes the view that says where each record was read; it is looked at only when records are."""
    schema = load_schema()
    parts = []
    tables = {name for measure in plan.measures for name in measure.table_names}
    for name in sorted(tables & schema.tables.keys()):
        table = schema.tables[name]
        key = ", ".join(f'"{column}"::varchar' for column in table.key)
        person = f'"{table.person}"::varchar' if table.person else "null"
        parts.append(query("sources").format(table=name, view=table.view, key=key, person=person))
    nothing = (
        "select '' as table_name, '' as record_id, '' as person_id, false as is_shared, '' as source_file, "
        "0::bigint as source_row"
    )
    text = " union all ".join(parts) or f"{nothing} where false"
    connection.execute(f"create or replace temp view engine_sources as {text}")


def _make_values(connection: Connection, availability: Availability, extracted_on: date) -> None:
    connection.execute(query("population"), {"extracted_on": extracted_on})
    connection.execute(query("values"))
    connection.execute("create or replace temp table engine_intervals (value_no integer, lower double, upper double)")
    for unit in ("percent", "rate_per_10000", "mean"):
        _add_intervals(connection, unit)
    _add_median_intervals(connection)
    no_population = "" if POPULATION in availability.tables else f"no source delivered {POPULATION}"
    connection.execute(query("measure_values"), {"no_population": no_population, "extracted_on": extracted_on})


def _add_intervals(connection: Connection, unit: str) -> None:
    """Adds the 95 % interval of each value of the unit: Wilson for percents, Poisson for rates, Student for means."""
    cells = connection.execute(query("interval_cells"), {"unit": unit}).fetchnumpy()
    numerator, denominator = cells["numerator"], cells["denominator"]
    if unit == "percent":
        lower, upper = wilson(numerator, denominator)
        lower, upper = lower * 100, upper * 100
    elif unit == "mean":
        lower, upper = mean_interval(cells["value"], cells["deviation"], denominator)
    else:
        lower, upper = rate_interval(numerator, denominator)
    connection.register("engine_limits", {"value_no": cells["value_no"], "lower": lower, "upper": upper})
    connection.execute(query("intervals"))
    connection.unregister("engine_limits")


def _add_median_intervals(connection: Connection) -> None:
    sizes = connection.execute("select distinct len(in_order) from engine_values where unit = 'median_days'").fetchall()
    ranks = {size: found for (size,) in sizes if size is not None and (found := median_ranks(size)) is not None}
    given = {
        "records": list(ranks),
        "lower_ranks": [lower for lower, _ in ranks.values()],
        "upper_ranks": [upper for _, upper in ranks.values()],
    }
    connection.execute(query("median_intervals"), given)
