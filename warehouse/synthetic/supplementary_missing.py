"""Supplementary tables of children who are missing from home or homeless, of police reports and return interviews."""

import numpy as np

from warehouse.synthetic.arrays import FAR, Ints, Texts, between, chance, first_of, pick
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.scene import Scene


def _missing_home(scene: Scene, extracts: Extracts) -> None:
    """Children missing from home, police reports of them and of children in care, and return interviews."""
    e, council, people = scene.world.episodes, scene.council, scene.world.people
    rng = council.rng("missing home")
    old = scene.world.age(e.child, np.minimum(e.referral, council.end))
    rows = np.flatnonzero(
        (old >= 10)
        & (e.care_start >= FAR)
        & (e.referral >= council.start)
        & (e.referral + 20 <= council.end)
        & (people.died[e.child] >= FAR)
    )
    rows = rows[first_of(e.child[rows])]
    rows = np.sort(rng.choice(rows, min(len(rows), council.count(150)), replace=False))
    child = e.child[rows]
    begin = e.referral[rows] + between(rng, 0, 20, len(rows))
    minutes = begin * 1440 + between(rng, 15 * 60, 23 * 60, len(rows))
    back = minutes + between(rng, 90, 2600, len(rows))
    back = np.where(back <= council.end * 1440, back, FAR * 1440)
    offered = np.where(
        back < FAR * 1440, np.where(chance(rng, council.trend(begin, 0.78, 0.92), len(rows)), "Y", "N"), ""
    )
    accepted = np.where(
        offered == "Y", np.where(chance(rng, 0.6, len(rows)), "Y", "N"), np.where(offered == "N", "N", "")
    )
    extracts.add(
        "sup_missing_home",
        {
            "episode_id": Ids("MH", np.arange(len(rows))),
            "person_id": Ids("P", child),
            "episode_start": minutes,
            "episode_end": back,
            "rhi_offered": offered,
            "rhi_accepted": accepted,
            "created_date": np.minimum(council.working.after(begin, between(rng, 0, 2, len(rows))), council.end),
        },
    )
    _reports(scene, extracts, child, begin, back, offered, accepted)


def _people_of(texts: list[str]) -> Ints:
    """The row numbers that person ids stand for."""
    return np.array([int(text[1:]) - 1_000_001 for text in texts], dtype=np.int64)


def _reports(
    scene: Scene, extracts: Extracts, child: Ints, begin: Ints, back: Ints, offered: Texts, accepted: Texts
) -> None:
    council = scene.council
    rng = council.rng("police reports")
    missing = extracts.tables["ssd_missing"]
    cared = _people_of(missing.column("miss_person_id").to_pylist())
    days = np.array(missing.column("miss_missing_episode_start_date").to_pylist(), dtype="datetime64[D]").astype(
        np.int64
    )
    who, start = np.concatenate([child, cared]), np.concatenate([begin, days])
    reported = np.minimum(start + between(rng, 0, 1, len(who)), council.end)
    blank = chance(rng, 0.05, len(who))
    extracts.add(
        "sup_police_missing_reports",
        {
            "report_id": Ids("PX", np.arange(len(who))),
            "report_date": reported,
            "missing_start_date": start,
            "person_id": Ids("P", np.where(blank, -1, who)),
            "removed_reason": np.where(chance(rng, 0.04, len(who)), "DUPLICATE", ""),
            "council_record_created_date": np.where(
                blank, FAR, np.minimum(reported + between(rng, 0, 2, len(who)), council.end)
            ),
        },
    )
    _interviews(scene, extracts, child, back, offered, accepted)


def _interviews(scene: Scene, extracts: Extracts, child: Ints, back: Ints, offered: Texts, accepted: Texts) -> None:
    """Return interviews after episodes from home and from care that ended and were offered one."""
    council, missing = scene.council, extracts.tables["ssd_missing"]
    rng = council.rng("return interviews")
    cared = _people_of(missing.column("miss_person_id").to_pylist())
    home = np.flatnonzero((offered == "Y") & (back < FAR * 1440))
    care_offered = np.array(missing.column("miss_missing_rhi_offered").to_pylist(), dtype=object)
    ended = np.array(
        [text or "2999-01-01" for text in missing.column("miss_missing_episode_end_date").to_pylist()],
        dtype="datetime64[D]",
    ).astype(np.int64)
    yes = np.array(missing.column("miss_missing_rhi_accepted").to_pylist(), dtype=object) == "Y"
    care = np.flatnonzero((care_offered == "Y") & (ended <= council.end))
    end_at = np.concatenate([back[home], ended[care] * 1440 + 1080])
    agreed = np.concatenate([(accepted == "Y")[home], yes[care]])
    limit = (council.end + 1) * 1440 - 1
    offer = np.minimum(end_at + between(rng, 60, 1440, len(end_at)), limit)
    held = end_at + np.where(
        chance(rng, 0.8, len(end_at)), between(rng, 300, 4300, len(end_at)), between(rng, 4400, 9000, len(end_at))
    )
    held = np.where(agreed & (held <= limit) & chance(rng, 0.93, len(held)), np.maximum(held, offer), FAR * 1440)
    extracts.add(
        "sup_return_interviews",
        {
            "interview_episode_id": Ids("RX", np.arange(len(end_at))),
            "interview_id": Ids("RI", np.arange(len(end_at))),
            "person_id": Ids("P", np.concatenate([child[home], cared[care]])),
            "missing_id": Ids("MI", np.append(np.full(len(home), -1), care)),
            "home_episode_id": Ids("MH", np.append(home, np.full(len(care), -1))),
            "episode_end_at": end_at,
            "offered_at": offer,
            "accepted": np.where(agreed, "Y", "N"),
            "completed_at": held,
            "provider": np.where(held < FAR * 1440, "Quillhaven Youth Trust", ""),
        },
    )


def _homeless(scene: Scene, extracts: Extracts) -> None:
    e, council = scene.world.episodes, scene.council
    rng = council.rng("homeless")
    years = scene.world.age(e.child, e.referral)
    rows = np.flatnonzero((years >= 16) & (years < 18) & (e.referral >= council.start) & chance(rng, 0.16, len(e)))
    rows = rows[first_of(e.child[rows])]
    n = len(rows)
    day = e.referral[rows]
    started = council.past(
        council.working.after(day, np.where(chance(rng, 0.82, n), between(rng, 0, 1, n), between(rng, 2, 8, n)))
    )
    extracts.add(
        "sup_homeless_1617",
        {
            "person_id": Ids("P", e.child[rows]),
            "presentation_date": day,
            "joint_assessment_start_date": started,
            "rights_advice_date": np.where(chance(rng, 0.9, n), started, FAR),
            "outcome": pick(rng, {"HOME": 0.5, "SECTION_17": 0.25, "SECTION_20": 0.15, "HOUSING": 0.1}, n),
        },
    )


def write_missing(scene: Scene, extracts: Extracts) -> None:
    """Missing from home, police reports, return interviews, homeless young people. Needs ssd_missing written."""
    _missing_home(scene, extracts)
    _homeless(scene, extracts)
