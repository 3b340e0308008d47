"""The front door's measures, worked by hand for October to December 2025."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

from tests.support.given import RESIDENTS, measured


def test_a_contact_on_an_open_case_counts_and_is_shown_apart() -> None:
    answer = measured(
        "contacts_received",
        {
            "ssd.contacts": """
                cont_contact_id | cont_person_id | cont_contact_date | cont_contact_outcome_json
                c1              | ann            | 2025-10-01        | {"EXISTING_REFERRAL_FLAG": "Y", "NFA_FLAG": "Y"}
                c2              | ben            | 2025-10-01        | {"NEW_REFERRAL_FLAG": "N", "ADVICE_FLAG": "Y"}
                c3              | cy             | 2025-10-01        | {"NEW_REFERRAL_FLAG": "N"}
                c4              | di             | 2025-10-01        |
            """
        },
    )
    assert answer.group("outcome") == {
        "Joined an open referral": "1/-",
        "Other outcome": "1/-",
        "Awaiting outcome": "1/-",
        "Not known": "1/-",
    }


def test_the_quarters_own_referrals_stand_beside_the_rate() -> None:
    referrals = """
        cine_referral_id | cine_person_id | cine_referral_date
        r1               | A              | 2025-04-02
        r2               | B              | 2025-09-30
        r3               | B              | 2025-10-01
        r4               | C              | 2025-12-31
        r5               | D              |
    """
    tables = {"ssd.cin_episodes": referrals, "sup.population": RESIDENTS}
    assert measured("referral_rate", tables, window="flow").numerator == 2
    assert measured("referral_rate", tables).records == {"r1": "1", "r2": "1", "r3": "1", "r4": "1", "r5": "G4"}


def test_a_rate_without_a_population_is_a_count() -> None:
    answer = measured(
        "referral_rate",
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_cin_primary_need_code
                r1               | unborn         | 2025-12-31         | N2
                r2               | unborn         | 2025-12-30         |
            """,
            "ssd.person": """
                pers_person_id | pers_expected_dob
                unborn         | 2026-03-01
            """,
        },
    )
    assert (answer.status, answer.fraction, answer.shown) == ("not_available", "2/-", "n/a")
    assert answer.group("age_band") == {"Unborn": "2/-"}
    assert answer.group("primary_need") == {"Child’s disability or illness": "1/-", "Not known": "1/-"}


def test_re_referrals_of_the_quarter_alone() -> None:
    answer = measured(
        "re_referrals_within_12_months",
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date
                r1               | A              | 2025-09-30
                r2               | A              | 2025-10-01
                r3               | B              | 2025-12-31
            """
        },
        window="flow",
    )
    assert answer.fraction == "1/2"


def test_re_referral_counts_the_anniversary_whatever_the_month_and_never_the_same_day() -> None:
    answer = measured(
        "re_referrals_within_12_months",
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date
                leap1            | A              | 2024-02-29
                leap2            | A              | 2025-02-28
                out1             | B              | 2024-02-28
                out2             | B              | 2025-03-01
                day1             | C              | 2025-06-01
                day2             | C              | 2025-06-01
                first            | D              | 2025-01-01
                year             | D              | 2026-01-01
                other            |                | 2025-06-01
            """
        },
    )
    # 29 February 2024 is on or after 28 February 2024, twelve months before 28 February 2025.
    assert answer.records == {
        "leap2": "1",
        "out2": "0",
        "day1": "0",
        "day2": "G2",
        "first": "0",
        "other": "missing link",
    }


def test_re_referrals_by_the_team_that_closed_the_earlier_case() -> None:
    answer = measured(
        "re_referrals_within_12_months",
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
                a1               | A              | 2025-02-01         | 2025-04-10
                a2               | A              | 2025-09-01         |
                a3               | A              | 2025-10-01         |
                b1               | B              | 2025-02-01         | 2025-04-10
                b2               | B              | 2025-09-01         |
            """,
            "ssd.involvements": """
                invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date
                i1 | A | w1 | CW | north | 2025-02-01 | 2025-04-10
                i2 | A | w2 | CW | south | 2025-04-10 |
                i3 | B | w2 | FS | south | 2025-02-01 |
            """,
            "ssd.department": """
                dept_team_id | dept_team_name
                north        | North pod
            """,
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_referral_id
                x1                 | A              | a2
                x2                 | B              | b2
            """,
            "ssd.assessment_factors": """
                cinf_table_id | cinf_assessment_id | cinf_assessment_factors_json
                f1            | x1                 | ["1A", "16A"]
                f2            | x2                 | ["20"]
            """,
        },
    )
    assert answer.group("closing_team") == {
        "North pod": "1/1",
        "Earlier case not closed": "1/1",
        "No earlier referral": "0/2",
        "Unallocated": "1/1",
    }
    assert answer.group("neglect_factor") == {"Neglect": "1/1", "No neglect": "1/1", "Not known": "1/3"}


def test_nothing_to_count_gives_no_percentage() -> None:
    answer = measured("referrals_with_no_further_action", {})
    assert (answer.fraction, answer.shown, answer.status) == ("0/0", "n/a", "no_records")


CONTACTS = """
    cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
    c1              | ann            | 2025-12-30        | 6
    c2              | ben            | 2025-12-31        | 6
    c3              | cy             | 2025-12-30        | 2A
    c4              | di             | 2025-11-03        |
    c5              | ed             | 2025-11-03        | 6
    c6              | ed             | 2025-11-03        | 6
    c7              |                | 2025-11-03        | 6
    c8              | flo            |                   | 6
    c9              | gus            | 2025-12-31        | 6
"""


def test_a_decision_is_judged_once_its_day_has_come_and_of_two_the_first_counts() -> None:
    answer = measured(
        "decision_within_one_working_day",
        {
            "ssd.contacts": CONTACTS,
            "sup.contact_decisions": """
                contact_id | decision_date | received_out_of_hours
                c1         | 2025-12-31    | Y
                c2         | 2025-12-31    | N
                c4         | 2025-11-05    | N
                c4         | 2025-11-04    | N
                c6         | 2025-11-04    | N
                c7         | 2025-11-04    | N
                c8         | 2025-11-04    | N
                c9         | 2025-12-30    | N
            """,
        },
        extracted_on="2025-12-31",
    )
    assert answer.records == {
        "c1": "1",
        "c2": "not due",  # though decided: 2 January had not come
        "c3": "0",  # due on the day of the extract, and nothing decided
        "c4": "1",
        "c5": "0",  # its repeat was decided, c5 was not
        "c6": "G2",
        "c7": "missing link",
        "c8": "G4",
        "c9": "not due",
    }
    assert answer.group("out_of_hours") == {"Out of hours": "1/1", "In hours": "1/1", "Not known": "0/2"}
    assert answer.group("source_group") == {"Police": "1/2", "Schools": "0/1", "Not known": "1/1"}


def test_a_decision_skips_easter() -> None:
    answer = measured(
        "decision_within_one_working_day",
        {
            "ssd.contacts": """
                cont_contact_id | cont_person_id | cont_contact_date
                c1              | ann            | 2025-04-17
                c2              | ben            | 2025-04-17
                c3              | cy             | 2025-06-30
                c4              | di             | 2025-04-18
            """,
            "sup.contact_decisions": """
                contact_id | decision_date
                c1         | 2025-04-22
                c2         | 2025-04-23
                c3         | 2025-06-30
                c4         | 2025-04-17
            """,
        },
        quarter="2025-26-Q1",
    )
    assert answer.records == {"c1": "1", "c2": "0", "c3": "1", "c4": "G5"}


def test_decisions_by_the_team_that_held_the_case_on_the_day_of_the_contact() -> None:
    answer = measured(
        "decision_within_one_working_day",
        {
            "ssd.contacts": CONTACTS,
            "ssd.involvements": """
                invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id | invo_professional_team | invo_involvement_start_date
                i1 | di  | w1 | CW | north | 2025-11-03
                i2 | ed  | w1 | CW | north | 2025-11-04
            """,
        },
    )
    assert answer.group("team") == {"north": "0/1", "Unallocated": "0/5"}


PROFESSIONALS = """
    prof_professional_id | prof_social_worker_registration_no
    w1                   | SW1
    w2                   |
"""
WAITS = """
    cine_referral_id | cine_person_id | cine_referral_date | cine_referral_nfa | cine_cin_primary_need_code
    r01              | c01            | 2025-10-01         |                   | N1
    r02              | c02            | 2025-11-03         | N                 | N1
    r03              | c03            | 2025-11-03         | N                 | N2
    r04              | c04            | 2025-11-03         | N                 | N2
    r05              | c05            | 2025-11-03         | N                 | N2
    r06              | c06            | 2025-11-03         | N                 | N2
    r07              | c07            | 2025-11-03         | N                 | N2
    r08              | c08            | 2025-11-03         | N                 | N2
    r09              | c09            | 2025-11-03         | N                 | N2
    r10              | c10            | 2025-12-31         | N                 | N2
    r11              | c11            | 2025-12-31         | N                 | N2
    r12              | c12            | 2025-11-03         | N                 | N2
    r13              | c01            | 2025-10-01         | N                 | N2
    r14              |                | 2025-11-03         | N                 | N2
    r15              | c15            | 2026-01-01         | N                 | N2
    r16              | c16            | 2025-11-03         | true              | N2
"""


def test_the_first_social_worker_is_the_referrals_own_or_the_childs_from_then_on() -> None:
    answer = measured(
        "wait_for_allocated_social_worker",
        {
            "ssd.cin_episodes": WAITS,
            "ssd.professionals": PROFESSIONALS,
            "ssd.involvements": """
                invo_involvements_id | invo_person_id | invo_referral_id | invo_professional_id | invo_professional_role_id | invo_involvement_start_date | invo_involvement_end_date
                i01a | c01 | r01 | w1 | CW | 2025-10-03 |
                i01b | c01 |     | w1 | CW | 2025-10-02 | 2025-10-02
                i02a | c02 |     | w1 | CW | 2025-11-03 |
                i02b | c02 | r02 | w1 | CW | 2025-11-05 |
                i03  | c03 |     | w1 | CW | 2025-11-02 |
                i04a | c04 | r04 | w1 | CW | 2025-10-01 | 2025-11-03
                i04b | c04 | r04 | w1 | CW | 2025-11-05 |
                i05  | c05 | r05 | w1 | CW | 2025-10-01 | 2025-11-04
                i06a | c06 | r06 | w2 | CW | 2025-11-03 |
                i06b | c06 | r06 | w1 | FS | 2025-11-03 |
                i06c | c06 | r06 | w3 | CW | 2025-11-03 |
                i07  | c07 | r07 | w1 | CW |            |
                i08  | c99 | r99 | w1 | CW | 2025-11-03 |
                i09  | c09 | r98 | w1 | CW | 2025-11-10 |
                i10  | c10 | r10 | w1 | CW | 2026-01-12 |
                i11  | c11 | r11 | w1 | CW | 2026-01-13 |
                i12  | c98 | r12 | w1 | CW | 2025-11-03 | 2025-11-03
                i13  | c07 |     | w1 | CW | 2025-11-04 |
                i14  |     |     | w1 | CW | 2025-11-04 |
                i16  | c16 | r16 | w1 | CW | 2025-11-04 |
            """,
        },
    )
    assert answer.records == {
        "r01": "2",  # the referral's own, though another of the child's started sooner
        "r02": "2",  # as r01, with the other on the day of the referral itself
        "r03": "not yet allocated",  # a day too early, and not the referral's own
        "r04": "2",  # the earlier worker had gone by the day of the referral
        "r05": "0",  # the earlier worker was still there
        "r06": "not yet allocated",  # no number, another role, a worker not on record
        "r07": "1",  # its own has no start, so the same child's
        "r08": "not yet allocated",
        "r09": "5",  # nobody of its own: the same child's, whatever referral it names
        "r10": "7",
        "r11": "not yet allocated",  # after the extract
        "r12": "0",  # the referral's own, whoever it names
        "r13": "G2",
        "r14": "missing link",
        "r16": "ended in no further action",
    }
    assert answer.shown == "2.0"
    assert answer.group("primary_need") == {"Abuse or neglect": "2/2", "Child’s disability or illness": "6/6"}
