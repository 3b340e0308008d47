"""`compare`: a quarter is returned, later extracts differ; each changed number is told with its records and load."""

from datetime import datetime
from pathlib import Path

import pytest

from flows.commands.start import make_workspace
from tests.support.council import run
from transforms.catalogue import load_catalogue
from transforms.compare import revised
from transforms.compute import compute
from warehouse.calendar import Quarter
from warehouse.database import open_session

pytestmark = [pytest.mark.flows]

QUARTER = "2026-27-Q1"
FIRST = {
    "ssd_person.csv": "pers_person_id,pers_dob,pers_sex\nann,2015-01-01,F\nben,2014-01-01,M\n",
    "ssd_contacts.csv": (
        "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code\n"
        "c1,ann,2026-05-01,6\nc2,ben,2026-05-02,6\nc3,ben,2026-06-30,6\nc9,ann,2026-07-01,6\n"
    ),
    "ssd_cin_assessments.csv": (
        "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date\n"
        "a1,ann,r1,2026-02-02,2026-05-05\na2,ben,r2,2026-04-01,2026-04-20\n"
    ),
}
# c1 was about ben all along (his third of that source, on another day), c2 is withdrawn, c4 came late; a1 began later.
SECOND = {
    **FIRST,
    "ssd_contacts.csv": (
        "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code\n"
        "c1,ann,2026-05-01,6\nc3,ben,2026-07-01,6\nc4,ann,2026-04-01,6\nc9,ann,2026-07-01,6\n"
    ),
    "ssd_cin_assessments.csv": FIRST["ssd_cin_assessments.csv"].replace("2026-02-02", "2026-04-02"),
}


def deliver(folder: Path, files: dict[str, str]) -> None:
    (folder / "extracts").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "extracts" / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare") / "w"
    make_workspace(folder, "887", "Medway", "extracts", "E06000035")
    deliver(folder, FIRST)
    assert run("refresh", "--workspace", folder, "--extracted-on", "2026-07-06").status in (0, 1)
    never = run("compare", QUARTER, "--workspace", folder)
    assert (never.status, "was never returned" in never.err) == (2, True)
    assert run("return", QUARTER, "--draft", "--workspace", folder).status in (0, 1)
    deliver(folder, SECOND)
    assert run("refresh", "--workspace", folder, "--extracted-on", "2026-07-20").status in (0, 1)
    return folder


def test_changed_numbers_come_with_their_records_and_what_changed_in_them(workspace: Path) -> None:
    answer = run("compare", QUARTER, "--workspace", workspace, "--json").json
    wholes = {v["measure"]: v for v in answer["values"] if v["breakdown"] == "all"}
    contacts = wholes["contacts_received"]
    assert (contacts["numerator_before"], contacts["numerator_now"]) == (3, 2)
    moves = {
        (r["record_id"], r["movement"], r["before"], r["now"])
        for r in answer["records"]
        if r["measure"] == "contacts_received"
    }
    assert moves == {
        ("c2", "left", "counts", "not there"),
        ("c3", "left", "counts", "not there"),
        ("c4", "entered", "not there", "counts"),
    }
    on_time = wholes["assessments_within_45_working_days_of_start"]
    assert (on_time["numerator_before"], on_time["numerator_now"], on_time["denominator_now"]) == (1, 2, 2)
    second = answer["loads"]["now"]
    behind = {(f["table"], f["record_id"], f["what"], f["column"]): f for f in answer["fields"]}
    start = behind["ssd_cin_assessments", "a1", "changed", "cina_assessment_start_date"]
    assert (start["before"], start["now"], start["load_id"]) == ("2026-02-02", "2026-04-02", second)
    moved = behind["ssd_contacts", "c3", "changed", "cont_contact_date"]
    assert (moved["before"], moved["now"], moved["load_id"]) == ("2026-06-30", "2026-07-01", second)
    gone = behind["ssd_contacts", "c2", "removed", "cont_contact_date"]
    assert (gone["before"], gone["now"], gone["load_id"]) == ("2026-05-02", None, second)
    new = behind["ssd_contacts", "c4", "added", "cont_contact_date"]
    assert (new["before"], new["now"], new["load_id"]) == (None, "2026-04-01", second)
    assert not [f for f in answer["fields"] if f["record_id"] == "c9"]
    assert answer["reissued"] == []


def test_a_measure_that_did_not_change_is_not_listed(workspace: Path) -> None:
    answer = run("compare", QUARTER, "--workspace", workspace, "--json").json
    assert "referrals_with_no_further_action" not in answer["measures"]
    one = run("compare", QUARTER, "--workspace", workspace, "--measure", "contacts_received", "--json").json
    assert one["measures"] == ["contacts_received"]


def test_people_read_it_and_excel_holds_it_all(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "changes.xlsx"
    said = run("compare", QUARTER, "--workspace", workspace, "--out", out, "--limit", "2")
    assert said.status == 0
    assert f"{QUARTER}: returned on " in said.out
    assert "contacts_received" in said.out
    assert "more: --limit 0 shows all" in said.out
    assert out.stat().st_mode & 0o777 == 0o600


def test_any_time_can_be_compared_with(workspace: Path) -> None:
    same = run("compare", QUARTER, "--workspace", workspace, "--since", "2026-07-20")
    assert (same.status, "No number changed." in same.out) == (0, True)
    none = run("compare", QUARTER, "--workspace", workspace, "--since", "2020-01-01")
    assert none.status != 0


def test_numbers_that_another_version_issued_are_named(workspace: Path, tmp_path: Path) -> None:
    issued = workspace / "returns" / "887" / QUARTER / "measures.csv"
    altered = tmp_path / "measures.csv"
    whole = f"{QUARTER},quarter,2026-04-01,2026-06-30,all,all,"
    text = issued.read_text(encoding="utf-8")
    assert f"Contacts received,{whole}3," in text
    altered.write_text(text.replace(f"Contacts received,{whole}3,", f"Contacts received,{whole}4,"), encoding="utf-8")
    quarter = Quarter.parse(QUARTER)
    with open_session(workspace / "warehouse" / "887.duckdb", datetime(2026, 7, 6)) as session:
        compute(session.connection, load_catalogue(), quarter, 1, 0)
        assert revised(issued, session, quarter) == []
        assert [value.measure for value, _ in revised(altered, session, quarter)] == ["contacts_received"]
