"""The records behind a number: which count towards it, which only in its denominator, which were left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from transforms.catalogue import STANDARD_BREAKDOWNS, Measure
from transforms.engine import query
from warehouse.calendar import Month, Quarter
from warehouse.errors import SettingsError


@dataclass(frozen=True)
class ExplainedRecord:
    """One record of a measure in one period.

    `part` is `numerator`, `denominator only` or `excluded`, and `excluded` then names the rule. `value` is what a
    median, mean or highest is taken of, or the record's weight in the denominator of a ratio. `source_row` is the row
    of `source_file`.
    """

    record_id: str
    person_id: str | None
    at: date
    part: str
    numerator: Decimal | None
    value: Decimal | None
    excluded: str | None
    team: str | None
    worker: str | None
    table: str
    source_file: str | None
    source_row: int | None


def explain(
    connection: duckdb.DuckDBPyConnection,
    measure: Measure,
    quarter: Quarter | Month,
    where: Mapping[str, str] | None = None,
) -> list[ExplainedRecord]:
    """The records of the measure's own window (its `kind`) in the quarter or month, those of its numerator first.

    `where` keeps the groups of breakdowns: {'team': 'North'}. The measure must have been computed on the connection.
    SettingsError when the measure lacks a breakdown, and when it was not computed for the period or cannot be.
    """
    chosen = dict(where or {})
    known = ("all", *STANDARD_BREAKDOWNS, *measure.own_breakdowns)
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise SettingsError(f"{measure.id} has no breakdown {', '.join(unknown)}. It has {', '.join(known)}.")
    given = {
        "measure": measure.id,
        "period": quarter.label,
        "period_start": _window_start(connection, measure, quarter),
        "breakdowns": list(chosen),
        "groups": list(chosen.values()),
    }
    return [ExplainedRecord(*row) for row in connection.execute(query("explain"), given).fetchall()]


def _window_start(connection: duckdb.DuckDBPyConnection, measure: Measure, quarter: Quarter | Month) -> date:
    rows = connection.execute(
        query("window_of"), {"measure": measure.id, "kind": measure.kind, "period": quarter.label}
    ).fetchall()
    if not rows:
        raise SettingsError(f"{measure.id} was not computed for {quarter.label}: it is shown for other periods only.")
    start, why_not = rows[0]
    if why_not:
        raise SettingsError(f"{measure.id} cannot be counted in {quarter.label}: {why_not}.")
    if not isinstance(start, date):
        raise TypeError("engine_windows.period_start is a date")
    return start
