"""A3 against a slow, plain definition, on 200 small random histories with dates near the limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import measured
from warehouse.calendar import addm, age

START, YEAR_START, END = date(2023, 1, 1), date(2025, 1, 1), date(2025, 12, 31)
# Twenty histories at once, each child's id with the number of its history before it, so that the engine runs ten times.
ten = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def near(*days: date) -> st.SearchStrategy[date]:
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-1, 1))


def table(heading: str, rows: Sequence[Sequence[object]]) -> str:
    lines = [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([heading, *lines])


@dataclass(frozen=True)
class Decision:
    id: str
    decided: date | None
    placed: date | None
    reversed: date | None
    has_care: bool


@dataclass(frozen=True)
class Child:
    born: date | None
    entered: date | None
    decisions: list[Decision]


@st.composite
def child(draw: st.DrawFn) -> Child:
    born = draw(st.sampled_from([None, None, None, date(2007, 12, 31), date(2008, 1, 1)]))
    entered = draw(st.none() | near(date(2024, 10, 31), date(2023, 11, 1), date(2021, 11, 1)))
    base = entered or date(2024, 10, 31)
    decided = st.none() | near(date(2024, 6, 1), date(2025, 6, 1), END)
    placed = st.none() | st.none() | near(START, YEAR_START, END, addm(base, 14), base)
    undone = st.none() | st.none() | near(date(2024, 9, 1), date(2025, 6, 1), END)
    cared_for = st.sampled_from([True, True, True, True, True, True, False])
    rows = draw(st.lists(st.tuples(decided, placed, undone, cared_for), min_size=1, max_size=3))
    return Child(born, entered, [Decision(f"d{number}", *row) for number, row in enumerate(rows)])


def waits(history: Child) -> dict[str, str]:
    """Every record's verdict at the end of the period."""

    def day_of_decision(decision: Decision) -> date:
        return decision.decided if decision.decided is not None and decision.decided <= END else date.min

    known = [
        decision
        for decision in history.decisions
        if any(day is not None and day <= END for day in (decision.decided, decision.placed))
    ]
    found: dict[str, str] = {}
    for decision in known:
        placed = decision.placed if decision.placed is not None and decision.placed <= END else None
        if placed is not None and placed < START:
            continue
        if placed is None:
            is_undone = (
                decision.decided is not None
                and decision.reversed is not None
                and decision.decided <= decision.reversed <= END
            )
            if decision.decided is None or decision.decided > END or is_undone:
                continue
        last = max(day_of_decision(other) for other in known)
        judged_by = min(other.id for other in known if day_of_decision(other) == last)
        if decision.id != judged_by:
            same_day = decision.decided == (None if last == date.min else last)
            found[decision.id] = "G2" if same_day else "decided again"
        elif placed is None and history.born is not None and age(history.born, END) >= 18:
            found[decision.id] = "G12"
        elif not decision.has_care:
            found[decision.id] = "missing link"
        elif history.entered is None:
            found[decision.id] = "no date of entering care"
        elif placed is not None and placed < history.entered:
            found[decision.id] = "G5"
        else:
            limit = addm(history.entered, 14)
            found[decision.id] = "1" if (limit > END if placed is None else placed < limit) else "0"
    return found


@ten
@examples(st.lists(child(), min_size=20, max_size=20))
def test_a3_waited_under_14_months(histories: list[Child]) -> None:
    heading = "perm_table_id | perm_person_id | perm_cla_id | perm_adm_decision_date | perm_placed_for_adoption_date"
    heading += " | perm_decision_reversed_date"
    rows = [
        (f"{number}{d.id}", number, f"c{number}" if d.has_care else None, d.decided, d.placed, d.reversed)
        for number, history in enumerate(histories)
        for d in history.decisions
    ]
    episodes = [(f"e{number}", f"c{number}", history.entered) for number, history in enumerate(histories)]
    people = [(number, history.born) for number, history in enumerate(histories)]
    answer = measured(
        "a3_waited_under_14_months",
        {
            "ssd.permanence": table(heading, rows),
            "ssd.cla_episodes": table("clae_cla_episode_id | clae_cla_id | clae_entered_care_date", episodes),
            "ssd.person": table("pers_person_id | pers_dob", people),
        },
    )
    expected = {
        f"{number}{key}": verdict for number, history in enumerate(histories) for key, verdict in waits(history).items()
    }
    assert answer.records == expected
