"""The front door's measures, worked by hand for October to December 2025."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

from tests.support.given import RESIDENTS, measured


def test_contacts_count_once_for_a_child_day_and_source() -> None:
    answer = measured(
        "contacts_received",
        {
            "ssd.contacts": """
                cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code
                c01             | ann            | 2025-10-01        | 6
                c02             | ann            | 2025-12-31        | 6
                c03             | ann            | 2025-12-31        | 2A
                c04             | ann            | 2025-12-31        | 6
                c05             | ben            | 2025-12-31        | 6
                c06             | ben            | 2025-11-05        |
                c07             | ben            | 2025-11-05        |
                c08             | ben            | 2025-09-30        | 6
                c09             | ben            | 2026-01-01        | 6
                c10             |                | 2025-11-05        | 6
                c11             | cy             |                   | 6
            """
        },
    )
    assert answer.fraction == "5/-"
    assert answer.shown == "5.0"
    assert answer.records == {
        "c01": "1",
        "c02": "1",
        "c03": "1",
        "c04": "G2",  # the same child, day and source as c02
        "c05": "1",
        "c06": "1",
        "c07": "G2",  # two blank sources are the same source
        "c10": "missing link",
    }
    assert answer.group("source_group") == {"Police": "3/-", "Schools": "1/-", "Not known": "1/-"}


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


def test_contacts_became_referrals_when_their_outcome_says_so() -> None:
    answer = measured(
        "contacts_that_became_referrals",
        {
            "ssd.contacts": """
                cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code | cont_contact_outcome_json
                c1              | ann            | 2025-10-01        | 6  | {"NEW_REFERRAL_FLAG": "Y", "NFA_FLAG": "N"}
                c2              | ben            | 2025-10-02        | 6  | {"NEW_REFERRAL_FLAG": "Y", "NFA_FLAG": "Y"}
                c3              | cy             | 2025-12-31        | 6  | {"NEW_REFERRAL_FLAG": "N", "NFA_FLAG": "Y"}
                c4              | di             | 2025-12-31        | 6  | {"EXISTING_REFERRAL_FLAG": "Y"}
                c5              | ed             | 2025-12-31        | 6  | {"EXISTING_REFERRAL_FLAG": "Y", "NEW_REFERRAL_FLAG": "Y"}
                c6              | flo            | 2025-12-31        | 6  | {"NFA_FLAG": "N"}
                c7              | gus            | 2025-12-31        | 6  |
                c8              | ann            | 2025-10-01        | 6  | {"NFA_FLAG": "Y"}
            """
        },
    )
    assert answer.fraction == "2/3"
    assert answer.records == {
        "c1": "1",
        "c2": "1",
        "c3": "0",
        "c4": "already open",
        "c5": "already open",
        "c6": "awaiting outcome",
        "c7": "awaiting outcome",
        "c8": "G2",
    }


def test_ex03_referral_rate() -> None:
    referrals = """
        cine_referral_id | cine_person_id | cine_referral_date
        r1               | A              | 2025-04-02
        r2               | A              | 2025-04-02
        r3               | B              | 2025-01-01
        r4               | C              | 2025-12-31
        r5               | D              | 2024-12-31
    """
    tables = {"ssd.cin_episodes": referrals, "sup.population": RESIDENTS}
    year = measured("referral_rate", tables)
    assert (year.fraction, year.shown) == ("3/65000", "0.5")
    assert year.records == {"r1": "1", "r2": "G2", "r3": "1", "r4": "1"}
    # The quarter's own count stands beside the rate.
    assert measured("referral_rate", tables, window="flow").numerator == 1


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


EX02 = """
    cine_referral_id | cine_person_id | cine_referral_date
    r01              | A              | 2024-03-01
    r02              | A              | 2025-03-01
    r03              | B              | 2025-02-10
    r04              | B              | 2025-02-10
    r05              | B              | 2025-09-01
    r06              | C              | 2024-01-05
    r07              | C              | 2025-01-06
    r08              | D              | 2025-05-01
    r09              | D              | 2025-07-01
    r10              | D              | 2025-12-31
"""


def test_ex02_re_referrals_within_12_months() -> None:
    year = measured("re_referrals_within_12_months", {"ssd.cin_episodes": EX02})
    assert (year.fraction, year.shown) == ("4/7", "57.1")
    assert year.records["r04"] == "G2"
    assert measured("re_referrals_within_12_months", {"ssd.cin_episodes": EX02}, window="flow").fraction == "1/1"


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


def test_referrals_with_no_further_action_leave_out_those_without_an_answer() -> None:
    answer = measured(
        "referrals_with_no_further_action",
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_referral_nfa | cine_referral_source_code
                r1               | A              | 2025-10-01         | Y                 | 1A
                r2               | B              | 2025-12-31         | N                 | 5D
                r3               | C              | 2025-12-31         |                   | 5D
                r4               | A              | 2025-10-01         | N                 | 1A
                r5               | D              | 2025-09-30         | Y                 | 1A
                r6               | D              | 2026-01-01         | Y                 | 1A
                r7               | E              | 2025-11-01         | true              | 10
            """
        },
    )
    assert answer.fraction == "2/3"
    assert answer.records == {"r1": "1", "r2": "0", "r3": "no answer", "r4": "G2", "r7": "1"}
    assert answer.group("source_group") == {"Individual": "1/1", "LA services": "0/1", "Unknown": "1/1"}


def test_nothing_to_count_gives_no_percentage() -> None:
    answer = measured("referrals_with_no_further_action", {})
    assert (answer.fraction, answer.shown, answer.status) == ("0/0", "n/a", "no_records")
