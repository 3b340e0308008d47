"""Supplementary tables of early help and protection: visits, meetings, court, advocacy, exploitation."""

import numpy as np

from warehouse.synthetic.arrays import FAR, Ints, between, birthday, chance, first_of, pick, walk
from warehouse.synthetic.care_health import pre_proceedings_rows
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.journeys import CARE
from warehouse.synthetic.protection import participation, plan_reviews
from warehouse.synthetic.scene import Scene


def _early_help(scene: Scene, extracts: Extracts) -> None:
    """Family visits: the first within ten working days for most, then about every six weeks."""
    held, council = scene.world.early_help, scene.council
    rng = council.rng("early help visits")
    row, day = walk(rng, held.start, np.minimum(held.end, council.end), (2, 17), (30, 60))
    day = np.maximum(council.working.back(day), held.start[row])
    once = first_of(row, day)
    row, day = row[once], day[once]
    extracts.add(
        "sup_early_help_visits",
        {
            "episode_id": Ids("E", row),
            "person_id": Ids("P", held.child[row]),
            "visit_date": day,
            "family_seen": chance(rng, 0.92, len(row)),
        },
    )
    e = scene.world.episodes
    rows = np.flatnonzero((e.close <= council.end) & (e.close >= council.start) & (e.reason == "RC9"))
    up = np.flatnonzero(held.reason == "Stepped up to social care")
    child = np.concatenate([e.child[rows], held.child[up]])
    decided = np.concatenate([e.close[rows], held.end[up]])
    down = np.append(np.ones(len(rows), bool), np.zeros(len(up), bool))
    once = first_of(child, decided, down.astype(np.int64))
    child, decided, down = child[once], decided[once], down[once]
    worker = scene.case_worker(child, decided - down)
    social = scene.team_ids(worker)
    hubs = scene.workers.team_id[np.flatnonzero(scene.workers.team_service == "EARLY_HELP")]
    help_team = hubs[child % len(hubs)]
    picked = np.unique(held.child)
    missed = down & ~np.isin(child, picked)
    extracts.add(
        "sup_step_transfers",
        {
            "person_id": Ids("P", child),
            "decision_date": decided,
            "direction": np.where(down, "DOWN", "UP"),
            "from_team_id": np.where(down, social, help_team),
            "to_team_id": np.where(down, help_team, social),
            "not_started_reason": np.where(
                missed, pick(rng, {"CONSENT_DECLINED": 0.7, "WAITING": 0.2, "MOVED": 0.1}, len(child)), ""
            ),
        },
    )


def _meetings(scene: Scene, extracts: Extracts, conference: Ints, plan: Ints) -> None:
    """Strategy discussions, core groups and how children took part in conferences."""
    e, council = scene.world.episodes, scene.council
    rng = council.rng("meetings")
    rows = np.flatnonzero((e.enquiry_start <= council.end) & (e.enquiry_start >= council.start))
    wait = np.where(
        chance(rng, council.trend(e.enquiry_start[rows], 0.86, 0.95), len(rows)),
        between(rng, 0, 1, len(rows)),
        between(rng, 2, 4, len(rows)),
    )
    trigger = council.working.back(e.enquiry_start[rows] - wait)
    extracts.add(
        "sup_strategy_discussions",
        {
            "person_id": Ids("P", e.child[rows]),
            "discussion_date": e.enquiry_start[rows],
            "discussion_type": np.full(len(rows), "INITIAL"),
            "trigger_date": trigger,
            "team_id": scene.team_ids(scene.case_worker(e.child[rows], e.enquiry_start[rows])),
            "agencies_present": pick(
                rng, {"Police|Health": 0.5, "Police|Health|School": 0.4, "Police": 0.1}, len(rows)
            ),
        },
    )
    planned = np.flatnonzero(plan >= 0)
    begin = np.maximum(e.plan_start[planned], council.start - 60)
    end = np.minimum(e.plan_end[planned], council.end)
    group, day = walk(rng, begin, end, (4, 15), (32, 45))
    day = council.working.back(day)
    keep = day > e.plan_start[planned][group]
    group, day = group[keep], day[keep]
    once = first_of(group, day)
    group, day = group[once], day[once]
    extracts.add(
        "sup_core_groups",
        {
            "cp_plan_id": Ids("CP", plan[planned[group]]),
            "core_group_date": day,
            "person_id": Ids("P", e.child[planned[group]]),
            "professionals_present": np.where(chance(rng, 0.02, len(day)), 0, between(rng, 2, 7, len(day))),
        },
    )
    _taking_part(scene, extracts, conference)


def _taking_part(scene: Scene, extracts: Extracts, conference: Ints) -> None:
    e, council = scene.world.episodes, scene.council
    rng = council.rng("taking part")
    first = np.flatnonzero(conference >= 0)
    row, _, day, _ = plan_reviews(scene)
    order = np.lexsort((row, day))
    row, day = row[order], day[order]
    for_review = np.append(np.zeros(len(first), bool), np.ones(len(row), bool))
    child = np.concatenate([e.child[first], e.child[row]])
    held = np.concatenate([e.conference[first], day])
    number = np.concatenate([conference[first], np.arange(len(row))])
    extracts.add(
        "sup_conference_participation",
        {
            "conference_id": np.where(
                for_review,
                np.char.add("RV", (number + 1_000_001).astype(np.str_)),
                np.char.add("I", (number + 1_000_001).astype(np.str_)),
            ),
            "person_id": Ids("P", child),
            "conference_type": np.where(for_review, "REVIEW", "INITIAL"),
            "conference_date": held,
            "participation_code": participation(scene, rng, child, held),
        },
    )


def _court(scene: Scene, extracts: Extracts) -> None:
    """Care proceedings from the interim order to the final one, placement orders, and reviews before proceedings."""
    council, periods, legal = scene.council, scene.periods, scene.legal
    rng = council.rng("court")
    interim = np.flatnonzero((legal.status == "C1") & (legal.start >= council.start - 400))
    period = legal.period[interim]
    once = first_of(period)
    interim, period = interim[once], period[once]
    final = council.past(legal.end[interim])
    lasting = np.append(legal.period[1:] == legal.period[:-1], False)[interim]
    kind = np.select([periods.leaving[period] == 2, ~lasting], ["SGO", "SUPERVISION"], "CARE")
    placed = np.flatnonzero(council.past(periods.ordered) < FAR)
    rows = np.concatenate([period, placed])
    course = scene.world.episodes.course[periods.episode[rows]]
    issued = np.concatenate([legal.start[interim], np.maximum(periods.decided[placed] + 3, periods.start[placed])])
    ended = np.concatenate([final, council.past(periods.ordered[placed])])
    application = np.append(np.full(len(period), "CARE"), np.full(len(placed), "PLACEMENT"))
    order_kind = np.append(kind, np.full(len(placed), "PLACEMENT"))
    stopped = (ended >= FAR) & chance(rng, 0.02, len(rows))
    extracts.add(
        "sup_court",
        {
            "case_ref": np.char.add("QH", (60_000 + course).astype(np.str_)),
            "person_id": Ids("P", periods.child[rows]),
            "application_type": application,
            "issue_date": issued,
            "final_order_date": ended,
            "final_order_type": np.where(ended < FAR, order_kind, ""),
            "withdrawn": stopped,
        },
    )
    before, letter, end = pre_proceedings_rows(scene)
    which, day = walk(rng, letter, np.minimum(end, council.end), (28, 46), (32, 46))
    day = council.working.back(day)
    child = scene.world.episodes.child[before]
    once = first_of(child[which], day)
    which, day = which[once], day[once]
    extracts.add(
        "sup_plo_reviews",
        {
            "person_id": Ids("P", child[which]),
            "review_date": day,
            "review_type": np.where(chance(rng, 0.6, len(day)), "REVIEW_MEETING", "TRACKING_PANEL"),
            "family_id": Ids("PF", scene.world.episodes.course[before[which]]),
            "chaired_by_role": np.where(chance(rng, 0.6, len(day)), "TEAM_MANAGER", "HEAD_OF_SERVICE"),
        },
    )


def _quality_of_safety(scene: Scene, extracts: Extracts, plan: Ints) -> None:
    """Advocacy offers at the start of plans and care, and formal escalations."""
    e, council, people = scene.world.episodes, scene.council, scene.world.people
    rng = council.rng("advocacy")
    rows = np.concatenate([np.flatnonzero(plan >= 0), np.flatnonzero(e.care_start <= council.end)])
    start = np.concatenate([e.plan_start[plan >= 0], e.care_start[e.care_start <= council.end]])
    old = (
        (scene.world.age(e.child[rows], start) >= 5)
        & (start >= council.start - 40)
        & chance(rng, council.trend(start, 0.72, 0.9), len(rows))
    )
    rows, start = rows[old], start[old]
    day = council.past(council.working.after(start, between(rng, 1, 22, len(rows))))
    keep = (day < FAR) & (day < people.died[e.child[rows]])
    rows, day = rows[keep], day[keep]
    once = first_of(e.child[rows], day)
    rows, day = rows[once], day[once]
    n = len(rows)
    extracts.add(
        "sup_advocacy",
        {
            "person_id": Ids("P", e.child[rows]),
            "offer_date": day,
            "method": pick(rng, {"FACE_TO_FACE": 0.5, "PHONE": 0.2, "LEAFLET": 0.2, "VIDEO": 0.1}, n),
            "age_appropriate": chance(rng, 0.95, n),
            "accepted": np.where(chance(rng, 0.35, n), "Y", "N"),
        },
    )
    open_rows = np.flatnonzero(
        (e.close - e.referral > 120) & (e.referral + 60 >= council.start) & (e.referral + 60 <= council.end)
    )
    chosen = np.sort(rng.choice(open_rows, min(len(open_rows), council.count(26)), replace=False))
    raised = council.working.back(e.referral[chosen] + 60)
    answered = council.past(council.working.after(raised, between(rng, 1, 7, len(chosen))))
    extracts.add(
        "sup_escalations",
        {
            "escalation_id": Ids("ES", np.arange(len(chosen))),
            "person_id": Ids("P", e.child[chosen]),
            "family_id": Ids("F", people.family[e.child[chosen]]),
            "team_id": scene.team_ids(scene.case_worker(e.child[chosen], raised)),
            "source": pick(rng, {"IRO": 0.4, "CHAIR": 0.3, "AUDIT": 0.25, "COMMISSIONER": 0.05}, len(chosen)),
            "theme": pick(rng, {"Drift": 0.5, "Visits": 0.3, "Plan": 0.2}, len(chosen)),
            "escalation_date": raised,
            "response_date": answered,
        },
    )


def _exploitation(scene: Scene, extracts: Extracts) -> None:
    e, council, people = scene.world.episodes, scene.council, scene.world.people
    rng = council.rng("exploitation")
    teens = np.flatnonzero(
        (scene.world.age(e.child, e.referral) >= 12)
        & (e.path <= CARE)
        & (e.referral >= council.start - 200)
        & (e.close - e.referral > 40)
        & (people.died[e.child] >= FAR)
        & chance(rng, 0.12, len(e))
    )
    teens = teens[first_of(e.child[teens])] if len(teens) else teens
    start = council.working.back(e.referral[teens] + between(rng, 5, 35, len(teens)))
    keep = start <= council.end
    teens, start = teens[keep], start[keep]
    n = len(teens)
    end = np.minimum(start + between(rng, 90, 500, n), birthday(people.born[e.child[teens]], 18))
    reviewed = np.maximum(start, np.minimum(end, council.end) - between(rng, 3, 100, n))
    child = e.child[teens]
    extracts.add(
        "sup_exploitation",
        {
            "person_id": Ids("P", child),
            "risk_type": pick(rng, {"CCE": 0.5, "CSE": 0.4, "GANGS": 0.07, "TRAFFICKING": 0.03}, n),
            "registered_date": start,
            "risk_level": pick(rng, {"LOW": 0.25, "MEDIUM": 0.5, "HIGH": 0.25}, n),
            "last_review_date": council.working.back(reviewed).clip(start),
            "ended_date": council.past(end),
        },
    )
    row, day = walk(rng, start, np.minimum(end, council.end), (14, 40), (60, 110))
    day = council.working.back(day)
    due = council.working.after(day, between(rng, 10, 25, len(day)))
    done = council.past(
        np.where(chance(rng, 0.8, len(day)), due - between(rng, 0, 6, len(day)), due + between(rng, 2, 30, len(day)))
    )
    extracts.add(
        "sup_panel_actions",
        {
            "action_id": Ids("PA", np.arange(len(day))),
            "person_id": Ids("P", child[row]),
            "panel_date": day,
            "agency": pick(rng, {"Social care": 0.4, "Police": 0.3, "Health": 0.15, "School": 0.15}, len(day)),
            "due_date": due,
            "completed_date": done,
            "cancelled_by_chair": np.where(chance(rng, 0.02, len(day)), "Y", "N"),
        },
    )


def write_supplementary_protection(scene: Scene, extracts: Extracts, conference: Ints, plan: Ints) -> None:
    """Early help visits to exploitation; `conference` and `plan` are the numbers that write_protection gave."""
    _early_help(scene, extracts)
    _meetings(scene, extracts, conference, plan)
    _court(scene, extracts)
    _quality_of_safety(scene, extracts, plan)
    _exploitation(scene, extracts)
