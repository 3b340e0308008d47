"""Tables of special educational needs: who has a plan, how it came about, and for what need."""

import numpy as np

from warehouse.synthetic.arrays import FAR, Ints, between, chance, pick, year_of
from warehouse.synthetic.extracts import BLANK, Extracts, Ids
from warehouse.synthetic.identity import upns
from warehouse.synthetic.scene import Scene


def write_needs(scene: Scene, extracts: Extracts) -> None:
    """Special educational needs: a request, an assessment, a plan with its needs, for children who have a plan."""
    people, council = scene.world.people, scene.council
    child = np.flatnonzero(scene.has_plan)
    n = len(child)
    numbers = upns(council.authority, len(people), year_of(people.born + 1700))
    extracts.add(
        "ssd_send",
        {
            "send_table_id": Ids("SN", np.arange(n)),
            "send_upn": numbers[child],
            "send_uln": BLANK,
            "send_upn_unknown": BLANK,
            "send_person_id": Ids("P", child),
        },
    )
    _education_plans(scene, extracts, child)


def _education_plans(scene: Scene, extracts: Extracts, child: Ints) -> None:
    """The way of each plan: asked for, assessed, issued within twenty weeks, reviewed every year."""
    council, born = scene.council, scene.world.people.born[child]
    rng = council.rng("education plan dates")
    n = len(child)
    asked = np.maximum(born + between(rng, 900, 1050, n), council.end - between(rng, 250, 2400, n))
    asked = np.minimum(asked, council.end - 150)
    asked = np.maximum(asked, born + 500)
    agreed, issued = asked + between(rng, 25, 42, n), asked + between(rng, 100, 149, n)
    agreed, issued = np.minimum(agreed, council.end), np.minimum(issued, council.end)
    every = np.arange(n)
    extracts.add(
        "ssd_ehcp_requests",
        {
            "ehcr_ehcp_request_id": Ids("EQ", every),
            "ehcr_send_table_id": Ids("SN", every),
            "ehcr_ehcp_req_date": asked,
            "ehcr_ehcp_req_outcome_date": agreed,
            "ehcr_ehcp_req_outcome": np.full(n, "Y"),
        },
    )
    extracts.add(
        "ssd_ehcp_assessment",
        {
            "ehca_ehcp_assessment_id": Ids("EA", every),
            "ehca_ehcp_request_id": Ids("EQ", every),
            "ehca_ehcp_assessment_outcome_date": issued,
            "ehca_ehcp_assessment_outcome": np.full(n, "Y"),
            "ehca_ehcp_assessment_exceptions": np.where(chance(rng, 0.1, n), "1", "0"),
        },
    )
    extracts.add(
        "ssd_ehcp_named_plan",
        {
            "ehcn_named_plan_id": Ids("EN", every),
            "ehcn_ehcp_asmt_id": Ids("EA", every),
            "ehcn_named_plan_start_date": issued,
            "ehcn_named_plan_ceased_date": np.full(n, FAR),
            "ehcn_named_plan_ceased_reason": BLANK,
        },
    )
    _current_plans(scene, extracts, issued)


def _current_plans(scene: Scene, extracts: Extracts, issued: Ints) -> None:
    council = scene.council
    rng = council.rng("education plan needs")
    n = len(issued)
    every = np.arange(n)
    reviewed = council.end - between(rng, 10, 360, n)
    extracts.add(
        "ssd_ehcp_active_plans",
        {
            "ehcp_active_ehcp_id": Ids("EP", every),
            "ehcp_ehcp_request_id": Ids("EQ", every),
            "ehcp_active_ehcp_last_review_date": np.where(reviewed > issued, reviewed, FAR),
        },
    )
    kinds = {"ASD": 0.32, "SEMH": 0.25, "SLCN": 0.16, "MLD": 0.1, "SLD": 0.07, "PD": 0.05, "PMLD": 0.03, "HI": 0.02}
    extracts.add(
        "ssd_sen_need",
        {
            "senn_table_id": Ids("ED", every),
            "senn_active_ehcp_id": Ids("EP", every),
            "senn_active_ehcp_need_type": pick(rng, kinds, n),
            "senn_active_ehcp_need_rank": np.full(n, "1"),
        },
    )
