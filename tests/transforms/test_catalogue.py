"""What a measure file must look like, and what is said when it does not."""

import pytest

from tests.transforms.engine_cases import CONTACTS, measure_file, write_catalogue
from transforms.catalogue import load_catalogue
from warehouse.errors import SettingsError

WHOLE = """/* measure
title: Contacts about one thing
question: How many?
unit: percent
kind: rolling_12_months
also: [flow]
direction: lower_better
target: {value: 20, basis: local, floor: 25}
benchmark: {value: 22.6, area: England, year: 2025, source: DfE}
source: DfE, 2024
breakdowns: [team, source_group]
audiences: [ofsted, board]
needs: [ssd.contacts.cont_contact_date]
optional: [ssd.person.pers_dob]
table: ssd.contacts
numerator_says: those about it
denominator_says: all
edge_cases:
  - A first one.
lookback_months: 12
team: day_before
*/
select 1
"""


def test_a_header_becomes_a_measure_named_after_its_file_and_folder(tmp_path):
    measure = write_catalogue(tmp_path, {"about_one_thing": WHOLE}).measures["about_one_thing"]
    assert (measure.id, measure.theme, measure.table_name) == ("about_one_thing", "tests", "ssd_contacts")
    assert (measure.target.value, measure.target.floor, measure.target.basis) == (20.0, 25.0, "local")
    assert (measure.benchmark.value, measure.benchmark.year) == (22.6, "2025")
    assert (measure.kinds, measure.own_breakdowns) == (("rolling_12_months", "flow"), ("source_group",))
    assert (measure.lookback_months, measure.team, measure.aggregate) == (12, "day_before", "sum")
    assert measure.sql.endswith("*/\nselect 1\n")


def test_what_a_header_may_leave_out_has_its_default(tmp_path):
    measure = write_catalogue(tmp_path, {"contacts": measure_file(CONTACTS)}).measures["contacts"]
    assert (measure.target, measure.benchmark, measure.also, measure.lookback_months) == (None, None, (), 0)
    assert (measure.team, measure.aggregate, measure.denominator_says) == ("allocated", "sum", "")


def test_a_prepared_relation_is_named_after_its_file(tmp_path):
    prepare = write_catalogue(tmp_path, {}, {"contacts_once": "select 1"}).prepare["contacts_once"]
    assert (prepare.name, prepare.says, prepare.grain) == ("contacts_once", "for a test", "one row")


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("/* measure", "/* measures", "must open with a comment"),
        ("title: Contacts about one thing", "", "no `title`"),
        ("title: Contacts", "titel: Contacts", "mean nothing: titel"),
        ("title: Contacts about", "title: Contacts: about", "not YAML, line 2"),
        ("unit: percent", "unit: share", "`unit` must be one of"),
        ("kind: rolling_12_months", "kind: monthly", "`kind` must be one of"),
        ("direction: lower_better", "direction: down", "`direction` must be one of"),
        ("also: [flow]", "also: [sometimes]", "`also` may hold only"),
        ("audiences: [ofsted, board]", "audiences: [press]", "`audiences` may hold only"),
        ("team: day_before", "team: yesterday", "`team` must be one of"),
        ("lookback_months: 12", "lookback_months: -1", "`lookback_months` must be a whole number"),
        ("lookback_months: 12", "aggregate: max", "`aggregate: max` goes with `unit: count`"),
        ("{value: 20, basis: local, floor: 25}", "20", "`target` must be null or hold"),
        ("{value: 20, basis: local, floor: 25}", "{value: many, basis: local}", "`target.value` must be a number"),
        ("value: 22.6, ", "", "`benchmark` must be null or hold"),
        ("table: ssd.contacts", "table: contacts", "must be tables of the schema"),
        ("[ssd.contacts.cont_contact_date]", "[ssd.contacts.date]", "does not have: ssd.contacts.date"),
        ("[ssd.contacts.cont_contact_date]", "[ssd_contacts.cont_contact_date]", "`needs` names fields"),
        ("[ssd.person.pers_dob]", "[ssd.person]", "`optional` names fields"),
        ("[team, source_group]", "[team, team]", "names something twice"),
        ("[team, source_group]", "[Source group]", "lower_case_with_underscores"),
        ("[team, source_group]", "[1]", "must be a list of texts"),
    ],
)
def test_a_header_that_cannot_be_used_is_named_with_its_file_and_key(tmp_path, was, now, says):
    assert was in WHOLE
    with pytest.raises(SettingsError) as refused:
        write_catalogue(tmp_path, {"about_one_thing": WHOLE.replace(was, now)})
    assert "measures/tests/about_one_thing.sql" in str(refused.value)
    assert says in str(refused.value)


def test_two_themes_may_not_hold_the_same_measure(tmp_path):
    write_catalogue(tmp_path, {"contacts": measure_file(CONTACTS)})
    (tmp_path / "measures" / "twice").mkdir()
    (tmp_path / "measures" / "twice" / "contacts.sql").write_text(measure_file(CONTACTS))
    with pytest.raises(SettingsError, match="has the same name"):
        load_catalogue(tmp_path)


def test_an_unknown_measure_is_an_error_that_says_where_to_look(tmp_path):
    with pytest.raises(SettingsError, match="quarterlight measures"):
        write_catalogue(tmp_path, {}).measure("no_such_measure")


def test_the_shipped_catalogue_can_be_read():
    catalogue = load_catalogue()
    assert len(catalogue.measures) >= 20
    assert all(name == measure.id for name, measure in catalogue.measures.items())
