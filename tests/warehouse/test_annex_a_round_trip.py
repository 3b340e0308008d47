"""The workbook that Quarterlight writes loads back: its pages of words are left out, and banners do no harm."""

from datetime import date
from pathlib import Path

import pytest

from transforms.returns.bulk import BulkWorkbook, Column, Line
from warehouse.schema import load_schema
from warehouse.sources import open_source

SCHEMA = load_schema()


@pytest.mark.parametrize("draft_reason", ["", "2 critical findings stand"])
def test_a_written_list_is_read_back(tmp_path: Path, draft_reason: str) -> None:
    path = tmp_path / "annex-a.xlsx"
    with BulkWorkbook(path, "Annex A", "footer", draft_reason) as book:
        book.page("Read me", [20], [Line("title", ("Annex A",)), Line("text", ("What this is",))])
        for number, table in enumerate(SCHEMA.annex_a_lists(), 1):
            columns = [Column(field.title, "date" if field.type == "date" else "text") for field in table.fields]
            rows = [[_cell(field.type, place) for field in table.fields] for place in (1, 2)]
            book.table(f"List {number}", columns, rows)
        book.page("Checks", [20], [Line("title", ("Checks",))])
    delivery = open_source(str(path), SCHEMA)
    assert [extract.table for extract in delivery.extracts] == [table.name for table in SCHEMA.annex_a_lists()]
    for extract, table in zip(delivery.extracts, SCHEMA.annex_a_lists(), strict=True):
        read = extract.read().data
        assert read.column_names == [*(field.name for field in table.fields), "source_row"]
        values = [list(row.values())[:-1] for row in read.to_pylist()]
        assert values == [[str(_cell(field.type, place)) for field in table.fields] for place in (1, 2)]


def _cell(kind: str, place: int) -> object:
    return date(2020, 1, place) if kind == "date" else f"=text {place}"
