"""The council that is being invented: its size, its dates, its working days and its sources of chance."""

import csv
import zlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np

from warehouse.calendar import load_bank_holidays
from warehouse.synthetic.arrays import FAR, YEAR, Floats, Generator, Ints, WorkingDays, day_number, month_of

FULL_SIZE = 65_000
# The children in need census of 2022 to 2023 brought RC9 (closed to early help) and 5D (referred by early help).
CODES_OF_2022 = day_number(date(2022, 4, 1))
BURN_IN = round(6 * YEAR)

# How busy a front door is by month: quiet in the school holidays, busy when schools come back and before summer.
_SEASON = np.array([1.02, 1.0, 1.12, 0.9, 1.06, 1.12, 1.08, 0.7, 0.98, 1.06, 1.14, 0.82])


@cache
def read_data(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV file of this room's data folder."""
    text = (files("warehouse.synthetic") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _working_days() -> WorkingDays:
    return WorkingDays(sorted(load_bank_holidays().names))


@dataclass(frozen=True)
class Council:
    """What is asked for. `start` and `end` are the first day of the history and the day of extraction."""

    authority: str
    children: int
    start: int
    end: int
    seed: int

    @classmethod
    def make(cls, authority: str, children: int, years: int, seed: int, extracted_on: date) -> "Council":
        end = day_number(extracted_on)
        return cls(authority, children, end - round(years * YEAR), end, seed)

    @property
    def scale(self) -> float:
        """Size against the unitary authority of 65,000 children that the rates describe."""
        return self.children / FULL_SIZE

    @property
    def extracted_on(self) -> date:
        return date.fromordinal(date(1970, 1, 1).toordinal() + self.end)

    @property
    def working(self) -> WorkingDays:
        return _working_days()

    def rng(self, domain: str) -> Generator:
        """A stream of chance of its own for each domain, so that a change in one leaves the others as they were."""
        return np.random.default_rng([self.seed, zlib.crc32(domain.encode())])

    def past(self, days: Ints) -> Ints:
        """What the case system knew on the day of extraction: later days have not happened."""
        return np.where(days <= self.end, days, FAR)

    def trend(self, days: Ints, first: float, last: float) -> Floats:
        """A straight line from `first` at the start of the history to `last` at its end."""
        share = np.clip((days - self.start) / max(self.end - self.start, 1), 0.0, 1.0)
        return first + (last - first) * share

    def count(self, yearly: float, days: int | None = None) -> int:
        """How many events of a yearly rate (for 65,000 children) fall in so many days; the whole history by default."""
        span = self.end - self.start if days is None else days
        return max(1, round(yearly * self.scale * span / YEAR))

    def busy_days(self, rng: Generator, n: int, low: int, high: int, weekend: float = 0.04) -> Ints:
        """n days from low to high, more in busy months, few at weekends and on bank holidays, in order."""
        days = np.arange(low, high + 1)
        working = self.working.between(days - 1, days) > 0
        weight = _SEASON[month_of(days) - 1] * np.where(working, 1.0, weekend * 2.5)
        share = np.cumsum(weight)
        return np.sort(days[np.searchsorted(share / share[-1], rng.random(n), side="right").clip(0, len(days) - 1)])
