"""The children in need measures, worked by hand for October to December 2025."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

from tests.support.given import EXTRACTED_ON, answer, given, measured

MEASURE = "closed_cases_re_referred_within_6_months"


def test_closures_are_placed_six_months_on_and_kept_for_every_reason_that_can_return() -> None:
    answer = measured(
        MEASURE,
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason
                first_day        | A              | 2025-01-01         | 2025-04-01      | RC9
                last_day         | B              | 2025-01-01         | 2025-06-30      |
                before           | C              | 2025-01-01         | 2025-03-31      | RC7
                after            | D              | 2025-01-01         | 2025-07-01      | RC7
                died             | E              | 2025-01-01         | 2025-05-01      | RC2
                moved            | F              | 2025-01-01         | 2025-05-01      | RC5
                adult            | G              | 2025-01-01         | 2025-05-01      | RC6
                no_date          | H              |                    | 2025-05-01      | RC3
                nobody           |                | 2025-01-01         | 2025-05-01      | RC7
                same1            | I              | 2025-01-01         | 2025-05-01      | RC7
                same2            | I              | 2025-01-01         | 2025-05-02      | RC7
            """
        },
    )
    # 31 March + 6 months is 30 September, in the quarter before.
    assert answer.records == {
        "first_day": "0",
        "last_day": "0",
        "died": "close reason",
        "moved": "close reason",
        "adult": "close reason",
        "no_date": "0",
        "nobody": "missing link",
        "same1": "0",
        "same2": "G2",  # a repeat of the referral
    }


def test_only_closures_before_17_and_a_half_count() -> None:
    answer = measured(
        MEASURE,
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason
                day_under        | A              | 2025-01-01         | 2025-05-09      | RC7
                on_the_day       | B              | 2025-01-01         | 2025-05-10      | RC7
                unborn           | C              | 2025-01-01         | 2025-05-10      | RC7
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2007-11-10
                B              | 2007-11-10
                C              |
            """,
        },
    )
    assert answer.records == {"day_under": "0", "on_the_day": "17 and a half", "unborn": "0"}


def test_a_closure_belongs_to_the_team_and_worker_of_the_day_before() -> None:
    answer = measured(
        MEASURE,
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_close_date | cine_close_reason
                a                | A              | 2025-01-01         | 2025-05-10      | RC7
                b                | B              | 2025-01-01         | 2025-05-10      | RC8
                c                | C              | 2025-01-01         | 2025-05-10      | RC8
                d                | D              | 2025-01-01         | 2025-05-10      | RC8
            """,
            "ssd.involvements": """
                invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date
                i1 | A | w1 | CW | t1 | 2025-01-01 | 2025-05-10
                i2 | A | w2 | CW | t2 | 2025-05-10 |
                i3 | B | w1 | CW | t1 | 2025-01-01 | 2025-05-09
                i4 | C | w1 | CW | t1 | 2025-01-01 |
                i5 | C | w2 | CW | t2 | 2025-01-01 |
                i6 | C | w3 | IRO | t3 | 2025-04-01 |
                i7 | D | w1 | CW | t1 | 2025-01-01 |
                i0 | D | w2 | CW | t2 | 2025-02-01 |
            """,
            "ssd.department": """
                dept_team_id | dept_team_name
                t1           | North
                t2           |
            """,
        },
    )
    # Of two workers the latest start, then the highest id; a team without a name is shown by its id.
    assert answer.group("team") == {"North": "0/1", "Unallocated": "0/1", "t2": "0/2"}
    assert answer.group("worker") == {"w1": "0/1", "Unallocated": "0/1", "w2": "0/2"}
    assert answer.group("close_reason") == {
        "Other reason incl. no longer in need": "0/1",
        "Closed after assessment, NFA": "0/3",
    }


CIN = "cine_referral_id | cine_person_id | cine_referral_date | cine_close_date"


def test_a_care_leaver_is_one_until_25_and_is_shown_below_care_and_protection() -> None:
    answer = measured(
        "children_in_need_rate",
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date
                day_before       | A              | 2025-01-01
                on_the_day       | B              | 2025-01-01
                born_29_february | C              | 2025-01-01
                protected        | D              | 2025-01-01
                adult_in_care    | E              | 2025-01-01
                planned          | F              | 2025-01-01
                eligible         | G              | 2025-01-01
                short_breaks     | H              | 2025-01-01
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2001-01-01
                B              | 2000-12-31
                C              | 2004-02-29
                E              | 2007-12-31
            """,
            "ssd.care_leavers": """
                clea_table_id | clea_person_id | clea_care_leaver_eligibility
                l1            | A              | Former Relevant
                l2            | B              | Former Relevant
                l3            | C              | Qualifying
                l4            | D              | Relevant
                l5            | F              | Relevant
                l6            | G              | Eligible
            """,
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_ola
                p1              | D              | 2025-01-01              |
                p2              | G              | 2025-01-01              | Y
            """,
            "ssd.cin_plans": """
                cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date
                n1               | F              | 2025-01-01
                n2               | E              | 2025-01-01
            """,
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
                e1                  | E              | 2025-01-01
                e2                  | H              | 2025-01-01
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
                s1                   | H              | V3                | 2025-01-01
            """,
        },
    )
    assert answer.group("status") == {"Care leaver": "3/-", "Child protection plan": "1/-", "Child in need": "4/-"}


def test_who_is_expected_to_have_a_plan() -> None:
    answer = measured(
        "children_in_need_with_a_plan",
        {
            "ssd.cin_episodes": f"""
                {CIN}
                theirs     | A |            |
                no_date    | A |            |
                nobody     |   | 2025-01-01 |
                their_plan | B | 2025-01-01 |
                once       | C | 2025-01-01 |
                once_more  | C | 2025-01-01 |
                unborn     | D | 2025-01-01 |
                twice      | E | 2025-01-01 |
            """,
            "ssd.person": """
                pers_person_id | pers_dob | pers_expected_dob
                D              |          | 2026-02-01
            """,
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_ola
                p1              | B              | 2025-01-01              | Y
                p2              | C              |                         | N
            """,
            "ssd.cin_plans": """
                cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date
                n1               | B              |
                n2               | D              | 2025-06-01
            """,
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
                a1                 | E              | 2025-06-01                 | 2025-07-01
                a1                 | E              | 2025-06-01                 |
                a2                 |                | 2025-06-01                 |
            """,
        },
    )
    assert answer.records == {
        "theirs": "G4",
        "no_date": "G4",
        "nobody": "missing link",
        "their_plan": "0",  # no plan of ours, and a plan without a start is none
        "once": "0",
        "once_more": "G2",
        "unborn": "1",
        "twice": "0",  # the repeat of an assessment keeps none open
    }


def test_the_visit_limit_is_a_setting() -> None:
    con = given(
        {
            "ssd.cin_plans": """
                cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date
                seen             | A              | 2025-12-01
                late             | B              | 2025-12-01
                too_new          | C              | 2025-12-24
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2015-01-01
                B              | 2015-01-01
                C              | 2015-01-01
            """,
            "ssd.cin_visits": """
                cinv_cin_visit_id | cinv_person_id | cinv_cin_visit_date | cinv_cin_visit_seen
                v1                | A              | 2025-12-22          | Y
                v2                | B              | 2025-12-19          | Y
            """,
        },
        EXTRACTED_ON,
    )
    con.execute("update ref.setting set value = '5' where name = 'cin_visit_wd'")
    try:
        found = answer(con, "children_in_need_visited_within_20_working_days")
    finally:
        con.execute("update ref.setting set value = '20' where name = 'cin_visit_wd'")
    # 22 December is 5 working days before the end, 19 December 6, 24 December 3.
    assert found.records == {"seen": "1", "late": "0", "too_new": "not due"}


def test_children_on_plans_for_another_council_or_in_short_breaks_are_to_be_visited() -> None:
    answer = measured(
        "children_in_need_visited_within_20_working_days",
        {
            "ssd.cin_plans": """
                cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date | cinp_cin_plan_end_date
                theirs           | A              | 2025-01-01               |
                breaks           | B              | 2025-01-01               |
                twice            | A              | 2025-12-30               |
                impossible       | B              | 2025-06-01               | 2025-05-01
                nobody           |                | 2025-01-01               |
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2015-01-01
                B              | 2015-01-01
            """,
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_ola
                p1              | A              | 2025-01-01              | Y
            """,
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
                e1                  | B              | 2025-01-01
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
                s1                   | B              | V4                | 2025-01-01
            """,
        },
    )
    assert answer.records == {"theirs": "0", "breaks": "0", "twice": "not due", "nobody": "missing link"}


def test_child_in_need_plans_that_close_and_open_again_are_chained() -> None:
    answer = measured(
        "children_in_need_plans_over_12_months",
        {
            "ssd.cin_plans": """
                cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date | cinp_cin_plan_end_date
                a1               | A              | 2024-01-01               | 2024-09-01
                a2               | A              | 2024-09-08               | 2025-03-01
                a3               | A              | 2025-03-01               |
                b1               | B              | 2024-01-01               | 2025-06-10
                b2               | B              | 2025-06-05               |
                c1               | C              | 2025-06-01               |
                c1               | C              | 2024-01-01               |
                d1               | D              | 2024-01-01               | 2025-12-24
                d2               | D              | 2026-01-01               |
                e1               | E              | 2024-01-01               | 2025-12-30
                f1               | F              | 2024-01-01               | 2025-06-01
                f2               | G              | 2025-06-02               |
                h1               | H              | 2024-01-01               | 2025-06-01
                h2               | H              | 2025-06-05               |
                h3               | H              | 2025-06-05               |
            """
        },
    )
    # b2 began before b1 closed, so nothing lies between them; d2 began on day 8, after the quarter; f2 is another child's.
    # Two plans opened again after h1: one of them continues it, and two open plans are two.
    assert answer.records == {"a3": "1", "b2": "1", "c1": "0", "f2": "0", "h2": "1", "h3": "0"}


NEGLECTED = {
    "ssd.cin_assessments": """
        cina_assessment_id | cina_person_id | cina_assessment_auth_date
        s1                 | A              | 2025-01-01
        s2                 | B              | 2025-01-01
        s3                 | C              | 2025-01-01
        s4                 | D              | 2025-01-01
        s5                 | E              |
        s6                 | F              | 2026-01-01
    """,
    "ssd.assessment_factors": """
        cinf_table_id | cinf_assessment_id | cinf_assessment_factors_json
        f1            | s1                 | ["16A"]
        f2            | s2                 | ["16A"]
        f3            | s3                 | ["16A"]
        f4            | s4                 | ["16A"]
        f5            | s5                 | ["16A"]
        f6            | s6                 | ["16A"]
    """,
}


def test_days_of_long_term_neglect_are_counted_once() -> None:
    answer = measured(
        "long_term_neglect",
        {
            **NEGLECTED,
            "ssd.cin_episodes": f"""
                {CIN}
                a1 | A | 2023-01-01 | 2024-01-01
                a2 | A | 2023-03-01 | 2023-12-01
                a3 | A | 2025-07-01 |
                b1 | B | 2023-01-01 | 2024-01-01
                b2 | B | 2025-07-02 |
                c1 | C | 2024-01-01 |
                c2 | C | 2024-02-01 |
                c3 | C | 2024-02-01 |
                d1 | D | 2025-07-01 |
                d2 | D | 2025-07-01 | 2025-07-02
                d3 | D | 2023-01-01 | 2022-01-01
                e1 | E | 2023-01-01 |
                f1 | F | 2023-01-01 |
            """,
            "ssd.family": """
                fami_family_id | fami_person_id
                x              | A
                x              | C
                x              | D
            """,
        },
    )
    # A: 365 days of 2023 and 184 of 2025 are 549. B: one day fewer, exactly 548. D: 184 only. E's was not authorised, F's only after it.
    assert answer.records == {"a3": "1", "b2": "1", "c1": "1", "c2": "G2", "c3": "G2"}
    assert answer.group("sibling_group") == {"2": "2/-", "Not known": "1/-"}
    assert answer.group("number_of_previous_referrals") == {"0": "1/-", "1": "1/-", "2": "1/-"}


def test_547_days_are_not_long() -> None:
    answer = measured(
        "long_term_neglect",
        {
            **NEGLECTED,
            "ssd.cin_episodes": f"""
                {CIN}
                a  | A | 2024-07-02 |
                b  | B | 2024-07-03 |
                c1 | C | 2022-06-01 | 2023-07-03
                c2 | C | 2025-01-01 |
                d1 | D | 2022-06-01 | 2023-07-02
                d2 | D | 2025-01-01 |
            """,
        },
    )
    # Of 2023 C has 183 days and D 182, for what was before is not counted; each has 365 of 2025.
    assert answer.records == {"a": "1", "c2": "1"}


def test_which_protection_plans_record_neglect() -> None:
    answer = measured(
        "long_term_neglect",
        {
            "ssd.cin_episodes": f"""
                {CIN}
                open   | A | 2022-01-01 |
                theirs | B | 2022-01-01 |
                many   | C | 2022-01-01 |
                after  | D | 2022-01-01 |
                last   | E | 2022-01-01 |
                blank  | F | 2022-01-01 |
            """,
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_latest_category | cppl_cp_plan_ola
                p1              | A              | 2020-01-01              | NEG                          | N
                p2              | B              | 2020-01-01              | NEG                          | Y
                p3              | C              | 2020-01-01              | MUL                          | N
                p4              | D              | 2026-01-01              | NEG                          | N
                p5              | E              | 2025-12-31              | NEG                          | N
                p6              | F              |                         | NEG                          | N
            """,
        },
    )
    assert answer.records == {"open": "1", "last": "1"}


def test_a_young_person_who_keeps_coming_back_counts_every_29_days() -> None:
    answer = measured(
        "homeless_16_17_advised",
        {
            "sup.homeless_1617": """
                person_id | presentation_date | joint_assessment_start_date | rights_advice_date
                A         | 2024-12-20        |                             |
                A         | 2025-01-10        |                             |
                A         | 2025-01-30        | 2025-01-30                  | 2025-02-01
                A         | 2025-02-20        |                             |
                A         | 2025-02-27        |                             |
                A         | 2025-02-28        |                             |
                B         | 2025-03-01        | 2025-02-01                  | 2025-03-01
                B         | 2025-03-10        | 2025-03-10                  | 2025-03-10
                C         | 2025-03-01        | 2025-03-03                  | 2025-03-01
                C         | 2025-03-01        |                             |
                D         |                   |                             |
                E         | 2025-03-01        |                             | 2025-03-01
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2008-06-01
                B              | 2008-06-01
                C              | 2008-06-01
                D              | 2008-06-01
                E              | 2008-06-01
            """,
        },
    )
    assert answer.records == {
        "A|2025-01-10": "G2",  # of one counted before the year
        "A|2025-01-30": "1",
        "A|2025-02-20": "G2",
        "A|2025-02-27": "G2",
        "A|2025-02-28": "0",  # 29 days after 30 January
        "B|2025-03-01": "G5",
        "B|2025-03-10": "1",
        "C|2025-03-01": "1",  # Monday after a Saturday
        "D": "G4",
        "E|2025-03-01": "0",
    }
    assert answer.fraction == "3/5"
