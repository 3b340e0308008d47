"""The windows that a measure is counted in: for each quarter or month, from which day to which.

A window is placed by the measure's kind (calendar.md, section 1): a flow counts the period itself, a snapshot its last
day, a rolling year or three years the 12 or 36 months that end on it. A period still running on the day of the extract
is counted to that day and says so; one that begins after it cannot be counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.calendar import Month, Quarter, addm

_MONTHS_BACK = {"rolling_12_months": 12, "rolling_36_months": 36}
_MONTHLY_KINDS = ("flow", "snapshot")


@dataclass(frozen=True)
class Window:
    """One period as one kind of measure counts it; `period_start` to `period_end`, both included, place a record.

    `natural_start` is the first day of the quarter or month itself. `remark` says what a reader must know of an
    unfinished period, else is empty; `countable` is false when the period begins after the extract.
    """

    kind: str
    period_kind: str
    period: str
    natural_start: date
    period_start: date
    period_end: date
    remark: str
    countable: bool


def make_windows(quarter: Quarter, quarters: int, months: int, extracted_on: date) -> tuple[Window, ...]:
    """The windows of `quarters` quarters that end with `quarter`, and of `months` months that end with its last month.

    Months have windows for flows and snapshots only: neighbouring rolling years share eleven months of their records.
    """
    windows: list[Window] = []
    for steps in range(quarters - 1, -1, -1):
        windows += _of_period("quarter", quarter.minus(steps), extracted_on)
    last_month = Month.containing(quarter.end)
    for steps in range(months - 1, -1, -1):
        windows += _of_period("month", last_month.minus(steps), extracted_on)
    return tuple(windows)


def _of_period(period_kind: str, period: Quarter | Month, extracted_on: date) -> Iterator[Window]:
    countable = period.start <= extracted_on
    to_date = countable and extracted_on < period.end
    end = extracted_on if to_date else period.end
    remark = f"to date: extract of {extracted_on.isoformat()}" if to_date else ""
    kinds = _MONTHLY_KINDS if period_kind == "month" else (*_MONTHLY_KINDS, *_MONTHS_BACK)
    for kind in kinds:
        start = _window_start(kind, period.start, end)
        yield Window(kind, period_kind, period.label, period.start, start, end, remark, countable)


def _window_start(kind: str, natural_start: date, end: date) -> date:
    if kind == "flow":
        return natural_start
    if kind == "snapshot":
        return end
    return addm(end + timedelta(days=1), -_MONTHS_BACK[kind])
