"""The four signals of a control chart (calendar.md, section 9; NHS England, Making Data Count, 2019 onwards).

1. one point outside a 3-sigma limit; 2. a shift: 7 points in a row on one side of the centre line; 3. a trend: 6 points
in a row all rising or all falling; 4. two of three points in a row beyond 2 sigma on the same side.

A point exactly on the centre line neither extends nor breaks a shift; a tie breaks a trend. A signal stands at every
point up to which its rule holds, so a shift of 9 points signals at its 7th, 8th and 9th.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose
from typing import Literal

Label = Literal["improvement", "concern", "change"]

SHIFT_POINTS = 7
TREND_POINTS = 6
_SAME = 1e-9


@dataclass(frozen=True)
class Placed:
    """One point of a chart with its centre line and the room from it to a 3-sigma limit, before any clipping."""

    value: float
    centre: float
    room: float

    @property
    def side(self) -> int:
        """1 above the centre line, -1 below it, 0 exactly on it (as far as floating point can say)."""
        gap = self.value - self.centre
        if isclose(self.value, self.centre, rel_tol=_SAME, abs_tol=_SAME):
            return 0
        return 1 if gap > 0 else -1

    def beyond(self, sigmas: int) -> int:
        """The side on which the point lies more than so many sigma from the centre; 0 when it does not."""
        limit = self.room * sigmas / 3
        outside = abs(self.value - self.centre) > limit + _SAME * max(1.0, abs(self.centre))
        return self.side if outside else 0


@dataclass(frozen=True)
class Found:
    """A rule that holds up to the point at `place` (from 0); `side` is 1 for high or rising, -1 for low or falling."""

    place: int
    rule: int
    side: int


def outside(points: Sequence[Placed]) -> list[Found]:
    """Rule 1: each point outside a 3-sigma limit; a point on a limit is inside."""
    return [Found(place, 1, side) for place, point in enumerate(points) if (side := point.beyond(3))]


def shifts(points: Sequence[Placed]) -> list[Found]:
    """Rule 2: each point that is at least the 7th in a row on its side of the centre line."""
    found, run, side_of_run = [], 0, 0
    for place, point in enumerate(points):
        side = point.side
        if side == 0:
            continue
        run = run + 1 if side == side_of_run else 1
        side_of_run = side
        if run >= SHIFT_POINTS:
            found.append(Found(place, 2, side))
    return found


def trends(values: Sequence[float]) -> list[Found]:
    """Rule 3: each point that is at least the 6th in a row of which every one is higher, or lower, than the last."""
    found, run, way_of_run = [], 1, 0
    for place in range(1, len(values)):
        way = _way(values[place - 1], values[place])
        # Two points make the first step, so a turn begins a run of two.
        run = 1 if way == 0 else run + 1 if way == way_of_run else 2
        way_of_run = way
        if run >= TREND_POINTS:
            found.append(Found(place, 3, way))
    return found


def two_of_three(points: Sequence[Placed]) -> list[Found]:
    """Rule 4: each point beyond 2 sigma with another of the two before it beyond 2 sigma on the same side."""
    sides = [point.beyond(2) for point in points]
    return [
        Found(place, 4, side) for place, side in enumerate(sides) if side and side in sides[max(0, place - 2) : place]
    ]


def label(side: int, direction: str) -> Label:
    """What a signal to one side means: `improvement`, `concern`, or `change` for a measure that is neither."""
    if direction not in ("higher_better", "lower_better"):
        return "change"
    return "improvement" if (side > 0) == (direction == "higher_better") else "concern"


def _way(before: float, after: float) -> int:
    if isclose(before, after, rel_tol=_SAME, abs_tol=_SAME):
        return 0
    return 1 if after > before else -1
