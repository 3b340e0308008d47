"""A measure's header names exactly the columns its query reads, also those read by way of prepared relations."""

from functools import cache

import pytest

from tests.support.given import empty_warehouse
from transforms.catalogue import Measure, load_catalogue
from transforms.reads import Reader
from transforms.records import make_query


@cache
def reader() -> Reader:
    return Reader(empty_warehouse(), load_catalogue())


MEASURES = list(load_catalogue().measures.values())


@pytest.mark.parametrize("measure", MEASURES, ids=[measure.id for measure in MEASURES])
def test_needs_and_optional_are_what_the_query_reads(measure: Measure) -> None:
    assert reader().misstated(measure) == []


def test_a_column_that_is_only_filtered_on_is_read_and_one_that_is_dropped_is_not() -> None:
    sql = """
        with contact as (select * from ssd.contacts where cont_contact_date > date '2025-01-01')
        select cont_contact_id as record_id from contact where exists (
            select 1 from prepare.births where person_id = cont_person_id
        )
    """
    assert reader().columns(sql) == {
        "ssd.contacts.cont_contact_id",
        "ssd.contacts.cont_contact_date",
        "ssd.contacts.cont_person_id",
        "ssd.person.pers_person_id",
    }


def test_every_prepared_relation_is_read_by_a_measure() -> None:
    catalogue = load_catalogue()
    entries = [*catalogue.measures.values(), *catalogue.prepare.values()]
    read = {name for entry in entries for name in make_query(entry.path, entry.sql).prepared}
    assert set(catalogue.prepare) - read == set()
