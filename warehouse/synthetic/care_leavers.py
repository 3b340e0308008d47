"""The table of care leavers, and what supplements it about their plans, papers, health and homes."""

import numpy as np

from warehouse.synthetic.arrays import FAR, Ints, between, chance, pick
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.scene import Scene

_HOMES = {
    "U": 0.36, "B": 0.12, "D": 0.19, "E": 0.05, "K": 0.05, "Z": 0.12, "T": 0.03, "V": 0.015, "S": 0.01, "X": 0.025,
    "W": 0.01, "Y": 0.02,
}  # fmt: skip
_ACTIVITIES = {
    "F1": 0.06, "F2": 0.19, "P2": 0.02, "F4": 0.05, "F5": 0.2, "P5": 0.06, "G4": 0.12, "G5": 0.22, "G6": 0.08,
}  # fmt: skip


def write_care_leavers(scene: Scene, extracts: Extracts) -> None:
    """ssd_care_leavers: the state of each young person on the day of extraction."""
    council, leavers = scene.council, scene.leavers
    rng = council.rng("care leavers")
    n = len(leavers)
    in_care = leavers.left >= FAR
    touch = np.where(in_care, "YES", pick(rng, {"YES": 0.9, "NO": 0.05, "REFU": 0.015, "NREQ": 0.015, "RHOM": 0.02}, n))
    gap = np.where(
        touch == "YES",
        np.where(chance(rng, 0.85, n), between(rng, 1, 54, n), between(rng, 55, 120, n)),
        between(rng, 90, 400, n),
    )
    contact = np.maximum(council.working.back(council.end - gap), np.minimum(leavers.eligible, council.end))
    home = pick(rng, _HOMES, n)
    home = np.where(in_care | (touch == "NO"), "", home)
    unsuitable = np.isin(home, ["S", "V", "W", "X"]) | chance(rng, 0.04, n)
    doing = pick(rng, _ACTIVITIES, n)
    doing = np.where((touch == "NO") | (in_care & chance(rng, 0.3, n)), "", doing)
    reviewed = council.end - np.where(chance(rng, 0.84, n), between(rng, 5, 178, n), between(rng, 186, 380, n))
    reviewed = np.maximum(council.working.back(reviewed), np.minimum(leavers.eligible + 60, council.end))
    adviser, worker = _workers(scene)
    extracts.add(
        "ssd_care_leavers",
        {
            "clea_table_id": Ids("CL", np.arange(n)),
            "clea_person_id": Ids("P", leavers.child),
            "clea_care_leaver_eligibility": leavers.entitlement,
            "clea_care_leaver_in_touch": touch,
            "clea_care_leaver_latest_contact": contact,
            "clea_care_leaver_accommodation": home,
            "clea_care_leaver_accom_suitable": np.where(home == "", "", np.where(unsuitable, "2", "1")),
            "clea_care_leaver_activity": doing,
            "clea_pathway_plan_review_date": reviewed,
            "clea_care_leaver_personal_advisor": Ids("W", adviser),
            "clea_care_leaver_allocated_team": scene.team_ids(np.where(worker >= 0, worker, adviser)),
            "clea_care_leaver_worker_id": Ids("W", np.where(worker >= 0, worker, adviser)),
        },
    )


def _workers(scene: Scene) -> tuple[Ints, Ints]:
    """The adviser and the social worker of each young person on the day of extraction, -1 for none."""
    held, stays, end = scene.involvements, scene.stays, scene.council.end
    adviser, worker = np.full(len(scene.world.people), -1), np.full(len(scene.world.people), -1)
    for role, found in (("PA", adviser), ("CW", worker)):
        rows = np.flatnonzero((stays.role[held.stay] == role) & (held.start <= end) & (held.end > end))
        found[held.child[rows]] = held.worker[rows]
    return adviser[scene.leavers.child], worker[scene.leavers.child]
