"""Periods of care and the placements that fill them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from warehouse.synthetic.arrays import (
    FAR,
    Bools,
    Floats,
    Generator,
    Ints,
    Texts,
    between,
    chance,
    day_number,
    padded,
    pick,
    rank_within,
)
from warehouse.synthetic.council import Council
from warehouse.synthetic.journeys import ADOPTED
from warehouse.synthetic.places import OWN_POSTCODES
from warehouse.synthetic.world import World

_Columns = dict[str, NDArray[Any]]

_K3_FROM = day_number(date(2024, 4, 1))
_H5_SPLIT = day_number(date(2024, 10, 1))
_OLDER = {"K3": 0.36, "U6": 0.2, "K2": 0.17, "U4": 0.12, "U3": 0.05, "R5": 0.008, "K1": 0.008, "U1": 0.06}
_YOUNGER = {"U6": 0.5, "U4": 0.13, "U3": 0.12, "U1": 0.08, "K2": 0.105, "P1": 0.03, "S1": 0.01, "U5": 0.02, "R2": 0.005}
_ALONE = {"K3": 0.55, "U6": 0.4, "U4": 0.05}
_CHANGE = {"CARPL": 0.3, "CREQB": 0.2, "CREQO": 0.13, "CHILD": 0.09, "LAREQ": 0.12, "STAND": 0.03, "ALLEG": 0.03,
           "CLOSE": 0.04, "APPRR": 0.01, "OTHER": 0.05}  # fmt: skip
_FOSTER_PROVIDER = {"PR1": 0.56, "PR4": 0.38, "PR5": 0.06}
_HOME_PROVIDER = {"PR4": 0.8, "PR1": 0.13, "PR5": 0.07}


@dataclass(frozen=True)
class Periods:
    """One row is one unbroken period of care of one child. `end` may lie past the extraction: still in care.
    `placed` is the day with adopters, `decided` the adoption decision and `ordered` the placement order, else FAR."""

    child: Ints
    episode: Ints
    start: Ints
    end: Ints
    leaving: Ints
    alone: Bools
    born: Ints
    adult: Ints
    decided: Ints
    ordered: Ints
    matched: Ints
    placed: Ints

    def __len__(self) -> int:
        return len(self.child)


@dataclass(frozen=True)
class Placements:
    """One row is one placement; rows of a period are neighbours in order. `same` marks the carer of the row before."""

    period: Ints
    start: Ints
    end: Ints
    kind: Texts
    provider: Texts
    carer: Texts
    area: Ints
    postcode: Ints
    distance: Floats
    change: Texts
    same: Bools

    def __len__(self) -> int:
        return len(self.period)


def draw_periods(world: World) -> Periods:
    """Every period of care begun by the extraction, with the dates of the adoption route where that is the way out."""
    e, council = world.episodes, world.council
    rng = council.rng("periods")
    rows = np.flatnonzero(e.care_start <= council.end)
    rows = rows[np.lexsort((e.child[rows], e.care_start[rows]))]
    start, end, leaving, child = e.care_start[rows], e.care_end[rows], e.leaving[rows], e.child[rows]
    n = len(rows)
    adopted = leaving == ADOPTED
    placed = np.where(adopted, end - between(rng, 110, 200, n), FAR)
    way = np.where(adopted, placed - start, 0)
    decided = np.where(adopted, start + (way * rng.uniform(0.42, 0.6, n)).astype(np.int64), FAR)
    ordered = np.where(adopted, decided + np.maximum(way // 6, 2), FAR)
    matched = np.where(adopted, placed - np.maximum(way // 9, 1), FAR)
    return Periods(
        child,
        rows,
        start,
        end,
        leaving,
        world.people.alone[child],
        world.people.born[child],
        world.adult(child),
        council.working.back(decided),
        council.working.back(ordered),
        council.working.back(matched),
        placed,
    )


def _moves(council: Council, rng: Generator, periods: Periods) -> tuple[Ints, Ints]:
    """First days of placements: moves come thick at first and for some children, then seldom."""
    n = len(periods)
    unsettled = rng.gamma(1.1, 1 / 1.1, n) + 0.05
    width = 12
    usual = np.array([0, 250, 420, 620, 800, 900, 900, 900, 900, 900, 900, 900], dtype=np.float64)
    gaps = np.where(
        np.arange(width) == 0, 0, 3 + rng.exponential(1.0, (n, width)) * usual / np.minimum(unsettled, 4)[:, None]
    )
    days = periods.start[:, None] + np.cumsum(np.minimum(gaps, 9000), axis=1).astype(np.int64)
    last = np.minimum(np.minimum(periods.end, periods.placed - 2), council.end + 1)
    period, position = np.nonzero((days < last[:, None]) | (np.arange(width) == 0))
    return period, days[period, position]


def _kinds(rng: Generator, periods: Periods, period: Ints, start: Ints, position: Ints) -> Texts:
    """Type of placement by age; supported accommodation from 16 only, under the code in force that day."""
    n = len(period)
    years = (start - periods.born[period]) / 365.25
    sixteen = years >= 16.03
    kind = np.where(sixteen, pick(rng, _OLDER, n), pick(rng, _YOUNGER, n))
    alone = periods.alone[period]
    kind = np.where(alone, np.where(sixteen, pick(rng, _ALONE, n), "U6"), kind)
    kind = np.where((years < 8) & np.isin(kind, ["K2", "S1"]), "U6", kind)
    kind = np.where((years < 1) & chance(rng, 0.08, n), "R3", kind)
    # A child is placed with parents only once an order is in force, never on the first day.
    kind = np.where((kind == "P1") & (position == 0), "U3", kind)
    return np.where((kind == "K3") & (start < _K3_FROM), "H5", kind)


def _carers(
    rng: Generator, periods: Periods, period: Ints, kind: Texts, scale: float
) -> tuple[Texts, Texts, Ints, Ints, Floats]:
    """Provider, carer, postcode area and number, and miles from home: what goes with one carer stays with it."""
    n = len(period)
    foster = np.char.startswith(kind, "U")
    provider = np.where(foster, pick(rng, _FOSTER_PROVIDER, n), pick(rng, _HOME_PROVIDER, n))
    connected = np.isin(kind, ["U1", "U2", "U3"])
    provider = np.where(connected, "PR1", np.where(kind == "P1", "PR0", provider))
    provider = np.where(np.isin(kind, ["R2", "R5", "S1"]), "PR3", provider)
    own = foster & (provider == "PR1") & ~connected
    pool = np.select([own, foster & ~connected, kind == "K3", kind == "H5"], [150, 170, 60, 60], 75)
    number = (rng.random(n) * np.maximum(pool * scale, 3)).astype(np.int64)
    unique = connected | (kind == "P1")
    family = np.select(
        [own, connected, foster, np.isin(kind, ["K3", "H5"]), kind == "P1"],
        ["FH", "FC", "FA", "SA", "PA"],
        "CH",
    )
    number = np.where(unique, 20_000 + periods.child[period] * 3 + (kind == "U1"), number)
    carer = np.char.add(family, padded(number, 6))
    seed = number * 7 + np.unique(family, return_inverse=True)[1].astype(np.int64) * 1009
    # More of the homes that are bought lie outside the council than of its own.
    away = np.select([own, unique, foster, np.isin(kind, ["K3", "H5"])], [20, 18, 52, 38], 68) > seed * 37 % 100
    area = np.where(away, seed % 4 + 1, 0)
    far = seed * 53 % 100
    distance = np.where(away, np.where(far < 55, 6 + far * 0.23, 20.5 + (far - 55) * 3.1), 0.4 + far * 0.11)
    return provider, carer, area.astype(np.int64), seed % OWN_POSTCODES, np.round(distance, 1).astype(np.float64)


def _temporary(
    council: Council, rng: Generator, periods: Periods, period: Ints, start: Ints
) -> tuple[Ints, Ints, Ints]:
    """Short stays away (hospital, a carer's holiday) inside a placement: (placement row, away from, back on)."""
    end = np.where(
        np.append(period[1:] == period[:-1], False),
        np.append(start[1:], FAR),
        np.minimum(periods.end, periods.placed)[period],
    )
    end = np.minimum(end, council.end)
    rows = np.flatnonzero((end - start > 100) & chance(rng, 0.045, len(period)))
    away = start[rows] + between(rng, 30, 80, len(rows))
    return rows, away, away + between(rng, 2, 6, len(rows))


def draw_placements(council: Council, periods: Periods) -> Placements:
    """Placements of every period, joined end to end from its first day to its last."""
    rng = council.rng("placements")
    period, start = _moves(council, rng, periods)
    position = rank_within(period)
    kind = _kinds(rng, periods, period, start, position)
    provider, carer, area, number, distance = _carers(rng, periods, period, kind, council.scale)
    table: _Columns = {
        "period": period,
        "start": start,
        "kind": kind,
        "provider": provider,
        "carer": carer,
        "area": area,
        "postcode": number,
        "distance": distance,
    }
    rows, away, back = _temporary(council, rng, periods, period, start)
    parts = [
        table,
        _copy(
            table,
            rows,
            start=away,
            kind=pick(rng, {"T1": 0.3, "T3": 0.3, "T4": 0.4}, len(rows)),
            provider=np.full(len(rows), ""),
            carer=np.char.add("TM", carer[rows]),
            postcode=number[rows] + 11,
        ),
        _copy(table, rows, start=back),
    ]
    parts.append(_registered(council, periods, period, start, table))
    parts.append(_with_adopters(council, rng, periods, table))
    joined = {name: np.concatenate([part[name] for part in parts]) for name in table}
    order = np.lexsort((joined["start"], joined["period"]))
    return _linked(rng, periods, {name: column[order] for name, column in joined.items()})


def _copy(table: _Columns, rows: Ints, **changes: NDArray[Any]) -> _Columns:
    return {name: changes.get(name, column[rows]) for name, column in table.items()}


def _registered(council: Council, periods: Periods, period: Ints, start: Ints, table: _Columns) -> _Columns:
    """Supported accommodation that was registered in October 2024 goes on under the new code with the same carer."""
    follows = np.where(np.append(period[1:] == period[:-1], False), np.append(start[1:], FAR), periods.end[period])
    rows = np.flatnonzero(
        (table["kind"] == "H5") & (start < _H5_SPLIT) & (np.minimum(follows, council.end) > _H5_SPLIT)
    )
    n = len(rows)
    return _copy(table, rows, start=np.full(n, _H5_SPLIT), kind=np.full(n, "K3"))


def _with_adopters(council: Council, rng: Generator, periods: Periods, table: _Columns) -> _Columns:
    rows = np.flatnonzero(periods.placed <= council.end)
    n = len(rows)
    area = between(rng, 0, 4, n)
    adopter = np.char.add("AD", padded(20_000 + periods.child[rows] * 3, 6))
    return {
        "period": rows,
        "start": periods.placed[rows],
        "kind": np.full(n, "A6"),
        "provider": np.full(n, "PR1"),
        "carer": adopter,
        "area": area,
        "postcode": between(rng, 0, OWN_POSTCODES - 1, n),
        "distance": np.round(rng.uniform(3, 70, n), 1),
    }


def _linked(rng: Generator, periods: Periods, table: _Columns) -> Placements:
    """Each placement ends where the next begins, the last with the period."""
    period, start, carer = table["period"], table["start"], table["carer"]
    n = len(period)
    has_next = np.append(period[1:] == period[:-1], False)
    end = np.where(has_next, np.append(start[1:], FAR), periods.end[period])
    same = np.append(False, (carer[1:] == carer[:-1]) & (period[1:] == period[:-1]))
    change = np.where(has_next, pick(rng, _CHANGE, n), "")
    change = np.where(has_next & np.append(same[1:], False), "PLACE", change)
    return Placements(
        period,
        start,
        end,
        table["kind"],
        table["provider"],
        carer,
        table["area"],
        table["postcode"],
        table["distance"],
        change,
        same,
    )
