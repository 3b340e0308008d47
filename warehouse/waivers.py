"""Waivers: a named person lets a finding pass, for a reason and until a day. The ledger holds them; nothing else does.

A waiver stands for a load by that load's `extracted_on`, never by the clock, so the same inputs give the same bytes:
from the load it was given on, up to and including its last day. `quality.waivers` in a warehouse is a copy of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import duckdb

from warehouse import ledger
from warehouse.queries import read_queries

GIVEN, ENDED = "waiver", "waiver_ended"
"""The kinds of entry in the ledger."""


@dataclass(frozen=True)
class Waiver:
    """One waiver as given. Without `record_id` it covers every finding of its rule, and a rule that could not run.

    `since` is the extraction day of the load it was given on, `ended_from` that of the load on which somebody ended it
    before its time: from then on it covers nothing.
    """

    rule: str
    record_id: str | None
    name: str
    reason: str
    given_on: date
    until: date
    since: date = date.min
    ended_from: date | None = None

    @property
    def last_day(self) -> date:
        """The last extraction day it covers."""
        return self.until if self.ended_from is None else min(self.until, self.ended_from - timedelta(days=1))

    def stands(self, extracted_on: date) -> bool:
        """Whether it covers a load taken on that day."""
        return self.since <= extracted_on <= self.last_day


@dataclass(frozen=True)
class ShownWaiver:
    """A waiver as a return shows it, without record ids.

    `records` counts the records it names; 0 means every finding of the rule. `findings` counts those it covers now.
    """

    rule: str
    severity: str
    says: str
    records: int
    findings: int
    name: str
    reason: str
    given_on: date
    until: date

    @property
    def covers(self) -> str:
        """What it covers, in words."""
        if not self.records:
            return "every finding of the rule"
        return "one record" if self.records == 1 else f"{self.records:,} named records"


def read_waivers(ledger_path: Path) -> tuple[Waiver, ...]:
    """Every waiver ever given, oldest first. VerificationFailed when the ledger cannot be read."""
    waivers: list[Waiver] = []
    for entry in ledger.read(ledger_path):
        detail = entry.detail
        if entry.kind == GIVEN:
            waivers.append(
                Waiver(
                    rule=str(detail["rule"]),
                    record_id=detail["record_id"],
                    name=str(detail["name"]),
                    reason=str(detail["reason"]),
                    given_on=date.fromisoformat(entry.at[:10]),
                    until=date.fromisoformat(detail["until"]),
                    since=date.fromisoformat(detail["since"]),
                )
            )
        elif entry.kind == ENDED:
            scope, day = (detail["rule"], detail["record_id"]), date.fromisoformat(detail["from"])
            waivers = [
                replace(each, ended_from=day) if (each.rule, each.record_id) == scope and each.stands(day) else each
                for each in waivers
            ]
    return tuple(waivers)


def known_waivers(ledger_path: Path, extracted_on: date) -> tuple[Waiver, ...]:
    """The waivers that were given by the load of that day: a past return is made again with those it was made with."""
    return tuple(waiver for waiver in read_waivers(ledger_path) if waiver.since <= extracted_on)


def put_waivers(connection: duckdb.DuckDBPyConnection, waivers: Iterable[Waiver]) -> None:
    """Fills `quality.waivers` anew; its `until` is the last day that a waiver covers.

    One that was ended on the load it was given on covers nothing, and is left out.
    """
    given = [waiver for waiver in waivers if waiver.since <= waiver.last_day]
    queries = read_queries("waivers.sql")
    connection.execute(queries["clear"])
    if not given:
        return
    connection.execute(
        queries["put"],
        {
            "rules": [waiver.rule for waiver in given],
            "record_ids": [waiver.record_id for waiver in given],
            "names": [waiver.name for waiver in given],
            "reasons": [waiver.reason for waiver in given],
            "given_on": [waiver.given_on for waiver in given],
            "until": [waiver.last_day for waiver in given],
        },
    )


def shown_waivers(connection: duckdb.DuckDBPyConnection, load_id: str, extracted_on: date) -> tuple[ShownWaiver, ...]:
    """The waivers that stand for a load, the worst rule first, with how many of its findings each covers."""
    given = {"load_id": load_id, "extracted_on": extracted_on}
    return tuple(
        ShownWaiver(*row) for row in connection.execute(read_queries("waivers.sql")["shown"], given).fetchall()
    )
