"""The whole way, from extracts to a return, on a small invented council, as its users run it."""

import csv
import hashlib
import shutil
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.support.council import QUARTER, Answer, council, run
from transforms.catalogue import load_catalogue

pytestmark = [pytest.mark.flows]

FILES = {
    "annex-a.xlsx",
    "monitoring-return.xlsx",
    "board-pack.xlsx",
    "data-quality-actions.xlsx",
    "measures.csv",
    "records.parquet",
    "findings.csv",
    "manifest.json",
    "validation/index.html",
}


@pytest.fixture(scope="module")
def refresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer]:
    """A workspace that was refreshed once, and what the command answered."""
    folder = council(tmp_path_factory.mktemp("council") / "w")
    answer = run("refresh", "--workspace", folder, "--json")
    assert answer.status == 0, answer.err
    return folder, answer


@pytest.fixture(scope="module")
def refreshed(refresh: tuple[Path, Answer]) -> Path:
    return refresh[0]


@pytest.fixture(scope="module")
def returned(refreshed: Path) -> Path:
    """The same workspace with the return of a quarter; read only."""
    answer = run("return", QUARTER, "--workspace", refreshed)
    assert answer.status == 0, answer.err
    return refreshed / "returns" / "887" / QUARTER


def _hashes(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def _values(folder: Path) -> list[dict[str, str]]:
    with (folder / "measures.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_a_clean_council_raises_no_critical_or_major_finding(refresh: tuple[Path, Answer]) -> None:
    findings = refresh[1].json["findings"]
    assert (findings.get("critical", 0), findings.get("major", 0)) == (0, 0)
    assert refresh[1].json["rules_not_run"] == 0


def test_the_same_content_again_makes_no_new_load(refreshed: Path) -> None:
    again = run("refresh", "--workspace", refreshed, "--json").json
    assert again["new_load"] is False
    assert len([p for p in (refreshed / "landing" / "887").iterdir() if p.is_dir()]) == 1


def test_the_return_folder_holds_every_file(returned: Path) -> None:
    files = set(_hashes(returned))
    pages = {name for name in files if name.startswith("validation/rules/")}
    assert files - pages == FILES
    assert "validation/rules/index.html" in pages


def test_files_with_records_are_private(returned: Path) -> None:
    open_to_others = [p.name for p in returned.rglob("*") if p.is_file() and p.stat().st_mode & 0o077]
    assert open_to_others == []


def test_every_measure_has_a_value_for_the_quarter(returned: Path) -> None:
    values = [r for r in _values(returned) if r["period"] == QUARTER]
    assert len({r["measure"] for r in values}) == 131
    # Of so small a council a few events, such as adoptions, did not happen at all.
    assert len({r["measure"] for r in values if r["status"] == "ok"}) > 115
    counts_alone = {r["measure"] for r in values if r["status"] == "not_available" and r["breakdown"] == "all"}
    assert counts_alone == {"referral_rate", "section_47_rate"}, "a rate of a quarter alone is a count"


def test_values_recount_from_the_records(returned: Path) -> None:
    records = pq.read_table(returned / "records.parquet").to_pylist()
    counted: dict[tuple[str, str, str], list[Decimal]] = {}
    for record in records:
        if record["excluded"]:
            continue
        key = (record["measure"], record["period"], str(record["period_start"]))
        parts = counted.setdefault(key, [Decimal(0), Decimal(0)])
        parts[0] += record["numerator"] or 0
        parts[1] += 1 if record["value"] is None else record["value"]
    wrong = []
    for row in _values(returned):
        if (
            row["breakdown"] != "all"
            or row["unit"] != "percent"
            or row["status"] != "ok"
            or row["period_kind"] != "quarter"
        ):
            continue
        parts = counted.get((row["measure"], row["period"], row["period_start"]), [Decimal(0), Decimal(0)])
        if (Decimal(row["numerator"]), Decimal(row["denominator"])) != (parts[0], parts[1]):
            wrong.append((row["measure"], row["period"]))
    assert wrong == []


def test_two_runs_on_the_same_input_give_the_same_bytes(refreshed: Path, returned: Path, tmp_path: Path) -> None:
    other = tmp_path / "w"
    other.mkdir()
    shutil.copytree(refreshed / "extracts", other / "extracts")
    shutil.copy(refreshed / "quarterlight.toml", other)
    assert run("refresh", "--workspace", other).status == 0
    assert run("return", QUARTER, "--workspace", other).status == 0
    assert _hashes(other / "returns" / "887" / QUARTER) == _hashes(returned)


def test_verify_holds_and_finds_one_changed_byte_in_any_file_of_a_return(returned: Path) -> None:
    workspace = returned.parent.parent.parent
    assert run("verify", "--workspace", workspace).status == 0
    missed = []
    for file in sorted(p for p in returned.rglob("*") if p.is_file()):
        data = file.read_bytes()
        changed = bytearray(data)
        changed[len(changed) // 2] ^= 1
        file.write_bytes(bytes(changed))
        if run("verify", "--workspace", workspace).status != 5:
            missed.append(file.name)
        if file.name != "manifest.json" and run("verify", returned).status != 5:
            missed.append(f"{file.name} (folder)")
        file.write_bytes(data)
    assert missed == []


def test_explain_lists_the_records_behind_a_number(returned: Path) -> None:
    workspace = returned.parent.parent.parent
    answer = run("explain", "icpc_within_15_working_days", QUARTER, "--workspace", workspace, "--json").json
    value = next(
        r
        for r in _values(returned)
        if (r["measure"], r["period"], r["breakdown"]) == ("icpc_within_15_working_days", QUARTER, "all")
    )
    counted = [r for r in answer["records"] if not r["excluded"]]
    assert len(counted) == int(value["denominator"])
    assert all(r["source_file"] and r["source_row"] for r in answer["records"])
    assert answer["data_quality"].startswith(f"green: 0 of {len(counted):,} records")


def test_query_reads_and_cannot_write_or_leave_the_warehouse(refreshed: Path) -> None:
    answer = run("query", "select count(*) as n from ssd.contacts", "--workspace", refreshed, "--json").json
    assert answer["rows"][0][0] > 0
    for sql in (
        "delete from ssd.contacts",
        "copy (select 1) to '/tmp/x.csv'",
        "select * from read_text('/etc/hostname')",
        "selec",
    ):
        assert run("query", sql, "--workspace", refreshed).status == 2


def test_query_runs_the_file_of_a_measure_as_it_stands(refreshed: Path) -> None:
    measure = load_catalogue().measure("children_in_need_rate")
    answer = run("query", measure.sql, "--workspace", refreshed, "--json").json
    # 2026-10-05 lies in the third quarter of 2026-27, so the last closed one ended with September.
    ends = sorted({row[answer["columns"].index("at")] for row in answer["rows"]})
    assert (ends[0], ends[-1], len(ends)) == ("2024-09-30", "2026-09-30", 9)
    counted = [row for row in answer["rows"] if row[2] == ends[-1] and row[3] is None]
    shown = run("explain", measure.id, "2026-27-Q2", "--workspace", refreshed, "--json").json
    assert len(counted) == shown["counts"]["numerator"] > 0


def test_all_that_a_run_leaves_is_its_owners_alone(refreshed: Path, returned: Path) -> None:
    assert returned.is_relative_to(refreshed)
    open_to_others = [path for path in (refreshed, *refreshed.rglob("*")) if path.stat().st_mode & 0o077]
    assert [path.relative_to(refreshed).as_posix() for path in open_to_others] == []


def test_query_takes_a_statement_that_begins_with_a_comment(refreshed: Path) -> None:
    answer = run("query", "-- how many = all\nselect 1 as one", "--workspace", refreshed, "--json")
    assert answer.json["rows"] == [[1]]
    assert run("query", "select 1", "--no-such-option", "--workspace", refreshed).status == 2


def test_query_names_a_building_block_that_there_is_not(refreshed: Path) -> None:
    answer = run("query", "select * from prepare.nothing_such", "--workspace", refreshed)
    assert answer.status == 2
    assert "there is no prepare.nothing_such" in answer.err


def test_a_quarter_that_has_not_begun_is_refused(refreshed: Path) -> None:
    answer = run("return", "2027-28-Q1", "--workspace", refreshed)
    assert answer.status == 2
    assert "begins on" in answer.err


def test_errors_are_one_line_without_a_traceback(tmp_path: Path) -> None:
    answer = run("refresh", "--workspace", tmp_path)
    assert (answer.status, answer.out) == (2, "")
    assert "Traceback" not in answer.err
    assert "quarterlight init" in answer.err
