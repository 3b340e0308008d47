"""Bulk workbooks: text stays text, dates are dates, the file is private and the same bytes every time."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from transforms.returns.bulk import A3, A4, LONGEST_CELL, BulkWorkbook, Column, Line

COLUMNS = [Column("Child Unique ID", "id"), Column("Note"), Column("Seen on", "date"), Column("Visits", "count")]


def table(
    folder: Path, rows: list[tuple[object, ...]], columns: list[Column] | None = None, draft: str = ""
) -> Worksheet:
    """The one sheet of a bulk workbook, as another program reads it."""
    path = folder / "book.xlsx"
    with BulkWorkbook(path, "Invented", "Invented & Sons Council (887) · RESTRICTED", draft) as book:
        book.table("List 1", columns or COLUMNS, rows)
    return load_workbook(path)["List 1"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://example.org")',
        "+44 1634",
        "-1",
        "@SUM(A1)",
        "\tindented",
        "{=1}",
        "http://example.org/x",
        "mailto:a@example.org",
        "internal:'List 1'!A1",
        "007",
        "1E5",
        "31/01/2024",
        "TRUE",
        "#N/A",
        " space ",
        "two\nlines",
        "é “quoted” £",
    ],
)
def test_text_stays_text_whatever_it_begins_with(tmp_path: Path, text: str) -> None:
    sheet = table(tmp_path, [(text, text, None, None)])
    for cell in sheet[2][:2]:
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def storable(char: str) -> bool:
    """Whether XML 1.0, and so a workbook, can hold the character."""
    return char in "\t\n" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(min_size=1, max_size=30), max_size=20))
def test_any_text_comes_back_as_it_went_in(tmp_path: Path, texts: list[str]) -> None:
    sheet = table(tmp_path, [(text,) for text in texts], [Column("Note")])
    read = [sheet.cell(row, 1) for row in range(2, 2 + len(texts))]
    for cell, text in zip(read, texts, strict=True):
        assert cell.data_type == "s"
        one_kind_of_line = text.replace("\r\n", "\n").replace("\r", "\n")
        assert cell.value == "".join(char if storable(char) else "\ufffd" for char in one_kind_of_line)


def test_text_longer_than_a_cell_is_cut_and_not_lost(tmp_path: Path) -> None:
    assert table(tmp_path, [("a", "x" * 40_000, None, None)])["B2"].value == "x" * LONGEST_CELL


def test_risky_text_is_marked_as_text_also_for_whoever_edits_the_cell(tmp_path: Path) -> None:
    marked = {
        text: table(tmp_path, [("a", text, None, None)])["B2"].quotePrefix
        for text in ("=1", " @x", "\tx", "fine", "a=b")
    }
    assert marked == {"=1": True, " @x": True, "\tx": True, "fine": False, "a=b": False}


def test_dates_numbers_and_blanks(tmp_path: Path) -> None:
    columns = [*COLUMNS, Column("Cost", "decimal"), Column("Read at", "date"), Column("Agreed")]
    rows: list[tuple[object, ...]] = [
        ("1", None, date(2026, 8, 31), 1234, Decimal("12.5"), datetime(2026, 8, 31, 9, 30), True),
        ("2", "", None, None, float("nan"), None, False),
    ]
    sheet = table(tmp_path, rows, columns)
    assert (sheet["C2"].value, sheet["C2"].number_format, sheet["C2"].is_date) == (
        datetime(2026, 8, 31),
        "dd/mm/yyyy",
        True,
    )
    assert [sheet.cell(2, column).value for column in (4, 5, 6, 7)] == [1234, 12.5, datetime(2026, 8, 31, 9, 30), "Yes"]
    assert [sheet.cell(3, column).value for column in range(1, 8)] == ["2", None, None, None, None, None, "No"]


def test_a_day_before_excels_first_is_shown_and_not_turned_into_another(tmp_path: Path) -> None:
    sheet = table(tmp_path, [("1", None, date(1026, 8, 31), None), ("2", None, date(1900, 3, 1), None)])
    assert sheet["C2"].value == "31/08/1026"
    assert sheet["C3"].value == datetime(1900, 3, 1)


def test_house_style_of_a_table(tmp_path: Path) -> None:
    sheet = table(tmp_path, [("1", "a", date(2026, 1, 1), 1), ("2", "b", date(2026, 1, 1), 2)])
    assert [cell.value for cell in sheet[1]] == ["Child Unique ID", "Note", "Seen on", "Visits"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert sheet.print_title_rows == "$1:$1"
    # A width of one page is the default and so not written; a height of 0 pages is as many as it takes.
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        None,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.merged_cells.ranges == set()
    header = sheet["A1"]
    assert (header.font.name, header.font.bold, header.font.color.rgb, header.fill.start_color.rgb) == (
        "Arial",
        True,
        "FFFFFFFF",
        "FF12436D",
    )
    assert sheet["A2"].font.name == "Arial"
    # One ampersand would be a command to the printer.
    assert sheet.oddFooter.left.text == "Invented && Sons Council (887) · RESTRICTED"
    assert "&P" in sheet.oddFooter.right.text


def test_a_table_without_rows_keeps_its_headings_and_filter(tmp_path: Path) -> None:
    sheet = table(tmp_path, [])
    assert (sheet.max_row, sheet.auto_filter.ref) == (1, "A1:D1")


def test_a_wide_table_is_printed_on_wide_paper(tmp_path: Path) -> None:
    assert table(tmp_path, []).page_setup.paperSize == A4
    assert table(tmp_path, [], [Column(f"Column {n}") for n in range(20)]).page_setup.paperSize == A3


def test_a_draft_says_so_and_why_on_every_sheet_without_a_row_of_its_own(tmp_path: Path) -> None:
    reason = "2 critical findings that nobody waived & more"
    path = tmp_path / "book.xlsx"
    with BulkWorkbook(path, "Invented", "footer", reason) as book:
        book.page("Read me", [80], [Line("title", ("About",))])
        book.table("List 1", COLUMNS, [("1", "a", None, 1)])
    read = load_workbook(path)
    assert read["Read me"]["A1"].value == f"DRAFT: {reason}"
    assert [cell.value for cell in read["List 1"]["A"]] == ["Child Unique ID", "1"]
    assert read["List 1"]["A1"].comment.text == f"DRAFT: {reason}"
    for sheet in read:
        assert sheet.oddHeader.left.text is not None
        assert "DRAFT: 2 critical findings" in sheet.oddHeader.left.text
        assert sheet.sheet_properties.tabColor is not None


def test_no_draft_mark_on_a_return_that_is_none(tmp_path: Path) -> None:
    sheet = table(tmp_path, [("1", "a", None, 1)])
    assert sheet["A1"].comment is None
    assert sheet.oddHeader.left.text is None


def test_a_long_draft_reason_still_fits_the_printed_line(tmp_path: Path) -> None:
    header = table(tmp_path, [], draft="&" * 400).oddHeader
    assert len(f"&L{header.left.text}".replace("&", "&&")) <= 600
    assert header.left.text.endswith("…")


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        table(tmp_path / name, [("=1", "a", date(2026, 1, 1), 1)], draft="a reason")
        made.append((tmp_path / name / "book.xlsx").read_bytes())
    assert made[0] == made[1]


def test_only_the_owner_may_read_it_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("an older return that everybody could read")
    path.chmod(0o644)
    table(tmp_path, [("1", "a", None, 1)])
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_workbook_that_failed_half_way_is_not_left_behind(tmp_path: Path) -> None:
    def rows() -> Iterator[tuple[object, ...]]:
        yield ("1", "a", None, 1)
        raise RuntimeError("the rows ran out")

    with pytest.raises(RuntimeError, match="the rows ran out"), BulkWorkbook(tmp_path / "b.xlsx", "T", "f") as book:
        book.table("List 1", COLUMNS, rows())
    assert list(tmp_path.iterdir()) == []


def test_a_page_wraps_its_words_and_keeps_small_tables_in_columns(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with BulkWorkbook(path, "T", "f") as book:
        lines = [
            Line("text", ("word " * 20,)),
            Line("header", ("Code", "Meaning")),
            Line("row", ("a) Yes", date(2026, 1, 1))),
        ]
        book.page("Read me", [20, 20], lines)
    values = [[cell for cell in row if cell is not None] for row in load_workbook(path)["Read me"].values]
    assert len(values) > 3
    assert values[-2:] == [["Code", "Meaning"], ["a) Yes", datetime(2026, 1, 1)]]
