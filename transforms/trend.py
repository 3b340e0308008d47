"""The monthly series behind each measure, read from `measure_values`, and the control chart that each one makes.

A flow is charted by month, a snapshot at each month's end, a rolling measure by its flow (`also: [flow]`) or not at
all. A month marked `to date` is unfinished and is never part of a trend (calendar.md, section 2).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

import duckdb

from transforms.catalogue import Catalogue, Measure
from transforms.control_charts import Chart, Observation, Rebase, chart

LATEST_MONTHS = 3
"""A quarter's pack speaks of the signals of its three months."""


_Row = tuple[str, str, bool | None, Decimal | None, Decimal | None, float | None, date | None]


@dataclass(frozen=True)
class TrendSeries:
    """One measure's months in order of time, and whether each is a `flow` or a `snapshot`."""

    kind: str
    points: tuple[Observation, ...]


def trend_kind(measure: Measure) -> str:
    """`flow` or `snapshot`: what the measure's months are; empty for a rolling measure without a flow of its own."""
    if measure.kind in ("flow", "snapshot"):
        return measure.kind
    return "flow" if "flow" in measure.also else ""


def series_from(connection: duckdb.DuckDBPyConnection, measure: Measure) -> TrendSeries | None:
    """The months of one measure; None for a rolling measure without a flow. Reads TEMP TABLE `measure_values`."""
    return _all_series(connection, [measure]).get(measure.id)


def trends(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, rebases: Mapping[str, Sequence[Rebase]] | None = None
) -> dict[str, Chart]:
    """The control chart of each measure of the catalogue that has one, by its id; one query for all of them.

    `rebases` are the re-bases people decided on, by measure. SettingsError when one of them has no ground.
    """
    found = _all_series(connection, catalogue.measures.values())
    decided = rebases or {}
    charts = {}
    for name, series in found.items():
        measure = catalogue.measures[name]
        charts[name] = chart(series.points, measure.unit, series.kind, measure.direction, decided.get(name, ()))
    return charts


def comparable_target(measure: Measure, made: Chart) -> float | None:
    """The measure's target where the chart's points can be held against it, else None.

    A count of a month is no part of a target for a quarter, nor a month's rate of one for a year; shares, waits and
    averages are, and so are snapshots.
    """
    if measure.target is None or made.unit != measure.unit:
        return None
    if trend_kind(measure) == "flow" and measure.unit in ("count", "rate_per_10000"):
        return None
    return measure.target.value


@cache
def _query() -> str:
    return (files("transforms") / "trend.sql").read_text(encoding="utf-8")


def _all_series(connection: duckdb.DuckDBPyConnection, measures: Iterable[Measure]) -> dict[str, TrendSeries]:
    months: dict[str, list[_Row]] = {}
    residents: dict[str, list[tuple[date, float]]] = {}
    for row in connection.execute(_query()).fetchall():
        name, _, at_end, _, people, _, quarter_end = row
        if at_end is None:
            residents.setdefault(name, []).append((quarter_end, float(people)))
        else:
            months.setdefault(name, []).append(row)
    return {
        measure.id: TrendSeries(
            kind,
            tuple(
                _observation(row, residents.get(measure.id, []))
                for row in months.get(measure.id, [])
                if row[2] == (kind == "snapshot")
            ),
        )
        for measure in measures
        if (kind := trend_kind(measure))
    }


def _observation(row: _Row, residents: Sequence[tuple[date, float]]) -> Observation:
    _, period, _, numerator, denominator, value, _ = row
    exposure = float(denominator) if denominator is not None else _residents_at(period, residents)
    return Observation(period, None if numerator is None else float(numerator), exposure, value)


def _residents_at(month: str, residents: Sequence[tuple[date, float]]) -> float | None:
    """Those of the quarter that the month ends in or that ends next; the latest known after the last quarter."""
    later = [people for end, people in residents if end.strftime("%Y-%m") >= month]
    return later[0] if later else residents[-1][1] if residents else None
