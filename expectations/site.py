"""The validation page of a load: one HTML file that anyone may read, since it holds counts and no personal data.

Great Expectations' own Data Docs need outside hosts and show cell values, so the page is made here with Jinja2.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path

import duckdb

from expectations.known import queries
from expectations.model import SEVERITIES
from warehouse.queries import quoted
from warehouse.schema import Schema, load_schema

INTAKE_WORDS = {
    "header_matched": "Headings matched to a column",
    "spelling_mapped": "Spellings of a code understood",
    "column_unknown": "Columns kept in landing but not used",
    "table_unknown": "Tables kept in landing but not used",
    "column_absent": "Columns that were not delivered",
    "table_absent": "Tables that were not delivered",
    "note": "Notes",
}


@dataclass(frozen=True)
class RuleLine:
    """One rule and what came of it: rows tested and failed, and its findings by state."""

    id: str
    table: str
    severity: str
    says: str
    why: str
    fix: str
    tested: int
    failed: int
    status: str
    reason: str
    new: int
    open: int
    came_back: int
    fixed: int

    @property
    def percent(self) -> str:
        """The share of rows that failed, to one decimal; a share too small to show is said so."""
        if not self.tested:
            return ""
        share = 100 * self.failed / self.tested
        return "under 0.1 %" if 0 < share < 0.1 else f"{share:.1f} %"


@dataclass(frozen=True)
class TableLine:
    """One table: its rows on the way from the files to the history, its rules and standing findings."""

    name: str
    title: str
    in_files: int | None
    typed: int
    in_history: int | None
    kept: int | None
    cells_not_understood: int
    rules: int
    failed_rules: int
    findings: dict[str, int]

    @property
    def adds_up(self) -> bool | None:
        """Whether every row can be accounted for; None where this table does not go into the history by itself."""
        if self.in_files is not None and self.in_files != self.typed:
            return False
        if self.in_history is None or self.kept is None:
            return None if self.in_files is None else True
        return self.typed + self.kept == self.in_history


@dataclass(frozen=True)
class Page:
    """Everything the template shows."""

    load_id: str
    extracted_on: date | None
    source: str
    authority: str
    authority_name: str
    version: str
    rules: Sequence[RuleLine]
    tables: Sequence[TableLine]
    absent_tables: Sequence[tuple[str, str]]
    absent_columns: Sequence[tuple[str, str]]
    files: Sequence[tuple[str, str, int, int]]
    intake: Sequence[tuple[str, Sequence[tuple[str, str, str, int]]]]
    severities: Sequence[str] = field(default=SEVERITIES)

    def standing(self, severity: str) -> int:
        """Findings of a severity that stand."""
        return sum(rule.failed for rule in self.failing(severity))

    def title(self, table: str) -> str:
        """What a table is called in words."""
        return next((line.title for line in self.tables if line.name == table), table)

    def failing(self, severity: str) -> list[RuleLine]:
        return [rule for rule in self.rules if rule.severity == severity and rule.status == "failed"]

    def fixed(self, severity: str) -> int:
        return sum(rule.fixed for rule in self.rules if rule.severity == severity)

    def states(self, severity: str) -> dict[str, int]:
        lines = self.failing(severity)
        return {
            "new": sum(rule.new for rule in lines),
            "open": sum(rule.open for rule in lines),
            "came back": sum(rule.came_back for rule in lines),
            "fixed": self.fixed(severity),
        }

    @property
    def not_run(self) -> list[tuple[str, list[RuleLine]]]:
        """The rules that could not run, by the reason why."""
        reasons: dict[str, list[RuleLine]] = {}
        for rule in self.rules:
            if rule.status == "not_run":
                reasons.setdefault(rule.reason, []).append(rule)
        return sorted(reasons.items(), key=lambda entry: (-len(entry[1]), entry[0]))

    @property
    def rules_run(self) -> int:
        return sum(rule.status != "not_run" for rule in self.rules)

    @property
    def rows(self) -> int:
        return sum(table.typed for table in self.tables)

    @property
    def may_go(self) -> bool:
        return self.standing("critical") == 0 and not self.crashed_critical

    @property
    def crashed_critical(self) -> list[RuleLine]:
        """Critical rules that did not run: nobody knows whether they hold."""
        return [rule for rule in self.rules if rule.severity == "critical" and rule.status == "not_run"]


def write_site(
    connection: duckdb.DuckDBPyConnection, load_id: str, folder: Path, authority_name: str = "", version: str = ""
) -> Path:
    """Writes `folder/index.html` from what the checks of a load left in the warehouse; returns its path.

    The same load gives the same bytes. Nothing on it comes from a cell of the data.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("expectations", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = lambda number: f"{number:,}"
    page = read_page(connection, load_id, load_schema(), authority_name, version)
    style = (files("expectations") / "templates" / "validation.css").read_text(encoding="utf-8")
    html = environment.get_template("validation.html").render(page=page, style=style)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "index.html"
    path.write_text(html, encoding="utf-8", newline="\n")
    return path


def read_page(
    connection: duckdb.DuckDBPyConnection, load_id: str, schema: Schema, authority_name: str = "", version: str = ""
) -> Page:
    """What the page of a load shows, read from the warehouse."""
    sql = queries("site.sql")
    at = {"load_id": load_id}
    load = connection.execute(sql["load"], at).fetchone() or (_date_of(load_id), "", "", "")
    rules = [RuleLine(*row) for row in connection.execute(sql["rules"], at).fetchall()]
    file_lines = connection.execute(sql["files"], at).fetchall()
    delivered = [name for (name,) in connection.execute(sql["delivered_tables"], at).fetchall()]
    columns = set(connection.execute(sql["delivered_columns"], at).fetchall())
    workbook = any(name.startswith("annex_a_list_") for name in delivered)
    expected = schema.annex_a_lists() if workbook else schema.history_tables()
    return Page(
        load_id=load_id,
        extracted_on=load[0],
        source=Path(load[1] or "").name,
        authority=load[3] or "",
        authority_name=authority_name or load[2] or "",
        version=version,
        rules=rules,
        tables=_table_lines(connection, load_id, schema, rules, file_lines),
        absent_tables=[(table.name, table.title) for table in expected if table.name not in delivered],
        absent_columns=[
            (table.name, column.name)
            for table in expected
            if table.name in delivered
            for column in table.fields
            if (table.name, column.name) not in columns
        ],
        files=file_lines,
        intake=_intake(connection, load_id),
    )


def _date_of(load_id: str) -> date | None:
    try:
        return date.fromisoformat(load_id[:10])
    except ValueError:
        return None


def _table_lines(
    connection: duckdb.DuckDBPyConnection,
    load_id: str,
    schema: Schema,
    rules: Sequence[RuleLine],
    file_lines: Sequence[tuple[str, str, int, int]],
) -> list[TableLine]:
    sql = queries("site.sql")
    in_files: dict[str, int] = {}
    for _, table, rows, _ in file_lines:
        in_files[table] = in_files.get(table, 0) + (rows or 0)
    unclear = dict(connection.execute(sql["not_understood"], {"load_id": load_id}).fetchall())
    stored = set(
        connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in ('history', 'staging')"
            " and database_name = current_database()"
        ).fetchall()
    )
    by_table: dict[str, list[RuleLine]] = {}
    for rule in rules:
        by_table.setdefault(rule.table, []).append(rule)
    lines = []
    for name in sorted(by_table, key=list(schema.tables).index):
        own = by_table[name]
        held = [("history", name) in stored, ("staging", name) in stored]
        lines.append(
            TableLine(
                name=name,
                title=schema.tables[name].title,
                in_files=in_files.get(name),
                typed=next((rule.tested for rule in own if rule.id == f"{name}.key.unique"), 0),
                in_history=_count(connection, sql["in_history"], name) if held[0] else None,
                kept=_count(connection, sql["kept"], name) if all(held) else None,
                cells_not_understood=unclear.get(name, 0),
                rules=len(own),
                failed_rules=sum(rule.status == "failed" for rule in own),
                findings={
                    severity: sum(r.failed for r in own if r.severity == severity and r.status == "failed")
                    for severity in SEVERITIES
                },
            )
        )
    return lines


def _count(connection: duckdb.DuckDBPyConnection, statement: str, table: str) -> int:
    row = connection.execute(statement.replace("{table}", quoted(table))).fetchone()
    return int(row[0]) if row else 0


def _intake(connection: duckdb.DuckDBPyConnection, load_id: str) -> list[tuple[str, list[tuple[str, str, str, int]]]]:
    found: dict[str, list[tuple[str, str, str, int]]] = {}
    for kind, table, column, detail, count in connection.execute(
        queries("site.sql")["intake"], {"load_id": load_id}
    ).fetchall():
        found.setdefault(kind, []).append((table, column, detail, int(count or 0)))
    order = [*INTAKE_WORDS, *sorted(set(found) - set(INTAKE_WORDS))]
    return [(INTAKE_WORDS.get(kind, kind), found[kind]) for kind in order if kind in found]
