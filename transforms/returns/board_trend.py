"""The trend sheets of the board pack: a native Excel line chart a measure, drawn from the numbers behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from duckdb import DuckDBPyConnection
from openpyxl.utils import get_column_letter

from transforms.catalogue import Measure
from transforms.returns import figure_cells as cells
from transforms.returns import words
from transforms.returns.cell_text import lines_needed
from transforms.returns.charts import Numbers, line_chart
from transforms.returns.figures import QUARTERS_BEFORE, Figure, Point, display, main_window, series
from transforms.returns.themes import theme_title
from transforms.returns.workbook import (
    BAND,
    HEADER,
    HEADER_RIGHT,
    HEADING,
    SMALL,
    STRONG,
    TEXT,
    Book,
    Column,
    Page,
    Styled,
)

FEWEST_QUARTERS = 5
_MOST_MONTHS = 36
_CHARTS_A_ROW, _CHART_ROWS_A_PAGE = 2, 2
_CHART_COLUMN_WIDTH, _CHART_LINES = 65.0, 13.6
_FIRST_PERIOD = 4


@dataclass(frozen=True)
class Trend:
    """What one chart shows: a measure's values by quarter, or by month where quarters are too few, oldest first."""

    figure: Figure
    by: str
    periods: tuple[str, ...]
    values: tuple[Decimal | None, ...]

    @property
    def drawn(self) -> bool:
        return any(value is not None for value in self.values)

    @property
    def target(self) -> Decimal | None:
        target = self.figure.measure.target
        return display(self.figure.measure.unit, float(target.value)) if target else None


def trend(book: Book, connection: DuckDBPyConnection, figures: Sequence[Figure]) -> None:
    """Adds the sheets `Trend` and `Trend data` to the pack."""
    trends = read_trends(connection, book, figures)
    charts = book.page(
        "Trend",
        [Column("", _CHART_COLUMN_WIDTH)] * _CHARTS_A_ROW,
        "A point is the result of a quarter (of a month where quarters are too few). The dashed line is the target.",
        fit=False,
    )
    _lay_out(charts, trends, _trend_data(book, trends))


def read_trends(connection: DuckDBPyConnection, book: Book, figures: Sequence[Figure]) -> list[Trend]:
    """One trend a figure. Months are used where fewer than five quarters have a value and more months do."""
    quarters = [book.context.quarter.minus(n).label for n in range(QUARTERS_BEFORE, -1, -1)]
    months = series(connection, "months")
    return [_trend(figure, quarters, months.get(figure.measure.id, {})) for figure in figures]


def _trend(figure: Figure, quarters: list[str], months: dict[str, list[Point]]) -> Trend:
    measure = figure.measure
    by_quarter = tuple(_shown(measure, point) for point in (*figure.before, figure.now))
    labels = tuple(months)[-_MOST_MONTHS:]
    by_month = tuple(_shown(measure, main_window(measure, months[label])) for label in labels)
    # Months before the first figure would only press the others together.
    first = next((place for place, value in enumerate(by_month) if value is not None), 0)
    labels, by_month = labels[first:], by_month[first:]
    filled = sum(value is not None for value in by_quarter)
    if filled < FEWEST_QUARTERS and sum(value is not None for value in by_month) > filled:
        return Trend(figure, "month", labels, by_month)
    return Trend(figure, "quarter", tuple(quarters), by_quarter)


def _shown(measure: Measure, point: Point | None) -> Decimal | None:
    return display(measure.unit, point.value) if point else None


def _trend_data(book: Book, trends: Sequence[Trend]) -> dict[str, Numbers]:
    """Writes the sheet of numbers; says for each measure in which cells they are."""
    longest = max((len(trend.periods) for trend in trends), default=0)
    columns = [Column("Measure", 40), Column("Unit", 22), Column("Line", 10), *[Column("", 11.5, True)] * longest]
    page = book.page("Trend data", columns, "The numbers behind the charts. A blank is a period without a figure.")
    found: dict[str, Numbers] = {}
    both = len({trend.by for trend in trends}) > 1
    for by, heading in (("quarter", "By quarter"), ("month", "By month")):
        chosen = [trend for trend in trends if trend.by == by]
        if chosen:
            if not both:
                # Two blocks have two headers, and only one row can stand on every page.
                page.sheet.print_title_rows = f"{page.row + 1}:{page.row + 1}"
            found |= _block(page, heading, chosen)
    return found


def _block(page: Page, heading: str, trends: Sequence[Trend]) -> dict[str, Numbers]:
    page.across(heading, HEADING, last=3)
    for number, title in enumerate(("Measure", "Unit", "Line"), start=1):
        page.put(number, title, HEADER)
    periods = max((trend.periods for trend in trends), key=len)
    for number, period in enumerate(periods, start=_FIRST_PERIOD):
        page.put(number, period, HEADER_RIGHT)
    if not page.sheet.freeze_panes:
        page.sheet.freeze_panes = f"{get_column_letter(_FIRST_PERIOD)}{page.row + 1}"
    header = page.row
    page.height(1.2)
    found = {}
    for trend in trends:
        # Months of a measure may begin later than another's; the last ones stand under each other.
        first = _FIRST_PERIOD + len(periods) - len(trend.periods)
        found[trend.figure.measure.id] = Numbers(
            page.sheet, header, page.row, page.row + 1 if trend.target is not None else None, first, len(trend.periods)
        )
        _line(page, trend, "Result", trend.values, first)
        if trend.target is not None:
            _line(page, trend, "Target", [trend.target] * len(trend.periods), first)
    page.skip()
    return found


def _line(page: Page, trend: Trend, line: str, values: Sequence[Decimal | None], first: int) -> None:
    measure = trend.figure.measure
    page.put(1, measure.title, STRONG if line == "Result" else TEXT)
    page.put(2, words.UNITS.get(measure.unit, measure.unit), SMALL)
    page.put(3, line)
    for number, value in enumerate(values, start=first):
        # Where there is no line to draw, words do no harm; in a line they would be drawn as zero.
        cell = cells.value_cell(measure.unit, value, absent="" if trend.drawn else words.NOT_AVAILABLE)
        page.put(number, cell.value, cell.look)
    page.height(lines_needed(measure.title, page.columns[0].width, bold=True))


def _lay_out(page: Page, trends: Sequence[Trend], numbers: dict[str, Numbers]) -> None:
    """Two charts a row under their theme's heading; a page ends before the row of charts that no longer fits."""
    page.sheet.freeze_panes = f"A{page.row}"
    on_page = 0
    drawn = [trend for trend in trends if trend.drawn]
    for theme in dict.fromkeys(trend.figure.measure.theme for trend in drawn):
        chosen = [trend for trend in drawn if trend.figure.measure.theme == theme]
        for first in range(0, len(chosen), _CHARTS_A_ROW):
            if on_page == _CHART_ROWS_A_PAGE:
                page.page_break()
                on_page = 0
            page.across(theme_title(theme) if first == 0 else f"{theme_title(theme)} (continued)", BAND)
            for column, trend in enumerate(chosen[first : first + _CHARTS_A_ROW], start=1):
                _place(page, column, trend, numbers[trend.figure.measure.id])
            page.height(_CHART_LINES)
            on_page += 1
    _without_chart(page, [trend.figure for trend in trends if not trend.drawn])


def _place(page: Page, column: int, trend: Trend, numbers: Numbers) -> None:
    measure = trend.figure.measure
    title = f"{measure.title} (by month)" if trend.by == "month" else measure.title
    shown = [value for value in (*trend.values, trend.target) if value is not None]
    chart = line_chart(title, measure.unit, numbers, max(shown))
    page.sheet.add_chart(chart, f"{get_column_letter(column)}{page.row}")


def _without_chart(page: Page, figures: Sequence[Figure]) -> None:
    if not figures:
        return
    page.page_break()
    page.across("Measures without a figure to draw", BAND)
    for figure in figures:
        why = words.why_not(figure.now)
        page.line(
            [Styled(figure.measure.title, STRONG), Styled(f"{words.result(figure.measure.unit, figure.now)}. {why}")]
        )
