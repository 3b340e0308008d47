"""The published checks of the children in need census: what each is about, our rules find, on the same record.

`census_ideas.txt` gives for each check's number the rules that answer for it and rows on both sides. All of them are
one load, run once through every rule. What the census asks that quarterly data cannot answer is not there.
"""

from pathlib import Path

import pytest

from expectations.checks import run_checks
from tests.support.typed_load import EXTRACTED_ON, LOAD, Examples, Rows, read_examples, workbench
from warehouse.schema import load_schema

IDEAS: Examples = read_examples((Path(__file__).parent / "census_ideas.txt").read_text(encoding="utf-8"))
# These two are about the id itself, so it is left as it is written.
ABOUT_IDS = ("1570", "1580")

Place = tuple[str, int]


def _apart(number: str, row: dict[str, str | None]) -> dict[str, str | None]:
    """The row with ids that no other check uses, so that all checks can be one load."""
    if number in ABOUT_IDS:
        return row
    return {name: f"{number}i{cell}" if cell and name.endswith("_id") else cell for name, cell in row.items()}


def _one_load() -> tuple[dict[str, Rows], dict[str, set[Place]], dict[str, set[Place]]]:
    """All rows by table, as a database delivers them; for each check the places of its rows, and of the marked."""
    delivered = (table.name for table in load_schema().tables.values() if table.schema != "annex_a")
    tables: dict[str, list[dict[str, str | None]]] = {name: [] for name in delivered}
    given: dict[str, set[Place]] = {}
    marked: dict[str, set[Place]] = {}
    for heading, of_check in IDEAS.items():
        for table, rows in of_check.items():
            for row in rows:
                tables[table].append(_apart(heading.split()[0], row))
                place = (table, len(tables[table]) + 1)
                given.setdefault(heading, set()).add(place)
                if row.get("fails"):
                    marked.setdefault(heading, set()).add(place)
    return dict(tables), given, marked


@pytest.fixture(scope="module")
def found() -> dict[str, set[Place]]:
    """The table and row of every finding, by rule."""
    load = workbench()
    load.fill(_one_load()[0])
    run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON, {})
    findings = load.connection.execute("select rule, table_name, source_row from quality.findings").fetchall()
    load.clear()
    by_rule: dict[str, set[Place]] = {}
    for rule, table, row in findings:
        by_rule.setdefault(rule, set()).add((table, row))
    return by_rule


@pytest.mark.parametrize("heading", IDEAS, ids=lambda heading: heading.split()[0])
def test_what_the_census_refuses_our_rules_find_on_the_same_record(found: dict[str, set[Place]], heading: str) -> None:
    _, given, marked = _one_load()
    by_our_rules = set().union(*(found.get(rule, set()) for rule in heading.split()[1:]))
    assert by_our_rules & given[heading] == marked[heading]


def test_each_check_stands_once() -> None:
    numbers = [heading.split()[0] for heading in IDEAS]
    assert len(numbers) == len(set(numbers))
    assert len(numbers) >= 100
