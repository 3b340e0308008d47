"""Rows that stand apart from the whole, records of several tables, and records that no date places."""

import pytest

from tests.transforms.engine_cases import CONTACTS, QUARTER, add_findings, measure_file, numbers, run, warehouse
from tests.transforms.engine_cases import write_catalogue as catalogue
from transforms.catalogue import load_catalogue
from transforms.explain import explain
from warehouse.errors import SettingsError

FOUR = """
    cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
    c1              | ann            | 2026-05-01        | young
    c2              | ben            | 2026-05-02        | old
    c3              | cat            | 2026-05-03        | old
    c4              | dan            |                   | old
"""
BY_AGE = f"""
    select *, source_group as age_group, case source_group when 'young' then 'age_group' end as only_in,
        (record_id <> 'c3')::int as numerator, case when "at" is null then 'G4' end as excluded
    from ({CONTACTS})
"""


def percent(select, more="", breakdowns="age_group, sex"):
    return {"it": measure_file(select, unit="percent", breakdowns=breakdowns, more=more)}


def test_a_row_apart_counts_in_its_own_breakdown_alone(tmp_path):
    con = run(warehouse({"ssd_contacts": FOUR}), catalogue(tmp_path, percent(BY_AGE)))
    assert numbers(con, "it", 'breakdown, "group", numerator, denominator') == [
        ("age_group", "old", 1, 2),
        ("age_group", "young", 1, 1),
        ("all", "all", 1, 2),
        ("sex", "Not known", 1, 2),
    ]


def test_without_a_whole_there_is_no_row_for_all_unless_nothing_else_can_be_said(tmp_path):
    select = BY_AGE.replace("case source_group when 'young' then 'age_group' end", "'age_group'")
    entries = catalogue(tmp_path, percent(select, "whole: false", "age_group"))
    con = run(warehouse({"ssd_contacts": FOUR}), entries)
    found = numbers(con, "it", 'breakdown, "group", numerator, denominator, status')
    assert found == [("age_group", "old", 1, 2, "ok"), ("age_group", "young", 1, 1, "ok")]
    con = run(warehouse({"ssd_contacts": "cont_contact_id\n"}), entries)
    assert numbers(con, "it", "breakdown, status") == [("all", "no_records")]
    assert numbers(run(warehouse({}), entries), "it", "breakdown, status") == [("all", "not_available")]


def test_without_a_whole_a_measure_needs_rows(tmp_path):
    with pytest.raises(SettingsError, match="breakdown of its own"):
        catalogue(tmp_path, percent(BY_AGE, "whole: false", "sex"))
    with pytest.raises(SettingsError, match="does not return only_in"):
        run(
            warehouse({"ssd_contacts": FOUR}),
            catalogue(tmp_path, percent(BY_AGE.replace("as only_in", "as other"), "whole: false")),
        )


def test_explain_lists_a_row_apart_where_its_breakdown_is_asked_for(tmp_path):
    entries = catalogue(tmp_path, percent(BY_AGE))
    con = run(warehouse({"ssd_contacts": FOUR}), entries)
    whole = {row.record_id: (row.part, row.excluded) for row in explain(con, entries.measure("it"), QUARTER)}
    assert whole["c1"] == ("excluded", "only in age_group")
    young = explain(con, entries.measure("it"), QUARTER, {"age_group": "young"})
    assert [(row.record_id, row.part, row.excluded) for row in young] == [("c1", "numerator", None)]


def test_a_median_of_a_row_apart_is_not_in_the_whole(tmp_path):
    select = f"select *, case source_group when 'young' then 9 else 4 end as value from ({BY_AGE}) as record"
    measure = measure_file(select, unit="median_days", breakdowns="age_group")
    con = run(warehouse({"ssd_contacts": FOUR}), catalogue(tmp_path, {"it": measure}))
    assert numbers(con, "it", '"group", value') == [("old", 4.0), ("young", 9.0), ("all", 4.0)]


def test_a_record_that_no_date_places_is_listed_in_every_period_and_takes_trust_from_each(tmp_path):
    con = run(warehouse({"ssd_contacts": FOUR}), catalogue(tmp_path, percent(BY_AGE)), quarters=2, months=2)
    where = "breakdown = 'all'"
    assert numbers(con, "it", "period, denominator, records_with_findings", where) == [
        ("2026-05", 2, 1),
        ("2026-06", 0, 1),
        ("2025-26-Q4", 0, 1),
        ("2026-27-Q1", 2, 1),
    ]
    rows = con.execute("""select distinct "at", excluded from measure_records where record_id = 'c4'""").fetchall()
    assert rows == [(None, "G4")]


def test_a_record_without_a_date_and_without_a_reason_is_not_due_yet(tmp_path):
    con = run(warehouse({"ssd_contacts": FOUR}), catalogue(tmp_path, {"it": measure_file(CONTACTS)}))
    assert numbers(con, "it", "numerator, records_with_findings") == [(3, 0)]


def test_records_of_two_tables_are_traced_and_trusted_each_by_its_own(tmp_path):
    select = f"""
        select record_id, person_id, "at", 'ssd.contacts' as from_table, 1 as numerator from ({CONTACTS})
        union all
        select cine_referral_id, cine_person_id, cine_referral_date, 'ssd.cin_episodes', 0 from ssd.cin_episodes
    """
    con = warehouse(
        {
            "ssd_contacts": FOUR,
            "ssd_cin_episodes": "cine_referral_id | cine_person_id | cine_referral_date\nc1 | ann | 2026-05-01",
        }
    )
    add_findings(con, "table_name | record_id | column_name\nssd_cin_episodes | c1 | ")
    needs = "ssd.contacts.cont_contact_date, ssd.cin_episodes.cine_referral_date"
    entries = {"it": measure_file(select, unit="percent", needs=needs, more="other_tables: [ssd.cin_episodes]")}
    run(con, catalogue(tmp_path, entries))
    assert numbers(con, "it", "numerator, denominator, records_with_findings") == [(3, 4, 1)]
    rows = con.execute(
        """select "table", source_file, source_row, is_flagged
        from measure_records where record_id = 'c1' order by all"""
    ).fetchall()
    assert rows == [
        ("ssd_cin_episodes", "ssd_cin_episodes.csv", 2, True),
        ("ssd_contacts", "ssd_contacts.csv", 2, False),
    ]


def test_the_shipped_measures_without_a_whole_are_those_of_the_catalogue() -> None:
    without = {measure.id for measure in load_catalogue().measures.values() if not measure.whole}
    assert without <= {"assessment_factors", "early_help_and_adviser_caseload"}
