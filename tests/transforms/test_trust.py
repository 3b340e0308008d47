"""How far a number can be trusted: critical rules, what was waived of them, and the authority's own bands."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.transforms.engine_cases import (
    CONTACTS,
    EXTRACTED_ON,
    LOAD_ID,
    QUARTER,
    add_findings,
    measure_file,
    run,
    warehouse,
    write_catalogue,
)
from transforms.catalogue import Catalogue
from transforms.trust import Trust, trust
from warehouse.waivers import Waiver, put_waivers

RULE, CRASHED = "ssd_contacts.key.unique", "ssd_contacts.rows.changed"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return write_catalogue(tmp_path, {"it": measure_file(CONTACTS)})


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """A hundred contacts, of which one fails a critical rule; the connection is shared, so what is added goes again."""
    rows = "\n".join(f"c{number} | ann | 2026-05-01" for number in range(100))
    con = warehouse({"ssd_contacts": f"cont_contact_id | cont_person_id | cont_contact_date\n{rows}"})
    con.execute("insert into meta.loads values (?, '887', ?, ?, '', '', 0)", [LOAD_ID, EXTRACTED_ON, EXTRACTED_ON])
    con.execute(
        "insert into quality.rules (load_id, rule, table_name, column_name, severity, status)"
        " values (?, ?, 'ssd_contacts', 'cont_contact_date', 'critical', 'failed')",
        [LOAD_ID, RULE],
    )
    add_findings(
        con,
        f"""
        rule   | severity | table_name   | record_id | column_name
        {RULE} | critical | ssd_contacts | c1        | cont_contact_date
        """,
    )
    yield con
    con.execute("delete from meta.loads; delete from quality.rules; delete from quality.waivers")
    con.execute("delete from ref.setting where starts_with(name, 'trust_')")


def of_it(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> Trust:
    run(con, catalogue)
    (found,) = trust(con, catalogue, QUARTER.label).values()
    return found


def waiver(rule: str, record: str | None = None, until: date = EXTRACTED_ON) -> Waiver:
    return Waiver(rule, record, "A. Head", "Merged next week", EXTRACTED_ON, until)


def test_a_critical_rule_that_failed_makes_a_number_red(con: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    found = of_it(con, catalogue)
    assert (found.flag, found.affected, found.critical_rules, found.waived_rules) == ("red", 1, (RULE,), ())
    assert found.words.endswith(f"; critical rules failed: {RULE}")


@pytest.mark.parametrize("record", [None, "c1"])
def test_waived_it_does_not_and_its_record_still_counts(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, record: str | None
) -> None:
    put_waivers(con, [waiver(RULE, record)])
    found = of_it(con, catalogue)
    assert (found.flag, found.affected, found.critical_rules, found.waived_rules) == ("amber", 1, (), (RULE,))
    assert found.words == f"amber: 1 of 100 records ({RULE} 1); critical rules waived: {RULE}"


@pytest.mark.parametrize(
    "given", [waiver(RULE, "c2"), waiver("another.rule"), waiver(RULE, until=date(2026, 7, 5))], ids=str
)
def test_a_waiver_of_another_record_or_rule_or_one_that_ended_changes_nothing(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, given: Waiver
) -> None:
    put_waivers(con, [given])
    assert of_it(con, catalogue).flag == "red"


def test_a_rule_that_could_not_run_is_waived_as_a_whole_only(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> None:
    con.execute(
        "insert into quality.rules (load_id, rule, table_name, severity, status)"
        " values (?, ?, 'ssd_contacts', 'critical', 'not_run')",
        [LOAD_ID, CRASHED],
    )
    put_waivers(con, [waiver(RULE), waiver(CRASHED, "c1")])
    assert of_it(con, catalogue).critical_rules == (CRASHED,)
    put_waivers(con, [waiver(RULE), waiver(CRASHED)])
    assert of_it(con, catalogue).critical_rules == ()


@pytest.mark.parametrize(
    ("amber", "red", "flag"),
    [("1.1", "5", "green"), ("1", "5", "amber"), ("0.5", "1", "amber"), ("0.5", "0.9", "red"), ("0", "0", "red")],
)
def test_the_bands_are_the_authoritys(
    con: duckdb.DuckDBPyConnection, catalogue: Catalogue, amber: str, red: str, flag: str
) -> None:
    con.execute("insert into ref.setting values ('trust_amber_percent', ?), ('trust_red_percent', ?)", [amber, red])
    put_waivers(con, [waiver(RULE)])
    assert of_it(con, catalogue).flag == flag
