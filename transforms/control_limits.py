"""Centre lines and 3-sigma limits of control charts (calendar.md, section 9), from the first 12 points.

p and u charts: Shewhart. Laney's p' and u': Laney, Improved control charts for attributes, Quality Engineering, 2002.
Individuals charts (XmR): Wheeler, Understanding variation, 1993.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

BASELINE_POINTS = 12
"""Limits come from so many points, and stay."""
_XMR_ROOM = 2.66
_MOVING_RANGE_TO_SIGMA = 1.128


@dataclass(frozen=True)
class Limits:
    """A centre line, each point's room to its 3-sigma limits, before clipping, and Laney's factor in it (else 1)."""

    centre: float
    room: Numbers
    sigma_z: float = 1.0


def p_limits(met: npt.ArrayLike, number: npt.ArrayLike, baseline: int = BASELINE_POINTS) -> Limits:
    """pbar and the room to its limits, 0 to 1, of the shares `met / number`; both from the first `baseline` points.

    Limits are pbar -/+ 3 sqrt(pbar (1 - pbar) / n), one for each n.
    """
    x, n = _arrays(met, number)
    centre = float(x[:baseline].sum() / n[:baseline].sum())
    return Limits(centre, 3 * np.sqrt(centre * (1 - centre) / n))


def u_limits(events: npt.ArrayLike, exposure: npt.ArrayLike, baseline: int = BASELINE_POINTS) -> Limits:
    """ubar and the room to its limits, in events per unit of `exposure`, from the first `baseline` points.

    Limits are ubar -/+ 3 sqrt(ubar / N), one for each N.
    """
    c, n = _arrays(events, exposure)
    centre = float(c[:baseline].sum() / n[:baseline].sum())
    return Limits(centre, 3 * np.sqrt(centre / n))


def xmr_limits(values: npt.ArrayLike, baseline: int = BASELINE_POINTS) -> Limits:
    """The mean and 2.66 mean moving ranges of the first `baseline` values, in their own unit."""
    every = np.asarray(values, dtype=np.float64)
    first = every[:baseline]
    moving = np.abs(np.diff(first))
    room = _XMR_ROOM * float(moving.mean()) if len(moving) else 0.0
    return Limits(float(first.mean()), np.full(len(every), room))


def laney(values: npt.ArrayLike, limits: Limits, baseline: int = BASELINE_POINTS) -> Limits:
    """The limits widened to p' or u': sigma times sigma_z, where more than half of the baseline lies outside them.

    sigma_z is the mean moving range of the baseline's z-scores / 1.128, and never narrows. The baseline judges its own
    limits: points after it that lie outside are signals, not noise. The same limits come back where they serve.
    """
    first = np.asarray(values, dtype=np.float64)[:baseline]
    sigma = limits.room[:baseline] / 3
    if len(first) < 2 or not np.all(sigma > 0):
        return limits
    z = (first - limits.centre) / sigma
    if 2 * int((np.abs(z) > 3).sum()) <= len(first):
        return limits
    sigma_z = max(1.0, float(np.abs(np.diff(z)).mean()) / _MOVING_RANGE_TO_SIGMA)
    return replace(limits, room=limits.room * sigma_z, sigma_z=sigma_z)


def _arrays(first: npt.ArrayLike, second: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    return np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
