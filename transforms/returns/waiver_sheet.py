"""The sheet Waivers that every workbook of figures has: what somebody let pass, who, why and until when."""

from dataclasses import replace

from transforms.returns import style
from transforms.returns.monitoring_sheets import count_cell, severity_cell
from transforms.returns.workbook import HEADING, NUMBER, SMALL, STRONG, Book, Column, Styled
from warehouse.waivers import ShownWaiver

NONE = "None."
SAYS = (
    "A waiver lets findings pass so that the return may go; it does not mend them. The records stay counted as they"
    " are, and still count as faulty in the data-quality flag of each measure. A critical rule whose findings are all"
    " waived does not by itself make a measure red."
)
_DATE = replace(NUMBER, format=style.DATE_FORMAT, align="left")


def waivers(book: Book) -> None:
    """One row a waiver that stands, the worst rule first; `None.` where nobody waived anything."""
    columns = [
        Column("Rule", 38),
        Column("Severity", 10),
        Column("What must be true", 44),
        Column("Covers", 24),
        Column("Findings covered", 11, True),
        Column("Waived by", 24),
        Column("Waived on", 13),
        Column("Why", 56),
        Column("Until", 13),
    ]
    page = book.page("Waivers", columns, SAYS)
    page.header(freeze_columns=1)
    for waiver in book.context.waivers:
        page.line(_line(waiver))
    if not book.context.waivers:
        page.across(NONE)
    page.filter()
    own = book.context.own_severities
    if own:
        page.skip()
        page.across("Rules whose severity this council set in its settings", HEADING)
        for rule, severity in own:
            page.put(1, rule, STRONG)
            page.put(2, severity_cell(severity).value, severity_cell(severity).look)
            page.height(1)


def _line(waiver: ShownWaiver) -> list[Styled]:
    return [
        Styled(waiver.rule, STRONG),
        severity_cell(waiver.severity) if waiver.severity else Styled(""),
        Styled(waiver.says),
        Styled(waiver.covers.capitalize(), SMALL),
        count_cell(waiver.findings),
        Styled(waiver.name),
        Styled(waiver.given_on, _DATE),
        Styled(waiver.reason),
        Styled(waiver.until, _DATE),
    ]
