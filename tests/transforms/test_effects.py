"""What findings do to the measures, and which rows the measures count: numbers for the validation page."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.transforms.engine_cases import (
    CONTACTS,
    EXTRACTED_ON,
    LOAD_ID,
    QUARTER,
    add_findings,
    measure_file,
    run,
    warehouse,
    write_catalogue,
)
from transforms.effects import Effects, keep_effects, read_effects
from warehouse.schema import load_schema

# Two in the quarter, one in the year before it, one older; and of the quarter's two one is found by a rule.
ROWS = """
    cont_contact_id | cont_person_id | cont_contact_date
    c1              | ann            | 2026-04-01
    c2              | ann            | 2026-06-30
    c3              | ben            | 2025-07-01
    c4              | ben            | 2025-06-30
"""
# Siblings share the number of an enquiry: only ann's is counted.
SHARED = """
    s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date
    e1                  | ann            | 2026-05-01
    e1                  | ben            | 2026-05-01
"""
ENQUIRIES = """
    select s47e_s47_enquiry_id as record_id, s47e_person_id as person_id, s47e_s47_start_date as at,
        case when s47e_person_id = 'ben' then 'G2' end as excluded
    from ssd.s47_enquiry
"""
FOUND = """
    rule                  | severity | table_name   | record_id | column_name
    contacts.in_future    | major    | ssd_contacts | c1        | cont_contact_date
    contacts.not_of_it    | major    | ssd_contacts | c2        | cont_contact_source_desc
"""
ENQUIRY = {"needs": "ssd.s47_enquiry.s47e_s47_start_date", "table": "ssd.s47_enquiry"}


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    found = warehouse({"ssd_contacts": ROWS, "ssd_s47_enquiry": SHARED})
    found.execute("insert into meta.loads values (?, '887', ?, ?, '', '', 0)", [LOAD_ID, EXTRACTED_ON, EXTRACTED_ON])
    add_findings(found, FOUND)
    yield found
    found.execute("delete from meta.loads; delete from quality.rules; delete from quality.findings")


def effects(connection: duckdb.DuckDBPyConnection, folder: Path) -> Effects:
    measures = {
        "flow": measure_file(CONTACTS),
        "year": measure_file(CONTACTS, kind="rolling_12_months"),
        "enquiries": measure_file(ENQUIRIES, **ENQUIRY),
        "lost": measure_file(
            "select null as record_id, null as person_id, send_table_id as at from ssd.send",
            needs="ssd.send.send_table_id",
            table="ssd.send",
        ),
    }
    catalogue = write_catalogue(folder, measures)
    run(connection, catalogue, quarters=4)
    return read_effects(connection, catalogue, load_schema(), QUARTER)


def test_each_measure_has_its_records_those_with_findings_and_a_flag(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    found = {row[0]: row for row in effects(connection, tmp_path).effects}
    assert found["flow"][2:4] == ("2026-27-Q1", "flow")
    assert found["flow"][6:] == ("ok", None, 2, 1, "red")
    assert found["year"][6:] == ("ok", None, 3, 1, "red")
    assert found["enquiries"][6:] == ("ok", None, 1, 0, "green")
    assert found["lost"][6:] == ("not_available", "no source delivered ssd_send", 0, 0, None)


def test_the_rules_behind_are_those_on_what_the_measure_reads(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    rules = set(map(tuple, effects(connection, tmp_path).effect_rules))
    assert rules == {("flow", "contacts.in_future", "major", 1), ("year", "contacts.in_future", "major", 1)}


def test_a_critical_rule_on_what_it_reads_is_named_whether_waived_or_not(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    connection.execute(
        "insert into quality.rules (load_id, rule, table_name, severity, status)"
        " values (?, 'ssd_s47_enquiry.rows.changed', 'ssd_s47_enquiry', 'critical', 'failed')",
        [LOAD_ID],
    )
    rules = set(map(tuple, effects(connection, tmp_path).effect_rules))
    assert ("enquiries", "ssd_s47_enquiry.rows.changed", "critical", None) in rules


def test_rows_counted_are_told_by_window_and_siblings_apart(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    used = {name: counts for name, *counts in map(tuple, effects(connection, tmp_path).used)}
    assert used["ssd_contacts"] == [4, 2, 1]
    assert used["ssd_s47_enquiry"] == [2, 1, 0]


def test_they_are_kept_as_counts_in_the_place_of_those_before(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    found = effects(connection, tmp_path)
    kept = duckdb.connect()
    kept.execute("create schema quality; create table quality.rules (load_id text, rule text, severity text)")
    kept.execute("alter table quality.rules add column status text; alter table quality.rules add column failed int")
    keep_effects(kept, "an older load", found)
    keep_effects(kept, LOAD_ID, found)
    assert kept.execute("select load_id from quality.effects_source").fetchall() == [(LOAD_ID,)]
    assert kept.execute("select count(*) from quality.effects").fetchall() == [(4,)]
    names = {name for (name,) in kept.execute("select column_name from duckdb_columns()").fetchall()}
    assert names.isdisjoint({"record_id", "person_id", "value", "source_row"})
