"""Supplementary tables of quality: audits and their moderation, feedback, complaints, issues raised by young people."""

import numpy as np

from warehouse.synthetic.arrays import FAR, Ints, Texts, add_months, between, birthday, chance, expand, padded, pick
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.scene import Scene


def _quarter_labels(ends: Ints) -> Texts:
    """Labels such as 2025/26 Q3 of the quarters that end on these days."""
    months = ends.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    year, month = months // 12 + 1970, months % 12 + 1
    first = year - (month < 4)
    number = (month + 8) % 12 // 3 + 1
    text = np.char.add(first.astype(np.str_), "/")
    text = np.char.add(text, padded((first + 1) % 100, 2))
    return np.char.add(np.char.add(text, " Q"), number.astype(np.str_))


def _grades(rng: np.random.Generator, level: np.ndarray) -> Texts:
    return np.clip(np.round(rng.normal(level, 0.75)), 1, 4).astype(np.int64).astype(np.str_)


def _audits(scene: Scene, extracts: Extracts) -> None:
    """Audits of open cases: about 260 a year, half of them moderated, slowly better, and moderated a little down."""
    e, council = scene.world.episodes, scene.council
    rng = council.rng("audits")
    n = council.count(260)
    day = council.busy_days(rng, n, council.start + 40, council.end, weekend=0.0)
    # Episodes are in order of referral: take one of the latest to have begun.
    last = np.searchsorted(e.referral, day - 15)
    rows = np.maximum(last - 1 - rng.integers(0, max(60, len(e) // 60), n), 0)
    worker = scene.case_worker(e.child[rows], np.minimum(day, e.close[rows]) - 1)
    keep = worker >= 0
    rows, day, worker = rows[keep], day[keep], worker[keep]
    n = len(rows)
    level = council.trend(day, 2.25, 2.75)
    grade = np.where(chance(rng, 0.05, n), "", _grades(rng, level))
    held = np.select(
        [
            (e.care_start[rows] <= day) & (e.care_end[rows] > day),
            (e.plan_start[rows] <= day) & (e.plan_end[rows] > day),
        ],
        ["CLA", "CP"],
        "CIN",
    )
    extracts.add(
        "sup_audits",
        {
            "audit_id": Ids("AU", np.arange(n)),
            "person_id": Ids("P", e.child[rows]),
            "team_id": scene.team_ids(worker),
            "worker_id": Ids("W", worker),
            "manager_id": Ids("W", scene.workers.manager(worker, day)),
            "audit_type": np.where(
                grade == "", "DIP_SAMPLE", pick(rng, {"ROUTINE": 0.7, "THEMATIC": 0.2, "RE_AUDIT": 0.1}, n)
            ),
            "theme": pick(rng, {"": 0.5, "Neglect": 0.25, "Missing": 0.1, "Voice": 0.15}, n),
            "case_status": held,
            "auditor_role": pick(
                rng, {"TEAM_MANAGER": 0.5, "SERVICE_MANAGER": 0.25, "QA_OFFICER": 0.2, "EXTERNAL": 0.05}, n
            ),
            "completed_date": day,
            "planned": chance(rng, 0.86, n),
            "auditor_grade": grade,
            "oversight_grade": np.where(chance(rng, 0.1, n), "", _grades(rng, level)),
        },
    )
    _moderation(scene, extracts, day, grade)
    _audit_plan(scene, extracts, np.unique(scene.team_ids(worker)))


def _audit_plan(scene: Scene, extracts: Extracts, holding: Texts) -> None:
    """What each team that holds cases planned to audit, frozen on the first working day of the quarter."""
    council = scene.council
    rng = council.rng("audit plan")
    labels = _quarter_labels(scene.quarter_ends)
    team, quarter = expand(np.full(len(holding), len(labels)))
    begin = add_months(scene.quarter_ends + 1, -3)[quarter]
    extracts.add(
        "sup_audit_plan",
        {
            "quarter": labels[quarter],
            "team_id": holding[team],
            "frozen_date": council.working.after(begin - 1, 1),
            "audits_planned": np.maximum(
                1, np.round(65 * council.scale / len(holding) * rng.uniform(0.8, 1.4, len(team)))
            ).astype(np.int64),
        },
    )


def _moderation(scene: Scene, extracts: Extracts, day: Ints, grade: Texts) -> None:
    council = scene.council
    rng = council.rng("moderation")
    rows = np.flatnonzero((grade != "") & chance(rng, 0.5, len(day)))
    panel = council.working.after(day[rows], between(rng, 4, 20, len(rows)))
    keep = panel <= council.end
    rows, panel = rows[keep], panel[keep]
    number = grade[rows].astype(np.int64)
    moderated = np.clip(
        number - chance(rng, council.trend(panel, 0.24, 0.12), len(rows)) + chance(rng, 0.04, len(rows)), 1, 4
    )
    extracts.add(
        "sup_audit_moderation",
        {
            "audit_id": Ids("AU", rows),
            "panel_date": panel,
            "panel_type": np.where(chance(rng, 0.9, len(rows)), "MODERATION_PANEL", "PARTNER_COUNCIL"),
            "moderated_grade": moderated.astype(np.str_),
            "moderated_oversight_grade": np.where(chance(rng, 0.6, len(rows)), moderated.astype(np.str_), ""),
        },
    )
    final = np.where(grade == "", 9, np.where(grade == "", "9", grade).astype(np.int64))
    final[rows] = np.minimum(moderated, final[rows])
    bad = np.flatnonzero(final == 1)
    audit, action = expand(np.full(len(bad), 2))
    audit = bad[audit]
    due = council.working.after(day[audit], np.where(action == 0, 10, 20))
    done = council.past(
        council.working.after(
            day[audit],
            np.where(chance(rng, 0.85, len(audit)), between(rng, 1, 10, len(audit)), between(rng, 11, 25, len(audit))),
        )
    )
    extracts.add(
        "sup_audit_actions",
        {
            "audit_action_id": Ids("AA", np.arange(len(audit))),
            "audit_id": Ids("AU", audit),
            "urgent": action == 0,
            "immediate_safeguarding": (action == 0) & chance(rng, 0.15, len(audit)),
            "due_date": due,
            "completed_date": done,
        },
    )


def _feedback(scene: Scene, extracts: Extracts) -> None:
    council, people = scene.council, scene.world.people
    rng = council.rng("feedback")
    n = council.count(420)
    day = council.busy_days(rng, n, council.start, council.end)
    child = rng.integers(0, len(people), n)
    old = (scene.world.age(child, day) >= 6) & (people.died[child] >= FAR) & (birthday(people.born[child], 25) > day)
    row, question = expand(np.full(n, 3))
    names = np.array(["HELP_BETTER", "LISTENED_TO", "FEEL_SAFE"])
    answer = (
        np.clip(np.round(rng.normal(council.trend(day[row], 3.6, 4.0), 1.0)), 1, 5).astype(np.int64).astype(np.str_)
    )
    named = old & chance(rng, 0.6, n)
    extracts.add(
        "sup_feedback",
        {
            "feedback_id": Ids("FB", row),
            "question_id": names[question],
            "person_id": Ids("P", np.where(named, child, -1)[row]),
            "respondent_type": np.where(
                scene.world.age(child, day) >= 18, "CARE_LEAVER", np.where(old, "CHILD", "PARENT")
            )[row],
            "answer": np.where(chance(rng, 0.03, len(row)), "X", answer),
            "collected_date": day[row],
            "method": pick(rng, {"SURVEY": 0.4, "VISIT": 0.3, "REVIEW": 0.2, "AUDIT": 0.1}, n)[row],
            "people_invited": np.full(len(row), max(5, round(900 * council.scale))),
        },
    )


def _complaints(scene: Scene, extracts: Extracts) -> None:
    council, people, workers = scene.council, scene.world.people, scene.workers
    rng = council.rng("complaints")
    n = council.count(95)
    day = council.busy_days(rng, n, council.start, council.end, weekend=0.0)
    child = rng.integers(0, len(people), n)
    extended = chance(rng, 0.2, n)
    due = council.working.after(day, np.where(extended, 20, 10))
    withdrawn = chance(rng, 0.05, n)
    answered = np.where(
        withdrawn,
        FAR,
        council.past(
            council.working.after(day, np.where(chance(rng, 0.74, n), between(rng, 3, 10, n), between(rng, 11, 28, n)))
        ),
    )
    second = np.flatnonzero((answered < FAR) & chance(rng, 0.08, n))
    rows = np.concatenate([np.arange(n), second])
    stage = np.append(np.full(n, "1"), np.full(len(second), "2"))
    begin = np.concatenate([day, council.working.after(answered[second], 5)])
    limit = np.concatenate([due, council.working.after(begin[n:], 25)])
    reply = np.concatenate(
        [answered, council.past(council.working.after(begin[n:], between(rng, 15, 40, len(second))))]
    )
    keep = begin <= council.end
    rows, stage, begin, limit, reply = rows[keep], stage[keep], begin[keep], limit[keep], reply[keep]
    m = len(rows)
    teams = workers.team_id
    extracts.add(
        "sup_complaints",
        {
            "complaint_id": Ids("CO", rows),
            "stage": stage,
            "person_id": Ids("P", np.where(people.met[child] < day, child, -1)[rows]),
            "team_id": teams[rows % len(teams)],
            "made_by": pick(rng, {"PARENT": 0.65, "YOUNG_PERSON": 0.12, "CARER": 0.13, "ADVOCATE": 0.1}, n)[rows],
            "theme": pick(rng, {"COMMUNICATION": 0.35, "DECISION": 0.25, "STAFF": 0.2, "DELAY": 0.2}, n)[rows],
            "received_date": begin,
            "due_date": limit,
            "extended": np.where(extended[rows], "Y", "N"),
            "response_date": reply,
            "upheld": np.where(reply < FAR, pick(rng, {"UPHELD": 0.25, "PARTLY": 0.35, "NOT_UPHELD": 0.4}, m), ""),
            "withdrawn": withdrawn[rows] & (stage == "1"),
        },
    )


def _issues(scene: Scene, extracts: Extracts) -> None:
    council = scene.council
    rng = council.rng("issues")
    n = max(8, council.count(14))
    day = council.busy_days(rng, n, council.start, council.end)
    reply = council.past(day + np.where(chance(rng, 0.85, n), between(rng, 14, 56, n), between(rng, 57, 120, n)))
    extracts.add(
        "sup_cyp_council_issues",
        {
            "issue_id": Ids("YI", np.arange(n)),
            "council": np.where(chance(rng, 0.6, n), "CHILDREN_IN_CARE", "CHILDREN_AND_YOUNG_PEOPLE"),
            "raised_date": day,
            "theme": pick(
                rng, {"Workers changing": 0.3, "Pocket money": 0.2, "Seeing family": 0.3, "Moving on": 0.2}, n
            ),
            "who_must_act": pick(rng, {"Children in care service": 0.7, "Virtual School": 0.3}, n),
            "reply_date": reply,
        },
    )


def write_quality(scene: Scene, extracts: Extracts) -> None:
    """Audits, moderation, actions, plans, feedback, complaints, issues."""
    for write in (_audits, _feedback, _complaints, _issues):
        write(scene, extracts)


quarter_labels = _quarter_labels
