"""The life of a finding from load to load as the checks write it: by hand, and as a law over random histories."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.checks import run_checks
from expectations.findings import Check, live_on
from expectations.known import Picture
from expectations.rules import rule_catalogue
from tests.support.typed_load import TypedLoad, workbench
from warehouse.schema import load_schema

RULES = {rule.id: rule for rule in rule_catalogue(load_schema())}
BORN, DIED = RULES["person.born_in_future"], RULES["person.died_before_birth"]
START = date(2026, 1, 12)


@pytest.fixture
def load() -> TypedLoad:
    return workbench()


def check(
    load: TypedLoad,
    day: date,
    born: Mapping[str, str] | Sequence[tuple[str, str]],
    copy: str = "",
    absent: Sequence[str] = (),
) -> list[tuple[str, str, date]]:
    """Brings in a load of people with their birth dates; what is said of each: record, state, first seen."""
    load_id = f"{day}{copy}"
    pairs = list(born.items()) if isinstance(born, Mapping) else list(born)
    load.fill({"ssd_person": [{"pers_person_id": name, "pers_dob": dob} for name, dob in pairs]}, absent)
    run_checks(load.connection, load.schema, load_id, day, {}, [BORN])
    known_from = f"{day} 00:00:00.{len(copy):06d}"
    load.connection.execute(
        "insert into meta.loads values (?, '887', ?, ?, '', 'folder', 0)", [load_id, day, known_from]
    )
    query = "select record_id, state, first_seen from quality.findings where load_id = ? order by all"
    return load.connection.execute(query, [load_id]).fetchall()


RIGHT, WRONG = "2010-01-01", "2099-01-01"


def days(count: int) -> list[date]:
    return [START + timedelta(days=30 * number) for number in range(count)]


def test_what_was_put_right_two_loads_ago_and_is_wrong_again_came_back_and_keeps_its_first_day(load: TypedLoad) -> None:
    first, second, third, fourth, fifth, sixth = days(6)
    assert check(load, first, {"ann": WRONG}) == [("ann", "new", first)]
    assert check(load, second, {"ann": RIGHT}) == [("ann", "fixed", first)]
    assert check(load, third, {"ann": RIGHT}) == []
    assert check(load, fourth, {"ann": WRONG}) == [("ann", "came_back", first)]
    assert check(load, fifth, {"ann": RIGHT}) == [("ann", "fixed", first)]
    assert check(load, sixth, {"ann": WRONG}) == [("ann", "came_back", first)]


def test_a_finding_of_a_rule_that_could_not_run_last_time_stays_open_or_is_fixed(load: TypedLoad) -> None:
    first, second, third = days(3)
    check(load, first, {"ann": WRONG, "bob": WRONG})
    assert check(load, second, {"ann": WRONG, "bob": WRONG}, absent=["ssd_person.pers_dob"]) == []
    assert check(load, third, {"ann": WRONG, "bob": RIGHT, "cat": WRONG}) == [
        ("ann", "open", first),
        ("bob", "fixed", first),
        ("cat", "new", third),
    ]


def test_what_a_superseded_load_said_is_no_part_of_the_life(load: TypedLoad) -> None:
    first, second, third = days(3)
    check(load, first, {"ann": WRONG, "bob": RIGHT})
    # A bad delivery: ann is called fixed and bob new, until the same day's second delivery puts that right.
    assert check(load, second, {"ann": RIGHT, "bob": WRONG}) == [("ann", "fixed", first), ("bob", "new", second)]
    assert check(load, second, {"ann": WRONG, "bob": RIGHT, "cat": WRONG}, copy="b") == [
        ("ann", "open", first),
        ("cat", "new", second),
    ]
    assert check(load, third, {"ann": WRONG, "bob": WRONG, "cat": WRONG}) == [
        ("ann", "open", first),
        ("bob", "new", third),
        ("cat", "open", second),
    ]


def test_a_record_delivered_twice_is_two_findings_each_with_its_own_life(load: TypedLoad) -> None:
    first, second, third = days(3)
    assert check(load, first, [("ann", WRONG), ("ann", WRONG)]) == [("ann", "new", first)] * 2
    assert check(load, second, [("ann", WRONG)]) == [("ann", "fixed", first), ("ann", "open", first)]
    assert check(load, third, [("ann", WRONG), ("ann", WRONG), ("ann", WRONG)]) == [
        ("ann", "came_back", first),
        ("ann", "new", third),
        ("ann", "open", first),
    ]


def test_a_record_that_is_gone_from_the_window_is_wrong_no_more_and_one_outside_it_keeps_its_life(
    load: TypedLoad,
) -> None:
    first, second, third = days(3)
    con = load.connection
    rule = [RULES["contacts.no_source"]]
    contacts = (
        "cont_contact_id | cont_contact_date | cont_contact_source_code \n old | 2020-01-01 | \n gone | 2025-12-01 |"
    )
    query = "select record_id, state from quality.findings where load_id = ? order by all"
    load.fill({"ssd_contacts": contacts})
    run_checks(con, load.schema, "first", first, {}, rule)
    load.load_known("first", first)
    con.execute(
        "insert into history.ssd_contacts (cont_contact_id, cont_contact_date, known_to)"
        " values ('old', '2020-01-01', 'infinity'), ('gone', '2025-12-01', 'infinity')"
    )
    try:
        load.fill({"ssd_contacts": "cont_contact_id | cont_contact_source_code \n c3 | 1"})
        run_checks(con, load.schema, "second", second, {"ssd_contacts": date(2025, 1, 1)}, rule)
        load.load_known("second", second)
        assert con.execute(query, ["second"]).fetchall() == [("gone", "fixed")]
        load.fill({"ssd_contacts": contacts})
        run_checks(con, load.schema, "third", third, {}, rule)
        assert con.execute(query, ["third"]).fetchall() == [("gone", "came_back"), ("old", "open")]
    finally:
        con.execute("delete from history.ssd_contacts")


def test_two_columns_of_one_record_live_apart(load: TypedLoad) -> None:
    first, second = days(2)
    load.fill({"ssd_person": "pers_person_id \n ann"})
    for column in ("pers_death_date", "pers_dob"):
        load.cast_failure("ssd_person", column, "type", "x", record="ann")
    run_checks(load.connection, load.schema, "first", first, {})
    load.load_known("first", first)
    load.fill({"ssd_person": "pers_person_id \n ann"})
    load.cast_failure("ssd_person", "pers_dob", "type", "x", record="ann")
    run_checks(load.connection, load.schema, "second", second, {})
    said = load.connection.execute(
        "select column_name, state from quality.findings where load_id = 'second' and rule like '%.type' order by all"
    ).fetchall()
    assert [row for row in said if row[0] in ("pers_death_date", "pers_dob")] == [
        ("pers_death_date", "fixed"),
        ("pers_dob", "open"),
    ]


@settings(max_examples=20)
@given(st.lists(st.lists(st.sampled_from("abc"), max_size=5), min_size=2, max_size=5))
def test_from_load_to_load_what_stands_is_what_stood_with_what_came_less_what_went(history: list[list[str]]) -> None:
    load = workbench()
    con = load.connection
    stood = 0
    known: Counter[str] = Counter()
    for day, wrong in zip(days(len(history)), history, strict=True):
        load_id = str(day)
        con.execute(
            "insert into quality.rules (load_id, rule, severity, status) values (?, 'r', 'major', '-')", [load_id]
        )
        for row, name in enumerate(wrong):
            con.execute(
                "insert into quality.findings (load_id, rule, severity, record_id, state, first_seen, source_row)"
                " values (?, 'r', 'major', ?, 'new', ?, ?)",
                [load_id, name, day, row],
            )
        live_on(con, load.schema, Check(load_id, day), Picture(frozenset(), frozenset(), frozenset(), None), {})
        load.load_known(load_id, day)
        query = "select state, count(*) from quality.findings where load_id = ? group by state"
        states = Counter(dict(con.execute(query, [load_id]).fetchall()))
        standing = states["new"] + states["open"] + states["came_back"]
        assert standing == len(wrong)
        assert standing == stood + states["new"] + states["came_back"] - states["fixed"]
        now = Counter(wrong)
        # Only what was never wrong before is new.
        assert states["new"] == sum(max(0, now[name] - known[name]) for name in now)
        known |= now
        stood = standing
