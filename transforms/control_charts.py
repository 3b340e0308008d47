"""Statistical process control (calendar.md, section 9): which chart shows a series, and what it says.

p and u charts for shares and rates, Laney's p' and u' where plain limits are unrealistically tight, and individuals
(XmR) charts for the rest. Limits come from the first 12 points and stay, until a re-base that people decided on; the
limits before it stay where they were.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Literal

import numpy as np

from transforms.control_limits import BASELINE_POINTS, Limits, laney, p_limits, u_limits, xmr_limits
from transforms.control_signals import (
    SHIFT_POINTS,
    TREND_POINTS,
    Found,
    Label,
    Placed,
    label,
    outside,
    shifts,
    trends,
    two_of_three,
)
from warehouse.errors import SettingsError

ChartKind = Literal["p", "p_prime", "u", "u_prime", "xmr", "counts"]
Capability = Literal["met", "not_met", "hit_and_miss"]

FEWEST_POINTS = 8
"""Below this many points nothing is said of a trend."""
FEWEST_FIRM_POINTS = 12
"""From 8 to 11 points limits are provisional and only rules 1 and 2 are asked."""
_SUSTAINED = 8
_RARE_EXPECTED = 5
_RARE_COUNT = 2
_PERCENT = 100.0
NOT_ENOUGH = "not enough data for trend"
STATE_WORDS: dict[str, str] = {
    "improvement": "Improvement",
    "concern": "Concern",
    "change": "Change",
    "steady": "No signal",
    "counts_only": "Counts only: too few events for a trend",
    "not_enough": "Not enough data for trend",
}
RULE_WORDS = {
    1: "a point outside the limits",
    2: f"{SHIFT_POINTS} or more points in a row on one side of the centre line",
    3: f"{TREND_POINTS} or more points in a row rising or falling",
    4: "two of three points close to a limit",
}


@dataclass(frozen=True)
class Observation:
    """One period of a series. A share is numerator of denominator; a rate, events and exposure (persons, or FTE).

    `value` is in the measure's unit and is what an individuals chart shows. A period without data has None.
    """

    period: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None


@dataclass(frozen=True)
class Rebase:
    """From `period` on the limits are made anew, for a written `reason`; `definition_change` makes it a hard break."""

    period: str
    reason: str
    definition_change: bool = False


@dataclass(frozen=True)
class Segment:
    """The points `first` to `last` (from 0, both included) with one centre line; `reason` is that of a re-base."""

    first: int
    last: int
    centre: float | None
    sigma_z: float
    provisional: bool
    reason: str = ""


@dataclass(frozen=True)
class Signal:
    """One rule that holds up to `period`; `rising` says it lies high or rises; `label` what that means for children."""

    period: str
    rule: int
    rising: bool
    label: Label


@dataclass(frozen=True)
class Chart:
    """A control chart in the measure's unit (a percent is 0 to 100), one entry a point that has data, oldest first.

    `centre`, `lower` and `upper` are None where there are too few points for limits. `unit` is the value's.
    """

    kind: ChartKind
    unit: str
    direction: str
    periods: tuple[str, ...]
    values: tuple[float, ...]
    centre: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    sigma_z: float
    signals: tuple[Signal, ...]
    segments: tuple[Segment, ...]

    @property
    def has_limits(self) -> bool:
        """Whether there is a centre line at the newest point."""
        return bool(self.centre) and self.centre[-1] is not None

    @property
    def provisional(self) -> bool:
        """Whether the limits at the newest point rest on 8 to 11 points."""
        return bool(self.segments) and self.segments[-1].provisional

    def current(self, latest: int = 1) -> tuple[Signal, ...]:
        """The signals at the newest point that has any, of the last `latest` points."""
        recent = self.periods[-latest:]
        newest = max((recent.index(s.period) for s in self.signals if s.period in recent), default=-1)
        return tuple(s for s in self.signals if newest >= 0 and s.period == recent[newest])

    def state(self, latest: int = 1) -> str:
        """A key of STATE_WORDS for the last `latest` points. Where signals disagree, a concern comes first."""
        if self.kind == "counts":
            return "counts_only"
        if not self.has_limits:
            return "not_enough"
        labels = {signal.label for signal in self.current(latest)}
        return next((name for name in ("concern", "change", "improvement") if name in labels), "steady")

    def words(self, latest: int = 1) -> str:
        """The state in words with the rule behind it, such as `Concern: a point outside the limits (2026-09)`."""
        state = self.state(latest)
        said = STATE_WORDS[state]
        behind = [signal for signal in self.current(latest) if signal.label == state]
        if behind:
            said = f"{said}: {' and '.join(RULE_WORDS[signal.rule] for signal in behind)} ({behind[0].period})"
        return f"{said}; provisional limits" if self.has_limits and self.provisional else said

    def capability(self, target: float | None) -> Capability | None:
        """Whether the process meets `target`: by where the limits at the newest point lie, in the measure's direction.

        A limit on the target meets it. None without a target, without limits, or for a neutral measure.
        """
        if target is None or not self.has_limits or self.direction not in ("higher_better", "lower_better"):
            return None
        low, high = self.lower[-1], self.upper[-1]
        assert low is not None
        assert high is not None
        worst, best, sign = (low, high, 1) if self.direction == "higher_better" else (high, low, -1)
        if sign * (worst - target) >= 0:
            return "met"
        return "not_met" if sign * (best - target) < 0 else "hit_and_miss"


@dataclass(frozen=True)
class _Piece:
    """A segment while it is made: its place among all points, its values and its limits, if there are enough points."""

    first: int
    values: tuple[float, ...]
    limits: Limits | None
    reason: str
    definition_change: bool

    @property
    def firm(self) -> bool:
        return len(self.values) >= FEWEST_FIRM_POINTS


def chart_for(unit: str, kind: str, points: Sequence[Observation]) -> ChartKind:
    """Which chart shows a series (the table of section 9), before Laney's widening; `points` are those with data.

    Raises SettingsError for a rolling window: neighbouring points share most of their records, so runs are certain.
    """
    if kind.startswith("rolling"):
        raise SettingsError(
            "A rolling series has no control chart: its neighbouring points share most of their records. Chart the "
            "flow of each month or quarter instead (`also: [flow]` in the measure's header)."
        )
    if kind == "snapshot" or unit in ("median_days", "mean"):
        return "xmr"
    if unit == "percent":
        return "counts" if _is_rare_share(points) else "p"
    if unit != "ratio" and _is_rare_count(points):
        return "counts"
    exposed = all(point.denominator for point in points)
    return "u" if unit in ("rate_per_10000", "ratio") and exposed else "xmr"


def chart(series: Sequence[Observation], unit: str, kind: str, direction: str, rebases: Sequence[Rebase] = ()) -> Chart:
    """The control chart of a series in order of time; `kind` is flow or snapshot, periods without data are left out.

    Events too rare for a chart, and a rate's flow without exposure, are shown as counts. Raises SettingsError for a
    rolling kind, and for a re-base without a reason, outside the series, or after no shift of 8 or more points.
    """
    points = [point for point in series if _has_data(point, unit, kind)]
    starts = [0, *_places(series, points, rebases)]
    shown = chart_for(unit, kind, points[starts[-1] :])
    if shown == "counts" or (unit == "rate_per_10000" and kind != "snapshot" and shown != "u"):
        unit = "count"
    pieces = _pieces(points, starts, rebases, shown, unit)
    lines = [line for piece in pieces for line in _lines(piece, _bounds(unit, shown))]
    newest = pieces[-1].limits
    return Chart(
        _widened(shown, newest),
        unit,
        direction,
        tuple(point.period for point in points),
        tuple(value for piece in pieces for value in piece.values),
        tuple(centre for centre, _, _ in lines),
        tuple(lower for _, lower, _ in lines),
        tuple(upper for _, _, upper in lines),
        newest.sigma_z if newest else 1.0,
        tuple(
            Signal(points[found.place].period, found.rule, found.side > 0, label(found.side, direction))
            for found in sorted(_signals(pieces, kind), key=lambda each: (each.place, each.rule))
        ),
        tuple(_segment(piece) for piece in pieces if piece.values),
    )


def _has_data(point: Observation, unit: str, kind: str) -> bool:
    if kind == "snapshot" or unit not in ("percent", "rate_per_10000", "ratio"):
        return point.value is not None
    # The count of a rate's month is data even where nobody knows the population.
    return point.numerator is not None and (unit == "rate_per_10000" or bool(point.denominator))


def _value(point: Observation, shown: ChartKind, unit: str) -> float:
    """A point in the unit of its chart; the count itself where a share or rate is too rare for one."""
    if point.numerator is not None and shown in ("p", "u") and point.denominator:
        return point.numerator / point.denominator * _scale(unit)
    value = point.numerator if unit == "count" and point.numerator is not None else point.value
    assert value is not None
    return value


def _scale(unit: str) -> float:
    return {"percent": _PERCENT, "rate_per_10000": 10_000.0}.get(unit, 1.0)


def _pieces(
    points: Sequence[Observation], starts: Sequence[int], rebases: Sequence[Rebase], shown: ChartKind, unit: str
) -> list[_Piece]:
    pieces: list[_Piece] = []
    for number, first in enumerate(starts):
        here = points[first : starts[number + 1] if number + 1 < len(starts) else None]
        rebase = rebases[number - 1] if number else None
        piece = _Piece(
            first,
            tuple(_value(point, shown, unit) for point in here),
            _limits(here, shown, unit),
            rebase.reason if rebase else "",
            rebase.definition_change if rebase else False,
        )
        if rebase:
            _check_sustained(pieces[-1], piece, rebase)
        pieces.append(piece)
    return pieces


def _limits(points: Sequence[Observation], shown: ChartKind, unit: str) -> Limits | None:
    """The limits of one segment in the chart's unit; None where there are too few points, or only counts are shown."""
    if len(points) < FEWEST_POINTS or shown == "counts":
        return None
    if shown == "xmr":
        return xmr_limits([_value(point, shown, unit) for point in points])
    met = np.array([point.numerator for point in points], dtype=np.float64)
    number = np.array([point.denominator for point in points], dtype=np.float64)
    widened = laney(met / number, (p_limits if shown == "p" else u_limits)(met, number))
    scale = _scale(unit)
    return Limits(widened.centre * scale, widened.room * scale, widened.sigma_z)


def _bounds(unit: str, shown: ChartKind) -> tuple[float, float]:
    """What limits are clipped to: a share is 0 to 100 %, and what is counted or waited for is not below 0."""
    if unit == "percent":
        return 0.0, _PERCENT
    # A count or a mean may be a balance, such as the net change in fostering households.
    return (0.0 if shown == "u" or unit in ("rate_per_10000", "ratio", "median_days") else -inf), inf


def _lines(piece: _Piece, clip: tuple[float, float]) -> list[tuple[float | None, float | None, float | None]]:
    """Centre, lower and upper of each point of a piece."""
    limits = piece.limits
    if limits is None:
        return [(None, None, None)] * len(piece.values)
    return [
        (limits.centre, max(clip[0], limits.centre - room), min(clip[1], limits.centre + room))
        for room in limits.room.tolist()
    ]


def _segment(piece: _Piece) -> Segment:
    limits = piece.limits
    return Segment(
        piece.first,
        piece.first + len(piece.values) - 1,
        limits.centre if limits else None,
        limits.sigma_z if limits else 1.0,
        limits is not None and not piece.firm,
        piece.reason,
    )


def _widened(shown: ChartKind, limits: Limits | None) -> ChartKind:
    if limits is None or limits.sigma_z == 1.0:
        return shown
    return "p_prime" if shown == "p" else "u_prime"


def _signals(pieces: Sequence[_Piece], kind: str) -> set[Found]:
    """Every rule that holds, by its place among all points. Runs end at a re-base; a trend only at a hard break."""
    found: set[Found] = set()
    since_break: list[float] = []
    for piece in pieces:
        since_break = [*([] if piece.definition_change else since_break), *piece.values]
        before = len(since_break) - len(piece.values)
        if piece.limits is None:
            continue
        rooms = zip(piece.values, piece.limits.room.tolist(), strict=True)
        placed = [Placed(value, piece.limits.centre, room) for value, room in rooms]
        here = shifts(placed)
        # Stocks move slowly: each point is close to the one before it, so only a shift says something.
        if kind != "snapshot":
            here += outside(placed)
            if piece.firm:
                here += two_of_three(placed)
                here += [Found(f.place - before, f.rule, f.side) for f in trends(since_break) if f.place >= before]
        found |= {replace(each, place=piece.first + each.place) for each in here}
    return found


def _places(series: Sequence[Observation], points: Sequence[Observation], rebases: Sequence[Rebase]) -> list[int]:
    """Where each re-base begins among the points that have data."""
    order = {point.period: place for place, point in enumerate(series)}
    places = []
    for rebase in rebases:
        if rebase.period not in order:
            raise SettingsError(f"A re-base names {rebase.period}, which is no period of the series.")
        if not rebase.reason.strip():
            raise SettingsError(
                f"The re-base at {rebase.period} has no reason. Write down what changed and who agreed."
            )
        places.append(sum(order[point.period] < order[rebase.period] for point in points))
    if places != sorted(set(places)) or 0 in places or len(points) in places:
        raise SettingsError("Re-bases must stand in order of time, each with points before and after it.")
    return places


def _check_sustained(before: _Piece, after: _Piece, rebase: Rebase) -> None:
    """A re-base follows a shift of 8 or more points, or a change of definition; never a single bad signal."""
    if rebase.definition_change or before.limits is None:
        return
    centre = before.limits.centre
    sides = [side for value in after.values if (side := Placed(value, centre, 0).side)][:_SUSTAINED]
    if len(sides) < _SUSTAINED or len(set(sides)) > 1:
        raise SettingsError(
            f"The re-base at {rebase.period} follows no shift: {_SUSTAINED} points in a row on one side of the "
            "earlier centre line are needed, or a change of definition."
        )


def _is_rare_share(points: Sequence[Observation]) -> bool:
    """Whether fewer than 5 are expected (n * pbar) in most periods."""
    met = [point.numerator or 0 for point in points]
    number = [point.denominator or 0 for point in points]
    total = sum(number[:BASELINE_POINTS])
    share = sum(met[:BASELINE_POINTS]) / total if total else 0.0
    return 2 * sum(n * share < _RARE_EXPECTED for n in number) > len(number)


def _is_rare_count(points: Sequence[Observation]) -> bool:
    """Whether most periods hold 0 to 2 events."""
    counts = [point.value if point.numerator is None else point.numerator for point in points]
    return 2 * sum(count is not None and 0 <= count <= _RARE_COUNT for count in counts) > len(counts)
