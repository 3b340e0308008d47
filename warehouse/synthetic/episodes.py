"""What each child goes through: one row is one referral of one child and the episode of need that it opened."""

from dataclasses import dataclass, fields, replace

import numpy as np

from warehouse.synthetic.arrays import FAR, YEAR, Bools, Ints, Texts, birthday, chance, expand, pick
from warehouse.synthetic.council import CODES_OF_2022, Council
from warehouse.synthetic.journeys import (
    ADOPTED,
    CARE,
    GUARDIAN,
    HOME,
    NO_ACTION,
    STEP_DOWN,
    Courses,
)
from warehouse.synthetic.population import LONG_IN_CARE, Children, Families


@dataclass(frozen=True)
class Episodes:
    """One row is a referral of one child; days past the extraction are still in here. `course` is its row of Courses,
    `child` the row of Children, and FAR stands where the child did not take a step that the family took."""

    child: Ints
    course: Ints
    path: Ints
    referral: Ints
    close: Ints
    reason: Texts
    assessment_start: Ints
    assessment_end: Ints
    enquiry_start: Ints
    enquiry_end: Ints
    conference: Ints
    plan_start: Ints
    plan_end: Ints
    care_start: Ints
    care_end: Ints
    leaving: Ints
    need_start: Ints
    need_end: Ints
    after_start: Ints
    after_end: Ints

    def __len__(self) -> int:
        return len(self.child)

    def take(self, rows: Ints | Bools) -> "Episodes":
        return Episodes(**{spec.name: getattr(self, spec.name)[rows] for spec in fields(self)})


def _together(council: Council, courses: Courses, children: Children, families: Families) -> tuple[Ints, Ints]:
    """Who takes part: most siblings, if they are born (or will be within five months) and under 18."""
    rng = council.rng("episodes")
    size = np.bincount(children.family, minlength=len(families))
    first = np.cumsum(size) - size
    course, position = expand(size[courses.family])
    child = first[courses.family[course]] + position
    old = courses.referral[course] - children.born[child]
    share = np.where(courses.path[course] == CARE, 0.8, 0.88)
    keep = (old > -150) & (old < 17.7 * YEAR) & chance(rng, share, len(child))
    return course[keep], child[keep]


def _no_later(days: Ints, limit: Ints) -> Ints:
    """A step that would start on or after the limit is not taken."""
    return np.where(days < limit, days, FAR)


def _care_of_child(
    council: Council, courses: Courses, course: Ints, child: Ints, children: Children, adult: Ints
) -> tuple[Ints, Ints, Ints]:
    """The child's own time in care: from birth at the earliest, to the 18th birthday at the latest."""
    rng = council.rng("care of each child")
    born = children.born[child]
    start = courses.care_start[course]
    start = np.where(start < FAR, np.maximum(start, born + 2), FAR)
    enters = (start < FAR) & chance(rng, 0.86, len(child)) & (start < adult - 30)
    end = np.maximum(courses.care_end[course], start + 1)
    leaving = courses.leaving[course]
    # An older brother or sister is not adopted with the baby: a guardian at most.
    leaving = np.where((leaving == ADOPTED) & (start - born > 5 * YEAR), GUARDIAN, leaving)
    return np.where(enters, start, FAR), np.where(enters, np.minimum(end, adult), FAR), np.where(enters, leaving, -1)


def draw_episodes(council: Council, families: Families, children: Children, courses: Courses) -> Episodes:
    """Every child's episodes, sorted by referral, kept where the history can show them: referred in the history or
    the year before it, still open when it began, on a protection plan ever, or in care and now a care leaver."""
    course, child = _together(council, courses, children, families)
    rng = council.rng("steps of each child")
    n = len(child)
    adult = birthday(children.born[child], 18)
    care_start, care_end, leaving = _care_of_child(council, courses, course, child, children, adult)
    protected = chance(rng, 0.95, n)
    plan_start = np.where(protected & (courses.plan_end[course] < FAR), courses.conference[course], FAR)
    plan_start = _no_later(plan_start, adult - 20)
    plan_end = np.where(plan_start < FAR, np.minimum(np.minimum(courses.plan_end[course], adult), care_start), FAR)
    close = np.minimum(courses.close[course], adult)
    close = np.where(leaving >= ADOPTED, np.minimum(close, care_end), close)
    episodes = Episodes(
        child=child,
        course=course,
        path=courses.path[course],
        referral=courses.referral[course],
        close=close,
        reason=np.full(n, "RC7"),
        care_start=care_start,
        care_end=care_end,
        leaving=leaving,
        plan_start=plan_start,
        plan_end=plan_end,
        **{
            name: _no_later(getattr(courses, name)[course], close)
            for name in ("assessment_start", "enquiry_start", "conference", "need_start", "after_start")
        },
        **{
            name: np.minimum(getattr(courses, name)[course], close)
            for name in ("assessment_end", "enquiry_end", "need_end", "after_end")
        },
    )
    return _kept(council, families, children, _tidy(council, episodes))


def _tidy(council: Council, episodes: Episodes) -> Episodes:
    """Ends without a start go, and every closure gets its reason."""
    gone = {
        end: np.where(getattr(episodes, start) < FAR, getattr(episodes, end), FAR)
        for start, end in (
            ("assessment_start", "assessment_end"),
            ("enquiry_start", "enquiry_end"),
            ("need_start", "need_end"),
            ("after_start", "after_end"),
        )
    }
    episodes = replace(episodes, **gone)
    kept_home = (episodes.path == CARE) & (episodes.care_start >= FAR)
    episodes = _stayed_home(episodes, kept_home)
    rng = council.rng("closure reasons")
    reason = pick(rng, {"RC7": 0.9, "RC5": 0.1}, len(episodes))
    assessed_only = (episodes.after_start >= FAR) & (episodes.need_start >= FAR) & (episodes.plan_start >= FAR)
    assessed_only &= (episodes.path != NO_ACTION) & (episodes.path < CARE)
    reason = np.where(assessed_only, "RC8", reason)
    reason = np.where((episodes.path == STEP_DOWN) & (episodes.close >= CODES_OF_2022), "RC9", reason)
    reason = np.where(episodes.leaving == ADOPTED, "RC1", np.where(episodes.leaving == GUARDIAN, "RC4", reason))
    reason = np.where((episodes.leaving >= HOME) & np.isin(reason, ["RC5"]), "RC7", reason)
    return replace(episodes, reason=np.where(kept_home, "RC7", reason))


def _stayed_home(episodes: Episodes, home: Bools) -> Episodes:
    """A sibling who did not come into care gets a child-in-need plan for three months, then the case closes."""
    known = [
        np.where(days < FAR, days, 0) for days in (episodes.assessment_end, episodes.enquiry_end, episodes.plan_end)
    ]
    ready = np.maximum.reduce([*known, episodes.referral])
    close = np.where(home, np.minimum(episodes.close, ready + 95), episodes.close)
    short = home & (ready < close)
    return replace(
        episodes,
        close=close,
        need_start=np.where(home, FAR, episodes.need_start),
        need_end=np.where(home, FAR, episodes.need_end),
        after_start=np.where(home, np.where(short, ready, FAR), episodes.after_start),
        after_end=np.where(home, np.where(short, close, FAR), episodes.after_end),
    )


def _kept(council: Council, families: Families, children: Children, episodes: Episodes) -> Episodes:
    kind = families.kind[children.family[episodes.child]]
    born = children.born[episodes.child]
    recent = (episodes.close >= council.start) | (episodes.referral >= council.start - 366)
    left_late = (episodes.care_end < FAR) & (episodes.care_end >= birthday(born, 16)) & (born > council.end - 25 * YEAR)
    long_care = (episodes.care_start < FAR) & ((episodes.care_end >= council.start) | left_late)
    keep = np.where(kind == LONG_IN_CARE, long_care, recent | (episodes.plan_start < FAR) | long_care)
    keep = keep.astype(bool) & (episodes.referral <= council.end)
    kept = episodes.take(keep)
    return kept.take(np.lexsort((kept.child, kept.referral)))
