"""What the validation page says of a delivery's own names: nothing that could be a child's ever shows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from expectations.site_intake import NOT_SHOWN, make_shown
from tests.support.typed_load import TypedLoad
from tests.support.validation_page import check, delivered, forget, note, text_of, write
from warehouse.schema import load_schema

SHOWN = make_shown(load_schema(), ("Invented Council",))
# Names as they come where a file has no headings, or somebody named a sheet after a child.
NASTY = ("Amelia Testname", "amelia_testname", "O'Neill, Bea", "1203041", "NX443812", "2014-02-03", "Zoë", "x" * 41)


@pytest.fixture
def planted(load: TypedLoad, tmp_path: Path) -> Iterator[str]:
    """Every page of a load whose every name is nasty, joined."""
    check(load, "person.older_than_120")
    for name in NASTY:
        note(load, "column_unknown", "ssd_person", name, "kept in landing only")
        note(load, "table_unknown", name, "", f"sheet '{name}' was not read; one sheet is one table")
        note(load, "header_matched", "ssd_person", "pers_sex", f"read from the heading '{name}'")
        note(load, "header_matched", name, name, f"read from the heading '{name}'")
        note(load, "spelling_mapped", "ssd_person", "pers_sex", f"sex: {name} (authority)")
        note(load, "spelling_mapped", "ssd_person", "pers_sex", f"{name}: F (rule)")
        note(load, "note", name, name, f"this sheet '{name}' is ‘{name}’ and “{name}”")
        delivered(load, f"{name}.csv", name, 2)
        delivered(load, f"book.xlsx#{name}", name, 2)
    write(load, tmp_path)
    yield "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html"))
    forget(load)


def test_no_planted_name_is_on_any_page(planted: str) -> None:
    for word in (word for name in NASTY for word in re.findall(r"\w{3,}", name) if word not in ("2014", "Bea")):
        assert word not in planted


def test_the_page_says_that_names_are_not_shown_and_where_they_are(planted: str) -> None:
    text = text_of(planted)
    assert f"{2 * len(NASTY)} names are not shown here" in text
    assert "intake.json" in text


def test_the_spellings_of_codes_show_the_list_and_the_code_and_how_often(load: TypedLoad, tmp_path: Path) -> None:
    check(load, "person.older_than_120")
    note(load, "spelling_mapped", "ssd_person", "pers_sex", "sex: F (authority)", 1_200)
    note(load, "spelling_mapped", "ssd_person", "pers_sex", "sex: M (shipped)", 3)
    text = text_of(write(load, tmp_path))
    assert "1,203 cells were read as 2 codes" in text
    assert "sex F (Female) your own mapping file 1,200" in text
    assert "Your own mapping files that were used: mappings/sex.csv (1,200 cells)" in text


def test_values_not_understood_are_counted_by_column(load: TypedLoad, tmp_path: Path) -> None:
    check(load, "person.older_than_120", "ssd_person.pers_dob.type")
    text = text_of(write(load, tmp_path))
    assert "People pers_dob not a date, number or yes/no as the field needs 1" in text
    assert "MARKERVALUE" not in text


@pytest.mark.parametrize("name", ["local_ref_2", "created_by", "Case Worker Notes", "Updated date"])
def test_a_heading_of_our_own_words_is_shown(name: str) -> None:
    assert SHOWN.name(name) == name


@pytest.mark.parametrize("name", [*NASTY, "", "   ", "_", "Ref: 2", "date 20140203"])
def test_any_other_heading_is_not(name: str) -> None:
    assert SHOWN.name(name) == NOT_SHOWN


@pytest.mark.parametrize("name", ["ssd_person.csv", "Annex A 2026.xlsx#List 8", "invented council 2026.xlsx#List 10"])
def test_a_file_named_in_our_own_words_is_shown(name: str) -> None:
    assert SHOWN.file(name) == name


@pytest.mark.parametrize("name", ["Amelia Testname.csv", "Annex A.xlsx#Amelia", "people 2014-02-03.csv", "../x.csv"])
def test_any_other_file_is_not(name: str) -> None:
    assert SHOWN.file(name) == NOT_SHOWN


def test_a_note_keeps_what_it_quotes_only_where_that_is_ours() -> None:
    assert SHOWN.note("no column headed 'Child Unique ID'") == "no column headed 'Child Unique ID'"
    assert SHOWN.note("sheet 'Amelia' was not read") == f"sheet ({NOT_SHOWN}) was not read"
