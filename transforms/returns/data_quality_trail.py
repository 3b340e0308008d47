"""The sheets Burndown and Waivers of the data-quality workbook: whether faults get fewer, and who let which pass."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from duckdb import DuckDBPyConnection
from openpyxl.chart import Reference

from transforms.returns import style
from transforms.returns.charts import Numbers, Reach, bar_chart
from transforms.returns.data_quality_facts import SEVERITIES
from transforms.returns.figures import rows
from transforms.returns.monitoring_sheets import count_cell, severity_cell
from transforms.returns.workbook import BAND, GREY, NUMBER, SMALL, STRONG, Book, Column, Page, Styled

_COUNTS = ("standing", "new", "came_back", "fixed", "waived")
_HEADINGS = {"standing": "stand", "new": "new", "came_back": "came back", "fixed": "fixed", "waived": "waived"}
_MOST_LOADS_DRAWN = 24
_CHART_LINES, _CHART_CENTIMETRES = 14.5, 10.2
_DATE = replace(NUMBER, format=style.DATE_FORMAT, align="left")


@dataclass(frozen=True)
class _Down(Numbers):
    """Numbers that stand in columns: `labels_row` and `result_row` are columns, `first_column` is the first row."""

    def row(self, number: int) -> Reference:
        last = self.first_column + self.count - 1
        return Reference(self.sheet, min_col=number, max_col=number, min_row=self.first_column, max_row=last)


def burndown(book: Book, connection: DuckDBPyConnection) -> None:
    """One row a load, oldest first: how many findings of each severity stand, came, went, were waived; and charts."""
    columns = [
        Column("Extract taken on", 14),
        *(
            Column(f"{severity.capitalize()}: {_HEADINGS[name]}", 10.5, True)
            for severity in SEVERITIES
            for name in _COUNTS
        ),
        Column("All that stand", 10.5, True),
    ]
    loads = [
        (day, {row["severity"]: row for row in found})
        for day, found in groupby(
            rows(connection, "burndown", load_id=book.context.load_id), lambda r: r["extracted_on"]
        )
    ]
    says = (
        "Each extract that was checked, and what stood wrong in it. New, came back and fixed: since the extract before."
        " Waived findings stand too. Where a rule could not be run, its findings are missing from that extract. Of"
        " several extracts taken on one day the last counts."
    )
    page = book.page("Burndown", columns, says)
    charts_row = page.row
    page.height(_CHART_LINES)
    page.skip()
    for first in range(2, 2 + len(SEVERITIES) * len(_COUNTS), len(_COUNTS)):
        page.span(SEVERITIES[(first - 2) // len(_COUNTS)].capitalize(), BAND, first, first + len(_COUNTS) - 1)
    page.height(1)
    page.header(freeze_columns=1)
    first_row = page.row
    for day, found in loads:
        page.line(_load_line(day, found))
    _draw(page, charts_row, first_row, loads)
    page.filter()


def _load_line(day: date, found: dict[str, dict[str, Any]]) -> list[Styled]:
    counts = [found[severity][name] for severity in SEVERITIES for name in _COUNTS]
    # Text, so that the charts below show it as it stands here.
    return [
        Styled(f"{day:%d/%m/%Y}", STRONG),
        *(count_cell(count) for count in counts),
        count_cell(sum(found[severity]["standing"] for severity in SEVERITIES)),
    ]


def _draw(page: Page, row: int, first_row: int, loads: Sequence[tuple[date, dict[str, dict[str, Any]]]]) -> None:
    """A chart for each severity of the findings that stand, over the latest loads."""
    shown = list(loads)[-_MOST_LOADS_DRAWN:]
    first = first_row + len(loads) - len(shown)
    for place, severity in enumerate(SEVERITIES):
        highest = max((found[severity]["standing"] for _, found in shown), default=0)
        numbers = _Down(page.sheet, 1, 2 + place * len(_COUNTS), None, first, len(shown))
        title = f"{severity.capitalize()} findings that stand, by extract"
        chart: Any = bar_chart(title, "count", numbers, Reach(Decimal(max(highest, 1))))
        chart.legend = None
        chart.width = _CHART_CENTIMETRES
        page.sheet.add_chart(chart, f"{'BGL'[place]}{row}")


def waivers(book: Book, connection: DuckDBPyConnection) -> None:
    """One row a waiver, those that stand first: who let what pass, why and until when, with the record's key."""
    columns = [
        Column("Stands", 10),
        Column("Rule", 38),
        Column("Severity", 10),
        Column("What must be true", 40),
        Column("Record", 24),
        Column("Findings covered", 10, True),
        Column("Waived by", 22),
        Column("Why", 50),
        Column("Given on", 12),
        Column("Until", 12),
    ]
    says = (
        "A waiver lets the return go while its findings stand; they must still be put right. It ends after its last"
        " day: the return of an extract taken later is stopped again."
    )
    page = book.page("Waivers", columns, says)
    page.header(freeze_columns=2)
    given = rows(connection, "waivers", load_id=book.context.load_id)
    for row in given:
        page.line(_waiver_line(row))
    if not given:
        page.across("None: nobody waived a finding.")
    page.filter()


def _waiver_line(row: dict[str, Any]) -> list[Styled]:
    return [
        Styled("Stands", STRONG) if row["stands"] else Styled("Ended", GREY),
        Styled(row["rule"], STRONG),
        severity_cell(row["severity"]) if row["severity"] else Styled(""),
        Styled(row["says"] or "This load has no such rule."),
        Styled(row["record_id"] or "Every finding of the rule", SMALL),
        count_cell(row["findings"]),
        Styled(row["name"]),
        Styled(row["reason"]),
        Styled(row["given_on"], _DATE),
        Styled(row["until"], _DATE),
    ]
