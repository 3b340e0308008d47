"""Real Annex A workbooks that nobody here wrote: they load whole, faults are found, a return comes of them."""

import csv
import os
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from flows.commands.start import make_workspace
from tests.support.council import run

pytestmark = [pytest.mark.shared, pytest.mark.flows]

SHARED = Path(os.environ.get("QUARTERLIGHT_SHARED", Path(__file__).parents[3] / "shared")) / "data"
QUARTER = "2020-21-Q4"


def _sample(name: str) -> Path:
    file = SHARED / name
    if not file.is_file():
        pytest.skip(
            f"the sample workbook {name} is not on this machine: set QUARTERLIGHT_SHARED to the folder above data/"
        )
    return file


def _workspace(folder: Path, sample: Path) -> Path:
    place = make_workspace(folder, "887", "Medway", sample.name)
    shutil.copy(sample, place.root)
    answer = run("refresh", "--workspace", place.root, "--extracted-on", "2021-03-16")
    assert answer.status in (0, 1), answer.err
    return place.root


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _workspace(tmp_path_factory.mktemp("annex") / "w", _sample("annex_a_sample_2024.xlsx"))


@pytest.fixture(scope="module")
def findings(loaded: Path) -> list[dict[str, str]]:
    (file,) = (loaded / "findings" / "887").glob("*.csv")
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _rows(file: Path) -> list[tuple[str, int, tuple[object, ...]]]:
    book = load_workbook(file, data_only=True)
    return [
        (sheet.title, number, row)
        for sheet in book
        for number, row in enumerate(sheet.iter_rows(min_row=2, values_only=True), start=2)
        if any(cell is not None for cell in row)
    ]


def test_every_row_and_id_is_landed(loaded: Path) -> None:
    rows = _rows(_sample("annex_a_sample_2024.xlsx"))
    landed = run("query", "select sum(rows) from meta.files", "--workspace", loaded, "--json").json["rows"][0][0]
    assert (len(rows), int(landed)) == (59, 59)
    wanted = {str(row[0]) for title, _, row in rows if title != "List 11"}
    people = run("query", "select pers_person_id from ssd.person", "--workspace", loaded, "--json").json["rows"]
    assert {row[0] for row in people} == wanted


def test_every_error_cell_is_a_finding(findings: list[dict[str, str]]) -> None:
    errors = {
        (title, number)
        for title, number, row in _rows(_sample("annex_a_sample_2024.xlsx"))
        for cell in row
        if cell == "#N/A"
    }
    found = {(f["source_file"].partition("#")[2], int(f["source_row"])) for f in findings if f["value"] == "#N/A"}
    assert errors
    assert errors <= found
    cells = sum(cell == "#N/A" for _, _, row in _rows(_sample("annex_a_sample_2024.xlsx")) for cell in row)
    assert sum(f["value"] == "#N/A" for f in findings) >= cells


def test_the_blank_birth_date_and_the_bad_postcode_are_findings(findings: list[dict[str, str]]) -> None:
    assert any(f["record_id"] == "11973218" or f["person_id"] == "11973218" for f in findings if "birth" in f["rule"])
    assert any(f["value"] == "nope" for f in findings)


def test_children_whose_birth_date_differs_between_lists_are_found(findings: list[dict[str, str]]) -> None:
    seen: dict[str, set[object]] = {}
    for title, _, row in _rows(_sample("annex_a_sample_2024.xlsx")):
        if title != "List 11":
            birth = row[4 if title == "List 10" else 3]
            if birth:
                seen.setdefault(str(row[0]), set()).add(birth)
    wanted = {child for child, births in seen.items() if len(births) > 1}
    found = {f["person_id"] for f in findings if "differ" in f["rule"]}
    assert wanted
    assert wanted <= found


def test_stored_values_of_formula_cells_are_read(loaded: Path) -> None:
    sql = "select count(perm_placement_order_date), count(*) from ssd.permanence"
    with_date, rows = run("query", sql, "--workspace", loaded, "--json").json["rows"][0]
    expected = [row for title, _, row in _rows(_sample("annex_a_sample_2024.xlsx")) if title == "List 10"]
    assert (with_date, rows) == (sum(row[9] is not None for row in expected), len(expected))


def test_a_return_is_written_and_says_what_it_cannot_support(loaded: Path) -> None:
    answer = run("return", QUARTER, "--workspace", loaded, "--json")
    assert answer.status in (0, 1), answer.err
    with (loaded / "returns" / "887" / QUARTER / "measures.csv").open(encoding="utf-8", newline="") as handle:
        whole = {r["measure"]: r for r in csv.DictReader(handle) if r["breakdown"] == "all" and r["period"] == QUARTER}
    assert whole["average_caseload"]["status"] == "not_available"
    assert "sup_workforce" in whole["average_caseload"]["reason"]
    assert whole["average_caseload"]["value"] == ""
    assert whole["contacts_received"]["status"] == "ok"


def test_check_runs_the_checks_alone_and_finds_the_same(loaded: Path, findings: list[dict[str, str]]) -> None:
    answer = run("check", "--workspace", loaded, "--json")
    assert (answer.status, answer.json["new_load"]) == (0, False)
    assert sum(answer.json["findings"].values()) == len(findings)


def test_an_older_layout_loads_and_names_the_four_absent_columns(tmp_path: Path) -> None:
    folder = _workspace(tmp_path / "w", _sample("annex_a_sample_older_layout.xlsx"))
    sql = (
        "select column_name from meta.intake where kind = 'column_absent' and table_name = 'annex_a_list_9' order by 1"
    )
    absent = [row[0] for row in run("query", sql, "--workspace", folder, "--json").json["rows"]]
    assert absent == [
        "allocated_personal_adviser",
        "latest_contact_date",
        "pathway_plan_review_date",
        "uasc_or_former_uasc",
    ]
