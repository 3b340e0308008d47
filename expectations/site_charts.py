"""Small charts of the validation page: inline pictures without script, each beside the numbers it is drawn from."""

from collections.abc import Sequence

from markupsafe import Markup

_BAR, _GAP, _HIGH = 7, 2, 20
_WIDE, _TALL, _EDGE = 260, 70, 4


def bars(numbers: Sequence[int | None]) -> Markup:
    """A bar for each number, the last one dark; None leaves its place empty. Screen readers are given the numbers."""
    most = max((number for number in numbers if number), default=0)
    before = "".join(_bar(place, number, most) for place, number in enumerate(numbers[:-1]))
    last = _bar(len(numbers) - 1, numbers[-1], most) if numbers else ""
    width = len(numbers) * (_BAR + _GAP)
    return Markup(
        f'<svg class="bars" width="{width}" height="{_HIGH}" viewBox="0 0 {width} {_HIGH}" aria-hidden="true">'
        f'<path class="was" d="{before}"/><path d="{last}"/></svg>'
    )


def line(numbers: Sequence[int]) -> Markup:
    """A line through the numbers, from nought at the bottom to the highest at the top."""
    most = max(numbers, default=0) or 1
    step = (_WIDE - 2 * _EDGE) / max(len(numbers) - 1, 1)
    points = [
        (round(_EDGE + place * step, 1), round(_TALL - _EDGE - number / most * (_TALL - 2 * _EDGE), 1))
        for place, number in enumerate(numbers)
    ]
    drawn = " ".join(f"{x:g},{y:g}" for x, y in points)
    dots = "".join(f'<circle cx="{x:g}" cy="{y:g}" r="3"/>' for x, y in points)
    base = _TALL - _EDGE
    return Markup(
        f'<svg class="line" viewBox="0 0 {_WIDE} {_TALL}" aria-hidden="true"><path class="base" d="M0 {base}H{_WIDE}"/>'
        f'<polyline points="{drawn}"/>{dots}</svg>'
    )


def _bar(place: int, number: int | None, most: int) -> str:
    if number is None:
        return ""
    high = max(round(number / most * (_HIGH - 1)), 1) if number and most else 0
    # A bar of nought is a thin line at the bottom, so that it differs from a load that says nothing.
    left, tall = place * (_BAR + _GAP), high + 1
    return f"M{left} {_HIGH - tall}h{_BAR}v{tall}h-{_BAR}z"
