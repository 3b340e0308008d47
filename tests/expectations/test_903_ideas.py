"""The ideas of the DfE's published SSDA903 checks, by their number: the rows that fail there fail here.

The collection has one row an episode, with its placement and legal status; the SSD has three tables.
`ideas_903.txt` holds invented rows as the collection has them, and the test turns each into the three, as whoever
compares the two would.
"""

from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import pytest

from expectations.failing import failing_rows
from expectations.known import picture
from expectations.model import Rule
from expectations.rules import rule_catalogue
from tests.support.typed_load import EXTRACTED_ON, LOAD, Rows, TypedLoad, read_table
from warehouse.schema import load_schema

SCHEMA = load_schema()
RULES = {rule.id: rule for rule in rule_catalogue(SCHEMA)}

# How a column of an episode stands in the three tables, and of a person in theirs.
EPISODES = {
    "ssd_cla_episodes": {
        "clae_person_id": "child",
        "clae_cla_episode_start_date": "from",
        "clae_cla_episode_start_reason": "why",
        "clae_cla_primary_need_code": "need",
        "clae_cla_episode_ceased_date": "to",
        "clae_cla_episode_ceased_reason": "reason",
    },
    "ssd_cla_placement": {
        "clap_person_id": "child",
        "clap_cla_placement_start_date": "from",
        "clap_cla_placement_type": "place",
        "clap_cla_placement_provider": "provider",
        "clap_cla_placement_urn": "urn",
        "clap_cla_placement_postcode": "postcode",
        "clap_cla_placement_distance": "miles",
        "clap_cla_placement_end_date": "to",
        "clap_cla_placement_change_reason": "change",
    },
    "ssd_legal_status": {
        "lega_person_id": "child",
        "lega_legal_status_start_date": "from",
        "lega_legal_status": "status",
        "lega_legal_status_end_date": "to",
    },
}
PEOPLE = {
    "ssd_person": {
        "pers_person_id": "person",
        "pers_dob": "born",
        "pers_sex": "sex",
        "pers_is_mother": "mother",
    },
}
KEYS = {
    "ssd_cla_episodes": ("clae_cla_episode_id", "clae_cla_placement_id"),
    "ssd_cla_placement": ("clap_cla_placement_id",),
    "ssd_legal_status": ("lega_legal_status_id",),
}
SHEETS = {"episodes": EPISODES, "people": PEOPLE}

# What the collection's check of a code, a date or a blank comes to: the rule of that column made from the schema.
OF_COLUMNS = {
    "101": "ssd_person.pers_sex.code",
    "102": "ssd_person.pers_dob.type",
    "103": "ssd_person.pers_ethnicity.code",
    "104": "ssd_immigration_status.immi_immigration_status_end_date.type",
    "105": "ssd_immigration_status.immi_immigration_status.code",
    "112": "ssd_permanence.perm_adm_decision_date.type",
    "113": "ssd_permanence.perm_matched_date.type",
    "114": "ssd_permanence.perm_adopted_by_carer_flag.code",
    "115": "ssd_permanence.perm_adm_decision_date.type",
    "116": "ssd_permanence.perm_decision_reversed_date.type",
    "120": "ssd_permanence.perm_decision_reversed_reason.code",
    "131": "ssd_care_leavers.clea_care_leaver_in_touch.code",
    "132": "ssd_care_leavers.clea_care_leaver_activity.code",
    "133": "ssd_care_leavers.clea_care_leaver_accommodation.code",
    "141": "ssd_cla_episodes.clae_cla_episode_start_date.type",
    "143": "ssd_cla_episodes.clae_cla_episode_start_reason.code",
    "144": "ssd_legal_status.lega_legal_status.code",
    "145": "ssd_cla_episodes.clae_cla_primary_need_code.code",
    "146": "ssd_cla_placement.clap_cla_placement_type.code",
    "147": "ssd_cla_episodes.clae_cla_episode_ceased_date.type",
    "149": "ssd_cla_episodes.clae_cla_episode_ceased_reason.code",
    "166": "ssd_cla_reviews.clar_cla_review_date.type",
    "167": "ssd_cla_reviews.clar_cla_review_participation.code",
    "171": "ssd_mother.moth_childs_dob.type",
    "175": "ssd_permanence.perm_number_of_adopters.code",
    "176": "ssd_permanence.perm_adopter_sex.code",
    "177": "ssd_permanence.perm_adopter_legal_status.code",
    "178": "ssd_cla_placement.clap_cla_placement_provider.code",
    "181": "ssd_cla_substance_misuse.clas_intervention_received.code",
    "196": "ssd_sdq_scores.csdq_sdq_reason.code",
    "217T": "ssd_cla_placement.clap_cla_placement_type.code_date",
    "631": "ssd_cla_previous_permanence.lapp_previous_permanence_option.code",
    "1005": "ssd_missing.miss_missing_episode_end_date.type",
    "1006": "ssd_missing.miss_missing_episode_type.code",
    "1009": "ssd_cla_placement.clap_cla_placement_change_reason.code",
}


def _ideas() -> dict[str, tuple[list[str], dict[str, Rows]]]:
    """Number to its rules and its sheets."""
    text = (Path(__file__).parent / "ideas_903.txt").read_text(encoding="utf-8")
    ideas: dict[str, tuple[list[str], dict[str, Rows]]] = {}
    for section in text.split("\n== ")[1:]:
        heading, _, body = section.partition("\n")
        number, *rules = heading.split()
        sheets: dict[str, list[str]] = {}
        lines: list[str] = []
        for line in body.splitlines():
            if line.strip() in SCHEMA.tables or line.strip() in SHEETS:
                lines = sheets.setdefault(line.strip(), [])
            elif line.strip():
                lines.append(line)
        assert number not in ideas, number
        ideas[number] = rules, {name: read_table("\n".join(rows)) for name, rows in sheets.items()}
    return ideas


IDEAS = _ideas()


def _tables(sheets: Mapping[str, Rows]) -> dict[str, Rows]:
    """The SSD tables of an idea; row numbers stay those of the sheet."""
    tables: dict[str, Rows] = {}
    for sheet, rows in sheets.items():
        if sheet not in SHEETS:
            tables[sheet] = rows
            continue
        for table, columns in SHEETS[sheet].items():
            tables[table] = [
                {column: row.get(name) for column, name in columns.items()}
                | dict.fromkeys(KEYS.get(table, ()), str(number))
                for number, row in enumerate(rows, start=1)
            ]
    return tables


def _failing(load: TypedLoad, rules: list[Rule], tables: Mapping[str, Rows]) -> set[tuple[str, int]]:
    """Table and row number of every row that fails one of the rules."""
    load.fill(tables)
    for table in sorted(set(chain.from_iterable(rule.other_tables() for rule in rules)) - set(tables)):
        load.add(table, [])
    found = set()
    with picture(load.connection, load.schema, LOAD, EXTRACTED_ON, {}):
        for rule in rules:
            query = f"select source_row from ({failing_rows(rule)})"
            found |= {(rule.table, row) for (row,) in load.connection.execute(query).fetchall()}
    return found


@pytest.mark.parametrize("number", IDEAS)
def test_the_rows_that_a_published_check_marks_fail_and_no_others(load: TypedLoad, number: str) -> None:
    rules, sheets = IDEAS[number]
    found = _failing(load, [RULES[rule] for rule in rules], _tables(sheets))
    marked, failing = set(), set()
    for sheet, rows in sheets.items():
        for place, row in enumerate(rows, start=2):
            if row.get("fails") == "yes":
                marked.add((sheet, place))
            if any((table, place) in found for table in SHEETS.get(sheet, {sheet: {}})):
                failing.add((sheet, place))
    assert failing == marked


@pytest.mark.parametrize("number", IDEAS)
def test_an_idea_has_rows_on_both_sides(number: str) -> None:
    _, sheets = IDEAS[number]
    marks = {row["fails"] for rows in sheets.values() for row in rows if "fails" in row}
    assert marks == {"yes", None}


@pytest.mark.parametrize(("number", "rule"), OF_COLUMNS.items())
def test_a_published_check_of_one_column_is_a_rule_of_the_schema(number: str, rule: str) -> None:
    assert RULES[rule].kind == "structure"
