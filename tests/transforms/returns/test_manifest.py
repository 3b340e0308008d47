"""The manifest names what went in and what came out by hash; the tables of a return are whole, sorted and private."""

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from tests.support.small_return import make_context
from transforms.comparisons import Comparisons
from transforms.returns import package
from transforms.returns.context import ReturnContext
from transforms.returns.manifest import Input, outputs, write_manifest

INPUTS = [
    Input("2026-10-05-aa", "b.csv", "ssd_person", "22", 20, 2, "2024-01-01", "2026-09-30"),
    Input("2026-07-05-bb", "a.csv", None, "11", 10, 1),
]


def folder_with(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / name.replace("_", ".")).write_text(text)
    return path


def test_names_every_file_but_itself_with_its_hash_in_order(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "return", b_csv="two", a_csv="one")
    (folder / "validation").mkdir()
    (folder / "validation" / "index.html").write_text("page")
    write_manifest(folder, make_context(), INPUTS, [], [], {}, "ff")
    listed = json.loads((folder / "manifest.json").read_text())["outputs"]
    assert [entry["file"] for entry in listed] == ["a.csv", "b.csv", "validation/index.html"]
    assert listed[0] == {"bytes": 3, "file": "a.csv", "sha256": hashlib.sha256(b"one").hexdigest()}
    assert outputs(folder) == listed


def test_says_from_what_it_was_made(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "return")
    path = write_manifest(folder, make_context("two findings stand"), INPUTS, [], [], {"measures": 9}, "ff")
    said = json.loads(path.read_text())
    assert said["load_ids"] == ["2026-07-05-bb", "2026-10-05-0123456789ab", "2026-10-05-aa"]
    assert (said["extracted_on"], said["known_at"]) == ("2026-10-05", "2026-10-05T00:00:00")
    assert (said["draft"], said["draft_reason"], said["settings_sha256"]) == (True, "two findings stand", "ff")
    assert said["settings_files"] == {}
    assert [entry["sha256"] for entry in said["inputs"]] == ["11", "22"]
    assert said["counts"] == {"measures": 9}


def test_the_manifest_holds_the_hashes_of_targets_and_published_figures(tmp_path: Path) -> None:
    context = replace(make_context(), comparisons=Comparisons(files={"targets.csv": "aa"}))
    path = write_manifest(folder_with(tmp_path / "1"), context, INPUTS, [], [], {}, "ff")
    assert json.loads(path.read_text())["settings_files"] == {"targets.csv": "aa"}


def test_is_the_same_whatever_the_order_it_was_told_in(tmp_path: Path) -> None:
    waivers = [{"rule": "b", "by": "x"}, {"rule": "a", "by": "y"}]
    one = write_manifest(folder_with(tmp_path / "1"), make_context(), INPUTS, waivers, [], {"b": 1, "a": 2}, "ff")
    two = write_manifest(
        folder_with(tmp_path / "2"), make_context(), INPUTS[::-1], waivers[::-1], [], {"a": 2, "b": 1}, "ff"
    )
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_mode & 0o777 == 0o600


def written(connection: duckdb.DuckDBPyConnection, context: ReturnContext, folder: Path) -> Path:
    folder.mkdir()
    package.write_tables(connection, context, folder)
    return folder


def test_measures_csv_has_the_promised_columns_unrounded_and_in_order(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, context: ReturnContext
) -> None:
    file = written(connection, context, tmp_path / "r") / "measures.csv"
    assert b"\r" not in file.read_bytes()
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    assert ",".join(rows[0]) == (
        "authority,measure,title,period,period_kind,period_start,period_end,breakdown,group,numerator,denominator,value,"
        "unit,lower,upper,status,reason,records_with_findings,known_at"
    )
    keys = [(r["measure"], r["period_kind"], r["period"], r["period_start"], r["breakdown"], r["group"]) for r in rows]
    assert keys == sorted(keys)
    row = next(r for r in rows if r["measure"] == "re_referrals_within_12_months" and r["period"] == "2026-27-Q2")
    assert (row["numerator"], row["denominator"], row["value"]) == ("49", "400", "12.25")
    assert (row["period_start"], row["period_end"], row["known_at"]) == (
        "2026-07-01",
        "2026-09-30",
        "2026-10-05T00:00:00",
    )
    empty = next(r for r in rows if r["status"] == "no_records")
    assert (empty["value"], empty["denominator"]) == ("", "0")


def test_records_parquet_and_findings_csv_have_the_promised_columns(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, context: ReturnContext
) -> None:
    folder = written(connection, context, tmp_path / "r")
    assert ",".join(pq.read_schema(folder / "records.parquet").names) == (
        "measure,period,period_start,period_end,table,record_id,person_id,at,numerator,value,excluded,team,worker,"
        "source_file,source_row"
    )
    findings = list(csv.reader((folder / "findings.csv").read_text(encoding="utf-8").splitlines()))
    assert ",".join(findings[0]) == (
        "rule,severity,table,record_id,person_id,column,value,message,team,worker,state,first_seen,source_file,source_row"
    )
    # Every finding, the fixed one too.
    assert len(findings) == 7


def test_tables_are_private_and_the_same_on_one_thread_and_on_four(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, context: ReturnContext
) -> None:
    connection.execute("set threads = 1")
    one = written(connection, context, tmp_path / "one")
    connection.execute("set threads = 4")
    four = written(connection, context, tmp_path / "four")
    for name in ("measures.csv", "records.parquet", "findings.csv"):
        assert (one / name).read_bytes() == (four / name).read_bytes()
        assert (one / name).stat().st_mode & 0o777 == 0o600


def test_inputs_are_the_files_of_every_load_known_at_the_time_and_of_none_after(
    connection: duckdb.DuckDBPyConnection, context: ReturnContext
) -> None:
    found = package.read_inputs(connection, context)
    assert [each.load_id for each in found] == ["2026-07-05-ba9876543210", "2026-10-05-0123456789ab"]
