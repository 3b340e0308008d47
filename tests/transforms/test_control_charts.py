"""Control charts: the worked numbers of calendar.md, both sides of each rule's boundary, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.control_charts import Chart, Observation, Rebase, chart, chart_for
from transforms.control_limits import laney, p_limits, u_limits, xmr_limits
from transforms.control_signals import Placed, label, outside, shifts, trends, two_of_three
from warehouse.errors import SettingsError

MET = [18, 20, 17, 19, 21, 18, 16, 20, 19, 18, 17, 19]
XMR = [10, 12, 11, 13, 12, 11, 14, 12]


def shares(met, number) -> list[Observation]:
    numbers = [number] * len(met) if isinstance(number, int) else number
    pairs = zip(met, numbers, strict=True)
    return [Observation(period(i), x, n, 100 * x / n if n else None) for i, (x, n) in enumerate(pairs)]


def values(numbers) -> list[Observation]:
    return [Observation(period(i), None, None, value) for i, value in enumerate(numbers)]


def period(place: int) -> str:
    return f"{2023 + place // 12}-{place % 12 + 1:02}"


def rules(made: Chart) -> list[tuple[str, int, str]]:
    return [(signal.period, signal.rule, signal.label) for signal in made.signals]


def on_centre_of_10(*numbers) -> list[Placed]:
    return [Placed(number, 10, 3) for number in numbers]


def test_the_worked_p_chart():
    limits = p_limits(MET, [25] * 12)
    assert (round(limits.centre, 4), round(limits.centre - limits.room[0], 4)) == (0.7400, 0.4768)
    made = chart(shares(MET, 25), "percent", "flow", "higher_better")
    assert (made.kind, made.provisional, made.signals) == ("p", False, ())
    assert (round(made.centre[0], 2), round(made.lower[0], 2), made.upper[0]) == (74.00, 47.68, 100)


def test_the_worked_individuals_chart():
    limits = xmr_limits(XMR)
    assert (round(limits.centre, 3), round(limits.room[0] / 2.66, 3)) == (11.875, 1.714)
    made = chart(values(XMR), "median_days", "flow", "lower_better")
    assert (made.kind, round(made.lower[0], 3), round(made.upper[0], 3)) == ("xmr", 7.315, 16.435)
    assert made.provisional


def test_a_u_chart_has_limits_for_each_exposure():
    # 120 events over 12 x 4 units: ubar 2.5; room 3 x sqrt(2.5 / 4) and, with 16 units, half of that.
    limits = u_limits([10] * 12 + [40], [4] * 12 + [16])
    assert limits.centre == 2.5
    assert limits.room[[0, 12]].tolist() == pytest.approx([3 * (2.5 / 4) ** 0.5, 3 * (2.5 / 16) ** 0.5])


def test_laney_widens_by_the_moving_range_of_z_scores():
    # Shares of 0.4 and 0.6 by turns of 10,000: z is -20 and 20, each moving range 40.
    met, number = np.array([4000.0, 6000.0] * 6), np.full(12, 10_000.0)
    widened = laney(met / number, p_limits(met, number))
    assert widened.sigma_z == pytest.approx(40 / 1.128)
    assert widened.room[0] == pytest.approx(3 * 0.005 * 40 / 1.128)


@pytest.mark.parametrize(("outside_limits", "kind"), [(6, "p"), (7, "p_prime")])
def test_laney_is_used_only_where_more_than_half_of_the_baseline_lies_outside(outside_limits, kind):
    # Half above and half below keep the centre at 50 %; the rest lies on it.
    off = [2000 if place % 2 else 8000 for place in range(outside_limits)]
    met = off + [5000] * (12 - outside_limits)
    assert chart(shares(met, 10_000), "percent", "flow", "neutral").kind == kind


def test_a_shift_after_the_baseline_does_not_widen_its_limits():
    made = chart(shares([5000] * 12 + [8000] * 24, 10_000), "percent", "flow", "higher_better")
    assert (made.kind, made.state()) == ("p", "improvement")


@pytest.mark.parametrize(
    ("unit", "kind", "points", "chosen"),
    [
        ("percent", "flow", shares([5] * 12, 20), "p"),
        ("percent", "flow", shares([4] * 12, 20), "counts"),
        # n x pbar is 5 and more in just half of the periods.
        ("percent", "flow", shares([6] * 6 + [4] * 6, [24] * 6 + [16] * 6), "p"),
        ("percent", "snapshot", shares([5] * 12, 20), "xmr"),
        ("rate_per_10000", "flow", [Observation(period(i), 30, 65_000) for i in range(12)], "u"),
        ("rate_per_10000", "flow", [Observation(period(i), 30) for i in range(12)], "xmr"),
        ("rate_per_10000", "snapshot", values([60] * 12), "xmr"),
        ("ratio", "flow", [Observation(period(i), 30, 20) for i in range(12)], "u"),
        ("median_days", "flow", values([2] * 12), "xmr"),
        ("mean", "flow", values([2] * 12), "xmr"),
        ("count", "flow", values([3] * 12), "xmr"),
        ("count", "flow", values([2] * 7 + [9] * 5), "counts"),
        ("count", "flow", values([2] * 6 + [9] * 6), "xmr"),
        ("count", "snapshot", values([1] * 12), "xmr"),
    ],
)
def test_the_chart_follows_from_unit_kind_and_number_of_events(unit, kind, points, chosen):
    assert chart_for(unit, kind, points) == chosen


@pytest.mark.parametrize("kind", ["rolling_12_months", "rolling_36_months"])
def test_a_rolling_series_is_refused(kind):
    with pytest.raises(SettingsError, match="rolling"):
        chart(values(XMR), "percent", kind, "neutral")


def test_rare_events_are_shown_as_counts_without_limits_or_signals():
    made = chart(shares([1, 0, 2, 1] * 3, 100), "percent", "flow", "lower_better")
    assert (made.kind, made.unit, made.values[:3], made.signals) == ("counts", "count", (1, 0, 2), ())
    assert made.words() == "Counts only: too few events for a trend"


def test_fewer_than_8_points_say_nothing():
    made = chart(values([1, 1, 1, 1, 1, 1, 50]), "mean", "flow", "lower_better")
    assert (made.signals, made.has_limits, made.words()) == ((), False, "Not enough data for trend")
    assert chart([], "mean", "flow", "neutral").state() == "not_enough"


def test_8_to_11_points_give_provisional_limits_and_only_rules_1_and_2():
    rising = [1, 2, 3, 4, 5, 6, 7, 8]
    assert {signal.rule for signal in chart(values(rising), "mean", "flow", "neutral").signals} <= {1, 2}
    firm = chart(values([5, 6, 5, 6, 5, *rising]), "mean", "flow", "neutral")
    assert 3 in {signal.rule for signal in firm.signals}
    made = chart(values([10] * 11), "mean", "flow", "neutral")
    assert (made.provisional, made.words()) == (True, "No signal; provisional limits")


def test_limits_come_from_the_first_12_points_and_stay():
    first = chart(values([10, 12] * 6), "mean", "flow", "neutral")
    longer = chart(values([10, 12] * 6 + [90, 95, 99]), "mean", "flow", "neutral")
    assert set(longer.centre) == set(first.centre) == {11}
    assert set(longer.upper) == set(first.upper)


def test_rule_1_a_point_on_a_limit_is_inside():
    assert [(f.place, f.side) for f in outside(on_centre_of_10(13, 13.01, 7, 6.99))] == [(1, 1), (3, -1)]


def test_rule_2_seven_in_a_row_on_one_side():
    assert shifts(on_centre_of_10(*[11] * 6, 9)) == []
    assert [(f.place, f.side) for f in shifts(on_centre_of_10(9, *[11] * 8))] == [(7, 1), (8, 1)]


def test_rule_2_a_point_on_the_centre_line_neither_extends_nor_breaks_a_shift():
    assert shifts(on_centre_of_10(11, 11, 11, 10, 11, 11, 11)) == []
    assert [f.place for f in shifts(on_centre_of_10(11, 11, 11, 10, 11, 11, 11, 11))] == [7]
    assert shifts(on_centre_of_10(*[10] * 20)) == []


def test_rule_3_six_in_a_row_rising_or_falling():
    assert trends([1, 2, 3, 4, 5]) == []
    assert [(f.place, f.side) for f in trends([1, 2, 3, 4, 5, 6, 7])] == [(5, 1), (6, 1)]
    assert [(f.place, f.side) for f in trends([9, 8, 7, 6, 5, 4])] == [(5, -1)]


def test_rule_3_a_tie_and_a_turn_break_a_trend():
    assert trends([1, 2, 3, 3, 4, 5, 6]) == []
    assert [f.place for f in trends([1, 2, 3, 3, 4, 5, 6, 7, 8])] == [8]
    assert trends([1, 2, 3, 2, 3, 4, 5, 6]) == []
    assert [f.place for f in trends([1, 2, 3, 2, 3, 4, 5, 6, 7])] == [8]


def test_rule_4_two_of_three_beyond_2_sigma_on_the_same_side():
    assert [f.place for f in two_of_three(on_centre_of_10(12.1, 10, 12.1))] == [2]
    assert two_of_three(on_centre_of_10(12.1, 10, 10, 12.1)) == []
    assert two_of_three(on_centre_of_10(12.1, 7.9, 10)) == []
    assert two_of_three(on_centre_of_10(12.1, 12, 11.9)) == []
    # The signal stands at the points beyond 2 sigma, not at the quiet one after them.
    assert [f.place for f in two_of_three(on_centre_of_10(12.1, 12.1, 10))] == [1]


@pytest.mark.parametrize(
    ("side", "direction", "word"),
    [
        (1, "higher_better", "improvement"),
        (-1, "higher_better", "concern"),
        (1, "lower_better", "concern"),
        (-1, "lower_better", "improvement"),
        (1, "neutral", "change"),
    ],
)
def test_a_signal_is_named_by_the_direction_of_the_measure(side, direction, word):
    assert label(side, direction) == word


def test_a_snapshot_of_a_slow_stock_is_asked_only_for_a_shift():
    made = chart(values([10, 11] * 6 + [12, 14, 16, 18, 20, 22, 24, 90]), "count", "snapshot", "lower_better")
    assert {signal.rule for signal in made.signals} == {2}


def test_periods_without_data_are_left_out():
    gap = [Observation("2024-13", None, None, None), Observation("2024-14", 0, 0, None)]
    assert chart(shares(MET, 25) + gap, "percent", "flow", "neutral") == chart(
        shares(MET, 25), "percent", "flow", "neutral"
    )


def test_the_newest_signals_make_the_state_and_a_concern_comes_first():
    base = [10, 12] * 6
    high = chart(values([*base, 40]), "mean", "flow", "lower_better")
    assert high.words() == "Concern: a point outside the limits (2024-01)"
    quiet = chart(values([*base, 40, 11, 11]), "mean", "flow", "lower_better")
    assert (quiet.state(), quiet.state(latest=3), quiet.state(latest=2)) == ("steady", "concern", "steady")
    # Seven above the centre (good), the last six of them falling (bad).
    both = chart(values([*base, 14, 13.9, 13.8, 13.7, 13.6, 13.5, 13.4]), "mean", "flow", "higher_better")
    assert {signal.label for signal in both.current()} == {"improvement", "concern"}
    assert both.state() == "concern"


@pytest.mark.parametrize(
    ("direction", "target", "capability"),
    [
        ("higher_better", 7, "met"),
        ("higher_better", 10, "hit_and_miss"),
        ("higher_better", 17, "not_met"),
        ("lower_better", 17, "met"),
        ("lower_better", 10, "hit_and_miss"),
        ("lower_better", 7, "not_met"),
        ("neutral", 10, None),
        ("lower_better", None, None),
    ],
)
def test_capability_says_where_the_limits_lie_against_the_target(direction, target, capability):
    # Limits 7.315 and 16.435.
    assert chart(values(XMR), "mean", "flow", direction).capability(target) == capability


def test_a_limit_on_the_target_meets_it():
    made = chart(values([10] * 12), "mean", "flow", "higher_better")
    assert (made.capability(10), made.capability(10.1)) == ("met", "not_met")
    assert chart(values([10] * 3), "mean", "flow", "higher_better").capability(10) is None


def test_a_re_base_makes_new_limits_and_leaves_the_old_ones_visible():
    series = values([10, 12] * 6 + [30, 32] * 6)
    made = chart(series, "mean", "flow", "higher_better", [Rebase("2024-01", "New duty team, agreed by the board")])
    assert made.centre == (11,) * 12 + (31,) * 12
    assert [(s.first, s.last, s.reason) for s in made.segments] == [
        (0, 11, ""),
        (12, 23, "New duty team, agreed by the board"),
    ]
    assert made.state() == "steady"


def test_runs_end_at_a_re_base():
    series = values([10, 12] * 6 + [13] * 5 + [13.5] * 12)
    rebase = Rebase("2024-06", "The form asks for another date", definition_change=True)
    assert [s for s in chart(series, "mean", "flow", "neutral", [rebase]).signals if s.rule == 2] == []
    assert [s for s in chart(series, "mean", "flow", "neutral").signals if s.rule == 2] != []


@pytest.mark.parametrize(("hard", "found"), [(True, []), (False, [3, 3])])
def test_a_trend_ends_at_a_hard_break_only(hard, found):
    series = values([10, 12] * 4 + [10, 12, 13, 14] + [15, 16, 17] + [16.5, 17] * 5)
    made = chart(series, "mean", "flow", "neutral", [Rebase("2024-01", "New form", definition_change=hard)])
    assert [s.rule for s in made.signals if s.rule == 3] == found


def test_a_definition_change_starts_afresh_and_short():
    series = values([10, 12] * 6 + [30] * 5)
    made = chart(series, "mean", "flow", "neutral", [Rebase("2024-01", "New form", definition_change=True)])
    assert made.centre[11:13] == (11, None)
    assert made.state() == "not_enough"


@pytest.mark.parametrize(
    ("rebases", "says"),
    [
        ([Rebase("2031-01", "x")], "no period"),
        ([Rebase("2024-01", " ")], "no reason"),
        ([Rebase("2023-01", "x")], "order of time"),
        ([Rebase("2024-02", "x", True), Rebase("2024-01", "x", True)], "order of time"),
        ([Rebase("2024-02", "to be rid of a bad signal")], "no shift"),
    ],
)
def test_a_re_base_without_ground_is_refused(rebases, says):
    with pytest.raises(SettingsError, match=says):
        chart(values([10, 12] * 6 + [30] * 8), "mean", "flow", "neutral", rebases)


numbers = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(numbers, min_size=8, max_size=40))
def test_limits_hold_the_centre_and_stay_within_what_is_possible(points):
    made = chart(shares(*zip(*points, strict=True)), "percent", "flow", "higher_better")
    for centre, lower, upper in zip(made.centre, made.lower, made.upper, strict=True):
        if centre is not None:
            assert 0 <= lower <= centre + 1e-9
            assert centre - 1e-9 <= upper <= 100
    assert made.sigma_z >= 1


@given(st.lists(numbers, min_size=12, max_size=30), st.randoms())
def test_the_order_of_the_baseline_does_not_move_its_centre(points, random):
    mixed = points[:12]
    random.shuffle(mixed)
    first = chart(shares(*zip(*points, strict=True)), "percent", "flow", "neutral")
    second = chart(shares(*zip(*(mixed + points[12:]), strict=True)), "percent", "flow", "neutral")
    assert first.has_limits == second.has_limits
    if first.has_limits:
        assert first.centre == pytest.approx(second.centre)


@given(st.lists(st.floats(0, 1000), min_size=20, max_size=36), st.randoms())
def test_what_lies_before_a_hard_break_does_not_move_the_limits_after_it(found, random):
    def after(points):
        made = chart(values(points), "mean", "flow", "neutral", [Rebase(period(8), "New form", True)])
        return made.centre[8:], made.upper[8:], [s for s in made.signals if s.period >= period(8)]

    mixed = found[:8]
    random.shuffle(mixed)
    assert after(found) == after(mixed + found[8:])


@given(st.lists(st.floats(0, 1000), min_size=12, max_size=36), st.floats(-500, 500))
def test_turning_a_measure_over_turns_its_signals(found, target):
    up = chart(values(found), "mean", "flow", "higher_better")
    down = chart(values([-value for value in found]), "mean", "flow", "lower_better")
    assert [(s.period, s.rule, s.label) for s in up.signals] == [(s.period, s.rule, s.label) for s in down.signals]
    assert up.capability(target) == down.capability(-target)


@given(st.lists(st.integers(0, 30), min_size=12, max_size=36))
def test_an_individuals_chart_does_not_know_the_zero_of_its_scale(found):
    here = chart(values(found), "mean", "flow", "neutral")
    there = chart(values([value + 1000 for value in found]), "mean", "flow", "neutral")
    assert rules(here) == rules(there)
