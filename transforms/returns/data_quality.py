"""data-quality-actions.xlsx and the teams' fix lists: what to put right, in which order, and whether it gets less.

Sheets: Fix first, By team, By rule, All findings, Burndown, Waivers; a team's own workbook has Fix first, By rule and
All findings. Restricted: they hold ids of records, children and workers, and no names of theirs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.catalogue import Catalogue
from transforms.returns import style, words
from transforms.returns.context import ReturnContext
from transforms.returns.data_quality_facts import SEVERITIES, Facts, Fault, fix_first, read_facts
from transforms.returns.data_quality_trail import burndown, waivers
from transforms.returns.figures import query
from transforms.returns.files import make_private_folder
from transforms.returns.monitoring_sheets import count_cell, severity_cell
from transforms.returns.workbook import GREY, NUMBER, RED, SMALL, STRONG, TEXT, Book, Column, Look, Styled

MOST_FINDINGS = 100_000
_STATES = {"new": "New", "open": "Still open", "came_back": "Came back"}
_CAN_MOVE = "Can move headline measures"
_WORST_RULES = 3
_MEASURES_NAMED = 2
_TEAMS_NAMED = 3
_AT_ONCE = 10_000
_LONGEST_SLUG = 60
# Windows keeps these names for devices, whatever their ending.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_COUNT = replace(NUMBER, format=style.COUNT_FORMAT)
_DATE = replace(NUMBER, format=style.DATE_FORMAT, align="left")


def write(
    connection: DuckDBPyConnection,
    context: ReturnContext,
    catalogue: Catalogue,
    path: Path,
    fix_lists: Path | None = None,
) -> None:
    """Writes the workbook of the whole council to `path`, and each team's own into the folder `fix_lists`."""
    facts = read_facts(connection, context, catalogue)
    book = Book(context, "Data quality actions")
    _fix_first(book, facts, facts.faults)
    _by_team(book, facts)
    _by_rule(book, facts, facts.faults)
    _all_findings(book, connection, facts.standing, None)
    burndown(book, connection)
    waivers(book, connection)
    book.save(path)
    if fix_lists is not None:
        _write_fix_lists(connection, context, facts, fix_lists)


def _write_fix_lists(connection: DuckDBPyConnection, context: ReturnContext, facts: Facts, folder: Path) -> None:
    """A workbook for each team with findings: each finding is in exactly one of them."""
    make_private_folder(folder)
    teams = [team for team, standing in facts.standing_by_team.items() if standing]
    for team, name in file_names(teams).items():
        book = Book(context, f"Fix list of {team}")
        _fix_first(book, facts, facts.by_team[team], team)
        _by_rule(book, facts, facts.by_team[team], team)
        _all_findings(book, connection, facts.standing_by_team[team], team)
        book.save(folder / name)


def file_names(teams: Iterable[str]) -> dict[str, str]:
    """A file name for each team: letters, digits and hyphens, safe on every system, and no two alike."""
    taken: set[str] = set()
    names = {}
    for team in sorted(teams):
        slug = re.sub(r"[^a-z0-9]+", "-", team.lower()).strip("-")[:_LONGEST_SLUG].strip("-") or "team"
        slug = f"team-{slug}" if slug in _RESERVED else slug
        name, number = slug, 1
        while name in taken:
            number += 1
            name = f"{slug}-{number}"
        taken.add(name)
        names[team] = f"{name}.xlsx"
    return names


def _fix_first(book: Book, facts: Facts, faults: Iterable[Fault], team: str | None = None) -> None:
    columns = [
        Column("Place", 7.5, True),
        Column("Severity", 9.5),
        Column("What it does to the return", 17),
        Column("Rule", 32),
        Column("What must be true, and why", 46),
        Column("What to do", 38),
        Column("Findings", 9.5, True),
        Column("Waived", 9.5, True),
        Column("New since last load", 9.5, True),
        Column("Came back since last load", 10, True),
        Column("Oldest, in days", 9.5, True),
        Column("Records of headline measures touched", 12, True),
        Column("Most affected measure", 28),
        Column("Measures it can move", 30),
        Column("Whose records" if team is None else "Team", 24),
        Column("Who does it, by when", 18),
    ]
    chosen = fix_first(tuple(faults))
    page = book.page("Fix first", columns, _says_fix_first(facts, chosen), heading=_heading("Fix first", team))
    page.header(freeze_columns=4)
    for place, fault in enumerate(chosen, start=1):
        page.line(_fix_first_line(place, fault, team), shortest=2)
    if not chosen:
        page.across("Nothing here: no critical rule failed, and no major rule that touches a headline measure.")
    page.filter()


def _says_fix_first(facts: Facts, chosen: Sequence[Fault]) -> str:
    stopped = [fault for fault in facts.faults if fault.not_run]
    critical = sum(fault.rule.severity == "critical" for fault in stopped)
    says = (
        "First the critical rules that failed: they stop the return until put right or waived. Then those that somebody"
        " waived, then the major rules on what a measure of the board's or Ofsted's return reads; those that touch most"
        " records of these measures first. Records touched: counted in this quarter's headline measures, or left out of"
        " them for a fault, with a finding on what the measure reads; each record once."
    )
    later = sum(_on_the_return(fault).value == _CAN_MOVE for fault in chosen)
    if later:
        says += f" The last {later:,} of {len(chosen):,} touch no such record now, but could."
    if stopped:
        rules = "1 rule" if len(stopped) == 1 else f"{len(stopped):,} rules"
        says += f" {rules} could not be run ({critical:,} critical): see the top of By rule."
    return says


def _fix_first_line(place: int, fault: Fault, team: str | None) -> list[Styled]:
    rule, life = fault.rule, fault.life
    titles = [measure.title for measure, _, _ in fault.effect.by_measure]
    titles += [measure.title for measure in fault.measures if measure.title not in titles]
    return [
        count_cell(place),
        severity_cell(rule.severity),
        _on_the_return(fault),
        Styled(rule.rule, STRONG),
        Styled(f"{rule.says}\n{rule.why}".strip()),
        Styled(rule.fix),
        *(count_cell(count) for count in (life.standing, life.waived, life.new, life.came_back, life.oldest)),
        count_cell(fault.effect.records),
        Styled(fault.effect.worst or "None this quarter", SMALL),
        Styled(_few(titles, _MEASURES_NAMED) or "None", SMALL),
        Styled(team or _few([f"{name} ({count:,})" for name, count in fault.teams], _TEAMS_NAMED), SMALL),
        Styled(""),
    ]


def _on_the_return(fault: Fault) -> Styled:
    life = fault.life
    if life.all_waived:
        return Styled(f"Waived until {life.waived_until:%d/%m/%Y}", GREY)
    if fault.rule.severity == "critical":
        return Styled("Stops the return", RED)
    return Styled("Moves headline measures" if fault.effect.records else _CAN_MOVE)


def _few(names: list[str], most: int) -> str:
    left = len(names) - most
    return "; ".join(names[:most]) + (f"; and {left} more" if left > 0 else "")


def _heading(sheet: str, team: str | None) -> str:
    return sheet if team is None else f"{sheet}: {team}"


def _by_rule(book: Book, facts: Facts, faults: Iterable[Fault], team: str | None = None) -> None:
    columns = [
        Column("Rule", 40),
        Column("Severity", 10),
        Column("State", 10),
        Column("Table", 18),
        Column("Column", 24),
        Column("What must be true", 38),
        Column("Why it matters", 34),
        Column("What to do", 42),
        Column("Tested", 10, True),
        Column("Findings", 10, True),
        Column("Waived", 9, True),
        Column("New", 8, True),
        Column("Still open", 8, True),
        Column("Came back", 8, True),
        Column("Fixed", 8, True),
        Column("New in quarter", 9, True),
        Column("Open over quarter", 9, True),
        Column("Came back in quarter", 9, True),
        Column("Fixed in quarter", 9, True),
        Column("Oldest, in days", 9, True),
    ]
    every = list(faults)
    shown = [f for f in every if f.life.standing or f.life.fixed or f.life.quarter_fixed or f.rule.status != "passed"]
    ran = len(facts.faults)
    told = (
        f"{ran:,} rules were run or tried; the {len(shown):,} below failed, could not be run or were put right."
        if (team is None)
        else f"The {len(shown):,} rules with findings of this team, standing or put right."
    )
    page = book.page("By rule", columns, f"{told} {_compared_with(facts)}", heading=_heading("By rule", team))
    page.header(freeze_columns=1)
    for fault in sorted(shown, key=_rule_order):
        page.line(_by_rule_line(fault, facts, team))
    if not shown:
        page.across("Nothing here: every rule ran and none failed.")
    page.filter()


def _rule_order(fault: Fault) -> tuple[bool, bool, int, bool, int, str, str]:
    """Rules that could not run come first, since nobody knows what they would have found; what was put right last."""
    rule, life = fault.rule, fault.life
    severity = SEVERITIES.index(rule.severity)
    return not fault.not_run, not life.standing, severity, life.all_waived, -life.standing, rule.rule, rule.table_name


def _compared_with(facts: Facts) -> str:
    """With which loads the counts of new, open, came back and fixed compare this one."""
    if facts.last_load is None:
        return "This is the first load that was checked: there is nothing to compare with, and every finding is new."
    says = f"New, still open, came back and fixed: since the load of {facts.last_load:%d/%m/%Y}."
    if facts.last_quarter is None:
        return f"{says} No load of an earlier quarter was checked, so nothing is said of the quarter."
    return (
        f"{says} The columns of the quarter: since the load of {facts.last_quarter:%d/%m/%Y}, the last before the"
        " quarter of this extract began. Came back: was put right once before."
    )


def _by_rule_line(fault: Fault, facts: Facts, team: str | None) -> list[Styled]:
    rule, life, ran = fault.rule, fault.life, not fault.not_run
    since_load: tuple[int | None, ...] = (life.still_open, life.came_back, life.fixed)
    quarter = (life.quarter_new, life.quarter_open, life.quarter_came_back, life.quarter_fixed)
    counts: tuple[int | None, ...] = (
        rule.tested if team is None else None,
        life.standing,
        life.waived,
        life.new,
        *(since_load if facts.last_load else (None,) * 3),
        *(quarter if facts.last_quarter else (None,) * 4),
        life.oldest,
    )
    return [
        Styled(rule.rule, STRONG),
        severity_cell(rule.severity) if life.standing or not ran else Styled(rule.severity.capitalize()),
        _state(fault),
        Styled(rule.table_name, SMALL),
        Styled(rule.column_name or "(whole table)", SMALL),
        Styled(rule.says),
        Styled(rule.why),
        Styled(rule.fix if ran else f"Could not be run: {rule.reason or 'what it reads was not delivered'}."),
        *(count_cell(count if ran else None) for count in counts),
    ]


def _state(fault: Fault) -> Styled:
    if fault.not_run:
        return Styled("Not run", RED if fault.rule.severity == "critical" else TEXT)
    if fault.life.all_waived:
        return Styled("Waived", GREY)
    return Styled("Failed" if fault.life.standing else "Put right")


def _by_team(book: Book, facts: Facts) -> None:
    columns = [
        Column("Team", 30),
        *(Column(severity.capitalize(), 10, True) for severity in SEVERITIES),
        Column("All", 10, True),
        Column("Waived", 10, True),
        Column("Stop the return", 10, True),
        Column("New", 9, True),
        Column("Still open", 9, True),
        Column("Came back", 9, True),
        Column("Fixed", 9, True),
        Column("New in quarter", 9, True),
        Column("Open over quarter", 9, True),
        Column("Came back in quarter", 9, True),
        Column("Fixed in quarter", 9, True),
        Column("Oldest, in days", 9, True),
        Column("Rules broken most often (findings)", 70),
    ]
    says = "Findings that stand, by the team that holds the record; the most first."
    page = book.page("By team", columns, f"{says} {_compared_with(facts)}")
    page.header(freeze_columns=1)
    for team in facts.standing_by_team:
        page.line(_by_team_line(team, facts))
    if not facts.standing_by_team:
        page.across("Nothing here: no finding stands.")
    page.filter()


def _by_team_line(team: str, facts: Facts) -> list[Styled]:
    faults = facts.by_team[team]
    lives = [fault.life for fault in faults]
    by_severity = [sum(f.life.standing for f in faults if f.rule.severity == s) for s in SEVERITIES]
    stop = sum(f.life.standing - f.life.waived for f in faults if f.rule.severity == "critical")
    since_load = [sum(n) for n in zip(*((v.still_open, v.came_back, v.fixed) for v in lives), strict=True)]
    quarter = [
        sum(n)
        for n in zip(
            *((v.quarter_new, v.quarter_open, v.quarter_came_back, v.quarter_fixed) for v in lives), strict=True
        )
    ]
    worst = sorted((f for f in faults if f.life.standing), key=lambda f: (-f.life.standing, f.rule.rule))
    return [
        Styled(team, STRONG),
        *(count_cell(count) for count in (*by_severity, sum(by_severity))),
        count_cell(sum(life.waived for life in lives)),
        count_cell(stop),
        count_cell(sum(life.new for life in lives)),
        *(count_cell(count if facts.last_load else None) for count in since_load),
        *(count_cell(count if facts.last_quarter else None) for count in quarter),
        count_cell(max((life.oldest for life in lives if life.oldest is not None), default=None)),
        Styled("; ".join(f"{f.rule.rule} ({f.life.standing:,})" for f in worst[:_WORST_RULES])),
    ]


def _all_findings(book: Book, connection: DuckDBPyConnection, standing: int, team: str | None) -> None:
    most = MOST_FINDINGS
    columns = [
        Column("Severity", 10),
        Column("Rule", 40),
        Column("Table", 20),
        Column("Record", 20),
        Column("Person", 16),
        Column("Column", 26),
        Column("Value found", 20),
        Column("What must be true", 44),
        Column("Team", 22),
        Column("Worker", 12),
        Column("Since last load", 11),
        Column("Since last quarter", 11),
        Column("First seen", 12),
        Column("Age, in days", 9, True),
        Column("Waived until", 12),
        Column("File", 24),
        Column("Row", 8, True),
    ]
    says = "Every finding that stands, the worst first. Ids only: look the record up in the case system."
    if standing > most:
        says = f"The first {most:,} of {standing:,} findings, the worst first; findings.csv holds them all. Ids only."
    page = book.page("All findings", columns, says, heading=_heading("All findings", team))
    page.header(freeze_columns=2)
    looks: list[Look] = [SMALL if n in (2, 3, 4, 5, 6, 9, 15) else TEXT for n in range(len(columns))]
    looks[12] = looks[14] = _DATE
    looks[13] = looks[16] = _COUNT
    lines = _finding_lines(connection, team, most)
    page.stream(looks, lines, min(standing, most), wrapped=(1, 3, 5, 6, 7, 8, 15))


def _finding_lines(connection: DuckDBPyConnection, team: str | None, most: int) -> Iterator[list[Any]]:
    result = connection.execute(query("findings"), {"team": team, "most": most})
    while fetched := result.fetchmany(_AT_ONCE):
        for row in fetched:
            severity, *middle, worker, state, since_quarter, first_seen, age, until, file, number = row
            states = _STATES.get(state, state), _STATES.get(since_quarter, words.NOTHING_TO_COUNT)
            yield [severity.capitalize(), *middle, worker, *states, first_seen, age, until, file, number]
