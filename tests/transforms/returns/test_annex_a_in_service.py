"""Lists 6 and 7: children in need and children on protection plans. R is 31 August 2026; six months back is 28 February."""

# ruff: noqa: E501 (a text table is as wide as its columns)

import pytest

from tests.transforms.returns.annex_a_given import made

OPEN_EPISODE = """
    cine_referral_id | cine_person_id | cine_referral_date
    r1               | ann            | 2026-01-01
"""
ASSESSED = """
    cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date | cina_assessment_auth_date
    a1                 | ann            | r1               | 2026-01-02                 | 2026-02-01
"""
ADULT = "pers_person_id | pers_dob\nann | 2008-08-31"
CARE_LEAVER = "clea_table_id | clea_person_id | clea_care_leaver_eligibility\nl1 | ann | Former Relevant"


def test_episodes_open_at_some_time_in_the_window() -> None:
    episodes = """
        cine_referral_id | cine_person_id  | cine_referral_date | cine_close_date | cine_close_reason
        r1               | closed-before   | 2025-01-01         | 2026-02-27      | RC1
        r2               | closed-first    | 2025-01-01         | 2026-02-28      | RC7
        r3               | closed-on-r     | 2025-01-01         | 2026-08-31      | RC9
        r4               | closes-after-r  | 2025-01-01         | 2026-09-01      | RC9
        r5               | open            | 2026-08-31         |                 |
        r6               | begins-after-r  | 2026-09-01         |                 |
    """
    listed = made(6, {"ssd.cin_episodes": episodes}, {"annex_a_leave_out_referral_only": "no"})
    assert {
        row["child_unique_id"]: (row["cin_closure_date"], row["closure_reason"], row["case_status"])
        for row in listed.rows
    } == {
        "closed-first": (
            "2026-02-28",
            "RC7 - Services ceased for any other reason, including child no longer in need",
            "e) Closed episode",
        ),
        "closed-on-r": (
            "2026-08-31",
            "RC9 - Case closed after assessment, referred to early help",
            "e) Closed episode",
        ),
        "closes-after-r": ("", "", "c) Child in need plan"),
        "open": ("", "", "c) Child in need plan"),
    }


def test_one_row_a_child_the_latest_referral_then_the_open_one() -> None:
    episodes = """
        cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
        r1               | ann            | 2026-01-01         |
        r2               | ann            | 2026-03-01         | 2026-04-01
        r3               | ben            | 2026-03-01         | 2026-04-01
        r4               | ben            | 2026-03-01         |
        r5               | ben            | 2026-03-01         | 2026-05-01
        r6               | cat            | 2026-03-01         | 2026-04-01
        r7               | cat            | 2026-03-01         | 2026-05-01
    """
    listed = made(6, {"ssd.cin_episodes": episodes}, {"annex_a_leave_out_referral_only": "no"})
    assert listed.column("record_id") == {"ann": "r2", "ben": "r4", "cat": "r7"}


@pytest.mark.parametrize(
    "service",
    [
        {"ssd.cin_assessments": ASSESSED},
        {
            "ssd.cin_plans": "cinp_cin_plan_id | cinp_person_id | cinp_referral_id | cinp_cin_plan_start_date\n1|ann|r1|2026-01-05"
        },
        {
            "ssd.cp_plans": "cppl_cp_plan_id | cppl_person_id | cppl_referral_id | cppl_cp_plan_start_date\n1|ann|r1|2026-01-05"
        },
        {
            "ssd.s47_enquiry": "s47e_s47_enquiry_id | s47e_person_id | s47e_referral_id | s47e_s47_start_date\n1|ann|r1|2026-01-05"
        },
        {
            "ssd.cla_episodes": "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_referral_id "
            "| clae_cla_episode_start_date\n1 | ann | c1 | r1 | 2026-01-05"
        },
        # A service that names no referral belongs to the episode whose days it shares.
        {
            "ssd.cin_assessments": "cina_assessment_id | cina_person_id | cina_assessment_start_date\na1 | ann | 2026-01-01"
        },
    ],
)
def test_a_child_given_a_service_is_listed(service: dict[str, str]) -> None:
    assert made(6, {"ssd.cin_episodes": OPEN_EPISODE} | service).values("child_unique_id") == ["ann"]


def test_a_child_only_referred_is_left_out_unless_the_setting_says_otherwise() -> None:
    elsewhere = """
        cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date | cina_assessment_auth_date
        other-episode      | ann            | r0               | 2026-01-02                 |
        before-it          | ann            |                  | 2025-10-01                 | 2025-12-31
        after-r            | ann            | r1               | 2026-09-01                 |
        another-child      | ben            | r1               | 2026-01-02                 |
    """
    tables = {"ssd.cin_episodes": OPEN_EPISODE, "ssd.cin_assessments": elsewhere}
    assert made(6, tables).rows == []
    assert made(6, tables, {"annex_a_leave_out_referral_only": "no"}).values("child_unique_id") == ["ann"]


def test_a_referral_that_came_to_nothing_does_not_hide_the_episode_before_it() -> None:
    episodes = OPEN_EPISODE + "    r2 | ann | 2026-07-01\n"
    listed = made(6, {"ssd.cin_episodes": episodes, "ssd.cin_assessments": ASSESSED})
    assert listed.values("record_id") == ["r1"]


def test_children_only_referred_stay_when_a_table_of_services_was_not_delivered() -> None:
    listed = made(6, {"ssd.cin_episodes": OPEN_EPISODE}, missing=["ssd_cin_plans"])
    assert listed.values("child_unique_id") == ["ann"]
    assert any("only referred could not be left out" in gap for gap in listed.report.gaps)


def test_care_leavers_of_18_without_another_service_are_left_out() -> None:
    keep_referred = {"annex_a_leave_out_referral_only": "no"}
    tables = {"ssd.cin_episodes": OPEN_EPISODE, "ssd.person": ADULT, "ssd.care_leavers": CARE_LEAVER}
    a_day_younger = tables | {"ssd.person": ADULT.replace("2008-08-31", "2008-09-01")}
    not_entitled = tables | {"ssd.care_leavers": CARE_LEAVER.replace("Former Relevant", "No Current Eligibility")}
    with_service = tables | {"ssd.cin_assessments": ASSESSED}
    assert made(6, tables, keep_referred).rows == []
    assert made(6, a_day_younger, keep_referred).values("case_status") == ["c) Child in need plan"]
    assert made(6, not_entitled, keep_referred).values("child_unique_id") == ["ann"]
    assert made(6, with_service, keep_referred).values("child_unique_id") == ["ann"]
    assert made(6, tables, keep_referred | {"annex_a_leave_out_care_leavers": "no"}).values("child_unique_id") == [
        "ann"
    ]


LEGAL = """
    lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
    l1                   | ann            | C2                | 2026-01-03                   |
"""
PLAN = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola
    p1              | ann            | 2026-01-03              |                       |
"""
NEED_PLAN = (
    "cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date | cinp_cin_plan_end_date\nn1 | ann | 2026-01-03 | "
)
OPEN_ASSESSMENT = ASSESSED.replace("2026-02-01", "          ")
CHILD = "pers_person_id | pers_dob\nann | 2008-09-01"


@pytest.mark.parametrize(
    ("tables", "status"),
    [
        ({"ssd.legal_status": LEGAL, "ssd.cp_plans": PLAN}, "a) Looked after child"),
        ({"ssd.legal_status": LEGAL.replace("C2", "V3"), "ssd.cp_plans": PLAN}, "b) Child Protection plan"),
        ({"ssd.legal_status": LEGAL, "ssd.person": ADULT}, "d) Open assessment"),
        ({"ssd.legal_status": LEGAL.replace("03                   |\n", "03 | 2026-08-31\n")}, "d) Open assessment"),
        ({"ssd.legal_status": LEGAL.replace("03                   |\n", "03 | 2026-09-01\n")}, "a) Looked after child"),
        ({"ssd.cp_plans": PLAN, "ssd.cin_plans": NEED_PLAN}, "b) Child Protection plan"),
        ({"ssd.cp_plans": PLAN.replace("|\n", "| Y\n").replace("ola             | Y", "ola")}, "d) Open assessment"),
        ({"ssd.cin_plans": NEED_PLAN, "ssd.care_leavers": CARE_LEAVER}, "c) Child in need plan"),
        ({"ssd.care_leavers": CARE_LEAVER}, "c) Child in need plan"),
        ({}, "d) Open assessment"),
        ({"ssd.cin_assessments": ASSESSED}, "c) Child in need plan"),
    ],
)
def test_case_status_is_the_first_that_holds(tables: dict[str, str], status: str) -> None:
    given = {"ssd.cin_episodes": OPEN_EPISODE, "ssd.person": CHILD, "ssd.cin_assessments": OPEN_ASSESSMENT} | tables
    assert made(6, given).values("case_status") == [status]


def test_a_child_in_care_with_no_legal_status_on_record_is_looked_after_all_the_same() -> None:
    care = "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date\n1 | ann | c1 | 2026-01-05"
    tables = {"ssd.cin_episodes": OPEN_EPISODE, "ssd.cla_episodes": care}
    short_break = tables | {"ssd.legal_status": LEGAL.replace("C2", "V4")}
    assert made(6, tables).values("case_status") == ["a) Looked after child"]
    assert made(6, short_break).values("case_status") == ["c) Child in need plan"]


def test_last_seen_is_the_latest_visit_of_any_kind_at_which_the_child_was_seen_in_the_episode() -> None:
    tables = {
        "ssd.cin_episodes": """
            cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
            r1               | ann            | 2026-01-01         |
            r2               | ben            | 2026-01-01         | 2026-06-30
            r3               | cat            | 2026-01-01         |
        """,
        "ssd.cin_visits": """
            cinv_cin_visit_id | cinv_person_id | cinv_cin_visit_date | cinv_cin_visit_seen
            v1                | ann            | 2026-08-30          | N
            v2                | ann            | 2026-09-01          | Y
            v3                | ann            | 2026-05-01          | Y
            v4                | ben            | 2026-07-01          | Y
            v5                | cat            | 2025-12-31          | Y
            v6                | cat            | 2026-03-01          |
        """,
        "ssd.cp_visits": """
            cppv_cp_visit_id | cppv_person_id | cppv_cp_visit_date | cppv_cp_visit_seen
            v1               | ann            | 2026-08-31         | Y
        """,
        "ssd.cla_visits": """
            clav_cla_visit_id | clav_person_id | clav_cla_visit_date | clav_cla_visit_seen
            v1                | ben            | 2026-06-30          | Y
        """,
    }
    listed = made(6, tables, {"annex_a_leave_out_referral_only": "no"})
    assert listed.column("last_seen_date") == {"ann": "2026-08-31", "ben": "2026-06-30", "cat": ""}


def test_the_case_worker_open_first_then_latest_start_then_highest_id() -> None:
    listed = made(
        6,
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
                r1               | ann            | 2026-01-01         |
                r2               | ben            | 2026-01-01         | 2026-06-30
                r3               | cat            | 2026-01-01         |
                r4               | dan            | 2026-01-01         |
            """,
            "ssd.department": "dept_team_id | dept_team_name\nt1 | Team One",
            "ssd.professionals": "prof_professional_id | prof_professional_name\nw1 | Ada Bell",
            "ssd.involvements": """
                invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_team | invo_professional_role_id | invo_involvement_start_date | invo_involvement_end_date
                i1                   | ann            | w1                   | t1                     | CW                        | 2025-01-01                  |
                i2                   | ann            | w2                   | t2                     | CW                        | 2026-02-01                  | 2026-03-01
                i3                   | ann            | w3                   | t3                     | IRO                       | 2026-03-01                  |
                i4                   | ann            | w4                   | t4                     | CW                        | 2026-09-01                  |
                i5                   | ben            | w5                   | t5                     | CW                        | 2026-07-01                  |
                i6                   | ben            | w6                   | t6                     | CW                        | 2026-06-30                  | 2026-07-31
                i7                   | ben            | w7                   | t7                     | CW                        | 2025-01-01                  | 2025-12-31
                i8                   | cat            | w8                   | t8                     | CW                        | 2026-02-01                  |
                i9                   | cat            | w9                   | t9                     | CW                        | 2026-02-01                  |
            """,
        },
        {"annex_a_leave_out_referral_only": "no"},
    )
    assert listed.column("allocated_worker") == {"ann": "Ada Bell", "ben": "w6", "cat": "w9", "dan": ""}
    assert listed.column("allocated_team") == {"ann": "Team One", "ben": "t6", "cat": "t9", "dan": ""}


def test_the_case_worker_role_is_a_setting() -> None:
    tables = {
        "ssd.cin_episodes": OPEN_EPISODE,
        "ssd.cin_assessments": ASSESSED,
        "ssd.involvements": """
            invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id | invo_involvement_start_date
            i1                   | ann            | w1                   | CW                        | 2026-01-01
            i2                   | ann            | w2                   | LEAD                      | 2026-01-01
        """,
    }
    assert made(6, tables).values("allocated_worker") == ["w1"]
    assert made(6, tables, {"case_worker_role": "LEAD"}).values("allocated_worker") == ["w2"]


def test_plans_open_or_ended_in_the_window_and_not_those_of_another_council() -> None:
    listed = made(
        7,
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola
                p1              | ended-before   | 2025-01-01              | 2026-02-27            | N
                p2              | ended-first    | 2025-01-01              | 2026-02-28            | N
                p3              | ended-on-r     | 2025-01-01              | 2026-08-31            |
                p4              | ends-after-r   | 2025-01-01              | 2026-09-01            | N
                p5              | open           | 2026-08-31              |                       |
                p6              | begins-after-r | 2026-09-01              |                       | N
                p7              | temporary      | 2026-05-01              |                       | Y
            """
        },
    )
    assert listed.column("cpp_end_date") == {
        "ended-first": "2026-02-28",
        "ended-on-r": "2026-08-31",
        "ends-after-r": "",
        "open": "",
    }


def test_the_latest_plan_and_how_many_began_before_it() -> None:
    listed = made(
        7,
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_initial_category | cppl_cp_plan_latest_category | cppl_cp_plan_ola
                p1              | ann            | 2015-01-01              | 2016-01-01            | NEG                           | NEG                          |
                p2              | ann            | 2026-01-01              | 2026-04-01            | NEG                           | NEG                          |
                p3              | ann            | 2026-05-01              |                       | EMO                           | MUL                          |
                p4              | ann            | 2020-01-01              | 2020-02-01            | PHY                           | PHY                          | Y
                p5              | ben            | 2026-05-01              | 2026-06-01            | SAB                           |                              |
                p6              | ben            | 2026-05-01              |                       | PHY                           | PHY                          |
            """
        },
    )
    assert listed.column("record_id") == {"ann": "p3", "ben": "p6"}
    assert listed.column("previous_cpp_count") == {"ann": "2", "ben": "0"}
    assert listed.column("initial_abuse_category") == {"ann": "d) Emotional abuse", "ben": "b) Physical abuse"}
    assert listed.column("latest_abuse_category")["ann"] == "e) Multiple/not recommended"


def test_the_last_visit_of_the_plan_and_of_two_on_a_day_the_one_seen_alone() -> None:
    listed = made(
        7,
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
                p1              | ann            | 2026-01-01              |
                p2              | ben            | 2026-01-01              | 2026-06-30
                p3              | cat            | 2026-01-01              |
                p4              | dan            | 2026-01-01              |
                p5              | eve            | 2026-01-01              |
            """,
            "ssd.cp_visits": """
                cppv_cp_visit_id | cppv_person_id | cppv_cp_plan_id | cppv_cp_visit_date | cppv_cp_visit_seen_alone
                v1               | ann            | p1              | 2026-08-01         | Y
                v2               | ann            | p1              | 2026-08-31         | Y
                v3               | ann            | p1              | 2026-08-31         | N
                v4               | ann            | p1              | 2026-09-01         | N
                v5               | ben            | p2              | 2026-06-30         | N
                v6               | ben            | p2              | 2026-07-01         | Y
                v7               | cat            |                 | 2026-01-01         |
                v8               | cat            | p0              | 2026-05-01         | Y
                v9               | dan            | p4              | 2026-05-01         | NA
                v10              | eve            | p5              | 2025-12-31         | Y
            """,
        },
    )
    assert listed.column("last_statutory_visit_date") == {
        "ann": "2026-08-31",
        "ben": "2026-06-30",
        "cat": "2026-01-01",
        "dan": "2026-05-01",
        "eve": "",
    }
    assert listed.column("seen_alone") == {
        "ann": "a) Yes",
        "ben": "b) No",
        "cat": "c) Unknown",
        "dan": "c) Unknown",
        "eve": "",
    }


def test_the_latest_review_inside_the_plan() -> None:
    listed = made(
        7,
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
                p1              | ann            | 2026-01-01              |
                p2              | ben            | 2026-01-01              | 2026-06-30
            """,
            "ssd.cp_reviews": """
                cppr_cp_review_id | cppr_person_id | cppr_cp_plan_id | cppr_cp_review_date
                v1                | ann            | p1              | 2026-03-01
                v2                | ann            | p1              | 2026-09-01
                v3                | ben            | p2              | 2026-06-30
                v4                | ben            | p2              | 2026-07-01
            """,
        },
    )
    assert listed.column("latest_review_date") == {"ann": "2026-03-01", "ben": "2026-06-30"}


def test_emergency_orders_and_police_protection_in_six_months_or_without_an_end() -> None:
    children = ("ended-before", "ended-first", "open", "other-order", "begins-after-r", "none")
    listed = made(
        7,
        {
            "ssd.cp_plans": "cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date\n"
            + "\n".join(f"{child} | {child} | 2026-01-01" for child in children),
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
                1                    | ended-before   | L1                | 2026-02-25                   | 2026-02-27
                2                    | ended-first    | L1                | 2026-02-25                   | 2026-02-28
                3                    | open           | L2                | 2020-01-01                   |
                4                    | other-order    | C1                | 2026-05-01                   |
                5                    | begins-after-r | L2                | 2026-09-01                   |
            """,
        },
    )
    yes = {child for child, text in listed.column("epo_or_police_protection_6m").items() if text == "a) Yes"}
    assert yes == {"ended-first", "open"}
    assert set(listed.values("epo_or_police_protection_6m")) == {"a) Yes", "b) No"}
