"""Native Excel charts in the house style, drawn from numbers that stand in a sheet of the same workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.legend import LegendEntry
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import XYSeries
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from transforms.returns import style

_CENTIMETRES = (12.4, 6.1)
_HUNDREDTHS_TITLE, _HUNDREDTHS_LABEL = 1000, 800
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MOST_STEPS = 6
_LINE_EMU, _THIN_EMU = 22_225, 9_525
_MOST_LABELS = 12
CONTROL_LINES = ("Centre line", "Lower limit", "Upper limit")


@dataclass(frozen=True)
class Numbers:
    """Where a chart's numbers are: the rows of its labels, results and target, and the columns of its periods.

    `limit_rows` are those of a control chart's centre line, lower and upper limit, or none.
    """

    sheet: Worksheet
    labels_row: int
    result_row: int
    target_row: int | None
    first_column: int
    count: int
    limit_rows: tuple[int, ...] = ()

    def row(self, number: int) -> Reference:
        last = self.first_column + self.count - 1
        return Reference(self.sheet, min_col=self.first_column, max_col=last, min_row=number, max_row=number)


@dataclass(frozen=True)
class Reach:
    """How far the value axis must reach: a control chart's begins near its lowest line, any other at zero."""

    highest: Decimal
    lowest: Decimal = Decimal(0)


def line_chart(
    title: str, unit: str, numbers: Numbers, reach: Reach, signals: Mapping[int, str] | None = None
) -> LineChart:
    """A line of results with a point each, the target dashed, and a control chart's lines thin.

    `signals` gives the colour of each point (from 0) that is a signal; it is drawn larger too.
    """
    chart: Any = LineChart()
    results = _series(numbers, numbers.result_row, "Result", style.NAVY, dashed=False)
    for place, colour in (signals or {}).items():
        fill = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))
        line = GraphicalProperties(ln=LineProperties(solidFill=colour, w=_LINE_EMU))
        results.dPt.append(DataPoint(idx=place, marker=Marker(symbol="diamond", size=8, spPr=fill), spPr=line))
    chart.append(results)
    for row, name in zip(numbers.limit_rows, CONTROL_LINES, strict=False):
        chart.append(_series(numbers, row, name, style.MUTED, dashed=row != numbers.limit_rows[0], width=_THIN_EMU))
    drawn: LineChart = _finished(chart, title, unit, numbers, reach)
    # The grey lines are named once for all charts, above them: their names would take the room of the chart.
    named = range(1, 1 + len(numbers.limit_rows))
    chart.legend.legendEntry = [LegendEntry(idx=place, delete=True) for place in named]
    return drawn


def bar_chart(title: str, unit: str, numbers: Numbers, reach: Reach) -> BarChart:
    """A bar for each period, and the target as a dashed line."""
    chart: Any = BarChart()
    chart.gapWidth = 60
    bars: Any = Series(numbers.row(numbers.result_row), title="Result")
    bars.graphicalProperties = GraphicalProperties(solidFill=style.NAVY)
    chart.append(bars)
    drawn: BarChart = _finished(chart, title, unit, numbers, reach)
    return drawn


def _finished(chart: Any, title: str, unit: str, numbers: Numbers, reach: Reach) -> Any:
    """The chart with its target line, title, axes and legend."""
    chart.width, chart.height = _CENTIMETRES
    chart.title = _title(title)
    if numbers.target_row is not None:
        target = _series(numbers, numbers.target_row, "Target", style.ORANGE, dashed=True)
        if isinstance(chart, BarChart):
            line: Any = LineChart()
            line.append(target)
            chart += line
        else:
            chart.append(target)
    chart.set_categories(numbers.row(numbers.labels_row))
    _axes(chart, unit, numbers.count, reach)
    chart.legend.position = "b"
    chart.legend.txPr = _text(_HUNDREDTHS_LABEL, style.INK)
    chart.display_blanks = "gap"
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=style.RULE))
    return chart


def axis_step(highest: Decimal) -> Decimal:
    """The distance between grid lines: 1, 2 or 5 times a power of ten, at most six of them up to `highest`."""
    if highest <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb((highest / _MOST_STEPS).adjusted())
    return next(step * power for step in _STEPS if step * power * _MOST_STEPS >= highest)


def _title(text: str) -> Title:
    look = _characters(_HUNDREDTHS_TITLE, style.NAVY, bold=True)
    title = Title(overlay=False)
    run = RegularTextRun(rPr=look, t=text)
    title.tx = Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])]))
    return title


def _text(size: int, ink: str) -> RichText:
    look = _characters(size, ink)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _characters(size: int, ink: str, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(latin=Font(typeface=style.FONT), sz=size, b=bold, solidFill=ink)


def _series(numbers: Numbers, row: int, title: str, colour: str, dashed: bool, width: int = _LINE_EMU) -> XYSeries:
    line: XYSeries = Series(numbers.row(row), title=title)
    line.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=colour, w=width, prstDash="dash" if dashed else "solid")
    )
    line.smooth = False
    fill = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))
    line.marker = Marker(symbol="none") if dashed or width != _LINE_EMU else Marker(symbol="circle", size=5, spPr=fill)
    return line


def _axes(chart: Any, unit: str, count: int, reach: Reach) -> None:
    step = axis_step(reach.highest - reach.lowest)
    bottom = (reach.lowest / step).to_integral_value(ROUND_FLOOR) * step
    # Without this, newer Excel hides both axes of a chart that openpyxl made.
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = _text(_HUNDREDTHS_LABEL, style.INK)
    chart.x_axis.tickLblSkip = -(-count // _MOST_LABELS)
    chart.x_axis.number_format = "@"
    chart.y_axis.number_format = _axis_format(unit, step)
    chart.y_axis.scaling.min = float(bottom)
    # Room above the highest point, in whole steps.
    top = (reach.highest / step).to_integral_value(ROUND_CEILING) * step
    chart.y_axis.scaling.max = float(max(top, bottom + step))
    chart.y_axis.majorUnit = float(step)
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=style.RULE)))
    for axis in (chart.x_axis, chart.y_axis):
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=style.MUTED))


def _axis_format(unit: str, step: Decimal) -> str:
    digits = "#,##0.0" if step < 1 else "#,##0"
    return f'{digits}"%"' if unit == "percent" else digits
