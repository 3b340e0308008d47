"""Native Excel line charts in the house style, drawn from numbers that stand in a sheet of the same workbook."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from openpyxl.chart import LineChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.marker import Marker
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
_LINE_EMU = 22_225
_MOST_LABELS = 12


@dataclass(frozen=True)
class Numbers:
    """Where a chart's numbers are: the rows of its labels, results and target, and the columns of its periods."""

    sheet: Worksheet
    labels_row: int
    result_row: int
    target_row: int | None
    first_column: int
    count: int

    def row(self, number: int) -> Reference:
        last = self.first_column + self.count - 1
        return Reference(self.sheet, min_col=self.first_column, max_col=last, min_row=number, max_row=number)


def line_chart(title: str, unit: str, numbers: Numbers, highest: Decimal) -> LineChart:
    """A line of results with a point each, and the target as a dashed line; the value axis starts at zero."""
    chart: Any = LineChart()
    chart.width, chart.height = _CENTIMETRES
    chart.title = _title(title)
    chart.append(_series(numbers, numbers.result_row, "Result", style.NAVY, dashed=False))
    if numbers.target_row is not None:
        chart.append(_series(numbers, numbers.target_row, "Target", style.ORANGE, dashed=True))
    chart.set_categories(numbers.row(numbers.labels_row))
    _axes(chart, unit, numbers.count, highest)
    chart.legend.position = "b"
    chart.legend.txPr = _text(_HUNDREDTHS_LABEL, style.INK)
    chart.display_blanks = "gap"
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=style.RULE))
    drawn: LineChart = chart
    return drawn


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


def _series(numbers: Numbers, row: int, title: str, colour: str, dashed: bool) -> XYSeries:
    line: XYSeries = Series(numbers.row(row), title=title)
    line.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=colour, w=_LINE_EMU, prstDash="dash" if dashed else "solid")
    )
    line.smooth = False
    fill = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))
    line.marker = Marker(symbol="none") if dashed else Marker(symbol="circle", size=5, spPr=fill)
    return line


def _axes(chart: Any, unit: str, count: int, highest: Decimal) -> None:
    step = axis_step(highest)
    # Without this, newer Excel hides both axes of a chart that openpyxl made.
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = _text(_HUNDREDTHS_LABEL, style.INK)
    chart.x_axis.tickLblSkip = -(-count // _MOST_LABELS)
    chart.x_axis.number_format = "@"
    chart.y_axis.number_format = _axis_format(unit, step)
    chart.y_axis.scaling.min = 0
    # Room above the highest point, in whole steps.
    top = ((highest / step).to_integral_value(ROUND_CEILING) or Decimal(1)) * step
    chart.y_axis.scaling.max = float(top)
    chart.y_axis.majorUnit = float(step)
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=style.RULE)))
    for axis in (chart.x_axis, chart.y_axis):
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=style.MUTED))


def _axis_format(unit: str, step: Decimal) -> str:
    digits = "#,##0.0" if step < 1 else "#,##0"
    return f'{digits}"%"' if unit == "percent" else digits
