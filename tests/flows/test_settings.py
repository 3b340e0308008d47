"""Settings: the file, then the environment; what is not understood is refused."""

from pathlib import Path

import pytest

from flows.identity import settings_hash
from flows.refresh import rules_in_force
from flows.settings import load_mappings, load_settings
from flows.workspace import Workspace
from warehouse.errors import SettingsError
from warehouse.schema import load_schema

ONE = '[[authorities]]\ncode = "887"\nname = "Medway"\n'


def _workspace(folder: Path, text: str) -> Workspace:
    (folder / "quarterlight.toml").write_text(text)
    return Workspace(folder)


def test_the_shipped_template_is_valid(tmp_path: Path) -> None:
    from flows.commands.start import make_workspace

    place = make_workspace(tmp_path / "w", "887", "Medway", "extracts")
    assert load_settings(place).authority(None).code == "887"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTERLIGHT_SCHEDULE__NIGHTLY", "30 3 * * *")
    assert load_settings(_workspace(tmp_path, ONE)).schedule.nightly == "30 3 * * *"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "authorities"),
        ("[[authorities]]\ncode = 'Medway'\n", "code"),
        (ONE + "sauce = 'x'\n", "sauce"),
        (ONE + ONE, "twice"),
        ("authorities = ", "not valid TOML"),
    ],
)
def test_a_fault_names_the_setting(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        load_settings(_workspace(tmp_path, text))


def test_a_misspelt_variable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTERLIGHT_SHEDULE", "x")
    with pytest.raises(SettingsError, match="QUARTERLIGHT_SHEDULE"):
        load_settings(_workspace(tmp_path, ONE))


def test_no_workspace_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="quarterlight init"):
        load_settings(Workspace(tmp_path))


def test_one_authority_needs_no_code_and_several_do(tmp_path: Path) -> None:
    both = load_settings(_workspace(tmp_path, ONE + '[[authorities]]\ncode = "886"\n'))
    assert both.authority("886").code == "886"
    with pytest.raises(SettingsError, match="887, 886"):
        both.authority(None)
    with pytest.raises(SettingsError, match="not configured"):
        both.authority("201")


def test_mappings_are_read_by_code_set(tmp_path: Path) -> None:
    (tmp_path / "sex.csv").write_text("raw,code\nBoy,M\nGirl,F\n")
    assert load_mappings(tmp_path) == {"sex": {"Boy": "M", "Girl": "F"}}


def test_a_mapping_without_its_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sex.csv").write_text("from,to\nBoy,M\n")
    with pytest.raises(SettingsError, match=r"mappings/sex\.csv"):
        load_mappings(tmp_path)


def test_targets_change_the_hash_of_the_settings_and_not_that_of_the_history() -> None:
    plain = settings_hash({}, {"case_worker_role": ("CW",)})
    assert settings_hash({}, {"case_worker_role": ("CW",)}, {}) == plain
    assert settings_hash({}, {"case_worker_role": ("CW",)}, {"targets.csv": "aa"}) != plain


def test_neighbours_are_kept_as_codes_in_capitals(tmp_path: Path) -> None:
    place = _workspace(tmp_path, ONE + '[comparisons]\nregion = "South East"\nstatistical_neighbours = ["e06000023"]\n')
    assert load_settings(place).comparisons.statistical_neighbours == ("E06000023",)


def test_the_gate_is_written_as_checks_and_measures_read_it(tmp_path: Path) -> None:
    text = ONE + '[gate]\ntrust_amber_percent = 0.50\n[gate.severity]\n"ssd_contacts.rows.changed" = "major"\n'
    gate = load_settings(_workspace(tmp_path, text)).reference()
    assert (gate["trust_amber_percent"], gate["trust_red_percent"]) == (("0.5",), ("5",))
    assert (gate["rows_may_change_percent"], gate["rows_always_may_change_by"]) == (("20",), ("50",))
    assert (gate["late_event_days"], gate["caseload_most"]) == (("90",), ("60",))
    assert (gate["critical_findings_allowed"], "major_findings_allowed" in gate) == (("0",), False)
    assert gate["severity"] == ("ssd_contacts.rows.changed|major",)


def test_what_the_gate_allows_changes_the_hash_of_the_settings(tmp_path: Path) -> None:
    plain = load_settings(_workspace(tmp_path, ONE)).reference()
    for line in ("trust_red_percent = 6", "critical_findings_allowed = 1", "major_findings_allowed = 5"):
        other = load_settings(_workspace(tmp_path, f"{ONE}[gate]\n{line}\n")).reference()
        assert settings_hash({}, other) != settings_hash({}, plain), line
    same = load_settings(_workspace(tmp_path, f"{ONE}[gate]\ntrust_red_percent = 5.0\nmajor_findings_allowed = ''\n"))
    assert settings_hash({}, same.reference()) == settings_hash({}, plain)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("critical_findings_allowed = -1", "critical_findings_allowed"),
        ("trust_amber_percent = 6", "trust_amber_percent must not be above"),
        ("severity = { 'ssd_contacts.rows.changed' = 'bad' }", "gate.severity"),
        ("severity = { 'ssd_contact.rows.changed' = 'major' }", "Did you mean ssd_contacts.rows.changed"),
        ("severity = { 'no' = 'major' }", "there is no rule no"),
    ],
)
def test_a_fault_of_the_gate_names_the_setting(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        load_settings(_workspace(tmp_path, f"{ONE}[gate]\n{line}\n"))


def test_a_severity_of_the_authoritys_own_stands_in_the_rules_that_are_run() -> None:
    severities = {
        rule.id: rule.severity for rule in rules_in_force(load_schema(), {"ssd_contacts.rows.changed": "major"})
    }
    assert severities["ssd_contacts.rows.changed"] == "major"
    assert severities["ssd_person.rows.changed"] == "critical"
