"""Contacts at the front door and the early help that follows some of them."""

from dataclasses import dataclass, fields, replace

import numpy as np

from warehouse.synthetic.arrays import (
    FAR,
    YEAR,
    Bools,
    Generator,
    Intervals,
    Ints,
    Texts,
    between,
    birthday,
    chance,
    expand,
    first_of,
    pick,
)
from warehouse.synthetic.council import CODES_OF_2022, Council
from warehouse.synthetic.episodes import Episodes
from warehouse.synthetic.journeys import Courses
from warehouse.synthetic.population import CONTACT_ONLY, REFERRED, Children, Families

SOURCES = {
    "6": 0.29, "2A": 0.19, "1A": 0.09, "3A": 0.04, "3B": 0.035, "3C": 0.015, "3E": 0.045, "3F": 0.05, "2B": 0.03,
    "4": 0.025, "5A": 0.04, "5B": 0.04, "5C": 0.035, "5D": 0.03, "7": 0.03, "1B": 0.02, "1C": 0.008, "1D": 0.02,
    "3D": 0.01, "8": 0.025, "9": 0.03, "10": 0.005,
}  # fmt: skip
_OUTCOMES = {"NFA": 0.34, "OTHER": 0.05, "HUB": 0.11, "UNIVERSAL": 0.21, "EARLY_HELP": 0.29}
_OTHER_CONTACTS = {CONTACT_ONLY: 1.0, REFERRED: 3050.0}


@dataclass(frozen=True)
class Contacts:
    """One row is one child in one contact. `episode` is the referral it became, or -1; `outcome` is the decision."""

    child: Ints
    day: Ints
    source: Texts
    outcome: Texts
    episode: Ints

    def __len__(self) -> int:
        return len(self.child)

    def take(self, rows: Ints | Bools) -> "Contacts":
        return Contacts(**{spec.name: getattr(self, spec.name)[rows] for spec in fields(self)})


@dataclass(frozen=True)
class EarlyHelp:
    """One row is one early help episode of one child; days past the extraction are still in here."""

    child: Ints
    start: Ints
    end: Ints
    reason: Texts
    family: Ints

    def __len__(self) -> int:
        return len(self.child)

    def take(self, rows: Ints | Bools) -> "EarlyHelp":
        return EarlyHelp(**{spec.name: getattr(self, spec.name)[rows] for spec in fields(self)})


def _of_referrals(council: Council, courses: Courses, episodes: Episodes) -> Contacts:
    """The contact, up to one working day before, that each referral came from."""
    rng = council.rng("contacts of referrals")
    source = pick(rng, SOURCES, len(courses))
    same_day = chance(rng, 0.66, len(courses))
    rows = np.flatnonzero((episodes.referral > council.start) & (episodes.referral <= council.end))
    course = episodes.course[rows]
    before = council.working.back(episodes.referral[rows] - 1)
    day = np.where(same_day[course], episodes.referral[rows], before)
    return Contacts(episodes.child[rows], day, source[course], np.full(len(rows), "REFERRAL"), rows)


def _events(
    council: Council, rng: Generator, families: Families, episodes: Episodes, children: Children
) -> tuple[Ints, Ints]:
    """Days on which somebody got in touch about a family, though no referral came of it."""
    alone = np.flatnonzero(families.kind == CONTACT_ONLY)
    family, position = expand(np.minimum(rng.geometric(0.42, len(alone)), 9))
    later = np.where(position == 0, 0, position * (20 + rng.exponential(190, len(family)).astype(np.int64)))
    first = alone[family]
    day = families.met[first] + later
    n = council.count(_OTHER_CONTACTS[REFERRED])
    known = rng.choice(np.flatnonzero(episodes.referral > council.start - 500), n)
    around = episodes.referral[known] + between(rng, -420, 720, n)
    return np.concatenate([first, children.family[episodes.child[known]]]), np.concatenate([day, around])


def draw_contacts(
    council: Council, families: Families, children: Children, courses: Courses, episodes: Episodes
) -> Contacts:
    """Every contact in the history, once for a child, day and source, in order of day."""
    rng = council.rng("contacts")
    family, day = _events(council, rng, families, episodes, children)
    inside = (day >= council.start) & (day <= council.end)
    family, day = family[inside], day[inside]
    source, outcome = pick(rng, SOURCES, len(day)), pick(rng, _OUTCOMES, len(day))
    size = np.bincount(children.family, minlength=len(families))
    event, position = expand(size[family])
    child = (np.cumsum(size) - size)[family[event]] + position
    old = day[event] - children.born[child]
    keep = (old > -120) & (old < 17.9 * YEAR) & chance(rng, 0.86, len(child))
    event, child = event[keep], child[keep]
    open_case = Intervals(episodes.child, episodes.referral, episodes.close).holding(child, day[event]) >= 0
    others = Contacts(
        child, day[event], source[event], np.where(open_case, "OPEN_CASE", outcome[event]), np.full(len(child), -1)
    )
    referred = _of_referrals(council, courses, episodes)
    both = Contacts(
        **{s.name: np.concatenate([getattr(referred, s.name), getattr(others, s.name)]) for s in fields(Contacts)}
    )
    old = (both.source == "5D") & (both.day < CODES_OF_2022)
    both = replace(both, source=np.where(old, "5B", both.source))
    _, code = np.unique(both.source, return_inverse=True)
    distinct = both.take(first_of(both.child, both.day, code.astype(np.int64)))
    return distinct.take(np.lexsort((distinct.child, distinct.day)))


def draw_early_help(council: Council, children: Children, episodes: Episodes, contacts: Contacts) -> EarlyHelp:
    """Early help after a contact or a step down; it ends when the child is referred, and never overlaps itself."""
    rng = council.rng("early help")
    asked = np.flatnonzero((contacts.outcome == "EARLY_HELP") & chance(rng, 0.82, len(contacts)))
    stepped = np.flatnonzero(
        (episodes.reason == "RC9") & (episodes.close >= council.start) & chance(rng, 0.94, len(episodes))
    )
    child = np.concatenate([contacts.child[asked], episodes.child[stepped]])
    wait = np.where(chance(rng, 0.75, len(asked)), between(rng, 2, 10, len(asked)), between(rng, 11, 25, len(asked)))
    start = np.concatenate(
        [
            council.working.after(contacts.day[asked], wait),
            council.working.after(episodes.close[stepped], rng.geometric(0.25, len(stepped))),
        ]
    )
    order = np.lexsort((start, child))
    child, start = child[order], start[order]
    once = first_of(child, start)
    child, start = child[once], start[once]
    free = Intervals(episodes.child, episodes.referral, episodes.close).holding(child, start) < 0
    free &= (start <= council.end) & (start < birthday(children.born[child], 18) - 30)
    child, start = child[free], start[free]
    return _ended(council, rng, children, episodes, child, start)


def _ended(
    council: Council, rng: Generator, children: Children, episodes: Episodes, child: Ints, start: Ints
) -> EarlyHelp:
    n = len(child)
    end = council.working.back(start + np.clip(rng.lognormal(4.9, 0.5, n), 25, 500).astype(np.int64))
    follows = np.append(np.where(np.diff(child) == 0, start[1:], FAR), FAR) if n else np.zeros(0, np.int64)
    reason = pick(
        rng,
        {"Outcomes met": 0.66, "Family disengaged": 0.14, "Moved out of area": 0.06, "Single agency support": 0.14},
        n,
    )
    referred = Intervals(episodes.child, episodes.referral, episodes.close).next(child, start)
    referral = np.where(referred >= 0, episodes.referral[referred], FAR)
    end = np.maximum(np.minimum(np.minimum(end, follows), birthday(children.born[child], 18)), start)
    stepped_up = referral <= end
    end, reason = np.where(stepped_up, referral, end), np.where(stepped_up, "Stepped up to social care", reason)
    return EarlyHelp(child, start, end, np.where(end <= council.end, reason, ""), children.family[child])
