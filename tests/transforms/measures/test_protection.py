"""The protection measures, worked by hand for October to December 2025."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

from tests.support.given import RESIDENTS, answer, given, measured


def test_the_quarters_own_enquiries_are_shown_beside_the_rate_of_the_year() -> None:
    tables = {
        "ssd.s47_enquiry": """
            s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date
            e1                  | A              | 2025-09-30
            e2                  | A              | 2025-10-01
            e3                  | B              | 2025-12-31
        """,
        "sup.population": RESIDENTS,
    }
    assert measured("section_47_rate", tables).numerator == 3
    assert measured("section_47_rate", tables, window="flow").numerator == 2


def test_a_conference_counts_from_the_enquirys_start_to_day_60() -> None:
    answer = measured(
        "section_47_leading_to_conference",
        {
            "ssd.s47_enquiry": """
                s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date
                before              | A              | 2025-09-01
                same                | B              | 2025-09-01
                day60               | C              | 2025-09-01
                day61               | D              | 2025-09-01
                transfer            | E              | 2025-09-01
                sibling             | F              | 2025-09-01
                too_early           | G              | 2025-08-01
            """,
            "ssd.initial_cp_conference": """
                icpc_icpc_id | icpc_person_id | icpc_s47_enquiry_id | icpc_icpc_date | icpc_icpc_transfer_in
                k1           | A              | before              | 2025-08-31     | N
                k2           | B              | same                | 2025-09-01     | N
                k3           | C              | day60               | 2025-10-31     |
                k4           | D              | day61               | 2025-11-01     | N
                k5           | E              | transfer            | 2025-09-10     | Y
                k6           | A              | sibling             | 2025-09-10     | N
            """,
        },
    )
    assert answer.records == {
        "before": "0",
        "same": "1",
        "day60": "1",
        "day61": "0",
        "transfer": "0",
        "sibling": "0",
    }


def test_an_unlinked_conference_counts_when_it_can_belong_to_one_enquiry_only() -> None:
    answer = measured(
        "section_47_leading_to_conference",
        {
            "ssd.s47_enquiry": """
                s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | s47e_s47_end_date
                one                 | A              | 2025-09-01          | 2025-09-10
                two1                | B              | 2025-09-01          | 2025-09-10
                two2                | B              | 2025-09-15          |
                far1                | C              | 2025-08-02          |
                far2                | C              | 2025-10-02          |
                repeat1             | D              | 2025-09-01          |
                repeat2             | D              | 2025-09-01          |
                other               | E              | 2025-09-01          |
            """,
            "ssd.initial_cp_conference": """
                icpc_icpc_id | icpc_person_id | icpc_s47_enquiry_id | icpc_icpc_date
                k1           | A              |                     | 2025-09-20
                k2           | B              |                     | 2025-09-20
                k3           | C              |                     | 2025-10-02
                k4           | D              | repeat2             | 2025-09-20
                k5           | E              | unknown             | 2025-09-20
            """,
        },
    )
    assert answer.records == {
        "one": "1",
        "two1": "0",
        "two2": "0",
        "far1": "0",  # 61 days before the conference
        "far2": "1",
        "repeat1": "1",  # linked by way of the repeat
        "repeat2": "G2",
        "other": "0",
    }


def test_conferences_are_counted_per_child_against_the_childs_own_enquiry() -> None:
    answer = measured(
        "icpc_within_15_working_days",
        {
            "ssd.s47_enquiry": """
                s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date
                family              | A              | 2025-11-03
                family              | B              | 2025-11-04
                family              | C              |
                twice               | D              | 2025-11-03
                twice               | D              | 2025-11-10
            """,
            "ssd.initial_cp_conference": """
                icpc_icpc_id | icpc_person_id | icpc_icpc_meeting_id | icpc_s47_enquiry_id | icpc_icpc_date
                k            | A              | m1                   | family              | 2025-11-25
                k            | B              | m1                   | family              | 2025-11-25
                k            | C              | m1                   | family              | 2025-11-25
                k            | E              | m1                   | family              | 2025-11-25
                x            | D              |                      | twice               | 2025-11-25
            """,
        },
    )
    # 25 November is 16 working days after the 3rd; of two discussions the first started the enquiry.
    assert answer.records == {"k|A": "0", "k|B": "1", "k|C": "G4", "k|E": "missing link", "x": "0"}
    assert answer.group("sibling_group_size") == {"4 or more": "1/2", "Not known": "0/1"}


PEOPLE = """
    pers_person_id | pers_dob
    eighteen       | 2007-12-31
    almost         | 2008-01-01
"""


def test_an_earlier_plan_has_ended_by_the_day_the_next_one_starts_and_was_ours() -> None:
    answer = measured(
        "repeat_plans_ever",
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola
                same_day1       | A              | 2024-01-01              | 2025-06-01            |
                same_day2       | A              | 2025-06-01              |                       |
                overlap1        | B              | 2024-01-01              | 2025-06-02            |
                overlap2        | B              | 2025-06-01              |                       |
                open1           | C              | 2024-01-01              |                       |
                open2           | C              | 2025-06-01              |                       |
                theirs          | D              | 2024-01-01              | 2024-06-01            | Y
                ours            | D              | 2025-06-01              |                       | N
                unplaced        | E              |                         | 2024-06-01            | N
                after           | E              | 2025-06-01              |                       | N
                adult           | eighteen       | 2025-12-31              |                       | N
                child           | almost         | 2025-12-31              |                       | N
            """,
            "ssd.person": PEOPLE,
        },
    )
    assert answer.records == {
        "same_day2": "1",
        "overlap2": "0",
        "open2": "0",
        "ours": "0",
        "unplaced": "G4",  # it might have started in any year
        "after": "0",
        "adult": "G12",
        "child": "0",
    }


def test_a_plan_recorded_again_at_birth_is_one_plan() -> None:
    answer = measured(
        "repeat_plans_ever",
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
                unborn0         | gap0           | 2025-05-01              | 2025-06-01
                born0           | gap0           | 2025-06-01              |
                unborn1         | gap1           | 2025-05-01              | 2025-06-01
                born1           | gap1           | 2025-06-02              | 2025-08-01
                again1          | gap1           | 2025-08-01              |
                unborn2         | gap2           | 2025-05-01              | 2025-06-01
                born2           | gap2           | 2025-06-03              |
                older1          | older          | 2025-05-01              | 2025-06-01
                older2          | older          | 2025-06-01              |
                birthday1       | birthday       | 2025-05-01              | 2025-06-01
                birthday2       | birthday       | 2025-06-01              |
                long1           | long           | 2025-05-01              | 2025-06-01
                long2           | long           | 2025-06-01              | 2025-08-02
                overlapping     | long           | 2025-08-01              |
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                gap0           | 2025-06-01
                gap1           | 2025-05-20
                gap2           | 2025-05-20
                older          | 2025-04-30
                birthday       | 2025-05-01
                long           | 2025-05-20
            """,
        },
    )
    assert answer.records == {
        "unborn0": "0",
        "born0": "G3",
        "unborn1": "0",
        "born1": "G3",
        "again1": "1",  # the merged plan ended when its second record did
        "unborn2": "0",
        "born2": "1",
        "older1": "0",
        "older2": "1",
        "birthday1": "0",
        "birthday2": "1",  # the first did not start before birth
        "long1": "0",
        "long2": "G3",
        "overlapping": "0",  # the merged plan ended a day later
    }


def test_a_start_on_29_february_reaches_two_years_on_28_february() -> None:
    plans = """
        cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
        leap            | A              | 2024-02-29
        march           | B              | 2024-03-31
        april           | C              | 2024-04-01
    """
    tables = {"ssd.cp_plans": plans}
    quarter_end = measured("plans_open_2_years_or_more", tables, quarter="2025-26-Q4", extracted_on="2026-04-10")
    assert quarter_end.records == {"leap": "1", "march": "1", "april": "0"}
    # An extract of an earlier day is counted to that day.
    for day, expected in (("2026-02-27", "0"), ("2026-02-28", "1")):
        to_date = measured("plans_open_2_years_or_more", tables, quarter="2025-26-Q4", extracted_on=day)
        assert to_date.records["leap"] == expected


def reviews_on_time(
    plans: str, reviews: str, conferences: str = "icpc_icpc_id | icpc_icpc_date", people: str = PEOPLE
) -> dict[str, str]:
    return measured(
        "plan_reviews_on_time",
        {
            "ssd.cp_plans": plans,
            "ssd.cp_reviews": reviews,
            "ssd.initial_cp_conference": conferences,
            "ssd.person": people,
        },
    ).records


def test_a_review_is_on_time_on_its_due_date_and_must_be_held_by_the_quarters_end() -> None:
    records = reviews_on_time(
        """
        cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
        three_months    | A              | 2025-09-30
        not_by_the_end  | B              | 2025-09-30
        day_late        | C              | 2025-09-29
        six_months      | D              | 2025-03-30
        six_and_a_day   | E              | 2025-03-30
        held_after      | F              | 2025-03-30
        not_quorate     | G              | 2025-09-10
        blank_quorate   | H              | 2025-09-10
        early           | I              | 2025-03-30
        """,
        """
        cppr_cp_review_id | cppr_cp_plan_id | cppr_cp_review_date | cppr_cp_review_quorate
        a1                | three_months    | 2025-12-30          | Y
        b1                | not_by_the_end  | 2026-01-02          | Y
        c1                | day_late        | 2025-12-30          | Y
        d1                | six_months      | 2025-06-30          | Y
        d2                | six_months      | 2025-12-30          | Y
        e1                | six_and_a_day   | 2025-06-30          | Y
        e2                | six_and_a_day   | 2025-12-31          | Y
        f1                | held_after      | 2025-06-30          | Y
        g1                | not_quorate     | 2025-12-01          | N
        h1                | blank_quorate   | 2025-12-01          |
        i1                | early           | 2025-05-01          | Y
        i2                | early           | 2025-07-31          | Y
        """,
    )
    assert records == {
        "three_months": "1",
        "not_by_the_end": "0",
        "day_late": "0",
        "six_months": "1",
        "six_and_a_day": "0",
        "held_after": "0",  # due 30 December
        "not_quorate": "0",
        "blank_quorate": "1",
        "early": "1",  # next due 31 January
    }


def test_a_review_due_on_the_last_day_must_be_held_by_then() -> None:
    answer = measured(
        "plan_reviews_on_time",
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
                held            | A              | 2025-06-30
                not_held        | B              | 2025-06-30
                too_young       | C              | 2025-07-01
                six_months      | D              | 2024-12-30
                not_yet_due     | E              | 2024-12-31
            """,
            "ssd.cp_reviews": """
                cppr_cp_review_id | cppr_cp_plan_id | cppr_cp_review_date
                a1                | held            | 2025-09-30
                b1                | not_held        | 2025-10-01
                d1                | six_months      | 2025-03-30
                e1                | not_yet_due     | 2025-03-31
                e2                | not_yet_due     | 2025-04-01
            """,
        },
        quarter="2025-26-Q2",
    )
    assert answer.records == {"held": "1", "not_held": "0", "six_months": "0", "not_yet_due": "1"}


def test_only_due_dates_of_the_year_are_tested_except_a_review_still_not_held() -> None:
    records = reviews_on_time(
        """
        cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date
        late_before     | A              | 2024-09-30
        late_in_year    | B              | 2024-10-01
        never           | C              | 2024-09-01
        out_of_order    | D              | 2025-06-01
        """,
        """
        cppr_cp_review_id | cppr_cp_plan_id | cppr_cp_review_date
        a1                | late_before     | 2025-02-01
        a2                | late_before     | 2025-07-20
        b1                | late_in_year    | 2025-02-01
        b2                | late_in_year    | 2025-07-20
        d1                | out_of_order    | 2025-05-31
        d2                | out_of_order    | 2025-08-01
        """,
    )
    # The first was due on 30 December 2024, before the year; the second's on 1 January 2025.
    assert records == {"late_before": "1", "late_in_year": "0", "never": "0", "out_of_order": "G5"}


def test_reviews_are_timed_from_the_linked_conference_and_plans_stop_at_18() -> None:
    records = reviews_on_time(
        """
        cppl_cp_plan_id | cppl_person_id | cppl_icpc_id | cppl_cp_plan_start_date | cppl_cp_plan_ola
        conference      | A              | k1           | 2025-06-05              |
        transfer        | B              | k2           | 2025-06-05              |
        no_date         | C              | k3           | 2025-06-05              |
        theirs          | D              |              | 2025-06-05              | Y
        adult           | eighteen       |              | 2025-06-05              |
        """,
        """
        cppr_cp_review_id | cppr_cp_plan_id | cppr_cp_review_date
        a1                | conference      | 2025-09-02
        b1                | transfer        | 2025-09-10
        c1                | no_date         | 2025-09-05
        """,
        """
        icpc_icpc_id | icpc_person_id | icpc_icpc_date | icpc_icpc_transfer_in
        k1           | A              | 2025-06-01     | N
        k2           | B              | 2025-06-10     | Y
        k3           | C              |                | N
        """,
    )
    assert records == {"conference": "0", "transfer": "1", "no_date": "1", "theirs": "G6", "adult": "G12"}


def test_a_plan_within_two_years_is_held_against_the_latest_end() -> None:
    found = measured(
        "repeat_plans_within_2_years",
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola
                in_time1        | A              | 2022-01-01              | 2023-06-01            |
                in_time2        | A              | 2025-06-01              |                       |
                too_late1       | B              | 2022-01-01              | 2023-05-31            |
                too_late2       | B              | 2025-06-01              |                       |
                latest_end1     | C              | 2019-01-01              | 2024-01-01            |
                latest_end2     | C              | 2020-01-01              | 2021-01-01            |
                latest_end3     | C              | 2025-06-01              |                       |
                same_day1       | D              | 2024-01-01              | 2025-06-01            |
                same_day2       | D              | 2025-06-01              |                       |
                overlap1        | E              | 2024-01-01              | 2025-06-02            |
                overlap2        | E              | 2025-06-01              |                       |
                one_day1        | F              | 2025-06-01              | 2025-06-01            |
                one_day2        | F              | 2025-06-01              |                       |
                theirs          | G              | 2024-01-01              | 2024-06-01            | Y
                ours            | G              | 2025-06-01              |                       |
                first_day       | H              | 2025-01-01              |                       |
                day_before      | I              | 2024-12-31              |                       |
                last_day        | J              | 2025-12-31              |                       |
                day_after       | K              | 2026-01-01              |                       |
                adult           | eighteen       | 2025-12-31              |                       |
                unborn          | baby           | 2025-05-01              | 2025-06-01            |
                born            | baby           | 2025-06-01              | 2025-08-01            |
                again           | baby           | 2025-11-01              |                       |
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                eighteen       | 2007-12-31
                baby           | 2025-06-01
            """,
        },
    )
    assert found.records == {
        "in_time2": "1",
        "too_late2": "0",
        "latest_end3": "1",
        "same_day2": "1",
        "overlap2": "0",
        "one_day1": "0",  # neither started before the other
        "one_day2": "0",
        "ours": "0",
        "first_day": "0",
        "last_day": "0",
        "adult": "G12",
        "unborn": "0",
        "born": "G3",
        "again": "1",
    }


def test_a_discussion_is_counted_once_and_has_a_pod_and_a_need() -> None:
    found = measured(
        "strategy_discussions_within_one_working_day",
        {
            "sup.strategy_discussions": """
                person_id | discussion_date | discussion_type | trigger_date | team_id
                ann       | 2025-12-29      | INITIAL         | 2025-12-24   | t1
                ann       | 2025-12-29      | INITIAL         | 2025-12-01   | t1
                ben       | 2025-12-30      |                 | 2025-12-24   | t2
                          | 2025-12-30      | INITIAL         | 2025-12-30   | t1
                dan       |                 | INITIAL         | 2025-12-30   | t1
                eve       | 2025-11-09      | INITIAL         | 2025-11-07   |
            """,
            "sup.workforce": """
                spell_id | worker_id | team_id | service    | start_date
                s1       | w1        | t1      | ASSESSMENT | 2020-01-01
                s2       | w2        | t1      | ASSESSMENT | 2020-01-01
                s3       | w3        | t1      | OTHER      | 2020-01-01
                s4       | w4        | t2      | LONG_TERM  | 2020-01-01
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_cin_primary_need_code
                r1               | ann            | 2025-01-01         | N1
                r2               | ann            | 2025-12-29         | N4
                r3               | ann            | 2025-12-30         | N5
            """,
        },
    )
    # 25 and 26 December are bank holidays; a Sunday after a Friday is no working day later.
    assert found.records == {
        "ann|2025-12-29|INITIAL": "1",
        "ben|2025-12-30": "0",
        "2025-12-30|INITIAL": "missing link",
        "dan|INITIAL": "G4",
        "eve|2025-11-09|INITIAL": "1",
    }
    assert found.fraction == "2/3"
    assert found.group("assessment_or_long_term_pod") == {
        "Assessment": "1/1",
        "Longer-term teams": "0/1",
        "Not known": "1/1",
    }
    assert found.group("need") == {"Family in acute stress": "1/1", "Not known": "1/2"}


def test_plans_that_ended_stop_at_18_and_belong_to_the_team_of_the_day_before() -> None:
    found = measured(
        "plans_ended_within_3_months",
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_latest_category
                adult           | eighteen       | 2025-12-01              | 2025-12-31            | NEG
                child           | almost         | 2025-12-01              | 2025-12-31            | NEG
                twice           | ann            | 2025-02-28              | 2025-11-03            | EMO
                twice           | ann            | 2025-09-28              | 2025-11-03            | EMO
                open            | ben            | 2025-12-01              |                       | EMO
                nobody          |                | 2025-09-28              | 2025-11-03            | EMO
                open_nobody     |                | 2025-09-28              |                       | EMO
            """,
            "ssd.person": PEOPLE,
            "ssd.involvements": """
                invo_involvements_id | invo_person_id | invo_professional_id | invo_professional_role_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date
                i1                   | almost         | w1                   | CW                        | North                  | 2025-01-01                  | 2025-12-31
                i2                   | almost         | w2                   | CW                        | South                  | 2025-12-31                  |
            """,
        },
    )
    assert found.records == {"adult": "G12", "child": "1", "twice": "0", "nobody": "missing link"}
    assert found.fraction == "1/2"
    assert found.group("team") == {"North": "1/1", "Unallocated": "0/1"}
    assert found.group("category_of_abuse") == {"Neglect": "1/1", "Emotional abuse": "0/1"}


PLANS_VISITED = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola
    ten_days        | A              | 2025-12-15              |                       |
    nine_days       | B              | 2025-12-16              |                       |
    looked_after    | C              | 2025-06-01              |                       |
    on_the_day      | D              | 2025-06-01              |                       |
    day_after       | E              | 2025-06-01              |                       |
    blank           | F              | 2025-06-01              |                       |
    young2          | G              | 2025-12-20              |                       |
    old1            | G              | 2025-01-01              |                       |
    old2            | G              | 2025-02-01              |                       |
    theirs          | H              | 2025-06-01              |                       | Y
    adult           | eighteen       | 2025-06-01              |                       |
    born_on         | I              | 2025-06-01              |                       |
    born_after      | J              | 2025-06-01              |                       |
    overdue         | K              | 2025-06-01              |                       |
    no_start        | L              |                         |                       |
    ended           | M              | 2025-06-01              | 2025-12-31            |
"""
VISITED = {
    "ssd.cp_plans": PLANS_VISITED,
    "ssd.cp_visits": """
        cppv_cp_visit_id | cppv_person_id | cppv_cp_visit_date | cppv_cp_visit_seen
        v1               | A              | 2025-12-15         | Y
        v2               | D              | 2025-12-31         | Y
        v3               | E              | 2026-01-01         | Y
        v4               | F              | 2025-12-30         |
        v5               | G              | 2025-12-30         | Y
        v6               | L              | 2025-12-30         | Y
        v7               | A              |                    | Y
    """,
    "ssd.cla_visits": """
        clav_cla_visit_id | clav_person_id | clav_cla_visit_date | clav_cla_visit_seen
        x1                | C              | 2025-12-15          | Y
        x2                | F              | 2025-12-30          | N
    """,
    "ssd.person": """
        pers_person_id | pers_dob   | pers_expected_dob
        eighteen       | 2007-12-31 |
        I              | 2025-12-31 |
        J              | 2026-01-01 |
        K              |            | 2025-12-31
    """,
}


def test_children_on_plans_are_judged_once_from_the_tenth_working_day_on() -> None:
    found = measured("plan_visits_within_10_working_days", VISITED)
    assert found.records == {
        "ten_days": "1",
        "nine_days": "not on a plan long enough",
        "looked_after": "1",
        "on_the_day": "1",
        "day_after": "0",
        "blank": "0",
        "young2": "not on a plan long enough",
        "old1": "1",
        "old2": "G2",
        "theirs": "G6",
        "adult": "G12",
        "born_on": "0",
        "born_after": "G3",
        "overdue": "0",  # an expected birth that is past says nothing
        "no_start": "G4",
    }


def test_the_authority_decides_the_days_between_plan_visits() -> None:
    con = given(VISITED)
    try:
        con.execute("update ref.setting set value = '9' where name = 'cp_visit_wd'")
        records = answer(con, "plan_visits_within_10_working_days").records
    finally:
        con.execute("update ref.setting set value = '10' where name = 'cp_visit_wd'")
    assert (records["ten_days"], records["nine_days"], records["on_the_day"]) == ("0", "0", "1")


def test_visits_are_counted_by_their_id_and_by_children_of_a_known_age() -> None:
    found = measured(
        "seen_alone_at_plan_visits",
        {
            "ssd.cp_visits": """
                cppv_cp_visit_id | cppv_person_id | cppv_cp_visit_date | cppv_cp_visit_seen | cppv_cp_visit_seen_alone
                v1               | ben            | 2025-11-03         | Y                  | N
                v1               | ben            | 2025-11-03         | Y                  | Y
                v2               |                | 2025-11-03         | Y                  | Y
                v3               | ben            |                    | Y                  | Y
                v5               | unborn         | 2025-11-03         | Y                  | Y
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                ben            | 2015-01-01
                unborn         | 2026-01-01
            """,
        },
    )
    # Of the two rows of v1 the first counts; the repeat, known by the same id, does not.
    assert found.records == {"v1": "0", "v2": "missing link", "v3": "G4", "v5": "under 4"}
    assert found.fraction == "0/1"


def test_a_core_group_is_timed_from_the_conference_and_needs_a_professional() -> None:
    found = measured(
        "first_core_group_within_10_working_days",
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_icpc_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola
                day_after       | A              | k1           | 2025-11-20              |                       |
                tenth_day       | B              | k1           | 2025-11-20              |                       |
                eleventh_day    | C              | k1           | 2025-11-20              |                       |
                no_professional | D              | k1           | 2025-11-20              |                       |
                blank           | E              | k1           | 2025-11-20              |                       |
                no_conference   | F              | gone         | 2025-11-03              |                       |
                no_start        | G              | k1           |                         |                       |
                neither         | H              |              |                         |                       |
                ended_early_met | I              | k1           | 2025-11-03              | 2025-11-10            |
                ended_early     | J              | k1           | 2025-11-03              | 2025-11-16            |
                ended_on_due    | K              | k1           | 2025-11-03              | 2025-11-17            |
                theirs          | L              | k1           | 2025-11-03              |                       | Y
                adult           | eighteen       | k2           | 2025-11-03              |                       |
                child           | almost         | k2           | 2025-11-03              |                       |
                first_day       | M              | k3           | 2025-09-17              |                       |
                day_before      | N              | k4           | 2025-09-16              |                       |
                group_later     | O              | k1           | 2025-11-03              | 2025-11-10            |
                long_ago        | P              |              | 1989-06-01              |                       | Y
            """,
            "ssd.initial_cp_conference": """
                icpc_icpc_id | icpc_person_id | icpc_icpc_date | icpc_icpc_transfer_in
                k1           | A              | 2025-11-03     | Y
                k2           | X              | 2025-12-15     | N
                k3           | M              | 2025-09-17     | N
                k4           | N              | 2025-09-16     | N
            """,
            "sup.core_groups": """
                cp_plan_id      | core_group_date | person_id | professionals_present
                day_after       | 2025-11-04      | A         | 1
                tenth_day       | 2025-11-17      | B         | 3
                tenth_day       | 2025-10-30      | B         | 3
                eleventh_day    | 2025-11-18      | C         | 3
                no_professional | 2025-11-10      | D         | 0
                blank           | 2025-11-10      | E         |
                no_conference   | 2025-11-17      | F         | 3
                no_start        | 2025-11-10      | G         | 3
                ended_early_met | 2025-11-10      | I         | 3
                ended_early     | 2025-11-10      | J         | 0
                group_later     | 2025-11-20      | O         | 3
            """,
            "ssd.person": PEOPLE,
        },
    )
    # The 10th working day after 3 November is the 17th, and after 15 December the 31st; that of 1989 is not known.
    assert found.records == {
        "day_after": "1",
        "tenth_day": "1",
        "eleventh_day": "0",
        "no_professional": "0",
        "blank": "0",
        "no_conference": "1",
        "no_start": "1",
        "neither": "G4",
        "ended_early_met": "1",
        "ended_early": "ended before due",
        "ended_on_due": "0",
        "theirs": "G6",
        "adult": "G12",
        "child": "0",
        "first_day": "0",
        "group_later": "ended before due",
    }


PRE_PROCEEDINGS = """
    prep_table_id | prep_person_id | prep_plo_family_id | prep_pre_pro_letter_date | prep_pre_pro_decision_date | prep_pre_pro_outcome             | prep_agree_stepdown_issue_date
    first_day     | A              | f1                 | 2025-12-31               |                            |                                  |
    next_day      | B              | f1                 | 2026-01-01               | 2025-06-01                 |                                  |
    ended_after   | C              | f1                 | 2025-06-01               |                            | Decision to step down            | 2026-01-01
    ended_on      | D              | f1                 | 2025-06-01               |                            | Decision to Issue Care Proceedings | 2025-12-31
    only_a_date   | E              |                    | 2025-06-01               |                            |                                  | 2025-12-31
    only_outcome  | F              |                    | 2025-06-01               |                            | Decision to step down            |
    no_start      | G              |                    |                          |                            |                                  |
    over_no_start | H              |                    |                          |                            | Decision to step down            | 2025-06-01
    twice2        | I              | f2                 | 2025-06-01               |                            |                                  |
    twice1        | I              | f2                 | 2025-12-01               |                            |                                  |
    alone1        | J              |                    | 2025-12-01               |                            |                                  |
    alone2        | K              |                    | 2025-06-01               |                            |                                  |
    nobody        |                | f3                 | 2025-06-01               |                            |                                  |
"""


def test_pre_proceedings_are_open_from_the_letter_until_they_end_once_a_child() -> None:
    found = measured("pre_proceedings_over_16_weeks", {"ssd.pre_proceedings": PRE_PROCEEDINGS})
    children = {record: verdict for record, verdict in found.records.items() if " in " not in record}
    assert children == {
        "first_day": "0",
        "ended_after": "1",
        "only_outcome": "no end date",
        "no_start": "G4",
        "twice2": "1",
        "twice1": "G2",
        "alone1": "0",
        "alone2": "1",
        "nobody": "missing link",
    }
    # One row each for f1 and f2, and one each for the two children without a family's id.
    assert found.group("family") == {"Children": "3/5", "Families": "3/4"}
    assert found.records["ended_after in Families"] == "1"


def test_pre_proceedings_reviews_are_the_childs_own() -> None:
    found = measured(
        "pre_proceedings_reviewed_within_6_weeks",
        {
            "ssd.pre_proceedings": PRE_PROCEEDINGS,
            "sup.plo_reviews": """
                person_id | review_date | chaired_by_role
                C         | 2025-12-01  | HEAD_OF_SERVICE
                C         | 2025-06-01  | TEAM_MANAGER
                I         | 2025-06-01  | TEAM_MANAGER
                K         | 2026-01-01  | TEAM_MANAGER
                D         | 2025-12-01  | TEAM_MANAGER
            """,
        },
    )
    assert found.records == {
        "first_day": "under 42 days",
        "ended_after": "1",
        "only_outcome": "no end date",
        "no_start": "G4",
        "twice2": "0",
        "twice1": "G2",
        "alone1": "under 42 days",
        "alone2": "0",
        "nobody": "missing link",
    }
    assert found.group("senior_manager") == {"Head of service": "1/1", "Team manager": "0/1", "Not known": "0/1"}


def test_applications_of_one_child_in_one_case_are_one_and_so_are_those_of_a_case() -> None:
    found = measured(
        "care_proceedings_within_26_weeks",
        {
            "sup.court": """
                case_ref | person_id | application_type | issue_date | final_order_date | withdrawn
                both     | A         | CARE             | 2025-01-06 | 2025-07-07       | N
                both     | A         | SUPERVISION      | 2025-03-01 | 2025-07-08       |
                family   | B         | CARE             | 2025-01-06 | 2025-06-01       | N
                family   | C         | CARE             | 2025-01-06 | 2025-12-31       | N
                second   | B         | SUPERVISION      | 2025-09-01 | 2025-12-01       | N
                placing  | D         | PLACEMENT        | 2025-01-06 | 2025-07-07       | N
                revoking | E         | REVOCATION       | 2025-01-06 | 2025-07-07       | N
                open     | F         | CARE             | 2025-01-06 |                  | N
                no_issue | G         | CARE             |            | 2025-07-07       | N
                before   | H         | CARE             | 2025-07-08 | 2025-07-07       | N
                one_day  | I         | CARE             | 2025-01-01 | 2025-01-01       | N
                nobody   |           | CARE             | 2025-01-06 | 2025-07-07       | N
                half     | J         | CARE             | 2025-01-06 | 2025-07-07       | Y
                half     | J         | SUPERVISION      | 2025-02-06 | 2025-07-07       | N
            """
        },
    )
    assert found.records == {
        "both|A|CARE": "G2",
        "both|A|SUPERVISION": "0",  # from the first issue to the last final order, 183 days
        "both|A|SUPERVISION in Cases": "0",
        "family|B|CARE": "1",
        "family|C|CARE": "0",
        "family|C|CARE in Cases": "0",
        "second|B|SUPERVISION": "1",
        "second|B|SUPERVISION in Cases": "1",
        "no_issue|G|CARE": "G4",
        "no_issue|G|CARE in Cases": "G4",
        "before|H|CARE": "G5",
        "before|H|CARE in Cases": "G5",
        "one_day|I|CARE": "1",
        "one_day|I|CARE in Cases": "1",
        "nobody|CARE": "missing link",
        "half|J|CARE": "withdrawn",
        "half|J|SUPERVISION": "1",
        "half|J|SUPERVISION in Cases": "1",
    }
    assert found.fraction == "4/6"
    assert found.group("court_case") == {"Children": "4/6", "Cases": "3/5"}
