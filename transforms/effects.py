"""What the findings of a load do to the measures of the last closed quarter, and how many rows the measures count.

The validation page shows both, and the room that writes it knows no measure: they meet in small tables of schema
`quality`, which the refresh keeps in the warehouse. Each holds counts and names of measures, rules and tables only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb

from transforms.catalogue import Catalogue
from transforms.engine import query
from transforms.statistics import quality_flag
from transforms.trust import bands, touching, trust
from warehouse.calendar import Quarter
from warehouse.schema import Schema

Row = Sequence[object]


@dataclass(frozen=True)
class Effects:
    """The rows of quality.effects, effect_rules, measure_reads and used.

    A flag is by the share of records alone: whether a critical rule makes it red hangs on waivers, which may be given
    later. Such a rule stands in `effect_rules` without a number of records.
    """

    effects: Sequence[Row]
    effect_rules: Sequence[Row]
    measure_reads: Sequence[Row]
    used: Sequence[Row]


def read_effects(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, schema: Schema, quarter: Quarter
) -> Effects:
    """What the findings do to each measure, in its own window of the quarter. `compute` must have run on it before."""
    trusted = trust(connection, catalogue, quarter.label)
    given = {"period": quarter.label}
    windows = {kind: (start, end) for kind, start, end in _run(connection, "windows", given)}
    answers = {
        (measure, start): (status, reason) for measure, start, status, reason in _run(connection, "values", given)
    }
    apart = {(measure, start): counts for measure, start, *counts in _run(connection, "rows_apart", given)}
    critical = [row[:3] for row in connection.execute(query("trust_critical")).fetchall()]
    within = bands(connection)
    effects: list[Row] = []
    rules: list[Row] = []
    for measure in catalogue.measures.values():
        start, end = windows[measure.kind]
        status, reason = answers.get((measure.id, start), ("not_available", "it was not computed"))
        found = trusted.get((measure.id, start))
        records, affected = (found.records, found.affected) if found else apart.get((measure.id, start), (0, 0))
        flag = quality_flag(affected, records, False, within.amber_from, within.red_above)
        named = (measure.id, measure.title, quarter.label, measure.kind, start, end)
        effects.append((*named, status, reason, records, affected, flag if status == "ok" else None))
        rules += [(measure.id, each.rule, each.severity, each.records) for each in (found.rules if found else ())]
        rules += [(measure.id, rule, "critical", None) for rule in touching(measure, critical)]
    return Effects(effects, rules, _reads(catalogue), _used(connection, catalogue, schema, quarter))


def keep_effects(connection: duckdb.DuckDBPyConnection, load_id: str, found: Effects) -> None:
    """Keeps them in schema `quality` of the warehouse, in the place of those of the load before."""
    connection.execute(_sql("tables"))
    connection.execute(_sql("add_source"), {"load_id": load_id})
    _insert(connection, "quality.effects", found.effects)
    _insert(connection, "quality.effect_rules", found.effect_rules)
    _insert(connection, "quality.measure_reads", found.measure_reads)
    _insert(connection, "quality.used", found.used)


def _reads(catalogue: Catalogue) -> list[Row]:
    rows: list[Row] = []
    for measure in catalogue.measures.values():
        for need in sorted({*measure.needs, *measure.optional}):
            table, _, column = need.rpartition(".")
            rows.append((measure.id, measure.title, table.replace(".", "_", 1), column))
    return rows


def _used(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, schema: Schema, quarter: Quarter
) -> Sequence[Row]:
    """For each table whose rows a measure may count: the rows known now, and those counted."""
    connection.execute(_sql("counted_keys"), {"period": quarter.label, "start": quarter.start})
    names = {name for measure in catalogue.measures.values() for name in measure.table_names} & schema.tables.keys()
    parts = []
    for name in sorted(names):
        table = schema.tables[name]
        key = ", ".join(f'"{column}"::varchar' for column in table.key)
        person = f'"{table.person}"::varchar' if table.person else "null"
        parts.append(_sql("used").rstrip(";").format(table=name, view=table.view, key=key, person=person))
    rows = connection.execute(" union all ".join(f"({part})" for part in parts)).fetchall() if parts else []
    connection.execute("drop table counted_keys")
    return sorted(rows)


def _run(connection: duckdb.DuckDBPyConnection, name: str, given: Mapping[str, object]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(_sql(name), given).fetchall()
    return rows


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    if rows:
        columns = {f"c{position}": list(column) for position, column in enumerate(zip(*rows, strict=True))}
        connection.execute(f"insert into {table} select {', '.join(f'unnest(${name})' for name in columns)}", columns)


def _sql(name: str) -> str:
    return _sections()[name]


@cache
def _sections() -> dict[str, str]:
    text = (files("transforms") / "effects.sql").read_text(encoding="utf-8")
    sections = (part.partition("\n") for part in text.split("-- name: ")[1:])
    return {title.strip(): body.strip() for title, _, body in sections}
