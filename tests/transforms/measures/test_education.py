"""The measures of education, worked by hand, most for October to December 2025."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

import pytest

from tests.support.given import answer, given, measured

ONE_CHILD = {
    "ssd.cla_episodes": """
        clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
        e1                  | ann            | 1985-01-01
    """,
    "ssd.person": """
        pers_person_id | pers_dob
        ann            | 2015-05-01
    """,
}
TERMS = """
    academic_year | term   | start_date | end_date
    2024/25       | AUTUMN | 2024-09-02 | 2024-12-20
    2024/25       | SPRING | 2025-01-06 | 2025-04-04
    2024/25       | SUMMER | 2025-04-22 | 2025-07-22
    2025/26       | AUTUMN | 2025-09-01 | 2025-12-19
    2025/26       | SPRING | 2026-01-05 | 2026-03-27
    2025/26       | SUMMER | 2026-04-13 | 2026-07-21
    2025/26       | SUMMER | 2026-01-01 | 2026-07-21
    2026/27       | AUTUMN | 2026-09-01 |
"""


def pep_on(day: str, quarter: str, terms: str = TERMS, extracted_on: str = "2026-10-10") -> str:
    """The verdict on one child whose only meeting was on the day."""
    tables = {**ONE_CHILD, "sup.school_terms": terms, "sup.pep": f"pep_id | person_id | meeting_date\nq | ann | {day}"}
    return measured("pep_this_term", tables, quarter=quarter, extracted_on=extracted_on).records["e1"]


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        ("2025-26-Q1", "2025-04-22", "2025-06-30"),  # in the summer term, most of which has passed
        ("2025-26-Q2", "2025-04-22", "2025-07-22"),  # the autumn term has only begun
        ("2025-26-Q3", "2025-09-01", "2025-12-19"),
        ("2025-26-Q4", "2026-01-05", "2026-03-27"),
        ("2026-27-Q1", "2026-04-13", "2026-06-30"),  # the second row of that summer term is a repeat
    ],
)
def test_the_term_by_which_each_quarter_is_judged(quarter: str, first: str, last: str) -> None:
    before = {
        "2025-04-22": "2025-04-21",
        "2025-09-01": "2025-08-31",
        "2026-01-05": "2026-01-04",
        "2026-04-13": "2026-04-12",
    }
    after = {"2025-06-30": "2025-07-01", "2025-07-22": "2025-07-23", "2025-12-19": "2025-12-20"}
    after |= {"2026-03-27": "2026-03-28", "2026-06-30": "2026-07-01"}
    days = (before[first], first, last, after[last])
    assert [pep_on(day, quarter) for day in days] == ["0", "1", "1", "0"]


def test_a_term_judges_once_more_than_half_of_its_days_have_passed() -> None:
    def terms(end: str) -> str:
        return f"""
            academic_year | term   | start_date | end_date
            2024/25       | SUMMER | 2025-04-22 | 2025-07-22
            2025/26       | AUTUMN | 2025-12-22 | {end}
        """

    # 31 December is the 10th day of 19, 20 and 10.
    assert pep_on("2025-12-23", "2025-26-Q3", terms("2026-01-09")) == "1"
    assert pep_on("2025-12-23", "2025-26-Q3", terms("2026-01-10")) == "0"
    assert pep_on("2025-07-01", "2025-26-Q3", terms("2026-01-10")) == "1"
    assert pep_on("2025-12-31", "2025-26-Q3", terms("2025-12-31")) == "1"


def test_a_term_of_the_settings_stands_for_the_delivered_one() -> None:
    peps = "pep_id | person_id | meeting_date\nq | ann | 2025-09-03"
    con = given({**ONE_CHILD, "sup.school_terms": TERMS, "sup.pep": peps})
    assert answer(con, "pep_this_term").records == {"e1": "1"}
    con.execute("insert into ref.setting values ('term', '2025/26|AUTUMN|2025-09-04|2025-12-19')")
    try:
        assert answer(con, "pep_this_term").records == {"e1": "0"}
    finally:
        con.execute("delete from ref.setting where name = 'term'")


def test_without_a_known_term_there_is_no_judging() -> None:
    found = measured(
        "pep_this_term", {**ONE_CHILD, "sup.pep": "pep_id | person_id | meeting_date\nq | ann | 2025-11-01"}
    )
    assert (found.records, found.shown) == ({"e1": "no school term"}, "n/a")


def test_the_labels_of_a_child_in_care_are_of_the_quarters_end() -> None:
    found = measured(
        "pep_this_term",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date
                e1                  | ann            | p1          | 2025-01-01                  | 2025-12-20
                e2                  | ann            | p1          | 2025-12-20                  |
                e3                  | ann            | p1          | 2025-12-20                  |
                e4                  | adult          | p2          | 2025-01-01                  |
                e5                  | ben            | p3          |                             |
                e6                  |                | p4          | 2025-01-01                  |
            """,
            "ssd.person": """
                pers_person_id | pers_dob   | pers_send_flag
                ann            | 2015-05-01 | N
                ann            |            | Y
                adult          | 2007-12-31 | Y
                ben            | 2015-05-01 |
            """,
            "sup.school_terms": TERMS,
            "sup.education_status": """
                person_id | as_at_date | has_school_place | school_urn
                ann       | 2025-10-01 | Y                | 100001
                ann       | 2025-12-01 | Y                | 100002
            """,
            "sup.schools": """
                urn    | name | phase     | school_type          | in_area
                100001 | A    | PRIMARY   | Academy              | Y
                100002 | B    | SECONDARY | Independent school   | N
                100002 | B    | SECONDARY | Academy              | N
            """,
        },
    )
    assert found.records == {
        "e2": "0",
        "e3": "G2",
        "e4 in Post-16": "G12",
        "e5": "G4",
        "e6": "missing link",
    }
    assert found.group("send") == {"EHC plan": "0/1"}
    assert found.group("school_type") == {"Independent school": "0/1"}


def test_of_two_rows_of_a_plan_the_last_grade_stands() -> None:
    found = measured(
        "pep_good_or_better",
        {
            "sup.pep": """
                pep_id | person_id | completed_date | quality_grade | school_urn
                later  | ann       | 2025-11-20     | 1             |
                later  | ann       | 2025-11-10     | 3             |
                undone | ben       |                | 3             |
                undone | ben       | 2025-11-10     | 2             |
                blank  | cat       | 2025-11-10     | 3             | 100001
                blank  | cat       | 2025-11-20     |               | 100001
                nobody |           | 2025-11-10     | 4             | 100002
            """,
            "sup.schools": """
                urn    | name       | phase   | in_area
                100001 | High Lane  | PRIMARY | Y
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                ann            | 2015-05-01
            """,
        },
    )
    assert found.fraction == "2/4"
    assert found.group("school") == {"High Lane": "1/1", "100002": "1/1", "Not known": "0/2"}
    assert found.group("year_group") == {"Year 6": "0/1", "Not known": "2/3"}


def test_a_first_plan_belongs_to_its_period_of_care() -> None:
    found = measured(
        "first_pep_within_20_working_days",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date
                a1                  | ann            | p1          | 2025-03-03                  | 2025-04-10
                a2                  | ann            | p2          | 2025-05-01                  | 2025-07-01
                a3                  | ann            | p3          | 2025-07-01                  |
                b1                  | ben            |             | 2025-06-02                  |
                c1                  | cat            | p4          | 2025-06-02                  |
                d1                  | dan            | p5          | 2025-06-02                  |
                e1                  | eve            | p6          |                             |
                f1                  | flo            | p7          | 2025-06-02                  |
                f1                  | flo            | p7          | 2025-06-02                  |
                g1                  |                | p8          | 2025-06-02                  |
                h1                  | hal            | p9          | 1985-06-02                  |
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
                l1                   | dan            | V3                | 2025-06-02
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                ann            | 2015-05-01
                ben            | 2015-05-01
                dan            | 2015-05-01
                eve            | 2015-05-01
                flo            | 2015-05-01
                hal            | 1980-05-01
            """,
            "sup.pep": """
                pep_id | person_id | completed_date
                q1     | ann       | 2025-03-03
                q2     | ben       | 2025-06-01
                q3     | flo       |
                q4     |           | 2025-06-10
            """,
        },
    )
    # The plan of ann's first period is that of the second, too, but the third's is to come from the second.
    assert found.records == {
        "a1": "1",
        "a2": "1",
        "a3": "0",
        "b1": "0",
        "c1": "no date of birth",
        "d1": "G6",
        "e1": "G4",
        "f1": "0",
        "g1": "missing link",
    }
    assert found.fraction == "2/5"
    assert found.group("year_group") == {"Year 5": "2/5"}


ATTENDANCE = "person_id | academic_year | school_urn | as_at_date | sessions_possible | sessions_missed"


def absent(attendance: str, quarter: str = "2025-26-Q3", extracted_on: str = "2026-10-10") -> dict[str, str]:
    """The verdict on each child of the attendance table, all long in care and of school age."""
    children = sorted({line.split("|")[0].strip() for line in attendance.strip().splitlines()} | {"nothing"})
    episodes = "clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date\n"
    people = "pers_person_id | pers_dob\n"
    tables = {
        "ssd.cla_episodes": episodes + "\n".join(f"{child} | {child} | 2020-01-01" for child in children),
        "ssd.person": people + "\n".join(f"{child} | 2015-05-01" for child in children),
        "sup.school_attendance": f"{ATTENDANCE}\n{attendance}",
    }
    found = measured("persistent_absence", tables, quarter=quarter, extracted_on=extracted_on)
    return {child: verdict for child, verdict in found.records.items() if child != "nothing"} | (
        {} if found.records["nothing"] == "no attendance" else {"nothing": "judged"}
    )


def test_sessions_of_the_year_to_date() -> None:
    assert absent(
        """
        at_20    | 2025/26 | s1 | 2025-12-31 | 20  | 2
        at_19    | 2025/26 | s1 | 2025-12-31 | 19  | 19
        under    | 2025/26 | s1 | 2025-12-31 | 201 | 20
        next_day | 2025/26 | s1 | 2025-12-31 | 100 | 0
        next_day | 2025/26 | s1 | 2026-01-01 | 100 | 50
        earlier  | 2025/26 | s1 | 2025-10-24 | 100 | 50
        earlier  | 2025/26 | s1 | 2025-12-19 | 200 | 19
        unknown  | 2025/26 | s1 | 2025-12-19 | 100 |
        partly   | 2025/26 | s1 | 2025-12-19 | 100 |
        partly   | 2025/26 | s2 | 2025-12-19 | 50  | 5
        other    | 2024/25 | s1 | 2025-07-22 | 300 | 300
        undated  | 2025/26 | s1 |            | 300 | 300
        twice    | 2025/26 | s1 | 2025-12-19 | 100 | 10
        twice    | 2025/26 | s1 | 2025-12-19 | 100 | 0
        """
    ) == {
        "at_20": "1",
        "at_19": "under 20 sessions",
        "under": "0",
        "next_day": "0",
        "earlier": "0",
        "unknown": "no attendance",
        "partly": "1",
        "other": "no attendance",
        "undated": "no attendance",
        "twice": "1",
    }


def test_the_academic_year_of_each_quarter() -> None:
    rows = """
        old | 2024/25 | s1 | 2025-06-20 | 300 | 100
        new | 2025/26 | s1 | 2025-09-30 | 30  | 10
    """
    assert absent(rows, "2025-26-Q1") == {"old": "1", "new": "no attendance"}
    assert absent(rows, "2025-26-Q2") == {"old": "no attendance", "new": "1"}


def test_persistent_absence_is_of_children_of_school_age_in_care() -> None:
    found = measured(
        "persistent_absence",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date
                rec                 | rec            | p1          | 2020-01-01                  |
                nursery             | nursery        | p2          | 2020-01-01                  |
                y11                 | y11            | p3          | 2020-01-01                  |
                y12                 | y12            | p4          | 2020-01-01                  |
                left                | left           | p5          | 2020-01-01                  | 2025-12-31
                moved1              | moved          | p6          | 2024-01-01                  | 2025-06-01
                moved2              | moved          | p6          | 2025-06-01                  |
                back1               | back           | p7          | 2024-01-01                  | 2025-06-01
                back2               | back           | p8          | 2025-06-02                  |
                unknown             | unknown        | p9          | 2024-01-01                  |
            """,
            "ssd.person": """
                pers_person_id | pers_dob   | pers_sex
                rec            | 2021-08-31 | F
                nursery        | 2021-09-01 | F
                y11            | 2009-09-01 | M
                y12            | 2009-08-31 | M
                left           | 2015-05-01 | M
                moved          | 2015-05-01 | M
                back           | 2015-05-01 | M
            """,
            "sup.school_attendance": f"""
                {ATTENDANCE}
                rec   | 2025/26 | s1 | 2025-12-19 | 100 | 0
                y11   | 2025/26 | s1 | 2025-12-19 | 100 | 0
                moved | 2025/26 | s1 | 2025-12-19 | 100 | 10
            """,
        },
    )
    assert found.records == {
        "rec": "0",
        "nursery": "not of school age",
        "y11": "0",
        "y12": "not of school age",
        "moved2": "1",
        "back2": "under 12 months",
        "unknown": "no date of birth",
    }
    assert found.group("year_group") == {"Reception": "0/1", "Year 6": "1/1", "Year 11": "0/1"}


STATUS = "person_id | as_at_date | has_school_place | weekly_hours | reason_under_25 | reason_start_date"


def out_of_school(status: str, plans: str = "", **more: str) -> dict[str, str]:
    """The verdict on each child of the education table, all on a child in need plan and of school age."""
    children = sorted({line.split("|")[0].strip() for line in status.strip().splitlines()})
    cin_plans = "cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date | cinp_cin_plan_end_date\n"
    tables = {
        "ssd.cin_plans": cin_plans + (plans or "\n".join(f"{child} | {child} | 2025-01-01 |" for child in children)),
        "ssd.person": "pers_person_id | pers_dob\n" + "\n".join(f"{child} | 2015-05-01" for child in children),
        "sup.education_status": f"{STATUS}\n{status}",
    }
    return measured("not_in_full_time_education", {**tables, **more}).records


def test_what_is_less_than_full_time() -> None:
    assert out_of_school(
        """
        blank_place | 2025-12-19 |   | 25    |               |
        sick        | 2025-12-19 | N |       | MEDICAL       |
        starting    | 2025-12-19 | N |       | PHASED_START  | 2025-12-01
        undated     | 2025-12-19 | Y | 20    | PHASED_START  |
        sick_blank  | 2025-12-19 | Y |       | MEDICAL       |
        home        | 2025-12-19 | Y | 10    | HOME_EDUCATED |
        full_home   | 2025-12-19 | Y | 25    | HOME_EDUCATED |
        zero        | 2025-12-19 | Y | 0     | EXCLUDED      |
        on_day      | 2025-12-31 | N |       |               |
        after       | 2026-01-01 | N |       |               |
        twice       | 2025-12-19 | N |       |               |
        twice       | 2025-12-19 | Y | 25    |               |
        no_day      |            | N |       |               |
        """
    ) == {
        "blank_place": "1",
        "sick": "1",
        "starting": "1",
        "undated": "1",
        "sick_blank": "medical reason",
        "home": "home educated",
        "zero": "1",
        "on_day": "1",
        "after": "no education status",
        "twice": "1",
        "no_day": "no education status",
    }


def test_who_is_open_by_a_plan_or_in_care() -> None:
    everyone = ("last_day", "next_day", "ended", "ended_after", "no_start", "theirs", "breaks", "care", "nobody_born")
    status = "\n".join(f"{child} | 2025-12-19 | N | | |" for child in everyone)
    plans = """
        n1 | last_day    | 2025-12-31 |
        n2 | next_day    | 2026-01-01 |
        n3 | ended       | 2025-01-01 | 2025-12-31
        n4 | ended_after | 2025-01-01 | 2026-01-01
        n5 | no_start    |            |
        n6 | stranger    | 2025-01-01 |
    """
    more = {
        "ssd.cp_plans": """
            cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_ola
            k1              | theirs         | 2025-01-01              | Y
        """,
        "ssd.cla_episodes": """
            clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
            e1                  | breaks         | 2025-01-01
            e2                  | care           | 2025-01-01
        """,
        "ssd.legal_status": """
            lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
            l1                   | breaks         | V3                | 2025-01-01
        """,
    }
    assert out_of_school(status, plans, **more) == {
        "last_day": "1",
        "ended_after": "1",
        "care": "1",
        "stranger": "no date of birth",
    }


def test_checks_of_children_missing_education() -> None:
    found = measured(
        "missing_education_checks_within_10_working_days",
        {
            "sup.cme": """
                notification_id | person_id | notified_date | checks_completed_date | reason   | outcome       | closed_date | known_to_social_care
                same_day        | ann       | 2025-11-03    | 2025-11-03            | NO_PLACE | ON_ROLL       | 2025-11-03  | Y
                on_day          |           | 2025-11-03    | 2025-11-17            | OTHER    | ON_ROLL       | 2025-11-18  | N
                late            |           | 2025-11-03    | 2025-11-18            | OTHER    | ON_ROLL       | 2025-11-18  | N
                found           |           | 2025-11-03    |                       |          | OTHER_COUNCIL |             | N
                found_late      |           | 2025-11-03    |                       |          | OTHER_COUNCIL | 2025-11-18  | N
                abroad          |           | 2025-11-03    |                       |          | ABROAD        | 2025-11-10  | N
                twice           |           | 2025-11-03    | 2025-11-05            |          | ON_ROLL       | 2025-11-05  | N
                twice           |           | 2025-11-03    |                       |          |               |             | N
                saturday        |           | 2025-11-01    | 2025-11-15            |          | ON_ROLL       | 2025-12-31  | N
                friday          |           | 2025-11-01    | 2025-11-14            |          | ON_ROLL       | 2025-12-31  | N
                on_qe           |           | 2025-12-31    |                       |          |               |             | Y
                after           |           | 2026-01-01    |                       |          |               |             | N
                closed_after    |           | 2025-01-06    | 2025-01-07            |          | ON_ROLL       | 2026-01-01  | N
            """
        },
    )
    assert found.records == {
        "same_day": "1",
        "on_day": "1",
        "late": "0",
        "found": "0",
        "found in Open at the end": "0",
        "found_late": "0",
        "abroad": "0",
        "twice": "1",
        "saturday": "0",  # the 10th working day is the Friday
        "friday": "1",
        "on_qe in Open at the end": "0",
        "closed_after in Open at the end": "1",
    }
    assert found.fraction == "4/9"
    assert found.group("known_to_social_care") == {"Known": "1/1", "Not open": "3/8"}
    assert found.group("cohort") == {"Due in the period": "4/9", "Open at the end": "1/3"}


def test_open_notifications_are_not_shown_where_none_was_ever_closed() -> None:
    rows = "notification_id | notified_date | checks_completed_date\nc1 | 2025-11-03 | 2025-11-04"
    found = measured("missing_education_checks_within_10_working_days", {"sup.cme": rows})
    assert found.records == {"c1": "1"}


def results(rows: str, quarter: str, extracted_on: str = "2027-01-12") -> dict[str, str]:
    children = ("A", "B", "C")
    episodes = "clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date\n"
    tables = {
        "ssd.cla_episodes": episodes + "\n".join(f"e{child} | {child} | 2020-01-01" for child in children),
        "sup.ks4_results": f"person_id | results_year | provisional_or_final | attainment8\n{rows}",
    }
    return measured("attainment_8", tables, quarter=quarter, extracted_on=extracted_on).records


def test_results_are_provisional_in_december_final_from_march_and_repeated_until_the_next() -> None:
    rows = """
        A | 2024 | FINAL       | 10
        A | 2025 | PROVISIONAL | 20
        A | 2025 | FINAL       | 30
        B | 2025 | PROVISIONAL | 40
        A | 2026 | PROVISIONAL | 50
    """
    assert results(rows, "2025-26-Q2") == {"A|2024|FINAL": "10"}
    assert results(rows, "2025-26-Q3") == {"A|2025|PROVISIONAL": "20", "B|2025|PROVISIONAL": "40"}
    assert results(rows, "2025-26-Q4") == {"A|2025|FINAL": "30"}
    assert results(rows, "2026-27-Q1") == {"A|2025|FINAL": "30"}
    assert results(rows, "2026-27-Q2") == {"A|2025|FINAL": "30"}
    assert results(rows, "2026-27-Q3") == {"A|2026|PROVISIONAL": "50"}


def test_a_stage_or_year_that_has_not_come_leaves_the_one_that_has() -> None:
    assert results("A | 2025 | FINAL | 30", "2025-26-Q3") == {"A|2025|FINAL": "30"}
    assert results("A | 2025 | PROVISIONAL | 20", "2026-27-Q1") == {"A|2025|PROVISIONAL": "20"}
    older = "A | 2024 | PROVISIONAL | 10\nA | 2024 | FINAL | 15\nB | 2024 | FINAL | 0\nB | 2024 | FINAL | 9\n | 2024 | FINAL | 9"
    assert results(older, "2025-26-Q3") == {
        "A|2024|FINAL": "15",
        "B|2024|FINAL": "0",
        "2024|FINAL": "missing link",
    }


def test_the_latest_status_in_july_and_august_is_that_of_the_last_school_day() -> None:
    def statuses(terms: str) -> dict[str, str]:
        tables = {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
                e1                  | ann            | 2024-01-01
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                ann            | 2008-01-01
            """,
            "sup.education_status": """
                person_id | as_at_date | eet_status
                ann       | 2025-07-22 | F2
                ann       | 2025-07-23 | G5
            """,
            "sup.school_terms": terms,
        }
        # Before the quarter's end it is counted to the day of the extract.
        days = ("2025-08-20", "2025-09-02")
        return {
            day: measured(
                "post_16_education_employment_training", tables, quarter="2025-26-Q2", extracted_on=day
            ).records["e1"]
            for day in days
        }

    assert statuses(TERMS) == {"2025-08-20": "1", "2025-09-02": "0"}
    assert statuses("academic_year | term | start_date | end_date\n") == {"2025-08-20": "0", "2025-09-02": "0"}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        *((code, "1") for code in ["F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5"]),
        *((code, "0") for code in ["G4", "G5", "G6", "0"]),
    ],
)
def test_every_status_of_a_young_person(status: str, expected: str) -> None:
    tables = {
        "ssd.cla_episodes": "clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date\ne1 | ann | 2024-01-01",
        "ssd.person": "pers_person_id | pers_dob\nann | 2008-05-01",
        "sup.education_status": f"person_id | as_at_date | eet_status\nann | 2025-12-19 | {status}",
    }
    assert measured("post_16_education_employment_training", tables).records == {"e1": expected}


def test_schools_repeated_outside_the_area_and_a_quarter_without_a_meeting() -> None:
    schools = """
        urn | name | phase   | school_type | open_date  | close_date | in_area
        s1  | A    | PRIMARY | Academy     | 1990-09-01 |            | Y
        s1  | A    | SPECIAL | Academy     | 1990-09-01 |            | Y
        s2  | B    | PRIMARY | Independent | 1990-09-01 |            |
        s3  | C    | PRIMARY | Independent |            | 2025-12-31 | Y
        s4  | D    | PRIMARY |             | 1990-09-01 |            | Y
    """
    meetings = """
        meeting_date | school_urn | attended
        2025-11-01   | s1         | Y
        2025-11-01   | s2         | Y
                     | s4         | Y
    """
    found = measured("dsl_network_attendance", {"sup.schools": schools, "sup.dsl_network": meetings})
    assert (found.fraction, found.records) == ("1/2", {"s1": "1", "s4": "0"})
    assert found.group("school_type") == {"Academy": "1/1", "Not known": "0/1"}
    without = measured("dsl_network_attendance", {"sup.schools": schools})
    assert (without.fraction, without.shown) == ("0/2", "0.0")


AREAS = """
    postcode | release | la_code   | la_name | la_number
    ZZ11ZZ   | 2025    | E06000035 | Own     | 887
    ZZ22ZZ   | 2025    | E06000046 | Away    | 921
"""


def placed(child: str, days: tuple[str, str, str]) -> str:
    """Rows of placements that end on the day, begin on it, and begin after it, each in another child's name."""
    before, day, after = days
    return f"""
        clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_postcode
        p1                    | {child}1       | {before}                      | {day}                       | ZZ2 2ZZ
        p2                    | {child}2       | {before}                      | {day}                       | ZZ2 2ZZ
        p3                    | {child}2       | {day}                         |                             | ZZ1 1ZZ
        p4                    | {child}3       | {before}                      | {after}                     | ZZ2 2ZZ
        p5                    | {child}3       | {after}                       |                             | ZZ1 1ZZ
    """


def test_area_and_unaccompanied_status_are_those_of_the_20th_working_day() -> None:
    found = measured(
        "first_pep_within_20_working_days",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
                e1                  | c1             | 2025-06-02
                e2                  | c2             | 2025-06-02
                e3                  | c3             | 2025-06-02
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                c1             | 2015-05-01
                c2             | 2015-05-01
                c3             | 2015-05-01
            """,
            "ssd.immigration_status": """
                immi_immigration_status_id | immi_person_id | immi_immigration_status            | immi_immigration_status_start_date | immi_immigration_status_end_date
                s1                         | c1             | Unaccompanied Asylum Seeking Child | 2025-06-02                         | 2025-06-30
                s2                         | c2             | Unaccompanied Asylum Seeking Child | 2025-06-30                         |
                s3                         | c3             | Refugee Status                     | 2025-06-02                         |
            """,
            "ssd.cla_placement": placed("c", ("2025-06-02", "2025-06-30", "2025-07-01")),
            "sup.postcode_la": AREAS,
            "sup.pep": "pep_id | person_id | completed_date\nq | c2 | 2025-06-10",
        },
    )
    assert found.group("uasc") == {"Unaccompanied": "1/1", "Not unaccompanied": "0/2"}
    assert found.group("in_or_out_of_area") == {"Not known": "0/1", "In area": "1/1", "Out of area": "0/1"}


def test_the_area_of_a_graded_plan_is_that_of_the_day_of_completion() -> None:
    peps = """
        pep_id | person_id | completed_date | quality_grade
        q1     | c1        | 2025-11-10     | 3
        q2     | c2        | 2025-11-10     | 3
        q3     | c3        | 2025-11-10     | 2
    """
    places = placed("c", ("2025-06-02", "2025-11-10", "2025-11-11"))
    tables = {"sup.pep": peps, "ssd.cla_placement": places, "sup.postcode_la": AREAS}
    found = measured("pep_good_or_better", tables)
    assert found.group("in_or_out_of_area") == {"Not known": "1/1", "In area": "1/1", "Out of area": "0/1"}


def test_results_are_of_children_under_18_on_31_march_where_they_were_placed_then() -> None:
    found = measured(
        "attainment_8",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
                e1                  | c1             | 2020-01-01
                e2                  | c2             | 2020-01-01
                e3                  | c3             | 2020-01-01
                e4                  | adult          | 2020-01-01
            """,
            "ssd.person": """
                pers_person_id | pers_dob   | pers_send_flag
                adult          | 2007-03-31 | N
                c1             | 2007-04-01 | N
                c2             | 2009-04-01 | Y
            """,
            "sup.ks4_results": """
                person_id | results_year | provisional_or_final | attainment8
                c1        | 2025         | PROVISIONAL          | 10
                c2        | 2025         | PROVISIONAL          | 20
                c3        | 2025         | PROVISIONAL          | 30
                adult     | 2025         | PROVISIONAL          | 40
            """,
            "ssd.cla_placement": placed("c", ("2024-06-02", "2025-03-31", "2025-04-01")),
            "sup.postcode_la": AREAS,
        },
    )
    assert found.records["adult|2025|PROVISIONAL"] == "not looked after for 12 months"
    assert found.fraction == "60/3"
    assert found.group("in_or_out_of_area") == {"Not known": "10/1", "In area": "20/1", "Out of area": "30/1"}
    assert found.group("send") == {"EHC plan": "20/1", "No EHC plan": "10/1", "Not known": "30/1"}


def test_the_year_group_of_a_graded_plan_changes_on_1_september() -> None:
    peps = """
        pep_id | person_id | completed_date | quality_grade
        q1     | ann       | 2025-08-31     | 3
        q2     | ann       | 2025-09-01     | 2
    """
    people = "pers_person_id | pers_dob\nann | 2015-05-01"
    found = measured("pep_good_or_better", {"sup.pep": peps, "ssd.person": people}, quarter="2025-26-Q2")
    assert found.group("year_group") == {"Year 5": "1/1", "Year 6": "0/1"}


def test_a_person_whose_date_of_birth_is_blank_has_no_year_group() -> None:
    tables = {
        "ssd.cla_episodes": "clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date\ne1 | ann | 2024-01-01",
        "ssd.person": "pers_person_id | pers_dob\nann | ",
        "sup.school_terms": TERMS,
    }
    for measure in ("pep_this_term", "persistent_absence", "post_16_education_employment_training"):
        assert measured(measure, tables).records == {"e1": "no date of birth"}
