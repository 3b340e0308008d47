"""An invented council without faults has every table, as the schema says it must be."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.csv
import pytest

from tests.warehouse.synthetic_council import EXTRACTED_ON, count, make, schema, typed
from warehouse.spellings import is_open

# Required only where another column says so.
CONDITIONAL = {"icpc_cp_plan_id"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("schema") / "council", children=10_000)


@pytest.fixture(scope="module")
def council(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    con = typed(folder)
    yield con
    con.close()


def test_every_table_has_the_columns_of_the_schema_in_order_and_rows(folder: Path) -> None:
    for table in schema().history_tables():
        read = pyarrow.csv.read_csv(folder / f"{table.name}.csv")
        assert read.column_names == [field.name for field in table.fields], table.name
        assert read.num_rows > 0, table.name


def test_required_columns_are_filled(council: duckdb.DuckDBPyConnection) -> None:
    blank = [
        (table.name, field.name)
        for table in schema().history_tables()
        for field in table.fields
        if field.required and field.name not in CONDITIONAL
        if count(council, f"select 1 from {table.name} where {field.name} is null")
    ]
    assert blank == []


def test_no_key_repeats(council: duckdb.DuckDBPyConnection) -> None:
    repeated = [
        table.name
        for table in schema().history_tables()
        if count(council, f"select 1 from {table.name} group by {', '.join(table.unique)} having count(*) > 1")
    ]
    assert repeated == []


def test_every_code_is_of_its_list(council: duckdb.DuckDBPyConnection) -> None:
    unknown = {}
    for table in schema().history_tables():
        for field in table.fields:
            codes = schema().code_sets.get(field.code_set or "")
            if codes is None or field.type == "json" or is_open(codes):
                continue
            used = {
                str(row[0]) for row in council.execute(f"select distinct {field.name} from {table.name}").fetchall()
            }
            known = {code.code for code in codes.codes} | {"None", "True"}
            if used - known:
                unknown[f"{table.name}.{field.name}"] = used - known
    assert unknown == {}


def test_every_reference_resolves(council: duckdb.DuckDBPyConnection) -> None:
    orphans = [
        f"{table.name}.{field.name}"
        for table in schema().history_tables()
        for field in table.fields
        if field.references
        if count(
            council,
            f"select 1 from {table.name} where {field.name} is not null"
            f" and {field.name} not in (select {field.references[1]} from {field.references[0]})",
        )
    ]
    assert orphans == []


def test_json_is_well_formed(council: duckdb.DuckDBPyConnection) -> None:
    for table in schema().history_tables():
        for field in table.fields:
            if field.type == "json":
                for (text,) in council.execute(f"select distinct {field.name} from {table.name}").fetchall():
                    assert text is None or json.loads(text) is not None


def test_the_manifest_says_when_the_extracts_were_taken(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["extracted_on"] == EXTRACTED_ON.isoformat()
    assert manifest["seed"] == 3
    assert manifest["covers_from"]["ssd_contacts"] <= manifest["covers_from"]["sup_supervision"]
    assert manifest["covers_from"]["ssd_cin_episodes"] < manifest["covers_from"]["ssd_contacts"]
    assert "ssd_cp_plans" not in manifest["covers_from"], "plans and care are whole, however far back they go"


def test_records_are_for_their_owner_only(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
