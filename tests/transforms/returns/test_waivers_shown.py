"""Waivers and drafts as readers of a return see them: the sheet, the page of words, the pages behind a draft."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook

from tests.support.small_return import make_context
from transforms.catalogue import Catalogue
from transforms.returns import board, monitoring, words
from transforms.returns.annex_a_pages import read_me_lines
from transforms.returns.context import ReturnContext
from transforms.returns.package import copy_validation, mark_draft
from warehouse.waivers import ShownWaiver

WAIVER = ShownWaiver(
    rule="contacts.key",
    severity="critical",
    says="No two contacts have the same id.",
    records=2,
    findings=1234,
    name="=Ada Head",
    reason="-The supplier mends it",
    given_on=date(2026, 10, 6),
    until=date(2026, 12, 31),
)
OF_NO_LOAD = replace(WAIVER, rule="persons.key", severity="", says="", records=0, findings=0)


def with_waivers() -> ReturnContext:
    return replace(make_context(), waivers=(WAIVER, OF_NO_LOAD), own_severities=(("contacts.late", "minor"),))


def sheet(path: Path) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(path)["Waivers"].iter_rows()]


@pytest.mark.parametrize("module", [board, monitoring], ids=["board-pack", "monitoring-return"])
def test_the_sheet_says_who_waived_what_why_and_until_when(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, module: Any
) -> None:
    module.write(connection, with_waivers(), catalogue, tmp_path / "it.xlsx")
    rows = sheet(tmp_path / "it.xlsx")
    start = next(number for number, row in enumerate(rows) if row[0] == "Rule")
    assert rows[start + 1] == [
        "contacts.key",
        "Critical",
        "No two contacts have the same id.",
        "2 named records",
        1234,
        "=Ada Head",
        datetime(2026, 10, 6),
        "-The supplier mends it",
        datetime(2026, 12, 31),
    ]
    assert rows[start + 2][:5] == ["persons.key", None, None, "Every finding of the rule", 0]
    assert ["contacts.late", "Minor"] in [row[:2] for row in rows[start + 3 :]]


@pytest.mark.parametrize("module", [board, monitoring], ids=["board-pack", "monitoring-return"])
def test_without_any_the_sheet_says_none(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, module: Any
) -> None:
    module.write(connection, make_context(), catalogue, tmp_path / "it.xlsx")
    assert sheet(tmp_path / "it.xlsx")[-1][0] == "None."


def test_how_far_the_data_can_be_trusted_names_those_who_waived() -> None:
    said = words.data_statement([], {"critical": 2}, (WAIVER, WAIVER, replace(OF_NO_LOAD, name="Ben Lead")))
    assert "Waived findings of 2 rules, by =Ada Head, Ben Lead: see the sheet Waivers." in said
    assert "Waived" not in words.data_statement([], {"critical": 2})


def test_annex_a_says_it_in_its_read_me() -> None:
    said = [line.cells for line in read_me_lines(with_waivers(), [], [])]
    (line,) = [cells for cells in said if "contacts.key" in cells]
    told = "No two contacts have the same id. 2 named records, waived by =Ada Head: -The supplier mends it"
    assert line == ("", "contacts.key", 1234, "Critical", date(2026, 12, 31), told)
    none = [line.cells for line in read_me_lines(make_context(), [], [])]
    assert ("None: nothing that the checks found was let pass.",) in none


def test_a_page_of_a_draft_begins_with_the_mark_and_a_reason_is_text() -> None:
    page = mark_draft('<html><body class="x">\n<p>One</p></body></html>', "1 finding <of> & more")
    body, band, rest = page.split("\n")
    assert body == '<html><body class="x">'
    assert band.endswith(">DRAFT: 1 finding &lt;of&gt; &amp; more</p>")
    assert rest == "<p>One</p></body></html>"


def test_the_validation_pages_are_copied_whole_and_marked_in_a_draft_only(tmp_path: Path) -> None:
    source = tmp_path / "validation"
    (source / "rules").mkdir(parents=True)
    for name in ("index.html", "rules/one.html", "picture.svg"):
        (source / name).write_text("<body>page</body>", encoding="utf-8")
    copy_validation(source, tmp_path / "final", "")
    copy_validation(source, tmp_path / "draft", "why")
    names = sorted(path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file())
    for folder, marked in (("final", []), ("draft", ["index.html", "rules/one.html"])):
        files = {path.relative_to(tmp_path / folder).as_posix(): path for path in (tmp_path / folder).rglob("*.*")}
        assert sorted(files) == names
        assert sorted(name for name, path in files.items() if "DRAFT: why" in path.read_text()) == marked
        assert {path.stat().st_mode & 0o077 for path in files.values()} == {0}
