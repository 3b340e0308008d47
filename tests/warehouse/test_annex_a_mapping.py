"""From the eleven lists to SSD tables: what each row becomes, what becomes one, and that no row is lost."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from warehouse.schema import load_schema
from warehouse.sources.annex_a import coverage, number_of, read_rows
from warehouse.sources.annex_a_mapping import derive, read_sql

SCHEMA = load_schema()
LISTS = {number_of(table): table for table in SCHEMA.annex_a_lists()}


class Book:
    """A warehouse whose staging holds the typed lists of one workbook."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def stage(self, lists: dict[int, str | list[dict[str, Any]]], delivered: dict[int, set[str]] | None = None) -> None:
        """Fills staging with lists, given as text tables or rows; every column named in them counts as delivered."""
        self.connection.execute("drop schema if exists staging cascade; create schema staging")
        self.connection.execute("create table staging.delivered (table_name varchar, column_name varchar)")
        for number, given_rows in lists.items():
            rows = parse(given_rows) if isinstance(given_rows, str) else given_rows
            table = LISTS[number]
            columns = ", ".join(f"{field.name} {field.duckdb_type}" for field in table.fields)
            self.connection.execute(
                f"create table staging.{table.name} ({columns}, source_file varchar, source_row bigint, "
                "row_hash varchar, record_id varchar, person_id varchar)"
            )
            for place, row in enumerate(rows, 2):
                cells = {**row, "source_file": f"a.xlsx#List {number}", "source_row": place}
                marks = ", ".join("?" for _ in cells)
                self.connection.execute(
                    f"insert into staging.{table.name} ({', '.join(cells)}) values ({marks})", list(cells.values())
                )
            named = (delivered or {}).get(number) or {name for row in rows for name in row}
            for name in sorted(named):
                self.connection.execute("insert into staging.delivered values (?, ?)", [table.name, name])

    def derive(self, lists: dict[int, Any], delivered: dict[int, set[str]] | None = None) -> "Book":
        self.stage(lists, delivered)
        derive(self.connection, SCHEMA)
        return self

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()

    def tables(self) -> set[str]:
        return {name for (name,) in self.rows("select table_name from duckdb_tables() where schema_name = 'staging'")}

    def delivered(self, table: str) -> set[str]:
        rows = self.rows(f"select column_name from staging.delivered where table_name = '{table}'")
        return {name for (name,) in rows}


def parse(text: str) -> list[dict[str, Any]]:
    lines = [[cell.strip() or None for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


@pytest.fixture(scope="module")
def book() -> Iterator[Book]:
    with duckdb.connect() as connection:
        connection.execute(
            "create schema ref; create table ref.codes (code_set varchar, code varchar, ssd_code varchar)"
        )
        sets = [code_set for name, code_set in SCHEMA.code_sets.items() if name.startswith("annex_a_")]
        codes = [(code_set.name, code.code, code.ssd_code) for code_set in sets for code in code_set.codes]
        connection.executemany("insert into ref.codes values (?, ?, ?)", codes)
        yield Book(connection)


def test_nothing_is_made_when_the_load_holds_no_list(book):
    book.derive({})
    assert book.tables() == {"delivered"}


def test_a_contact_keeps_its_child_day_source_file_and_row(book):
    book.derive(
        {
            1: """
        child_unique_id | contact_date | contact_source
        ann             | 2020-09-16   | q) 6: Police
        ben             |              |
    """
        }
    )
    assert book.rows(
        "select cont_contact_id, cont_person_id, cont_contact_date, cont_contact_source_code, source_file, source_row, "
        "record_id, person_id from staging.ssd_contacts"
    ) == [
        ("CON-ann-20200916-1", "ann", date(2020, 9, 16), "6", "a.xlsx#List 1", 2, "CON-ann-20200916-1", "ann"),
        ("CON-ben-undated-1", "ben", None, None, "a.xlsx#List 1", 3, "CON-ben-undated-1", "ben"),
    ]


def test_repeats_stay_apart_and_keys_do_not_depend_on_the_order_of_rows(book):
    rows = [
        {"child_unique_id": "ann", "contact_date": "2020-09-16", "contact_source": source}
        for source in ("q) 6: Police", "a) 1A: Individual", "a) 1A: Individual")
    ]
    query = "select cont_contact_id, cont_contact_source_code from staging.ssd_contacts order by 1"
    first = book.derive({1: rows}).rows(query)
    assert first == [("CON-ann-20200916-1", "1A"), ("CON-ann-20200916-2", "1A"), ("CON-ann-20200916-3", "6")]
    assert book.derive({1: rows[::-1]}).rows(query) == first


def test_a_person_is_one_row_with_the_first_value_not_blank_list_8_first(book):
    book.derive(
        {
            1: "child_unique_id | gender | ethnicity | date_of_birth\nann | a) Male | a) WBRI | 2010-01-01",
            8: "child_unique_id | gender | ethnicity | date_of_birth\nann | b) Female | | 2011-02-02",
            9: "child_unique_id | gender | date_of_birth\nann | a) Male | 2012-03-03\n | a) Male |",
        }
    )
    assert book.rows(
        "select pers_person_id, pers_sex, pers_ethnicity, pers_dob, source_file from staging.ssd_person"
    ) == [("ann", "F", "WBRI", date(2011, 2, 2), "a.xlsx#List 8")]


def test_disability_yes_no_and_unknown(book):
    book.derive(
        {
            4: """
        child_unique_id | has_disability
        ann             | a) Yes
        ben             | b) No
        cy              | c) Unknown
        dee             |
    """
        }
    )
    assert book.rows("select disa_person_id, disa_disability_code from staging.ssd_disability order by 1") == [
        ("ann", "YES"),
        ("ben", "NONE"),
    ]


def test_a_referral_and_an_episode_of_one_child_and_day_are_one(book):
    book.derive(
        {
            3: """
            child_unique_id | referral_date | referral_source | referral_nfa | allocated_team | allocated_worker
            ann             | 2020-09-16    | q) 6: Police    | b) No        | Duty           | Jo Day
            ann             | 2020-10-01    |                 | a) Yes       |                |
            ben             |               |                 |              |                |
        """,
            6: """
            child_unique_id | cin_start_date | primary_need           | cin_closure_date | closure_reason
            ann             | 2020-09-16     | N1 - Abuse or neglect  | 2020-12-01       | RC1 - Adopted
            ben             |                | N7 - Low income        |                  |
        """,
        }
    )
    assert book.rows(
        "select cine_referral_id, cine_referral_source_code, cine_referral_nfa, cine_cin_primary_need_code, "
        "cine_close_date, cine_close_reason, source_file, source_row from staging.ssd_cin_episodes order by 1"
    ) == [
        ("CIN-ann-20200916-1", "6", "N", "N1", date(2020, 12, 1), "RC1", "a.xlsx#List 3", 2),
        ("CIN-ann-20201001-1", None, "Y", None, None, None, "a.xlsx#List 3", 3),
        ("CIN3-ben-undated-1", None, None, None, None, None, "a.xlsx#List 3", 4),
        ("CIN6-ben-undated-1", None, None, "N7", None, None, "a.xlsx#List 6", 3),
    ]


def test_support_required_is_the_opposite_of_no_further_action(book):
    book.derive(
        {
            4: """
        child_unique_id | assessment_start_date | child_seen | requires_social_care_support
        ann             | 2020-01-01            | a) Yes     | a) Yes
        ben             | 2020-01-01            | c) Unknown | b) No
        cy              | 2020-01-01            | b) No      |
    """
        }
    )
    assert book.rows(
        "select cina_person_id, cina_assessment_child_seen, cina_assessment_outcome_nfa "
        "from staging.ssd_cin_assessments order by 1"
    ) == [("ann", "Y", "N"), ("ben", None, "Y"), ("cy", "N", None)]


def test_an_enquiry_has_a_conference_where_one_was_held_and_the_plan_it_led_to(book):
    book.derive(
        {
            5: """
            child_unique_id | s47_start_date | icpc_unnecessary | icpc_date  | icpc_resulted_in_cpp
            ann             | 2020-09-16     | b) No            | 2020-10-05 | a) Yes
            ben             | 2020-09-16     | b) No            | 2020-10-05 | b) No
            cy              | 2020-09-16     | a) Yes           |            |
        """,
            7: """
            child_unique_id | cpp_start_date | initial_abuse_category | last_statutory_visit_date | seen_alone
            ann             | 2020-10-05     | b) Physical abuse      | 2020-11-01                | a) Yes
            ben             | 2020-10-05     |                        |                           |
        """,
        }
    )
    assert book.rows("select s47e_person_id, s47e_s47_nfa from staging.ssd_s47_enquiry order by 1") == [
        ("ann", "N"),
        ("ben", "N"),
        ("cy", "Y"),
    ]
    assert book.rows(
        "select icpc_s47_enquiry_id, icpc_cp_plan_id, icpc_icpc_outcome_cp_flag from staging.ssd_initial_cp_conference "
        "order by 1"
    ) == [("S47-ann-20200916-1", "CP-ann-20201005-1", "Y"), ("S47-ben-20200916-1", None, "N")]
    assert book.rows(
        "select cppl_cp_plan_id, cppl_icpc_id, cppl_cp_plan_initial_category, cppl_cp_plan_ola "
        "from staging.ssd_cp_plans order by 1"
    ) == [("CP-ann-20201005-1", "ICPC-ann-20200916-1", "PHY", "N"), ("CP-ben-20201005-1", None, None, "N")]
    assert book.rows("select cppv_cp_visit_id, cppv_cp_visit_seen_alone from staging.ssd_cp_visits") == [
        ("CPV-ann-20201005-1-20201101", "Y")
    ]


def test_the_latest_review_of_a_plan_is_a_review(book):
    book.derive(
        {7: "child_unique_id | cpp_start_date | latest_review_date\nann | 2020-10-05 | 2020-12-01\nben | 2020-10-05 |"}
    )
    assert book.rows("select cppr_cp_review_id, cppr_cp_plan_id from staging.ssd_cp_reviews") == [
        ("CPR-ann-20201005-1-20201201", "CP-ann-20201005-1")
    ]


def test_a_row_of_list_8_is_a_care_period_with_its_latest_of_everything(book):
    row = {
        "child_unique_id": "ann",
        "uasc_last_12_months": "a) Yes",
        "cla_start_date": "2019-01-01",
        "category_of_need": "N1 - Abuse or neglect",
        "legal_status": "C2: FCO",
        "legal_status_start_date": "2019-02-02",
        "latest_statutory_review_date": "2020-03-03",
        "last_sw_visit_date": "2020-04-04",
        "permanence_plan": "b) Adoption",
        "last_health_assessment_date": "2020-05-05",
        "last_dental_check_date": "2020-06-06",
        "cla_end_date": "2020-12-31",
        "cla_ceased_reason": "c) E2: Died",
        "placement_start_date": "2019-07-07",
        "placement_type": "f) U6: Foster placement - not FFA",
        "placement_provider": "e) PR4: Private provision",
        "placement_postcode": "nope",
    }
    book.derive({8: [row]})
    care, placement = "CLA-ann-20190101-1", "PLA-ann-20190101-1-20190707"
    expected: dict[str, list[tuple[Any, ...]]] = {
        "clae_cla_id, clae_cla_placement_id, clae_cla_episode_ceased_reason, clae_cla_primary_need_code from "
        "staging.ssd_cla_episodes": [(care, placement, "E2", "N1")],
        "clap_cla_placement_id, clap_cla_id, clap_cla_placement_type, clap_cla_placement_provider, "
        "clap_cla_placement_postcode, clap_cla_placement_end_date from staging.ssd_cla_placement": [
            (placement, care, "U6", "PR4", "nope", date(2020, 12, 31))
        ],
        "lega_legal_status_id, lega_legal_status from staging.ssd_legal_status": [
            ("LEG-ann-20190101-1-20190202", "C2")
        ],
        "clar_cla_review_date from staging.ssd_cla_reviews": [(date(2020, 3, 3),)],
        "clav_cla_visit_date from staging.ssd_cla_visits": [(date(2020, 4, 4),)],
        "clah_health_check_type, clah_health_check_date from staging.ssd_cla_health order by 1": [
            ("Dental Check", date(2020, 6, 6)),
            ("Health Assessment", date(2020, 5, 5)),
        ],
        "lacp_cla_care_plan_json from staging.ssd_cla_care_plan": [('{"ADOPTION": "Y"}',)],
        "immi_immigration_status from staging.ssd_immigration_status": [("Unaccompanied Asylum Seeking Child",)],
    }
    assert {query: book.rows(f"select {query}") for query in expected} == expected


def test_a_child_seen_is_a_visit_only_where_no_other_list_has_it(book):
    book.derive(
        {
            6: """
        child_unique_id | last_seen_date | case_status
        ann             | 2021-01-21     | c) Child in need plan
        ben             | 2021-01-21     | d) Open assessment
        cy              | 2021-01-21     | a) Looked after child
        dee             |                | c) Child in need plan
    """
        }
    )
    assert book.rows("select cinv_person_id, cinv_cin_visit_seen from staging.ssd_cin_visits order by 1") == [
        ("ann", "Y"),
        ("ben", "Y"),
    ]


def test_names_that_differ_in_case_and_spaces_are_one_worker_and_one_team(book):
    book.derive(
        {
            3: [
                {"child_unique_id": "ann", "allocated_team": "Duty  Team", "allocated_worker": "Jo\u00a0Day"},
                {"child_unique_id": "ben", "allocated_team": "duty team ", "allocated_worker": "JO DAY"},
                {"child_unique_id": "cy", "allocated_team": " ", "allocated_worker": None},
            ]
        }
    )
    assert book.rows("select prof_professional_name from staging.ssd_professionals") == [("JO DAY",)]
    assert book.rows("select dept_team_name from staging.ssd_department") == [("Duty Team",)]
    assert book.rows(
        "select count(distinct cine_referral_team), count(distinct cine_referral_worker_id), count(cine_referral_team) "
        "from staging.ssd_cin_episodes"
    ) == [(1, 1, 2)]


def test_a_worker_of_several_lists_holds_the_child_once_until_all_have_ended(book):
    book.derive(
        {
            6: """
            child_unique_id | cin_start_date | cin_closure_date | allocated_team | allocated_worker
            ann             | 2019-01-01     | 2020-01-01       | Duty           | Jo Day
            ben             | 2019-01-01     | 2020-01-01       | Duty           | Jo Day
            cy              | 2019-01-01     |                  | Duty           |
        """,
            8: """
            child_unique_id | cla_start_date | allocated_team | allocated_worker
            ann             | 2019-06-01     | Care           | Jo Day
        """,
        }
    )
    assert book.rows(
        "select i.invo_person_id, d.dept_team_name, invo_professional_role_id, invo_involvement_start_date, "
        "invo_involvement_end_date from staging.ssd_involvements as i "
        "left join staging.ssd_department as d on d.dept_team_id = i.invo_professional_team order by 1"
    ) == [
        ("ann", "Care", "CW", date(2019, 1, 1), None),
        ("ben", "Duty", "CW", date(2019, 1, 1), date(2020, 1, 1)),
    ]


def test_adoption_and_adopters(book):
    book.derive(
        {
            8: "child_unique_id | cla_start_date\nann | 2019-01-01",
            10: """
            child_unique_id | family_identifier | entered_care_date | adm_decision_date | matched_date
            ann             | fam               | 2019-01-01        | 2019-06-01        | 2019-09-01
            ben             |                   | 2019-01-01        | 2019-06-01        |
        """,
            11: """
            adopter_identifier | family_identifier | gender     | has_disability | fostering_for_adoption
            x                  | fam               | d) Neither | c) Unknown     | a) Yes
        """,
        }
    )
    assert book.rows("select perm_table_id, perm_cla_id, perm_matched_date from staging.ssd_permanence order by 1") == [
        ("PERM-ann-20190601-1", "CLA-ann-20190101-1", date(2019, 9, 1)),
        ("PERM-ben-20190601-1", None, None),
    ]
    assert book.rows(
        "select person_id, family_identifier, linked_date, record_id from staging.sup_adoption_matches"
    ) == [("ann", "fam", date(2019, 9, 1), "ann|fam")]
    assert book.rows("select gender, has_disability, fostering_for_adoption from staging.sup_adopters") == [
        ("I", "Unknown", "Y")
    ]


def test_a_care_leaver_keeps_codes_and_names_become_ids(book):
    book.derive(
        {
            9: """
        child_unique_id | eligibility_category     | in_touch | accommodation_type    | allocated_personal_adviser
        ann             | b) Former relevant child | f) Rhom  | U: Independent living | Pat Lee
    """
        }
    )
    assert book.rows(
        "select clea_care_leaver_eligibility, clea_care_leaver_in_touch, clea_care_leaver_accommodation, "
        "prof_professional_name from staging.ssd_care_leavers "
        "inner join staging.ssd_professionals on prof_professional_id = clea_care_leaver_personal_advisor"
    ) == [("Former Relevant", "RHOM", "U", "Pat Lee")]


def test_a_field_is_delivered_only_with_its_list_column(book):
    book.derive({1: "child_unique_id | contact_date\nann | 2020-01-01", 9: "child_unique_id | in_touch\nann | a) Yes"})
    assert book.delivered("ssd_contacts") == {"cont_contact_id", "cont_person_id", "cont_contact_date"}
    assert book.delivered("ssd_care_leavers") == {"clea_table_id", "clea_person_id", "clea_care_leaver_in_touch"}
    assert book.delivered("ssd_cin_episodes") == set()
    assert "ssd_cin_episodes" not in book.tables()


def test_the_mapping_says_what_the_queries_do(book):
    book.derive(
        {number: [{"child_unique_id": "ann"} if number < 11 else {"adopter_identifier": "x"}] for number in LISTS}
    )
    for target in coverage():
        listed = {row["field"] for row in read_rows("mapping.csv") if row["table"] == target.table}
        given_fields = set(re.findall(r"\b(\w+)\b", read_sql(target.table))) & {
            field.name for field in SCHEMA.tables[target.table].fields
        }
        assert listed == given_fields, target.table
        lists = {int(row["list"]) for row in read_rows("mapping.csv") if row["table"] == target.table}
        assert lists >= set(target.lists), target.table


def test_every_column_of_every_list_is_mapped_or_its_absence_is_explained():
    rows = read_rows("mapping.csv")
    assert {(int(row["list"]), row["column"]) for row in rows} == {
        (number, field.name) for number, table in LISTS.items() for field in table.fields
    }
    assert all(row["note"] for row in rows if not row["table"])


@pytest.mark.parametrize("number", sorted(LISTS))
def test_every_mapped_column_changes_a_row_when_it_changes(book, number):
    mapped = {row["column"] for row in read_rows("mapping.csv") if row["table"] and row["list"] == str(number)}
    # The key tells the rows apart here, and what entered_care_date says shows only beside List 8.
    changed = sorted(mapped - {"child_unique_id", "adopter_identifier", "entered_care_date"})
    plain = {field.name: _value(number, field.name, 1) for field in LISTS[number].fields}
    key = "child_unique_id" if number < 11 else "adopter_identifier"
    variants = [plain, *({**plain, name: _value(number, name, 2)} for name in changed)]
    book.derive({number: [{**row, key: f"key{place}"} for place, row in enumerate(variants)]})
    made = [_made_of(book, number, place) for place in range(len(variants))]
    assert [name for name, rows in zip(changed, made[1:], strict=True) if rows == made[0]] == []


def _made_of(book: Book, number: int, place: int) -> str:
    """All that one list row became, but its own key, and teams and workers, which come from many rows."""
    tables = [
        c.table for c in coverage() if number in c.lists and c.table not in ("ssd_department", "ssd_professionals")
    ]
    fields = {table: ", ".join(field.name for field in SCHEMA.tables[table].fields) for table in tables}
    rows = [
        book.rows(f"select {fields[table]} from staging.{table} where source_row = {place + 2} order by all")
        for table in tables
    ]
    return repr(rows).replace(f"key{place}", "key")


def _value(number: int, name: str, which: int) -> Any:
    field = LISTS[number].field(name)
    if field.code_set:
        if name == "case_status":
            return "c) Child in need plan"
        codes = SCHEMA.code_sets[field.code_set].codes
        return codes[which - 1].code
    values = {"date": f"2020-0{which}-01", "integer": which}
    return values.get(field.type, f"text {which}")


CELLS = st.sampled_from(["ann", "ben", None])
DAYS = st.sampled_from(["2020-01-01", "2020-02-02", None])
PAIRS = st.lists(st.tuples(CELLS, DAYS), max_size=5)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PAIRS, PAIRS)
@example([("ann", "2020-01-01")] * 2, [("ann", "2020-01-01")] * 3)
@example([(None, "2020-01-01")], [(None, "2020-01-01")])
def test_no_referral_or_episode_is_lost_and_no_key_is_given_twice(book, referrals, episodes):
    book.derive(
        {
            3: [{"child_unique_id": child, "referral_date": day} for child, day in referrals],
            6: [{"child_unique_id": child, "cin_start_date": day} for child, day in episodes],
        }
    )
    whole = {pair for pair in referrals if all(pair)}
    merged = sum(min(referrals.count(pair), episodes.count(pair)) for pair in whole)
    expected = len(referrals) + len(episodes) - merged
    counted = "select count(*), count(distinct record_id) from staging.ssd_cin_episodes"
    assert book.rows(counted) == [(expected, expected)]
