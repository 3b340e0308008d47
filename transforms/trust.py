"""How far each number can be trusted: which of its records have something wrong with them, and by which rules.

Source of the bands: calendar.md section 1, G5, and returns.md: green under 1 % of the records affected, amber to 5 %,
red above, or where a critical rule failed on what the measure reads and nobody waived it. The authority may set other
bands.

A waived finding still counts among the records affected, since the fault is still there; but a critical rule whose
findings are all waived does not make a number red by itself: somebody looked, and answers for it by name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from transforms.catalogue import Catalogue, Measure
from transforms.engine import query
from transforms.statistics import AMBER_FROM_PERCENT, RED_ABOVE_PERCENT, Rating, quality_flag


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
    `critical_rules` are the critical rules that failed or could not run on a column or table the measure reads;
    `waived_rules` those of them that somebody waived.
    """

    flag: Rating
    records: int
    affected: int
    rules: tuple[RuleEffect, ...]
    critical_rules: tuple[str, ...]
    waived_rules: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Such as `amber: 3 of 120 records (contacts.cont_contact_date.future 2, left out: G5 1)`."""
        said = f"{self.flag}: {self.affected:,} of {self.records:,} records"
        behind = ", ".join(f"{effect.rule} {effect.records:,}" for effect in self.rules)
        failed = f"; critical rules failed: {', '.join(self.critical_rules)}" if self.critical_rules else ""
        waived = f"; critical rules waived: {', '.join(self.waived_rules)}" if self.waived_rules else ""
        return f"{said}{f' ({behind})' if behind else ''}{failed}{waived}"


@dataclass(frozen=True)
class Bands:
    """The shares of a number's records with a finding, in percent, from which it is amber and above which red."""

    amber_from: Decimal = AMBER_FROM_PERCENT
    red_above: Decimal = RED_ABOVE_PERCENT


def bands(connection: duckdb.DuckDBPyConnection) -> Bands:
    """The bands that the authority set in ref.setting, else the published ones."""
    rows = connection.execute("select name, value from ref.setting where starts_with(name, 'trust_')").fetchall()
    chosen = {name: Decimal(value) for name, value in rows}
    return Bands(
        chosen.get("trust_amber_percent", AMBER_FROM_PERCENT), chosen.get("trust_red_percent", RED_ABOVE_PERCENT)
    )


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
    failed, waived = _critical(connection)
    within = bands(connection)
    found = {}
    for measure, start, records, affected in connection.execute(query("trust"), given).fetchall():
        critical = touching(catalogue.measure(measure), failed)
        found[measure, start] = Trust(
            quality_flag(affected, records, bool(critical), within.amber_from, within.red_above),
            records,
            affected,
            tuple(behind.get((measure, start), ())),
            critical,
            touching(catalogue.measure(measure), waived),
        )
    return found


def _critical(connection: duckdb.DuckDBPyConnection) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """(rule, table, column) of each critical rule of the load that failed or could not run; the waived ones apart."""
    rows = connection.execute(query("trust_critical")).fetchall()
    failed = [(rule, table, column) for rule, table, column, is_waived in rows if not is_waived]
    return failed, [(rule, table, column) for rule, table, column, is_waived in rows if is_waived]


def touching(measure: Measure, rules: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """Which of the rules are about a column that the measure reads, or about a whole table that it reads."""
    columns = {tuple(need.replace(".", "_", 1).split(".")) for need in (*measure.needs, *measure.optional)}
    tables = {table for table, _ in columns}
    return tuple(
        rule for rule, table, column in rules if (table, column) in columns or (not column and table in tables)
    )
