"""What was done to a delivery, in words that hold nothing of anybody.

A heading, sheet or file that the schema does not know may itself hold personal data: a file without headings has its
first child's name where the headings should be. So such a name is shown only where each of its words is a word of our
own lists of tables and fields; otherwise the page says that it is not shown, and where to find it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from warehouse.schema import Schema

NOT_SHOWN = "name not shown"
_LONGEST, _MOST_DIGITS = 40, 4
_IDENTIFIER = re.compile(r"[A-Za-z0-9_ ]+")
_FILE = re.compile(r"[A-Za-z0-9_ .#()-]+")
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
# Words of exports and spreadsheets that no field of ours has.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "as at by csv column created desc description export extract extracted file final flag import last list local "
        "map modified new no notes number old other parquet quarter record ref row sheet source system table test text "
        "the timestamp total unnamed update updated user version xls xlsx year annex",
    )
)
_SPELLING = re.compile(r"([a-z0-9_]+): (.*) \((rule|shipped|authority)\)", re.DOTALL)
_MATCHED = re.compile(r"read from the heading '(.*)'", re.DOTALL)
# From the first quotation mark to the last: a quoted name may hold an apostrophe itself.
_QUOTED = re.compile(r"['\"‘“](.*)['\"’”]", re.DOTALL)
HOW = {
    "rule": "case, spaces and punctuation aside, it is the code or its label",
    "shipped": "a spelling that comes with Quarterlight",
    "authority": "your own mapping file",
}
UNCLEAR = {
    "type": "not a date, number or yes/no as the field needs",
    "code": "not a code of the field's list",
    "error_value": "an error left by a spreadsheet, such as #N/A",
    "json": "not a list of answers that can be read",
}
IntakeRow = tuple[str, str, str, str, int]


@dataclass(frozen=True)
class Spelling:
    """Cells of one column that were understood as one code of a list, though spelt otherwise."""

    table: str
    column: str
    code_set: str
    code: str
    label: str
    how: str
    cells: int


@dataclass(frozen=True)
class Unclear:
    """Cells of one column that were not understood and count as blank; each is a finding."""

    table: str
    column: str
    what: str
    cells: int


@dataclass(frozen=True)
class Intake:
    """What was done to one delivery; every text is ours, or was found to hold our own words only."""

    matched: Sequence[tuple[str, str, str]]
    spellings: Sequence[Spelling]
    ignored_columns: Sequence[tuple[str, str]]
    ignored_tables: Sequence[str]
    hidden: int
    unclear: Sequence[Unclear]
    repeated_keys: Sequence[tuple[str, int]]
    copies: Sequence[tuple[str, int]]
    mapping_files: Sequence[tuple[str, int]]
    notes: Sequence[tuple[str, str, int]]


@dataclass(frozen=True)
class Shown:
    """Decides what may be shown of a name that came with a delivery: `words` are those it may be made of."""

    schema: Schema
    words: frozenset[str]

    def name(self, name: str) -> str:
        """An unknown heading, sheet or table: itself where it is made of our own words only."""
        plain = len(name) <= _LONGEST and _IDENTIFIER.fullmatch(name) is not None
        return name if plain and self._own(name) else NOT_SHOWN

    def file(self, name: str) -> str:
        """A file's name, or `book.xlsx#List 8`, in the same way."""
        plain = len(name) <= 2 * _LONGEST and _FILE.fullmatch(name) is not None
        return name if plain and all(self._own(part) for part in name.split("#")) else NOT_SHOWN

    def heading(self, name: str) -> str:
        """A heading that was matched to a field: it may hold other signs, as `Child's need?` does."""
        plain = len(name) <= 2 * _LONGEST and name.isascii()
        return name if plain and self._own(name) else NOT_SHOWN

    def table(self, name: str) -> str:
        """A table's name if the schema has it, else what may be shown of it."""
        return name if not name or name in self.schema.tables else self.name(name)

    def note(self, detail: str) -> str:
        """A note's own words; whatever it quotes is left out unless it too is made of our words."""
        return _QUOTED.sub(self._quoted, detail)

    def _quoted(self, found: re.Match[str]) -> str:
        return found[0] if self.heading(found[1]) == found[1] else f"({NOT_SHOWN})"

    def _own(self, name: str) -> bool:
        """Whether every word is one of ours and no number is long enough to be an id or a date."""
        digits = sum(character.isdigit() for character in name)
        words = [word.casefold() for word in _WORD.findall(name)]
        return digits <= _MOST_DIGITS and bool(words) and all(word in self.words for word in words)


def make_shown(schema: Schema, more: Iterable[str] = ()) -> Shown:
    """Names may be made of the words of the schema's tables and fields, of exports, and of the texts of `more`."""
    names = [name for table in schema.tables.values() for name in (table.name, table.title)]
    names += [name for table in schema.tables.values() for field in table.fields for name in (field.name, field.title)]
    words = {word.casefold() for name in (*names, *more) for word in _WORD.findall(name)}
    return Shown(schema, _COMMON | words)


def read_intake(
    rows: Iterable[IntakeRow],
    unclear: Iterable[tuple[str, str, str, int]],
    repeated_keys: Iterable[tuple[str, int]],
    copies: Iterable[tuple[str, int]],
    shown: Shown,
) -> Intake:
    """Sorts the notes of a delivery by what they say; none of them is passed on as it stands."""
    by_kind: dict[str, list[IntakeRow]] = {}
    for row in rows:
        by_kind.setdefault(row[0], []).append(row)
    spellings = [found for row in by_kind.get("spelling_mapped", []) if (found := _spelling(row, shown.schema))]
    columns = [(shown.table(row[1]), shown.name(row[2])) for row in by_kind.get("column_unknown", [])]
    tables = [shown.name(row[1]) for row in by_kind.get("table_unknown", [])]
    files: dict[str, int] = {}
    for each in spellings:
        if each.how == HOW["authority"]:
            name = f"mappings/{each.code_set}.csv"
            files[name] = files.get(name, 0) + each.cells
    return Intake(
        matched=sorted(_matched(row, shown) for row in by_kind.get("header_matched", [])),
        spellings=spellings,
        ignored_columns=sorted(columns),
        ignored_tables=sorted(tables),
        hidden=sum(name == NOT_SHOWN for name in (*tables, *(name for _, name in columns))),
        unclear=[
            Unclear(shown.table(table), column, UNCLEAR.get(kind, "not understood"), count)
            for table, column, kind, count in unclear
        ],
        repeated_keys=list(repeated_keys),
        copies=list(copies),
        mapping_files=sorted(files.items()),
        notes=[(shown.table(row[1]), shown.note(row[3]), row[4]) for row in by_kind.get("note", [])],
    )


def blank_rows(rows: Iterable[IntakeRow]) -> Mapping[str, int]:
    """How many rows of each table held nothing and were left out."""
    found: dict[str, int] = {}
    for kind, table, _, detail, count in rows:
        if kind == "note" and detail == "blank rows left out":
            found[table] = found.get(table, 0) + count
    return found


def _matched(row: IntakeRow, shown: Shown) -> tuple[str, str, str]:
    _, table, column, detail, _ = row
    found = _MATCHED.fullmatch(detail)
    field = column if _is_field(table, column, shown.schema) else NOT_SHOWN
    return shown.table(table), field, shown.heading(found[1] if found else "")


def _spelling(row: IntakeRow, schema: Schema) -> Spelling | None:
    """Code list and code only: a note that names no code of the list is not shown at all."""
    _, table, column, detail, count = row
    found = _SPELLING.fullmatch(detail)
    if found is None or found[1] not in schema.code_sets or not _is_field(table, column, schema):
        return None
    code_set = schema.code_sets[found[1]]
    if found[2] not in {code.code for code in code_set.codes}:
        return None
    label = code_set.label(found[2])
    return Spelling(table, column, code_set.name, found[2], label if label != found[2] else "", HOW[found[3]], count)


def _is_field(table: str, column: str, schema: Schema) -> bool:
    return table in schema.tables and any(field.name == column for field in schema.tables[table].fields)
