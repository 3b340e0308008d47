"""The quarterly return: freeze what was known, ask whether it may go, compute, write, put in place, enter it."""

import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from filelock import FileLock, Timeout

from flows.gate import WHAT_TO_DO, Verdict, judge
from flows.identity import settings_hash
from flows.settings import Authority, Settings, load_mappings
from flows.steps import Execute, Step, run_steps
from flows.workspace import Workspace
from transforms.comparisons import Comparisons, read_comparisons
from warehouse import __version__, ledger
from warehouse.calendar import Quarter
from warehouse.database import Session, open_session
from warehouse.errors import CriticalFindings, SettingsError, WarehouseLocked
from warehouse.summary import population_release
from warehouse.waivers import known_waivers, put_waivers, shown_waivers


@dataclass(frozen=True)
class ReturnRequest:
    """What was asked. `as_known_at` None means the latest load; `out` None the workspace's returns folder.

    `per_team` adds the fix list of each team.
    """

    workspace: Workspace
    settings: Settings
    authority: Authority
    quarter: Quarter
    draft: bool
    as_known_at: datetime | None
    reference_date: date | None
    focus: str
    out: Path | None
    now: datetime
    per_team: bool = False


@dataclass(frozen=True)
class ReturnOutcome:
    """The return folder that was written, the files in it, and what the gate said of the findings."""

    folder: Path
    files: Mapping[str, str]
    load_id: str
    known_at: datetime
    measures: Mapping[str, int]
    verdict: Verdict
    draft_reason: str
    to_date: bool

    @property
    def exit_status(self) -> int:
        """1 when critical findings stand that nobody waived (only a draft is then written)."""
        return 0 if self.verdict.may_go else 1


@dataclass
class ReturnRun:
    """A return under way; each step fills in what the next one needs."""

    request: ReturnRequest
    stack: ExitStack
    session: Session | None = None
    verdict: Verdict | None = None
    draft_reason: str = ""
    building: Path | None = None
    outcome: ReturnOutcome | None = None
    counts: dict[str, int] = field(default_factory=dict)
    comparisons: Comparisons = field(default_factory=Comparisons)

    @property
    def folder(self) -> Path:
        request = self.request
        return request.out or request.workspace.returns(request.authority.code, request.quarter.label)

    @property
    def before(self) -> Path:
        """Where the return of an earlier run waits while the new one takes its place."""
        return self.folder.parent / f".{self.folder.name}.before"


def quarterly_return(request: ReturnRequest, execute: Execute) -> ReturnOutcome:
    """Writes the return folder and says what is in it.

    Raises SettingsError when there is no warehouse or the quarter has not begun, CriticalFindings when critical
    findings stand and no draft was asked for, WarehouseLocked when the same return is being written by another run.
    """
    with ExitStack() as stack:
        run = ReturnRun(request, stack)
        run_steps(STEPS, run, execute)
        assert run.outcome is not None
        return run.outcome


def parse_known_at(text: str | None) -> datetime | None:
    """Reads a time, or a date, which means its end: what was known when that day was over."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise SettingsError(
            "--as-known-at takes a date such as 2026-10-05 or a time such as 2026-10-05T18:30."
        ) from None
    return datetime.combine(moment.date(), time.max) if len(text) <= len("2026-10-05") else moment


def _freeze(run: ReturnRun) -> None:
    request = run.request
    warehouse = request.workspace.warehouse(request.authority.code)
    if not warehouse.is_file():
        raise SettingsError(
            f"There is no {request.workspace.relative(warehouse)} yet: run `quarterlight refresh` first."
        )
    run.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _one_at_a_time(run)
    if run.before.exists() and not run.folder.exists():
        run.before.rename(run.folder)
    run.session = open_session(warehouse, request.as_known_at, request.settings.reference())
    run.stack.callback(run.session.close)
    book = request.workspace.ledger(request.authority.code)
    put_waivers(run.session.connection, known_waivers(book, run.session.extracted_on))
    if request.quarter.start > run.session.extracted_on:
        raise SettingsError(
            f"{request.quarter.label} begins on {request.quarter.start:%d/%m/%Y}, after the extract of "
            f"{run.session.extracted_on:%d/%m/%Y}. Refresh with a later extract, or ask for an earlier quarter."
        )


def _one_at_a_time(run: ReturnRun) -> None:
    lock = FileLock(run.folder.parent / f".{run.folder.name}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise WarehouseLocked(
            f"Another run is writing {run.folder.name}. Wait for it to end, then run this again."
        ) from None
    run.stack.callback(lock.release)


def _gate(run: ReturnRun) -> None:
    """Critical findings stop a return, since a headline number would be wrong; a draft says so on every sheet."""
    assert run.session is not None
    run.verdict = judge(run.session.connection, run.session.load_id, run.request.settings.gate)
    if run.verdict.may_go:
        run.draft_reason = "asked for as a draft" if run.request.draft else ""
        return
    run.draft_reason = run.verdict.reason
    if not run.request.draft:
        raise CriticalFindings(
            f"Nothing was written: {run.draft_reason}. {WHAT_TO_DO} Every record is in the findings file of this load."
        )


def _measure(run: ReturnRun) -> None:
    from transforms.catalogue import load_catalogue
    from transforms.compute import compute

    assert run.session is not None
    catalogue = load_catalogue()
    # First, since a mistake in these files is found in a moment and counting takes longer.
    run.comparisons = read_comparisons(run.request.workspace.root, catalogue)
    compute(run.session.connection, catalogue, run.request.quarter)


def _write(run: ReturnRun) -> None:
    from transforms.catalogue import load_catalogue
    from transforms.returns.context import ReturnContext
    from transforms.returns.package import write_return
    from transforms.statuses import statuses

    assert run.session is not None
    request, session = run.request, run.session
    building = run.folder.parent / f".{run.folder.name}.building"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700)
    run.stack.callback(shutil.rmtree, building, ignore_errors=True)
    run.building = building
    context = ReturnContext(
        authority=request.authority.code,
        authority_name=session.authority_name or request.authority.code,
        quarter=request.quarter,
        extracted_on=session.extracted_on,
        known_at=session.known_at,
        reference_date=request.reference_date or session.extracted_on,
        load_id=session.load_id,
        version=__version__,
        population_release=population_release(session.connection, session.extracted_on),
        draft_reason=run.draft_reason,
        focus=request.focus,
        comparisons=run.comparisons,
        waivers=shown_waivers(session.connection, session.load_id, session.extracted_on),
        own_severities=tuple(sorted(request.settings.gate.severity.items())),
    )
    mappings = load_mappings(request.workspace.mappings)
    write_return(
        session.connection,
        context,
        load_catalogue(),
        building,
        validation_page=request.workspace.validation(request.authority.code, session.load_id) / "index.html",
        settings_hash=settings_hash(mappings, request.settings.reference(), run.comparisons.files),
        per_team=request.per_team,
    )
    run.counts = statuses(session.connection, request.quarter)


def _publish(run: ReturnRun) -> None:
    """Renames the finished folder into place; the one before is moved aside first and then removed."""
    assert run.building is not None
    shutil.rmtree(run.before, ignore_errors=True)
    if run.folder.exists():
        run.folder.rename(run.before)
    run.building.rename(run.folder)
    shutil.rmtree(run.before, ignore_errors=True)


def _record(run: ReturnRun) -> None:
    assert run.session is not None
    assert run.verdict is not None
    request, session = run.request, run.session
    root, book = request.workspace.root, request.workspace.ledger(request.authority.code)
    files = ledger.hash_files(root, [run.folder])
    removed = ledger.gone(book, root, run.folder)
    ledger.append(
        book,
        at=request.now,
        kind="return",
        authority=request.authority.code,
        version=__version__,
        inputs=ledger.hash_files(
            root, [request.workspace.landing(request.authority.code) / session.load_id / "manifest.json"]
        ),
        outputs=files,
        detail={
            "quarter": request.quarter.label,
            "load_id": session.load_id,
            "known_at": session.known_at.isoformat(),
            "draft": run.draft_reason,
            "critical": run.verdict.critical,
            "critical_waived": run.verdict.waived,
            **({"removed": removed} if removed else {}),
        },
    )
    run.outcome = ReturnOutcome(
        folder=run.folder,
        files=files,
        load_id=session.load_id,
        known_at=session.known_at,
        measures=run.counts,
        verdict=run.verdict,
        draft_reason=run.draft_reason,
        to_date=request.quarter.end > session.extracted_on,
    )


STEPS: tuple[Step[ReturnRun], ...] = (
    Step("Freeze what was known", _freeze),
    Step("Ask whether it may go", _gate),
    Step("Compute the measures", _measure),
    Step("Write the return", _write),
    Step("Put it in place", _publish),
    Step("Enter it in the ledger", _record),
)
