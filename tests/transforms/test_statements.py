"""`measures --check`: every SQL file is one SELECT."""

from dataclasses import replace

from transforms.catalogue import load_catalogue
from transforms.statements import faulty_statements


def test_every_shipped_file_is_one_select() -> None:
    assert faulty_statements(load_catalogue()) == []


def test_a_file_that_cannot_be_read_or_does_more_is_named() -> None:
    catalogue = load_catalogue()
    measure = catalogue.measures["contacts_received"]
    for sql, says in (
        ("selec 1", "cannot read it"),
        ("select 1; drop table x", "one SELECT"),
        ("delete from x", "one SELECT"),
    ):
        broken = replace(catalogue, measures={measure.id: replace(measure, sql=sql)})
        (fault,) = faulty_statements(broken)
        assert measure.path in fault
        assert says in fault
