"""The months behind a measure: which are read, of what kind, and how fast all of them become charts."""

import time
from datetime import date

import duckdb
import pytest

from tests.support.small_return import KNOWN_AT, measure
from transforms.catalogue import Catalogue, Measure, Target
from transforms.trend import comparable_target, series_from, trends
from warehouse.calendar import Month, Quarter

FIRST = Month.containing(date(2023, 10, 1))
COLUMNS = """
    authority varchar, measure varchar, title varchar, period varchar, period_kind varchar, period_start date,
    period_end date, breakdown varchar, "group" varchar, numerator decimal(18, 6), denominator decimal(18, 6),
    value double, unit varchar, lower double, upper double, status varchar, reason varchar,
    records_with_findings bigint, known_at timestamp
"""


@pytest.fixture
def connection():
    with duckdb.connect() as opened:
        opened.execute(f"create temp table measure_values ({COLUMNS})")
        yield opened


def add(connection, of: Measure, period, start, numbers, status="ok", reason="", breakdown="all") -> None:
    kind = "month" if isinstance(period, Month) else "quarter"
    row = ("887", of.id, of.title, period.label, kind, start, period.end, breakdown, "all", *numbers, of.unit)
    connection.execute(
        f"insert into measure_values values ({', '.join('?' * 19)})", [*row, None, None, status, reason, 0, KNOWN_AT]
    )


def test_finished_months_of_the_whole_are_read_in_order_of_time(connection):
    of = measure("on_time", "percent", "higher_better")
    second, third, fourth = (FIRST.next().next().minus(1), FIRST.next().next(), FIRST.next().next().next())
    add(connection, of, third, third.start, (0, 0, None), "no_records", "no records to count in this period")
    add(connection, of, FIRST, FIRST.start, (18, 25, 72.0))
    add(connection, of, second, second.start, (None, None, None), "not_available", "no source delivered ssd_contacts")
    add(connection, of, fourth, fourth.start, (2, 3, 66.7), reason="to date: extract of 2024-01-10")
    add(connection, of, FIRST, FIRST.start, (1, 2, 50.0), breakdown="team")
    add(connection, of, Quarter.containing(FIRST.start), FIRST.start, (54, 75, 72.0))
    series = series_from(connection, of)
    assert series.kind == "flow"
    assert [(p.period, p.numerator, p.denominator, p.value) for p in series.points] == [
        ("2023-10", 18, 25, 72.0),
        ("2023-12", 0, 0, None),
    ]


def test_a_snapshot_reads_the_months_ends(connection):
    of = measure("open_plans", "count", "neutral", kind="snapshot", also=("flow",))
    add(connection, of, FIRST, FIRST.start, (40, None, 40.0))
    add(connection, of, FIRST, FIRST.end, (300, None, 300.0))
    assert [p.value for p in series_from(connection, of).points] == [300]


def test_a_rolling_measure_is_charted_by_its_flow_or_not_at_all(connection):
    alone = measure("alone", "percent", "lower_better", kind="rolling_12_months")
    both = measure("both", "percent", "lower_better", kind="rolling_12_months", also=("flow",))
    add(connection, both, FIRST, FIRST.start, (1, 4, 25.0))
    assert series_from(connection, alone) is None
    assert [p.numerator for p in series_from(connection, both).points] == [1]
    assert list(trends(connection, Catalogue({of.id: of for of in (alone, both)}, {}))) == ["both"]


def test_a_month_of_a_rate_is_set_against_the_residents_of_its_quarter(connection):
    of = measure("referral_rate", "rate_per_10000", "neutral", kind="rolling_12_months", also=("flow",))
    why = "a rate is of twelve months: the count of this period is shown without one"
    period = FIRST
    for _ in range(12):
        add(connection, of, period, period.start, (260, None, None), "not_available", why)
        period = period.next()
    late = Quarter.containing(date(2024, 7, 1))
    add(connection, of, late.minus(1), date(2023, 7, 1), (3000, 65_000, 461.5))
    add(connection, of, late, date(2023, 10, 1), (3000, 66_000, 454.5))
    assert [p.denominator for p in series_from(connection, of).points] == [65_000] * 9 + [66_000] * 3
    made = trends(connection, Catalogue({of.id: of}, {}))[of.id]
    assert (made.kind, made.unit, made.values[0]) == ("u", "rate_per_10000", 40.0)


def test_a_rate_without_residents_is_charted_as_a_count(connection):
    of = measure("referral_rate", "rate_per_10000", "neutral", kind="rolling_12_months", also=("flow",))
    period = FIRST
    for _ in range(12):
        add(connection, of, period, period.start, (260, None, None), "not_available", "no population")
        period = period.next()
    made = trends(connection, Catalogue({of.id: of}, {}))[of.id]
    assert (made.kind, made.unit, made.values[0]) == ("xmr", "count", 260)


@pytest.mark.parametrize(
    ("unit", "kind", "target"),
    [("percent", "flow", 90), ("count", "flow", None), ("count", "snapshot", 90), ("median_days", "flow", 90)],
)
def test_a_month_is_held_only_against_a_target_it_can_meet(connection, unit, kind, target):
    of = measure("some", unit, "lower_better", kind=kind, target=Target(90, "local"))
    period = FIRST
    for _ in range(12):
        add(connection, of, period, period.end if kind == "snapshot" else period.start, (80, 100, 80.0))
        period = period.next()
    assert comparable_target(of, trends(connection, Catalogue({of.id: of}, {}))[of.id]) == target


def test_131_measures_of_36_months_take_well_under_a_third_of_a_second(connection):
    connection.execute(
        """
        insert into measure_values
        select '887', 'm' || m, 'M', strftime(d, '%Y-%m'), 'month', d, last_day(d), 'all', 'all',
            80 + (i * 7 + m) % 13, 100, 80 + (i * 7 + m) % 13, case when m % 3 = 0 then 'mean' else 'percent' end,
            null, null, 'ok', '', 0, null
        from range(131) as r(m), (
            select i, (date '2023-10-01' + to_months(i::integer))::date as d from range(36) as s(i)
        )
        """
    )
    units = {f"m{number}": "mean" if number % 3 == 0 else "percent" for number in range(131)}
    catalogue = Catalogue({name: measure(name, unit, "neutral") for name, unit in units.items()}, {})
    begun = time.process_time()
    made = trends(connection, catalogue)
    # Processor time, since a busy machine says nothing about the code; DuckDB's own threads count too.
    assert time.process_time() - begun < 0.3
    assert {len(each.values) for each in made.values()} == {36}
    assert len(made) == 131
