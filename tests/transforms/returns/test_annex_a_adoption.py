"""Lists 10 and 11: adoption. R is 31 August 2026; the twelve months begin on 31 August 2025."""

# ruff: noqa: E501 (a text table is as wide as its columns)

from tests.transforms.returns.annex_a_given import made


def test_adopted_or_reversed_in_the_12_months_or_still_waiting() -> None:
    listed = made(
        10,
        {
            "ssd.permanence": """
                perm_table_id | perm_person_id  | perm_adm_decision_date | perm_permanence_order_date | perm_permanence_order_type | perm_decision_reversed_date | perm_decision_reversed_reason
                1             | adopted-before  | 2024-01-01             | 2025-08-30                 | Adoption                   |                             |
                2             | adopted-first   | 2024-01-01             | 2025-08-31                 | Adoption                   |                             |
                3             | adopted-on-r    | 2024-01-01             | 2026-08-31                 | Adoption                   |                             |
                4             | adopted-after   | 2024-01-01             | 2026-09-01                 | Adoption                   |                             |
                5             | reversed-before | 2024-01-01             |                            |                            | 2025-08-30                  | RD1
                6             | reversed-first  | 2024-01-01             |                            |                            | 2025-08-31                  | RD2
                7             | waiting         | 2019-01-01             |                            |                            |                             |
                8             | guardianship    | 2024-01-01             | 2026-01-01                 | Special Guardianship       |                             |
                9             | no-decision     |                        | 2026-01-01                 | Adoption                   |                             |
                10            | decided-later   | 2026-09-01             |                            |                            |                             |
            """
        },
    )
    assert listed.column("adoption_order_date") == {
        "adopted-first": "2025-08-31",
        "adopted-on-r": "2026-08-31",
        "adopted-after": "",
        "reversed-first": "",
        "waiting": "",
        "guardianship": "",
    }
    assert listed.column("reversal_reason")["reversed-first"] == "RD2 - The Court did not make a placement order"


def test_entered_care_from_the_period_of_the_decision_once() -> None:
    listed = made(
        10,
        {
            "ssd.permanence": "perm_table_id | perm_person_id | perm_cla_id | perm_adm_decision_date\n1 | ann | c1 | 2026-05-01",
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_entered_care_date | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason
                e0                  | ann            | c0          | 2020-01-01                  | 2020-01-01             | 2020-02-01                   | E4A
                e1                  | ann            | c1          | 2025-01-01                  | 2025-01-01             | 2025-06-01                   | X1
                e2                  | ann            | c1          | 2025-06-01                  | 2025-01-01             |                              |
            """,
        },
    )
    assert listed.values("entered_care_date") == ["2025-01-01"]


def test_the_adoptive_family_whose_link_stands() -> None:
    listed = made(
        10,
        {
            "ssd.permanence": """
                perm_table_id | perm_person_id | perm_adm_decision_date | perm_decision_reversed_date
                1             | ann            | 2024-01-01             |
                2             | ben            | 2024-01-01             |
                3             | cat            | 2024-01-01             |
                4             | dan            | 2024-01-01             | 2026-05-01
            """,
            "sup.adoption_matches": """
                person_id | family_identifier | linked_date | ended_date
                ann       | f1                | 2025-01-01  | 2025-06-01
                ann       | f2                | 2025-07-01  |
                ben       | f3                | 2025-01-01  | 2026-08-31
                cat       | f4                | 2026-09-01  |
                dan       | f5                | 2026-01-01  | 2026-05-02
                dan       | f6                | 2026-06-01  |
            """,
        },
    )
    assert listed.column("family_identifier") == {"ann": "f2", "ben": "", "cat": "", "dan": "f5"}


def test_one_row_for_each_decision_about_a_child() -> None:
    listed = made(
        10,
        {
            "ssd.permanence": """
                perm_table_id | perm_person_id | perm_adm_decision_date | perm_decision_reversed_date
                2             | ann            | 2026-06-01             |
                1             | ann            | 2024-01-01             | 2026-01-01
            """
        },
    )
    assert listed.values("record_id") == ["1", "2"]


def test_adopters_with_any_date_in_the_12_months() -> None:
    listed = made(
        11,
        {
            "sup.adopters": """
                adopter_identifier | family_identifier | gender | ethnicity | has_disability | fostering_for_adoption | enquiry_date | application_approved_date | adoption_order_date | left_process_date | left_process_reason
                before             | f1                | F      | WBRI      | No             | N                      | 2024-01-01   | 2025-08-30                |                     |                   |
                first-day          | f2                | F      | WBRI      | Yes            | Y                      | 2024-01-01   | 2025-08-31                |                     |                   |
                left-on-r          | f3                | M      | NOBT      | Unknown        | N                      | 2024-01-01   |                           |                     | 2026-08-31        | 2
                couple-1           | f4                | I      | OOTH      |                |                        | 2026-08-31   |                           |                     |                   |
                couple-2           | f4                | U      |           |                |                        | 2026-08-31   |                           |                     |                   |
                enquires-later     | f5                | M      | WBRI      | No             | N                      | 2026-09-01   |                           |                     |                   |
            """
        },
    )
    assert listed.column("family_identifier") == {
        "couple-1": "f4",
        "couple-2": "f4",
        "first-day": "f2",
        "left-on-r": "f3",
    }
    assert listed.column("gender") == {
        "couple-1": "d) Neither",
        "couple-2": "c) Not stated/recorded",
        "first-day": "b) Female",
        "left-on-r": "a) Male",
    }
    assert listed.column("has_disability")["first-day"] == "a) Yes"
    assert listed.column("has_disability")["left-on-r"] == "c) Unknown"
    assert listed.column("left_process_reason")["left-on-r"] == "2 - Process put on hold"
    assert listed.values("adopter_identifier") == sorted(listed.values("adopter_identifier"))
