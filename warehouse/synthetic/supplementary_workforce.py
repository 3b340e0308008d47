"""Supplementary tables about staff: posts, contracts, absence, training, supervision and the staff survey."""

import numpy as np

from warehouse.synthetic.arrays import FAR, Floats, Ints, Texts, between, chance, expand, first_of, padded, pick, walk
from warehouse.synthetic.council import Council
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.scene import Scene
from warehouse.synthetic.staff import swe_numbers

_TIERS = {"TEAM_MANAGER": "TEAM_MANAGER", "SENIOR_MANAGER": "HEAD_OF_SERVICE"}
_COURSES = ("Safeguarding", "Recording", "Domestic abuse", "Exploitation", "Data protection")


def _posts(scene: Scene, extracts: Extracts) -> None:
    """Every post that a worker fills, and one in nine social work posts that nobody does."""
    posts, workers, council = scene.workers.posts, scene.workers, scene.council
    rng = council.rng("posts table")
    social = np.flatnonzero((posts.role == "SOCIAL_WORKER") & (posts.service != "OTHER"))
    filled = np.flatnonzero(posts.service != "OTHER")
    empty = social[chance(rng, 0.07, len(social))]
    rows = np.concatenate([filled, empty])
    n = len(rows)
    number = np.append(filled, len(posts) + np.arange(len(empty)))
    role = posts.role[rows]
    added = (role == "SOCIAL_WORKER") & chance(rng, 0.08, n)
    start = council.start - between(rng, 400, 2600, n)
    start = np.where(added, council.start + between(rng, 200, 900, n), start)
    tier = np.array([_TIERS.get(str(name), "NOT_MANAGEMENT") for name in role])
    heads = np.flatnonzero(tier == "HEAD_OF_SERVICE")
    tier = tier.astype("<U18")
    tier[heads[:1]], tier[heads[1:3]] = "DIRECTOR", "ASSISTANT_DIRECTOR"
    extracts.add(
        "sup_posts",
        {
            "post_id": Ids("PO", number),
            "team_id": workers.team_id[posts.team[rows]],
            "service": posts.service[rows],
            "role": role,
            "tier": tier,
            "requires_social_worker": np.isin(role, ["SOCIAL_WORKER", "TEAM_MANAGER", "REVIEWING_OFFICER"]),
            "funded_fte": posts.fte[rows],
            "additional_flag": added,
            "approved_date": np.where(added, start - 60, FAR),
            "start_date": start,
            "end_date": np.full(n, FAR),
        },
    )


def _contracts(scene: Scene, extracts: Extracts) -> None:
    workers, council = scene.workers, scene.council
    rng = council.rng("contracts")
    rows = np.flatnonzero(workers.posts.service[workers.post] != "OTHER")
    n = len(rows)
    agency, role, left = workers.agency[rows], workers.role[rows], workers.end[rows] < FAR
    social = workers.registered[rows]
    census = np.select(
        [role == "SENIOR_MANAGER", role == "TEAM_MANAGER", role == "SOCIAL_WORKER"],
        ["1", "3", "5"],
        np.where(social, "6", ""),
    )
    origin = np.where(agency, "4", pick(rng, {"1": 0.3, "2": 0.34, "4": 0.14, "5": 0.06, "6": 0.06, "9": 0.1}, n))
    reason = np.where(agency, "8", pick(rng, {"1": 0.68, "5": 0.08, "7": 0.1, "4": 0.02, "2": 0.02, "8": 0.1}, n))
    where = pick(rng, {"1": 0.36, "3": 0.2, "4": 0.06, "5": 0.08, "6": 0.1, "8": 0.2}, n)
    new = (origin == "1") & (council.end - workers.start[rows] < 365) & (role == "SOCIAL_WORKER") & ~left
    kind = np.where(agency, "AGENCY", np.where(chance(rng, 0.06, n), "FIXED", "PERMANENT"))
    extracts.add(
        "sup_workforce",
        {
            "spell_id": Ids("SP", np.arange(n)),
            "worker_id": Ids("W", rows),
            "swe_number": swe_numbers(scene)[rows],
            "post_id": Ids("PO", workers.post[rows]),
            "team_id": workers.team_id[workers.team[rows]],
            "service": workers.posts.service[workers.post[rows]],
            "role": role,
            "census_role": census,
            "employment_type": kind,
            "fte": workers.fte[rows],
            "start_date": workers.start[rows],
            "start_origin": np.where(social, origin, ""),
            "leave_date": workers.end[rows],
            "leave_reason": np.where(left, reason, ""),
            "leaver_destination": np.where(left & ~agency, where, ""),
            "covering_vacancy": np.where(agency, "Y", "N"),
            "acting_up": np.where((role == "TEAM_MANAGER") & chance(rng, 0.08, n), "Y", "N"),
            "asye": np.where(new, "Y", "N"),
        },
    )


def _absence(scene: Scene, extracts: Extracts) -> None:
    """Spells of sickness, training and leave days, on working days of the worker's employment."""
    workers, council = scene.workers, scene.council
    rng = council.rng("absence")
    begin = np.maximum(workers.start, council.start)
    end = np.minimum(workers.end, council.end)
    employed = (workers.posts.service[workers.post] != "OTHER") & ~workers.agency & (end > begin)
    counts = np.where(employed, rng.poisson(np.maximum(end - begin, 0) / 365.25 * 2.4), 0)
    worker, _ = expand(counts)
    first = begin[worker] + (rng.random(len(worker)) * (end - begin)[worker]).astype(np.int64)
    length = np.where(chance(rng, 0.1, len(worker)), between(rng, 10, 45, len(worker)), rng.geometric(0.4, len(worker)))
    reason = pick(rng, {"SIC": 0.86, "TRN": 0.06, "OTH": 0.05, "UNP": 0.03}, len(worker))
    spell, day_number = expand(length)
    day = council.working.after(council.working.back(first)[spell], day_number)
    owner = worker[spell]
    keep = (day >= begin[owner]) & (day <= end[owner])
    owner, day, why = owner[keep], day[keep], reason[spell][keep]
    once = first_of(owner, day)
    owner, day, why = owner[once], day[once], why[once]
    part = np.where(chance(rng, 0.06, len(owner)), 0.5, 1.0)
    extracts.add(
        "sup_absence",
        {
            "worker_id": Ids("W", owner),
            "absence_date": day,
            "fte_days_lost": np.round(workers.fte[owner] * part, 2),
            "reason_group": why,
        },
    )


def _training(scene: Scene, extracts: Extracts) -> None:
    workers, council = scene.workers, scene.council
    rng = council.rng("training")
    here = np.flatnonzero((workers.end >= FAR) & (workers.posts.service[workers.post] != "OTHER"))
    row, course = expand(np.full(len(here), len(_COURSES)))
    worker = here[row]
    done = np.maximum(
        workers.start[worker] + between(rng, 10, 200, len(worker)), council.end - between(rng, 20, 900, len(worker))
    )
    done = np.where(chance(rng, 0.9, len(worker)) & (done <= council.end), council.working.back(done), FAR)
    extracts.add(
        "sup_training",
        {
            "worker_id": Ids("W", worker),
            "course": np.array(_COURSES)[course],
            "core_for_role": course < 4,
            "completed_date": done,
            "valid_to": np.where((done < FAR) & (course != 1), done + 1095, FAR),
        },
    )


def supervised_from(council: Council) -> int:
    """First day of the supervision records: the extract holds 28 months of them, enough for nine quarters."""
    return max(council.start, council.end - 28 * 30)


def _supervision(scene: Scene, extracts: Extracts) -> None:
    """Case supervision of every allocated child, ever more regular, and personal supervision of workers."""
    held, workers, council = scene.involvements, scene.workers, scene.council
    rng = council.rng("supervision")
    rows = scene.case_involvements
    begin = np.maximum(held.start[rows], supervised_from(council))
    until = np.minimum(held.end[rows], council.end)
    case, day = walk(rng, begin, until, (8, 30), (24, 32), lambda day: council.trend(day, 0.24, 0.1), (6, 35))
    worker = held.worker[rows[case]]
    child = held.child[rows[case]]
    social = np.flatnonzero(
        (workers.posts.service[workers.post] != "OTHER")
        & (workers.end > council.start)
        & (workers.role != "SENIOR_MANAGER")
    )
    employed = (
        np.maximum(workers.start[social], supervised_from(council)),
        np.minimum(workers.end[social], council.end),
    )
    own, own_day = walk(rng, *employed, (10, 40), (27, 42))
    day = council.working.back(np.concatenate([day, own_day]))
    worker = np.concatenate([worker, social[own]])
    child = np.concatenate([child, np.full(len(own), -1)])
    kind = np.where(child < 0, "PERSONAL", np.where(chance(rng, 0.06, len(day)), "GROUP", "CASE"))
    manager = workers.manager(worker, day)
    spare = workers.holder(np.full(len(day), workers.at("MANAGEMENT")[0]), day)
    supervisor = np.where(manager >= 0, manager, spare)
    keep = (supervisor >= 0) & (supervisor != worker) & (day >= workers.start[worker])
    worker, child, day, kind, supervisor = worker[keep], child[keep], day[keep], kind[keep], supervisor[keep]
    order = np.lexsort((worker, child, day))
    extracts.add(
        "sup_supervision",
        {
            "supervision_id": Ids("SV", np.arange(len(order))),
            "supervision_date": day[order],
            "supervision_type": kind[order],
            "person_id": Ids("P", child[order]),
            "worker_id": Ids("W", worker[order]),
            "supervisor_id": Ids("W", supervisor[order]),
        },
    )


def _survey(scene: Scene, extracts: Extracts) -> None:
    """One survey a year, in the spring; answers get warmer, but those about caseload do not."""
    workers, council = scene.workers, scene.council
    rng = council.rng("survey")
    questions = np.array(["SUPPORTED", "RECOMMEND", "CASELOAD", "SUPERVISION", "LEADERS", "LEARNING", "STAY"])
    closes = scene.quarter_ends[::4] - 12
    survey: list[Texts] = []
    parts: list[tuple[Ints, Ints, Ints, Ints]] = []
    for number, close in enumerate(closes):
        here = np.flatnonzero(
            (workers.start <= close) & (workers.end > close) & (workers.posts.service[workers.post] != "OTHER")
        )
        answered = here[chance(rng, 0.62, len(here))]
        row, question = expand(np.full(len(answered), len(questions)))
        parts.append((np.full(len(row), number), answered[row], question, np.full(len(row), len(here))))
    wave, worker, question, invited = (
        np.concatenate([part[k] for part in parts]) if parts else np.zeros(0, np.int64) for k in range(4)
    )
    close = closes[wave] if len(wave) else wave
    mood: Floats = council.trend(close, 3.2, 3.7) - 0.5 * (question == 2)
    answer = np.clip(np.round(rng.normal(mood, 1.0)), 1, 5).astype(np.int64).astype(np.str_)
    response = np.char.add(np.char.add("R", (wave + 1).astype(np.str_)), padded(worker * 7919 % 100_003, 6))
    survey.append(np.char.add("SURVEY-", (wave + 1).astype(np.str_)))
    extracts.add(
        "sup_staff_survey",
        {
            "survey_id": survey[0],
            "response_id": response,
            "question_id": questions[question],
            "survey_close_date": close,
            "answer": np.where(chance(rng, 0.02, len(answer)), "X", answer),
            "service": workers.posts.service[workers.post[worker]],
            "role": workers.role[worker],
            "length_of_service_years": (close - workers.start[worker]) // 365,
            "staff_invited": invited,
        },
    )


def write_workforce(scene: Scene, extracts: Extracts) -> None:
    """Posts, contracts, absence, training, supervision, survey."""
    for write in (_posts, _contracts, _absence, _training, _supervision, _survey):
        write(scene, extracts)
