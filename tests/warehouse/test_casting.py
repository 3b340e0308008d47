"""From landed text to typed rows: each accepted spelling, each refusal, and the trail both leave."""

from datetime import date, datetime
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet

from warehouse.casting import cast_load
from warehouse.queries import read_queries
from warehouse.schema import load_schema

SCHEMA = load_schema()


@pytest.fixture(scope="module")
def macros():
    con = duckdb.connect(config={"threads": 1})
    con.execute("set TimeZone = 'America/New_York'")  # typing must not depend on where it runs
    con.execute(read_queries("casting.sql")["macros"])
    yield con
    con.close()


def typed(con, kind, text):
    return con.execute(f"select text_to_{kind}($text)", {"text": text}).fetchall()[0][0]


def cast(folder, tables, mappings=None):
    """A connection whose staging holds these tables: table to its rows, each a mapping of column to text."""
    for table, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        data = {column: pa.array([row.get(column) for row in rows], pa.string()) for column in columns}
        data["source_file"] = pa.array([f"{table}.csv"] * len(rows), pa.string())
        data["source_row"] = pa.array(range(2, len(rows) + 2), pa.int64())
        parquet.write_table(pa.table(data), folder / f"{table}.parquet")
    con = duckdb.connect(config={"threads": 1})
    cast_load(con, folder, SCHEMA, mappings or {})
    return con


def values(con, table, column):
    return [row[0] for row in con.execute(f"select {column} from staging.{table} order by source_row").fetchall()]


def failures(con):
    return con.execute("select column_name, kind, value, source_row from staging.cast_failures order by all").fetchall()


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-03",
        "2024-02-03 00:00:00",
        "2024-02-03T14:30",
        "2024-02-03 14:30:15.1234567",
        "2024-02-03T14:30:15.5Z",
        "2024-02-03T14:30:15+00:00",
        "2024-02-03 14:30:00 +0000",
        "2024-02-03T14:30+01",
        "03/02/2024",
        "3/2/2024",
        "03/02/2024 14:30",
        "03/02/2024 9:30:15",
        "03-02-2024",
        "03.02.2024",
        "3 Feb 2024",
        "03-FEB-2024",
        "3 February 2024",
        "03/Feb/2024 14:30",
        "20240203",
        "2024/02/03",
        "2024/2/3 14:30:00",
        "45325",
        "45325.0",
        "45325.604166666664",
    ],
)
def test_a_date_types_in_each_accepted_spelling(macros, text):
    assert typed(macros, "date", text) == date(2024, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2024",
        "2024-02-30",
        "20240230",
        "30 Feb 2024",
        "02/13/2024",
        "03/02/24",
        "24-02-03",
        "3 Feb 24",
        "0024-02-03",
        "9999",
        "80001",
        "9999.5",
        "2024-02",
        "Feb 2024",
        "2024-02-03x",
        "2024-02-03T25:00",
        "infinity",
        "epoch",
        "today",
        "#N/A",
        "1e4",
    ],
)
def test_nothing_is_guessed_of_a_date_that_does_not_exist_or_lacks_its_century(macros, text):
    assert typed(macros, "date", text) is None


def test_day_comes_before_month_always(macros):
    assert typed(macros, "date", "01/12/2024") == date(2024, 12, 1)
    assert typed(macros, "date", "12/01/2024") == date(2024, 1, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-30T22:59:59Z", date(2026, 6, 30)),
        ("2026-06-30T23:00:00Z", date(2026, 7, 1)),
        ("2026-12-31T23:59:59Z", date(2026, 12, 31)),
        ("2026-07-01T00:30:00+02:00", date(2026, 6, 30)),
        ("2026-06-30 23:30", date(2026, 6, 30)),
    ],
)
def test_a_time_with_an_offset_falls_on_its_day_in_london(macros, text, day):
    assert typed(macros, "date", text) == day


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-06-30T23:30:00Z", datetime(2026, 7, 1, 0, 30)),
        ("30/06/2026 23:30", datetime(2026, 6, 30, 23, 30)),
        ("2026-06-30", datetime(2026, 6, 30)),
        ("45325.041666666664", datetime(2024, 2, 3, 1)),
    ],
)
def test_a_timestamp_is_kept_as_london_time(macros, text, time):
    assert typed(macros, "timestamp", text) == time


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "5", 5),
        ("integer", "-12", -12),
        ("integer", "5.0", 5),
        ("integer", "1,234", 1234),
        ("integer", "5.5", None),
        ("integer", "12,34", None),
        ("integer", "five", None),
        ("integer", "99999999999999999999", None),
        ("decimal", "1,234.50", Decimal("1234.5")),
        ("decimal", ".5", Decimal("0.5")),
        ("decimal", "-3", Decimal("-3")),
        ("decimal", "£5", None),
        ("decimal", "1.2.3", None),
        ("decimal", ".", None),
        ("boolean", "Yes", True),
        ("boolean", "0", False),
        ("boolean", "perhaps", None),
        ("json", '{"a": "Y"}', '{"a": "Y"}'),
        ("json", '["1A", "2B"]', '["1A", "2B"]'),
        ("json", "{a: Y", None),
    ],
)
def test_numbers_flags_and_json_type_or_become_null(macros, kind, text, value):
    assert typed(macros, kind, text) == value


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  a b ", "a b"),
        ("a\u00a0b\u00a0", "a b"),
        ("\t\n", None),
        ("\u00a0", None),
        ("", None),
        ("Zoë ", "Zoë"),
        ("x", "x"),
    ],
)
def test_text_is_trimmed_and_blank_is_null(macros, text, clean):
    assert macros.execute("select clean_text($text)", {"text": text}).fetchall() == [(clean,)]


def test_codes_match_exactly_then_by_rule_then_by_shipped_then_by_own_spelling(tmp_path):
    spellings = ["M", "m ", "Male", "b", "lad", "M", None]
    rows = [{"pers_person_id": str(n), "pers_sex": text} for n, text in enumerate(spellings)]
    con = cast(tmp_path, {"ssd_person": rows}, {"sex": {"Lad": "M", "M": "F"}})
    assert values(con, "ssd_person", "pers_sex") == ["M", "M", "M", None, "M", "M", None]
    assert failures(con) == [("pers_sex", "code", "b", 5)]
    used = con.execute("select code, how, count from staging.spellings_used order by all").fetchall()
    assert used == [("M", "authority", 1), ("M", "rule", 2)]


def test_shipped_spellings_come_before_the_authoritys_own(tmp_path):
    code_set = SCHEMA.code_sets["abuse_category"]
    spelling, code = code_set.spellings[0]
    other = next(c.code for c in code_set.codes if c.code != code)
    rows = [{"cppl_cp_plan_id": "1", "cppl_cp_plan_initial_category": spelling}]
    con = cast(tmp_path, {"ssd_cp_plans": rows}, {"abuse_category": {spelling: other}})
    assert values(con, "ssd_cp_plans", "cppl_cp_plan_initial_category") == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a) Male", "a) Male"),
        ("A)  MALE", "a) Male"),
        ("male", "a) Male"),
        ("Male", "a) Male"),
        ("b) Male", "a) Male"),
        ("nobody", None),
    ],
)
def test_annex_a_forms_match_whatever_their_letter_and_case(tmp_path, text, code):
    con = cast(tmp_path, {"annex_a_list_1": [{"child_unique_id": "1", "gender": text}]})
    assert values(con, "annex_a_list_1", "gender") == [code]


@pytest.mark.parametrize("text", ["N1", "n1", "N1 - Abuse or neglect", "N1: Abuse or neglect", "N1 – local words"])
def test_a_code_with_a_figure_names_itself_whatever_follows(tmp_path, text):
    con = cast(tmp_path, {"ssd_cin_episodes": [{"cine_referral_id": "1", "cine_cin_primary_need_code": text}]})
    assert values(con, "ssd_cin_episodes", "cine_cin_primary_need_code") == ["N1"]


def test_a_word_does_not_name_itself_when_other_words_follow(tmp_path):
    con = cast(tmp_path, {"ssd_contacts": [{"cont_contact_id": "1", "cont_contact_date": "1/1/2026"}]})
    assert values(con, "ssd_contacts", "cont_contact_date") == [date(2026, 1, 1)]
    rows = [{"child_unique_id": "1", "gender": "Male - to be checked"}]
    con = cast(tmp_path, {"annex_a_list_1": rows})
    assert failures(con) == [("gender", "code", "Male - to be checked", 2)]


def test_where_local_wording_varies_other_words_are_kept_and_not_listed_as_codes(tmp_path):
    rows = [{"addr_table_id": "1", "addr_address_type": "Gran’s flat"}]
    con = cast(tmp_path, {"ssd_address": rows})
    assert values(con, "ssd_address", "addr_address_type") == ["Gran’s flat"]
    assert failures(con) == []
    assert con.execute("from staging.spellings_used").fetchall() == []


@pytest.mark.parametrize(
    "error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#n/a"]
)
def test_an_excel_error_in_any_column_is_null_and_a_failure_of_its_own_kind(tmp_path, error):
    row = {"pers_person_id": "1", "pers_forename": error, "pers_sex": error, "pers_dob": error}
    con = cast(tmp_path, {"ssd_person": [row]})
    assert con.execute("select pers_forename, pers_sex, pers_dob from staging.ssd_person").fetchall() == [(None,) * 3]
    assert failures(con) == [(name, "error_value", error, 2) for name in ("pers_dob", "pers_forename", "pers_sex")]


def test_a_hash_that_is_no_error_value_is_text(tmp_path):
    con = cast(tmp_path, {"ssd_person": [{"pers_person_id": "#12", "pers_forename": "#"}]})
    assert con.execute("select pers_person_id, pers_forename from staging.ssd_person").fetchall() == [("#12", "#")]


def test_the_keys_of_json_are_not_held_to_be_codes(tmp_path):
    rows = [{"cinf_table_id": "1", "cinf_assessment_factors_json": '["1A", "ZZ"]'}]
    con = cast(tmp_path, {"ssd_assessment_factors": rows})
    assert values(con, "ssd_assessment_factors", "cinf_assessment_factors_json") == ['["1A", "ZZ"]']
    rows = [{"cinf_table_id": "1", "cinf_assessment_factors_json": "1A, 2B"}]
    con = cast(tmp_path, {"ssd_assessment_factors": rows})
    assert failures(con) == [("cinf_assessment_factors_json", "json", "1A, 2B", 2)]


def test_a_failure_says_which_record_and_person_and_where_it_came_from(tmp_path):
    row = {"cont_contact_id": "c1", "cont_person_id": "p1", "cont_contact_date": " 31/02/2024 "}
    con = cast(tmp_path, {"ssd_contacts": [row]})
    assert con.execute("from staging.cast_failures").fetchall() == [
        ("ssd_contacts", "cont_contact_date", "type", "31/02/2024", "c1", "p1", "ssd_contacts.csv", 2)
    ]


def test_columns_not_delivered_are_null_and_columns_not_known_are_left(tmp_path):
    con = cast(tmp_path, {"ssd_contacts": [{"cont_contact_id": "c1", "Our own column": "x"}]})
    table = SCHEMA.tables["ssd_contacts"]
    columns = [row[0] for row in con.execute("describe staging.ssd_contacts").fetchall()]
    lineage = ["source_file", "source_row", "row_hash", "record_id", "person_id"]
    assert columns == [*(field.name for field in table.fields), *lineage]
    kinds = {row[0]: row[1] for row in con.execute("describe staging.ssd_contacts").fetchall()}
    assert all(kinds[field.name] == field.duckdb_type for field in table.fields)
    assert con.execute("from staging.delivered").fetchall() == [("ssd_contacts", "cont_contact_id")]


def test_a_record_id_joins_the_parts_of_the_key(tmp_path):
    rows = [
        {"fami_family_id": "f1", "fami_person_id": "p1"},
        {"fami_family_id": "f2"},
        {"fami_family_id": " "},
    ]
    con = cast(tmp_path, {"ssd_family": rows})
    assert values(con, "ssd_family", "record_id") == ["f1|p1", "f2|", None]
    assert values(con, "ssd_family", "person_id") == ["p1", None, None]


def test_rows_of_the_same_typed_content_have_the_same_hash_however_they_were_spelt(tmp_path):
    rows = [
        {"cont_contact_id": "c1", "cont_contact_date": "2024-02-03"},
        {"cont_contact_id": " c1", "cont_contact_date": "03/02/2024"},
        {"cont_contact_id": "c1", "cont_contact_date": "2024-02-04"},
        {"cont_contact_id": "c1", "cont_person_id": "2024-02-03"},
    ]
    first, same, other_day, other_column = values(cast(tmp_path, {"ssd_contacts": rows}), "ssd_contacts", "row_hash")
    assert first == same
    assert len({first, other_day, other_column}) == 3


def test_casting_again_replaces_what_staging_held(tmp_path):
    con = cast(tmp_path, {"ssd_contacts": [{"cont_contact_id": "c1"}], "ssd_person": [{"pers_person_id": "p"}]})
    (tmp_path / "ssd_person.parquet").unlink()
    cast_load(con, tmp_path, SCHEMA, {})
    tables = con.execute("select table_name from duckdb_tables() where schema_name = 'staging' order by 1").fetchall()
    assert [name for (name,) in tables] == ["cast_failures", "delivered", "spellings_used", "ssd_contacts"]
