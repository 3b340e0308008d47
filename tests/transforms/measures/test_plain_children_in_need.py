"""Three children in need measures against a slow, plain definition of each, on 200 random histories near the limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import measured
from warehouse.calendar import age, wd

YEAR_START, QUARTER_END = date(2025, 1, 1), date(2025, 12, 31)
# Twenty children at once, each known by a number, so that the engine runs ten times.
ten = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

Spell = tuple[date | None, date | None]


def near(*days: date, reach: int = 1) -> st.SearchStrategy[date]:
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-reach, reach))


def table(heading: str, rows: Sequence[Sequence[object]]) -> str:
    lines = [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([heading, *lines])


def is_open(spell: Spell) -> bool:
    start, end = spell
    return start is not None and start <= QUARTER_END and (end is None or end > QUARTER_END)


def may_be_open(spell: Spell) -> bool:
    """Without a start date, and not ended by the last day."""
    start, end = spell
    return start is None and (end is None or end > QUARTER_END)


def kept(episodes: list[Spell]) -> list[int]:
    """The numbers of the episodes left when referrals of one day are one, in order of start, then number."""
    first: dict[date, int] = {}
    for number, (start, _) in enumerate(episodes):
        if start is not None:
            first.setdefault(start, number)
    return [number for _, number in sorted(first.items())]


BIRTHS = st.none() | near(date(2007, 12, 31), reach=2) | st.just(date(2015, 5, 5))


@dataclass(frozen=True)
class Child:
    born: date | None
    is_leaver: bool
    episodes: list[Spell]
    plans: list[Spell]
    protected: list[tuple[Spell, bool]]
    care: list[tuple[Spell, bool]]
    assessments: list[Spell]


STARTS = near(date(2025, 10, 26), QUARTER_END) | st.just(date(2025, 3, 3)) | st.none()
OLD = near(date(2025, 10, 26)) | st.sampled_from([date(2025, 3, 3), date(2025, 2, 2)]) | st.none()
ENDS = st.none() | near(QUARTER_END)
SPELLS = st.tuples(STARTS, ENDS)


def few(*what: st.SearchStrategy[Spell]) -> st.SearchStrategy[list[Spell]]:
    return st.lists(st.one_of(*what), max_size=1)


def in_short_breaks(episode: Spell, care: list[tuple[Spell, bool]]) -> bool:
    """Whether a short-break status holds on any day of the episode."""
    start, end = episode
    assert start is not None
    return any(
        since is not None and since < (end or date.max) and (until or date.max) > start
        for (since, until), is_short_break in care
        if is_short_break
    )


@st.composite
def child_in_need(draw: st.DrawFn) -> Child:
    """A third of the children have a protection plan, care or an assessment, so that most are to have a plan."""
    chances = [draw(st.integers(0, 2)) == 0 for _ in range(3)]
    marked = st.lists(st.tuples(SPELLS, st.booleans()), max_size=2)
    return Child(
        draw(BIRTHS | st.just(date(2015, 5, 5))),
        draw(st.booleans()),
        draw(st.lists(st.tuples(OLD, ENDS), min_size=1, max_size=3)),
        draw(few(SPELLS)),
        draw(marked) if chances[0] else [],
        draw(marked) if chances[1] else [],
        draw(few(SPELLS)) if chances[2] else [],
    )


def should_have_a_plan(child: Child) -> dict[int, str]:
    """What becomes of each episode, by its number."""
    found = {number: "G4" for number, spell in enumerate(child.episodes) if may_be_open(spell)}
    open_ones = [number for number in kept(child.episodes) if is_open(child.episodes[number])]
    found |= {number: "G2" for number, spell in enumerate(child.episodes) if is_open(spell)}
    if not open_ones:
        return found
    earliest = child.episodes[open_ones[0]][0]
    assert earliest is not None
    if child.born is not None and age(child.born, QUARTER_END) >= 18:
        verdict = "care leaver" if child.is_leaver else "G12"
    elif any(is_open(spell) for spell, is_theirs in child.protected if not is_theirs):
        verdict = "protection plan"
    elif any(is_open(spell) and not in_short_breaks(spell, child.care) for spell, _ in child.care):
        verdict = "looked after"
    elif any(is_open(spell) for spell in child.assessments):
        verdict = "assessment open"
    elif wd(earliest, QUARTER_END) <= 45:
        verdict = "not due"
    else:
        verdict = str(int(any(is_open(spell) for spell in child.plans)))
    return found | {open_ones[0]: verdict}


@ten
@examples(st.lists(child_in_need(), min_size=20, max_size=20))
def test_children_in_need_with_a_plan(children: list[Child]) -> None:
    def spells(name: str) -> list[tuple[Any, ...]]:
        rows = [(number, row) for number, child in enumerate(children) for row in getattr(child, name)]
        return [(f"{name}{position}", number, *row) for position, (number, row) in enumerate(rows)]

    protected = [(key, number, *spell, "Y" if theirs else "N") for key, number, spell, theirs in spells("protected")]
    care = [(key, number, *spell) for key, number, spell, _ in spells("care")]
    breaks = [(key, number, "V4", *spell) for key, number, spell, is_break in spells("care") if is_break]
    answer = measured(
        "children_in_need_with_a_plan",
        {
            "ssd.cin_episodes": table(
                "cine_referral_id | cine_person_id | cine_referral_date | cine_close_date",
                [(f"{n}-{e}", n, *spell) for n, child in enumerate(children) for e, spell in enumerate(child.episodes)],
            ),
            "ssd.person": table("pers_person_id | pers_dob", [(n, child.born) for n, child in enumerate(children)]),
            "ssd.care_leavers": table(
                "clea_table_id | clea_person_id | clea_care_leaver_eligibility",
                [(f"l{n}", n, "Former Relevant") for n, child in enumerate(children) if child.is_leaver],
            ),
            "ssd.cin_plans": table(
                "cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date | cinp_cin_plan_end_date",
                spells("plans"),
            ),
            "ssd.cp_plans": table(
                "cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola",
                protected,
            ),
            "ssd.cla_episodes": table(
                "clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date",
                care,
            ),
            "ssd.legal_status": table(
                "lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date"
                " | lega_legal_status_end_date",
                breaks,
            ),
            "ssd.cin_assessments": table(
                "cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date",
                spells("assessments"),
            ),
        },
    )
    expected = {
        f"{n}-{number}": verdict
        for n, child in enumerate(children)
        for number, verdict in should_have_a_plan(child).items()
    }
    assert answer.records == expected


FIRST_DAY = QUARTER_END - timedelta(days=1095)


@dataclass(frozen=True)
class Known:
    """A child known to social care: episodes, assessments by date of authorisation, and protection plans."""

    born: date | None
    episodes: list[Spell]
    assessments: list[tuple[date | None, bool]]
    plans: list[tuple[Spell, str, bool]]


@st.composite
def known_child(draw: st.DrawFn) -> Known:
    """Episodes that add up to about 548 days: 183 of 2023, and all of 2025."""
    first = draw(st.tuples(near(date(2022, 6, 1), FIRST_DAY), near(date(2023, 7, 3)) | st.just(date(2024, 2, 1))))
    last = draw(st.tuples(near(date(2025, 1, 1)) | st.just(date(2024, 7, 2)), ENDS))
    more = draw(
        st.lists(
            st.tuples(near(FIRST_DAY, date(2025, 1, 1)) | st.none(), near(date(2023, 7, 3), QUARTER_END)), max_size=2
        )
    )
    episodes: list[Spell] = draw(st.permutations([first, last, *more]))
    authorised = near(FIRST_DAY, QUARTER_END) | st.none()
    category = st.sampled_from(["NEG", "NEG", "MUL", "EMO"])
    begun = near(date(2020, 1, 1)) | st.none()
    spell = st.tuples(begun, near(FIRST_DAY) | st.none()) | st.tuples(near(QUARTER_END), st.none())
    plan = st.tuples(spell, category, st.booleans())
    return Known(
        draw(BIRTHS),
        episodes,
        draw(st.lists(st.tuples(authorised, st.booleans()), max_size=2)),
        draw(st.lists(plan, max_size=2)),
    )


def long_neglected(child: Known) -> dict[int, str]:
    """What becomes of each episode that is listed, by its number."""
    found = {number: "G4" for number, spell in enumerate(child.episodes) if may_be_open(spell)}
    counted = kept(child.episodes)
    open_ones = [number for number in counted if is_open(child.episodes[number])]
    window = {FIRST_DAY + timedelta(days=step) for step in range(1096)}
    days = set()
    for number in counted:
        start, end = child.episodes[number]
        days |= {day for day in window if start is not None and start <= day < (end or date.max)}
    assessed = any(day in window for day, has_neglect in child.assessments if has_neglect)
    planned = any(
        start is not None and any(start <= day <= (end or date.max) for day in window)
        for (start, end), category, is_theirs in child.plans
        if category == "NEG" and not is_theirs
    )
    if not open_ones or len(days) < 548 or not (assessed or planned):
        return found
    found |= {number: "G2" for number, spell in enumerate(child.episodes) if is_open(spell)}
    is_adult = child.born is not None and age(child.born, QUARTER_END) >= 18
    return found | {open_ones[0]: "G12" if is_adult else "1"}


@ten
@examples(st.lists(known_child(), min_size=20, max_size=20))
def test_long_term_neglect(children: list[Known]) -> None:
    assessments = [(n, *row) for n, child in enumerate(children) for row in child.assessments]
    plans = [(n, *row) for n, child in enumerate(children) for row in child.plans]
    answer = measured(
        "long_term_neglect",
        {
            "ssd.cin_episodes": table(
                "cine_referral_id | cine_person_id | cine_referral_date | cine_close_date",
                [(f"{n}-{e}", n, *spell) for n, child in enumerate(children) for e, spell in enumerate(child.episodes)],
            ),
            "ssd.person": table("pers_person_id | pers_dob", [(n, child.born) for n, child in enumerate(children)]),
            "ssd.cin_assessments": table(
                "cina_assessment_id | cina_person_id | cina_assessment_auth_date",
                [(f"s{position}", n, day) for position, (n, day, _) in enumerate(assessments)],
            ),
            "ssd.assessment_factors": table(
                "cinf_table_id | cinf_assessment_id | cinf_assessment_factors_json",
                [
                    (f"f{position}", f"s{position}", '["16A"]' if has_neglect else '["17A"]')
                    for position, (_, _, has_neglect) in enumerate(assessments)
                ],
            ),
            "ssd.cp_plans": table(
                "cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date"
                " | cppl_cp_plan_latest_category | cppl_cp_plan_ola",
                [
                    (f"p{position}", n, *spell, category, "Y" if is_theirs else None)
                    for position, (n, spell, category, is_theirs) in enumerate(plans)
                ],
            ),
        },
    )
    expected = {
        f"{n}-{number}": verdict
        for n, child in enumerate(children)
        for number, verdict in long_neglected(child).items()
    }
    assert answer.records == expected


@dataclass(frozen=True)
class Presentation:
    day: date
    assessed: date | None
    advised: date | None


@st.composite
def homeless(draw: st.DrawFn) -> tuple[date, list[Presentation]]:
    first = draw(near(date(2024, 12, 4), date(2025, 1, 1), date(2025, 6, 6), date(2025, 12, 24), reach=3))
    gaps = draw(st.lists(st.sampled_from([1, 10, 20, 27, 28, 29, 30]), max_size=4))
    days = [first + timedelta(days=sum(gaps[:position])) for position in range(len(gaps) + 1)]
    after = st.none() | st.sampled_from([-1, 0, 0, 1, 1, 2, 3, 4, 5])
    history = []
    for day in days:
        step = draw(after)
        assessed = None if step is None else day + timedelta(days=step)
        history.append(Presentation(day, assessed, draw(st.sampled_from([None, day, day]))))
    birthdays = near(*(date(day.year - years, day.month, min(day.day, 28)) for day in days for years in (16, 17, 18)))
    born = draw(birthdays) if draw(st.booleans()) else date(2008, 9, 9)
    return born, draw(st.permutations(history))


def advised(born: date, history: list[Presentation]) -> dict[date, str]:
    found = {}
    last_counted: date | None = None
    for one in sorted(history, key=lambda presentation: presentation.day):
        if age(born, one.day) not in (16, 17):
            found[one.day] = "not 16 or 17"
        elif one.assessed is not None and one.assessed < one.day:
            found[one.day] = "G5"
        elif last_counted is not None and (one.day - last_counted).days <= 28:
            found[one.day] = "G2"
        else:
            last_counted = one.day
            in_time = one.assessed is not None and wd(one.day, one.assessed) <= 1
            found[one.day] = str(int(in_time and one.advised is not None))
    return {day: verdict for day, verdict in found.items() if YEAR_START <= day <= QUARTER_END}


@ten
@examples(st.lists(homeless(), min_size=20, max_size=20))
def test_homeless_16_17_advised(histories: list[tuple[date, list[Presentation]]]) -> None:
    heading = "person_id | presentation_date | joint_assessment_start_date | rights_advice_date"
    rows = [(n, one.day, one.assessed, one.advised) for n, (_, history) in enumerate(histories) for one in history]
    answer = measured(
        "homeless_16_17_advised",
        {
            "sup.homeless_1617": table(heading, rows),
            "ssd.person": table("pers_person_id | pers_dob", [(n, born) for n, (born, _) in enumerate(histories)]),
        },
    )
    expected = {
        f"{n}|{day}": verdict
        for n, (born, history) in enumerate(histories)
        for day, verdict in advised(born, history).items()
    }
    assert answer.records == expected
