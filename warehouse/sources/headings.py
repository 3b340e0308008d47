"""Matches the headings of a delivered table to the fields of the schema, forgiving case, order and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.errors import SourceError
from warehouse.schema import Table
from warehouse.sources.model import IntakeNote

RESERVED = ("source_file", "source_row")


def heading_key(text: str) -> str:
    """A heading without what does not count (case, spaces, punctuation): `Child’s  Need?` -> `childsneed`."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True)
class Headings:
    """The landed names of one delivered table's columns, in file order."""

    names: tuple[str, ...]
    notes: tuple[IntakeNote, ...]


def count_matches(table: Table, headings: Sequence[str]) -> int:
    """How many different fields of `table` these headings name."""
    by_name, by_alias = _field_keys(table)
    both = {**by_alias, **by_name}
    return len({both[key] for key in map(heading_key, headings) if key in both})


def match_headings(table: Table | None, headings: Sequence[str], file: str, table_name: str) -> Headings:
    """Names the columns of a table; `table` is None when the schema does not know it, and then headings are kept.

    A field's own name or title wins over its other names. Raises SourceError when two columns carry the same heading.
    A column with no heading is named `column_3` (its position).
    """
    keys = [heading_key(heading) for heading in headings]
    _refuse_repeats(headings, keys, file)
    names: list[str | None] = [None] * len(headings)
    by_name, by_alias = _field_keys(table) if table else ({}, {})
    for lookup in (by_name, by_alias):
        for index, key in enumerate(keys):
            if names[index] is None and key in lookup and lookup[key] not in names:
                names[index] = lookup[key]
    notes = _matched_notes(table, headings, names, file) if table else []
    taken = {name for name in names if name} | set(RESERVED)
    for index, heading in enumerate(headings):
        if names[index] is None:
            names[index] = _free_name(heading.strip() or f"column_{index + 1}", taken)
            taken.add(str(names[index]).casefold())
            if table:
                notes.append(
                    IntakeNote("column_unknown", table_name, str(names[index]), "kept in landing only", 1, file)
                )
    if table:
        notes += [
            IntakeNote("column_absent", table_name, field.name, _absent_detail(field.title), 1, file)
            for field in table.fields
            if field.name not in names
        ]
    return Headings(tuple(str(name) for name in names), tuple(notes))


def _absent_detail(title: str) -> str:
    return f"no column headed '{title}'" if title else "no such column"


def _field_keys(table: Table) -> tuple[dict[str, str], dict[str, str]]:
    by_name: dict[str, str] = {}
    by_alias: dict[str, str] = {}
    for field in table.fields:
        by_name[heading_key(field.name)] = field.name
        if field.title:
            by_name.setdefault(heading_key(field.title), field.name)
        for other in field.other_names:
            by_alias.setdefault(heading_key(other), field.name)
    return by_name, by_alias


def _refuse_repeats(headings: Sequence[str], keys: Sequence[str], file: str) -> None:
    seen: dict[str, int] = {}
    for index, key in enumerate(keys):
        # A heading of signs only has no key; it is compared as it stands.
        same = key or headings[index].strip().casefold()
        if same and same in seen:
            raise SourceError(
                f"{file}: columns {seen[same] + 1} and {index + 1} have the same heading. Expected each heading once. "
                "Rename or remove one of the two columns and deliver the file again."
            )
        seen[same] = index


def _matched_notes(table: Table, headings: Sequence[str], names: Sequence[str | None], file: str) -> list[IntakeNote]:
    return [
        IntakeNote("header_matched", table.name, name, f"read from the heading '{heading.strip()}'", 1, file)
        for heading, name in zip(headings, names, strict=True)
        if name is not None and heading not in (name, table.field(name).title)
    ]


def _free_name(name: str, taken: set[str]) -> str:
    candidate, number = name, 2
    while candidate.casefold() in taken:
        candidate, number = f"{name} ({number})", number + 1
    return candidate
