"""Supplementary tables that describe the place: population, postcodes, schools, terms, comparisons and control totals."""

import csv as _csv
from datetime import date, timedelta

import numpy as np

from warehouse.synthetic.arrays import FAR, Ints, Texts, chance, day_number, expand, pick
from warehouse.synthetic.council import Council, read_data
from warehouse.synthetic.extracts import Extracts, Ids
from warehouse.synthetic.identity import words
from warehouse.synthetic.places import OWN_POSTCODES, postcode
from warehouse.synthetic.scene import Scene

_GROUPS = {"WHITE": 0.765, "MIXED": 0.075, "ASIAN": 0.065, "BLACK": 0.075, "CHINESE_OTHER": 0.02}
_REAL_CODES = {"887": "E06000035"}
_NEIGHBOURS = ("886", "883", "845", "303", "881")
OWN_AREA = 0


def la_code(authority: str) -> str:
    """The council's statistical area code; outside Medway one that no place has, which sup_postcode_la ties to the
    council's number."""
    return _REAL_CODES.get(authority, f"E06900{authority}")


def _ages(total: int) -> Ints:
    """Residents by single year of age 0 to 89 and 90 and over: exactly `total` children under 18."""
    children = np.diff(np.floor(np.arange(19) * total / 18 + 0.5)).astype(np.int64)
    adults = np.round(total / 18 * np.clip(1.05 - (np.arange(18, 90) - 30) ** 2 / 9000, 0.3, 1.1)).astype(np.int64)
    return np.concatenate([children, adults, [round(total * 0.035)]])


def _population(scene: Scene, extracts: Extracts) -> None:
    """Mid-year estimates from before the history on, each published a year later; one year was revised once."""
    council = scene.council
    first = council.extracted_on.year - (council.end - council.start) // 365 - 3
    rows: list[tuple[int, int, str, int]] = []
    for year in range(first, council.extracted_on.year):
        published = day_number(date(year + 1, 7, 15))
        rows.append((year, published, f"MYE-{year}", 0))
        if year == council.extracted_on.year - 3:
            rows.append((year, day_number(date(year + 2, 11, 20)), f"MYE-{year}-R1", 1))
    rows = [row for row in rows if row[1] <= council.end]
    groups = ("ALL", *_GROUPS)
    columns: dict[str, list[Ints | Texts]] = {
        name: [] for name in ("mid", "sex", "age", "group", "release", "published", "people")
    }
    for year, published, release, revised in rows:
        total = round(council.children * 1.004 ** (year - council.extracted_on.year + 1)) + revised * round(
            council.children * 0.002
        )
        ages = _ages(total)
        for sex, people in (("M", (ages * 512 + 500) // 1000), ("F", ages - (ages * 512 + 500) // 1000)):
            parts = {name: (people * round(share * 1000)) // 1000 for name, share in _GROUPS.items()}
            parts["WHITE"] = people - sum(part for name, part in parts.items() if name != "WHITE")
            for group in groups:
                n = len(ages)
                for name, value in (
                    ("mid", np.full(n, day_number(date(year, 6, 30)))),
                    ("sex", np.full(n, sex)),
                    ("age", np.arange(n)),
                    ("group", np.full(n, group)),
                    ("release", np.full(n, release)),
                    ("published", np.full(n, published)),
                    ("people", people if group == "ALL" else parts[group]),
                ):
                    columns[name].append(value)
    joined = {name: np.concatenate(parts) for name, parts in columns.items()}
    extracts.add(
        "sup_population",
        {
            "la_code": la_code(council.authority),
            "mid_year": joined["mid"],
            "sex": joined["sex"],
            "single_year_of_age": joined["age"],
            "ethnicity_group": joined["group"],
            "release_version": joined["release"],
            "published_date": joined["published"],
            "population": joined["people"],
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
        text = (date(1970, 1, 1) + timedelta(days=int(day))).isoformat()
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
    published = {row["reporting_year"] for row in read_data("benchmarks")}
    assert published
    ends = scene.council.extracted_on.isoformat()
    extracts.add_rows("sup_benchmarks", [row for row in read_data("benchmarks") if row["published_date"] <= ends])


__all__ = ["Ids", "_csv", "chance", "expand", "la_code", "pick", "schools_of", "terms", "write_reference"]
