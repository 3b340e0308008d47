"""What changed in a quarter's numbers between two times of knowledge, which records did it, and which load brought it.

Both times are computed by this version with these settings, so a difference is one of the data. What the issued
measures.csv says otherwise than the recomputation of its own time is a difference of version or settings; `revised`
finds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from transforms.catalogue import Catalogue
from transforms.compute import compute
from transforms.engine import query
from transforms.export import MeasureValue, read_measures
from warehouse.calendar import Quarter
from warehouse.casting import person_id, record_id
from warehouse.database import Session
from warehouse.queries import quoted
from warehouse.schema import Table, load_schema

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class ValueChange:
    """One number then and now; `period_start` tells a quarter from the year that ends with it."""

    measure: str
    title: str
    unit: str
    period_start: date
    breakdown: str
    group: str
    numerator_before: Decimal | None
    denominator_before: Decimal | None
    value_before: float | None
    status_before: str | None
    numerator_now: Decimal | None
    denominator_now: Decimal | None
    value_now: float | None
    status_now: str | None


@dataclass(frozen=True)
class RecordChange:
    """One record that `entered` a number, `left` it or `changed` in it.

    `before` and `now` say what it counts for, or why it is left out; `moved` which groups it went between.
    """

    measure: str
    period_start: date
    table: str
    record_id: str | None
    person_id: str | None
    movement: str
    before: str
    now: str
    moved: str


@dataclass(frozen=True)
class FieldChange:
    """One field of one delivered row, then and now; `what` is added, changed or removed, `load_id` brought it."""

    table: str
    record_id: str | None
    person_id: str | None
    what: str
    column: str
    before: str | None
    now: str | None
    load_id: str | None


@dataclass(frozen=True)
class Comparison:
    """A quarter's numbers at two times: those that differ, the records that made it so, and the fields behind them."""

    values: tuple[ValueChange, ...]
    records: tuple[RecordChange, ...]
    fields: tuple[FieldChange, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of the measures with a number that changed, in order."""
        return tuple(dict.fromkeys(change.measure for change in self.values))

    def counted(self, measure: str) -> dict[str, int]:
        """How many records of the measure's widest window entered, left and changed."""
        mine = [change for change in self.records if change.measure == measure]
        widest = min((change.period_start for change in mine), default=None)
        moves = [change.movement for change in mine if change.period_start == widest]
        return {name: moves.count(name) for name in ("entered", "left", "changed")}


def compare(
    before: Session, now: Session, catalogue: Catalogue, quarter: Quarter, measures: Sequence[str] | None = None
) -> Comparison:
    """Computes the quarter in both sessions and lists what differs; all measures when `measures` is None."""
    for session in (before, now):
        compute(session.connection, catalogue, quarter, quarters=1, months=0, measures=measures)
    period = quarter.label
    values = _changed_values(before.connection, now.connection, period)
    changed = list(dict.fromkeys(change.measure for change in values))
    records = _changed_records(before.connection, now.connection, period, changed)
    behind = _changed_fields(before, now, catalogue, changed)
    return Comparison(tuple(values), tuple(records), tuple(behind))


def revised(issued: Path, session: Session, quarter: Quarter) -> list[tuple[MeasureValue, MeasureValue | None]]:
    """The whole-council numbers of an issued measures.csv that the session computes otherwise for the same time.

    `session` must hold the quarter computed. Each is paired with what is computed now, None when it no longer is.
    """
    names = ", ".join(f'"{field.name}"' for field in fields(MeasureValue))
    rows = session.connection.execute(
        f"select {names} from measure_values where period_kind = 'quarter' and period = $period and breakdown = 'all'",
        {"period": quarter.label},
    ).fetchall()
    found = {(value.measure, value.period_start): value for value in (MeasureValue(*row) for row in rows)}
    pairs = []
    for value in read_measures(issued):
        if (value.period_kind, value.period, value.breakdown) == ("quarter", quarter.label, "all"):
            computed = found.get((value.measure, value.period_start))
            if computed is None or _number(computed) != _number(value):
                pairs.append((value, computed))
    return pairs


def _number(value: MeasureValue) -> tuple[Decimal | None, Decimal | None, str]:
    return value.numerator, value.denominator, value.status


def _changed_values(before: Connection, now: Connection, period: str) -> list[ValueChange]:
    then = before.execute(
        "select * from measure_values where period_kind = 'quarter' and period = $period", {"period": period}
    ).to_arrow_table()
    return [ValueChange(*row) for row in _beside(now, "before_values", then, "compare_values", {"period": period})]


def _changed_records(before: Connection, now: Connection, period: str, measures: list[str]) -> list[RecordChange]:
    chosen = {"period": period, "measures": measures}
    for connection in (before, now):
        connection.execute(query("compare_lines"), chosen)
    then = before.execute("from compare_lines").to_arrow_table()
    _beside(now, "before_lines", then, "compare_records", {})
    rows = now.execute("from compare_changes order by all").fetchall()
    return [RecordChange(*row) for row in rows]


def _beside(now: Connection, name: str, then: pa.Table, statement: str, given: dict[str, str]) -> list[tuple[Any, ...]]:
    now.register(name, then)
    try:
        return now.execute(query(statement), given).fetchall()
    finally:
        now.unregister(name)


def _changed_fields(before: Session, now: Session, catalogue: Catalogue, measures: list[str]) -> list[FieldChange]:
    """The fields that changed for the people and records concerned, in every table that the changed measures read."""
    own = {name for measure in measures for name in catalogue.measure(measure).table_names}
    read: dict[str, set[str]] = {}
    for measure in measures:
        entry = catalogue.measure(measure)
        for need in (*entry.needs, *entry.optional):
            view, _, column = need.rpartition(".")
            read.setdefault(view.replace(".", "_", 1), set()).add(column)
    found: list[FieldChange] = []
    times = {"before": before.known_at, "now": now.known_at}
    tables = load_schema().tables
    for name in sorted((own | read.keys()) & tables.keys()):
        if name not in own and not tables[name].person:
            continue
        text = query("compare_fields").format(**_names(tables[name], read.get(name, set()), _history(now.connection)))
        rows = now.connection.execute(text, {**times, "is_own": name in own}).fetchall()
        found += [FieldChange(*row) for row in rows]
    return found


def _names(table: Table, columns: set[str], history: str) -> dict[str, str]:
    """What stands in the query for one table: only the columns that the measures read are compared."""
    shown = [field.name for field in table.fields if field.name in columns or field.name in table.key]
    return {
        "table": table.name,
        "record_id": record_id(table),
        "person_id": person_id(table),
        "history": f"{history}.{quoted(table.name)}",
        "fields": ", ".join(f"{{'name': '{name}', 'value': {quoted(name)}::varchar}}" for name in shown),
    }


def _history(connection: Connection) -> str:
    """Where the versions lie: in the published file that a session has attached, else in the database itself."""
    attached = connection.execute("select 1 from duckdb_databases() where database_name = 'wh'").fetchall()
    return "wh.history" if attached else "history"
