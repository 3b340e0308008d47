"""Care: periods, placements, legal statuses, and the episodes that a change in either begins.

An episode's start reason follows from what changed that day (DfE, children looked-after return guide): S started, L legal
status, P placement and carer, T placement with the same carer, B legal status, placement and carer, U legal status and
placement with the same carer.
"""

from dataclasses import dataclass

import numpy as np

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
    expand,
    pick,
    rank_within,
)
from warehouse.synthetic.council import Council
from warehouse.synthetic.journeys import ADOPTED, GUARDIAN, HOME, LONG
from warehouse.synthetic.world import World

from datetime import date  # isort: skip

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


def _kinds(council: Council, rng: Generator, periods: Periods, period: Ints, start: Ints, position: Ints) -> Texts:
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
    provider = np.where(connected | np.isin(kind, ["A5", "A6"]), "PR1", np.where(kind == "P1", "PR0", provider))
    provider = np.where(np.isin(kind, ["R2", "R5", "S1"]), "PR3", provider)
    own = foster & (provider == "PR1") & ~connected
    pool = np.select([own, foster & ~connected, kind == "K3", kind == "H5"], [150, 170, 60, 60], 75)
    number = (rng.random(n) * np.maximum(pool * scale, 3)).astype(np.int64)
    unique = connected | np.isin(kind, ["P1", "A5", "A6"])
    family = np.select(
        [own, connected, foster, np.isin(kind, ["K3", "H5"]), kind == "P1", np.char.startswith(kind, "A")],
        ["FH", "FC", "FA", "SA", "PA", "AD"],
        "CH",
    )
    number = np.where(unique, 20_000 + periods.child[period] * 3 + (kind == "U1"), number)
    carer = np.char.add(family, np.char.zfill(number.astype(np.str_), 6))
    seed = number * 7 + np.unique(family, return_inverse=True)[1].astype(np.int64) * 1009
    away = np.select([own, unique, foster, np.isin(kind, ["K3", "H5"])], [12, 10, 45, 30], 62) > seed * 37 % 100
    area = np.where(away, seed % 4 + 1, 0)
    far = seed * 53 % 100
    distance = np.where(away, np.where(far < 55, 6 + far * 0.23, 20.5 + (far - 55) * 3.1), 0.4 + far * 0.11)
    return provider, carer, area, seed % 2400, np.round(distance, 1)


def _temporary(
    council: Council, rng: Generator, periods: Periods, period: Ints, start: Ints, position: Ints
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
    kind = _kinds(council, rng, periods, period, start, position)
    provider, carer, area, number, distance = _carers(rng, periods, period, kind, council.scale)
    same = (
        np.append(False, (carer[1:] == carer[:-1]) & (period[1:] == period[:-1])) if len(period) else np.zeros(0, bool)
    )
    table = {
        "period": period,
        "start": start,
        "kind": kind,
        "provider": provider,
        "carer": carer,
        "area": area,
        "postcode": number,
        "distance": distance,
    }
    rows, away, back = _temporary(council, rng, periods, period, start, position)
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
    return _linked(council, rng, periods, {name: column[order] for name, column in joined.items()}, same)


def _copy(table: dict[str, np.ndarray], rows: Ints, **changes: np.ndarray) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    return {name: changes.get(name, column[rows]) for name, column in table.items()}


def _registered(
    council: Council, periods: Periods, period: Ints, start: Ints, table: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    """Supported accommodation that was registered in October 2024 goes on under the new code with the same carer."""
    follows = np.where(np.append(period[1:] == period[:-1], False), np.append(start[1:], FAR), periods.end[period])
    rows = np.flatnonzero(
        (table["kind"] == "H5") & (start < _H5_SPLIT) & (np.minimum(follows, council.end) > _H5_SPLIT)
    )
    n = len(rows)
    return _copy(table, rows, start=np.full(n, _H5_SPLIT), kind=np.full(n, "K3"))


def _with_adopters(
    council: Council, rng: Generator, periods: Periods, table: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    rows = np.flatnonzero(periods.placed <= council.end)
    n = len(rows)
    area = between(rng, 0, 4, n)
    adopter = np.char.add("AD", np.char.zfill((20_000 + periods.child[rows] * 3).astype(np.str_), 6))
    return {
        "period": rows,
        "start": periods.placed[rows],
        "kind": np.full(n, "A6"),
        "provider": np.full(n, "PR1"),
        "carer": adopter,
        "area": area,
        "postcode": between(rng, 0, 2399, n),
        "distance": np.round(rng.uniform(3, 70, n), 1),
    }


def _linked(council: Council, rng: Generator, periods: Periods, table: dict[str, np.ndarray], _: Bools) -> Placements:  # type: ignore[type-arg]
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


@dataclass(frozen=True)
class LegalStatuses:
    """One row is one legal status; rows of a period are neighbours, joined end to end."""

    period: Ints
    status: Texts
    start: Ints
    end: Ints


def draw_legal(council: Council, periods: Periods) -> LegalStatuses:
    """Section 20, or an emergency or interim order first; then interim, full and placement orders as the case goes on."""
    rng = council.rng("legal")
    n = len(periods)
    first = pick(rng, {"V2": 0.5, "C1": 0.33, "L1": 0.12, "L2": 0.05}, n)
    first = np.where(periods.alone, "V2", first)
    emergency = np.isin(first, ["L1", "L2"])
    calm = periods.start + np.where(first == "L1", between(rng, 1, 3, n), 8)
    after = np.where(emergency & chance(rng, 0.35, n), "V2", "C1")
    in_court = np.select(
        [periods.leaving == ADOPTED, periods.leaving == GUARDIAN, (periods.leaving == LONG) & ~periods.alone],
        [1.0, 0.85, 0.72],
        0.2,
    )
    court = chance(rng, in_court, n)
    span = np.maximum(np.minimum(periods.end, periods.ordered) - periods.start, 10)
    issued = np.where(court, periods.start + np.minimum(between(rng, 15, 120, n), span // 4), FAR)
    interim = np.where(first == "C1", periods.start, np.where(emergency & (after == "C1"), calm, issued))
    final = np.where(court & (interim < FAR), interim + 105 + rng.gamma(5, 19, n).astype(np.int64), FAR)
    final = np.where(periods.leaving == ADOPTED, FAR, final)
    days = np.stack(
        [
            periods.start,
            np.where(emergency & (after == "V2"), calm, FAR),
            np.where(interim > periods.start, interim, FAR),
            final,
            periods.ordered,
        ],
        axis=1,
    )
    codes = np.stack([first, np.full(n, "V2"), np.full(n, "C1"), np.full(n, "C2"), np.full(n, "E1")], axis=1)
    limit = np.minimum(periods.end, council.end + 1)
    period, column = np.nonzero(days < limit[:, None])
    start, status = days[period, column], codes[period, column]
    order = np.lexsort((column, start, period))
    period, start, status = period[order], start[order], status[order]
    # The last status to begin on a day is the one in force.
    last = np.append((period[1:] != period[:-1]) | (start[1:] != start[:-1]), True)
    period, start, status = period[last], start[last], status[last]
    end = np.where(np.append(period[1:] == period[:-1], False), np.append(start[1:], FAR), periods.end[period])
    return LegalStatuses(period, status, start, end)


@dataclass(frozen=True)
class CareEpisodes:
    """One row is one episode; `placement` and `legal` are the rows in force."""

    period: Ints
    start: Ints
    end: Ints
    start_reason: Texts
    end_reason: Texts
    placement: Ints
    legal: Ints


def cut_episodes(council: Council, periods: Periods, placements: Placements, legal: LegalStatuses) -> CareEpisodes:
    """An episode for each day on which the placement or the legal status changed."""
    rng = council.rng("care episodes")
    key = np.concatenate([placements.period * 2 * FAR + placements.start, legal.period * 2 * FAR + legal.start])
    days = np.unique(key)
    period, start = days // (2 * FAR), days % (2 * FAR)
    by_placement, by_legal = key[: len(placements)], key[len(placements) :]
    placement = np.searchsorted(by_placement, days, side="right") - 1
    status = np.searchsorted(by_legal, days, side="right") - 1
    moved, ordered = by_placement[placement] == days, by_legal[status] == days
    same = placements.same[placement]
    begins = np.append(True, period[1:] != period[:-1])
    reason = np.select(
        [begins, moved & ordered & same, moved & ordered, moved & same, moved], ["S", "U", "B", "T", "P"], "L"
    )
    has_next = np.append(~begins[1:], False)
    end = np.where(has_next, np.append(start[1:], FAR), periods.end[period])
    n = len(period)
    grown = end >= periods.adult[period]
    foster = np.char.startswith(placements.kind[placement], "U")
    out = np.select(
        [
            has_next,
            periods.leaving[period] == ADOPTED,
            grown & foster,
            grown,
            periods.leaving[period] == GUARDIAN,
            periods.leaving[period] == HOME,
        ],
        [
            np.full(n, "X1"),
            pick(rng, {"E11": 0.3, "E12": 0.7}, n),
            pick(rng, {"E17": 0.55, "E5": 0.3, "E6": 0.05, "E4A": 0.1}, n),
            pick(rng, {"E5": 0.5, "E6": 0.2, "E4A": 0.14, "E7": 0.06, "E8": 0.1}, n),
            pick(rng, {"E45": 0.55, "E46": 0.12, "E47": 0.25, "E48": 0.08}, n),
            pick(rng, {"E4A": 0.72, "E4B": 0.2, "E13": 0.08}, n),
        ],
        pick(rng, {"E4A": 0.5, "E13": 0.2, "E3": 0.1, "E8": 0.2}, n),
    )
    return CareEpisodes(period, start, end, reason, np.where(end <= council.end, out, ""), placement, status)


def expand_periods(counts: Ints) -> tuple[Ints, Ints]:
    """One entry for each of so many rows of every period."""
    return expand(counts)
