"""Which columns of the schema a query really reads, also by way of prepared relations: asked of DuckDB's own plan."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb

from transforms.catalogue import Catalogue, Measure
from transforms.engine import query
from transforms.records import make_query
from warehouse.schema import load_schema

# What the plan may not drop or reshape: columns that nothing uses have to go, tables without rows have to stay.
_KEPT_OPTIMIZERS = ("unused_columns", "cte_inlining", "join_elimination", "materialized_cte")
_POPULATION = frozenset(f"sup.population.{field.name}" for field in load_schema().tables["sup_population"].fields)


class Reader:
    """Answers for the queries of one catalogue. It takes the connection over: its optimizers are turned off for good.

    The connection must have the views, macros and the empty schema `prepare` of a session, and no relation in it.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
        self._connection = connection
        self._catalogue = catalogue
        connection.execute("create temp table if not exists periods (period_start date, period_end date)")
        connection.execute(query("signals"))
        made: set[str] = set()
        for name in catalogue.prepare:
            self._create_view(name, made)
        names = [name for (name,) in connection.execute("select name from duckdb_optimizers()").fetchall()]
        off = ",".join(name for name in names if name not in _KEPT_OPTIMIZERS)
        connection.execute(f"set disabled_optimizers = '{off}'")

    def _create_view(self, name: str, made: set[str]) -> None:
        """As views, so that a plan reaches down to the tables."""
        if name in made or name not in self._catalogue.prepare:
            return
        made.add(name)
        entry = self._catalogue.prepare[name]
        wanted = make_query(entry.path, entry.sql)
        for inner in sorted(wanted.prepared):
            self._create_view(inner, made)
        self._connection.execute(f'create or replace view prepare."{name}" as {wanted.text}')

    def columns(self, sql: str) -> set[str]:
        """The columns of the schema that a query reads, as `ssd.contacts.cont_contact_date`."""
        text = f"explain (format json) {make_query('query', sql).text}"
        plan = self._connection.execute(text).fetchall()[0][1]
        tables = load_schema().tables
        return {
            f"{tables[name].view}.{column}"
            for name, columns in _scans(json.loads(plan)[0])
            if name in tables
            for column in columns
            if tables[name].has(column)
        }

    def misstated(self, measure: Measure) -> list[str]:
        """One sentence for each kind of disagreement between `needs` and `optional` and what the query reads."""
        # The engine, not the query, reads a rate's population.
        read = self.columns(measure.sql) | (_POPULATION if measure.unit == "rate_per_10000" else frozenset())
        stated = set(measure.needs) | set(measure.optional)
        faults = []
        if read - stated:
            faults.append(f"reads {', '.join(sorted(read - stated))}: name them in `needs` or `optional`")
        if stated - read:
            faults.append(f"does not read {', '.join(sorted(stated - read))}: take them out of the header")
        if set(measure.needs) & set(measure.optional):
            both = ", ".join(sorted(set(measure.needs) & set(measure.optional)))
            faults.append(f"names {both} in both `needs` and `optional`")
        return faults


def _scans(node: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Each table a plan scans, with the columns it takes."""
    info = node.get("extra_info", {})
    if "Table" in info:
        columns = info.get("Projections", [])
        yield info["Table"].rpartition(".")[2], [columns] if isinstance(columns, str) else columns
    for child in node["children"]:
        yield from _scans(child)
