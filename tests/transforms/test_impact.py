"""Improvement actions and the measures they are linked to: what counts as an effect, and what does not."""

from datetime import timedelta

import pytest

from tests.support.given import Answer, measured
from warehouse.calendar import Month, Quarter

QUARTER = Quarter.parse("2026-27-Q2")
EXTRACTED_ON = "2026-10-05"
MONTHS = [Month.containing(QUARTER.end).minus(back) for back in range(35, -1, -1)]


def assessments(on_time: dict[str, int], each: int = 40) -> str:
    """Every month 40 assessments of which so many were within 45 working days; 30 where nothing is said."""
    rows = ["cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date"]
    for month in MONTHS:
        for number in range(each):
            late = number >= on_time.get(month.label, 30)
            start = month.end - timedelta(days=100 if late else 10)
            rows.append(f"{month.label}-{number:02} | p{number} | {start} | {month.end}")
    return "\n".join(rows)


def actions(*rows: str) -> str:
    head = "plan_version | plan_version_start_date | action_id | start_date | status | linked_measure_ids"
    return "\n".join([head, *(f"v1 | 2023-01-01 | {row}" for row in rows)])


def answer(on_time: dict[str, int], *rows: str) -> Answer:
    tables = {"ssd.cin_assessments": assessments(on_time), "sup.actions": actions(*rows)}
    return measured("plan_actions_with_impact", tables, QUARTER.label, extracted_on=EXTRACTED_ON)


ON_TIME = "assessments_within_45_working_days_of_start"
LAST_MONTH = MONTHS[-1].label
BETTER = dict.fromkeys([month.label for month in MONTHS[-8:]], 39)
WORSE = dict.fromkeys([month.label for month in MONTHS[-8:]], 15)


def test_an_improvement_after_the_start_counts_and_one_before_it_does_not() -> None:
    began = MONTHS[-8]
    found = answer(
        BETTER,
        f"before | {began.start - timedelta(days=200)} | IN_PROGRESS | {ON_TIME}",
        f"just   | {began.start} | IN_PROGRESS | {ON_TIME}",
        f"done   | 2025-01-01 | COMPLETE | {ON_TIME}",
    )
    assert found.records == {"v1|before": "1", "v1|just": "1", "v1|done": "1"}
    early = answer(
        dict.fromkeys([month.label for month in MONTHS[12:20]], 39), f"later | 2026-01-01 | IN_PROGRESS | {ON_TIME}"
    )
    assert early.records == {"v1|later": "0"}


def test_a_worsening_signal_takes_it_away() -> None:
    assert answer(WORSE, f"a | 2025-01-01 | IN_PROGRESS | {ON_TIME}").records == {"v1|a": "0"}
    both = {**BETTER, LAST_MONTH: 2}
    assert answer(both, f"a | 2025-01-01 | IN_PROGRESS | {ON_TIME}").records == {"v1|a": "0"}


def test_a_target_met_two_quarters_running_is_enough() -> None:
    steady = dict.fromkeys([month.label for month in MONTHS], 37)
    assert answer(steady, f"a | 2025-01-01 | IN_PROGRESS | {ON_TIME}").records == {"v1|a": "1"}
    once = {**steady, **dict.fromkeys([month.label for month in MONTHS[-6:-3]], 35)}
    assert answer(once, f"a | 2025-01-01 | IN_PROGRESS | {ON_TIME}").records["v1|a"] == "0"


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ("a | 2026-03-31 | IN_PROGRESS | {m}", "0"),
        ("a | 2026-04-01 | IN_PROGRESS | {m}", "started under two quarters ago"),
        ("a | 2025-01-01 | WITHDRAWN   | {m}", "withdrawn"),
        ("a | 2025-01-01 | IN_PROGRESS | ", "process only"),
        ("a |            | IN_PROGRESS | {m}", "G4"),
        ("a | 2025-01-01 | IN_PROGRESS | referrals_with_no_further_action", "too few points"),
        ("a | 2025-01-01 | IN_PROGRESS | contacts_received", "0"),
        ("a | 2025-01-01 | IN_PROGRESS | not_a_measure", "too few points"),
    ],
)
def test_which_actions_are_asked_about(row: str, verdict: str) -> None:
    assert answer({}, row.format(m=ON_TIME)).records == {"v1|a": verdict}
