"""Quarters, months, working days and ages, as the counting rules say; the SQL macros of `calendar.sql` are their twins.

Financial years run April to March. A working day is Monday to Friday and not a bank holiday of England and Wales
(GOV.UK). The bank holidays ship as `bank_holidays.csv` with the dates they cover; a question about working days outside
those dates is refused, not guessed.
"""

import csv
import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from warehouse.errors import SettingsError

_QUARTER = re.compile(r"(\d{4})[-/](\d{2}|\d{4})[- ]Q([1-4])", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DECEMBER = 12


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of the financial year that began in April of `first_year`; `number` is 1 (April to June) to 4."""

    first_year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Reads `2026-27-Q2` or `2026/27 Q2`; SettingsError when it is neither or the years are not in a row."""
        match = _QUARTER.fullmatch(text.strip())
        if match and (int(match[1]) + 1) % 10 ** len(match[2]) == int(match[2]):
            return cls(int(match[1]), int(match[3]))
        raise SettingsError(
            "A quarter is written like 2026-27-Q2 (July to September 2026): two years in a row, then Q1 to Q4."
        )

    @classmethod
    def containing(cls, day: date) -> "Quarter":
        """The quarter that `day` falls in."""
        return cls(day.year if day.month >= 4 else day.year - 1, (day.month + 8) % 12 // 3 + 1)

    @property
    def start(self) -> date:
        """First day, included."""
        return addm(date(self.first_year, 4, 1), 3 * (self.number - 1))

    @property
    def end(self) -> date:
        """Last day, included."""
        return addm(self.start, 3) - timedelta(days=1)

    @property
    def financial_year(self) -> str:
        """Such as `2026-27`."""
        return f"{self.first_year}-{(self.first_year + 1) % 100:02}"

    @property
    def label(self) -> str:
        """Such as `2026-27-Q2`."""
        return f"{self.financial_year}-Q{self.number}"

    def next(self) -> "Quarter":
        return self.minus(-1)

    def previous(self) -> "Quarter":
        return self.minus(1)

    def minus(self, quarters: int) -> "Quarter":
        """The quarter that many before this one (after it, when negative)."""
        years, number = divmod(4 * self.first_year + self.number - 1 - quarters, 4)
        return Quarter(years, number + 1)

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Reads `2026-08`; SettingsError when it is no month."""
        match = _MONTH.fullmatch(text.strip())
        if match and 1 <= int(match[2]) <= _DECEMBER:
            return cls(int(match[1]), int(match[2]))
        raise SettingsError("A month is written like 2026-08 (August 2026).")

    @classmethod
    def containing(cls, day: date) -> "Month":
        """The month that `day` falls in."""
        return cls(day.year, day.month)

    @property
    def start(self) -> date:
        """First day, included."""
        return date(self.year, self.number, 1)

    @property
    def end(self) -> date:
        """Last day, included."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def financial_year(self) -> str:
        """Such as `2026-27`."""
        return Quarter.containing(self.start).financial_year

    @property
    def label(self) -> str:
        """Such as `2026-08`."""
        return f"{self.year}-{self.number:02}"

    def next(self) -> "Month":
        return self.minus(-1)

    def previous(self) -> "Month":
        return self.minus(1)

    def minus(self, months: int) -> "Month":
        """The month that many before this one (after it, when negative)."""
        year, number = divmod(12 * self.year + self.number - 1 - months, 12)
        return Month(year, number + 1)

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class BankHolidays:
    """Bank holidays of England and Wales by date, and the first and last day the list speaks for."""

    names: Mapping[date, str]
    covers_from: date
    covers_to: date
    version: str
    source: str

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and not a bank holiday; SettingsError outside the dates covered."""
        self.refuse_outside(day)
        return day.weekday() < 5 and day not in self.names

    def refuse_outside(self, day: date) -> None:
        """SettingsError when the list does not speak for `day`."""
        if not self.covers_from <= day <= self.covers_to:
            raise SettingsError(
                f"Working days are known from {self.covers_from} to {self.covers_to} (bank holidays version "
                f"{self.version}), and a day outside that was asked for. Check the dates given; if they are right, add "
                "the years that GOV.UK has published to warehouse/bank_holidays.csv and raise covers_to in "
                "warehouse/bank_holidays.yaml."
            )

    def refuse_uncovered(self, period: Quarter | Month) -> None:
        """SettingsError when any day of the period lies outside the dates covered."""
        self.refuse_outside(period.start)
        self.refuse_outside(period.end)

    @cached_property
    def working_days(self) -> tuple[date, ...]:
        """Every working day of the dates covered, in order."""
        days = (self.covers_from + timedelta(days=n) for n in range((self.covers_to - self.covers_from).days + 1))
        return tuple(day for day in days if self.is_working_day(day))

    def count_to(self, day: date) -> int:
        """Working days from the first day covered up to and including `day`."""
        self.refuse_outside(day)
        return bisect_right(self.working_days, day)


@cache
def load_bank_holidays() -> BankHolidays:
    """The shipped list, read once a process."""
    folder = files("warehouse")
    about: dict[str, Any] = yaml.safe_load((folder / "bank_holidays.yaml").read_text(encoding="utf-8"))
    rows = csv.DictReader((folder / "bank_holidays.csv").read_text(encoding="utf-8").splitlines())
    names = {date.fromisoformat(row["day"]): row["name"] for row in rows}
    return BankHolidays(names, about["covers_from"], about["covers_to"], about["version"], about["source"])


def refuse_uncovered(period: Quarter | Month, holidays: BankHolidays | None = None) -> None:
    """SettingsError when the bank holidays do not cover the whole period; call before computing anything for it."""
    (holidays or load_bank_holidays()).refuse_uncovered(period)


def wd(a: date, b: date, holidays: BankHolidays | None = None) -> int:
    """Working days d with a < d <= b; 0 on the same day, negative when b is before a.

    A start on a non-working day behaves as the end of the working day before it. SettingsError outside the dates
    covered.
    """
    known = holidays or load_bank_holidays()
    return known.count_to(b) - known.count_to(a)


def addwd(a: date, n: int, holidays: BankHolidays | None = None) -> date:
    """The n-th working day after `a` (n >= 1, else ValueError). SettingsError outside the dates covered."""
    if n < 1:
        raise ValueError("addwd counts forward from 1")
    known = holidays or load_bank_holidays()
    position = known.count_to(a) + n - 1
    if position >= len(known.working_days):
        known.refuse_outside(known.covers_to + timedelta(days=1))
    return known.working_days[position]


def addm(day: date, months: int) -> date:
    """The same day of the month, `months` later (earlier if negative), or that month's last day where it is shorter."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def cd(a: date, b: date) -> int:
    """Calendar days from `a` to `b`; 0 on the same day."""
    return (b - a).days


def age(birth: date, on_day: date) -> int:
    """Completed years on `on_day`, compared by (month, day), a leap-day child ages on 1 March; negative if unborn."""
    return on_day.year - birth.year - ((on_day.month, on_day.day) < (birth.month, birth.day))


_AGE_BANDS = ((1, "Under 1"), (5, "1-4"), (10, "5-9"), (16, "10-15"), (18, "16-17"), (22, "18-21"), (26, "22-25"))


def age_band(birth: date | None, on_day: date | None) -> str:
    """DfE's band of the age on `on_day`: Unborn, Under 1, 1-4 … 22-25, 26 and over; Not known without a date."""
    if birth is None or on_day is None:
        return "Not known"
    years = age(birth, on_day)
    if on_day < birth:
        return "Unborn"
    return next((label for below, label in _AGE_BANDS if years < below), "26 and over")


_ETHNICITY_BY_LETTER = {"W": "White", "M": "Mixed", "A": "Asian", "B": "Black"}


def ethnicity_group(code: str | None) -> str:
    """The group of a DfE ethnicity code; Not known when refused, not obtained or blank."""
    if code in ("CHNE", "OOTH"):
        return "Chinese and other"
    return _ETHNICITY_BY_LETTER.get((code or "")[:1], "Not known")
