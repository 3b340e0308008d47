"""Inadequate audits put right in time against a slow, plain definition, on 200 small random histories.

Each history is a team of its own, so the numbers of twenty are counted at once and read by team.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import measured

QUARTER_START, QUARTER_END, EXTRACTED_ON = date(2025, 10, 1), date(2025, 12, 31), date(2026, 1, 12)
DAYS_OFF = {date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1)}


@dataclass(frozen=True)
class Action:
    urgent: str | None
    done: date | None


@dataclass(frozen=True)
class Audit:
    completed: date | None
    grade: str | None
    decisions: dict[date, str | None]
    actions: list[Action]


def near(*days: date) -> st.SearchStrategy[date]:
    """A date within two days of one of these, which is where the rules turn."""
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-2, 2))


# The tenth working day after 17 September is 1 October, after 3 November 17 November, after 15 December 31 December.
ACTION = st.builds(
    Action,
    st.sampled_from(["Y", "Y", "Y", "N", None]),
    st.one_of(
        near(date(2025, 10, 1), date(2025, 11, 17), date(2025, 12, 31)),
        near(date(2025, 11, 3), date(2025, 11, 15)),
        st.just(date(2025, 12, 17)),
        st.none(),
    ),
)
AUDIT = st.builds(
    Audit,
    st.one_of(near(date(2025, 9, 17), date(2025, 11, 3), date(2025, 11, 3), date(2025, 12, 15)), st.none()),
    st.sampled_from(["1", "1", "1", "2", None]),
    st.dictionaries(
        st.sampled_from([date(2025, 11, 20), EXTRACTED_ON, EXTRACTED_ON + timedelta(days=1)]),
        st.sampled_from(["1", "1", "2", None]),
        max_size=2,
    ),
    st.lists(ACTION, max_size=2),
)


def tenth_working_day(day: date) -> date:
    left = 10
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in DAYS_OFF
    return day


def is_fixed(audit: Audit) -> bool | None:
    """Whether the urgent actions were done in time; None when the audit is not judged in the quarter."""
    decided = {day: grade for day, grade in audit.decisions.items() if day <= EXTRACTED_ON and grade is not None}
    final = decided[max(decided)] if decided else audit.grade
    if audit.completed is None or final != "1":
        return None
    limit = tenth_working_day(audit.completed)
    if not QUARTER_START <= limit <= QUARTER_END:
        return None
    if not audit.actions:
        return False
    urgent = [action.done for action in audit.actions if action.urgent == "Y"]
    if not urgent or any(done is not None and done < audit.completed for done in urgent):
        return None
    return all(done is not None and done <= limit for done in urgent)


@settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)  # each of 20 histories
@examples(st.lists(st.lists(AUDIT, max_size=3), min_size=20, max_size=20))
def test_inadequate_audits_fixed_within_10_working_days(histories: list[list[Audit]]) -> None:
    named = [(f"h{h}", f"h{h}-{n}", audit) for h, history in enumerate(histories) for n, audit in enumerate(history)]
    audits = [f"{name} | {team} | {audit.completed or ''} | {audit.grade or ''}" for team, name, audit in named]
    decisions = [
        f"{name} | {day} | {grade or ''}" for _, name, audit in named for day, grade in audit.decisions.items()
    ]
    actions = [
        f"{name}-{n} | {name} | {action.urgent or ''} | {action.done or ''}"
        for _, name, audit in named
        for n, action in enumerate(audit.actions)
    ]
    tables = {
        "sup.audits": "\n".join(["audit_id | team_id | completed_date | auditor_grade", *audits]),
        "sup.audit_moderation": "\n".join(["audit_id | panel_date | moderated_grade", *decisions]),
        "sup.audit_actions": "\n".join(["audit_action_id | audit_id | urgent | completed_date", *actions]),
    }
    found = measured("inadequate_audits_fixed_within_10_working_days", tables).group("team")
    for number, history in enumerate(histories):
        judged = [verdict for audit in history if (verdict := is_fixed(audit)) is not None]
        expected = f"{sum(judged)}/{len(judged)}" if judged else None
        assert found.get(f"h{number}") == expected, history
