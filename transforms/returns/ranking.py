"""Which figures to name first: what to celebrate and what to worry about, by distance rather than by taste.

Distances are counted in tolerances, so that percentages, rates and days compare: one tolerance is the room between a
target and its floor (calendar rules, section 10: 5 percentage points for a percent, a tenth of the target for others).
"""

from collections.abc import Iterable
from decimal import Decimal

from transforms.catalogue import Measure
from transforms.returns.figures import Figure

_PERCENT_ROOM = Decimal(5)
_SHARE_OF_TARGET = Decimal("0.1")


def tolerance(measure: Measure, value: Decimal) -> Decimal:
    """One tolerance in the measure's unit; of the value itself where there is no target. Never zero."""
    if measure.unit == "percent":
        return _PERCENT_ROOM
    base = Decimal(repr(float(measure.target.value))) if measure.target else value
    return abs(base) * _SHARE_OF_TARGET or Decimal(1)


def past_target(figure: Figure) -> Decimal:
    """How far a value is on the wrong side of its target, in tolerances; negative when it is better than the target."""
    target = figure.measure.target
    if target is None or figure.now is None or figure.now.value is None:
        return Decimal(0)
    value = Decimal(repr(figure.now.value))
    gap = value - Decimal(repr(float(target.value)))
    wrong = -gap if figure.measure.direction == "higher_better" else gap
    return wrong / tolerance(figure.measure, value)


def gain(figure: Figure) -> Decimal:
    """How far a value moved the right way since last quarter, in tolerances; negative when it moved the wrong way."""
    change = figure.change
    if change is None or figure.measure.direction == "neutral" or figure.now is None or figure.now.value is None:
        return Decimal(0)
    right = change if figure.measure.direction == "higher_better" else -change
    return right / tolerance(figure.measure, Decimal(repr(figure.now.value)))


def better(figures: Iterable[Figure]) -> list[Figure]:
    """Figures that moved the right way since last quarter, the furthest first."""
    return sorted((f for f in figures if f.movement == "better"), key=lambda f: (-gain(f), f.measure.id))


def worse(figures: Iterable[Figure]) -> list[Figure]:
    """Figures that moved the wrong way since last quarter, the furthest first."""
    return sorted((f for f in figures if f.movement == "worse"), key=lambda f: (gain(f), f.measure.id))


def by_rag(figures: Iterable[Figure], colour: str) -> list[Figure]:
    """Figures of one colour, the furthest past target first (for green: the furthest inside it)."""
    sign = -1 if colour in ("red", "amber") else 1
    return sorted((f for f in figures if f.rag == colour), key=lambda f: (sign * past_target(f), f.measure.id))


def to_celebrate(figures: Iterable[Figure], most: int = 3) -> list[Figure]:
    """Green, improving or better than last quarter; never red, falling or of concern, never on data of doubt."""
    good = [
        f
        for f in figures
        if (f.rag == "green" or f.movement == "better" or f.trend == "improvement")
        and f.rag != "red"
        and f.movement != "worse"
        and f.trend != "concern"
        and f.flag.colour != "red"
    ]
    return sorted(good, key=lambda f: (-(gain(f) - min(past_target(f), Decimal(0))), f.measure.id))[:most]


def to_worry_about(figures: Iterable[Figure], most: int = 3) -> list[Figure]:
    """Red first, of these the trends that are a concern; then amber, without a target and green, of concern or falling.

    A green figure that only fell since last quarter is none: one step down is not a trend.
    """
    order = {"red": 0, "amber": 1, "": 2, "green": 3}
    bad = [f for f in figures if f.rag == "red" or f.trend == "concern" or (f.movement == "worse" and f.rag != "green")]
    return sorted(bad, key=lambda f: (order[f.rag], f.trend != "concern", -(past_target(f) - gain(f)), f.measure.id))[
        :most
    ]
