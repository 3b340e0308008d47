"""Checks a typed load: runs every rule that applies to it, and keeps what came of each and every failing row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from expectations.changes import NOT_DELIVERED
from expectations.findings import Check, add_findings, forget_load, keep_results, live_on
from expectations.known import Picture, coverage, picture, queries
from expectations.model import SEVERITIES, Rule, RuleResult, Severity
from expectations.rules import rule_catalogue
from expectations.structure import cast_rule
from expectations.validation import Verdict, validate
from warehouse.queries import quoted
from warehouse.schema import Schema

__all__ = ["CheckOutcome", "run_checks"]


@dataclass(frozen=True)
class CheckOutcome:
    """What came of a load's checks: every rule that applies to its tables, and its standing findings by severity."""

    load_id: str
    results: tuple[RuleResult, ...]
    findings: Mapping[Severity, int]

    @property
    def not_run(self) -> tuple[RuleResult, ...]:
        return tuple(result for result in self.results if result.status == "not_run")

    @property
    def failed(self) -> tuple[RuleResult, ...]:
        return tuple(result for result in self.results if result.status == "failed")


def run_checks(
    connection: duckdb.DuckDBPyConnection,
    schema: Schema,
    load_id: str,
    extracted_on: date,
    covers: Mapping[str, date | None] | None = None,
    rules: Sequence[Rule] | None = None,
) -> CheckOutcome:
    """Checks the load in `staging` and writes quality.rules and quality.findings for `load_id`, anew each time.

    `covers` says from which date the load covers each table (meta.coverage by default); older rows of the history then
    stand beside it, so that nothing is an orphan only because it is old. Commit before: the rules are read through
    cursors of `connection`, which see what is committed.
    """
    covered = coverage(connection, load_id) if covers is None else covers
    catalogue = rule_catalogue(schema) if rules is None else rules
    forget_load(connection, load_id)
    with picture(connection, schema, load_id, extracted_on, covered) as held:
        applying = [rule for rule in catalogue if _applies(rule, held)]
        applying += _unforeseen_cast_rules(connection, schema, applying)
        blocked = {rule.id: reason for rule in applying if (reason := _why_blocked(rule, held))}
        runnable: dict[str, list[Rule]] = {}
        for rule in applying:
            if rule.id not in blocked:
                runnable.setdefault(rule.table, []).append(rule)
        verdicts = validate(connection, schema, runnable, held.variables, held.absent)
        verdicts.update({rule_id: Verdict(False, error=reason) for rule_id, reason in blocked.items()})
        failing = [rule for rule in applying if not (verdicts[rule.id].passed or verdicts[rule.id].error)]
        at = Check(load_id, extracted_on)
        listed = add_findings(connection, failing, schema, at, held)
        rows = _row_counts(connection, held)
        results = tuple(
            _result(rule, verdicts[rule.id], rows.get(rule.table, 1), listed.get(rule.id, 0)) for rule in applying
        )
        keep_results(connection, load_id, results)
        live_on(connection, schema, at, held, covered)
    counts = dict(connection.execute(queries("findings.sql")["counts"], {"load_id": load_id}).fetchall())
    return CheckOutcome(load_id, results, {severity: counts.get(severity, 0) for severity in SEVERITIES})


def _applies(rule: Rule, held: Picture) -> bool:
    """Whether a rule can say anything of this load: its table came, and so did the column it was made for."""
    if rule.table not in held.staged:
        return rule.table in held.absent and rule.id.endswith(NOT_DELIVERED)
    if rule.needs_before and rule.table not in held.before:
        return False
    if rule.test == "delivered":
        return not _made_from_lists(rule, held)
    if rule.kind != "structure":
        return True
    if rule.id.endswith(".required") and _made_from_lists(rule, held):
        return False
    own = [tuple(column.split(".")) for column in rule.columns if column.startswith(f"{rule.table}.")]
    # That a column did not come is already said: by `<column>.missing`, or by the page's list of what is absent.
    return all(column in held.columns for column in own)


def _made_from_lists(rule: Rule, held: Picture) -> bool:
    """Whether the table was made from an Annex A workbook's lists: they do not fill every column."""
    return held.workbook and not rule.table.startswith("annex_a_")


def _why_blocked(rule: Rule, held: Picture) -> str:
    if rule.test == "delivered":
        return ""
    if rule.whole_history and _made_from_lists(rule, held):
        return "an Annex A workbook holds only the latest of each child's plans, placements and workers"
    for table in rule.other_tables():
        if table not in held.known:
            return f"{table} was not delivered"
    for column in rule.columns:
        table, _, name = column.partition(".")
        if column in rule.optional:
            continue
        if table in held.staged and (table, name) not in held.columns:
            return f"{column} was not delivered"
    return ""


def _unforeseen_cast_rules(connection: duckdb.DuckDBPyConnection, schema: Schema, rules: Sequence[Rule]) -> list[Rule]:
    """Rules for what casting found and no rule was made for: nothing that would not type goes unsaid."""
    found = connection.execute(
        "select distinct table_name, column_name, kind from staging.cast_failures order by all"
    ).fetchall()
    known = {rule.id for rule in rules}
    made = []
    for table, column, kind in found:
        if f"{table}.{column}.{kind}" not in known:
            made.append(cast_rule(schema.tables[table], schema.tables[table].field(column), kind))
    return made


def _row_counts(connection: duckdb.DuckDBPyConnection, held: Picture) -> dict[str, int]:
    tables = sorted(held.staged)
    if not tables:
        return {}
    counts = " union all ".join(f"select '{table}', count(*) from staging.{quoted(table)}" for table in tables)
    return dict(connection.execute(counts).fetchall())


def _result(rule: Rule, verdict: Verdict, rows: int, listed: int) -> RuleResult:
    """What came of a rule over so many rows, of which so many are listed as findings."""
    if verdict.error:
        return RuleResult(rule, "not_run", 0, 0, verdict.error)
    tested = 1 if rule.test == "delivered" or not rule.columns else rows
    if verdict.passed:
        return RuleResult(rule, "passed", tested, 0)
    if listed == 0 or listed != (verdict.failed or listed):
        # Two answers to one question are no answer.
        return RuleResult(rule, "not_run", tested, listed, "the check and the list of its failing rows disagree")
    return RuleResult(rule, "failed", tested, listed)
