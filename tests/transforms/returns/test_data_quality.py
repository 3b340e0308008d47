"""The data-quality workbook: what to put right first, and every finding, with ids and no names."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from tests.support.small_return import cells, formulas, make_context
from transforms.catalogue import Catalogue
from transforms.returns import data_quality
from transforms.returns.context import ReturnContext
from transforms.returns.figures import read_rules

Connection = duckdb.DuckDBPyConnection


@pytest.fixture
def path(tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue) -> Path:
    data_quality.write(connection, context, catalogue, tmp_path / "data-quality-actions.xlsx")
    return tmp_path / "data-quality-actions.xlsx"


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


def test_first_come_critical_rules_then_major_ones_that_touch_a_headline_measure(
    connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    measures = list(catalogue.measures.values())
    before = data_quality.fix_first(read_rules(connection, context.load_id), measures)
    # worker_unknown is major and touches no measure here; postcode_shape is minor.
    assert [action.rule.rule for action in before] == ["contact_in_future"]
    connection.execute("update quality.rules set severity = 'critical' where rule = 'worker_unknown'")
    after = data_quality.fix_first(read_rules(connection, context.load_id), measures)
    assert [action.rule.rule for action in after] == ["worker_unknown", "contact_in_future"]


def test_a_rules_findings_are_counted_by_their_life_and_fixed_ones_do_not_stand(path: Path) -> None:
    rules = column(path, "By rule", "Rule")
    counts = zip(
        *(column(path, "By rule", name) for name in ("Findings", "New", "Still open", "Came back")), strict=True
    )
    by_rule = dict(zip(rules, counts, strict=True))
    assert by_rule["contact_in_future"] == (2, 1, 0, 1)
    assert by_rule["worker_unknown"] == (1, 0, 1, 0)
    assert by_rule["dates_in_order"] == ("n/a",) * 4
    assert "contact_has_child" not in by_rule


def test_teams_with_most_findings_come_first_and_no_team_is_a_team(path: Path) -> None:
    assert column(path, "By team", "Team") == ["South", "+North", "North", "Team not known"]
    assert column(path, "By team", "All") == [2, 1, 1, 1]


def test_findings_stand_the_worst_first_and_names_are_not_shown(path: Path) -> None:
    assert column(path, "All findings", "Severity") == ["Major", "Major", "Major", "Minor", "Minor"]
    assert "Roe" not in cells(path)
    assert "(not shown)" in column(path, "All findings", "Value found")
    # A worker's id is shown; a name that an Annex A workbook gives in its place is not.
    assert column(path, "All findings", "Worker") == ["-w2", "w1", None, "(not shown)", "w3"]


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
    data_quality.write(connection, context, catalogue, tmp_path / "clean.xlsx")
    assert "Nothing here: no critical rule failed" in cells(tmp_path / "clean.xlsx")
    assert column(tmp_path / "clean.xlsx", "All findings", "Rule") == []


def test_every_sheet_of_a_draft_says_why(tmp_path: Path, connection: Connection, catalogue: Catalogue) -> None:
    data_quality.write(connection, make_context("two findings stand"), catalogue, tmp_path / "draft.xlsx")
    for sheet in load_workbook(tmp_path / "draft.xlsx"):
        assert "DRAFT: two findings stand" in [cell.value for cell in sheet["A"]], sheet.title
