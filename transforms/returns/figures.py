"""The figures a return shows: values read from `measure_values`, put beside the quarters before them and their flag.

Nothing is computed here that the engine should: only differences between two of its values, and the data-quality flag,
which is a share of records. Rounding is `display`, done once.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.catalogue import Benchmark, Catalogue, Measure
from transforms.control_charts import Capability, Chart
from transforms.returns.context import ReturnContext
from transforms.returns.themes import theme_place
from transforms.statistics import different_from, half_up, rag
from transforms.trend import LATEST_MONTHS, comparable_target, trends
from transforms.trust import RuleEffect, Trust, trust

QUARTERS_BEFORE = 8
BY_ROW = "by row"
"""The status of a point that stands for rows that are never added up."""
_DECIMALS_THAT_MEAN_SOMETHING = 9


@cache
def query(name: str) -> str:
    """The text of one of the queries beside this module."""
    return (files("transforms.returns") / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def rows(connection: DuckDBPyConnection, name: str, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries by column name."""
    result = connection.execute(query(name), parameters)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@dataclass(frozen=True)
class Point:
    """One measure's value for one period and group. `value` is unrounded, and None unless `status` is `ok`."""

    period_start: date
    period_end: date
    numerator: Decimal | None
    denominator: Decimal | None
    value: float | None
    lower: float | None
    upper: float | None
    status: str
    reason: str
    records_with_findings: int


@dataclass(frozen=True)
class Flag:
    """How far the records behind a value can be trusted: `green`, `amber`, `red`, or empty where there is no value.

    `affected` counts records of the value with a finding or left out for a missing or impossible date or link, `rules`
    says by which rules; `critical_rule` is a critical rule that failed on what the measure reads.
    """

    colour: str
    affected: int = 0
    records: int = 0
    critical_rule: str = ""
    rules: tuple[RuleEffect, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One measure in a return: this quarter, the quarters before (oldest first, None where not computed), and signals.

    `measure` carries the target and the England figure in force. `alone` is the quarter's own value of a measure whose
    main window is longer than a quarter; `chart` its months, None for a rolling measure that has no flow.
    """

    measure: Measure
    now: Point | None
    before: tuple[Point | None, ...]
    alone: Point | None
    rag: str
    flag: Flag
    region: Benchmark | None = None
    neighbours: Benchmark | None = None
    chart: Chart | None = None

    @property
    def trend(self) -> str:
        """The state of the control chart over the quarter's months (see `Chart.state`); empty without a chart."""
        return self.chart.state(LATEST_MONTHS) if self.chart else ""

    @property
    def capability(self) -> Capability | None:
        """Whether the process meets its target; None without a chart with limits or a target the months can meet."""
        return self.chart.capability(comparable_target(self.measure, self.chart)) if self.chart else None

    @property
    def differs_from_england(self) -> bool | None:
        """Whether England's value lies outside this value's interval; None where that cannot be said."""
        england, now = self.measure.benchmark, self.now
        return different_from(england.value, now.lower, now.upper) if england and now else None

    @property
    def last_quarter(self) -> Point | None:
        return self.before[-1]

    @property
    def last_year(self) -> Point | None:
        return self.before[-4]

    @property
    def change(self) -> Decimal | None:
        """This quarter less the last, from unrounded values, rounded for display; None without both."""
        return difference(self.measure.unit, self.now, self.last_quarter)

    @property
    def change_on_year(self) -> Decimal | None:
        return difference(self.measure.unit, self.now, self.last_year)

    @property
    def movement(self) -> str:
        """`better`, `worse`, `same`, `changed` (a neutral measure moved) or empty (nothing to compare)."""
        change = self.change
        if change is None:
            return ""
        if change == 0:
            return "same"
        if self.measure.direction == "neutral":
            return "changed"
        return "better" if (change > 0) == (self.measure.direction == "higher_better") else "worse"


def display(unit: str, value: float | Decimal | None) -> Decimal | None:
    """`value` as a reader sees it: half up (away from zero), counts whole, the rest to one decimal.

    Values are first cut to nine decimals: 100 * 23 / 2000 is 1.1499999999999999 as a float and 1.2 to a person.
    """
    if value is None:
        return None
    shown = half_up(half_up(value, _DECIMALS_THAT_MEAN_SOMETHING), 0 if unit == "count" else 1)
    # -0.04 becomes 0.0, not -0.0.
    return abs(shown) if shown == 0 else shown


def difference(unit: str, now: Point | None, then: Point | None) -> Decimal | None:
    """`now` less `then` in the measure's unit (points for a percent), from unrounded values; None without both."""
    if now is None or then is None or now.value is None or then.value is None:
        return None
    return display(unit, Decimal(repr(now.value)) - Decimal(repr(then.value)))


def point(row: dict[str, Any]) -> Point:
    return Point(
        row["period_start"],
        row["period_end"],
        row["numerator"],
        row["denominator"],
        row["value"] if row["status"] == "ok" else None,
        row["lower"],
        row["upper"],
        row["status"],
        row["reason"] or "",
        row["records_with_findings"] or 0,
    )


def main_window(measure: Measure, points: list[Point]) -> Point:
    """The point over the measure's own window, of several that end on the same day.

    A rolling measure may also be shown for the period alone; its own window is the one that starts first.
    """
    starts_first = measure.kind.startswith("rolling")
    return (min if starts_first else max)(points, key=lambda p: p.period_start)


def own_window(measure: Measure, points: list[Point]) -> Point | None:
    """The point for the period alone of a rolling measure that is shown both ways; None for the others."""
    main = main_window(measure, points)
    return next((p for p in points if p is not main), None) if measure.kind.startswith("rolling") else None


def series(connection: DuckDBPyConnection, name: str) -> dict[str, dict[str, list[Point]]]:
    """Points by measure and period, from the query `figures` or `months`; periods in order of time."""
    found: dict[str, dict[str, list[Point]]] = defaultdict(dict)
    for row in rows(connection, name):
        found[row["measure"]].setdefault(row["period"], []).append(point(row))
    return found


@dataclass(frozen=True)
class Rule:
    """One rule of a load. `failed` counts rows of this load; `standing` those of its findings that are not fixed.

    Of the standing findings `new`, `still_open` and `came_back` say which life they lead; `first_seen` is the oldest.
    """

    rule: str
    table_name: str
    column_name: str
    severity: str
    says: str
    why: str
    fix: str
    tested: int
    failed: int
    status: str
    reason: str
    standing: int
    new: int
    still_open: int
    came_back: int
    first_seen: date | None

    def touches(self, measure: Measure) -> bool:
        """Whether the rule is about a column the measure reads, or about a whole table it reads."""
        for needed in (*measure.needs, *measure.optional):
            schema, table, column = needed.split(".")
            if f"{schema}_{table}" == self.table_name and self.column_name in ("", column):
                return True
        return False


def read_rules(connection: DuckDBPyConnection, load_id: str) -> list[Rule]:
    """Every rule of a load, in order of severity (critical first), then of its name."""
    order = {"critical": 0, "major": 1, "minor": 2}
    found = []
    for row in rows(connection, "rules", load_id=load_id):
        texts = {name: row[name] or "" for name in ("table_name", "column_name", "says", "why", "fix", "reason")}
        numbers = {name: row[name] or 0 for name in ("tested", "failed")}
        found.append(Rule(**{**row, **texts, **numbers}))
    return sorted(found, key=lambda rule: (order.get(rule.severity, len(order)), rule.rule, rule.table_name))


def standing_by_severity(rules: list[Rule]) -> dict[str, int]:
    """How many findings stand, by severity."""
    standing: dict[str, int] = defaultdict(int)
    for rule in rules:
        standing[rule.severity] += rule.standing
    return dict(standing)


def flag_of(now: Point | None, found: Trust | None) -> Flag:
    """The data-quality flag of a value; empty where there is no value."""
    if now is None or now.value is None:
        return Flag("")
    if found is None:
        return Flag("green")
    critical_rule = found.critical_rules[0] if found.critical_rules else ""
    return Flag(found.flag, found.affected, found.records, critical_rule, found.rules)


def read_figures(connection: DuckDBPyConnection, context: ReturnContext, catalogue: Catalogue) -> list[Figure]:
    """One figure a measure of the catalogue, in the order of themes and then the catalogue's own."""
    quarter = context.quarter
    labels = [quarter.minus(n).label for n in range(QUARTERS_BEFORE, 0, -1)]
    quarters = series(connection, "figures")
    trusted = trust(connection, catalogue, quarter.label)
    by_row = rows_apart(connection, catalogue, quarter.label)
    comparisons = context.comparisons.with_warehouse(connection)
    in_force = {name: comparisons.in_force(each, quarter) for name, each in catalogue.measures.items()}
    charts = trends(connection, replace(catalogue, measures=in_force))
    figures = []
    for measure in sorted(in_force.values(), key=lambda m: theme_place(m.theme)):
        points = quarters.get(measure.id, {})
        here = points.get(quarter.label, [])
        now = main_window(measure, here) if here else by_row.get(measure.id)
        figures.append(
            Figure(
                measure,
                now,
                tuple(main_window(measure, points[label]) if label in points else None for label in labels),
                own_window(measure, here) if here else None,
                rag_of(measure, now),
                flag_of(now, trusted.get((measure.id, now.period_start)) if now else None),
                comparisons.benchmark(measure, "REGION"),
                comparisons.benchmark(measure, "STATISTICAL_NEIGHBOURS"),
                charts.get(measure.id),
            )
        )
    return figures


def rows_apart(connection: DuckDBPyConnection, catalogue: Catalogue, period: str) -> dict[str, Point]:
    """For each measure without a whole a point without a value, whose reason says what its rows come to."""
    units = {measure.id: measure.unit for measure in catalogue.measures.values() if not measure.whole}
    said: dict[str, list[str]] = defaultdict(list)
    days: dict[str, tuple[date, date]] = {}
    for row in rows(connection, "rows_apart", period=period, measures=list(units)):
        unit = units[row["measure"]]
        said[row["measure"]].append(f"{row['group']} {display(unit, row['value'])}{'%' if unit == 'percent' else ''}")
        days[row["measure"]] = (row["period_start"], row["period_end"])
    return {
        name: Point(*days[name], None, None, None, None, None, BY_ROW, f"by row: {'; '.join(parts)}", 0)
        for name, parts in said.items()
    }


def rag_of(measure: Measure, now: Point | None) -> str:
    """`green`, `amber`, `red`, or empty: no value, no target, or a measure that is neither good nor bad."""
    target = measure.target
    if now is None or target is None:
        return ""
    return rag(now.value, target.value, target.floor, measure.direction, measure.unit) or ""
