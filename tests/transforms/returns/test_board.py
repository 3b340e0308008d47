"""The board pack: counts, words, scorecard and a native chart a measure."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.support.small_return import KNOWN_AT, cells, formulas, make_context
from transforms.catalogue import Catalogue
from transforms.comparisons import read_comparisons
from transforms.returns import board, ranking, words
from transforms.returns.charts import axis_step
from transforms.returns.context import ReturnContext
from transforms.returns.figures import display, read_figures

Connection = duckdb.DuckDBPyConnection


@pytest.fixture
def path(tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue) -> Path:
    board.write(connection, context, catalogue, tmp_path / "board-pack.xlsx")
    return tmp_path / "board-pack.xlsx"


def scorecard(path: Path) -> dict[str, dict[str, Any]]:
    """The scorecard's rows by measure, each by its headings."""
    rows = [[cell.value for cell in row] for row in load_workbook(path)["Scorecard"].iter_rows()]
    start = next(number for number, row in enumerate(rows) if "Measure" in row)
    return {row[1]: dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]}


def charts(path: Path) -> list[str]:
    """The XML of every chart, in order."""
    with ZipFile(path) as parts:
        names = [name for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        return [parts.read(name).decode() for name in sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))]


def test_is_as_last_agreed(path: Path, golden: Callable[[str, str], None]) -> None:
    golden("board-pack.txt", cells(path))


def test_the_same_inputs_give_the_same_bytes(
    path: Path, tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    board.write(connection, context, catalogue, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_the_summary_counts_colours_and_movements_in_one_sentence_each(path: Path) -> None:
    assert (
        "This pack shows 9 measures. Of the 5 with a target: 3 green, 1 amber, 1 red. Since last quarter: 3 better, 1"
        " worse, 1 the same."
    ) in cells(path)


def test_rag_has_its_word_beside_its_colour(path: Path) -> None:
    words_by_measure = {measure: line["RAG"] for measure, line in scorecard(path).items()}
    assert words_by_measure == {
        "Contacts received": "No target",
        "Referral rate": "No target",
        "Re-referrals within 12 months": "Green",
        "Wait for worker": "Green",
        "Assessments on time": "Amber",
        "Plan visits on time": "Red",
        "Looked after rate": "No target",
        "Adoption wait": "n/a",
        "Highest caseload": "Green",
    }


def test_changes_are_points_from_unrounded_values_and_a_quarter_without_a_value_has_none(path: Path) -> None:
    # 770 of 3,500 is exactly 22 %, so 12.25 less 22 is -9.75: half up, away from zero, -9.8.
    line = scorecard(path)["Re-referrals within 12 months"]
    assert (line["Last quarter"], line["Change on quarter"], line["Direction"]) == (22, -9.8, "Better")
    assert scorecard(path)["Adoption wait"]["Change on quarter"] == "–"
    assert scorecard(path)["Contacts received"]["Direction"] == "Changed"


def test_same_quarter_last_year_is_four_quarters_back(path: Path) -> None:
    line = scorecard(path)["Contacts received"]
    assert (line["Same quarter last year"], line["Change on year"]) == (3010, 189)


def test_a_floor_not_set_lies_5_points_or_a_tenth_past_the_target(path: Path) -> None:
    floors = {measure: line["Floor"] for measure, line in scorecard(path).items()}
    assert floors["Plan visits on time"] == 90
    assert floors["Wait for worker"] == 5.5
    assert floors["Assessments on time"] == 80
    assert floors["Contacts received"] == "–"


def test_each_measure_with_values_has_one_native_chart_with_its_title_and_axes(path: Path) -> None:
    drawn = charts(path)
    titles = [re.search(r"<a:t>(.*?)</a:t>", chart)[1] for chart in drawn]  # type: ignore[index]
    expected = [title for title in scorecard(path) if title != "Adoption wait"]
    assert [title.partition(" (by month)")[0] for title in titles] == expected
    for chart in drawn:
        axes = chart.partition("<legend>")[0]
        assert axes.count('delete val="0"') >= 2
        assert 'delete val="1"' not in axes


def test_a_target_is_the_second_line_of_a_chart_and_nothing_is_where_there_is_no_target(path: Path) -> None:
    by_title = dict(zip([t for t in scorecard(path) if t != "Adoption wait"], charts(path), strict=True))
    assert by_title["Plan visits on time"].count("<ser>") == 2
    assert by_title["Contacts received"].count("<ser>") == 1


def test_a_measure_without_values_says_why_beneath_the_charts(path: Path) -> None:
    assert "Not available. No source delivered ssd_permanence." in cells(path)


def test_months_are_drawn_where_quarters_are_too_few(
    tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    connection.execute("update measure_values set value = null, status = 'not_available' where period < '2026-27-Q1'")
    for month in range(4, 10):
        start = date(2026, month, 1)
        connection.execute(
            "insert into measure_values values ('887', 'contacts_received', 'Contacts received', $p, 'month', $s, $s, "
            "'all', 'all', 1000, null, 1000, 'count', null, null, 'ok', '', 0, $k)",
            {"p": f"2026-{month:02}", "s": start, "k": KNOWN_AT},
        )
    board.write(connection, context, catalogue, tmp_path / "months.xlsx")
    assert "Contacts received (by month)" in charts(tmp_path / "months.xlsx")[0]
    assert "'2026-09'" in cells(tmp_path / "months.xlsx")


def test_no_cell_is_a_formula(path: Path) -> None:
    assert formulas(path) == []


def test_every_sheet_of_a_draft_says_why(tmp_path: Path, connection: Connection, catalogue: Catalogue) -> None:
    board.write(connection, make_context("two findings stand"), catalogue, tmp_path / "draft.xlsx")
    for sheet in load_workbook(tmp_path / "draft.xlsx"):
        assert "DRAFT: two findings stand" in [cell.value for cell in sheet["A"]], sheet.title


def test_what_is_celebrated_is_never_red_falling_or_to_be_treated_with_caution(
    connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    figures = read_figures(connection, context, catalogue)
    assert [f.measure.id for f in ranking.to_celebrate(figures)] == [
        "wait_for_worker",
        "re_referrals_within_12_months",
        "highest_caseload",
    ]
    # Better than last quarter and amber, but its newest month lies below the control limits.
    assert [f.measure.id for f in ranking.to_worry_about(figures)] == ["plan_visits_on_time", "assessments_on_time"]


def test_the_scorecard_says_what_the_months_say_beside_the_colour(path: Path) -> None:
    line = scorecard(path)["Assessments on time"]
    assert (line["RAG"], line["Trend (SPC)"], line["Capability"]) == ("Amber", "Concern", "Hit and miss")
    assert scorecard(path)["Contacts received"]["Trend (SPC)"] == "Not enough data for trend"
    assert scorecard(path)["Adoption wait"]["Trend (SPC)"] == "No chart"
    assert scorecard(path)["Contacts received"]["Capability"] == "–"


def test_a_control_chart_is_drawn_by_month_with_its_limits_and_its_signals(path: Path) -> None:
    drawn = next(chart for chart in charts(path) if "Assessments on time (by month): concern" in chart)
    assert drawn.count("<ser>") == 5
    # The shift from its 7th point on (it begins with the 12th month; the 13th has no records), and the last month.
    assert [int(place) for place in re.findall(r'<dPt><idx val="(\d+)"', drawn)] == [18, 19, 20, 21, 22, 23]
    labels = [
        row[2].value for row in load_workbook(path)["Trend data"].iter_rows() if row[0].value == "Assessments on time"
    ]
    assert labels == ["Result", "Centre line", "Lower limit", "Upper limit", "Target"]


def test_targets_and_published_figures_of_the_workspace_stand_before_those_shipped(
    tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    (tmp_path / "targets.csv").write_text(
        "measure,value,floor,basis,from_quarter\nplan_visits_on_time,80,70,Board May 2026,2026-27-Q1\n"
        "plan_visits_on_time,99,98,Board May 2026,2026-27-Q3\n"
    )
    (tmp_path / "benchmarks.csv").write_text(
        "measure,area,year,value,source\nplan_visits_on_time,ENGLAND,2025,60,Invented\n"
        "plan_visits_on_time,ENGLAND,2024,99,Invented\nplan_visits_on_time,STATISTICAL_NEIGHBOURS,2025,79.5,Invented\n"
    )
    given = replace(context, comparisons=read_comparisons(tmp_path, catalogue))
    board.write(connection, given, catalogue, tmp_path / "board-pack.xlsx")
    line = scorecard(tmp_path / "board-pack.xlsx")["Plan visits on time"]
    assert (line["Target"], line["Floor"], line["Target set by"], line["RAG"]) == (80, 70, "Board May 2026", "Green")
    assert (line["England"], line["England year"], line["Against England"]) == (60, "2025", "Different from England")
    assert (line["Neighbours"], line["Neighbours year"]) == (79.5, "2025")


def test_a_red_measure_that_improved_is_not_celebrated(
    connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    # From 70 to 80 %: better than last quarter, and still past the floor of 90 %.
    connection.execute(
        "update measure_values set value = 70 where measure = 'plan_visits_on_time' and period = '2026-27-Q1'"
    )
    connection.execute("update measure_values set records_with_findings = 0")
    figures = {figure.measure.id: figure for figure in read_figures(connection, context, catalogue)}
    assert (figures["plan_visits_on_time"].rag, figures["plan_visits_on_time"].movement) == ("red", "better")
    assert "plan_visits_on_time" not in [f.measure.id for f in ranking.to_celebrate(figures.values(), most=9)]
    assert "plan_visits_on_time" in [f.measure.id for f in ranking.to_worry_about(figures.values())]


def test_a_figure_reads_as_a_sentence(connection: Connection, context: ReturnContext, catalogue: Catalogue) -> None:
    by_id = {f.measure.id: words.headline(f) for f in read_figures(connection, context, catalogue)}
    assert by_id["plan_visits_on_time"] == (
        "Plan visits on time: 80.0%, down 5.7 percentage points on last quarter. Target 95.0%: red. Treat with caution."
    )
    assert by_id["assessments_on_time"] == (
        "Assessments on time: 88.9%, up 2.2 percentage points on last quarter. Trend: concern: a point outside the"
        " limits (2026-09). Target 90.0%: amber."
    )
    assert by_id["adoption_wait"] == "Adoption wait: Not available, no last quarter to compare with."
    assert by_id["looked_after_rate"] == "Looked after rate: 66.3 per 10,000, up 0.2 per 10,000 on last quarter."


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        ("percent", 12.25, "12.3"),
        ("percent", 0.05, "0.1"),
        ("percent", 100 * 23 / 2000, "1.2"),
        ("percent", -0.04, "0.0"),
        ("count", 12.5, "13"),
        ("median_days", 12.5, "12.5"),
        ("ratio", 16.449999, "16.4"),
    ],
)
def test_values_are_rounded_half_up_for_display(unit: str, value: float, shown: str) -> None:
    assert str(display(unit, value)) == shown


@given(st.decimals("0.001", "1000000", places=3))
def test_grid_lines_are_two_to_six_and_reach_the_highest_point(highest: Decimal) -> None:
    step = axis_step(highest)
    assert step * 6 >= highest
    assert step * 2 <= highest
