"""The children in need measures, worked by hand for October to December 2025."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

from tests.support.given import measured

MEASURE = "closed_cases_re_referred_within_6_months"


def test_ex20_closed_cases_re_referred_within_6_months() -> None:
    answer = measured(
        MEASURE,
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason
                a1               | A              | 2024-11-01         | 2025-04-01      | RC7
                a2               | A              | 2025-10-01         |                 |
                b1               | B              | 2024-11-01         | 2025-06-30      | RC8
                b2               | B              | 2025-12-31         |                 |
                c1               | C              | 2024-11-01         | 2025-05-10      | RC1
                c2               | C              | 2025-06-01         |                 |
                d1               | D              | 2024-11-01         | 2025-05-15      | RC7
                d2               | D              | 2025-05-15         |                 |
                e1               | E              | 2024-11-01         | 2025-05-20      | RC7
                e2               | E              | 2024-11-02         | 2025-05-20      | RC7
                e3               | E              | 2025-07-01         |                 |
                e4               | E              | 2025-07-01         |                 |
            """
        },
    )
    assert (answer.fraction, answer.shown) == ("2/4", "50.0")
    assert answer.records == {"a1": "1", "b1": "0", "c1": "close reason", "d1": "0", "e1": "1", "e2": "G2"}


def test_closures_are_placed_six_months_on_and_kept_for_every_reason_that_can_return() -> None:
    answer = measured(
        MEASURE,
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason
                first_day        | A              | 2025-01-01         | 2025-04-01      | RC9
                last_day         | B              | 2025-01-01         | 2025-06-30      |
                before           | C              | 2025-01-01         | 2025-03-31      | RC7
                after            | D              | 2025-01-01         | 2025-07-01      | RC7
                died             | E              | 2025-01-01         | 2025-05-01      | RC2
                moved            | F              | 2025-01-01         | 2025-05-01      | RC5
                adult            | G              | 2025-01-01         | 2025-05-01      | RC6
                no_date          | H              |                    | 2025-05-01      | RC3
                nobody           |                | 2025-01-01         | 2025-05-01      | RC7
                same1            | I              | 2025-01-01         | 2025-05-01      | RC7
                same2            | I              | 2025-01-01         | 2025-05-02      | RC7
            """
        },
    )
    # 31 March + 6 months is 30 September, in the quarter before.
    assert answer.records == {
        "first_day": "0",
        "last_day": "0",
        "died": "close reason",
        "moved": "close reason",
        "adult": "close reason",
        "no_date": "0",
        "nobody": "missing link",
        "same1": "0",
        "same2": "G2",  # a repeat of the referral
    }


def test_only_closures_before_17_and_a_half_count() -> None:
    answer = measured(
        MEASURE,
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason
                day_under        | A              | 2025-01-01         | 2025-05-09      | RC7
                on_the_day       | B              | 2025-01-01         | 2025-05-10      | RC7
                unborn           | C              | 2025-01-01         | 2025-05-10      | RC7
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2007-11-10
                B              | 2007-11-10
                C              |
            """,
        },
    )
    assert answer.records == {"day_under": "0", "on_the_day": "17 and a half", "unborn": "0"}


def test_a_closure_belongs_to_the_team_and_worker_of_the_day_before() -> None:
    answer = measured(
        MEASURE,
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason
                a                | A              | 2025-01-01         | 2025-05-10      | RC7
                b                | B              | 2025-01-01         | 2025-05-10      | RC8
                c                | C              | 2025-01-01         | 2025-05-10      | RC8
                d                | D              | 2025-01-01         | 2025-05-10      | RC8
            """,
            "ssd.involvements": """
                invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date
                i1 | A | w1 | CW | t1 | 2025-01-01 | 2025-05-10
                i2 | A | w2 | CW | t2 | 2025-05-10 |
                i3 | B | w1 | CW | t1 | 2025-01-01 | 2025-05-09
                i4 | C | w1 | CW | t1 | 2025-01-01 |
                i5 | C | w2 | CW | t2 | 2025-01-01 |
                i6 | C | w3 | IRO | t3 | 2025-04-01 |
                i7 | D | w1 | CW | t1 | 2025-01-01 |
                i0 | D | w2 | CW | t2 | 2025-02-01 |
            """,
            "ssd.department": """
                dept_team_id | dept_team_name
                t1           | North
                t2           |
            """,
        },
    )
    # Of two workers the latest start, then the highest id; a team without a name is shown by its id.
    assert answer.group("team") == {"North": "0/1", "Unallocated": "0/1", "t2": "0/2"}
    assert answer.group("worker") == {"w1": "0/1", "Unallocated": "0/1", "w2": "0/2"}
    assert answer.group("close_reason") == {
        "Other reason incl. no longer in need": "0/1",
        "Closed after assessment, NFA": "0/3",
    }
