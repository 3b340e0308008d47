"""The adoption measures beyond their worked examples: blanks, repeats, several records of one child, the 12 months beside the 36."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

import pytest

from tests.support.given import answer, given, measured

CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_id | clae_entered_care_date
    e1                  | A              | c1          | 2023-01-11
    e2                  | A              | c1          | 2023-01-01
    e3                  | A              | c2          |
    e4                  | A              |             | 2023-01-01
"""


@pytest.mark.parametrize("measure", ["a1_entry_to_adoptive_placement", "a10_entry_to_placement_foster_adjusted"])
def test_repeats_and_blanks_of_an_adoption(measure: str) -> None:
    found = measured(
        measure,
        {
            "ssd.permanence": """
                perm_table_id | perm_person_id | perm_cla_id | perm_permanence_order_type | perm_permanence_order_date | perm_placed_for_adoption_date | perm_part_of_sibling_group
                a2            | A              | c1          | Adoption                   | 2025-06-01                 | 2023-02-01                    | 0
                a1            | A              | c1          | Adoption                   | 2025-06-01                 | 2023-01-31                    | 1
                a0            | A              | c1          | Adoption                   |                            | 2023-01-31                    | 1
                b             | B              | c1          | Adoption                   |                            | 2023-01-31                    |
                c             |                | c1          | Adoption                   | 2025-06-01                 | 2023-01-31                    |
                d             | D              | c2          | Adoption                   | 2025-06-01                 | 2023-01-31                    |
                e             | E              |             | Adoption                   | 2025-06-01                 | 2023-01-31                    |
                f             | F              | c9          | Adoption                   | 2025-06-01                 | 2023-01-31                    |
                g             | G              | c1          | Adoption                   | 2025-06-01                 |                               |
                h             | H              | c1          |                            | 2025-06-01                 | 2023-01-31                    |
                i             | I              | c1          | Adoption                   | 2025-06-01                 | 2022-12-31                    |
                j             | J              | c1          | Adoption                   | 2025-06-01                 | 2023-01-03                    |
            """,
            "ssd.cla_episodes": CARE,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2022-01-02
                J              | 2021-12-31
            """,
        },
    )
    assert found.records == {
        "a0": "G2",
        "a1": "30",
        "a2": "G2",
        "b": "G4",
        "c": "missing link",
        "d": "no date of entering care",
        "e": "missing link",
        "f": "missing link",
        "g": "not placed for adoption",
        "i": "G5",
        "j": "2",
    }
    assert (found.fraction, found.shown) == ("32/2", "16.0")
    assert found.group("age_at_entry") == {"Under 1": "30/1", "1-4": "2/1"}
    assert found.group("sibling_group") == {"In a sibling group": "30/1", "Not known": "2/1"}


ADOPTIONS = {
    "ssd.permanence": """
        perm_table_id | perm_person_id | perm_cla_id | perm_permanence_order_type | perm_permanence_order_date | perm_placed_for_adoption_date | perm_placement_order_date | perm_matched_date
        a             | A              | c1          | Adoption                   | 2024-12-31                 | 2023-01-11                    | 2023-01-01                | 2023-01-05
        b             | B              | c1          | Adoption                   | 2025-01-01                 | 2023-01-21                    | 2023-01-01                | 2023-01-07
        c             | C              | c1          | Adoption                   | 2025-12-31                 | 2023-01-31                    | 2023-01-01                | 2023-01-09
    """,
    "ssd.cla_episodes": CARE,
}


@pytest.mark.parametrize(
    ("measure", "in_36", "in_12"),
    [
        ("a1_entry_to_adoptive_placement", "60/3", "50/2"),
        ("a10_entry_to_placement_foster_adjusted", "60/3", "50/2"),
        ("a2_placement_order_to_match", "18/3", "14/2"),
    ],
)
def test_twelve_months_stand_beside_the_36(measure: str, in_36: str, in_12: str) -> None:
    assert measured(measure, ADOPTIONS).fraction == in_36
    assert measured(measure, ADOPTIONS, window="rolling_12_months").fraction == in_12


def test_a3_counts_who_was_placed_in_the_12_months_and_everybody_who_waits() -> None:
    tables = {
        "ssd.permanence": """
            perm_table_id | perm_person_id | perm_cla_id | perm_adm_decision_date | perm_placed_for_adoption_date
            a             | A              | c1          | 2023-02-01             | 2024-12-31
            b             | B              | c1          | 2023-02-01             | 2025-01-01
            c             | C              | c1          | 2023-02-01             | 2023-03-01
            d             | D              | c1          | 2023-02-01             |
        """,
        "ssd.cla_episodes": CARE,
    }
    assert measured("a3_waited_under_14_months", tables).fraction == "1/4"
    beside = measured("a3_waited_under_14_months", tables, window="rolling_12_months")
    assert beside.records == {"b": "0", "d": "0"}
    assert beside.group("still_waiting") == {"Placed": "0/1", "Waiting": "0/1"}


def test_fostering_for_adoption_is_moving_in_only_by_the_setting() -> None:
    tables = {
        "ssd.permanence": """
            perm_table_id | perm_person_id | perm_cla_id | perm_permanence_order_type | perm_permanence_order_date | perm_placed_for_adoption_date | perm_placed_ffa_cp_date | perm_placed_foster_carer_date | perm_adopted_by_carer_flag
            a             | A              | c1          | Adoption                   | 2025-06-01                 | 2023-02-01                    | 2023-01-11              |                               | N
            b             | B              | c1          | Adoption                   | 2025-06-01                 | 2023-02-01                    | 2023-02-02              |                               | N
            c             | C              | c1          | Adoption                   | 2025-06-01                 | 2023-02-01                    | 2023-01-11              | 2023-01-06                    | Y
            d             | D              | c1          | Adoption                   | 2025-06-01                 |                               |                         | 2023-01-06                    | Y
            e             | E              | c1          | Adoption                   | 2025-06-01                 | 2023-02-01                    | 2023-01-11              |                               | Y
        """,
        "ssd.cla_episodes": CARE,
    }
    measure = "a10_entry_to_placement_foster_adjusted"
    found = measured(measure, tables)
    assert found.records == {"a": "31", "b": "31", "c": "5", "d": "5", "e": "31"}
    assert found.group("moved_in") == {
        "Placed for adoption": "62/2",
        "Placed with the foster carer": "10/2",
        "Placed with the foster carer, date missing": "31/1",
    }
    con = given(tables)
    # The warehouse is shared by all tests, so the setting goes back to what it was.
    con.execute("update ref.setting set value = 'true' where name = 'ffa_counts_as_moving_in'")
    try:
        assert answer(con, measure).records == {"a": "10", "b": "31", "c": "5", "d": "5", "e": "31"}
    finally:
        con.execute("update ref.setting set value = 'false' where name = 'ffa_counts_as_moving_in'")


def test_the_earliest_placement_order_that_was_not_revoked() -> None:
    found = measured(
        "a2_placement_order_to_match",
        {
            "ssd.permanence": """
                perm_table_id | perm_person_id | perm_permanence_order_type | perm_placement_order_date | perm_matched_date | perm_placed_for_adoption_date | perm_permanence_order_date | perm_decision_reversed_date
                a1            | A              |                            | 2023-01-01                | 2023-01-05        |                               |                            | 2023-06-01
                a2            | A              | Adoption                   | 2024-01-01                | 2024-01-11        | 2024-02-01                    | 2025-06-01                 |
                b1            | B              |                            | 2023-12-22                |                   |                               |                            |
                b2            | B              | Adoption                   | 2024-01-01                | 2024-01-11        | 2024-02-01                    | 2025-06-01                 |
                c             | C              | Adoption                   | 2024-01-01                | 2024-01-31        | 2024-02-01                    | 2025-06-01                 | 2023-06-01
                d1            | D              |                            | 2024-01-01                |                   |                               |                            |
                d2            | D              | Adoption                   |                           | 2024-01-11        | 2024-02-01                    | 2025-06-01                 |
                e             | E              | Adoption                   | 2024-01-01                | 2024-01-11        |                               | 2025-06-01                 |
                f             | F              | Adoption                   | 2024-01-01                | 2024-01-11        | 2025-06-02                    | 2025-06-01                 |
                g             | G              | Adoption                   | 2024-01-01                | 2024-01-01        | 2024-02-01                    | 2025-06-01                 |
                h             |                | Adoption                   | 2024-01-01                | 2024-01-01        | 2024-02-01                    | 2025-06-01                 |
            """,
        },
    )
    assert found.records == {
        "a2": "10",
        "b2": "20",
        "c": "30",
        "d2": "10",
        "e": "not placed before the adoption",
        "f": "not placed before the adoption",
        "g": "0",
        "h": "missing link",
    }
    assert (found.fraction, found.shown) == ("70/5", "14.0")


def test_a_child_is_judged_by_the_latest_decision() -> None:
    found = measured(
        "a3_waited_under_14_months",
        {
            "ssd.permanence": """
                perm_table_id | perm_person_id | perm_cla_id | perm_adm_decision_date | perm_placed_for_adoption_date | perm_decision_reversed_date
                reversed      | A              | c1          | 2024-06-01             |                               | 2024-09-01
                again         | A              | c2          | 2025-06-01             |                               |
                disrupted     | B              | c2          | 2024-06-01             | 2025-01-01                    | 2025-03-01
                after         | B              | c1          | 2025-06-01             |                               |
                first         | C              | c2          | 2025-06-01             |                               |
                second        | C              | c1          | 2025-06-01             |                               |
                same_row      | D              | c2          | 2025-06-01             |                               | 2025-05-31
                same_day      | E              | c2          | 2025-06-01             |                               | 2025-06-01
                nobody        |                | c2          | 2025-06-01             |                               |
                no_care       | G              |             | 2025-06-01             |                               |
                no_entry      | H              | c3          | 2025-06-01             |                               |
                adult         | I              | c2          | 2025-06-01             |                               |
                before_care   | J              | c2          | 2025-06-01             | 2024-10-31                    |
                entry_day     | K              | c2          | 2025-06-01             | 2024-11-01                    |
                undated       | L              | c2          |                        |                               |
                placed_early  | M              | c2          | 2026-01-01             | 2025-06-01                    |
                then_reversed | N              | c2          | 2024-06-01             | 2025-01-01                    | 2025-03-01
                on_last_day   | O              | c2          |                        | 2025-12-31                    |
                earlier       | P              | c1          | 2025-06-01             |                               |
                last_day      | P              | c2          | 2025-12-31             |                               |
            """,
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_cla_id | clae_entered_care_date
                e1                  | c1          | 2024-10-31
                e2                  | c2          | 2024-11-01
                e3                  | c3          |
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                I              | 2007-12-31
            """,
        },
    )
    assert {key: verdict for key, verdict in found.records.items() if " in " not in key} == {
        "again": "1",
        "disrupted": "decided again",
        "after": "0",
        "first": "1",
        "second": "G2",
        "same_row": "1",
        "nobody": "missing link",
        "no_care": "missing link",
        "no_entry": "no date of entering care",
        "adult": "G12",
        "before_care": "G5",
        "entry_day": "1",
        "placed_early": "1",
        "then_reversed": "1",
        "on_last_day": "1",
        "earlier": "decided again",
        "last_day": "1",
    }
    assert found.fraction == "8/9"
    assert found.group("still_waiting") == {"Placed": "4/4", "Waiting": "4/5"}


def test_a_reversal_after_the_period_is_not_known_yet_in_it() -> None:
    tables = {
        "ssd.permanence": """
            perm_table_id | perm_person_id | perm_cla_id | perm_adm_decision_date | perm_placement_order_date | perm_placed_for_adoption_date
            a             | A              | c1          | 2025-06-01             | 2025-06-01                | 2025-10-01
        """,
        "ssd.cla_episodes": """
            clae_cla_episode_id | clae_person_id | clae_cla_id | clae_entered_care_date | clae_cla_episode_start_date
            e1                  | A              | c1          | 2024-08-01             | 2024-08-01
        """,
    }
    assert measured("a3_waited_under_14_months", tables, quarter="2025-26-Q2").group("still_waiting") == {
        "Waiting": "1/1"
    }
    assert measured("a3_waited_under_14_months", tables).group("still_waiting") == {"Placed": "0/1"}
    assert measured("placement_orders_waiting", tables, quarter="2025-26-Q2").records == {
        "a": "1",
        "a in Over 12 months": "1",
    }
    assert measured("placement_orders_waiting", tables).records == {}


def test_children_waiting_with_several_records_or_out_of_care() -> None:
    found = measured(
        "placement_orders_waiting",
        {
            "ssd.permanence": """
                perm_table_id | perm_person_id | perm_cla_id | perm_placement_order_date | perm_placed_for_adoption_date | perm_decision_reversed_date
                a2            | A              |             | 2025-06-01                |                               |
                a1            | A              |             | 2025-07-01                |                               |
                b1            | B              |             | 2024-06-01                | 2024-09-01                    | 2025-01-01
                b2            | B              |             | 2025-06-01                |                               |
                c1            | C              |             | 2025-06-01                |                               |
                d1            | D              |             | 2025-06-01                |                               |
                e1            | E              |             | 2025-06-01                |                               |
                f1            |                |             | 2025-06-01                |                               |
                g1            | G              |             | 2025-06-01                |                               |
            """,
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date
                e1                  | A              | c1          | 2024-12-30                  | 2025-06-01
                e2                  | A              | c1          | 2025-06-01                  |
                e3                  | B              | c2          | 2024-12-31                  |
                e4                  | B              | c2          | 2025-06-01                  |
                e5                  | C              | c3          | 2025-01-01                  |
                e6                  | D              | c4          | 2025-01-01                  | 2025-12-31
                e7                  | G              | c7          |                             |
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
                l1                   | C              | V4                | 2025-01-01
            """,
        },
    )
    assert found.records == {
        "a1": "1",
        "a1 in Over 12 months": "1",
        "a2": "G2",
        "b2": "1",
        "c1": "G6",
        "f1": "missing link",
        "g1": "G4",
    }
    assert found.fraction == "2/-"


def test_reversals_of_one_child_and_orders_on_other_records() -> None:
    found = measured(
        "revocations_to_court_within_20_working_days",
        {
            "ssd.permanence": """
                perm_table_id | perm_person_id | perm_placement_order_date | perm_decision_reversed_date | perm_decision_reversed_reason | perm_permanence_order_type | perm_permanence_order_date
                a2            | A              | 2024-06-01                | 2025-09-01                  |                               |                            |
                a1            | A              | 2024-06-01                | 2025-09-01                  |                               |                            |
                b1            | B              | 2024-06-01                | 2025-03-01                  |                               |                            |
                b2            | B              |                           | 2025-09-01                  |                               |                            |
                c1            | C              | 2024-06-01                |                             | RD1                           |                            |
                d1            |                | 2024-06-01                | 2025-09-01                  |                               |                            |
                e1            | E              | 2024-06-01                | 2025-09-01                  |                               |                            |
                f1            | F              | 2025-06-01                | 2025-09-01                  |                               |                            |
                g1            | G              | 2024-06-01                | 2025-09-01                  |                               |                            |
                h1            | H              | 2024-06-01                | 2025-09-01                  |                               |                            |
                h2            | H              |                           |                             |                               | Adoption                   | 2025-12-31
                i1            | I              | 2024-06-01                | 2025-09-01                  |                               | Special Guardianship       | 2025-12-01
                j1            | J              | 2024-06-01                |                             |                               |                            |
                k1            | K              | 2024-06-01                | 2025-03-01                  |                               |                            |
                k2            | K              | 2024-06-01                | 2025-12-20                  |                               |                            |
            """,
            "sup.court": """
                case_ref | person_id | application_type | issue_date | final_order_date | final_order_type
                1        | A         | REVOCATION       | 2025-09-10 |                  |
                2        | B         | REVOCATION       | 2025-03-10 |                  |
                3        | E         | REVOCATION       | 2025-01-10 | 2025-02-10       | NO_ORDER
                4        | F         | REVOCATION       | 2025-01-10 | 2025-05-31       | REVOKED
                5        | G         | PLACEMENT        | 2025-09-10 | 2025-08-01       | PLACEMENT
                6        | I         | REVOCATION       |            | 2025-08-31       |
                7        | K         | REVOCATION       | 2025-03-10 |                  |
            """,
        },
    )
    assert found.records == {
        "a1": "1",
        "a2": "G2",
        "b1": "G2",
        "b2": "1",
        "c1": "G4",
        "d1": "missing link",
        "e1": "1",
        "f1": "0",
        "g1": "0",
        "h1": "adopted",
        "i1": "order discharged",
        "k1": "1",
        "k2": "not due yet",
    }
    assert found.fraction == "4/6"
