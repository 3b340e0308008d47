"""Five looked-after measures against a slow, plain definition of each: 200 small histories, dates near the limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import given, verdicts
from warehouse.calendar import addm, addwd, age, wd

T = TypeVar("T")
YEAR_START, YEAR_END = date(2025, 1, 1), date(2025, 12, 31)
# Ten runs of the engine with twenty children each.
ten = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def near(*days: date) -> st.SearchStrategy[date]:
    """A date within two days of one of these, which is where the rules turn."""
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-2, 2))


def twenty(history: st.SearchStrategy[T]) -> st.SearchStrategy[list[T]]:
    return st.lists(history, min_size=20, max_size=20)


def table(heading: str, rows: Sequence[Sequence[object]]) -> str:
    lines = [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([heading, *lines])


EPISODES = (
    "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date"
)
LEGAL = "lega_legal_status_id | lega_person_id | lega_legal_status"
LEGAL += " | lega_legal_status_start_date | lega_legal_status_end_date"
PLACEMENTS = "clap_cla_placement_id | clap_person_id | clap_cla_id | clap_cla_placement_start_date"
PLACEMENTS += " | clap_cla_placement_end_date | clap_cla_placement_type"


@dataclass(frozen=True)
class Spell:
    """Something with a first day and perhaps an end; on the day it ends it is over."""

    start: date
    end: date | None

    def is_open(self, day: date) -> bool:
        return self.start <= day and (self.end is None or self.end > day)

    def meets(self, other: "Spell") -> bool:
        """Whether the two share a day on which both are open."""
        return self.start < (other.end or date.max) and other.start < (self.end or date.max)

    def touches(self, first: date, last: date) -> bool:
        """Whether any day of the spell, its end included, is one of these days."""
        return self.start <= last and (self.end is None or self.end >= first)


@dataclass(frozen=True)
class Care:
    """One period of care in one or two episodes, and perhaps a spell of short breaks."""

    episodes: tuple[Spell, ...]
    breaks: Spell | None
    born: date | None

    def counted(self) -> list[Spell]:
        return [spell for spell in self.episodes if self.breaks is None or not spell.meets(self.breaks)]

    def start(self) -> date:
        return min(spell.start for spell in self.counted())

    def why_out(self, spell: Spell) -> str | None:
        if spell not in self.counted():
            return "G6"
        if self.born is not None and age(self.born, YEAR_END) >= 18:
            return "G12"
        return None


@st.composite
def cares(draw: st.DrawFn, *starts: date) -> Care:
    start = draw(near(*starts))
    end = draw(st.none() | st.none() | near(YEAR_END))
    split = draw(st.none() | st.integers(1, 60))
    middle = None if split is None else start + timedelta(days=split)
    episodes = (Spell(start, end),)
    if middle is not None and (end is None or middle < end):
        episodes = (Spell(start, middle), Spell(middle, end))
    is_break = draw(st.integers(0, 5)) == 0
    breaks = Spell(start - timedelta(days=10), draw(near(start, middle or start))) if is_break else None
    born = draw(st.none() | near(date(2007, 12, 31), date(2015, 6, 1)))
    return Care(episodes, breaks, born)


def care_tables(histories: Sequence[Care]) -> dict[str, str]:
    episodes, statuses, people = [], [], []
    for number, care in enumerate(histories):
        for place, spell in enumerate(care.episodes):
            episodes.append((f"h{number}e{place}", f"h{number}", f"k{number}", spell.start, spell.end))
        if care.breaks is not None:
            statuses.append((f"h{number}b", f"h{number}", "V4", care.breaks.start, care.breaks.end))
        if care.born is not None:
            people.append((f"h{number}", care.born))
    return {
        "ssd.cla_episodes": table(EPISODES, episodes),
        "ssd.legal_status": table(LEGAL, statuses),
        "ssd.person": table("pers_person_id | pers_dob", people),
    }


# Reviews: 20 working days, three months, six months.

REVIEW_DAYS = near(
    date(2024, 8, 1), date(2024, 11, 1), date(2025, 1, 1), date(2025, 2, 1), date(2025, 5, 1), date(2025, 7, 1),
    date(2025, 8, 1), date(2025, 11, 1), YEAR_END,
)  # fmt: skip


@dataclass(frozen=True)
class Reviewed:
    care: Care
    reviews: tuple[tuple[date | None, str], ...]


def reviewed_on_time(history: Reviewed) -> str:
    start = history.care.start()
    if wd(start, YEAR_END) < 20:
        return "under 20 working days"
    held = sorted(day for day, cancelled in history.reviews if day is not None and cancelled != "Y")
    if held and held[0] < start:
        return "G5"
    due = addwd(start, 20)
    for number in range(len(held) + 1):
        if due > YEAR_END:
            return "1"
        on = held[number] if number < len(held) and held[number] <= YEAR_END else None
        if on is None or (due >= YEAR_START and on > due):
            return "0"
        due = addm(on, 3 if number == 0 else 6)
    return "1"


@st.composite
def reviewed(draw: st.DrawFn) -> Reviewed:
    care = draw(cares(date(2024, 7, 4), date(2024, 12, 2), date(2025, 1, 1), date(2025, 4, 7), date(2025, 12, 2)))
    reviews: list[tuple[date | None, str]] = []
    clock = care.start() if care.counted() else care.episodes[0].start
    for number in range(draw(st.integers(0, 5))):
        # Most follow the clock, a day or two to either side of the limit.
        due = addwd(clock, 20) if number == 0 else addm(clock, 3 if number == 1 else 6)
        day = draw(st.one_of(near(due), near(due), near(due), REVIEW_DAYS))
        cancelled = draw(st.sampled_from(["N", "N", "N", "", "Y"]))
        reviews.append((draw(st.sampled_from([day] * 9 + [None])), cancelled))
        clock = clock if cancelled == "Y" else day
    return Reviewed(care, tuple(reviews))


@ten
@examples(twenty(reviewed()))
def test_looked_after_reviews_on_time(histories: list[Reviewed]) -> None:
    rows = [
        (f"h{number}v{place}", f"k{number}", day, cancelled)
        for number, history in enumerate(histories)
        for place, (day, cancelled) in enumerate(history.reviews)
    ]
    heading = "clar_cla_review_id | clar_cla_id | clar_cla_review_date | clar_cla_review_cancelled"
    cares = [history.care for history in histories]
    con = given(care_tables(cares) | {"ssd.cla_reviews": table(heading, rows)})
    expected = {
        f"h{number}e{place}": history.care.why_out(spell) or reviewed_on_time(history)
        for number, history in enumerate(histories)
        for place, spell in enumerate(history.care.episodes)
        if spell.is_open(YEAR_END)
    }
    assert verdicts(con, "looked_after_reviews_on_time") == expected


# Visits: 7 days into a placement, then every 28 days, 42 days or 3 months.


@dataclass(frozen=True)
class Home:
    spell: Spell
    kind: str


@dataclass(frozen=True)
class Visited:
    care: Care
    homes: tuple[Home, ...]
    interim: Spell | None
    visits: tuple[tuple[date, str], ...]


def visit_is_up_to_date(history: Visited) -> str:
    homes = [home for home in history.homes if home.spell.is_open(YEAR_END)]
    if not homes:
        return "0"
    home = max(homes, key=lambda home: home.spell.start)
    since = [day for day, period in history.visits if period != "other" and home.spell.start <= day <= YEAR_END]
    if not since:
        due = home.spell.start + timedelta(days=7)
    elif home.kind == "P1" and history.interim is not None and history.interim.is_open(YEAR_END):
        due = max(since) + timedelta(days=28)
    elif home.kind in ("U1", "U4") and addm(home.spell.start, 12) <= YEAR_END:
        due = addm(max(since), 3)
    else:
        due = max(since) + timedelta(days=42)
    return str(int(due >= YEAR_END))


@st.composite
def visited(draw: st.DrawFn) -> Visited:
    care = draw(cares(date(2024, 6, 1), date(2025, 10, 1)))
    kinds = st.sampled_from(["U1", "U4", "U6", "P1", "P1", "A5", "T1", "K2"])
    began = st.one_of(near(YEAR_END - timedelta(days=7), date(2024, 12, 31), date(2025, 9, 1)))
    homes = [Home(Spell(draw(began), draw(st.none() | st.none() | near(YEAR_END))), draw(kinds))]
    if draw(st.booleans()):
        first = homes[0].spell.start
        homes.insert(0, Home(Spell(first - timedelta(days=40), first), draw(kinds)))
    limits = near(
        YEAR_END - timedelta(days=28), YEAR_END - timedelta(days=42), date(2025, 9, 30), YEAR_END, homes[-1].spell.start
    )
    visits = draw(st.lists(st.tuples(limits, st.sampled_from(["same", "same", "none", "other"])), max_size=3))
    interim = draw(st.none() | st.builds(Spell, st.just(date(2024, 6, 1)), st.none() | near(YEAR_END)))
    return Visited(care, tuple(homes), interim, tuple(visits))


@ten
@examples(twenty(visited()))
def test_looked_after_visits_on_time(histories: list[Visited]) -> None:
    tables = care_tables([history.care for history in histories])
    homes, visits, orders = [], [], []
    for number, history in enumerate(histories):
        for place, home in enumerate(history.homes):
            row = (f"h{number}p{place}", f"h{number}", f"k{number}", home.spell.start, home.spell.end, home.kind)
            homes.append(row)
        for place, (day, period) in enumerate(history.visits):
            key = {"same": f"k{number}", "none": None, "other": f"old{number}"}[period]
            visits.append((f"h{number}v{place}", f"h{number}", key, day))
        if history.interim is not None:
            orders.append((f"h{number}c", f"h{number}", "C1", history.interim.start, history.interim.end))
    more = {
        "ssd.cla_placement": table(PLACEMENTS, homes),
        "ssd.cla_visits": table("clav_cla_visit_id | clav_person_id | clav_cla_id | clav_cla_visit_date", visits),
        "ssd.legal_status": "\n".join([tables["ssd.legal_status"], *table("", orders).splitlines()[1:]]),
    }
    expected = {
        f"h{number}e{place}": history.care.why_out(spell) or visit_is_up_to_date(history)
        for number, history in enumerate(histories)
        for place, spell in enumerate(history.care.episodes)
        if spell.is_open(YEAR_END)
    }
    assert verdicts(given(tables | more), "looked_after_visits_on_time") == expected


# Moves: three placements in the year, and two years with one carer.


@dataclass(frozen=True)
class Placement:
    spell: Spell
    kind: str
    reason: str
    carer: str | None

    @property
    def is_temporary(self) -> bool:
        return self.kind in ("T0", "T1", "T2", "T3", "T4")


def chain(draw: st.DrawFn, start: date, lengths: Sequence[int], kinds: Sequence[str]) -> tuple[Placement, ...]:
    """Placements of one child, each starting when the one before ends, the last mostly still open."""
    moves = draw(
        st.lists(
            st.tuples(
                st.sampled_from(lengths),
                st.sampled_from(kinds),
                st.sampled_from(["P", "P", "P", "B", "L", "T", "U"]),
                st.sampled_from(["c1", "c1", "c2", "c3", None]),
            ),
            min_size=1,
            max_size=7,
        )
    )
    placements = []
    for number, (days, kind, reason, carer) in enumerate(moves):
        end = start + timedelta(days=days)
        if number == len(moves) - 1:
            end = draw(st.sampled_from([None, None, None, max(YEAR_END, end)]))
        placements.append(Placement(Spell(start, end), kind, "S" if number == 0 else reason, carer))
        start = end or start
    return tuple(placements)


def goes_on(placement: Placement, before: Placement | None, held: Placement | None) -> bool:
    """Whether the carer of the placement is the one held before it."""
    if placement.reason in ("L", "T", "U"):
        return True
    back = before is not None and before.is_temporary and held is not None
    return back and held is not None and held.carer is not None and held.carer == placement.carer


def stays(placements: Sequence[Placement]) -> list[list[Placement]]:
    """The placements that count, gathered into stays with one carer."""
    gathered: list[list[Placement]] = []
    before: Placement | None = None
    held: Placement | None = None
    for placement in placements:
        if placement.spell.end == placement.spell.start:
            continue
        if not placement.is_temporary:
            if placement.kind != "Z1":
                if gathered and goes_on(placement, before, held):
                    gathered[-1].append(placement)
                else:
                    gathered.append([placement])
            held = placement
        before = placement
    return gathered


def moved_often(placements: Sequence[Placement]) -> str:
    in_year = [stay for stay in stays(placements) if any(p.spell.touches(YEAR_START, YEAR_END) for p in stay)]
    return str(int(len(in_year) >= 3))


def move_tables(histories: Sequence[tuple[Care, tuple[Placement, ...]]]) -> dict[str, str]:
    """Each child's care in one open episode, and episodes that say how each placement began but were over at once."""
    tables = care_tables([care for care, _ in histories])
    homes, carers, episodes = [], [], []
    for number, (care, placements) in enumerate(histories):
        for place, placement in enumerate(placements):
            spell, key = placement.spell, f"h{number}p{place}"
            homes.append((key, f"h{number}", f"k{number}", spell.start, spell.end, placement.kind))
            carers.append((key, placement.carer))
            # Ended on the day it began, so that it never counts as an open episode of care.
            begun = (f"h{number}s{place}", f"h{number}", f"s{number}", spell.start, spell.start, placement.reason, key)
            episodes.append(begun)
        for place, spell in enumerate(care.episodes):
            episodes.append((f"h{number}e{place}", f"h{number}", f"k{number}", spell.start, spell.end, "S", None))
    heading = EPISODES + " | clae_cla_episode_start_reason | clae_cla_placement_id"
    known = [row for row in carers if row[1] is not None]
    return tables | {
        "ssd.cla_episodes": table(heading, episodes),
        "ssd.cla_placement": table(PLACEMENTS, homes),
        "sup.placement_carers": table("placement_id | carer_id", known),
    }


@st.composite
def moved(draw: st.DrawFn) -> tuple[Care, tuple[Placement, ...]]:
    care = draw(cares(date(2024, 6, 1), date(2025, 12, 31)))
    start = draw(near(date(2024, 6, 1), date(2024, 12, 31), date(2025, 10, 1)))
    return care, chain(draw, start, [0, 1, 40, 200], ["U6", "U6", "K2", "T1", "T4", "Z1"])


@ten
@examples(twenty(moved()))
def test_three_or_more_placements(histories: list[tuple[Care, tuple[Placement, ...]]]) -> None:
    expected = {
        f"h{number}e{place}": care.why_out(spell) or moved_often(placements)
        for number, (care, placements) in enumerate(histories)
        for place, spell in enumerate(care.episodes)
        if spell.is_open(YEAR_END)
    }
    assert verdicts(given(move_tables(histories)), "three_or_more_placements") == expected


def settled(placements: Sequence[Placement]) -> str:
    """The run of placements with one carer up to the current one, which a temporary move does not end."""
    here = [place for place, placement in enumerate(placements) if placement.spell.is_open(YEAR_END)]
    runs: list[list[Placement]] = []
    before: Placement | None = None
    for placement in placements[: here[-1] + 1] if here else []:
        if not placement.is_temporary:
            held = runs[-1][-1] if runs else None
            if runs and goes_on(placement, before, held):
                runs[-1].append(placement)
            else:
                runs.append([placement])
        before = placement
    if not runs:
        return "0"
    since = runs[-1][0].spell.start
    is_adoptive = all(placement.kind in ("A3", "A5") for placement in runs[-1])
    if is_adoptive and len(runs) > 1:
        since = runs[-2][0].spell.start
    return str(int(addm(since, 24) <= YEAR_END))


def settled_for_two_years(care: Care, placements: Sequence[Placement]) -> str:
    if addm(care.start(), 30) > YEAR_END:
        return "under two and a half years"
    if care.born is None:
        return "no date of birth"
    if age(care.born, YEAR_END) >= 16:
        return "16 or over"
    return settled(placements)


@st.composite
def long_term(draw: st.DrawFn) -> tuple[Care, tuple[Placement, ...]]:
    care = draw(cares(date(2022, 1, 1), date(2022, 1, 1), date(2023, 6, 30)))
    born = draw(st.sampled_from([care.born, date(2015, 1, 1), date(2015, 1, 1), date(2009, 12, 31), date(2010, 1, 1)]))
    start = draw(near(date(2023, 12, 31), date(2023, 12, 31), date(2023, 3, 1)))
    kinds = ["U6", "U6", "K2", "T1", "T4", "Z1", "A3", "A5"]
    return Care(care.episodes, care.breaks, born), chain(draw, start, [0, 1, 40, 200], kinds)


@ten
@examples(twenty(long_term()))
def test_same_carer_for_2_years(histories: list[tuple[Care, tuple[Placement, ...]]]) -> None:
    expected = {
        f"h{number}e{place}": care.why_out(spell) or settled_for_two_years(care, placements)
        for number, (care, placements) in enumerate(histories)
        for place, spell in enumerate(care.episodes)
        if spell.is_open(YEAR_END)
    }
    assert verdicts(given(move_tables(histories)), "same_carer_for_2_years") == expected


# Social workers: three or more in the year.


@dataclass(frozen=True)
class Involvement:
    spell: Spell | None
    worker: str | None
    role: str


@dataclass(frozen=True)
class Held:
    care: Care
    earlier: Spell | None
    involvements: tuple[Involvement, ...]


def has_many_workers(history: Held) -> str:
    spells = history.care.counted()
    breaks = history.care.breaks
    if history.earlier is not None and not (breaks is not None and history.earlier.meets(breaks)):
        spells.append(history.earlier)
    workers = set()
    for involvement in history.involvements:
        spell = involvement.spell
        if spell is None or involvement.worker is None or involvement.role != "CW" or involvement.worker == "w9":
            continue
        if spell.end is not None and spell.end < spell.start:
            continue
        for care in spells:
            first, last = max(care.start, YEAR_START), min(care.end or YEAR_END, YEAR_END)
            if first <= last and spell.touches(first, last):
                workers.add(involvement.worker)
    return str(int(len(workers) >= 3))


@st.composite
def held(draw: st.DrawFn) -> Held:
    care = draw(cares(date(2024, 6, 1), date(2025, 3, 1), date(2025, 12, 31)))
    earlier = draw(st.none() | st.builds(Spell, st.just(date(2024, 1, 1)), near(date(2024, 4, 1), date(2025, 1, 1))))
    if earlier is not None and earlier.end is not None and earlier.end > care.episodes[0].start:
        earlier = None
    days = near(YEAR_START, YEAR_END, care.episodes[0].start, date(2025, 6, 1))
    spell = st.builds(Spell, days, st.none() | days)
    worker = st.sampled_from(["w1", "w2", "w3", "w4", "w9", None])
    role = st.sampled_from(["CW", "CW", "CW", "CW", "IRO"])
    involvement = st.builds(Involvement, st.sampled_from([None]) | spell | spell | spell, worker, role)
    return Held(care, earlier, tuple(draw(st.lists(involvement, min_size=2, max_size=7))))


@ten
@examples(twenty(held()))
def test_three_or_more_social_workers(histories: list[Held]) -> None:
    tables = care_tables([history.care for history in histories])
    earlier = [
        (f"h{number}x", f"h{number}", f"x{number}", history.earlier.start, history.earlier.end)
        for number, history in enumerate(histories)
        if history.earlier is not None
    ]
    rows = [
        (
            f"h{number}i{place}",
            f"h{number}",
            one.worker,
            one.role,
            one.spell and one.spell.start,
            one.spell and one.spell.end,
        )
        for number, history in enumerate(histories)
        for place, one in enumerate(history.involvements)
    ]
    heading = "invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id"
    heading += " | invo_involvement_start_date | invo_involvement_end_date"
    staff = [("w1", "SW1"), ("w2", "SW2"), ("w3", "SW3"), ("w4", "SW4"), ("w9", None)]
    more = {
        "ssd.cla_episodes": "\n".join([tables["ssd.cla_episodes"], *table("", earlier).splitlines()[1:]]),
        "ssd.involvements": table(heading, rows),
        "ssd.professionals": table("prof_professional_id | prof_social_worker_registration_no", staff),
    }
    expected = {
        f"h{number}e{place}": history.care.why_out(spell) or has_many_workers(history)
        for number, history in enumerate(histories)
        for place, spell in enumerate(history.care.episodes)
        if spell.is_open(YEAR_END)
    }
    assert verdicts(given(tables | more), "three_or_more_social_workers") == expected
