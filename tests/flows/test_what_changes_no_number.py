"""What must not change a number: rows delivered twice, another council's records beside them, a later return.

A measure that looks across records it should keep apart (a join that forgets the child, a window over the whole table,
a first row of all) gives another number as soon as somebody else's records lie beside them.
"""

from decimal import Decimal
from typing import NamedTuple

import duckdb
import pytest

from flows.invented import invented_warehouse
from transforms.catalogue import load_catalogue
from transforms.compute import compute
from warehouse.calendar import Quarter
from warehouse.schema import Table, load_schema

QUARTER = Quarter.parse("2026-27-Q2")
# The country's or the council's own, whoever's records lie in the warehouse.
SHARED = (
    "sup_population",
    "sup_postcode_la",
    "sup_school_terms",
    "sup_schools",
    "sup_benchmarks",
    "sup_control_totals",
)
# What looks like an id by its name or its place in a key, and is a word or a code.
NO_IDS = ("academic_year", "plan_version", "invo_professional_role_id", "course")
# The first counts schools, which are shared; the second asks for the signals of charts, which hang on how many records
# there are.
APART = ("dsl_network_attendance", "plan_actions_with_impact")


class Figure(NamedTuple):
    """One number, and how many of its records have findings."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: float | None
    status: str
    faulty: int | None


Figures = dict[tuple[str, str, str, str, str], Figure]


class Counted(NamedTuple):
    """The council's figures in five quarters, those of the quarter two before the last as it was asked for itself,
    those with each row delivered twice, and those of the council and its double."""

    alone: Figures
    earlier: Figures
    twice: Figures
    both: Figures


@pytest.fixture(scope="module", params=[0.0, 0.03], ids=["clean", "faulty"])
def counted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Counted:
    folder = tmp_path_factory.mktemp("double")
    with invented_warehouse(folder, children=2000, years=4, seed=23, faults=request.param) as session:
        con = session.connection
        alone = _figures(con, QUARTER, 5, 12)
        earlier = _figures(con, QUARTER.minus(2), 1, 3)
        _deliver_twice(con)
        twice = _figures(con, QUARTER, 5, 12)
        _double(con)
        return Counted(alone, earlier, twice, _figures(con, QUARTER, 5, 12))


def _figures(con: duckdb.DuckDBPyConnection, quarter: Quarter, quarters: int, months: int) -> Figures:
    compute(con, load_catalogue(), quarter, quarters, months)
    rows = con.execute(
        "select measure, period_kind || ' ' || period, period_start::varchar, breakdown, \"group\", "
        "numerator, denominator, value, status, records_with_findings from measure_values"
    ).fetchall()
    return {(a, b, c, d, e): Figure(*rest) for a, b, c, d, e, *rest in rows}


def _deliver_twice(con: duckdb.DuckDBPyConnection) -> None:
    for table in load_schema().history_tables():
        con.execute(
            f"create or replace view {table.view} as select * from wh.{table.view} "
            f"union all select * replace (source_row + 1000000 as source_row) from wh.{table.view}"
        )


def _double(con: duckdb.DuckDBPyConnection) -> None:
    """Lays a second council beside the first: each view gives its rows twice, with a B before the ids of the copies."""
    for table in load_schema().history_tables():
        rows = f"select * from wh.{table.view}"
        copied = ", ".join(f'\'B\' || "{column}" as "{column}"' for column in _id_columns(table))
        if copied and table.name not in SHARED:
            rows += f" union all select * replace ({copied}) from wh.{table.view}"
        con.execute(f"create or replace view {table.view} as {rows}")


def _id_columns(table: Table) -> list[str]:
    """The columns that hold the id of somebody or something: keys, links, and what is called one."""
    return [
        field.name
        for field in table.fields
        if field.type == "string"
        and not field.code_set
        and field.name not in NO_IDS
        and not (field.references and field.references[0] in SHARED)
        and (field.primary_key or field.references or field.name.endswith("_id"))
    ]


def _times(figure: Figure, by: int, unit: str) -> Figure:
    """The figure of so many times the records: a count grows, a share, a mean or a median stays."""
    numerator = None if figure.numerator is None else figure.numerator * by
    denominator = None if figure.denominator is None else figure.denominator * (1 if unit == "rate_per_10000" else by)
    grows = unit in ("count", "rate_per_10000")
    value = None if figure.value is None else figure.value * (by if grows else 1)
    return Figure(numerator, denominator, value, figure.status, None if figure.faulty is None else figure.faulty * by)


def test_a_quarter_comes_to_the_same_in_each_later_return(counted: Counted) -> None:
    changed = [(key, found, counted.alone.get(key)) for key, found in counted.earlier.items()]
    assert [change for change in changed if change[1] != change[2]][:5] == []


def test_rows_delivered_twice_change_no_number(counted: Counted) -> None:
    alone, twice = counted.alone, counted.twice
    # What is left out for a fault may be listed twice, so the findings may grow; the numbers may not.
    changed = [
        (key, alone.get(key), twice.get(key))
        for key in sorted(alone.keys() | twice.keys())
        if key not in alone or key not in twice or alone[key]._replace(faulty=0) != twice[key]._replace(faulty=0)
    ]
    assert changed[:5] == []


def test_a_council_and_its_double_count_twice_of_everything(counted: Counted) -> None:
    alone, both = counted.alone, counted.both
    measures = {m.id: m for m in load_catalogue().measures.values() if m.aggregate != "max" and m.id not in APART}
    wrong, seen = [], set()
    for key, figure in alone.items():
        if key[0] not in measures:
            continue
        # A group that is an id itself, such as a worker's, is one council's: the copies have a group of their own.
        copy = (*key[:4], f"B{key[4]}")
        expected = _times(figure, 1 if copy in both else 2, measures[key[0]].unit)
        seen.update((key, copy))
        if not _same(both.get(key), expected) or not _same(both.get(copy, expected), expected):
            wrong.append((key, expected, both.get(key)))
    assert wrong[:5] == []
    assert sorted(key for key in both.keys() - seen if key[0] in measures)[:5] == []
    assert len({key[0] for key, figure in alone.items() if figure.status == "ok"}) > 110


def _same(found: Figure | None, expected: Figure) -> bool:
    if found is None:
        return False
    return found._replace(value=None) == expected._replace(value=None) and found.value == pytest.approx(expected.value)
