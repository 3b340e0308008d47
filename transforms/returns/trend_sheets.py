"""The sheets `Trend` and `Trend data`: a native Excel chart a measure, drawn from the numbers behind it.

A measure whose months make a control chart is drawn by month with its limits; the others by quarter.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from duckdb import DuckDBPyConnection
from openpyxl.utils import get_column_letter

from transforms.catalogue import Measure
from transforms.control_charts import Chart
from transforms.returns import figure_cells as cells
from transforms.returns import style, words
from transforms.returns.cell_text import lines_needed
from transforms.returns.charts import CONTROL_LINES, Numbers, Reach, bar_chart, line_chart
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
from transforms.trend import comparable_target

FEWEST_QUARTERS = 5
_MOST_MONTHS = 36
_CHARTS_A_ROW, _CHART_ROWS_A_PAGE = 2, 2
_CHART_COLUMN_WIDTH, _CHART_LINES = 65.0, 13.6
_FIRST_PERIOD = 4
_SIGNAL_COLOURS = {"improvement": style.GREEN_INK, "concern": style.ORANGE, "change": style.INK}
Line = tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Trend:
    """What one chart shows: a measure's values by quarter, or by month, oldest first.

    `chart` is the control chart of the months with its `limits` (centre, lower, upper), where it has any.
    """

    figure: Figure
    by: str
    periods: tuple[str, ...]
    values: Line
    chart: Chart | None = None
    limits: tuple[Line, ...] = ()

    @property
    def drawn(self) -> bool:
        return any(value is not None for value in self.values)

    @property
    def unit(self) -> str:
        return self.chart.unit if self.chart else self.figure.measure.unit

    @property
    def target(self) -> Decimal | None:
        measure = self.figure.measure
        if self.chart:
            return display(self.unit, comparable_target(measure, self.chart))
        return display(measure.unit, float(measure.target.value)) if measure.target else None

    @property
    def title(self) -> str:
        """The measure's title, with what its months say where they make a control chart."""
        title = self.figure.measure.title
        if self.chart:
            return f"{title} (by month): {words.TRENDS[self.figure.trend].lower()}"
        return f"{title} (by month)" if self.by == "month" else title

    @property
    def signals(self) -> dict[int, str]:
        """The colour of each point that is a signal, by its place; of several at one point a concern wins."""
        found: dict[int, str] = {}
        for label in ("improvement", "change", "concern"):
            at = {signal.period for signal in (self.chart.signals if self.chart else ()) if signal.label == label}
            found |= {place: _SIGNAL_COLOURS[label] for place, period in enumerate(self.periods) if period in at}
        return dict(sorted(found.items()))


def trend(book: Book, connection: DuckDBPyConnection, figures: Sequence[Figure], focus: Collection[str] = ()) -> None:
    """Adds the sheets `Trend` and `Trend data`. With a `focus` only its measures are by month, the rest bars."""
    trends = read_trends(connection, book, figures, focus)
    charts = book.page(
        "Trend",
        [Column("", _CHART_COLUMN_WIDTH)] * _CHARTS_A_ROW,
        "A point is the result of a month or of a quarter, as the title says; the dashed orange line is the target."
        " Grey lines are the centre and, dashed, the 3-sigma limits of the first 12 months; their axis does not begin"
        " at zero. A larger point is a signal, green for improvement and orange for concern.",
        fit=False,
    )
    _lay_out(charts, trends, _trend_data(book, trends), focus)


def read_trends(
    connection: DuckDBPyConnection, book: Book, figures: Sequence[Figure], focus: Collection[str] = ()
) -> list[Trend]:
    """One trend a figure: its control chart, else its quarters.

    Plain months are used where fewer than five quarters have a value and more months do.
    """
    quarters = [book.context.quarter.minus(n).label for n in range(QUARTERS_BEFORE, -1, -1)]
    months = series(connection, "months")
    found = []
    for figure in figures:
        made = figure.chart
        if made and made.has_limits and (not focus or figure.measure.id in focus):
            found.append(_controlled(figure, made, list(months.get(figure.measure.id, {}))))
        else:
            found.append(_trend(figure, quarters, months.get(figure.measure.id, {})))
    return found


def _controlled(figure: Figure, made: Chart, labels: list[str]) -> Trend:
    """The months from the chart's first to its last; those without data stay empty."""
    labels = labels[labels.index(made.periods[0]) : labels.index(made.periods[-1]) + 1]
    # A count's limits are not counts: one decimal keeps them apart from the values.
    unit = "mean" if made.unit == "count" else made.unit
    return Trend(
        figure,
        "month",
        tuple(labels),
        _placed(labels, made, made.values, made.unit),
        made,
        tuple(_placed(labels, made, line, unit) for line in (made.centre, made.lower, made.upper)),
    )


def _placed(labels: Sequence[str], made: Chart, line: Sequence[float | None], unit: str) -> Line:
    by_period = dict(zip(made.periods, line, strict=True))
    return tuple(display(unit, by_period.get(label)) for label in labels)


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
    columns = [Column("Measure", 40), Column("Unit", 26), Column("Line", 12), *[Column("", 11.5, True)] * longest]
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
        limit_rows = tuple(range(page.row + 1, page.row + 1 + len(trend.limits)))
        target_row = page.row + 1 + len(limit_rows) if trend.target is not None else None
        found[trend.figure.measure.id] = Numbers(
            page.sheet, header, page.row, target_row, first, len(trend.periods), limit_rows
        )
        _line(page, trend, "Result", trend.values, first)
        for name, limits in zip(CONTROL_LINES, trend.limits, strict=False):
            _line(page, trend, name, limits, first)
        if trend.target is not None:
            _line(page, trend, "Target", [trend.target] * len(trend.periods), first)
    page.skip()
    return found


def _line(page: Page, trend: Trend, line: str, values: Sequence[Decimal | None], first: int) -> None:
    measure = trend.figure.measure
    page.put(1, measure.title, STRONG if line == "Result" else TEXT)
    page.put(2, _unit_of(trend, line), SMALL)
    page.put(3, line)
    for number, value in enumerate(values, start=first):
        # Where there is no line to draw, words do no harm; in a line they would be drawn as zero.
        cell = cells.value_cell(_format_unit(trend, line), value, absent="" if trend.drawn else words.NOT_AVAILABLE)
        page.put(number, cell.value, cell.look)
    page.height(lines_needed(measure.title, page.columns[0].width, bold=True))


def _unit_of(trend: Trend, line: str) -> str:
    """The unit in words; beside a control chart's results also which chart it is and by how much it was widened."""
    unit = words.UNITS.get(trend.unit, trend.unit)
    if trend.chart is None or line != "Result":
        return unit
    widened = f", σz {trend.chart.sigma_z:.2f}" if trend.chart.sigma_z != 1 else ""
    return f"{unit}; {words.CHARTS[trend.chart.kind]}{widened}"


def _format_unit(trend: Trend, line: str) -> str:
    return "mean" if trend.unit == "count" and line in CONTROL_LINES else trend.unit


def _lay_out(page: Page, trends: Sequence[Trend], numbers: dict[str, Numbers], focus: Collection[str]) -> None:
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
                bars = bool(focus) and trend.figure.measure.id not in focus
                _place(page, column, trend, numbers[trend.figure.measure.id], bars)
            page.height(_CHART_LINES)
            on_page += 1
    _without_chart(page, [trend.figure for trend in trends if not trend.drawn])


def _place(page: Page, column: int, trend: Trend, numbers: Numbers, bars: bool) -> None:
    shown = [value for line in (trend.values, *trend.limits, (trend.target,)) for value in line if value is not None]
    place = f"{get_column_letter(column)}{page.row}"
    if bars:
        page.sheet.add_chart(bar_chart(trend.title, trend.unit, numbers, Reach(max(shown))), place)
    else:
        # Limits that lie close together are seen only on an axis that begins near them.
        reach = Reach(max(shown), min(shown) if trend.limits else Decimal(0))
        page.sheet.add_chart(line_chart(trend.title, trend.unit, numbers, reach, trend.signals), place)


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
