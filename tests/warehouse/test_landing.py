"""Landing: every value as it came, in a folder that appears whole, is private, and is the same for the same content."""

import json
import os
import stat
from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.errors import SourceError
from warehouse.landing import Landed, land, load_id, read_intake, read_landed
from warehouse.schema import load_schema
from warehouse.sources import open_source
from warehouse.sources.model import row_ranges

SCHEMA = load_schema()
JUNE = datetime(2026, 6, 30)


@pytest.fixture
def extracts(tmp_path: Path) -> Path:
    folder = tmp_path / "extracts"
    folder.mkdir()
    (folder / "contacts.csv").write_text("cont_contact_id,cont_person_id,Note\n1,NA,\n2,p\n")
    (folder / "local list.csv").write_text("a,b\n1,2\n")
    return folder


def land_it(folder: Path, root: Path, when: datetime = JUNE, explicit: bool = True) -> Landed:
    return land(open_source(str(folder), SCHEMA), root, "887", when, explicit)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_load_keeps_text_beside_file_and_row(extracts, tmp_path):
    landed = land_it(extracts, tmp_path / "landing")
    assert landed.is_new
    assert landed.tables == ("local_list", "ssd_contacts")
    table = pq.ParquetFile(landed.folder / "ssd_contacts.parquet")
    assert table.read().to_pylist() == [
        {"cont_contact_id": "1", "cont_person_id": "NA", "Note": None, "source_file": "contacts.csv", "source_row": 2},
        {"cont_contact_id": "2", "cont_person_id": "p", "Note": None, "source_file": "contacts.csv", "source_row": 3},
    ]
    assert table.metadata.row_group(0).column(0).compression == "ZSTD"


def test_the_manifest_says_what_came_and_the_intake_what_was_done(extracts, tmp_path):
    landed = land_it(extracts, tmp_path / "landing")
    manifest = json.loads((landed.folder / "manifest.json").read_text())
    assert manifest["extracted_on"] == "2026-06-30T00:00:00"
    assert [(file["name"], file["bytes"]) for file in manifest["files"]] == [
        ("contacts.csv", 46),
        ("local list.csv", 8),
    ]
    assert [(table["table"], table["rows"]) for table in manifest["tables"]] == [("local_list", 1), ("ssd_contacts", 2)]
    notes = {(note["kind"], note["table"], note["column"], tuple(note["rows"])) for note in read_intake(landed.folder)}
    assert ("column_unknown", "ssd_contacts", "Note", ()) in notes
    assert ("note", "ssd_contacts", "", ("3",)) in notes


def test_folders_and_files_are_for_their_owner_only(extracts, tmp_path):
    mask = os.umask(0)
    try:
        landed = land_it(extracts, tmp_path / "work" / "landing" / "887")
    finally:
        os.umask(mask)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in landed.folder.iterdir()}
    assert modes == {0o600}
    for folder in (landed.folder, *list(landed.folder.parents)[:3]):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_same_content_twice_is_one_load(extracts, tmp_path):
    first = land_it(extracts, tmp_path / "landing")
    again = land_it(extracts, tmp_path / "landing")
    assert (again.load_id, again.is_new) == (first.load_id, False)
    assert land_it(extracts, tmp_path / "landing", datetime(2026, 9, 30)).is_new


def test_a_copied_file_is_not_news_when_the_date_was_only_the_files(extracts, tmp_path):
    first = land_it(extracts, tmp_path / "landing", explicit=False)
    later = land_it(extracts, tmp_path / "landing", datetime(2026, 7, 1), explicit=False)
    assert (later.load_id, later.is_new) == (first.load_id, False)


def test_content_that_came_back_after_other_content_is_a_new_load(extracts, tmp_path):
    root, file = tmp_path / "landing", extracts / "contacts.csv"
    before = file.read_text()
    land_it(extracts, root, datetime(2026, 6, 28), explicit=False)
    file.write_text(before + "3,q,\n")
    land_it(extracts, root, datetime(2026, 6, 29), explicit=False)
    file.write_text(before)
    assert land_it(extracts, root, datetime(2026, 6, 30), explicit=False).is_new


def test_two_machines_land_the_same_bytes(extracts, tmp_path):
    one = land_it(extracts, tmp_path / "one")
    os.utime(extracts / "contacts.csv", (0, 0))
    two = land_it(extracts, tmp_path / "two")
    assert contents(one.folder) == contents(two.folder)


def test_a_broken_file_lands_nothing(extracts, tmp_path):
    (extracts / "person.csv").write_bytes(b"PK\x03\x04")
    with pytest.raises(SourceError, match=r"person\.csv"):
        land_it(extracts, tmp_path / "landing")
    assert list((tmp_path / "landing").iterdir()) == []


def test_a_delivery_without_one_row_lands_nothing(extracts, tmp_path):
    (extracts / "contacts.csv").write_text("cont_contact_id\n")
    with pytest.raises(SourceError, match="no table holds a row"):
        land_it(extracts, tmp_path / "landing")
    assert list((tmp_path / "landing").iterdir()) == []


def test_what_a_killed_run_left_is_cleared(extracts, tmp_path):
    left = tmp_path / "landing" / ".incoming-2026-06-30-0123456789ab"
    left.mkdir(parents=True)
    (left / "manifest.json").write_text("{")
    landed = land_it(extracts, tmp_path / "landing")
    assert [path.name for path in (tmp_path / "landing").iterdir()] == [landed.load_id]


def test_a_load_is_read_back_as_it_was_landed(extracts, tmp_path):
    (extracts / "manifest.json").write_text('{"covers_from": {"contacts": "2021-04-01"}}')
    landed = land_it(extracts, tmp_path / "landing")
    again = read_landed(landed.folder)
    assert again == Landed(**{**vars(landed), "is_new": False})
    assert again.covers == {"ssd_contacts": date(2021, 4, 1)}
    assert again.rows == 3


def test_a_load_without_its_manifest_is_refused(extracts, tmp_path):
    landed = land_it(extracts, tmp_path / "landing")
    (landed.folder / "manifest.json").unlink()
    with pytest.raises(SourceError, match="missing or damaged"):
        read_landed(landed.folder)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(JUNE, "2026-06-30-0123456789ab"), (datetime(2026, 6, 30, 21, 30), "2026-06-30T2130-0123456789ab")],
)
def test_the_load_id_is_the_time_of_extraction_and_the_hash(moment, expected):
    assert load_id(moment, "0123456789abcdef") == expected


@given(st.sets(st.integers(2, 60)))
def test_row_ranges_hold_each_row_once_in_order(rows):
    unfolded = []
    for part in row_ranges(rows):
        first, _, last = part.partition("-")
        unfolded += range(int(first), int(last or first) + 1)
    assert unfolded == sorted(rows)
