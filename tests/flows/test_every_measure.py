"""Every measure on an invented council with faults in its data: numbers are sums over records, and groups add up."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.invented import invented_warehouse
from transforms.catalogue import load_catalogue
from transforms.compute import compute
from transforms.export import write_measures, write_records
from warehouse.calendar import Quarter

QUARTER = Quarter.parse("2026-27-Q2")
RECOUNTED = """
    select
        records.measure,
        records.period,
        records.period_start,
        case
            when measures.unit = 'median_days' then count(records.value)
            when measures.unit = 'mean' then coalesce(sum(records.value), 0)
            when measures.is_highest then max(records.value)
            else coalesce(sum(records.numerator), 0)
        end::decimal(18, 6) as numerator,
        case
            when measures.unit in ('count', 'rate_per_10000') then null
            when measures.unit in ('median_days', 'mean') then count(records.value)
            else sum(coalesce(records.value, 1))
        end::decimal(18, 6) as denominator
    from {records} as records
    inner join measures on records.measure = measures.measure
    where coalesce(records.excluded, '') = ''
    group by records.measure, records.period, records.period_start, measures.unit, measures.is_highest
"""
STATED = """
    select
        measure,
        period,
        period_start,
        numerator::decimal(18, 6) as numerator,
        case when unit <> 'rate_per_10000' then denominator end::decimal(18, 6) as denominator
    from {values}
    where breakdown = 'all' and coalesce(numerator, 0) + coalesce(denominator, 0) > 0
"""


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("every")
    with invented_warehouse(folder, children=1500, years=3, seed=11, faults=0.05) as session:
        con = session.connection
        compute(con, load_catalogue(), QUARTER)
        con.execute("create temp table measures (measure varchar, unit varchar, is_highest boolean)")
        con.executemany(
            "insert into measures values (?, ?, ?)",
            [(m.id, m.unit, m.aggregate == "max") for m in load_catalogue().measures.values()],
        )
        yield con


def nothing(con: duckdb.DuckDBPyConnection, one: str, other: str) -> None:
    """Asserts that two queries give the same rows, those with nothing to count aside."""
    only = f"with a as ({one}), b as ({other})"
    empty = "where coalesce(numerator, 0) + coalesce(denominator, 0) > 0"
    assert con.execute(f"{only} (from a {empty} except from b) limit 5").fetchall() == []
    assert con.execute(f"{only} (from b except from a) limit 5").fetchall() == []


def test_the_catalogue_is_whole_and_every_measure_has_a_figure(computed: duckdb.DuckDBPyConnection) -> None:
    assert len(load_catalogue().measures) == 131
    statuses = dict(
        computed.execute("select measure, list(distinct status) from measure_values group by measure").fetchall()
    )
    assert set(statuses) == set(load_catalogue().measures)
    # Nobody checked this council's data, and what happens to few children did not happen to any of so few.
    without = {name for name, found in statuses.items() if "ok" not in found} - {"critical_checks_passed"}
    assert len({name for name in without if load_catalogue().measures[name].theme != "adoption"}) <= 4
    assert [name for name, found in statuses.items() if found == ["not_available"]] == []


def test_every_number_is_recounted_from_its_records(computed: duckdb.DuckDBPyConnection) -> None:
    records = "(select * from measure_records where only_in is null)"
    nothing(computed, RECOUNTED.format(records=records), STATED.format(values="measure_values"))


def test_the_written_files_say_the_same(computed: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_measures(computed, tmp_path / "measures.csv")
    write_records(computed, tmp_path / "records.parquet")
    nothing(
        computed,
        RECOUNTED.format(records=f"read_parquet('{tmp_path}/records.parquet')"),
        STATED.format(values=f"read_csv('{tmp_path}/measures.csv', all_varchar = false)"),
    )


def test_groups_that_partition_a_whole_add_up_to_it(computed: duckdb.DuckDBPyConnection) -> None:
    """Rows that stand apart come on top, so the breakdowns that hold them are left out."""
    rows = computed.execute(
        """
        with apart as (select distinct measure, only_in as breakdown from measure_records where only_in is not null),
        cell as (select v.* from measure_values v join measures m using (measure) where not m.is_highest),
        grouped as (
            select measure, period, period_start, breakdown, sum(numerator) as n, sum(denominator) as d
            from cell anti join apart using (measure, breakdown)
            where breakdown <> 'all' group by all
        )
        select g.measure, g.period, g.breakdown, g.n, w.numerator, g.d, w.denominator
        from grouped as g join cell as w using (measure, period, period_start)
        where w.breakdown = 'all' and (
            g.n is distinct from w.numerator or (w.unit <> 'rate_per_10000' and g.d is distinct from w.denominator)
        )
        """
    ).fetchall()
    assert rows == []


def test_every_measure_shows_every_breakdown_it_names(computed: duckdb.DuckDBPyConnection) -> None:
    shown = computed.execute(
        "select distinct measure, breakdown from measure_values where breakdown <> 'all'"
    ).fetchall()
    counted = {measure for measure, _ in shown}
    missing = [
        (measure.id, name)
        for measure in load_catalogue().measures.values()
        for name in measure.breakdowns
        if measure.id in counted and (measure.id, name) not in shown
    ]
    assert missing == []
    assert len(counted) > 120


def test_records_know_where_they_were_delivered(computed: duckdb.DuckDBPyConnection) -> None:
    """A child of whom no person row was delivered has no row to show where the record is the child."""
    rows = computed.execute(
        """select measure, "table", record_id from measure_records
        where source_row is null and "table" not in ('quality_rules', 'ssd_person') group by all order by all limit 5"""
    ).fetchall()
    assert rows == []


def test_no_record_counts_twice_in_one_number(computed: duckdb.DuckDBPyConnection) -> None:
    rows = computed.execute(
        """select measure, period, record_id, count(*) from measure_records
        where excluded is null and only_in is null and coalesce(value, 1) <> 0 and coalesce(numerator, 1) > 0
        group by measure, period, period_start, "table", record_id, person_id having count(*) > 1 limit 5"""
    ).fetchall()
    assert rows == []
