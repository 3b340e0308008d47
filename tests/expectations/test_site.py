"""The validation pages: the verdict first, each rule's page behind it, and links that lead somewhere."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from expectations.checks import run_checks
from expectations.known import queries
from expectations.site import read_page, write_site
from tests.support.typed_load import EXTRACTED_ON, LOAD, TypedLoad
from tests.support.validation_page import (
    EARLIER,
    EARLIER_ON,
    FOUND,
    KEY,
    PEOPLE,
    RULES,
    Outline,
    check,
    forget,
    shown,
    text_of,
    waive,
    write,
)
from transforms.effects import Effects, keep_effects

ENDED, STANDS = date(2026, 1, 11), date(2026, 1, 12)


@pytest.fixture(autouse=True)
def _forgotten(load: TypedLoad) -> Iterator[None]:
    forget(load)
    yield
    forget(load)


@pytest.fixture
def html(load: TypedLoad, tmp_path: Path) -> str:
    return shown(load, tmp_path)


@pytest.fixture
def pages(html: str, tmp_path: Path) -> dict[str, str]:
    """Every page of the folder by its path in it."""
    assert html
    return {
        path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")
    }


def test_the_verdict_stands_first_and_says_no_while_a_critical_finding_stands(html: str) -> None:
    text = text_of(html)
    assert text.index("May this return go? No.") < text.index("What could not be checked")
    assert "2 critical findings stand that nobody has waived" in text
    assert "<title>No: may this return go?" in html


def test_it_says_yes_when_none_stands(load: TypedLoad, tmp_path: Path) -> None:
    text = text_of(shown(load, tmp_path, critical=False))
    assert "May this return go? Yes." in text
    assert "No critical finding stands." in text
    assert "4 major findings flag the measures they touch" in text


def test_it_says_yes_with_waivers_when_each_is_waived(load: TypedLoad, tmp_path: Path) -> None:
    check(load, KEY)
    waive(load, KEY, STANDS)
    text = text_of(write(load, tmp_path))
    assert "May this return go? Yes, with waivers." in text
    assert "2 critical findings stand, and a named person has let each of them pass" in text
    assert "0 critical findings that nobody waived 2 critical findings waived" in text
    assert "every finding of the rule 2 Dana Manager Checked by phone 5 January 2026 12 January 2026" in text


def test_a_waiver_that_ended_is_said_beside_the_verdict(load: TypedLoad, tmp_path: Path) -> None:
    check(load, KEY)
    waive(load, KEY, ENDED)
    html = write(load, tmp_path)
    verdict = text_of(html).partition("On this page")[0]
    assert "May this return go? No." in verdict
    assert f"Dana Manager&rsquo;s waiver of {KEY} ended on 11 January 2026: 2 findings count again." in verdict
    assert "No waiver stands." in text_of(html)


def test_a_waiver_of_one_record_is_shown_without_its_record(load: TypedLoad, tmp_path: Path) -> None:
    check(load, KEY)
    waive(load, KEY, STANDS, record="MARKERID2")
    html = write(load, tmp_path)
    assert "one record 2 Dana Manager" in text_of(html)
    assert "MARKER" not in html + (tmp_path / "rules" / f"{KEY}.html").read_text(encoding="utf-8")


def test_what_the_settings_allow_changes_the_verdict_as_it_changes_the_gate(load: TypedLoad, tmp_path: Path) -> None:
    check(load, *FOUND, KEY)
    con = load.connection
    try:
        con.execute("insert into ref.setting values ('critical_findings_allowed', '2')")
        assert "2 critical findings stand, no more than the 2 that this council" in text_of(write(load, tmp_path))
        con.execute("insert into ref.setting values ('major_findings_allowed', '3')")
        assert "4 major findings stand , and this council" in text_of(write(load, tmp_path))
    finally:
        con.execute("delete from ref.setting where name like '%_findings_allowed'")


def test_rules_that_could_not_run_come_before_any_finding(html: str) -> None:
    assert html.index("ssd_mother.moth_person_id was not delivered") < html.index('<h2 id="critical">')
    assert 'href="rules/mother.own_child.html"' in html


def test_a_critical_rule_that_could_not_run_is_no_pass(load: TypedLoad) -> None:
    load.fill({"ssd_person": PEOPLE})
    load.load_known(LOAD, EXTRACTED_ON)
    broken = replace(RULES["person.older_than_120"], severity="critical", condition="no_such_column")
    run_checks(load.connection, load.schema, LOAD, EXTRACTED_ON, rules=[broken])
    verdict = read_page(load.connection, LOAD, load.schema).verdict
    assert not verdict.may_go
    assert verdict.crashed == 1


def test_what_is_new_is_told_since_the_last_load_and_since_the_last_quarter(load: TypedLoad, tmp_path: Path) -> None:
    check(load, "person.born_in_future", load_id=EARLIER, on=EARLIER_ON)
    check(load, "person.born_in_future", "person.died_before_birth")
    html = write(load, tmp_path)
    text = text_of(html)
    assert "Since the last load: compared with the data taken on 22 December 2025" in text
    assert "Since the last quarter: compared with the data taken on 22 December 2025" in text
    assert text.count("Major 2 0 2 0") == 2
    assert "Rules with findings that are new or came back" in text
    page = read_page(load.connection, LOAD, load.schema)
    assert [rule.id for rule in page.newly_found] == ["person.died_before_birth"]
    assert page.trends["person.born_in_future"].words == "1, 1"
    assert page.trends["person.died_before_birth"].words == "–, 2"
    assert "Major: from 2 to 4" in text


def test_a_first_load_has_nothing_to_compare_with(html: str) -> None:
    assert "this is the first load, so every finding is new" in text_of(html)
    assert "This shows from the second load on." in text_of(html)


def test_no_name_id_birth_date_or_cell_is_on_any_page(pages: dict[str, str]) -> None:
    assert {"index.html", "rules/index.html", f"rules/{KEY}.html", "rules/mother.own_child.html"} < set(pages)
    for name, html in pages.items():
        for marker in ("MARKER", "2031-03-07", "07/03/2031", "2010-03-07", "2009-03-07", "7 March"):
            assert marker not in html, name


def test_the_queries_behind_the_pages_give_no_cell(load: TypedLoad) -> None:
    check(load, *FOUND, KEY)
    con = load.connection
    keep_effects(con, LOAD, Effects([], [], [], []))
    con.execute(queries("site.sql")["life"], {"load_id": LOAD})
    forbidden = {"record_id", "person_id", "value", "source_row", "source_file", "team", "worker", "message", "cell"}
    for name, sql in queries("site.sql").items():
        if name in ("life", "moved"):
            continue
        statement = sql.replace("{table}", "ssd_person")
        given = {"load_id": LOAD} if "$load_id" in statement else None
        columns = {column[0] for column in con.execute(statement, given).description or ()}
        assert columns.isdisjoint(forbidden), name


def test_every_failing_rule_has_a_page_that_says_why_and_what_to_do(pages: dict[str, str]) -> None:
    for rule in ("person.born_in_future", "person.died_before_birth", "ssd_person.pers_dob.type"):
        html = pages[f"rules/{rule}.html"]
        for words in (RULES[rule].says, RULES[rule].why, RULES[rule].fix):
            assert words in html.replace("&#39;", "'")
        assert f"<code>{RULES[rule].columns[0]}</code>" in html
        assert f'href="rules/{rule}.html"' in pages["index.html"]


def test_a_rule_that_passed_has_no_page_but_is_listed(load: TypedLoad, tmp_path: Path) -> None:
    check(load, "person.older_than_120", *FOUND)
    write(load, tmp_path)
    listed = (tmp_path / "rules" / "index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "rules" / "person.older_than_120.html").exists()
    assert RULES["person.older_than_120"].says in listed.replace("&#39;", "'")


def test_a_page_with_nothing_left_to_say_is_removed(load: TypedLoad, tmp_path: Path) -> None:
    check(load, *FOUND)
    write(load, tmp_path)
    assert (tmp_path / "rules" / "person.born_in_future.html").exists()
    load.connection.execute("delete from quality.rules; delete from quality.findings; delete from meta.loads")
    check(load, "person.older_than_120")
    write(load, tmp_path)
    left = {path.name for path in (tmp_path / "rules").iterdir()}
    assert left == {"index.html", "ssd_person.pers_dob.type.html"}


def test_the_effect_on_each_measure_is_told_by_flag_rule_and_reason(load: TypedLoad, tmp_path: Path) -> None:
    check(load, *FOUND, KEY)
    window = ("2025-26-Q3", "flow", date(2025, 10, 1), date(2025, 12, 31))
    effects = [
        ("hurt", "Hurt measure", *window, "ok", None, 200, 30, "red"),
        ("keyed", "Keyed measure", *window, "ok", None, 100, 0, "green"),
        ("clean", "Clean measure", *window, "ok", None, 40, 0, "green"),
        ("lost", "Lost measure", *window, "not_available", "no source delivered ssd_send", 0, 0, None),
        ("short", "Short measure", *window, "not_available", "ssd_send is covered from 2024-07-01 only", 0, 0, None),
        ("empty", "Empty measure", *window, "no_records", None, 0, 0, None),
    ]
    rules = [("hurt", "person.born_in_future", "major", 30), ("keyed", KEY, "critical", None)]
    reads = [
        ("hurt", "Hurt measure", "ssd_person", "pers_dob"),
        ("keyed", "Keyed measure", "ssd_person", "pers_person_id"),
    ]
    keep_effects(load.connection, LOAD, Effects(effects, rules, reads, [("ssd_person", 3, 1, 1)]))
    text = text_of(write(load, tmp_path))
    assert "6 measures: 2 red , 0 amber , 1 green ; 1 with nothing to count; 2 not available." in text
    assert "Hurt measure 3 months to 31 December 2025 Red 200 30 15.0 % person.born_in_future (30)" in text
    assert f"Keyed measure 3 months to 31 December 2025 Red 100 0 0.0 % Critical {KEY}" in text
    assert "No source delivered ssd_send: Lost measure" in text
    assert "Ssd_send is covered from 1 July 2024 only: Short measure" in text
    rule = text_of((tmp_path / "rules" / "person.born_in_future.html").read_text(encoding="utf-8"))
    assert "Hurt measure 3 months to 31 December 2025 30 200 Red" in rule
    waive(load, KEY, STANDS)
    assert "1 red , 0 amber , 2 green" in text_of(write(load, tmp_path))


def test_effects_of_an_earlier_check_or_load_say_as_of_when(load: TypedLoad, tmp_path: Path) -> None:
    check(load, *FOUND)
    one = ("m", "A measure", "2025-26-Q3", "flow", EXTRACTED_ON, EXTRACTED_ON, "ok", None, 1, 0, "green")
    keep_effects(load.connection, LOAD, Effects([one], [], [], []))
    assert "As of" not in text_of(write(load, tmp_path))
    load.connection.execute("delete from quality.rules where rule = 'person.born_in_future'")
    assert "As of the last refresh: the rules have been run again since" in text_of(write(load, tmp_path))
    load.load_known(EARLIER, EARLIER_ON)
    keep_effects(load.connection, EARLIER, Effects([one], [], [], []))
    assert "As of the load of 22 December 2025: the measures have not been computed" in text_of(write(load, tmp_path))


def test_the_same_load_gives_the_same_bytes(load: TypedLoad, tmp_path: Path) -> None:
    shown(load, tmp_path / "a")
    write(load, tmp_path / "b")
    first = {path.relative_to(tmp_path / "a"): path.read_bytes() for path in (tmp_path / "a").rglob("*.html")}
    again = {path.relative_to(tmp_path / "b"): path.read_bytes() for path in (tmp_path / "b").rglob("*.html")}
    assert first == again
    assert all(b"\r" not in content for content in first.values())


def test_every_page_stands_by_itself_and_every_link_leads_to_a_page_of_the_folder(pages: dict[str, str]) -> None:
    ids = {name: Outline(html).ids for name, html in pages.items()}
    for name, html in pages.items():
        assert {tag for tag, _ in Outline(html).tags}.isdisjoint({"script", "link", "img", "iframe", "object", "base"})
        assert "url(" not in html
        assert "@import" not in html
        assert "http" not in html
        for link in Outline(html).links:
            path, _, anchor = link.partition("#")
            target = name if not path else path.removeprefix("../") if path.startswith("../") else beside(name, path)
            assert target in pages, (name, link)
            assert not anchor or anchor in ids[target], (name, link)


def beside(name: str, path: str) -> str:
    return f"{name.rpartition('/')[0]}/{path}" if "/" in name else path


def test_headings_landmarks_and_table_headers_guide_a_screen_reader(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        outline = Outline(html)
        assert outline.headings[0] == 1, name
        assert outline.headings.count(1) == 1, name
        steps = zip(outline.headings, outline.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), name
        tags = [tag for tag, _ in outline.tags]
        assert {"header", "main", "nav", "footer"} <= set(tags), name
        scopes = {attributes.get("scope") for tag, attributes in outline.tags if tag == "th"}
        assert scopes <= {"col", "row", "rowgroup"}, name
        assert tags.count("caption") == tags.count("table"), name
        assert '<html lang="en-GB">' in html
        regions = [attributes for _, attributes in outline.tags if attributes.get("role") == "region"]
        assert all(attributes.get("aria-label") and attributes.get("tabindex") == "0" for attributes in regions), name
        pictures = [attributes for tag, attributes in outline.tags if tag == "svg"]
        assert all(attributes.get("aria-hidden") == "true" for attributes in pictures), name


def test_nothing_is_said_by_colour_alone(html: str) -> None:
    """Every coloured tag holds the word for what its colour means."""
    said = {tuple(found) for found in re.findall(r'<span class="tag (\w+)">([^<]+)</span>', html)}
    assert all(words.casefold().startswith(kind) or kind in ("yes", "no") for kind, words in said)


def test_a_page_for_a_load_that_was_never_checked_is_still_a_page(load: TypedLoad, tmp_path: Path) -> None:
    html = write_site(load.connection, "2026-01-12-none", tmp_path).read_text(encoding="utf-8")
    assert "12 January 2026" in html
    assert read_page(load.connection, "2026-01-12-none", load.schema).extracted_on == date(2026, 1, 12)
