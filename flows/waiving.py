"""`waive`: a named person lets findings of the latest load pass, for a reason and until a day, or ends that again.

The waiver is an entry of the ledger. The validation page and the warehouse are then written anew, so that nobody reads
a verdict that no longer holds. A run that dies in between leaves the waiver in the ledger, where the next run reads it.
"""

import re
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

import duckdb

from flows.gate import Verdict
from flows.refresh import HOLD, SHOW_AGAIN_STEPS, RefreshRequest, RefreshRun
from flows.settings import did_you_mean, load_mappings
from flows.steps import Execute, run_steps
from warehouse import __version__, ledger
from warehouse.calendar import addm
from warehouse.errors import SettingsError
from warehouse.landing import read_landed
from warehouse.queries import read_queries
from warehouse.rebuild import known_loads
from warehouse.schema import load_schema
from warehouse.waivers import ENDED, GIVEN, Waiver, read_waivers

LONGEST_NAME, LONGEST_REASON = 100, 1_000
USUAL_MONTHS = 12


@dataclass(frozen=True)
class WaiveRequest:
    """What was asked. `until` None ends the waivers of this rule and record; `record_id` None means the whole rule."""

    run: RefreshRequest
    rule: str
    record_id: str | None
    name: str
    reason: str
    until: date | None


@dataclass(frozen=True)
class WaiveOutcome:
    """What a waiver covers: standing findings of the rule, those of them this one covers, and the verdict since then.

    `could_not_run` says that the rule could not run, which a waiver of the whole rule covers too; `is_long` that it
    stands for more than a year; `ended` counts the waivers that were ended.
    """

    rule: str
    severity: str
    findings: int
    covered: int
    could_not_run: bool
    until: date | None
    is_long: bool
    ended: int
    verdict: Verdict


@dataclass(frozen=True)
class _Latest:
    """The latest load, and what it says of the rule."""

    load_id: str
    extracted_on: date
    severity: str
    status: str
    findings: int
    covered: int


def waive(request: WaiveRequest, execute: Execute) -> WaiveOutcome:
    """Enters the waiver, or its end, in the ledger and shows it; says what it covers.

    SettingsError says what cannot be waived and why; WarehouseLocked that another run holds the warehouse.
    """
    check_words(request)
    place, authority = request.run.workspace, request.run.authority
    if not place.warehouse(authority.code).is_file():
        raise SettingsError("Nothing was loaded yet: run `quarterlight refresh` first.")
    with ExitStack() as stack:
        run = RefreshRun(request.run, load_schema(), load_mappings(place.mappings), stack, "waive")
        run_steps((HOLD,), run, execute)
        assert run.copy is not None
        latest = _look(run.copy.connection, request)
        standing = _standing(request, latest.extracted_on)
        if request.until is None:
            _refuse_nothing_to_end(request, standing)
        else:
            _refuse_days(request.until, latest.extracted_on)
            _refuse_strangers(request, latest)
        _enter(request, latest)
        run_steps(SHOW_AGAIN_STEPS, run, execute)
        assert run.outcome is not None
        return WaiveOutcome(
            rule=request.rule,
            severity=latest.severity,
            findings=latest.findings,
            covered=latest.covered,
            could_not_run=latest.status == "not_run",
            until=request.until,
            is_long=request.until is not None and request.until > addm(latest.extracted_on, USUAL_MONTHS),
            ended=len(standing) if request.until is None else 0,
            verdict=run.outcome.verdict,
        )


def check_words(request: WaiveRequest) -> None:
    """SettingsError when the name or the reason is empty, too long, or the reason names the record."""
    for what, text, longest in (("--name", request.name, LONGEST_NAME), ("--reason", request.reason, LONGEST_REASON)):
        if not text.strip():
            raise SettingsError(f"{what} is empty: a waiver says who gives it and why, and every return shows both.")
        if len(text) > longest:
            raise SettingsError(
                f"{what} is longer than {longest:,} characters; every return shows it, so keep it short."
            )
    if request.record_id and re.search(rf"(?<!\w){re.escape(request.record_id)}(?!\w)", request.reason):
        raise SettingsError(
            "--reason names the record: every return shows the reason, so leave ids and names out of it."
        )


def _look(connection: duckdb.DuckDBPyConnection, request: WaiveRequest) -> _Latest:
    """What the latest load says of the rule. SettingsError when there is no such rule."""
    place, code = request.run.workspace, request.run.authority.code
    known = known_loads(connection)
    if not known:
        raise SettingsError("Nothing was loaded yet: run `quarterlight refresh` first.")
    landed = read_landed(place.landing(code) / known[-1])
    queries = read_queries("waivers.sql")
    of = {"load_id": landed.load_id, "rule": request.rule}
    said = connection.execute(queries["rule"], of).fetchone() or _of_the_catalogue(request)
    counts = [
        connection.execute(queries["findings_of"], {**of, "record_id": record}).fetchall()[0][0]
        for record in (None, request.record_id)
    ]
    return _Latest(landed.load_id, landed.extracted_on.date(), said[0], said[2], *counts)


def _of_the_catalogue(request: WaiveRequest) -> tuple[str, str, str]:
    """A rule of a table that the latest load does not hold. SettingsError when there is none of this name at all."""
    from expectations.rules import rule_catalogue

    known = {rule.id: rule for rule in rule_catalogue(load_schema())}
    if request.rule not in known:
        raise SettingsError(
            f"There is no rule {request.rule}.{did_you_mean(request.rule, known)} `quarterlight rules` lists them."
        )
    rule = known[request.rule]
    return request.run.settings.gate.severity.get(rule.id, rule.severity), rule.says, "not_applied"


def _standing(request: WaiveRequest, extracted_on: date) -> list[Waiver]:
    """The waivers of this rule and record that stand for the latest load."""
    book = request.run.workspace.ledger(request.run.authority.code)
    return [
        waiver
        for waiver in read_waivers(book)
        if (waiver.rule, waiver.record_id) == (request.rule, request.record_id) and waiver.stands(extracted_on)
    ]


def _refuse_nothing_to_end(request: WaiveRequest, standing: list[Waiver]) -> None:
    if not standing:
        of = "this record" if request.record_id else "the whole rule"
        raise SettingsError(
            f"No waiver of {request.rule} for {of} stands, so there is none to end. `quarterlight waive --list` shows "
            "those that were given."
        )


def _refuse_days(until: date, extracted_on: date) -> None:
    if until < extracted_on:
        raise SettingsError(
            f"--until {until:%d/%m/%Y} is over already: the latest extract was taken on {extracted_on:%d/%m/%Y}. Name "
            "that day or a later one."
        )


def _refuse_strangers(request: WaiveRequest, latest: _Latest) -> None:
    # The message reaches logs where a schedule runs the command, so it does not repeat the id.
    if request.record_id is not None and not latest.covered:
        raise SettingsError(
            f"{request.rule} finds no record of that id in the latest load, so there is nothing to waive. The findings "
            "file of the load lists the records it finds."
        )


def _enter(request: WaiveRequest, latest: _Latest) -> None:
    detail = {
        "rule": request.rule,
        "record_id": request.record_id,
        "name": request.name,
        "reason": request.reason,
        "load_id": latest.load_id,
    }
    day = latest.extracted_on.isoformat()
    if request.until is None:
        kind, detail = ENDED, {**detail, "from": day}
    else:
        kind, detail = GIVEN, {**detail, "since": day, "until": request.until.isoformat()}
    ledger.append(
        request.run.workspace.ledger(request.run.authority.code),
        at=request.run.now,
        kind=kind,
        authority=request.run.authority.code,
        version=__version__,
        detail=detail,
    )
