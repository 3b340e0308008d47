"""CSV extracts: every encoding, separator and fault that arrives, and what is kept and said of it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.errors import SourceError
from warehouse.schema import load_schema
from warehouse.sources.csv_file import read_csv
from warehouse.sources.model import ReadTable

CONTACTS = load_schema().tables["ssd_contacts"]
HEAD = "cont_contact_id,cont_person_id,cont_contact_source_desc"


def read(content: bytes | str) -> ReadTable:
    raw = content.encode() if isinstance(content, str) else content
    return read_csv(raw, "contacts.csv", CONTACTS, CONTACTS.name)


def rows(read_table: ReadTable) -> list[tuple[object, ...]]:
    data = read_table.data
    return list(zip(*(column.to_pylist() for column in data.columns), strict=True))


def said(read_table: ReadTable) -> dict[str, tuple[int, ...]]:
    """The notes on rows, by the first words, with their row numbers."""
    return {note.detail.split(";")[0].split(",")[0]: note.rows for note in read_table.notes if note.kind == "note"}


def test_values_are_text_empty_is_null_and_na_stays():
    assert rows(read(f"{HEAD}\n1,NA,\n2,007, x \n")) == [("1", "NA", None, 2), ("2", "007", " x ", 3)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_separator_and_line_end_are_found(separator, end):
    lines = [HEAD.replace(",", separator), separator.join(["1", "p", "a"])]
    assert rows(read(end.join(lines) + end)) == [("1", "p", "a", 2)]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", None), ("utf-8-sig", None), ("utf-16", "read as UTF-16"), ("cp1252", "read as Windows-1252")],
)
def test_the_encoding_is_found_and_named(encoding, note):
    result = read(f"{HEAD}\n1,Zoë’s,£5\n".encode(encoding))
    assert rows(result) == [("1", "Zoë’s", "£5", 2)]
    assert [n.detail for n in result.notes if n.detail.startswith("read as")] == ([note] if note else [])


def test_a_utf8_file_with_stray_windows_bytes_keeps_both_and_says_so():
    result = read(f"{HEAD}\n1,Zoë,".encode() + b"\x92\n")
    assert rows(result) == [("1", "Zoë", "’", 2)]
    assert "UTF-8 with some bytes in Windows-1252" in said(result)


def test_quotes_line_breaks_and_doubled_quotes_are_kept_and_rows_are_counted_as_records():
    result = read(f'{HEAD}\n1,"say ""hi""","two\r\nlines"\n2,p,b\n')
    assert rows(result) == [("1", 'say "hi"', "two\r\nlines", 2), ("2", "p", "b", 3)]


@pytest.mark.parametrize("quoted", ["p", '"p"'])
def test_ragged_rows_are_kept_and_numbered(quoted):
    result = read(f"{HEAD}\n1,{quoted}\n2,p,b\n3,p,c,extra,more\n4,p\n")
    assert [row[:3] for row in rows(result)] == [("1", "p", None), ("2", "p", "b"), ("3", "p", "c"), ("4", "p", None)]
    assert result.data.column("cells_beyond_the_headings").to_pylist() == [None, None, '["extra", "more"]', None]
    assert said(result)["rows with fewer cells than headings"] == (2, 5)
    assert said(result)["rows with more cells than headings"] == (4,)


def test_blank_rows_are_left_out_counted_and_keep_the_numbers_of_the_others():
    result = read(f"{HEAD}\n1,p,a\n\n,,\n2,p,b\n\n\n")
    assert rows(result) == [("1", "p", "a", 2), ("2", "p", "b", 5)]
    assert said(result)["blank rows left out"] == (3, 4)


def test_a_quote_inside_a_quoted_cell_is_read_on_and_told():
    result = read(f'{HEAD}\n1,"The "Lodge"",a\n2,p,b\n')
    assert [row[0] for row in rows(result)] == ["1", "2"]
    assert any("quote inside a quoted cell" in note.detail and note.rows == (2,) for note in result.notes)


def test_headings_match_in_any_case_order_and_punctuation():
    result = read("CONT_PERSON_ID, Cont Contact-ID\np,1\n")
    assert result.data.column_names == ["cont_person_id", "cont_contact_id", "source_row"]
    matched = {n.column_name for n in result.notes if n.kind == "header_matched"}
    assert matched == {"cont_person_id", "cont_contact_id"}


def test_unknown_columns_are_kept_and_absent_ones_are_named():
    result = read("cont_contact_id,My note,source_row\n1,x,y\n")
    assert result.data.column_names == ["cont_contact_id", "My note", "source_row (2)", "source_row"]
    kinds = {(n.kind, n.column_name) for n in result.notes}
    assert {("column_unknown", "My note"), ("column_absent", "cont_contact_date")} <= kinds


def test_another_name_of_a_field_is_read_and_gives_way_to_its_own_name():
    episodes = load_schema().tables["ssd_cin_episodes"]
    one = read_csv(b"cine_referral_id,cine_referral_source\n1,1A\n", "f.csv", episodes, episodes.name)
    assert one.data.column_names[1] == "cine_referral_source_code"
    both = read_csv(b"cine_referral_source,cine_referral_source_code\nWord,1A\n", "f.csv", episodes, episodes.name)
    assert both.data.to_pylist()[0]["cine_referral_source_code"] == "1A"
    assert both.data.to_pylist()[0]["cine_referral_source"] == "Word"


def test_a_column_with_no_heading_is_dropped_only_when_it_is_blank():
    assert read("cont_contact_id,,\n1,,x\n").data.column_names == ["cont_contact_id", "column_2", "source_row"]


def test_headings_without_rows_are_a_table_with_no_rows():
    result = read(f"{HEAD}\n")
    assert rows(result) == []
    assert "delivered with headings and no rows" in said(result)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"PK\x03\x04rest", "a workbook or zip file"),
        (b"<!DOCTYPE html><table>", "a web page"),
        (b"%PDF-1.7", "a PDF"),
        (b"a,b\n1,\x00\x01", "binary data"),
        (b"cont_contact_id\n\x81", "neither UTF-8 nor Windows-1252"),
        (b"1,2020-01-01,x\n2,2020-01-01,y\n", "names no column of ssd_contacts"),
        (b"cont_contact_id,Cont contact ID\n1,2\n", "columns 1 and 2 have the same heading"),
        (b'cont_contact_id,cont_person_id\n1,"open\n2,p\n', "row 2 opens a quote that is never closed"),
    ],
)
def test_what_is_not_a_whole_csv_is_refused_by_name(content, message):
    with pytest.raises(SourceError, match=message) as caught:
        read(content)
    assert str(caught.value).startswith("contacts.csv: ")


def test_the_message_about_a_cell_never_holds_its_text():
    with pytest.raises(SourceError) as caught:
        read(f'{HEAD}\n1,"Secret name\n')
    assert "Secret" not in str(caught.value)


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6)] * 3).filter(any),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_any_table_written_as_csv_is_read_back_exactly(table, separator):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([HEAD.split(","), *table])
    expected = [(*(cell or None for cell in row), number) for number, row in enumerate(table, 2)]
    assert rows(read(out.getvalue())) == expected


@given(
    st.lists(st.tuples(*[st.text("abc é,", max_size=4).map(lambda t: t.replace(",", ""))] * 3).filter(any), max_size=8)
)
def test_the_fast_way_and_the_careful_way_read_the_same(table):
    plain = "\n".join([HEAD, *(",".join(row) for row in table)])
    # One quoted heading is enough to go the careful way.
    careful = plain.replace("cont_contact_id", '"cont_contact_id"', 1)
    assert rows(read(plain)) == rows(read(careful))
