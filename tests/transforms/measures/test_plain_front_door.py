"""Decisions on contacts against a slow, plain definition, on 200 small random histories with dates near a boundary."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import given, verdicts

EXTRACTED_ON = date(2026, 1, 12)
DAYS_OFF = {date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1)}
two_hundred = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)  # each of 20 histories


@dataclass(frozen=True)
class Contact:
    id: str
    child: str | None
    day: date | None
    source: str | None
    decisions: tuple[date | None, ...]


def near(*days: date) -> st.SearchStrategy[date]:
    """A date within two days of one of these, which is where the rules turn."""
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-2, 2))


DAYS = near(date(2025, 10, 4), date(2025, 12, 25), date(2025, 12, 31), date(2026, 1, 10))
CONTACTS = st.lists(
    st.tuples(
        st.sampled_from(["ann", "ann", "ben", None]),
        st.one_of(DAYS, DAYS, DAYS, st.none()),
        st.sampled_from(["6", "6", "2A", None]),
        st.lists(st.integers(-1, 5), max_size=2),
    ),
    max_size=5,
)


def made(histories: list[list[tuple[str | None, date | None, str | None, list[int]]]]) -> list[list[Contact]]:
    return [
        [
            Contact(
                f"h{number}-{len(history) - position}",
                child and f"{child}{number}",
                day,
                source,
                tuple(day and day + timedelta(days=shift) for shift in shifts),
            )
            for position, (child, day, source, shifts) in enumerate(history)
        ]
        for number, history in enumerate(histories)
    ]


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in DAYS_OFF


def working_days(after: date, until: date) -> int:
    return sum(is_working(after + timedelta(days=n)) for n in range(1, (until - after).days + 1))


def decided(contact: Contact, everything: list[Contact]) -> str:
    if contact.child is None:
        return "missing link"
    if contact.day is None:
        return "G4"
    alike = [c.id for c in everything if (c.child, c.day, c.source) == (contact.child, contact.day, contact.source)]
    if contact.id != min(alike):
        return "G2"
    due = contact.day + timedelta(days=1)
    while not is_working(due):
        due += timedelta(days=1)
    if due > EXTRACTED_ON:
        return "not due"
    dated = [decision for decision in contact.decisions if decision is not None]
    if not dated:
        return "0"
    first = min(dated)
    if first < contact.day:
        return "G5"
    return str(int(working_days(contact.day, first) <= 1))


def text(*cells: object) -> str:
    return " | ".join("" if cell is None else str(cell) for cell in cells)


@two_hundred
@examples(st.lists(CONTACTS, min_size=20, max_size=20))
def test_decision_within_one_working_day(
    drawn: list[list[tuple[str | None, date | None, str | None, list[int]]]],
) -> None:
    histories = made(drawn)
    contacts = ["cont_contact_id | cont_person_id | cont_contact_date | cont_contact_source_code"]
    decisions = ["contact_id | decision_date"]
    expected: dict[str, str] = {}
    for history in histories:
        contacts += [text(c.id, c.child, c.day, c.source) for c in history]
        decisions += [text(c.id, decision) for c in history for decision in c.decisions]
        expected |= {contact.id: decided(contact, history) for contact in history}
    con = given(
        {"ssd.contacts": "\n".join(contacts), "sup.contact_decisions": "\n".join(decisions)},
        extracted_on=EXTRACTED_ON.isoformat(),
    )
    assert verdicts(con, "decision_within_one_working_day") == expected
