"""`init` and `generate`: a workspace to start in, and an invented council's extracts."""

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from flows.screen import Screen
from flows.workspace import Workspace
from warehouse.errors import SettingsError
from warehouse.schema import load_schema

DEMO_DATE = date(2026, 10, 5)
FOLDERS = ("mappings", "commentary", "extracts")


def authority_name(code: str) -> str:
    """The council's name in the DfE list. SettingsError when there is no such code."""
    names = {entry.code: entry.label for entry in load_schema().code_sets["la_number"].codes}
    if code not in names:
        raise SettingsError(f"{code} is not a DfE local authority code: see warehouse/schema/codes/la_number.csv.")
    return names[code]


def make_workspace(folder: Path, code: str, name: str, source: str, la_code: str = "") -> Workspace:
    """Writes the commented settings file and the empty folders. SettingsError when there is one already."""
    place = Workspace(folder.resolve())
    if place.settings.exists():
        raise SettingsError(f"{folder} already holds a {place.settings.name}; nothing was changed.")
    if any(mark in source + name for mark in '"\\\n'):
        raise SettingsError(
            "The source must not hold quotation marks, backslashes or line breaks; use forward slashes."
        )
    place.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    for sub in FOLDERS:
        (place.root / sub).mkdir(mode=0o700, exist_ok=True)
    template = (files("flows") / "quarterlight.toml.template").read_text(encoding="utf-8")
    text = (
        template.replace("@CODE@", code)
        .replace("@NAME@", name)
        .replace("@SOURCE@", source)
        .replace("@LA_CODE@", la_code)
    )
    place.settings.write_text(text, encoding="utf-8")
    place.settings.chmod(0o600)
    return place


def run_init(folder: Path, code: str | None, source: str, screen: Screen) -> int:
    chosen = code or "887"
    local = Path(source)
    if "://" not in source and source != "extracts" and not local.is_absolute() and local.exists():
        source = local.resolve().as_posix()
    place = make_workspace(folder, chosen, authority_name(chosen), source)
    screen.say(f"Made {folder}. Look through {place.settings.name}, put the extracts in place, then:")
    screen.say(f"  quarterlight refresh --workspace {folder}")
    screen.answer(
        {"workspace": str(place.root), "settings": str(place.settings), "authority": chosen, "exit_status": 0}
    )
    return 0


def run_generate(folder: Path, code: str | None, asked: dict[str, Any], screen: Screen) -> int:
    from warehouse.synthetic import generate

    chosen = code or "887"
    authority_name(chosen)
    if folder.exists() and any(folder.iterdir()) and not (folder / "manifest.json").is_file():
        raise SettingsError(
            f"{folder} holds other files; name an empty folder, so that nothing of yours is overwritten."
        )
    extracted_on = asked["extracted_on"].date() if asked["extracted_on"] else DEMO_DATE
    with screen.step("Invent a council"):
        made = generate(
            folder,
            authority=chosen,
            children=asked["children"],
            years=asked["years"],
            seed=asked["seed"],
            extracted_on=extracted_on,
            faults=asked["faults"],
        )
    rows = sum(made.rows.values())
    screen.say(f"{folder}: {len(made.rows)} tables, {rows:,} rows, {made.faults:,} faults put in.")
    screen.answer(
        {"folder": str(folder), "tables": dict(made.rows), "rows": rows, "faults": made.faults, "exit_status": 0}
    )
    return 0
