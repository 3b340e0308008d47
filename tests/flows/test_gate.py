"""The gate: what stops a return, in which words, and what the authority's settings change of it."""

from datetime import date

import pytest

from flows.gate import verdict
from flows.settings import Gate
from warehouse.summary import GateRule

KEY = GateRule("contacts.key", "critical", 2, 1, could_not_run=False)
CRASHED = GateRule("plans.key", "critical", 1, 0, could_not_run=True)
WAIVED = GateRule("persons.key", "critical", 0, 5, could_not_run=False)
MAJOR = GateRule("contacts.date", "major", 10, 3, could_not_run=False)


@pytest.mark.parametrize(
    ("rules", "gate", "reason"),
    [
        ((), Gate(), ""),
        ((WAIVED, MAJOR), Gate(), ""),
        ((KEY,), Gate(), "2 critical findings stand: contacts.key (2)"),
        ((CRASHED,), Gate(), "1 critical finding stands: plans.key (could not run)"),
        ((KEY, CRASHED, WAIVED), Gate(), "3 critical findings stand: contacts.key (2), plans.key (could not run)"),
        ((KEY,), Gate(critical_findings_allowed=2), ""),
        ((KEY, CRASHED), Gate(critical_findings_allowed=2), "3 critical findings stand (2 allowed): contacts.key"),
        ((MAJOR,), Gate(major_findings_allowed=10), ""),
        ((MAJOR,), Gate(major_findings_allowed=9), "10 major findings stand (9 allowed): contacts.date (10)"),
        ((KEY, MAJOR), Gate(major_findings_allowed=0), "contacts.key (2); 10 major findings stand: contacts.date (10)"),
    ],
)
def test_what_nobody_waived_stops_a_return_past_what_is_allowed(
    rules: tuple[GateRule, ...], gate: Gate, reason: str
) -> None:
    said = verdict(rules, {}, gate)
    assert reason in said.reason
    assert said.may_go is (not reason)


def test_it_counts_what_stands_and_what_is_waived() -> None:
    said = verdict((KEY, CRASHED, WAIVED, MAJOR), {}, Gate())
    assert (said.critical, said.major, said.waived) == (3, 10, 6)


def test_of_many_rules_five_are_named_and_the_rest_counted() -> None:
    many = [GateRule(f"rule.{number}", "critical", 1, 0, could_not_run=False) for number in range(7)]
    assert verdict(many, {}, Gate()).reason.endswith("rule.4 (1), and 2 more rules")


def test_a_waiver_that_ended_is_said_of_a_rule_that_stops_the_return_and_of_no_other() -> None:
    ended = {"contacts.key": date(2026, 9, 30), "contacts.date": date(2026, 9, 30)}
    said = verdict((KEY, MAJOR), ended, Gate())
    assert said.reason == (
        "2 critical findings stand: contacts.key (2); the waiver of contacts.key ended: it held for extracts up to"
        " 30/09/2026"
    )
