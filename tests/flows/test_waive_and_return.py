"""Waivers and the gate on a whole council: stopped, waived, shown in every file, ended, and proved by the ledger."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.council import QUARTER, Answer, council, run
from warehouse.database import working_copy

pytestmark = [pytest.mark.flows]

RULE = "ssd_cin_episodes.key.unique"
RECORDS = ("R1000001", "R1000002")
WHO, WHY, UNTIL = "Ada Head", "The supplier mends it in November", "2026-12-31"
BOOKS = ("annex-a.xlsx", "board-pack.xlsx", "data-quality-actions.xlsx", "monitoring-return.xlsx")


@pytest.fixture(scope="module")
def refresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer]:
    """A council of whose referrals two were delivered twice, refreshed, and what that answered; read only."""
    folder = council(tmp_path_factory.mktemp("waivers") / "w", children=600, years=2)
    file = folder / "extracts" / "ssd_cin_episodes.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    twice = [line for line in lines if line.startswith(tuple(f'"{record}"' for record in RECORDS))]
    file.write_text("".join([*lines, *twice]), encoding="utf-8")
    return folder, run("refresh", "--workspace", folder, "--json")


@pytest.fixture
def stopped(refresh: tuple[Path, Answer], tmp_path: Path) -> Path:
    """The same workspace, to write in."""
    return Path(shutil.copytree(refresh[0], tmp_path / "w"))


@pytest.fixture(scope="module")
def returned(refresh: tuple[Path, Answer], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace after the whole rule was waived and the return was written; read only."""
    folder = Path(shutil.copytree(refresh[0], tmp_path_factory.mktemp("returned") / "w"))
    assert waive(folder).status == 0
    answer = run("return", QUARTER, "--workspace", folder)
    assert answer.status == 0, answer.err
    return folder


def waive(folder: Path, *more: str, rule: str = RULE, until: str = UNTIL) -> Answer:
    given = ("--name", WHO, "--reason", WHY, "--until", until)
    return run("waive", rule, *given, *more, "--workspace", folder, "--json")


def return_folder(folder: Path) -> Path:
    return folder / "returns" / "887" / QUARTER


def texts(sheet: Worksheet) -> Iterator[str]:
    """What stands in the cells of a sheet, in their notes, and at the head of its printed pages."""
    for row in sheet.iter_rows():
        for cell in row:
            yield from (str(cell.value), str(cell.comment.text) if cell.comment else "")
    yield from (str(part.text) for part in (sheet.oddHeader.left, sheet.oddHeader.center) if part.text)


def test_a_refresh_with_critical_findings_publishes_ends_with_1_and_says_why(refresh: tuple[Path, Answer]) -> None:
    folder, answer = refresh
    assert answer.status == 1
    assert (answer.json["findings"]["critical"], answer.json["waived"], answer.json["may_go"]) == (4, {}, False)
    assert answer.json["reason"] == f"4 critical findings stand: {RULE} (4)"
    assert (folder / "warehouse" / "887.duckdb").is_file()


def test_critical_findings_stop_the_return_and_nothing_is_written(stopped: Path) -> None:
    answer = run("return", QUARTER, "--workspace", stopped)
    assert answer.status == 1
    assert f"{RULE} (4)" in answer.err
    assert all(word in answer.err for word in ("Nothing was written", "Correct", "quarterlight waive", "--draft"))
    assert not return_folder(stopped).exists()
    assert '"kind":"return"' not in (stopped / "ledger" / "887.jsonl").read_text()


def test_a_waiver_of_a_record_covers_that_record_alone_and_two_of_them_let_the_return_go(stopped: Path) -> None:
    one = waive(stopped, "--record", RECORDS[0]).json
    assert (one["findings"], one["covered"], one["severity"], one["scope"]) == (4, 2, "critical", "record")
    assert (one["critical_findings"], one["critical_waived"], one["may_go"]) == (2, 2, False)
    assert run("return", QUARTER, "--workspace", stopped).status == 1
    assert waive(stopped, "--record", RECORDS[1]).json["may_go"] is True
    answer = run("return", QUARTER, "--workspace", stopped, "--json")
    assert (answer.status, answer.json["critical_findings"], answer.json["critical_waived"]) == (0, 0, 4)
    (line,) = json.loads((return_folder(stopped) / "manifest.json").read_text())["waivers"]
    assert (line["covers"], line["findings"]) == ("2 named records", 4)


@pytest.mark.parametrize("name", BOOKS)
def test_every_workbook_shows_who_waived_what_why_and_until_when(returned: Path, name: str) -> None:
    for sheet in load_workbook(return_folder(returned) / name):
        said = " ".join(texts(sheet))
        if all(word in said for word in (RULE, WHO, WHY, "2026-12-31")):
            return
    pytest.fail(f"no sheet of {name} shows the waiver")


def test_the_manifest_holds_the_waiver_and_no_record_of_it(returned: Path) -> None:
    text = (return_folder(returned) / "manifest.json").read_text()
    (waiver,) = json.loads(text)["waivers"]
    given_on = waiver.pop("given_on")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", given_on)
    assert waiver == {
        "rule": RULE,
        "severity": "critical",
        "covers": "every finding of the rule",
        "findings": 4,
        "name": WHO,
        "reason": WHY,
        "until": UNTIL,
    }
    assert not any(record in text for record in RECORDS)


def test_the_page_of_a_return_that_a_waiver_let_go_says_that_it_may_go(returned: Path) -> None:
    page = (return_folder(returned) / "validation" / "index.html").read_text()
    assert WHO in page
    assert WHY in page
    assert "DRAFT" not in page
    assert not any(record in page for record in RECORDS)


def test_a_waived_finding_still_counts_against_its_measures_and_no_longer_makes_them_red(returned: Path) -> None:
    answer = run("explain", "children_in_need_rate", QUARTER, "--workspace", returned, "--json").json
    assert f"critical rules waived: {RULE}" in answer["data_quality"]
    assert "critical rules failed" not in answer["data_quality"]


def test_verify_holds_after_a_waiver_and_one_changed_byte_of_it_ends_with_5(returned: Path) -> None:
    assert run("verify", "--workspace", returned).status == 0
    book = returned / "ledger" / "887.jsonl"
    data = book.read_bytes()
    assert data.count(b'"until":"2026-12-31"') == 1
    book.write_bytes(data.replace(b'"until":"2026-12-31"', b'"until":"2026-12-30"'))
    assert run("verify", "--workspace", returned).status == 5
    book.write_bytes(data)


def test_ended_by_hand_or_by_date_it_stops_the_return_again(returned: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(returned, tmp_path / "w"))
    ended = run("waive", RULE, "--end", "--name", WHO, "--reason", "Given by mistake", "--workspace", folder, "--json")
    assert (ended.status, ended.json["ended"], ended.json["may_go"]) == (0, 1, False)
    assert run("return", QUARTER, "--workspace", folder).status == 1
    listed = run("waive", "--list", "--workspace", folder, "--json").json["waivers"]
    assert [(line["state"], line["covered"], line["name"]) for line in listed] == [("ended by a person", 0, WHO)]
    assert waive(folder, until="2026-11-30").json["may_go"] is True
    # The next extract is taken after the waiver's last day.
    person = folder / "extracts" / "ssd_voice_of_child.csv"
    person.write_text("".join(person.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    later = run("refresh", "--extracted-on", "2026-12-01", "--workspace", folder, "--json")
    assert later.status == 1
    assert later.json["reason"].startswith(f"4 critical findings stand: {RULE} (4)")
    assert later.json["reason"].endswith(f"; the waiver of {RULE} ended: it held for extracts up to 30/11/2026")
    assert run("return", QUARTER, "--workspace", folder).status == 1
    assert run("verify", "--workspace", folder).status == 0


def test_a_draft_says_so_and_why_on_every_sheet_and_page(stopped: Path) -> None:
    answer = run("return", QUARTER, "--draft", "--workspace", stopped, "--json")
    reason = f"DRAFT: 4 critical findings stand: {RULE} (4)"
    assert (answer.status, answer.json["draft"]) == (1, reason.removeprefix("DRAFT: "))
    folder = return_folder(stopped)
    assert {file.name for file in folder.glob("*.xlsx")} >= set(BOOKS)
    unmarked = [
        f"{file.name}: {sheet.title}"
        for file in sorted(folder.glob("*.xlsx"))
        for sheet in load_workbook(file)
        if reason not in texts(sheet)
    ]
    assert unmarked == []
    pages = sorted(folder.rglob("*.html"))
    assert pages
    assert [page.name for page in pages if reason not in page.read_text(encoding="utf-8")] == []
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["draft"], manifest["draft_reason"], manifest["waivers"]) == (True, reason[7:], [])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ssd_cin_episode.key.unique",), "Did you mean ssd_cin_episodes.key.unique"),
        ((RULE, "--until", "2026-10-04"), "is over already"),
        ((RULE, "--name", " "), "--name is empty"),
        ((RULE, "--reason", ""), "--reason is empty"),
        ((RULE, "--reason", f"It is {RECORDS[0]}.", "--record", RECORDS[0]), "--reason names the record"),
        ((RULE, "--record", "R9999999"), "finds no record of that id"),
        ((RULE, "--record", " "), "--record is empty"),
        ((RULE, "--end"), "--end ends the waiver now"),
    ],
)
def test_what_cannot_be_waived_is_refused_and_nothing_is_entered(
    refresh: tuple[Path, Answer], arguments: tuple[str, ...], says: str
) -> None:
    book = refresh[0] / "ledger" / "887.jsonl"
    before = book.read_bytes()
    rule, *more = arguments
    answer = run(
        *("waive", rule, "--name", WHO, "--reason", WHY, "--until", UNTIL, *more, "--workspace", refresh[0]),
    )
    assert answer.status == 2
    assert says in answer.err
    assert "R9999999" not in answer.err
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        ((), "RULE, --name, --reason, --until"),
        ((RULE, "--name", WHO), "--reason, --until"),
        ((RULE, "--end", "--name", WHO), "--reason"),
    ],
)
def test_what_is_missing_is_named(refresh: tuple[Path, Answer], arguments: tuple[str, ...], missing: str) -> None:
    answer = run("waive", *arguments, "--workspace", refresh[0])
    assert answer.status == 2
    assert f"waive also needs {missing}:" in answer.err


def test_there_is_no_waiver_to_end(refresh: tuple[Path, Answer]) -> None:
    answer = run("waive", RULE, "--end", "--name", WHO, "--reason", WHY, "--workspace", refresh[0])
    assert answer.status == 2
    assert "there is none to end" in answer.err


def test_while_another_run_holds_the_warehouse_nothing_is_waived(refresh: tuple[Path, Answer]) -> None:
    now = datetime(2026, 10, 6, 2, 0, tzinfo=UTC)
    with working_copy(refresh[0] / "warehouse" / "887.duckdb", now=now):
        assert waive(refresh[0]).status == 4


def test_a_severity_of_the_authoritys_own_lets_the_return_go_and_stands_in_it(stopped: Path) -> None:
    with (stopped / "quarterlight.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[gate.severity]\n"{RULE}" = "major"\n')
    checked = run("check", "--workspace", stopped, "--json")
    assert (checked.status, checked.json["findings"].get("critical", 0)) == (0, 0)
    assert run("return", QUARTER, "--workspace", stopped).status == 0
    for name in ("board-pack.xlsx", "monitoring-return.xlsx"):
        said = list(texts(load_workbook(return_folder(stopped) / name)["Waivers"]))
        assert {RULE, "Major"} <= set(said), name
