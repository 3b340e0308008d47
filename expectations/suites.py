"""Reads the rules written by hand: `suites/<table>.yaml` (one row) and `suites/cross/<id>.sql` (several)."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from expectations.model import SEVERITIES, Rule
from warehouse.errors import SettingsError
from warehouse.schema import Schema, Table
from warehouse.yaml_text import load_yaml

HEADER = re.compile(r"\A/\* rule\n(?P<yaml>.*?)\n\*/\n(?P<sql>.*)\Z", re.DOTALL)
WORDS = ("severity", "says", "why", "fix", "columns")

# What a condition may say of the row's person, and the column it comes from.
PERSON_COLUMNS = {
    "person.birth_date": "ssd_person.pers_dob",
    "person.expected_date": "ssd_person.pers_expected_dob",
    "person.death_date": "ssd_person.pers_death_date",
}


def row_rules(schema: Schema) -> Iterator[Rule]:
    """The rules over one row, in the order of the files and of the entries in each."""
    for file in _files("suites", ".yaml"):
        if file.name in ("structure.yaml", "changes.yaml"):
            continue
        data = load_yaml(file.read_text(encoding="utf-8"))
        table = _table(schema, file.name, data.get("table"))
        for entry in data["rules"]:
            condition = str(entry.get("fails", "")).strip()
            if not condition:
                raise SettingsError(
                    f"{file.name}: {entry.get('id')}: `fails` is missing; write the condition of a failing row."
                )
            reads = tuple(column for name, column in PERSON_COLUMNS.items() if name in condition)
            yield _rule(schema, file.name, table, entry, condition=condition, reads=reads)


def cross_rules(schema: Schema) -> Iterator[Rule]:
    """The rules over several rows, one SQL file each; the file's name is the rule's id."""
    for file in _files("suites/cross", ".sql"):
        match = HEADER.match(file.read_text(encoding="utf-8"))
        if not match:
            raise SettingsError(f"{file.name}: no `/* rule … */` at its start; copy the header of another rule.")
        data = load_yaml(match["yaml"])
        entry = {**data, "id": file.name.removesuffix(".sql")}
        table = _table(schema, file.name, data.get("table"))
        reads = tuple(data.get("reads", ()))
        yield _rule(schema, file.name, table, entry, query=match["sql"].strip().rstrip(";"), reads=reads)


def _files(folder: str, ending: str) -> list[Traversable]:
    found = (file for file in (files("expectations") / folder).iterdir() if file.name.endswith(ending))
    return sorted(found, key=lambda file: file.name)


def _table(schema: Schema, file: str, name: object) -> Table:
    if name not in schema.tables:
        raise SettingsError(f"{file}: `table` is {name}, which is no table of the schema.")
    return schema.tables[str(name)]


def _rule(
    schema: Schema,
    file: str,
    table: Table,
    entry: Mapping[str, Any],
    condition: str = "",
    query: str = "",
    reads: tuple[str, ...] = (),
) -> Rule:
    absent = [word for word in WORDS if not entry.get(word)]
    if absent or entry["severity"] not in SEVERITIES:
        raise SettingsError(f"{file}: {entry.get('id')}: fill {', '.join(absent) or 'severity with a known one'}.")
    columns = (*(f"{table.name}.{column}" for column in entry["columns"]), *reads)
    for column in columns:
        other, _, name = column.partition(".")
        if other not in schema.tables or not schema.tables[other].has(name):
            raise SettingsError(f"{file}: {entry['id']}: no column {column} in the schema.")
    return Rule(
        id=str(entry["id"]),
        table=table.name,
        columns=columns,
        severity=entry["severity"],
        says=str(entry["says"]),
        why=str(entry["why"]),
        fix=str(entry["fix"]),
        owner=table.owner,
        kind="cross" if query else "row",
        condition=condition,
        query=query,
        optional=frozenset(f"{table.name}.{column}" for column in entry.get("optional", ())),
        whole_history=bool(entry.get("whole_history", False)),
    )
