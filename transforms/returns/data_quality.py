"""data-quality-actions.xlsx: what the data team puts right, and in which order. Sheets: Fix first, By rule, By team,
All findings. Restricted: it holds ids of records, children and workers, and no names.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.catalogue import Catalogue, Measure
from transforms.returns import style, words
from transforms.returns.context import ReturnContext
from transforms.returns.figures import Rule, query, read_rules, rows
from transforms.returns.monitoring_sheets import count_cell, severity_cell
from transforms.returns.workbook import NUMBER, SMALL, STRONG, TEXT, Book, Column, Styled

MOST_FINDINGS = 100_000
_HEADLINE_AUDIENCES = {"board", "ofsted"}
_SEVERITIES = ("critical", "major", "minor")
_STATES = {"new": "New", "open": "Still open", "came_back": "Came back"}
_WORST_RULES = 3
_FIRST_SEEN = 11
_AT_ONCE = 10_000


def write(connection: DuckDBPyConnection, context: ReturnContext, catalogue: Catalogue, path: Path) -> None:
    """Writes the workbook to `path`."""
    rules = read_rules(connection, context.load_id)
    headline = [m for m in catalogue.measures.values() if _HEADLINE_AUDIENCES & set(m.audiences)]
    book = Book(context, "Data quality actions")
    _fix_first(book, rules, headline)
    _by_rule(book, rules)
    by_team = rows(connection, "teams", load_id=context.load_id)
    _by_team(book, by_team)
    _all_findings(book, connection, sum(row["standing"] for row in by_team))
    book.save(path)


_DATE = replace(NUMBER, format=style.DATE_FORMAT, align="left")


@dataclass(frozen=True)
class Action:
    """A rule to put right, with the headline measures that its findings can move."""

    rule: Rule
    measures: tuple[Measure, ...]


def fix_first(rules: Sequence[Rule], headline: Sequence[Measure]) -> list[Action]:
    """What to put right first: every critical rule that failed, and each major one that touches a headline measure.

    Critical first, since it stops the return; then by how many measures a rule touches, then by findings standing.
    """
    actions = [Action(rule, tuple(m for m in headline if rule.touches(m))) for rule in rules if rule.standing]
    chosen = [a for a in actions if a.rule.severity == "critical" or (a.rule.severity == "major" and a.measures)]
    return sorted(
        chosen,
        key=lambda a: (_SEVERITIES.index(a.rule.severity), -len(a.measures), -a.rule.standing, a.rule.rule),
    )


def _fix_first(book: Book, rules: Sequence[Rule], headline: Sequence[Measure]) -> None:
    columns = [
        Column("Place", 8, True),
        Column("Severity", 10),
        Column("Rule", 38),
        Column("What must be true", 36),
        Column("Why it matters", 36),
        Column("What to do", 40),
        Column("Findings", 11, True),
        Column("Came back", 9, True),
        Column("Oldest since", 13),
        Column("Measures it can move", 44),
        Column("Who does it, by when", 22),
    ]
    says = (
        "Every critical rule that failed (it stops the return until put right or waived), then each major rule that"
        " touches a measure in the board's or Ofsted's return. The first line is the first to put right."
    )
    page = book.page("Fix first", columns, says)
    page.header(freeze_columns=3)
    actions = fix_first(rules, headline)
    for place, action in enumerate(actions, start=1):
        page.line(_action_line(place, action), shortest=2)
    if not actions:
        page.across("Nothing here: no critical rule failed, and no major rule that touches a headline measure.")
    page.filter()


def _action_line(place: int, action: Action) -> list[Styled]:
    rule = action.rule
    return [
        count_cell(place),
        severity_cell(rule.severity),
        Styled(rule.rule, STRONG),
        Styled(rule.says),
        Styled(rule.why),
        Styled(rule.fix),
        count_cell(rule.standing),
        count_cell(rule.came_back),
        Styled(rule.first_seen, _DATE),
        Styled("; ".join(measure.title for measure in action.measures) or "None", SMALL),
        Styled(""),
    ]


def _by_rule(book: Book, rules: Sequence[Rule]) -> None:
    columns = [
        Column("Rule", 46),
        Column("Severity", 10),
        Column("State", 10),
        Column("Table", 20),
        Column("Column", 28),
        Column("What must be true", 40),
        Column("Why it matters", 36),
        Column("What to do", 44),
        Column("Tested", 10, True),
        Column("Findings", 10, True),
        Column("New", 9, True),
        Column("Still open", 9, True),
        Column("Came back", 9, True),
    ]
    shown = [rule for rule in rules if rule.standing or rule.status != "passed"]
    says = (
        f"{len(rules):,} rules were run or tried; the {len(shown):,} below failed or could not be run. New: not in the"
        " last load. Came back: was put right once before."
    )
    page = book.page("By rule", columns, says)
    page.header(freeze_columns=1)
    for rule in sorted(shown, key=lambda rule: rule.status == "not_run"):
        page.line(_by_rule_line(rule))
    page.filter()


def _by_rule_line(rule: Rule) -> list[Styled]:
    ran = rule.status != "not_run"
    return [
        Styled(rule.rule, STRONG),
        severity_cell(rule.severity),
        Styled("Failed" if ran else "Not run"),
        Styled(rule.table_name, SMALL),
        Styled(rule.column_name or "(whole table)", SMALL),
        Styled(rule.says),
        Styled(rule.why),
        Styled(rule.fix if ran else f"Could not be run: {rule.reason or 'what it reads was not delivered'}."),
        *(count_cell(count if ran else None) for count in (rule.tested, rule.standing, rule.new, rule.still_open)),
        count_cell(rule.came_back if ran else None),
    ]


def _by_team(book: Book, counts: list[dict[str, Any]]) -> None:
    columns = [
        Column("Team", 34),
        *(Column(severity.capitalize(), 11, True) for severity in _SEVERITIES),
        Column("All", 11, True),
        Column("Rules broken most often (findings)", 80),
    ]
    page = book.page("By team", columns, "Findings that stand, by the team that holds the record; the most first.")
    page.header(freeze_columns=1)
    by_team: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in counts:
        by_team[row["team"]].append(row)
    for team in sorted(by_team, key=lambda name: (-sum(row["standing"] for row in by_team[name]), name)):
        found = by_team[team]
        worst = sorted(found, key=lambda row: (-row["standing"], row["rule"]))[:_WORST_RULES]
        by_severity = [sum(row["standing"] for row in found if row["severity"] == s) for s in _SEVERITIES]
        page.line(
            [
                Styled(team, STRONG),
                *(count_cell(count) for count in (*by_severity, sum(by_severity))),
                Styled("; ".join(f"{row['rule']} ({row['standing']:,})" for row in worst)),
            ]
        )
    page.filter()


def _all_findings(book: Book, connection: DuckDBPyConnection, standing: int) -> None:
    most = MOST_FINDINGS
    columns = [
        Column("Severity", 10),
        Column("Rule", 44),
        Column("Table", 22),
        Column("Record", 20),
        Column("Person", 16),
        Column("Column", 28),
        Column("Value found", 20),
        Column("What is wrong", 46),
        Column("Team", 22),
        Column("Worker", 12),
        Column("State", 10),
        Column("First seen", 13),
        Column("File", 24),
        Column("Row", 8, True),
    ]
    says = "Every finding that stands, the worst first. Ids only: look the record up in the case system."
    if standing > most:
        says = f"The first {most:,} of {standing:,} findings, the worst first; findings.csv holds them all. Ids only."
    page = book.page("All findings", columns, says)
    page.header(freeze_columns=2)
    small = (2, 3, 4, 5, 6, 9, 12)
    looks = [SMALL if number in small else TEXT for number in range(len(columns))]
    looks[_FIRST_SEEN] = _DATE
    looks[-1] = replace(NUMBER, format=style.COUNT_FORMAT)
    lines = _finding_lines(connection, book.context.load_id, most)
    page.stream(looks, lines, min(standing, most), wrapped=(1, 3, 5, 6, 7, 8, 12))


def _finding_lines(connection: DuckDBPyConnection, load_id: str, most: int) -> Iterator[list[Any]]:
    result = connection.execute(query("findings"), {"load_id": load_id, "most": most})
    while fetched := result.fetchmany(_AT_ONCE):
        for row in fetched:
            severity, *middle, team, worker, state, first_seen, file, number = row
            team, state = team or words.TEAM_NOT_KNOWN, _STATES.get(state, state)
            yield [severity.capitalize(), *middle, team, worker, state, first_seen, file, number]
