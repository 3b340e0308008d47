"""Parquet extracts: each value becomes the text a person would have written, exactly."""

import io
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.errors import SourceError
from warehouse.schema import load_schema
from warehouse.sources.parquet_file import number_text, read_parquet

CONTACTS = load_schema().tables["ssd_contacts"]


def text_of(column: pa.Array) -> list[str | None]:
    file = io.BytesIO()
    pq.write_table(pa.table({"cont_contact_id": column, "cont_person_id": ["p"] * len(column)}), file)
    return read_parquet(file.getvalue(), "f.parquet", CONTACTS, CONTACTS.name).data.column(0).to_pylist()


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array(["NA", "", None, " x"]), ["NA", None, None, " x"]),
        (pa.array([1, None, 16248829]), ["1", None, "16248829"]),
        (pa.array([5.0, 0.1, float("nan"), 16248829123456.0]), ["5", "0.1", None, "16248829123456"]),
        (pa.array([date(2020, 2, 29)]), ["2020-02-29"]),
        (pa.array([datetime(2020, 2, 29), datetime(2020, 2, 29, 9, 5)]), ["2020-02-29", "2020-02-29 09:05:00"]),
        (pa.array([datetime(2020, 2, 29)], pa.timestamp("ns")), ["2020-02-29"]),
        (pa.array([Decimal("1.500"), Decimal("0.000"), Decimal("120.000")]), ["1.5", "0", "120"]),
        (pa.array([True, False]), ["true", "false"]),
        (pa.array(["a", "b", "a"]).dictionary_encode(), ["a", "b", "a"]),
        (pa.array([["a", "é"]]), ['["a", "é"]']),
    ],
)
def test_each_type_becomes_plain_text(column, expected):
    assert text_of(column) == expected


def test_the_first_row_is_row_2_as_under_headings():
    file = io.BytesIO()
    pq.write_table(pa.table({"CONT_CONTACT_ID": ["1", "2"]}), file)
    data = read_parquet(file.getvalue(), "f.parquet", CONTACTS, CONTACTS.name).data
    assert data.column_names == ["cont_contact_id", "source_row"]
    assert data.column("source_row").to_pylist() == [2, 3]


@pytest.mark.parametrize("content", [b"PAR1", b"not parquet at all", b"PAR1" + b"0" * 40])
def test_a_truncated_or_other_file_is_refused(content):
    with pytest.raises(SourceError, match=r"^f\.parquet: cannot be read as Parquet"):
        read_parquet(content, "f.parquet", CONTACTS, CONTACTS.name)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_as_text_is_the_same_number(value):
    assert float(number_text(value) or "nan") == value
