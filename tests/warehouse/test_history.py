"""The history keeps every version of every row, with the time from and to which it was known."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from warehouse.casting import cast_load
from warehouse.database import create_database
from warehouse.errors import QuarterlightError
from warehouse.history import load_into_history, relevant_date
from warehouse.landing import Landed, LandedFile
from warehouse.schema import Schema, load_schema

FULL = load_schema()
EPISODES, CONTACTS, PERSON = "ssd_cla_episodes", "ssd_contacts", "ssd_person"
NAMES = (EPISODES, CONTACTS, PERSON)
SCHEMA = Schema({name: FULL.tables[name] for name in NAMES}, FULL.code_sets)
DAY = datetime(2026, 7, 1)
NEVER = date(9999, 12, 31)


@dataclass
class Council:
    """A warehouse of three tables and the folder its loads land in."""

    con: duckdb.DuckDBPyConnection
    root: Path

    def load(self, name, taken, tables, covers=None, notes=()):
        """Lands, types and keeps a load; `tables` maps a table to its rows, each a mapping of column to text."""
        folder = self.root / name
        folder.mkdir(exist_ok=True)
        (folder / "intake.json").write_text(json.dumps({"notes": list(notes)}))
        for table, rows in tables.items():
            write(folder, table, rows)
        files = tuple(LandedFile(t, f"{t}.csv", 10, "ab", len(rows), (), True) for t, rows in tables.items())
        landed = Landed(name, folder, taken, f"hash of {name}", True, tuple(tables), covers or {}, files, "extracts")
        cast_load(self.con, folder, SCHEMA, {})
        load_into_history(self.con, landed, SCHEMA, "extracts")

    def ask(self, query, known_at=None):
        self.con.execute("reset variable known_at")
        if known_at:
            self.con.execute("set variable known_at = cast($at as timestamp)", {"at": known_at})
        return self.con.execute(query).fetchall()

    def contacts(self, known_at=None):
        return self.ask("select cont_contact_id, cont_person_id from ssd.contacts order by all", known_at)


def write(folder, table, rows):
    columns = {field.name: [row.get(field.name) for row in rows] for field in SCHEMA.tables[table].fields}
    data = {name: pa.array(cells, pa.string()) for name, cells in columns.items()}
    data["source_file"] = pa.array([f"{table}.csv"] * len(rows), pa.string())
    data["source_row"] = pa.array(range(2, len(rows) + 2), pa.int64())
    parquet.write_table(pa.table(data), folder / f"{table}.parquet")


def contact(key, person, day="2026-06-01"):
    return {"cont_contact_id": key, "cont_person_id": person, "cont_contact_date": day}


def episode(key, start, end=None):
    return {"clae_cla_episode_id": key, "clae_cla_episode_start_date": start, "clae_cla_episode_ceased_date": end}


@pytest.fixture
def council(tmp_path):
    con = duckdb.connect(config={"threads": 1})
    create_database(con, SCHEMA, "887", "Invented Council", "E06000035", {})
    yield Council(con, tmp_path)
    con.close()


def test_a_changed_row_closes_its_old_version_and_opens_a_new_one(council):
    council.load("a", DAY, {CONTACTS: [contact("c1", "ann"), contact("c2", "ben")]})
    council.load("b", DAY + timedelta(days=7), {CONTACTS: [contact("c1", "amy"), contact("c2", "ben")]})
    assert council.contacts(DAY) == [("c1", "ann"), ("c2", "ben")]
    assert council.contacts() == [("c1", "amy"), ("c2", "ben")]
    assert council.ask(
        "select cont_person_id, load_id, known_from, known_to = 'infinity' from history.ssd_contacts order by all"
    ) == [("amy", "b", DAY + timedelta(days=7), True), ("ann", "a", DAY, False), ("ben", "a", DAY, True)]


def test_the_view_shows_what_was_known_up_to_and_at_a_time(council):
    council.load("a", DAY, {CONTACTS: [contact("c1", "ann")]})
    council.load("b", DAY + timedelta(days=7), {CONTACTS: []})
    assert council.contacts(DAY - timedelta(microseconds=1)) == []
    assert council.contacts(DAY) == [("c1", "ann")]
    assert council.contacts(DAY + timedelta(days=7, microseconds=-1)) == [("c1", "ann")]
    assert council.contacts(DAY + timedelta(days=7)) == []


def test_rows_alike_are_kept_and_numbered_and_close_one_by_one(council):
    council.load("a", DAY, {CONTACTS: [contact("c1", "ann")] * 3})
    council.load("b", DAY + timedelta(days=7), {CONTACTS: [contact("c1", "ann")]})
    assert len(council.contacts(DAY)) == 3
    assert len(council.contacts()) == 1
    numbers = council.ask("select copy_no, source_row from history.ssd_contacts order by all")
    assert numbers == [(1, 2), (2, 3), (3, 4)]


def test_a_second_load_of_the_same_time_supersedes_the_first_and_the_first_stays_recomputable(council):
    council.load("a", DAY, {CONTACTS: [contact("c1", "ann")]})
    council.load("b", DAY, {CONTACTS: [contact("c1", "amy")]})
    loads = council.ask("select load_id, known_from, sequence from meta.loads order by known_from")
    assert loads == [("a", DAY, 0), ("b", DAY + timedelta(microseconds=1), 1)]
    assert council.contacts(DAY) == [("c1", "ann")]
    assert council.contacts(DAY + timedelta(microseconds=1)) == council.contacts() == [("c1", "amy")]


def test_a_load_known_already_changes_nothing(council):
    council.load("a", DAY, {CONTACTS: [contact("c1", "ann")]})
    before = council.ask("from history.ssd_contacts"), council.ask("from meta.loads"), council.ask("from meta.files")
    council.load("a", DAY, {CONTACTS: [contact("c1", "ann")]})
    assert (
        council.ask("from history.ssd_contacts"),
        council.ask("from meta.loads"),
        council.ask("from meta.files"),
    ) == before


def test_a_load_older_than_one_known_is_refused_and_leaves_no_trace(council):
    council.load("b", DAY + timedelta(days=7), {CONTACTS: [contact("c1", "ann")]})
    with pytest.raises(QuarterlightError, match="before one that the warehouse knows"):
        council.load("a", DAY, {CONTACTS: [contact("c1", "amy")]})
    assert council.contacts() == [("c1", "ann")]
    assert council.ask("select load_id from meta.loads") == [("b",)]


def test_a_load_that_fails_half_way_leaves_no_trace(council, monkeypatch):
    council.load("a", DAY, {CONTACTS: [contact("c1", "ann")]})
    monkeypatch.setattr("warehouse.history._describe", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        council.load("b", DAY + timedelta(days=7), {CONTACTS: [contact("c1", "amy")]})
    assert council.contacts() == [("c1", "ann")]


def test_a_table_that_a_load_does_not_hold_stays_as_known(council):
    council.load("a", DAY, {CONTACTS: [contact("c1", "ann")], PERSON: [{"pers_person_id": "ann"}]})
    council.load("b", DAY + timedelta(days=7), {PERSON: [{"pers_person_id": "ann"}]})
    assert council.contacts() == [("c1", "ann")]


def test_a_window_closes_only_what_it_covers_and_a_row_without_a_date_is_not_covered(council):
    rows = [contact("old", "a", "2026-01-31"), contact("edge", "b", "2026-02-01"), contact("none", "c", None)]
    council.load("a", DAY, {CONTACTS: rows})
    council.load("b", DAY + timedelta(days=7), {CONTACTS: []}, {CONTACTS: date(2026, 2, 1)})
    assert council.contacts() == [("none", "c"), ("old", "a")]


def test_a_row_with_an_end_is_placed_by_it_and_an_open_one_is_always_covered(council):
    rows = [
        episode("ended before", "2020-01-01", "2026-01-31"),
        episode("ended inside", "2020-01-01", "2026-02-01"),
        episode("open", "2020-01-01"),
    ]
    council.load("a", DAY, {EPISODES: rows})
    council.load("b", DAY + timedelta(days=7), {EPISODES: []}, {EPISODES: date(2026, 2, 1)})
    assert council.ask("select clae_cla_episode_id from ssd.cla_episodes") == [("ended before",)]


def test_a_source_that_cannot_vouch_closes_nothing_but_changed_keys(council):
    council.load("a", DAY, {EPISODES: [episode("e1", "2020-01-01"), episode("e2", "2020-01-01")]})
    council.load("b", DAY + timedelta(days=7), {EPISODES: [episode("e1", "2020-01-02")]}, {EPISODES: NEVER})
    found = council.ask("select clae_cla_episode_id, clae_cla_episode_start_date from ssd.cla_episodes order by all")
    assert found == [("e1", date(2020, 1, 2)), ("e2", date(2020, 1, 1))]


def test_a_load_tells_what_came_what_it_covers_and_what_was_done_to_it(council):
    note = {"kind": "column_unknown", "table": CONTACTS, "column": "Ours", "detail": "", "count": 2}
    tables = {CONTACTS: [contact("c1", "ann", "2026-06-01"), contact("c2", "ben", "2026-06-09")]}
    tables[PERSON] = [{"pers_person_id": "ann", "pers_sex": "Female"}]
    council.load("a", DAY, tables, {CONTACTS: date(2026, 1, 1)}, [note])
    assert council.ask("from meta.coverage") == [("a", CONTACTS, date(2026, 1, 1)), ("a", PERSON, None)]
    assert council.ask("select table_name, rows, first_date, last_date from meta.files order by all") == [
        (CONTACTS, 2, date(2026, 6, 1), date(2026, 6, 9)),
        (PERSON, 1, None, None),
    ]
    assert council.ask("from meta.intake order by kind") == [
        ("a", "column_unknown", CONTACTS, "Ours", None, 2),
        ("a", "spelling_mapped", PERSON, "pers_sex", "sex: F (rule)", 1),
    ]
    delivered = council.ask("select count(*) from meta.delivered where load_id = 'a' and table_name = 'ssd_person'")
    assert delivered == [(len(SCHEMA.tables[PERSON].fields),)]


# One load: some of three keys, each with one of two persons, repeats allowed.
content = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("pq")), max_size=5)


@cache
def empty_warehouse():
    con = duckdb.connect(config={"threads": 1})
    create_database(con, Schema({CONTACTS: FULL.tables[CONTACTS]}, {}), "887", "Invented Council", "E06000035", {})
    return con


def build(root, loads, covers=None):
    con = empty_warehouse()
    con.execute("delete from history.ssd_contacts; delete from meta.loads")
    council = Council(con, root)
    for number, rows in loads:
        taken = DAY + timedelta(days=number)
        council.load(f"load {number}", taken, {CONTACTS: [contact(*row) for row in rows]}, covers)
    return council


tiny = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@tiny
@given(st.lists(content, min_size=1, max_size=4))
def test_at_each_time_the_view_is_the_load_of_that_time(tmp_path_factory, loads):
    council = build(tmp_path_factory.mktemp("loads"), enumerate(loads))
    for number, rows in enumerate(loads):
        assert council.contacts(DAY + timedelta(days=number, hours=1)) == sorted(rows)
    overlapping = council.ask(
        "select 1 from history.ssd_contacts as a inner join history.ssd_contacts as b "
        "on a.row_hash = b.row_hash and a.copy_no = b.copy_no and a.rowid < b.rowid "
        "and a.known_from < b.known_to and b.known_from < a.known_to"
    )
    assert overlapping == []
    assert council.ask("select 1 from history.ssd_contacts where known_from >= known_to") == []


@tiny
@given(content, st.randoms())
def test_the_order_of_a_loads_rows_does_not_matter_and_the_same_content_again_opens_nothing(
    tmp_path_factory, rows, random
):
    shuffled = random.sample(rows, len(rows))
    council = build(tmp_path_factory.mktemp("loads"), enumerate([rows, shuffled]))
    assert council.ask("select distinct load_id from history.ssd_contacts") == ([("load 0",)] if rows else [])
    assert council.ask("select 1 from history.ssd_contacts where known_to < 'infinity'") == []


@tiny
@given(st.lists(content, min_size=2, max_size=4))
def test_a_windowed_source_keeps_older_rows_whose_keys_do_not_come_back(tmp_path_factory, loads):
    """Every contact is of 1 June and the window begins on 2 June: a key is as it was when last sent."""
    council = build(tmp_path_factory.mktemp("loads"), enumerate(loads), {CONTACTS: date(2026, 6, 2)})
    last = {}
    for rows in loads:
        last.update({key: sorted(row for row in rows if row[0] == key) for key in {key for key, _ in rows}})
    assert council.contacts() == sorted(row for rows in last.values() for row in rows)


def test_a_referral_that_left_annex_a_s_six_months_stays_as_last_known():
    """List 3 holds no close date, so a blank one does not mean that the list would still hold the referral."""
    table = load_schema().tables["ssd_cin_episodes"]
    with duckdb.connect() as con:
        rows = con.execute(
            f"select cast({relevant_date(table)} as varchar) from (values "
            "('book.xlsx#List 3', date '2026-01-10', null::date), "
            "('book.xlsx#List 6', date '2026-01-10', null::date), "
            "('book.xlsx#List 6', date '2026-01-10', date '2026-02-01')) "
            "as row(source_file, cine_referral_date, cine_close_date)"
        ).fetchall()
    assert [day for (day,) in rows] == ["2026-01-10", "infinity", "2026-02-01"]
