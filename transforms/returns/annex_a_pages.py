"""The two pages of words around the Annex A lists: `Read me` before them and `Checks` after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from transforms.returns.bulk import Line
from transforms.returns.context import ReturnContext
from warehouse.schema import Table, load_schema

READ_ME_WIDTHS = (10, 46, 12, 14, 14, 80)
CHECKS_WIDTHS = (30, 10, 18, 24, 14, 80)
MOST_RECORDS_SHOWN = 5_000


@dataclass(frozen=True)
class ListReport:
    """What became of one list. `window_from` is None for a snapshot; `not_available` is empty when it could be made."""

    number: int
    title: str
    holds: str
    grain: str
    window_from: date | None
    rows: int
    not_available: str
    gaps: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PreviousLoad:
    """The load before: the day it was extracted on, and how many rows each list had (None: not available then)."""

    extracted_on: date
    rows: tuple[int | None, ...]


@dataclass(frozen=True)
class Check:
    """One check of one list, and how many of its rows it found."""

    name: str
    list: int
    rows: int
    says: str


@dataclass(frozen=True)
class Found:
    """One row that a check found. `record_id` is the row's id in the source table."""

    name: str
    list: int
    child_unique_id: str | None
    record_id: str | None
    says: str


def read_me_lines(context: ReturnContext, reports: Sequence[ListReport], tables: Sequence[Table]) -> Iterator[Line]:
    """What the workbook is, how many rows each list has, what is not in it and why, and what the codes mean."""
    yield Line("title", (f"Annex A: child-level lists of {context.authority_name}",))
    yield Line(
        "text",
        ("Restricted: every list names children by their local id. Handle it as you would the case files themselves.",),
    )
    yield Line("text")
    yield from _about(context)
    yield from _contents(context, reports)
    yield from _gaps(reports)
    yield from _waivers(context)
    yield from _how_made(reports)
    yield from _codes(tables)


def _about(context: ReturnContext) -> Iterator[Line]:
    yield Line("header", ("", "This workbook", ""))
    yield Line("row", ("", "Reference date", context.reference_date))
    yield Line("row", ("", "Extract taken on", context.extracted_on))
    yield Line("row", ("", "Returned for", context.quarter.label))
    yield Line("text")
    yield Line(
        "text",
        (
            "Ages are whole years at the reference date, -1 for a child born after it and blank without a date of "
            "birth. Open means no end date, or one after the reference date; such an end is shown blank.",
        ),
    )
    yield Line("text")


def _contents(context: ReturnContext, reports: Sequence[ListReport]) -> Iterator[Line]:
    yield Line("heading", ("The lists",))
    yield Line("header", ("List", "Title", "Rows", "From", "To", "What is on it, and what one row is"))
    for report in reports:
        if report.not_available:
            reason = f"Not available: {report.not_available}"
            yield Line("row", (report.number, report.title, "not available", "", "", reason))
            continue
        holds = f"{report.holds} {report.grain}"
        yield Line(
            "row",
            (
                report.number,
                report.title,
                report.rows,
                report.window_from or "on the day",
                context.reference_date,
                holds,
            ),
        )
    yield Line("text")


def _gaps(reports: Sequence[ListReport]) -> Iterator[Line]:
    yield Line("heading", ("Known gaps",))
    gaps = [
        (report.number, gap)
        for report in reports
        for gap in ([f"Not available: {report.not_available}"] if report.not_available else report.gaps)
    ]
    if not gaps:
        yield Line("text", ("None: every table the lists read was delivered.",))
    for number, gap in gaps:
        yield Line("text", (f"List {number}. {gap}.",))
    yield Line("text")


def _waivers(context: ReturnContext) -> Iterator[Line]:
    """What a named person let pass, since these lists hold the records it is about."""
    yield Line("heading", ("Waivers",))
    if not context.waivers:
        yield Line("text", ("None: nothing that the checks found was let pass.",))
    else:
        yield Line("header", ("", "Rule", "Findings", "Severity", "Until", "What must be true, who waived it, and why"))
    for waiver in context.waivers:
        told = f"{waiver.says} {waiver.covers.capitalize()}, waived by {waiver.name}: {waiver.reason}"
        yield Line("row", ("", waiver.rule, waiver.findings, waiver.severity.capitalize(), waiver.until, told))
    yield Line("text")


def _how_made(reports: Sequence[ListReport]) -> Iterator[Line]:
    yield Line("heading", ("How to read them",))
    for report in reports:
        for note in report.notes:
            yield Line("text", (f"List {report.number}. {note}",))
    yield Line("text")


def _codes(tables: Sequence[Table]) -> Iterator[Line]:
    """Each code list once, under the headings that use it."""
    code_sets = load_schema().code_sets
    used: dict[str, list[str]] = {}
    for number, table in enumerate(tables, start=1):
        for field in table.fields:
            if field.code_set:
                used.setdefault(field.code_set, []).append(f"{field.title} (list {number})")
    yield Line("heading", ("Code lists",))
    for name, columns in used.items():
        headings = _joined(columns)
        yield Line("header", ("", "Code", "", "", "", f"Meaning, in: {headings}"))
        for code in code_sets[name].codes:
            yield Line("row", ("", code.code, "", "", "", code.label))
        yield Line("text")


def _joined(columns: Sequence[str]) -> str:
    """`Gender (lists 1 to 11)` rather than eleven times the heading."""
    lists: dict[str, list[str]] = {}
    for column in columns:
        heading, _, number = column.removesuffix(")").rpartition(" (list ")
        lists.setdefault(heading, []).append(number)
    return "; ".join(
        f"{heading} (list{'s' if len(numbers) > 1 else ''} {', '.join(numbers)})" for heading, numbers in lists.items()
    )


def checks_lines(
    reports: Sequence[ListReport], previous: PreviousLoad | None, checks: Sequence[Check], found: Sequence[Found]
) -> Iterator[Line]:
    """Row counts against the load before, each check with how many rows it found, and those rows."""
    yield Line("title", ("Checks",))
    yield from _counts(reports, previous)
    yield Line("heading", ("What the checks found",))
    yield Line("header", ("Check", "List", "Rows found", "", "", "What it means"))
    for check in checks:
        yield Line("row", (check.name, check.list, check.rows, "", "", check.says))
    yield Line("text")
    if not found:
        return
    yield Line("heading", ("The rows they found",))
    if len(found) > MOST_RECORDS_SHOWN:
        yield Line("text", (f"The first {MOST_RECORDS_SHOWN:,} of {len(found):,}.",))
    yield Line("header", ("Check", "List", "Child Unique ID", "Record", "", "What it means"))
    for row in found[:MOST_RECORDS_SHOWN]:
        yield Line("row", (row.name, row.list, row.child_unique_id, row.record_id, "", row.says))


def _counts(reports: Sequence[ListReport], previous: PreviousLoad | None) -> Iterator[Line]:
    yield Line("heading", ("Rows against the extract before",))
    if previous is None:
        yield Line("text", ("This is the first extract, so there is none to compare with.",))
        earlier: tuple[int | None, ...] = (None,) * len(reports)
    else:
        yield Line(
            "text",
            (
                f"The extract before was taken on {previous.extracted_on:%d/%m/%Y}; its lists are counted as at that "
                "day, by the same rules.",
            ),
        )
        earlier = previous.rows
    yield Line("header", ("List", "", "Rows", "Rows before", "Change", ""))
    for report, before in zip(reports, earlier, strict=True):
        change = "" if before is None or report.not_available else f"{report.rows - before:+,}"
        now: object = "not available" if report.not_available else report.rows
        then: object = "" if previous is None else "not available" if before is None else before
        yield Line("row", (f"List {report.number} {report.title}", "", now, then, change, ""))
    yield Line("text")
