"""`verify` and `doctor`: is everything what the ledger says it is, and can this machine run?"""

import json
import os
import platform
import shutil
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.screen import Screen
from flows.settings import Settings, load_settings
from flows.workspace import Workspace
from warehouse import __version__, ledger
from warehouse.errors import QuarterlightError, SettingsError

PINNED = {"duckdb": "1.5.5", "great-expectations": "1.24.1", "prefect": "3.8.8"}
DISK_NEEDED = 2 * 1024**3


def run_verify(workspace: Workspace, authority: str | None, path: Path | None, screen: Screen) -> int:
    """Recomputes the chain and every hash of a workspace, or of one return folder by its manifest."""
    if path is not None and (path / "manifest.json").is_file():
        checks = {str(path): verify_folder(path)}
    else:
        place = Workspace(path.resolve()) if path else workspace
        checks = {book.name: _verify_book(place, book) for book in _books(place, authority)}
    faults = [fault for check in checks.values() for fault in check.faults]
    for name, check in checks.items():
        screen.say(f"{name}: {check.entries} entries, {check.files} files, {len(check.faults)} faults.")
    for fault in faults:
        screen.say(f"  {fault}")
    screen.say("Nothing was changed since it was entered." if not faults else "Verification failed.")
    status = 5 if faults else 0
    entries, files = sum(c.entries for c in checks.values()), sum(c.files for c in checks.values())
    screen.answer({"ok": not faults, "entries": entries, "files": files, "faults": faults, "exit_status": status})
    return status


def _books(place: Workspace, authority: str | None) -> list[Path]:
    folder = place.root / "ledger"
    books = [place.ledger(authority)] if authority else sorted(folder.glob("*.jsonl"))
    if not books or not all(book.is_file() for book in books):
        raise SettingsError(
            f"There is no ledger in {folder}: nothing was entered yet. Name a workspace with --workspace DIR."
        )
    return books


def _verify_book(place: Workspace, book: Path) -> ledger.Verification:
    check = ledger.verify(book, place.root)
    entered = {name for entry in (ledger.read(book) if check.entries else ()) for name in entry.outputs}
    code = book.stem
    strangers = [
        f"{place.relative(file)}: this file stands in a return folder and in no ledger entry."
        for file in sorted((place.root / "returns" / code).rglob("*"))
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(place.root).parts)
        if place.relative(file) not in entered
    ]
    return ledger.Verification(check.entries, check.files, (*check.faults, *strangers))


def verify_folder(folder: Path) -> ledger.Verification:
    """Compares a return folder's files with its own manifest.json. Raises SettingsError when that cannot be read."""
    try:
        outputs = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    except (ValueError, KeyError, TypeError):
        return ledger.Verification(0, 0, (f"{folder / 'manifest.json'}: it cannot be read as a manifest.",))
    faults = []
    for name, digest in sorted(_digests(outputs).items()):
        file = folder / name
        if not file.is_file():
            faults.append(f"{name}: in the manifest, and missing.")
        elif ledger.sha256_of(file) != digest:
            faults.append(f"{name}: its bytes are not those the manifest recorded.")
    return ledger.Verification(0, len(outputs), tuple(faults))


def _digests(outputs: object) -> dict[str, str]:
    if isinstance(outputs, dict):
        return {name: value["sha256"] if isinstance(value, dict) else str(value) for name, value in outputs.items()}
    assert isinstance(outputs, list)
    return {entry["file"]: entry["sha256"] for entry in outputs}


@dataclass(frozen=True)
class Answer:
    """One thing the doctor looked at: `state` is ok, look or broken; `advice` says what to do."""

    what: str
    state: str
    advice: str


def run_doctor(workspace: Workspace, authority: str | None, screen: Screen) -> int:
    answers = [*_versions(), _disk(workspace), _calendar(screen.started.date())]
    try:
        settings = load_settings(workspace)
        answers.append(Answer("settings", "ok", f"{workspace.settings.name} is valid"))
        answers += _places(workspace, settings, authority)
    except QuarterlightError as error:
        answers.append(Answer("settings", "broken", str(error)))
    screen.table(["", "looked at", "what was found"], [[a.state, a.what, a.advice] for a in answers], widest=140)
    status = 2 if any(a.state == "broken" for a in answers) else 0
    screen.answer({"answers": [a.__dict__ for a in answers], "exit_status": status})
    return status


def _versions() -> list[Answer]:
    answers = [Answer("Quarterlight", "ok", f"{__version__} on Python {platform.python_version()}")]
    for package, wanted in PINNED.items():
        try:
            found = version(package)
        except PackageNotFoundError:
            answers.append(Answer(package, "broken", "not installed: run `make setup`"))
            continue
        state = "ok" if found == wanted else "look"
        answers.append(
            Answer(package, state, found if state == "ok" else f"{found}, tested with {wanted}: run `make setup`")
        )
    return answers


def _disk(workspace: Workspace) -> Answer:
    existing = next(p for p in (workspace.root, *workspace.root.parents) if p.exists())
    free = shutil.disk_usage(existing).free
    state = "ok" if free > DISK_NEEDED else "look"
    return Answer("disk", state, f"{free / 1024**3:.1f} GB free" + ("" if state == "ok" else "; a run wants 2 GB"))


def _calendar(today: date) -> Answer:
    from warehouse.calendar import load_bank_holidays

    covers_to = load_bank_holidays().covers_to
    left = (covers_to - today).days
    return Answer(
        "bank holidays",
        "ok" if left > 180 else "look",
        f"known up to {covers_to:%d/%m/%Y}; past that a return is refused",
    )


def _places(workspace: Workspace, settings: Settings, authority: str | None) -> list[Answer]:
    chosen = [settings.authority(authority)] if authority else list(settings.authorities)
    answers = []
    for entry in chosen:
        source = workspace.root / entry.source
        readable = "://" in entry.source or (source.exists() and os.access(source, os.R_OK))
        advice = entry.source if readable else f"{source} cannot be read: check the path and your rights"
        answers.append(Answer(f"{entry.code} source", "ok" if readable else "broken", advice))
        warehouse = workspace.warehouse(entry.code)
        answers.append(
            Answer(f"{entry.code} warehouse", "ok", f"{warehouse.stat().st_size / 1024**2:.0f} MB")
            if warehouse.is_file()
            else Answer(f"{entry.code} warehouse", "look", "none yet: run `quarterlight refresh`")
        )
        book = workspace.ledger(entry.code)
        if book.is_file():
            check = ledger.verify(book, workspace.root)
            advice = (
                f"{check.entries} entries hold"
                if check.ok
                else f"{len(check.faults)} faults: run `quarterlight verify`"
            )
            answers.append(Answer(f"{entry.code} ledger", "ok" if check.ok else "broken", advice))
    writable = os.access(workspace.root, os.W_OK)
    answers.append(
        Answer(
            "workspace", "ok" if writable else "broken", "writable" if writable else "not writable: check your rights"
        )
    )
    return answers
