"""Faults against what the tables mean: events out of order, overlaps, two of what there can be one of.

`data/fault_kinds.csv` lists them: the rule that must find it, the cell, and `how` it is broken, one of the functions of
this file with its arguments. What a break relies on (the parent record, the other half of an overlap) is named with it,
so that no other fault takes away what makes it one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from warehouse.calendar import age
from warehouse.synthetic.arrays import Generator
from warehouse.synthetic.book import Book, Break, day, moved
from warehouse.synthetic.council import read_data
from warehouse.synthetic.fault_structure import Breaks, Kind

_BAD_POSTCODES = ("nope", "12345", "A1", "AP1 1A!")
_TILL_18 = 6700  # a little over 18 years of days


@dataclass(frozen=True)
class _Cell:
    """Where a fault goes, the arguments of how, and which records it may go to."""

    table: str
    column: str
    arguments: tuple[str, ...]
    where: str

    def rows(self, book: Book, rng: Generator) -> Iterator[int]:
        """Untouched records that `where` allows: `column=*` filled, `column=` blank, `column=A/B` one of these."""
        wanted = [part.split("=") for part in self.where.split("|") if part]
        for row in book.candidates(rng, self.table):
            if all(_allowed(book.cells(self.table, column)[row], values) for column, values in wanted):
                yield row


def _allowed(value: str | None, values: str) -> bool:
    if values in ("", "*"):
        return (value is not None) == (values == "*")
    return value in values.split("/")


def _link(text: str) -> tuple[str, str]:
    table, column = text.split(".")
    return table, column


def _set(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A fixed value (blank where none is given)."""
    for row in cell.rows(book, rng):
        yield Break(row, {cell.column: cell.arguments[0] or None})


def _bad_postcode(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    cells = book.cells(cell.table, cell.column)
    for row in cell.rows(book, rng):
        if cells[row] is not None:
            yield Break(row, {cell.column: _BAD_POSTCODES[row % len(_BAD_POSTCODES)]})


def _against(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A date moved to so many days from a date of the parent record, before it when negative."""
    link, parent, base, days = cell.arguments
    table, key = _link(parent)
    links, held, bases = book.cells(cell.table, link), book.cells(cell.table, cell.column), book.cells(table, base)
    for row in cell.rows(book, rng):
        other = book.row_of(table, key, links[row])
        if other is None or held[row] is None or bases[other] is None:
            continue
        value = moved(bases[other], int(days))
        if value <= book.extracted_on:
            yield Break(row, {cell.column: value}, ((table, other),))


def _within(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A date moved to so many days from another date of the same record."""
    base, days = cell.arguments[:2]
    held, bases = book.cells(cell.table, cell.column), book.cells(cell.table, base)
    for row in cell.rows(book, rng):
        if held[row] is not None and bases[row] is not None and moved(bases[row], int(days)) <= book.extracted_on:
            yield Break(row, {cell.column: moved(bases[row], int(days))})


def _other_child(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A link turned to another child's record."""
    person, parent, parent_person = cell.arguments[:3]
    table, key = _link(parent)
    people, parents, keys = book.cells(cell.table, person), book.cells(table, parent_person), book.cells(table, key)
    others = list(book.candidates(rng, table))
    for row, other in zip(cell.rows(book, rng), others, strict=False):
        if people[row] is not None and parents[other] not in (None, people[row]):
            yield Break(row, {cell.column: keys[other]}, ((table, other),))


def _weekend(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """The Saturday of the same week, where that is not after the extraction."""
    cells = book.cells(cell.table, cell.column)
    for row in cell.rows(book, rng):
        if cells[row] is not None:
            held = day(cells[row])
            saturday = (held + timedelta(days=5 - held.weekday())).isoformat()
            if saturday <= book.extracted_on:
                yield Break(row, {cell.column: saturday})


def _overlap(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """The earlier of a child's two records ends ten days after the later began."""
    person, start = cell.arguments[:2]
    people, starts, ends = (book.cells(cell.table, name) for name in (person, start, cell.column))
    allowed = set(cell.rows(book, rng))
    for row in cell.rows(book, rng):
        if people[row] is None or starts[row] is None or ends[row] is None:
            continue
        alike = book.rows_of(cell.table, person, people[row])
        later = [other for other in alike if other in allowed and (starts[other] or "") > starts[row]]
        if not later:
            continue
        other = min(later, key=lambda found: (starts[found], found))
        value = moved(starts[other], 10)
        if value <= book.extracted_on and (ends[other] is None or ends[other] > starts[other]):
            yield Break(row, {cell.column: value}, ((cell.table, other),))


def _two_open(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """The end (and its reason) of an earlier record goes missing while a later one of the child is open."""
    person, reason = cell.arguments[:2]
    people, ends = book.cells(cell.table, person), book.cells(cell.table, cell.column)
    allowed = set(cell.rows(book, rng))
    for row in cell.rows(book, rng):
        if ends[row] is None or people[row] is None:
            continue
        alike = book.rows_of(cell.table, person, people[row])
        still = [other for other in alike if other != row and other in allowed and ends[other] is None]
        if still:
            yield Break(row, dict.fromkeys([cell.column, *filter(None, [reason])]), ((cell.table, still[0]),))


def _open_at_18(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """The end goes missing of a record of somebody who is grown up by now."""
    person, reason = cell.arguments[:2]
    people, ends = book.cells(cell.table, person), book.cells(cell.table, cell.column)
    born = book.cells("ssd_person", "pers_dob")
    for row in cell.rows(book, rng):
        who = book.row_of("ssd_person", "pers_person_id", people[row])
        if ends[row] is None or who is None or born[who] is None:
            continue
        if moved(born[who], _TILL_18) <= book.extracted_on:
            yield Break(row, dict.fromkeys([cell.column, *filter(None, [reason])]), (("ssd_person", who),))


def _wrong_digit(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A check character turned into another."""
    cells = book.cells(cell.table, cell.column)
    for row in cell.rows(book, rng):
        text = cells[row]
        if text is not None:
            place = int(cell.arguments[0]) % len(text)
            was = text[place]
            turned = ("B" if was == "A" else "A") if was.isalpha() else str((int(was) + 1) % 10)
            yield Break(row, {cell.column: text[:place] + turned + text[place + 1 :]})


def _copy_person(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A second row about somebody who may have one."""
    people = book.cells(cell.table, cell.column)
    rows = list(cell.rows(book, rng))
    for row, other in zip(rows[::2], rows[1::2], strict=False):
        if people[row] is not None and people[other] not in (None, people[row]):
            yield Break(row, {cell.column: people[other]}, ((cell.table, other),))


def _after_death(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """An event moved to so many days after the person's death."""
    person, days = cell.arguments[:2]
    died, keys = book.cells("ssd_person", "pers_death_date"), book.cells("ssd_person", "pers_person_id")
    for who in book.candidates(rng, "ssd_person"):
        if died[who] is None or moved(died[who], int(days)) > book.extracted_on:
            continue
        for row in book.rows_of(cell.table, person, keys[who]):
            yield Break(row, {cell.column: moved(died[who], int(days))}, (("ssd_person", who),))


def _set_beside(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A fixed value (blank where none is given) on a record that has one of another table beside it.

    `four` says what that one must be: `column=values` as in `where`, or `column>date`.
    """
    value, own, link, wanted = cell.arguments
    table, key = _link(link)
    links = book.cells(cell.table, own)
    for row in cell.rows(book, rng):
        beside = book.rows_of(table, key, links[row]) if links[row] is not None else []
        fit = [other for other in beside if book.free(table, other) and _fits(book, table, other, wanted)]
        if fit:
            yield Break(row, {cell.column: value or None}, ((table, fit[0]),))


def _fits(book: Book, table: str, row: int, wanted: str) -> bool:
    column, sign, values = wanted.partition(">" if ">" in wanted else "=")
    if not column:
        return True
    held = book.cells(table, column)[row]
    return held is not None and held > values if sign == ">" else _allowed(held, values)


def _same_day(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A date that becomes the date of another record of the same person (or plan)."""
    person = cell.arguments[0]
    people, dates = book.cells(cell.table, person), book.cells(cell.table, cell.column)
    for row in cell.rows(book, rng):
        if people[row] is None:
            continue
        alike = book.rows_of(cell.table, person, people[row])
        others = [other for other in alike if other != row and dates[other] not in (None, dates[row])]
        if others:
            yield Break(row, {cell.column: dates[others[0]]}, ((cell.table, others[0]),))


def _blank_once_due(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A blank where another date of the same record is at least so many days before the extraction."""
    base, days = cell.arguments[:2]
    held, bases = book.cells(cell.table, cell.column), book.cells(cell.table, base)
    for row in cell.rows(book, rng):
        if held[row] is not None and bases[row] is not None and moved(bases[row], int(days)) <= book.extracted_on:
            yield Break(row, {cell.column: None})


def _days_ago(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A date moved to so many days before the extraction."""
    for row in cell.rows(book, rng):
        yield Break(row, {cell.column: moved(book.extracted_on, -int(cell.arguments[0]))})


def _joined(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A fixed value on a record that began on the day another of the same child ended."""
    person, start, end, value = cell.arguments
    people, starts, ends = (book.cells(cell.table, name) for name in (person, start, end))
    for row in cell.rows(book, rng):
        if people[row] is None or starts[row] is None:
            continue
        alike = book.rows_of(cell.table, person, people[row])
        before = [other for other in alike if ends[other] == starts[row] and (starts[other] or "9999") < starts[row]]
        if before:
            yield Break(row, {cell.column: value}, ((cell.table, before[0]),))


def _aged(cell: _Cell, book: Book, rng: Generator) -> Iterator[Break]:
    """A fixed value on a record whose person was of these ages (`0-9`) on its date."""
    person, at, ages, value = cell.arguments
    youngest, oldest = (int(years) for years in ages.split("-"))
    people, days = book.cells(cell.table, person), book.cells(cell.table, at)
    born = book.cells("ssd_person", "pers_dob")
    for row in cell.rows(book, rng):
        who = book.row_of("ssd_person", "pers_person_id", people[row])
        if days[row] is None or who is None or born[who] is None:
            continue
        if youngest <= age(day(born[who]), day(days[row])) <= oldest:
            yield Break(row, {cell.column: value}, (("ssd_person", who),))


_HOW: dict[str, Callable[[_Cell, Book, Generator], Iterator[Break]]] = {
    "set": _set,
    "bad_postcode": _bad_postcode,
    "against": _against,
    "within": _within,
    "other_child": _other_child,
    "weekend": _weekend,
    "overlap": _overlap,
    "two_open": _two_open,
    "open_at_18": _open_at_18,
    "wrong_digit": _wrong_digit,
    "copy_person": _copy_person,
    "after_death": _after_death,
    "set_beside": _set_beside,
    "same_day": _same_day,
    "blank_once_due": _blank_once_due,
    "days_ago": _days_ago,
    "joined": _joined,
    "aged": _aged,
}


def _breaks(how: str, cell: _Cell) -> Breaks:
    return lambda book, rng: _HOW[how](cell, book, rng)


def domain_kinds() -> list[Kind]:
    """Every fault against the meaning of the tables, by the rule that must find it."""
    kinds = []
    for row in read_data("fault_kinds"):
        arguments = (row["one"], row["two"], row["three"], row["four"])
        cell = _Cell(row["table"], row["column"], arguments, row["where"])
        fault = row["rule"].split(".")[-1]
        kinds.append(Kind(row["table"], row["column"], fault, row["rule"], _breaks(row["how"], cell)))
    return kinds
