"""Young people who leave, or are about to leave, care, and what the council knows of their lives."""

from dataclasses import dataclass

import numpy as np

from warehouse.synthetic.arrays import FAR, Ints, Texts, age, birthday, chance
from warehouse.synthetic.care import Periods, Placements
from warehouse.synthetic.council import Council
from warehouse.synthetic.workforce import Stays

_THIRTEEN_WEEKS = 91


@dataclass(frozen=True)
class Leavers:
    """One row is one young person with leaving-care entitlements. `left` is FAR while still in care; `eligible` is the
    day on which 13 weeks of care after 14, and the 16th birthday, were both reached."""

    child: Ints
    period: Ints
    entitlement: Texts
    left: Ints
    eligible: Ints
    adult: Ints
    born: Ints
    foster: Texts  # carer of the last placement, blank unless it was a foster home
    kept: Ints  # last day of the adviser

    def __len__(self) -> int:
        return len(self.child)

    def stays(self, council: Council) -> Stays:
        """A personal adviser from three months before the 18th birthday (or from leaving) until 21, or 25."""
        begin = np.minimum(self.adult - 90, np.where(self.left < FAR, self.left, FAR))
        begin = np.maximum(begin, self.eligible)
        rows = np.flatnonzero((begin < self.kept) & (begin <= council.end))
        n = len(rows)
        return Stays(
            self.child[rows],
            np.full(n, -1),
            np.full(n, "LEAVING_CARE"),
            np.full(n, "PA"),
            begin[rows],
            self.kept[rows],
            self.child[rows],
        )


def draw_leavers(council: Council, periods: Periods, placements: Placements) -> Leavers:
    """From the last period of care of everybody who was in care at 16 or later and is under 25."""
    rng = council.rng("leavers")
    order = np.lexsort((periods.start, periods.child))
    last = order[np.append(periods.child[order][1:] != periods.child[order][:-1], True)] if len(order) else order
    sixteen = birthday(periods.born[last], 16)
    in_care_at_16 = (np.minimum(periods.end[last], council.end + 1) > sixteen) & (
        age(periods.born[last], council.end) < 25
    )
    in_care_at_16 &= (periods.leaving[last] != 1) & (sixteen <= council.end)
    rows = last[in_care_at_16]
    sixteen = sixteen[in_care_at_16]
    n = len(rows)
    left = council.past(periods.end[rows])
    counted = np.maximum(periods.start[rows], birthday(periods.born[rows], 14))
    eligible = np.maximum(sixteen, counted + _THIRTEEN_WEEKS)
    long_enough = eligible <= np.minimum(left, council.end)
    grown = periods.adult[rows] <= council.end
    over_21 = birthday(periods.born[rows], 21) <= council.end
    stays_on = ~over_21 | chance(rng, 0.45, n)
    entitlement = np.select(
        [~long_enough, ~stays_on, left >= FAR, ~grown],
        ["Qualifying", "No Current Eligibility", "Eligible", "Relevant"],
        "Former Relevant",
    )
    keep = (left < FAR) | long_enough
    kept = np.where(stays_on, birthday(periods.born[rows], 25), birthday(periods.born[rows], 21))
    final = np.searchsorted(placements.period, rows, side="right") - 1
    foster = (
        np.where(np.char.startswith(placements.kind[final], "U"), placements.carer[final], "")
        if n
        else np.zeros(0, "<U8")
    )
    return Leavers(
        periods.child[rows][keep],
        rows[keep],
        entitlement[keep],
        left[keep],
        eligible[keep],
        periods.adult[rows][keep],
        periods.born[rows][keep],
        foster[keep],
        kept[keep],
    )
