"""The SQL that lists or counts the rows for which a rule is not true.

One text serves both: Great Expectations counts with it, the findings are written with it, so the two cannot differ.
Identifiers and ids come from our own schema and suites, never from data.
"""

from collections.abc import Sequence

from expectations.model import Rule
from warehouse.queries import quoted
from warehouse.schema import Table

EXTRACTED_ON = "cross join (select cast(getvariable('extracted_on') as date) as extracted_on) as load"
PERSON = "left join known.people as person on person.people_id = this.person_id"


def failing_rows(rule: Rule) -> str:
    """A SELECT of record_id, person_id, column_name, value, source_file and source_row: one row per failing row."""
    if rule.query:
        return rule.query
    return (
        f"select this.record_id, this.person_id, '{rule.column}' as column_name,"
        f" cast(this.{quoted(rule.column)} as varchar) as value, this.source_file, this.source_row"
        f" from {_rows(rule.table, rule.reads_person)} where {rule.condition}"
    )


def failures_by_rule(table: Table, rules: Sequence[Rule]) -> str:
    """A SELECT of rule and failed, one row for each of the table's rules that fails: a scan or two for them all."""
    plain = [rule for rule in rules if rule.condition and not rule.reads_person]
    about_person = [rule for rule in rules if rule.condition and rule.reads_person]
    parts = [_scan(table, group) for group in (plain, about_person) if group]
    if any(rule.test == "cast" for rule in rules):
        parts.append(
            "select table_name || '.' || column_name || '.' || kind as rule, count(*) as failed"
            f" from staging.cast_failures where table_name = '{table.name}' group by all"
        )
    needed = [rule for rule in rules if rule.test == "delivered"]
    if needed:
        names = ", ".join(f"('{rule.id}', '{rule.column}')" for rule in needed)
        parts.append(
            f"select needed.rule, 1 as failed from (values {names}) as needed(rule, column_name)"
            " where not exists (select 1 from staging.delivered as found"
            f" where found.table_name = '{table.name}' and found.column_name = needed.column_name)"
        )
    for rule in rules:
        if rule.query and rule.test not in ("cast", "delivered"):
            parts.append(
                f"select '{rule.id}' as rule, count(*) as failed from ({rule.query}) as failing having count(*) > 0"
            )
    return " union all ".join(parts)


def _rows(table: str, with_person: bool) -> str:
    person = f" {PERSON}" if with_person else ""
    return f"staging.{quoted(table)} as this{person} {EXTRACTED_ON}"


def _scan(table: Table, rules: Sequence[Rule]) -> str:
    counts = ", ".join(
        f"struct_pack(rule := '{rule.id}', failed := count(*) filter (where {rule.condition}))" for rule in rules
    )
    rows = _rows(table.name, rules[0].reads_person)
    unnested = f"select unnest([{counts}]) as counted from {rows}"
    return f"select counted.rule, counted.failed from ({unnested}) where counted.failed > 0"
