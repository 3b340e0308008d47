"""The life of findings over several loads, worked by hand: the macros of quality.sql, in the file and in a session."""

from datetime import date, datetime

import duckdb
import pytest

from tests.support.typed_load import read_table
from warehouse.database import create_database, open_session, working_copy
from warehouse.schema import Schema, load_schema

FULL = load_schema()
SCHEMA = Schema({"ssd_contacts": FULL.tables["ssd_contacts"]}, {})

# The quarter ends on 30 September. `again` was taken on the day of `august` and superseded it; `unchecked` came late.
LOADS = """
    load      | extracted_on | known_from                 | checked
    june      | 2026-06-10   | 2026-06-10 00:00:00        | yes
    august    | 2026-08-10   | 2026-08-10 00:00:00        | yes
    again     | 2026-08-10   | 2026-08-10 00:00:00.000001 | yes
    september | 2026-09-30   | 2026-09-30 00:00:00        | yes
    unchecked | 2026-09-30   | 2026-09-30 00:00:00.000001 |
    october   | 2026-10-01   | 2026-10-01 00:00:00        | yes
    november  | 2026-11-10   | 2026-11-10 00:00:00        | yes
    december  | 2026-12-10   | 2026-12-10 00:00:00        | yes
"""
# What the checks wrote of each load. Rule `paused` could not run in october and november.
FINDINGS = """
    load      | rule   | severity | record | column | state     | first_seen
    june      | dates  | major    | stays  | a      | new       | 2026-06-10
    june      | dates  | major    | yoyo   | a      | new       | 2026-06-10
    june      | paused | critical | kept   | a      | new       | 2026-06-10
    august    | dates  | major    | wrong  | a      | new       | 2026-08-10
    again     | dates  | major    | stays  | a      | open      | 2026-06-10
    again     | dates  | major    | yoyo   | a      | fixed     | 2026-06-10
    again     | paused | critical | kept   | a      | open      | 2026-06-10
    september | dates  | major    | stays  | a      | open      | 2026-06-10
    september | dates  | major    | yoyo   | a      | came_back | 2026-06-10
    september | dates  | major    | mended | a      | new       | 2026-09-30
    september | dates  | major    | mended | b      | new       | 2026-09-30
    september | paused | critical | kept   | a      | open      | 2026-06-10
    october   | dates  | major    | stays  | a      | open      | 2026-06-10
    october   | dates  | major    | yoyo   | a      | fixed     | 2026-06-10
    october   | dates  | major    | mended | a      | fixed     | 2026-09-30
    october   | dates  | major    | mended | b      | open      | 2026-09-30
    october   | dates  | major    | brief  | a      | new       | 2026-10-01
    november  | dates  | major    | stays  | a      | open      | 2026-06-10
    november  | dates  | major    | yoyo   | a      | came_back | 2026-06-10
    november  | dates  | major    | mended | b      | open      | 2026-09-30
    november  | dates  | major    | brief  | a      | fixed     | 2026-10-01
    november  | dates  | minor    |        |        | new       | 2026-11-10
    december  | dates  | major    | stays  | a      | fixed     | 2026-06-10
    december  | dates  | major    | yoyo   | a      | open      | 2026-06-10
    december  | dates  | major    | mended | b      | open      | 2026-09-30
    december  | dates  | major    | brief  | a      | came_back | 2026-10-01
    december  | dates  | minor    |        |        | open      | 2026-11-10
    december  | paused | critical | kept   | a      | open      | 2026-06-10
"""


def fill(con: duckdb.DuckDBPyConnection) -> None:
    create_database(con, SCHEMA, "887", "Invented Council", "E06000035", {})
    for load in read_table(LOADS):
        con.execute(
            "insert into meta.loads values (?, '887', ?, ?, 'x', 'extracts', 0)",
            [load["load"], load["extracted_on"], load["known_from"]],
        )
        if load["checked"]:
            paused = "not_run" if load["load"] in ("october", "november") else "failed"
            con.execute(
                "insert into quality.rules (load_id, rule, severity, tested, failed, status) values"
                " ($load, 'dates', 'major', 10, 3, 'failed'), ($load, 'paused', 'critical', 0, 0, $paused)",
                {"load": load["load"], "paused": paused},
            )
    for row, found in enumerate(read_table(FINDINGS)):
        con.execute(
            "insert into quality.findings (load_id, rule, severity, table_name, record_id, column_name, state,"
            " first_seen, team, source_file, source_row) values (?, ?, ?, 'ssd_contacts', ?, ?, ?, ?, 'North', 'f', ?)",
            [*found.values(), row],
        )


def waive(con: duckdb.DuckDBPyConnection, rule: str, record: str | None, given: str, until: str) -> None:
    con.execute("insert into quality.waivers values (?, ?, 'A Manager', 'Known', ?, ?)", [rule, record, given, until])


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect(config={"threads": 1})
    fill(made)
    return made


def life(con: duckdb.DuckDBPyConnection, load: str) -> dict[str, tuple[str | None, str | None, int]]:
    """State, state since the quarter, and age of each finding, by record and column."""
    found = con.execute(
        "select coalesce(record_id, 'none') || coalesce('.' || column_name, ''), state, since_quarter, age_days"
        " from quality.life($load) order by all",
        {"load": load},
    ).fetchall()
    assert len({row[0] for row in found}) == len(found)
    return {key: (state, since, age) for key, state, since, age in found}


def test_without_a_load_of_an_earlier_quarter_nothing_is_said_of_the_quarter(con):
    assert life(con, "june") == {"kept.a": ("new", None, 0), "stays.a": ("new", None, 0), "yoyo.a": ("new", None, 0)}


def test_a_load_on_the_quarters_last_day_is_compared_with_the_quarter_before(con):
    assert life(con, "september") == {
        "kept.a": ("open", "open", 112),
        "mended.a": ("new", "new", 0),
        "mended.b": ("new", "new", 0),
        # Put right in August and wrong again: it stands at both ends of the quarter.
        "stays.a": ("open", "open", 112),
        "yoyo.a": ("came_back", "open", 112),
    }


def test_a_load_on_the_first_day_of_a_quarter_is_compared_with_the_day_before(con):
    assert life(con, "october") == {
        "brief.a": ("new", "new", 0),
        "mended.a": ("fixed", "fixed", 1),
        "mended.b": ("open", "open", 1),
        "stays.a": ("open", "open", 113),
        "yoyo.a": ("fixed", "fixed", 113),
    }


def test_what_an_earlier_load_of_the_quarter_fixed_is_fixed_since_the_quarter_and_not_since_the_last_load(con):
    assert life(con, "november") == {
        # Came and went within the quarter.
        "brief.a": ("fixed", None, 40),
        "mended.a": (None, "fixed", 41),
        "mended.b": ("open", "open", 41),
        "none": ("new", "new", 0),
        "stays.a": ("open", "open", 153),
        "yoyo.a": ("came_back", "open", 153),
    }


def test_findings_of_a_rule_that_could_not_run_for_two_loads_keep_their_life(con):
    assert life(con, "december") == {
        "brief.a": ("came_back", "new", 70),
        "kept.a": ("open", "open", 183),
        "mended.a": (None, "fixed", 71),
        "mended.b": ("open", "open", 71),
        "none": ("open", "new", 30),
        "stays.a": ("fixed", "fixed", 183),
        "yoyo.a": ("open", "open", 183),
    }


def test_what_was_put_right_before_the_quarter_began_and_is_wrong_again_came_back_since_the_quarter(con):
    con.execute("delete from quality.findings where load_id = 'september' and record_id = 'yoyo'")
    con.execute("delete from quality.findings where load_id = 'october' and record_id = 'yoyo'")
    assert life(con, "november")["yoyo.a"] == ("came_back", "came_back", 153)


def test_records_delivered_twice_are_counted_and_not_mixed_up(con):
    con.execute("insert into quality.findings select * from quality.findings where record_id = 'mended'")
    rows = con.execute(
        "select column_name, state, since_quarter from quality.life('october') where record_id = 'mended' order by all"
    ).fetchall()
    assert rows == [("a", "fixed", "fixed")] * 2 + [("b", "open", "open")] * 2
    # One of the two was put right: one stays, one is fixed.
    con.execute("update quality.findings set state = 'fixed' where load_id = 'october' and column_name = 'b'")
    con.execute(
        "insert into quality.findings select * replace ('open' as state) from quality.findings"
        " where load_id = 'october' and column_name = 'b' limit 1"
    )
    con.execute("delete from quality.findings where load_id = 'october' and column_name = 'b' and state = 'fixed'")
    con.execute(
        "insert into quality.findings select * replace ('fixed' as state) from quality.findings"
        " where load_id = 'october' and column_name = 'b' limit 1"
    )
    rows = con.execute(
        "select state, since_quarter from quality.life('october') where column_name = 'b' order by all"
    ).fetchall()
    assert rows == [("fixed", "fixed"), ("open", "open")]


def test_the_burndown_has_a_line_for_each_load_and_severity_and_none_for_a_superseded_or_unchecked_one(con):
    found = con.execute(
        "select extracted_on, severity, standing, new, came_back, fixed, waived from quality.burndown('november')"
    ).fetchall()
    days = [date(2026, 6, 10), date(2026, 8, 10), date(2026, 9, 30), date(2026, 10, 1), date(2026, 11, 10)]
    assert [row[:2] for row in found] == [(day, s) for day in days for s in ("critical", "major", "minor")]
    assert [row[2:] for row in found if row[1] == "major"] == [
        (2, 2, 0, 0, 0),
        (1, 0, 0, 1, 0),
        (4, 2, 1, 0, 0),
        (3, 1, 0, 2, 0),
        (3, 0, 1, 1, 0),
    ]
    assert [row[2] for row in found if row[1] == "critical"] == [1, 1, 1, 0, 0]
    assert [row[2:4] for row in found if row[1] == "minor"] == [(0, 0)] * 4 + [(1, 1)]


def test_a_superseded_load_is_still_itself(con):
    assert life(con, "august") == {"wrong.a": ("new", "new", 0)}
    assert [
        row[0] for row in con.execute("select distinct load_id from quality.burndown('august') order by 1").fetchall()
    ] == [
        "august",
        "june",
    ]


def test_the_trend_of_a_rule_shows_its_last_eight_loads_and_where_it_could_not_run(con):
    shown = con.execute("select load_id, status from quality.rule_trend('december') where rule = 'paused'").fetchall()
    assert shown == [
        ("june", "failed"),
        ("again", "failed"),
        ("september", "failed"),
        ("october", "not_run"),
        ("november", "not_run"),
        ("december", "failed"),
    ]
    for day in range(1, 4):
        con.execute(
            "insert into meta.loads values ($id, '887', $on, $on, 'x', 'extracts', 0)",
            {"id": f"may{day}", "on": date(2026, 5, day)},
        )
        con.execute(
            "insert into quality.rules (load_id, rule, severity, status) values (?, 'dates', 'major', 'passed')",
            [f"may{day}"],
        )
    shown = con.execute("select load_id from quality.rule_trend('december') where rule = 'dates'").fetchall()
    assert [load for (load,) in shown][:3] == ["may2", "may3", "june"]
    assert len(shown) == 8


def test_a_waiver_stands_to_its_last_day_and_covers_a_record_or_the_whole_rule(con):
    def waived(load: str) -> list[tuple[object, ...]]:
        return con.execute(
            "select record_id, waived_until from quality.life($load) where waived and state <> 'fixed' order by all",
            {"load": load},
        ).fetchall()

    waive(con, "dates", "stays", "2026-10-05", "2026-11-10")
    assert waived("november") == [("stays", date(2026, 11, 10))]
    assert waived("december") == []
    waive(con, "dates", "stays", "2026-11-12", "2026-12-31")
    waive(con, "dates", None, "2026-11-12", "2026-12-10")
    assert waived("december") == [
        ("brief", date(2026, 12, 10)),
        ("mended", date(2026, 12, 10)),
        ("yoyo", date(2026, 12, 10)),
        (None, date(2026, 12, 10)),
    ]
    standing = con.execute("from quality.standing_rules('december')").fetchall()
    assert standing == [("dates", "major", 3, 3, 0), ("dates", "minor", 1, 1, 0), ("paused", "critical", 1, 0, 1)]


def test_the_longest_of_several_waivers_counts_once(con):
    waive(con, "dates", "stays", "2026-10-05", "2026-12-31")
    waive(con, "dates", "stays", "2026-10-06", "2026-11-30")
    waive(con, "dates", None, "2026-10-06", "2026-11-15")
    found = con.execute(
        "select record_id, waived_until from quality.life('november') where state = 'open' order by all"
    ).fetchall()
    assert found == [("mended", date(2026, 11, 15)), ("stays", date(2026, 12, 31))]
    assert con.execute("from quality.standing_rules('november')").fetchall() == [
        ("dates", "major", 3, 3, 0),
        ("dates", "minor", 1, 1, 0),
    ]


def test_the_burndown_shows_a_waiver_from_the_load_it_was_given_for(con):
    waive(con, "dates", None, "2026-10-05", "2026-11-10")
    shown = con.execute(
        "select extracted_on, waived from quality.burndown('december') where severity = 'major'"
    ).fetchall()
    assert [count for _, count in shown] == [0, 0, 0, 3, 3, 0]


def test_an_unknown_load_has_no_life(con):
    assert life(con, "nothing") == {}
    assert con.execute("from quality.standing_rules('nothing')").fetchall() == []


def test_a_session_reads_the_same_life_and_may_fill_waivers_of_its_own(tmp_path):
    path = tmp_path / "887.duckdb"
    with working_copy(path, datetime(2026, 12, 11)) as work:
        fill(work.connection)
        waive(work.connection, "dates", "yoyo", "2026-10-05", "2026-12-31")
        expected = {load: life(work.connection, load) for load in ("june", "october", "december")}
        burndown = work.connection.execute("from quality.burndown('december')").fetchall()
        work.publish()
    with open_session(path) as session:
        assert {load: life(session.connection, load) for load in expected} == expected
        assert session.connection.execute("from quality.burndown(getvariable('load_id'))").fetchall() == burndown
        assert session.connection.execute("select rule, record_id from quality.waivers").fetchall() == [
            ("dates", "yoyo")
        ]
        session.connection.execute("delete from quality.waivers")
        waive(session.connection, "dates", None, "2026-10-05", "2026-12-31")
        assert session.connection.execute("select unwaived from quality.standing_rules('november')").fetchall() == [
            (0,),
            (0,),
        ]


def test_a_file_made_before_there_were_waivers_has_none(tmp_path):
    path = tmp_path / "887.duckdb"
    with working_copy(path, datetime(2026, 12, 11)) as work:
        fill(work.connection)
        work.connection.execute("drop table quality.waivers")
        for macro in ("life", "burndown", "rule_trend", "standing_rules", "last_said", "standing_waivers"):
            work.connection.execute(f"drop macro table if exists quality.{macro}")
        work.publish()
    with open_session(path) as session:
        assert session.connection.execute("select count(*) from quality.waivers").fetchall() == [(0,)]
        assert len(session.connection.execute("from quality.life('december')").fetchall()) == 7
