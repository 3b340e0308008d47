"""Turnover, vacancies and caseloads against a slow, plain definition, each on 200 small random histories.

Each history is a team of its own, so the numbers of twenty are counted at once and read by team.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import measured

YEAR_START, YEAR_END = date(2025, 1, 1), date(2025, 12, 31)
two_hundred = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)  # each of 20 histories


def near(*days: date) -> st.SearchStrategy[date]:
    """A date within two days of one of these, which is where the rules turn."""
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-2, 2))


def table(heading: str, rows: Iterable[Sequence[object]]) -> str:
    lines = [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([heading, *lines])


def fraction(numerator: Decimal, denominator: Decimal) -> str:
    return f"{numerator.normalize():f}/{denominator.normalize():f}"


@dataclass(frozen=True)
class Contract:
    id: str
    worker: str
    registered: bool
    kind: str | None
    fte: Decimal | None
    start: date | None
    leave: date | None
    post: str | None

    @property
    def of_council(self) -> bool:
        return self.kind in ("PERMANENT", "FIXED")

    def held_on(self, day: date) -> bool:
        return self.start is not None and self.start <= day and (self.leave is None or self.leave > day)


# 6 June 2025 is a Friday.
DAYS = near(YEAR_START, YEAR_END, date(2025, 6, 6), date(2025, 6, 9))
CONTRACTS = st.lists(
    st.tuples(
        st.sampled_from(["ann", "ann", "ben"]),
        st.sampled_from([True, True, True, True, True, False]),
        st.sampled_from(["PERMANENT", "PERMANENT", "FIXED", "AGENCY", None]),
        st.sampled_from([Decimal("0.4"), Decimal("1.2"), Decimal("1"), Decimal("0.5"), None]),
        st.one_of(st.just(date(2020, 1, 1)), DAYS, DAYS, DAYS, st.none()),
        st.one_of(st.none(), DAYS, DAYS, DAYS),
        st.sampled_from(["p0", "p1", None]),
    ),
    max_size=4,
)
Drawn = tuple[str, bool, str | None, Decimal | None, date | None, date | None, str | None]


def contracts(number: int, drawn: list[Drawn]) -> list[Contract]:
    """One history's contracts; none ends before it starts, and what it is called shows the history."""
    made = []
    for position, (worker, registered, kind, fte, start, leave, post) in enumerate(drawn):
        end = max(start, leave) if start is not None and leave is not None else leave
        held = post and f"h{number}-{post}"
        made.append(Contract(f"h{number}-{position}", f"h{number}-{worker}", registered, kind, fte, start, end, held))
    return made


def workforce(histories: list[list[Contract]]) -> str:
    heading = "spell_id | worker_id | swe_number | employment_type | fte | start_date | leave_date | post_id | team_id"
    return table(
        heading,
        [
            (c.id, c.worker, "SW1" if c.registered else None, c.kind, c.fte, c.start, c.leave, c.post, f"h{number}")
            for number, history in enumerate(histories)
            for c in history
        ],
    )


def in_post(history: list[Contract]) -> list[Contract]:
    """The council's social workers in post at the end of the year whose full-time equivalent is known."""
    return [c for c in history if c.registered and c.of_council and c.fte is not None and c.held_on(YEAR_END)]


def next_working_day(day: date) -> date:
    holidays = {date(2025, 1, 1), date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1)}
    day += timedelta(days=1)
    while day.weekday() > 4 or day in holidays:
        day += timedelta(days=1)
    return day


def turnover(history: list[Contract]) -> str | None:
    council = [c for c in history if c.registered and c.of_council and c.start is not None]
    left: dict[str, list[Contract]] = {}
    for contract in council:
        if contract.leave is None or not YEAR_START <= contract.leave <= YEAR_END:
            continue
        resumes = next_working_day(contract.leave)
        stays = any(
            other.worker == contract.worker
            and other.start is not None
            and other.start <= resumes
            and (other.leave is None or other.leave > contract.leave)
            for other in council
        )
        if not stays:
            left.setdefault(contract.worker, []).append(contract)
    leavers = []
    for ended in left.values():
        last = max(c.leave for c in ended if c.leave is not None)
        leavers += [c for c in ended if c.leave == last and c.fte is not None]
    staying = in_post(history)
    if not leavers and not staying:
        return None
    return fraction(sum((c.fte or Decimal(0) for c in leavers), Decimal(0)), total(staying))


def total(held: list[Contract]) -> Decimal:
    return sum((c.fte or Decimal(0) for c in held), Decimal(0))


@two_hundred
@examples(st.lists(CONTRACTS, min_size=20, max_size=20))
def test_turnover_rate(drawn: list[list[Drawn]]) -> None:
    histories = [contracts(number, history) for number, history in enumerate(drawn)]
    found = measured("turnover_rate", {"sup.workforce": workforce(histories)}).group("team")
    for number, history in enumerate(histories):
        assert found.get(f"h{number}") == turnover(history), history


@dataclass(frozen=True)
class Post:
    id: str
    social: str | None
    funded: Decimal | None
    start: date | None
    end: date | None


POSTS = st.lists(
    st.tuples(
        st.sampled_from(["Y", "Y", "Y", "N", None]),
        st.sampled_from([Decimal("1"), Decimal("0.5"), None]),
        st.one_of(st.just(date(2020, 1, 1)), near(YEAR_END), st.none()),
        st.one_of(st.none(), near(YEAR_END)),
    ),
    max_size=2,
)
DrawnPost = tuple[str | None, Decimal | None, date | None, date | None]


def vacancies(posts: list[Post], history: list[Contract]) -> str | None:
    vacant = [
        post.funded
        for post in posts
        if post.social == "Y"
        and post.funded is not None
        and post.start is not None
        and post.start <= YEAR_END
        and (post.end is None or post.end > YEAR_END)
        and not any(c.post == post.id and c.of_council and c.held_on(YEAR_END) for c in history)
    ]
    staying = in_post(history)
    if not vacant and not staying:
        return None
    empty = sum(vacant, Decimal(0))
    return fraction(empty, empty + total(staying))


@two_hundred
@examples(st.lists(st.tuples(POSTS, CONTRACTS), min_size=20, max_size=20))
def test_vacancy_rate(drawn: list[tuple[list[DrawnPost], list[Drawn]]]) -> None:
    histories = [contracts(number, history) for number, (_, history) in enumerate(drawn)]
    posts = [
        [Post(f"h{number}-p{position}", *post) for position, post in enumerate(found)]
        for number, (found, _) in enumerate(drawn)
    ]
    heading = "post_id | requires_social_worker | funded_fte | start_date | end_date | team_id"
    rows = [
        (post.id, post.social, post.funded, post.start, post.end, f"h{number}")
        for number, held in enumerate(posts)
        for post in held
    ]
    tables = {"sup.workforce": workforce(histories), "sup.posts": table(heading, rows)}
    found = measured("vacancy_rate", tables).group("team")
    for number, history in enumerate(histories):
        assert found.get(f"h{number}") == vacancies(posts[number], history), (posts[number], history)


@dataclass(frozen=True)
class Involvement:
    worker: str
    child: str
    role: str | None
    start: date | None
    end: date | None


@dataclass(frozen=True)
class Spell:
    worker: str
    fte: Decimal | None
    asye: str | None
    start: date
    leave: date | None


CASES = st.lists(
    st.builds(
        Involvement,
        st.sampled_from(["w1", "w1", "w2"]),
        st.sampled_from(["ann", "ben", "cat", "dan"]),
        st.sampled_from(["CW", "CW", "CW", "IRO", None]),
        st.one_of(st.just(date(2025, 6, 1)), near(YEAR_END), st.none()),
        st.one_of(st.none(), st.none(), near(YEAR_END)),
    ),
    max_size=8,
)
# Two cases at 0.1 are 20, at 0.125 are 16; three at 0.12 are 25, at 0.25 are 12; one at 0.05 is 20.
SPELLS = st.lists(
    st.builds(
        Spell,
        st.sampled_from(["w1", "w1", "w2"]),
        st.sampled_from([Decimal(fte) for fte in ("0.05", "0.1", "0.12", "0.125", "0.25", "0.9")] + [None]),
        st.sampled_from(["Y", "N", None]),
        st.one_of(st.just(date(2020, 1, 1)), near(YEAR_END)),
        st.one_of(st.none(), st.none(), near(YEAR_END)),
    ),
    max_size=4,
)
REGISTERED = st.dictionaries(st.sampled_from(["w1", "w2"]), st.sampled_from([True, True, True, False]), min_size=1)


def over_limit(cases: list[Involvement], spells: list[Spell], registered: dict[str, bool]) -> str | None:
    over = holders = 0
    for worker in registered:
        children = {
            c.child
            for c in cases
            if c.worker == worker
            and c.role == "CW"
            and c.start is not None
            and c.start <= YEAR_END
            and (c.end is None or c.end > YEAR_END)
        }
        held = [
            s for s in spells if s.worker == worker and s.start <= YEAR_END and (s.leave is None or s.leave > YEAR_END)
        ]
        known = [s.fte for s in held if s.fte is not None]
        if not registered[worker] or not children or not held or len(known) < len(held):
            continue
        limit = 12 if any(s.asye == "Y" for s in held) else 18
        holders += 1
        over += Decimal(len(children)) / min(sum(known, Decimal(0)), Decimal(1)) > limit
    return f"{over}/{holders}" if holders else None


@two_hundred
@examples(st.lists(st.tuples(CASES, SPELLS, REGISTERED), min_size=20, max_size=20))
def test_caseloads_over_limit(drawn: list[tuple[list[Involvement], list[Spell], dict[str, bool]]]) -> None:
    involvements, workforce_rows, professionals = [], [], []
    for h, (cases, spells, registered) in enumerate(drawn):
        involvements += [
            (f"h{h}-{n}", f"h{h}-{c.worker}", f"h{h}-{c.child}", c.role, c.start, c.end) for n, c in enumerate(cases)
        ]
        workforce_rows += [
            (f"h{h}-{n}", f"h{h}-{s.worker}", s.fte, s.asye, s.start, s.leave, f"h{h}") for n, s in enumerate(spells)
        ]
        professionals += [(f"h{h}-{worker}", "SW1" if known else None) for worker, known in registered.items()]
    heading = "invo_involvements_id | invo_professional_id | invo_person_id | invo_professional_role_id"
    heading += " | invo_involvement_start_date | invo_involvement_end_date"
    tables = {
        "ssd.involvements": table(heading, involvements),
        "ssd.professionals": table("prof_professional_id | prof_social_worker_registration_no", professionals),
        "sup.workforce": table("spell_id | worker_id | fte | asye | start_date | leave_date | team_id", workforce_rows),
    }
    found = measured("caseloads_over_limit", tables).group("team")
    for number, history in enumerate(drawn):
        assert found.get(f"h{number}") == over_limit(*history), history
