"""`refresh`, `check`, `return` and `serve`: what was asked becomes a request, what was done becomes an answer."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flows.gate import WHAT_TO_DO
from flows.quarterly import ReturnOutcome, ReturnRequest, parse_known_at, quarterly_return
from flows.refresh import RefreshOutcome, RefreshRequest, last_closed_quarter, parse_extracted_on, refresh
from flows.screen import Screen
from flows.settings import load_settings
from flows.steps import Execute
from flows.workspace import Workspace
from warehouse.calendar import Quarter
from warehouse.database import open_session
from warehouse.errors import SettingsError

# Hundreds of pages, one a rule, that the return's own index leads to.
_RULE_PAGES = "/validation/rules/"


def direct(screen: Screen) -> Execute:
    """Carries out each step here and now, and says how long it took."""

    def execute(name: str, retries: int, work: Callable[[], None]) -> None:
        with screen.step(name):
            work()

    return execute


def refresh_request(
    workspace: Workspace, authority: str | None, extracted_on: str | None, now: datetime
) -> RefreshRequest:
    settings = load_settings(workspace)
    return RefreshRequest(workspace, settings, settings.authority(authority), parse_extracted_on(extracted_on), now)


def return_request(
    workspace: Workspace,
    authority: str | None,
    quarter: str | None,
    draft: bool,
    as_known_at: str | None,
    reference_date: str | None,
    focus: str,
    out: str | None,
    now: datetime,
    per_team: bool = False,
) -> ReturnRequest:
    """The request behind `return`; without a quarter, the last one that had closed when the extracts were taken."""
    settings = load_settings(workspace)
    chosen = settings.authority(authority)
    known_at = parse_known_at(as_known_at)
    parsed = (
        Quarter.parse(quarter) if quarter else _latest_quarter(workspace, chosen.code, known_at, settings.reference())
    )
    return ReturnRequest(
        workspace=workspace,
        settings=settings,
        authority=chosen,
        quarter=parsed,
        draft=draft,
        as_known_at=known_at,
        reference_date=date.fromisoformat(reference_date) if reference_date else None,
        focus=focus,
        out=Path(out).resolve() if out else None,
        now=now,
        per_team=per_team,
    )


def _latest_quarter(
    workspace: Workspace, code: str, known_at: datetime | None, reference: dict[str, tuple[str, ...]]
) -> Quarter:
    session = open_session(workspace.warehouse(code), known_at, reference)
    try:
        return last_closed_quarter(session.extracted_on)
    finally:
        session.close()


def run_refresh(
    workspace: Workspace, authority: str | None, extracted_on: str | None, with_prefect: bool, screen: Screen
) -> int:
    outcome: RefreshOutcome
    if with_prefect or _server_configured():
        refresh_request(workspace, authority, extracted_on, screen.started)
        arguments = {"workspace": str(workspace.root), "authority": authority, "extracted_on": extracted_on}
        outcome = _as_flow(workspace, 0, arguments, screen)
    else:
        outcome = refresh(refresh_request(workspace, authority, extracted_on, screen.started), direct(screen))
    tell_refresh(workspace, outcome, screen)
    screen.answer(refresh_answer(workspace, outcome, screen))
    return outcome.exit_status


def run_return(workspace: Workspace, authority: str | None, asked: dict[str, Any], screen: Screen) -> int:
    arguments = {name: value for name, value in asked.items() if name != "with_prefect"}
    arguments["reference_date"] = asked["reference_date"].date().isoformat() if asked["reference_date"] else None
    arguments["out"] = str(asked["out"].resolve()) if asked["out"] else None
    request = return_request(workspace, authority, now=screen.started, **arguments)
    outcome: ReturnOutcome
    if asked["with_prefect"] or _server_configured():
        outcome = _as_flow(
            workspace, 1, {"workspace": str(workspace.root), "authority": authority, **arguments}, screen
        )
    else:
        outcome = quarterly_return(request, direct(screen))
    tell_return(workspace, outcome, screen)
    screen.answer(return_answer(workspace, request.quarter, outcome, screen))
    return outcome.exit_status


def _server_configured() -> bool:
    from flows.with_prefect import server_configured

    return server_configured()


def _as_flow(workspace: Workspace, which: int, arguments: dict[str, Any], screen: Screen) -> Any:
    from flows.with_prefect import prepare_prefect, watcher

    prepare_prefect(workspace, "CRITICAL")
    screen.note("Starting Prefect …")
    from flows.deployments import overnight_refresh, quarterly_return

    watcher.screen = screen
    (overnight_refresh, quarterly_return)[which](**arguments)
    return watcher.outcomes[-1]


def tell_refresh(workspace: Workspace, outcome: RefreshOutcome, screen: Screen) -> None:
    """What a refresh did, for people."""
    loaded = "new load" if outcome.is_new else "the same content as before: no new load"
    screen.say(f"Load {outcome.load_id} ({loaded}): {outcome.tables} tables, {outcome.rows:,} rows.")
    screen.say(
        f"Findings: {counted(outcome.findings)}."
        + (f" {outcome.not_run} rules could not run." if outcome.not_run else "")
        + (f" Waived of these: {counted(outcome.waived)}." if outcome.waived else "")
    )
    for waiver in outcome.waivers:
        covered = f"{waiver.findings:,} finding{'' if waiver.findings == 1 else 's'}"
        screen.say(f"  waived until {waiver.until:%d/%m/%Y}: {waiver.rule}, {covered}")
    if not outcome.verdict.may_go:
        screen.say(f"Published, but a return will be refused: {outcome.verdict.reason}.")
        screen.say(WHAT_TO_DO)
    screen.say(f"  validation page   {workspace.relative(outcome.validation / 'index.html')}")
    screen.say(f"  findings          {workspace.relative(outcome.findings_file)}")
    screen.say(f"  warehouse         {workspace.relative(outcome.warehouse)}")


def counted(findings: Mapping[str, int]) -> str:
    """Findings by severity in words: `1 critical, 0 major, 12 minor`."""
    return ", ".join(f"{findings.get(name, 0):,} {name}" for name in ("critical", "major", "minor"))


def refresh_answer(workspace: Workspace, outcome: RefreshOutcome, screen: Screen) -> dict[str, Any]:
    """What a refresh did, for machines."""
    return {
        "load_id": outcome.load_id,
        "extracted_on": outcome.extracted_on.isoformat(),
        "new_load": outcome.is_new,
        "tables": outcome.tables,
        "rows": outcome.rows,
        "findings": dict(outcome.findings),
        "waived": dict(outcome.waived),
        "waivers": [
            {"rule": waiver.rule, "findings": waiver.findings, "until": waiver.until} for waiver in outcome.waivers
        ],
        "may_go": outcome.verdict.may_go,
        "reason": outcome.verdict.reason,
        "rules_not_run": outcome.not_run,
        "validation": workspace.relative(outcome.validation / "index.html"),
        "findings_file": workspace.relative(outcome.findings_file),
        "warehouse": workspace.relative(outcome.warehouse),
        "seconds": screen.seconds,
        "exit_status": outcome.exit_status,
    }


def tell_return(workspace: Workspace, outcome: ReturnOutcome, screen: Screen) -> None:
    """What a return holds, for people."""
    counts = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in outcome.measures.items())
    screen.say(f"Return {workspace.relative(outcome.folder)} from load {outcome.load_id}: measures {counts}.")
    if outcome.to_date:
        screen.say("The quarter had not ended when the extracts were taken: its figures are to date.")
    if outcome.draft_reason:
        screen.say(f"DRAFT: {outcome.draft_reason}.")
    if outcome.verdict.waived:
        screen.say(
            f"Critical findings waived: {outcome.verdict.waived:,}. Every file of the return says by whom and why."
        )
    behind = [name for name in outcome.files if _RULE_PAGES in name]
    for name in sorted(outcome.files.keys() - set(behind)):
        screen.say(f"  {name}")
    if behind:
        screen.say(f"  and {len(behind):,} pages of single rules behind validation/index.html")


def return_answer(workspace: Workspace, quarter: Quarter, outcome: ReturnOutcome, screen: Screen) -> dict[str, Any]:
    """What a return holds, for machines."""
    return {
        "quarter": quarter.label,
        "folder": workspace.relative(outcome.folder),
        "files": dict(outcome.files),
        "load_id": outcome.load_id,
        "known_at": outcome.known_at.isoformat(),
        "measures": dict(outcome.measures),
        "critical_findings": outcome.verdict.critical,
        "critical_waived": outcome.verdict.waived,
        "draft": outcome.draft_reason,
        "to_date": outcome.to_date,
        "seconds": screen.seconds,
        "exit_status": outcome.exit_status,
    }


def run_check(workspace: Workspace, authority: str | None, screen: Screen) -> int:
    from flows.recheck import recheck

    request = refresh_request(workspace, authority, None, screen.started)
    outcome = recheck(request, direct(screen))
    tell_refresh(workspace, replace(outcome, is_new=False), screen)
    screen.answer(refresh_answer(workspace, outcome, screen))
    return outcome.exit_status


def run_serve(workspace: Workspace, screen: Screen) -> int:
    from flows.prefect_server import local_server
    from flows.with_prefect import prepare_prefect, serve, server_configured

    settings = load_settings(workspace)
    if len(settings.authorities) > 1:
        raise SettingsError("serve schedules one authority a workspace; give each authority its own workspace folder.")
    prepare_prefect(workspace, "INFO")
    plan = settings.schedule
    log = workspace.prefect_home / "server.log"
    with nullcontext() if server_configured() else local_server(log) as address:
        screen.note(f"Nightly refresh at '{plan.nightly}', quarterly return at '{plan.quarterly}', {plan.timezone}.")
        screen.note(f"Prefect's pages: {address.removesuffix('/api')}" if address else "Prefect: the configured server")
        screen.note("Stop with Ctrl-C.")
        serve(workspace, plan.nightly, plan.quarterly, plan.timezone)
    return 0
