"""Every rule written by hand, shown on a small table: the rows marked `yes` fail, and no others.

The examples lie in `examples/`. Each rule has one with rows on both sides, so that deleting or inverting its condition
turns its example red.
"""

import re
from pathlib import Path

import pytest

from expectations.checks import _why_blocked
from expectations.failing import failing_rows
from expectations.known import picture
from expectations.model import Rule
from expectations.rules import rule_catalogue
from tests.support.typed_load import BEFORE, EXTRACTED_ON, LOAD, TypedLoad, read_examples
from warehouse.schema import load_schema

EXAMPLES = {
    rule: tables
    for file in sorted((Path(__file__).parent / "examples").glob("*.txt"))
    for rule, tables in read_examples(file.read_text(encoding="utf-8")).items()
}
RULES = {rule.id: rule for rule in rule_catalogue(load_schema())}
BY_HAND = sorted(rule.id for rule in RULES.values() if rule.kind != "structure")


def failing(load: TypedLoad, rule: Rule) -> list[tuple[str, int]]:
    """Column and row number of each row that fails, once no other table is missing."""
    for table in rule.other_tables():
        if table not in EXAMPLES.get(rule.id, {}):
            load.add(table, [])
    with picture(load.connection, load.schema, LOAD, EXTRACTED_ON, {}) as held:
        assert _why_blocked(rule, held) == ""
        query = f"select column_name, source_row from ({failing_rows(rule)}) order by all"
        return load.connection.execute(query).fetchall()


@pytest.mark.parametrize("rule_id", BY_HAND)
def test_the_rows_marked_fail_and_no_others(load: TypedLoad, rule_id: str) -> None:
    rule, tables = RULES[rule_id], EXAMPLES[rule_id]
    load.fill(tables)
    rows = enumerate(_marked(rule, tables), start=2)
    assert failing(load, rule) == [(rule.column, number) for number, row in rows if row["fails"] == "yes"]


@pytest.mark.parametrize("rule_id", BY_HAND)
def test_the_example_has_rows_on_both_sides(rule_id: str) -> None:
    marks = {row["fails"] for row in _marked(RULES[rule_id], EXAMPLES[rule_id])}
    assert marks == {"yes", None}


def _marked(rule: Rule, tables: dict[str, list[dict[str, str | None]]]) -> list[dict[str, str | None]]:
    """The rows that say which fail: the load's own, or those of the load before where one that is gone is found."""
    gone = tables.get(BEFORE + rule.table, [])
    return gone if gone and "fails" in gone[0] else tables[rule.table]


def test_there_is_an_example_for_each_rule_and_for_nothing_else() -> None:
    assert sorted(EXAMPLES) == BY_HAND


def test_a_rule_names_every_column_its_condition_reads() -> None:
    """Else a rule would run, and find nothing, where the column was not delivered."""
    for rule in RULES.values():
        if rule.kind != "row":
            continue
        table = load_schema().tables[rule.table]
        read = {field.name for field in table.fields if _mentions(rule.condition, field.name)}
        named = {column.partition(".")[2] for column in rule.columns if column.startswith(f"{rule.table}.")}
        assert read <= named, rule.id


def _mentions(condition: str, column: str) -> bool:
    return re.search(rf"(?<![\w.]){column}\b", condition) is not None
