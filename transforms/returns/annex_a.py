"""Writes `annex-a.xlsx`: the eleven child-level lists of Annex A, `Read me` before and `Checks` after them.

Each list is one SQL file of `annex_a/`, which says what it holds in a YAML comment and takes its dates as parameters;
`annex_a/relations.sql` makes what they share. Nothing here reads the clock: ages, windows and open cases are as at the
reference date, and the rows are those known at the session's `known_at`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import yaml

from transforms.returns.annex_a_pages import (
    CHECKS_WIDTHS,
    READ_ME_WIDTHS,
    Check,
    Found,
    ListReport,
    PreviousLoad,
    checks_lines,
    read_me_lines,
)
from transforms.returns.bulk import BulkWorkbook, Column, Kind
from transforms.returns.context import ReturnContext
from warehouse.calendar import addm
from warehouse.errors import SettingsError
from warehouse.queries import quoted
from warehouse.schema import Field, Table, load_schema

if TYPE_CHECKING:
    from transforms.catalogue import Catalogue

ROWS_AT_A_TIME = 5_000
NARROWEST, WIDEST = 14, 36
IDENTIFIERS = ("child_unique_id", "adopter_identifier", "family_identifier", "placement_urn", "placement_postcode")
# Without all of these nobody can tell a child who was only referred from one who was given a service.
SERVICE_TABLES = ("ssd_cin_assessments", "ssd_cin_plans", "ssd_cp_plans", "ssd_s47_enquiry", "ssd_cla_episodes")


@dataclass(frozen=True)
class ListFile:
    """One list's SQL file: what it holds, in words, what it cannot do without, and what each further table adds.

    `window` is `event` (six months), `adoption` (twelve) or `day` (the reference date alone). `needs` are columns and
    `fills` tables or columns, as views name them (`ssd.contacts.cont_contact_date`, `ssd.person`). `looks_back_months`
    is how far before the window its counts of earlier events reach.
    """

    number: int
    sql: str
    holds: str
    grain: str
    needs: tuple[str, ...]
    fills: Mapping[str, str]
    notes: tuple[str, ...]
    window: str = "event"
    looks_back_months: int = 0


@dataclass(frozen=True)
class Options:
    """What an authority may set, each by a row of ref.setting named `annex_a_` and the name here."""

    event_months: int = 6
    adoption_months: int = 12
    leave_out_care_leavers: bool = True
    leave_out_referral_only: bool = True
    show_temporary_placements: bool = False


def write(
    connection: duckdb.DuckDBPyConnection, context: ReturnContext, catalogue: "Catalogue | None", path: Path
) -> None:
    """Writes the workbook to `path` (mode 0600); the same rows, settings and context give the same bytes.

    A list whose table no source delivered has its headings and no rows, and `Read me` says why. `catalogue` is not
    used: Annex A lists records and counts no measure. SettingsError when a setting cannot be used.
    """
    previous = _previous_load(connection, context)
    reports = make_lists(connection, context)
    checks, found = _run_checks(connection, context)
    tables = load_schema().annex_a_lists()
    with BulkWorkbook(path, f"Annex A, {context.authority_name}", context.footer(), context.draft_reason) as book:
        book.page("Read me", READ_ME_WIDTHS, read_me_lines(context, reports, tables))
        for entry, table in zip(load_lists(), tables, strict=True):
            columns = [_column(field) for field in table.fields]
            book.table(f"List {entry.number}", columns, _rows(connection, entry, table))
        book.page("Checks", CHECKS_WIDTHS, checks_lines(reports, previous, checks, found))


@cache
def load_lists() -> tuple[ListFile, ...]:
    """The eleven lists, in order."""
    return tuple(_load_list(number) for number in range(1, 12))


def _load_list(number: int) -> ListFile:
    sql = (files("transforms.returns") / "annex_a" / f"list_{number:02}.sql").read_text(encoding="utf-8")
    header, _, _ = sql.removeprefix("/* list\n").partition("*/")
    says = yaml.safe_load(header)
    return ListFile(number, sql, **says | {"needs": tuple(says["needs"]), "notes": tuple(says["notes"])})


def _sections(name: str) -> dict[str, str]:
    """The parts of an SQL file that begin with `-- name:`, in order."""
    text = (files("transforms.returns") / "annex_a" / name).read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in text.split("-- name: ")[1:]]
    return {title.strip(): sql for title, _, sql in parts}


def _run(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, object]
) -> duckdb.DuckDBPyConnection:
    """Runs each statement with those of the parameters that it names; gives the last one's result."""
    for statement in connection.extract_statements(sql):
        connection.execute(statement, {name: parameters[name] for name in statement.named_parameters})
    return connection


def _read_options(connection: duckdb.DuckDBPyConnection) -> Options:
    """The settings that stand in ref.setting, over the defaults."""
    rows = connection.execute("select name, value from ref.setting where starts_with(name, 'annex_a_')").fetchall()
    settings = {name.removeprefix("annex_a_"): value.strip().lower() for name, value in rows}
    defaults = Options()
    chosen: dict[str, Any] = {}
    for field in fields(Options):
        if field.name not in settings:
            continue
        value = settings[field.name]
        is_switch = isinstance(getattr(defaults, field.name), bool)
        if not (value in ("yes", "no", "true", "false") if is_switch else value.isdecimal() and 0 < int(value) <= 120):
            expected = "yes or no" if is_switch else "a number of months from 1 to 120"
            raise SettingsError(f"Setting annex_a_{field.name} must be {expected}; put it right in quarterlight.toml.")
        chosen[field.name] = value in ("yes", "true") if is_switch else int(value)
    return replace(defaults, **chosen)


def _delivered(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    return set(connection.execute("select table_name, column_name from available").fetchall())


def _prepare(
    connection: duckdb.DuckDBPyConnection, authority: str, reference_date: date, delivered: set[tuple[str, str]]
) -> tuple[dict[str, Any], Options]:
    """Makes the shared relations; gives the parameters of the lists, and the options as they could be applied."""
    options = _read_options(connection)
    tables = {table for table, _ in delivered}
    applied = replace(
        options,
        leave_out_referral_only=options.leave_out_referral_only and tables.issuperset(SERVICE_TABLES),
    )
    parameters = {
        "authority": authority,
        "reference_date": reference_date,
        "window_from": addm(reference_date, -options.event_months),
        "adoption_from": addm(reference_date, -options.adoption_months),
        "year_from": addm(reference_date, -12),
        "leave_out_care_leavers": applied.leave_out_care_leavers,
        "leave_out_referral_only": applied.leave_out_referral_only,
        "show_temporary_placements": applied.show_temporary_placements,
        "enquiry_ends_known": ("ssd_s47_enquiry", "s47e_s47_end_date") in delivered,
    }
    for sql in _sections("relations.sql").values():
        _run(connection, sql, parameters)
    return parameters, applied


def make_lists(connection: duckdb.DuckDBPyConnection, context: ReturnContext) -> list[ListReport]:
    """Makes a temporary table annex_a_list_<n> of each list; one report a list."""
    delivered = _delivered(connection)
    parameters, applied = _prepare(connection, context.authority, context.reference_date, delivered)
    covered = dict(connection.execute("select table_name, covers_from from covered").fetchall())
    starts = {"event": parameters["window_from"], "adoption": parameters["adoption_from"], "day": None}
    reports = []
    for entry, table in zip(load_lists(), load_schema().annex_a_lists(), strict=True):
        reason = _why_not(entry, delivered)
        nothing = "limit 0" if reason else ""
        _run(connection, f"create or replace temp table {_name(entry)} as {entry.sql} {nothing}", parameters)
        report = ListReport(
            number=entry.number,
            title=table.title,
            holds=entry.holds,
            grain=entry.grain,
            window_from=starts[entry.window],
            rows=connection.execute(f"select count(*) from {_name(entry)}").fetchall()[0][0],
            not_available=reason,
            gaps=() if reason else tuple(_gaps(entry, delivered, covered, starts[entry.window])),
            notes=entry.notes,
        )
        reports.append(_with_exclusions(report, _read_options(connection), applied) if entry.number == 6 else report)
    return reports


def _with_exclusions(report: ListReport, asked: Options, applied: Options) -> ListReport:
    """List 6's report with what became of its two exclusions, since they move the headline count."""
    gaps, notes = list(report.gaps), list(report.notes)
    if applied.leave_out_referral_only:
        notes.append("Left out: episodes with no assessment, plan, enquiry or period of care (children only referred).")
    elif asked.leave_out_referral_only:
        gaps.append(
            "Children who were only referred could not be left out: that takes assessments, plans, enquiries and care "
            "episodes, and not all of these tables were delivered"
        )
    else:
        notes.append("Children who were only referred are on the list: setting annex_a_leave_out_referral_only is off.")
    notes.append(
        "Left out: care leavers of 18 and over whose latest episode has no assessment, plan, enquiry or period of care."
        if applied.leave_out_care_leavers
        else "Care leavers are on the list: the setting annex_a_leave_out_care_leavers is off."
    )
    return replace(report, gaps=tuple(gaps), notes=tuple(notes))


def _why_not(entry: ListFile, delivered: set[tuple[str, str]]) -> str:
    """Why the list cannot be made, in words; empty when it can."""
    tables = {table for table, _ in delivered}
    lacking = [_split(need) for need in entry.needs if _split(need) not in delivered]
    absent = sorted({table for table, _ in lacking if table not in tables})
    columns = sorted(f"{table}.{column}" for table, column in lacking if table in tables)
    return f"no source delivered {', '.join(absent or columns)}" if lacking else ""


def _split(need: str) -> tuple[str, str]:
    """`ssd.contacts.cont_contact_date` as ("ssd_contacts", "cont_contact_date")."""
    view, _, column = need.rpartition(".")
    return view.replace(".", "_", 1), column


def _gaps(
    entry: ListFile, delivered: set[tuple[str, str]], covered: Mapping[str, date | None], window_from: date | None
) -> Iterator[str]:
    tables = {table for table, _ in delivered}
    for name, what in entry.fills.items():
        table, column = _split(name) if name.count(".") > 1 else (name.replace(".", "_", 1), "")
        if table not in tables or (column and (table, column) not in delivered):
            yield f"Not known, as no source delivered {table}{'.' if column else ''}{column}: {what}"
    main, _ = _split(entry.needs[0])
    covers_from = covered.get(main)
    if covers_from is None or window_from is None or not date.min < covers_from < date(9999, 12, 31):
        return
    since = f"{main} is covered from {covers_from:%d/%m/%Y} only"
    if window_from < covers_from:
        yield f"{since}, so earlier rows may be missing"
    if addm(window_from, -entry.looks_back_months) < covers_from:
        yield f"{since}, so counts of what came before may be too low"


def _previous_load(connection: duckdb.DuckDBPyConnection, context: ReturnContext) -> PreviousLoad | None:
    """The row counts that the load before would have given at its own extraction date; None when there is none."""
    query = _sections("checks.sql")["previous_load"]
    loads = connection.execute(query, {"authority": context.authority, "load_id": context.load_id}).fetchall()
    if not loads:
        return None
    load_id, extracted_on, known_from = loads[0]
    asked = connection.execute("select getvariable('known_at'), getvariable('load_id')").fetchall()[0]
    _know(connection, known_from, load_id)
    try:
        delivered = _delivered(connection)
        parameters, _ = _prepare(connection, context.authority, extracted_on, delivered)
        rows = tuple(
            None
            if _why_not(entry, delivered)
            else _run(connection, f"select count(*) from ({entry.sql})", parameters).fetchall()[0][0]
            for entry in load_lists()
        )
    finally:
        _know(connection, *asked)
    return PreviousLoad(extracted_on, rows)


def _know(connection: duckdb.DuckDBPyConnection, known_at: object, load_id: object) -> None:
    """Turns the session to what was known at that time."""
    connection.execute("set variable known_at = cast($at as timestamp)", {"at": known_at})
    connection.execute("set variable load_id = cast($load_id as varchar)", {"load_id": load_id})


def _run_checks(connection: duckdb.DuckDBPyConnection, context: ReturnContext) -> tuple[list[Check], list[Found]]:
    """The checks over the lists just made, and the records they found."""
    sections = _sections("checks.sql")
    window_from = addm(context.reference_date, -_read_options(connection).event_months)
    parameters = {"reference_date": context.reference_date, "window_from": window_from}
    _run(connection, sections["checks"], parameters)
    _run(connection, sections["records"], parameters)
    checks = [Check(*row) for row in connection.execute(sections["summary"]).fetchall()]
    found = [Found(*row) for row in connection.execute(sections["found"]).fetchall()]
    return checks + _blanks(connection), found


def _blanks(connection: duckdb.DuckDBPyConnection) -> list[Check]:
    """One check for each column that Annex A requires and that has blanks."""
    checks = []
    for entry, table in zip(load_lists(), load_schema().annex_a_lists(), strict=True):
        required = [field for field in table.fields if field.required]
        counts = ", ".join(f"count(*) filter (where {quoted(field.name)} is null)" for field in required)
        blanks = connection.execute(f"select {counts} from {_name(entry)}").fetchall()[0]
        checks += [
            Check("Required and blank", entry.number, count, field.title)
            for field, count in zip(required, blanks, strict=True)
            if count
        ]
    return checks


def _name(entry: ListFile) -> str:
    return f"annex_a_list_{entry.number}"


def _rows(connection: duckdb.DuckDBPyConnection, entry: ListFile, table: Table) -> Iterator[Sequence[object]]:
    """The list's rows by child, event date and id; every column breaks ties, so that rows cannot change places."""
    columns = ", ".join(quoted(field.name) for field in table.fields)
    order = ", ".join(quoted(name) for name in (table.key[0], table.start or table.key[0], "record_id"))
    result = connection.execute(f"select {columns} from {_name(entry)} order by {order}, {columns}")
    while batch := result.fetchmany(ROWS_AT_A_TIME):
        yield from batch


def _column(field: Field) -> Column:
    kinds: dict[str, Kind] = {"date": "date", "integer": "count"}
    if field.name in IDENTIFIERS:
        return Column(field.title, "id")
    if field.code_set:
        longest = max(len(code.code) for code in load_schema().code_sets[field.code_set].codes)
        return Column(field.title, "text", min(max(longest + 2, NARROWEST), WIDEST))
    return Column(field.title, kinds.get(field.type, "text"), WIDEST if field.name == "allocated_team" else 0)
