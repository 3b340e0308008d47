"""How a workbook is written: text stays text, the same content gives the same bytes, drafts say so, pages print."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.support.small_return import DANGEROUS, cells, formulas, make_context
from transforms.returns.cell_text import lines_needed, safe_text
from transforms.returns.context import ReturnContext
from transforms.returns.workbook import NUMBER, TEXT, Book, Column, Styled

COLUMNS = [Column("Text", 20), Column("Number", 10, numeric=True)]


def write(path: Path, context: ReturnContext, *texts: str) -> Path:
    """A workbook of one sheet with a row for each text."""
    book = Book(context, "A test")
    page = book.page("Sheet", COLUMNS, says="What this is about.")
    page.header(freeze_columns=1)
    for text in texts:
        page.line([Styled(text), Styled(Decimal("1.5"), NUMBER)])
    page.filter()
    book.save(path)
    return path


@pytest.mark.parametrize("text", [*DANGEROUS, "#N/A", "TRUE", "007", "1e5"])
def test_text_stays_text_whatever_it_begins_with(tmp_path: Path, context: ReturnContext, text: str) -> None:
    path = write(tmp_path / "book.xlsx", context, text)
    cell = next(cell for row in load_workbook(path).active.iter_rows() for cell in row if cell.value == text)
    assert (cell.data_type, cell.quotePrefix) == ("s", text in DANGEROUS)
    assert formulas(path) == []


def test_streamed_rows_hold_the_same_values_as_rows_written_one_by_one(tmp_path: Path, context: ReturnContext) -> None:
    rows = [[text, number] for number, text in enumerate([*DANGEROUS, "a & b < c", "", "x" * 50])]
    book = Book(context, "A test")
    page = book.page("Sheet", [*COLUMNS, Column("Day", 12)])
    page.header()
    page.stream([TEXT, NUMBER, TEXT], ([*row, date(2026, 3, 29)] for row in rows), len(rows), wrapped=(0,))
    book.save(tmp_path / "book.xlsx")
    sheet = load_workbook(tmp_path / "book.xlsx")["Sheet"]
    header = next(cell.row for cell in sheet["A"] if cell.value == "Text")
    read = [[a.value or "", b.value, c.value] for a, b, c in sheet.iter_rows(min_row=header + 1)]
    assert read == [[*row, 46110] for row in rows]
    assert sheet.auto_filter.ref == f"A{header}:C{header + len(rows)}"
    assert formulas(tmp_path / "book.xlsx") == []


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, context: ReturnContext) -> None:
    one = write(tmp_path / "one.xlsx", context, "text").read_bytes()
    assert write(tmp_path / "two.xlsx", context, "text").read_bytes() == one
    assert write(tmp_path / "three.xlsx", context, "other").read_bytes() != one


def test_only_the_owner_may_read_the_file_even_where_another_stood_before(
    tmp_path: Path, context: ReturnContext
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("older")
    path.chmod(0o644)
    assert write(path, context, "text").stat().st_mode & 0o777 == 0o600


def test_a_draft_says_why_on_the_sheet_and_at_the_head_of_every_page(tmp_path: Path) -> None:
    draft = load_workbook(write(tmp_path / "draft.xlsx", make_context("two findings stand"), "text")).active
    final = load_workbook(write(tmp_path / "final.xlsx", make_context(), "text")).active
    assert "DRAFT: two findings stand" in [cell.value for cell in draft["A"]]
    assert draft.oddHeader.center.text == "DRAFT"
    assert "DRAFT" not in cells(tmp_path / "final.xlsx")
    assert final.oddHeader.center.text is None


def test_a_page_prints_landscape_to_its_width_with_headings_repeated(tmp_path: Path, context: ReturnContext) -> None:
    sheet = load_workbook(write(tmp_path / "book.xlsx", context, "text")).active
    header = next(cell.row for cell in sheet["A"] if cell.value == "Text")
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToWidth) == (True, 1)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.freeze_panes == f"B{header + 1}"
    assert sheet.auto_filter.ref == f"A{header}:B{header + 1}"
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [20, 10]


def test_the_footer_says_from_what_and_keeps_an_ampersand_in_a_councils_name(tmp_path: Path) -> None:
    write(tmp_path / "book.xlsx", make_context(authority_name="Hammersmith & Fulham"), "text")
    footer = load_workbook(tmp_path / "book.xlsx").active.oddFooter
    assert footer.left.text.startswith("Hammersmith && Fulham (887) · 2026-27-Q2 · extracted 05/10/2026")
    assert "Quarterlight 0.1.0, population mid-2025 · RESTRICTED" in footer.left.text
    assert footer.right.text == "Page &P of &N"


def test_the_footer_of_a_council_with_a_very_long_name_stays_within_what_excel_allows(tmp_path: Path) -> None:
    write(tmp_path / "book.xlsx", make_context(authority_name="& " * 200), "text")
    assert len(str(load_workbook(tmp_path / "book.xlsx").active.oddFooter)) <= 255


@given(st.text())
def test_any_text_can_be_written_and_safe_text_changes_nothing_twice(text: str) -> None:
    safe = safe_text(text)
    assert safe_text(safe) == safe
    assert len(safe) <= 32_767


@given(st.text(alphabet="abc mW.", max_size=200), st.floats(8, 60), st.floats(1, 40))
def test_a_wider_column_never_needs_more_lines(text: str, width: float, more: float) -> None:
    assert lines_needed(text, width + more) <= lines_needed(text, width)
