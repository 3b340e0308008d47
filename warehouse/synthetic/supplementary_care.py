"""Supplementary tables of care and leaving care: fostering, adoption, settings, pathway plans, mental health."""

import numpy as np

from warehouse.synthetic.arrays import (
    FAR,
    Ints,
    between,
    chance,
    expand,
    first_of,
    pick,
)
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.population import ETHNICITY
from warehouse.synthetic.scene import Scene


def _fostering(scene: Scene, extracts: Extracts) -> None:
    """Every household that a child was placed with by the council itself, approved before the first came."""
    council, placements = scene.council, scene.placements
    rng = council.rng("fostering")
    own = np.flatnonzero(np.char.startswith(placements.carer, "FH") | np.char.startswith(placements.carer, "FC"))
    household, where = np.unique(placements.carer[own], return_inverse=True)
    n = len(household)
    first, last = np.full(n, FAR), np.zeros(n, np.int64)
    np.minimum.at(first, where, placements.start[own])
    np.maximum.at(last, where, np.minimum(placements.end[own], council.end + 1))
    connected = np.char.startswith(household, "FC")
    approved = first - np.where(connected, between(rng, 0, 20, n), between(rng, 30, 2600, n))
    gone = np.where(
        last > council.end, FAR, last + np.where(connected, between(rng, 0, 40, n), between(rng, 100, 900, n))
    )
    gone = council.past(gone)
    reason = np.where(
        connected,
        "CHILD_LEFT",
        pick(rng, {"RESIGNED": 0.5, "RETIRED": 0.3, "MOVED_AGENCY": 0.15, "TERMINATED": 0.05}, n),
    )
    extracts.add(
        "sup_foster_carers",
        {
            "household_id": household,
            "approval_date": approved,
            "carer_type": np.where(connected, "CONNECTED", "MAINSTREAM"),
            "deregistration_date": gone,
            "reason": np.where(gone < FAR, reason, ""),
        },
    )
    open_now = np.flatnonzero(placements.end > council.end)
    kind = placements.kind[open_now]
    status = np.where(np.isin(kind, ["P1", "R2", "R5", "S1", "T1"]), "NOT_REQUIRED", "REGISTERED")
    status = np.where((kind == "K3") & chance(rng, 0.12, len(kind)), "AWAITING", status)
    status = np.where((kind == "K2") & chance(rng, 0.05, len(kind)), "UNREGISTERED", status)
    extracts.add(
        "sup_placement_registration",
        {
            "placement_id": Ids("PL", open_now),
            "as_at_date": np.full(len(kind), council.end),
            "registration_status": status,
        },
    )


def _settings(scene: Scene, extracts: Extracts) -> None:
    """Supported accommodation, described at the end of every quarter."""
    council = scene.council
    rng = council.rng("settings")
    settings = max(3, round(22 * council.scale))
    row, quarter = expand(np.full(settings, len(scene.quarter_ends)))
    day = scene.quarter_ends[quarter]
    n = len(row)
    extracts.add(
        "sup_accommodation_settings",
        {
            "setting_id": Ids("ST", row),
            "as_at_date": day,
            "provider": np.array(["Larkmere Living", "Oakfold Homes", "Tambergate Trust"])[row % 3],
            "setting_type": np.array(["SHARED_HOUSE", "SELF_CONTAINED", "SUPPORTED_LODGINGS", "FOYER"])[row % 4],
            "opened_date": council.start - 900 - row * 37,
            "commissioned_from": council.start - 800 - row * 37,
            "commissioned_to": np.full(n, FAR),
            "young_people_count": between(rng, 1, 6, n),
            "senior_visit_date": np.where(
                chance(rng, 0.9, n), council.working.back(day - between(rng, 5, 420, n)), FAR
            ),
            "visitor_grade": np.full(n, "HEAD_OF_SERVICE"),
            "member_visit_date": np.where(
                chance(rng, 0.3, n), council.working.back(day - between(rng, 5, 300, n)), FAR
            ),
        },
    )


def _matched(scene: Scene) -> Ints:
    """Periods of care in which the child was matched with adopters, in or shortly before the history."""
    day = scene.periods.matched
    return np.flatnonzero((day <= scene.council.end) & (day > scene.council.start - 400))


def _adopters(scene: Scene, extracts: Extracts) -> None:
    """Two adopters a family: those matched with a child, and others still on their way or gone."""
    council, periods = scene.council, scene.periods
    rng = council.rng("adopters")
    placed = _matched(scene)
    others = council.count(16)
    families = len(placed) + others
    matched = np.concatenate([periods.matched[placed], np.full(others, FAR)])
    sooner, later = between(rng, 40, 200, families), between(rng, -200, 900, families)
    approved = council.working.back(np.where(matched < FAR, matched - sooner, council.end - later))
    enquiry, first = approved - between(rng, 290, 360, families), approved - between(rng, 220, 270, families)
    middle = first + between(rng, 60, 80, families)
    submitted = approved - between(rng, 20, 50, families)
    left = (matched >= FAR) & chance(rng, 0.3, families)
    known = council.past(np.where(left, FAR, approved))
    reached = np.where(left, middle + 20, FAR)
    row, adopter = expand(np.where(enquiry <= council.end, np.where(chance(rng, 0.84, families), 2, 1), 0))
    done = np.concatenate([council.past(periods.placed[placed]), np.full(others, FAR)])[row]
    ordered = np.concatenate([council.past(periods.end[placed]), np.full(others, FAR)])[row]
    ended = council.past(reached)[row]

    def step(days: Ints) -> Ints:
        return np.where(days[row] < reached[row], council.past(days)[row], FAR)

    heritage = {code: share for code, share in ETHNICITY.items() if code not in ("REFU", "NOBT")}
    extracts.add(
        "sup_adopters",
        {
            "adopter_identifier": Ids("AP", np.arange(len(row))),
            "family_identifier": Ids("AF", row),
            "gender": np.where(adopter == 0, "F", "M"),
            "ethnicity": pick(rng, heritage, len(row)),
            "has_disability": np.where(chance(rng, 0.05, len(row)), "Yes", "No"),
            "fostering_for_adoption": chance(rng, 0.2, families)[row],
            "enquiry_date": enquiry[row],
            "stage1_start_date": step(first),
            "stage1_end_date": step(middle),
            "stage2_start_date": step(middle + 3),
            "stage2_end_date": known[row],
            "application_submitted_date": np.where(known[row] < FAR, submitted[row], FAR),
            "application_approved_date": known[row],
            "matched_date": council.past(matched)[row],
            "child_placed_date": done,
            "children_placed_count": np.where(done < FAR, 1, -1),
            "adoption_order_date": ordered,
            "left_process_date": ended,
            "left_process_reason": np.where(ended < FAR, pick(rng, {"1": 0.6, "2": 0.3, "3": 0.1}, len(row)), ""),
        },
    )


def _matches(scene: Scene, extracts: Extracts) -> None:
    periods, placed = scene.periods, _matched(scene)
    extracts.add(
        "sup_adoption_matches",
        {
            "person_id": Ids("P", periods.child[placed]),
            "family_identifier": Ids("AF", np.arange(len(placed))),
            "linked_date": periods.matched[placed],
            "ended_date": np.full(len(placed), FAR),
        },
    )


def _life_story(scene: Scene, extracts: Extracts) -> None:
    council, periods = scene.council, scene.periods
    rng = council.rng("life story")
    rows = np.flatnonzero((periods.end > council.end) & (council.end - periods.start > 200))
    day = np.maximum(periods.start[rows] + 120, council.end - between(rng, 30, 700, len(rows)))
    once = first_of(periods.child[rows], day)
    rows, day = rows[once], day[once]
    status = pick(rng, {"STARTED": 0.5, "COMPLETE": 0.2, "NOT_STARTED": 0.22, "NOT_NOW": 0.08}, len(rows))
    extracts.add(
        "sup_life_story",
        {
            "person_id": Ids("P", periods.child[rows]),
            "status_date": day,
            "status": status,
            "manager_signoff": np.where((status == "NOT_NOW") & chance(rng, 0.7, len(rows)), "Y", "N"),
        },
    )


def _leavers(scene: Scene, extracts: Extracts) -> None:
    """Pathway plans: first completed within three months of becoming eligible for most."""
    council, leavers = scene.council, scene.leavers
    rng = council.rng("leaver tables")
    planned = np.flatnonzero((leavers.eligible <= council.end) & (leavers.eligible >= council.start - 900))
    start = leavers.eligible[planned] + between(rng, 1, 40, len(planned))
    done = council.past(
        leavers.eligible[planned]
        + np.where(
            chance(rng, council.trend(start, 0.66, 0.84), len(planned)),
            between(rng, 40, 90, len(planned)),
            between(rng, 95, 200, len(planned)),
        )
    )
    keep = start <= council.end
    planned, start, done = planned[keep], start[keep], done[keep]
    review = np.where(done < FAR, np.maximum(done, council.end - between(rng, 5, 220, len(planned))), FAR)
    extracts.add(
        "sup_pathway_plans",
        {
            "person_id": Ids("P", leavers.child[planned]),
            "plan_start_date": start,
            "first_completed_date": np.maximum(done, start),
            "review_date": review,
        },
    )


def _entitlements(scene: Scene, extracts: Extracts) -> None:
    """Five documents for everybody near 18 or older, and staying put with former foster carers."""
    council, leavers = scene.council, scene.leavers
    rng = council.rng("entitlements")
    items = np.array(["NI_NUMBER", "PHOTO_ID", "HEALTH_HISTORY", "LOCAL_OFFER", "PLAN_COPY"])
    near = np.flatnonzero(leavers.adult <= council.end + 200)
    row, item = expand(np.full(len(near), len(items)))
    who = near[row]
    given = council.past(
        leavers.adult[who]
        + np.where(chance(rng, 0.9, len(who)), -between(rng, 5, 300, len(who)), between(rng, 3, 200, len(who)))
    )
    waived = chance(rng, 0.01, len(who))
    extracts.add(
        "sup_care_leaver_entitlements",
        {
            "person_id": Ids("P", leavers.child[who]),
            "item": items[item],
            "recorded_date": np.where(waived, FAR, given),
            "not_applicable_reason": np.where(waived, "Held by the young person's own country", ""),
        },
    )
    put = np.flatnonzero(
        np.isin(leavers.foster.astype("<U2"), ["FH", "FC"])
        & (leavers.adult <= council.end)
        & chance(rng, 0.5, len(leavers))
        & (leavers.left == leavers.adult)
    )
    end = council.past(leavers.adult[put] + between(rng, 60, 1000, len(put)))
    extracts.add(
        "sup_staying_put",
        {
            "person_id": Ids("P", leavers.child[put]),
            "start_date": leavers.adult[put],
            "former_carer_id": leavers.foster[put],
            "end_date": end,
        },
    )


def _leaver_health(scene: Scene, extracts: Extracts) -> None:
    council, leavers = scene.council, scene.leavers
    rng = council.rng("leaver health")
    some = np.flatnonzero((leavers.adult - 200 < council.end) & chance(rng, 0.45, len(leavers)))
    found = np.maximum(leavers.eligible[some], council.end - between(rng, 10, 1300, len(some)))
    keep = found <= council.end
    some, found = some[keep], found[keep]
    n = len(some)
    offer = council.past(found + between(rng, 1, 30, n))
    declined = chance(rng, 0.15, n) & (offer < FAR)
    begin = np.where(declined | (offer >= FAR), FAR, council.past(offer + between(rng, 0, 20, n)))
    kind = np.where(
        begin < FAR, pick(rng, {"NHS": 0.5, "COUNSELLING": 0.3, "SPECIALIST_WORKER": 0.15, "ADVISER_ONLY": 0.05}, n), ""
    )
    extracts.add(
        "sup_cl_health_needs",
        {
            "person_id": Ids("P", leavers.child[some]),
            "need_type": pick(
                rng, {"EMOTIONAL": 0.5, "MENTAL_HEALTH": 0.3, "SUBSTANCE_MISUSE": 0.1, "PHYSICAL": 0.1}, n
            ),
            "need_identified_date": found,
            "support_offer_date": offer,
            "declined": np.where(declined, "Y", "N"),
            "support_start_date": begin,
            "provider_type": kind,
            "provider": np.where(kind == "", "", "Tarnwick Wellbeing"),
        },
    )


def _mental_health(scene: Scene, extracts: Extracts) -> None:
    e, council, people = scene.world.episodes, scene.council, scene.world.people
    rng = council.rng("mental health")
    rows = np.flatnonzero(
        (scene.world.age(e.child, e.referral) >= 6)
        & (e.close - e.referral > 60)
        & (people.died[e.child] >= FAR)
        & (e.referral >= council.start - 150)
        & chance(rng, 0.18, len(e))
    )
    day = council.working.back(e.referral[rows] + between(rng, 20, 60, len(rows)))
    keep = day <= council.end
    rows, day = rows[keep], day[keep]
    order = np.lexsort((rows, day))
    rows, day = rows[order], day[order]
    n = len(rows)
    accepted = chance(rng, 0.8, n)
    treated = np.where(
        accepted, council.past(council.working.back(day + 4 + rng.gamma(1.8, 24, n).astype(np.int64))), FAR
    )
    left = np.where(treated < FAR, council.past(treated + between(rng, 60, 400, n)), FAR)
    extracts.add(
        "sup_mh_referrals",
        {
            "mh_referral_id": Ids("MR", np.arange(n)),
            "person_id": Ids("P", e.child[rows]),
            "provider": np.full(n, "Tarnwick Wellbeing"),
            "referral_date": day,
            "accepted": np.where(accepted, "Y", "N"),
            "treatment_start_date": np.where(treated < FAR, np.maximum(treated, day), FAR),
            "discharge_date": left,
        },
    )


def write_supplementary_care(scene: Scene, extracts: Extracts) -> None:
    """Fostering, registration, settings, adopters, life story, leavers, mental health."""
    for write in (
        _fostering,
        _settings,
        _adopters,
        _matches,
        _life_story,
        _leavers,
        _entitlements,
        _leaver_health,
        _mental_health,
    ):
        write(scene, extracts)
