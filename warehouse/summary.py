"""Counts that runs report: what was delivered, what the rules found. Numbers only, no record."""

from dataclasses import dataclass
from datetime import date

import duckdb

from warehouse.queries import read_queries


def findings_by_severity(con: duckdb.DuckDBPyConnection, load_id: str) -> dict[str, int]:
    """Standing findings of a load: severity → count."""
    return dict(con.execute(read_queries("summary.sql")["findings_by_severity"], {"load_id": load_id}).fetchall())


def waived_by_severity(con: duckdb.DuckDBPyConnection, load_id: str) -> dict[str, int]:
    """Those of a load's standing findings that are waived: severity → count."""
    return dict(con.execute(read_queries("summary.sql")["waived_by_severity"], {"load_id": load_id}).fetchall())


@dataclass(frozen=True)
class GateRule:
    """A critical or major rule of a load with findings that stand, or a critical one that could not run (counts as 1).

    `unwaived` counts what nobody let pass, `waived` the rest.
    """

    rule: str
    severity: str
    unwaived: int
    waived: int
    could_not_run: bool


def gate_rules(con: duckdb.DuckDBPyConnection, load_id: str) -> tuple[GateRule, ...]:
    """What a return's gate asks about, most unwaived findings first; the load must be in the history."""
    rows = con.execute(read_queries("summary.sql")["gate_rules"], {"load_id": load_id}).fetchall()
    return tuple(GateRule(*row) for row in rows)


def ended_waivers(con: duckdb.DuckDBPyConnection, load_id: str) -> dict[str, date]:
    """Rules whose waivers no longer stand for a load: rule → the last day that one of them covered."""
    return dict(con.execute(read_queries("summary.sql")["ended_waivers"], {"load_id": load_id}).fetchall())


def checked_loads(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The loads whose checks' outcome is kept."""
    return frozenset(load_id for (load_id,) in con.execute(read_queries("summary.sql")["checked_loads"]).fetchall())


def rules_not_run(con: duckdb.DuckDBPyConnection, load_id: str) -> int:
    """How many rules could not run on a load."""
    rows = con.execute(read_queries("summary.sql")["rules_not_run"], {"load_id": load_id}).fetchall()
    return int(rows[0][0])


def delivered(con: duckdb.DuckDBPyConnection, load_id: str) -> tuple[int, int]:
    """How many tables and rows a load delivered."""
    tables, rows = con.execute(read_queries("summary.sql")["delivered"], {"load_id": load_id}).fetchall()[0]
    return int(tables), int(rows)


def population_release(con: duckdb.DuckDBPyConnection, extracted_on: date) -> str:
    """The newest population release published when the extracts were taken; empty when there is none."""
    rows = con.execute(read_queries("summary.sql")["population_release"], {"extracted_on": extracted_on}).fetchall()
    return str(rows[0][0] or "")
