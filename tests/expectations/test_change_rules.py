"""What changed since the load before: found on the right record, and quiet where nothing is wrong."""

import csv
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import duckdb
import pytest

from expectations.checks import _applies, run_checks
from expectations.failing import failing_rows
from expectations.known import picture
from expectations.model import Rule
from expectations.rules import rule_catalogue
from tests.support.council import EXTRACTED_ON
from tests.support.typed_load import EXTRACTED_ON as TAKEN
from tests.support.typed_load import LOAD, TAKEN_BEFORE, TypedLoad
from warehouse.history import load_into_history
from warehouse.landing import Landed, land
from warehouse.rebuild import prepare_load
from warehouse.schema import load_schema
from warehouse.sources import open_source
from warehouse.synthetic import generate
from warehouse.tables import create_database

SCHEMA = load_schema()
RULES = {rule.id: rule for rule in rule_catalogue(SCHEMA)}
QUARTER_BEFORE = date(2026, 7, 6)
BESIDE = [rule for rule in RULES.values() if rule.needs_before or rule.id.endswith("table.not_delivered")]

Row = dict[str, str]


def _read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _write(file: Path, rows: list[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def as_it_stood(extracts: Path, day: date) -> None:
    """Turns extracts into those of an earlier day: what began later is not there, what ended later is open."""
    for table in SCHEMA.history_tables():
        file = extracts / f"{table.name}.csv"
        if not (table.start or table.end) or not file.is_file():
            continue
        rows = [row for row in _read(file) if not table.start or row[table.start][:10] <= day.isoformat()]
        for row in rows:
            if table.end and row[table.end][:10] > day.isoformat():
                row[table.end] = ""
        if rows:
            _write(file, rows)
        else:
            file.unlink()


@dataclass(frozen=True)
class Council:
    """A warehouse that takes in one set of extracts after another."""

    connection: duckdb.DuckDBPyConnection
    folder: Path

    def take_in(self, extracts: Path, day: date) -> Landed:
        """Lands and types the extracts of a day; `staging` then holds them."""
        at = datetime.combine(day, time())
        landed = land(open_source(str(extracts), SCHEMA), self.folder, "887", at, True)
        prepare_load(self.connection, landed, SCHEMA, {})
        return landed

    def keep(self, landed: Landed) -> None:
        load_into_history(self.connection, landed, SCHEMA, "extracts")

    def said(self, landed: Landed) -> dict[str, int]:
        """How many rows fail each rule that looks back and may be asked."""
        failed = {}
        with picture(self.connection, SCHEMA, landed.load_id, landed.extracted_on.date(), landed.covers) as held:
            for rule in BESIDE:
                if _applies(rule, held):
                    rows = self.connection.execute(f"select count(*) from ({failing_rows(rule)})").fetchall()
                    failed[rule.id] = int(rows[0][0])
        return failed


@pytest.fixture(scope="module")
def quarters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Council, Path, Path]]:
    """An empty warehouse, a council's extracts, and those of the quarter before."""
    folder = tmp_path_factory.mktemp("quarters")
    now, before = folder / "now", folder / "before"
    generate(now, authority="887", children=3000, years=2, seed=7, extracted_on=EXTRACTED_ON)
    shutil.copytree(now, before)
    as_it_stood(before, QUARTER_BEFORE)
    connection = duckdb.connect(config={"threads": 2})
    create_database(connection, SCHEMA, "887", "Invented Council", "E06000035", {"case_worker_role": ["CW"]})
    yield Council(connection, folder / "landing"), before, now
    connection.close()


def test_from_quarter_to_quarter(quarters: tuple[Council, Path, Path]) -> None:
    """Quiet on the first load, the same again and an ordinary next quarter; then each change is found on its record."""
    council, before, now = quarters
    first = council.take_in(before, QUARTER_BEFORE)
    assert set(council.said(first).values()) == {0}
    assert not any(RULES[rule].needs_before for rule in council.said(first))
    council.keep(first)
    assert set(council.said(first).values()) == {0}
    second = council.take_in(now, EXTRACTED_ON)
    assert set(council.said(second).values()) == {0}
    assert len(council.said(second)) > 200
    council.keep(second)
    assert set(council.said(second).values()) == {0}
    same = council.take_in(now, EXTRACTED_ON + timedelta(days=1))
    assert set(council.said(same).values()) == {0}
    shutil.copytree(now, before.parent / "changed")
    expected = _changed(before.parent / "changed")
    third = council.take_in(before.parent / "changed", date(2026, 10, 12))
    rules = [rule for rule in BESIDE if rule.table in {RULES[name].table for name, _ in expected}]
    run_checks(council.connection, SCHEMA, third.load_id, date(2026, 10, 12), third.covers, rules)
    rows = council.connection.execute(
        "select rule, coalesce(record_id, ''), source_file, source_row from quality.findings where load_id = ?",
        [third.load_id],
    ).fetchall()
    assert {(rule, record) for rule, record, *_ in rows} == expected
    assert len(rows) == len(expected)
    # A record that is there is named in its new file and row, one that is gone in the file and row it had.
    assert {(bool(record), file is not None, row is not None) for _, record, file, row in rows} == {
        (True, True, True),
        (False, False, False),
    }
    assert not council.connection.execute("select 1 from quality.rules where status = 'not_run'").fetchall()


def _first(rows: list[Row], where: Callable[[Row], bool]) -> Row:
    return next(row for row in rows if where(row))


def _changed(extracts: Path) -> set[tuple[str, str]]:
    """Changes the extracts in one place for each way of looking back; the findings that must come of it."""
    at = {name: extracts / f"{name}.csv" for name in ("ssd_person", "ssd_cp_plans", "ssd_cin_plans", "ssd_contacts")}
    people, plans, cin_plans, contacts = (_read(file) for file in at.values())
    born = _first(people, lambda row: bool(row["pers_dob"]))
    born["pers_dob"] = (date.fromisoformat(born["pers_dob"]) - timedelta(days=400)).isoformat()
    other_sex = _first(people, lambda row: row["pers_sex"] == "F" and row is not born)
    other_sex["pers_sex"] = "M"
    died = _first(people, lambda row: bool(row["pers_death_date"]))
    died["pers_death_date"] = ""
    ended = _first(plans, lambda row: bool(row["cppl_cp_plan_end_date"]))
    ended["cppl_cp_plan_end_date"] = ""
    gone = _first(plans, lambda row: not row["cppl_cp_plan_end_date"] and row is not ended)
    plans.remove(gone)
    moved = _first(cin_plans, lambda row: row["cinp_cin_plan_start_date"] > "2026-01-01")
    moved["cinp_cin_plan_start_date"] = (
        date.fromisoformat(moved["cinp_cin_plan_start_date"]) - timedelta(days=1)
    ).isoformat()
    late = {**contacts[0], "cont_contact_id": "LATE", "cont_contact_date": "2026-06-01"}
    other = _first(contacts, lambda row: row["cont_person_id"] not in (contacts[0]["cont_person_id"], ""))
    other["cont_person_id"] = contacts[0]["cont_person_id"]
    lost = contacts.pop()
    contacts.append(late)
    for row in contacts:
        row["cont_contact_source_desc"] = ""
    for file, rows in zip(at.values(), (people, plans, cin_plans, contacts), strict=True):
        _write(file, rows)
    visits = _read(extracts / "ssd_cla_visits.csv")
    _write(extracts / "ssd_cla_visits.csv", [row for row in visits if row["clav_cla_visit_date"] < "2026-09-11"])
    (extracts / "sup_cme.csv").unlink()
    return {
        ("person.birth_date_changed", born["pers_person_id"]),
        ("person.sex_changed", other_sex["pers_person_id"]),
        ("person.death_date_removed", died["pers_person_id"]),
        ("cp_plans.end_removed", ended["cppl_cp_plan_id"]),
        ("cp_plans.open_vanished", gone["cppl_cp_plan_id"]),
        ("cin_plans.start_changed", moved["cinp_cin_plan_id"]),
        ("contacts.added_late", "LATE"),
        ("contacts.moved_to_other_child", other["cont_contact_id"]),
        ("contacts.vanished", lost["cont_contact_id"]),
        ("ssd_contacts.columns.went_blank", ""),
        ("cla_visits.gone_quiet", ""),
        ("sup_cme.table.not_delivered", ""),
    }


def test_a_window_is_not_blamed_for_what_it_does_not_hold(load: TypedLoad) -> None:
    """A source of the last six months sends neither older plans nor, the next time, what has left the window."""
    old = "cppl_cp_plan_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date"
    rows = "1 | 2024-01-01 | 2024-06-01\n2 | 2025-01-01 | 2025-09-01\n3 | 2025-02-01 |"
    load.fill({"before: ssd_cp_plans": f"{old}\n{rows}", "ssd_cp_plans": f"{old}\n4 | 2025-12-01 |"})
    assert _failing(load, "cp_plans.vanished", {"ssd_cp_plans": date(2025, 7, 12)}) == ["2"]
    assert _failing(load, "cp_plans.vanished", {"ssd_cp_plans": date(2025, 9, 2)}) == []
    assert _failing(load, "cp_plans.vanished", {"ssd_cp_plans": date(9999, 12, 31)}) == []
    assert _failing(load, "cp_plans.open_vanished", {"ssd_cp_plans": date(2025, 7, 12)}) == ["3"]
    assert _failing(load, "cp_plans.open_vanished", {"ssd_cp_plans": date(9999, 12, 31)}) == []


def test_how_late_is_late_comes_from_the_settings(load: TypedLoad) -> None:
    contacts = "cont_contact_id | cont_contact_date"
    tables = {
        "before: ssd_contacts": f"{contacts}\n1 | 2025-02-01",
        "ssd_contacts": f"{contacts}\n2 | 2025-09-12\n3 | 2025-09-13",
    }
    load.fill(tables)
    assert _failing(load, "contacts.added_late") == []
    load.connection.execute("insert into ref.setting values ('late_event_days', '30')")
    try:
        assert _failing(load, "contacts.added_late") == ["2"]
    finally:
        load.connection.execute("delete from ref.setting where name = 'late_event_days'")


def test_a_load_of_the_same_day_is_nothing_to_compare_with(load: TypedLoad) -> None:
    sexes = "pers_person_id | pers_sex\n"
    load.fill({"before: ssd_person": f"{sexes}a | F", "ssd_person": f"{sexes}a | M"})
    assert _failing(load, "person.sex_changed") == ["a"]
    with picture(load.connection, SCHEMA, LOAD, TAKEN_BEFORE, {}) as held:
        assert not _applies(RULES["person.sex_changed"], held)


def test_a_workbook_is_not_compared_with_an_extract(load: TypedLoad) -> None:
    load.fill(
        {
            "before: ssd_person": "pers_person_id | pers_sex\na | F",
            "ssd_person": "pers_person_id | pers_sex\na | M",
            "annex_a_list_1": "child_unique_id\na",
        }
    )
    with picture(load.connection, SCHEMA, LOAD, TAKEN, {}) as held:
        assert not any(_applies(rule, held) for rule in RULES.values() if rule.needs_before)
        assert held.absent == frozenset()


def _contacts(last: date, number: int) -> str:
    rows = (f"{last.isoformat()}-{number} | {last.isoformat()}" for number in range(number))
    return "cont_contact_id | cont_contact_date\n" + "\n".join(rows)


@pytest.mark.parametrize(
    ("before", "number", "now", "quiet"),
    [
        (TAKEN_BEFORE, 10, TAKEN - timedelta(days=32), True),
        (TAKEN_BEFORE, 10, TAKEN - timedelta(days=31), False),
        (TAKEN_BEFORE, 9, TAKEN - timedelta(days=32), False),
        # What fell silent long ago is still silent; what is dated ahead is no sign of life.
        (TAKEN_BEFORE - timedelta(days=200), 10, TAKEN - timedelta(days=99), True),
        (TAKEN_BEFORE, 10, TAKEN + timedelta(days=1), True),
        (TAKEN_BEFORE + timedelta(days=1), 10, TAKEN - timedelta(days=99), False),
    ],
)
def test_a_table_that_has_gone_quiet(load: TypedLoad, before: date, number: int, now: date, quiet: bool) -> None:
    load.fill({"before: ssd_contacts": _contacts(before, number), "ssd_contacts": _contacts(now, 3)})
    assert _failing(load, "contacts.gone_quiet") == ([None] if quiet else [])


def test_ten_events_within_31_days_make_a_busy_table(load: TypedLoad) -> None:
    spread = _contacts(TAKEN_BEFORE, 9) + f"\nx | {TAKEN_BEFORE - timedelta(days=31)}"
    load.fill({"before: ssd_contacts": spread, "ssd_contacts": _contacts(TAKEN - timedelta(days=40), 3)})
    assert _failing(load, "contacts.gone_quiet") == [None]
    wider = _contacts(TAKEN_BEFORE, 9) + f"\nx | {TAKEN_BEFORE - timedelta(days=32)}"
    load.clear()
    load.fill({"before: ssd_contacts": wider, "ssd_contacts": _contacts(TAKEN - timedelta(days=40), 3)})
    assert _failing(load, "contacts.gone_quiet") == []


def _sexes(number: int, filled: int) -> str:
    rows = (f"p{number} | {'F' if number < filled else ''}" for number in range(number))
    return "pers_person_id | pers_sex\n" + "\n".join(rows)


@pytest.mark.parametrize(
    ("before", "now", "columns"),
    [
        (_sexes(12, 10), _sexes(10, 0), ["pers_sex"]),
        (_sexes(12, 9), _sexes(10, 0), []),
        (_sexes(12, 10), _sexes(9, 0), []),
        (_sexes(12, 10), _sexes(10, 1), []),
    ],
)
def test_a_column_that_went_blank(load: TypedLoad, before: str, now: str, columns: list[str]) -> None:
    load.fill({"before: ssd_person": before, "ssd_person": now})
    assert _failing(load, "ssd_person.columns.went_blank", column="column_name") == columns


def test_a_table_that_is_no_longer_delivered(load: TypedLoad) -> None:
    load.fill({"before: ssd_contacts": _contacts(TAKEN_BEFORE, 2), "ssd_person": "pers_person_id\na"})
    assert _failing(load, "ssd_contacts.table.not_delivered") == [None]
    assert _failing(load, "ssd_person.table.not_delivered") == []


def _failing(
    load: TypedLoad, rule_id: str, covers: dict[str, date | None] | None = None, column: str = "record_id"
) -> list[str | None]:
    rule: Rule = RULES[rule_id]
    with picture(load.connection, SCHEMA, LOAD, TAKEN, covers or {}) as held:
        assert _applies(rule, held)
        rows = load.connection.execute(f"select {column} from ({failing_rows(rule)}) order by all").fetchall()
    return [value for (value,) in rows]
