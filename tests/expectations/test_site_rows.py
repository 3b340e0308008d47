"""The reconciliation of the validation page: every row is accounted for, and each difference has its sentence."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from expectations.site import read_page
from expectations.site_rows import TableLine, totals
from tests.support.typed_load import EXTRACTED_ON, LOAD, TypedLoad
from tests.support.validation_page import check, delivered, forget, note, text_of, write
from transforms.effects import Effects, keep_effects

KNOWN = (
    "insert into history.ssd_person (pers_person_id, row_hash, load_id, known_from, known_to) values (?, ?, ?, ?, ?)"
)
NOW, ENDLESS, LONG_AGO = EXTRACTED_ON, "infinity", date(2025, 1, 1)


@pytest.fixture
def people(load: TypedLoad) -> Iterator[TypedLoad]:
    """Three people came in this load; two were loaded anew, one was known, and one of an earlier load is kept."""
    check(load, "person.older_than_120")
    delivered(load, "people.csv", "ssd_person", 3)
    con = load.connection
    hashes = [row[0] for row in con.execute("select row_hash from staging.ssd_person order by source_row").fetchall()]
    con.execute(KNOWN, ["MARKERID1", hashes[0], LOAD, NOW, ENDLESS])
    con.execute(KNOWN, ["MARKERID2", hashes[1], LOAD, NOW, ENDLESS])
    con.execute(KNOWN, ["MARKERID2", hashes[2], "old", LONG_AGO, ENDLESS])
    con.execute(KNOWN, ["older", "of an earlier load", "old", LONG_AGO, ENDLESS])
    con.execute(KNOWN, ["MARKERID1", "said otherwise", "old", LONG_AGO, NOW])
    con.execute(KNOWN, ["gone", "no longer sent", "old", LONG_AGO, NOW])
    yield load
    con.execute("delete from history.ssd_person")
    forget(load)


def line(load: TypedLoad) -> TableLine:
    tables = read_page(load.connection, LOAD, load.schema).tables
    return next(table for table in tables if table.name == "ssd_person")


def test_rows_add_up_from_the_source_to_what_is_known(people: TypedLoad) -> None:
    found = line(people)
    assert (found.source, found.landed, found.typed) == (3, 3, 3)
    moved = found.moved
    assert moved is not None
    assert (moved.before, moved.opened, moved.replaced, moved.gone, moved.now) == (4, 2, 1, 1, 4)
    assert (moved.from_this_load, moved.unchanged, moved.kept) == (3, 1, 1)
    assert found.adds_up


@pytest.mark.parametrize(
    "loss",
    [
        "delete from history.ssd_person where load_id != 'old' and pers_person_id = 'MARKERID1'",
        "update meta.files set rows = 4 where table_name = 'ssd_person'",
        "delete from staging.ssd_person where source_row = 2",
        "update history.ssd_person set row_hash = 'another' where pers_person_id = 'MARKERID2' and load_id = 'old'",
    ],
)
def test_a_row_that_is_lost_between_two_steps_shows(people: TypedLoad, loss: str, tmp_path: Path) -> None:
    people.connection.execute(loss)
    assert not line(people).adds_up
    assert "Not every row is accounted for" in text_of(write(people, tmp_path))


def test_a_copy_too_many_in_the_history_is_not_taken_for_the_loads_own(people: TypedLoad) -> None:
    people.connection.execute(
        "insert into history.ssd_person select * from history.ssd_person where load_id = 'old' and row_hash <> 'x'"
        " and known_to = 'infinity' and pers_person_id = 'MARKERID2'"
    )
    found = line(people)
    assert found.moved is not None
    assert (found.moved.from_this_load, found.moved.kept) == (3, 2)


def test_each_difference_has_its_sentence(people: TypedLoad, tmp_path: Path) -> None:
    note(people, "note", "ssd_person", "", "blank rows left out", 2)
    people.connection.execute("insert into meta.coverage values (?, 'ssd_person', ?)", [LOAD, date(2025, 7, 1)])
    people.connection.execute("update staging.ssd_person set row_hash = (select min(row_hash) from staging.ssd_person)")
    assert line(people).source == 5
    said = " ".join(line(people).remarks)
    assert "2 rows in the source held nothing and were left out." in said
    assert "2 rows are an exact copy of another row" in said
    assert "kept: this delivery speaks for the time from 1 July 2025 only." in said
    assert "1 row of earlier deliveries is no longer sent, so it counts no more." in said
    assert "The rows are read differently since they were loaded" in said
    assert "Where one number differs from the next" in text_of(write(people, tmp_path))


@pytest.mark.parametrize(
    ("covers", "why"),
    [(None, "this delivery does not speak for them"), (date(9999, 12, 31), "holds only the latest rows of the table")],
)
def test_kept_rows_say_why(people: TypedLoad, covers: date | None, why: str) -> None:
    people.connection.execute("insert into meta.coverage values (?, 'ssd_person', ?)", [LOAD, covers])
    assert why in " ".join(line(people).remarks)


def test_the_rows_that_measures_count_and_do_not_count_are_all_the_rows_known(
    people: TypedLoad, tmp_path: Path
) -> None:
    used = [("ssd_person", 4, 1, 2)]
    reads = [("m", "A measure", "ssd_mother", "moth_person_id")]
    keep_effects(people.connection, LOAD, Effects([], [], reads, used))
    found = line(people)
    assert found.used == (1, 2)
    assert found.not_counted == 1
    text = text_of(write(people, tmp_path))
    assert "4 are of tables that measures count: 1 are counted" in text
    assert "none: 1 measure looks things up in it" in text


def test_the_sums_are_those_of_the_lines(people: TypedLoad) -> None:
    sums = totals(read_page(people.connection, LOAD, people.schema).tables)
    assert sums.landed + sums.made == sums.typed
    assert sums.now == sums.before + sums.opened - sums.replaced - sums.gone
    assert sums.typed - sums.in_lists == sums.opened + sums.unchanged + 1  # the mother is in no history here
