"""A folder of extracts: which files are tables, what is said of the others, and what stops the load."""

import json
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.broken.builders import OLE_MAGIC, cut_short, without_stored_values, workbook
from warehouse.errors import SourceError
from warehouse.schema import load_schema
from warehouse.sources import Delivery, open_source

SCHEMA = load_schema()
CONTACTS = "cont_contact_id,cont_person_id\n1,p\n"


def open_folder(folder: Path) -> Delivery:
    return open_source(str(folder), SCHEMA)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("_csv", ".csv")).write_text(text)
    return folder


def read_all(delivery: Delivery) -> dict[str, list[dict[str, object]]]:
    return {extract.table: extract.read().data.to_pylist() for extract in delivery.extracts}


@pytest.mark.parametrize("name", ["contacts.csv", "ssd_contacts.csv", "SSD_Contacts.CSV", "Ssd Contacts.csv"])
def test_a_file_is_a_table_by_its_name(tmp_path, name):
    (tmp_path / name).write_text(CONTACTS)
    assert read_all(open_folder(tmp_path)) == {
        "ssd_contacts": [{"cont_contact_id": "1", "cont_person_id": "p", "source_row": 2}]
    }


def test_every_table_can_be_delivered_with_and_without_its_prefix():
    shorts = [table.short for table in SCHEMA.history_tables()]
    assert len(set(shorts)) == len(shorts)


def test_csv_parquet_and_excel_lie_side_by_side(tmp_path):
    write(tmp_path, contacts_csv=CONTACTS)
    pq.write_table(pa.table({"pers_person_id": ["p"]}), tmp_path / "person.parquet")
    workbook(
        tmp_path / "sup_audits.xlsx",
        {
            "Notes": [["Run by hand"]],
            "Data": [["Audits"], [], ["Audit ID", "person_id"], [5, "p"], [None, None], [6, "q"]],
        },
    )
    tables = read_all(open_folder(tmp_path))
    assert list(tables) == ["ssd_contacts", "ssd_person", "sup_audits"]
    assert tables["sup_audits"] == [
        {"audit_id": "5", "person_id": "p", "source_row": 4},
        {"audit_id": "6", "person_id": "q", "source_row": 6},
    ]


def test_system_files_are_ignored_and_other_files_and_tables_are_told(tmp_path):
    write(tmp_path, contacts_csv=CONTACTS, local_list_csv="a,b\n1,2\n", faults_csv="x\n")
    for name in (".DS_Store", "~$contacts.csv", "README.md", "Thumbs.db"):
        (tmp_path / name).write_text("x")
    (tmp_path / "letter.docx").write_text("x")
    delivery = open_folder(tmp_path)
    assert [file.name for file in delivery.files] == ["contacts.csv", "local_list.csv"]
    assert [(extract.table, extract.known) for extract in delivery.extracts] == [
        ("ssd_contacts", True),
        ("local_list", False),
    ]
    told = {(note.kind, note.table_name, note.file) for note in delivery.notes}
    assert {("table_unknown", "local_list", "local_list.csv"), ("note", "", "letter.docx")} <= told
    assert ("table_absent", "ssd_person", "") in told
    assert ("table_absent", "ssd_contacts", "") not in told


def test_the_manifest_says_when_and_from_when(tmp_path):
    write(tmp_path, contacts_csv=CONTACTS)
    manifest = {"extracted_on": "2026-06-30T21:30", "covers_from": {"contacts": "2021-04-01", "ssd_person": None}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    delivery = open_folder(tmp_path)
    assert delivery.extracted_on == datetime(2026, 6, 30, 21, 30)
    assert delivery.covers == {"ssd_contacts": date(2021, 4, 1), "ssd_person": None}


@pytest.mark.parametrize(
    "manifest",
    ["{", "[]", '{"extracted_on": "June"}', '{"extracted_on": "2026-06-30T00:00Z"}', '{"covers_from": {"moon": null}}'],
)
def test_a_manifest_that_is_not_one_is_refused(tmp_path, manifest):
    write(tmp_path, contacts_csv=CONTACTS)
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(SourceError, match=r"^manifest\.json: "):
        open_folder(tmp_path)


def test_a_folder_with_no_table_is_refused(tmp_path):
    write(tmp_path, local_list_csv="a,b\n1,2\n")
    with pytest.raises(SourceError, match="no file is named as a table"):
        open_folder(tmp_path)


def test_two_files_of_one_table_are_refused(tmp_path):
    write(tmp_path, contacts_csv=CONTACTS, ssd_contacts_csv=CONTACTS)
    with pytest.raises(SourceError, match=r"contacts\.csv and ssd_contacts\.csv are both ssd_contacts"):
        open_folder(tmp_path)


def test_a_place_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(SourceError, match="no such file or folder"):
        open_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("contacts.csv", b"", "empty"),
        ("contacts.xlsx", b"", "empty"),
        ("contacts.xlsx", OLE_MAGIC + b"0" * 600, "protected by a password"),
        ("contacts.xlsx", b"<html><table></table></html>", "a web page"),
        ("contacts.xlsx", b"PK\x03\x04 and then nothing", "cut short or damaged"),
        ("contacts.parquet", b"PAR1", "cannot be read as Parquet"),
    ],
)
def test_a_broken_file_is_refused_by_name(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=message) as caught:
        read_all(open_folder(tmp_path))
    assert str(caught.value).startswith(f"{name}: ")


def test_a_workbook_cut_short_is_refused(tmp_path):
    book = workbook(tmp_path / "contacts.xlsx", {"Sheet1": [["cont_contact_id", "cont_person_id"], ["1", "p"]]})
    cut_short(book)
    with pytest.raises(SourceError, match=r"^contacts\.xlsx: the workbook is cut short or damaged"):
        read_all(open_folder(tmp_path))


def test_a_workbook_without_the_headings_is_refused(tmp_path):
    workbook(tmp_path / "contacts.xlsx", {"Sheet1": [["a", "b"], [1, 2]]})
    with pytest.raises(SourceError, match="no sheet has a row of headings"):
        read_all(open_folder(tmp_path))


def test_error_cells_keep_their_text_and_unsaved_formulas_are_told(tmp_path):
    rows = [["cont_contact_id", "cont_person_id", "cont_contact_source_desc"], [1, "=NA()", "=1+6"], [2, "p", "=A1"]]
    without_stored_values(workbook(tmp_path / "contacts.xlsx", {"Sheet1": rows}))
    read = open_folder(tmp_path).extracts[0].read()
    assert read.data.column("cont_person_id").to_pylist() == ["#N/A", "p"]
    assert read.data.column("cont_contact_source_desc").to_pylist() == [None, None]
    assert [n.rows for n in read.notes if "without a stored value" in n.detail] == [(2, 3)]


def test_a_file_that_changes_between_opening_and_reading_is_refused(tmp_path):
    delivery = open_folder(write(tmp_path, contacts_csv=CONTACTS))
    write(tmp_path, contacts_csv=CONTACTS + "2,q\n")
    with pytest.raises(SourceError, match="changed while it was being read"):
        read_all(delivery)


def test_the_content_hash_follows_names_bytes_and_coverage(tmp_path):
    first = open_folder(write(tmp_path, contacts_csv=CONTACTS)).content_sha256
    assert open_folder(tmp_path).content_sha256 == first
    (tmp_path / "manifest.json").write_text('{"extracted_on": "2026-06-30"}')
    assert open_folder(tmp_path).content_sha256 == first
    (tmp_path / "manifest.json").write_text('{"covers_from": {"contacts": "2020-01-01"}}')
    covered = open_folder(tmp_path).content_sha256
    write(tmp_path, contacts_csv=CONTACTS + "2,q\n")
    assert len({first, covered, open_folder(tmp_path).content_sha256}) == 3
