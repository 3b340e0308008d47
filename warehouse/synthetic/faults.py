"""Breaks a known share of the records, one cell each, and lists every break: the truth that checks must find."""

from collections.abc import Sequence

import pyarrow as pa

from warehouse.schema import Schema
from warehouse.synthetic.arrays import Generator
from warehouse.synthetic.book import Book
from warehouse.synthetic.council import Council
from warehouse.synthetic.fault_domain import domain_kinds
from warehouse.synthetic.fault_structure import Kind, kinds_of

# Tables that describe the extract or the place and are too small to lose a record.
_LEFT_WHOLE = {"ssd_version_log", "ssd_department", "ssd_api_data_staging", "ssd_s251_finance", "sup_school_terms"}
Fault = tuple[str, str, str, str, str]


def break_tables(
    council: Council, schema: Schema, tables: dict[str, pa.Table], rate: float, gentle: bool = False
) -> tuple[dict[str, pa.Table], pa.Table]:
    """The tables with `rate` of each table's records broken, and the list of faults.

    Faults against the meaning of tables come first, while the records they rely on are whole; no record gets two.
    `gentle` leaves out those that take a record's identity away.
    """
    book = Book(schema, tables, council.extracted_on.isoformat())
    rng = council.rng("faults")
    room = {name: round(rate * book.size(name)) for name in sorted(tables) if name not in _LEFT_WHOLE}
    by_table: dict[str, list[Kind]] = {name: [] for name in room}
    for kind in domain_kinds():
        if kind.table in by_table:
            by_table[kind.table].append(kind)
    faults: list[Fault] = []
    for name, kinds in by_table.items():
        # At most half of a table's faults are of its meaning, so that every column keeps its turn.
        # In an order of chance, so that over several seeds every kind has its turn.
        shuffled = [kinds[k] for k in rng.permutation(len(kinds)).tolist()]
        faults += _spread(book, rng, shuffled, (room[name] + 1) // 2)
    done = {name: sum(fault[0] == name for fault in faults) for name in room}
    for name, wanted in room.items():
        kinds = [kind for kind in kinds_of(schema, schema.tables[name]) if not (gentle and _takes_identity(kind))]
        order = rng.permutation(len(kinds)).tolist()
        faults += _spread(book, rng, [kinds[k] for k in order], wanted - done[name])
    faults.sort()
    columns = ("table", "record_id", "column", "fault", "rule")
    listed = {name: pa.array([fault[k] for fault in faults], pa.string()) for k, name in enumerate(columns)}
    return book.closed(), pa.table(listed)


def _takes_identity(kind: Kind) -> bool:
    return kind.rule.endswith((".required", ".key.unique", ".error_value"))


def _spread(book: Book, rng: Generator, kinds: Sequence[Kind], wanted: int) -> list[Fault]:
    """Up to `wanted` faults, shared evenly among the kinds that the table has cells for."""
    faults: list[Fault] = []
    for number, kind in enumerate(kinds):
        share = -(-(wanted - len(faults)) // (len(kinds) - number))
        if share <= 0:
            break
        found = 0
        for fault in kind.breaks(book, rng):
            record = book.put(kind.table, fault)
            if record is not None:
                faults.append((kind.table, record, kind.column, kind.fault, kind.rule))
                found += 1
            if found == share:
                break
    return faults
