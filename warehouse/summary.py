"""Counts that runs report: what was delivered, what the rules found. Numbers only, no record."""

from datetime import date

import duckdb

from warehouse.queries import read_queries


def findings_by_severity(con: duckdb.DuckDBPyConnection, load_id: str) -> dict[str, int]:
    """Standing findings of a load: severity → count."""
    return dict(con.execute(read_queries("summary.sql")["findings_by_severity"], {"load_id": load_id}).fetchall())


def critical_rules(con: duckdb.DuckDBPyConnection, load_id: str) -> dict[str, int]:
    """Rules with standing critical findings: rule → count, most first."""
    return dict(con.execute(read_queries("summary.sql")["critical_rules"], {"load_id": load_id}).fetchall())


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
