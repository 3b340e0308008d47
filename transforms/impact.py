"""What has become of the measures that improvement actions are linked to: their signals and targets, period by period.

One measure, `plan_actions_with_impact`, asks of other measures whether they moved. Its query reads the relations
`measure_signals` and `measure_points`, which this module fills from the records of those measures.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from transforms.catalogue import Catalogue, Measure
from transforms.control_charts import Chart, Observation, chart
from transforms.engine import query
from transforms.periods import Window
from transforms.records import make_query, prepared_queries
from transforms.statistics import rag
from transforms.trend import trend_kind
from warehouse.calendar import Month, Quarter

CHARTED_MONTHS = 36
COUNTED_QUARTERS = 9
"""The months and quarters that a quarter is judged by, itself the last."""
# The number of points a signal rests on before its last one (calendar.md, section 9).
_POINTS_BEFORE = {1: 0, 2: 6, 3: 5, 4: 2}
_RELATIONS = ("measure_signals", "measure_points")

SignalRow = tuple[str, date, date, date, str]
PointRow = tuple[str, date, int, int, bool]


@dataclass(frozen=True)
class Linked:
    """One linked measure, its number, and the windows it can be counted in by their numbers."""

    number: int
    measure: Measure
    windows: Mapping[int, Window]


def reads_signals(measure: Measure, catalogue: Catalogue) -> bool:
    """Whether the measure's query asks what other measures did, itself or by way of a prepared relation."""
    asked = make_query(measure.path, measure.sql)
    texts = (asked.text, *(inner.text for inner in prepared_queries(catalogue, [asked]).values()))
    return any(name in text for text in texts for name in _RELATIONS)


def linked_measures(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[str]:
    """The ids that improvement actions name, of measures that do not themselves ask about others; in order."""
    rows = connection.execute(
        "select distinct trim(unnest(string_split(linked_measure_ids, '|'))) as name from sup.actions order by name"
    ).fetchall()
    names = [name for (name,) in rows if name in catalogue.measures]
    return [name for name in names if not reads_signals(catalogue.measures[name], catalogue)]


def movements(
    connection: duckdb.DuckDBPyConnection, linked: Iterable[Linked], by_end: Collection[int], ends: Iterable[date]
) -> tuple[list[SignalRow], list[PointRow]]:
    """The rows of `measure_signals` and `measure_points` for each linked measure at each period's end.

    Reads `engine_drafts`, which must hold the records of the linked measures in their windows. `by_end` has the numbers
    of the measures whose records name their period by its end.
    """
    signals: list[SignalRow] = []
    points: list[PointRow] = []
    days = sorted(set(ends))
    for entry, values in _series(connection, tuple(linked), by_end):
        measure = entry.measure
        kind = trend_kind(measure)
        months = [
            (window, value)
            for window, value in values
            if window.period_kind == "month" and window.kind == kind and not window.remark
        ]
        quarters = [
            (window.period_end, value.value)
            for window, value in values
            if window.period_kind == "quarter" and window.kind == measure.kind and value.value is not None
        ]
        for end in days:
            charted = [value for window, value in months if window.period_end <= end][-CHARTED_MONTHS:]
            if charted and kind:
                signals += _signal_rows(measure.id, end, chart(charted, measure.unit, kind, measure.direction))
            known = [(day, value) for day, value in quarters if day <= end][-COUNTED_QUARTERS:]
            with_data = sum(point.value is not None for point in charted)
            points.append((measure.id, end, with_data, len(known), _on_target(measure, known, end)))
    return signals, points


def _series(
    connection: duckdb.DuckDBPyConnection, linked: tuple[Linked, ...], by_end: Collection[int]
) -> list[tuple[Linked, list[tuple[Window, Observation]]]]:
    """Each linked measure with its windows in order of time and what it came to in each."""
    pairs = [(entry, number, window) for entry in linked for number, window in entry.windows.items()]
    given = {
        "measures": [entry.number for entry, _, _ in pairs],
        "windows": [number for _, number, _ in pairs],
        "period_kinds": [window.period_kind for _, _, window in pairs],
        "first_days": [
            window.period_end if entry.number in by_end else window.period_start for entry, _, window in pairs
        ],
        "last_days": [window.period_end for _, _, window in pairs],
    }
    found = {(row[0], row[1]): row[2:] for row in connection.execute(query("series"), given).fetchall()}
    return [
        (
            entry,
            sorted(
                (
                    (window, _observation(entry.measure, window, found[entry.number, number]))
                    for number, window in entry.windows.items()
                ),
                key=lambda pair: (pair[0].period_end, pair[0].period),
            ),
        )
        for entry in linked
    ]


def _observation(measure: Measure, window: Window, sums: tuple[float, float, int, float, float, float]) -> Observation:
    """One window's figure; a rate has none here: every rate is neutral, and no action can improve it."""
    numerator, weight, valued, total, median, highest = sums
    if measure.aggregate == "max":
        return Observation(window.period, highest, None, highest)
    match measure.unit:
        case "percent" | "ratio":
            factor = 100 if measure.unit == "percent" else 1
            return Observation(window.period, numerator, weight, numerator * factor / weight if weight else None)
        case "count":
            return Observation(window.period, numerator, None, numerator)
        case "median_days":
            return Observation(window.period, valued, valued, median)
        case "mean":
            return Observation(window.period, total, valued, total / valued if valued else None)
        case _:
            return Observation(window.period)


def _signal_rows(name: str, end: date, made: Chart) -> list[SignalRow]:
    place = {period: number for number, period in enumerate(made.periods)}
    return [
        (
            name,
            end,
            Month.parse(made.periods[max(place[signal.period] - _POINTS_BEFORE[signal.rule], 0)]).end,
            Month.parse(signal.period).end,
            signal.label,
        )
        for signal in made.signals
    ]


def _on_target(measure: Measure, known: list[tuple[date, float]], end: date) -> bool:
    """Whether the quarter that ends then and the one before it both met the target."""
    if measure.target is None or len(known) < 2 or known[-1][0] != end:
        return False
    if known[-2][0] != Quarter.containing(end).previous().end:
        return False
    target = measure.target
    return all(
        rag(value, target.value, target.floor, measure.direction, measure.unit) == "green" for _, value in known[-2:]
    )
