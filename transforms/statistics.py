"""Intervals, rounding and ratings (calendar.md, sections 5, 6, 8 and 10), written to work on many numbers at once.

Intervals are at 95 %, z = 1.959964. SciPy gives the chi-squared, binomial and Student quantiles; each is asked once for
each different count, so a whole return takes milliseconds.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Rating = Literal["green", "amber", "red"]

Z = 1.959964
SMALLEST_FOR_SPREAD = 20
"""Below this many records no interval of a median or mean is shown."""
_BYAR_FROM = 10
_FLOOR_POINTS = Decimal(5)
_FLOOR_SHARE = Decimal("0.1")
AMBER_FROM_PERCENT = Decimal(1)
RED_ABOVE_PERCENT = Decimal(5)
"""The bands of the data-quality flag, where the authority's settings say nothing else."""


def wilson(met: npt.ArrayLike, number: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """Wilson score limits, 0 to 1, of the proportions `met / number`; NaN where `number` is 0.

    None met gives exactly 0 below, all met exactly 1 above. 5 of 25 gives 0.089 to 0.391.
    """
    x, n = _arrays(met, number)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / n
        shrink = 1 + Z * Z / n
        centre = (p + Z * Z / (2 * n)) / shrink
        half = Z * np.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / shrink
    lower = np.where(x == 0, 0.0, centre - half)
    upper = np.where(x == n, 1.0, centre + half)
    nothing = n == 0
    return np.where(nothing, np.nan, lower), np.where(nothing, np.nan, upper)


def byar(count: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """Byar's approximate limits of a count of events, for counts of 10 or more. 20 gives 12.21 to 30.89."""
    low = np.asarray(count, dtype=np.float64)
    high = low + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        below = 1 - 1 / (9 * low) - Z / (3 * np.sqrt(low))
        above = 1 - 1 / (9 * high) + Z / (3 * np.sqrt(high))
    # Products, not powers: a power may differ in its last digit from one machine to the next.
    return low * (below * below * below), high * (above * above * above)


def exact_poisson(count: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """Exact Poisson limits of a count of events, for counts under 10. 5 gives 1.62 to 11.67; 0 gives 0 to 3.69."""
    events = np.asarray(count, dtype=np.float64)
    return _each_once(events, _poisson_lower), _each_once(events, _poisson_upper)


def rate_interval(count: npt.ArrayLike, population: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """Limits of `count` per 10,000 of `population`: exact under 10 events, Byar's from 10 on."""
    events, people = _arrays(count, population)
    rare = events < _BYAR_FROM
    few_lower, few_upper = exact_poisson(np.where(rare, events, 0))
    many_lower, many_upper = byar(np.where(rare, _BYAR_FROM, events))
    lower = np.where(rare, few_lower, many_lower)
    upper = np.where(rare, few_upper, many_upper)
    return lower / people * 10_000, upper / people * 10_000


def median_ranks(number: int) -> tuple[int, int] | None:
    """Ranks, from 1, of the ordered records that bound the median of `number` records; None under 20.

    Binomial with p = 0.5: the narrowest symmetric pair that holds the median with 95 % or more. 20 give (6, 15).
    """
    if number < SMALLEST_FOR_SPREAD:
        return None
    lower = _median_lower_rank(number)
    return lower, number + 1 - lower


def median_interval(values: npt.ArrayLike) -> tuple[float, float] | None:
    """Order-statistic limits of the median of `values`, in any order; None under 20 of them."""
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    ranks = median_ranks(len(ordered))
    return None if ranks is None else (float(ordered[ranks[0] - 1]), float(ordered[ranks[1] - 1]))


def mean_interval(mean: npt.ArrayLike, deviation: npt.ArrayLike, number: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """Student's t limits of a mean, from the sample's standard deviation and size; NaN under 20 records."""
    centre, spread = _arrays(mean, deviation)
    n = np.asarray(number, dtype=np.float64)
    enough = n >= SMALLEST_FOR_SPREAD
    quantile = _each_once(np.where(enough, n, SMALLEST_FOR_SPREAD), _student_quantile)
    half = np.where(enough, quantile * spread / np.sqrt(np.where(enough, n, 1)), np.nan)
    return centre - half, centre + half


def half_up(value: float | Decimal, places: int) -> Decimal:
    """`value` rounded to `places` decimals, halves away from zero: 12.25 gives 12.3. For display, once."""
    return _decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def rag(value: float | None, target: float | None, floor: float | None, direction: str, unit: str) -> Rating | None:
    """Green meets the target, amber misses it but not the floor, red is past the floor (calendar.md, section 10).

    Without a `floor` it lies 5 percentage points from the target for percents, 10 % of the target for other units. None
    for neutral measures and where there is no value or no target. Compares unrounded values.
    """
    if value is None or target is None or direction not in ("higher_better", "lower_better"):
        return None
    sign = 1 if direction == "higher_better" else -1
    aim, is_at = _decimal(target), _decimal(value)
    slack = _FLOOR_POINTS if unit == "percent" else abs(aim) * _FLOOR_SHARE
    edge = aim - sign * slack if floor is None else _decimal(floor)
    if sign * (is_at - aim) >= 0:
        return "green"
    return "amber" if sign * (is_at - edge) >= 0 else "red"


def different_from(benchmark: float | None, lower: float | None, upper: float | None) -> bool | None:
    """Whether a value differs from `benchmark`: only where that lies outside the value's 95 % interval.

    A benchmark on a limit is inside (calendar.md, section 8). None without a benchmark or without an interval: where
    the play of chance is not known, no difference is claimed.
    """
    if benchmark is None or lower is None or upper is None:
        return None
    return _decimal(benchmark) < _decimal(lower) or _decimal(benchmark) > _decimal(upper)


def quality_flag(
    records_with_findings: int | None,
    denominator: float | Decimal | None,
    critical_rule_failed: bool,
    amber_from: Decimal = AMBER_FROM_PERCENT,
    red_above: Decimal = RED_ABOVE_PERCENT,
) -> Rating:
    """How far a number is to be trusted (returns.md): green under 1 % of its records affected, amber to 5 %, red above.

    Red too where a critical rule failed. `denominator` is the number of records: of a count or a rate, its numerator.
    `amber_from` and `red_above` are the two bands in percent.
    """
    affected, records = records_with_findings or 0, _decimal(denominator or 0)
    percent = 100 * (Decimal(affected) / records if records > 0 else Decimal(min(affected, 1)))
    if critical_rule_failed or percent > red_above:
        return "red"
    # With a band from 0 % on, a number without a fault is still green.
    return "green" if percent < amber_from or not affected else "amber"


def _decimal(value: float | Decimal) -> Decimal:
    # By its shortest text: 0.05 is meant, not the binary fraction just above it.
    return value if isinstance(value, Decimal) else Decimal(repr(float(value)))


def _arrays(first: npt.ArrayLike, second: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    return np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)


def _each_once(numbers: Numbers, answer: Callable[[float], float]) -> Numbers:
    """`answer` for each number, asked once for each different one."""
    different, position = np.unique(numbers, return_inverse=True)
    answers: Numbers = np.array([answer(float(number)) for number in different], dtype=np.float64)
    result: Numbers = answers[position.reshape(numbers.shape)]
    return result


@cache
def _poisson_lower(count: float) -> float:
    # chi2inv(p, 2k) / 2 is gammaincinv(k, p); scipy.stats would take over a second to import.
    from scipy.special import gammaincinv

    return float(gammaincinv(count, 0.025)) if count > 0 else 0.0


@cache
def _poisson_upper(count: float) -> float:
    from scipy.special import gammaincinv

    return float(gammaincinv(count + 1, 0.975))


@cache
def _student_quantile(number: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(number - 1, 0.975))


@cache
def _median_lower_rank(number: int) -> int:
    from scipy.special import bdtr

    below = bdtr(np.arange(number + 1), number, 0.5)
    return int(np.searchsorted(below, 0.025))
