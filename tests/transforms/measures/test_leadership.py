"""The leadership measures, worked by hand for October to December 2025: what the examples leave out."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

import pytest

from tests.support.given import measured

ACTIONS = """
    plan_version | action_id | plan_version_start_date | status      | start_date | current_due_date | owner_rating | completed_date | owner | recommendation_ref
    V1           | a01       | 2025-12-31              | COMPLETE    | 2025-12-31 | 2025-11-30       |              | 2025-12-31     | AD    | R1
    V1           | a02       | 2025-12-31              | COMPLETE    | 2025-12-31 | 2025-12-01       | GREEN        | 2026-01-01     | AD    | R1
    V1           | a03       | 2025-12-31              | COMPLETE    | 2025-12-31 | 2025-11-30       | GREEN        |                | AD    | R1
    V1           | a04       | 2025-12-31              | IN_PROGRESS | 2025-12-31 | 2025-12-31       | GREEN        |                | AD    | R2
    V1           | a05       | 2025-12-31              | IN_PROGRESS | 2025-12-31 | 2025-12-31       |              |                | AD    | R2
    V1           | a06       | 2025-12-31              | IN_PROGRESS | 2025-12-31 |                  | GREEN        |                | DCS   | R2
    V1           | a07       | 2025-12-31              | NOT_STARTED | 2025-12-31 | 2026-06-01       | GREEN        |                | DCS   | R2
    V1           | a08       | 2025-12-31              |             | 2025-12-31 | 2026-06-01       | GREEN        |                | DCS   |
    V1           | a09       | 2025-12-31              | IN_PROGRESS | 2026-01-01 | 2026-06-01       | GREEN        |                | DCS   |
    V1           | a10       | 2025-12-31              | IN_PROGRESS |            | 2026-06-01       | GREEN        |                | DCS   |
    V1           | a11       | 2025-12-31              | IN_PROGRESS | 2025-12-31 | 2026-06-01       | GREEN        |                | DCS   | R3
    V1           | a11       | 2025-12-31              | IN_PROGRESS | 2025-12-31 | 2026-06-01       | GREEN        |                | DCS   | R3
    V0           | a12       | 2025-12-31              | IN_PROGRESS | 2025-12-31 | 2026-06-01       | GREEN        |                | DCS   | R3
    V2           | a13       | 2026-01-01              | IN_PROGRESS | 2025-12-31 | 2026-06-01       | GREEN        |                | DCS   | R3
    V3           | a14       |                         | IN_PROGRESS | 2025-12-31 | 2026-06-01       | GREEN        |                | DCS   | R3
"""


def test_actions_on_track_are_those_of_the_version_in_force() -> None:
    answer = measured("plan_actions_on_track", {"sup.actions": ACTIONS})
    assert answer.fraction == "3/9"
    assert answer.records == {
        "V1|a01": "1",
        "V1|a02": "0",  # completed after the quarter
        "V1|a03": "0",  # nobody knows when
        "V1|a04": "1",
        "V1|a05": "0",
        "V1|a06": "0",
        "V1|a07": "0",
        "V1|a08": "0",
        "V1|a09": "not due to start",
        "V1|a10": "G4",
        "V1|a11": "1",  # listed twice and counted once
    }
    assert answer.group("overdue") == {
        "Not overdue": "3/6",
        "Overdue by up to 30 days": "0/1",
        "Overdue by more than 30 days": "0/1",
        "Not known": "0/1",
    }
    assert answer.group("owner") == {"AD": "2/5", "DCS": "1/4"}
    assert answer.group("report_recommendation") == {"R1": "1/3", "R2": "1/4", "R3": "1/1", "Not known": "0/1"}


def test_no_plan_in_force_gives_no_percentage() -> None:
    for measure in ("plan_actions_on_track", "plan_evidence_accepted"):
        answer = measured(measure, {"sup.actions": ACTIONS}, quarter="2025-26-Q2")
        assert (answer.fraction, answer.shown) == ("0/0", "n/a")


def test_of_evidence_decided_on_one_day_the_highest_id_holds() -> None:
    answer = measured(
        "plan_evidence_accepted",
        {
            "sup.actions": """
                plan_version | action_id | plan_version_start_date | status   | completed_date
                V1           | 1         | 2025-01-01              | COMPLETE | 2025-10-01
                V1           | 2         | 2025-01-01              | COMPLETE | 2025-10-01
                V1           | 3         | 2025-01-01              | COMPLETE | 2025-10-01
                V1           | 4         | 2025-01-01              | COMPLETE | 2025-10-01
                V1           | 5         | 2025-01-01              | COMPLETE | 2025-10-01
                V1           | 5         | 2025-01-01              | COMPLETE | 2025-10-01
                V1           | 6         | 2025-01-01              | COMPLETE |
            """,
            "sup.action_evidence": """
                evidence_id | action_id | decision | decision_date | decided_by
                v1          | 1         | REJECTED | 2025-11-01    | Chair
                v2          | 1         | ACCEPTED | 2025-11-01    | Chair
                v3          | 2         | ACCEPTED | 2025-11-01    | Chair
                v4          | 2         | REJECTED | 2025-11-01    |
                v5          | 3         | ACCEPTED | 2025-11-01    | Chair
                v6          | 3         | ACCEPTED | 2025-11-02    |
                v7          | 3         | REJECTED | 2026-01-01    | Chair
                v8          | 3         | PENDING  | 2025-11-03    |
                v9          | 5         | ACCEPTED | 2025-11-03    | Chair
            """,
        },
    )
    assert answer.fraction == "3/5"
    assert answer.records == {
        "V1|1": "1",
        "V1|2": "0",
        "V1|3": "1",  # the rejection came after the quarter, and the rest is no decision
        "V1|4": "0",
        "V1|5": "1",  # listed twice and counted once
    }


def test_posts_and_stays_without_what_it_takes_to_weigh_them() -> None:
    answer = measured(
        "leadership_posts_permanent",
        {
            "sup.posts": """
                post_id | tier         | service    | funded_fte | start_date | end_date
                p1      | TEAM_MANAGER | ASSESSMENT | 1.0        | 2024-01-01 |
                p1      | TEAM_MANAGER | ASSESSMENT | 1.0        | 2024-01-01 |
                p2      |              | ASSESSMENT | 1.0        | 2024-01-01 |
                p3      | TEAM_MANAGER | ASSESSMENT |            | 2024-01-01 |
                p4      | TEAM_MANAGER | ASSESSMENT | 1.0        |            |
                p5      | TEAM_MANAGER |            | 1.0        | 2024-01-01 |
                p6      | TEAM_MANAGER | ASSESSMENT | 1.0        | 2024-01-01 |
                p7      | TEAM_MANAGER | ASSESSMENT | 1.0        | 2024-01-01 |
                p8      | TEAM_MANAGER | ASSESSMENT | 1.0        |            | 2025-12-31
            """,
            "sup.workforce": """
                spell_id | worker_id | post_id | employment_type | fte | start_date | leave_date | acting_up
                s1       | w1        | p1      | PERMANENT       | 0.4 | 2024-01-01 |            |
                s1       | w1        | p1      | PERMANENT       | 0.4 | 2024-01-01 |            |
                s2       | w2        | p1      | AGENCY          | 0.4 | 2024-01-01 |            | Y
                s3       | w3        | p5      | PERMANENT       |     | 2024-01-01 |            |
                s4       | w4        | p5      |                 | 0.5 | 2024-01-01 |            |
                s5       | w5        | p6      | FIXED           | 1.0 | 2024-01-01 |            |
                s6       | w6        | p7      | PERMANENT       | 1.0 |            |            |
                s7       | w7        | p7      | PERMANENT       | 1.0 | 2026-01-01 |            |
                s8       | w8        |         | PERMANENT       | 1.0 | 2024-01-01 |            |
            """,
        },
    )
    assert answer.fraction == "0.4/4"
    assert {record: verdict for record, verdict in answer.records.items() if " in " not in record} == {
        "p1": "0.4",
        "p2": "no tier",
        "p3": "no funded full-time equivalent",
        "p4": "G4",
        "p5": "0",
        "p6": "0",
        "p7": "0",
    }
    assert answer.group("filled") == {"Permanent": "0.4/4", "Agency": "0.4/4", "Interim": "1/4"}
    assert answer.group("service") == {"Assessment": "0.4/3", "Not known": "0/1"}


def test_board_meetings_that_were_not_held_give_no_percentage() -> None:
    actions = """
        action_id | due_date   | completed_date
        a1        | 2025-12-31 | 2025-12-31
        a1        | 2025-12-31 | 2025-12-31
        a2        |            | 2025-12-31
    """
    answer = measured("corporate_parenting_attendance", {"sup.corporate_parenting_actions": actions})
    assert (answer.fraction, answer.shown) == ("0/0", "n/a")
    assert answer.group("counted")["Board actions completed on time"] == "1/1"
    assert answer.records["a2 in Board actions completed on time"] == "G4"


def test_a_members_place_counts_once_a_meeting_and_needs_its_date() -> None:
    answer = measured(
        "corporate_parenting_attendance",
        {
            "sup.corporate_parenting": """
                meeting_date | member_ref | member_group | present
                2025-11-05   | m1         | COUNCILLOR   | Y
                2025-11-05   | m1         | COUNCILLOR   | Y
                2025-11-05   | m2         | YOUNG_PERSON | SUBSTITUTE
                2025-11-06   | m2         | YOUNG_PERSON | N
                2025-11-06   | m4         |              | N
                             | m3         | PARTNER      | Y
            """
        },
    )
    assert answer.fraction == "2/4"
    assert answer.records == {
        "2025-11-05|m1": "1",
        "2025-11-05|m2": "1",
        "2025-11-06|m2": "0",
        "2025-11-06|m4": "0",
        "m3": "G4",
    }
    assert answer.group("young_people_present") == {"Young people present": "2/2", "No young people present": "0/2"}
    assert answer.group("member_group") == {"Councillor": "1/1", "Young person": "1/2", "Not known": "0/1"}


def test_a_councillor_is_one_row_whatever_the_courses() -> None:
    answer = measured(
        "member_training",
        {
            "sup.member_training": """
                member_ref | course              | elected_date | left_office_date | completed_date | accepted
                c1         |                     | 2023-05-04   |                  | 2025-06-01     | Y
                c1         | A_NEW_COURSE        | 2023-05-04   |                  | 2025-06-01     | Y
                c1         | SAFEGUARDING        | 2023-05-04   |                  | 2025-06-01     | Y
                c1         | CORPORATE_PARENTING | 2023-05-04   |                  | 2025-06-01     | Y
                c2         | CORPORATE_PARENTING | 2023-05-04   |                  | 2025-06-01     | N
                c2         | CORPORATE_PARENTING | 2023-05-04   |                  | 2025-06-01     | Y
                c3         |                     | 2023-05-04   |                  | 2025-06-01     | Y
                c4         | CORPORATE_PARENTING |              |                  | 2025-06-01     | Y
                c5         | CORPORATE_PARENTING |              | 2025-12-31       | 2025-06-01     | Y
                c6         | CORPORATE_PARENTING | 2025-12-31   |                  | 2025-12-31     | Y
                c7         | CORPORATE_PARENTING |              |                  | 2025-06-01     | Y
                c7         | SAFEGUARDING        | 2023-05-04   |                  |                |
            """
        },
    )
    assert answer.fraction == "2/4"
    assert answer.records == {
        "c1|CORPORATE_PARENTING": "1",
        "c2|CORPORATE_PARENTING": "0",  # the first of two rows counts
        "c3": "0",
        "c4|CORPORATE_PARENTING": "G4",
        "c6|CORPORATE_PARENTING": "elected within three months",
        "c7|CORPORATE_PARENTING": "1",  # elected on the date that the other course gives
    }


@pytest.mark.parametrize(
    ("published", "supplement", "verdict"),
    [
        ("2025-12-09", "", "1"),
        ("2025-12-10", "", "0"),
        ("2025-12-09", "2025-12-09", "1"),
        ("2025-12-09", "2025-12-10", "0"),
        ("2025-12-09", "2026-01-05", "0"),
        ("", "2025-12-09", "0"),
        ("2026-01-05", "", "0"),
        ("2025-12-10", "2025-12-09", "0"),
    ],
)
def test_five_clear_working_days_before_wednesday_17_december(published: str, supplement: str, verdict: str) -> None:
    answer = measured(
        "scrutiny_reports_on_time",
        {
            "sup.committee_reports": f"""
                report_id | due_meeting_date | published_date | supplement_published_date
                r1        | 2025-12-17       | {published}    | {supplement}
                r1        | 2025-12-17       | {published}    | {supplement}
                r2        |                  | {published}    | {supplement}
            """
        },
    )
    assert answer.denominator == 1
    assert answer.records == {"r1": verdict, "r2": "G4"}


def test_a_meeting_on_a_day_off_is_no_clear_day_either_way() -> None:
    # Before Saturday 13 December: 8 to 12 December are clear after publication on Sunday the 7th or on Friday the 5th.
    answer = measured(
        "scrutiny_reports_on_time",
        {
            "sup.committee_reports": """
                report_id | due_meeting_date | published_date
                r1        | 2025-12-13       | 2025-12-07
                r2        | 2025-12-13       | 2025-12-08
            """
        },
    )
    assert answer.records == {"r1": "1", "r2": "0"}
