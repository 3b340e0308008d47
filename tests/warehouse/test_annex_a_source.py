"""An Annex A workbook: sheets, headings and cells are found however they are written, and what is absent is named."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.broken.builders import Cell, workbook
from warehouse.errors import SourceError
from warehouse.landing import covers_on, land, read_intake
from warehouse.schema import load_schema
from warehouse.sources import Delivery, open_source
from warehouse.sources.annex_a import coverage, list_number

SCHEMA = load_schema()


def headings(number: int) -> list[Cell]:
    return [field.title for field in SCHEMA.tables[f"annex_a_list_{number}"].fields]


def whole_workbook(path: Path, **sheets: list[list[Cell]]) -> Path:
    """A workbook with the headings of all eleven lists, and rows under those named `list_1` …"""
    filled = {f"List {n}": [headings(n), *sheets.get(f"list_{n}", [])] for n in range(1, 12)}
    return workbook(path, filled)


def open_book(path: Path) -> Delivery:
    return open_source(str(path), SCHEMA)


def rows_of(delivery: Delivery, table: str) -> list[dict[str, object]]:
    return next(e for e in delivery.extracts if e.table == table).read().data.to_pylist()


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("List 8", 8),
        ("List_8", 8),
        ("list8", 8),
        ("LIST 08", 8),
        ("8", 8),
        ("8. Children in Care", 8),
        ("List 11 - Adopters", 11),
        ("Annex A List 10", 10),
        ("Contacts", 1),
        ("early  help", 2),
        ("Children in Need", 6),
        ("Children in Care", 8),
        ("Care leavers", 9),
        ("1 page summary", None),
        ("List 12", None),
        ("Read me", None),
        ("", None),
    ],
)
def test_a_sheet_is_a_list_by_its_title(title, number):
    assert list_number(title) == number


def test_every_list_is_found_with_no_column_absent_or_unknown(tmp_path):
    delivery = open_book(whole_workbook(tmp_path / "a.xlsx", list_1=[[1, "a) Male"]]))
    assert [e.table for e in delivery.extracts] == [f"annex_a_list_{n}" for n in range(1, 12)]
    notes = [*delivery.notes, *(note for e in delivery.extracts for note in e.read().notes)]
    assert {note.kind for note in notes} == {"note"}


def test_cells_are_landed_as_they_stand(tmp_path):
    row: list[Cell] = [9212044, "a) Male", "a) WBRI", date(2015, 1, 25), 6.5, 44090, "01/09/2020"]
    odd: list[Cell] = ["007", " b)\u00a0Female ", None, "31/02/2015", 5, "=NA()", "=1+6"]
    delivery = open_book(whole_workbook(tmp_path / "a.xlsx", list_1=[row, odd]))
    first, second = rows_of(delivery, "annex_a_list_1")
    assert list(first.values()) == ["9212044", "a) Male", "a) WBRI", "2015-01-25", "6.5", "44090", "01/09/2020", 2]
    assert list(second.values()) == ["007", " b)\u00a0Female ", None, "31/02/2015", "5", "#N/A", "7", 3]


def test_headings_are_found_below_a_title_and_matched_tolerantly(tmp_path):
    messy = [
        "CHILD  UNIQUE ID ",
        "Sex",
        "Ethnicity",
        "Date of birth:",
        "Age",
        "Date of contact.",
        "contact source?",
        "Our own note",
    ]
    rows: list[list[Cell]] = [["Contacts in the last six months"], [], list(messy), [1] * 8, [], [2] * 8]
    book = workbook(tmp_path / "a.xlsx", {"Contacts": rows, "List 2": [headings(2), [1, "a) Male"]]})
    delivery = open_book(book)
    read = delivery.extracts[0].read()
    expected = [field.name for field in SCHEMA.tables["annex_a_list_1"].fields]
    assert read.data.column_names == [*expected, "Our own note", "source_row"]
    assert read.data.column("source_row").to_pylist() == [4, 6]
    assert ("column_unknown", "Our own note") in {(n.kind, n.column_name) for n in read.notes}
    assert [n.rows for n in read.notes if n.detail == "blank rows left out"] == [(5,)]


def test_of_two_equal_rows_of_headings_the_first_counts(tmp_path):
    sheets = {"List 1": [[], headings(1), [1, "a) Male"], headings(1), [2, "a) Male"]], "List 2": [headings(2)]}
    ids = [
        row["child_unique_id"] for row in rows_of(open_book(workbook(tmp_path / "a.xlsx", sheets)), "annex_a_list_1")
    ]
    assert ids == ["1", headings(1)[0], "2"]


def test_headings_below_row_15_are_not_searched(tmp_path):
    sheets = {"List 1": [[]] * 15 + [headings(1), [1]], "List 2": [headings(2)], "List 3": [headings(3)]}
    with pytest.raises(SourceError, match=r"sheet 'List 1' has no row of headings"):
        open_book(workbook(tmp_path / "a.xlsx", sheets))


def test_curly_quotes_and_a_doubled_bracket_in_list_8_are_the_same_headings(tmp_path):
    written = [str(title).replace("'", "’").replace("(Y/N)", "(Y/N))") for title in headings(8)]
    book = workbook(tmp_path / "a.xlsx", {"List 8": [written, [1]], "List 7": [headings(7)]})
    read = open_book(book).extracts[-1].read()
    assert {n.kind for n in read.notes} == {"header_matched"}


def test_absent_lists_and_columns_are_named(tmp_path):
    book = workbook(tmp_path / "a.xlsx", {"List 1": [headings(1)[:-1], [1]], "List 2": [headings(2)], "List 3": []})
    landed = land(open_book(book), tmp_path / "landing", "887", datetime(2021, 3, 16), True)
    notes = {(n["kind"], n["table"], n["column"]) for n in read_intake(landed.folder)}
    assert ("column_absent", "annex_a_list_1", "contact_source") in notes
    absent = {table for kind, table, _ in notes if kind == "table_absent"}
    assert absent == {f"annex_a_list_{n}" for n in range(3, 12)}


def test_what_has_no_place_in_the_ssd_is_told(tmp_path):
    delivery = open_book(whole_workbook(tmp_path / "a.xlsx"))
    told = {(note.table_name, note.column_name) for note in delivery.notes}
    assert {("annex_a_list_8", "missing_episodes_12m"), ("annex_a_list_8", "placements_last_12_months")} <= told


def test_another_sheet_is_kept_whole_and_our_own_are_not_taken_for_lists(tmp_path):
    sheets = {
        "Read me": [["x"]],
        "Checks": [["x"]],
        "Notes to self": [["a", 1], [None, "b"]],
        "List 1": [headings(1), [1]],
        "List 2": [headings(2)],
    }
    delivery = open_book(workbook(tmp_path / "annex-a.xlsx", sheets))
    assert [(e.table, e.known) for e in delivery.extracts][2:] == [("sheet_notestoself", False)]
    assert rows_of(delivery, "sheet_notestoself") == [
        {"column_1": "a", "column_2": "1", "source_row": 1},
        {"column_1": None, "column_2": "b", "source_row": 2},
    ]


def test_a_folder_with_only_an_annex_a_workbook_is_that_workbook(tmp_path):
    whole_workbook(tmp_path / "return for inspection.xlsx")
    (tmp_path / "README.txt").write_text("x")
    assert open_source(str(tmp_path), SCHEMA).kind == "annex_a"


def test_a_workbook_among_extracts_is_refused(tmp_path):
    whole_workbook(tmp_path / "annex.xlsx")
    (tmp_path / "contacts.csv").write_text("cont_contact_id\n1\n")
    with pytest.raises(SourceError, match=r"annex\.xlsx: this Annex A workbook lies beside contacts\.csv"):
        open_source(str(tmp_path), SCHEMA)


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        ({"List 1": "headings"}, "fewer than 2 sheets"),
        ({"List 1": "headings", "Contacts": "headings", "List 2": "headings"}, "are both List 1"),
        ({"Sheet1": "headings"}, "fewer than 2 sheets"),
    ],
)
def test_a_workbook_that_is_not_annex_a_is_refused(tmp_path, sheets, message):
    filled = {title: [headings(list_number(title) or 1), [1]] for title in sheets}
    with pytest.raises(SourceError, match=message):
        open_book(workbook(tmp_path / "a.xlsx", filled))


def test_the_lists_cover_six_and_twelve_months_clipped_to_the_month_end(tmp_path):
    covers = covers_on(open_book(whole_workbook(tmp_path / "a.xlsx")), date(2021, 8, 31))
    assert covers["ssd_contacts"] == date(2021, 2, 28)
    assert covers["sup_adopters"] == date(2020, 8, 31)
    assert covers["ssd_care_leavers"] is None
    assert covers["ssd_person"] == covers["ssd_cp_visits"] == date(9999, 12, 31)
    assert not any(table.startswith("annex_a") for table in covers)


def test_a_list_that_did_not_come_covers_nothing(tmp_path):
    book = workbook(tmp_path / "a.xlsx", {"List 1": [headings(1), [1]], "List 2": [headings(2)]})
    covered = covers_on(open_book(book), date(2021, 3, 31))
    assert set(covered) == {"ssd_contacts", "ssd_early_help_episodes", "ssd_person"}


def test_coverage_names_tables_of_the_schema_once():
    tables = [c.table for c in coverage()]
    assert len(set(tables)) == len(tables)
    assert set(tables) <= {table.name for table in SCHEMA.history_tables()}
