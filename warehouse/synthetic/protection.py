"""Tables of child protection and child-in-need work: enquiries, conferences, plans, reviews and visits."""

import numpy as np

from warehouse.synthetic.arrays import FAR, Ints, Texts, between, chance, pick, walk
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.front_door import flags
from warehouse.synthetic.scene import Scene

_S47_FLAGS = ("NFA_FLAG", "LEGAL_ACTION_FLAG", "PROV_OF_SERVICES_FLAG", "PROV_OF_SB_CARE_FLAG", "CP_CONFERENCE_FLAG",
              "NFA_CONTINUE_SINGLE_FLAG", "MONITOR_FLAG", "OTHER_OUTCOMES_EXIST_FLAG")  # fmt: skip
_ICPC_FLAGS = (
    "NFA_FLAG",
    "REFERRAL_TO_OTHER_AGENCY_FLAG",
    "SINGLE_ASSESSMENT_FLAG",
    "PROV_OF_SERVICES_FLAG",
    "CP_FLAG",
    "OTHER_OUTCOMES_EXIST_FLAG",
)
_CATEGORY = {"NEG": 0.49, "EMO": 0.37, "PHY": 0.08, "SAB": 0.04, "MUL": 0.02}


def participation(scene: Scene, rng: np.random.Generator, child: Ints, day: Ints) -> Texts:
    """How a child took part in a meeting: PN0 under 4, then more say with age and, slowly, with the years."""
    n = len(child)
    years = scene.world.age(child, day)
    spoke = chance(rng, np.clip((years - 4) / 14, 0.05, 0.75), n)
    heard = chance(rng, scene.council.trend(day, 0.76, 0.88), n)
    away = pick(rng, {"PN5": 0.3, "PN6": 0.6, "PN2": 0.07, "PN3": 0.03}, n)
    missed = pick(rng, {"PN7": 0.8, "PN4": 0.2}, n)
    return np.where(years < 4, "PN0", np.where(heard, np.where(spoke, "PN1", away), missed))


def _enquiries(scene: Scene, extracts: Extracts) -> Ints:
    """Writes section 47 enquiries; gives the enquiry number of each episode, -1 where there was none."""
    e, council = scene.world.episodes, scene.council
    rng = council.rng("enquiry tables")
    rows = np.flatnonzero(e.enquiry_start <= council.end)
    rows = rows[np.lexsort((rows, e.enquiry_start[rows]))]
    n = len(rows)
    end = council.past(e.enquiry_end[rows])
    done, held = end < FAR, e.conference[rows] < FAR
    outcome = np.where(held, 0, np.where(chance(rng, 0.55, n), 1, np.where(chance(rng, 0.6, n), 2, 3)))
    kinds = (["CP_CONFERENCE_FLAG"], ["NFA_CONTINUE_SINGLE_FLAG"], ["PROV_OF_SERVICES_FLAG"], ["NFA_FLAG"])
    texts = np.array([flags(_S47_FLAGS, kind, {"TOTAL_NO_OF_OUTCOMES": 1}) for kind in kinds])
    worker = scene.case_worker(e.child[rows], np.minimum(e.enquiry_end[rows], council.end) - 1)
    extracts.add(
        "ssd_s47_enquiry",
        {
            "s47e_s47_enquiry_id": Ids("S", np.arange(n)),
            "s47e_referral_id": Ids("R", rows),
            "s47e_person_id": Ids("P", e.child[rows]),
            "s47e_s47_start_date": e.enquiry_start[rows],
            "s47e_s47_end_date": end,
            "s47e_s47_nfa": np.where(done, np.where(outcome == 3, "Y", "N"), ""),
            "s47e_s47_outcome_json": np.where(done, texts[outcome], ""),
            "s47e_s47_completed_by_worker_id": Ids("W", np.where(done, worker, -1)),
            "s47e_s47_completed_by_team": np.where(done, scene.team_ids(worker), ""),
        },
    )
    number = np.full(len(e), -1)
    number[rows] = np.arange(n)
    return number


def _conferences(scene: Scene, extracts: Extracts, enquiry: Ints, plan: Ints) -> Ints:
    """Writes initial conferences; gives the conference number of each episode, -1 where there was none."""
    e, council = scene.world.episodes, scene.council
    rows = np.flatnonzero(e.conference <= council.end)
    rows = rows[np.lexsort((rows, e.conference[rows]))]
    n = len(rows)
    planned = plan[rows] >= 0
    texts = np.array(
        [flags(_ICPC_FLAGS, [kind], {"TOTAL_NO_OF_OUTCOMES": 1}) for kind in ("PROV_OF_SERVICES_FLAG", "CP_FLAG")]
    )
    chairs = scene.workers.at("SAFEGUARDING")
    chair = scene.workers.holder(chairs[e.course[rows] % len(chairs)], e.conference[rows])
    extracts.add(
        "ssd_initial_cp_conference",
        {
            "icpc_icpc_id": Ids("I", np.arange(n)),
            "icpc_icpc_meeting_id": Ids("ME", e.course[rows]),
            "icpc_s47_enquiry_id": Ids("S", enquiry[rows]),
            "icpc_person_id": Ids("P", e.child[rows]),
            "icpc_cp_plan_id": Ids("CP", plan[rows]),
            "icpc_referral_id": Ids("R", rows),
            "icpc_icpc_transfer_in": "N",
            "icpc_icpc_target_date": council.working.after(e.enquiry_start[rows], 15),
            "icpc_icpc_date": e.conference[rows],
            "icpc_icpc_outcome_cp_flag": planned,
            "icpc_icpc_outcome_json": texts[planned.astype(np.int64)],
            "icpc_icpc_team": scene.team_ids(chair),
            "icpc_icpc_worker_id": Ids("W", chair),
        },
    )
    number = np.full(len(e), -1)
    number[rows] = np.arange(n)
    return number


def _plan_numbers(scene: Scene) -> tuple[Ints, Ints]:
    """Episodes with a protection plan in the order of their start, and the plan number of each episode or -1."""
    e = scene.world.episodes
    rows = np.flatnonzero(e.plan_start <= scene.council.end)
    rows = rows[np.lexsort((rows, e.plan_start[rows]))]
    number = np.full(len(e), -1)
    number[rows] = np.arange(len(rows))
    return rows, number


def _plans(scene: Scene, extracts: Extracts, rows: Ints, conference: Ints) -> None:
    e, council = scene.world.episodes, scene.council
    rng = council.rng("plan tables")
    first = pick(rng, _CATEGORY, len(scene.world.courses))[e.course[rows]]
    latest = np.where(chance(rng, 0.1, len(rows)), pick(rng, _CATEGORY, len(rows)), first)
    extracts.add(
        "ssd_cp_plans",
        {
            "cppl_cp_plan_id": Ids("CP", np.arange(len(rows))),
            "cppl_referral_id": Ids("R", rows),
            "cppl_icpc_id": Ids("I", conference[rows]),
            "cppl_person_id": Ids("P", e.child[rows]),
            "cppl_cp_plan_start_date": e.plan_start[rows],
            "cppl_cp_plan_end_date": council.past(e.plan_end[rows]),
            "cppl_cp_plan_initial_category": first,
            "cppl_cp_plan_ola": "N",
            "cppl_cp_plan_latest_category": latest,
        },
    )


def plan_reviews(scene: Scene) -> tuple[Ints, Ints, Ints, Ints]:
    """Review conferences of plans: (episode, column of the course's reviews, day, due)."""
    e, courses = scene.world.episodes, scene.world.courses
    rows, _ = _plan_numbers(scene)
    held = courses.reviews[e.course[rows]]
    due = courses.review_due[e.course[rows]]
    inside = (held <= np.minimum(e.plan_end[rows], scene.council.end)[:, None]) & (held > e.plan_start[rows][:, None])
    row, column = np.nonzero(inside)
    return rows[row], column, held[row, column], due[row, column]


def _reviews(scene: Scene, extracts: Extracts, plan: Ints) -> None:
    e, council = scene.world.episodes, scene.council
    rng = council.rng("review tables")
    row, column, day, due = plan_reviews(scene)
    order = np.lexsort((row, day))
    row, column, day, due = row[order], column[order], day[order], due[order]
    n = len(row)
    extracts.add(
        "ssd_cp_reviews",
        {
            "cppr_cp_review_id": Ids("RV", np.arange(n)),
            "cppr_person_id": Ids("P", e.child[row]),
            "cppr_cp_plan_id": Ids("CP", plan[row]),
            "cppr_cp_review_due": due,
            "cppr_cp_review_date": day,
            "cppr_cp_review_meeting_id": Ids("RM", e.course[row] * 8 + column),
            "cppr_cp_review_outcome_continue_cp": day < e.plan_end[row],
            "cppr_cp_review_quorate": np.where(chance(rng, 0.985, n), "Y", "N"),
            "cppr_cp_review_participation": np.where(
                chance(rng, 0.03, n), "", participation(scene, rng, e.child[row], day)
            ),
        },
    )


def _cp_visits(scene: Scene, extracts: Extracts, rows: Ints) -> None:
    """Every ten working days; from birth on for a child not yet born. The extract holds the visits of its years."""
    e, council, people = scene.world.episodes, scene.council, scene.world.people
    rng = council.rng("protection visits")
    child = e.child[rows]
    start = np.maximum(np.maximum(e.plan_start[rows], people.born[child]), council.start - 60)
    end = np.minimum(e.plan_end[rows], council.end)
    plan, day = walk(rng, start, end, (2, 9), (10, 14), lambda day: council.trend(day, 0.10, 0.05), (4, 14))
    day = np.maximum(council.working.back(day), start[plan])
    n = len(plan)
    years = scene.world.age(child[plan], day)
    seen = chance(rng, 0.94, n)
    alone = np.where(years < 2, "NA", np.where(chance(rng, council.trend(day, 0.6, 0.75), n), "Y", "N"))
    extracts.add(
        "ssd_cp_visits",
        {
            "cppv_cp_visit_id": Ids("CV", np.arange(n)),
            "cppv_person_id": Ids("P", child[plan]),
            "cppv_cp_plan_id": Ids("CP", plan),
            "cppv_cp_visit_date": day,
            "cppv_cp_visit_seen": seen,
            "cppv_cp_visit_seen_alone": np.where(seen, alone, "N"),
            "cppv_cp_visit_bedroom": np.where(chance(rng, 0.2, n), "", np.where(chance(rng, 0.7, n), "Y", "N")),
        },
    )


def need_plans(scene: Scene) -> tuple[Ints, Ints, Ints]:
    """Child-in-need plans: (episode, start, end), cut short where the child comes into care, in order of start."""
    e, council = scene.world.episodes, scene.council
    rows = np.concatenate([np.arange(len(e)), np.arange(len(e))])
    start = np.concatenate([e.need_start, e.after_start])
    end = np.concatenate([e.need_end, e.after_end])
    before_care = (start < e.care_start[rows]) & (e.care_start[rows] < end)
    end = np.where(before_care, e.care_start[rows], end)
    blocked = (start >= e.care_start[rows]) & (start < e.care_end[rows])
    keep = (start <= council.end) & (end > start) & ~blocked
    rows, start, end = rows[keep], start[keep], end[keep]
    order = np.lexsort((rows, start))
    return rows[order], start[order], end[order]


def _need(scene: Scene, extracts: Extracts) -> None:
    e, council = scene.world.episodes, scene.council
    rows, start, end = need_plans(scene)
    worker = scene.case_worker(e.child[rows], np.maximum(np.minimum(end, council.end) - 1, start))
    extracts.add(
        "ssd_cin_plans",
        {
            "cinp_cin_plan_id": Ids("N", np.arange(len(rows))),
            "cinp_referral_id": Ids("R", rows),
            "cinp_person_id": Ids("P", e.child[rows]),
            "cinp_cin_plan_start_date": start,
            "cinp_cin_plan_end_date": council.past(end),
            "cinp_cin_plan_team": scene.team_ids(worker),
            "cinp_cin_plan_worker_id": Ids("W", worker),
        },
    )
    _need_visits(scene, extracts, rows, start, end)


def _need_visits(scene: Scene, extracts: Extracts, rows: Ints, start: Ints, end: Ints) -> None:
    """One or two visits in an assessment, the first in its first days, and one every four weeks under a plan."""
    e, council, people = scene.world.episodes, scene.council, scene.world.people
    rng = council.rng("need visits")
    assessed = np.flatnonzero((e.assessment_start <= council.end) & (e.referral >= council.start - 60))
    soon = council.working.after(
        e.referral[assessed],
        np.where(
            chance(rng, 0.9, len(assessed)), between(rng, 0, 9, len(assessed)), between(rng, 11, 18, len(assessed))
        ),
    )
    more = council.working.after(soon, between(rng, 8, 22, len(assessed)))
    begin = np.maximum(np.maximum(start, people.born[e.child[rows]]), council.start - 60)
    plan, regular = walk(
        rng,
        begin,
        np.minimum(end - 1, council.end),
        (3, 16),
        (20, 29),
        lambda day: council.trend(day, 0.16, 0.09),
        (6, 24),
    )
    twice = chance(rng, 0.35, len(assessed))
    row = np.concatenate([assessed, assessed[twice], rows[plan]])
    day = np.concatenate([soon, more[twice], np.maximum(council.working.back(regular), begin[plan])])
    keep = (
        (day <= np.minimum(e.close[row], council.end)) & (day >= e.referral[row]) & (day >= people.born[e.child[row]])
    )
    keep &= day < people.died[e.child[row]]
    row, day = row[keep], day[keep]
    order = np.lexsort((row, day))
    row, day = row[order], day[order]
    n = len(row)
    seen = chance(rng, 0.95, n)
    old = scene.world.age(e.child[row], day) >= 4
    extracts.add(
        "ssd_cin_visits",
        {
            "cinv_cin_visit_id": Ids("NV", np.arange(n)),
            "cinv_person_id": Ids("P", e.child[row]),
            "cinv_cin_visit_date": day,
            "cinv_cin_visit_seen": seen,
            "cinv_cin_visit_seen_alone": seen & old & chance(rng, 0.6, n),
            "cinv_cin_visit_bedroom": np.where(chance(rng, 0.3, n), "", np.where(chance(rng, 0.5, n), "Y", "N")),
        },
    )


def write_protection(scene: Scene, extracts: Extracts) -> tuple[Ints, Ints]:
    """Enquiries, conferences, plans, reviews, visits and child-in-need plans. Gives the conference and the plan number
    of each episode."""
    rows, plan = _plan_numbers(scene)
    enquiry = _enquiries(scene, extracts)
    conference = _conferences(scene, extracts, enquiry, plan)
    _plans(scene, extracts, rows, conference)
    _reviews(scene, extracts, plan)
    _cp_visits(scene, extracts, rows)
    _need(scene, extracts)
    return conference, plan
