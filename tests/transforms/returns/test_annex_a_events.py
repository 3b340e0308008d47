"""Lists 1 to 5: the events of six months. R is 31 August 2026; the window begins on 28 February 2026."""

# ruff: noqa: E501 (a text table is as wide as its columns)

from datetime import date

import pytest

from tests.transforms.returns.annex_a_given import made

PEOPLE = """
    pers_person_id | pers_sex | pers_ethnicity | pers_dob
    ann            | F        | WBRI           | 2015-08-31
    ben            | M        |                | 2015-09-01
"""


def test_contacts_from_the_first_day_of_the_window_to_the_reference_date() -> None:
    listed = made(
        1,
        {
            "ssd.person": PEOPLE,
            "ssd.contacts": """
                cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
                day-before      | ann            | 2026-02-27        | 6
                first-day       | ann            | 2026-02-28        | 5D
                on-r            | ann            | 2026-08-31        | 10
                after-r         | ann            | 2026-09-01        | 6
                no-date         | ann            |                   | 6
            """,
        },
    )
    assert listed.values("record_id") == ["first-day", "on-r"]
    assert listed.values("contact_source") == ["p1) 5D: LA services", "u) 10: Unknown"]


def test_repeated_contacts_stay_and_siblings_are_a_row_each_in_order_of_child_date_and_id() -> None:
    listed = made(
        1,
        {
            "ssd.contacts": """
                cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
                c4              | ben            | 2026-05-01        | 6
                c2              | ann            | 2026-05-01        | 6
                c1              | ann            | 2026-05-01        | 6
                c3              | ann            | 2026-04-30        | 6
            """
        },
    )
    assert listed.values("record_id") == ["c3", "c1", "c2", "c4"]


def test_a_contact_about_nobody_known_has_no_gender_ethnicity_or_age() -> None:
    (row,) = made(
        1,
        {
            "ssd.person": PEOPLE,
            "ssd.contacts": """
                cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
                c1              | stranger       | 2026-05-01        |
            """,
        },
    ).rows
    assert (row["gender"], row["ethnicity"], row["age"], row["contact_source"]) == ("", "", "", "")


@pytest.mark.parametrize(
    ("reference_date", "ages"),
    [
        (date(2026, 8, 30), {"birthday": "10", "day-after": "10", "leap": "18", "unborn": "-1", "expected": ""}),
        (date(2026, 8, 31), {"birthday": "11", "day-after": "10", "leap": "18", "unborn": "-1", "expected": ""}),
        (date(2026, 2, 28), {"birthday": "10", "day-after": "10", "leap": "17", "unborn": "-1", "expected": ""}),
        (date(2026, 3, 1), {"birthday": "10", "day-after": "10", "leap": "18", "unborn": "-1", "expected": ""}),
    ],
)
def test_ages_are_whole_years_at_the_reference_date(reference_date: date, ages: dict[str, str]) -> None:
    people = """
        pers_person_id | pers_dob   | pers_expected_dob | pers_death_date
        birthday       | 2015-08-31 |                   | 2026-01-01
        day-after      | 2015-09-01 |                   |
        leap           | 2008-02-29 |                   |
        unborn         | 2026-09-01 |                   |
        expected       |            | 2026-12-01        |
    """
    contacts = "cont_contact_id | cont_person_id | cont_contact_date\n" + "\n".join(
        f"{child} | {child} | {reference_date}" for child in ages
    )
    listed = made(1, {"ssd.person": people, "ssd.contacts": contacts}, reference_date=reference_date)
    assert listed.column("age") == ages


def test_sex_and_ethnicity_in_annex_a_words() -> None:
    people = """
        pers_person_id | pers_sex | pers_gender | pers_ethnicity
        f              | F        |             | MWBC
        m              | M        | 02          | NOBT
        u              | U        | 02          |
        by-gender      |          | 02          | REFU
        described      |          | 09          | CHNE
        nothing        |          |             | BOTH
    """
    contacts = "cont_contact_id | cont_person_id | cont_contact_date\n" + "\n".join(
        f"{child} | {child} | 2026-05-01" for child in ("f", "m", "u", "by-gender", "described", "nothing")
    )
    listed = made(1, {"ssd.person": people, "ssd.contacts": contacts})
    assert listed.column("gender") == {
        "f": "b) Female",
        "m": "a) Male",
        "u": "c) Not stated/recorded",
        "by-gender": "b) Female",
        "described": "d) Neither",
        "nothing": "c) Not stated/recorded",
    }
    assert listed.column("ethnicity") == {
        "f": "f) MWBC",
        "m": "s) NOBT",
        "u": "s) NOBT",
        "by-gender": "s) REFU",
        "described": "q) CHNE",
        "nothing": "p) BOTH",
    }


def test_a_person_delivered_twice_does_not_double_the_row() -> None:
    twice = PEOPLE + "    ann | F | WIRI | 2015-08-31\n"
    contacts = "cont_contact_id | cont_person_id | cont_contact_date\nc1 | ann | 2026-05-01"
    assert made(1, {"ssd.person": twice, "ssd.contacts": contacts}).values("ethnicity") == ["a) WBRI"]


def test_early_help_open_at_some_time_in_the_window() -> None:
    listed = made(
        2,
        {
            "ssd.early_help_episodes": """
                earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_end_date | earl_episode_organisation
                ended-before    | ann            | 2025-01-01              | 2026-02-27            | School
                ended-first-day | ann            | 2025-02-01              | 2026-02-28            | School
                open            | ann            | 2025-03-01              |                       | School
                ends-after-r    | ann            | 2025-04-01              | 2026-09-01            | School
                ended-on-r      | ann            | 2025-05-01              | 2026-08-31            | School
                starts-on-r     | ann            | 2026-08-31              |                       | School
                starts-after-r  | ann            | 2026-09-01              |                       | School
            """
        },
    )
    assert dict(zip(listed.values("record_id"), listed.values("assessment_completion_date"), strict=True)) == {
        "ended-first-day": "2026-02-28",
        "open": "",
        "ends-after-r": "",
        "ended-on-r": "2026-08-31",
        "starts-on-r": "",
    }


def test_earlier_referrals_of_the_12_months_before_each_row() -> None:
    listed = made(
        3,
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date
                r0               | ann            | 2025-04-30
                r1               | ann            | 2025-05-01
                r2               | ann            | 2026-05-01
                r3               | ann            | 2026-05-01
                r4               | ann            | 2026-08-31
                r5               | ben            | 2026-05-01
                r6               | ben            | 2026-09-01
            """
        },
    )
    # r2 looks back to the anniversary (r1) and not the day before it; r3 shares r2's day and has the higher id.
    counts = dict(zip(listed.values("record_id"), listed.values("referrals_last_12_months"), strict=True))
    assert counts == {"r2": "1", "r3": "2", "r4": "2", "r5": "0"}


def test_only_a_recorded_yes_is_no_further_action_and_names_stand_for_ids() -> None:
    listed = made(
        3,
        {
            "ssd.department": "dept_team_id | dept_team_name\nt1 | Front Door",
            "ssd.professionals": "prof_professional_id | prof_professional_name\nw1 | Ada Bell",
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_referral_nfa | cine_referral_team | cine_referral_worker_id
                r1               | a              | 2026-02-28         | Y                 | t1                 | w1
                r2               | b              | 2026-05-01         | N                 | t2                 | w2
                r3               | c              | 2026-05-01         |                   |                    |
            """,
        },
    )
    assert listed.values("referral_nfa") == ["a) Yes", "b) No", "b) No"]
    assert listed.values("allocated_team") == ["Front Door", "t2", ""]
    assert listed.values("allocated_worker") == ["Ada Bell", "w2", ""]


def test_assessments_authorised_in_the_window_or_still_open() -> None:
    listed = made(
        4,
        {
            "ssd.person": PEOPLE,
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date | cina_assessment_child_seen | cina_assessment_outcome_nfa
                before             | ann            | 2024-01-01                 | 2026-02-27                | Y                          | N
                first-day          | ann            | 2024-02-01                 | 2026-02-28                | Y                          | N
                open-for-years     | ann            | 2024-03-01                 |                           | N                          | N
                authorised-later   | ann            | 2026-08-01                 | 2026-09-01                |                            | N
                on-r               | ann            | 2026-08-02                 | 2026-08-31                |                            | Y
                no-outcome         | ann            | 2026-08-03                 | 2026-08-31                | Y                          |
                starts-after-r     | ann            | 2026-09-01                 |                           | Y                          |
                nobody-known       | stranger       | 2026-08-01                 |                           | Y                          |
            """,
        },
    )
    shown = [
        (row["record_id"], row["assessment_authorised_date"], row["child_seen"], row["requires_social_care_support"])
        for row in listed.rows
    ]
    assert shown == [
        ("first-day", "2026-02-28", "a) Yes", "a) Yes"),
        ("open-for-years", "", "b) No", ""),
        ("authorised-later", "", "c) Unknown", ""),
        ("on-r", "2026-08-31", "c) Unknown", "b) No"),
        ("no-outcome", "2026-08-31", "a) Yes", "b) No"),
    ]


def test_disability_is_unknown_without_any_record_and_no_only_with_none() -> None:
    people = "pers_person_id\nnone\nsome\nboth\nnothing\nuncoded"
    listed = made(
        4,
        {
            "ssd.person": people,
            "ssd.disability": """
                disa_table_id | disa_person_id | disa_disability_code
                1             | none           | NONE
                2             | some           | AUT
                3             | both           | NONE
                4             | both           | LD
                5             | uncoded        |
            """,
            "ssd.cin_assessments": "cina_assessment_id | cina_person_id | cina_assessment_start_date\n"
            + "\n".join(f"{child} | {child} | 2026-08-01" for child in ("none", "some", "both", "nothing", "uncoded")),
        },
    )
    assert listed.column("has_disability") == {
        "none": "b) No",
        "some": "a) Yes",
        "both": "a) Yes",
        "nothing": "c) Unknown",
        "uncoded": "c) Unknown",
    }


ENQUIRIES = """
    s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | s47e_s47_end_date | s47e_s47_nfa
    before              | ann            | 2026-02-01          | 2026-02-27        | N
    first-day           | ann            | 2026-02-02          | 2026-02-28        | Y
    open                | ann            | 2026-08-01          |                   | Y
    ends-later          | ben            | 2026-08-01          | 2026-09-01        | N
    on-r                | ben            | 2026-08-02          | 2026-08-31        | N
    no-answer           | ben            | 2026-08-03          | 2026-08-31        |
    later               | ben            | 2026-09-01          |                   |
"""


def test_enquiries_that_ended_in_the_window_or_are_open() -> None:
    listed = made(5, {"ssd.s47_enquiry": ENQUIRIES})
    assert dict(zip(listed.values("record_id"), listed.values("icpc_unnecessary"), strict=True)) == {
        "first-day": "a) Yes",
        "open": "",
        "ends-later": "",
        "on-r": "b) No",
        "no-answer": "",
    }


def test_where_no_source_says_when_enquiries_end_those_begun_in_the_window_are_listed() -> None:
    enquiries = """
        s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | s47e_s47_nfa
        before              | ann            | 2026-02-27          | N
        first-day           | ann            | 2026-02-28          | Y
    """
    listed = made(5, {"ssd.s47_enquiry": enquiries}, missing=["ssd_s47_enquiry.s47e_s47_end_date"])
    assert dict(zip(listed.values("record_id"), listed.values("icpc_unnecessary"), strict=True)) == {
        "first-day": "a) Yes"
    }
    assert any("ssd_s47_enquiry.s47e_s47_end_date" in gap for gap in listed.report.gaps)


def test_the_earliest_conference_of_the_same_enquiry_and_child() -> None:
    listed = made(
        5,
        {
            # Siblings share an enquiry's id.
            "ssd.s47_enquiry": """
                s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | s47e_s47_end_date
                e1                  | ann            | 2026-06-01          | 2026-06-10
                e1                  | ben            | 2026-06-01          | 2026-06-10
                e1                  | cat            | 2026-06-01          | 2026-06-10
                e2                  | dan            | 2026-08-25          |
            """,
            "ssd.initial_cp_conference": """
                icpc_icpc_id | icpc_s47_enquiry_id | icpc_person_id | icpc_icpc_date | icpc_icpc_outcome_cp_flag
                i2           | e1                  | ann            | 2026-06-20     | N
                i1           | e1                  | ann            | 2026-06-18     | Y
                i3           | e1                  | ben            | 2026-06-19     |
                i4           | e2                  | dan            | 2026-09-01     | Y
            """,
        },
    )
    shown = [(row["child_unique_id"], row["icpc_date"], row["icpc_resulted_in_cpp"]) for row in listed.rows]
    assert shown == [
        ("ann", "2026-06-18", "a) Yes"),
        ("ben", "2026-06-19", "c) Unknown"),
        ("cat", "", ""),
        ("dan", "", ""),
    ]


def test_counts_of_the_12_months_before_the_latest_enquiry_stand_on_all_of_the_childs_rows() -> None:
    listed = made(
        5,
        {
            "ssd.s47_enquiry": """
                s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | s47e_s47_end_date
                e0                  | ann            | 2025-07-31          | 2025-08-10
                e1                  | ann            | 2025-08-01          | 2025-08-10
                e2                  | ann            | 2026-05-01          | 2026-05-10
                e3                  | ann            | 2026-08-01          | 2026-08-10
                e4                  | ann            | 2026-08-01          | 2026-08-10
                e5                  | ben            | 2026-08-01          | 2026-08-10
            """,
            "ssd.initial_cp_conference": """
                icpc_icpc_id | icpc_person_id | icpc_icpc_date
                i0           | ann            | 2025-07-31
                i1           | ann            | 2025-08-01
                i2           | ann            | 2026-07-31
                i3           | ann            | 2026-08-01
            """,
        },
    )
    shown = [(row["record_id"], row["s47_last_12_months"], row["icpc_last_12_months"]) for row in listed.rows]
    # e4 is the latest (e3 shares its day and has the lower id): e1, e2 and e3 came before; i3 is on the day itself.
    assert shown == [("e2", "3", "2"), ("e3", "3", "2"), ("e4", "3", "2"), ("e5", "0", "0")]


def test_the_window_is_a_setting() -> None:
    contacts = "cont_contact_id | cont_person_id | cont_contact_date\nc1 | ann | 2025-09-01"
    assert made(1, {"ssd.contacts": contacts}).rows == []
    assert made(1, {"ssd.contacts": contacts}, {"annex_a_event_months": "12"}).values("record_id") == ["c1"]
