"""The quality measures beyond their worked examples: repeats, blanks and the other side of each limit."""

from tests.support.given import given, measured
from transforms.catalogue import load_catalogue
from transforms.compute import compute
from warehouse.calendar import Quarter

AUDITS = "audit_id | person_id | completed_date | auditor_grade | oversight_grade"
DECISIONS = "audit_id | panel_date | moderated_grade | moderated_oversight_grade"
ESCALATIONS = "escalation_id | person_id | family_id | source | escalation_date | response_date"
COMPLAINTS = "complaint_id | stage | received_date | response_date | withdrawn"
ACTIONS = "audit_action_id | audit_id | urgent | immediate_safeguarding | completed_date"


def whole(records: dict[str, str]) -> dict[str, str]:
    """The records that count in the whole, without those of rows of their own."""
    return {name: verdict for name, verdict in records.items() if " in " not in name}


PLANNED = {
    "sup.audits": """
        audit_id | team_id | completed_date | planned
        a1       | North   | 2026-01-02     | Y
        a1       | North   | 2026-01-02     | Y
        a2       |         | 2026-03-31     |
        a3       | North   | 2025-12-31     | Y
    """,
    "sup.audit_plan": """
        quarter    | team_id | frozen_date | audits_planned
        2025/26 Q4 | North   | 2026-01-02  | 2
        2025/26 Q4 | North   | 2026-01-01  | 5
        2025/26 Q4 | South   |             | 3
        2025/26 Q4 | East    | 2026-01-02  |
        2025/26 Q4 | West    | 2026-01-05  | 3
        2025-26-Q4 | Centre  | 2026-01-02  | 1
        2026/27 Q4 | North   | 2026-01-02  | 9
        Q4         | North   | 2026-01-02  | 9
                   | North   | 2026-01-02  | 9
    """,
}


def test_the_plan_of_a_quarter_is_the_one_frozen_by_its_first_working_day() -> None:
    answer = measured("audits_completed", PLANNED, "2025-26-Q4", extracted_on="2026-04-13")
    # 1 January is a holiday, so 2 January is the first working day.
    assert answer.fraction == "2/6"
    assert answer.records == {
        "a1": "1",
        "a2": "1",
        "2025/26 Q4|North": "0",
        "2025/26 Q4|South": "no frozen date",
        "2025/26 Q4|East": "no number planned",
        "2025/26 Q4|West": "frozen later",
        "2025-26-Q4|Centre": "0",
    }
    assert answer.group("team") == {"North": "1/5", "Not known": "1/0", "Centre": "0/1"}
    assert answer.group("place_in_plan") == {"Planned": "1/6", "Not known": "1/0"}


def test_a_quarter_to_date_has_its_plan_once_a_month_has_passed() -> None:
    assert measured("audits_completed", PLANNED, "2025-26-Q4", extracted_on="2026-02-01").fraction == "1/6"
    assert measured("audits_completed", PLANNED, "2025-26-Q4", extracted_on="2026-01-31").fraction == "1/0"


def test_a_month_has_a_number_of_audits_and_no_plan() -> None:
    con = given(PLANNED, "2026-04-13")
    compute(con, load_catalogue(), Quarter.parse("2025-26-Q4"), quarters=1, months=3, measures=["audits_completed"])
    months = con.execute(
        "select period, numerator::int, denominator::int from measure_values "
        "where period_kind = 'month' and breakdown = 'all' order by all"
    ).fetchall()
    assert months == [("2026-01", 1, 0), ("2026-02", 0, 0), ("2026-03", 1, 0)]


def test_the_last_graded_audit_of_a_child_counts() -> None:
    answer = measured(
        "audits_good_or_better",
        {
            "sup.audits": f"""
                {AUDITS}
                a1 | ann | 2025-11-03 | 3 |
                a2 | ann | 2025-12-03 |   |
                a3 | ben | 2025-11-03 | 3 |
                a4 | ben | 2025-11-03 | 2 |
                a5 |     | 2025-11-03 | 3 |
                a6 |     | 2025-11-04 | 4 |
                a7 | cat | 2025-09-30 | 3 |
                a8 | cat | 2025-10-01 | 1 |
                a9 | dan |            | 3 |
                b1 | eve | 2025-11-03 |   |
                b2 | fay | 2025-11-03 | 1 |
                b2 | fay | 2025-11-03 | 1 |
                b3 | gus | 2025-11-03 | 3 |
            """,
            "sup.audit_moderation": f"""
                {DECISIONS}
                b1 | 2025-11-20 | 4 |
                b2 |            | 4 |
                b3 | 2025-11-20 | 2 |
                b3 | 2025-11-21 |   | 3
            """,
        },
    )
    assert answer.records == {
        "a1": "1",
        "a2": "not graded",
        "a3": "audited again later",
        "a4": "0",
        "a5": "1",
        "a6": "1",
        "a8": "0",
        "a9": "G4",
        "b1": "1",
        "b2": "0",
        "b3": "0",
    }
    assert answer.fraction == "4/8"
    assert answer.group("moderated") == {"Moderated": "1/2", "Not moderated": "3/6"}


def test_moderated_grades_may_come_late_twice_or_without_a_grade() -> None:
    tables = {
        "sup.audits": f"""
            {AUDITS}
            a1 | ann | 2025-11-03 | 2 |
            a2 | ben | 2025-11-03 |   |
            a3 | cat | 2025-11-03 | 3 |
            a3 | cat | 2025-11-03 | 3 |
            a4 | dan |            | 3 |
            a5 | eve | 2025-11-03 | 3 |
            a6 | fay | 2025-11-03 | 4 |
        """,
        "sup.audit_moderation": f"""
            {DECISIONS}
            a1 | 2025-11-10 | 1 |
            a1 | 2026-01-12 | 3 |
            a1 | 2026-01-13 | 1 |
            a2 | 2025-11-10 | 3 |
            a3 | 2025-11-10 | 1 |
            a4 | 2025-11-10 | 1 |
            a5 | 2025-11-10 |   | 2
            a6 | 2025-11-10 | 4 |
        """,
    }
    answer = measured("moderation_downgrades", tables)
    assert whole(answer.records) == {
        "a1": "0",
        "a2": "not graded",
        "a3": "1",
        "a4": "G4",
        "a5": "not moderated",
        "a6": "0",
    }
    assert answer.group("change") == {"Lowered": "1/3", "Unchanged": "1/3", "Raised": "1/3"}
    answer = measured("audits_moderated", tables)
    assert answer.records == {"a1": "1", "a2": "1", "a3": "1", "a4": "G4", "a5": "0", "a6": "1"}
    assert answer.fraction == "4/5"


def test_the_grade_of_oversight_is_the_last_one_a_panel_gave() -> None:
    answer = measured(
        "management_oversight_effective",
        {
            "sup.audits": f"""
                {AUDITS}
                a1 | ann | 2025-11-03 | 2 | 3
                a1 | ann | 2025-11-03 | 2 | 3
                a2 | ann | 2025-11-04 | 2 | 3
                a3 | ben | 2025-11-04 | 4 |
                a4 | cat |            | 4 | 3
                a5 | dan | 2025-11-04 | 4 |
            """,
            "sup.audit_moderation": f"""
                {DECISIONS}
                a1 | 2025-11-10 | 1 | 4
                a1 | 2025-11-11 | 3 | 2
                a2 | 2026-01-13 | 3 | 2
                a3 | 2025-11-10 | 1 | 3
            """,
        },
    )
    assert answer.records == {"a1": "0", "a2": "1", "a3": "1", "a4": "G4", "a5": "not graded"}
    assert answer.fraction == "2/3"


def test_urgent_actions_with_blanks_and_repeats() -> None:
    answer = measured(
        "inadequate_audits_fixed_within_10_working_days",
        {
            "sup.audits": f"""
                {AUDITS}
                a1 | ann | 2025-11-03 | 1 |
                a1 | ann | 2025-11-03 | 1 |
                a2 | ben |            | 1 |
                a3 | cat | 2025-11-03 |   |
                a4 | dan | 2025-11-03 | 1 |
                a5 | eve | 2025-11-03 | 1 |
                a6 | fay | 2025-11-03 | 1 |
                a7 | gus | 2025-12-30 | 1 |
                a8 | hal | 2025-12-31 | 1 |
                a9 | ivy | 2025-09-30 | 1 |
                b1 | jon | 2025-09-29 | 1 |
                c1 | kit | 2025-11-03 | 1 |
                c2 | lou | 2025-11-03 | 1 |
                c3 | mo  | 2025-11-03 | 1 |
                c4 | ned | 2025-11-03 | 1 |
            """,
            "sup.audit_moderation": f"""
                {DECISIONS}
                a3 | 2025-11-10 | 1 |
                a6 | 2026-01-13 | 2 |
            """,
            "sup.audit_actions": f"""
                {ACTIONS}
                x1 | a1 | Y |   | 2025-11-17
                x2 | a3 | Y |   | 2025-11-18
                x3 | a4 |   |   | 2025-11-10
                x4 | a5 | Y |   | 2025-11-03
                x5 | a6 | Y |   | 2025-11-10
                x5 | a6 | Y |   |
                x6 | a7 |   | Y | 2025-12-31
                x7 | a8 | N | Y | 2025-12-31
                x8 | a9 | N | Y | 2025-10-02
                x9 | b1 | N | Y | 2025-09-30
                y1 | a6 | N | Y | 2025-11-01
                y2 |    | Y | Y |
                z1 | c1 | Y |   | 2025-11-10
                z2 | c1 | Y |   | 2025-11-18
                z3 | c2 | Y |   | 2025-11-02
                z4 | c2 | Y |   | 2025-11-10
                z5 | c3 | Y | Y | 2025-11-04
                z6 | c3 | N | Y | 2025-11-05
                z7 | c4 | Y | Y | 2025-11-04
                z8 | c4 | N | Y | 2025-11-02
            """,
        },
    )
    # The tenth working day after 3 November is 17 November; an action on the day of the audit is in time.
    assert whole(answer.records) == {
        "a1": "1",
        "a2": "G4",
        "a3": "0",
        "a4": "other actions only",
        "a5": "1",
        "a6": "1",
        "a9": "other actions only",
        "b1": "other actions only",
        "c1": "0",
        "c2": "G5",
        "c3": "1",
        "c4": "1",
    }
    assert answer.fraction == "5/7"
    # Immediate actions are due on the next working day: those of the audits of 30 September and 30 December are due
    # in the quarter.
    assert answer.group("actions")["Immediate safeguarding, 1 working day"] == "1/3"


def test_a_child_is_sent_back_by_one_of_five_sources() -> None:
    answer = measured(
        "children_sent_back_for_urgent_action",
        {
            "sup.escalations": f"""
                {ESCALATIONS}
                x1 | ann | f1 | OFSTED       | 2025-11-03 | 2025-11-10
                x1 | ann | f1 | OFSTED       | 2025-11-03 | 2025-11-10
                x2 | ben | f1 | COMMISSIONER | 2025-11-03 | 2025-11-11
                x3 | cat | f2 | OTHER        | 2025-11-03 | 2025-11-03
                x4 | dan | f3 | IRO          |            | 2025-11-03
                x5 |     | f4 | IRO          | 2025-11-03 | 2025-11-03
                x6 | eve | f5 | CHAIR        | 2025-11-07 | 2025-11-15
                x7 | fay | f6 | IRO          | 2025-11-10 | 2025-11-09
                x8 | cat | f2 | AUDIT        | 2025-11-04 | 2025-11-04
            """
        },
    )
    assert whole(answer.records) == {
        "x1|ann": "1",
        "x2|ben": "1",
        "x3|cat": "other source",
        "x4|dan": "G4",
        "x5": "missing link",
        "x6|eve": "1",
        "x7|fay": "1",
        "x8|cat": "1",
    }
    # Friday 7 to Saturday 15 November is five working days.
    assert answer.group("counted") == {
        "Children": "5/-",
        "Children answered within 5 working days": "3/-",
        "Families": "4/-",
    }


def test_a_child_sent_back_in_two_months_counts_in_each_and_once_in_the_quarter() -> None:
    con = given(
        {
            "sup.escalations": f"""
                {ESCALATIONS}
                x1 | ann | | IRO | 2025-10-31 |
                x2 | ann | | IRO | 2025-11-01 |
            """
        }
    )
    measure = "children_sent_back_for_urgent_action"
    compute(con, load_catalogue(), Quarter.parse("2025-26-Q3"), quarters=1, months=3, measures=[measure])
    found = con.execute(
        "select period, numerator::int from measure_values where breakdown = 'all' order by period"
    ).fetchall()
    assert found == [("2025-10", 1), ("2025-11", 1), ("2025-12", 0), ("2025-26-Q3", 1)]


def test_complaints_with_blanks_and_repeats() -> None:
    answer = measured(
        "complaints_within_10_working_days",
        {
            "sup.complaints": f"""
                {COMPLAINTS}
                c1 | 1 | 2025-11-03 | 2025-11-17 |
                c1 | 1 | 2025-11-03 | 2025-11-17 |
                c1 | 2 | 2025-11-20 | 2025-11-21 | N
                c2 | 1 | 2025-11-03 | 2025-11-18 | N
                c3 | 1 |            | 2025-11-18 | N
                c4 |   | 2025-11-03 | 2025-11-18 | N
                c5 | 1 | 2025-11-03 | 2025-11-03 | N
                c6 | 1 | 2025-12-03 | 2026-01-02 | N
                c7 | 1 | 2025-12-01 | 2025-12-31 | N
                c8 | 1 | 2025-11-03 | 2025-12-02 | N
            """
        },
    )
    assert whole(answer.records) == {
        "c1|1": "1",
        "c2|1": "0",
        "c3|1": "G4",
        "c5|1": "1",
        "c6|1": "0",
        "c7|1": "0",
        "c8|1": "0",
    }
    assert answer.fraction == "2/6"
    # The twentieth working day after 3 November is 1 December, after 1 December 31 December, and c6's is 5 January.
    assert answer.group("time_limit")["20 working days"] == "4/5"
