"""What the validation page shows of a load, read from the warehouse. It holds counts and our own words only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import duckdb

from expectations.known import queries
from expectations.model import SEVERITIES, Rule
from expectations.rules import rule_catalogue
from expectations.site_effects import Effects, read_effects
from expectations.site_intake import Intake, blank_rows, make_shown, read_intake
from expectations.site_rows import FileLine, TableLine, Totals, table_lines, totals
from warehouse.schema import Schema
from warehouse.summary import GateRule, gate_rules
from warehouse.waivers import ShownWaiver, shown_waivers

TREND_LOADS = 8
STATES = ("new", "came_back", "open", "fixed")


@dataclass(frozen=True)
class RuleLine:
    """One rule and what came of it; the findings by state since the load before and since the quarter before."""

    id: str
    table: str
    column: str
    severity: str
    says: str
    why: str
    fix: str
    tested: int
    standing: int
    waived: int
    status: str
    reason: str
    new: int
    open: int
    came_back: int
    fixed: int
    quarter_new: int
    quarter_open: int
    quarter_came_back: int
    quarter_fixed: int
    to_30_days: int
    to_90_days: int
    to_365_days: int
    over_365_days: int
    oldest: int | None

    @property
    def failed(self) -> bool:
        return self.status == "failed"

    @property
    def not_run(self) -> bool:
        return self.status == "not_run"

    @property
    def percent(self) -> str:
        """The share of rows that failed, to one decimal; a share too small to show is said so."""
        return share(self.standing, self.tested)


@dataclass(frozen=True)
class Trend:
    """The last loads of one rule, oldest first: a number, or None where it could not run or did not apply."""

    failed: Sequence[int | None]
    tested: Sequence[int | None]
    statuses: Sequence[str]

    @property
    def words(self) -> str:
        return ", ".join("–" if number is None else f"{number:,}" for number in self.failed)


@dataclass(frozen=True)
class Verdict:
    """Whether this return may go, by what the gate asks about, and why."""

    gate: Sequence[GateRule]
    critical_allowed: int
    major_allowed: int | None
    ended: Sequence[tuple[str, str, date, int]]

    def unwaived(self, severity: str) -> int:
        """Findings of a severity that nobody let pass; a critical rule that crashed counts as one."""
        return sum(rule.unwaived for rule in self.gate if rule.severity == severity)

    def waived(self, severity: str) -> int:
        return sum(rule.waived for rule in self.gate if rule.severity == severity)

    @property
    def crashed(self) -> int:
        """Critical rules that could not run and were not waived."""
        return sum(rule.could_not_run and rule.unwaived > 0 for rule in self.gate)

    @property
    def too_many_major(self) -> bool:
        return self.major_allowed is not None and self.unwaived("major") > self.major_allowed

    @property
    def may_go(self) -> bool:
        return self.unwaived("critical") <= self.critical_allowed and not self.too_many_major

    @property
    def answer(self) -> str:
        if not self.may_go:
            return "No"
        return "Yes, with waivers" if self.waived("critical") else "Yes"


@dataclass(frozen=True)
class Burndown:
    """One load of the burndown, by severity: findings standing, new, came back, fixed, waived."""

    day: date
    counts: Mapping[str, tuple[int, int, int, int, int]]


@dataclass(frozen=True)
class Page:
    """Everything the templates show."""

    load_id: str
    extracted_on: date | None
    authority: str
    authority_name: str
    version: str
    verdict: Verdict
    rules: Sequence[RuleLine]
    trends: Mapping[str, Trend]
    trend_days: Sequence[date]
    load_before: date | None
    quarter_before: date | None
    burndown: Sequence[Burndown]
    effects: Effects
    tables: Sequence[TableLine]
    titles: Mapping[str, str]
    absent_tables: Sequence[tuple[str, str]]
    absent_columns: Sequence[tuple[str, Sequence[str]]]
    files: Sequence[FileLine]
    intake: Intake
    waivers: Sequence[ShownWaiver]
    ever_waived: frozenset[str]
    catalogue: Mapping[str, Rule]
    severities: Sequence[str] = SEVERITIES

    def title(self, table: str) -> str:
        """What a table is called in words."""
        return self.titles.get(table, table)

    def failing(self, severity: str) -> list[RuleLine]:
        """The rules of a severity that found something, the most findings first."""
        return self._failing.get(severity, [])

    @cached_property
    def _failing(self) -> dict[str, list[RuleLine]]:
        found: dict[str, list[RuleLine]] = {}
        for rule in self.rules:
            if rule.failed:
                found.setdefault(rule.severity, []).append(rule)
        return found

    def standing(self, severity: str) -> int:
        """Findings of a severity that stand, waived or not."""
        return sum(rule.standing for rule in self.failing(severity))

    def by_table(self, rules: Sequence[RuleLine]) -> list[tuple[str, list[RuleLine]]]:
        """The rules by table, the table with most findings first."""
        tables: dict[str, list[RuleLine]] = {}
        for rule in rules:
            tables.setdefault(rule.table, []).append(rule)
        return sorted(tables.items(), key=lambda entry: (-sum(rule.standing for rule in entry[1]), entry[0]))

    def states(self, severity: str, since: str = "") -> dict[str, int]:
        """Findings of a severity by state since the load before, or with `quarter_` since the quarter before."""
        own = [rule for rule in self.rules if rule.severity == severity]
        return {state: sum(getattr(rule, since + state) for rule in own) for state in STATES}

    @property
    def newly_found(self) -> list[RuleLine]:
        """Rules with findings that are new or came back since the load before, critical ones first."""
        fresh = [rule for rule in self.rules if rule.failed and rule.new + rule.came_back]
        return sorted(fresh, key=lambda rule: (SEVERITIES.index(rule.severity), -(rule.new + rule.came_back), rule.id))

    @cached_property
    def not_run(self) -> list[tuple[str, list[RuleLine]]]:
        """The rules that could not run, by the reason why: critical ones first."""
        reasons: dict[str, list[RuleLine]] = {}
        for rule in self.rules:
            if rule.not_run:
                reasons.setdefault(rule.reason, []).append(rule)
        order: dict[str, int] = {severity: place for place, severity in enumerate(SEVERITIES)}
        return sorted(
            reasons.items(), key=lambda entry: (min(order[r.severity] for r in entry[1]), -len(entry[1]), entry[0])
        )

    def is_listed(self, rule: RuleLine) -> bool:
        """Whether the list of all rules names it: somebody wrote it, or it has a page. The others passed, as always."""
        entry = self.catalogue.get(rule.id)
        return rule.id in self.paged or entry is None or entry.kind != "structure"

    @property
    def rules_run(self) -> int:
        return sum(not rule.not_run for rule in self.rules)

    @property
    def rows(self) -> int:
        return sum(table.typed or 0 for table in self.tables)

    @cached_property
    def paged(self) -> frozenset[str]:
        """The rules with a page of their own: those with something to say about now or the loads before."""
        return frozenset(
            rule.id
            for rule in self.rules
            if rule.status != "passed" or rule.fixed or rule.id in self.ever_waived or rule.id in self.trends
        )

    @cached_property
    def findings_by_table(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for rule in self.rules:
            if rule.failed:
                counts = found.setdefault(rule.table, {str(severity): 0 for severity in SEVERITIES})
                counts[rule.severity] += rule.standing
        return found

    def table_rules(self) -> list[tuple[str, list[RuleLine]]]:
        """Every rule by table, in the order of the tables."""
        tables: dict[str, list[RuleLine]] = {}
        for rule in self.rules:
            tables.setdefault(rule.table, []).append(rule)
        place = {name: number for number, name in enumerate(self.titles)}
        return sorted(tables.items(), key=lambda entry: (place.get(entry[0], len(place)), entry[0]))

    def totals(self) -> Totals:
        return totals(self.tables)

    @property
    def all_add_up(self) -> bool:
        return all(line.adds_up for line in self.tables)


def share(part: int, whole: int) -> str:
    """`12.5 %`; a share too small to show is said so."""
    if not whole:
        return ""
    percent = 100 * part / whole
    return "under 0.1 %" if 0 < percent < 0.05 else f"{percent:.1f} %"


def read_page(
    connection: duckdb.DuckDBPyConnection, load_id: str, schema: Schema, authority_name: str = "", version: str = ""
) -> Page:
    """What the page of a load shows, read from the warehouse; `staging` holds the load's rows still."""
    sql = queries("site.sql")
    at = {"load_id": load_id}
    load = connection.execute(sql["load"], at).fetchone() or (_date_of(load_id), None, "", "")
    connection.execute(sql["life"], at)
    rules = [RuleLine(*row) for row in connection.execute(sql["rules"], at).fetchall()]
    files = connection.execute(sql["files"], at).fetchall()
    notes = connection.execute(sql["intake"], at).fetchall()
    name = authority_name or load[2] or ""
    shown = make_shown(schema, (name,))
    effects = read_effects(connection, load_id)
    tables = table_lines(connection, load_id, schema, files, blank_rows(notes), effects.readers, has_used=effects.kept)
    days = [day for (day,) in connection.execute(sql["trend_loads"], at).fetchall()]
    intake = read_intake(
        notes,
        connection.execute(sql["not_understood"], at).fetchall(),
        connection.execute(sql["repeated_keys"], at).fetchall(),
        [(line.name, line.repeated) for line in tables if line.repeated],
        shown,
    )
    page = Page(
        load_id=load_id,
        extracted_on=load[0],
        authority=load[3] or "",
        authority_name=name,
        version=version,
        verdict=_verdict(connection, load_id),
        rules=rules,
        trends=_trends(connection, load_id, days),
        trend_days=days,
        load_before=_one(connection, sql["load_before"], at),
        quarter_before=_one(connection, sql["quarter_before"], at),
        burndown=_burndown(connection, load_id),
        effects=effects,
        tables=tables,
        titles={table.name: table.title for table in schema.tables.values()},
        absent_tables=_absent_tables(connection, load_id, schema),
        absent_columns=_absent_columns(connection, load_id, schema),
        files=[(shown.file(file), table if table in schema.tables else "", n, size) for file, table, n, size in files],
        intake=intake,
        waivers=shown_waivers(connection, load_id, load[0]) if load[0] else (),
        ever_waived=frozenset(rule for (rule,) in connection.execute(sql["ever_waived"]).fetchall()),
        catalogue={rule.id: rule for rule in rule_catalogue(schema)},
    )
    connection.execute("drop table site_life")
    return page


def _date_of(load_id: str) -> date | None:
    try:
        return date.fromisoformat(load_id[:10])
    except ValueError:
        return None


def _one(connection: duckdb.DuckDBPyConnection, query: str, given: Mapping[str, object]) -> date | None:
    row = connection.execute(query, given).fetchone()
    return row[0] if row else None


def _verdict(connection: duckdb.DuckDBPyConnection, load_id: str) -> Verdict:
    settings = dict(connection.execute(queries("site.sql")["settings"]).fetchall())
    gate = gate_rules(connection, load_id)
    unwaived = {rule.rule: rule.unwaived for rule in gate if rule.unwaived}
    ended = [
        (rule, name, until, unwaived[rule])
        for rule, name, until in connection.execute(queries("site.sql")["ended"], {"load_id": load_id}).fetchall()
        if rule in unwaived
    ]
    major = settings.get("major_findings_allowed")
    return Verdict(gate, int(settings.get("critical_findings_allowed", 0)), int(major) if major else None, ended)


def _trends(connection: duckdb.DuckDBPyConnection, load_id: str, days: Sequence[date]) -> dict[str, Trend]:
    found = {}
    for rule, on, statuses, failed, tested in connection.execute(
        queries("site.sql")["trends"], {"load_id": load_id}
    ).fetchall():
        known = dict(zip(on, zip(statuses, failed, tested, strict=True), strict=True))
        told = [known.get(day, ("", None, None)) for day in days]
        found[rule] = Trend(
            failed=[count if status in ("passed", "failed") else None for status, count, _ in told],
            tested=[rows for _, _, rows in told],
            statuses=[status for status, _, _ in told],
        )
    return found


def _burndown(connection: duckdb.DuckDBPyConnection, load_id: str) -> list[Burndown]:
    days: dict[date, dict[str, tuple[int, int, int, int, int]]] = {}
    rows = connection.execute(queries("site.sql")["burndown"], {"load_id": load_id}).fetchall()
    for day, severity, *counts in rows:
        standing, new, came_back, fixed, waived = counts
        days.setdefault(day, {})[severity] = (standing, new, came_back, fixed, waived)
    return [Burndown(day, counts) for day, counts in days.items()]


def _expected(connection: duckdb.DuckDBPyConnection, load_id: str, schema: Schema) -> tuple[list[str], list[str]]:
    """The tables that came, and those that such a source should bring."""
    rows = connection.execute(queries("site.sql")["delivered_tables"], {"load_id": load_id}).fetchall()
    came = [name for (name,) in rows]
    workbook = any(name.startswith("annex_a_list_") for name in came)
    expected = schema.annex_a_lists() if workbook else schema.history_tables()
    return came, [table.name for table in expected]


def _absent_tables(connection: duckdb.DuckDBPyConnection, load_id: str, schema: Schema) -> list[tuple[str, str]]:
    came, expected = _expected(connection, load_id, schema)
    return [(name, schema.tables[name].title) for name in expected if name not in came]


def _absent_columns(connection: duckdb.DuckDBPyConnection, load_id: str, schema: Schema) -> list[tuple[str, list[str]]]:
    came, expected = _expected(connection, load_id, schema)
    columns = set(connection.execute(queries("site.sql")["delivered_columns"], {"load_id": load_id}).fetchall())
    found = [
        (name, [field.name for field in schema.tables[name].fields if (name, field.name) not in columns])
        for name in expected
        if name in came
    ]
    return [(name, absent) for name, absent in found if absent]
