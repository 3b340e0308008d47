"""Tables of care: episodes, placements, legal statuses, reviews, visits, care plans and permanence."""

import json

import numpy as np

from warehouse.synthetic.arrays import FAR, YEAR, Generator, Ints, add_months, between, chance, pick, walk, year_of
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.journeys import ADOPTED, GUARDIAN, HOME
from warehouse.synthetic.places import postcode
from warehouse.synthetic.protection import participation
from warehouse.synthetic.scene import Scene

_OWN_AGENCY = "SC990001"
_PLANS = (
    "REMAINSUP",
    "RETURN1M",
    "RETURN6M",
    "RETURNEV",
    "LTRELFR",
    "LTFOST18",
    "RESPLMT",
    "SUPPLIV",
    "ADOPTION",
    "OTHERPLN",
)


def _episodes(scene: Scene, extracts: Extracts) -> None:
    periods, cut, council = scene.periods, scene.care_episodes, scene.council
    rng = council.rng("care episode tables")
    need = pick(rng, {"N1": 0.68, "N2": 0.04, "N3": 0.03, "N4": 0.08, "N5": 0.12, "N6": 0.02, "N8": 0.03}, len(periods))
    need = np.where(periods.alone, "N8", need)
    until = np.minimum(cut.end, council.end)
    contact = council.working.back(until - between(rng, 3, 75, len(cut.period)))
    order = np.lexsort((cut.period, cut.start))
    period = cut.period[order]
    extracts.add(
        "ssd_cla_episodes",
        {
            "clae_cla_episode_id": Ids("LE", np.arange(len(order))),
            "clae_person_id": Ids("P", periods.child[period]),
            "clae_cla_episode_start_date": cut.start[order],
            "clae_cla_episode_start_reason": cut.start_reason[order],
            "clae_cla_primary_need_code": need[period],
            "clae_cla_episode_ceased_date": council.past(cut.end)[order],
            "clae_cla_episode_ceased_reason": cut.end_reason[order],
            "clae_cla_placement_id": Ids("PL", cut.placement[order]),
            "clae_entered_care_date": periods.start[period],
            "clae_cla_last_iro_contact_date": np.where(contact >= cut.start, contact, FAR)[order],
            "clae_cla_id": Ids("L", period),
            "clae_referral_id": Ids("R", periods.episode[period]),
        },
    )


def _urn(scene: Scene) -> np.ndarray:
    """Ofsted references: the agency of a foster home, the home itself, none with parents or in hospital."""
    placements = scene.placements
    number = np.array([int(carer[-5:]) for carer in placements.carer], dtype=np.int64)
    agency = np.char.add("SC", (991_000 + number % 14).astype(np.str_))
    home = np.char.add("SC", (995_000 + number % 3000).astype(np.str_))
    kind = placements.kind
    foster = np.char.startswith(kind, "U") | np.char.startswith(kind, "A")
    own = foster & (placements.provider == "PR1")
    supported = np.char.add("29", (10_000 + number % 80_000).astype(np.str_))
    return np.select(
        [own, foster, np.isin(kind, ["K1", "K2", "R1", "R3", "S1"]), kind == "K3"],
        [np.full(len(kind), _OWN_AGENCY), agency, home, supported],
        "",
    )


def _placements(scene: Scene, extracts: Extracts) -> None:
    periods, p, council = scene.periods, scene.placements, scene.council
    rng = council.rng("placement tables")
    n = len(p)
    started = p.start <= council.end
    assert started.all()
    hidden = chance(rng, 0.01, n)
    distance = np.where(hidden | periods.alone[p.period] & chance(rng, 0.5, n), 999.9, p.distance)
    extracts.add(
        "ssd_cla_placement",
        {
            "clap_cla_placement_id": Ids("PL", np.arange(n)),
            "clap_cla_placement_start_date": p.start,
            "clap_cla_placement_type": p.kind,
            "clap_cla_placement_urn": _urn(scene),
            "clap_cla_placement_distance": distance,
            "clap_cla_id": Ids("L", p.period),
            "clap_cla_placement_provider": p.provider,
            "clap_cla_placement_postcode": np.where(hidden, "", postcode(p.area, p.postcode)),
            "clap_cla_placement_end_date": council.past(p.end),
            "clap_cla_placement_change_reason": np.where(p.end <= council.end, p.change, ""),
            "clap_person_id": Ids("P", periods.child[p.period]),
        },
    )
    extracts.add("sup_placement_carers", {"placement_id": Ids("PL", np.arange(n)), "carer_id": p.carer})


def _legal(scene: Scene, extracts: Extracts) -> None:
    legal = scene.legal
    extracts.add(
        "ssd_legal_status",
        {
            "lega_legal_status_id": Ids("LG", np.arange(len(legal.period))),
            "lega_person_id": Ids("P", scene.periods.child[legal.period]),
            "lega_legal_status": legal.status,
            "lega_legal_status_start_date": legal.start,
            "lega_legal_status_end_date": scene.council.past(legal.end),
        },
    )


def review_days(scene: Scene) -> tuple[Ints, Ints, Ints]:
    """Reviews of every period: (period, day, due): within 20 working days, then 3 months, then every 6 months."""
    periods, council = scene.periods, scene.council
    rng = council.rng("care reviews")
    work = council.working
    parts: list[tuple[Ints, Ints, Ints]] = []
    before, rows = periods.start, np.arange(len(periods))
    for number in range(40):
        due = work.after(before, 20) if number == 0 else add_months(before, 3 if number == 1 else 6)
        late = chance(rng, council.trend(due, 0.085, 0.035), len(rows))
        day = np.where(
            late, due + between(rng, 2, 25, len(rows)), due - between(rng, 0, 3 if number == 0 else 14, len(rows))
        )
        day = np.maximum(work.back(day), work.after(before, 1))
        held = (day <= council.end) & (day < periods.end[rows])
        rows, day, due = rows[held], day[held], due[held]
        if not len(rows):
            break
        parts.append((rows, day, due))
        before = day
    return tuple(np.concatenate([part[k] for part in parts]) for k in range(3))  # type: ignore[return-value]


def _reviews(scene: Scene, extracts: Extracts) -> None:
    period, day, due = review_days(scene)
    order = np.lexsort((period, day))
    period, day, due = period[order], day[order], due[order]
    rng = scene.council.rng("care review tables")
    child = scene.periods.child[period]
    extracts.add(
        "ssd_cla_reviews",
        {
            "clar_cla_review_id": Ids("LR", np.arange(len(day))),
            "clar_cla_id": Ids("L", period),
            "clar_cla_review_due_date": due,
            "clar_cla_review_date": day,
            "clar_cla_review_cancelled": "N",
            "clar_cla_review_participation": participation(scene, rng, child, day),
            "clar_cla_person_id": Ids("P", child),
        },
    )


def _visits(scene: Scene, extracts: Extracts) -> None:
    """Within a week of each placement, then inside every six weeks. The extract holds the visits of its years."""
    p, periods, council = scene.placements, scene.periods, scene.council
    rng = council.rng("care visits")
    first_day = council.start - 100
    begin = np.maximum(p.start, first_day)
    placement, day = walk(
        rng,
        begin,
        np.minimum(p.end - 1, council.end),
        (1, 7),
        (29, 41),
        lambda day: council.trend(day, 0.07, 0.04),
        (4, 18),
    )
    day = np.maximum(council.working.back(day), begin[placement])
    order = np.lexsort((placement, day))
    placement, day = placement[order], day[order]
    n = len(day)
    period = p.period[placement]
    child = periods.child[period]
    seen = chance(rng, 0.96, n)
    extracts.add(
        "ssd_cla_visits",
        {
            "clav_cla_visit_id": Ids("LV", np.arange(n)),
            "clav_cla_id": Ids("L", period),
            "clav_person_id": Ids("P", child),
            "clav_cla_visit_date": day,
            "clav_cla_visit_seen": seen,
            "clav_cla_visit_seen_alone": seen & (scene.world.age(child, day) >= 4) & chance(rng, 0.72, n),
        },
    )


def _care_plans(scene: Scene, extracts: Extracts) -> None:
    """A first plan by four months for most, and a later one when the way ahead is clear."""
    periods, council = scene.periods, scene.council
    rng = council.rng("care plans")
    n = len(periods)
    first = periods.start + np.where(chance(rng, 0.9, n), between(rng, 5, 100, n), between(rng, 125, 200, n))
    second = np.where(chance(rng, 0.6, n), first + between(rng, 150, 330, n), FAR)
    second = np.minimum(second, np.where(periods.decided < FAR, periods.decided, FAR))
    second = np.where(second > first, second, FAR)
    rows = np.concatenate([np.arange(n), np.arange(n)])
    start = np.concatenate([first, second])
    end = np.concatenate([np.minimum(second, periods.end), periods.end])
    keep = (start <= council.end) & (start < end)
    rows, start, end, later = rows[keep], start[keep], end[keep], np.append(np.zeros(n, bool), np.ones(n, bool))[keep]
    order = np.lexsort((rows, start))
    rows, start, end, later = rows[order], start[order], end[order], later[order]
    years = scene.world.age(periods.child[rows], start)
    leaving = periods.leaving[rows]
    choice = np.select(
        [later & (leaving == ADOPTED), leaving == GUARDIAN, leaving == HOME, periods.alone[rows], years >= 15, later],
        [8, 4, 2, 7, np.where(years % 2 == 0, 6, 5), 5],
        np.where(years < 4, 8, 3),
    )
    texts = np.array(
        [
            json.dumps({key: "Y" if k == option else "N" for k, key in enumerate(_PLANS)})
            for option in range(len(_PLANS))
        ]
    )
    extracts.add(
        "ssd_cla_care_plan",
        {
            "lacp_table_id": Ids("LC", np.arange(len(rows))),
            "lacp_person_id": Ids("P", periods.child[rows]),
            "lacp_cla_care_plan_start_date": start,
            "lacp_cla_care_plan_end_date": council.past(end),
            "lacp_cla_care_plan_json": texts[choice],
        },
    )


def _previous_permanence(scene: Scene, extracts: Extracts) -> None:
    periods, council = scene.periods, scene.council
    rng = council.rng("previous permanence")
    child, first = np.unique(periods.child, return_index=True)
    option = pick(rng, {"Z1": 0.93, "P2": 0.035, "P1": 0.02, "P3": 0.015}, len(child))
    old = (periods.start[first] - periods.born[first]) > 5 * YEAR
    option = np.where(old & ~periods.alone[first], option, "Z1")
    year = year_of(periods.born[first]) + 3
    text = np.char.add("zz/zz/", year.astype(np.str_))
    extracts.add(
        "ssd_cla_previous_permanence",
        {
            "lapp_table_id": Ids("PP", np.arange(len(child))),
            "lapp_person_id": Ids("P", child),
            "lapp_previous_permanence_order_date": np.where(option == "Z1", "", text),
            "lapp_previous_permanence_option": option,
            "lapp_previous_permanence_la": np.where(option == "Z1", "", council.authority),
        },
    )


def _permanence(scene: Scene, extracts: Extracts) -> None:
    """Adoption and special guardianship, and a few adoption decisions that were reversed."""
    periods, council = scene.periods, scene.council
    rng = council.rng("permanence")
    n = len(periods)
    reversed_case = (
        (periods.leaving >= GUARDIAN)
        & ~periods.alone
        & (periods.start - periods.born < 5 * YEAR)
        & (periods.end - periods.start > 500)
        & chance(rng, 0.12, n)
    )
    decided = council.past(np.where(reversed_case, council.working.back(periods.start + 200), periods.decided))
    undone = np.where(reversed_case, council.working.back(periods.start + 420), FAR)
    _decisions(scene, extracts, rng, decided, council.past(undone))


def _decisions(scene: Scene, extracts: Extracts, rng: Generator, decided: Ints, undone: Ints) -> None:
    periods, council = scene.periods, scene.council
    order_type = np.select(
        [periods.leaving == ADOPTED, periods.leaving == GUARDIAN], ["Adoption", "Special Guardianship"], ""
    )
    ordered = np.where((order_type != "") & (periods.end < periods.adult), council.past(periods.end), FAR)
    rows = np.flatnonzero((decided < FAR) | (ordered < FAR))
    m = len(rows)
    placed, undone, ordered = council.past(periods.placed)[rows], undone[rows], ordered[rows]
    adopters = np.where(placed < FAR, pick(rng, {"MF": 0.62, "F1": 0.14, "FF": 0.1, "MM": 0.12, "M1": 0.02}, m), "")
    single = np.isin(adopters, ["F1", "M1"])
    siblings = chance(rng, 0.4, m)
    worker_posts = scene.workers.at("FOSTERING_ADOPTION")
    worker = scene.workers.holder(
        worker_posts[rows % len(worker_posts)],
        np.minimum(np.where(ordered < FAR, ordered - 1, council.end), council.end),
    )
    extracts.add(
        "ssd_permanence",
        {
            "perm_table_id": Ids("PM", np.arange(m)),
            "perm_person_id": Ids("P", periods.child[rows]),
            "perm_cla_id": Ids("L", rows),
            "perm_adm_decision_date": decided[rows],
            "perm_ffa_cp_decision_date": np.full(m, FAR),
            "perm_placement_order_date": council.past(periods.ordered)[rows],
            "perm_placed_for_adoption_date": placed,
            "perm_matched_date": council.past(periods.matched)[rows],
            "perm_adopted_by_carer_flag": np.where(placed < FAR, "N", ""),
            "perm_placed_ffa_cp_date": np.full(m, FAR),
            "perm_decision_reversed_date": undone,
            "perm_placed_foster_carer_date": np.full(m, FAR),
            "perm_part_of_sibling_group": np.where(siblings, "1", "0"),
            "perm_siblings_placed_together": np.where(siblings & (placed < FAR), 2, -1),
            "perm_siblings_placed_apart": np.where(siblings, between(rng, 0, 2, m), -1),
            "perm_placement_provider_urn": np.where(placed < FAR, _OWN_AGENCY, ""),
            "perm_decision_reversed_reason": np.where(
                undone < FAR, pick(rng, {"RD1": 0.3, "RD2": 0.3, "RD3": 0.3, "RD4": 0.1}, m), ""
            ),
            "perm_permanence_order_date": ordered,
            "perm_permanence_order_type": np.where(ordered < FAR, order_type[rows], ""),
            "perm_adoption_worker_id": Ids("W", np.where(order_type[rows] == "Special Guardianship", -1, worker)),
            "perm_adopter_sex": adopters,
            "perm_adopter_legal_status": np.where(
                adopters == "", "", np.where(single, "L0", np.where(adopters == "MF", "L11", "L12"))
            ),
            "perm_number_of_adopters": np.where(adopters == "", "", np.where(single, "1", "2")),
        },
    )


def write_care(scene: Scene, extracts: Extracts) -> None:
    """Care episodes, placements and carers, legal status, reviews, visits, care plans, permanence."""
    for write in (_episodes, _placements, _legal, _reviews, _visits, _care_plans, _previous_permanence, _permanence):
        write(scene, extracts)
