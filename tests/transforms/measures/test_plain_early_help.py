"""Step-downs and contacts sent to hubs against slow, plain definitions, on 200 small random histories of each."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import given, verdicts
from warehouse.calendar import addm

DAYS_OFF = {date(2025, 8, 25), date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1)}
two_hundred = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)  # each of 20 histories


@dataclass(frozen=True)
class Case:
    id: str
    child: str | None
    referred: date | None
    closed: date | None
    reason: str | None


@dataclass(frozen=True)
class Spell:
    child: str
    start: date | None
    end: date | None


@dataclass(frozen=True)
class History:
    cases: list[Case]
    transfers: set[tuple[str, date, str]]
    help: list[Spell]


def near(*days: date) -> st.SearchStrategy[date]:
    """A date within two days of one of these, which is where the rules turn."""
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-2, 2))


CHILDREN = st.sampled_from(["ann", "ben"])
CLOSED = near(date(2025, 8, 31), date(2025, 11, 3), date(2025, 12, 12))
REFERRED = near(date(2025, 8, 31), date(2026, 2, 28), date(2026, 5, 3))
HELPED = near(date(2025, 8, 31), date(2025, 9, 12), date(2025, 11, 3), date(2025, 11, 17), date(2025, 12, 30))


@st.composite
def histories(draw: st.DrawFn) -> list[History]:
    cases = st.tuples(
        st.one_of(CHILDREN, CHILDREN, CHILDREN, st.none()),
        st.one_of(REFERRED, REFERRED, st.none()),
        st.one_of(CLOSED, CLOSED, st.none()),
        st.sampled_from(["RC9", "RC9", "RC7", None]),
    )
    transfers = st.tuples(CHILDREN, CLOSED, st.sampled_from(["DOWN", "DOWN", "UP"]))
    spells = st.tuples(CHILDREN, st.one_of(HELPED, HELPED, st.none()), st.one_of(HELPED, st.none()))
    drawn = []
    for number in range(20):
        found = draw(st.lists(cases, min_size=1, max_size=5))
        drawn.append(
            History(
                [
                    Case(f"h{number}-{len(found) - position}", child and f"{child}{number}", day, closed, reason)
                    for position, (child, day, closed, reason) in enumerate(found)
                ],
                {(f"{child}{number}", day, way) for child, day, way in draw(st.lists(transfers, max_size=3))},
                [Spell(f"{child}{number}", *rest) for child, *rest in draw(st.lists(spells, max_size=3))],
            )
        )
    return drawn


def text(*cells: object) -> str:
    return " | ".join("" if cell is None else str(cell) for cell in cells)


def tables(drawn: list[History]) -> dict[str, str]:
    cases = ["cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason"]
    transfers = ["person_id | decision_date | direction"]
    spells = ["earl_episode_id | earl_person_id | earl_episode_start_date | earl_episode_end_date"]
    for number, history in enumerate(drawn):
        cases += [text(case.id, case.child, case.referred, case.closed, case.reason) for case in history.cases]
        transfers += [text(*transfer) for transfer in sorted(history.transfers)]
        spells += [text(f"e{number}-{n}", spell.child, spell.start, spell.end) for n, spell in enumerate(history.help)]
    made = {"ssd.cin_episodes": cases, "sup.step_transfers": transfers, "ssd.early_help_episodes": spells}
    return {name: "\n".join(lines) for name, lines in made.items()}


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in DAYS_OFF


def tenth_working_day(after: date) -> date:
    day, passed = after, 0
    while passed < 10:
        day += timedelta(days=1)
        passed += is_working(day)
    return day


def is_repeat(case: Case, history: History) -> bool:
    """Whether another referral of the child on that day has a lower id."""
    alike = [c.id for c in history.cases if (c.child, c.referred) == (case.child, case.referred)]
    return case.referred is not None and case.id != min(alike)


def stepped_down(history: History) -> dict[str, tuple[Case, str | None]]:
    """The closures that are step-downs, each with why it does not count."""
    found = [
        case
        for case in history.cases
        if case.closed is not None
        and (case.reason == "RC9" or (case.child or "", case.closed, "DOWN") in history.transfers)
    ]
    judged: dict[str, tuple[Case, str | None]] = {}
    for case in found:
        alike = [c.id for c in found if (c.child, c.closed) == (case.child, case.closed) and not is_repeat(c, history)]
        why = "missing link" if case.child is None else None
        if why is None and (is_repeat(case, history) or case.id != min(alike)):
            why = "G2"
        judged[case.id] = (case, why)
    return judged


def picked_up(case: Case, history: History) -> bool:
    assert case.closed is not None
    for spell in history.help:
        if spell.child != case.child or spell.start is None:
            continue
        if spell.start <= case.closed and (spell.end is None or spell.end > case.closed):
            return True
        if case.closed < spell.start <= tenth_working_day(case.closed):
            return True
    return False


def re_referred(case: Case, history: History) -> bool:
    assert case.closed is not None
    limit = addm(case.closed, 6)
    return any(c.child == case.child and c.referred and case.closed < c.referred <= limit for c in history.cases)


@two_hundred
@examples(histories())
def test_step_downs_picked_up_by_early_help(drawn: list[History]) -> None:
    expected = {
        id: why or str(int(picked_up(case, history)))
        for history in drawn
        for id, (case, why) in stepped_down(history).items()
    }
    assert verdicts(given(tables(drawn)), "step_downs_picked_up_by_early_help") == expected


@two_hundred
@examples(histories())
def test_step_downs_re_referred_within_6_months(drawn: list[History]) -> None:
    expected = {
        id: why or str(int(re_referred(case, history)))
        for history in drawn
        for id, (case, why) in stepped_down(history).items()
    }
    assert verdicts(given(tables(drawn)), "step_downs_re_referred_within_6_months") == expected


SENT = near(date(2025, 9, 1), date(2025, 9, 4))
CONTACTS = st.lists(
    st.tuples(
        st.one_of(CHILDREN, CHILDREN, CHILDREN, st.none()),
        st.one_of(SENT, SENT, SENT, st.none()),
        st.sampled_from(["6", "2A", None]),
        st.sampled_from(["HUB", "HUB", "UNIVERSAL", "NFA", "EARLY_HELP", None]),
    ),
    max_size=5,
)
VISITS = st.lists(
    st.tuples(st.one_of(CHILDREN, CHILDREN, st.none()), near(date(2025, 9, 2), date(2025, 10, 31), date(2025, 11, 3))),
    max_size=3,
)
Sent = tuple[str | None, date | None, str | None, str | None]
Visit = tuple[str | None, date]


def reached(history: list[Sent], visits: list[Visit], prefix: str) -> dict[str, str]:
    below = [
        (f"{prefix}-{len(history) - position}", child, day)
        for position, (child, day, _, outcome) in enumerate(history)
        if outcome in ("HUB", "UNIVERSAL")
    ]
    judged = {}
    for id, child, day in below:
        if child is None or day is None:
            judged[id] = "missing link" if child is None else "G4"
        elif id != min(other for other, *same in below if same == [child, day]):
            judged[id] = "G2"
        else:
            waits = [(visited - day).days for visitor, visited in visits if visitor == child]
            judged[id] = str(int(any(0 < wait <= 60 for wait in waits)))
    return judged


@two_hundred
@examples(st.lists(st.tuples(CONTACTS, VISITS), min_size=20, max_size=20))
def test_contacts_reaching_a_hub_within_60_days(drawn: list[tuple[list[Sent], list[Visit]]]) -> None:
    contacts = ["cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code"]
    decisions = ["contact_id | outcome_code"]
    attendance = ["hub_member_id | hub | attendance_date | activity_type | person_id"]
    expected: dict[str, str] = {}
    for number, (history, visits) in enumerate(drawn):
        for position, (child, day, source, outcome) in enumerate(history):
            id = f"h{number}-{len(history) - position}"
            contacts.append(text(id, child and f"{child}{number}", day, source))
            decisions += [text(id, outcome)] * (outcome is not None)
        attendance += [
            text(f"m{number}-{n}", "North", visited, "ADVICE", child and f"{child}{number}")
            for n, (child, visited) in enumerate(visits)
        ]
        expected |= reached(history, visits, f"h{number}")
    made = {"ssd.contacts": contacts, "sup.contact_decisions": decisions, "sup.hub_attendance": attendance}
    con = given({name: "\n".join(lines) for name, lines in made.items()})
    assert verdicts(con, "contacts_reaching_a_hub_within_60_days") == expected
