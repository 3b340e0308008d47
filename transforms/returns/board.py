"""board-pack.xlsx: what the improvement board reads. Sheets: Summary (one page), Scorecard, Trend (a chart a measure),
Trend data and Waivers. Restricted: it holds no names of children or workers, no record ids and no worker figures.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from transforms.catalogue import Catalogue
from transforms.returns import figure_cells as cells
from transforms.returns import ranking, style, words
from transforms.returns.context import ReturnContext
from transforms.returns.figures import Figure, read_figures, read_rules, standing_by_severity
from transforms.returns.themes import theme_title
from transforms.returns.trend_sheets import trend
from transforms.returns.waiver_sheet import waivers
from transforms.returns.workbook import (
    BOX,
    GREY,
    HEADING,
    PLAIN,
    REMARK,
    SMALL,
    STRONG,
    TEXT,
    Book,
    Column,
    Look,
    Page,
    Styled,
)

_TILES = 5
_ASKED_FOR = 3


def write(connection: DuckDBPyConnection, context: ReturnContext, catalogue: Catalogue, path: Path) -> None:
    """Writes the workbook to `path`."""
    figures = read_figures(connection, context, catalogue)
    book = Book(context, "Improvement board pack")
    _summary(book, figures, standing_by_severity(read_rules(connection, context.load_id)))
    _scorecard(book, figures)
    trend(book, connection, figures)
    waivers(book)
    book.save(path)


def _summary(book: Book, figures: list[Figure], standing: dict[str, int]) -> None:
    page = book.page("Summary", [Column("", 26)] * _TILES, heading="Improvement board pack: summary")
    page.across(counted(figures), PLAIN)
    page.skip()
    page.across("Against target", HEADING)
    _tiles(page, rag_tiles(figures))
    page.skip()
    page.across("Against last quarter", HEADING)
    _tiles(page, movement_tiles(figures))
    page.skip()
    page.across("Trend of the months (statistical process control)", HEADING)
    _tiles(page, trend_tiles(figures))
    page.across(
        "A change between two quarters is not yet a trend: look at the charts before drawing a conclusion.", REMARK
    )
    page.skip()
    _named(page, "Three to celebrate", ranking.to_celebrate(figures), "None is green or better than last quarter.")
    _named(page, "Three to worry about", ranking.to_worry_about(figures), "None is red or worse than last quarter.")
    page.across("How far the data can be trusted", HEADING)
    page.across(words.data_statement(figures, standing, book.context.waivers), PLAIN)
    page.skip()
    page.across("Decisions asked of the board", HEADING)
    for number in range(1, _ASKED_FOR + 1):
        page.across(f"{number}.", BOX, lines=2)
    page.sheet.page_setup.fitToHeight = 1


def counted(figures: Sequence[Figure]) -> str:
    """The quarter in two sentences of counts."""
    tiles = {word: count for count, word, _ in (*rag_tiles(figures), *movement_tiles(figures))}
    judged = tiles["Green"] + tiles["Amber"] + tiles["Red"]
    return (
        f"This pack shows {len(figures)} measures. Of the {judged} with a target: {tiles['Green']} green,"
        f" {tiles['Amber']} amber, {tiles['Red']} red. Since last quarter: {tiles['Better']} better,"
        f" {tiles['Worse']} worse, {tiles['No change']} the same."
    )


def rag_tiles(figures: Sequence[Figure]) -> list[tuple[int, str, Look]]:
    """How many measures are of each colour, have no target, or have no value: (count, word, look)."""
    shown = [figure for figure in figures if figure.now is not None and figure.now.value is not None]
    tiles = [
        (sum(f.rag == colour for f in shown), words.RAG_WORDS[colour], cells.COLOURS[colour])
        for colour in ("green", "amber", "red", "")
    ]
    return [*tiles, (len(figures) - len(shown), words.NOT_AVAILABLE, GREY)]


def movement_tiles(figures: Sequence[Figure]) -> list[tuple[int, str, Look]]:
    """How many measures moved which way since last quarter: (count, word, look)."""
    return [
        (sum(f.movement == way for f in figures), words.MOVEMENTS[way], replace(STRONG, fill=style.BAND))
        for way in ("better", "worse", "same", "changed", "")
    ]


def trend_tiles(figures: Sequence[Figure]) -> list[tuple[int, str, Look]]:
    """How many measures' control charts say what: (count, word, look); the last has no limits to say anything."""
    tiles = [
        (sum(f.trend == state for f in figures), words.TRENDS[state], replace(STRONG, fill=style.BAND))
        for state in ("improvement", "concern", "change", "steady")
    ]
    return [*tiles, (sum(f.trend in ("not_enough", "counts_only", "") for f in figures), "Too little to say", GREY)]


def _tiles(page: Page, tiles: list[tuple[int, str, Look]]) -> None:
    for number, (count, _, look) in enumerate(tiles, start=1):
        page.put(number, count, replace(look, size=22, bold=True, align="center", middle=True))
    page.height(2.6)
    for number, (_, word, look) in enumerate(tiles, start=1):
        page.put(number, word, replace(look, bold=False, align="center"))
    page.height(1.2)


def _named(page: Page, heading: str, figures: list[Figure], none: str) -> None:
    page.across(heading, HEADING)
    for figure in figures:
        page.across(words.headline(figure), BOX)
    if not figures:
        page.across(none, PLAIN)
    page.skip()


def _scorecard(book: Book, figures: list[Figure]) -> None:
    columns = [
        Column("Theme", 13),
        Column("Measure", 34),
        Column("Result", 12, True),
        Column("Target", 10, True),
        Column("Floor", 10, True),
        Column("Target set by", 13),
        Column("RAG", 10),
        Column("Last quarter", 12, True),
        Column("Change on quarter", 12, True),
        Column("Direction", 13),
        Column("Trend (SPC)", 15),
        Column("Capability", 15),
        Column("Same quarter last year", 13, True),
        Column("Change on year", 12, True),
        Column("England", 10, True),
        Column("England year", 10),
        Column("Against England", 13),
        Column("Neighbours", 12, True),
        Column("Neighbours year", 12),
        Column("Data quality", 13),
        Column("Note", 34),
    ]
    says = (
        "Green meets the target; amber misses it but is within the floor; red is past the floor. Changes are in"
        " percentage points for percentages and in the measure's own unit for the rest. Better and worse follow the"
        " measure's direction. Trend is what the control chart of the months says (statistical process control): No"
        " signal is normal variation, provisional limits rest on fewer than 12 months. Capability says whether the"
        " chart's limits lie wholly on the right side of the target, wholly on the wrong one, or around it."
    )
    page = book.page("Scorecard", columns, says)
    page.header(freeze_columns=2)
    theme = ""
    for figure in figures:
        opens = figure.measure.theme != theme
        theme = figure.measure.theme
        page.line(_scorecard_line(figure, opens), shortest=1.4)
    page.filter()


def _scorecard_line(figure: Figure, opens_theme: bool) -> list[Styled]:
    measure = figure.measure
    line = [
        Styled(theme_title(measure.theme), STRONG if opens_theme else replace(TEXT, ink=style.MUTED)),
        Styled(measure.title, STRONG),
        cells.result_cell(measure.unit, figure.now, figure.flag),
        cells.target_cell(figure),
        cells.floor_cell(figure),
        cells.basis_cell(figure),
        cells.rag_cell(figure),
        cells.result_cell(measure.unit, figure.last_quarter),
        cells.change_cell(measure.unit, figure.change),
        Styled(words.MOVEMENTS[figure.movement]),
        cells.trend_cell(figure),
        cells.capability_cell(figure),
        cells.result_cell(measure.unit, figure.last_year),
        cells.change_cell(measure.unit, figure.change_on_year),
        *cells.benchmark_cells(figure),
        cells.england_cell(figure),
        *cells.neighbours_cells(figure),
        cells.flag_cell(figure.flag),
        Styled(cells.note(figure), SMALL),
    ]
    if not opens_theme:
        return line
    return [Styled(cell.value, replace(cell.look, top_rule=style.NAVY)) for cell in line]
