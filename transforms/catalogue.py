"""The catalogue of measures: one `.sql` file a measure, its header the definition that people read.

A header is a comment that opens the file, `/* measure` … `*/`, holding YAML. Shared building blocks lie in `prepare/`
with a `/* prepare` … `*/` header. A header that is missing, misspelt or names a field that the schema lacks is refused
by file and key.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from warehouse.errors import SettingsError
from warehouse.schema import Schema, load_schema
from warehouse.yaml_text import load_yaml

UNITS = ("percent", "count", "rate_per_10000", "median_days", "mean", "ratio")
KINDS = ("flow", "snapshot", "rolling_12_months", "rolling_36_months")
DIRECTIONS = ("higher_better", "lower_better", "neutral")
STANDARD_BREAKDOWNS = ("team", "worker", "age_band", "sex", "ethnicity", "disability")

_CHOICES: dict[str, tuple[str, ...]] = {
    "unit": UNITS,
    "kind": KINDS,
    "direction": DIRECTIONS,
    "aggregate": ("sum", "max"),
    "team": ("allocated", "day_before", "none"),
}
_LIST_CHOICES: dict[str, tuple[str, ...]] = {"audiences": ("ofsted", "board", "scrutiny", "team"), "also": KINDS}
_TEXTS = ("title", "question", "unit", "kind", "direction", "source", "table", "numerator_says")
_LISTS = ("breakdowns", "audiences", "needs", "optional", "also", "edge_cases", "other_tables")
_REQUIRED = (*_TEXTS, "breakdowns", "audiences", "needs")
_HEADER = re.compile(r"\A\s*/\*\s*(measure|prepare)\s*\n(.*?)\*/", re.DOTALL)
# The one relation besides the schema's tables that a measure may count: the results of the rules themselves.
_RULES = "quality_rules"
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Target:
    """What a value is held against: `value` in the measure's unit, `floor` where amber ends, `basis` who set it."""

    value: float
    basis: str
    floor: float | None = None


@dataclass(frozen=True)
class Benchmark:
    """A published value to compare with, with its area, year and publication."""

    value: float
    area: str
    year: str
    source: str = ""


@dataclass(frozen=True)
class Measure:
    """One measure: its id (the file's name), theme (the folder), definition (the header) and query.

    `needs` and `optional` are `schema.table.column`; `table` is the view whose rows the records are, such as
    `ssd.contacts`, and `other_tables` those of records whose `from_table` says so. Without a `whole` the measure has
    rows that are never added up, such as one for each group of factors, and no row for all.
    """

    id: str
    theme: str
    path: str
    sql: str
    title: str
    question: str
    unit: str
    kind: str
    direction: str
    source: str
    table: str
    numerator_says: str
    breakdowns: tuple[str, ...]
    audiences: tuple[str, ...]
    needs: tuple[str, ...]
    denominator_says: str = ""
    target: Target | None = None
    benchmark: Benchmark | None = None
    optional: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    edge_cases: tuple[str, ...] = ()
    aggregate: str = "sum"
    lookback_months: int = 0
    team: str = "allocated"
    other_tables: tuple[str, ...] = ()
    whole: bool = True

    @property
    def table_name(self) -> str:
        """The full name of the records' table, such as `ssd_contacts`."""
        return self.table.replace(".", "_", 1)

    @property
    def table_names(self) -> tuple[str, ...]:
        """The full names of every table its records may come from."""
        return tuple(table.replace(".", "_", 1) for table in (self.table, *self.other_tables))

    @property
    def own_breakdowns(self) -> tuple[str, ...]:
        """The breakdowns that the query gives as columns, beyond those the engine knows."""
        return tuple(name for name in self.breakdowns if name not in STANDARD_BREAKDOWNS)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of window the measure is shown for, its own first."""
        return (self.kind, *(kind for kind in self.also if kind != self.kind))


@dataclass(frozen=True)
class Prepare:
    """One shared relation, `prepare.<name>`: what it says, and what one row is."""

    name: str
    path: str
    sql: str
    says: str
    grain: str


@dataclass(frozen=True)
class Catalogue:
    """Every measure by id, in order of theme and id, and every shared relation by name."""

    measures: dict[str, Measure]
    prepare: dict[str, Prepare]

    def measure(self, measure_id: str) -> Measure:
        """The measure of that id; SettingsError when there is none."""
        if measure_id not in self.measures:
            raise SettingsError(f"There is no measure {measure_id}. `quarterlight measures` lists every id.")
        return self.measures[measure_id]


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Reads `measures/<theme>/<id>.sql` and `prepare/<name>.sql` under `folder`, or those that ship.

    SettingsError names the file and the key of the first header that cannot be used.
    """
    return _shipped() if folder is None else _read_catalogue(folder)


@cache
def _shipped() -> Catalogue:
    return _read_catalogue(files("transforms"))


def header_faults(folder: Path | None = None) -> list[tuple[str, str]]:
    """(file, what is wrong) for every file under `folder`, or that ships, whose header or name cannot be used."""
    root = files("transforms") if folder is None else folder
    schema = load_schema()
    faults: list[tuple[str, str]] = []
    places: dict[str, str] = {}
    for theme in _entries(root / "measures"):
        for file in _sql_files(theme):
            path = f"measures/{theme.name}/{file.name}"
            if file.name in places:
                faults.append((path, f"{places[file.name]} has the same name. Rename one of the two files."))
            places[file.name] = path
            try:
                _read_measure(theme.name, file, schema)
            except SettingsError as error:
                faults.append((path, str(error).removeprefix(f"{path}: ")))
    for file in _sql_files(root / "prepare"):
        try:
            _read_prepare(file)
        except SettingsError as error:
            faults.append((f"prepare/{file.name}", str(error).removeprefix(f"prepare/{file.name}: ")))
    return faults


def _read_catalogue(root: Traversable) -> Catalogue:
    schema = load_schema()
    measures: dict[str, Measure] = {}
    for theme in _entries(root / "measures"):
        for file in _sql_files(theme):
            measure = _read_measure(theme.name, file, schema)
            if measure.id in measures:
                raise SettingsError(
                    f"{measure.path}: {measures[measure.id].path} has the same name. Rename one of the two files."
                )
            measures[measure.id] = measure
    prepare = {file.name.removesuffix(".sql"): _read_prepare(file) for file in _sql_files(root / "prepare")}
    return Catalogue(measures, prepare)


def _entries(folder: Traversable) -> list[Traversable]:
    return sorted((e for e in folder.iterdir() if e.is_dir()), key=lambda e: e.name) if folder.is_dir() else []


def _sql_files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted((e for e in folder.iterdir() if e.name.endswith(".sql")), key=lambda e: e.name)


def _read_header(path: str, text: str, word: str) -> dict[str, Any]:
    match = _HEADER.match(text)
    if match is None or match[1] != word:
        raise SettingsError(f"{path}: the file must open with a comment `/* {word}` that holds the header, then `*/`.")
    try:
        header = load_yaml(match[2])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark is not None else ""
        raise SettingsError(
            f"{path}: the header is not YAML{line}. Write `key: value` lines; quote a text that has `: `."
        ) from error
    if not isinstance(header, dict):
        raise SettingsError(f"{path}: the header must hold `key: value` lines.")
    return header


def _read_prepare(file: Traversable) -> Prepare:
    path = f"prepare/{file.name}"
    text = file.read_text(encoding="utf-8")
    header = _read_header(path, text, "prepare")
    _refuse_unknown(path, header, ("says", "grain"))
    return Prepare(
        file.name.removesuffix(".sql"), path, text, _text(path, header, "says"), _text(path, header, "grain")
    )


def _read_measure(theme: str, file: Traversable, schema: Schema) -> Measure:
    path = f"measures/{theme}/{file.name}"
    text = file.read_text(encoding="utf-8")
    header = _read_header(path, text, "measure")
    from_file = ("id", "theme", "path", "sql")
    _refuse_unknown(path, header, tuple(field.name for field in fields(Measure) if field.name not in from_file))
    for key in _REQUIRED:
        if header.get(key) is None:
            raise SettingsError(
                f"{path}: the header has no `{key}`. Add it; docs/how-to/add-a-measure.md shows a whole header."
            )
    values: dict[str, Any] = {key: _text(path, header, key) for key in _TEXTS}
    values |= {key: _list(path, header, key) for key in _LISTS}
    values |= {
        key: _text(path, header, key)
        for key in ("denominator_says", "aggregate", "team")
        if header.get(key) is not None
    }
    values["lookback_months"] = _whole_number(path, header.get("lookback_months", 0))
    values["whole"] = _yes_or_no(path, "whole", header.get("whole", True))
    values["target"] = _target(path, header.get("target"))
    values["benchmark"] = _benchmark(path, header.get("benchmark"))
    measure = Measure(id=file.name.removesuffix(".sql"), theme=theme, path=path, sql=text, **values)
    _check(measure, schema)
    return measure


def _refuse_unknown(path: str, header: Mapping[str, Any], known: Iterable[str]) -> None:
    unknown = sorted(str(key) for key in header.keys() - set(known))
    if unknown:
        raise SettingsError(
            f"{path}: the header has keys that mean nothing: {', '.join(unknown)}. Known: {', '.join(known)}."
        )


def _text(path: str, header: Mapping[str, Any], key: str) -> str:
    value = header.get(key)
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise SettingsError(f"{path}: `{key}` must be a text.")


def _list(path: str, header: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = header.get(key) or []
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise SettingsError(f"{path}: `{key}` must be a list of texts, such as [one, two].")
    if len(set(entries)) < len(entries):
        raise SettingsError(f"{path}: `{key}` names something twice.")
    return tuple(entry.strip() for entry in entries)


def _whole_number(path: str, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise SettingsError(f"{path}: `lookback_months` must be a whole number of months, 0 or more.")


def _yes_or_no(path: str, key: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise SettingsError(f"{path}: `{key}` must be true or false.")


def _target(path: str, given: object) -> Target | None:
    if given is None:
        return None
    entries = _mapping(path, "target", given, ("value", "basis"), ("floor",))
    floor = entries.get("floor")
    return Target(
        _number(path, "target.value", entries["value"]),
        str(entries["basis"]),
        None if floor is None else _number(path, "target.floor", floor),
    )


def _benchmark(path: str, given: object) -> Benchmark | None:
    if given is None:
        return None
    entries = _mapping(path, "benchmark", given, ("value", "area", "year"), ("source",))
    value = _number(path, "benchmark.value", entries["value"])
    return Benchmark(value, str(entries["area"]), str(entries["year"]), str(entries.get("source") or ""))


def _mapping(path: str, key: str, given: object, needed: tuple[str, ...], allowed: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(given, dict) or not set(needed) <= given.keys() <= {*needed, *allowed}:
        found = f", not {', '.join(map(str, given))}" if isinstance(given, dict) else ""
        raise SettingsError(
            f"{path}: `{key}` must be null or hold {', '.join(needed)} (and perhaps {', '.join(allowed)}){found}."
        )
    return given


def _number(path: str, key: str, value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise SettingsError(f"{path}: `{key}` must be a number.")


def _check(measure: Measure, schema: Schema) -> None:
    """Holds every word of a header to the words that mean something, and every field to the schema."""
    for key, choices in _CHOICES.items():
        if getattr(measure, key) not in choices:
            raise SettingsError(f"{measure.path}: `{key}` must be one of {', '.join(choices)}.")
    for key, choices in _LIST_CHOICES.items():
        if not set(getattr(measure, key)) <= set(choices):
            raise SettingsError(f"{measure.path}: `{key}` may hold only {', '.join(choices)}.")
    if not all(_NAME.fullmatch(name) for name in (measure.id, *measure.breakdowns)):
        raise SettingsError(
            f"{measure.path}: the file's name and each of `breakdowns` must be lower_case_with_underscores."
        )
    if measure.aggregate == "max" and measure.unit != "count":
        raise SettingsError(f"{measure.path}: `aggregate: max` goes with `unit: count` only.")
    if not set(measure.table_names) <= schema.tables.keys() | {_RULES}:
        raise SettingsError(
            f"{measure.path}: `table` and `other_tables` must be tables of the schema, such as ssd.contacts."
        )
    if not measure.whole and not measure.own_breakdowns:
        raise SettingsError(f"{measure.path}: without a `whole` the measure needs a breakdown of its own for its rows.")
    for key, names in (("needs", measure.needs), ("optional", measure.optional)):
        unknown = [name for name in names if not _is_field(name, schema)]
        if unknown:
            raise SettingsError(f"{measure.path}: `{key}` names fields the schema does not have: {', '.join(unknown)}.")


def _is_field(name: str, schema: Schema) -> bool:
    parts = name.split(".")
    table = schema.tables.get("_".join(parts[:2]))
    return len(parts) == 3 and table is not None and table.has(parts[2])
