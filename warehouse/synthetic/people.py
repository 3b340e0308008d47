"""Tables about people: who they are, where they live, whom they belong to."""

import numpy as np

from warehouse.synthetic.arrays import FAR, YEAR, Ints, Texts, age, between, chance, expand, padded, pick, year_of
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.identity import forenames, nhs_numbers, surnames, upns, words
from warehouse.synthetic.places import OWN_POSTCODES, postcode
from warehouse.synthetic.scene import Scene

_DISABILITIES = {"LD": 0.24, "AUT": 0.26, "BEH": 0.16, "COMM": 0.1, "MOB": 0.08, "PC": 0.04, "INC": 0.03, "HAND": 0.02,
                 "HEAR": 0.02, "VIS": 0.02, "CON": 0.02, "DDA": 0.01}  # fmt: skip


def mothers_of(scene: Scene) -> tuple[Ints, Ints]:
    """Families whose mother is on record, and her birth date; mothers are numbered after the children."""
    people = scene.world.people
    rng = scene.council.rng("mothers")
    families = int(people.family.max(initial=0)) + 1
    oldest = np.full(families, FAR)
    np.minimum.at(oldest, people.family, people.born)
    alone = np.zeros(families, dtype=bool)
    alone[people.family[people.alone]] = True
    family = np.flatnonzero(~alone & chance(rng, 0.16, families))
    return family, oldest[family] - between(rng, round(17 * YEAR), round(38 * YEAR), len(family))


def _person(scene: Scene, extracts: Extracts, mother_family: Ints, mother_born: Ints) -> None:
    people, council = scene.world.people, scene.council
    rng = council.rng("person")
    n, m = len(people), len(mother_family)
    born = np.concatenate([people.born, mother_born])
    family = np.concatenate([people.family, mother_family])
    sex = np.concatenate([people.sex, np.full(m, "F")])
    surname = surnames(rng, family)
    unborn = born > council.end
    child = np.append(np.ones(n, bool), np.zeros(m, bool))
    years = age(born, council.end)
    alone = np.append(people.alone, np.zeros(m, bool))
    number = upns(council.authority, n + m, year_of(born + 1700))
    has_upn = child & (years >= 5) & chance(rng, np.where(alone, 0.55, 0.97), n + m)
    why_not = np.where(alone, "UN2", pick(rng, {"UN4": 0.6, "UN3": 0.25, "UN5": 0.15}, n + m))
    reason = np.where(~child | has_upn, "", np.where(years < 5, "UN1", why_not))
    nhs = np.where(unborn | chance(rng, 0.06, n + m), "", nhs_numbers(n + m))
    # A mother's ethnicity is that of her family's first child.
    _, first_child = np.unique(people.family, return_index=True)
    heritage = np.concatenate([people.ethnicity, people.ethnicity[first_child[mother_family]]])
    extracts.add(
        "ssd_person",
        {
            "pers_person_id": Ids("P", np.arange(n + m)),
            "pers_forename": np.where(unborn, "Unborn", forenames(rng, sex, surname, born)),
            "pers_surname": surname,
            "pers_sex": np.where(unborn, "U", sex),
            "pers_gender": np.where(unborn | chance(rng, 0.35, n + m), "", np.where(sex == "F", "02", "01")),
            "pers_ethnicity": np.where(chance(rng, 0.012, n + m), "", heritage),
            "pers_dob": np.where(unborn, FAR, born),
            "pers_common_child_id": nhs,
            "pers_legacy_id": np.where(chance(rng, 0.2, n + m), np.char.add("LEG", padded(np.arange(n + m), 7)), ""),
            "pers_upn_unknown": reason,
            "pers_send_flag": np.where(
                np.append(scene.has_plan, np.zeros(m, bool)), "Y", np.where(child & (years >= 2), "N", "")
            ),
            "pers_expected_dob": np.where(unborn, born, FAR),
            "pers_death_date": np.append(people.died, np.full(m, FAR)),
            "pers_is_mother": np.where(child, np.where(years >= 12, "N", ""), "Y"),
            "pers_nationality": np.where(
                alone, pick(rng, {"Northern Marrow": 0.4, "Isle of Tarn": 0.3, "Eastvale": 0.3}, n + m), ""
            ),
            "pers_upn": np.where(has_upn, number, ""),
            "pers_single_unique_id": nhs,
        },
    )


def _families(scene: Scene, extracts: Extracts, mother_family: Ints, mother_born: Ints) -> None:
    people = scene.world.people
    n, m = len(people), len(mother_family)
    family = np.concatenate([people.family, mother_family])
    extracts.add(
        "ssd_family",
        {
            "fami_table_id": Ids("FM", np.arange(n + m)),
            "fami_family_id": Ids("F", family),
            "fami_person_id": Ids("P", np.arange(n + m)),
        },
    )
    number = np.full(int(people.family.max(initial=0)) + 1, -1)
    number[mother_family] = np.arange(m)
    child = np.flatnonzero(number[people.family] >= 0)
    born = people.born[child]
    extracts.add(
        "ssd_mother",
        {
            "moth_table_id": Ids("MO", np.arange(len(child))),
            "moth_person_id": Ids("P", n + number[people.family[child]]),
            "moth_childs_person_id": Ids("P", child),
            "moth_childs_dob": scene.council.past(born),
        },
    )


def _json(house: Texts, street: Texts, town: Texts, uprn: Texts) -> Texts:
    text: Texts = np.full(len(house), '{"HOUSE": "')
    for part in (house, '", "STREET": "', street, '", "TOWN": "', town, '", "UPRN": "', uprn, '"}'):
        text = np.char.add(text, part)
    return text


def _addresses(scene: Scene, extracts: Extracts) -> None:
    """A home for every family, an earlier one for some, and every placement of a child in care."""
    people, council, placements = scene.world.people, scene.council, scene.placements
    rng = council.rng("addresses")
    families = int(people.family.max(initial=0)) + 1
    moved = chance(rng, 0.22, families)
    counts = 1 + moved[people.family].astype(np.int64)
    owner, position = expand(counts)
    family = people.family[owner]
    earlier = (position == 0) & (counts[owner] == 2)
    change = people.met[owner] - (people.met[owner] - council.start) % 400 - 3
    began = np.minimum(change, people.met[owner]) - 20 - family * 13 % 1500
    start = np.where(earlier | (counts[owner] == 1), began, change)
    end = np.where(earlier, change, FAR)
    home = (family * 31 + position * 977) % OWN_POSTCODES
    streets, towns = words("street"), words("town")
    person = np.concatenate([owner, scene.periods.child[placements.period]])
    place = np.concatenate([home, placements.postcode])
    area = np.concatenate([np.zeros(len(owner), np.int64), placements.area])
    where = place * 7 + area
    house = np.concatenate([(family * 3 + position) % 140 + 1, placements.postcode % 140 + 1]).astype(np.str_)
    extracts.add(
        "ssd_address",
        {
            "addr_table_id": Ids("AD", np.arange(len(person))),
            "addr_address_json": _json(
                house,
                streets[where % len(streets)],
                towns[np.where(area == 0, 0, area + 1)],
                (99_000_000 + where * 10 + area).astype(np.str_),
            ),
            "addr_person_id": Ids("P", person),
            "addr_address_type": np.append(np.full(len(owner), "Home"), np.full(len(placements), "Placement")),
            "addr_address_start_date": np.concatenate([start, placements.start]),
            "addr_address_end_date": np.concatenate([end, council.past(placements.end)]),
            "addr_address_postcode": np.where(chance(rng, 0.008, len(person)), "", postcode(area, place)),
        },
    )


def _disabilities(scene: Scene, extracts: Extracts) -> None:
    people = scene.world.people
    rng = scene.council.rng("disabilities")
    n = len(people)
    some = people.disabled | chance(rng, 0.07, n)
    assessed = np.zeros(n, bool)
    assessed[scene.world.episodes.child[scene.world.episodes.assessment_start <= scene.council.end]] = True
    none = ~some & assessed & chance(rng, 0.5, n)
    counts = np.where(some, 1 + people.disabled * between(rng, 0, 2, n), none.astype(np.int64))
    owner, position = expand(counts)
    codes = np.array(list(_DISABILITIES))
    first = np.searchsorted(np.cumsum(list(_DISABILITIES.values())), rng.random(n)).clip(0, len(codes) - 1)
    code = np.where(none[owner], "NONE", codes[(first[owner] + position * 5) % len(codes)])
    extracts.add(
        "ssd_disability",
        {
            "disa_table_id": Ids("DI", np.arange(len(owner))),
            "disa_person_id": Ids("P", owner),
            "disa_disability_code": code,
        },
    )


def _immigration(scene: Scene, extracts: Extracts) -> None:
    council, periods = scene.council, scene.periods
    rng = council.rng("immigration")
    rows = np.flatnonzero(periods.alone)
    decided = council.past(periods.start[rows] + between(rng, 250, 700, len(rows)))
    granted = np.flatnonzero(decided < FAR)
    child = np.concatenate([periods.child[rows], periods.child[rows][granted]])
    status = np.append(
        np.full(len(rows), "Unaccompanied Asylum Seeking Child"),
        pick(
            rng,
            {"Refugee Status": 0.7, "Adult Asylum Seeker": 0.0, "Indefinite Leave to Remain in the UK (ILR)": 0.1},
            len(granted),
        ),
    )
    extracts.add(
        "ssd_immigration_status",
        {
            "immi_immigration_status_id": Ids("IM", np.arange(len(child))),
            "immi_person_id": Ids("P", child),
            "immi_immigration_status": status,
            "immi_immigration_status_start_date": np.concatenate([periods.start[rows], decided[granted]]),
            "immi_immigration_status_end_date": np.concatenate([decided, np.full(len(granted), FAR)]),
        },
    )


def _identifiers(scene: Scene, extracts: Extracts) -> None:
    people, council = scene.world.people, scene.council
    n = len(people)
    alone, cared = np.flatnonzero(people.alone), np.unique(scene.periods.child)
    person = np.concatenate([alone, cared])
    extracts.add(
        "ssd_linked_identifiers",
        {
            "link_table_id": Ids("LI", np.arange(len(person))),
            "link_person_id": Ids("P", person),
            "link_identifier_type": np.append(
                np.full(len(alone), "Home Office Registration"), np.full(len(cared), "Case Number")
            ),
            "link_identifier_value": np.char.add("Q", (5_000_000 + person * 7 % max(n, 1)).astype(np.str_)),
            "link_valid_from_date": people.met[person],
            "link_valid_to_date": np.full(len(person), FAR),
        },
    )
    rng = council.rng("voice")
    asked = cared[(age(people.born[cared], council.end) >= 6) & chance(rng, 0.4, len(cared))]
    answers = {
        name: between(rng, 1, 5, len(asked)).astype(np.str_)
        for name in ("explained_worries", "story_help_understand", "agree_worker", "plan_safe", "tablet_help_explain")
    }
    extracts.add(
        "ssd_voice_of_child",
        {
            "voch_table_id": Ids("VC", np.arange(len(asked))),
            "voch_person_id": Ids("P", asked),
            **{f"voch_{name}": answer for name, answer in answers.items()},
        },
    )


def write_people(scene: Scene, extracts: Extracts) -> None:
    """Person, family, mother, address, disability, immigration, identifiers and voice of the child."""
    family, born = mothers_of(scene)
    _person(scene, extracts, family, born)
    _families(scene, extracts, family, born)
    _addresses(scene, extracts)
    _disabilities(scene, extracts)
    _immigration(scene, extracts)
    _identifiers(scene, extracts)
