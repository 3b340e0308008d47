"""Faults are really in the files, each is listed once, and the rest of the council is untouched."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.synthetic_council import make, schema

Rows = dict[str, list[dict[str, str]]]


def _read(folder: Path) -> Rows:
    return {
        path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for path in sorted(folder.glob("*.csv"))
    }


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    return _read(make(tmp_path_factory.mktemp("clean") / "council"))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    return _read(make(tmp_path_factory.mktemp("broken") / "council", faults=0.05))


@pytest.fixture(scope="module")
def badly_broken(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """With so many faults every kind that the tests below look at has its turn."""
    return _read(make(tmp_path_factory.mktemp("badly") / "council", children=4_000, faults=0.2))


def _key(table: str, row: dict[str, str]) -> str:
    return "|".join(row[name] for name in schema().tables[table].key)


def _faults(rows: Rows, ending: str) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Faults of rules with this ending, each with its record."""
    found = []
    for fault in rows["faults"]:
        if fault["rule"].endswith(ending):
            records = [row for row in rows[fault["table"]] if _key(fault["table"], row) == fault["record_id"]]
            found += [(fault, record) for record in records]
    assert found, ending
    return found


def test_a_council_without_faults_lists_none(clean: Rows) -> None:
    assert "faults" not in clean


def test_the_share_of_broken_records_is_what_was_asked_for(broken: Rows) -> None:
    records = sum(len(rows) for table, rows in broken.items() if table != "faults")
    assert 0.04 < len(broken["faults"]) / records <= 0.055


def test_what_differs_from_the_clean_council_is_listed_and_nothing_else(clean: Rows, broken: Rows) -> None:
    differing: Counter[str] = Counter()
    for table, rows in clean.items():
        differing[table] = sum(one != other for one, other in zip(rows, broken[table], strict=True))
    listed = Counter(fault["table"] for fault in broken["faults"])
    assert differing == Counter({table: listed[table] for table in clean})


def test_each_record_is_listed_once(broken: Rows) -> None:
    listed = Counter((fault["table"], fault["record_id"]) for fault in broken["faults"])
    assert max(listed.values()) == 1


def test_a_required_blank_is_blank(broken: Rows) -> None:
    assert {record[fault["column"]] for fault, record in _faults(broken, ".required")} == {""}


def test_a_wrong_type_does_not_read_as_a_date(broken: Rows) -> None:
    for fault, record in _faults(broken, ".type"):
        if schema().tables[fault["table"]].field(fault["column"]).type == "date":
            with pytest.raises(ValueError, match=r"."):
                date.fromisoformat(record[fault["column"]])


def test_an_unknown_code_is_in_no_list(broken: Rows) -> None:
    for fault, record in _faults(broken, ".code"):
        codes = schema().code_sets[schema().tables[fault["table"]].field(fault["column"]).code_set or ""]
        assert record[fault["column"]] not in {code.code for code in codes.codes}


def test_an_orphan_names_a_record_that_does_not_exist(broken: Rows) -> None:
    for fault, record in _faults(broken, ".reference"):
        references = schema().tables[fault["table"]].field(fault["column"]).references
        assert references is not None
        table, column = references
        assert record[fault["column"]] not in {row[column] for row in broken[table]}


def test_an_end_before_its_start_really_is(broken: Rows) -> None:
    for fault, record in _faults(broken, ".before_start"):
        table = schema().tables[fault["table"]]
        assert record[table.end or ""] < record[table.start or ""][:10]


def test_a_future_date_is_after_the_extraction(broken: Rows) -> None:
    assert all(record[fault["column"]] > "2026-10-05" for fault, record in _faults(broken, ".future"))


def test_a_repeated_key_is_there_twice(broken: Rows) -> None:
    for fault, _ in _faults(broken, ".key.unique"):
        same = [row for row in broken[fault["table"]] if _key(fault["table"], row) == fault["record_id"]]
        assert len(same) == 2


def test_an_event_before_birth_really_is(badly_broken: Rows) -> None:
    born = {row["pers_person_id"]: row["pers_dob"] for row in badly_broken["ssd_person"]}
    for fault, record in _faults(badly_broken, ".before_birth"):
        table = schema().tables[fault["table"]]
        assert record[fault["column"]] < born[record[table.person or ""]]


def test_two_open_episodes_belong_to_one_child(badly_broken: Rows) -> None:
    for _, record in _faults(badly_broken, "cin_episodes.two_open"):
        still_open = [
            row
            for row in badly_broken["ssd_cin_episodes"]
            if row["cine_person_id"] == record["cine_person_id"] and not row["cine_close_date"]
        ]
        assert len(still_open) >= 2


def test_a_visit_outside_its_plan_is_before_the_plan(badly_broken: Rows) -> None:
    start = {row["cppl_cp_plan_id"]: row["cppl_cp_plan_start_date"] for row in badly_broken["ssd_cp_plans"]}
    for _, record in _faults(badly_broken, "cp_visits.outside_plan"):
        assert record["cppv_cp_visit_date"] < start[record["cppv_cp_plan_id"]]
