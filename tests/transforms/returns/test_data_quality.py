"""The data-quality workbook and the teams' fix lists: what to put right first; every finding, with ids and no names."""

import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from tests.support.small_return import LOAD, QUARTER, cells, formulas, make_context
from transforms.catalogue import Catalogue
from transforms.returns import annex_a, data_quality
from transforms.returns.context import ReturnContext
from transforms.returns.data_quality_facts import fix_first, read_facts
from transforms.returns.package import write_return

Connection = duckdb.DuckDBPyConnection

# Two loads before: in May `=1+1` was wrong; in July it was right, and c3 and i1 were wrong. The rest is new in October.
EARLIER = """
insert into meta.loads values
('2026-05-05-cccccccccccc', '887', '2026-05-05', '2026-05-05', 'c', 'extracts', 0);
insert into quality.rules (load_id, rule, severity, tested, failed, status) values
('2026-05-05-cccccccccccc', 'contact_in_future', 'major', 90, 1, 'failed'),
('2026-07-05-ba9876543210', 'contact_in_future', 'major', 95, 1, 'failed'),
('2026-07-05-ba9876543210', 'worker_unknown', 'major', 50, 1, 'failed');
update quality.findings set first_seen = '2026-05-05' where record_id = '=1+1';
insert into quality.findings
select * replace ('2026-05-05-cccccccccccc' as load_id, 'new' as state) from quality.findings where record_id = '=1+1';
insert into quality.findings
select * replace ('2026-07-05-ba9876543210' as load_id, 'fixed' as state) from quality.findings
where record_id = '=1+1' and load_id like '2026-05%';
insert into quality.findings
select * replace ('2026-07-05-ba9876543210' as load_id, 'new' as state) from quality.findings
where record_id in ('c3', 'i1') and load_id like '2026-10%';
insert into engine_measures values
(1, 're_referrals_within_12_months'), (2, 'assessments_on_time'), (3, 'looked_after_rate');
insert into engine_needs values
(1, 'ssd_contacts', 'cont_contact_date'), (2, 'ssd_contacts', 'cont_contact_date'), (2, 'ssd_person', 'pers_dob');
insert into quality.waivers values
('postcode_shape', null, '=Ann Manager', '-Known to the supplier', '2026-10-06', '2026-12-31'),
('contact_in_future', '=1+1', 'Ann Manager', 'The case system is being mended', '2026-10-06', '2026-10-05'),
('worker_unknown', 'i1', 'Ann Manager', 'Until September', '2026-07-06', '2026-09-30');
"""
COUNTED = """
insert into measure_records
select
    $measure, $period, $start, $end, 'ssd_contacts', $record, 'p1', $end, 1, null, $excluded, 'North', 'w1',
    'contacts.csv', 1, 'quarter', null, true, null
"""


@pytest.fixture
def connection(connection: Connection) -> Connection:
    connection.execute(EARLIER)
    for measure, record, excluded in (
        ("re_referrals_within_12_months", "c1", None),
        ("assessments_on_time", "c1", None),
        ("assessments_on_time", "=1+1", "G5"),
        # Reads nothing that the finding is about.
        ("looked_after_rate", "c1", None),
    ):
        start = QUARTER.end if measure == "looked_after_rate" else QUARTER.start
        connection.execute(
            COUNTED,
            {
                "measure": measure,
                "period": QUARTER.label,
                "start": start,
                "end": QUARTER.end,
                "record": record,
                "excluded": excluded,
            },
        )
    return connection


@pytest.fixture
def path(tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue) -> Path:
    data_quality.write(connection, context, catalogue, tmp_path / "data-quality-actions.xlsx")
    return tmp_path / "data-quality-actions.xlsx"


@pytest.fixture
def fix_lists(tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue) -> Path:
    data_quality.write(connection, context, catalogue, tmp_path / "all.xlsx", tmp_path / "fix-lists")
    return tmp_path / "fix-lists"


def column(path: Path, sheet: str, heading: str) -> list[object]:
    """The values under a heading of a table."""
    rows = [[cell.value for cell in row] for row in load_workbook(path)[sheet].iter_rows()]
    start = next(number for number, row in enumerate(rows) if heading in row)
    return [row[rows[start].index(heading)] for row in rows[start + 1 :]]


def test_is_as_last_agreed(path: Path, golden: Callable[[str, str], None]) -> None:
    golden("data-quality-actions.txt", cells(path))


def test_the_same_inputs_give_the_same_bytes(
    path: Path, tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    data_quality.write(connection, context, catalogue, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_first_come_critical_rules_then_waived_ones_then_major_ones_that_touch_most_headline_records(
    connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    def first() -> list[str]:
        return [fault.rule.rule for fault in fix_first(read_facts(connection, context, catalogue).faults)]

    # worker_unknown is major and touches no measure here; postcode_shape is minor.
    assert first() == ["contact_in_future"]
    connection.execute(
        "update quality.findings set severity = 'critical' where rule in ('worker_unknown', 'postcode_shape')"
    )
    connection.execute(
        "update quality.rules set severity = 'critical' where rule in ('worker_unknown', 'postcode_shape')"
    )
    assert first() == ["worker_unknown", "postcode_shape", "contact_in_future"]
    connection.execute("delete from quality.waivers")
    assert first() == ["postcode_shape", "worker_unknown", "contact_in_future"]
    connection.execute(
        "insert into quality.waivers values ('worker_unknown', 'i1', 'A', 'B', '2026-10-06', '2026-10-05')"
    )
    assert first() == ["postcode_shape", "worker_unknown", "contact_in_future"]


def test_a_rules_effect_is_the_records_of_headline_measures_that_it_touches(
    connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    facts = read_facts(connection, context, catalogue)
    effect = {fault.rule.rule: fault.effect for fault in facts.faults}["contact_in_future"]
    # c1, counted in two measures, and =1+1, left out of one of them.
    assert effect.records == 2
    shares = [(measure.id, touched, counted) for measure, touched, counted in effect.by_measure]
    assert shares == [("assessments_on_time", 2, 352), ("re_referrals_within_12_months", 1, 351)]
    assert effect.worst == "Assessments on time: 2 of 352 records (0.6%)"
    of_team = {fault.rule.rule: fault.effect.records for fault in facts.by_team["North"]}
    assert of_team["contact_in_future"] == 1


def test_of_two_rules_that_could_move_as_many_measures_the_one_that_touches_more_records_comes_first(
    connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    connection.execute(
        "insert into quality.rules"
        " select * replace ('a_rule' as rule) from quality.rules where rule = 'contact_in_future';"
        "insert into quality.findings"
        " select findings.* replace ('a_rule' as rule, 'x' || i as record_id) from quality.findings, range(50) as r(i)"
        " where rule = 'contact_in_future' and state = 'new'"
    )
    facts = read_facts(connection, context, catalogue)
    assert [fault.rule.rule for fault in fix_first(facts.faults)] == ["contact_in_future", "a_rule"]


def test_a_rules_findings_are_counted_by_their_life_and_fixed_ones_do_not_stand(path: Path) -> None:
    headings = ("Findings", "Waived", "New", "Still open", "Came back", "Fixed")
    quarter = ("New in quarter", "Open over quarter", "Came back in quarter", "Fixed in quarter", "Oldest, in days")
    counts = zip(*(column(path, "By rule", name) for name in (*headings, *quarter)), strict=True)
    by_rule = dict(zip(column(path, "By rule", "Rule"), counts, strict=True))
    assert by_rule["contact_in_future"] == (2, 1, 1, 0, 1, 1, 1, 0, 1, 1, 153)
    assert by_rule["worker_unknown"] == (1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 92)
    assert by_rule["postcode_shape"] == (1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0)
    assert by_rule["dates_in_order"] == ("n/a",) * 11
    assert "contact_has_child" not in by_rule
    states = dict(zip(column(path, "By rule", "Rule"), column(path, "By rule", "State"), strict=True))
    # Nobody knows what a rule that could not run would have found, so it comes first.
    assert next(iter(states.items())) == ("dates_in_order", "Not run")
    assert (states["postcode_shape"], states["worker_unknown"]) == ("Waived", "Failed")


def test_a_rule_whose_findings_were_all_put_right_is_shown_with_what_it_lost(
    tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    connection.execute(
        f"update quality.findings set state = 'fixed' where rule = 'worker_unknown' and load_id = '{LOAD}'"
    )
    connection.execute(
        f"update quality.rules set status = 'passed' where rule = 'worker_unknown' and load_id = '{LOAD}'"
    )
    data_quality.write(connection, context, catalogue, tmp_path / "q.xlsx")
    rules = column(tmp_path / "q.xlsx", "By rule", "Rule")
    assert column(tmp_path / "q.xlsx", "By rule", "State")[rules.index("worker_unknown")] == "Put right"
    assert column(tmp_path / "q.xlsx", "By rule", "Fixed")[rules.index("worker_unknown")] == 1


def test_the_first_load_says_that_there_is_nothing_to_compare_with(
    tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    connection.execute(f"delete from meta.loads where load_id <> '{LOAD}'")
    data_quality.write(connection, context, catalogue, tmp_path / "q.xlsx")
    assert "This is the first load that was checked" in cells(tmp_path / "q.xlsx")
    assert set(column(tmp_path / "q.xlsx", "By team", "Fixed")) == {"n/a"}
    assert set(column(tmp_path / "q.xlsx", "All findings", "Since last quarter")) == {"n/a"}


def test_teams_with_most_findings_come_first_and_no_team_is_a_team(path: Path) -> None:
    assert column(path, "By team", "Team") == ["South", "+North", "North", "Team not known"]
    assert column(path, "By team", "All") == [2, 1, 1, 1]
    assert column(path, "By team", "Waived") == [1, 1, 0, 0]
    assert column(path, "By team", "Fixed") == [0, 0, 1, 0]


def test_each_finding_says_since_when_it_stands_and_until_when_it_is_waived(path: Path) -> None:
    names = ("Record", "Since last load", "Since last quarter", "Age, in days", "Waived until")
    rows = list(zip(*(column(path, "All findings", name) for name in names), strict=True))
    assert rows == [
        ("c1", "New", "New", 0, None),
        ("i1", "Still open", "Still open", 92, None),
        ("=1+1", "Came back", "Came back", 153, datetime(2026, 10, 5)),
        ("p1", "New", "New", 0, None),
        ("a1", "New", "New", 0, datetime(2026, 12, 31)),
    ]


def test_the_burndown_has_a_line_a_load_and_a_chart_for_each_severity(path: Path) -> None:
    assert column(path, "Burndown", "Extract taken on") == ["05/05/2026", "05/07/2026", "05/10/2026"]
    assert column(path, "Burndown", "Major: stand") == [1, 2, 3]
    assert column(path, "Burndown", "Major: fixed") == [0, 1, 1]
    assert column(path, "Burndown", "Major: came back") == [0, 0, 1]
    # The waiver that ended in September was given for the extract of July.
    assert column(path, "Burndown", "Major: waived") == [0, 1, 1]
    assert column(path, "Burndown", "All that stand") == [1, 2, 5]
    assert len(load_workbook(path)["Burndown"]._charts) == 3


def test_waivers_say_who_why_until_when_and_of_which_record_and_ended_ones_come_last(path: Path) -> None:
    names = ("Stands", "Rule", "Record", "Findings covered", "Waived by", "Until")
    assert list(zip(*(column(path, "Waivers", name) for name in names), strict=True)) == [
        ("Stands", "contact_in_future", "=1+1", 1, "Ann Manager", datetime(2026, 10, 5)),
        ("Stands", "postcode_shape", "Every finding of the rule", 1, "=Ann Manager", datetime(2026, 12, 31)),
        ("Ended", "worker_unknown", "i1", 1, "Ann Manager", datetime(2026, 9, 30)),
    ]


def test_every_finding_is_in_exactly_one_teams_fix_list(path: Path, fix_lists: Path) -> None:
    everything = sorted(
        map(str, zip(column(path, "All findings", "Rule"), column(path, "All findings", "Record"), strict=True))
    )
    of_teams = []
    for file in sorted(fix_lists.iterdir()):
        teams = set(column(file, "All findings", "Team"))
        assert len(teams) == 1
        assert load_workbook(file).sheetnames == ["Fix first", "By rule", "All findings"]
        found = zip(column(file, "All findings", "Rule"), column(file, "All findings", "Record"), strict=True)
        of_teams += [str(each) for each in found]
        assert sum(n for n in column(file, "By rule", "Findings") if isinstance(n, int)) == len(
            column(file, "All findings", "Rule")
        )
        assert formulas(file) == []
    assert sorted(of_teams) == everything


def test_fix_lists_are_private_and_named_after_their_teams(fix_lists: Path) -> None:
    assert stat.S_IMODE(fix_lists.stat().st_mode) == 0o700
    files = sorted(fix_lists.iterdir())
    assert [file.name for file in files] == ["north-2.xlsx", "north.xlsx", "south.xlsx", "team-not-known.xlsx"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert load_workbook(fix_lists / "north.xlsx")["Fix first"]["A1"].value == "Fix first: +North"


def test_file_names_are_safe_for_any_team_and_no_two_are_alike() -> None:
    teams = [
        "../etc",
        "CON",
        "East/West",
        "East West",
        "EAST west",
        "équipe",
        "日本",
        "",
        "a" * 300,
        "North 2",
        "North",
        "north",
    ]
    names = data_quality.file_names(teams)
    assert set(names) == set(teams)
    assert len({name.lower() for name in names.values()}) == len(teams)
    assert names["../etc"] == "etc.xlsx"
    assert names["CON"] == "team-con.xlsx"
    assert names["日本"].startswith("team")
    assert all(name.isascii() and len(name) < 80 and "/" not in name for name in names.values())


def test_the_fix_lists_are_outputs_of_the_return(
    tmp_path: Path,
    connection: Connection,
    context: ReturnContext,
    catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(annex_a, "write", lambda *given: None)
    folder = tmp_path / "return"
    manifest = write_return(connection, context, catalogue, folder, per_team=True)
    assert '"file": "fix-lists/north.xlsx"' in manifest.read_text(encoding="utf-8")


def test_findings_stand_the_worst_first_and_names_are_not_shown(path: Path) -> None:
    assert column(path, "All findings", "Severity") == ["Major", "Major", "Major", "Minor", "Minor"]
    assert "Roe" not in cells(path)
    assert "(not shown)" in column(path, "All findings", "Value found")
    # A worker's id is shown; a name that an Annex A workbook gives in its place is not.
    assert column(path, "All findings", "Worker") == ["w1", None, "-w2", "(not shown)", "w3"]


def test_a_finding_that_looks_like_a_formula_stays_text(path: Path) -> None:
    assert "=1+1" in column(path, "All findings", "Record")
    assert "=cmd|'/c calc'!A1" in column(path, "All findings", "Value found")
    assert formulas(path) == []


def test_past_the_limit_the_sheet_says_what_it_shows_and_where_the_rest_is(
    tmp_path: Path,
    connection: Connection,
    context: ReturnContext,
    catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(data_quality, "MOST_FINDINGS", 2)
    data_quality.write(connection, context, catalogue, tmp_path / "many.xlsx")
    assert len(column(tmp_path / "many.xlsx", "All findings", "Rule")) == 2
    assert "The first 2 of 5 findings, the worst first; findings.csv holds them all." in cells(tmp_path / "many.xlsx")


def test_a_load_without_findings_says_there_is_nothing_to_fix(
    tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    connection.execute("delete from quality.findings")
    connection.execute("update quality.rules set status = 'passed', failed = 0")
    connection.execute("delete from quality.waivers")
    data_quality.write(connection, context, catalogue, tmp_path / "clean.xlsx")
    assert "Nothing here: no critical rule failed" in cells(tmp_path / "clean.xlsx")
    assert column(tmp_path / "clean.xlsx", "All findings", "Rule") == []


def test_every_sheet_of_a_draft_says_why(tmp_path: Path, connection: Connection, catalogue: Catalogue) -> None:
    data_quality.write(connection, make_context("two findings stand"), catalogue, tmp_path / "draft.xlsx")
    for sheet in load_workbook(tmp_path / "draft.xlsx"):
        assert "DRAFT: two findings stand" in [cell.value for cell in sheet["A"]], sheet.title
