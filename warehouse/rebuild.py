"""Which landed loads a run has to bring into the history, and how one of them is made ready for it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.casting import cast_load
from warehouse.landing import Landed, read_landed
from warehouse.queries import read_queries
from warehouse.schema import Schema
from warehouse.sources.annex_a_mapping import derive


def prepare_load(
    con: duckdb.DuckDBPyConnection, landed: Landed, schema: Schema, mappings: Mapping[str, Mapping[str, str]]
) -> None:
    """Fills `staging` with one load: every landed table typed, and an Annex A workbook's lists mapped to SSD tables."""
    cast_load(con, landed.folder, schema, mappings)
    derive(con, schema)


def known_loads(con: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The loads in the history, oldest knowledge first; empty for a new file."""
    if not con.execute(read_queries("rebuild.sql")["has_loads"]).fetchall():
        return ()
    return tuple(row[0] for row in con.execute(read_queries("rebuild.sql")["known_loads"]).fetchall())


def known_build(con: duckdb.DuckDBPyConnection) -> str | None:
    """The build hash the history was made with: schema, mappings and settings; None for a new file."""
    if not con.execute(read_queries("rebuild.sql")["has_loads"]).fetchall():
        return None
    rows = con.execute(read_queries("rebuild.sql")["known_build"]).fetchall()
    return rows[0][0] if rows else None


def loads_to_apply(
    con: duckdb.DuckDBPyConnection, landing_root: Path, entered: Sequence[str], build: str
) -> tuple[Landed, ...]:
    """The landed loads to bring in now, oldest knowledge first; resets the history when it has to be built again.

    Usually the newest load alone. Everything is built again, in the order of knowledge, when the schema, the mappings
    or the settings changed, or when a load is older than one already known. `entered` is the ledger's order of loads,
    which decides between two loads of the same extraction time.
    """
    known = known_loads(con)
    landed = {load.load_id: load for load in _all_landed(landing_root)}
    order = {load_id: place for place, load_id in enumerate(dict.fromkeys([*known, *entered, *sorted(landed)]))}
    wanted = sorted(landed.values(), key=lambda load: (load.extracted_on, order[load.load_id]))
    missing = tuple(load for load in wanted if load.load_id not in known)
    if not known:
        return missing
    late = any(load.extracted_on < _latest(landed, known) for load in missing)
    if late or known_build(con) != build:
        con.execute(read_queries("rebuild.sql")["reset"])
        return tuple(wanted)
    return missing


def _latest(landed: Mapping[str, Landed], known: Sequence[str]) -> datetime:
    return max(landed[load_id].extracted_on for load_id in known if load_id in landed)


def _all_landed(root: Path) -> list[Landed]:
    return [read_landed(folder) for folder in sorted(root.iterdir()) if (folder / "manifest.json").is_file()]
