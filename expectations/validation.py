"""Runs the rules as Great Expectations suites, two for each table, and says which were true.

Keys are core expectations. The other rules on one row are one expectation for each table, which names the failing rules
and how many rows fail each, and so are those on several rows: Great Expectations takes 8 ms for each, whatever it asks.
No result kept or returned holds a value of the data. Great Expectations is imported inside: that takes seven seconds.
"""

import logging
import os
import re
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

from expectations.failing import failing_rows, failures_by_rule
from expectations.model import SEVERITIES, Rule
from warehouse.schema import Schema, Table

SEVERITY = {"critical": "critical", "major": "warning", "minor": "info"}
ONE_ROW, SEVERAL_ROWS = "rules on one row", "rules on several rows"
# What Great Expectations hands on of a query's rows.
MOST_ROWS = 200
ERROR_KIND = re.compile(r"_duckdb\.(\w+)")


@dataclass(frozen=True)
class Verdict:
    """Whether a rule was true; how many rows failed, where the expectation counts them; why it could not run, if so."""

    passed: bool
    failed: int | None = None
    error: str = ""


@dataclass(frozen=True)
class _Answer:
    """What one expectation gave. `failed_rules` only for the one that stands for many rules."""

    verdict: Verdict
    failed_rules: Mapping[str, int]


def validate(
    connection: duckdb.DuckDBPyConnection,
    schema: Schema,
    rules: Mapping[str, Sequence[Rule]],
    variables: Mapping[str, Any],
    absent: Collection[str] = (),
) -> dict[str, Verdict]:
    """The verdict on every rule, by its id. `rules` holds those to run by table, `variables` what their SQL reads.

    `absent` are the tables that did not come: their rules are asked over the list of these.
    """
    if not rules:
        return {}
    # Analytics would look up a host; the setting is read when the package is imported.
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx

    from expectations.engine import lend

    verdicts: dict[str, Verdict] = {}
    with _quiet(), lend(connection, variables) as url:
        context: Any = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False}
        source = context.data_sources.add_sql(
            "load", connection_string=url, create_temp_table=False, assets=_assets(rules, absent)
        )
        for name in rules:
            batch = source.get_asset(name).get_batch_definition("load").get_batch()
            verdicts.update(_validate_table(batch, schema.tables[name], rules[name]))
    return verdicts


def _assets(tables: Mapping[str, Any], absent: Collection[str]) -> list[Any]:
    # Given all at once: each asset that is added alone writes the whole configuration again.
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.datasource.fluent.sql_datasource import TableAsset

    return [
        TableAsset(
            name=name,
            type="table",
            table_name="absent" if name in absent else name,
            schema_name="before" if name in absent else "staging",
            batch_definitions=[BatchDefinition(name="load", partitioner=None)],
        )
        for name in tables
    ]


def _validate_table(batch: Any, table: Table, rules: Sequence[Rule]) -> dict[str, Verdict]:
    core = [rule for rule in rules if rule.test == "unique"]
    several = [rule for rule in rules if rule.kind in ("cross", "change")]
    one_row = [rule for rule in rules if rule not in core and rule not in several]
    groups = {ONE_ROW: one_row, SEVERAL_ROWS: several}
    answers = _run(batch, f"{table.name}.core", [_core(table, rule) for rule in core], "BOOLEAN_ONLY")
    verdicts = {rule_id: answer.verdict for rule_id, answer in answers.items()}
    asked = [_group(table, name, members) for name, members in groups.items() if members]
    for name, answer in _run(batch, f"{table.name}.rules", asked, "BASIC").items():
        members = groups[name]
        if answer.verdict.error or not _names_all(answer):
            # One broken query would hide the others: each runs alone, and only the broken one has not run.
            alone = _run(batch, f"{table.name}.{name}", [_sql(rule) for rule in members], "BASIC")
            verdicts |= {rule_id: each.verdict for rule_id, each in alone.items()}
        else:
            failed = answer.failed_rules
            verdicts |= {rule.id: Verdict(rule.id not in failed, failed.get(rule.id, 0)) for rule in members}
    return verdicts


def _core_expectations() -> Any:
    # Untyped on purpose: the package does not export its expectations explicitly.
    from great_expectations import expectations

    return expectations


def _core(table: Table, rule: Rule) -> Any:
    core = _core_expectations()
    words: dict[str, Any] = {"severity": SEVERITY[rule.severity], "description": rule.says, "meta": {"rule": rule.id}}
    if len(table.unique) == 1:
        return core.ExpectColumnValuesToBeUnique(column=table.unique[0], **words)
    return core.ExpectCompoundColumnsToBeUnique(
        column_list=list(table.unique), ignore_row_if="any_value_is_missing", **words
    )


def _sql(rule: Rule) -> Any:
    from expectations.custom import FailingRows

    words: dict[str, Any] = {"severity": SEVERITY[rule.severity], "description": rule.says, "meta": {"rule": rule.id}}
    # The rows are asked for by their row number alone: what Great Expectations never sees, it cannot keep.
    query = f"select failing.source_row from ({failing_rows(rule)}) as failing"
    return FailingRows(unexpected_rows_query=_escaped(query), **words)


def _group(table: Table, name: str, rules: Sequence[Rule]) -> Any:
    from expectations.custom import FailingRules

    words: dict[str, Any] = {
        "severity": SEVERITY[min((rule.severity for rule in rules), key=SEVERITIES.index)],
        "description": f"{table.title}: {name} hold.",
        "meta": {"rule": name, "rules": [rule.id for rule in rules]},
    }
    return FailingRules(unexpected_rows_query=_escaped(failures_by_rule(table, rules)), **words)


def _escaped(query: str) -> str:
    # Great Expectations formats the text, so a brace is doubled, and SQLAlchemy reads a colon before a word as a
    # parameter. Our SQL names the table under test itself; {batch}, their name for it, stands in a comment only because
    # a text without it is printed about.
    escaped = re.sub(r"(?<!:):(?=\w)", r"\\:", query.replace("{", "{{").replace("}", "}}"))
    return f"/* {{batch}} */ {escaped}"


def _names_all(group: _Answer) -> bool:
    """Whether the answer for many rules names every one that failed; of very many rows not all are handed on."""
    return group.verdict.passed or 0 < len(group.failed_rules) < MOST_ROWS


def _run(batch: Any, suite: str, expectations: Sequence[Any], result_format: str) -> dict[str, _Answer]:
    """What each expectation of a suite gave, by the rule it stands for.

    The core expectations are asked only whether they are true: they would fetch the values that are not.
    """
    import great_expectations as gx

    if not expectations:
        return {}
    made = gx.ExpectationSuite(name=suite, expectations=list(expectations))
    results = batch.validate(made, result_format=result_format).results
    return {result.expectation_config.meta["rule"]: _answer(result) for result in results}


def _answer(result: Any) -> _Answer:
    error = _error(result.exception_info or {})
    if error:
        return _Answer(Verdict(False, error=error), {})
    details = (result.result or {}).get("details") or {}
    rows = [row for row in details.get("unexpected_rows", ()) if "rule" in row]
    failed = (result.result or {}).get("observed_value")
    return _Answer(Verdict(bool(result.success), failed), {row["rule"]: int(row["failed"]) for row in rows})


def _error(info: Mapping[str, Any]) -> str:
    """The kind of error that kept a rule from running; empty when it ran. Its text may hold values and is left."""
    for entry in (info, *(value for value in info.values() if isinstance(value, dict))):
        if entry.get("raised_exception"):
            told = f"{entry.get('exception_message') or ''} {entry.get('exception_traceback') or ''}"
            kind = ERROR_KIND.search(told)
            return f"its query could not be run ({kind[1] if kind else 'no answer from the engine'})"
    return ""


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the messages of Great Expectations out of the logs: they may quote a query's rows."""
    logger = logging.getLogger("great_expectations")
    level, propagate, nowhere = logger.level, logger.propagate, logging.NullHandler()
    logger.setLevel(logging.CRITICAL)
    # Some of its loggers set a level of their own, so their messages are also kept from going further up.
    logger.propagate = False
    logger.addHandler(nowhere)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
        logger.propagate = propagate
        logger.removeHandler(nowhere)
