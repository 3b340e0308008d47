"""Tables of the front door: contacts, early help, referrals, assessments and their factors."""

import json

import numpy as np

from warehouse.synthetic.arrays import FAR, Floats, Generator, Ints, Texts, chance, pick
from warehouse.synthetic.contacts import SOURCES
from warehouse.synthetic.council import CODES_OF_2022
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.journeys import CARE, ENQUIRY, NEED, NO_ACTION, PLAN, STEP_DOWN
from warehouse.synthetic.scene import Scene

_NEED = {
    "N1": 0.62,
    "N2": 0.07,
    "N3": 0.03,
    "N4": 0.09,
    "N5": 0.12,
    "N6": 0.03,
    "N7": 0.003,
    "N8": 0.02,
    "N9": 0.007,
    "N0": 0.01,
}
_CONTACT_FLAGS = {"REFERRAL": "NEW_REFERRAL_FLAG", "OPEN_CASE": "EXISTING_REFERRAL_FLAG", "NFA": "NFA_FLAG",
                  "UNIVERSAL": "ADVICE_FLAG", "HUB": "ADVICE_FLAG", "EARLY_HELP": "OTHER_OUTCOMES_EXIST_FLAG",
                  "OTHER": "OTHER_OUTCOMES_EXIST_FLAG"}  # fmt: skip
_REFERRAL_FLAGS = (
    "SINGLE_ASSESSMENT_FLAG", "NFA_FLAG", "STRATEGY_DISCUSSION_FLAG", "CLA_REQUEST_FLAG",
    "NON_AGENCY_ADOPTION_FLAG", "PRIVATE_FOSTERING_FLAG", "CP_TRANSFER_IN_FLAG", "CP_CONFERENCE_FLAG",
    "CARE_LEAVER_FLAG", "OTHER_OUTCOMES_EXIST_FLAG",
)  # fmt: skip
_ASSESSMENT_FLAGS = (
    "NFA_FLAG", "NFA_S47_END_FLAG", "STRATEGY_DISCUSSION_FLAG", "CLA_REQUEST_FLAG", "PRIVATE_FOSTERING_FLAG",
    "LEGAL_ACTION_FLAG", "PROV_OF_SERVICES_FLAG", "PROV_OF_SB_CARE_FLAG", "SPECIALIST_ASSESSMENT_FLAG",
    "REFERRAL_TO_OTHER_AGENCY_FLAG", "OTHER_ACTIONS_FLAG", "OTHER_OUTCOMES_EXIST_FLAG",
)  # fmt: skip
# Share of assessments that find each factor; domestic abuse and parents' mental health lead, as they do everywhere.
_FACTORS = {
    "3B": 0.30, "4B": 0.28, "4A": 0.15, "2B": 0.14, "1B": 0.12, "16A": 0.15, "17A": 0.18, "18C": 0.12, "3A": 0.10,
    "5A": 0.09, "14A": 0.06, "15A": 0.06, "6A": 0.05, "10A": 0.05, "19C": 0.04, "11A": 0.035, "24A": 0.03, "7A":
    0.03, "2A": 0.03, "13A": 0.015, "6B": 0.04, "1C": 0.02, "4C": 0.02, "20": 0.06,
}  # fmt: skip


def flags(keys: tuple[str, ...], chosen: list[str], extra: dict[str, object] | None = None) -> str:
    """Outcome flags as the case system writes them: every key, Y for what was chosen."""
    return json.dumps({**{key: "Y" if key in chosen else "N" for key in keys}, **(extra or {})})


def _contacts(scene: Scene, extracts: Extracts) -> None:
    contacts, council = scene.world.contacts, scene.council
    rng = council.rng("contact tables")
    keys = (
        "NEW_REFERRAL_FLAG",
        "EXISTING_REFERRAL_FLAG",
        "CP_ENQUIRY_FLAG",
        "NFA_FLAG",
        "NON_AGENCY_ADOPTION_FLAG",
        "PRIVATE_FOSTERING_FLAG",
        "ADVICE_FLAG",
        "MISSING_FLAG",
        "OLA_CP_FLAG",
        "OTHER_OUTCOMES_EXIST_FLAG",
    )
    outcomes, code = np.unique(contacts.outcome, return_inverse=True)
    texts = np.array([flags(keys, [_CONTACT_FLAGS[outcome]]) for outcome in outcomes])
    n = len(contacts)
    late = chance(rng, council.trend(contacts.day, 0.16, 0.06), n)
    decided = council.past(
        council.working.after(
            contacts.day, np.where(late, rng.integers(2, 6, n), chance(rng, 0.55, n).astype(np.int64))
        )
    )
    waiting = decided >= FAR
    labels = {code.code: code.label for code in extracts.schema.code_sets["referral_source"].codes}
    sources, source = np.unique(contacts.source, return_inverse=True)
    extracts.add(
        "ssd_contacts",
        {
            "cont_contact_id": Ids("C", np.arange(n)),
            "cont_person_id": Ids("P", contacts.child),
            "cont_contact_date": contacts.day,
            "cont_contact_source_code": contacts.source,
            "cont_contact_source_desc": np.array([labels[name] for name in sources])[source],
            "cont_contact_outcome_json": np.where(waiting & (contacts.episode < 0), "", texts[code]),
        },
    )
    _decisions(scene, extracts, np.where(waiting & (contacts.episode >= 0), contacts.day, decided))


def _decisions(scene: Scene, extracts: Extracts, known: Ints) -> None:
    """What was decided and when; `known` is FAR where nothing was yet."""
    contacts, council = scene.world.contacts, scene.council
    rng = council.rng("contact decisions")
    n = len(contacts)
    extracts.add(
        "sup_contact_decisions",
        {
            "contact_id": Ids("C", np.arange(n)),
            "decision_date": known,
            "outcome_code": np.where(known >= FAR, "", contacts.outcome),
            "decided_by_role": np.where(
                known >= FAR, "", np.where(chance(rng, 0.8, n), "TEAM_MANAGER", "SOCIAL_WORKER")
            ),
            "received_out_of_hours": np.where(
                council.working.back(contacts.day) != contacts.day, "Y", np.where(chance(rng, 0.08, n), "Y", "N")
            ),
        },
    )


def _early_help(scene: Scene, extracts: Extracts) -> None:
    held, council = scene.world.early_help, scene.council
    rng = council.rng("early help tables")
    n = len(held)
    rows = np.flatnonzero(scene.stays.role == "EH")
    post = np.full(n, -1)
    post[np.arange(len(rows))] = scene.stay_post[rows]
    worker = scene.workers.holder(post, np.minimum(np.maximum(held.end - 1, held.start), council.end))
    extracts.add(
        "ssd_early_help_episodes",
        {
            "earl_episode_id": Ids("E", np.arange(n)),
            "earl_person_id": Ids("P", held.child),
            "earl_episode_start_date": held.start,
            "earl_episode_end_date": council.past(held.end),
            "earl_episode_reason": pick(
                rng,
                {
                    "Parenting support": 0.3,
                    "Family relationships": 0.2,
                    "School attendance": 0.16,
                    "Emotional wellbeing": 0.2,
                    "Housing and money": 0.14,
                },
                n,
            ),
            "earl_episode_end_reason": held.reason,
            "earl_episode_organisation": pick(
                rng, {"Council early help": 0.74, "School": 0.18, "Voluntary sector": 0.08}, n
            ),
            "earl_episode_worker_id": Ids("W", worker),
        },
    )


def _need_codes(rng: Generator, scene: Scene) -> Texts:
    e = scene.world.episodes
    shared = pick(rng, _NEED, len(scene.world.courses))[e.course]
    need = np.where(scene.world.people.disabled[e.child], "N2", shared)
    need = np.where(scene.world.people.alone[e.child], "N8", need)
    return np.where((e.care_start < FAR) & np.isin(need, ["N9", "N0"]), "N1", need)


def _referrals(scene: Scene, extracts: Extracts, need: Texts) -> None:
    e, council = scene.world.episodes, scene.council
    rng = council.rng("referral tables")
    n = len(e)
    kinds = {
        NO_ACTION: ["NFA_FLAG"],
        STEP_DOWN: ["SINGLE_ASSESSMENT_FLAG"],
        CARE: ["SINGLE_ASSESSMENT_FLAG", "CLA_REQUEST_FLAG"],
        ENQUIRY: ["SINGLE_ASSESSMENT_FLAG", "STRATEGY_DISCUSSION_FLAG"],
        PLAN: ["SINGLE_ASSESSMENT_FLAG", "STRATEGY_DISCUSSION_FLAG"],
    }
    texts = np.array([flags(_REFERRAL_FLAGS, kinds.get(path, ["SINGLE_ASSESSMENT_FLAG"])) for path in range(CARE + 1)])
    front = scene.workers.at("FRONT_DOOR")
    handled = scene.workers.holder(front[e.course % len(front)], e.referral)
    assessor = scene.case_worker(e.child, e.referral + 1)
    # A referral that goes on is put down to the team that took it; one that does not, to the front door.
    worker = np.where((e.path == NO_ACTION) | (assessor < 0), handled, assessor)
    labels = {code.code: code.label for code in extracts.schema.code_sets["referral_source"].codes}
    shared = pick(rng, SOURCES, len(scene.world.courses))[e.course]
    first = np.full(n, "", dtype="<U4")
    linked = np.flatnonzero(scene.world.contacts.episode >= 0)
    first[scene.world.contacts.episode[linked]] = scene.world.contacts.source[linked]
    source = np.where(first == "", shared, first)
    source = np.where((source == "5D") & (e.referral < CODES_OF_2022), "5B", source)
    names, code = np.unique(source, return_inverse=True)
    extracts.add(
        "ssd_cin_episodes",
        {
            "cine_referral_id": Ids("R", np.arange(n)),
            "cine_person_id": Ids("P", e.child),
            "cine_referral_date": e.referral,
            "cine_cin_primary_need_code": np.where(e.path == NO_ACTION, np.where(chance(rng, 0.5, n), "", need), need),
            "cine_referral_source_code": source,
            "cine_referral_source_desc": np.array([labels[name] for name in names])[code],
            "cine_referral_outcome_json": texts[e.path],
            "cine_referral_nfa": e.path == NO_ACTION,
            "cine_close_reason": np.where(e.close <= council.end, e.reason, ""),
            "cine_close_date": council.past(e.close),
            "cine_referral_team": scene.team_ids(worker),
            "cine_referral_worker_id": Ids("W", worker),
        },
    )


def _outcome(scene: Scene, rows: Ints) -> Ints:
    """What the assessment led to, as a row of `_OUTCOME_FLAGS`."""
    e = scene.world.episodes
    path = e.path[rows]
    goes_on = (e.need_start[rows] < FAR) | (e.after_start[rows] < FAR)
    return np.select([path == CARE, e.enquiry_start[rows] < FAR, goes_on, path == STEP_DOWN], [3, 2, 1, 4], 0)


_OUTCOME_FLAGS = (
    ["NFA_FLAG"],
    ["PROV_OF_SERVICES_FLAG"],
    ["STRATEGY_DISCUSSION_FLAG", "PROV_OF_SERVICES_FLAG"],
    ["CLA_REQUEST_FLAG", "LEGAL_ACTION_FLAG"],
    ["REFERRAL_TO_OTHER_AGENCY_FLAG"],
)


def _assessments(scene: Scene, extracts: Extracts, need: Texts) -> None:
    """One assessment for a referral, and a second on a tenth of the long ones."""
    e, council = scene.world.episodes, scene.council
    rng = council.rng("assessment tables")
    first = np.flatnonzero(e.assessment_start <= council.end)
    long_open = np.flatnonzero((e.path >= NEED) & (e.after_end - e.assessment_end > 200) & (e.after_end < FAR))
    long_open = long_open[chance(rng, 0.22, len(long_open))]
    again = council.working.back(e.assessment_end[long_open] + rng.integers(120, 190, len(long_open)))
    fits = (again <= council.end) & (council.working.after(again, 60) < e.close[long_open])
    long_open, again = long_open[fits], again[fits]
    rows = np.concatenate([first, long_open])
    start = np.concatenate([e.assessment_start[first], again])
    end = np.concatenate([e.assessment_end[first], council.working.after(again, rng.integers(15, 52, len(again)))])
    order = np.lexsort((rows, start))
    rows, start, end = rows[order], start[order], council.past(end[order])
    n = len(rows)
    outcome = _outcome(scene, rows)
    texts = np.array(
        [flags(_ASSESSMENT_FLAGS, chosen, {"TOTAL_NO_OF_OUTCOMES": len(chosen)}) for chosen in _OUTCOME_FLAGS]
    )
    done = end < FAR
    worker = scene.case_worker(e.child[rows], np.maximum(np.minimum(end, council.end) - 1, start))
    extracts.add(
        "ssd_cin_assessments",
        {
            "cina_assessment_id": Ids("A", np.arange(n)),
            "cina_person_id": Ids("P", e.child[rows]),
            "cina_referral_id": Ids("R", rows),
            "cina_assessment_start_date": start,
            "cina_assessment_child_seen": np.where(done, np.where(chance(rng, 0.96, n), "Y", "N"), ""),
            "cina_assessment_auth_date": end,
            "cina_assessment_outcome_json": np.where(done, texts[outcome], ""),
            "cina_assessment_outcome_nfa": np.where(done, np.where(outcome == 0, "Y", "N"), ""),
            "cina_assessment_team": scene.team_ids(worker),
            "cina_assessment_worker_id": Ids("W", worker),
        },
    )
    _factors(scene, extracts, rng, rows, np.flatnonzero(done), outcome, need)


def _factors(
    scene: Scene, extracts: Extracts, rng: Generator, rows: Ints, done: Ints, outcome: Ints, need: Texts
) -> None:
    """Siblings share the factors of their home; 21 (none) stands alone and only where nothing followed."""
    courses = len(scene.world.courses)
    codes, shares = list(_FACTORS), np.array(list(_FACTORS.values()))
    found: Floats = rng.random((courses, len(codes)))
    weights = 1 << np.arange(len(codes))
    mask = ((found < shares) * weights).sum(axis=1)
    course = scene.world.episodes.course[rows[done]]
    mine = mask[course]
    alone = scene.world.people.alone[scene.world.episodes.child[rows[done]]]
    neglect = (need[rows[done]] == "N1") & (mine == 0)
    mine = np.where(neglect, weights[codes.index("16A")], mine)
    none = (mine == 0) & (outcome[done] == 0)
    mine = np.where((mine == 0) & ~none, weights[codes.index("20")], mine)
    distinct, at = np.unique(mine, return_inverse=True)
    texts = np.array([json.dumps([code for bit, code in enumerate(codes) if value >> bit & 1]) for value in distinct])
    text = np.where(alone, '["9A"]', np.where(none, '["21"]', texts[at]))
    extracts.add(
        "ssd_assessment_factors",
        {
            "cinf_table_id": Ids("AF", np.arange(len(done))),
            "cinf_assessment_id": Ids("A", done),
            "cinf_assessment_factors_json": text,
        },
    )


def write_front_door(scene: Scene, extracts: Extracts) -> None:
    """Contacts and decisions, early help, referrals, assessments and factors."""
    need = _need_codes(scene.council.rng("needs"), scene)
    _contacts(scene, extracts)
    _early_help(scene, extracts)
    _referrals(scene, extracts, need)
    _assessments(scene, extracts, need)
