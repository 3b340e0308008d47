"""The whole council before any table is written: who is in it, what happens to each, who works there."""

from dataclasses import dataclass, replace

import numpy as np

from warehouse.synthetic.arrays import FAR, Bools, Intervals, Ints, Texts, age, birthday
from warehouse.synthetic.contacts import Contacts, EarlyHelp, draw_contacts, draw_early_help
from warehouse.synthetic.council import Council
from warehouse.synthetic.episodes import Episodes, draw_episodes
from warehouse.synthetic.journeys import NEED, Courses, draw_courses
from warehouse.synthetic.population import UNACCOMPANIED, Children, Families, draw_children, draw_families


@dataclass(frozen=True)
class People:
    """One row is a child or young person on record, in the order in which the council first met them.

    `died` is FAR for the living; `alone` marks unaccompanied asylum seekers; `met` is the first contact or referral.
    """

    family: Ints
    born: Ints
    sex: Texts
    ethnicity: Texts
    alone: Bools
    disabled: Bools
    met: Ints
    died: Ints

    def __len__(self) -> int:
        return len(self.family)


@dataclass(frozen=True)
class World:
    """Everything that happens; the tables are views of it."""

    council: Council
    people: People
    courses: Courses
    episodes: Episodes
    contacts: Contacts
    early_help: EarlyHelp

    def adult(self, child: Ints) -> Ints:
        """The 18th birthday."""
        return birthday(self.people.born[child], 18)

    def age(self, child: Ints, on: Ints | int) -> Ints:
        return age(self.people.born[child], on)

    def open_episode(self) -> Intervals:
        """Look-up of the episode of need open for a child on a day."""
        return Intervals(self.episodes.child, self.episodes.referral, self.episodes.close)


def _last_seen(n: int, episodes: Episodes, contacts: Contacts, early_help: EarlyHelp) -> Ints:
    last = np.full(n, -FAR)
    np.maximum.at(last, contacts.child, contacts.day)
    np.maximum.at(last, early_help.child, early_help.end)
    np.maximum.at(last, episodes.child, episodes.referral)
    return last


def _deaths(
    council: Council, n: int, episodes: Episodes, contacts: Contacts, early_help: EarlyHelp, born: Ints
) -> tuple[Episodes, Ints]:
    """About three children a year die while in need; nothing happens to them afterwards."""
    rng = council.rng("deaths")
    last = _last_seen(n, episodes, contacts, early_help)
    cared_for = np.bincount(episodes.child[episodes.care_start < FAR], minlength=n) > 0
    may = (
        (episodes.path == NEED)
        & (episodes.close <= council.end)
        & (episodes.close >= council.start)
        & (episodes.close > born[episodes.child])
    )
    may &= (
        (episodes.close > last[episodes.child])
        & ~cared_for[episodes.child]
        & (episodes.close < birthday(born[episodes.child], 18))
    )
    rows = np.flatnonzero(may)
    chosen = rng.choice(rows, min(len(rows), council.count(3)), replace=False)
    chosen = chosen[np.unique(episodes.child[chosen], return_index=True)[1]]
    died = np.full(n, FAR)
    died[episodes.child[chosen]] = episodes.close[chosen]
    reason = episodes.reason.copy()
    reason[chosen] = "RC2"
    return replace(episodes, reason=reason), died


def draw_world(council: Council) -> World:
    """Draws families, their courses and what happens to each child, and keeps the people that the council has met."""
    families: Families = draw_families(council)
    children: Children = draw_children(council, families)
    courses = draw_courses(council, families, children)
    episodes = draw_episodes(council, families, children, courses)
    contacts = draw_contacts(council, families, children, courses, episodes)
    early_help = draw_early_help(council, children, episodes, contacts)
    met = np.full(len(children), FAR)
    for child, day in (
        (episodes.child, episodes.referral),
        (contacts.child, contacts.day),
        (early_help.child, early_help.start),
    ):
        np.minimum.at(met, child, day)
    kept = np.flatnonzero(met < FAR)
    kept = kept[np.lexsort((kept, met[kept]))]
    number = np.full(len(children), -1)
    number[kept] = np.arange(len(kept))
    episodes = replace(episodes, child=number[episodes.child])
    contacts = replace(contacts, child=number[contacts.child])
    early_help = replace(early_help, child=number[early_help.child])
    born = children.born[kept]
    episodes, died = _deaths(council, len(kept), episodes, contacts, early_help, born)
    _, family = np.unique(children.family[kept], return_inverse=True)
    people = People(
        family=family.astype(np.int64),
        born=born,
        sex=children.sex[kept],
        ethnicity=children.ethnicity[kept],
        alone=families.kind[children.family[kept]] == UNACCOMPANIED,
        disabled=families.disabled[children.family[kept]],
        met=met[kept],
        died=died,
    )
    return World(council, people, courses, episodes, contacts, early_help)
