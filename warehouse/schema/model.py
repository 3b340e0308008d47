"""Reads the schema's CSV files into frozen dataclasses.

Files: `tables.csv` (one row a table), `ssd_fields.csv`, `sup_fields.csv` and `annex_a_fields.csv` (one row a field),
`codes/<code_set>.csv` (one row a code, with validity dates) and `spellings.csv` (other ways of writing a code).
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO

DUCKDB_TYPES = {
    "string": "VARCHAR",
    "json": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "integer": "BIGINT",
    "decimal": "DECIMAL(18,6)",
    "boolean": "BOOLEAN",
}


@dataclass(frozen=True)
class Field:
    """One column of a table. `type` is a key of DUCKDB_TYPES; `references` is (table, field) or None."""

    table: str
    name: str
    type: str
    required: bool
    primary_key: bool
    references: tuple[str, str] | None
    code_set: str | None
    size: int | None
    other_names: tuple[str, ...]
    description: str
    title: str = ""
    position: int = 0

    @property
    def duckdb_type(self) -> str:
        return DUCKDB_TYPES[self.type]


@dataclass(frozen=True)
class Table:
    """One table. `key` makes a record's id; `unique` is the grain that may not repeat; the rest name its roles.

    `name` is the full name (`ssd_contacts`), `schema` the DuckDB schema of its view (`ssd`, `sup`, or `annex_a` for the
    lists of a workbook, which have no view), and `short` the view's name (`contacts`).
    """

    name: str
    title: str
    one_row_is: str
    owner: str
    key: tuple[str, ...]
    unique: tuple[str, ...]
    person: str | None
    start: str | None
    end: str | None
    team: str | None
    worker: str | None
    note: str
    fields: tuple[Field, ...]

    @property
    def schema(self) -> str:
        return "annex_a" if self.name.startswith("annex_a_") else self.name.split("_", 1)[0]

    @property
    def short(self) -> str:
        return self.name if self.schema == "annex_a" else self.name.split("_", 1)[1]

    @property
    def view(self) -> str:
        """The view measures read, such as `ssd.contacts`."""
        return f"{self.schema}.{self.short}"

    def field(self, name: str) -> Field:
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(f"{self.name}.{name}")

    def has(self, name: str) -> bool:
        return any(field.name == name for field in self.fields)


@dataclass(frozen=True)
class Code:
    """One code of a set. Annex A codes carry `bare_code` and the SSD code they stand for, `ssd_code`."""

    code: str
    label: str
    valid_from: date | None
    valid_to: date | None
    note: str
    bare_code: str = ""
    ssd_code: str = ""


@dataclass(frozen=True)
class CodeSet:
    """A code list and the shipped other spellings of its codes, as (spelling, code) pairs."""

    name: str
    codes: tuple[Code, ...]
    spellings: tuple[tuple[str, str], ...]

    def label(self, code: str) -> str:
        for candidate in self.codes:
            if candidate.code == code:
                return candidate.label
        return code


@dataclass(frozen=True)
class Schema:
    """Every table by full name, and every code set by name."""

    tables: dict[str, Table]
    code_sets: dict[str, CodeSet]

    def history_tables(self) -> tuple[Table, ...]:
        """The tables that have a history: the SSD and the supplementary ones."""
        return tuple(t for t in self.tables.values() if t.schema != "annex_a")

    def annex_a_lists(self) -> tuple[Table, ...]:
        """The eleven lists of an Annex A workbook, in order."""
        return tuple(t for t in self.tables.values() if t.schema == "annex_a")


def _rows(file: Traversable) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(file.read_text(encoding="utf-8"))))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _field(row: dict[str, str]) -> Field:
    table, _, column = row.get("references", "").partition(".")
    others = row.get("other_names") or row.get("other_titles") or ""
    return Field(
        table=row["table"],
        name=row["field"],
        type=row["type"],
        required=row["required"] == "yes",
        primary_key=row.get("primary_key") == "yes",
        references=(table, column) if column else None,
        code_set=row["code_set"] or None,
        size=int(row["size"]) if row.get("size") else None,
        other_names=tuple(part for part in others.split("|") if part),
        description=row["description"],
        title=row.get("title", ""),
        position=int(row.get("position") or 0),
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("+") if part)


def _code(row: dict[str, str]) -> Code:
    return Code(
        code=row["code"],
        label=row["label"],
        valid_from=_date(row["valid_from"]),
        valid_to=_date(row["valid_to"]),
        note=row["note"],
        bare_code=row.get("bare_code", ""),
        ssd_code=row.get("ssd_code", ""),
    )


@cache
def load_schema() -> Schema:
    """The shipped schema, read once a process."""
    folder = files("warehouse.schema")
    fields: dict[str, list[Field]] = {}
    for name in ("ssd_fields.csv", "sup_fields.csv", "annex_a_fields.csv"):
        for row in _rows(folder / name):
            fields.setdefault(row["table"], []).append(_field(row))
    tables = {
        row["table"]: Table(
            name=row["table"],
            title=row["title"],
            one_row_is=row["one_row_is"],
            owner=row["owner"],
            key=_names(row["key"]),
            unique=_names(row["unique"]),
            person=row["person"] or None,
            start=row["start"] or None,
            end=row["end"] or None,
            team=row["team"] or None,
            worker=row["worker"] or None,
            note=row["note"],
            fields=tuple(fields[row["table"]]),
        )
        for row in _rows(folder / "tables.csv")
    }
    spellings: dict[str, list[tuple[str, str]]] = {}
    for row in _rows(folder / "spellings.csv"):
        spellings.setdefault(row["code_set"], []).append((row["spelling"], row["code"]))
    code_sets = {}
    for file in sorted((folder / "codes").iterdir(), key=lambda f: f.name):
        name = file.name.removesuffix(".csv")
        codes = tuple(_code(row) for row in _rows(file))
        code_sets[name] = CodeSet(name, codes, tuple(spellings.get(name, [])))
    return Schema(tables, code_sets)
