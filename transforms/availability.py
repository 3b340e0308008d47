"""Whether a measure can be counted in a window, and if not, why: a table, a column or a time no source covers."""

from dataclasses import dataclass
from datetime import date

import duckdb

from transforms.catalogue import Measure
from transforms.periods import Window
from warehouse.calendar import addm
from warehouse.schema import Schema

POPULATION = "sup_population"

# What a source says of a table of which it holds some rows only, such as each plan's latest review.
NO_TIME = date(9999, 12, 31)


@dataclass(frozen=True)
class Availability:
    """What the load as known holds: its columns as (table, column), and from which date it covers a table."""

    columns: frozenset[tuple[str, str]]
    covers_from: dict[str, date]

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(table for table, _ in self.columns)

    def why_not(self, measure: Measure, window: Window, missing: str) -> str:
        """Why the measure cannot be counted in the window; empty when it can. `missing` is its `missing_columns`."""
        if missing:
            return missing
        if not window.countable:
            return "the period begins after the extract was taken"
        if window.period_end < window.period_start:
            return "the period has no day before the extract"
        since = addm(window.period_start, -measure.lookback_months)
        for table in sorted({table for table, _ in _needs(measure)}):
            covered_from = self.covers_from.get(table)
            if covered_from == NO_TIME:
                return f"the source holds only the latest rows of {table}"
            if covered_from is not None and since < covered_from:
                return f"{table} is covered from {covered_from} only, and this period needs it from {since}"
        return ""

    def missing_columns(self, measure: Measure) -> str:
        """The tables, else the columns, that the measure needs and no source delivered; empty when none is missing."""
        lacking = [need for need in _needs(measure) if need not in self.columns]
        absent = sorted({table for table, _ in lacking if table not in self.tables})
        if absent:
            return f"no source delivered {', '.join(absent)}"
        if lacking:
            return f"no source delivered {', '.join(sorted(f'{table}.{column}' for table, column in lacking))}"
        return ""


def read_availability(connection: duckdb.DuckDBPyConnection, schema: Schema) -> Availability:
    """Reads the relations `available` and `covered`.

    Coverage binds only tables whose rows carry dates: people, workers and teams are as they are whenever they are asked
    for.
    """
    columns = connection.execute("select table_name, column_name from available").fetchall()
    covered = connection.execute("select table_name, covers_from from covered where isfinite(covers_from)").fetchall()
    dated = {name for name, table in schema.tables.items() if table.start or table.end}
    return Availability(
        frozenset((table, column) for table, column in columns),
        {table: day for table, day in covered if table in dated},
    )


def _needs(measure: Measure) -> list[tuple[str, str]]:
    """The (table, column) pairs the measure cannot do without; a rate without its population is still a count."""
    pairs = []
    for need in measure.needs:
        schema_name, table, column = need.split(".")
        if (schema_name, table) != ("sup", "population") or measure.unit != "rate_per_10000":
            pairs.append((f"{schema_name}_{table}", column))
    return pairs
