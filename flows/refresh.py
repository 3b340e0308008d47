"""The overnight refresh: read the source, land it, type it, check it, keep its history, compute the measures, publish.

Everything happens on a working copy of the warehouse; readers see the old one until the last step renames the new one
into place. A run that dies anywhere leaves what was published before, and the next run starts clean.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.gate import Verdict, judge
from flows.identity import build_hash
from flows.settings import Authority, Settings, load_mappings
from flows.steps import Execute, Step, run_steps
from flows.workspace import Workspace
from warehouse import __version__, ledger
from warehouse.calendar import Quarter
from warehouse.database import WorkingCopy, create_database, open_session, working_copy
from warehouse.errors import SettingsError
from warehouse.landing import Landed, land, read_landed
from warehouse.queries import read_queries
from warehouse.schema import Schema, load_schema
from warehouse.sources import Delivery, open_source
from warehouse.summary import checked_loads, delivered, findings_by_severity, rules_not_run, waived_by_severity
from warehouse.waivers import ShownWaiver, put_waivers, read_waivers, shown_waivers

if TYPE_CHECKING:
    from expectations.model import Rule, Severity


@dataclass(frozen=True)
class RefreshRequest:
    """What was asked: whose refresh, when the extracts were taken (if said), and when this run started."""

    workspace: Workspace
    settings: Settings
    authority: Authority
    extracted_on: datetime | None
    now: datetime


@dataclass(frozen=True)
class RefreshOutcome:
    """What a refresh did. `rows` counts the landed rows; `findings` the standing findings by severity.

    `waived` counts those of them that somebody let pass, `waivers` are the ones that stand; `verdict` says whether a
    return of this load may go.
    """

    load_id: str
    extracted_on: datetime
    is_new: bool
    tables: int
    rows: int
    findings: Mapping[str, int]
    waived: Mapping[str, int]
    waivers: tuple[ShownWaiver, ...]
    verdict: Verdict
    not_run: int
    validation: Path
    findings_file: Path
    warehouse: Path

    @property
    def exit_status(self) -> int:
        """1 when critical findings stand that nobody waived, so that a return would be stopped."""
        return 0 if self.verdict.may_go else 1


@dataclass
class RefreshRun:
    """A refresh under way; each step fills in what the next one needs. `command` is what the ledger calls it."""

    request: RefreshRequest
    schema: Schema
    mappings: dict[str, dict[str, str]]
    stack: ExitStack
    command: str = "refresh"
    delivery: Delivery | None = None
    landed: Landed | None = None
    copy: WorkingCopy | None = None
    to_load: tuple[Landed, ...] = ()
    outcome: RefreshOutcome | None = None

    @property
    def path(self) -> Path:
        return self.request.workspace.warehouse(self.request.authority.code)

    @property
    def build(self) -> str:
        return build_hash(self.mappings, self.request.settings.reference())


def refresh(request: RefreshRequest, execute: Execute) -> RefreshOutcome:
    """Runs the whole refresh and returns what it did.

    Raises SourceError (nothing changed), WarehouseLocked (another run holds the warehouse) or SettingsError.
    """
    with ExitStack() as stack:
        mappings = load_mappings(request.workspace.mappings)
        run = RefreshRun(request, load_schema(), mappings, stack)
        run_steps(STEPS, run, execute)
        assert run.outcome is not None
        return run.outcome


def _hold(run: RefreshRun) -> None:
    run.copy = run.stack.enter_context(working_copy(run.path, now=run.request.now))


def _read(run: RefreshRun) -> None:
    source = run.request.authority.source
    local = Path(source) if "://" not in source else None
    if local is not None and not local.is_absolute():
        source = str(run.request.workspace.root / local)
    run.delivery = open_source(source, run.schema)


def _land(run: RefreshRun) -> None:
    assert run.delivery is not None
    extracted_on, explicit = _extraction_time(run.request, run.delivery)
    root = run.request.workspace.landing(run.request.authority.code)
    run.landed = land(run.delivery, root, run.request.authority.code, extracted_on, explicit)


def _extraction_time(request: RefreshRequest, delivery: Delivery) -> tuple[datetime, bool]:
    """`--extracted-on`, else the setting, else the manifest beside the extracts, else the newest file's date."""
    if request.extracted_on is not None:
        return request.extracted_on, True
    if request.authority.extracted_on is not None:
        return datetime.combine(request.authority.extracted_on, time()), True
    if delivery.extracted_on is not None:
        return delivery.extracted_on, True
    return datetime.combine(delivery.newest_file_date, time()), False


def parse_extracted_on(text: str | None) -> datetime | None:
    """Reads `2026-10-05` or `2026-10-05T18:30`; SettingsError when it is neither."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise SettingsError("--extracted-on takes a date such as 2026-10-05, or 2026-10-05T18:30.") from None


def _type(run: RefreshRun) -> None:
    from warehouse.rebuild import loads_to_apply, prepare_load

    assert run.copy is not None
    request, authority = run.request, run.request.authority
    reference = {**request.settings.reference(), "build": (run.build,)}
    entered = [
        str(entry.detail["load_id"])
        for entry in ledger.read(request.workspace.ledger(authority.code))
        if entry.kind == "load"
    ]
    run.to_load = loads_to_apply(run.copy.connection, request.workspace.landing(authority.code), entered, run.build)
    create_database(run.copy.connection, run.schema, authority.code, authority.name, authority.la_code, reference)
    checked = checked_loads(run.copy.connection)
    changed = False
    for landed in run.to_load[:-1]:
        prepare_load(run.copy.connection, landed, run.schema, run.mappings)
        # A finding's life is made of what every load before said, so from the first load never checked all are again.
        changed = changed or landed.load_id not in checked
        if changed:
            _check_load(run, landed)
        _keep(run, landed)
    if run.to_load:
        prepare_load(run.copy.connection, run.to_load[-1], run.schema, run.mappings)


def _type_latest(run: RefreshRun) -> None:
    """For `check` and `waive`: types the newest known load again, without bringing anything into the history."""
    from warehouse.rebuild import known_build, known_loads, prepare_load

    assert run.copy is not None
    request, authority = run.request, run.request.authority
    newest = known_loads(run.copy.connection)[-1]
    run.landed = read_landed(request.workspace.landing(authority.code) / newest)
    run.to_load = (run.landed,)
    # The settings are those of today; the history stays as it was built, and the next refresh must see that.
    build = known_build(run.copy.connection)
    reference = {**request.settings.reference(), "build": (build,) if build else ()}
    create_database(run.copy.connection, run.schema, authority.code, authority.name, authority.la_code, reference)
    prepare_load(run.copy.connection, run.landed, run.schema, run.mappings)


def _check(run: RefreshRun) -> None:
    if run.to_load:
        _check_load(run, run.to_load[-1])


def _check_load(run: RefreshRun, landed: Landed) -> None:
    from expectations.checks import run_checks

    assert run.copy is not None
    rules = rules_in_force(run.schema, run.request.settings.gate.severity)
    run_checks(run.copy.connection, run.schema, landed.load_id, landed.extracted_on.date(), landed.covers, rules)


def rules_in_force(schema: Schema, severities: Mapping[str, "Severity"]) -> tuple["Rule", ...]:
    """Every rule, with the severities that the authority set in place of those that ship."""
    from expectations.rules import rule_catalogue

    return tuple(replace(rule, severity=severities.get(rule.id, rule.severity)) for rule in rule_catalogue(schema))


def _history(run: RefreshRun) -> None:
    if run.to_load:
        _keep(run, run.to_load[-1])


def _keep(run: RefreshRun, landed: Landed) -> None:
    from warehouse.history import load_into_history

    assert run.copy is not None
    load_into_history(run.copy.connection, landed, run.schema, run.request.authority.source)


def _measure(run: RefreshRun) -> None:
    assert run.copy is not None
    if run.to_load:
        keep_measures(run.copy, run.to_load[-1].load_id, run.schema, run.request.settings.reference())


def keep_measures(copy: WorkingCopy, load_id: str, schema: Schema, settings: Mapping[str, Sequence[str]]) -> None:
    """Computes every measure of the last closed quarter and keeps in the copy the values, and what findings do to them.

    So after a refresh the numbers are there to be read, in results.measure_values; a return computes its own.
    """
    from transforms.catalogue import load_catalogue
    from transforms.compute import compute
    from transforms.effects import keep_effects, read_effects

    copy.pause()
    with open_session(copy.path, None, settings) as session:
        quarter = last_closed_quarter(session.extracted_on)
        catalogue = load_catalogue()
        compute(session.connection, catalogue, quarter)
        effects = read_effects(session.connection, catalogue, schema, quarter)
        values = session.connection.execute(read_queries("refresh.sql")["computed"]).to_arrow_table()
    copy.resume()
    copy.connection.register("computed", values)
    copy.connection.execute(read_queries("refresh.sql")["keep_values"])
    copy.connection.unregister("computed")
    keep_effects(copy.connection, load_id, effects)


def last_closed_quarter(day: date) -> Quarter:
    """The last quarter that ended on or before `day`."""
    quarter = Quarter.containing(day)
    return quarter if quarter.end == day else quarter.previous()


def _report(run: RefreshRun) -> None:
    """Writes the validation page and the protected findings, and sums up before the swap."""
    from expectations.findings import write_findings_csv
    from expectations.site import write_site

    assert run.copy is not None
    assert run.landed is not None
    request, landed = run.request, run.landed
    code = request.authority.code
    load_id = run.to_load[-1].load_id if run.to_load else landed.load_id
    connection = run.copy.connection
    put_waivers(connection, read_waivers(request.workspace.ledger(code)))
    validation = request.workspace.validation(code, load_id)
    findings_file = request.workspace.findings(code, load_id)
    if run.to_load:
        write_site(connection, load_id, validation, request.authority.name or code, __version__)
        write_findings_csv(connection, load_id, findings_file)
    tables, rows = delivered(connection, load_id)
    run.outcome = RefreshOutcome(
        load_id=load_id,
        extracted_on=landed.extracted_on,
        is_new=landed.is_new,
        tables=tables,
        rows=rows,
        findings=findings_by_severity(connection, load_id),
        waived=waived_by_severity(connection, load_id),
        waivers=shown_waivers(connection, load_id, landed.extracted_on.date()),
        verdict=judge(connection, load_id, request.settings.gate),
        not_run=rules_not_run(connection, load_id),
        validation=validation,
        findings_file=findings_file,
        warehouse=run.path,
    )


def _publish(run: RefreshRun) -> None:
    assert run.copy is not None
    if run.to_load:
        run.copy.publish()


def _record(run: RefreshRun) -> None:
    """Enters the run in the ledger, and the loads: also one that an earlier run published and died before entering."""
    assert run.outcome is not None
    request, outcome = run.request, run.outcome
    code, root = request.authority.code, request.workspace.root
    book = request.workspace.ledger(code)
    entered = {entry.detail.get("load_id") for entry in ledger.read(book) if entry.kind == "load"}
    for folder in sorted(p for p in request.workspace.landing(code).iterdir() if (p / "manifest.json").is_file()):
        if folder.name in entered:
            continue
        landed = read_landed(folder)
        _enter(
            request,
            "load",
            ledger.hash_files(root, [folder]),
            {"load_id": landed.load_id, "extracted_on": landed.extracted_on.isoformat()},
        )
    made = [path for path in (outcome.validation, outcome.findings_file, outcome.warehouse) if path.exists()]
    detail: dict[str, Any] = {"command": run.command, "load_id": outcome.load_id, "new_load": outcome.is_new}
    # The validation folder was written anew: a rule that has nothing to say any more has no page.
    if run.to_load and (removed := ledger.gone(book, root, outcome.validation)):
        detail["removed"] = removed
    _enter(request, "run", ledger.hash_files(root, made), {**detail, "findings": dict(outcome.findings)})


def _enter(request: RefreshRequest, kind: str, outputs: Mapping[str, str], detail: Mapping[str, Any]) -> None:
    ledger.append(
        request.workspace.ledger(request.authority.code),
        at=request.now,
        kind=kind,
        authority=request.authority.code,
        version=__version__,
        outputs=outputs,
        detail=detail,
    )


STEPS: tuple[Step[RefreshRun], ...] = (
    Step("Hold the warehouse", _hold),
    Step("Read the source", _read, retries=1),
    Step("Land it", _land),
    Step("Give every value its type", _type),
    Step("Check it", _check),
    Step("Keep its history", _history),
    Step("Compute the measures", _measure),
    Step("Write the validation page", _report),
    Step("Publish", _publish),
    Step("Enter it in the ledger", _record),
)

HOLD = Step("Hold the warehouse", _hold)
_TYPE_LATEST = Step("Give every value its type", _type_latest)
_SHOW = (
    Step("Write the validation page", _report),
    Step("Publish", _publish),
    Step("Enter it in the ledger", _record),
)
CHECK_STEPS: tuple[Step[RefreshRun], ...] = (HOLD, _TYPE_LATEST, Step("Check it", _check), *_SHOW)
SHOW_AGAIN_STEPS: tuple[Step[RefreshRun], ...] = (_TYPE_LATEST, *_SHOW)
"""What follows a new waiver: the findings are as they were, the page and the warehouse tell of it."""
