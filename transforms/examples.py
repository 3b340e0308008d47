"""Worked examples: for each measure a few rows, the number worked by hand, and what becomes of every record.

One YAML file a measure, `<measure>.yaml`. Tests run it, the dictionary prints it, and `quarterlight measures --check`
asks for it. Keys: `says` (why each row is judged so), `quarter`, `extracted_on`, `given` (table to text table),
`answer` (numerator, denominator, shown), `records` (record to verdict) and perhaps `groups` (breakdown to group to
`numerator/denominator`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from transforms.catalogue import Catalogue
from warehouse.errors import SettingsError

# The context of the catalogue's own examples.
QUARTER = "2025-26-Q3"
EXTRACTED_ON = "2026-01-12"
_KEYS = {"says", "quarter", "extracted_on", "given", "answer", "records", "groups"}


@dataclass(frozen=True)
class Example:
    """One worked example; `numerator`, `denominator` and `shown` are texts, the denominator of a count is None."""

    measure: str
    says: str
    given: Mapping[str, str]
    numerator: str | None
    denominator: str | None
    shown: str | None
    records: Mapping[str, str]
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    quarter: str = QUARTER
    extracted_on: str = EXTRACTED_ON


def examples_folder() -> Path:
    """Where the examples lie in a checkout: beside the tests that run them."""
    return Path(__file__).resolve().parent.parent / "tests" / "transforms" / "measures" / "examples"


def without_example(catalogue: Catalogue, folder: Path | None = None) -> list[str]:
    """The ids of the measures that have no worked example."""
    place = folder or examples_folder()
    return [name for name in catalogue.measures if not (place / f"{name}.yaml").is_file()]


def read_example(path: Path) -> Example:
    """Reads one example; SettingsError names the file and the key that cannot be used."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise SettingsError(f"{path.name}{where}: not YAML. Put texts with `: ` in quotes.") from error
    if not isinstance(content, dict) or not {"says", "given", "records"} <= content.keys() <= _KEYS:
        raise SettingsError(f"{path.name}: the example must hold says, given and records, and only {sorted(_KEYS)}.")
    answer = _mapping(path, "answer", content.get("answer") or {})
    groups = {
        str(name): _texts(path, "groups", _mapping(path, "groups", found))
        for name, found in _mapping(path, "groups", content.get("groups") or {}).items()
    }
    return Example(
        path.stem,
        str(content["says"]).strip(),
        _texts(path, "given", _mapping(path, "given", content["given"])),
        _text(answer.get("numerator")),
        _text(answer.get("denominator")),
        _text(answer.get("shown")),
        _texts(path, "records", _mapping(path, "records", content["records"] or {})),
        groups,
        str(content.get("quarter", QUARTER)),
        str(content.get("extracted_on", EXTRACTED_ON)),
    )


def _mapping(path: Path, key: str, found: object) -> dict[Any, Any]:
    if not isinstance(found, dict):
        raise SettingsError(f"{path.name}: `{key}` must hold `name: value` lines.")
    return found


def _texts(path: Path, key: str, found: Mapping[Any, Any]) -> dict[str, str]:
    if any(isinstance(value, dict | list) for value in found.values()):
        raise SettingsError(f"{path.name}: `{key}` must hold texts.")
    return {str(name): str(value) for name, value in found.items()}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
