"""The measures of children's voice, worked by hand for October to December 2025: cases beside those of the examples."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

from tests.support.given import given, measured
from transforms.catalogue import load_catalogue
from transforms.compute import compute
from warehouse.calendar import Quarter


def test_every_code_of_a_review_and_what_takes_a_review_out() -> None:
    answer = measured(
        "taking_part_in_looked_after_reviews",
        {
            "ssd.cla_reviews": """
                clar_cla_review_id | clar_cla_id | clar_cla_review_date | clar_cla_review_participation | clar_cla_review_cancelled
                pn1                | p           | 2025-10-01           | PN1                           |
                pn2                | p           | 2025-12-31           | PN2                           |
                pn3                | p           | 2025-11-01           | PN3                           |
                pn4                | p           | 2025-11-01           | PN4                           |
                pn5                | p           | 2025-11-01           | PN5                           |
                pn6                | p           | 2025-11-01           | PN6                           |
                pn7                | p           | 2025-11-01           | PN7                           |
                before             | p           | 2025-09-30           | PN1                           |
                after              | p           | 2026-01-01           | PN1                           |
                not_held           | p           |                      | PN1                           |
                day_under          | young       | 2025-11-01           | PN1                           |
                no_birth           | unknown     | 2025-11-01           | PN0                           |
                no_person          | stranger    | 2025-11-01           | PN1                           |
                no_period          | elsewhere   | 2025-11-01           | PN1                           |
                blank_period       |             | 2025-11-01           | PN1                           |
                twice              | p           | 2025-11-02           | PN7                           |
                twice              | p           | 2025-11-03           | PN1                           |
            """,
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id
                e1                  | A              | p
                e2                  | A              | p
                e3                  | B              | young
                e4                  | C              | unknown
                e5                  | D              | stranger
                e6                  | A              |
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2012-01-01
                B              | 2021-11-02
                C              |
            """,
            "ssd.immigration_status": """
                immi_immigration_status_id | immi_person_id | immi_immigration_status            | immi_immigration_status_start_date | immi_immigration_status_end_date
                s1                         | A              | Unaccompanied Asylum Seeking Child | 2025-11-01                         | 2025-11-02
            """,
        },
    )
    assert answer.records == {
        "pn1": "1",
        "pn2": "1",
        "pn3": "1",
        "pn4": "0",
        "pn5": "1",
        "pn6": "1",
        "pn7": "0",
        "day_under": "under 4",
        "no_birth": "no date of birth",
        "no_person": "missing link",
        "no_period": "missing link",
        "blank_period": "missing link",
        "twice": "0",  # the first row of the id
    }
    assert answer.fraction == "5/8"
    # From the first day of the status to the day before its last.
    assert answer.group("uasc") == {"Unaccompanied": "3/5", "Not unaccompanied": "2/3"}
    assert answer.group("participation")["Attended, no contribution"] == "0/1"


def test_conferences_count_once_and_only_with_a_known_age() -> None:
    answer = measured(
        "taking_part_in_conferences",
        {
            "ssd.cp_reviews": """
                cppr_cp_review_id | cppr_person_id | cppr_cp_review_date | cppr_cp_review_participation
                r1                | A              | 2025-10-01          | PN7
                r1                | A              | 2025-10-02          | PN1
                r2                | A              | 2025-12-31          | PN6
                r3                | B              | 2025-11-01          | PN1
                r4                |                | 2025-11-01          | PN1
                r5                | A              | 2025-11-01          | PN2
            """,
            "sup.conference_participation": """
                conference_id | person_id | conference_type | conference_date | participation_code
                k1            | A         | INITIAL         | 2025-11-01      | PN1
                k1            | A         | INITIAL         | 2025-11-01      | PN7
                k1            | B         | INITIAL         | 2025-11-01      | PN1
                k2            | A         | INITIAL         |                 | PN1
                r5            | A         | INITIAL         | 2025-11-02      | PN7
                r1            | A         | INITIAL         | 2025-11-03      | PN1
                r2            | B         | REVIEW          | 2025-11-01      | PN7
                k3            | A         |                 | 2025-11-01      | PN1
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2012-01-01
                B              |
            """,
        },
    )
    assert answer.records == {
        "r1": "0",
        "r1|A": "1",  # once, though the case system holds that id twice
        "r2": "1",  # the service's row of that review is of another child
        "r2|B": "missing link",
        "r3": "no date of birth",
        "r4": "missing link",
        "r5": "1",  # the service's row of that id is an initial conference
        "r5|A": "0",
        "k1|A": "1",
        "k1|B": "no date of birth",
    }
    assert answer.fraction == "4/6"


def test_starts_that_are_known_twice_or_not_at_all() -> None:
    answer = measured(
        "advocacy_offered",
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
                once            | A              | 2025-10-01
                once            | A              | 2025-10-02
                nobody          |                | 2025-10-01
                unborn          | B              | 2025-10-01
            """,
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date
                no_period           | A              |             | 2025-10-01                  | 2025-10-08
                later               | A              | p           | 2025-10-20                  |
                sooner              | A              | p           | 2025-10-08                  | 2025-10-20
                breaks              | C              | q           | 2025-10-01                  | 2025-11-01
                in_care             | C              | q           | 2025-11-01                  |
                no_date             | D              | r           |                             |
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
                s1                   | C              | V4                | 2025-10-01                   | 2025-11-01
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2012-01-01
                B              | 2026-01-01
                C              | 2012-01-01
                D              | 2012-01-01
            """,
            "sup.advocacy": """
                person_id | offer_date | age_appropriate
                A         | 2025-11-04 | Y
            """,
        },
    )
    # 20 working days after 1 October is 29 October, after the 8th 5 November, after Saturday 1 November 28 November.
    assert answer.records == {
        "once": "0",
        "nobody": "missing link",
        "unborn": "not 5 to 17",
        "no_period": "0",
        "sooner": "1",
        "in_care": "0",
        "no_date": "G4",
    }


ANSWERS = {
    "sup.feedback": """
        feedback_id | question_id | person_id | respondent_type | answer | collected_date | method
        f1          | HELP_BETTER | A         | CHILD           | 4      | 2025-10-10     | SURVEY
        f2          | HELP_BETTER | A         | CARE_LEAVER     | 2      | 2025-12-10     | VISIT
        f3          | HELP_BETTER | A         | CHILD           | 5      | 2025-12-10     | APP
        f4          | HELP_BETTER | B         | PARENT          | 5      | 2025-12-10     |
        f5          | HELP_BETTER | B         | PARENT          | 1      | 2025-12-11     |
        f6          | HELP_BETTER | B         | CHILD           | 1      | 2025-12-01     | SURVEY
        f7          | HELP_BETTER | B         |                 | 5      | 2025-12-11     |
        f8          | HELP_BETTER |           | CHILD           | 5      | 2025-12-11     |
        f8          | HELP_BETTER |           | CHILD           | 5      | 2025-12-11     |
        f9          | HELP_BETTER | B         | PARTNER         | 5      | 2025-12-11     |
    """,
    "ssd.cin_episodes": """
        cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
        r1               | A              | 2025-12-10         | 2025-12-11
        r2               | B              | 2025-01-01         | 2025-12-01
    """,
}


def test_only_the_latest_answer_of_a_child_counts() -> None:
    answer = measured("positive_feedback", ANSWERS)
    assert answer.records == {
        "f1|HELP_BETTER": "G2",
        "f2|HELP_BETTER": "G2",  # the same day as f3, and a lower id
        "f3|HELP_BETTER": "1",
        "f4|HELP_BETTER in Parent": "G2",
        "f5|HELP_BETTER in Parent": "0",
        "f6|HELP_BETTER": "0",  # the parent's answers are not the child's
        "f7|HELP_BETTER": "no respondent",
        "f8|HELP_BETTER": "1",
    }
    assert answer.fraction == "2/3"
    assert answer.group("respondent") == {"Child or young person": "2/3", "Parent": "0/1"}
    assert answer.group("status") == {"Child in need": "1/1", "Not known": "1/2"}
    assert answer.group("method") == {"App": "1/1", "Survey": "0/1", "Not known": "1/1"}


def test_the_latest_answer_is_the_latest_of_the_month_in_a_month() -> None:
    con = given(ANSWERS)
    compute(con, load_catalogue(), Quarter.parse("2025-26-Q3"), quarters=1, months=3, measures=["positive_feedback"])
    found = con.execute(
        "select period_start::varchar, numerator::int, denominator::int from measure_values "
        "where period_kind = 'month' and breakdown = 'all' order by all"
    ).fetchall()
    assert found == [("2025-10-01", 1, 1), ("2025-11-01", 0, 0), ("2025-12-01", 2, 3)]
