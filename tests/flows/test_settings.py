"""Settings: the file, then the environment; what is not understood is refused."""

from pathlib import Path

import pytest

from flows.identity import settings_hash
from flows.settings import load_mappings, load_settings
from flows.workspace import Workspace
from warehouse.errors import SettingsError

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
