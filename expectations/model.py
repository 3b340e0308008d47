"""What a rule is, and what came of it."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["critical", "major", "minor"]
SEVERITIES: tuple[Severity, ...] = ("critical", "major", "minor")
Kind = Literal["structure", "row", "cross", "change"]
Status = Literal["passed", "failed", "not_run"]

# How Great Expectations tests a rule: with one of its core expectations, or with our SQL. `cast` and `delivered` are
# SQL that reads what casting noted of the whole load, so one query answers for all columns of a table.
Test = Literal["unique", "cast", "delivered", "sql"]


@dataclass(frozen=True)
class Rule:
    """One thing that must be true of a table.

    `columns` are full names (`ssd_contacts.cont_contact_date`) of every column the rule reads, of other tables too; the
    first is the column a finding names. `condition` is SQL that is true of a failing row (`this`), and may use `person`
    (birth_date, expected_date, death_date) and `extracted_on`; a rule that one row cannot break has a `query` instead,
    which gives record_id, person_id, column_name, value, source_file and source_row of each failing row. Without an
    `optional` column it still runs. A rule of `whole_history` fails where a row is absent, so it needs them all. A rule
    that `needs_before` compares with the load before, and is left out where there is none.
    """

    id: str
    table: str
    columns: tuple[str, ...]
    severity: Severity
    says: str
    why: str
    fix: str
    owner: str
    kind: Kind
    test: Test = "sql"
    condition: str = ""
    query: str = ""
    optional: frozenset[str] = frozenset()
    whole_history: bool = False
    needs_before: bool = False

    @property
    def column(self) -> str:
        """The column a finding names, without its table; empty for a rule about the whole table."""
        return self.columns[0].partition(".")[2] if self.columns else ""

    @property
    def reads_person(self) -> bool:
        return "person." in self.condition

    def other_tables(self) -> tuple[str, ...]:
        """The other tables it reads, in order."""
        return tuple(sorted({name.partition(".")[0] for name in self.columns} - {self.table}))


@dataclass(frozen=True)
class RuleResult:
    """What came of one rule: rows tested and failed, or why it could not run (`reason` holds no values)."""

    rule: Rule
    status: Status
    tested: int
    failed: int
    reason: str = ""
