"""A load of three people with something wrong in each part, its validation pages, and a reader of their outline."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from expectations.checks import run_checks
from expectations.rules import rule_catalogue
from expectations.site import write_site
from tests.support.typed_load import EXTRACTED_ON, LOAD, TypedLoad
from warehouse.schema import load_schema
from warehouse.waivers import Waiver, put_waivers

RULES = {rule.id: rule for rule in rule_catalogue(load_schema())}
EARLIER, EARLIER_ON = "2025-12-22-bbbbbbbbbbbb", date(2025, 12, 22)

# Every cell holds a word that would show if a page held a cell.
PEOPLE = """
    pers_person_id | pers_forename | pers_surname | pers_dob   | pers_death_date | pers_upn
    MARKERID1      | MARKERNAME    | MARKERNAME   | 2031-03-07 |                 | MARKERUPN
    MARKERID2      | MARKERNAME    | MARKERNAME   | 2010-03-07 | 2009-03-07      |
    MARKERID2      | MARKERNAME    | MARKERNAME   | 2010-03-07 | 2009-03-07      |
"""
FOUND = (
    "person.born_in_future",
    "person.upn_check_letter",
    "person.died_before_birth",
    "person.same_name_and_birth_date",
    "ssd_person.pers_dob.type",
    "mother.own_child",
)
KEY = "ssd_person.key.unique"
KEPT_TABLES = ("effects_source", "effects", "effect_rules", "measure_reads", "used")


def check(load: TypedLoad, *rules: str, load_id: str = LOAD, on: date = EXTRACTED_ON) -> None:
    """Runs these rules on a load of the three people."""
    load.fill({"ssd_person": PEOPLE, "ssd_mother": "moth_person_id \n MARKERID1"}, absent=["ssd_mother.moth_person_id"])
    load.cast_failure("ssd_person", "pers_dob", "type", "MARKERVALUE", record="MARKERID1")
    load.load_known(load_id, on)
    run_checks(load.connection, load.schema, load_id, on, rules=[RULES[rule] for rule in rules])


def note(load: TypedLoad, kind: str, table: str = "", column: str = "", detail: str = "", count: int = 1) -> None:
    """Adds a note of what was done to the delivery."""
    load.connection.execute(
        "insert into meta.intake values (?, ?, ?, ?, ?, ?)", [LOAD, kind, table, column, detail, count]
    )


def delivered(load: TypedLoad, file: str, table: str, rows: int) -> None:
    """Adds a delivered file."""
    load.connection.execute("insert into meta.files values (?, ?, 99, '', ?, ?, null, null)", [LOAD, file, rows, table])


def waive(load: TypedLoad, rule: str, until: date, record: str | None = None, reason: str = "Checked by phone") -> None:
    """Puts one waiver in the place of those there are."""
    put_waivers(load.connection, [Waiver(rule, record, "Dana Manager", reason, date(2026, 1, 5), until)])


def write(load: TypedLoad, folder: Path) -> str:
    """Writes the pages and gives the text of the first."""
    return write_site(load.connection, LOAD, folder, "Invented Council", "1.2.3").read_text(encoding="utf-8")


def shown(load: TypedLoad, folder: Path, critical: bool = True) -> str:
    """The first page of the load, with a repeated key or without."""
    check(load, *FOUND, *([KEY] if critical else []))
    delivered(load, "people.csv", "ssd_person", 3)
    note(load, "spelling_mapped", "ssd_person", "pers_sex", "sex: F (rule)", 2)
    return write(load, folder)


def forget(load: TypedLoad) -> None:
    """Forgets what `TypedLoad.clear` does not know of."""
    load.connection.execute("delete from quality.waivers")
    for name in KEPT_TABLES:
        load.connection.execute(f"drop table if exists quality.{name}")


def text_of(html: str) -> str:
    """The words of the main part, without tags, its spaces run together."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2])).replace("&#39;", "'")


class Outline(HTMLParser):
    """Headings, landmarks, table cells and anything that would be fetched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    @property
    def links(self) -> list[str]:
        return [str(attributes["href"]) for tag, attributes in self.tags if tag == "a" and "href" in attributes]

    @property
    def ids(self) -> set[str]:
        return {str(attributes["id"]) for _, attributes in self.tags if "id" in attributes}
