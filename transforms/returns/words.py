"""Figures as plain sentences and words: the same words in every return, and colour never without its word."""

from collections.abc import Sequence
from decimal import Decimal

from transforms.control_charts import STATE_WORDS
from transforms.returns.figures import BY_ROW, Figure, Flag, Point, display
from transforms.trend import LATEST_MONTHS
from warehouse.waivers import ShownWaiver

BREAKDOWNS = {
    "team": "Team",
    "age_band": "Age band",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "disability": "Disability",
}
UNITS = {
    "percent": "Percentage",
    "count": "Count",
    "rate_per_10000": "Rate per 10,000 children",
    "median_days": "Median number of days",
    "mean": "Average",
    "ratio": "Ratio",
}
RAG_WORDS = {"green": "Green", "amber": "Amber", "red": "Red", "": "No target"}
MOVEMENTS = {"better": "Better", "worse": "Worse", "same": "No change", "changed": "Changed", "": "No comparison"}
TRENDS = {**STATE_WORDS, "counts_only": "Counts only", "not_enough": "Not enough data for trend", "": "No chart"}
CHARTS = {
    "p": "p-chart",
    "p_prime": "p′-chart (Laney)",
    "u": "u-chart",
    "u_prime": "u′-chart (Laney)",
    "xmr": "individuals chart (XmR)",
    "counts": "counts only",
}
CAPABILITIES = {
    "met": "Will be met",
    "not_met": "Will not be met without change",
    "hit_and_miss": "Hit and miss",
    None: "–",
}
ENGLAND = {True: "Different from England", False: "Not different", None: "–"}
NOT_AVAILABLE, NOTHING_TO_COUNT, SEE_ROWS = "Not available", "n/a", "By row"
TEAM_NOT_KNOWN = "Team not known"
NOT_COMPUTED = "This quarter was not computed."
# A cell has room for the rules that touch most records; the sheet of data quality names them all.
_RULES_NAMED = 3
_SUFFIX = {"percent": "%", "rate_per_10000": " per 10,000", "median_days": " days"}
_CHANGE_SUFFIX = {"percent": " percentage points", "rate_per_10000": " per 10,000", "median_days": " days"}


def number(value: Decimal) -> str:
    """`1,234` or `12.3`; a whole number of days has no decimal."""
    return f"{value:,}"


def amount(unit: str, value: float | Decimal | None) -> str:
    """A value with its unit: `85.7%`, `321.0 per 10,000`, `1,234`, `12.5 days`."""
    shown = display(unit, value)
    if shown is None:
        return NOTHING_TO_COUNT
    if unit == "median_days" and shown == shown.to_integral_value():
        shown = shown.to_integral_value()
    return number(shown) + _SUFFIX.get(unit, "")


def result(unit: str, point: Point | None) -> str:
    """A point in words: its amount, `n/a` where there was nothing to count, or `Not available`."""
    if point is None or point.status == "not_available":
        return NOT_AVAILABLE
    return SEE_ROWS if point.status == BY_ROW else amount(unit, point.value)


def why_not(point: Point | None) -> str:
    """Why a point has no value, or what the engine remarks of one that has; empty when there is nothing to say."""
    if point is None:
        return NOT_COMPUTED
    if point.reason:
        first, _, _ = point.reason.partition(" ")
        # The name of a table keeps its small letter.
        opening = point.reason[0] if "_" in first else point.reason[0].upper()
        return f"{opening}{point.reason[1:].rstrip('.')}."
    if point.status == "not_available":
        return "The extract does not hold what this measure reads."
    return "There was nothing to count in the period." if point.status == "no_records" else ""


def change(unit: str, by: Decimal) -> str:
    """A difference in words without its direction: `2.1 percentage points`."""
    return number(abs(by)) + _CHANGE_SUFFIX.get(unit, "")


def movement(figure: Figure) -> str:
    """`up 2.1 percentage points on last quarter`, `no change on last quarter`, or that there is nothing to compare."""
    by = figure.change
    if by is None:
        return "no last quarter to compare with"
    if by == 0:
        return "no change on last quarter"
    return f"{'up' if by > 0 else 'down'} {change(figure.measure.unit, by)} on last quarter"


def headline(figure: Figure) -> str:
    """One figure as a sentence: what, how much, which way, which trend and target, and how far to trust it."""
    unit, target = figure.measure.unit, figure.measure.target
    against = f" Target {amount(unit, target.value)}: {RAG_WORDS[figure.rag].lower()}." if target and figure.rag else ""
    caution = " Treat with caution." if figure.flag.colour == "red" else ""
    return f"{figure.measure.title}: {result(unit, figure.now)}, {movement(figure)}.{signal(figure)}{against}{caution}"


def signal(figure: Figure) -> str:
    """The signal of the control chart as a sentence after a space; empty where it gives none."""
    if figure.chart is None or figure.trend not in ("improvement", "concern", "change"):
        return ""
    return f" Trend: {trend(figure)[0].lower()}{trend(figure)[1:]}."


def trend(figure: Figure) -> str:
    """What the control chart says, with the rule behind it: `Concern: a point outside the limits (2026-09)`."""
    return figure.chart.words(LATEST_MONTHS) if figure.chart else TRENDS[""]


def brief(figure: Figure) -> str:
    """One figure inside a list: `Re-referrals within 12 months (22.4%, up 1.3 percentage points on last quarter)`."""
    return f"{figure.measure.title} ({result(figure.measure.unit, figure.now)}, {movement(figure)})"


def listed(figures: Sequence[Figure], most: int = 3) -> str:
    """The first few of some figures as one piece of text, saying how many more there are."""
    text = "; ".join(brief(figure) for figure in figures[:most])
    left = len(figures) - most
    return f"{text}; and {left} more" if left > 0 else text


def flag(found: Flag) -> str:
    """The data-quality flag in words; red says `treat with caution`."""
    if not found.colour:
        return NOTHING_TO_COUNT
    if found.colour == "red":
        return "Red: treat with caution"
    return found.colour.capitalize()


def flag_reason(found: Flag) -> str:
    """Why a flag is not green; empty when it is."""
    if found.critical_rule:
        return f"Critical rule {found.critical_rule} failed on data this measure reads."
    if found.colour in ("amber", "red"):
        behind = "; ".join(f"{effect.rule} ({effect.records:,})" for effect in found.rules[:_RULES_NAMED])
        more = len(found.rules) - _RULES_NAMED
        named = f": {behind}{f'; and {more} more rules' if more > 0 else ''}" if behind else ""
        return f"{found.affected:,} of {found.records:,} records have a finding or were left out{named}."
    return ""


def data_statement(figures: Sequence[Figure], standing: dict[str, int], waivers: Sequence[ShownWaiver] = ()) -> str:
    """How far the data can be trusted, in a few sentences: findings, waivers, flags, and what cannot be shown."""
    flags = [figure.flag.colour for figure in figures]
    counts = ", ".join(f"{standing.get(severity, 0):,} {severity}" for severity in ("critical", "major", "minor"))
    cautious = [figure.measure.title for figure in figures if figure.flag.colour == "red"]
    lines = [
        f"Findings standing in this extract: {counts}.",
        *([_waived(waivers)] if waivers else []),
        f"Flags of the {len(figures)} measures: {flags.count('green')} green, {flags.count('amber')} amber,"
        f" {flags.count('red')} red; without a value: {flags.count('')}.",
    ]
    if cautious:
        lines.append(f"Treat with caution: {'; '.join(cautious)}.")
    return " ".join(lines)


def _waived(waivers: Sequence[ShownWaiver]) -> str:
    names = ", ".join(dict.fromkeys(waiver.name for waiver in waivers))
    rules = len({waiver.rule for waiver in waivers})
    return f"Waived findings of {rules} {'rule' if rules == 1 else 'rules'}, by {names}: see the sheet Waivers."
