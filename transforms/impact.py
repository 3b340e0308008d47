"""What has become of the measures that improvement actions are linked to: their signals and targets, period by period.

One measure, `plan_actions_with_impact`, asks of other measures whether they moved. It reads the relations
`measure_signals` and `measure_points`, which this module fills from values computed before.
"""

from collections.abc import Iterable
from datetime import date

import duckdb

from transforms.catalogue import Catalogue, Measure
from transforms.control_charts import Chart, Observation, chart
from transforms.records import make_query, prepared_queries
from transforms.statistics import rag
from transforms.trend import series_from, trend_kind
from warehouse.calendar import Month, Quarter

CHARTED_MONTHS = 36
"""A return's charts show so many months; the chart as it stood at a period's end is of those up to then."""
COUNTED_QUARTERS = 9
# The number of points a signal rests on before its last one (calendar.md, section 9).
_POINTS_BEFORE = {1: 0, 2: 6, 3: 5, 4: 2}

_RELATIONS = ("measure_signals", "measure_points")

SignalRow = tuple[str, date, date, date, str]
PointRow = tuple[str, date, int, int, bool]


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
    connection: duckdb.DuckDBPyConnection, measures: Iterable[Measure], ends: Iterable[date]
) -> tuple[list[SignalRow], list[PointRow]]:
    """The rows of `measure_signals` and `measure_points` for each measure at each period's end.

    Reads TEMP TABLE `measure_values`, which must hold the months and quarters before each of `ends`.
    """
    signals: list[SignalRow] = []
    points: list[PointRow] = []
    days = sorted(set(ends))
    for measure in measures:
        series = series_from(connection, measure)
        months = list(series.points) if series else []
        quarters = _quarters(connection, measure)
        for end in days:
            charted = _last_months(months, end)
            if charted:
                made = chart(charted, measure.unit, trend_kind(measure), measure.direction)
                signals += _signal_rows(measure.id, end, made)
            known = [(day, value) for day, value in quarters if day <= end][-COUNTED_QUARTERS:]
            with_data = sum(point.value is not None for point in charted)
            points.append((measure.id, end, with_data, len(known), _on_target(measure, known, end)))
    return signals, points


def _last_months(points: list[Observation], end: date) -> list[Observation]:
    """The months that had ended by `end`, no more than a chart shows."""
    last = Month.containing(end)
    first, newest = last.minus(CHARTED_MONTHS - 1).label, last.label
    return [point for point in points if first <= point.period <= newest]


def _quarters(connection: duckdb.DuckDBPyConnection, measure: Measure) -> list[tuple[date, float]]:
    """The quarters' values of the measure's own window that there are, oldest first."""
    widest = "asc" if measure.kind.startswith("rolling") else "desc"
    rows = connection.execute(
        f"""select period_end, value from measure_values
        where measure = $measure and period_kind = 'quarter' and breakdown = 'all' and status = 'ok'
        qualify row_number() over (partition by period_end order by period_start {widest}) = 1
        order by period_end""",
        {"measure": measure.id},
    ).fetchall()
    return [(day, value) for day, value in rows]


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
    if measure.target is None or len(known) < 2 or known[-1][0] != end or known[-2][0] != _end_before(end):
        return False
    target = measure.target
    return all(
        rag(value, target.value, target.floor, measure.direction, measure.unit) == "green" for _, value in known[-2:]
    )


def _end_before(end: date) -> date:
    return Quarter.containing(end).previous().end
