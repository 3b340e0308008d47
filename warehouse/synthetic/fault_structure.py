"""Faults that a column or a key can have whatever it means: blank, wrong type, unknown code, no such record."""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from warehouse.schema import Field, Schema, Table
from warehouse.spellings import is_open
from warehouse.synthetic.arrays import Generator
from warehouse.synthetic.book import Book, Break, moved

Breaks = Callable[[Book, Generator], Iterator[Break]]

_NOT_DATES = ("31/02/2024", "2025-02-30", "not known", "00/00/0000")
_NOT_NUMBERS = ("twelve", "1O", "n/k")
_ERRORS = ("#N/A", "#REF!", "#VALUE!")
# Columns in which a date after the extraction can be right.
_MAY_BE_AHEAD = re.compile(
    r"due|target|review|valid_to|expected|commissioned_to|next_action|mid_year|as_at|dob|close_date$|leave_date$"
    r"|left_office|sup_actions\.start|sup_posts\.|sup_school_terms\."
)
_MAY_BE_LONG_AGO = re.compile(r"dob$|open_date$")
# Tables whose dates nobody's birth bounds: an unborn child can be in them, or they hold no child.
BOUND_BY_BIRTH = (
    "ssd_legal_status", "ssd_cla_episodes", "ssd_cla_placement", "ssd_cla_health", "ssd_cla_reviews", "ssd_cla_visits",
    "ssd_cla_care_plan", "ssd_sdq_scores", "ssd_missing", "ssd_cla_convictions",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One kind of fault: where, what, the rule that must find it, and how to make one."""

    table: str
    column: str
    fault: str
    rule: str
    breaks: Breaks


def _overwrite(table: str, column: str, values: tuple[str | None, ...], only: Callable[[str], bool] = bool) -> Breaks:
    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        cells = book.cells(table, column)
        for row in book.candidates(rng, table):
            if cells[row] is not None and only(cells[row]):
                yield Break(row, {column: values[row % len(values)]})

    return breaks


def _future(table: str, column: str) -> Breaks:
    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        cells = book.cells(table, column)
        for row in book.candidates(rng, table):
            if cells[row] is not None:
                yield Break(row, {column: moved(book.extracted_on, 20 + row % 300)})

    return breaks


def _before_start(table: str, start: str, end: str) -> Breaks:
    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        starts, ends = book.cells(table, start), book.cells(table, end)
        for row in book.candidates(rng, table):
            if starts[row] is not None and ends[row] is not None:
                yield Break(row, {end: moved(starts[row][:10], -1 - row % 60)})

    return breaks


def _before_birth(table: Table, start: str) -> Breaks:
    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        people, days = book.cells(table.name, table.person or ""), book.cells(table.name, start)
        born = book.cells("ssd_person", "pers_dob")
        for row in book.candidates(rng, table.name):
            person = book.row_of("ssd_person", "pers_person_id", people[row])
            if person is not None and born[person] is not None and days[row] is not None:
                yield Break(row, {start: moved(born[person], -5 - row % 200)}, (("ssd_person", person),))

    return breaks


def _repeat(table: Table) -> Breaks:
    """The row takes the key of another, which must keep it; the repeated key is the record's id."""

    def breaks(book: Book, rng: Generator) -> Iterator[Break]:
        names = tuple(dict.fromkeys((*table.unique, *table.key)))
        rows = list(book.candidates(rng, table.name))
        for row, other in zip(rows[::2], rows[1::2], strict=False):
            values = {name: book.cells(table.name, name)[other] for name in names}
            if all(value is not None for value in values.values()):
                yield Break(row, values, ((table.name, other),), book.record_id(table.name, other))

    return breaks


def _of_field(schema: Schema, table: Table, spec: Field) -> Iterator[Kind]:
    """The faults a column that is no part of the key can have."""
    name, column = table.name, spec.name

    def kind(fault: str, breaks: Breaks, rule: str | None = None) -> Kind:
        return Kind(name, column, fault, f"{name}.{column}.{rule or fault}", breaks)

    if spec.required:
        yield kind("required", _overwrite(name, column, (None,)))
    if spec.type in ("date", "timestamp"):
        yield kind("type", _overwrite(name, column, _NOT_DATES))
        if not _MAY_BE_LONG_AGO.search(column):
            yield kind("placeholder", _overwrite(name, column, ("1900-01-01",)))
    if spec.type in ("integer", "decimal"):
        yield kind("type", _overwrite(name, column, _NOT_NUMBERS))
    if spec.type == "json":
        yield kind("json", _overwrite(name, column, ('{"broken": ',)))
    elif spec.code_set and not is_open(schema.code_sets[spec.code_set]):
        yield kind("code", _overwrite(name, column, ("ZZ9", "??")))
    if spec.type != "json":
        yield kind("error_value", _overwrite(name, column, _ERRORS))
    if spec.references:
        # Each column has its own unknown id, or a broken column could be found in another.
        yield kind("reference", _overwrite(name, column, (f"ZZ{zlib.crc32(f'{name}.{column}'.encode()):010}",)))
    if spec.type == "date" and not _MAY_BE_AHEAD.search(f"{name}.{column}"):
        yield kind("future", _future(name, column))


def kinds_of(schema: Schema, table: Table) -> list[Kind]:
    """Every structural fault that a table can have; its key columns get only the repeated key."""
    kinds = [Kind(table.name, table.unique[0], "duplicate_key", f"{table.name}.key.unique", _repeat(table))]
    keys = {*table.key, *table.unique}
    for spec in table.fields:
        if spec.name not in keys:
            kinds += _of_field(schema, table, spec)
    # Finishing before the due date is good.
    if table.start and table.end and table.end not in keys and table.start != "due_date":
        kinds.append(
            Kind(
                table.name,
                table.end,
                "end_before_start",
                f"{table.name}.{table.end}.before_start",
                _before_start(table.name, table.start, table.end),
            )
        )
    if table.name in BOUND_BY_BIRTH and table.start:
        kinds.append(
            Kind(
                table.name,
                table.start,
                "before_birth",
                f"{table.name}.{table.start}.before_birth",
                _before_birth(table, table.start),
            )
        )
    return kinds
