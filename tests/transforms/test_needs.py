"""A measure's header names exactly the columns its query reads, also those read by way of prepared relations."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import duckdb
import pytest

from tests.support.given import empty_warehouse
from transforms.catalogue import Measure, Prepare, load_catalogue
from transforms.records import make_query
from warehouse.schema import load_schema

# What the plan may not drop or reshape: columns that nothing uses have to go, tables without rows have to stay.
KEPT_OPTIMIZERS = ("unused_columns", "cte_inlining", "join_elimination", "materialized_cte")
POPULATION = {f"sup.population.{field.name}" for field in load_schema().tables["sup_population"].fields}


@cache
def explainer() -> duckdb.DuckDBPyConnection:
    """A warehouse in which prepared relations are views, so that a plan reaches down to the tables."""
    con = empty_warehouse()
    con.execute("create temp table periods (period_start date, period_end date)")
    for name in load_catalogue().prepare:
        create_view(con, name)
    names = [name for (name,) in con.execute("select name from duckdb_optimizers()").fetchall()]
    off = ",".join(name for name in names if name not in KEPT_OPTIMIZERS)
    con.execute(f"set disabled_optimizers = '{off}'")
    return con


def create_view(con: duckdb.DuckDBPyConnection, name: str) -> None:
    entry = load_catalogue().prepare[name]
    query = make_query(entry.path, entry.sql)
    for inner in sorted(query.prepared):
        create_view(con, inner)
    con.execute(f'create or replace view prepare."{name}" as {query.text}')


def scans(node: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Each table a plan scans, with the columns it takes."""
    info = node.get("extra_info", {})
    if "Table" in info:
        columns = info.get("Projections", [])
        yield info["Table"].rpartition(".")[2], [columns] if isinstance(columns, str) else columns
    for child in node["children"]:
        yield from scans(child)


def columns_read(sql: str) -> set[str]:
    """The columns of the schema that a query reads, as `ssd.contacts.cont_contact_date`."""
    con = explainer()
    plan = con.execute("explain (format json) " + make_query("test", sql).text).fetchall()[0][1]
    tables = load_schema().tables
    return {
        f"{tables[name].view}.{column}"
        for name, columns in scans(json.loads(plan)[0])
        if name in tables
        for column in columns
        if tables[name].has(column)
    }


MEASURES = list(load_catalogue().measures.values())
FILES: list[Measure | Prepare] = [*MEASURES, *load_catalogue().prepare.values()]


@pytest.mark.parametrize("measure", MEASURES, ids=[measure.id for measure in MEASURES])
def test_needs_and_optional_are_what_the_query_reads(measure: Measure) -> None:
    read = columns_read(measure.sql)
    # The engine, not the query, reads a rate's population.
    population = POPULATION if measure.unit == "rate_per_10000" else set()
    assert set(measure.needs) | set(measure.optional) == read | population
    assert set(measure.needs) & set(measure.optional) == set()
    assert population <= set(measure.needs)


def test_a_column_that_is_only_filtered_on_is_read_and_one_that_is_dropped_is_not() -> None:
    sql = """
        with contact as (select * from ssd.contacts where cont_contact_date > date '2025-01-01')
        select cont_contact_id as record_id from contact where exists (
            select 1 from prepare.births where person_id = cont_person_id
        )
    """
    assert columns_read(sql) == {
        "ssd.contacts.cont_contact_id",
        "ssd.contacts.cont_contact_date",
        "ssd.contacts.cont_person_id",
        "ssd.person.pers_person_id",
    }


def test_every_prepared_relation_is_read_by_a_measure() -> None:
    read = {name for entry in FILES for name in make_query(entry.path, entry.sql).prepared}
    assert set(load_catalogue().prepare) - read == set()


def test_a_file_stays_short_enough_to_read_beside_the_catalogue() -> None:
    lines = {entry.path: len(entry.sql.rpartition("*/")[2].strip().splitlines()) for entry in FILES}
    assert {path: count for path, count in lines.items() if count > 60} == {}
