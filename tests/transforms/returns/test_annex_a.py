"""The Annex A workbook as its reader gets it: sheets, headings, cells, what is not available, and the checks."""

# ruff: noqa: E501 (a text table is as wide as its columns)

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.support.small_return import cells
from tests.transforms.returns.annex_a_given import context, warehouse, write
from transforms.returns import annex_a
from warehouse.errors import SettingsError
from warehouse.schema import load_schema

LISTS = load_schema().annex_a_lists()
COUNCIL = {
    "ssd.person": """
        pers_person_id | pers_sex | pers_ethnicity | pers_dob
        0012           | F        | WBRI           | 2015-01-01
    """,
    "ssd.contacts": """
        cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
        c1              | 0012           | 2026-05-01        | 6
    """,
    "ssd.cin_episodes": """
        cine_referral_id | cine_person_id | cine_referral_date | cine_referral_nfa | cine_referral_team
        r1               | 0012           | 2026-05-01         | N                 | =cmd|' /C calc'!A1
    """.replace("cmd|", "cmd "),
    "ssd.early_help_episodes": """
        earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_organisation
        e1              | 0012           | 2026-05-01              | @School
    """,
}


ON_EVERY_LIST = COUNCIL | {
    "ssd.cin_assessments": """
        cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date | cina_assessment_child_seen | cina_assessment_auth_date | cina_assessment_outcome_nfa
        a1                 | 0012           | r1               | 2026-05-02                 | Y                          | 2026-06-10                | N
    """,
    "ssd.s47_enquiry": """
        s47e_s47_enquiry_id | s47e_person_id | s47e_referral_id | s47e_s47_start_date | s47e_s47_end_date | s47e_s47_nfa
        e1                  | 0012           | r1               | 2026-06-11          | 2026-06-20        | N
    """,
    "ssd.initial_cp_conference": """
        icpc_icpc_id | icpc_person_id | icpc_s47_enquiry_id | icpc_icpc_date | icpc_icpc_outcome_cp_flag
        k1           | 0012           | e1                  | 2026-06-30     | Y
    """,
    "ssd.cp_plans": """
        cppl_cp_plan_id | cppl_person_id | cppl_referral_id | cppl_cp_plan_start_date | cppl_cp_plan_initial_category | cppl_cp_plan_latest_category | cppl_cp_plan_ola
        p1              | 0012           | r1               | 2026-06-30              | NEG                           | EMO                          | N
    """,
    "ssd.cp_visits": """
        cppv_cp_visit_id | cppv_person_id | cppv_cp_plan_id | cppv_cp_visit_date | cppv_cp_visit_seen | cppv_cp_visit_seen_alone
        v1               | 0012           | p1              | 2026-07-09         | Y                  | Y
    """,
    "ssd.cla_episodes": """
        clae_cla_episode_id | clae_person_id | clae_cla_id | clae_referral_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_primary_need_code | clae_cla_placement_id | clae_entered_care_date
        l1                  | 0012           | care1       | r1               | 2026-07-20                  | S                             | N1                         | pl1                   | 2026-07-20
    """,
    "ssd.legal_status": """
        lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
        s1                   | 0012           | C1                | 2026-07-20
    """,
    "ssd.cla_placement": """
        clap_cla_placement_id | clap_cla_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_type | clap_cla_placement_provider | clap_cla_placement_postcode
        pl1                   | care1       | 0012           | 2026-07-20                    | U6                      | PR1                         | EF1 1AA
    """,
    "ssd.care_leavers": """
        clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_in_touch | clea_care_leaver_accommodation | clea_care_leaver_accom_suitable | clea_care_leaver_activity
        cl1           | 0012           | Former Relevant              | YES                       | U                              | 1                               | F2
    """,
    "ssd.permanence": """
        perm_table_id | perm_person_id | perm_cla_id | perm_adm_decision_date | perm_placement_order_date
        ad1           | 0012           | care1       | 2026-08-01             | 2026-08-20
    """,
    "sup.adopters": """
        adopter_identifier | family_identifier | gender | ethnicity | has_disability | fostering_for_adoption | enquiry_date
        AD9                | F9                | F      | WBRI      | No             | N                      | 2026-03-01
    """,
}


def test_is_as_last_agreed(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    golden("annex-a.txt", cells(write(tmp_path, ON_EVERY_LIST)))


def test_one_sheet_a_list_between_read_me_and_checks_with_the_schemas_headings(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path, COUNCIL))
    assert book.sheetnames == ["Read me", *(f"List {number}" for number in range(1, 12)), "Checks"]
    for number, table in enumerate(LISTS, start=1):
        assert [cell.value for cell in book[f"List {number}"][1]] == [field.title for field in table.fields]
        assert book[f"List {number}"].merged_cells.ranges == set()


def test_ids_are_text_dates_are_dates_and_formulas_are_words(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path, COUNCIL))
    child, _, _, born, age, received, source = book["List 1"][2]
    assert (child.value, child.data_type) == ("0012", "s")
    assert (born.value, born.number_format) == (datetime(2015, 1, 1), "dd/mm/yyyy")
    assert (age.value, received.value, source.value) == (11, datetime(2026, 5, 1), "q) 6: Police")
    assert (book["List 3"]["J2"].value, book["List 3"]["J2"].data_type) == ("=cmd ' /C calc'!A1", "s")
    assert (book["List 2"]["H2"].value, book["List 2"]["H2"].data_type) == ("@School", "s")


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    first = write(tmp_path, COUNCIL).read_bytes()
    assert write(tmp_path, COUNCIL).read_bytes() == first
    assert (tmp_path / "annex-a.xlsx").stat().st_mode & 0o777 == 0o600


def test_a_list_nobody_delivered_has_headings_no_rows_and_its_reason_on_read_me(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path, COUNCIL, missing=["sup_adopters", "ssd_contacts.cont_contact_date"]))
    read_me = [str(cell) for row in book["Read me"].values for cell in row if cell is not None]
    assert [sheet.max_row for sheet in (book["List 1"], book["List 3"], book["List 11"])] == [1, 2, 1]
    assert "Not available: no source delivered sup_adopters" in read_me
    assert "Not available: no source delivered ssd_contacts.cont_contact_date" in read_me
    assert "List 11. Not available: no source delivered sup_adopters." in read_me


def test_a_council_with_nothing_delivered_gets_eleven_empty_lists(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path, {}, missing=[table.name for table in load_schema().history_tables()]))
    assert all(book[f"List {number}"].max_row == 1 for number in range(1, 12))


def test_read_me_counts_the_rows_and_names_what_is_not_known(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path, COUNCIL, missing=["sup_postcode_la"]))
    rows = [[cell for cell in row if cell is not None] for row in book["Read me"].values]
    contacts = next(row for row in rows if row[:2] == [1, "Contacts"])
    assert contacts[2:5] == [1, datetime(2026, 2, 28), datetime(2026, 8, 31)]
    adopters = next(row for row in rows if row[:2] == [11, "Adopters"])
    assert adopters[2:5] == [0, datetime(2025, 8, 31), datetime(2026, 8, 31)]
    text = "\n".join(str(row[0]) for row in rows if row)
    assert "List 8. Not known, as no source delivered sup_postcode_la: placement location and LA of placement." in text
    assert "episodes and not assessments" in text


def test_read_me_says_from_when_a_window_is_covered(tmp_path: Path) -> None:
    path = tmp_path / "annex-a.xlsx"
    with warehouse(COUNCIL) as con:
        con.execute("update covered set covers_from = date '2026-04-01' where table_name = 'ssd_contacts'")
        con.execute("update covered set covers_from = date '2026-02-28' where table_name = 'ssd_cin_episodes'")
        con.execute("update covered set covers_from = date '2025-02-28' where table_name = 'ssd_s47_enquiry'")
        annex_a.write(con, context(), None, path)
    text = [str(row[0]) for row in load_workbook(path)["Read me"].values]
    assert "List 1. ssd_contacts is covered from 01/04/2026 only, so earlier rows may be missing." in text
    # The referrals of the window are all there, and not those of the year before that are counted beside them.
    assert [line for line in text if "ssd_cin_episodes is covered" in line and line.startswith("List 3")] == [
        "List 3. ssd_cin_episodes is covered from 28/02/2026 only, so counts of what came before may be too low."
    ]
    assert not any("ssd_s47_enquiry is covered" in line for line in text)


def test_a_draft_is_marked_on_every_sheet(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path, COUNCIL, draft_reason="1 critical finding stands"))
    for sheet in book:
        assert "DRAFT: 1 critical finding stands" in (sheet.oddHeader.left.text or "")
    assert book["List 1"]["A1"].value == "Child Unique ID"


@pytest.mark.parametrize(
    ("name", "value"),
    [("annex_a_event_months", "six"), ("annex_a_event_months", "0"), ("annex_a_leave_out_care_leavers", "maybe")],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        write(tmp_path, COUNCIL, settings={name: value})


def test_every_list_says_what_it_holds_and_names_real_columns() -> None:
    tables = load_schema().tables
    for entry in annex_a.load_lists():
        assert entry.holds.endswith(".")
        assert entry.grain.endswith(".")
        for need in entry.needs:
            view, _, column = need.rpartition(".")
            assert tables[view.replace(".", "_", 1)].has(column), need
        for name in entry.fills:
            view, column = name.rsplit(".", 1) if name.count(".") > 1 else (name, "")
            assert view.replace(".", "_", 1) in tables, name
            assert not column or tables[view.replace(".", "_", 1)].has(column), name


def test_every_annex_a_text_of_the_lists_is_a_code_of_its_column(tmp_path: Path) -> None:
    """Each SSD code that has an Annex A text comes out as one of the published codes."""
    sets = load_schema().code_sets
    with warehouse(COUNCIL) as con:
        annex_a.make_lists(con, context())
        texts = con.execute("select code_set, spelling, code from annex_a_code").fetchall()
    published = {(name, code.code) for name, codes in sets.items() for code in codes.codes}
    strange = {spelling for name, spelling, code in texts if (name, code) not in published}
    assert strange == {"K3", "E43", "E44"}


CHECKED = COUNCIL | {
    "ssd.contacts": """
        cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
        c1              | 0012           | 2026-05-01        | 6
        c2              | 0012           | 2026-05-01        | 6
        c3              | 0012           | 2026-05-01        | 6
        c4              | 0012           | 2026-05-01        | 2A
        c5              | stranger       | 2026-05-02        | 6
    """,
    "ssd.cin_episodes": """
        cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason
        r1               | 0012           | 2026-05-01         | 2026-06-01      |
        r2               | 0012           | 2026-05-01         | 2026-06-01      |
        r3               | back           | 2026-05-01         | 2026-04-01      | RC1
    """,
    "ssd.cin_plans": """
        cinp_cin_plan_id | cinp_person_id | cinp_referral_id | cinp_cin_plan_start_date
        n1               | 0012           | r2               | 2026-05-02
        n2               | back           | r3               | 2026-05-02
    """,
    "ssd.cp_plans": "cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date\np1 | elsewhere | 2026-05-01",
    "ssd.cin_assessments": "cina_assessment_id | cina_person_id | cina_assessment_start_date\na1 | stranger | 2026-05-01",
    "ssd.cla_episodes": """
        clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason
        e1                  | in-care        | c1          | 2026-05-01                  | 2026-06-01                   | X1
    """,
}


def found(book: Workbook) -> dict[tuple[str, int, str], int]:
    """Each check of the sheet with the number of rows it found, those that found none left out."""
    rows = [row for row in book["Checks"].values if isinstance(row[1], int) and isinstance(row[2], int) and row[2] > 0]
    return {(str(row[0]), row[1], str(row[5])): row[2] for row in rows if row[0] != "Required and blank"}


def test_checks_count_repeats_orders_and_children_that_a_list_lacks(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path, CHECKED))
    counted = {(name, number): rows for (name, number, _), rows in found(book).items()}
    assert counted == {
        ("Repeats", 1): 2,
        ("Repeats", 3): 1,
        ("Dates out of order", 6): 1,
        ("Missing from list 6", 7): 1,
        ("Missing from list 6", 8): 1,
        ("Closed without a reason", 6): 1,
        ("Care ended with X1", 8): 1,
        ("Not in the person table", 1): 1,
        ("Not in the person table", 4): 1,
        ("Open with no case worker", 7): 1,
        ("Open with no case worker", 8): 1,
    }
    listed = [row for row in book["Checks"].values if row[0] == "Missing from list 6" and isinstance(row[2], str)]
    assert {(row[1], row[2]) for row in listed} == {(7, "elsewhere"), (8, "in-care")}


def test_a_sound_council_gives_checks_that_find_nothing(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path, COUNCIL))
    assert found(book) == {}
    assert sum(row[0] == "Dates out of order" for row in book["Checks"].values) == 9


def test_checks_compare_with_the_lists_as_the_load_before_gave_them(tmp_path: Path) -> None:
    path = tmp_path / "annex-a.xlsx"
    contacts = """
        cont_contact_id | cont_person_id | cont_contact_date
        then            | 0012           | 2026-01-15
        both            | 0012           | 2026-05-01
        now             | 0012           | 2026-08-01
    """
    with warehouse({"ssd.contacts": contacts}) as con:
        con.execute("insert into meta.loads values ('before', '887', '2026-05-31', '2026-05-31', '', 'folder', 0)")
        con.execute("update history.ssd_contacts set known_from = '2026-05-31' where cont_contact_id <> 'now'")
        con.execute("update history.ssd_contacts set known_to = '2026-08-31' where cont_contact_id = 'then'")
        annex_a.write(con, context(), None, path)
        known_at = con.execute("select getvariable('known_at'), getvariable('load_id')").fetchall()
    book = load_workbook(path)
    row = next(row for row in book["Checks"].values if row[0] == "List 1 Contacts")
    assert row[2:5] == (2, 2, "+0")
    assert [cell.value for cell in book["List 1"]["F"]][1:] == [datetime(2026, 5, 1), datetime(2026, 8, 1)]
    assert known_at == [(datetime(2026, 8, 31), "load")]


def test_the_first_load_has_nothing_to_compare_with(tmp_path: Path) -> None:
    rows = list(load_workbook(write(tmp_path, COUNCIL))["Checks"].values)
    assert any(row[0] == "This is the first extract, so there is none to compare with." for row in rows)


def test_ages_and_windows_do_not_depend_on_today(tmp_path: Path) -> None:
    long_ago = date(2019, 2, 28)
    path = tmp_path / "annex-a.xlsx"
    contacts = "cont_contact_id | cont_person_id | cont_contact_date\nc1 | 0012 | 2018-08-28\nc2 | 0012 | 2018-08-27"
    with warehouse(COUNCIL | {"ssd.contacts": contacts}, reference_date=long_ago) as con:
        annex_a.write(con, context(long_ago), None, path)
    sheet = load_workbook(path)["List 1"]
    assert (sheet.max_row, sheet["E2"].value) == (2, 4)
