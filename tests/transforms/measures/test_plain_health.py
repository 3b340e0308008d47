"""The SDQ measure against a slow, plain definition of it, on 200 random histories with many dates on a limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from tests.support.given import measured
from warehouse.calendar import addm, age

QUARTER_END = date(2025, 12, 31)
YEAR_AGO = date(2024, 12, 31)
# Twenty children at once, each known by a number, so that the engine runs ten times.
ten = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def near(*days: date) -> st.SearchStrategy[date]:
    return st.builds(lambda day, shift: day + timedelta(days=shift), st.sampled_from(days), st.integers(-1, 1))


def table(heading: str, rows: Sequence[Sequence[object]]) -> str:
    lines = [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([heading, *lines])


@dataclass(frozen=True)
class Episode:
    care: str | None
    start: date | None
    end: date | None


@dataclass(frozen=True)
class Questionnaire:
    day: date | None
    score: str | None
    reason: str | None


@dataclass(frozen=True)
class Child:
    born: date | None
    episodes: list[Episode]
    breaks: list[tuple[date, date | None]]
    questionnaires: list[Questionnaire]


@st.composite
def child_in_care(draw: st.DrawFn) -> Child:
    births = near(date(2021, 12, 31), date(2008, 12, 31)) | st.sampled_from([date(2007, 12, 31), date(2015, 5, 5)])
    starts = near(YEAR_AGO) | st.sampled_from([date(2024, 3, 1), date(2024, 3, 1), date(2025, 6, 1), None])
    ends = st.sampled_from([None, None, None, YEAR_AGO, QUARTER_END, date(2026, 1, 1), date(2025, 6, 1)])
    episode = st.builds(Episode, st.sampled_from(["p", "p", "q", None]), starts, ends)
    a_break = st.tuples(near(YEAR_AGO, QUARTER_END), st.none()) | st.tuples(near(date(2024, 6, 1)), near(YEAR_AGO))
    day = near(YEAR_AGO, QUARTER_END) | st.sampled_from([date(2025, 6, 1), None])
    scored = st.builds(Questionnaire, day, st.sampled_from(["0", "12", "40", "41", "-1", "x"]), st.none())
    unscored = st.builds(Questionnaire, day, st.none(), st.sampled_from(["SDQ1", "SDQ2", "SDQ5"]))
    return Child(
        draw(births | st.none()) if draw(st.integers(0, 2)) == 0 else date(2015, 5, 5),
        draw(st.lists(episode, min_size=1, max_size=3)),
        draw(st.lists(a_break, max_size=1)) if draw(st.integers(0, 3)) == 0 else [],
        draw(st.lists(st.one_of(scored, scored, unscored), max_size=3)),
    )


def left_out(episode: Episode, child: Child) -> str | None:
    if episode.start is None:
        return "G4"
    days_in_breaks = [
        max(since, episode.start) < min(until or date.max, episode.end or date.max) for since, until in child.breaks
    ]
    return "G6" if any(days_in_breaks) else None


def completed(child: Child) -> dict[int, str]:
    """What becomes of each episode open on the last day, by its number."""
    found: dict[int, str] = {}
    open_ones = []
    for number, one in enumerate(child.episodes):
        if (one.start or date.min) <= QUARTER_END and (one.end is None or one.end > QUARTER_END):
            reason = left_out(one, child)
            if reason is None and child.born is not None and age(child.born, QUARTER_END) >= 18:
                reason = "G12"
            if reason is None:
                open_ones.append(number)
            found[number] = reason or "G2"
    if open_ones:
        found[min(open_ones)] = of_the_child(child, [child.episodes[number] for number in open_ones])
    return found


def of_the_child(child: Child, in_care: list[Episode]) -> str:
    began = []
    for one in in_care:
        same_care = [
            other.start
            for other in child.episodes
            if (other is one or (one.care is not None and other.care == one.care))
            and other.start is not None
            and left_out(other, child) is None
        ]
        began.append(min(same_care))
    if addm(min(began), 12) > QUARTER_END:
        return "under 12 months"
    if child.born is None:
        return "no date of birth"
    if not 4 <= age(child.born, QUARTER_END) <= 16:
        return "not 4 to 16"
    of_the_year = [one for one in child.questionnaires if one.day is not None and YEAR_AGO < one.day <= QUARTER_END]
    if any(one.reason == "SDQ1" for one in of_the_year):
        return "SDQ1"
    return str(int(any(one.score in ("0", "12", "40") for one in of_the_year)))


@ten
@examples(st.lists(child_in_care(), min_size=20, max_size=20))
def test_sdq_completed(children: list[Child]) -> None:
    episodes = [(n, number, one) for n, child in enumerate(children) for number, one in enumerate(child.episodes)]
    breaks = [(n, *spell) for n, child in enumerate(children) for spell in child.breaks]
    sent = [(n, one) for n, child in enumerate(children) for one in child.questionnaires]
    answer = measured(
        "sdq_completed",
        {
            "ssd.cla_episodes": table(
                "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date"
                " | clae_cla_episode_ceased_date",
                [
                    (f"{n}-{number}", n, None if one.care is None else f"{n}{one.care}", one.start, one.end)
                    for n, number, one in episodes
                ],
            ),
            "ssd.legal_status": table(
                "lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date"
                " | lega_legal_status_end_date",
                [(f"s{position}", n, "V3", since, until) for position, (n, since, until) in enumerate(breaks)],
            ),
            "ssd.person": table("pers_person_id | pers_dob", [(n, child.born) for n, child in enumerate(children)]),
            "ssd.sdq_scores": table(
                "csdq_table_id | csdq_person_id | csdq_sdq_completed_date | csdq_sdq_score | csdq_sdq_reason",
                [(f"q{position}", n, one.day, one.score, one.reason) for position, (n, one) in enumerate(sent)],
            ),
        },
    )
    expected = {
        f"{n}-{number}": verdict for n, child in enumerate(children) for number, verdict in completed(child).items()
    }
    assert answer.records == expected
