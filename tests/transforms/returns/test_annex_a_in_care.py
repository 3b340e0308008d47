"""Lists 8 and 9: children in care and care leavers. R is 31 August 2026; twelve months back is 31 August 2025."""

# ruff: noqa: E501 (a text table is as wide as its columns)

import pytest

from tests.transforms.returns.annex_a_given import made

IN_CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_entered_care_date
    e1                  | ann            | c1          | 2026-01-10                  | S                             | 2026-01-10
"""
LEFT_CARE = """
    clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_entered_care_date | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason
    e1                  | ann            | c1          | 2026-01-10                  | S                             | 2026-01-10             | 2026-06-30                   | E4A
"""


def test_in_care_at_the_reference_date_or_left_in_the_window() -> None:
    listed = made(
        8,
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason
                e1                  | left-before    | c1          | 2025-01-01                  | 2026-02-27                   | E8
                e2                  | left-first     | c2          | 2025-01-01                  | 2026-02-28                   | E8
                e3                  | left-on-r      | c3          | 2025-01-01                  | 2026-08-31                   | E4B
                e4                  | leaves-after-r | c4          | 2025-01-01                  | 2026-09-01                   | E4A
                e5                  | in-care        | c5          | 2026-08-31                  |                              |
                e6                  | enters-after-r | c6          | 2026-09-01                  |                              |
            """
        },
    )
    assert listed.column("cla_end_date") == {
        "left-first": "2026-02-28",
        "left-on-r": "2026-08-31",
        "leaves-after-r": "",
        "in-care": "",
    }
    assert listed.column("cla_ceased_reason")["left-first"] == "t) E8: Care ceased for any other reason"
    assert listed.column("cla_ceased_reason")["leaves-after-r"] == ""


def test_a_period_is_its_episodes_together_and_ends_with_its_last() -> None:
    listed = made(
        8,
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_entered_care_date | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason | clae_cla_primary_need_code | clae_cla_last_iro_contact_date
                e1                  | ann            | c1          | 2024-01-01                  | 2024-01-01             | 2026-05-01                   | X1                             | N1                         | 2026-04-01
                e2                  | ann            | c1          | 2026-05-01                  | 2024-01-01             |                              |                                |                            | 2026-08-01
                e3                  | ben            | c2          | 2024-01-01                  |                        | 2026-05-01                   | X1                             | N4                         |
                e4                  | ben            | c2          | 2026-05-01                  |                        | 2026-07-01                   | E4A                            | N4                         |
                e5                  | cat            | c3          | 2024-01-01                  |                        | 2026-05-01                   | X1                             | N5                         | 2026-09-01
            """
        },
    )
    assert listed.column("cla_start_date") == {"ann": "2024-01-01", "ben": "2024-01-01", "cat": "2024-01-01"}
    # X1 says that care went on: cat is still in care, with an episode missing.
    assert listed.column("cla_end_date") == {"ann": "", "ben": "2026-07-01", "cat": ""}
    assert listed.column("cla_ceased_reason")["cat"] == ""
    assert listed.column("category_of_need")["ann"] == "N1 - Abuse or neglect"
    assert listed.column("last_iro_contact_date") == {"ann": "2026-08-01", "ben": "", "cat": ""}


def test_one_row_a_child_the_latest_period() -> None:
    listed = made(
        8,
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason
                e1                  | ann            | c1          | 2026-01-01                  | 2026-03-01                   | E4A
                e2                  | ann            | c2          | 2026-05-01                  | 2026-06-01                   | E4A
                e3                  | ben            | c3          | 2026-05-01                  | 2026-06-01                   | E4A
                e4                  | ben            | c4          | 2026-05-01                  |                              |
            """
        },
    )
    assert listed.column("record_id") == {"ann": "c2", "ben": "c4"}


def test_a_short_break_is_not_care_but_an_unknown_status_may_be() -> None:
    children = ("break-only", "break-then-care", "care", "unknown", "nothing")
    listed = made(
        8,
        {
            "ssd.cla_episodes": "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date\n"
            + "\n".join(f"{child} | {child} | {child} | 2026-01-01" for child in children),
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id  | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
                1                    | break-only      | V3                | 2026-01-01                   | 2026-02-01
                2                    | break-only      | V4                | 2026-02-01                   |
                3                    | break-then-care | V4                | 2026-01-01                   | 2026-02-01
                4                    | break-then-care | V2                | 2026-02-01                   |
                5                    | care            | C1                | 2026-01-01                   |
                6                    | unknown         |                   | 2026-01-01                   |
            """,
        },
    )
    assert set(listed.values("child_unique_id")) == {"break-then-care", "care", "unknown", "nothing"}
    assert listed.column("legal_status")["break-then-care"] == "V2: Single period under S20"


def test_the_latest_looked_after_status_live_at_the_reference_date_or_on_the_last_day_in_care() -> None:
    statuses = """
        lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
        1                    | ann            | V2                | 2026-01-10                   | 2026-03-01
        2                    | ann            | C1                | 2026-03-01                   | 2026-06-30
        3                    | ann            | V3                | 2026-06-30                   |
        4                    | ann            | C2                | 2026-07-01                   |
    """
    left = made(8, {"ssd.cla_episodes": LEFT_CARE, "ssd.legal_status": statuses}).rows[0]
    stayed = made(8, {"ssd.cla_episodes": IN_CARE, "ssd.legal_status": statuses}).rows[0]
    assert (left["legal_status"], left["legal_status_start_date"]) == ("C1: ICO", "2026-03-01")
    assert (stayed["legal_status"], stayed["legal_status_start_date"]) == ("C2: FCO", "2026-07-01")


PLACEMENTS = """
    clap_cla_placement_id | clap_cla_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type | clap_cla_placement_provider | clap_cla_placement_postcode | clap_cla_placement_urn
    p1                    | c1          | 2026-01-10                    | 2026-05-01                  | U6                      | PR4                         | AA1 1AA                     | SC000001
    p2                    | c1          | 2026-05-01                    | 2026-08-20                  | K2                      | PR1                         | BB1 1BB                     | SC000002
    p3                    | c1          | 2026-08-20                    |                             | T1                      |                             | CC1 1CC                     |
    p4                    | c1          | 2026-09-01                    |                             | U1                      | PR1                         | DD1 1DD                     |
    p5                    | c0          | 2026-08-30                    |                             | U1                      | PR1                         | EE1 1EE                     |
"""


def test_the_latest_placement_behind_a_temporary_one_unless_the_setting_asks_for_the_move() -> None:
    tables = {"ssd.cla_episodes": IN_CARE, "ssd.cla_placement": PLACEMENTS}
    (row,) = made(8, tables).rows
    assert (row["placement_start_date"], row["placement_type"], row["placement_provider"], row["placement_urn"]) == (
        "2026-05-01",
        "p) K2: Children’s Homes",
        "b) PR1: Own provision",
        "SC000002",
    )
    moved = made(8, tables, {"annex_a_show_temporary_placements": "yes"})
    assert moved.values("placement_type") == ["x) T1: Temporary placement - hospital"]


def test_a_temporary_placement_is_shown_where_there_is_no_other_and_a_new_code_by_its_label() -> None:
    only = "clap_cla_placement_id | clap_cla_id | clap_cla_placement_start_date | clap_cla_placement_type\np1 | c1 | 2026-01-10 | {}"
    shown = {
        code: made(8, {"ssd.cla_episodes": IN_CARE, "ssd.cla_placement": only.format(code)}).values("placement_type")[0]
        for code in ("T3", "Z12", "K3")
    }
    assert shown == {
        "T3": "z) T3: Temporary placement - carer holiday",
        "Z12": "v) Z1: Other placements",
        "K3": "K3: Registered supported accommodation (16+)",
    }


def test_a_placement_that_names_no_period_is_found_through_its_episode() -> None:
    episodes = IN_CARE.replace("clae_entered_care_date\n", "clae_cla_placement_id\n").replace(
        "S                             | 2026-01-10", "S | p1"
    )
    placements = "clap_cla_placement_id | clap_cla_placement_start_date | clap_cla_placement_type\np1 | 2026-01-10 | U4\np2 | 2026-02-01 | U1"
    listed = made(8, {"ssd.cla_episodes": episodes, "ssd.cla_placement": placements})
    assert listed.values("placement_type") == ["d) U4: Foster placement - long term"]


def test_location_and_council_by_the_newest_lookup_of_the_postcode() -> None:
    postcodes = {
        "home": "me4 4tr",
        "away": "CT1 1AA",
        "wales": "CF10 1AA",
        "secret": "CON",
        "wrong": "nope",
        "none": "",
    }
    listed = made(
        8,
        {
            "ssd.cla_episodes": "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date\n"
            + "\n".join(f"{child} | {child} | {child} | 2026-01-10" for child in postcodes),
            "ssd.cla_placement": "clap_cla_placement_id | clap_cla_id | clap_cla_placement_postcode\n"
            + "\n".join(f"{child} | {child} | {postcode}" for child, postcode in postcodes.items()),
            "sup.postcode_la": """
                postcode | release | la_code   | la_name     | la_number
                ME44TR   | 2025-02 | E06000035 | Medway      | 887
                CT11AA   | 2024-02 | E06000035 | Medway      | 887
                CT11AA   | 2025-02 | E10000016 | Kent        | 886
                CF101AA  | 2025-02 | W06000015 | Cardiff     |
            """,
        },
    )
    assert {row["child_unique_id"]: (row["placement_location"], row["placement_la"]) for row in listed.rows} == {
        "home": ("a) In", "Medway"),
        "away": ("b) Out", "Kent"),
        "wales": ("b) Out", "WAL - Child placed in Wales"),
        "secret": ("", "CON - Child placed in confidential placement"),
        "wrong": ("", ""),
        "none": ("", ""),
    }
    assert listed.column("placement_postcode")["secret"] == ""
    assert listed.column("placement_postcode")["home"] == "me4 4tr"


def test_latest_review_visit_health_check_and_dental_check_within_the_period() -> None:
    (row,) = made(
        8,
        {
            "ssd.cla_episodes": LEFT_CARE,
            "ssd.cla_reviews": """
                clar_cla_review_id | clar_cla_id | clar_cla_review_date | clar_cla_review_cancelled
                1                  | c1          | 2026-05-01           | N
                2                  | c1          | 2026-06-01           | Y
                3                  | c1          | 2026-07-01           | N
                4                  | c0          | 2026-06-02           | N
            """,
            "ssd.cla_visits": """
                clav_cla_visit_id | clav_cla_id | clav_person_id | clav_cla_visit_date | clav_cla_visit_seen
                1                 | c1          | ann            | 2026-06-30          | N
                2                 | c1          | ann            | 2026-07-01          | Y
            """,
            "ssd.cla_health": """
                clah_health_check_id | clah_person_id | clah_health_check_type | clah_health_check_date | clah_health_check_status
                1                    | ann            | Health Assessment      | 2026-02-01             | Completed
                2                    | ann            | Health Assessment      | 2026-05-01             | Refused
                3                    | ann            | Health Check           | 2026-06-01             | Completed
                4                    | ann            | Dental Check           | 2026-03-01             |
                5                    | ann            | Dental Check           | 2026-01-09             | Completed
            """,
        },
    ).rows
    assert row["latest_statutory_review_date"] == "2026-05-01"
    assert row["last_sw_visit_date"] == "2026-06-30"
    assert row["last_health_assessment_date"] == "2026-02-01"
    assert row["last_dental_check_date"] == "2026-03-01"


@pytest.mark.parametrize(
    ("flags", "shown"),
    [
        ('{"ADOPTION": "Y", "RETURN6M": "Y"}', "b) Adoption"),
        ('{"LTFOST18": "Y", "REMAINSUP": "Y"}', "a) Return to family"),
        ('{"LTRELFR": "Y", "RESPLMT": "Y"}', "f) Long-term fostering"),
        ('{"RESPLMT": "Y", "SUPPLIV": "Y"}', "e) Long-term residential placement"),
        ('{"SUPPLIV": "Y", "OTHERPLN": "Y"}', "d) Supported living in the community"),
        ('{"ADOPTION": "N", "OTHERPLN": "Y"}', "g) Other"),
        ('{"ADOPTION": "N"}', ""),
        ("not json", ""),
    ],
)
def test_of_parallel_plans_the_first_in_order_is_shown(flags: str, shown: str) -> None:
    plans = f"""
        lacp_table_id | lacp_person_id | lacp_cla_care_plan_start_date | lacp_cla_care_plan_json
        1             | ann            | 2026-02-01                    | {{"ADOPTION": "Y"}}
        2             | ann            | 2026-03-01                    | {flags}
        3             | ann            | 2026-09-01                    | {{"ADOPTION": "Y"}}
    """
    assert made(8, {"ssd.cla_episodes": IN_CARE, "ssd.cla_care_plan": plans}).values("permanence_plan") == [shown]


def test_placements_and_periods_of_12_months_are_counted_from_episodes() -> None:
    listed = made(
        8,
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason
                a1                  | ann            | a           | 2024-01-01                  | S                             | 2025-08-30                   | X1
                a2                  | ann            | a           | 2025-08-30                  | P                             | 2025-10-01                   | X1
                a3                  | ann            | a           | 2025-10-01                  | B                             | 2025-11-01                   | X1
                a4                  | ann            | a           | 2025-11-01                  | L                             | 2025-12-01                   | X1
                a5                  | ann            | a           | 2025-12-01                  | T                             |                              |
                b1                  | ben            | b           | 2024-01-01                  | S                             | 2025-06-01                   | X1
                b2                  | ben            | b           | 2025-06-01                  | U                             | 2026-01-01                   | X1
                b3                  | ben            | b           | 2026-01-01                  | P                             |                              |
                c1                  | cat            | c           | 2024-01-01                  | S                             | 2025-06-01                   | X1
                c2                  | cat            | c           | 2025-06-01                  | L                             |                              |
                d1                  | dan            | d1          | 2025-08-31                  | S                             | 2025-09-30                   | E4A
                d2                  | dan            | d2          | 2026-08-31                  | S                             |                              |
                e1                  | eve            | e1          | 2025-08-30                  | S                             | 2025-09-30                   | E4A
                e2                  | eve            | e2          | 2026-05-01                  | S                             |                              |
            """
        },
    )
    # ann: P and B; ben: the U in progress and the P; cat: neither, so at least one; dan and eve: two starts each.
    assert listed.column("placements_last_12_months") == {"ann": "2", "ben": "2", "cat": "1", "dan": "2", "eve": "2"}
    # dan's first start is on the first day of the 12 months, eve's the day before.
    assert listed.column("second_period_last_12_months") == {
        "ann": "b) No",
        "ben": "b) No",
        "cat": "b) No",
        "dan": "a) Yes",
        "eve": "b) No",
    }


def test_missing_and_absent_episodes_and_the_return_interview_of_the_latest_that_ended() -> None:
    children = ("ann", "ben", "cat")
    listed = made(
        8,
        {
            "ssd.cla_episodes": "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date\n"
            + "\n".join(f"{child} | {child} | {child} | 2024-01-01" for child in children),
            "ssd.missing": """
                miss_table_id | miss_person_id | miss_missing_episode_type | miss_missing_episode_start_date | miss_missing_episode_end_date | miss_missing_rhi_offered | miss_missing_rhi_accepted
                m1            | ann            | M                         | 2025-08-30                      | 2025-09-02                    | N                        | N
                m2            | ann            | M                         | 2025-08-31                      | 2025-09-02                    | Y                        | N
                m3            | ann            | M                         | 2026-05-01                      | 2026-05-02                    | Y                        |
                m4            | ann            | A                         | 2026-06-01                      | 2026-06-02                    | N                        | N
                m5            | ann            | M                         | 2026-08-31                      |                               | N                        | N
                m6            | ann            | M                         | 2026-09-01                      | 2026-09-02                    | N                        | N
                m7            | ben            | A                         | 2026-06-01                      | 2026-06-02                    | Y                        | Y
            """,
        },
    )
    assert listed.column("missing_episodes_12m") == {"ann": "3", "ben": "0", "cat": "0"}
    assert listed.column("absent_episodes_12m") == {"ann": "1", "ben": "1", "cat": "0"}
    assert listed.column("rhi_offered") == {"ann": "a) Yes", "ben": "", "cat": ""}
    assert listed.column("rhi_accepted") == {"ann": "c) Unknown", "ben": "", "cat": ""}


STATUSES = """
    immi_immigration_status_id | immi_person_id | immi_immigration_status            | immi_immigration_status_start_date | immi_immigration_status_end_date
    1                          | ended-before   | Unaccompanied Asylum Seeking Child | 2020-01-01                         | 2025-08-30
    2                          | ended-first    | Unaccompanied Asylum Seeking Child | 2020-01-01                         | 2025-08-31
    3                          | live           | Unaccompanied Asylum Seeking Child |                                    |
    4                          | after-r        | Unaccompanied Asylum Seeking Child | 2026-09-01                         |
    5                          | other          | Refugee Status                     | 2026-01-01                         |
"""
ASYLUM_CHILDREN = ("ended-before", "ended-first", "live", "after-r", "other", "none")


def test_asylum_seeking_alone_within_12_months_on_list_8_and_ever_on_list_9() -> None:
    in_care = "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date\n" + "\n".join(
        f"{child} | {child} | {child} | 2026-01-01" for child in ASYLUM_CHILDREN
    )
    leavers = "clea_table_id | clea_person_id | clea_care_leaver_eligibility\n" + "\n".join(
        f"{child} | {child} | Relevant" for child in ASYLUM_CHILDREN
    )
    tables = {"ssd.immigration_status": STATUSES, "ssd.cla_episodes": in_care, "ssd.care_leavers": leavers}
    recent = made(8, tables).column("uasc_last_12_months")
    ever = made(9, tables).column("uasc_or_former_uasc")
    assert {child for child, text in recent.items() if text == "a) Yes"} == {"ended-first", "live"}
    assert {child for child, text in ever.items() if text == "a) Yes"} == {"ended-before", "ended-first", "live"}


def test_team_and_worker_are_those_whose_time_overlaps_the_period() -> None:
    involvements = """
        invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_team | invo_professional_role_id | invo_involvement_start_date | invo_involvement_end_date
        i1                   | ann            | w1                   | t1                     | CW                        | 2025-01-01                  | 2026-01-09
        i2                   | ann            | w2                   | t2                     | CW                        | 2025-01-01                  | 2026-01-10
        i3                   | ann            | w3                   | t3                     | CW                        | 2026-07-01                  |
    """
    tables = {"ssd.cla_episodes": LEFT_CARE, "ssd.involvements": involvements}
    assert made(8, tables).values("allocated_worker") == ["w2"]
    assert made(8, tables | {"ssd.cla_episodes": IN_CARE}).values("allocated_worker") == ["w3"]


def test_everyone_entitled_to_leaving_care_services_once() -> None:
    listed = made(
        9,
        {
            "ssd.person": "pers_person_id | pers_dob\nann | 2006-08-31",
            "ssd.department": "dept_team_id | dept_team_name\nt1 | Care Leavers",
            "ssd.professionals": "prof_professional_id | prof_professional_name\nw1 | Ada Bell\nw2 | Cy Dean",
            "ssd.care_leavers": """
                clea_table_id | clea_person_id | clea_care_leaver_eligibility | clea_care_leaver_latest_contact | clea_care_leaver_in_touch | clea_care_leaver_accommodation | clea_care_leaver_accom_suitable | clea_care_leaver_activity | clea_care_leaver_personal_advisor | clea_care_leaver_allocated_team | clea_care_leaver_worker_id
                l1            | ann            | Relevant                     | 2026-01-01                      | NO                        | S                              | 2                               | G5                        | w2                                | t1                              | w1
                l2            | ann            | Former Relevant              | 2026-08-01                      | RHOM                      | U                              | 1                               | F4                        | w2                                | t1                              | w1
                l3            | ben            | No Current Eligibility       | 2026-08-01                      | YES                       |                                |                                 |                           |                                   |                                 |
                l4            | cat            | Eligible                     |                                 | DIED                      |                                |                                 | 0                         |                                   |                                 |
                l5            | dan            |                              |                                 | NREQ                      |                                |                                 |                           |                                   |                                 |
            """,
        },
    )
    assert listed.column("eligibility_category") == {
        "ann": "b) Former relevant child",
        "cat": "d) Eligible child",
        "dan": "",
    }
    assert listed.column("in_touch") == {"ann": "f) Rhom", "cat": "c) Died", "dan": "e) NREQ"}
    (ann,) = (row for row in listed.rows if row["child_unique_id"] == "ann")
    assert (ann["age"], ann["allocated_team"], ann["allocated_worker"], ann["allocated_personal_adviser"]) == (
        "20",
        "Care Leavers",
        "Ada Bell",
        "Cy Dean",
    )
    assert (ann["accommodation_type"], ann["accommodation_suitability"], ann["activity_status"]) == (
        "U: Independent living",
        "a) Suitable",
        "F4: Young person engaged full time in an apprenticeship",
    )
    assert listed.column("activity_status")["cat"] == ""
