"""Legal statuses of children in care, and the care episodes that a change of status or placement begins.

An episode's start reason follows from what changed that day (DfE, children looked-after return guide): S started,
L legal status, P placement and carer, T placement with the same carer, B legal status, placement and carer, U legal
status and placement with the same carer.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from warehouse.synthetic.arrays import FAR, Ints, Texts, between, chance, day_number, pick
from warehouse.synthetic.care import Periods, Placements
from warehouse.synthetic.council import Council
from warehouse.synthetic.journeys import ADOPTED, GUARDIAN, HOME, LONG

_E45_FROM = day_number(date(2018, 4, 1))


@dataclass(frozen=True)
class LegalStatuses:
    """One row is one legal status; rows of a period are neighbours, joined end to end."""

    period: Ints
    status: Texts
    start: Ints
    end: Ints


def draw_legal(council: Council, periods: Periods) -> LegalStatuses:
    """Section 20, an emergency or an interim order first; then interim, full and placement orders in their turn."""
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
    # Guardianship had two undivided codes until April 2018.
    out = np.where((end < _E45_FROM) & np.isin(out, ["E45", "E46"]), "E43", out)
    out = np.where((end < _E45_FROM) & np.isin(out, ["E47", "E48"]), "E44", out)
    return CareEpisodes(period, start, end, reason, np.where(end <= council.end, out, ""), placement, status)
