"""Reads the `manifest.json` beside the extracts: when they were taken, and from which date they are complete."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from warehouse.errors import SourceError
from warehouse.schema import Schema
from warehouse.sources.headings import heading_key

_EXPECTED = (
    'Expected {"extracted_on": "2026-06-30", "covers_from": {"contacts": "2021-04-01"}}, both optional. '
    "Correct the file."
)


@dataclass(frozen=True)
class SourceManifest:
    """What a source says of itself; `covers` is table to the first date covered, None for everything."""

    extracted_on: datetime | None = None
    covers: Mapping[str, date | None] = field(default_factory=dict)


def read_manifest(folder: Path, schema: Schema) -> SourceManifest:
    """The manifest of a folder of extracts, empty when there is no file; SourceError when it is not as expected."""
    path = folder / "manifest.json"
    if not path.exists():
        return SourceManifest()
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        taken = content.get("extracted_on")
        covers = content.get("covers_from") or {}
        if isinstance(covers, str):
            covers = {table.name: covers for table in schema.history_tables()}
        return SourceManifest(_moment(taken) if taken else None, _covers(covers, schema))
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise SourceError(f"manifest.json: cannot be understood. {_EXPECTED}") from error


def _moment(text: str) -> datetime:
    """A local date or time; a time zone would shift the day it stands for, so it is not accepted."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        raise ValueError("extracted_on has a time zone")
    return moment


def _covers(covers: Mapping[str, str | None], schema: Schema) -> dict[str, date | None]:
    names = {heading_key(name): table.name for table in schema.history_tables() for name in (table.name, table.short)}
    unknown = [name for name in covers if heading_key(name) not in names]
    if unknown:
        raise SourceError(
            f"manifest.json: covers_from names {unknown[0]}, which is no table of the schema. {_EXPECTED}"
        )
    return {names[heading_key(name)]: date.fromisoformat(day) if day else None for name, day in covers.items()}
