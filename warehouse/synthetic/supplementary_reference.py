"""Supplementary tables that describe the place: population, postcodes, schools, terms, comparisons, control totals."""

from datetime import date, timedelta

import numpy as np

from warehouse.synthetic.arrays import FAR, Ints, Texts, day_number, day_text
from warehouse.synthetic.council import Council, read_data
from warehouse.synthetic.extracts import Extracts
from warehouse.synthetic.identity import words
from warehouse.synthetic.places import OWN_POSTCODES, postcode
from warehouse.synthetic.scene import Scene

_GROUPS = {"WHITE": 0.765, "MIXED": 0.075, "ASIAN": 0.065, "BLACK": 0.075, "CHINESE_OTHER": 0.02}
_REAL_CODES = {"887": "E06000035"}
_NEIGHBOURS = ("886", "883", "845", "303", "881")


def la_code(authority: str) -> str:
    """The council's statistical area code; outside Medway one that no place has, which sup_postcode_la ties to the
    council's number."""
    return _REAL_CODES.get(authority, f"E06900{authority}")


def _ages(total: int) -> Ints:
    """Residents by single year of age 0 to 89 and 90 and over: exactly `total` children under 18."""
    children = np.diff(np.floor(np.arange(19) * total / 18 + 0.5)).astype(np.int64)
    adults = np.round(total / 18 * np.clip(1.05 - (np.arange(18, 90) - 30) ** 2 / 9000, 0.3, 1.1)).astype(np.int64)
    return np.concatenate([children, adults, [round(total * 0.035)]])


def _releases(council: Council) -> list[tuple[int, int, str, int]]:
    """Mid-year estimates from before the history on: (year, day of publication, label, children).

    Each is published a year later; one was revised the year after.
    """
    last = council.extracted_on.year
    releases = []
    for year in range(last - (council.end - council.start) // 365 - 3, last):
        children = round(council.children * 1.004 ** (year - last + 1))
        releases.append((year, day_number(date(year + 1, 7, 15)), f"MYE-{year}", children))
        if year == last - 3:
            revised = children + round(council.children * 0.002)
            releases.append((year, day_number(date(year + 2, 11, 20)), f"MYE-{year}-R1", revised))
    return [release for release in releases if release[1] <= council.end]


def _population(scene: Scene, extracts: Extracts) -> None:
    """Residents by sex, single year of age and ethnic group, and ALL groups beside them."""
    releases = _releases(scene.council)
    groups = np.array(["ALL", *_GROUPS])
    ages = np.stack([_ages(children) for *_, children in releases])
    men = (ages * 512 + 500) // 1000
    people = np.stack([men, ages - men], axis=1)
    shares = np.array([round(share * 1000) for share in _GROUPS.values()])
    parts = people[:, :, None, :] * shares[None, None, :, None] // 1000
    # White British and other white residents are what the other groups leave, so that groups add up to ALL.
    parts[:, :, 0] = people - parts[:, :, 1:].sum(axis=2)
    table = np.concatenate([people[:, :, None, :], parts], axis=2)
    release, sex, group, age = (index.ravel() for index in np.indices(table.shape))
    extracts.add(
        "sup_population",
        {
            "la_code": la_code(scene.council.authority),
            "mid_year": np.array([day_number(date(year, 6, 30)) for year, *_ in releases])[release],
            "sex": np.array(["M", "F"])[sex],
            "single_year_of_age": age,
            "ethnicity_group": groups[group],
            "release_version": np.array([label for _, _, label, _ in releases])[release],
            "published_date": np.array([published for _, published, _, _ in releases])[release],
            "population": table.ravel(),
        },
    )


def _postcodes(scene: Scene, extracts: Extracts) -> None:
    """Every postcode that a home or a placement can have, and whose it is."""
    council, placements = scene.council, scene.placements
    names = {code.code: code.label for code in extracts.schema.code_sets["la_number"].codes}
    others = [code for code in _NEIGHBOURS if code != council.authority][:4]
    numbers = np.array([council.authority, *others])
    away = np.unique(placements.area * OWN_POSTCODES * 2 + placements.postcode)
    area = np.concatenate([np.zeros(OWN_POSTCODES, np.int64), away // (OWN_POSTCODES * 2)])
    number = np.concatenate([np.arange(OWN_POSTCODES), away % (OWN_POSTCODES * 2)])
    text, once = np.unique(postcode(area, number), return_index=True)
    owner = area[once]
    extracts.add(
        "sup_postcode_la",
        {
            "postcode": text,
            "release": np.full(len(text), f"QL-{council.extracted_on.year}"),
            "la_code": np.array([la_code(code) for code in numbers])[owner],
            "la_name": np.array([names[code] for code in numbers])[owner],
            "la_number": numbers[owner],
        },
    )


def schools_of(council: Council) -> tuple[Texts, Texts, Texts]:
    """URN, name and phase of the schools; the last tenth lie outside the area."""
    n = max(12, round(105 * council.scale))
    starts, towns = words("surname_start"), words("town")
    phase = np.array(
        [
            "PRIMARY",
            "PRIMARY",
            "PRIMARY",
            "SECONDARY",
            "PRIMARY",
            "SECONDARY",
            "SPECIAL",
            "PRIMARY",
            "POST_16",
            "ALTERNATIVE",
        ]
    )[np.arange(n) % 10]
    label = {
        "PRIMARY": "Primary School",
        "SECONDARY": "Academy",
        "SPECIAL": "Special School",
        "POST_16": "College",
        "ALTERNATIVE": "Learning Centre",
    }
    name = np.array(
        [
            f"{starts[k % len(starts)]} {towns[k // len(starts) % len(towns)]} {label[str(kind)]}"
            for k, kind in enumerate(phase)
        ]
    )
    return (900_001 + np.arange(n)).astype(np.str_), name, phase


def _schools(scene: Scene, extracts: Extracts) -> None:
    urn, name, phase = schools_of(scene.council)
    n = len(urn)
    extracts.add(
        "sup_schools",
        {
            "urn": urn,
            "name": name,
            "phase": phase,
            "school_type": np.where(np.arange(n) % 3 == 0, "Academy", "Maintained"),
            "open_date": np.full(n, scene.council.start - 3000) - np.arange(n) * 11,
            "close_date": np.full(n, FAR),
            "in_area": np.arange(n) < n - max(1, n // 10),
        },
    )
    rows = [
        {"academic_year": label, "term": term, "start_date": first.isoformat(), "end_date": last.isoformat()}
        for label, term, first, last in terms(scene.council)
    ]
    extracts.add_rows("sup_school_terms", rows)


def terms(council: Council) -> list[tuple[str, str, date, date]]:
    """Terms of every academic year of the history: (year, term, first day, last day)."""
    out: list[tuple[str, str, date, date]] = []
    last_year = council.extracted_on.year
    for year in range(last_year - (council.end - council.start) // 365 - 2, last_year + 1):
        label = f"{year}/{(year + 1) % 100:02}"
        for term, first, last in (
            ("AUTUMN", date(year, 9, 3), date(year, 12, 18)),
            ("SPRING", date(year + 1, 1, 5), date(year + 1, 3, 30)),
            ("SUMMER", date(year + 1, 4, 14), date(year + 1, 7, 21)),
        ):
            first += timedelta(days=(7 - first.weekday()) % 7 if first.weekday() > 4 else 0)
            last -= timedelta(days=max(last.weekday() - 4, 0))
            if first <= council.extracted_on:
                out.append((label, term, first, last))
    return out


def _control_totals(scene: Scene, extracts: Extracts) -> None:
    """What the case system's own reports say at each quarter's end: the same as the records, as they should."""
    council, e, workers = scene.council, scene.world.episodes, scene.workers
    rows: list[dict[str, str]] = []
    days = np.append(scene.quarter_ends[-8:], council.end)
    for day in np.unique(days):
        text = day_text(int(day))
        social = (workers.role == "SOCIAL_WORKER") & (workers.start <= day) & (workers.end > day)
        totals = {
            "OPEN_CIN": len(np.unique(e.child[(e.referral <= day) & (e.close > day)])),
            "OPEN_CP": len(np.unique(e.child[(e.plan_start <= day) & (e.plan_end > day)])),
            "LOOKED_AFTER": len(np.unique(e.child[(e.care_start <= day) & (e.care_end > day)])),
            "STAFF_FTE": float(np.round(workers.fte[social].sum(), 1)),
        }
        if day == council.end:
            totals["CARE_LEAVERS"] = int(np.isin(scene.leavers.entitlement, ["Relevant", "Former Relevant"]).sum())
        rows += [
            {
                "control_name": name,
                "as_at_date": text,
                "source_report": "Standing report",
                "value": str(value),
                "read_by": "Performance officer",
            }
            for name, value in totals.items()
        ]
    extracts.add_rows("sup_control_totals", rows)


def write_reference(scene: Scene, extracts: Extracts) -> None:
    """Population, postcodes, schools, terms, benchmarks, control totals."""
    for write in (_population, _postcodes, _schools, _control_totals):
        write(scene, extracts)
    ends = scene.council.extracted_on.isoformat()
    extracts.add_rows("sup_benchmarks", [row for row in read_data("benchmarks") if row["published_date"] <= ends])
