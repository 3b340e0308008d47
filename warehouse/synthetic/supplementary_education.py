"""Supplementary tables of learning and of the hubs: education plans, attendance, school places, results, hub visits."""

from datetime import date

import numpy as np

from warehouse.synthetic.arrays import (
    FAR,
    Ints,
    Texts,
    between,
    birthday,
    chance,
    day_number,
    expand,
    first_of,
    padded,
    pick,
    year_of,
)
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.scene import Scene
from warehouse.synthetic.supplementary_reference import schools_of, terms

_HUBS = np.array(["Thimbleford Hub", "Otterwick Hub", "Brackenstow Hub", "Pebblemouth Hub"])


def _school(scene: Scene, child: Ints, day: Ints) -> Texts:
    """A child's school on a day: a primary or a secondary that stays the same."""
    urn, _, phase = schools_of(scene.council)
    primary, secondary = np.flatnonzero(phase == "PRIMARY"), np.flatnonzero(phase == "SECONDARY")
    young = scene.world.age(child, day) < 11
    return urn[np.where(young, primary[child % len(primary)], secondary[child % len(secondary)])]


def _of_school_age(scene: Scene, child: Ints, day: Ints) -> np.ndarray:
    years = scene.world.age(child, day)
    return (years >= 5) & (years < 16)


def _plans(scene: Scene, extracts: Extracts) -> None:
    """A personal education plan a term for nearly every child of school age in care, graded better with time."""
    periods, council = scene.periods, scene.council
    rng = council.rng("education plans in care")
    period: list[Ints] = []
    day: list[Ints] = []
    label: list[Texts] = []
    which: list[Texts] = []
    for year, term, first, last in terms(council):
        a, b = day_number(first), min(day_number(last), council.end)
        if b <= council.start or b - a < 25:
            continue
        here = np.flatnonzero((periods.start <= b - 10) & (np.minimum(periods.end, FAR) > b))
        here = here[_of_school_age(scene, periods.child[here], np.full(len(here), b))]
        here = here[chance(rng, council.trend(np.full(len(here), b), 0.86, 0.95), len(here))]
        held = np.maximum(periods.start[here] + 5, a + between(rng, 8, max(9, b - a - 3), len(here)))
        period.append(here)
        day.append(council.working.back(np.minimum(held, b)).clip(periods.start[here]))
        label.append(np.full(len(here), year))
        which.append(np.full(len(here), term))
    rows, held = np.concatenate(period), np.concatenate(day)
    years, names = np.concatenate(label), np.concatenate(which)
    n = len(rows)
    child = periods.child[rows]
    done = council.past(council.working.after(held, between(rng, 0, 12, n)))
    grade = np.clip(np.round(rng.normal(council.trend(held, 2.5, 2.95), 0.7)), 1, 4).astype(np.int64).astype(np.str_)
    extracts.add(
        "sup_pep",
        {
            "pep_id": Ids("PE", np.arange(n)),
            "person_id": Ids("P", child),
            "academic_year": years,
            "term": names,
            "meeting_date": held,
            "completed_date": done,
            "quality_grade": np.where((done < FAR) & chance(rng, 0.85, n), grade, ""),
            "school_urn": _school(scene, child, held),
        },
    )


def _attendance(scene: Scene, extracts: Extracts) -> None:
    """Sessions so far in the academic year, at each quarter's end, for children in care of school age."""
    periods, council = scene.periods, scene.council
    rng = council.rng("attendance")
    row, quarter = expand(np.full(len(periods), len(scene.quarter_ends)))
    day = scene.quarter_ends[quarter]
    keep = (periods.start[row] <= day) & (periods.end[row] > day) & _of_school_age(scene, periods.child[row], day)
    row, day = row[keep], day[keep]
    child = periods.child[row]
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1
    first_year = year_of(day) - (month < 9)
    possible = np.select([month == 9, month == 12, month == 3], [30, 140, 250], 350)
    level = rng.beta(1.1, 13, len(periods))[row]
    missed = np.minimum(rng.binomial(possible, level), possible)
    label = np.char.add(np.char.add(first_year.astype(np.str_), "/"), padded((first_year + 1) % 100, 2))
    once = first_of(child, day)
    extracts.add(
        "sup_school_attendance",
        {
            "person_id": Ids("P", child[once]),
            "academic_year": label[once],
            "school_urn": _school(scene, child, day)[once],
            "as_at_date": day[once],
            "sessions_possible": possible[once],
            "sessions_missed": missed[once],
        },
    )


def _places(scene: Scene, extracts: Extracts) -> None:
    """School place and hours of every child with an open case, at each of the last eight quarters' ends."""
    e, council = scene.world.episodes, scene.council
    rng = council.rng("school places")
    parts: list[tuple[Ints, Ints]] = []
    for day in scene.quarter_ends[-8:]:
        rows = np.flatnonzero((e.referral <= day) & (e.close > day))
        years = scene.world.age(e.child[rows], np.full(len(rows), day))
        rows = rows[(years >= 5) & (years < 18) & ((years < 16) | (e.care_start[rows] <= day))]
        child = np.unique(e.child[rows])
        parts.append((child, np.full(len(child), day)))
    child, day = (np.concatenate([part[k] for part in parts]) if parts else np.zeros(0, np.int64) for k in range(2))
    n = len(child)
    teen = scene.world.age(child, day) >= 16
    placed = chance(rng, 0.975, n) & ~teen
    full = chance(rng, 0.955, n)
    hours = np.where(placed, np.where(full, 25.0, np.round(rng.uniform(5, 22, n), 1)), np.where(teen, np.nan, 0.0))
    reason = np.where(
        teen | (placed & full),
        "",
        pick(rng, {"AWAITING_PLACE": 0.4, "PART_TIME": 0.3, "MEDICAL": 0.15, "EXCLUDED": 0.15}, n),
    )
    doing = np.where(teen, pick(rng, {"F2": 0.6, "F4": 0.1, "F5": 0.1, "G5": 0.15, "G4": 0.05}, n), "")
    extracts.add(
        "sup_education_status",
        {
            "person_id": Ids("P", child),
            "as_at_date": day,
            "has_school_place": np.where(teen, "N", np.where(placed, "Y", "N")),
            "school_urn": np.where(placed, _school(scene, child, day), ""),
            "weekly_hours": hours,
            "reason_under_25": reason,
            "reason_start_date": np.where(reason == "", FAR, day - between(rng, 5, 120, n)),
            "eet_status": doing,
        },
    )


def _results(scene: Scene, extracts: Extracts) -> None:
    periods, council = scene.periods, scene.council
    rng = council.rng("results")
    child = np.unique(periods.child)
    born = scene.world.people.born[child]
    sixteen = birthday(born, 16)
    summer = year_of(sixteen) + (sixteen.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 >= 8)
    released = np.array([day_number(date(int(year), 10, 20)) for year in summer], dtype=np.int64)
    spring = np.array([day_number(date(int(year), 3, 31)) for year in summer], dtype=np.int64)
    cared = scene.in_care.holding(child, spring) >= 0
    keep = cared & (released <= council.end) & (released >= council.start - 366)
    child, summer, released = child[keep], summer[keep], released[keep]
    score = np.round(np.clip(rng.normal(21, 13, len(child)), 0, 80), 1)
    final = released + 100 <= council.end
    extracts.add(
        "sup_ks4_results",
        {
            "person_id": Ids("P", np.concatenate([child, child[final]])),
            "results_year": np.concatenate([summer, summer[final]]),
            "provisional_or_final": np.append(np.full(len(child), "PROVISIONAL"), np.full(int(final.sum()), "FINAL")),
            "attainment8": np.concatenate([score, score[final]]),
        },
    )


def _missing_education(scene: Scene, extracts: Extracts) -> None:
    council, people = scene.council, scene.world.people
    rng = council.rng("missing education")
    n = council.count(300)
    day = council.busy_days(rng, n, council.start, council.end, weekend=0.0)
    known = rng.integers(0, len(people), n)
    years = scene.world.age(known, day)
    mine = chance(rng, 0.3, n) & (years >= 5) & (years < 16) & (people.died[known] >= FAR)
    done = council.past(
        council.working.after(day, np.where(chance(rng, 0.84, n), between(rng, 1, 10, n), between(rng, 11, 30, n)))
    )
    closed = np.where(done < FAR, council.past(done + between(rng, 0, 30, n)), FAR)
    extracts.add(
        "sup_cme",
        {
            "notification_id": Ids("CM", np.arange(n)),
            "person_id": Ids("P", np.where(mine, known, -1)),
            "pupil_ref": np.char.add("PUP", (700_000 + np.arange(n)).astype(np.str_)),
            "notified_date": day,
            "reason": pick(rng, {"LEFT_SCHOOL": 0.5, "NO_PLACE": 0.2, "NEW_ARRIVAL": 0.2, "NOT_ARRIVED": 0.1}, n),
            "checks_completed_date": done,
            "outcome": np.where(
                done < FAR,
                pick(
                    rng,
                    {"ON_ROLL": 0.4, "OTHER_COUNCIL": 0.25, "ABROAD": 0.2, "HOME_EDUCATED": 0.1, "NOT_FOUND": 0.05},
                    n,
                ),
                "",
            ),
            "closed_date": closed,
            "known_to_social_care": mine & (scene.world.open_episode().holding(known, day) >= 0),
        },
    )


def _networks(scene: Scene, extracts: Extracts) -> None:
    """Safeguarding leads meet once a term; hubs are open all year."""
    council, contacts = scene.council, scene.world.contacts
    rng = council.rng("networks")
    urn, _, _ = schools_of(council)
    meetings = council.working.back(scene.quarter_ends - 30)
    row, meeting = expand(np.full(len(urn), len(meetings)))
    extracts.add(
        "sup_dsl_network",
        {
            "meeting_date": meetings[meeting],
            "school_urn": urn[row],
            "attended": chance(rng, council.trend(meetings[meeting], 0.55, 0.74), len(row)),
        },
    )
    sent = np.flatnonzero(np.isin(contacts.outcome, ["HUB", "UNIVERSAL"]) & chance(rng, 0.36, len(contacts)))
    others = council.count(2600)
    hub_day = np.concatenate(
        [
            contacts.day[sent] + between(rng, 3, 58, len(sent)),
            council.busy_days(rng, others, council.start, council.end),
        ]
    )
    child = np.concatenate(
        [
            contacts.child[sent],
            np.where(chance(rng, 0.25, others), rng.integers(0, len(scene.world.people), others), -1),
        ]
    )
    born = np.where(child >= 0, scene.world.people.born[child], 0)
    died = np.where(child >= 0, scene.world.people.died[child], FAR)
    keep = (hub_day <= council.end) & (hub_day >= born) & (hub_day < died) & ((child < 0) | (hub_day - born < 6500))
    hub_day, child = hub_day[keep], child[keep]
    member = np.where(child >= 0, child, 3_000_000 + rng.integers(0, max(others // 4, 1), len(child)))
    activity, hub = rng.integers(0, 6, len(child)), member % len(_HUBS)
    once = first_of(member, hub_day, activity)
    order = once[np.argsort(hub_day[once], kind="stable")]
    names = np.array(["STAY_AND_PLAY", "PARENTING", "HEALTH", "ADVICE", "ONE_TO_ONE", "YOUTH"])
    extracts.add(
        "sup_hub_attendance",
        {
            "hub_member_id": Ids("HM", member[order]),
            "hub": _HUBS[hub[order]],
            "attendance_date": hub_day[order],
            "activity_type": names[activity[order]],
            "person_id": Ids("P", child[order]),
        },
    )


def write_education(scene: Scene, extracts: Extracts) -> None:
    """Education plans, attendance, places, results, missing education, networks and hubs."""
    for write in (_plans, _attendance, _places, _results, _missing_education, _networks):
        write(scene, extracts)
