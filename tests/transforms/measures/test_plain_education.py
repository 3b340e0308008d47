"""Personal education plans against slow, plain definitions, on 200 small random histories near the limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import given, verdicts

QUARTER_END = date(2025, 12, 31)
DAYS_OFF = {date(2025, 5, 26), date(2025, 8, 25), date(2025, 12, 25), date(2025, 12, 26)}
# Ten times twenty histories.
two_hundred = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def near(*days: date) -> st.SearchStrategy[date]:
    """A date within two days of one of these, which is where the rules turn."""
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-2, 2))


def table(heading: str, rows: Sequence[Sequence[object]]) -> str:
    lines = [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([heading, *lines])


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in DAYS_OFF


def working_days(start: date, end: date) -> int:
    days = [start + timedelta(days=number) for number in range(1, (end - start).days + 1)]
    return sum(is_working_day(day) for day in days)


def year_group(born: date, day: date) -> int:
    """0 in Reception, the school year that begins on the first 1 September after the 4th birthday; 1 in Year 1."""
    fourth = date(born.year + 4, born.month, born.day if (born.month, born.day) != (2, 29) else 28)
    reception = date(fourth.year, 9, 1)
    if fourth >= reception:
        reception = date(fourth.year + 1, 9, 1)
    september = date(day.year if day >= date(day.year, 9, 1) else day.year - 1, 9, 1)
    return september.year - reception.year


BIRTHS = near(date(2009, 9, 1), date(2021, 9, 1)) | st.just(date(2015, 5, 1)) | st.just(date(2015, 5, 1))


@dataclass(frozen=True)
class Child:
    """A child with one period of care, in one or two episodes, and the days of its plans' meetings."""

    id: str
    born: date | None
    start: date
    moved: date | None
    ended: date | None
    short_breaks: bool
    meetings: tuple[date, ...]


@st.composite
def terms_and_children(draw: st.DrawFn) -> tuple[list[tuple[date, date]], list[Child]]:
    # The third term holds the quarter's end: 30 days long from 17 December, half of it has passed by the 31st.
    ends = draw(st.tuples(near(date(2025, 12, 10)), near(date(2025, 12, 17)), near(date(2026, 1, 15))))
    terms = [(date(2025, 4, 22), date(2025, 7, 22)), (date(2025, 9, 1), ends[0])]
    if draw(st.booleans()):
        terms.append((ends[1], ends[2]))
    limits = [day for term in terms for day in term]
    histories = draw(
        st.lists(
            st.tuples(
                st.none() | BIRTHS | BIRTHS,
                near(date(2025, 12, 1)) | st.just(date(2024, 1, 1)),
                st.none() | near(QUARTER_END, date(2025, 12, 24)),
                st.none() | near(QUARTER_END),
                st.integers(0, 9),
                st.lists(near(*limits, QUARTER_END), max_size=3),
            ),
            min_size=20,
            max_size=20,
        )
    )
    children = [
        Child(
            f"c{number:02}",
            born,
            start,
            moved if moved and moved > start else None,
            ended,
            breaks == 0,
            tuple(meetings),
        )
        for number, (born, start, moved, ended, breaks, meetings) in enumerate(histories)
    ]
    return terms, children


def term_of(terms: list[tuple[date, date]]) -> tuple[date, date]:
    for start, end in terms:
        days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
        if QUARTER_END in days and 2 * len([day for day in days if day <= QUARTER_END]) > len(days):
            return start, end
    return max(((start, end) for start, end in terms if end < QUARTER_END), key=lambda term: term[1])


def planned(child: Child, terms: list[tuple[date, date]]) -> str | None:
    """The verdict on a child; None for one who is not looked after at the quarter's end."""
    spells = [(child.start, child.moved), (child.moved, child.ended)] if child.moved else [(child.start, child.ended)]
    if not any(start <= QUARTER_END and (end is None or end > QUARTER_END) for start, end in spells if start):
        return None
    if child.short_breaks:
        return "G6"
    if child.born is None:
        return "no date of birth"
    if working_days(child.start, QUARTER_END) < 20:
        return "under 20 working days"
    start, end = term_of(terms)
    return str(int(any(start <= day <= min(end, QUARTER_END) for day in child.meetings)))


@two_hundred
@examples(terms_and_children())
def test_pep_this_term(drawn: tuple[list[tuple[date, date]], list[Child]]) -> None:
    terms, children = drawn
    episodes: list[tuple[object, ...]] = []
    for child in children:
        episodes.append((f"{child.id}-1", child.id, f"p{child.id}", child.start, child.moved or child.ended))
        if child.moved:
            episodes.append((f"{child.id}-2", child.id, f"p{child.id}", child.moved, child.ended))
    heading = "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date"
    con = given(
        {
            "ssd.cla_episodes": table(f"{heading} | clae_cla_episode_ceased_date", episodes),
            "ssd.person": table(
                "pers_person_id | pers_dob", [(child.id, child.born) for child in children if child.born]
            ),
            "ssd.legal_status": table(
                "lega_person_id | lega_legal_status | lega_legal_status_start_date",
                [(child.id, "V4", date(2023, 1, 1)) for child in children if child.short_breaks],
            ),
            "sup.school_terms": table(
                "academic_year | term | start_date | end_date",
                [(f"{number}", "AUTUMN", start, end) for number, (start, end) in enumerate(terms)],
            ),
            "sup.pep": table(
                "pep_id | person_id | meeting_date",
                [(f"{child.id}-{n}", child.id, day) for child in children for n, day in enumerate(child.meetings)],
            ),
        }
    )
    expected = {child.id: verdict for child in children if (verdict := planned(child, terms)) is not None}
    assert {id.partition("-")[0]: said for id, said in verdicts(con, "pep_this_term").items()} == expected


@dataclass(frozen=True)
class Care:
    """A child with some periods of care, each a start and an end, and the days on which plans were completed."""

    id: str
    born: date | None
    periods: tuple[tuple[date, date | None], ...]
    plans: tuple[date, ...]


STARTS = near(date(2025, 6, 2), date(2025, 6, 30), date(2025, 7, 28))


@st.composite
def care(draw: st.DrawFn) -> list[Care]:
    born = st.none() | near(date(2008, 9, 1), date(2020, 9, 1)) | st.just(date(2014, 5, 1)) | st.just(date(2014, 5, 1))
    gaps = st.sampled_from([0, 1, 5, 27, 28, 29])
    lengths = st.sampled_from([1, 10, 27, 28, 29, 60])
    histories = draw(
        st.lists(
            st.tuples(
                born,
                STARTS,
                st.lists(st.tuples(lengths, gaps), max_size=2),
                st.none() | st.integers(26, 30),
                st.lists(st.tuples(st.integers(0, 2), st.sampled_from([-30, -1, 0, 1, 27, 28, 29])), max_size=3),
            ),
            min_size=20,
            max_size=20,
        )
    )
    made = []
    for number, (dob, first, earlier, last_length, plans) in enumerate(histories):
        periods: list[tuple[date, date | None]] = []
        start = first
        for length, gap in earlier:
            end = start + timedelta(days=length)
            periods.append((start, end))
            start = end + timedelta(days=gap)
        periods.append((start, None if last_length is None else start + timedelta(days=last_length)))
        days = [periods[which % len(periods)][0] + timedelta(days=shift) for which, shift in plans]
        made.append(Care(f"c{number:02}", dob, tuple(periods), tuple(days)))
    return made


def first_planned(child: Care, which: int) -> str:
    start, end = child.periods[which]
    due = start
    while working_days(start, due) < 20:
        due += timedelta(days=1)
    if child.born is None:
        return "no date of birth"
    if not 0 <= year_group(child.born, start) <= 11:
        return "not of school age"
    if end is not None and end <= due:
        return "left care"
    in_time = any(start <= day <= due for day in child.plans)
    for before, (began, ceased) in enumerate(child.periods):
        if before != which and ceased is not None and 0 <= (start - ceased).days <= 28:
            in_time = in_time or any(began <= day <= due for day in child.plans)
    return str(int(in_time))


@two_hundred
@examples(care())
def test_first_pep_within_20_working_days(children: list[Care]) -> None:
    heading = "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date"
    con = given(
        {
            "ssd.cla_episodes": table(
                f"{heading} | clae_cla_episode_ceased_date",
                [
                    (f"{child.id}-{n}", child.id, f"{child.id}-{n}", start, end)
                    for child in children
                    for n, (start, end) in enumerate(child.periods)
                ],
            ),
            "ssd.person": table(
                "pers_person_id | pers_dob", [(child.id, child.born) for child in children if child.born]
            ),
            "sup.pep": table(
                "pep_id | person_id | completed_date",
                [(f"{child.id}-{n}", child.id, day) for child in children for n, day in enumerate(child.plans)],
            ),
        }
    )
    expected = {f"{child.id}-{n}": first_planned(child, n) for child in children for n in range(len(child.periods))}
    assert verdicts(con, "first_pep_within_20_working_days") == expected
