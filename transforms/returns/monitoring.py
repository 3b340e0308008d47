"""monitoring-return.xlsx: what an inspector on a monitoring visit reads. Sheets: Front sheet, Measures, Trend, Trend
data, Breakdown, Definitions, Data quality, Waivers. Restricted: it goes to inspectors and leaders, and holds no names
of children or workers and no record ids.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from transforms.catalogue import Catalogue
from transforms.returns import figure_cells as cells
from transforms.returns import ranking, style, words
from transforms.returns.context import ReturnContext
from transforms.returns.figures import (
    QUARTERS_BEFORE,
    Figure,
    read_figures,
    read_rules,
    standing_by_severity,
)
from transforms.returns.monitoring_sheets import breakdown, data_quality, definition, definitions
from transforms.returns.themes import FOCUS_AREAS, focus_measures, theme_title
from transforms.returns.trend_sheets import trend
from transforms.returns.waiver_sheet import waivers
from transforms.returns.workbook import (
    BAND,
    BOX,
    HEADER,
    HEADING,
    PLAIN,
    SMALL,
    STRONG,
    Book,
    Column,
    Page,
    Styled,
)
from transforms.trust import bands

_ROLES = ("Prepared by", "Checked by (somebody else)", "Head of performance", "Director of children's services")
_COLUMNS_OF_NOW = 20
_FOCUS, _REST = "Focus area", "Everything else"


def write(connection: DuckDBPyConnection, context: ReturnContext, catalogue: Catalogue, path: Path) -> None:
    """Writes the workbook to `path`."""
    figures = in_focus_first(read_figures(connection, context, catalogue), context.focus)
    rules = read_rules(connection, context.load_id)
    book = Book(context, "Monitoring return")
    _front_sheet(book, figures, standing_by_severity(rules))
    _measures(book, figures)
    trend(book, connection, figures, focus=focus_measures(context.focus))
    breakdown(book, connection, figures)
    definitions(book, figures)
    data_quality(book, figures, rules, bands(connection))
    waivers(book)
    book.save(path)


def in_focus_first(figures: list[Figure], area: str) -> list[Figure]:
    """The focus area's measures in its own order, then every other one, so that decline elsewhere stays visible."""
    order = {measure: place for place, measure in enumerate(focus_measures(area))}
    return sorted(figures, key=lambda figure: order.get(figure.measure.id, len(order)))


def _front_sheet(book: Book, figures: list[Figure], standing: dict[str, int]) -> None:
    context = book.context
    widths = (30, 26, 26, 18, 32)
    page = book.page("Front sheet", [Column("", width) for width in widths], heading="Performance return")
    for label, text in _facts(context, figures):
        page.put(1, label, replace(STRONG, fill=style.BAND))
        page.across(text, BOX, first=2)
    page.skip()
    page.across("Summary", HEADING)
    for label, text in summary(figures):
        page.put(1, label, replace(STRONG, fill=style.BAND))
        page.across(text, BOX, first=2)
    page.put(1, "What we are doing", replace(STRONG, fill=style.BAND))
    page.across("", BOX, first=2, lines=4)
    page.skip()
    page.across("How far the data can be trusted", HEADING)
    page.across(words.data_statement(figures, standing, context.waivers), PLAIN)
    page.skip()
    page.across("Sign-off", HEADING)
    _sign_off(page)
    page.sheet.page_setup.fitToHeight = 1


def _facts(context: ReturnContext, figures: list[Figure]) -> list[tuple[str, str]]:
    quarter = context.quarter
    facts = [
        ("Council", f"{context.authority_name} ({context.authority})"),
        ("Quarter", f"{quarter.label} ({quarter.start:%d/%m/%Y} to {quarter.end:%d/%m/%Y})"),
        ("Extract taken on", f"{context.extracted_on:%d/%m/%Y}"),
        ("State", f"DRAFT: {context.draft_reason}" if context.draft else "Final"),
    ]
    if context.focus:
        listed = focus_measures(context.focus)
        shown = sum(figure.measure.id in listed for figure in figures)
        title = FOCUS_AREAS.get(context.focus, theme_title(context.focus))
        facts.insert(2, ("Focus area", f"{title}: {shown} of its {len(listed)} measures are in this return"))
    return facts


def summary(figures: Sequence[Figure]) -> list[tuple[str, str]]:
    """Five of the summary's six lines, as (label, sentence); the sixth, what we are doing, the council writes."""
    better, worse = ranking.better(figures), ranking.worse(figures)
    green, amber, red = (ranking.by_rag(figures, colour) for colour in ("green", "amber", "red"))
    absent = [f for f in figures if f.now is None or f.now.status == "not_available"]
    judged = len(green) + len(amber) + len(red)
    missing = "; ".join(figure.measure.title for figure in absent)
    return [
        ("What is better", _some(better, "better than last quarter", len(figures))),
        ("What is not", _some(worse, "worse than last quarter", len(figures))),
        (
            "On target",
            f"{len(green)} of the {judged} measures with a target meet it; {len(amber)} more within the floor.",
        ),
        ("Past the floor", f"{words.listed(red)}." if red else "No measure is past its floor."),
        ("Not available", f"{len(absent)} of {len(figures)}: {missing}." if absent else "Every measure is available."),
    ]


def _some(figures: list[Figure], what: str, of: int) -> str:
    if not figures:
        return f"No measure is {what}."
    return f"{len(figures)} of {of} measures {'is' if len(figures) == 1 else 'are'} {what}: {words.listed(figures)}."


def _sign_off(page: Page) -> None:
    for number, title in enumerate(("", "Name", "Role", "Date", "Signature"), start=1):
        page.put(number, title, HEADER)
    page.row += 1
    for role in _ROLES:
        page.line([Styled(role, STRONG), *[Styled("", BOX)] * 4], shortest=2)


def _measures(book: Book, figures: list[Figure]) -> None:
    before = [book.context.quarter.minus(n).label for n in range(QUARTERS_BEFORE, 0, -1)]
    columns = [
        Column("Theme", 13),
        Column("Measure", 26),
        Column("Question", 24),
        Column("Definition", 34),
        Column("Numerator", 12, True),
        Column("Denominator", 14, True),
        Column("Result", 12, True),
        Column("Range from", 9, True),
        Column("Range to", 9, True),
        Column("Target", 10, True),
        Column("Target set by", 13),
        Column("England", 10, True),
        Column("England year", 10),
        Column("Against England", 13),
        Column("Change on last quarter", 12, True),
        Column("Direction", 13),
        Column("Trend (SPC)", 26),
        Column("RAG", 10),
        Column("Data quality", 14),
        Column("Note", 30),
        Column("Measure", 30),
        *(Column(label, 11, True) for label in before),
        Column(f"{book.context.quarter.label} (this quarter)", 12, True),
        Column("Commentary (at most 600 characters; who and when)", 52),
        Column("Next action", 30),
        Column("Id", 26),
    ]
    says = (
        "One line a measure. A range is a 95% interval: how far the figure would move by chance. A change is in"
        " percentage points for percentages. A figure marked Treat with caution rests on poor data and is shown all the"
        " same. Trend is what the control chart of the months says. Different from England is said only where England's"
        " figure lies outside the range."
    )
    page = book.page("Measures", columns, says, split=_COLUMNS_OF_NOW)
    page.header(freeze_columns=2)
    focus = focus_measures(book.context.focus)
    parts = [figure.measure.id in focus for figure in figures]
    for number, figure in enumerate(figures):
        if focus and (number == 0 or parts[number] != parts[number - 1]):
            page.across(_FOCUS if parts[number] else _REST, BAND)
        page.line(_measure_line(figure), shortest=3)
    page.filter()


def _measure_line(figure: Figure) -> list[Styled]:
    measure, now = figure.measure, figure.now
    return [
        Styled(theme_title(measure.theme)),
        Styled(measure.title, STRONG),
        Styled(measure.question),
        Styled(definition(measure)),
        cells.part_cell(now.numerator if now else None, now),
        cells.part_cell(now.denominator if now else None, now),
        cells.result_cell(measure.unit, now, figure.flag),
        *cells.interval_cells(measure.unit, now),
        cells.target_cell(figure),
        cells.basis_cell(figure),
        *cells.benchmark_cells(figure),
        cells.england_cell(figure),
        cells.change_cell(measure.unit, figure.change),
        Styled(words.MOVEMENTS[figure.movement]),
        cells.trend_cell(figure, whole=True),
        cells.rag_cell(figure),
        cells.flag_cell(figure.flag),
        Styled(cells.note(figure), SMALL),
        Styled(measure.title, STRONG),
        *(cells.result_cell(measure.unit, earlier) for earlier in figure.before),
        cells.result_cell(measure.unit, now, figure.flag),
        Styled("", BOX),
        Styled("", BOX),
        Styled(measure.id, SMALL),
    ]
