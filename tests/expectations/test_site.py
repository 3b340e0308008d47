"""The validation page: the verdict first, counts that add up, and nothing of anybody on it."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from expectations.checks import run_checks
from expectations.known import queries
from expectations.rules import rule_catalogue
from expectations.site import read_page, write_site
from tests.support.system import program
from tests.support.typed_load import EXTRACTED_ON, LOAD, TypedLoad
from warehouse.schema import load_schema

RULES = {rule.id: rule for rule in rule_catalogue(load_schema())}

# Every cell holds a word that would show if the page held a cell.
PEOPLE = """
    pers_person_id | pers_forename | pers_surname | pers_dob   | pers_death_date | pers_upn
    MARKERID1      | MARKERNAME    | MARKERNAME   | 2031-03-07 |                 | MARKERUPN
    MARKERID2      | MARKERNAME    | MARKERNAME   | 2010-03-07 | 2009-03-07      |
    MARKERID2      | MARKERNAME    | MARKERNAME   | 2010-03-07 | 2009-03-07      |
"""


def shown(load: TypedLoad, folder: Path, critical: bool = True) -> str:
    """The page of a load of three people, with a repeated key or without."""
    rules = [
        RULES["person.born_in_future"],
        RULES["person.upn_check_letter"],
        RULES["person.died_before_birth"],
        RULES["person.same_name_and_birth_date"],
        RULES["ssd_person.pers_dob.type"],
        RULES["mother.own_child"],
    ]
    load.fill({"ssd_person": PEOPLE, "ssd_mother": "moth_person_id \n MARKERID1"}, absent=["ssd_mother.moth_person_id"])
    load.cast_failure("ssd_person", "pers_dob", "type", "MARKERVALUE", record="MARKERID1")
    load.load_known(LOAD, EXTRACTED_ON)
    con = load.connection
    con.execute("insert into meta.files values (?, 'people.csv', 99, '', 3, 'ssd_person', null, null)", [LOAD])
    con.execute("insert into meta.intake values (?, 'spelling_mapped', 'ssd_person', 'pers_sex', 'sex F', 2)", [LOAD])
    rules = [*rules, RULES["ssd_person.key.unique"]] if critical else rules
    run_checks(con, load.schema, LOAD, EXTRACTED_ON, rules=rules)
    return write_site(con, LOAD, folder, authority_name="Invented Council", version="1.2.3").read_text(encoding="utf-8")


@pytest.fixture
def html(load: TypedLoad, tmp_path: Path) -> str:
    return shown(load, tmp_path)


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


def test_the_verdict_stands_first_and_says_no_while_a_critical_finding_stands(html: str) -> None:
    text = re.sub(r"<[^>]+>", " ", html.partition("<main")[2])
    assert text.index("May this return go? No.") < text.index("Rules that could not run")
    assert "2 critical findings stand" in text


def test_it_says_yes_when_none_stands(load: TypedLoad, tmp_path: Path) -> None:
    html = shown(load, tmp_path, critical=False)
    assert "May this return go? Yes." in html
    assert "4 major findings flag" in html


def test_rules_that_could_not_run_come_before_any_finding(html: str) -> None:
    assert html.index("ssd_mother.moth_person_id was not delivered") < html.index('<h2 id="critical">')
    assert "<code>mother.own_child</code>" in html


def test_a_critical_rule_that_could_not_run_is_no_pass(load: TypedLoad) -> None:
    load.fill({"ssd_person": PEOPLE})
    broken = replace(RULES["person.older_than_120"], severity="critical", condition="no_such_column")
    run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON, rules=[broken])
    assert not read_page(load.connection, LOAD, load.schema).may_go


def test_no_name_id_birth_date_or_cell_is_on_the_page(html: str) -> None:
    assert "MARKER" not in html
    for day in ("2031-03-07", "07/03/2031", "2010-03-07", "2009-03-07", "7 March"):
        assert day not in html


def test_the_queries_behind_the_page_select_no_cell() -> None:
    for name, sql in queries("site.sql").items():
        assert not re.search(r"\b(record_id|person_id|value|source_row|team|worker)\b", sql), name


def test_every_failing_rule_says_why_and_what_to_do(html: str) -> None:
    for rule in ("person.born_in_future", "person.died_before_birth", "ssd_person.pers_dob.type"):
        assert f"<code>{rule}</code>" in html
        assert RULES[rule].says in html.replace("&#39;", "'")
        assert RULES[rule].fix in html.replace("&#39;", "'")


def test_the_rows_add_up_from_the_files_to_the_history(load: TypedLoad, tmp_path: Path) -> None:
    shown(load, tmp_path)
    con = load.connection
    insert = "insert into history.ssd_person (pers_person_id, row_hash, known_to) values (?, ?, 'infinity')"
    try:
        for number in (2, 3, 4):
            con.execute(f"{insert.replace('?, ?', '?, md5(?)')}", ["x", str(number)])
        con.execute(insert, ["older", "of an earlier load"])
        people = next(line for line in read_page(con, LOAD, load.schema).tables if line.name == "ssd_person")
        assert (people.in_files, people.typed, people.kept, people.in_history) == (3, 3, 1, 4)
        assert people.adds_up
        con.execute("delete from history.ssd_person where row_hash = md5('2')")
        people = next(line for line in read_page(con, LOAD, load.schema).tables if line.name == "ssd_person")
        assert not people.adds_up
    finally:
        con.execute("delete from history.ssd_person")


def test_the_same_load_gives_the_same_bytes(load: TypedLoad, tmp_path: Path) -> None:
    first = shown(load, tmp_path)
    again = write_site(load.connection, LOAD, tmp_path / "b", authority_name="Invented Council", version="1.2.3")
    assert again.read_text(encoding="utf-8") == first
    assert "\r" not in first


def test_the_page_is_one_file_that_fetches_nothing(html: str) -> None:
    for tag, attributes in Outline(html).tags:
        assert tag not in ("script", "link", "img", "iframe", "object")
        assert attributes.get("href", "#").startswith("#")
        assert "src" not in attributes
    assert "url(" not in html
    assert "@import" not in html


def test_headings_landmarks_and_table_headers_guide_a_screen_reader(html: str) -> None:
    outline = Outline(html)
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    tags = [tag for tag, _ in outline.tags]
    assert {"header", "main", "nav", "footer"} <= set(tags)
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in outline.tags if tag == "th")
    assert tags.count("caption") == tags.count("table")
    assert '<html lang="en-GB">' in html
    ids = {attributes["id"] for _, attributes in outline.tags if "id" in attributes}
    targets = {a["href"][1:] for tag, a in outline.tags if tag == "a" and "href" in a}
    assert targets <= ids


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("--ink", "--paper"),
        ("--quiet", "--paper"),
        ("--quiet", "--wash"),
        ("--link", "--paper"),
        ("--stop", "--paper"),
        ("--go", "--paper"),
        ("--paper", "--stop"),
        ("--paper", "--warn"),
        ("--paper", "--note"),
        ("--paper", "--go"),
        ("--paper", "--ink"),
    ],
)
def test_text_can_be_read_against_what_is_behind_it(html: str, text: str, behind: str) -> None:
    """WCAG 2.2 AA: a contrast of at least 4.5 to 1."""
    colours = dict(re.findall(r"(--\w+): (#[0-9a-f]{6})", html))
    light, dark = sorted((luminance(colours[text]), luminance(colours[behind])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_page_for_a_load_that_was_never_checked_is_still_a_page(load: TypedLoad, tmp_path: Path) -> None:
    html = write_site(load.connection, "2026-01-12-none", tmp_path).read_text(encoding="utf-8")
    assert "12 January 2026" in html
    assert read_page(load.connection, "2026-01-12-none", load.schema).extracted_on == date(2026, 1, 12)


@pytest.mark.servers
def test_it_works_in_a_browser(load: TypedLoad, tmp_path: Path) -> None:
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    shown(load, tmp_path)
    with sync.sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url))
        page.goto((tmp_path / "index.html").as_uri())
        assert fetched == [(tmp_path / "index.html").as_uri()]
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#main"
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.locator("#verdict").is_visible()
        browser.close()
