"""Families and their children, as they stand behind everything that happens to them."""

from dataclasses import dataclass

import numpy as np

from warehouse.synthetic.arrays import YEAR, Bools, Generator, Ints, Texts, between, chance, expand, pick, running
from warehouse.synthetic.council import BURN_IN, Council

REFERRED, LONG_IN_CARE, UNACCOMPANIED, CONTACT_ONLY = range(4)

# New families a year for 65,000 children, set so that contacts, referrals and children in care come out as they should.
_NEW_FAMILIES = {REFERRED: 1010.0, LONG_IN_CARE: 64.0, UNACCOMPANIED: 15.0, CONTACT_ONLY: 1150.0}
_YEARS_OF_CARE = 17

_FAMILY_SIZE = {"1": 0.40, "2": 0.31, "3": 0.17, "4": 0.08, "5": 0.04}
# Age of the youngest child when the family is first met; a share are not born yet.
_YOUNGEST = {
    "-1": 0.045, "0": 0.11, "1": 0.07, "2": 0.07, "3": 0.07, "4": 0.07, "5": 0.065, "6": 0.06, "7": 0.055, "8": 0.05,
    "9": 0.05, "10": 0.05, "11": 0.05, "12": 0.05, "13": 0.045, "14": 0.045, "15": 0.035, "16": 0.02,
}  # fmt: skip

ETHNICITY = {
    "WBRI": 0.68, "WIRI": 0.004, "WIRT": 0.004, "WROM": 0.012, "WOTH": 0.06, "MWBC": 0.022, "MWBA": 0.018,
    "MWAS": 0.014, "MOTH": 0.022, "AIND": 0.02, "APKN": 0.012, "ABAN": 0.01, "CHNE": 0.003, "AOTH": 0.016,
    "BCRB": 0.008, "BAFR": 0.045, "BOTH": 0.012, "OOTH": 0.012, "REFU": 0.006, "NOBT": 0.02,
}  # fmt: skip
_UNACCOMPANIED_ETHNICITY = {"BAFR": 0.4, "AOTH": 0.25, "OOTH": 0.2, "WOTH": 0.15}


@dataclass(frozen=True)
class Families:
    """One row is a family: its kind, and the day it is first met. `disabled` marks a family of the disability team."""

    kind: Ints
    met: Ints
    disabled: Bools
    heavy: Bools

    def __len__(self) -> int:
        return len(self.kind)


@dataclass(frozen=True)
class Children:
    """One row is a child of a family; children of one family are neighbours, the youngest first."""

    family: Ints
    born: Ints
    sex: Texts
    ethnicity: Texts

    def __len__(self) -> int:
        return len(self.family)


def draw_families(council: Council) -> Families:
    """Families in the order in which they are met. Those met before the history begins let it begin in a steady state:
    six years of referrals, and seventeen of long care."""
    rng = council.rng("families")
    burn = council.start - BURN_IN
    spans = {
        REFERRED: (burn, council.end),
        LONG_IN_CARE: (council.start - round(_YEARS_OF_CARE * YEAR), burn - 1),
        UNACCOMPANIED: (burn, council.end),
        CONTACT_ONLY: (council.start - 200, council.end),
    }
    kinds, days = [], []
    for sort, (low, high) in spans.items():
        n = council.count(_NEW_FAMILIES[sort], high - low)
        kinds.append(np.full(n, sort))
        days.append(council.busy_days(rng, n, low, high))
    kind, met = np.concatenate(kinds), np.concatenate(days)
    order = np.lexsort((kind, met))
    kind, met = kind[order], met[order]
    disabled = (kind == REFERRED) & chance(rng, 0.04, len(kind))
    return Families(kind, met, disabled, chance(rng, 0.3, len(kind)))


def _births(rng: Generator, families: Families, owner: Ints, position: Ints) -> Ints:
    youngest = pick(rng, _YOUNGEST, len(families)).astype(np.int64)
    care = families.kind == LONG_IN_CARE
    youngest = np.where(care & (youngest > 12), between(rng, 0, 12, len(families)), youngest)
    alone = families.kind == UNACCOMPANIED
    days = np.where(
        youngest < 0, -between(rng, 20, 140, len(families)), youngest * 365 + between(rng, 5, 360, len(families))
    )
    days = np.where(alone, between(rng, round(15.2 * YEAR), round(17.4 * YEAR), len(families)), days)
    gaps = np.where(chance(rng, 0.025, len(owner)), 0, between(rng, 400, 1500, len(owner)))
    ages = days[owner] + running(owner, np.where(position == 0, 0, gaps))
    births: Ints = families.met[owner] - ages
    return births


def draw_children(council: Council, families: Families) -> Children:
    """The children of every family who were under 17 and a half when it was first met."""
    rng = council.rng("children")
    size = pick(rng, _FAMILY_SIZE, len(families)).astype(np.int64)
    size = np.where(families.kind == UNACCOMPANIED, 1, size)
    owner, position = expand(size)
    born = _births(rng, families, owner, position)
    keep = families.met[owner] - born < round(17.5 * YEAR)
    owner, born = owner[keep], born[keep]
    alone = families.kind[owner] == UNACCOMPANIED
    n = len(owner)
    sex = np.where(chance(rng, np.where(alone, 0.92, 0.515), n), "M", "F")
    shared = pick(rng, ETHNICITY, len(families))[owner]
    own = np.where(chance(rng, 0.06, n), pick(rng, ETHNICITY, n), shared)
    ethnicity = np.where(alone, pick(rng, _UNACCOMPANIED_ETHNICITY, n), own)
    return Children(owner, born, sex, ethnicity)
