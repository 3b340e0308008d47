"""`measures --check`: every fault of a measure file is named, in the order in which an analyst would meet it."""

from dataclasses import replace

import duckdb
import pytest

from tests.support.given import QUARTER, empty_warehouse
from tests.transforms.engine_cases import CONTACTS, measure_file, write_catalogue
from transforms.catalogue import load_catalogue
from transforms.check import Fault, faulty_files, faulty_headers, faulty_runs
from warehouse.calendar import Quarter

GOOD = measure_file(
    CONTACTS.replace("cont_contact_source_code as source_group", "'x' as source_group"),
    needs="ssd.contacts.cont_contact_id, ssd.contacts.cont_person_id, ssd.contacts.cont_contact_date",
)


def no_rows() -> duckdb.DuckDBPyConnection:
    """A warehouse of its own: the check spends its connection."""
    con = empty_warehouse()
    con.execute(
        "set variable extracted_on = date '2026-01-12'; set variable known_at = timestamp '2026-01-12'; "
        "set variable load_id = 'load'"
    )
    return con


def test_every_shipped_file_is_fit_to_be_counted_with() -> None:
    assert faulty_headers() == []
    assert faulty_files(load_catalogue()) == []


def test_every_header_that_cannot_be_used_is_named_at_once(tmp_path) -> None:
    write_catalogue(tmp_path, {"good": GOOD})
    folder = tmp_path / "measures" / "tests"
    (folder / "one.sql").write_text(GOOD.replace("unit: count", "unit: furlongs"), encoding="utf-8")
    (folder / "two.sql").write_text("select 1", encoding="utf-8")
    (tmp_path / "measures" / "other").mkdir()
    (tmp_path / "measures" / "other" / "good.sql").write_text(GOOD, encoding="utf-8")
    (tmp_path / "prepare" / "three.sql").write_text("/* prepare\nsays: half a header\n*/ select 1", encoding="utf-8")
    faults = {fault.path: fault.says for fault in faulty_headers(tmp_path)}
    assert set(faults) == {
        "measures/tests/one.sql",
        "measures/tests/two.sql",
        "measures/tests/good.sql",
        "prepare/three.sql",
    }
    assert faults["measures/tests/one.sql"].startswith("`unit` must be one of")
    assert "same name" in faults["measures/tests/good.sql"]
    assert "`grain`" in faults["prepare/three.sql"]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("selec 1", "cannot read it"),
        ("select 1; drop table x", "one SELECT"),
        ("delete from x", "one SELECT"),
        ("select 1" + "\n" * 60 + "from x", "61 lines"),
    ],
)
def test_a_file_that_is_no_short_single_select_is_named(sql: str, says: str) -> None:
    catalogue = load_catalogue()
    measure = catalogue.measures["contacts_received"]
    broken = replace(catalogue, measures={measure.id: replace(measure, sql=sql)}, prepare={})
    (fault,) = faulty_files(broken)
    assert fault.path == measure.path
    assert says in fault.says


def test_a_measure_without_an_example_or_with_a_broken_one_is_named(tmp_path) -> None:
    catalogue = write_catalogue(tmp_path, {"good": GOOD})
    (fault,) = faulty_files(catalogue, tmp_path)
    assert "no worked example: write" in fault.says
    (tmp_path / "good.yaml").write_text("says: nothing else", encoding="utf-8")
    (fault,) = faulty_files(catalogue, tmp_path)
    assert "good.yaml: the example must hold" in fault.says


def test_a_query_that_does_not_run_or_reads_what_its_header_does_not_name_is_named(tmp_path) -> None:
    wrong = GOOD.replace("'x' as source_group", "cont_contact_source_code as source_group")
    short = measure_file(CONTACTS, unit="percent")
    entries = {
        "good": GOOD,
        "reads_more": wrong,
        "lacks": short,
        "reads_less": GOOD.replace("cont_contact_id as", "'c' as"),
    }
    faults = faulty_runs(no_rows(), write_catalogue(tmp_path, entries), Quarter.parse(QUARTER))
    says = {fault.path.rpartition("/")[2]: fault.says for fault in faults}
    assert set(says) == {"reads_more.sql", "lacks.sql", "reads_less.sql"}
    assert says["reads_more.sql"].startswith("reads ssd.contacts.cont_contact_source_code")
    assert "does not return numerator" in says["lacks.sql"]
    assert says["reads_less.sql"].startswith("does not read ssd.contacts.cont_contact_id")
    assert all(isinstance(fault, Fault) for fault in faults)
