"""Waivers: read from the ledger, standing by a load's day and never by the clock, shown without record ids."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.checks import _why_blocked
from expectations.known import Picture
from expectations.rules import rule_catalogue
from warehouse import ledger
from warehouse.schema import load_schema
from warehouse.summary import ended_waivers, gate_rules, waived_by_severity
from warehouse.tables import create_database
from warehouse.waivers import Waiver, known_waivers, put_waivers, read_waivers, shown_waivers

LOAD, DAY = "2026-10-05-aaaaaaaaaaaa", date(2026, 10, 5)
KEY, BLANK, CRASHED = "ssd_contacts.key.unique", "ssd_contacts.cont_person_id.required", "ssd_cp_plans.key.unique"
UNTIL = date(2026, 12, 31)


def given(rule: str = KEY, record: str | None = None, until: date = UNTIL, **more: Any) -> Waiver:
    waiver = {"rule": rule, "record_id": record, "name": "A. Head", "reason": "Merged next week", "given_on": DAY}
    return Waiver(**{**waiver, "until": until, "since": DAY, **more})


def enter(book: Path, kind: str, record: str | None = None, **detail: Any) -> None:
    who = {"rule": KEY, "record_id": record, "name": "A. Head", "reason": "Merged next week", **detail}
    at = datetime(2026, 10, 6, 9, 30, tzinfo=UTC)
    ledger.append(book, at=at, kind=kind, authority="887", version="0.1.0", detail=who)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "887.jsonl"


def test_a_waiver_is_read_as_it_was_given(book: Path) -> None:
    enter(book, "run")
    enter(book, "waiver", "c1", since="2026-10-05", until="2026-12-31")
    assert read_waivers(book) == (given(record="c1", given_on=date(2026, 10, 6)),)
    assert read_waivers(book.with_name("none.jsonl")) == ()


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (date(2026, 10, 4), False),
        (date(2026, 10, 5), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_it_stands_from_the_load_it_was_given_on_up_to_and_including_its_last_day(day: date, stands: bool) -> None:
    assert given().stands(day) is stands


def test_ended_it_covers_nothing_from_that_load_on_and_what_it_covered_before_stays_covered(book: Path) -> None:
    enter(book, "waiver", since="2026-07-06", until="2026-12-31")
    enter(book, "waiver", "c1", since="2026-07-06", until="2026-12-31")
    enter(book, "waiver_ended", **{"from": "2026-10-05"})
    of_rule, of_record = read_waivers(book)
    assert (of_rule.stands(date(2026, 10, 4)), of_rule.stands(DAY)) == (True, False)
    assert of_record.stands(DAY)


def test_one_that_is_over_or_is_given_again_is_not_ended(book: Path) -> None:
    enter(book, "waiver", since="2026-04-06", until="2026-06-30")
    enter(book, "waiver_ended", **{"from": "2026-10-05"})
    enter(book, "waiver", since="2026-10-05", until="2026-12-31")
    assert [waiver.ended_from for waiver in read_waivers(book)] == [None, None]


def test_a_past_return_knows_only_the_waivers_given_by_then(book: Path) -> None:
    enter(book, "waiver", since="2026-10-05", until="2026-12-31")
    assert known_waivers(book, date(2026, 10, 4)) == ()
    assert len(known_waivers(book, DAY)) == 1


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """A load with four findings of a critical rule, two of a major one, and four rules that could not run."""
    with duckdb.connect() as con:
        create_database(con, load_schema(), "887", "Invented Council", "E06000035", {})
        con.execute("insert into meta.loads values (?, '887', ?, ?::date::timestamp, '', '', 0)", [LOAD, DAY, DAY])
        rules = [
            (KEY, "ssd_contacts", "cont_contact_id", "critical", "failed", None),
            (BLANK, "ssd_contacts", "cont_person_id", "major", "failed", None),
            (
                CRASHED,
                "ssd_cp_plans",
                "cppl_cp_plan_id",
                "critical",
                "not_run",
                "its query could not be run (no answer)",
            ),
            ("a.blocked", "ssd_person", None, "critical", "not_run", "ssd_mother was not delivered"),
            ("a.list", "ssd_person", None, "critical", "not_run", "an Annex A workbook holds only the latest of each"),
            ("a.major", "ssd_person", None, "major", "not_run", "its query could not be run (no answer)"),
        ]
        for rule, table, column, severity, status, reason in rules:
            con.execute(
                "insert into quality.rules values (?, ?, ?, ?, ?, 'It is so', 'why', 'fix', 9, 4, ?, ?)",
                [LOAD, rule, table, column, severity, status, reason],
            )
        for rule, severity, record, state in [
            *((KEY, "critical", record, "new") for record in ("c1", "c1", "c2", None)),
            (KEY, "critical", "c9", "fixed"),
            *((BLANK, "major", record, "open") for record in ("c1", "c2")),
        ]:
            con.execute(
                "insert into quality.findings (load_id, rule, severity, record_id, state) values (?, ?, ?, ?, ?)",
                [LOAD, rule, severity, record, state],
            )
        yield con


def unwaived(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {rule.rule: rule.unwaived for rule in gate_rules(con, LOAD)}


def test_without_waivers_what_stands_is_asked_about_and_a_crashed_critical_rule_with_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert unwaived(con) == {KEY: 4, BLANK: 2, CRASHED: 1}
    assert [rule.rule for rule in gate_rules(con, LOAD) if rule.could_not_run] == [CRASHED]


def test_a_rule_that_was_never_meant_to_run_stops_nothing_whatever_the_checks_say_of_it(
    con: duckdb.DuckDBPyConnection,
) -> None:
    lists = Picture(frozenset({"annex_a_list_1", "ssd_person"}), frozenset(), frozenset({"ssd_person"}), None)
    reasons = {_why_blocked(rule, lists) for rule in rule_catalogue(load_schema())} - {""}
    for reason in sorted(reasons):
        con.execute(
            "insert into quality.rules (load_id, rule, severity, status, reason)"
            " values (?, ?, 'critical', 'not_run', ?)",
            [LOAD, f"blocked: {reason}", reason],
        )
    assert len(reasons) > 10
    assert set(unwaived(con)) == {KEY, BLANK, CRASHED}


def test_a_waiver_of_a_record_covers_its_findings_alone(con: duckdb.DuckDBPyConnection) -> None:
    put_waivers(con, [given(record="c1")])
    assert unwaived(con)[KEY] == 2
    assert unwaived(con)[BLANK] == 2
    assert waived_by_severity(con, LOAD) == {"critical": 2}


def test_a_waiver_of_a_rule_covers_every_finding_of_it_and_that_it_could_not_run(
    con: duckdb.DuckDBPyConnection,
) -> None:
    put_waivers(con, [given(), given(CRASHED)])
    assert unwaived(con) == {KEY: 0, BLANK: 2, CRASHED: 0}
    put_waivers(con, [given(CRASHED, record="c1")])
    assert unwaived(con)[CRASHED] == 1


def test_of_several_any_that_stands_covers(con: duckdb.DuckDBPyConnection) -> None:
    put_waivers(con, [given(until=date(2026, 10, 4), since=date(2026, 7, 6)), given(until=DAY)])
    assert unwaived(con)[KEY] == 0
    assert ended_waivers(con, LOAD) == {}


def test_one_that_has_ended_covers_nothing_and_its_last_day_is_known(con: duckdb.DuckDBPyConnection) -> None:
    july = date(2026, 7, 6)
    put_waivers(con, [given(until=date(2026, 9, 30), since=july), given(BLANK, since=july, ended_from=DAY)])
    assert (unwaived(con)[KEY], unwaived(con)[BLANK]) == (4, 2)
    assert ended_waivers(con, LOAD) == {KEY: date(2026, 9, 30), BLANK: date(2026, 10, 4)}
    # One that was ended on the load it was given on never covered anything.
    put_waivers(con, [given(ended_from=DAY)])
    assert ended_waivers(con, LOAD) == {}


def test_a_return_shows_what_each_covers_and_no_record_id(con: duckdb.DuckDBPyConnection) -> None:
    put_waivers(
        con,
        [
            given(BLANK, record="c2"),
            given(record="c1"),
            given(record="c1"),
            given(record="c2"),
            given(record="c2", reason="Another"),
            given("a.rule.of.no.load"),
            given(KEY, until=DAY),
            given(CRASHED),
            given(until=date(2026, 10, 4), since=date(2026, 7, 6)),
        ],
    )
    shown = shown_waivers(con, LOAD, DAY)
    assert [(w.rule, w.severity, w.records, w.findings, w.reason) for w in shown] == [
        (KEY, "critical", 0, 4, "Merged next week"),
        (KEY, "critical", 1, 1, "Another"),
        (KEY, "critical", 2, 3, "Merged next week"),
        (CRASHED, "critical", 0, 0, "Merged next week"),
        (BLANK, "major", 1, 1, "Merged next week"),
        ("a.rule.of.no.load", "", 0, 0, "Merged next week"),
    ]
    assert [w.covers for w in shown[:3]] == ["every finding of the rule", "one record", "2 named records"]
