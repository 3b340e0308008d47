"""Figures as cells: the number format of each unit, and what stands where there is no number."""

from dataclasses import replace
from decimal import Decimal

from transforms.catalogue import Benchmark
from transforms.returns import style, words
from transforms.returns.figures import Figure, Flag, Point, display
from transforms.returns.workbook import AMBER, GREEN, GREY, NUMBER, RED, SMALL, TEXT, Look, Styled

# The stored value of a percent is 0 to 100, as in measures.csv, so the sign is a literal: Excel's own % would multiply.
PERCENT_FORMAT = '#,##0.0"%"'
_FORMATS = {"percent": PERCENT_FORMAT, "count": style.COUNT_FORMAT}
_CHANGE_FORMATS = {
    "percent": '+0.0" pts";-0.0" pts";0.0" pts"',
    "count": "+#,##0;-#,##0;0",
}
_WHOLE_CHANGE = "+#,##0;-#,##0;0"
_DECIMAL_CHANGE = "+#,##0.0;-#,##0.0;0.0"
COLOURS = {"green": GREEN, "amber": AMBER, "red": RED, "": GREY}
TREND_LOOKS = {
    "improvement": replace(TEXT, bold=True, ink=style.NAVY),
    "concern": replace(TEXT, bold=True, ink=style.ORANGE_INK),
    "change": replace(TEXT, bold=True),
}
ABSENT = replace(GREY, align="right")


def unit_format(unit: str, shown: Decimal | None = None) -> str:
    """The Excel number format of a unit. A median is whole or a half, so a whole one shows no decimal."""
    if unit == "median_days" and shown is not None and shown == shown.to_integral_value():
        return style.COUNT_FORMAT
    return _FORMATS.get(unit, style.DECIMAL_FORMAT)


def value_cell(unit: str, value: float | Decimal | None, look: Look = NUMBER, absent: str = "") -> Styled:
    """A value rounded for display as a number; `absent` as text where there is none."""
    shown = display(unit, value)
    if shown is None:
        return Styled(absent, ABSENT if absent else TEXT)
    return Styled(shown, replace(look, format=unit_format(unit, shown)))


def result_cell(unit: str, point: Point | None, flag: Flag | None = None) -> Styled:
    """A result: a number; `n/a` where there was nothing to count; else `Not available`. A red flag colours the cell."""
    if point is None or point.value is None:
        return Styled(words.result(unit, point), ABSENT)
    caution = flag is not None and flag.colour == "red"
    look = replace(RED, bold=False, align="right") if caution else NUMBER
    return value_cell(unit, point.value, replace(look, bold=flag is not None))


def part_cell(part: Decimal | None, point: Point | None) -> Styled:
    """A numerator or denominator: whole where it is whole, and never blank where the measure has no value."""
    if part is None and (point is None or point.status == "not_available"):
        return Styled(words.NOT_AVAILABLE, ABSENT)
    if part is None:
        return Styled("–", replace(TEXT, align="right", ink=style.MUTED))
    whole = part == part.to_integral_value()
    return value_cell("count" if whole else "mean", part)


def interval_cells(unit: str, point: Point | None) -> tuple[Styled, Styled]:
    """The lower and upper limit; a dash where the measure has no interval."""
    dash = replace(TEXT, align="right", ink=style.MUTED)
    if point is None or point.value is None:
        return Styled("–", dash), Styled("–", dash)
    # A count is shown whole, its limits are not counts: one decimal keeps them apart from the value.
    kind = "mean" if unit == "count" else unit
    low, high = (value_cell(kind, limit, NUMBER) for limit in (point.lower, point.upper))
    return tuple(Styled("–", dash) if c.value == "" else c for c in (low, high))  # type: ignore[return-value]


def change_cell(unit: str, change: Decimal | None) -> Styled:
    """A difference with its sign, in points for a percent; a dash where there is nothing to compare."""
    if change is None:
        return Styled("–", replace(TEXT, align="right", ink=style.MUTED))
    form = _CHANGE_FORMATS.get(unit, _DECIMAL_CHANGE)
    if unit == "median_days" and change == change.to_integral_value():
        form = _WHOLE_CHANGE
    return Styled(change, replace(NUMBER, format=form))


def rag_cell(figure: Figure) -> Styled:
    """The RAG word in its colour; `n/a` where there is no value, `No target` where there is none."""
    if figure.now is None or figure.now.value is None:
        return Styled(words.NOTHING_TO_COUNT, GREY)
    return Styled(words.RAG_WORDS[figure.rag], COLOURS[figure.rag])


def flag_cell(flag: Flag) -> Styled:
    """The data-quality flag in words and colour."""
    return Styled(words.flag(flag), replace(COLOURS[flag.colour], bold=flag.colour == "red"))


def target_cell(figure: Figure) -> Styled:
    """The target as a number, or that there is none."""
    target = figure.measure.target
    if target is None:
        return Styled("None", replace(TEXT, align="right", ink=style.MUTED))
    return value_cell(figure.measure.unit, float(target.value))


def floor_cell(figure: Figure) -> Styled:
    """The floor as a number, or a dash where there is no target."""
    floor = floor_of(figure)
    if floor is None:
        return Styled("–", replace(TEXT, align="right", ink=style.MUTED))
    return value_cell(figure.measure.unit, floor)


def floor_of(figure: Figure) -> Decimal | None:
    """Where red begins: the target's own floor, else 5 points (percent) or a tenth of the target past it."""
    measure, target = figure.measure, figure.measure.target
    if target is None or measure.direction == "neutral":
        return None
    if target.floor is not None:
        return Decimal(repr(float(target.floor)))
    value = Decimal(repr(float(target.value)))
    room = Decimal(5) if measure.unit == "percent" else abs(value) * Decimal("0.1")
    return value - room if measure.direction == "higher_better" else value + room


def basis_cell(figure: Figure) -> Styled:
    """Who set the target; what ships with Quarterlight says that it is a local default."""
    target = figure.measure.target
    return Styled(target.basis if target else "–", SMALL)


def trend_cell(figure: Figure, whole: bool = False) -> Styled:
    """The state of the control chart in words, with the rule behind it if `whole`; blue is good and orange is bad."""
    said = words.trend(figure) if whole else words.TRENDS[figure.trend]
    if not whole and figure.chart and figure.chart.provisional:
        said += " (provisional)"
    return Styled(said, TREND_LOOKS.get(figure.trend, replace(TEXT, ink=style.MUTED)))


def capability_cell(figure: Figure) -> Styled:
    """Whether the target will be met as things go, in words; a dash where that cannot be said."""
    return Styled(words.CAPABILITIES[figure.capability])


def england_cell(figure: Figure) -> Styled:
    """Whether the value differs from England's, which is claimed only where that lies outside the interval."""
    return Styled(words.ENGLAND[figure.differs_from_england])


def neighbours_cells(figure: Figure) -> tuple[Styled, Styled]:
    """The statistical neighbours' value and its year; that there is none where nobody entered one."""
    return published_cells(figure.measure.unit, figure.neighbours)


def benchmark_cells(figure: Figure) -> tuple[Styled, Styled]:
    """England's value and its year; that none is published where there is none."""
    return published_cells(figure.measure.unit, figure.measure.benchmark)


def published_cells(unit: str, benchmark: Benchmark | None) -> tuple[Styled, Styled]:
    """A published value and its year; `None` and a dash where there is none."""
    muted = replace(TEXT, align="right", ink=style.MUTED)
    if benchmark is None:
        return Styled("None", muted), Styled("–", replace(muted, align="left"))
    return value_cell(unit, float(benchmark.value)), Styled(str(benchmark.year))


def note(figure: Figure) -> str:
    """What a reader must know beside the number: why there is none, the flag's reason, the quarter alone."""
    parts = [words.why_not(figure.now), words.flag_reason(figure.flag)]
    if alone(figure):
        parts.append(f"In this quarter alone: {alone(figure)}.")
    return " ".join(part for part in parts if part)


def alone(figure: Figure) -> str:
    """The quarter's own value of a rolling measure; its count for a rate, which is not multiplied up to a year."""
    point, unit = figure.alone, figure.measure.unit
    if point is None:
        return ""
    if unit == "rate_per_10000":
        return words.amount("count", point.numerator) if point.numerator is not None else ""
    return words.amount(unit, point.value) if point.value is not None else ""
