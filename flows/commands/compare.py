"""`compare`: what changed in a quarter's numbers since it was returned, which records changed it, and by which load."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.quarterly import parse_known_at
from flows.screen import Screen
from flows.settings import load_settings
from flows.workspace import Workspace
from warehouse import ledger
from warehouse.calendar import Quarter
from warehouse.database import open_session
from warehouse.errors import SettingsError


@dataclass(frozen=True)
class Returned:
    """The last return of a quarter by the ledger: what was known then, and where its numbers were written."""

    at: str
    known_at: datetime
    load_id: str
    measures: Path | None


def run_compare(workspace: Workspace, authority: str | None, asked: dict[str, Any], screen: Screen) -> int:
    from transforms.catalogue import load_catalogue
    from transforms.compare import compare, revised

    settings = load_settings(workspace)
    code = settings.authority(authority).code
    quarter = Quarter.parse(asked["quarter"])
    then = _then(workspace, code, quarter, asked["since"])
    catalogue = load_catalogue()
    chosen = [catalogue.measure(asked["measure"]).id] if asked["measure"] else None
    file = workspace.warehouse(code)
    with (
        open_session(file, then.known_at, settings.reference()) as before,
        open_session(file, None, settings.reference()) as now,
    ):
        found = compare(before, now, catalogue, quarter, chosen)
        reissued = revised(then.measures, before, quarter) if then.measures and not chosen else []
        loads = {"before": before.load_id, "now": now.load_id}
    screen.say(f"{quarter.label}: {then.at}. Then load {loads['before']}, now load {loads['now']}.")
    if reissued:
        names = ", ".join(sorted({issued.measure for issued, _ in reissued}))
        screen.say(
            f"{len(reissued)} issued numbers are computed otherwise today for the same data, because the version or "
            f"the settings changed: {names}."
        )
    wholes = [change for change in found.values if change.breakdown == "all"]
    if not found.values:
        screen.say("No number changed.")
    else:
        screen.say(f"{len(found.measures)} measures changed, {len(wholes)} of their numbers for the whole council.")
        _show(found, asked["limit"], screen)
    if asked["out"]:
        _write(asked["out"], found, screen)
    screen.answer(
        {
            "quarter": quarter.label,
            "known_at_before": then.known_at,
            "loads": loads,
            "measures": list(found.measures),
            "values": [asdict(change) for change in found.values],
            "records": [asdict(change) for change in found.records],
            "fields": [asdict(change) for change in found.fields],
            "reissued": [issued.measure for issued, _ in reissued],
            "exit_status": 0,
        }
    )
    return 0


def _then(workspace: Workspace, code: str, quarter: Quarter, since: str | None) -> Returned:
    if since is not None:
        known_at = parse_known_at(since)
        assert known_at is not None
        return Returned(f"as known at {known_at:%d/%m/%Y %H:%M}", known_at, "", None)
    book = workspace.ledger(code)
    entries = [
        entry
        for entry in (ledger.read(book) if book.is_file() else ())
        if entry.kind == "return" and entry.detail.get("quarter") == quarter.label
    ]
    if not entries:
        raise SettingsError(
            f"{quarter.label} was never returned, so there is nothing to compare with. "
            "Name a time instead, such as --since 2026-10-05."
        )
    last = entries[-1]
    known_at = datetime.fromisoformat(last.detail["known_at"])
    said = f"returned on {last.at[:10]} as known at {known_at:%d/%m/%Y %H:%M}"
    return Returned(said, known_at, str(last.detail["load_id"]), _issued(workspace, last))


def _issued(workspace: Workspace, entry: ledger.Entry) -> Path | None:
    """The measures.csv of that return, if it still stands with the bytes that were entered."""
    for name, digest in entry.outputs.items():
        path = workspace.root / name
        if path.name == "measures.csv" and path.is_file() and ledger.sha256_of(path) == digest:
            return path
    return None


def _show(found: Any, limit: int, screen: Screen) -> None:
    rows = []
    for change in found.values:
        if change.breakdown == "all":
            moves = found.counted(change.measure)
            was = _number(change.numerator_before, change.denominator_before, change.value_before)
            now = _number(change.numerator_now, change.denominator_now, change.value_now)
            rows.append([change.measure, change.period_start, was, now, *moves.values()])
    screen.table(["measure", "from", "then", "now", "entered", "left", "changed"], rows)
    for title, names, changes in (
        (
            "Records",
            ("measure", "period_start", "table", "record_id", "movement", "before", "now", "moved"),
            found.records,
        ),
        ("Fields", ("table", "record_id", "what", "column", "before", "now", "load_id"), found.fields),
    ):
        screen.say("")
        screen.say(title)
        shown = changes[:limit] if limit else changes
        screen.table(names, [[getattr(change, name) for name in names] for change in shown])
        if len(shown) < len(changes):
            screen.say(f"… and {len(changes) - len(shown):,} more: --limit 0 shows all, --out FILE.xlsx writes them.")


def _number(numerator: Any, denominator: Any, value: float | None) -> str:
    parts = [f"{part.normalize():f}" for part in (numerator, denominator) if part is not None]
    return " / ".join(parts) + ("" if value is None else f" = {value:.6g}")


def _write(path: Path, found: Any, screen: Screen) -> None:
    from transforms.returns.bulk import write_tables

    if path.suffix != ".xlsx":
        raise SettingsError("--out takes a file name that ends in .xlsx.")
    sheets = []
    for title, changes in (("Measures", found.values), ("Records", found.records), ("Fields", found.fields)):
        names = [field.name for field in fields(changes[0])] if changes else ["nothing changed"]
        sheets.append((title, names, [[getattr(change, name) for name in names] for change in changes]))
    write_tables(path, "What changed", sheets)
    screen.say(f"Written to {path}.")
