"""The workforce measures, worked by hand for 31 December 2025."""

from tests.support.given import measured

HEADING = "invo_involvements_id | invo_professional_id | invo_person_id | invo_professional_role_id"
HEADING += " | invo_involvement_start_date | invo_involvement_end_date"


def cases(**held: int) -> str:
    """An involvements table in which each worker holds that many people's cases."""
    lines = [
        f"{worker}-{n:02} | {worker} | p{n} | CW | 2025-06-01 |" for worker, count in held.items() for n in range(count)
    ]
    return "\n".join([HEADING, *lines])


PROFESSIONALS = """
    prof_professional_id | prof_social_worker_registration_no
    W1                   | SW1
    W2                   | SW2
    W3                   | SW3
    W4                   | SW4
    W5                   | SW5
    W6                   |
"""


def test_ex34_average_caseload() -> None:
    answer = measured(
        "average_caseload",
        {
            "ssd.involvements": cases(W1=18, W2=10, W4=7, W5=2),
            "ssd.professionals": PROFESSIONALS,
            "sup.workforce": """
                spell_id | worker_id | fte | employment_type | start_date
                s1       | W1        | 1.0 | PERMANENT       | 2020-01-01
                s2       | W2        | 0.5 | AGENCY          | 2020-01-01
                s3       | W3        | 1.0 | PERMANENT       | 2020-01-01
                s4       | W4        |     | PERMANENT       | 2020-01-01
                s5       | W5        | 1.0 | PERMANENT       | 2020-01-01
            """,
        },
    )
    assert (answer.fraction, answer.shown) == ("30/2.5", "12.0")
    assert {excluded for record, excluded in answer.records.items() if record.startswith("W4")} == {"no FTE"}
    assert answer.group("employment_type") == {
        "Permanent employee": "20/2",
        "Agency, managed team or self-employed": "10/0.5",
    }


def test_full_time_equivalent_is_added_over_posts_in_hand_and_capped_at_1() -> None:
    answer = measured(
        "average_caseload",
        {
            "ssd.involvements": cases(W1=3, W2=3, W3=3, W4=3, W5=3),
            "ssd.professionals": PROFESSIONALS,
            "sup.workforce": """
                spell_id | worker_id | fte | team_id | start_date | leave_date
                s1       | W1        | 0.6 | north   | 2020-01-01 |
                s2       | W1        | 0.6 | south   | 2021-01-01 |
                s3       | W2        | 0.5 | north   | 2020-01-01 | 2025-12-31
                s4       | W3        | 0.5 | north   | 2020-01-01 | 2026-01-01
                s5       | W4        | 0.5 | north   | 2026-01-01 |
                s6       | W5        | 0.5 | north   | 2020-01-01 |
                s7       | W5        |     | north   | 2020-01-01 |
            """,
            "ssd.department": """
                dept_team_id | dept_team_name
                south        | South pod
            """,
        },
    )
    # W2 left on the last day, W4 has not begun, and one of W5's posts has no figure: 3 + 3 cases over 1.0 + 0.5.
    assert answer.fraction == "6/1.5"
    assert answer.group("team") == {"South pod": "3/1", "north": "3/0.5"}


INVOLVEMENTS = f"""
    {HEADING}
    i1 | W1 | A | CW  | 2025-12-31 |
    i2 | W1 | A | CW  | 2025-01-01 |
    i3 | W1 | B | CW  | 2025-01-01 | 2025-12-31
    i4 | W1 | C | CW  | 2025-01-01 | 2026-01-01
    i5 | W1 | D | CW  | 2026-01-01 |
    i6 | W1 | E | IRO | 2025-01-01 |
    i7 | W1 | F | CW  |            |
    i8 | W2 | A | CW  | 2025-01-01 |
    i9 | W6 | A | CW  | 2025-01-01 |
    j1 | W9 | A | CW  | 2025-01-01 |
    j2 | W1 |   | CW  | 2025-01-01 |
"""


def test_a_case_is_a_worker_and_a_person_with_an_open_case_workers_involvement() -> None:
    answer = measured(
        "average_caseload",
        {
            "ssd.involvements": INVOLVEMENTS,
            "ssd.professionals": PROFESSIONALS,
            "sup.workforce": """
                spell_id | worker_id | fte | start_date
                s1       | W1        | 1.0 | 2020-01-01
                s2       | W2        | 1.0 | 2020-01-01
            """,
        },
    )
    # W6 is not registered; A is held by two workers and is two cases.
    assert answer.records == {
        "i1": "1",
        "i2": "G2",
        "i4": "1",
        "i7": "G4",
        "i8": "1",
        "j1": "missing link",
        "j2": "missing link",
    }
    assert answer.fraction == "3/2"


def test_highest_caseload_is_the_most_people_one_social_worker_holds() -> None:
    answer = measured("highest_caseload", {"ssd.involvements": INVOLVEMENTS, "ssd.professionals": PROFESSIONALS})
    assert (answer.fraction, answer.shown) == ("2/-", "2.0")
    assert answer.records == {"W1": "2", "W2": "1"}


def test_highest_caseload_by_service_and_by_leave_of_over_10_working_days() -> None:
    eleven_days = [15, 16, 17, 18, 19, 22, 23, 24, 29, 30, 31]
    absence = [f"W1 | 2025-12-{day}" for day in eleven_days] + [f"W2 | 2025-12-{day}" for day in eleven_days[1:]]
    answer = measured(
        "highest_caseload",
        {
            "ssd.involvements": cases(W1=4, W2=5, W3=5),
            "ssd.professionals": PROFESSIONALS,
            "sup.workforce": """
                spell_id | worker_id | service    | start_date
                s1       | W1        | LONG_TERM  | 2020-01-01
                s2       | W2        | ASSESSMENT | 2020-01-01
            """,
            "sup.absence": "\n".join(["worker_id | absence_date", *absence, "W2 | 2025-12-14"]),
        },
    )
    assert answer.shown == "5.0"
    assert answer.group("service") == {"Longer-term teams": "4/-", "Assessment": "5/-", "Not known": "5/-"}
    assert answer.group("leave") == {"On leave over 10 working days": "4/-", "At work": "5/-"}
