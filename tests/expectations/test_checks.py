"""A load checked from end to end: Great Expectations runs, and every failing row is a finding."""

import csv
import re
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from expectations.checks import CheckOutcome, run_checks
from expectations.failing import failing_rows
from expectations.findings import COLUMNS, write_findings_csv
from expectations.known import picture
from expectations.model import Rule
from expectations.rules import rule_catalogue
from expectations.validation import Verdict, validate
from tests.support.typed_load import EXTRACTED_ON, LOAD, TypedLoad, read_examples
from warehouse.schema import load_schema

RULES = {rule.id: rule for rule in rule_catalogue(load_schema())}
LATER, LAST = "2026-04-12-bbbbbbbbbbbb", "2026-07-12-cccccccccccc"

TABLES = read_examples((Path(__file__).parent / "one_load.txt").read_text(encoding="utf-8"))["one load"]


@pytest.fixture
def checked(load: TypedLoad) -> tuple[TypedLoad, CheckOutcome]:
    load.fill(TABLES, absent=["ssd_cp_plans.cppl_cp_plan_ola", "ssd_cp_plans.cppl_icpc_id", "ssd_person.pers_upn"])
    load.cast_failure("ssd_person", "pers_dob", "type", "next spring", row=3, record="bob")
    return load, run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON)


def found(load: TypedLoad, rule: str, load_id: str = LOAD) -> list[tuple[object, ...]]:
    query = "select record_id, value, team, worker, source_row from quality.findings where rule = ? and load_id = ?"
    return load.connection.execute(f"{query} order by all", [rule, load_id]).fetchall()


def test_each_finding_carries_its_record_owner_file_and_row(checked: tuple[TypedLoad, CheckOutcome]) -> None:
    load, outcome = checked
    # The worker is the one with the latest start among the open involvements in the role; the team by its name.
    assert found(load, "cp_plans.two_open") == [("p2", None, "South", "w2", 3), ("p3", None, "South", "w2", 4)]
    assert found(load, "ssd_cp_plans.cppl_cp_plan_end_date.before_start") == [("p1", "2024-12-01", "South", "w2", 2)]
    assert found(load, "ssd_cp_plans.cppl_cp_plan_start_date.future") == [("p4", "2026-01-13", None, None, 5)]
    assert found(load, "ssd_cp_plans.cppl_person_id.required") == [("p4", None, None, None, 5)]
    assert found(load, "ssd_cp_plans.cppl_person_id.reference") == [("p5", "cat", "Unallocated", None, 6)]
    assert found(load, "ssd_person.key.unique") == [
        ("bob", "bob", "Unallocated", None, 3),
        ("bob", "bob", "Unallocated", None, 4),
    ]
    assert found(load, "ssd_person.pers_dob.type") == [("bob", "next spring", None, None, 3)]
    assert outcome.findings["critical"] == 3


def test_a_finding_of_a_table_with_its_own_team_and_worker_carries_those(
    checked: tuple[TypedLoad, CheckOutcome],
) -> None:
    load, _ = checked
    assert found(load, "involvements.two_open_allocated") == [("i1", "CW", "North", "w1", 2)]


def test_great_expectations_counts_as_many_rows_as_there_are_findings(
    checked: tuple[TypedLoad, CheckOutcome],
) -> None:
    load, outcome = checked
    failed = {result.rule.id: result.failed for result in outcome.failed}
    listed = load.connection.execute("select rule, count(*) from quality.findings group by rule").fetchall()
    assert failed == dict(listed)
    kept = load.connection.execute("select rule, failed from quality.rules where status = 'failed'").fetchall()
    assert failed == dict(kept)
    assert len(failed) > 8


def test_passed_rules_say_how_many_rows_they_tested(checked: tuple[TypedLoad, CheckOutcome]) -> None:
    _, outcome = checked
    results = {result.rule.id: result for result in outcome.results}
    assert (results["person.older_than_120"].status, results["person.older_than_120"].tested) == ("passed", 3)
    assert results["cp_plans.no_category"].tested == 5


def test_a_rule_whose_column_or_table_is_absent_has_not_run(checked: tuple[TypedLoad, CheckOutcome]) -> None:
    _, outcome = checked
    reasons = {result.rule.id: result.reason for result in outcome.not_run}
    assert reasons["person.upn_check_letter"] == "ssd_person.pers_upn was not delivered"
    assert reasons["cp_plans.before_referral"] == "ssd_cin_episodes was not delivered"
    assert "ssd_contacts.key.unique" not in {result.rule.id for result in outcome.results}


def test_a_required_column_that_did_not_come_is_one_critical_finding(load: TypedLoad) -> None:
    load.fill({"ssd_person": TABLES["ssd_person"]}, absent=["ssd_person.pers_person_id"])
    outcome = run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON, rules=_of("ssd_person"))
    assert found(load, "ssd_person.pers_person_id.missing") == [(None, None, None, None, None)]
    assert "ssd_person.pers_person_id.required" not in {result.rule.id for result in outcome.results}


def _of(table: str) -> list[Rule]:
    return [rule for rule in RULES.values() if rule.table == table and rule.kind == "structure"]


def test_a_rule_that_crashes_has_not_run_and_hides_no_other(load: TypedLoad) -> None:
    """Structural rules share one query: when one breaks it, each is asked alone. Its reason holds no value."""
    load.fill({"ssd_person": "pers_person_id | pers_dob \n secret-id | 1901-01-01 \n ann | 2027-01-01"})
    broken = replace(RULES["ssd_person.pers_death_date.future"], condition="cast(this.pers_person_id as integer) > 0")
    broken_by_hand = replace(RULES["person.older_than_120"], condition="no_such_column > 0")
    rules = [broken, broken_by_hand, RULES["person.born_in_future"], RULES["ssd_person.pers_dob.type"]]
    outcome = run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON, rules=rules)
    reasons = {result.rule.id: result.reason for result in outcome.not_run}
    assert reasons == {
        broken.id: "its query could not be run (ConversionException)",
        broken_by_hand.id: "its query could not be run (BinderException)",
    }
    assert found(load, "person.born_in_future") == [("ann", "2027-01-01", None, None, 3)]
    assert load.connection.execute("select count(*) from quality.findings").fetchall() == [(1,)]


def test_casting_failures_nobody_foresaw_are_found_too(load: TypedLoad) -> None:
    load.fill({"ssd_person": "pers_person_id \n ann"})
    load.cast_failure("ssd_person", "pers_forename", "type", "x")
    run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON, rules=[])
    assert found(load, "ssd_person.pers_forename.type") == [("r", "x", None, None, 2)]


def test_an_earlier_row_that_the_source_does_not_cover_is_no_orphan(load: TypedLoad) -> None:
    con = load.connection
    con.execute(
        "insert into history.ssd_person (pers_person_id, known_to) values ('old', 'infinity'), ('gone', '2025-01-01')"
    )
    visits = "cppl_cp_plan_id | cppl_person_id \n p1 | old \n p2 | gone"
    load.fill({"ssd_person": "pers_person_id \n ann", "ssd_cp_plans": visits})
    rules = [RULES["ssd_cp_plans.cppl_person_id.reference"]]
    try:
        run_checks(con, load.schema, LOAD, EXTRACTED_ON, {"ssd_person": date(9999, 12, 31)}, rules)
        assert [row[0] for row in found(load, rules[0].id)] == ["p2"]
        run_checks(con, load.schema, LOAD, EXTRACTED_ON, {"ssd_person": None}, rules)
        assert [row[0] for row in found(load, rules[0].id)] == ["p1", "p2"]
    finally:
        con.execute("delete from history.ssd_person")


def test_nothing_is_left_behind_but_the_findings(checked: tuple[TypedLoad, CheckOutcome]) -> None:
    load, _ = checked
    left = load.connection.execute("select count(*) from duckdb_schemas() where schema_name = 'known'").fetchall()
    assert left == [(0,)]


def test_checking_again_gives_the_same_findings(checked: tuple[TypedLoad, CheckOutcome]) -> None:
    load, _ = checked
    everything = "select * from quality.findings order by all"
    before = load.connection.execute(everything).fetchall()
    run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON)
    assert load.connection.execute(everything).fetchall() == before


def test_the_life_of_a_finding(load: TypedLoad) -> None:
    rules = [RULES["person.born_in_future"]]

    def check(load_id: str, day: date, born: str) -> list[tuple[object, ...]]:
        load.fill({"ssd_person": f"pers_person_id | pers_dob \n ann | {born} \n bob | 2099-01-01"})
        load.load_known(load_id, day)
        run_checks(load.connection, load.schema, load_id, day, rules=rules)
        query = "select record_id, state, first_seen from quality.findings where load_id = ? order by all"
        return load.connection.execute(query, [load_id]).fetchall()

    first, second, third = date(2026, 1, 12), date(2026, 4, 12), date(2026, 7, 12)
    assert check(LOAD, first, "2099-01-01") == [("ann", "new", first), ("bob", "new", first)]
    assert check(LATER, second, "2010-01-01") == [("ann", "fixed", first), ("bob", "open", first)]
    assert check(LAST, third, "2099-01-01") == [("ann", "came_back", first), ("bob", "open", first)]


def test_of_a_rule_that_could_not_run_nothing_is_called_fixed(load: TypedLoad) -> None:
    rules = [RULES["person.born_in_future"]]
    people = "pers_person_id | pers_dob \n ann | 2099-01-01"
    load.fill({"ssd_person": people})
    load.load_known(LOAD, EXTRACTED_ON)
    run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON, rules=rules)
    load.fill({"ssd_person": people}, absent=["ssd_person.pers_dob"])
    load.load_known(LATER, date(2026, 4, 12))
    run_checks(load.connection, load.schema, LATER, date(2026, 4, 12), rules=rules)
    assert found(load, rules[0].id, LATER) == []


def test_of_a_record_outside_the_window_nothing_is_called_fixed(load: TypedLoad) -> None:
    rules = [RULES["person.born_in_future"]]
    load.fill({"ssd_person": "pers_person_id | pers_dob \n ann | 2099-01-01"})
    load.load_known(LOAD, EXTRACTED_ON)
    run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON, rules=rules)
    load.fill({"ssd_person": "pers_person_id | pers_dob \n bob | 2010-01-01"})
    load.load_known(LATER, date(2026, 4, 12))
    covers = {"ssd_person": date(9999, 12, 31)}
    load.connection.execute("insert into history.ssd_person (pers_person_id, known_to) values ('ann', 'infinity')")
    try:
        run_checks(load.connection, load.schema, LATER, date(2026, 4, 12), covers, rules)
        assert found(load, rules[0].id, LATER) == []
    finally:
        load.connection.execute("delete from history.ssd_person")


def test_findings_csv_holds_every_finding_sorted_and_private(
    checked: tuple[TypedLoad, CheckOutcome], tmp_path: Path
) -> None:
    load, outcome = checked
    path = tmp_path / "findings" / "load.csv"
    write_findings_csv(load.connection, LOAD, path)
    text = path.read_bytes()
    assert b"\r" not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows = list(csv.DictReader(text.decode("utf-8").splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == sum(outcome.findings.values())
    order = [({"critical": 0, "major": 1, "minor": 2}[row["severity"]], row["rule"], row["record_id"]) for row in rows]
    assert order == sorted(order)
    write_findings_csv(load.connection, LOAD, path)
    assert path.read_bytes() == text


def test_every_rule_of_the_catalogue_runs_on_an_empty_load(load: TypedLoad) -> None:
    """No rule names a column or function that does not exist, and none needs a row to run."""
    load.fill({name: () for name in load.schema.tables if not name.startswith("annex_a")})
    outcome = run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON)
    assert [(result.rule.id, result.reason) for result in outcome.not_run] == []
    assert not outcome.failed


def test_the_lists_of_a_workbook_are_held_against_each_other(load: TypedLoad) -> None:
    load.fill(
        {
            "annex_a_list_6": """
                child_unique_id | date_of_birth | gender
                a               | 2010-01-01    | a) Male
                b               | 2011-01-01    | a) Male
            """,
            "annex_a_list_8": """
                child_unique_id | date_of_birth | gender
                a               | 2010-01-02    | a) Male
                b               |               | b) Female
            """,
        }
    )
    rules = [rule for rule in RULES.values() if re.search(r"(no_birth_date|differs)$", rule.id)]
    run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON, rules=rules)
    listed = load.connection.execute("select rule, record_id from quality.findings order by all").fetchall()
    assert listed == [
        ("annex_a_list_6.birth_date_differs", "a"),
        ("annex_a_list_6.sex_differs", "b"),
        ("annex_a_list_8.birth_date_differs", "a"),
        ("annex_a_list_8.no_birth_date", "b"),
        ("annex_a_list_8.sex_differs", "b"),
    ]


def test_sql_texts_have_no_line_that_great_expectations_would_read_as_a_parameter() -> None:
    for rule in RULES.values():
        assert not re.search(r"(?<![:\w\\]):\w", failing_rows(rule)), rule.id


def test_the_verdict_is_what_great_expectations_says(load: TypedLoad) -> None:
    load.fill({"ssd_person": "pers_person_id | pers_dob \n a | 2099-01-01 \n a | 2010-01-01 \n | 2010-01-01"})
    names = ("ssd_person.key.unique", "ssd_person.pers_person_id.required", "person.born_in_future")
    rules = {"ssd_person": [RULES[name] for name in (*names, "ssd_person.pers_death_date.future")]}
    with picture(load.connection, load.schema, LOAD, EXTRACTED_ON, {}):
        verdicts = validate(load.connection, load.schema, rules, {"extracted_on": EXTRACTED_ON, "previous_load": None})
    assert verdicts == {
        "ssd_person.key.unique": Verdict(False),
        "ssd_person.pers_person_id.required": Verdict(False, 1),
        "person.born_in_future": Verdict(False, 1),
        "ssd_person.pers_death_date.future": Verdict(True, 0),
    }


def test_a_verdict_that_the_list_of_failing_rows_does_not_bear_out_is_no_verdict(
    load: TypedLoad, monkeypatch: pytest.MonkeyPatch
) -> None:
    load.fill({"ssd_person": "pers_person_id | pers_dob \n a | 2099-01-01"})
    rule = RULES["person.born_in_future"]
    monkeypatch.setattr("expectations.checks.validate", lambda *_: {rule.id: Verdict(False, 2)})
    outcome = run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON, rules=[rule])
    assert [result.reason for result in outcome.not_run] == ["the check and the list of its failing rows disagree"]


def test_great_expectations_is_not_imported_before_it_is_needed() -> None:
    heavy = "{'great_expectations', 'sqlalchemy', 'jinja2'} & set(sys.modules)"
    script = f"import sys, expectations.checks, expectations.site, expectations.rules; sys.exit(bool({heavy}))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
