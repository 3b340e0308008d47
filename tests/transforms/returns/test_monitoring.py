"""The monitoring return: what an inspector reads, with nothing left out and nothing rounded twice."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pytest
from openpyxl import load_workbook

from tests.support.small_return import DANGEROUS, QUARTER, cells, formulas, make_context
from transforms.catalogue import Catalogue
from transforms.returns import monitoring, style, words
from transforms.returns.context import ReturnContext
from transforms.returns.figures import read_figures
from transforms.returns.package import write_return
from warehouse.errors import SettingsError

Connection = duckdb.DuckDBPyConnection


@pytest.fixture
def path(tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue) -> Path:
    monitoring.write(connection, context, catalogue, tmp_path / "monitoring-return.xlsx")
    return tmp_path / "monitoring-return.xlsx"


def lines(path: Path, sheet: str, key: str) -> dict[str, dict[str, Any]]:
    """The rows of a table by the text in column `key`, each by its headings (of two alike, the first)."""
    rows = [[cell.value for cell in row] for row in load_workbook(path)[sheet].iter_rows()]
    start = next(number for number, row in enumerate(rows) if key in row)
    headings = rows[start]
    found = {}
    for row in rows[start + 1 :]:
        line = dict(reversed(list(zip(headings, row, strict=True))))
        found[line[key]] = line
    return found


def test_is_as_last_agreed(path: Path, golden: Callable[[str, str], None]) -> None:
    golden("monitoring-return.txt", cells(path))


def test_the_same_inputs_give_the_same_bytes(
    path: Path, tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    monitoring.write(connection, context, catalogue, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_a_result_is_rounded_half_up_once_and_stays_a_number(path: Path) -> None:
    # 49 of 400 is 12.25 %.
    line = lines(path, "Measures", "Measure")["Re-referrals within 12 months"]
    assert (line["Numerator"], line["Denominator"], line["Result"]) == (49, 400, 12.3)
    assert re.search(r"Measures!G\d+ \[#,##0\.0\"%\"\] 12\.3\n", cells(path))


def test_a_measure_that_is_not_available_says_so_and_why_and_is_never_0_or_blank(path: Path) -> None:
    line = lines(path, "Measures", "Measure")["Adoption wait"]
    shown = {line[name] for name in ("Numerator", "Denominator", "Result", "2026-27-Q1", "2024-25-Q2")}
    assert shown == {"Not available"}
    assert line["Note"] == "No source delivered ssd_permanence."
    assert (line["RAG"], line["Data quality"]) == ("n/a", "n/a")


def test_a_group_with_nothing_to_count_is_not_applicable(path: Path) -> None:
    line = lines(path, "Breakdown", "Group")["Unallocated"]
    assert (line["Denominator"], line["Result"]) == (0, "n/a")


def test_a_measure_without_a_target_or_an_england_value_says_none(path: Path) -> None:
    line = lines(path, "Measures", "Measure")["Contacts received"]
    assert (line["Target"], line["England"], line["RAG"]) == ("None", "None", "No target")
    assert lines(path, "Measures", "Measure")["Re-referrals within 12 months"]["England year"] == "2025"


def test_a_red_flag_is_said_in_words_and_the_result_is_still_shown(path: Path) -> None:
    # 20 of 350 records is over 5 %.
    line = lines(path, "Measures", "Measure")["Plan visits on time"]
    assert (line["Result"], line["Data quality"]) == (80, "Red: treat with caution")
    assert line["Note"] == "20 of 350 records have a finding or were left out."
    fills = {
        cell.value: cell.fill.start_color.rgb for row in load_workbook(path)["Measures"].iter_rows() for cell in row
    }
    assert fills[80] == fills["Red: treat with caution"] == f"00{style.RED_FILL}"


def test_a_rolling_rate_shows_the_year_and_notes_the_quarters_own_count(path: Path) -> None:
    line = lines(path, "Measures", "Measure")["Referral rate"]
    assert (line["Numerator"], line["Note"]) == (3460, "In this quarter alone: 876.")


def test_the_eight_quarters_before_stand_beside_this_one(path: Path) -> None:
    line = lines(path, "Measures", "Measure")["Contacts received"]
    quarters = [value for heading, value in line.items() if str(heading)[:2] == "20"]
    assert sorted(quarters) == sorted([2900, 3000, 3100, 2950, 3010, 3080, 3150, 3200, 3199])


def test_age_bands_stand_in_order_of_age_and_what_is_not_known_at_the_end(path: Path) -> None:
    groups = list(lines(path, "Breakdown", "Group"))
    assert groups == [DANGEROUS[0], "Unallocated", "Under 1", "10-15", "Female", "Not known"]


def test_a_team_named_like_a_formula_stays_text(path: Path) -> None:
    assert formulas(path) == []


def test_definitions_name_the_query_and_its_hash(path: Path) -> None:
    line = lines(path, "Definitions", "Measure")["Re-referrals within 12 months\nre_referrals_within_12_months"]
    assert line["SQL file and SHA-256"].startswith("measures/front_door/re_referrals_within_12_months.sql\n")
    assert line["Edge cases"] == "Exactly 12 months counts\nThree referrals give two re-referrals"
    assert line["Target and its basis"] == "20.0%: local default"


def test_rules_that_failed_or_could_not_run_name_the_measures_they_touch(path: Path) -> None:
    rules = lines(path, "Data quality", "Rule")
    assert list(rules) == ["contact_in_future", "worker_unknown", "name_not_text", "postcode_shape", "dates_in_order"]
    assert "Contacts received; Referral rate" in rules["contact_in_future"]["Measures it touches"]
    assert rules["worker_unknown"]["Measures it touches"] == "None"
    assert rules["dates_in_order"]["Failed"] == "n/a"


def test_a_failed_critical_rule_on_what_a_measure_reads_turns_its_flag_red(
    tmp_path: Path, connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    connection.execute("update quality.rules set severity = 'critical' where rule = 'contact_in_future'")
    monitoring.write(connection, context, catalogue, tmp_path / "critical.xlsx")
    line = lines(tmp_path / "critical.xlsx", "Measures", "Measure")["Contacts received"]
    assert line["Data quality"] == "Red: treat with caution"
    assert line["Note"] == "Critical rule contact_in_future failed on data this measure reads."


def test_every_sheet_of_a_draft_says_why(tmp_path: Path, connection: Connection, catalogue: Catalogue) -> None:
    monitoring.write(connection, make_context("two findings stand"), catalogue, tmp_path / "draft.xlsx")
    for sheet in load_workbook(tmp_path / "draft.xlsx"):
        assert "DRAFT: two findings stand" in [cell.value for cell in sheet["A"]], sheet.title


def test_a_focus_area_comes_first_and_everything_else_follows(
    tmp_path: Path, connection: Connection, catalogue: Catalogue
) -> None:
    monitoring.write(connection, make_context(focus="front_door"), catalogue, tmp_path / "focus.xlsx")
    column = [cell.value for cell in load_workbook(tmp_path / "focus.xlsx")["Measures"]["B"]]
    titles = column[column.index("Measure") + 1 :]
    assert titles[:4] == [None, "Contacts received", "Referral rate", "Re-referrals within 12 months"]
    assert titles[4:6] == [None, "Wait for worker"]
    assert "Front door: 3 of its 21 measures are in this return" in cells(tmp_path / "focus.xlsx")


def test_a_focus_area_that_does_not_exist_is_refused_before_anything_is_written(
    tmp_path: Path, connection: Connection, catalogue: Catalogue
) -> None:
    with pytest.raises(SettingsError, match="front_door, early_help"):
        write_return(connection, make_context(focus="frontdoor"), catalogue, tmp_path / "return")
    assert not (tmp_path / "return").exists()


def test_the_measures_sheet_says_which_signal_the_months_give(path: Path) -> None:
    found = lines(path, "Measures", "Measure")
    assert found["Assessments on time"]["Trend (SPC)"] == "Concern: a point outside the limits (2026-09)"
    assert found["Contacts received"]["Trend (SPC)"] == "Not enough data for trend"
    assert found["Re-referrals within 12 months"]["Against England"] == "Different from England"
    assert found["Contacts received"]["Against England"] == "–"
    assert found["Highest caseload"]["Target set by"] == "local default"


@pytest.mark.parametrize(("focus", "bars", "by_month"), [("", 0, 1), ("assessment", 8, 0), ("assessment_too", 7, 1)])
def test_the_focus_is_drawn_by_month_with_limits_and_the_rest_as_bars_of_quarters(
    tmp_path: Path,
    connection: Connection,
    catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
    focus: str,
    bars: int,
    by_month: int,
) -> None:
    listed = {"": (), "assessment": ("nothing_here",), "assessment_too": ("assessments_on_time",)}[focus]
    monkeypatch.setattr(monitoring, "focus_measures", lambda area: listed)
    monitoring.write(connection, make_context(), catalogue, tmp_path / "focus.xlsx")
    with ZipFile(tmp_path / "focus.xlsx") as parts:
        drawn = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert sum("<barChart>" in chart for chart in drawn) == bars
    assert sum("(by month): concern" in chart for chart in drawn) == by_month


def test_a_measure_whose_rows_are_never_added_up_says_what_each_comes_to(
    connection: Connection, context: ReturnContext, catalogue: Catalogue
) -> None:
    by_row = replace(catalogue.measures["contacts_received"], whole=False, unit="percent")
    connection.execute("delete from measure_values where measure = 'contacts_received'")
    for group, value in (("Neglect", 34.25), ("Missing", 2.0)):
        connection.execute(
            "insert into measure_values values ('887', 'contacts_received', 'Contacts', $q, 'quarter', $s, $e, "
            "'factor_group', $g, 1, 2, $v, 'percent', null, null, 'ok', null, 0, null)",
            {"q": QUARTER.label, "s": QUARTER.start, "e": QUARTER.end, "g": group, "v": value},
        )
    changed = replace(catalogue, measures={**catalogue.measures, by_row.id: by_row})
    figure = next(f for f in read_figures(connection, context, changed) if f.measure.id == by_row.id)
    assert words.result("percent", figure.now) == "By row"
    assert words.why_not(figure.now) == "By row: Missing 2.0%; Neglect 34.3%."
