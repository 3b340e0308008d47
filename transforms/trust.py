"""How far each number can be trusted: which of its records have something wrong with them, and by which rules.

Source of the bands: calendar.md section 1, G5, and returns.md: green under 1 % of the records affected, amber to 5 %,
red above, or where a critical rule failed on what the measure reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from transforms.catalogue import Catalogue, Measure
from transforms.engine import query
from transforms.statistics import Rating, quality_flag


@dataclass(frozen=True)
class RuleEffect:
    """One rule, or one reason to leave records out, and how many of a number's records it touches."""

    rule: str
    severity: str
    records: int


@dataclass(frozen=True)
class Trust:
    """The data-quality flag of one number, with what stands behind it.

    `records` are those counted and those left out for a fault; `affected` those among them with a fault.
    `critical_rules` are the critical rules that failed or could not run on a column or table the measure reads.
    """

    flag: Rating
    records: int
    affected: int
    rules: tuple[RuleEffect, ...]
    critical_rules: tuple[str, ...]

    @property
    def words(self) -> str:
        """Such as `amber: 3 of 120 records (contacts.cont_contact_date.future 2, left out: G5 1)`."""
        said = f"{self.flag}: {self.affected:,} of {self.records:,} records"
        behind = ", ".join(f"{effect.rule} {effect.records:,}" for effect in self.rules)
        failed = f"; critical rules failed: {', '.join(self.critical_rules)}" if self.critical_rules else ""
        return f"{said}{f' ({behind})' if behind else ''}{failed}"


def trust(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, period: str, period_kind: str = "quarter"
) -> dict[tuple[str, date], Trust]:
    """The trust in each number of the whole in one period, by measure and first day of its window.

    The measures must have been computed on the connection.
    """
    given = {"period": period, "period_kind": period_kind}
    behind: dict[tuple[str, date], list[RuleEffect]] = {}
    for measure, start, rule, severity, records in connection.execute(query("trust_rules"), given).fetchall():
        behind.setdefault((measure, start), []).append(RuleEffect(rule, severity, records))
    failed = _critical(connection)
    found = {}
    for measure, start, records, affected in connection.execute(query("trust"), given).fetchall():
        critical = touching(catalogue.measure(measure), failed)
        found[measure, start] = Trust(
            quality_flag(affected, records, bool(critical)),
            records,
            affected,
            tuple(behind.get((measure, start), ())),
            critical,
        )
    return found


def _critical(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """(rule, table, column) of each critical rule of the load that failed or could not run."""
    return connection.execute(
        """select rule, table_name, coalesce(column_name, '') from quality.rules
        where load_id = getvariable('load_id') and severity = 'critical' and status <> 'passed'
        order by rule"""
    ).fetchall()


def touching(measure: Measure, rules: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """Which of the rules are about a column that the measure reads, or about a whole table that it reads."""
    columns = {tuple(need.replace(".", "_", 1).split(".")) for need in (*measure.needs, *measure.optional)}
    tables = {table for table, _ in columns}
    return tuple(
        rule for rule, table, column in rules if (table, column) in columns or (not column and table in tables)
    )
