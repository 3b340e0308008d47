"""The reconciliation: each table's rows on their way from the files to the measures, and whether they add up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import duckdb

from expectations.known import queries
from warehouse.casting import record_id
from warehouse.queries import quoted
from warehouse.schema import Schema, Table

FileLine = tuple[str, str, int, int]
"""A delivered file or sheet: its name, the table it was read as, rows and bytes."""


@dataclass(frozen=True)
class Moved:
    """What a load did to the history of one table.

    `before` rows were known; the load `opened` new or changed ones, `replaced` those it has with other content and
    ended those that are `gone`; `now` are known. `from_this_load` of them are the load's own.
    """

    from_this_load: int
    now: int
    opened: int
    replaced: int
    gone: int
    before: int

    @property
    def unchanged(self) -> int:
        return self.from_this_load - self.opened

    @property
    def kept(self) -> int:
        """Rows of earlier deliveries that this one neither has nor speaks for."""
        return self.now - self.from_this_load


@dataclass(frozen=True)
class TableLine:
    """One table's rows. `landed` is None where they were made from an Annex A workbook's lists, or none came.

    `moved` is None where the table has no history of its own, `used` where no measure counts its rows: rows counted in
    the quarter, and in a longer window only.
    """

    name: str
    title: str
    landed: int | None
    blank: int
    typed: int | None
    repeated: int
    moved: Moved | None
    used: tuple[int, int] | None
    known_when_used: int
    readers: int
    covers_from: date | None
    is_list: bool
    remarks: tuple[str, ...] = field(default=())

    @property
    def source(self) -> int | None:
        """Rows under the headings in the source, blank ones included."""
        return None if self.landed is None else self.landed + self.blank

    @property
    def not_counted(self) -> int | None:
        return None if self.used is None else self.known_when_used - sum(self.used)

    @property
    def reads_whole(self) -> bool:
        """Whether every landed row was read, and stands in the warehouse."""
        if self.landed is not None and self.landed != (self.typed or 0):
            return False
        return self.moved is None or self.typed is None or self.moved.from_this_load == self.typed

    @property
    def adds_up(self) -> bool:
        """Whether every row is accounted for, from the source to what is known now."""
        moved = self.moved
        if not self.reads_whole:
            return False
        if moved is None:
            return True
        return moved.now == moved.before - moved.replaced - moved.gone + moved.opened and moved.opened <= (
            moved.from_this_load
        )


@dataclass(frozen=True)
class Totals:
    """The lines of one reconciliation added up."""

    source: int
    blank: int
    landed: int
    made: int
    typed: int
    in_lists: int
    opened: int
    unchanged: int
    before: int
    replaced: int
    gone: int
    now: int
    kept: int
    in_quarter: int
    in_longer: int
    not_counted: int
    counted_from: int


def table_lines(
    connection: duckdb.DuckDBPyConnection,
    load_id: str,
    schema: Schema,
    file_lines: Sequence[FileLine],
    blank_rows: Mapping[str, int],
    readers: Mapping[str, int],
    has_used: bool,
) -> list[TableLine]:
    """Every table that came or of which something is known, in the schema's order; counted from the rows themselves."""
    sql = queries("site.sql")
    stored = set(connection.execute(sql["relations"]).fetchall())
    covers = dict(connection.execute(sql["coverage"], {"load_id": load_id}).fetchall())
    load = connection.execute(sql["load"], {"load_id": load_id}).fetchone()
    known_from = load[1] if load else None
    landed = _landed(file_lines)
    counted = {name: rest for name, *rest in connection.execute(sql["used"]).fetchall()} if has_used else {}
    lines = []
    for table in schema.tables.values():
        staged = ("staging", table.name) in stored
        typed, repeated, moved = None, 0, None
        if known_from is not None and ("history", table.name) in stored:
            typed, repeated, moved = _moved(connection, table, known_from, staged)
        elif staged:
            typed, repeated = _typed(connection, table)
        if typed is None and table.name not in landed and (moved is None or not (moved.now or moved.before)):
            continue
        known, in_quarter, in_longer = counted.get(table.name, (0, 0, 0))
        line = TableLine(
            name=table.name,
            title=table.title,
            landed=landed.get(table.name),
            blank=blank_rows.get(table.name, 0),
            typed=typed,
            repeated=repeated,
            moved=moved,
            used=(in_quarter, in_longer) if table.name in counted else None,
            known_when_used=known,
            readers=readers.get(table.name, 0),
            covers_from=covers.get(table.name),
            is_list=table.name.startswith("annex_a_"),
        )
        lines.append(_with_remarks(line))
    return lines


def totals(lines: Iterable[TableLine]) -> Totals:
    """The sums of all lines."""
    held = tuple(lines)
    moved = [line.moved for line in held if line.moved]
    used = [line for line in held if line.used is not None]
    return Totals(
        source=sum(line.source or 0 for line in held),
        blank=sum(line.blank for line in held),
        landed=sum(line.landed or 0 for line in held),
        made=sum(line.typed or 0 for line in held if line.landed is None),
        typed=sum(line.typed or 0 for line in held),
        in_lists=sum(line.typed or 0 for line in held if line.is_list),
        opened=sum(each.opened for each in moved),
        unchanged=sum(each.unchanged for each in moved),
        before=sum(each.before for each in moved),
        replaced=sum(each.replaced for each in moved),
        gone=sum(each.gone for each in moved),
        now=sum(each.now for each in moved),
        kept=sum(each.kept for each in moved),
        in_quarter=sum(line.used[0] for line in used if line.used),
        in_longer=sum(line.used[1] for line in used if line.used),
        not_counted=sum(line.not_counted or 0 for line in used),
        counted_from=sum(line.known_when_used for line in used),
    )


def _landed(file_lines: Sequence[FileLine]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for _, table, count, _ in file_lines:
        rows[table] = rows.get(table, 0) + count
    return rows


def _typed(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[int, int]:
    statement = queries("site.sql")["typed"].replace("{table}", quoted(table.name))
    typed, repeated = connection.execute(statement).fetchall()[0]
    return int(typed), int(repeated)


def _moved(
    connection: duckdb.DuckDBPyConnection, table: Table, known_from: datetime, staged: bool
) -> tuple[int | None, int, Moved]:
    """Rows read (None where the table did not come), exact copies among them, and what they did to the history."""
    name = quoted(table.name)
    rows = f"select row_hash, count(*) as copies from staging.{name} group by row_hash"
    ids = f"{record_id(table)} in (select record_id from staging.{name} where record_id is not null)"
    nothing = "select '' as row_hash, 0 as copies where false"
    statement = (
        queries("site.sql")["moved"]
        .replace("{table}", name)
        .replace("{staged}", rows if staged else nothing)
        .replace("{is_staged}", f"coalesce({ids}, false)" if staged else "false")
    )
    found = connection.execute(statement, {"known_from": known_from}).fetchall()[0]
    typed, repeated, *moved = (int(number or 0) for number in found)
    return typed if staged else None, repeated, Moved(*moved)


def _with_remarks(line: TableLine) -> TableLine:
    """The line with a sentence for each place where one number differs from the next."""
    said = []
    if line.blank:
        said.append(f"{_rows(line.blank)} in the source held nothing and {_were(line.blank)} left out.")
    if line.landed is not None and line.landed != (line.typed or 0):
        said.append("Not every landed row was read: this is an error of Quarterlight. Report it.")
    if line.repeated:
        said.append(
            f"{_rows(line.repeated)} {_are(line.repeated)} an exact copy of another row; "
            f"{'it is' if line.repeated == 1 else 'they are'} kept, and the rule on repeated keys finds "
            f"{'it' if line.repeated == 1 else 'them'}."
        )
    moved = line.moved
    if moved is not None:
        if line.typed is not None and line.typed != moved.from_this_load:
            said.append(
                "The rows are read differently since they were loaded (mappings or settings changed): the next "
                "`quarterlight refresh` brings them into the warehouse."
            )
        if moved.kept:
            said.append(f"{_rows(moved.kept)} of earlier deliveries {_are(moved.kept)} kept: {_why_kept(line)}.")
        if moved.gone:
            said.append(
                f"{_rows(moved.gone)} of earlier deliveries {_are(moved.gone)} no longer sent, so "
                f"{'it counts' if moved.gone == 1 else 'they count'} no more."
            )
    return TableLine(**{**vars(line), "remarks": tuple(said)})


def _why_kept(line: TableLine) -> str:
    if line.typed is None:
        return "this table did not come this time"
    if line.covers_from is None:
        return "this delivery does not speak for them"
    if line.covers_from.year == 9999:
        return "this source holds only the latest rows of the table"
    return f"this delivery speaks for the time from {line.covers_from.day} {line.covers_from:%B %Y} only"


def _rows(number: int) -> str:
    return f"{number:,} row" if number == 1 else f"{number:,} rows"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
