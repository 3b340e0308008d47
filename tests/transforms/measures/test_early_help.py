"""The early help measures, worked by hand for October to December 2025: what the examples leave out."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

import pytest

from tests.support.given import answer as answer_of
from tests.support.given import given, measured


def test_a_wait_needs_a_dated_start_and_the_first_decision_on_a_dated_contact() -> None:
    answer = measured(
        "wait_from_contact_to_early_help",
        {
            "ssd.early_help_episodes": """
                earl_episode_id | earl_person_id | earl_episode_start_date
                e1              | ann            | 2025-11-05
                e1              | ann            | 2025-11-05
                e2              | ben            |
                e3              |                | 2025-11-05
                e4              | cy             | 2025-11-05
                e5              | di             | 2025-11-05
                e6              | ed             | 2025-11-05
            """,
            "ssd.contacts": """
                cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
                c1              | ann            | 2025-11-04        | 6
                c2              | ben            | 2025-11-04        | 6
                c4              | cy             |                   | 6
                c5              | di             | 2025-11-03        | 6
                c6a             | ed             | 2025-11-04        | 6
                c6b             | ed             | 2025-11-04        | 6
            """,
            "sup.contact_decisions": """
                contact_id | decision_date | outcome_code
                c1         | 2025-11-04    | EARLY_HELP
                c2         | 2025-11-04    | EARLY_HELP
                c4         | 2025-11-04    | EARLY_HELP
                c5         | 2025-11-05    | EARLY_HELP
                c5         | 2025-11-04    | NFA
                c6b        | 2025-11-04    | EARLY_HELP
            """,
        },
    )
    assert answer.records == {
        "e1": "1",
        "e2": "G4",
        "e3": "missing link",
        "e4": "not from a contact",
        "e5": "not from a contact",  # the first decision was another
        "e6": "1",
    }
    # e1's repeat is listed and not counted.
    assert (answer.fraction, answer.shown) == ("2/2", "1.0")


def test_ten_working_days_from_a_saturday_and_a_visit_on_the_weekend_after_them() -> None:
    answer = measured(
        "first_early_help_visit_within_10_working_days",
        {
            "ssd.early_help_episodes": """
                earl_episode_id | earl_person_id | earl_episode_start_date
                e1              | ann            | 2025-10-04
                e2              | ben            | 2025-10-04
                e3              | cy             | 2025-10-04
                e4              | di             | 2025-10-04
                e5              |                | 2025-10-04
                e6              | ed             |
                e7              | flo            | 2025-10-04
                e7              | flo            | 2025-10-04
            """,
            "sup.early_help_visits": """
                episode_id | person_id | visit_date | family_seen
                e1         | ann       | 2025-10-17 | Y
                e2         | ben       | 2025-10-18 | Y
                e3         | cy        | 2025-10-06 |
                e4         | di        |            | Y
                e7         | flo       | 2025-10-06 | N
                e7         | flo       | 2025-10-07 | Y
                e7         | flo       | 2025-10-08 | Y
            """,
        },
    )
    assert answer.fraction == "2/5"
    assert answer.records == {
        "e1": "1",
        "e2": "0",
        "e3": "0",
        "e4": "0",
        "e5": "missing link",
        "e6": "G4",
        "e7": "1",  # listed twice and counted once
    }


@pytest.mark.parametrize(
    ("wording", "group"),
    [
        ("Step up", "Stepped up"),
        ("Step-up to CIN", "Stepped up"),
        ("stepped_up", "Stepped up"),
        ("Needs not met, stepped up", "Stepped up"),
        ("No response; escalated to the front door", "Stepped up"),
        ("Referred to Children's Social Care", "Stepped up"),
        ("Transferred to social work team", "Stepped up"),
        ("Opened to Child in Need", "Stepped up"),
        ("Referred to children's services", "Stepped up"),
        ("Not stepped up", "Other"),
        ("Needs were not fully met", "Other"),
        ("No longer needed", "Not mapped"),
        ("Step down to universal services", "Other"),
        ("Step down, no longer open to social care", "Other"),
        ("Moved to another authority's social care area", "Moved"),
        ("Left the area", "Moved"),
        ("Family disengaged", "Disengaged"),
        ("Did not engage", "Disengaged"),
        ("Consent withdrawn", "Disengaged"),
        ("Outcomes met", "Outcomes met"),
        ("OUTCOMES_MET", "Outcomes met"),
        ("Outcomes not met", "Other"),
        ("Goals achieved", "Outcomes met"),
        ("Single agency support", "Other"),
        ("OTHER", "Other"),
        ("Ymca", "Not mapped"),
    ],
)
def test_what_a_local_end_reason_stands_for(wording: str, group: str) -> None:
    answer = measured(
        "early_help_stepped_up",
        {
            "ssd.early_help_episodes": f"""
                earl_episode_id | earl_person_id | earl_episode_end_date | earl_episode_end_reason
                e1              | ann            | 2025-11-05            | {wording}
            """
        },
    )
    assert answer.group("end_reason") == {group: "1/1" if group == "Stepped up" else "0/1"}


def test_an_ended_episode_counts_whoever_and_whenever_it_began() -> None:
    answer = measured(
        "early_help_stepped_up",
        {
            "ssd.early_help_episodes": """
                earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_end_date | earl_episode_end_reason
                e1              |                |                         | 2025-11-05            | Step up
                e2              | ann            | 2025-11-06              | 2025-11-05            | Step up
                e3              | ben            | 2025-01-01              | 2025-11-05            | Step up
                e3              | ben            | 2025-01-01              | 2025-11-05            | Step up
            """
        },
    )
    assert answer.fraction == "3/3"
    assert answer.records == {"e1": "1", "e2": "1", "e3": "1"}  # e3 is listed twice and counted once


CLOSURES = """
    cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason | cine_cin_primary_need_code
    r01              | c01            | 2025-05-01         | 2025-11-03      | RC9               | N2
    r02              | c02            | 2025-05-01         | 2025-11-03      | RC9               | N2
    r03              | c03            | 2025-05-01         | 2025-11-03      | RC9               |
    r04              | c04            | 2025-05-01         | 2025-11-03      | RC9               |
    r05              | c05            | 2025-05-01         | 2025-11-03      | RC9               |
    r06              | c06            | 2025-05-01         | 2025-11-07      | RC9               |
    r07              | c07            | 2025-05-01         | 2025-11-03      | RC9               |
    r08              | c08            | 2025-05-01         | 2025-11-03      | RC9               |
    r09b             | c09            | 2025-05-01         | 2025-11-03      | RC9               |
    r09a             | c09            | 2025-06-01         | 2025-11-03      | RC7               |
    r09c             | c09            | 2025-06-02         | 2025-11-03      | RC9               |
    r09d             | c09            |                    | 2025-11-03      | RC9               |
    r10a             | c10            | 2025-05-01         | 2025-11-03      | RC7               |
    r10b             | c10            | 2025-05-01         | 2025-11-04      | RC9               |
    r11              | c11            | 2025-05-01         | 2025-11-03      | RC7               |
    r12              | c12            | 2025-05-01         | 2025-11-03      | RC7               |
    r13              | c13            |                    | 2025-11-03      |                   |
    r14              |                | 2025-05-01         | 2025-11-03      | RC9               |
    r15              | c15            | 2025-05-01         |                 | RC9               |
"""


def test_a_step_down_is_met_by_early_help_open_that_day_or_begun_in_ten_working_days() -> None:
    answer = measured(
        "step_downs_picked_up_by_early_help",
        {
            "ssd.cin_episodes": CLOSURES,
            "sup.step_transfers": """
                person_id | decision_date | direction | not_started_reason
                c11       | 2025-11-03    | UP        |
                c12       | 2025-11-04    | DOWN      |
                c13       | 2025-11-03    | DOWN      | WAITING
                c13       | 2025-11-03    | DOWN      | OTHER
                c13       | 2025-11-03    | UP        | MOVED
            """,
            "ssd.early_help_episodes": """
                earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_end_date
                e01             | c01            | 2025-09-01              | 2025-11-04
                e02             | c02            | 2025-09-01              | 2025-11-03
                e03             | c03            | 2025-11-03              |
                e04             | c04            | 2025-11-03              | 2025-11-03
                e05             | c05            | 2025-11-17              | 2025-11-17
                e06             | c06            | 2025-11-22              |
                e07             | c07            |                         |
                e08             | c99            | 2025-11-04              |
                e09             | c09            | 2025-11-18              |
            """,
            "ssd.involvements": """
                invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date
                i1 | c01 | w1 | CW | north | 2025-05-01 | 2025-11-03
                i2 | c01 | w2 | CW | south | 2025-11-03 |
            """,
        },
    )
    assert answer.records == {
        "r01": "1",  # open on the day of the closure
        "r02": "0",  # ended that day
        "r03": "1",  # begun that day
        "r04": "0",  # begun and ended that day
        "r05": "1",  # begun on the 10th working day
        "r06": "0",  # begun on the Saturday after the 10th working day, 21 November
        "r07": "0",  # nobody knows when
        "r08": "0",  # another child's
        "r09b": "0",  # begun on the 11th working day
        "r09c": "G2",  # the same child and day; r09a was no step down
        "r09d": "G2",
        "r10b": "G2",  # a repeat of the referral r10a
        "r13": "0",
        "r14": "missing link",
    }
    assert answer.group("team") == {"north": "1/1", "Unallocated": "2/9"}
    assert answer.group("primary_need") == {"Child’s disability or illness": "1/2", "Not known": "2/8"}
    assert answer.group("not_started_reason") == {"Started": "3/3", "Other": "0/1", "Not known": "0/6"}


def test_a_step_down_holds_for_six_months_to_the_same_day_or_the_months_last() -> None:
    answer = measured(
        "step_downs_re_referred_within_6_months",
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason | cine_cin_primary_need_code
                r1               | ann            | 2024-05-01         | 2024-08-31      | RC9               | N2
                r2               | ben            | 2024-05-01         | 2024-08-31      | RC9               | N2
                r3               | cy             | 2024-05-01         | 2024-09-30      | RC8               | N2
                r4               | di             | 2024-05-01         | 2024-07-01      | RC9               | N2
                r5               | ed             | 2024-05-01         | 2024-10-01      | RC9               | N2
                r6               | flo            | 2024-05-01         | 2024-06-30      | RC9               | N2
                r7a              | gus            | 2024-05-01         | 2024-08-01      | RC9               | N2
                r7b              | gus            | 2024-06-01         | 2024-08-01      | RC9               | N2
                r8               |                | 2024-05-01         | 2024-08-01      | RC9               | N2
                s1               | ann            | 2025-02-28         |                 |                   |
                s2               | ben            | 2025-03-01         |                 |                   |
                s3               | cy             | 2024-10-01         |                 |                   |
                s4               | di             |                    |                 |                   |
                s7               | gus            | 2024-08-02         |                 |                   |
            """,
            "sup.step_transfers": """
                person_id | decision_date | direction
                cy        | 2024-09-30    | DOWN
            """,
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_referral_id
                x1                 | ann            | r1
                x2                 | ben            | r2
            """,
            "ssd.assessment_factors": """
                cinf_table_id | cinf_assessment_id | cinf_assessment_factors_json
                f1            | x1                 | ["16A"]
                f2            | x2                 | ["20"]
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                di             | 2006-12-01
            """,
            "ssd.involvements": """
                invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date
                i1 | ann | w1 | CW | north | 2024-05-01 | 2024-08-31
                i2 | ann | w2 | CW | south | 2024-08-31 |
            """,
        },
        quarter="2024-25-Q4",
        extracted_on="2025-03-31",
    )
    assert answer.records == {
        "r1": "1",  # six months from 31 August end on 28 February
        "r2": "0",  # a day later
        "r3": "1",  # stepped down by its transfer, on the last day of the cohort
        "r4": "0",  # the first day of the cohort; 18 by then and still in
        "r7a": "1",
        "r7b": "G2",
        "r8": "missing link",
    }
    assert answer.group("neglect_factor") == {"Neglect": "1/1", "No neglect": "0/1", "Not known": "2/3"}
    assert answer.group("team") == {"north": "1/1", "Unallocated": "2/4"}
    assert answer.group("age_band") == {"18-21": "0/1", "Not known": "3/4"}


ATTENDANCE = """
    hub_member_id | hub   | attendance_date | activity_type | person_id
    m1            | North | 2025-10-31      | ADVICE        | ann
    m1            | North | 2025-10-31      | ADVICE        | ann
    m2            | North | 2025-11-01      | ADVICE        | ann
    m3            | South | 2025-10-15      | ADVICE        | ann
    m4            | South | 2025-11-05      | ADVICE        |
    m4            | South | 2025-11-06      | ADVICE        |
    m5            | South |                 | ADVICE        | ben
    m6            | South | 2025-11-05      | ADVICE        | cy
    m7            | South | 2025-11-05      | ADVICE        | di
    m8            | East  | 2025-11-05      | ADVICE        | di
                  | South | 2025-11-05      | YOUTH         |
"""
HUB_EPISODES = """
    cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
    r1               | cy             |                    |
    r2               | di             | 2025-11-05         | 2025-11-05
    r3               |                | 2025-11-01         |
"""
HOMES = """
    addr_table_id | addr_person_id | addr_address_start_date | addr_address_postcode
    a1            | ann            | 2020-01-01              | ME71AA
    a19           | ann            | 2025-10-15              | ME99AA
    a2            | ann            | 2025-10-15              | me46bb
    a3            | ann            | 2025-10-16              | ME11CC
    a4            | cy             | 2025-01-01              | nowhere
"""


def test_a_hub_helps_each_child_once_whichever_members_it_came_as() -> None:
    tables = {"sup.hub_attendance": ATTENDANCE, "ssd.cin_episodes": HUB_EPISODES, "ssd.address": HOMES}
    answer = measured("children_helped_by_hubs", tables)
    assert answer.fraction == "4/-"
    assert answer.records == {
        "m3|South|2025-10-15|ADVICE": "1",
        "m1|North|2025-10-31|ADVICE": "G2",
        "m2|North|2025-11-01|ADVICE": "G2",
        "m4|South|2025-11-05|ADVICE": "1",
        "m4|South|2025-11-06|ADVICE": "G2",
        "m5|South|ADVICE": "G4",
        "m6|South|2025-11-05|ADVICE": "1",  # the episode has no date on which it began
        "m7|South|2025-11-05|ADVICE": "1",  # referred and closed that day
        "m8|East|2025-11-05|ADVICE": "G2",
        "South|2025-11-05|YOUTH": "missing link",
    }
    assert answer.group("postcode_area") == {"ME4": "1/-", "Not known": "3/-"}


def test_a_child_counts_once_in_the_quarter_and_once_in_each_month_it_came() -> None:
    con = given(
        {
            "sup.hub_attendance": """
                hub_member_id | hub   | attendance_date | activity_type | person_id
                m1            | North | 2025-11-30      | ADVICE        | ann
                m1            | North | 2025-12-01      | ADVICE        | ann
                m1            | North | 2025-12-02      | ADVICE        | ann
            """
        }
    )
    assert answer_of(con, "children_helped_by_hubs").fraction == "1/-"
    december = "select numerator from measure_values where period_kind = 'month' and breakdown = 'all'"
    assert con.execute(december).fetchall() == [(1,)]


def test_only_the_hubs_that_the_setting_names_count() -> None:
    contacts = """
        cont_contact_id | cont_person_id | cont_contact_date
        c1              | ann            | 2025-10-14
        c2              | ann            | 2025-10-30
        c3              | di             | 2025-10-31
        c4              |                | 2025-10-31
        c5              | ed             |
    """
    decisions = """
        contact_id | outcome_code
        c1         | HUB
        c2         | UNIVERSAL
        c3         | HUB
        c4         | HUB
        c5         | HUB
    """
    con = given({"sup.hub_attendance": ATTENDANCE, "ssd.contacts": contacts, "sup.contact_decisions": decisions})
    con.execute("insert into ref.setting values ('hub', 'South')")
    try:
        helped = answer_of(con, "children_helped_by_hubs")
        reached = answer_of(con, "contacts_reaching_a_hub_within_60_days")
    finally:
        con.execute("delete from ref.setting where name = 'hub'")
    assert helped.group("hub") == {"South": "4/-"}
    assert reached.records == {"c1": "1", "c2": "0", "c3": "1", "c4": "missing link", "c5": "G4"}
    assert answer_of(con, "contacts_reaching_a_hub_within_60_days").group("hub") == {
        "North": "1/1",
        "South": "1/1",
        "East": "1/1",
    }
