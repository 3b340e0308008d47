"""Findings: the failing rows of each rule, who can put them right, and their life from load to load."""

import csv
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from expectations.failing import failing_rows
from expectations.known import Picture, queries
from expectations.model import Rule, RuleResult
from warehouse.casting import record_id
from warehouse.queries import quoted
from warehouse.schema import Schema, Table

COLUMNS = (
    "rule",
    "severity",
    "table",
    "record_id",
    "person_id",
    "column",
    "value",
    "message",
    "team",
    "worker",
    "state",
    "first_seen",
    "source_file",
    "source_row",
)
NOBODY = "(select null as source_file, null as source_row, null as record_id)"


@dataclass(frozen=True)
class Check:
    """The load that is checked, and the day it was taken."""

    load_id: str
    extracted_on: date


def forget_load(connection: duckdb.DuckDBPyConnection, load_id: str) -> None:
    """Takes out what was said of a load before, so that checking it again gives the same rows."""
    for statement in queries("findings.sql")["forget"].split(";\n"):
        connection.execute(statement, {"load_id": load_id})


def add_findings(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], schema: Schema, at: Check, held: Picture
) -> dict[str, int]:
    """Writes one finding for each row that fails one of `rules`, in one query a table; returns how many, by rule."""
    sql = queries("findings.sql")
    words = {
        "rules": [rule.id for rule in rules],
        "severities": [rule.severity for rule in rules],
        "says": [rule.says for rule in rules],
    }
    connection.execute(sql["applying"], words)
    for name in dict.fromkeys(rule.table for rule in rules):
        own = [rule for rule in rules if rule.table == name]
        words = {"load_id": at.load_id, "table_name": name, "extracted_on": at.extracted_on}
        connection.execute(_add_statement(schema.tables[name], own, held), words)
    connection.execute("drop table applying_rules")
    return dict(connection.execute(sql["failed"], {"load_id": at.load_id}).fetchall())


def _add_statement(table: Table, rules: Sequence[Rule], held: Picture) -> str:
    staged = table.name in held.staged
    team = f"own.{quoted(table.team)}" if table.team and staged else "null"
    worker = f"own.{quoted(table.worker)}" if table.worker and staged else "null"
    failing = " union all ".join(
        f"select '{rule.id}' as rule, found.record_id, found.person_id, found.column_name, found.value,"
        f" found.source_file, found.source_row from ({failing_rows(rule)}) as found"
        for rule in rules
    )
    return (
        queries("findings.sql")["add"]
        .replace("{failing}", failing)
        .replace("{own}", f"staging.{quoted(table.name)}" if (table.team or table.worker) and staged else NOBODY)
        .replace("{own_team}", team)
        .replace("{own_worker}", worker)
        .replace("{allocates}", "true" if "ssd_involvements" in held.known else "false")
    )


def live_on(
    connection: duckdb.DuckDBPyConnection, schema: Schema, at: Check, held: Picture, covers: Mapping[str, date | None]
) -> None:
    """Gives each finding its state: new, open (stood before), came_back, and a row for each that was fixed.

    A finding is known by its rule, table, record and column, and among rows alike by its number. Of records outside a
    source's window nothing is said.
    """
    sql = queries("findings.sql")
    connection.execute(sql["earlier"], {"extracted_on": at.extracted_on})
    connection.execute(sql["number"], {"load_id": at.load_id})
    connection.execute(sql["live_on"], {"load_id": at.load_id})
    connection.execute(sql["candidates"], {"load_id": at.load_id})
    for table in sorted(held.staged):
        if covers.get(table) is not None:
            statement = sql["not_looked_at"].replace("{table}", quoted(table))
            statement = statement.replace("{record_id}", record_id(schema.tables[table]))
            connection.execute(statement, {"table_name": table})
    connection.execute(sql["fixed"], {"load_id": at.load_id})
    connection.execute("drop table earlier_findings")
    connection.execute("drop table now_findings")
    connection.execute("drop table mended")


def keep_results(connection: duckdb.DuckDBPyConnection, load_id: str, results: Iterable[RuleResult]) -> None:
    """Writes what came of every rule to quality.rules."""
    kept = list(results)
    rules = [result.rule for result in kept]
    connection.execute(
        queries("findings.sql")["keep_rules"],
        {
            "load_id": load_id,
            "rules": [rule.id for rule in rules],
            "tables": [rule.table for rule in rules],
            "columns": [rule.column or None for rule in rules],
            "severities": [rule.severity for rule in rules],
            "says": [rule.says for rule in rules],
            "why": [rule.why for rule in rules],
            "fix": [rule.fix for rule in rules],
            "tested": [result.tested for result in kept],
            "failed": [result.failed for result in kept],
            "statuses": [result.status for result in kept],
            "reasons": [result.reason or None for result in kept],
        },
    )


def write_findings_csv(connection: duckdb.DuckDBPyConnection, load_id: str, path: Path) -> None:
    """Every finding of a load, the fixed ones too, as the return's findings.csv: it holds personal data, so mode 0600.

    Sorted by severity, rule, record and source row; UTF-8, LF.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as handle:
        path.chmod(0o600)
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        rows = connection.execute(queries("findings.sql")["listing"], {"load_id": load_id})
        while batch := rows.fetchmany(10_000):
            writer.writerows(batch)
