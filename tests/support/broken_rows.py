"""For each rule that the schema implies, a row that breaks it and one just inside, made from its column's type.

Every row starts from a good one: each cell filled, each code in use, each date the day of the extract.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyarrow as pa

from expectations.model import Rule
from tests.support.typed_load import EXTRACTED_ON, TypedLoad
from warehouse.casting import person_id, record_id
from warehouse.queries import quoted
from warehouse.schema import Field, Schema, Table

Cells = Mapping[str, str | None]

DAY = EXTRACTED_ON.isoformat()
DAY_BEFORE, DAY_AFTER = ((EXTRACTED_ON + timedelta(days)).isoformat() for days in (-1, 1))
GOOD = {"date": DAY, "timestamp": DAY, "integer": "0", "decimal": "0", "boolean": "true", "json": "{}", "string": "a"}
# People whose days are known, whatever the other rows of their table say.
PEOPLE: tuple[Cells, ...] = (
    {"pers_person_id": "born", "pers_dob": DAY, "pers_death_date": None},
    {"pers_person_id": "dead", "pers_dob": None, "pers_death_date": DAY},
)
# What else a row must hold for a column to be required.
REQUIRED_WHEN: Mapping[str, Cells] = {
    "ssd_initial_cp_conference.icpc_cp_plan_id": {"icpc_icpc_outcome_cp_flag": "Y"},
    "ssd_send.send_upn": {"send_upn_unknown": None},
}


@dataclass(frozen=True)
class Pair:
    """What to change in a good row so that it breaks the rule, and so that it does not; rows it needs beside it."""

    breaks: Cells
    keeps: Cells = field(default_factory=dict)
    beside: Sequence[Cells] = ()


def good_row(schema: Schema, table: Table) -> dict[str, str | None]:
    """A row that breaks no rule but by its company."""
    return {each.name: _good_value(schema, each) for each in table.fields}


def pair(schema: Schema, rule: Rule) -> Pair:
    """The rows of a rule about cells; KeyError where its class is not known."""
    table = schema.tables[rule.table]
    kind, column = rule.id.rpartition(".")[2], rule.column
    if kind == "unique":
        return _same_key(table)
    if kind == "code_date":
        return _out_of_use(schema, table.field(column), rule.columns[1].partition(".")[2])
    if kind in ("birth_date_differs", "sex_differs"):
        return _two_lists(schema, table.field(column), kind)
    start, person = table.start or "", table.person or ""
    pairs = {
        "required": Pair({column: None, **REQUIRED_WHEN.get(f"{table.name}.{column}", {})}),
        "reference": Pair({column: f"no row of {table.name}.{column}"}),
        "before_start": Pair({column: DAY_BEFORE}),
        "before_birth": Pair({person: "born", start: DAY_BEFORE}, {person: "born"}),
        "after_death": Pair({person: "dead", start: DAY_AFTER}, {person: "dead"}),
        "future": Pair({column: DAY_AFTER}),
        "placeholder": Pair({column: "1949-12-31"}, {column: "1950-01-01"}),
        "length": _too_long(table.field(column)),
        "no_birth_date": Pair({column: None}),
        "age_differs": Pair({"age": "2"}, {"age": "1"}),
    }
    return pairs[kind]


def stage(load: TypedLoad, table: Table, rows: Sequence[Cells]) -> None:
    """Makes `staging.<table>` of rows, numbered from 2, as casting leaves it; many at a time."""
    names = [each.name for each in table.fields]
    given = [{**row, "source_row": str(number)} for number, row in enumerate(rows, start=2)]
    load.connection.register(
        "given", pa.Table.from_pylist(given, pa.schema([(n, pa.string()) for n in (*names, "source_row")]))
    )
    cells = ", ".join(
        f"cast({quoted(each.name)} as {each.duckdb_type}) as {quoted(each.name)}" for each in table.fields
    )
    load.connection.execute(
        f"create table staging.{quoted(table.name)} as select *, md5(source_row::varchar) as row_hash,"
        f" {record_id(table)} as record_id, {person_id(table)} as person_id"
        f" from (select {cells}, '{table.name}.csv' as source_file, source_row::bigint as source_row from given)"
    )
    load.connection.unregister("given")
    load.connection.execute("insert into staging.delivered select ?, unnest(?)", [table.name, names])


def _good_value(schema: Schema, of: Field) -> str:
    if of.name == "age":
        return "0"
    if of.type == "string" and of.code_set:
        return next(code for code, ends in _in_use(schema, of) if _within(ends, EXTRACTED_ON))
    return GOOD[of.type]


Uses = list[tuple[date, date]]


def _in_use(schema: Schema, of: Field) -> Iterator[tuple[str, Uses]]:
    """Each code of a column's list, with the first and last day of each time it was in use."""
    codes: dict[str, Uses] = {}
    for code in schema.code_sets[of.code_set or ""].codes:
        codes.setdefault(code.code, []).append((code.valid_from or date.min, code.valid_to or date.max))
    yield from codes.items()


def _within(uses: Uses, day: date) -> bool:
    return any(first <= day <= last for first, last in uses)


def _same_key(table: Table) -> Pair:
    """Two rows with one key, and a row whose key differs from theirs in its first part alone."""
    free = [table.field(name) for name in table.unique if not table.field(name).code_set]
    twin = {of.name: _other_value(of, "twin", 1) for of in free}
    return Pair(twin, {**twin, free[0].name: _other_value(free[0], "only", 2)}, [twin])


def _other_value(of: Field, text: str, number: int) -> str:
    return {"string": text, "integer": str(70 + number)}.get(of.type, f"1980-01-0{number}")


def _out_of_use(schema: Schema, of: Field, at: str) -> Pair:
    """A code on a day just outside its time, and just inside."""
    for code, uses in _in_use(schema, of):
        for first, last in uses:
            for inside, step in ((first, -1), (last, 1)):
                if inside in (date.min, date.max) or _within(uses, inside + timedelta(step)):
                    continue
                outside = inside + timedelta(step)
                return Pair({of.name: code, at: outside.isoformat()}, {of.name: code, at: inside.isoformat()})
    raise KeyError(of.name)


def _two_lists(schema: Schema, of: Field, child: str) -> Pair:
    """A child who differs from another row of the lists, and one who does not."""
    good = _good_value(schema, of)
    other = DAY_BEFORE if of.type == "date" else next(code for code, _ in _in_use(schema, of) if code != good)
    fails, passes = f"{child} fails", f"{child} passes"
    beside = [{"child_unique_id": fails, of.name: other}, {"child_unique_id": passes}]
    return Pair({"child_unique_id": fails}, {"child_unique_id": passes}, beside)


def _too_long(of: Field) -> Pair:
    size = of.size or 0
    return Pair({of.name: "a" * (size + 1)}, {of.name: "a" * size})
