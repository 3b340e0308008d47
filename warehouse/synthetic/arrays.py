"""Days as whole numbers, and the few vector tools that every domain of the invented council shares.

A day is the count of days since 1970-01-01. A date that is blank, or has not happened, is `FAR`: being later than any
real day, it makes `start <= day < end` true for what is still open without a special case.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Texts = NDArray[np.str_]
Generator = np.random.Generator

FAR = 1_000_000
YEAR = 365.25
_EPOCH = date(1970, 1, 1)
_FIRST_DAY = -10_957  # 1940-01-01, before any birth that the council holds


def day_number(day: date) -> int:
    """The day as a count of days since 1970-01-01."""
    return (day - _EPOCH).days


def day_text(day: int) -> str:
    """The day in ISO form."""
    return date.fromordinal(_EPOCH.toordinal() + day).isoformat()


def month_of(days: Ints) -> Ints:
    """Month of the year, 1 to 12."""
    months: Ints = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1
    return months


def year_of(days: Ints) -> Ints:
    """Calendar year."""
    years: Ints = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return years


def add_months(days: Ints, months: Ints | int) -> Ints:
    """The same day of the month `months` later, or the month's last day (calendar.md section 4); FAR stays FAR."""
    known = days < FAR
    safe = np.where(known, days, 0).astype("datetime64[D]")
    month = safe.astype("datetime64[M]")
    offset = (safe - month.astype("datetime64[D]")).astype(np.int64)
    target = month + np.asarray(months, dtype="timedelta64[M]")
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64)
    moved = target.astype("datetime64[D]").astype(np.int64) + np.minimum(offset, length - 1)
    return np.where(known, moved, FAR)


def birthday(births: Ints, years: int) -> Ints:
    """The day a person reaches an age: born on 29 February, 1 March in a common year (calendar.md section 4)."""
    moved = add_months(births, 12 * years)
    return moved + (age(births, moved) < years)


def age(births: Ints, on: Ints | int) -> Ints:
    """Completed years on a day; negative before birth."""
    on_days = np.broadcast_to(np.asarray(on, dtype=np.int64), births.shape)
    years = year_of(on_days) - year_of(births)
    b, d = births.astype("datetime64[D]"), on_days.astype("datetime64[D]")
    day_b = month_of(births) * 32 + (b - b.astype("datetime64[M]")).astype(np.int64)
    day_d = month_of(on_days) * 32 + (d - d.astype("datetime64[M]")).astype(np.int64)
    completed: Ints = years - (day_d < day_b)
    return completed


def padded(numbers: Ints, width: int) -> Texts:
    """Numbers as text with leading zeros."""
    text: Texts = numbers.astype(np.str_)
    return np.char.zfill(text, width) if len(text) else text


class WorkingDays:
    """Working days of England and Wales by table look-up (calendar.md section 3). Before the bank-holiday table begins
    weekdays alone count, which no measure of an invented council reaches back to."""

    def __init__(self, holidays: Sequence[date]) -> None:
        days = np.arange(_FIRST_DAY, _FIRST_DAY + 120 * 366)
        working = (days + 3) % 7 < 5
        off = np.array([day_number(day) for day in holidays], dtype=np.int64) - _FIRST_DAY
        working[off[(off >= 0) & (off < len(days))]] = False
        self._count: Ints = np.cumsum(working)
        self._day: Ints = np.concatenate([[days[0]], days[working]])

    def _n(self, days: Ints) -> Ints:
        count: Ints = self._count[np.clip(days - _FIRST_DAY, 0, len(self._count) - 1)]
        return count

    def between(self, start: Ints, end: Ints) -> Ints:
        """Working days d with start < d <= end."""
        return self._n(end) - self._n(start)

    def after(self, days: Ints, n: Ints | int) -> Ints:
        """The n-th working day after; n = 0 gives the day itself, FAR stays FAR."""
        count = np.asarray(n, dtype=np.int64)
        target = self._day[np.clip(self._n(days) + count, 0, len(self._day) - 1)]
        return np.where(days >= FAR, FAR, np.where(count == 0, days, target))

    def back(self, days: Ints) -> Ints:
        """The day itself when it is a working day, else the working day before."""
        return np.where(days >= FAR, FAR, self._day[self._n(days)])


def pick(rng: Generator, weights: Mapping[str, float], n: int) -> Texts:
    """n codes drawn with the given weights."""
    codes = np.array(list(weights))
    share = np.cumsum(np.fromiter(weights.values(), dtype=np.float64))
    chosen: Texts = codes[np.searchsorted(share / share[-1], rng.random(n), side="right").clip(0, len(codes) - 1)]
    return chosen


def chance(rng: Generator, probability: Floats | float, n: int) -> Bools:
    """True with the given probability."""
    return rng.random(n) < probability


def between(rng: Generator, low: int, high: int, n: int) -> Ints:
    """Whole numbers from low to high, both included."""
    return rng.integers(low, high + 1, n)


def expand(counts: Ints) -> tuple[Ints, Ints]:
    """One entry for each of `counts[i]` copies of i: (owner i, position 0, 1, ... within it)."""
    owner = np.repeat(np.arange(len(counts)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return owner, np.arange(len(owner)) - first


def running(owner: Ints, steps: Ints) -> Ints:
    """Running sum of `steps` inside each owner; owners come in unbroken blocks."""
    total = np.cumsum(steps)
    begins = np.flatnonzero(np.diff(owner, prepend=-1))
    offset = total[begins] - steps[begins]
    return total - np.repeat(offset, np.diff(np.append(begins, len(owner))))


def rank_within(owner: Ints) -> Ints:
    """0, 1, 2, ... inside each block of equal owners."""
    begins = np.flatnonzero(np.diff(owner, prepend=owner[0] - 1)) if len(owner) else np.zeros(0, np.int64)
    return np.arange(len(owner)) - np.repeat(begins, np.diff(np.append(begins, len(owner))))


def walk(
    rng: Generator,
    start: Ints,
    end: Ints,
    first: tuple[int, int],
    gap: tuple[int, int],
    late: float | Callable[[Ints], Floats] = 0.0,
    late_days: tuple[int, int] = (5, 30),
) -> tuple[Ints, Ints]:
    """A repeated event inside each [start, end]: (owner, day), owners in order and days rising.

    The first comes `first` days after the start, each next `gap` days after the one before; a share `late` (which may
    depend on the day) comes `late_days` later than it should.
    """
    length = np.maximum(end - start, -1)
    counts = np.where(length < 0, 0, length // max(gap[0], 1) + 1 + (first[0] < gap[0]))
    owner, position = expand(counts)
    n = len(owner)
    steps = np.where(position == 0, between(rng, *first, n), between(rng, *gap, n))
    expected = start[owner] + position * (gap[0] + gap[1]) // 2
    share = late if isinstance(late, float) else late(expected)
    steps = steps + np.where(chance(rng, share, n), between(rng, *late_days, n), 0)
    days = start[owner] + (running(owner, steps) if n else steps)
    keep = days <= end[owner]
    return owner[keep], days[keep]


def first_of(*keys: Ints) -> Ints:
    """Row numbers of the first row of each distinct combination of keys, in row order."""
    order = np.lexsort((np.arange(len(keys[0])), *reversed(keys)))
    changed = np.zeros(len(order), dtype=bool)
    if len(order):
        changed[0] = True
        for key in keys:
            changed[1:] |= np.diff(key[order]) != 0
    return np.sort(order[changed])


class Intervals:
    """Look-up of the interval that holds a day, where each owner's intervals do not overlap."""

    def __init__(self, owner: Ints, start: Ints, end: Ints) -> None:
        self._order = np.lexsort((start, owner))
        self._key = owner[self._order] * 2 * FAR + start[self._order]
        self._owner, self._end = owner[self._order], end[self._order]

    def holding(self, owner: Ints, day: Ints) -> Ints:
        """Row of the interval with start <= day < end, or -1."""
        at = np.searchsorted(self._key, owner * 2 * FAR + day, side="right") - 1
        if not len(self._key):
            return np.full(len(owner), -1)
        safe = np.maximum(at, 0)
        found = (at >= 0) & (self._owner[safe] == owner) & (self._end[safe] > day)
        return np.where(found, self._order[safe], -1)

    def next(self, owner: Ints, day: Ints) -> Ints:
        """Row of the owner's first interval that starts after the day, or -1."""
        at = np.searchsorted(self._key, owner * 2 * FAR + day, side="right")
        if not len(self._key):
            return np.full(len(owner), -1)
        safe = np.minimum(at, len(self._key) - 1)
        found = (at < len(self._key)) & (self._owner[safe] == owner)
        return np.where(found, self._order[safe], -1)
