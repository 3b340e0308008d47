"""The worked numbers of calendar.md, and what the intervals, rounding and ratings promise."""

import time
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.statistics import (
    byar,
    different_from,
    exact_poisson,
    half_up,
    mean_interval,
    median_interval,
    median_ranks,
    quality_flag,
    rag,
    rate_interval,
    wilson,
)


def test_wilson_of_5_in_25_is_8_9_to_39_1_percent():
    lower, upper = wilson(5, 25)
    assert (round(float(lower) * 100, 1), round(float(upper) * 100, 1)) == (8.9, 39.1)


def test_wilson_ends_exactly_at_0_and_1_and_says_nothing_of_nothing():
    lower, upper = wilson([0, 7, 0], [7, 7, 0])
    assert (lower[0], upper[1]) == (0.0, 1.0)
    assert 0 < upper[0] < 1
    assert 0 < lower[1] < 1
    assert np.isnan([lower[2], upper[2]]).all()


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_proportion_and_mirrors_its_opposite(counts):
    met, number = counts
    lower, upper = (float(limit) for limit in wilson(met, number))
    other_lower, other_upper = (float(limit) for limit in wilson(number - met, number))
    assert 0 <= lower <= met / number <= upper <= 1
    assert lower == pytest.approx(1 - other_upper, abs=1e-12)
    assert upper == pytest.approx(1 - other_lower, abs=1e-12)


@pytest.mark.parametrize(
    ("interval", "count", "expected"),
    [(byar, 20, (12.21, 30.89)), (exact_poisson, 5, (1.62, 11.67)), (exact_poisson, 0, (0.0, 3.69))],
)
def test_counts_have_the_worked_limits(interval, count, expected):
    lower, upper = interval(count)
    assert (round(float(lower), 2), round(float(upper), 2)) == expected


def test_rates_are_exact_under_10_events_and_byar_from_10():
    lower, upper = rate_interval([9, 10], [20_000, 20_000])
    exact, approximate = exact_poisson(9), byar(10)
    assert (lower[0], upper[0]) == (float(exact[0]) / 2, float(exact[1]) / 2)
    assert (lower[1], upper[1]) == (float(approximate[0]) / 2, float(approximate[1]) / 2)


def test_a_median_has_limits_from_20_records():
    # Of 20 the 6th and the 15th: P(fewer than 6 of 20 below the median) = 2.07 %.
    assert median_ranks(19) is None
    assert median_ranks(20) == (6, 15)
    assert median_interval(range(20, 0, -1)) == (6.0, 15.0)
    assert median_interval(range(19)) is None


@given(st.integers(20, 2000))
def test_the_ranks_of_a_median_hold_95_percent_and_the_next_pair_would_not(number):
    from scipy.stats import binom

    lower, upper = median_ranks(number)
    assert lower + upper == number + 1
    assert 1 - 2 * binom.cdf(lower - 1, number, 0.5) >= 0.95
    assert 1 - 2 * binom.cdf(lower, number, 0.5) < 0.95


def test_a_mean_has_limits_from_20_records():
    lower, upper = mean_interval([10.0, 10.0], [4.0, 4.0], [19, 20])
    assert np.isnan([lower[0], upper[0]]).all()
    # t(0.975, 19) = 2.0930
    assert (round(lower[1], 3), round(upper[1], 3)) == (8.128, 11.872)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (12.25, 1, "12.3"),
        (0.05, 1, "0.1"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (0.5, 0, "1"),
        (1.005, 2, "1.01"),
        (7, 1, "7.0"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, places, shown):
    assert str(half_up(value, places)) == shown


def test_decimals_are_rounded_the_same_way():
    assert half_up(Decimal("12.25"), 1) == Decimal("12.3")


@pytest.mark.parametrize(
    ("value", "target", "floor", "direction", "unit", "rating"),
    [
        (90.0, 90, None, "higher_better", "percent", "green"),
        (89.99, 90, None, "higher_better", "percent", "amber"),
        (85.0, 90, None, "higher_better", "percent", "amber"),
        (84.99, 90, None, "higher_better", "percent", "red"),
        (80.0, 90, 80, "higher_better", "percent", "amber"),
        (79.99, 90, 80, "higher_better", "percent", "red"),
        (20.0, 20, None, "lower_better", "percent", "green"),
        (25.0, 20, None, "lower_better", "percent", "amber"),
        (25.01, 20, None, "lower_better", "percent", "red"),
        (19.8, 18, None, "lower_better", "ratio", "amber"),
        (19.81, 18, None, "lower_better", "ratio", "red"),
        (50.0, 20, None, "neutral", "percent", None),
        (None, 20, None, "lower_better", "percent", None),
        (50.0, None, None, "lower_better", "percent", None),
    ],
)
def test_rag(value, target, floor, direction, unit, rating):
    assert rag(value, target, floor, direction, unit) == rating


@pytest.mark.parametrize(
    ("affected", "records", "critical", "flag"),
    [
        (0, 1000, False, "green"),
        (9, 1000, False, "green"),
        (10, 1000, False, "amber"),
        (50, 1000, False, "amber"),
        (51, 1000, False, "red"),
        (0, 1000, True, "red"),
        (0, 0, False, "green"),
        (1, 0, False, "red"),
        (None, None, False, "green"),
    ],
)
def test_quality_flag(affected, records, critical, flag):
    assert quality_flag(affected, records, critical) == flag


@pytest.mark.parametrize(("affected", "flag"), [(0, "green"), (1, "amber"), (20, "amber"), (21, "red")])
def test_a_quality_flag_within_the_authoritys_bands(affected, flag):
    assert quality_flag(affected, 1000, False, amber_from=Decimal(0), red_above=Decimal(2)) == flag


def test_30_000_intervals_take_less_than_a_second():
    numbers = np.arange(30_000)
    wilson(1, 2), rate_interval(1, 2), mean_interval(1, 2, 30)
    start = time.process_time()
    wilson(numbers, numbers + 5)
    rate_interval(numbers, numbers + 5)
    mean_interval(numbers / 7, np.ones(30_000), numbers % 500)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("england", "lower", "upper", "expected"),
    [
        (8.8, 8.9, 39.1, True),
        (8.9, 8.9, 39.1, False),
        (20, 8.9, 39.1, False),
        (39.1, 8.9, 39.1, False),
        (39.2, 8.9, 39.1, True),
        (None, 8.9, 39.1, None),
        (20, None, None, None),
    ],
)
def test_a_value_differs_from_england_only_where_england_lies_outside_its_interval(england, lower, upper, expected):
    assert different_from(england, lower, upper) is expected
