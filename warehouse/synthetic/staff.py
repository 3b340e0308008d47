"""Tables of teams, workers and who held which child, and about the extract itself."""

from datetime import date

import numpy as np

from warehouse.synthetic.arrays import FAR, Ints, Texts, chance, day_number, pick
from warehouse.synthetic.extracts import BLANK, Extracts, Ids
from warehouse.synthetic.identity import forenames, surnames
from warehouse.synthetic.scene import Scene

_TITLES = {"SOCIAL_WORKER": "Social Worker", "TEAM_MANAGER": "Team Manager", "PERSONAL_ADVISER": "Personal Adviser",
           "EARLY_HELP_WORKER": "Early Help Worker", "REVIEWING_OFFICER": "Independent Reviewing Officer",
           "SENIOR_MANAGER": "Head of Service", "OTHER": "Health Visitor"}  # fmt: skip
_REASONS_FROM = day_number(date(2023, 4, 1))


def _parents(scene: Scene) -> dict[str, str]:
    """The services that teams belong to, with an id each."""
    return {name: f"S{number:02}" for number, name in enumerate(sorted(set(scene.workers.team_parent)), 1)}


def _teams(scene: Scene, extracts: Extracts) -> None:
    workers = scene.workers
    services = _parents(scene)
    rows = [{"dept_team_id": number, "dept_team_name": name} for name, number in services.items()]
    for team, name, parent in zip(workers.team_id, workers.team_name, workers.team_parent, strict=True):
        rows.append(
            {
                "dept_team_id": str(team),
                "dept_team_name": str(name),
                "dept_team_parent_id": services[str(parent)],
                "dept_team_parent_name": str(parent),
            }
        )
    extracts.add_rows("ssd_department", rows)


def swe_numbers(scene: Scene) -> Texts:
    """Social Work England numbers, blank for workers who are not registered."""
    n = len(scene.workers)
    return np.where(scene.workers.registered, np.char.add("SW", (900_000 + np.arange(n)).astype(np.str_)), "")


def _workers(scene: Scene, extracts: Extracts) -> None:
    workers, council = scene.workers, scene.council
    rng = council.rng("worker names")
    n = len(workers)
    sex = np.where(chance(rng, 0.82, n), "F", "M")
    last = surnames(rng, np.arange(n))
    first = forenames(rng, sex, last, np.arange(n))
    census = day_number(
        date(council.extracted_on.year - ((council.extracted_on.month, council.extracted_on.day) < (9, 30)), 9, 30)
    )
    held = scene.involvements
    rows = scene.case_involvements
    rows = rows[(held.start[rows] <= census) & (held.end[rows] > census)]
    cases = np.bincount(held.worker[rows], minlength=n)
    there = (workers.start <= census) & (workers.end > census)
    extracts.add(
        "ssd_professionals",
        {
            "prof_professional_id": Ids("W", np.arange(n)),
            "prof_staff_id": np.char.add("HR", (30_000 + np.arange(n)).astype(np.str_)),
            "prof_professional_name": np.char.add(np.char.add(first, " "), last),
            "prof_social_worker_registration_no": swe_numbers(scene),
            "prof_professional_job_title": np.array([_TITLES[role] for role in workers.role]),
            "prof_professional_caseload": np.where(there, cases, -1),
            "prof_professional_department": workers.team_name[workers.team],
            "prof_full_time_equivalency": workers.fte,
            "prof_agency_worker_flag": workers.agency,
        },
    )


def _involvements(scene: Scene, extracts: Extracts) -> None:
    held, stays, workers, council = scene.involvements, scene.stays, scene.workers, scene.council
    rng = council.rng("involvement tables")
    order = np.lexsort((held.child, held.start))
    stay, n = held.stay[order], len(order)
    end = council.past(held.end[order])
    reason = np.where(held.changed[order], "LEFTRL", pick(rng, {"TSPROC": 0.8, "FCONTA": 0.1, "OTHERS": 0.1}, n))
    known = (end < FAR) & (end >= _REASONS_FROM) & np.isin(stays.role[stay], ["CW", "PA"])
    extracts.add(
        "ssd_involvements",
        {
            "invo_involvements_id": Ids("V", np.arange(n)),
            "invo_professional_id": Ids("W", held.worker[order]),
            "invo_professional_role_id": stays.role[stay],
            "invo_professional_team": workers.team_id[workers.team[held.worker[order]]],
            "invo_involvement_start_date": held.start[order],
            "invo_involvement_end_date": end,
            "invo_worker_change_reason": np.where(known, reason, ""),
            "invo_person_id": Ids("P", held.child[order]),
            "invo_referral_id": Ids("R", stays.episode[stay]),
        },
    )


def _about(scene: Scene, extracts: Extracts) -> None:
    council, placements = scene.council, scene.placements
    open_now = np.flatnonzero((placements.end > council.end) & (placements.provider != "PR0"))
    extracts.add(
        "ssd_s251_finance",
        {
            "s251_table_id": Ids("SF", np.arange(len(open_now))),
            "s251_cla_placement_id": Ids("PL", open_now),
            **{f"s251_placeholder_{number}": BLANK for number in range(1, 5)},
        },
    )
    taken = council.extracted_on.isoformat()
    extracts.add_rows(
        "ssd_version_log",
        [
            {
                "version_number": "1.0.0",
                "release_date": taken,
                "description": "Invented council",
                "is_current": "1",
                "created_at": f"{taken} 00:00:00",
                "created_by": "generator",
                "impact_description": "Made for demonstration; nobody in it exists",
            }
        ],
    )
    some: Ints = np.arange(min(3, len(scene.world.people)))
    extracts.add_rows(
        "ssd_api_data_staging",
        [
            {
                "id": str(k + 1),
                "person_id": f"P{1_000_001 + k}",
                "json_payload": "{}",
                "current_hash": f"{k:032x}",
                "submission_status": "Pending",
                "row_state": "new",
                "last_updated": f"{taken} 00:00:00",
            }
            for k in some
        ],
    )


def write_staff(scene: Scene, extracts: Extracts) -> None:
    """Teams, workers, involvements, and the extract's own tables."""
    for write in (_teams, _workers, _involvements, _about):
        write(scene, extracts)
