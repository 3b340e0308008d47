"""`waive`: gives a waiver, ends one, or lists them all."""

from datetime import datetime
from typing import Any

from flows.commands.runs import direct, refresh_request
from flows.screen import Screen
from flows.settings import load_settings
from flows.waiving import WaiveOutcome, WaiveRequest, waive
from flows.workspace import Workspace
from warehouse.database import open_session
from warehouse.errors import SettingsError
from warehouse.queries import read_queries
from warehouse.waivers import Waiver, read_waivers

NEEDED = {"give": ("name", "reason", "until"), "end": ("name", "reason")}


def run_waive(workspace: Workspace, authority: str | None, asked: dict[str, Any], screen: Screen) -> int:
    """Does what was asked: lists (`list_them`), ends (`end`), or gives a waiver."""
    if asked["list_them"]:
        return run_list(workspace, authority, asked["rule"], screen)
    refuse_incomplete(asked)
    until: datetime | None = asked["until"]
    request = WaiveRequest(
        run=refresh_request(workspace, authority, None, screen.started),
        rule=asked["rule"],
        record_id=asked["record"],
        # Line breaks would tear the cells and lines in which every return shows them.
        name=" ".join(asked["name"].split()),
        reason=" ".join(asked["reason"].split()),
        until=until.date() if until else None,
    )
    outcome = waive(request, direct(screen))
    tell(request, outcome, screen)
    screen.answer(answer(request, outcome, screen))
    return 0


def refuse_incomplete(asked: dict[str, Any]) -> None:
    """SettingsError names everything that is missing, or that does not go together."""
    if asked["end"] and asked["until"]:
        raise SettingsError("--end ends the waiver now: leave --until out.")
    wanted = NEEDED["end" if asked["end"] else "give"]
    missing = (["RULE"] if not asked["rule"] else []) + [f"--{name}" for name in wanted if asked[name] is None]
    if missing:
        raise SettingsError(
            f"waive also needs {', '.join(missing)}: a waiver says what, who, why and until when."
            " `quarterlight waive --list` shows those that were given."
        )
    if asked["record"] is not None and not asked["record"].strip():
        raise SettingsError("--record is empty: name the record's id, or leave it out to waive the whole rule.")


def tell(request: WaiveRequest, outcome: WaiveOutcome, screen: Screen) -> None:
    """What the waiver covers and what stays, for people."""
    covered = f"{outcome.covered:,} {outcome.severity} finding{'' if outcome.covered == 1 else 's'} of {outcome.rule}"
    if outcome.until is None:
        screen.say(f"Ended: {outcome.ended} {'waiver' if outcome.ended == 1 else 'waivers'}, which covered {covered}.")
    elif request.record_id is None:
        screen.say(f"Waived until {outcome.until:%d/%m/%Y}: {covered}, and every one of this rule still to come.")
    else:
        others = outcome.findings - outcome.covered
        screen.say(f"Waived until {outcome.until:%d/%m/%Y}: {covered}, all of one record; {others:,} others stay.")
    if outcome.could_not_run:
        covers = "covers" if request.record_id is None else "of one record does not cover"
        screen.say(f"The rule could not run on the latest load; a waiver {covers} that.")
    if outcome.is_long:
        screen.say(
            "That is more than a year. What nobody will ever put right is a severity of your own: [gate.severity]."
        )
    verdict = outcome.verdict
    screen.say(f"Critical findings now: {verdict.critical:,} that nobody waived, {verdict.waived:,} waived.")
    screen.say("A return may go." if verdict.may_go else f"A return is stopped: {verdict.reason}.")
    if outcome.until is not None:
        screen.say("The data are as they were: waived findings stay in the findings file, on the fix lists and in the")
        screen.say("flags of the measures; every return shows who waived them, why and until when.")


def answer(request: WaiveRequest, outcome: WaiveOutcome, screen: Screen) -> dict[str, Any]:
    """The same for machines."""
    return {
        "rule": outcome.rule,
        "severity": outcome.severity,
        "scope": "rule" if request.record_id is None else "record",
        "findings": outcome.findings,
        "covered": outcome.covered,
        "could_not_run": outcome.could_not_run,
        "until": outcome.until,
        "ended": outcome.ended,
        "critical_findings": outcome.verdict.critical,
        "critical_waived": outcome.verdict.waived,
        "may_go": outcome.verdict.may_go,
        "reason": outcome.verdict.reason,
        "seconds": screen.seconds,
        "exit_status": 0,
    }


def run_list(workspace: Workspace, authority: str | None, rule: str | None, screen: Screen) -> int:
    """Every waiver ever given, the latest first, with its state by the latest load and what it covers now."""
    settings = load_settings(workspace)
    code = settings.authority(authority).code
    waivers = [each for each in reversed(read_waivers(workspace.ledger(code))) if rule in (None, each.rule)]
    if not workspace.warehouse(code).is_file():
        raise SettingsError("Nothing was loaded yet: run `quarterlight refresh` first.")
    with open_session(workspace.warehouse(code), None, settings.reference()) as session:
        lines = []
        for waiver in waivers:
            of = {"load_id": session.load_id, "rule": waiver.rule, "record_id": waiver.record_id}
            stands = waiver.stands(session.extracted_on)
            covered = session.connection.execute(read_queries("waivers.sql")["findings_of"], of).fetchall()[0][0]
            lines.append((waiver, _state(waiver, stands), covered if stands else 0))
    if not lines:
        screen.say("No waiver was given.")
    else:
        columns = ["rule", "record", "state", "findings covered", "until", "waived by", "on", "why"]
        screen.table(columns, [_line(*line) for line in lines])
    screen.answer({"waivers": [_as_json(*line) for line in lines], "exit_status": 0})
    return 0


def _state(waiver: Waiver, stands: bool) -> str:
    if stands:
        return "stands"
    return "ended by a person" if waiver.last_day < waiver.until else "ended"


def _line(waiver: Waiver, state: str, covered: int) -> list[Any]:
    record = "(whole rule)" if waiver.record_id is None else waiver.record_id
    return [waiver.rule, record, state, covered, waiver.until, waiver.name, waiver.given_on, waiver.reason]


def _as_json(waiver: Waiver, state: str, covered: int) -> dict[str, Any]:
    return {
        "rule": waiver.rule,
        "record": waiver.record_id,
        "state": state,
        "covered": covered,
        "until": waiver.until,
        "name": waiver.name,
        "given_on": waiver.given_on,
        "reason": waiver.reason,
    }
