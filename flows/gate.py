"""The gate: may this load's return go? Critical findings that nobody waived say no, as many as the settings allow.

Major findings flag the measures they touch and stop a return only where the authority set how many it allows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from flows.settings import Gate
from warehouse.summary import GateRule, ended_waivers, gate_rules

_NAMED = 5
WHAT_TO_DO = (
    "Correct them in the case system and refresh; or let a named person waive them with `quarterlight waive RULE`; "
    "or write a marked draft with --draft."
)


@dataclass(frozen=True)
class Verdict:
    """Whether a return may go. `reason` says why not, by rules and counts, and is empty when it may.

    `critical` and `major` count the findings that nobody waived, `waived` the critical ones that somebody did.
    """

    critical: int
    major: int
    waived: int
    reason: str

    @property
    def may_go(self) -> bool:
        return not self.reason


def judge(connection: duckdb.DuckDBPyConnection, load_id: str, gate: Gate) -> Verdict:
    """The verdict on a load; its waivers must be in quality.waivers."""
    return verdict(gate_rules(connection, load_id), ended_waivers(connection, load_id), gate)


def verdict(rules: Sequence[GateRule], ended: Mapping[str, date], gate: Gate) -> Verdict:
    """The verdict on rules with findings; `ended` holds the last day of waivers that no longer stand, by rule."""
    critical = [rule for rule in rules if rule.severity == "critical" and rule.unwaived]
    major = [rule for rule in rules if rule.severity == "major" and rule.unwaived]
    count = {name: sum(rule.unwaived for rule in group) for name, group in (("critical", critical), ("major", major))}
    allowed = {"critical": gate.critical_findings_allowed, "major": gate.major_findings_allowed}
    reasons = []
    for name, group in (("critical", critical), ("major", major)):
        most = allowed[name]
        if most is not None and count[name] > most:
            reasons.append(f"{_stand(count[name], name, most)}: {_named(group)}{_ended(group, ended)}")
    return Verdict(
        critical=count["critical"],
        major=count["major"],
        waived=sum(rule.waived for rule in rules if rule.severity == "critical"),
        reason="; ".join(reasons),
    )


def _stand(count: int, severity: str, allowed: int) -> str:
    stands = f"{count:,} {severity} finding{' stands' if count == 1 else 's stand'}"
    return f"{stands} ({allowed:,} allowed)" if allowed else stands


def _named(rules: Sequence[GateRule]) -> str:
    names = [f"{rule.rule} ({'could not run' if rule.could_not_run else f'{rule.unwaived:,}'})" for rule in rules]
    return ", ".join(names[:_NAMED]) + (f", and {len(names) - _NAMED} more rules" if len(names) > _NAMED else "")


def _ended(rules: Sequence[GateRule], ended: Mapping[str, date]) -> str:
    """Which of the rules somebody waived until a day that is past. By whom the ledger says: this reaches logs."""
    said = [
        f"the waiver of {rule.rule} ended: it held for extracts up to {ended[rule.rule]:%d/%m/%Y}"
        for rule in rules
        if rule.rule in ended
    ]
    return "".join(f"; {each}" for each in dict.fromkeys(said[:_NAMED]))
