"""The workforce measures beyond their worked examples: settings, repeats, blanks and the other side of each limit."""

from tests.support.given import answer as answer_of
from tests.support.given import given, measured

HEADING = "invo_involvements_id | invo_professional_id | invo_person_id | invo_professional_role_id"
HEADING += " | invo_involvement_start_date | invo_involvement_end_date"

LEAVERS = "spell_id | worker_id | swe_number | employment_type | fte"
LEAVERS += " | team_id | start_date | leave_date | leave_reason"
ASSESSMENTS = "cina_assessment_id | cina_person_id | cina_referral_id"
ASSESSMENTS += " | cina_assessment_start_date | cina_assessment_auth_date"
CARE = "clae_cla_episode_id | clae_person_id | clae_cla_id"
CARE += " | clae_cla_episode_start_date | clae_cla_episode_ceased_date"


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
                s4       | W3        | 0.5 | north   | 2025-12-31 | 2026-01-01
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
            "sup.absence": "\n".join(["worker_id | absence_date", *absence, "W2 | 2025-12-14", "W2 | 2025-12-31"]),
        },
    )
    assert answer.shown == "5.0"
    assert answer.group("service") == {"Longer-term teams": "4/-", "Assessment": "5/-", "Not known": "5/-"}
    assert answer.group("leave") == {"On leave over 10 working days": "4/-", "At work": "5/-"}


WORKFORCE = "spell_id | worker_id | swe_number | employment_type | fte | start_date | leave_date"


def contracts(*rows: str) -> str:
    return "\n".join([WORKFORCE, *rows])


def test_team_and_service_are_those_of_the_post_with_the_largest_full_time_equivalent() -> None:
    answer = measured(
        "average_caseload",
        {
            "ssd.involvements": cases(W1=3, W2=2),
            "ssd.professionals": PROFESSIONALS,
            "sup.workforce": """
                spell_id | worker_id | fte | team_id | service    | start_date
                s1       | W1        | 0.6 | north   | ASSESSMENT | 2020-01-01
                s2       | W1        | 0.4 | south   |            | 2021-01-01
                s3       | W2        | 0.5 |         |            | 2021-01-01
                s4       | W2        | 0.4 | south   | LONG_TERM  | 2022-01-01
                s3       | W2        | 0.5 |         |            | 2021-01-01
            """,
        },
    )
    assert answer.group("team") == {"north": "3/1", "Not known": "2/0.9"}
    assert answer.group("service") == {"Assessment": "3/1", "Not known": "2/0.9"}


LIMITS = {
    "ssd.involvements": cases(W1=5, W2=5, W3=5, W4=4, W5=9),
    "ssd.professionals": PROFESSIONALS,
    "sup.workforce": """
        spell_id | worker_id | fte   | service    | asye | team_id | start_date | leave_date
        s1       | W1        | 0.2   | ASSESSMENT | N    | north   | 2020-01-01 |
        s2       | W2        | 0.199 | LONG_TERM  | N    | north   | 2020-01-01 |
        s3       | W3        | 0.125 | LONG_TERM  | Y    | north   | 2020-01-01 |
        s4       | W4        | 0.099 | LONG_TERM  |      | north   | 2020-01-01 |
        s5       | W5        | 0.3   | DISABILITY | N    | north   | 2020-01-01 |
        s6       | W5        | 0.2   | LEAVING_CARE | N  | south   | 2020-01-01 |
        s7       | W5        | 0.2   | LEAVING_CARE | N  | south   | 2020-01-01 | 2025-12-31
    """,
}


def test_caseloads_above_25_and_40_and_of_two_teams_added() -> None:
    answer = measured("caseloads_over_limit", LIMITS)
    # For each full-time equivalent W1 has exactly 25, W2 more, W3 exactly 40, W4 more, W5 18 from two teams.
    assert {name: verdict for name, verdict in answer.records.items() if " " not in name} == {
        "W1": "1",
        "W2": "1",
        "W3": "1",
        "W4": "1",
        "W5": "0",
    }
    assert answer.group("threshold") == {"Above the limit": "4/5", "Above 25": "3/5", "Above 40": "1/5"}
    assert answer.group("team") == {"north": "4/5"}


def test_a_case_recorded_twice_or_without_a_start_is_not_above_the_limit() -> None:
    answer = measured(
        "caseloads_over_limit",
        {
            "ssd.involvements": INVOLVEMENTS,
            "ssd.professionals": PROFESSIONALS,
            "sup.workforce": """
                spell_id | worker_id | fte  | start_date
                s1       | W1        | 0.08 | 2020-01-01
                s2       | W2        | 0.08 | 2020-01-01
            """,
        },
    )
    # W1 holds A and C, 25 for each full-time equivalent, W2 holds A, 12.5.
    assert answer.fraction == "1/2"
    assert answer.group("threshold")["Above 25"] == "0/2"


def test_a_service_has_its_own_caseload_limit_where_the_authority_set_one() -> None:
    con = given(LIMITS)
    con.execute(
        "insert into ref.setting values ('caseload_limit_ASSESSMENT', '25'), ('caseload_limit_DISABILITY', '17')"
    )
    try:
        answer = answer_of(con, "caseloads_over_limit")
    finally:
        con.execute("delete from ref.setting where name in ('caseload_limit_ASSESSMENT', 'caseload_limit_DISABILITY')")
    assert {name: verdict for name, verdict in answer.records.items() if " " not in name} == {
        "W1": "0",
        "W2": "1",
        "W3": "1",
        "W4": "1",
        "W5": "1",
    }


def test_vacant_is_a_post_that_no_employee_holds_whatever_the_blanks() -> None:
    answer = measured(
        "vacancy_rate",
        {
            "sup.posts": """
                post_id | requires_social_worker | funded_fte | team_id | service | role | start_date | end_date
                p1 | Y | 1.0 | north | ASSESSMENT | SOCIAL_WORKER | 2020-01-01 |
                p1 | Y | 1.0 | north | ASSESSMENT | SOCIAL_WORKER | 2020-01-01 |
                p2 | Y |  | north | ASSESSMENT | SOCIAL_WORKER | 2020-01-01 |
                p3 | Y | 1.0 | north | ASSESSMENT | SOCIAL_WORKER |  |
                p4 |  | 1.0 | north | ASSESSMENT | SOCIAL_WORKER | 2020-01-01 |
                p5 | Y | 0.5 |  |  |  | 2020-01-01 |
                p6 | Y | 1.0 | north | ASSESSMENT | SOCIAL_WORKER |  | 2025-12-31
                p7 | Y | 1.0 | north | ASSESSMENT | SOCIAL_WORKER | 2020-01-01 |
            """,
            "sup.workforce": """
                spell_id | worker_id | swe_number | post_id | employment_type | fte | team_id | start_date
                s1       | A         | SW1        | p1      |                 | 1.0 | north   | 2020-01-01
                s2       | B         | SW2        | p5      | PERMANENT       | 1.0 | north   |
                s3       |           | SW3        |         | PERMANENT       | 1.0 | north   | 2020-01-01
                s4       | D         | SW4        |         | PERMANENT       | 1.4 | south   | 2020-01-01
                s4       | D         | SW4        |         | PERMANENT       | 1.4 | south   | 2020-01-01
                s5       | E         | SW5        | p7      | FIXED           | 0.2 | south   | 2020-01-01
            """,
        },
    )
    # Repeats (p1, s4) count once, full-time equivalent is not capped, and p7 is held by a fifth of a worker.
    assert answer.records == {
        "p1": "1",
        "p2": "no funded FTE",
        "p3": "G4",
        "p5": "0.5",
        "s1": "no kind of contract",
        "s2": "G4",
        "s3": "missing link",
        "s4": "0",
        "s5": "0",
    }
    assert answer.fraction == "1.5/3.1"
    assert answer.group("team") == {"north": "1/1", "south": "0/1.6", "Not known": "0.5/0.5"}
    assert answer.group("role") == {"Social worker": "1/1", "Not known": "0.5/2.1"}


def test_a_worker_leaves_when_no_other_contract_with_the_council_runs_or_begins_by_the_next_working_day() -> None:
    answer = measured(
        "turnover_rate",
        {
            "sup.workforce": contracts(
                "a1 | A | SW1 | FIXED     | 1.0 | 2020-01-01 | 2025-06-06",
                "a2 | A | SW1 | PERMANENT | 0.9 | 2025-06-09 |",
                "b1 | B | SW2 | FIXED     | 1.0 | 2020-01-01 | 2025-06-06",
                "b2 | B | SW2 | PERMANENT | 0.9 | 2025-06-10 |",
                "c1 | C | SW3 | PERMANENT | 0.5 | 2020-01-01 | 2025-06-06",
                "c2 | C | SW3 | PERMANENT | 0.4 | 2021-01-01 |",
                "d1 | D | SW4 | PERMANENT | 0.5 | 2020-01-01 | 2025-06-06",
                "d2 | D | SW4 | PERMANENT | 0.7 | 2021-01-01 | 2025-06-06",
                "e1 | E | SW5 | PERMANENT | 1.0 | 2020-01-01 | 2025-06-06",
                "e2 | E | SW5 | AGENCY    | 1.0 | 2025-06-07 |",
                "f1 | F | SW6 | PERMANENT | 0.3 | 2020-01-01 | 2025-01-01",
                "g1 | G | SW7 | PERMANENT | 1.0 | 2020-01-01 | 2024-12-31",
                "h1 | H | SW8 | PERMANENT | 1.0 | 2020-01-01 | 2026-01-01",
                "i1 | I |     | PERMANENT | 1.0 | 2020-01-01 | 2025-06-06",
                "k1 | K | SW9 | PERMANENT | 0.1 | 2020-01-01 |",
                "k2 | K | SW9 | PERMANENT | 0.2 | 2020-02-01 | 2020-03-02",
                "k3 | K | SW9 | PERMANENT | 0.3 | 2021-01-01 | 2025-06-06",
                "l1 | L | SW0 | PERMANENT | 0.1 | 2020-01-01 | 2025-03-03",
                "l2 | L | SW0 | PERMANENT | 0.2 | 2020-01-01 | 2025-06-06",
            )
        },
    )
    # Friday 6 June to Monday 9 June is no leave, to Tuesday it is. D's posts are not capped.
    leavers = {"b1": "1", "d1": "0.5", "d2": "0.7", "e1": "1", "f1": "0.3", "l2": "0.2"}
    assert answer.records == leavers | {"a2": "0", "b2": "0", "c2": "0", "h1": "0", "k1": "0"}
    assert answer.fraction == "3.7/3.3"


def test_turnover_counts_a_worker_once_and_lists_what_is_not_recorded() -> None:
    answer = measured(
        "turnover_rate",
        {
            "sup.workforce": contracts(
                "a1 | A | SW1 | PERMANENT | 0.5 | 2020-01-01 | 2025-02-03",
                "a2 | A | SW1 | PERMANENT | 0.8 | 2025-04-01 | 2025-09-30",
                "b1 | B | SW2 | PERMANENT |     | 2020-01-01 | 2025-09-30",
                "c1 | C | SW3 | PERMANENT | 1.0 |            | 2025-12-31",
                "c2 | C | SW3 | PERMANENT | 1.0 |            | 2025-01-01",
                "c3 | C | SW3 | PERMANENT | 1.0 |            | 2026-01-01",
                "d1 | D | SW4 | PERMANENT | 1.0 |            |",
                "e1 | E | SW5 |           | 1.0 | 2020-01-01 |",
                "f1 | F | SW6 | PERMANENT | 1.0 | 2025-12-31 |",
                "g1 | G | SW7 | PERMANENT | 1.0 | 2026-01-01 |",
                "f1 | F | SW6 | PERMANENT | 1.0 | 2025-12-31 |",
                "h1 | H | SW8 | PERMANENT |     | 2020-01-01 |",
                "i1 | I | SW9 | PERMANENT | 1.0 |            | 2024-12-31",
            )
        },
    )
    assert answer.fraction == "0.8/1"
    assert answer.records == {
        "a1": "left again later",
        "a2": "0.8",
        "b1": "no FTE",
        "c1": "G4",
        "c2": "G4",
        "c3": "G4",
        "d1": "G4",
        "e1": "no kind of contract",
        "f1": "0",
        "h1": "no FTE",
    }


def test_turnover_by_length_of_service_and_reason() -> None:
    answer = measured(
        "turnover_rate",
        {
            "sup.workforce": f"""
                {LEAVERS}
                s1 | A | SW1 | PERMANENT | 1.0 | north | 2024-06-07 | 2025-06-06 | 1
                s2 | B | SW2 | PERMANENT | 1.0 | north | 2024-06-06 | 2025-06-06 | 5
                s3 | C | SW3 | PERMANENT | 1.0 | | 2020-06-07 | 2025-06-06 |
                s6 | F | SW6 | PERMANENT | 1.0 | | 2023-06-06 | 2025-06-06 |
                s7 | G | SW7 | PERMANENT | 1.0 | | 2020-06-06 | 2025-06-06 |
                s4 | D | SW4 | PERMANENT | 1.0 | south | 2015-12-31 |  |
                s5 | E | SW5 | PERMANENT | 1.0 | south | 2016-01-01 |  |
            """
        },
    )
    assert answer.group("length_of_service") == {
        "Under 1 year": "1/0",
        "1 year": "1/0",
        "2-4 years": "2/0",
        "5-9 years": "1/1",
        "10 years and over": "0/1",
    }
    assert answer.group("leaving_reason") == {"Resigned": "1/0", "Retired": "1/0", "Not known": "3/0", "In post": "0/2"}
    assert answer.group("team") == {"north": "2/0", "south": "0/2", "Not known": "3/0"}


def test_an_agency_worker_who_becomes_an_employee_on_the_last_day_counts_as_one() -> None:
    answer = measured(
        "agency_rate",
        {
            "sup.workforce": contracts(
                "a1 | A | SW1 | AGENCY    | 1.0 | 2020-01-01 | 2025-12-31",
                "a2 | A | SW1 | PERMANENT | 1.0 | 2025-12-31 |",
                "b1 | B | SW2 | AGENCY    | 1.2 | 2025-12-31 | 2026-01-01",
                "c1 | C | SW3 | AGENCY    |     | 2020-01-01 |",
                "d1 | D |     | AGENCY    | 1.0 | 2020-01-01 |",
                "e1 | E | SW5 | AGENCY    | 1.0 |            |",
                "f1 | F | SW6 | FIXED     | 1.0 | 2026-01-01 |",
            )
        },
    )
    assert answer.fraction == "1.2/2.2"
    whole = {name: verdict for name, verdict in answer.records.items() if " " not in name}
    assert whole == {"a2": "0", "b1": "1.2", "c1": "no FTE", "e1": "G4"}
    assert answer.group("covering_vacancy_or_additional")["Not recorded"] == "1.2/2.2"


def test_sickness_of_20_working_days_without_a_break_is_long_term() -> None:
    # 3 March 2025 is a Monday; 20 working days end on Friday 28 March, 19 on the day before.
    days = [3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21, 24, 25, 26, 27, 28]
    lines = [f"A | 2025-03-{day:02} | 1.0 | SIC" for day in days] + [
        f"B | 2025-03-{day:02} | 0.5 | SIC" for day in days[1:]
    ]
    saturday = "B | 2025-03-08 | 0.5 | SIC"
    answer = measured(
        "sickness_absence_rate",
        {
            "sup.workforce": contracts(
                "s1 | A | SW1 | PERMANENT | 1.0 | 2025-03-03 | 2025-03-28",
                "s2 | B | SW2 | PERMANENT | 0.5 | 2025-12-31 |",
                "s3 | B | SW2 | PERMANENT | 0.5 | 2025-01-01 | 2025-12-30",
                "s4 | C | SW3 | PERMANENT | 1.0 | 2026-01-01 |",
            ),
            "sup.absence": "\n".join(["worker_id | absence_date | fte_days_lost | reason_group", *lines, saturday]),
        },
    )
    assert answer.fraction == "30/126.5"
    assert answer.group("short_or_long_term") == {
        "All sickness": "30/126.5",
        "Short term": "10/126.5",
        "Long term": "20/126.5",
    }


def test_sickness_days_that_cannot_count() -> None:
    answer = measured(
        "sickness_absence_rate",
        {
            "sup.workforce": contracts(
                "s1 | A | SW1 | AGENCY    | 1.0 | 2020-01-01 | 2025-06-01",
                "s2 | A | SW1 | PERMANENT | 1.0 | 2025-06-02 |",
                "s3 | B |     | PERMANENT | 1.0 | 2020-01-01 |",
            ),
            "sup.absence": """
                worker_id | absence_date | fte_days_lost | reason_group
                A         | 2025-05-30   | 1.0           | SIC
                A         | 2025-06-02   | 1.0           | SIC
                A         | 2025-06-02   | 1.0           | SIC
                A         | 2025-06-03   |               | SIC
                A         | 2025-06-04   | 1.0           |
                A         |              | 1.0           | SIC
                B         | 2025-06-04   | 1.0           | SIC
                Z         | 2025-06-04   | 1.0           | SIC
            """,
        },
    )
    assert answer.fraction == "1/253"
    assert {name: verdict for name, verdict in answer.records.items() if " in " not in name} == {
        "A": "G4",
        "A|2025-06-02": "1",
        "A|2025-06-03": "no days lost",
        "A|2025-06-04": "no reason",
        "Z|2025-06-04": "missing link",
        "s2": "0",
    }


def test_a_day_of_sickness_is_of_the_team_of_the_latest_contract() -> None:
    answer = measured(
        "sickness_absence_rate",
        {
            "sup.workforce": """
                spell_id | worker_id | swe_number | employment_type | fte | team_id | start_date
                s1       | A         | SW1        | PERMANENT       | 0.4 | north   | 2024-01-01
                s2       | A         | SW1        | PERMANENT       | 0.3 | south   | 2023-01-01
                s3       | B         | SW2        | PERMANENT       | 0.2 | north   | 2024-01-01
                s4       | B         | SW2        | PERMANENT       | 0.1 | south   | 2024-01-01
            """,
            "sup.absence": """
                worker_id | absence_date | fte_days_lost | reason_group
                A         | 2025-06-02   | 0.7           | SIC
                B         | 2025-06-02   | 0.3           | SIC
            """,
        },
    )
    assert answer.group("team") == {"north": "0.7/151.8", "south": "0.3/101.2"}


def test_a_start_is_of_an_employment_and_a_worker_counts_once() -> None:
    answer = measured(
        "retention_after_12_months",
        {
            "sup.workforce": contracts(
                "a1 | A | SW1 | FIXED     | 1.0 | 2024-03-01 | 2024-09-06",
                "a2 | A | SW1 | PERMANENT | 1.0 | 2024-09-09 |",
                "b1 | B | SW2 | FIXED     | 1.0 | 2024-03-01 | 2024-09-06",
                "b2 | B | SW2 | PERMANENT | 1.0 | 2024-09-10 |",
                "c1 | C | SW3 | PERMANENT | 0.5 | 2024-03-01 | 2024-06-28",
                "c2 | C | SW3 | PERMANENT | 0.5 | 2024-03-01 |",
                "d1 | D | SW4 | PERMANENT | 1.0 | 2024-03-01 | 2024-02-29",
                "d2 | Q | SW4 | PERMANENT | 1.0 | 2024-03-01 | 2024-03-01",
                "e1 | E | SW5 | PERMANENT | 1.0 |            |",
                "f1 | F | SW6 |           | 1.0 | 2024-03-01 |",
                "g1 | G | SW7 | PERMANENT | 1.0 | 2020-03-01 | 2024-03-29",
                "g2 | G | SW7 | PERMANENT | 1.0 | 2024-06-03 |",
            )
        },
    )
    assert answer.records == {
        "a1": "1",
        "b1": "0",
        "b2": "started again later",
        "c1": "1",
        "d1": "G5",
        "d2": "0",
        "e1": "G4",
        "f1": "no kind of contract",
        "g2": "1",
    }
    assert answer.fraction == "3/5"


INVOLVED = "invo_involvements_id | invo_professional_id | invo_person_id | invo_professional_role_id"
INVOLVED += " | invo_involvement_start_date | invo_involvement_end_date"


def test_a_child_without_a_social_worker_whatever_the_blanks() -> None:
    answer = measured(
        "unallocated_cases",
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date
                r1               | ann            | 2025-12-29
                r2               | ann            | 2025-12-30
                r3               | ben            |
                r4               | cat            | 2025-12-15
                r5               | dan            | 2025-01-01
                r6               | eve            | 2025-12-01
                r7               | eve            |
                r8               |                | 2025-12-01
                r9               | fay            | 2025-12-12
                s1               | jon            | 2025-06-01
                s2               | lou            | 2025-06-01
            """,
            "ssd.cin_assessments": f"""
                {ASSESSMENTS}
                a1 | ann | r1 | 2025-12-31 | 2026-01-01
                a2 | cat | r4 | 2025-12-16 | 2025-12-31
                a3 | gus | r9 | 2025-12-16 |
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                dan            | 2007-12-31
            """,
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
                k1              | gus            | 2025-12-01
            """,
            "ssd.involvements": f"""
                {INVOLVED}
                i1 | W1 | ann | CW |            |
                i2 | W1 | eve | CW | 2026-01-01 |
                i3 | W1 | eve | CW | 2025-12-01 | 2025-12-30
                i4 | W9 | gus | CW | 2025-12-01 |
                i5 | W1 | dan | CW | 2025-12-01 | 2025-12-31
                i6 | W1 | jon | CW | 2025-06-01 | 2025-07-01
                i7 | W1 | jon | CW | 2025-07-01 |
                i8 | W1 | lou | CW | 2025-06-01 | 2025-07-01
                i9 | W1 | lou | CW | 2025-07-01 | 2025-12-30
            """,
            "ssd.professionals": """
                prof_professional_id | prof_social_worker_registration_no
                W1                   | SW1
            """,
        },
    )
    # An involvement without a start holds nothing. dan, who is 18, is still in need and was held to the last day.
    assert answer.records == {
        "ann": "1",
        "ben": "G4",
        "cat": "1",
        "dan": "1",
        "eve": "1",
        "fay": "1",
        "gus": "1",
        "lou": "1",
    }
    assert answer.fraction == "7/-"
    assert answer.group("status") == {"Assessment": "1/-", "Child in need": "5/-", "Child protection plan": "1/-"}
    # Working days: ann 2, since 29 December; eve 1, dan 0 and lou 1, since given up; cat 10, fay 11 and gus more.
    assert answer.group("days_waiting") == {"2 days or less": "4/-", "3-10 days": "1/-", "Over 10 days": "2/-"}


def test_open_is_since_the_whole_period_of_care_began() -> None:
    answer = measured(
        "supervision_within_a_month",
        {
            "ssd.cla_episodes": f"""
                {CARE}
                e1 | ann | c1 | 2025-06-01 | 2025-12-15
                e2 | ann | c1 | 2025-12-15 |
                e3 | ben | c2 | 2025-12-15 |
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date
                r3               | cat            |
            """,
            "ssd.involvements": f"""
                {INVOLVED}
                i1 | W1 | ann | CW | 2025-12-15 |
                i2 | W1 | ben | CW | 2025-12-15 |
                i3 | W1 | cat | CW | 2025-12-15 |
                i4 | W2 | cat | CW |            |
            """,
            "ssd.professionals": PROFESSIONALS,
            "sup.supervision": """
                supervision_id | supervision_date | supervision_type | person_id | supervisor_id
                s1             | 2025-12-20       | CASE             | ann       | M1
                s2             | 2025-12-20       | CASE             | ann       | M2
                s3             |                  | CASE             | ann       | M3
                s4             | 2026-01-02       | CASE             | ann       | M4
                s5             | 2025-12-20       |                  | ben       | M1
            """,
        },
    )
    assert {name: verdict for name, verdict in answer.records.items() if " in " not in name} == {
        "ann": "1",
        "ben": "not open long enough",
        "cat": "G4",
    }
    assert answer.group("supervision")["Personal supervision of the worker"] == "0/1"
    assert answer.group("manager") == {"M2": "1/1"}
    assert answer.group("status") == {"Looked after": "1/1"}


def test_the_interval_of_supervision_is_a_setting() -> None:
    con = given(
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date
                r1               | ann            | 2025-11-01
                r2               | ben            | 2025-11-02
            """,
            "ssd.involvements": f"""
                {INVOLVED}
                i1 | W1 | ann | CW | 2025-12-15 |
                i2 | W1 | ben | CW | 2025-12-15 |
            """,
            "ssd.professionals": PROFESSIONALS,
            "sup.supervision": """
                supervision_id | supervision_date | supervision_type | person_id
                s1             | 2025-11-02       | CASE             | ann
            """,
        }
    )
    con.execute("update ref.setting set value = '60' where name = 'supervision_days'")
    try:
        answer = answer_of(con, "supervision_within_a_month")
    finally:
        con.execute("update ref.setting set value = '31' where name = 'supervision_days'")
    assert answer.group("supervision")["Case supervision"] == "1/1"
    assert answer.records["ben"] == "not open long enough"


def test_families_and_advisers_with_blanks_and_repeats() -> None:
    answer = measured(
        "early_help_and_adviser_caseload",
        {
            "ssd.early_help_episodes": """
                earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_worker_id
                e1              | jo             | 2025-06-01              | H1
                e2              | jo             | 2025-07-01              | H1
                e3              | ky             |                         | H1
                e4              | lu             | 2025-07-01              | H2
                e5              |                | 2025-07-01              | H1
                e6              | mo             | 2025-07-01              | H1
                e7              | ned            | 2025-07-01              | H1
            """,
            "ssd.family": """
                fami_table_id | fami_family_id | fami_person_id
                1             | f1             | lu
                2             | f2             | lu
                3             | f1             | mo
                4             | f3             | ned
                5             | f1             | ned
            """,
            "ssd.care_leavers": """
                clea_table_id | clea_person_id | clea_care_leaver_personal_advisor
                l1            | x              | A1
                l2            | x              | A2
                l3            |                | A1
                l4            | y              | H1
            """,
            "sup.workforce": """
                spell_id | worker_id | role              | fte | start_date | leave_date
                s1       | H1        | EARLY_HELP_WORKER | 0.5 | 2025-12-31 |
                s1       | H1        | EARLY_HELP_WORKER | 0.5 | 2025-12-31 |
                s2       | H1        | OTHER             | 0.5 | 2020-01-01 |
                s3       | H2        | EARLY_HELP_WORKER |     | 2020-01-01 |
                s4       | A1        | PERSONAL_ADVISER  | 0.6 | 2020-01-01 |
                s5       | A1        | PERSONAL_ADVISER  | 0.6 | 2020-01-01 |
                s6       | A2        | PERSONAL_ADVISER  | 1.0 | 2020-01-01 |
            """,
        },
    )
    # jo's two episodes are one family; e5, of nobody, stands alone; ned is of mo's family, f1. x has two advisers.
    assert answer.status == "no whole"
    assert answer.group("caseload") == {"Early help families": "3/0.5", "Personal adviser young people": "1/2"}
    assert {name.split()[0]: verdict for name, verdict in answer.records.items()} == {
        "e1": "1",
        "e2": "0",
        "e3": "G4",
        "e4": "no FTE",
        "e5": "1",
        "e6": "1",
        "e7": "0",
        "l1": "1",
        "l2": "0",
        "l3": "missing link",
        "l4": "no FTE",
    }


SURVEY = "survey_id | response_id | question_id | survey_close_date | answer | staff_invited"


def test_a_survey_without_a_date_or_an_answer_given_twice() -> None:
    answer = measured(
        "staff_survey_positive",
        {
            "sup.staff_survey": f"""
                {SURVEY}
                s1 | r1 | SUPPORTED | 2025-10-01 | 4 | 8
                s1 | r1 | SUPPORTED | 2025-10-01 | 4 | 8
                s1 | r2 | SUPPORTED | 2025-10-01 | 1 | 8
                s1 | r2 |           | 2025-10-01 | 5 | 8
                s2 | r3 | SUPPORTED |            | 5 | 8
            """
        },
    )
    assert answer.fraction == "1/2"
    assert answer.records["s2|r3|SUPPORTED"] == "G4"
    assert answer.group("question")["Response rate"] == "2/8"


def test_a_survey_whose_answers_give_two_closing_dates_is_one_survey() -> None:
    answer = measured(
        "staff_survey_positive",
        {
            "sup.staff_survey": f"""
                {SURVEY}
                s1 | r1 | SUPPORTED | 2025-11-01 | 5 | 8
                s2 | r1 | SUPPORTED | 2025-12-19 | 4 | 8
                s2 | r2 | SUPPORTED | 2025-12-19 | 2 | 8
                s2 | r2 | STAY      | 2025-12-20 | 2 | 8
            """
        },
    )
    assert answer.fraction == "1/2"
    assert answer.group("question")["Response rate"] == "2/8"


def test_without_a_survey_in_the_quarter_there_is_no_result() -> None:
    answer = measured(
        "staff_survey_positive", {"sup.staff_survey": f"{SURVEY}\ns1 | r1 | SUPPORTED | 2025-09-30 | 4 | 8"}
    )
    assert (answer.status, answer.shown) == ("no_records", "n/a")


def test_an_additional_post_is_filled_by_no_more_than_its_own_full_time_equivalent() -> None:
    answer = measured(
        "additional_posts_filled",
        {
            "sup.posts": """
                post_id | additional_flag | funded_fte | approved_date | start_date
                p1      | Y               | 1.0        | 2024-01-01    | 2024-01-01
                p1      | Y               | 1.0        | 2024-01-01    | 2024-01-01
                p2      | Y               |            | 2024-01-01    | 2024-01-01
                p3      | Y               | 1.0        | 2024-01-01    |
                p4      |                 | 1.0        | 2024-01-01    | 2024-01-01
                p5      | Y               | 0.5        | 2024-01-01    | 2024-01-01
                p6      | Y               | 1.0        | 2024-01-01    | 2024-01-01
            """,
            "sup.workforce": """
                spell_id | worker_id | post_id | employment_type | fte | start_date
                s1       | A         | p5      | PERMANENT       | 1.0 | 2024-01-01
                s2       | B         | p5      | AGENCY          | 1.0 | 2024-01-01
                s3       | C         | p6      | PERMANENT       |     | 2024-01-01
                s4       | D         | p6      | AGENCY          | 0.4 | 2024-01-01
                s4       | D         | p6      | AGENCY          | 0.4 | 2024-01-01
                s5       | E         | p6      | AGENCY          | 0.4 |
            """,
        },
    )
    assert {name: verdict for name, verdict in answer.records.items() if " in " not in name} == {
        "p1": "0",
        "p2": "no funded FTE",
        "p3": "G4",
        "p5": "0.5",
        "p6": "0.4",
    }
    assert answer.fraction == "0.9/2.5"


def test_core_training_of_those_with_two_contracts_or_no_start() -> None:
    answer = measured(
        "core_training_completed",
        {
            "sup.workforce": """
                spell_id | worker_id | role         | fte | team_id | start_date | leave_date
                s1       | M1        | TEAM_MANAGER | 0.4 | north   | 2025-10-01 |
                s2       | M1        | OTHER        | 0.6 | south   | 2020-01-01 |
                s3       | M2        | TEAM_MANAGER | 1.0 | north   |            |
                s4       | M3        | TEAM_MANAGER | 1.0 | north   | 2020-01-01 | 2025-09-30
                s5       | M3        | TEAM_MANAGER | 1.0 | north   | 2025-10-01 |
                s6       | X1        |              | 1.0 | north   | 2020-01-01 |
                s7       | M4        | TEAM_MANAGER | 1.0 | north   | 2025-12-31 |
                s8       | M5        | TEAM_MANAGER | 1.0 | north   | 2026-01-01 |
                s9       | M6        | TEAM_MANAGER | 0.4 | south   | 2020-01-01 |
                t1       | M6        | TEAM_MANAGER | 0.6 | north   |            |
            """,
            "sup.training": """
                worker_id | course | core_for_role | completed_date
                M1        | Basics | Y             | 2024-01-01
                M1        | Plans  |               |
                M2        | Basics | Y             | 2024-01-01
            """,
        },
    )
    assert {name: verdict for name, verdict in answer.records.items() if " in " not in name} == {
        "M1": "1",
        "M2": "G4",
        "M3": "under six months in post",
        "M4": "under six months in post",
        "M6": "0",
    }
    assert answer.group("team") == {"south": "1/2"}
    assert answer.group("role") == {"Other": "1/1", "Team manager": "0/1"}
    assert answer.group("course") == {"Every core course": "1/2", "Basics": "1/1"}


def test_six_months_in_post_end_on_the_last_day_of_september() -> None:
    answer = measured(
        "core_training_completed",
        {
            "sup.workforce": """
                spell_id | worker_id | role         | fte | start_date
                s1       | M1        | TEAM_MANAGER | 1.0 | 2025-03-30
                s2       | M2        | TEAM_MANAGER | 1.0 | 2025-03-31
                s3       | M3        | TEAM_MANAGER | 1.0 | 2025-04-01
            """
        },
        "2025-26-Q2",
    )
    assert answer.records == {"M1": "0", "M2": "0", "M3": "under six months in post"}


def test_a_core_course_done_again_counts_by_the_row_that_is_valid() -> None:
    answer = measured(
        "core_training_completed",
        {
            "sup.workforce": """
                spell_id | worker_id | role         | fte | start_date
                s1       | M1        | TEAM_MANAGER | 1.0 | 2020-01-01
            """,
            "sup.training": """
                worker_id | course | core_for_role | completed_date | valid_to
                M1        | Basics | Y             | 2021-01-01     | 2024-01-01
                M1        | Basics | Y             | 2024-01-01     | 2027-01-01
                M1        | Plans  | Y             | 2024-01-01     |
            """,
        },
    )
    assert answer.fraction == "1/1"
    assert answer.group("course") == {"Every core course": "1/1", "Basics": "1/1", "Plans": "1/1"}


def test_the_survey_by_length_of_service() -> None:
    lengths = [0, 1, 2, 4, 5, 9, 10]
    lines = [f"s1 | r{years} | SUPPORTED | 2025-10-01 | 4 | 9 | {years}" for years in lengths]
    answer = measured(
        "staff_survey_positive",
        {"sup.staff_survey": "\n".join([f"{SURVEY} | length_of_service_years", *lines])},
    )
    assert answer.group("length_of_service") == {
        "Under 1 year": "1/1",
        "1 year": "1/1",
        "2-4 years": "2/2",
        "5-9 years": "2/2",
        "10 years and over": "1/1",
    }
