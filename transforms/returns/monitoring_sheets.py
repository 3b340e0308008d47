"""The reference sheets of the monitoring return: Breakdown, Definitions and Data quality."""

import hashlib
from collections import defaultdict
from dataclasses import replace

from duckdb import DuckDBPyConnection

from transforms.catalogue import Measure
from transforms.returns import figure_cells as cells
from transforms.returns import style, words
from transforms.returns.figures import Figure, Point, Rule, difference, main_window, point, rows
from transforms.returns.themes import theme_title
from transforms.returns.workbook import NUMBER, SMALL, STRONG, Book, Column, Styled
from transforms.trust import Bands

_AGE_BANDS = ("Unborn", "Under 1", "1-4", "5-9", "10-15", "16-17", "18-21", "22-25", "26 and over")
_LAST = ("Unallocated", "Not known")
_DIRECTIONS = {
    "higher_better": "Higher is better",
    "lower_better": "Lower is better",
    "neutral": "Neither higher nor lower is better",
}
_KINDS = {
    "flow": "what happened in the quarter",
    "snapshot": "as things stood on the last day of the quarter",
    "rolling_12_months": "the 12 months that end with the quarter",
    "rolling_36_months": "the 36 months that end with the quarter",
}


def breakdown(book: Book, connection: DuckDBPyConnection, figures: list[Figure]) -> None:
    """One row a breakdown, measure and group of the quarter, beside the whole council's result."""
    columns = [
        Column("Breakdown", 14),
        Column("Theme", 18),
        Column("Measure", 44),
        Column("Group", 26),
        Column("Numerator", 13, True),
        Column("Denominator", 15, True),
        Column("Result", 13, True),
        Column("Range from", 9, True),
        Column("Range to", 9, True),
        Column("Whole council", 13, True),
        Column("Difference", 12, True),
        Column("Note", 34),
    ]
    says = (
        "The quarter's results by team, age band, sex, ethnicity and disability. Filter on Breakdown and Measure."
        " Groups may be small: look at the denominator before the result. Rates by group need a population by group;"
        " without one only the count is shown."
    )
    page = book.page("Breakdown", columns, says)
    page.header(freeze_columns=3)
    groups = read_groups(connection, book.context.quarter.label)
    for name, title in words.BREAKDOWNS.items():
        for figure in figures:
            found = groups.get((figure.measure.id, name), {})
            for group in sorted(found, key=group_order):
                page.line(_group_line(title, figure, group, main_window(figure.measure, found[group])))
    page.filter()


def read_groups(connection: DuckDBPyConnection, quarter: str) -> dict[tuple[str, str], dict[str, list[Point]]]:
    """The points of each group of a quarter, by (measure, breakdown); a group has a point for each window."""
    found: dict[tuple[str, str], dict[str, list[Point]]] = defaultdict(dict)
    for row in rows(connection, "groups", period=quarter, breakdowns=list(words.BREAKDOWNS)):
        groups = found[(row["measure"], row["breakdown"])]
        groups.setdefault(row["group"] or "Not known", []).append(point(row))
    return found


def group_order(group: str) -> tuple[int, int, str]:
    """Age bands by age, other groups by name, and those that are not known at the end."""
    age = _AGE_BANDS.index(group) if group in _AGE_BANDS else len(_AGE_BANDS)
    return (_LAST.index(group) + 1 if group in _LAST else 0, age, group)


def _group_line(breakdown_title: str, figure: Figure, group: str, found: Point) -> list[Styled]:
    measure = figure.measure
    # The gap between a count and its whole says only that a part is smaller than the whole.
    gap = None if measure.unit == "count" else difference(measure.unit, found, figure.now)
    return [
        Styled(breakdown_title),
        Styled(theme_title(measure.theme)),
        Styled(measure.title, STRONG),
        Styled(group),
        cells.part_cell(found.numerator, found),
        cells.part_cell(found.denominator, found),
        cells.result_cell(measure.unit, found),
        *cells.interval_cells(measure.unit, found),
        cells.result_cell(measure.unit, figure.now),
        cells.change_cell(measure.unit, gap),
        Styled(words.why_not(found), SMALL),
    ]


def definition(measure: Measure) -> str:
    """The definition in one line: what is counted, and out of what."""
    return " ÷ ".join(part for part in (measure.numerator_says, measure.denominator_says) if part)


def definitions(book: Book, figures: list[Figure]) -> None:
    """One row a measure: everything needed to count it again, and the hash of the query that counted it."""
    columns = [
        Column("Theme", 13),
        Column("Measure", 32),
        Column("Question", 24),
        Column("Unit and period", 22),
        Column("Numerator", 34),
        Column("Denominator", 34),
        Column("Edge cases", 52),
        Column("Source", 28),
        Column("Target and its basis", 26),
        Column("England", 26),
        Column("SQL file and SHA-256", 36),
    ]
    page = book.page("Definitions", columns, "The full text of every measure in this return.")
    page.header(freeze_columns=2)
    for figure in figures:
        page.line(_definition_line(figure.measure))
    page.filter()


def _definition_line(measure: Measure) -> list[Styled]:
    target, benchmark = measure.target, measure.benchmark
    unit = words.UNITS.get(measure.unit, measure.unit)
    compared = f"{benchmark.area} {words.amount(measure.unit, benchmark.value)}" if benchmark else ""
    also = "".join(f"; also {_KINDS[kind]}" for kind in measure.also)
    return [
        Styled(theme_title(measure.theme)),
        Styled(f"{measure.title}\n{measure.id}", STRONG),
        Styled(measure.question),
        Styled(f"{unit}: {_KINDS[measure.kind]}{also}. {_DIRECTIONS[measure.direction]}."),
        Styled(measure.numerator_says),
        Styled(measure.denominator_says or "None"),
        Styled("\n".join(measure.edge_cases) or "None"),
        Styled(measure.source),
        Styled(f"{words.amount(measure.unit, target.value)}: {target.basis}" if target else "No target"),
        Styled(f"{compared}, {benchmark.year}. {benchmark.source}".strip() if benchmark else "None published"),
        Styled(f"{measure.path}\n{hashlib.sha256(measure.sql.encode()).hexdigest()}", SMALL),
    ]


def data_quality(book: Book, figures: list[Figure], rules: list[Rule], bands: Bands) -> None:
    """One row a rule that failed or could not be run: how often, and which measures it touches."""
    columns = [
        Column("Rule", 38),
        Column("Severity", 10),
        Column("State", 12),
        Column("Table", 20),
        Column("Column", 28),
        Column("What must be true", 40),
        Column("Tested", 10, True),
        Column("Failed", 9, True),
        Column("Share", 9, True),
        Column("Measures it touches", 44),
        Column("What to do", 40),
    ]
    passed = sum(rule.status == "passed" for rule in rules)
    failed = sum(rule.status == "failed" for rule in rules)
    says = (
        f"{len(rules):,} rules: {passed:,} passed, {failed:,} failed, {len(rules) - passed - failed:,} could not be"
        " run. Below are those that did not pass. A measure is flagged green under"
        f" {bands.amber_from:f}% of records affected, amber from {bands.amber_from:f}% to {bands.red_above:f}%, red"
        f" over {bands.red_above:f}% or where a critical rule failed on data it reads and nobody waived it; red says:"
        " treat with caution. What was waived stands on the sheet Waivers."
    )
    page = book.page("Data quality", columns, says)
    page.header(freeze_columns=1)
    shown = [rule for rule in rules if rule.status != "passed"]
    for rule in sorted(shown, key=lambda rule: rule.status == "not_run"):
        page.line(_rule_line(rule, [figure.measure for figure in figures]))
    page.filter()


def _rule_line(rule: Rule, measures: list[Measure]) -> list[Styled]:
    touched = [measure.title for measure in measures if rule.touches(measure)]
    ran = rule.status == "failed"
    share = 100 * rule.failed / rule.tested if ran and rule.tested else None
    return [
        Styled(rule.rule, STRONG),
        severity_cell(rule.severity),
        Styled("Failed" if ran else "Not run"),
        Styled(rule.table_name, SMALL),
        Styled(rule.column_name or "(whole table)", SMALL),
        Styled(rule.says),
        count_cell(rule.tested if ran else None),
        count_cell(rule.failed if ran else None),
        cells.value_cell("percent", share, absent=words.NOTHING_TO_COUNT),
        Styled("; ".join(touched) or "None"),
        Styled(rule.fix if ran else f"Could not be run: {rule.reason or 'what it reads was not delivered'}."),
    ]


def severity_cell(severity: str) -> Styled:
    """A finding's severity as a word in a colour."""
    colour = {"critical": "red", "major": "amber"}.get(severity, "")
    return Styled(severity.capitalize(), cells.COLOURS[colour])


def count_cell(count: int | None) -> Styled:
    """A count; `n/a` where nothing was counted."""
    if count is None:
        return Styled(words.NOTHING_TO_COUNT, cells.ABSENT)
    return Styled(count, replace(NUMBER, format=style.COUNT_FORMAT))
