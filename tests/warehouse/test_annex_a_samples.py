"""Two real Annex A workbooks that nobody here wrote: every cell lands as another reader sees it, and no row is lost."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from warehouse.casting import cast_load
from warehouse.database import create_database
from warehouse.landing import Landed, land, read_intake
from warehouse.schema import load_schema
from warehouse.sources import open_source

pytestmark = pytest.mark.shared

SCHEMA = load_schema()
SHARED = Path(os.environ.get("QUARTERLIGHT_SHARED", Path(__file__).parents[3] / "shared")) / "data"
SAMPLES = ("annex_a_sample_2024.xlsx", "annex_a_sample_older_layout.xlsx")


def sample(name: str) -> Path:
    if not (SHARED / name).is_file():
        pytest.skip(f"{name} is not on this machine: set QUARTERLIGHT_SHARED to the folder above data/")
    return SHARED / name


@pytest.fixture(scope="module", params=SAMPLES)
def landed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Landed:
    delivery = open_source(str(sample(request.param)), SCHEMA)
    return land(delivery, tmp_path_factory.mktemp("landing"), "887", datetime(2021, 3, 16), True)


@pytest.fixture(scope="module")
def staged(landed: Landed) -> Iterator[duckdb.DuckDBPyConnection]:
    from warehouse.sources.annex_a_mapping import derive

    with duckdb.connect() as connection:
        create_database(connection, SCHEMA, "887", "Medway", "E06000035", {})
        cast_load(connection, landed.folder, SCHEMA, {})
        derive(connection, SCHEMA)
        yield connection


def as_text(value: object) -> str | None:
    """A cell as openpyxl gives it, in the words of landing."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def test_every_cell_lands_as_another_reader_sees_it(landed):
    book = load_workbook(sample(landed.files[0].file.partition("#")[0]), data_only=True)
    rows = 0
    for file in landed.files:
        sheet = book[file.file.partition("#")[2]]
        table = pq.ParquetFile(landed.folder / f"{file.table}.parquet").read().drop(["source_file", "source_row"])
        seen = [[as_text(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert [list(row.values()) for row in table.to_pylist()] == seen
        rows += len(seen)
    assert rows == landed.rows == 59


def test_only_the_four_columns_of_list_9_that_are_absent_are_named(landed):
    absent = [(n["table"], n["column"]) for n in read_intake(landed.folder) if n["kind"] == "column_absent"]
    older = ("uasc_or_former_uasc", "allocated_personal_adviser", "pathway_plan_review_date", "latest_contact_date")
    is_older = "older" in landed.files[0].file
    assert absent == ([("annex_a_list_9", name) for name in older] if is_older else [])
    assert not {"column_unknown", "table_absent", "table_unknown"} & {n["kind"] for n in read_intake(landed.folder)}


def test_every_list_row_and_every_id_reaches_an_ssd_table(staged):
    lists = " union all ".join(
        f"select source_file, source_row, record_id from staging.{table.name}" for table in SCHEMA.annex_a_lists()
    )
    names = staged.execute("select table_name from duckdb_tables() where schema_name = 'staging'").fetchall()
    made = " union all ".join(
        f"select source_file, source_row, coalesce(person_id, record_id) from staging.{name}"
        for (name,) in names
        if name.startswith(("ssd_", "sup_")) and name not in ("ssd_professionals", "ssd_department")
    )
    assert staged.execute(f"select count(*) from ({lists})").fetchall() == [(59,)]
    assert staged.execute(f"({lists}) except ({made})").fetchall() == []


def test_faults_stay_where_rules_can_find_them(staged):
    errors = "select count(*) from staging.cast_failures where kind = 'error_value' and value = '#N/A'"
    assert staged.execute(errors).fetchall() == [(10,)]
    postcodes = "select count(*) from staging.ssd_cla_placement where clap_cla_placement_postcode = 'nope'"
    assert staged.execute(postcodes).fetchall() == [(1,)]
    births = "select count(*) from staging.ssd_person where pers_dob is null"
    assert staged.execute(births).fetchall() == [(1,)]
