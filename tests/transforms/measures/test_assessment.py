"""The assessment measures, worked by hand for October to December 2025."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

from tests.support.given import measured


def test_ex07_assessments_within_45_working_days_of_start() -> None:
    answer = measured(
        "assessments_within_45_working_days_of_start",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
                a1                 | p1             | 2025-08-11                 | 2025-10-14
                a2                 | p2             | 2025-08-11                 | 2025-10-15
                a3                 | p3             | 2025-11-20                 | 2025-11-20
                a4                 | p4             | 2025-12-01                 | 2025-11-30
                a5                 | p5             |                            | 2025-12-10
                a6                 | p6             | 2025-09-27                 | 2025-11-28
            """
        },
    )
    assert (answer.fraction, answer.shown) == ("3/4", "75.0")
    assert answer.records == {"a1": "1", "a2": "0", "a3": "1", "a4": "G5", "a5": "G4", "a6": "1"}


def test_assessments_are_placed_by_authorisation_and_known_by_their_id() -> None:
    answer = measured(
        "assessments_within_45_working_days_of_start",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date | cina_assessment_auth_date
                first              | p1             | r1               | 2025-09-29                 | 2025-10-01
                last               | p1             | r1               | 2025-12-01                 | 2025-12-31
                last               | p1             | r1               | 2025-08-01                 | 2025-12-31
                before             | p1             | r1               | 2025-09-01                 | 2025-09-30
                after              | p1             | r1               | 2025-12-01                 | 2026-01-01
                open               | p1             | r1               | 2025-12-01                 |
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_cin_primary_need_code
                r1               | p1             | N4
            """,
        },
    )
    # Two assessments on one referral count separately; of an id delivered twice the first row counts, the other is a repeat.
    assert answer.fraction == "2/2"
    assert answer.group("primary_need") == {"Family in acute stress": "2/2"}


def test_ex09_open_assessments_overdue() -> None:
    answer = measured(
        "open_assessments_overdue",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date | cina_assessment_auth_date
                o1                 | p1             | r1               | 2025-10-23                 |
                o2                 | p2             | r2               | 2025-10-27                 |
                o3                 | p3             | r3               | 2025-09-01                 | 2025-12-31
                o4                 | p4             | r4               | 2025-12-30                 |
                o5                 | p5             | r5               | 2025-08-01                 |
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_close_date
                r1               | p1             |
                r2               | p2             |
                r3               | p3             |
                r4               | p4             |
                r5               | p5             | 2025-12-15
            """,
        },
    )
    assert (answer.fraction, answer.shown) == ("1/3", "33.3")
    assert answer.records == {"o1": "1", "o2": "0", "o4": "0", "o5": "abandoned"}


def test_an_assessment_is_open_until_its_authorisation_and_not_after_its_case_closed() -> None:
    answer = measured(
        "open_assessments_overdue",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date | cina_assessment_auth_date
                later              | p1             |                  | 2025-10-24                 | 2026-01-01
                started            | p2             | gone             | 2025-12-31                 |
                next               | p3             |                  | 2026-01-01                 |
                on_day             | p4             | closed_on        | 2025-10-01                 |
                day_after          | p5             | closed_after     | 2025-10-01                 |
                no_start           | p6             |                  |                            |
                done               | p7             |                  |                            | 2025-11-01
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_close_date
                closed_on        | p4             | 2025-12-31
                closed_after     | p5             | 2026-01-01
            """,
        },
    )
    # 24 October is 46 working days before the last day of the quarter.
    assert answer.records == {"later": "1", "started": "0", "on_day": "abandoned", "day_after": "1", "no_start": "G4"}
    assert answer.fraction == "2/3"


def test_ex10_repeat_assessments_within_12_months() -> None:
    answer = measured(
        "repeat_assessments_within_12_months",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
                A1                 | A              | 2025-01-10                 | 2025-02-20
                A2                 | A              | 2025-11-01                 | 2025-12-10
                B1                 | B              | 2024-08-01                 | 2024-10-15
                B2                 | B              | 2025-10-15                 | 2025-12-01
                C1                 | C              | 2025-09-01                 | 2025-11-05
                C2                 | C              | 2025-10-20                 | 2025-12-05
            """
        },
    )
    assert (answer.fraction, answer.shown) == ("2/4", "50.0")
    assert answer.records == {"A2": "1", "B2": "1", "C1": "0", "C2": "0"}


def test_an_assessment_authorised_on_the_next_ones_start_or_over_12_months_before_does_not_count() -> None:
    answer = measured(
        "repeat_assessments_within_12_months",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
                same1              | A              | 2025-07-01                 | 2025-10-15
                same2              | A              | 2025-10-15                 | 2025-11-15
                day_before1        | B              | 2025-07-01                 | 2025-10-14
                day_before2        | B              | 2025-10-15                 | 2025-11-15
                too_old1           | C              | 2024-07-01                 | 2024-10-14
                too_old2           | C              | 2025-10-15                 | 2025-11-15
                no_start           | D              |                            | 2025-11-15
                nobody             |                | 2025-10-15                 | 2025-11-15
            """
        },
    )
    assert answer.records == {
        "same1": "0",
        "same2": "0",
        "day_before1": "0",
        "day_before2": "1",
        "too_old2": "0",
        "no_start": "G4",
        "nobody": "missing link",
    }
