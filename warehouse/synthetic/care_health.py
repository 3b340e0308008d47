"""Tables of how children in care fare: health, questionnaires, offending, substances, going missing, court."""

import numpy as np

from warehouse.synthetic.arrays import FAR, Bools, Ints, between, birthday, chance, expand, pick, walk
from warehouse.synthetic.extracts import BLANK, Extracts, Ids
from warehouse.synthetic.journeys import CARE
from warehouse.synthetic.scene import Scene


def _inside(scene: Scene, period: Ints, day: Ints) -> Bools:
    """Days on which the child was still in care and that have happened."""
    kept: Bools = (day >= scene.periods.start[period]) & (day < scene.periods.end[period]) & (day <= scene.council.end)
    return kept


def _health(scene: Scene, extracts: Extracts) -> None:
    """An initial assessment (slowly more of them within 20 working days), then yearly, half-yearly for under fives."""
    periods, council = scene.periods, scene.council
    rng = council.rng("health")
    n = len(periods)
    on_time = chance(rng, council.trend(periods.start, 0.62, 0.84), n)
    first = council.working.after(periods.start, np.where(on_time, between(rng, 8, 20, n), between(rng, 21, 45, n)))
    young_until = np.minimum(birthday(periods.born, 5), periods.end)
    since = np.maximum(first, council.start - 500)
    young, young_day = walk(rng, since, np.minimum(young_until, council.end), (165, 182), (165, 182), 0.08, (15, 60))
    old_from = np.maximum(since, young_until)
    older, older_day = walk(rng, old_from, np.minimum(periods.end, council.end), (280, 362), (335, 362), 0.08, (15, 70))
    in_care = (np.maximum(periods.start, council.start - 500), np.minimum(periods.end, council.end))
    dentist, dental_day = walk(rng, *in_care, (30, 150), (240, 362), 0.14, (20, 90))
    toddler, check_day = walk(rng, since, np.minimum(young_until, council.end), (60, 200), (300, 360), 0.1, (10, 60))
    parts = (
        (np.arange(n), first, "Health Assessment"),
        (young, young_day, "Health Assessment"),
        (older, older_day, "Health Assessment"),
        (dentist, dental_day, "Dental Check"),
        (toddler, check_day, "Health Check"),
    )
    period = np.concatenate([part[0] for part in parts])
    day = council.working.back(np.concatenate([part[1] for part in parts]))
    kind = np.concatenate([np.full(len(part[0]), part[2]) for part in parts])
    keep = _inside(scene, period, day)
    period, day, kind = period[keep], day[keep], kind[keep]
    order = np.lexsort((period, day))
    status = np.where(
        chance(rng, 0.965, len(order)), "Completed", pick(rng, {"Refused": 0.6, "Cancelled": 0.4}, len(order))
    )
    extracts.add(
        "ssd_cla_health",
        {
            "clah_health_check_id": Ids("H", np.arange(len(order))),
            "clah_person_id": Ids("P", periods.child[period[order]]),
            "clah_health_check_type": kind[order],
            "clah_health_check_date": day[order],
            "clah_health_check_status": status,
        },
    )


def _immunisations(scene: Scene, extracts: Extracts) -> None:
    periods, council = scene.periods, scene.council
    rng = council.rng("immunisations")
    child = np.unique(periods.child)
    last = np.zeros(len(scene.world.people), np.int64)
    np.maximum.at(last, periods.child, np.minimum(periods.end, council.end))
    extracts.add(
        "ssd_cla_immunisations",
        {
            "clai_person_id": Ids("P", child),
            "clai_immunisations_status": np.where(chance(rng, 0.87, len(child)), "Y", "N"),
            "clai_immunisations_status_date": np.maximum(
                council.working.back(last[child] - 40), scene.world.people.born[child]
            ),
        },
    )


def _questionnaires(scene: Scene, extracts: Extracts) -> None:
    """Strengths and difficulties, yearly from 4 to 16; a few have a reason instead of a score."""
    periods, council = scene.periods, scene.council
    rng = council.rng("questionnaires")
    begin = np.maximum(np.maximum(periods.start, birthday(periods.born, 4)), council.start - 400)
    end = np.minimum(np.minimum(periods.end - 1, birthday(periods.born, 17) - 1), council.end)
    period, day = walk(rng, begin, end, (30, 200), (330, 363), 0.12, (20, 120))
    level = np.clip(rng.gamma(4.2, 3.3, len(periods)), 0, 36)
    score = np.clip(np.round(level[period] + rng.normal(0, 3, len(period))), 0, 40).astype(np.int64)
    reason = np.where(
        chance(rng, 0.95, len(period)), "", pick(rng, {"SDQ2": 0.4, "SDQ3": 0.1, "SDQ4": 0.2, "SDQ5": 0.3}, len(period))
    )
    order = np.lexsort((period, day))
    period, day, score, reason = period[order], day[order], score[order], reason[order]
    extracts.add(
        "ssd_sdq_scores",
        {
            "csdq_table_id": Ids("Q", np.arange(len(day))),
            "csdq_person_id": Ids("P", periods.child[period]),
            "csdq_sdq_completed_date": day,
            "csdq_sdq_reason": reason,
            "csdq_sdq_score": np.where(reason == "", score.astype(np.str_), ""),
        },
    )


def _trouble(scene: Scene, extracts: Extracts) -> None:
    """Convictions and substance misuse of older children in care."""
    periods, council = scene.periods, scene.council
    rng = council.rng("trouble")
    begin = np.maximum(np.maximum(periods.start, birthday(periods.born, 12)), council.start)
    end = np.minimum(periods.end, council.end)
    for table, share in (("ssd_cla_convictions", 0.05), ("ssd_cla_substance_misuse", 0.06)):
        rows = np.flatnonzero((end - begin > 60) & chance(rng, share, len(periods)))
        day = begin[rows] + (rng.random(len(rows)) * (end[rows] - begin[rows])).astype(np.int64)
        person = Ids("P", periods.child[rows])
        if table == "ssd_cla_convictions":
            extracts.add(
                table,
                {
                    "clac_cla_conviction_id": Ids("K", np.arange(len(rows))),
                    "clac_person_id": person,
                    "clac_cla_conviction_date": day,
                    "clac_cla_conviction_offence": pick(
                        rng, {"Criminal damage": 0.4, "Theft": 0.35, "Assault": 0.25}, len(rows)
                    ),
                },
            )
        else:
            extracts.add(
                table,
                {
                    "clas_substance_misuse_id": Ids("U", np.arange(len(rows))),
                    "clas_person_id": person,
                    "clas_substance_misuse_date": day,
                    "clas_substance_misused": pick(rng, {"Cannabis": 0.6, "Alcohol": 0.3, "Solvents": 0.1}, len(rows)),
                    "clas_intervention_received": chance(rng, 0.7, len(rows)),
                },
            )


def _missing(scene: Scene, extracts: Extracts) -> None:
    """Some teenagers go missing again and again; most are back within a day."""
    periods, council = scene.periods, scene.council
    rng = council.rng("missing")
    begin = np.maximum(np.maximum(periods.start, birthday(periods.born, 12)), council.start)
    end = np.minimum(periods.end - 1, council.end)
    prone = np.flatnonzero((end - begin > 20) & chance(rng, 0.24, len(periods)))
    often = rng.gamma(0.8, 5.0, len(prone))
    owner, _ = expand(np.minimum(rng.poisson(often * (end[prone] - begin[prone]) / 365.25), 60))
    start = begin[prone][owner] + (rng.random(len(owner)) * (end[prone] - begin[prone])[owner]).astype(np.int64)
    order = np.lexsort((start, owner))
    period, start = prone[owner[order]], start[order]
    back = start + np.where(
        chance(rng, 0.88, len(start)), between(rng, 0, 1, len(start)), rng.geometric(0.25, len(start)) + 1
    )
    follows = np.append(np.where(period[1:] == period[:-1], start[1:], FAR), FAR) if len(start) else back
    keep = follows > start
    period, start, follows, back = period[keep], start[keep], follows[keep], back[keep]
    back = np.minimum(np.minimum(back, follows - 1), periods.end[period])
    order = np.lexsort((period, start))
    period, start, back = period[order], start[order], council.past(back[order])
    n = len(start)
    offered = np.where(
        back < FAR,
        np.where(chance(rng, 0.02, n), "NA", np.where(chance(rng, council.trend(start, 0.8, 0.93), n), "Y", "N")),
        "",
    )
    accepted = np.where(
        offered == "Y",
        np.where(chance(rng, 0.62, n), "Y", "N"),
        np.where(offered == "NA", "NA", np.where(offered == "N", "N", "")),
    )
    extracts.add(
        "ssd_missing",
        {
            "miss_table_id": Ids("MI", np.arange(n)),
            "miss_person_id": Ids("P", periods.child[period]),
            "miss_missing_episode_start_date": start,
            "miss_missing_episode_type": np.where(chance(rng, 0.88, n), "M", "A"),
            "miss_missing_episode_end_date": back,
            "miss_missing_rhi_offered": offered,
            "miss_missing_rhi_accepted": accepted,
        },
    )


def pre_proceedings_rows(scene: Scene) -> tuple[Ints, Ints, Ints]:
    """Children in pre-proceedings: (episode, letter, end); before care for some, under a plan for others."""
    e, council = scene.world.episodes, scene.council
    rng = council.rng("pre-proceedings")
    courses = len(scene.world.courses)
    to_court = (e.path == CARE) & (e.care_start < FAR) & (e.plan_start < FAR) & (e.care_start - e.plan_start > 90)
    stepped = (
        (e.path != CARE)
        & (e.plan_start < FAR)
        & (e.plan_end - e.plan_start > 230)
        & chance(rng, 0.22, courses)[e.course]
    )
    wait = between(rng, 60, 200, courses)[e.course]
    gap = between(rng, 50, 150, courses)[e.course]
    letter = np.where(to_court, np.maximum(e.care_start - wait, e.plan_start + 14), e.plan_start + gap)
    end = np.where(to_court, e.care_start, np.minimum(letter + wait, e.plan_end))
    rows = np.flatnonzero(
        (to_court | stepped) & (letter <= council.end) & (end >= council.start - 366) & (end > letter)
    )
    return rows, council.working.back(letter[rows]), end[rows]


def _pre_proceedings(scene: Scene, extracts: Extracts) -> None:
    e, council = scene.world.episodes, scene.council
    rng = council.rng("pre-proceedings tables")
    rows, letter, end = pre_proceedings_rows(scene)
    n = len(rows)
    end = council.past(end)
    court = (e.path[rows] == CARE) & (end < FAR)
    meeting = council.past(council.working.after(letter, between(rng, 5, 12, n)))
    meeting = np.where(meeting <= end, meeting, FAR)
    extracts.add(
        "ssd_pre_proceedings",
        {
            "prep_table_id": Ids("PR", np.arange(n)),
            "prep_person_id": Ids("P", e.child[rows]),
            "prep_plo_family_id": Ids("PF", e.course[rows]),
            "prep_pre_pro_decision_date": council.working.back(letter - between(rng, 2, 8, n)),
            "prep_initial_pre_pro_meeting_date": meeting,
            "prep_pre_pro_outcome": np.where(
                end >= FAR, "", np.where(court, "Decision to Issue Care Proceedings", "Decision to step down")
            ),
            "prep_agree_stepdown_issue_date": end,
            "prep_cp_plans_referral_period": np.full(n, 1),
            "prep_legal_gateway_outcome": np.where(court, "C", "B"),
            "prep_prev_pre_proc_child": between(rng, 0, 1, n) * between(rng, 0, 1, n),
            "prep_prev_care_proc_child": between(rng, 0, 1, n) * between(rng, 0, 1, n),
            "prep_pre_pro_letter_date": letter,
            "prep_care_pro_letter_date": np.where(court, end, FAR),
            "prep_pre_pro_meetings_num": np.where(end < FAR, between(rng, 1, 3, n), 0),
            "prep_pre_pro_parents_legal_rep": pick(rng, {"Yes": 0.8, "No": 0.15, "Unknown": 0.05}, n),
            "prep_parents_legal_rep_point_of_issue": np.where(court, "Yes", "Not in care proceedings"),
            "prep_court_reference": np.where(court, np.char.add("QH", (60_000 + e.course[rows]).astype(np.str_)), ""),
            "prep_care_proc_court_hearings": np.where(court, between(rng, 2, 6, n), -1),
            "prep_care_proc_short_notice": np.where(
                court, pick(rng, {"No": 0.85, "Yes": 0.15}, n), "Not in care proceedings"
            ),
            "prep_proc_short_notice_reason": BLANK,
            "prep_la_inital_plan_approved": np.where(court, pick(rng, {"Yes": 0.9, "No": 0.1}, n), ""),
            "prep_la_initial_care_plan": np.where(court, pick(rng, {"A": 0.8, "B": 0.2}, n), "Not in care proceedings"),
            "prep_la_final_plan_approved": np.where(court, pick(rng, {"Yes": 0.7, "Unknown": 0.3}, n), ""),
            "prep_la_final_care_plan": np.where(court, pick(rng, {"A": 0.5, "C": 0.15, "E": 0.2, "H": 0.15}, n), ""),
        },
    )


def write_wellbeing(scene: Scene, extracts: Extracts) -> None:
    """Health, immunisations, questionnaires, convictions, substances, missing episodes, pre-proceedings."""
    for write in (_health, _immunisations, _questionnaires, _trouble, _missing, _pre_proceedings):
        write(scene, extracts)
