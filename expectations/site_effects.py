"""What the findings do to each measure, as the last computation of the measures left it in the warehouse."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import duckdb

from expectations.known import queries

_WORST_FIRST = ("red", "amber", "green", "")
_ISO_DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
LEFT_OUT = "left out: "
LEFT_OUT_WORDS = {"G4": "no date", "G5": "a date that cannot be"}


@dataclass(frozen=True)
class EffectRule:
    """A rule, or a reason for which records were left out, behind the records of a measure that have findings."""

    rule: str
    severity: str
    records: int | None

    @property
    def left_out(self) -> str:
        """Why records were left out; empty for a rule."""
        if not self.rule.startswith(LEFT_OUT):
            return ""
        reason = self.rule.removeprefix(LEFT_OUT)
        return LEFT_OUT_WORDS.get(reason, reason)


@dataclass(frozen=True)
class Effect:
    """One measure in its own window of the quarter: its records, those with findings, and its flag."""

    measure: str
    title: str
    period: str
    kind: str
    period_start: date | None
    period_end: date | None
    status: str
    reason: str
    records: int
    affected: int
    flag: str
    rules: Sequence[EffectRule] = ()

    @property
    def window(self) -> str:
        """What the measure looks at, such as `12 months to 30 September 2026`."""
        if self.period_end is None:
            return ""
        end = f"{self.period_end.day} {self.period_end:%B %Y}"
        months = {"rolling_12_months": "12 months to ", "rolling_36_months": "36 months to ", "flow": "3 months to "}
        return f"{months.get(self.kind, 'On ')}{end}"


@dataclass(frozen=True)
class Effects:
    """Every measure and what touches it. `kept` is False where no computation left anything in the warehouse.

    `as_of` is the load the measures were computed for; `checked_since` says whether its rules were run again after.
    """

    kept: bool
    measures: Sequence[Effect] = ()
    as_of: date | None = None
    is_this_load: bool = True
    checked_since: bool = False
    reads: Mapping[tuple[str, str], Sequence[tuple[str, str]]] = field(default_factory=dict)
    trust_amber: str = "1"
    trust_red: str = "5"

    @property
    def period(self) -> str:
        return self.measures[0].period if self.measures else ""

    def flagged(self, flag: str) -> list[Effect]:
        return [each for each in self.measures if each.flag == flag]

    @property
    def with_figure(self) -> list[Effect]:
        return [each for each in self.measures if each.status == "ok"]

    @property
    def touched(self) -> list[Effect]:
        """The measures with a figure and something wrong behind it, red first."""
        return [each for each in self.with_figure if each.affected or each.flag in ("red", "amber")]

    @property
    def clean(self) -> list[Effect]:
        """The measures with a figure and nothing wrong behind it."""
        return [each for each in self.with_figure if not each.affected and each.flag not in ("red", "amber")]

    @property
    def nothing_to_count(self) -> list[Effect]:
        return [each for each in self.measures if each.status == "no_records"]

    @property
    def not_available(self) -> list[tuple[str, list[Effect]]]:
        """The measures without a figure, by the reason why."""
        reasons: dict[str, list[Effect]] = {}
        for each in self.measures:
            if each.status == "not_available":
                reasons.setdefault(_ISO_DATE.sub(_in_words, each.reason), []).append(each)
        return sorted(reasons.items(), key=lambda entry: (-len(entry[1]), entry[0]))

    @property
    def readers(self) -> dict[str, int]:
        """How many measures read each table."""
        found: dict[str, set[str]] = {}
        for (table, _), measures in self.reads.items():
            found.setdefault(table, set()).update(measure for measure, _ in measures)
        return {table: len(measures) for table, measures in found.items()}

    def touched_by(self, columns: Sequence[str], table: str) -> list[tuple[str, str]]:
        """(measure, title) of each that reads one of the columns (`table.column`), or where none is given the table."""
        found: dict[str, str] = {}
        for (name, column), measures in self.reads.items():
            if f"{name}.{column}" in columns or (not columns and name == table):
                found.update(measures)
        return sorted(found.items(), key=lambda entry: (entry[1], entry[0]))

    def of_rule(self, rule: str) -> dict[str, tuple[Effect, int | None]]:
        """The measures whose records a rule's findings touch, with how many."""
        return {
            each.measure: (each, behind.records)
            for each in self.measures
            for behind in each.rules
            if behind.rule == rule
        }


def read_effects(connection: duckdb.DuckDBPyConnection, load_id: str) -> Effects:
    """What `transforms.effects` kept; nothing where the measures were never computed."""
    sql = queries("site.sql")
    if len(connection.execute(sql["kept_tables"]).fetchall()) < 5:
        return Effects(False)
    behind: dict[str, list[EffectRule]] = {}
    for measure, rule, severity, records in connection.execute(sql["effect_rules"]).fetchall():
        behind.setdefault(measure, []).append(EffectRule(rule, severity, records))
    reads: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for table, column, measure, title in connection.execute(sql["measure_reads"]).fetchall():
        reads.setdefault((table, column), []).append((measure, title))
    settings = dict(connection.execute(sql["settings"]).fetchall())
    at = {"load_id": load_id}
    failing = {rule for (rule,) in connection.execute(sql["unwaived_critical"], at).fetchall()}
    as_of, is_this_load, is_same_check = connection.execute(sql["effects_source"], at).fetchall()[0]
    effects = [_effect(row, behind.get(row[0], []), failing) for row in connection.execute(sql["effects"]).fetchall()]
    return Effects(
        kept=True,
        measures=sorted(effects, key=lambda each: (_WORST_FIRST.index(each.flag), -each.affected)),
        as_of=as_of,
        is_this_load=is_this_load,
        checked_since=is_this_load and not is_same_check,
        reads=reads,
        trust_amber=settings.get("trust_amber_percent", "1"),
        trust_red=settings.get("trust_red_percent", "5"),
    )


def _effect(row: Sequence[Any], behind: Sequence[EffectRule], failing: Collection[str]) -> Effect:
    """The measure with its flag as it is now: a critical rule on what it reads makes it red, unless it was waived."""
    counted = [each for each in behind if each.records is not None]
    known = {each.rule for each in counted}
    critical = [each for each in behind if each.records is None and each.rule in failing]
    flag = "red" if critical and row[-1] else row[-1]
    rules = (*counted, *(each for each in critical if each.rule not in known))
    return replace(Effect(*row), flag=flag, rules=rules)


def _in_words(found: re.Match[str]) -> str:
    """`5 October 2022` for 2022-10-05: days that a source covers read as people write them."""
    day = date.fromisoformat(found[1])
    return f"{day.day} {day:%B %Y}"
