"""Every rule that the schema implies fires on a row made to break it, and not on one just inside it.

The rows follow from each column's type (`tests/support/broken_rows.py`), so a new table or column is proved without a
line of test.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any

import pytest

from expectations import structure
from expectations.failing import failing_rows
from expectations.known import picture
from expectations.model import Rule
from expectations.rules import rule_catalogue
from tests.support.broken_rows import PEOPLE, Pair, good_row, pair, stage
from tests.support.typed_load import EXTRACTED_ON, LOAD, TAKEN_BEFORE, TypedLoad, workbench
from warehouse.schema import Table, load_schema

SCHEMA = load_schema()
RULES = [rule for rule in rule_catalogue(SCHEMA) if rule.kind == "structure"]
# Rules about a whole table, or about what casting noted of it, with no row of their own.
OF_TABLES = ("changed", "not_delivered", "went_blank", "gone_quiet", "missing")
CASTS = [rule for rule in RULES if rule.test == "cast"]
OF_ROWS = [rule for rule in RULES if rule.test != "cast" and not rule.id.endswith(OF_TABLES)]

Failing = set[tuple[str, str | None, int | None]]


@dataclass(frozen=True)
class Staged:
    """The rows made for one rule: the pair, and where its two rows stand."""

    rule: Rule
    breaks: int
    keeps: int


@pytest.fixture(scope="module")
def load() -> Iterator[TypedLoad]:
    made = workbench()
    yield made
    made.clear()


@pytest.fixture(scope="module")
def staged(load: TypedLoad) -> list[Staged]:
    """Every table of the schema in staging: a good row, people, then the rows of each of the table's rules."""
    load.fill({})
    return [each for table in SCHEMA.tables.values() for each in _stage(load, table)]


def _stage(load: TypedLoad, table: Table) -> Iterator[Staged]:
    good = good_row(SCHEMA, table)
    rows = [good, *({**good, **person} for person in PEOPLE if table.name == "ssd_person")]
    for rule in OF_ROWS:
        if rule.table == table.name:
            made: Pair = pair(SCHEMA, rule)
            yield Staged(rule, len(rows) + 2, len(rows) + 3)
            rows += [{**good, **cells} for cells in (made.breaks, made.keeps, *made.beside)]
    stage(load, table, rows)


def failing(load: TypedLoad, rules: Sequence[Rule]) -> Failing:
    """Rule, column and row number of everything the rules find; one query a table."""
    by_table: dict[str, list[Rule]] = {}
    for rule in rules:
        by_table.setdefault(rule.table, []).append(rule)
    queries = (
        " union all ".join(
            f"select '{rule.id}', column_name, source_row from ({failing_rows(rule)}) as failing" for rule in of_table
        )
        for of_table in by_table.values()
    )
    return set(chain.from_iterable(load.connection.execute(query).fetchall() for query in queries))


def fired(load: TypedLoad, ending: str) -> dict[str, set[str | None]]:
    """The rules about a whole table that fire, with the columns they name."""
    columns: dict[str, set[str | None]] = {}
    for rule, column, _ in failing(load, [rule for rule in RULES if rule.id.endswith(ending)]):
        columns.setdefault(rule, set()).add(column)
    return columns


def ids(ending: str) -> set[str]:
    return {rule.id for rule in RULES if rule.id.endswith(ending)}


def test_a_rule_about_rows_finds_the_broken_one_and_not_the_one_just_inside(
    load: TypedLoad, staged: list[Staged]
) -> None:
    with picture(load.connection, SCHEMA, LOAD, EXTRACTED_ON, {}):
        found = failing(load, OF_ROWS)
    assert len(staged) == len(OF_ROWS) > 1500
    silent = [each.rule.id for each in staged if (each.rule.id, each.rule.column, each.breaks) not in found]
    wrong = [each.rule.id for each in staged if (each.rule.id, each.rule.column, each.keeps) in found]
    assert (silent, wrong) == ([], [])


def test_a_rule_about_cells_that_would_not_type_finds_its_own_and_no_others(load: TypedLoad, staged: None) -> None:
    for number, rule in enumerate(CASTS):
        load.cast_failure(rule.table, rule.column, rule.id.rpartition(".")[2], "x", row=number)
    assert len(CASTS) > 1500
    assert failing(load, CASTS) == {(rule.id, rule.column, number) for number, rule in enumerate(CASTS)}


def test_a_required_column_is_missed_where_it_was_not_delivered_and_only_there(load: TypedLoad, staged: None) -> None:
    assert fired(load, ".missing") == {}
    required = {rule.id: {rule.column} for rule in RULES if rule.id.endswith(".missing")}
    load.connection.execute("create temp table came as from staging.delivered; delete from staging.delivered")
    assert fired(load, ".missing") == required
    load.connection.execute("insert into staging.delivered from came; drop table came")


def test_a_number_of_rows_is_held_to_that_of_the_load_before(load: TypedLoad, staged: None) -> None:
    con = load.connection
    con.execute("set variable previous_load = 'before'")
    for table in SCHEMA.tables:
        con.execute(
            f"insert into meta.files by name select 'before' as load_id, '{table}' as file, '{table}' as table_name,"
            f" count(*) as rows from staging.{table}"
        )
    assert fired(load, ".rows.changed") == {}
    con.execute("update meta.files set rows = 51 + 2 * rows")
    assert fired(load, ".rows.changed") == {rule: {None} for rule in ids(".rows.changed")}
    con.execute("delete from meta.files")


def test_a_table_that_came_before_is_missed(load: TypedLoad, staged: None) -> None:
    with picture(load.connection, SCHEMA, LOAD, EXTRACTED_ON, {}):
        assert fired(load, ".not_delivered") == {}
        load.connection.execute("insert into before.absent select unnest(?)", [[*SCHEMA.tables]])
        assert fired(load, ".not_delivered") == {rule: {None} for rule in ids(".not_delivered")}


def test_a_table_that_went_quiet_and_columns_that_went_blank_are_missed(load: TypedLoad) -> None:
    """Last in the file: it stages every table anew, ten rows of each, first filled, then blank."""
    tables = [table for table in SCHEMA.history_tables() if table.schema != "annex_a"]
    load.fill({})
    for table in tables:
        good, dates = good_row(SCHEMA, table), [field.name for field in table.fields if field.type in structure.DATES]
        load.know(table.name, [{**good, **dict.fromkeys(dates, TAKEN_BEFORE.isoformat())}])
        load.connection.execute(
            f"insert into history.{table.name} select old.* from history.{table.name} as old, range(9)"
        )
        stage(load, table, [good] * 10)
    with picture(load.connection, SCHEMA, LOAD, EXTRACTED_ON, {}):
        assert (fired(load, ".went_blank"), fired(load, ".gone_quiet")) == ({}, {})
    load.connection.execute("drop schema staging cascade")
    load.fill({})
    for table in tables:
        stage(load, table, [dict.fromkeys(good_row(SCHEMA, table))] * 10)
    with picture(load.connection, SCHEMA, LOAD, EXTRACTED_ON, {}):
        blank = {f"{table.name}.columns.went_blank": {field.name for field in table.fields} for table in tables}
        assert fired(load, ".went_blank") == blank
        assert set(fired(load, ".gone_quiet")) == ids(".gone_quiet")


def _shown(table: str) -> set[tuple[str, str, str]]:
    """What the page of rules shows of the rules of a table."""
    rules = structure.structure_rules(SCHEMA, SCHEMA.tables[table])
    return {(rule.id, rule.severity, rule.says) for rule in rules}


@pytest.mark.parametrize("exception", [field.name for field in fields(structure._Exceptions)])
def test_each_exception_changes_a_rule(monkeypatch: pytest.MonkeyPatch, exception: str) -> None:
    """Taking a line out of `structure.yaml` changes the page of rules, which another test holds to the catalogue."""
    listed = structure._exceptions()
    names = getattr(listed, exception)
    for name in sorted(names):
        table = name.partition(".")[0]
        shown = _shown(table)
        left: Any = frozenset(names) - {name}
        if isinstance(names, Mapping):
            left = {key: names[key] for key in left}
        with monkeypatch.context() as patch:
            changed = replace(listed, **{exception: left})
            patch.setattr(structure, "_exceptions", lambda changed=changed: changed)
            assert _shown(table) != shown, name
