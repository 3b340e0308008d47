"""`benchmarks import`: what lands in benchmarks.csv, and that a refused file changes nothing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import cli
from flows.settings import load_settings
from flows.workspace import Workspace
from warehouse.errors import SettingsError

SETTINGS = '[[authorities]]\ncode = "887"\n[comparisons]\nregion = "South East"\nstatistical_neighbours = ["801"]\n'
PUBLISHED = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,referral_count,rereferral_percent\n"
    "2025,Reporting year,National,E92000001,England,,,,,,600000,22.6\n"
    "2025,Reporting year,Regional,E92000001,England,E12000008,South East,,,,90000,c\n"
    "2025,Reporting year,Local authority,E92000001,England,E12000009,South West,801,E06000023,Somewhere,4000,20\n"
)
HEADER = "measure,area,year,value,source\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "quarterlight.toml").write_text(SETTINGS)
    (tmp_path / "c1.csv").write_text(PUBLISHED, encoding="utf-8-sig")
    return tmp_path


def run(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["benchmarks", "import", *arguments, "--workspace", str(workspace), "--json"])


def test_figures_are_written_privately_and_said(workspace: Path) -> None:
    done = run(workspace, str(workspace / "c1.csv"))
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert [(row["area"], row["value"]) for row in said["figures"]] == [
        ("ENGLAND", 22.6),
        ("STATISTICAL_NEIGHBOURS", 20.0),
    ]
    assert said["remarks"] == ["re_referrals_within_12_months: REGION is not available in this file."]
    file = workspace / "benchmarks.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() == (
        HEADER + 're_referrals_within_12_months,ENGLAND,2025,22.6,"DfE, Children in need, c1.csv"\n'
        're_referrals_within_12_months,STATISTICAL_NEIGHBOURS,2025,20,"DfE, Children in need, c1.csv, mean of 1 of 1'
        ' councils"\n'
    )


def test_rows_of_the_same_measure_area_and_year_are_replaced_and_others_kept(workspace: Path) -> None:
    (workspace / "benchmarks.csv").write_text(
        HEADER + "re_referrals_within_12_months,ENGLAND,2025,1,old\nre_referrals_within_12_months,ENGLAND,2024,2,kept\n"
    )
    assert run(workspace, str(workspace / "c1.csv")).exit_code == 0
    text = (workspace / "benchmarks.csv").read_text()
    assert "old" not in text
    assert "ENGLAND,2024,2,kept\n" in text
    assert run(workspace, str(workspace / "c1.csv")).exit_code == 0
    assert (workspace / "benchmarks.csv").read_text() == text


def test_any_other_file_can_be_read_by_naming_measure_and_column(workspace: Path) -> None:
    done = run(
        workspace, str(workspace / "c1.csv"), "--measure", "contacts_that_became_referrals",
        "--indicator", "Rereferral_Percent", "--filter", "geographic_level=National",
    )  # fmt: skip
    assert [row["measure"] for row in json.loads(done.stdout)["figures"]] == ["contacts_that_became_referrals"]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["missing.csv"], 3, "cannot be read"),
        (["c1.csv", "--measure", "contacts_received"], 2, "together"),
        (["c1.csv", "--measure", "no_such", "--indicator", "x"], 2, "no measure"),
        (["c1.csv", "--measure", "contacts_received", "--indicator", "x"], 2, "no column answers"),
    ],
)
def test_what_cannot_be_imported_changes_nothing(workspace: Path, arguments: list[str], status: int, says: str) -> None:
    done = run(workspace, str(workspace / arguments[0]), *arguments[1:])
    assert (done.exit_code, says in done.output) == (status, True), done.output
    assert not (workspace / "benchmarks.csv").exists()


def test_neighbours_are_codes_of_councils(tmp_path: Path) -> None:
    (tmp_path / "quarterlight.toml").write_text(SETTINGS.replace('"801"', '"Bristol"'))
    with pytest.raises(SettingsError, match="statistical_neighbours"):
        load_settings(Workspace(tmp_path))
