"""The rules that follow from the schema, on a small made-up one and on the one we ship."""

from datetime import date

import pytest

from expectations.failing import failing_rows, failures_by_rule
from expectations.known import picture
from expectations.model import SEVERITIES
from expectations.rules import measures_touched, rule_catalogue
from expectations.structure import structure_rules
from tests.support.typed_load import EXTRACTED_ON, LOAD, TypedLoad
from warehouse.schema import Code, CodeSet, Field, Schema, Table, load_schema


def column(name: str, kind: str = "string", **more: object) -> Field:
    words: dict[str, object] = {
        "required": False,
        "primary_key": False,
        "references": None,
        "code_set": None,
        "size": None,
        "other_names": (),
        "description": "",
        **more,
    }
    return Field(table="sup_visits", name=name, type=kind, **words)  # type: ignore[arg-type]


VISITS = Table(
    name="sup_visits",
    title="Visits",
    one_row_is="one visit",
    owner="Visiting team",
    key=("visit_id",),
    unique=("visit_id",),
    person="child",
    start="visited",
    end="left",
    team=None,
    worker=None,
    note="",
    fields=(
        column("visit_id", required=True),
        column("child", references=("ssd_person", "pers_person_id")),
        column("visited", "date"),
        column("left", "date"),
        column("kind", code_set="kind"),
        column("note", size=3),
    ),
)
KINDS = CodeSet("kind", (Code("A", "", None, date(2025, 3, 31), ""), Code("B", "", None, None, "")), ())
SCHEMA = Schema({"sup_visits": VISITS, "ssd_person": load_schema().tables["ssd_person"]}, {"kind": KINDS})


@pytest.fixture
def visits(load: TypedLoad) -> TypedLoad:
    """The warehouse of the made-up schema, with the codes of `kind`."""
    made = TypedLoad(load.connection, SCHEMA)
    made.connection.execute("delete from ref.codes where code_set = 'kind'")
    made.connection.execute("insert into ref.codes values ('kind', 'A', '', null, '2025-03-31', '', '')")
    made.connection.execute("insert into ref.codes values ('kind', 'B', '', null, null, '', '')")
    return made


def test_the_rules_of_a_small_table() -> None:
    assert sorted(rule.id.removeprefix("sup_visits.") for rule in structure_rules(SCHEMA, VISITS)) == [
        "child.error_value",
        "child.reference",
        "key.unique",
        "kind.code",
        "kind.code_date",
        "kind.error_value",
        "left.before_start",
        "left.error_value",
        "left.future",
        "left.placeholder",
        "left.type",
        "note.error_value",
        "note.length",
        "rows.changed",
        "visit_id.error_value",
        "visit_id.missing",
        "visit_id.required",
        "visited.after_death",
        "visited.before_birth",
        "visited.error_value",
        "visited.future",
        "visited.placeholder",
        "visited.type",
    ]


def rows_failing(load: TypedLoad, name: str, people: str, visits: str) -> list[int]:
    """Row numbers of the visits for which the rule is not true; both ways of asking must agree."""
    load.fill({"ssd_person": people, "sup_visits": visits})
    rule = next(rule for rule in structure_rules(SCHEMA, VISITS) if rule.id == f"sup_visits.{name}")
    with picture(load.connection, SCHEMA, LOAD, EXTRACTED_ON, {}):
        found = load.connection.execute(f"select source_row from ({failing_rows(rule)}) order by all").fetchall()
        counted = load.connection.execute(failures_by_rule(VISITS, [rule])).fetchall()
    assert counted == ([(rule.id, len(found))] if found else [])
    return [row for (row,) in found]


PEOPLE = """
    pers_person_id | pers_dob   | pers_death_date
    ann            | 2010-05-02 | 2025-05-02
"""


@pytest.mark.parametrize(
    ("rule", "visits_given", "failing"),
    [
        ("key.unique", "visit_id\n 1 \n 1 \n 2 \n \n ", [2, 3]),
        ("visit_id.required", "visit_id | child \n 1 | ann \n | ann", [3]),
        ("child.reference", "child \n ann \n bob \n ", [3]),
        ("left.before_start", "visited | left \n 2025-01-02 | 2025-01-02 \n 2025-01-02 | 2025-01-01", [3]),
        ("visited.before_birth", "child | visited \n ann | 2010-05-01 \n ann | 2010-05-02 \n bob | 2000-01-01", [2]),
        ("visited.after_death", "child | visited \n ann | 2025-05-02 \n ann | 2025-05-03", [3]),
        ("visited.future", "visited \n 2026-01-12 \n 2026-01-13", [3]),
        ("visited.placeholder", "visited \n 1949-12-31 \n 1950-01-01", [2]),
        (
            "kind.code_date",
            "kind | visited \n A | 2025-03-31 \n A | 2025-04-01 \n B | 2025-04-01 \n Z | 2025-04-01",
            [3],
        ),
        ("note.length", "note \n abc \n abcd", [3]),
    ],
)
def test_rows_on_both_sides_of_each_boundary(
    visits: TypedLoad, rule: str, visits_given: str, failing: list[int]
) -> None:
    given = "visit_id\n1\n1\n2" if rule == "key.unique" else visits_given
    assert rows_failing(visits, rule, PEOPLE, given) == failing


def test_a_table_that_lost_or_gained_over_a_fifth_of_its_rows_is_critical(visits: TypedLoad) -> None:
    visits.load_known("2025-10-12-bbbbbbbbbbbb", date(2025, 10, 12))

    def failing_with(before: int) -> bool:
        con = visits.connection
        con.execute("delete from meta.files")
        con.execute(
            "insert into meta.files values ('2025-10-12-bbbbbbbbbbbb', 'f', 0, '', ?, 'sup_visits', null, null)",
            [before],
        )
        rule = next(rule for rule in structure_rules(SCHEMA, VISITS) if rule.id == "sup_visits.rows.changed")
        with picture(con, SCHEMA, LOAD, EXTRACTED_ON, {}):
            return bool(con.execute(failing_rows(rule)).fetchall())

    visits.fill({"ssd_person": PEOPLE, "sup_visits": [{"visit_id": str(number)} for number in range(240)]})
    assert not failing_with(200)
    assert failing_with(199 - 10)
    assert not failing_with(300)
    assert failing_with(301)
    # The authority may set another share, and another number of rows that is never too much.
    visits.connection.execute("insert into ref.setting values ('rows_may_change_percent', '27.5')")
    assert not failing_with(189)
    assert failing_with(188)
    visits.connection.execute("insert into ref.setting values ('rows_always_may_change_by', '52')")
    assert not failing_with(188)
    visits.connection.execute("delete from ref.setting where starts_with(name, 'rows_')")
    assert failing_with(189)
    # A small table may change by any share.
    visits.fill({"ssd_person": PEOPLE, "sup_visits": [{"visit_id": str(number)} for number in range(60)]})
    assert not failing_with(10)
    assert failing_with(9)


def test_every_rule_of_the_shipped_schema_is_complete() -> None:
    rules = rule_catalogue(load_schema())
    assert len(rules) == len({rule.id for rule in rules})
    for rule in rules:
        assert rule.severity in SEVERITIES
        assert all((rule.says, rule.why, rule.fix, rule.owner)), rule.id
        assert bool(rule.condition) != bool(rule.query), rule.id
        assert all(load_schema().tables[name].has(field) for name, _, field in map(_parts, rule.columns)), rule.id


def _parts(name: str) -> tuple[str, str, str]:
    return name.partition(".")


def test_at_least_100_rules_are_written_by_hand() -> None:
    assert sum(rule.kind != "structure" for rule in rule_catalogue(load_schema())) >= 100


def test_a_rule_touches_the_measures_that_read_its_columns() -> None:
    needs = {
        "late_plans": ["ssd.cp_plans.cppl_cp_plan_start_date", "ssd.person.pers_dob"],
        "contacts": ["ssd.contacts.cont_contact_date"],
    }
    rules = {rule.id: rule for rule in rule_catalogue(load_schema())}
    assert measures_touched(rules["cp_plans.overlap"], needs) == ("late_plans",)
    assert measures_touched(rules["person.no_birth_date"], needs) == ("late_plans",)
    assert measures_touched(rules["ssd_contacts.rows.changed"], needs) == ("contacts",)
    assert measures_touched(rules["ssd_mother.rows.changed"], needs) == ()
