"""The care-leaver measures beyond their worked examples: blanks, repeats, leap days and rows of their own."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

import pytest

from tests.support.given import measured

SNAPSHOTS = (
    "care_leavers_in_touch",
    "care_leavers_contacted_within_8_weeks",
    "care_leavers_in_suitable_accommodation",
    "care_leavers_in_education_employment_training",
    "pathway_plans_reviewed_within_6_months",
)


@pytest.mark.parametrize("measure", SNAPSHOTS)
def test_the_latest_contact_describes_a_young_person_before_anything_else_is_looked_at(measure: str) -> None:
    met = "U | 1 | F1 | 2025-12-01"
    answer = measured(
        measure,
        {
            "ssd.care_leavers": f"""
                clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_in_touch | clea_care_leaver_latest_contact | clea_care_leaver_accommodation | clea_care_leaver_accom_suitable | clea_care_leaver_activity | clea_pathway_plan_review_date
                a1            | A              | Former Relevant              | DIED                      | 2025-12-02                      | {met}
                a2            | A              | Former Relevant              | YES                       | 2025-12-01                      | {met}
                b2            | B              | Former Relevant              | YES                       | 2025-12-01                      | {met}
                b1            | B              | Former Relevant              | YES                       | 2025-12-01                      | {met}
                c1            | C              | Former Relevant              | DIED                      |                                 | {met}
                c2            | C              | Former Relevant              | YES                       | 2025-12-01                      | {met}
                d1            | D              | Qualifying                   | YES                       | 2025-12-02                      | {met}
                d2            | D              | Former Relevant              | YES                       | 2025-12-01                      | {met}
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2005-06-01
                B              | 2005-06-01
                B              | 2005-06-02
                C              | 2005-06-01
                D              | 2005-06-01
            """,
        },
    )
    assert answer.fraction == "2/2"
    assert answer.records == {"a1": "died", "a2": "G2", "b1": "1", "b2": "G2", "c1": "G2", "c2": "1", "d2": "G2"}


@pytest.mark.parametrize("measure", SNAPSHOTS)
def test_blank_links_ages_and_eligibilities_are_listed_and_never_counted(measure: str) -> None:
    answer = measured(
        measure,
        {
            "ssd.care_leavers": """
                clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_in_touch | clea_care_leaver_latest_contact
                a             | A              | Former Relevant              | YES                       | 2025-12-01
                b             | B              | Former Relevant              | YES                       | 2025-12-01
                c             | C              |                              | YES                       | 2025-12-01
                d             |                | Former Relevant              | YES                       | 2025-12-01
                e             | E              | No Current Eligibility       | YES                       | 2025-12-01
                f             | F              |                              | YES                       | 2025-12-01
                g             | G              | Former Relevant              | YES                       |
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              |
                C              | 2005-06-01
                E              | 2005-06-01
                F              | 1999-06-01
                G              | 2005-06-01
            """,
        },
    )
    met = "1" if measure == "care_leavers_in_touch" else "0"
    assert answer.records == {
        "a": "no date of birth",
        "b": "no date of birth",
        "c": "no eligibility",
        "d": "missing link",
        "g": met,
    }
    assert answer.fraction == f"{met}/1"


def test_ages_17_and_18_are_in_no_breakdown_but_the_age_group() -> None:
    answer = measured(
        "care_leavers_in_touch",
        {
            "ssd.care_leavers": """
                clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_in_touch
                a             | A              | Former Relevant              | YES
                b             | B              | Relevant                     | YES
                c             | C              | Former Relevant              | NO
            """,
            "ssd.person": """
                pers_person_id | pers_dob   | pers_sex
                A              | 2005-06-01 | F
                B              | 2008-06-01 | F
                C              | 2005-06-01 | F
            """,
            "ssd.immigration_status": """
                immi_immigration_status_id | immi_person_id | immi_immigration_status            | immi_immigration_status_start_date | immi_immigration_status_end_date
                i1                         | A              | Unaccompanied Asylum Seeking Child | 2020-01-01                         | 2023-06-01
                i2                         | A              | Refugee Status                     | 2023-06-01                         |
                i3                         | C              | Unaccompanied Asylum Seeking Child | 2026-01-01                         |
            """,
        },
    )
    assert answer.fraction == "1/2"
    assert sum(int(part.split("/")[1]) for part in answer.group("sex").values()) == 2
    assert answer.group("uasc") == {"Unaccompanied": "1/1", "Not unaccompanied": "0/1"}
    assert answer.group("age_group") == {"17-18": "1/1", "19-21": "1/2"}


def test_the_rows_as_known_today_serve_every_period() -> None:
    leavers = """
        clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_in_touch | clea_care_leaver_latest_contact
        a             | A              | Former Relevant              | YES                       | 2025-09-30
        b             | B              | Former Relevant              | YES                       | 2025-12-01
    """
    people = """
        pers_person_id | pers_dob
        A              | 2006-09-30
        B              | 2006-10-01
    """
    tables = {"ssd.care_leavers": leavers, "ssd.person": people}
    assert measured("care_leavers_in_touch", tables, quarter="2025-26-Q2").records == {"a": "1", "b in 17-18": "1"}
    contacted = measured("care_leavers_contacted_within_8_weeks", tables, quarter="2025-26-Q2")
    # B's only contact on record came after that quarter.
    assert contacted.records == {"a": "1", "b in 17-18": "0", "b in 17-20": "0"}


def test_a_breakdown_of_unknowns_is_always_there() -> None:
    leavers = """
        clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_accommodation | clea_care_leaver_personal_advisor
        a             | A              | Former Relevant              | Z                              | W1
        b             | A2             | Former Relevant              |                                |
    """
    people = """
        pers_person_id | pers_dob
        A              | 2005-06-01
        A2             | 2005-06-01
    """
    tables = {"ssd.care_leavers": leavers, "ssd.person": people}
    homes = {"Former foster carer (not for 17-year-olds)": "0/1", "Not known": "0/1"}
    contacted = measured("care_leavers_contacted_within_8_weeks", tables)
    assert contacted.group("accommodation_type") == homes
    assert contacted.group("personal_adviser") == {"W1": "0/1", "Not known": "0/1"}
    assert measured("care_leavers_in_suitable_accommodation", tables).group("suitability") == {"Not known": "0/2"}
    assert measured("care_leavers_in_education_employment_training", tables).group("activity") == {"Not known": "0/2"}


def test_newly_eligible_is_worked_out_from_all_care_since_14() -> None:
    answer = measured(
        "pathway_plans_reviewed_within_6_months",
        {
            "ssd.care_leavers": """
                clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_in_touch | clea_pathway_plan_review_date
                at_16         | A              | Eligible                     | YES                       |
                just_16       | B              | Eligible                     | YES                       |
                not_91        | C              | Eligible                     | YES                       |
                no_care       | D              | Eligible                     | YES                       |
                no_start      | E              | Eligible                     | YES                       |
                old           | F              | Former Relevant              | YES                       |
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2009-09-30
                B              | 2009-10-01
                C              | 2009-01-01
                D              | 2009-12-01
                E              | 2009-12-01
                F              | 2005-06-01
            """,
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date
                a                   | A              | 2020-01-01                  |
                b                   | B              | 2020-01-01                  |
                c                   | C              | 2025-12-20                  |
                e                   | E              |                             |
                f                   | F              | 2020-01-01                  | 2023-06-01
            """,
        },
    )
    assert answer.records == {
        "at_16": "0",
        "just_16": "newly eligible",
        "not_91": "newly eligible",
        "no_care": "0",
        "no_start": "0",
        "old": "0",
    }


def test_three_months_to_the_day_after_becoming_eligible_is_no_longer_new() -> None:
    answer = measured(
        "pathway_plans_reviewed_within_6_months",
        {
            "ssd.care_leavers": """
                clea_table_id | clea_person_id | clea_care_leaver_eligibility
                on_the_day    | A              | Eligible
                day_later     | B              | Eligible
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2009-06-30
                B              | 2009-07-01
            """,
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
                a                   | A              | 2020-01-01
                b                   | B              | 2020-01-01
            """,
        },
        quarter="2025-26-Q2",
    )
    assert answer.records == {"on_the_day": "0", "day_later": "newly eligible"}


def eligible(episodes: str, born: str, completed: str, quarter: str = "2025-26-Q3", **more: str) -> dict[str, str]:
    """The verdict on one young person whose episodes are `start, end` lines, and whose plan was completed on a day."""
    rows = [line.split(",") for line in episodes.split()]
    spells = "\n".join(f"e{number}|A|{start}|{end}" for number, (start, end) in enumerate(rows))
    return measured(
        "first_pathway_plan_within_3_months",
        {
            "ssd.person": f"pers_person_id | pers_dob\nA | {born}",
            "ssd.cla_episodes": "clae_cla_episode_id|clae_person_id|clae_cla_episode_start_date|clae_cla_episode_ceased_date\n"
            + spells,
            "sup.pathway_plans": f"person_id | plan_start_date | first_completed_date\nA | 2024-01-01 | {completed}",
        }
        | more,
        quarter=quarter,
    ).records


@pytest.mark.parametrize(
    ("episodes", "born", "last_day"),
    [
        # 45 days at 15 (day 45 is 14 February), 46 more from 1 June: the 91st is 16 July.
        ("2025-01-01,2025-02-15 2025-06-01,", "2009-03-01", "2025-10-16"),
        # The same with an episode inside another, which adds no day.
        ("2025-01-01,2025-02-15 2025-01-10,2025-02-01 2025-06-01,", "2009-03-01", "2025-10-16"),
        # Care before 14 does not count: the 14th birthday is day 1, so day 91 is 30 May 2023; due three months after 16.
        ("2020-01-01,", "2009-03-01", "2025-06-01"),
        # Enough days before 16, back in care at 16 and a half for a day.
        ("2023-06-01,2024-06-01 2025-09-10,2025-09-11", "2009-03-01", "2025-12-10"),
        # 90 days before 16 and one more on the birthday.
        ("2024-12-01,2025-03-02", "2009-03-01", "2025-06-01"),
        # Born on 29 February 2008: 16 on 29 February 2024.
        ("2020-01-01,", "2008-02-29", "2024-05-29"),
        # Came at 17 years and 9 months; the 91st day is the last one before 18.
        ("2024-12-03,", "2007-03-04", "2025-06-03"),
    ],
)
def test_the_day_a_first_pathway_plan_is_due(episodes: str, born: str, last_day: str) -> None:
    quarter = "2024-25-Q1" if last_day < "2025" else "2025-26-Q3"
    assert eligible(episodes, born, last_day, quarter) == {"A": "1"}
    day_after = f"{last_day[:-2]}{int(last_day[-2:]) + 1:02d}"
    assert eligible(episodes, born, day_after, quarter) == {"A": "0"}


@pytest.mark.parametrize(
    ("episodes", "born", "verdict"),
    [
        ("2024-12-04,", "2007-03-04", {}),  # The 91st day would be the 18th birthday.
        ("2022-11-01,2023-05-30 2025-03-01,2025-03-02", "2009-03-01", {"A": "1"}),  # 90 days from 14, and one at 16.
        ("2022-11-01,2023-05-29 2025-03-01,2025-03-02", "2009-03-01", {}),  # 89 and one.
        ("2023-06-01,2025-03-01", "2009-03-01", {}),  # Care ended on the 16th birthday.
        ("2023-06-01,2025-03-02", "2009-03-01", {"A": "1"}),
        ("2025-03-01,2025-02-01", "2009-03-01", {}),  # Ended before it started.
        (",2025-05-01", "2009-03-01", {"A": "G4"}),
        (",2025-05-01 2023-06-01,", "2009-03-01", {"A": "1"}),
        (",2025-05-01", "2011-03-01", {}),  # Not 16 yet.
        ("2023-06-01,", "", {"A": "no date of birth"}),
    ],
)
def test_who_becomes_eligible(episodes: str, born: str, verdict: dict[str, str]) -> None:
    assert eligible(episodes, born, "2025-02-01") == verdict


def test_a_young_person_born_on_29_february_turns_14_on_1_march() -> None:
    # Born in 2008, 14 in 2022: 90 days from 1 March to 29 May, and one at 16, on 1 December 2024.
    before = "2022-01-01,2022-05-30 2024-12-01,2024-12-02"
    assert eligible(before, "2008-02-29", "2025-03-01") == {"A": "1"}
    assert eligible(before, "2008-02-29", "2025-03-02") == {"A": "0"}
    # A day less, which a 14th birthday on 28 February would make up for.
    assert eligible(before.replace("05-30", "05-29"), "2008-02-29", "2025-03-01") == {}


def test_short_breaks_do_not_make_a_young_person_eligible() -> None:
    breaks = """
        lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
        l1                   | A              | V4                | 2023-06-01
    """
    assert eligible("2023-06-01,", "2009-03-01", "2025-02-01", **{"ssd.legal_status": breaks}) == {}


def test_first_pathway_plans_by_placement_and_asylum() -> None:
    answer = measured(
        "first_pathway_plan_within_3_months",
        {
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2009-03-15
                B              | 2009-03-15
                C              | 2009-03-15
            """,
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
                a                   | A              | 2020-01-01
                b                   | B              | 2020-01-01
                c                   | C              | 2020-01-01
            """,
            "sup.pathway_plans": """
                person_id | plan_start_date | first_completed_date
                A         | 2025-06-01      | 2025-06-15
                B         | 2025-06-01      |
            """,
            "ssd.cla_placement": """
                clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_type
                a1                    | A              | 2024-01-01                    | U6
                a2                    | A              | 2025-06-15                    | K2
                a3                    | A              | 2025-06-16                    | K1
                b1                    | B              | 2024-01-01                    | U6
                b2                    | B              |                               | K1
            """,
            "ssd.immigration_status": """
                immi_immigration_status_id | immi_person_id | immi_immigration_status            | immi_immigration_status_start_date
                i1                         | A              | Unaccompanied Asylum Seeking Child | 2025-06-15
                i2                         | B              | Unaccompanied Asylum Seeking Child | 2025-06-16
            """,
        },
    )
    assert answer.records == {"A": "1", "B": "0", "C": "0"}
    assert answer.group("placement_type") == {
        "Children’s home": "1/1",
        "Other foster, other": "0/1",
        "Not known": "0/1",
    }
    assert answer.group("uasc") == {"Unaccompanied": "1/1", "Not unaccompanied": "0/2"}


def test_foster_placements_that_cannot_be_placed_or_are_repeats() -> None:
    answer = measured(
        "staying_put_at_18",
        {
            "ssd.cla_placement": """
                clap_cla_placement_id | clap_person_id | clap_cla_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type
                a1                    | A              |             | 2024-01-01                    |                             | U1
                a2                    | A              |             | 2024-02-01                    |                             | U2
                a3                    | A              |             | 2024-02-01                    |                             | U3
                a4                    | A              |             | 2025-01-01                    |                             | T2
                b1                    | B              |             |                               | 2025-04-01                  | U6
                b2                    | B              |             |                               | 2025-03-31                  | U6
                c1                    | C              |             | 2024-01-01                    |                             | U6
                d1                    |                |             | 2024-01-01                    |                             | U6
                e1                    |                | c1          | 2024-01-01                    |                             | U6
                f1                    | F              |             | 2024-01-01                    |                             | U6
                g1                    | G              |             | 2025-04-01                    |                             | U6
                h1                    | H              |             | 2025-03-31                    |                             | U6
                i1                    | I              |             | 2024-01-01                    |                             |
                j1                    | J              |             | 2024-01-01                    |                             | U6
            """,
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date
                e1                  | E              | c1          | 2024-01-01                  |
                f1                  | F              | c2          | 2024-01-01                  | 2025-04-01
                h1                  | H              | c3          | 2024-01-01                  | 2025-03-31
                j1                  | J              | c4          | 2025-04-01                  |
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
                f1                   | F              | V3                | 2024-01-01                   |
                h1                   | H              | V3                | 2024-01-01                   |
                j1                   | J              | V3                | 2025-04-01                   |
            """,
            "ssd.person": """
                pers_person_id | pers_dob   | pers_death_date
                A              | 2007-04-01 |
                B              | 2007-04-01 |
                C              |            |
                E              | 2007-04-01 |
                E              | 2007-04-01 | 2025-03-01
                F              | 2007-04-01 |
                G              | 2007-04-01 |
                H              | 2007-04-01 |
                I              | 2007-04-01 |
                J              | 2007-04-01 |
            """,
            "sup.staying_put": """
                person_id | start_date | former_carer_id | end_date
                A         | 2025-04-01 | f1              | 2025-06-01
                A         | 2025-06-01 | f2              | 2025-07-01
                H         | 2025-07-02 | f3              |
            """,
        },
    )
    assert answer.records == {
        "a1": "G2",
        "a2": "G2",
        "a3": "0",
        "b1": "G4",
        "c1": "no date of birth",
        "d1": "missing link",
        "e1": "died",
        "f1": "G6",
        "h1": "0",
        "j1": "0",
    }


def test_the_accommodation_of_the_latest_contact_and_a_leap_day() -> None:
    tables = {
        "ssd.cla_placement": """
            clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type
            a                     | A              | 2024-01-01                    | 2026-02-28                  | U6
            b                     | B              | 2026-02-28                    |                             | U6
        """,
        "ssd.person": """
            pers_person_id | pers_dob
            A              | 2008-02-29
            B              | 2008-02-29
        """,
        "ssd.care_leavers": """
            clea_table_id | clea_person_id | clea_care_leaver_accommodation | clea_care_leaver_latest_contact
            b1            | B              | U                              | 2026-05-02
            b2            | B              | Z                              | 2026-05-03
            b3            | B              | U                              |
        """,
    }
    # 18 on 1 March 2026, so the day before is 28 February and the day itself 1 June.
    answer = measured("staying_put_at_18", tables, quarter="2026-27-Q1", extracted_on="2026-07-10")
    assert answer.records == {"b": "1"}
    tables["ssd.care_leavers"] = tables["ssd.care_leavers"].replace("2026-05-02", "2026-05-04")
    assert measured("staying_put_at_18", tables, quarter="2026-27-Q1", extracted_on="2026-07-10").records == {"b": "0"}


def test_documents_that_repeat_or_none_of_which_applies_and_a_leap_day() -> None:
    items = ("NI_NUMBER", "PHOTO_ID", "HEALTH_HISTORY", "LOCAL_OFFER", "PLAN_COPY")
    heading = "person_id | item | recorded_date | not_applicable_reason\n"
    waived = [f"A | {item} | | Abroad" for item in items]
    on_1_march = [f"B | {item} | 2026-03-01 |" for item in items]
    late = [f"C | {item} | 2026-03-02 |" for item in items]
    repeated = [f"D | {item} | 2026-03-05 |" for item in items] + [f"D | {item} | 2026-01-05 |" for item in items]
    undated = [f"E | {item} | |" for item in items]
    answer = measured(
        "key_documents_by_18",
        {
            "ssd.person": "pers_person_id | pers_dob\n"
            + "\n".join(f"{person} | 2008-02-29" for person in "ABCDE")
            + "\nF | ",
            "ssd.care_leavers": "clea_table_id | clea_person_id | clea_care_leaver_eligibility\n"
            + "\n".join(f"{person} | {person} | Former Relevant" for person in "ABCDEF")
            + "\nsecond | B | Former Relevant\nnobody | | Eligible",
            "sup.care_leaver_entitlements": heading + "\n".join(waived + on_1_march + late + repeated + undated),
        },
        quarter="2025-26-Q4",
        extracted_on="2026-04-12",
    )
    assert {key: verdict for key, verdict in answer.records.items() if " in " not in key} == {
        "A": "1",
        "B": "1",
        "C": "0",
        "D": "1",
        "E": "0",
        "F": "no date of birth",
        "second": "G2",
        "nobody": "missing link",
    }
    assert answer.fraction == "3/5"
    assert answer.group("item")["Photo identity"] == "2/4"


def test_documents_by_the_placement_before_18() -> None:
    answer = measured(
        "key_documents_by_18",
        {
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2007-04-01
                B              | 2007-04-01
                C              | 2007-04-01
            """,
            "ssd.care_leavers": """
                clea_table_id | clea_person_id | clea_care_leaver_eligibility
                a             | A              | Former Relevant
                b             | B              | Former Relevant
                c             | C              | Former Relevant
            """,
            "ssd.cla_placement": """
                clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_postcode
                a1                    | A              | 2024-01-01                    |                             | ZZ3 3ZZ
                a2                    | A              | 2025-03-31                    | 2025-04-01                  | ZZ2 2ZZ
                a3                    | A              | 2025-04-01                    |                             | ZZ3 3ZZ
                b1                    | B              | 2024-01-01                    |                             | ZZ3 3ZZ
                b2                    | B              | 2025-01-01                    | 2025-03-31                  | ZZ2 2ZZ
            """,
            "sup.postcode_la": """
                postcode | release | la_code   | la_name | la_number
                ZZ22ZZ   | 2025    | E06000035 | Own     | 887
                ZZ33ZZ   | 2025    | E06000046 | Away    | 921
            """,
            "ssd.immigration_status": """
                immi_immigration_status_id | immi_person_id | immi_immigration_status            | immi_immigration_status_start_date
                i1                         | A              | Unaccompanied Asylum Seeking Child | 2025-04-01
                i2                         | B              | Unaccompanied Asylum Seeking Child | 2025-04-02
            """,
        },
    )
    assert answer.group("uasc") == {"Unaccompanied": "0/1", "Not unaccompanied": "0/2"}
    assert answer.group("placed_out_of_area") == {"In area": "0/1", "Out of area": "0/1", "Not known": "0/1"}


def test_settings_with_blanks_repeats_and_an_older_set_of_rows() -> None:
    heading = "setting_id | as_at_date | provider | setting_type | opened_date | commissioned_from | commissioned_to | young_people_count | senior_visit_date | visitor_grade"
    rows = """
        s1 | 2025-09-30 | Hill | FOYER | 2025-06-30 | 2020-01-01 |            | 1 | 2025-09-30 | DIRECTOR
        s2 | 2025-09-30 | Hill | FOYER | 2025-06-29 | 2020-01-01 |            | 1 | 2025-09-30 | HEAD_OF_SERVICE
        s3 | 2025-09-30 | Hill | FOYER | 2020-01-01 |            |            | 1 | 2025-09-30 | DIRECTOR
        s4 | 2025-09-30 | Hill | FOYER | 2020-01-01 | 2020-01-01 |            |   | 2025-09-30 | DIRECTOR
        s5 | 2025-09-30 | Hill |       | 2020-01-01 | 2020-01-01 |            | 1 | 2025-09-30 |
        s6 | 2025-09-30 | Hill | FOYER | 2020-01-01 | 2020-01-01 |            | 1 | 2024-10-01 | DIRECTOR
        s7 | 2025-09-30 | Hill | FOYER | 2020-01-01 | 2020-01-01 |            | 1 | 2024-09-30 | DIRECTOR
        s7 | 2025-09-30 | Hill | FOYER | 2020-01-01 | 2020-01-01 |            | 1 | 2025-09-30 | DIRECTOR
        s8 | 2025-09-30 | Hill | FOYER | 2020-01-01 |            | 2025-09-30 | 1 | 2025-09-30 | DIRECTOR
        s1 | 2025-06-30 | Hill | FOYER | 2020-01-01 | 2020-01-01 |            | 1 |            |
        s9 | 2025-06-30 | Hill | FOYER | 2020-01-01 | 2020-01-01 |            | 1 |            |
    """
    tables = {"sup.accommodation_settings": f"{heading}\n{rows}"}
    expected = {
        "s1|2025-09-30": "opened within three months",
        "s2|2025-09-30": "1",
        "s3|2025-09-30": "G4",
        "s4|2025-09-30": "no count of young people",
        "s5|2025-09-30": "0",
        "s6|2025-09-30": "1",
        # The second row of s7 is a repeat: the first one counts, and its visit is too old.
        "s7|2025-09-30": "0",
    }
    answer = measured("commissioned_accommodation_visited", tables, quarter="2025-26-Q2")
    assert {key: verdict for key, verdict in answer.records.items() if " in " not in key} == expected
    assert answer.fraction == "2/4"
    assert answer.group("setting_type") == {"Foyer or hostel": "2/3", "Not known": "0/1"}
    # No set was dated at the end of the next quarter, so this one still describes it.
    later = measured("commissioned_accommodation_visited", tables, quarter="2025-26-Q3")
    assert later.fraction == "2/5"
    assert measured("commissioned_accommodation_visited", tables, quarter="2024-25-Q4").shown == "n/a"
