"""measures.csv, records.parquet and the records behind a number."""

import stat
from datetime import date, datetime
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from tests.transforms.engine_cases import CONTACTS, QUARTER, measure_file, run, warehouse, write_catalogue
from transforms.explain import explain
from transforms.export import COLUMNS, read_measures, write_measures, write_records
from warehouse.calendar import Month, Quarter
from warehouse.errors import SettingsError, SourceError

ROWS = """
    cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
    c3              | ann            | 2026-04-01        | 1A
    c1              | ann            | 2026-04-02        | 1A, or 1B
    c2              | ben            | 2026-06-30        |
    c4              | ben            | 2026-06-30        | 1A
"""
SHARE = f"""
    select *, (source_group = '1A')::int as numerator, case record_id when 'c4' then 'G2' end as excluded
    from ({CONTACTS})
"""


@pytest.fixture
def computed(tmp_path):
    measures = {
        "share": measure_file(SHARE, unit="percent", breakdowns="source_group"),
        "weight": measure_file(f"select *, 0.1 as numerator from ({CONTACTS})"),
    }
    catalogue = write_catalogue(tmp_path, measures)
    return catalogue, run(warehouse({"ssd_contacts": ROWS}), catalogue, months=1)


def test_measures_csv_is_sorted_plain_and_unrounded(computed, tmp_path):
    write_measures(computed[1], tmp_path / "measures.csv")
    lines = (tmp_path / "measures.csv").read_bytes().decode("utf-8").split("\n")
    assert lines[0] == (
        "authority,measure,title,period,period_kind,period_start,period_end,breakdown,group,"
        "numerator,denominator,value,unit,lower,upper,status,reason,records_with_findings,known_at"
    )
    known = "2026-07-06T00:00:00"
    month = "887,share,A measure for a test,2026-06,month,2026-06-01,2026-06-30"
    quarter = "887,share,A measure for a test,2026-27-Q1,quarter,2026-04-01,2026-06-30"
    assert lines[1] == f"{month},all,all,0,1,0,percent,0,79.34506882081973,ok,,0,{known}"
    assert [line.split(",percent")[0] for line in lines[3:7]] == [
        f"{quarter},all,all,1,3,33.333333333333336",
        f"{quarter},source_group,1A,1,1,100",
        f'{quarter},source_group,"1A, or 1B",0,1,0',
        f"{quarter},source_group,Not known,0,1,0",
    ]
    # Three tenths are exactly that: decimals are added as decimals.
    assert "2026-06,month,2026-06-01,2026-06-30,all,all,0.2,,0.2,count" in lines[7]
    assert "2026-27-Q1,quarter,2026-04-01,2026-06-30,all,all,0.4,,0.4,count,,,ok,,0," in lines[8]
    assert lines[9:] == [""]


def test_measures_csv_reads_back_as_written(computed, tmp_path):
    write_measures(computed[1], tmp_path / "measures.csv")
    values = read_measures(tmp_path / "measures.csv")
    stated = computed[1].execute("from measure_values").fetchall()
    assert [tuple(getattr(value, column) for column in COLUMNS) for value in values] == stated
    assert values[0].known_at == datetime(2026, 7, 6)
    assert values[0].period_start == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("known_at", "written"),
    [
        ("2026-07-06 14:30:00", "2026-07-06T14:30:00"),
        ("2026-07-06 00:00:00.000001", "2026-07-06T00:00:00.000001"),
        ("2026-07-06 00:00:00.100000", "2026-07-06T00:00:00.1"),
    ],
)
def test_the_time_of_knowledge_is_iso(computed, tmp_path, known_at, written):
    computed[1].execute(f"update measure_values set known_at = timestamp '{known_at}'")
    write_measures(computed[1], tmp_path / "measures.csv")
    assert (tmp_path / "measures.csv").read_text().splitlines()[1].endswith(f",{written}")
    assert str(read_measures(tmp_path / "measures.csv")[0].known_at).startswith(known_at[:19])


def test_a_file_with_other_columns_or_a_broken_row_is_named(tmp_path, computed):
    (tmp_path / "other.csv").write_text("a,b\n")
    with pytest.raises(SourceError, match=r"other\.csv: the first line"):
        read_measures(tmp_path / "other.csv")
    write_measures(computed[1], tmp_path / "measures.csv")
    whole = (tmp_path / "measures.csv").read_text()
    (tmp_path / "broken.csv").write_text(whole.replace("2026-04-01", "1 April", 1))
    with pytest.raises(SourceError, match=r"broken\.csv, line 4: not a row"):
        read_measures(tmp_path / "broken.csv")
    (tmp_path / "short.csv").write_text(whole.replace(",ok", "", 1))
    with pytest.raises(SourceError, match=r"short\.csv, line 2: not a row"):
        read_measures(tmp_path / "short.csv")


def test_records_parquet_has_the_promised_columns_in_a_fixed_order(computed, tmp_path):
    write_records(computed[1], tmp_path / "records.parquet")
    table = pq.read_table(tmp_path / "records.parquet")
    assert table.column_names == [
        *("measure", "period", "period_start", "period_end", "table", "record_id", "person_id", "at"),
        *("numerator", "value", "excluded", "team", "worker", "source_file", "source_row"),
    ]
    rows = [row for row in table.to_pylist() if row["measure"] == "share" and row["period"] == "2026-27-Q1"]
    assert [(row["record_id"], row["numerator"], row["excluded"], row["source_row"]) for row in rows] == [
        ("c1", Decimal(0), None, 3),
        ("c2", Decimal(0), None, 4),
        ("c3", Decimal(1), None, 2),
        ("c4", Decimal(1), "G2", 5),
    ]


def test_both_files_are_the_same_bytes_whatever_the_order_of_the_rows(computed, tmp_path):
    catalogue, con = computed
    head, *rows = [line for line in ROWS.splitlines() if line.strip()]
    for name, lines in (("one", rows), ("two", rows)):
        con = run(warehouse({"ssd_contacts": "\n".join((head, *lines))}), catalogue, months=1)
        if name == "two":
            con.execute(
                "create or replace table history.ssd_contacts as from history.ssd_contacts order by source_row desc"
            )
            run(con, catalogue, months=1)
        write_measures(con, tmp_path / f"{name}.csv")
        write_records(con, tmp_path / f"{name}.parquet")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_both_files_are_for_their_owner_alone_even_over_an_older_file(computed, tmp_path):
    for name, write in (("measures.csv", write_measures), ("records.parquet", write_records)):
        (tmp_path / name).write_text("older and much longer than what is written" * 1000)
        (tmp_path / name).chmod(0o644)
        write(computed[1], tmp_path / name)
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert len(read_measures(tmp_path / "measures.csv")) == 8


def test_explain_lists_what_counts_then_the_rest_then_what_was_left_out(computed):
    catalogue, con = computed
    records = explain(con, catalogue.measure("share"), QUARTER)
    assert [(record.record_id, record.part, record.excluded) for record in records] == [
        ("c3", "numerator", None),
        ("c1", "denominator only", None),
        ("c2", "denominator only", None),
        ("c4", "excluded", "G2"),
    ]
    assert (records[0].source_file, records[0].source_row, records[0].table) == ("ssd_contacts.csv", 2, "ssd_contacts")
    assert len(explain(con, catalogue.measure("share"), Month.parse("2026-06"))) == 2


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"source_group": "1A"}, ["c3", "c4"]),
        ({"source_group": "1A, or 1B"}, ["c1"]),
        ({"source_group": "Not known", "team": "Not known"}, ["c2"]),
        ({"source_group": "1A", "team": "North"}, []),
        ({"all": "all"}, ["c3", "c1", "c2", "c4"]),
        ({"sex": "Male"}, []),
    ],
)
def test_explain_keeps_the_groups_asked_for(computed, where, expected):
    catalogue, con = computed
    assert [record.record_id for record in explain(con, catalogue.measure("share"), QUARTER, where)] == expected


def test_explain_says_why_it_cannot(computed, tmp_path):
    catalogue, con = computed
    share = catalogue.measure("share")
    with pytest.raises(SettingsError, match="no breakdown hub"):
        explain(con, share, QUARTER, {"hub": "West"})
    with pytest.raises(SettingsError, match="was not computed for 2025-26-Q4"):
        explain(con, share, Quarter.parse("2025-26-Q4"))
    con = run(warehouse({"ssd_person": "pers_person_id\nann"}), catalogue)
    with pytest.raises(SettingsError, match="no source delivered ssd_contacts"):
        explain(con, share, QUARTER)
