"""A family's way through social care, from referral to closure, and on to the next referral.

One row of `Courses` is one referral of one family and what it led to. Siblings share the meetings and the decisions;
`episodes.py` turns a course into what happened to each child.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from warehouse.synthetic.arrays import FAR, YEAR, Bools, Floats, Generator, Ints, add_months, between, chance, pick
from warehouse.synthetic.council import Council
from warehouse.synthetic.population import CONTACT_ONLY, LONG_IN_CARE, REFERRED, UNACCOMPANIED, Children, Families

NO_ACTION, ASSESSED, STEP_DOWN, NEED, ENQUIRY, CONFERENCE, PLAN, CARE = range(8)
HOME, ADOPTED, GUARDIAN, LONG = range(4)

_FIRST = {"0": 0.085, "1": 0.335, "2": 0.12, "3": 0.175, "4": 0.135, "5": 0.018, "6": 0.080, "7": 0.052}
_AGAIN = {"0": 0.07, "1": 0.315, "2": 0.10, "3": 0.185, "4": 0.165, "5": 0.022, "6": 0.090, "7": 0.053}
_AFTER_PLAN = {"0": 0.03, "1": 0.18, "2": 0.06, "3": 0.12, "4": 0.15, "5": 0.03, "6": 0.34, "7": 0.09}
_REVIEWS_TO_END = {"1": 0.15, "2": 0.48, "3": 0.26, "4": 0.085, "5": 0.02, "6": 0.005}
MOST_REVIEWS = 6
_ROUNDS = 9


@dataclass(frozen=True)
class Courses:
    """Family events by day; FAR where a step is not taken. Days after the extraction are still in here."""

    family: Ints
    path: Ints
    referral: Ints
    assessment_start: Ints
    assessment_end: Ints
    enquiry_start: Ints
    enquiry_end: Ints
    conference: Ints
    reviews: NDArray[np.int64]  # one column for each review conference of the plan, FAR after the last
    review_due: NDArray[np.int64]
    plan_end: Ints
    care_start: Ints
    care_end: Ints
    leaving: Ints  # how care ends
    need_start: Ints  # a child-in-need plan before protection
    need_end: Ints
    after_start: Ints  # a child-in-need plan after protection, or the only one
    after_end: Ints
    close: Ints

    def __len__(self) -> int:
        return len(self.family)

    def take(self, rows: Ints | Bools) -> "Courses":
        return Courses(**{spec.name: getattr(self, spec.name)[rows] for spec in fields(self)})


def _reviews(council: Council, rng: Generator, base: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64], Ints]:
    """Review conferences: the first within 3 months of the conference, then within 6 months of the last; few late.
    The plan ends at the last of them (Working Together to Safeguard Children, 2023)."""
    n = len(base)
    last = pick(rng, _REVIEWS_TO_END, n).astype(np.int64) - 1
    days, due = np.full((n, MOST_REVIEWS), FAR), np.full((n, MOST_REVIEWS), FAR)
    before = base
    for column in range(MOST_REVIEWS):
        limit = council.working.back(add_months(before, 3 if column == 0 else 6))
        late = chance(rng, council.trend(before, 0.07, 0.03), n)
        held = np.where(late, limit + between(rng, 3, 32, n), limit - between(rng, 0, 13 if column == 0 else 24, n))
        held = np.maximum(council.working.back(held), council.working.after(before, 3))
        used = (base < FAR) & (column <= last)
        days[:, column], due[:, column] = np.where(used, held, FAR), np.where(used, limit, FAR)
        before = np.where(used, held, before)
    end = days[np.arange(n), last]
    return days, due, end


def _assessment(council: Council, rng: Generator, referral: Ints, path: Ints) -> tuple[Ints, Ints]:
    """Start, and the manager's authorisation: a slowly rising share within 45 working days."""
    n = len(referral)
    start = np.where(path == NO_ACTION, FAR, council.working.after(referral, between(rng, 0, 2, n)))
    late = chance(rng, council.trend(referral, 0.235, 0.115), n)
    within = (5 + 40.99 * rng.beta(2.3, 0.9, n)).astype(np.int64)
    over = 46 + np.minimum(rng.exponential(11, n), 70).astype(np.int64)
    return start, council.working.after(start, np.where(late, over, within))


def _enquiry(council: Council, rng: Generator, course: dict[str, Ints], alone: Bools) -> tuple[Ints, Ints, Ints, Bools]:
    """Section 47 enquiry and initial conference; a quarter begin on an open case. Conferences within 15 working days
    get slowly rarer: the one measure of this council that worsens."""
    path, n = course["path"], len(course["path"])
    needed = (path == ENQUIRY) | (path == CONFERENCE) | (path == PLAN) | ((path == CARE) & chance(rng, 0.6, n) & ~alone)
    later = needed & (path != CARE) & chance(rng, 0.27, n)
    soon = council.working.after(course["referral"], between(rng, 0, 8, n))
    open_case = council.working.after(course["assessment_end"], between(rng, 25, 130, n))
    start = np.where(needed, np.where(later, open_case, soon), FAR)
    on_time = chance(rng, council.trend(start, 0.87, 0.755), n)
    wait = np.where(on_time, (6 + 9.99 * rng.beta(2.2, 0.9, n)).astype(np.int64), 16 + rng.geometric(0.2, n))
    meets = needed & ((path == CONFERENCE) | (path == PLAN) | ((path == CARE) & chance(rng, 0.7, n)))
    conference = np.where(meets, council.working.after(start, wait), FAR)
    end = np.minimum(council.working.after(start, between(rng, 3, 13, n)), conference)
    return start, end, conference, later


def _care(council: Council, rng: Generator, course: dict[str, Ints], youngest: Ints) -> tuple[Ints, Ints, Ints]:
    """First and last day in care of the family's children, and how it ends."""
    path, n = course["path"], len(course["path"])
    quick = chance(rng, 0.35, n)
    direct = course["referral"] + np.where(quick, between(rng, 0, 3, n), between(rng, 8, 60, n))
    # A plan gives way to care after a while; without a plan the way into care is straight from the assessment.
    start = np.where(path != CARE, FAR, np.where(course["plan_end"] < FAR, course["plan_end"], direct))
    days_old = start - youngest
    kind = rng.random(n)
    leaving = np.select(
        [kind < 0.42, (kind < 0.62) & (days_old < 3.5 * YEAR), (kind < 0.74) & (days_old < 12 * YEAR)],
        [HOME, ADOPTED, GUARDIAN],
        LONG,
    )
    home = np.where(chance(rng, 0.5, n), between(rng, 2, 56, n), between(rng, 57, 540, n))
    stay = np.select(
        [leaving == HOME, leaving == ADOPTED, leaving == GUARDIAN],
        [home, between(rng, 430, 820, n), between(rng, 240, 700, n)],
        (600 + rng.exponential(6.5 * YEAR, n)).astype(np.int64),
    )
    return start, np.where(start < FAR, start + stay, FAR), leaving


def _needs(council: Council, rng: Generator, course: dict[str, Ints], later: Bools, disabled: Bools) -> dict[str, Ints]:
    """Child-in-need plans before and after protection, and the day the family's case closes."""
    path, n = course["path"], len(course["path"])
    work = council.working
    usual = np.clip(rng.lognormal(5.15, 0.55, n), 40, 700).astype(np.int64)
    length = np.where(disabled, between(rng, 500, 2400, n), usual)
    agreed = work.after(course["assessment_end"], between(rng, 1, 6, n))
    need_start = np.where(later, np.minimum(agreed, course["enquiry_start"] - 1), FAR)
    need_end = np.where(later, np.minimum(course["conference"], course["enquiry_end"] + length // 2), FAR)
    after_enquiry = work.after(np.maximum(course["assessment_end"], course["enquiry_end"]), between(rng, 1, 5, n))
    stays = chance(rng, 0.45, n)
    after_start = np.select(
        [path == NEED, (path == ENQUIRY) & stays & ~later, path == CONFERENCE, (path == PLAN) & chance(rng, 0.8, n)],
        [agreed, after_enquiry, course["conference"] + 1, course["plan_end"]],
        FAR,
    )
    from_care = (path == CARE) & (course["leaving"] == HOME) & chance(rng, 0.75, n)
    after_start = np.where(from_care, course["care_end"], after_start)
    short = between(rng, 45, 150, n)
    after_end = np.where(after_start < FAR, after_start + np.where(path == NEED, length, short), FAR)
    done = np.maximum(course["assessment_end"], np.where(course["enquiry_end"] < FAR, course["enquiry_end"], 0))
    plan_end = np.where(course["plan_end"] < FAR, course["plan_end"], 0)
    care_end = np.where(course["care_end"] < FAR, course["care_end"], 0)
    last = np.maximum(np.maximum(done, np.where(later & (need_end < FAR), need_end, 0)), np.maximum(plan_end, care_end))
    close = np.where(after_end < FAR, np.maximum(after_end, last), work.after(last, between(rng, 0, 4, n)))
    close = np.where(path == NO_ACTION, work.after(course["referral"], between(rng, 0, 2, n)), close)
    return {
        "need_start": need_start,
        "need_end": need_end,
        "after_start": after_start,
        "after_end": after_end,
        "close": close,
    }


def _run(
    council: Council, rng: Generator, families: Families, youngest: Ints, family: Ints, referral: Ints, path: Ints
) -> Courses:
    """Everything that one referral of each family leads to."""
    course: dict[str, Ints] = {"family": family, "referral": referral, "path": path}
    alone = families.kind[family] == UNACCOMPANIED
    course["assessment_start"], course["assessment_end"] = _assessment(council, rng, referral, path)
    start, end, conference, later = _enquiry(council, rng, course, alone)
    course |= {"enquiry_start": start, "enquiry_end": end, "conference": conference}
    # The assessment is finished for the conference.
    course["assessment_end"] = np.where(
        later, course["assessment_end"], np.minimum(course["assessment_end"], conference)
    )
    planned = (path == PLAN) | ((path == CARE) & (conference < FAR))
    course["reviews"], course["review_due"], course["plan_end"] = _reviews(
        council, rng, np.where(planned, conference, FAR)
    )
    care_start, care_end, leaving = _care(council, rng, course, youngest[family])
    # A child who came alone stays until 18; a family met long ago is in the data because its children stayed.
    settled = alone | ((families.kind[family] == LONG_IN_CARE) & (leaving == HOME))
    stay = np.where(settled, FAR // 2, care_end - care_start)
    course |= {"care_start": care_start, "care_end": np.where(care_start < FAR, care_start + stay, FAR)}
    course["leaving"] = np.where(settled, LONG, leaving)
    course |= _needs(council, rng, course, later, families.disabled[family])
    return Courses(**course)


def _again(
    council: Council, rng: Generator, families: Families, courses: Courses, youngest: Ints
) -> tuple[Ints, Ints, Ints]:
    """Which families come back, and when: rarer year by year, more often where trouble runs deep."""
    n = len(courses)
    share: Floats = council.trend(courses.close, 0.58, 0.46) * np.where(families.heavy[courses.family], 1.45, 0.85)
    share = np.where(courses.path == PLAN, np.maximum(share, 0.72), share)
    share = np.where((courses.path == CARE) & (courses.leaving != HOME), 0.08, share)
    soon = chance(rng, 0.68, n)
    gap = np.where(soon, 12 + rng.exponential(125, n).astype(np.int64), between(rng, 330, 1500, n))
    referral = council.working.back(courses.close + gap)
    young_enough = referral - youngest[courses.family] < 16.5 * YEAR
    returns = chance(rng, share, n) & (referral <= council.end) & young_enough & ~families.disabled[courses.family]
    path = np.where(courses.path == PLAN, pick(rng, _AFTER_PLAN, n), pick(rng, _AGAIN, n)).astype(np.int64)
    return courses.family[returns], referral[returns], path[returns]


def draw_courses(council: Council, families: Families, children: Children) -> Courses:
    """Every referral of every family from before the history until the extraction, in rounds: a family's next referral
    can only follow the closure of its last."""
    rng = council.rng("courses")
    youngest = np.full(len(families), -FAR)
    np.maximum.at(youngest, children.family, children.born)
    family = np.flatnonzero((families.kind != CONTACT_ONLY) & (youngest > -FAR))
    referral = families.met[family]
    path = pick(rng, _FIRST, len(family)).astype(np.int64)
    path = np.where(families.kind[family] == REFERRED, np.where(families.disabled[family], NEED, path), CARE)
    known: list[Courses] = []
    for _ in range(_ROUNDS):
        known.append(_run(council, rng, families, youngest, family, referral, path))
        family, referral, path = _again(council, rng, families, known[-1], youngest)
        if not len(family):
            break
    joined = {spec.name: np.concatenate([getattr(part, spec.name) for part in known]) for spec in fields(Courses)}
    return Courses(**joined)
