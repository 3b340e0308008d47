"""The protection measures, worked by hand for October to December 2025."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

from tests.support.given import RESIDENTS, measured


def test_section_47_rate_counts_enquiries_once_for_a_child_and_start_date() -> None:
    enquiries = """
        s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date
        e1                  | A              | 2025-01-01
        e2                  | A              | 2025-01-02
        e3                  | A              | 2025-01-02
        e3                  | B              | 2025-01-02
        e4                  | C              | 2025-12-31
        e5                  | D              | 2024-12-31
        e6                  | D              | 2026-01-01
        e7                  | E              |
        e8                  |                | 2025-06-01
    """
    tables = {"ssd.s47_enquiry": enquiries, "sup.population": RESIDENTS}
    year = measured("section_47_rate", tables)
    assert (year.fraction, year.shown) == ("4/65000", "0.6")
    # Siblings may share an enquiry id, so the record is the enquiry and the child.
    assert year.records == {"e1": "1", "e2": "1", "e3|A": "G2", "e3|B": "1", "e4": "1", "e8": "missing link"}
    assert measured("section_47_rate", tables, window="flow").numerator == 1


EX11_ENQUIRIES = """
    s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date
    e1                  | A              | 2025-08-02
    e2                  | B              | 2025-11-01
    e3                  | C              | 2025-10-10
    e4                  | D              | 2025-09-05
    e5                  | E              | 2025-11-02
    e6                  | D              | 2025-09-05
"""


def test_ex11_section_47_leading_to_conference() -> None:
    answer = measured(
        "section_47_leading_to_conference",
        {
            "ssd.s47_enquiry": EX11_ENQUIRIES,
            "ssd.initial_cp_conference": """
                icpc_icpc_id | icpc_person_id | icpc_s47_enquiry_id | icpc_icpc_date
                k1           | A              | e1                  | 2025-08-20
                k2           | B              | e2                  | 2025-12-31
                k3           | C              | e3                  | 2025-12-15
                k5           | E              | e5                  | 2025-11-20
            """,
        },
    )
    assert (answer.fraction, answer.shown) == ("2/4", "50.0")
    assert answer.records == {"e1": "1", "e2": "1", "e3": "0", "e4": "0", "e6": "G2"}


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


def test_ex12_icpc_within_15_working_days() -> None:
    answer = measured(
        "icpc_within_15_working_days",
        {
            "ssd.s47_enquiry": """
                s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date
                s1                  | c1             | 2025-12-03
                s2                  | c2             | 2025-12-04
                s3                  | c3             | 2025-11-03
                s4                  | c4             | 2025-11-03
                s5                  | c5             | 2025-11-12
                s6                  | c6             | 2025-11-28
            """,
            "ssd.initial_cp_conference": """
                icpc_icpc_id | icpc_person_id | icpc_s47_enquiry_id | icpc_icpc_date | icpc_icpc_transfer_in
                p1           | c1             | s1                  | 2025-12-24     | N
                p2           | c2             | s2                  | 2025-12-29     | N
                p3           | c3             | s3                  | 2025-11-25     | N
                p4           | c4             | s4                  | 2025-11-20     | Y
                p5           | c5             | s5                  | 2025-11-10     | N
                p6           | c6             |                     | 2025-12-01     | N
            """,
        },
    )
    assert (answer.fraction, answer.shown) == ("2/3", "66.7")
    assert answer.records == {
        "p1": "1",
        "p2": "1",
        "p3": "0",
        "p4": "transfer in",
        "p5": "G5",
        "p6": "missing link",
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


def test_children_on_plans_are_counted_once_at_the_quarters_end() -> None:
    answer = measured(
        "child_protection_plan_rate",
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola | cppl_cp_plan_latest_category
                first_day       | A              | 2025-12-31              |                       |                  | NEG
                next_day        | B              | 2026-01-01              |                       |                  | NEG
                ended_on        | C              | 2025-01-01              | 2025-12-31            |                  | NEG
                ended_after     | D              | 2025-01-01              | 2026-01-01            | N                | EMO
                p1              | E              | 2025-06-01              |                       | N                | EMO
                p2              | E              | 2025-01-01              |                       | N                | NEG
                visitor         | F              | 2025-01-01              |                       | Y                | NEG
                adult           | eighteen       | 2025-01-01              |                       | N                | NEG
                child           | almost         | 2025-01-01              |                       | N                | NEG
                no_start        | G              |                         |                       | N                | NEG
                nobody          |                | 2025-01-01              |                       | N                | NEG
            """,
            "ssd.person": PEOPLE,
            "sup.population": RESIDENTS,
        },
    )
    assert (answer.fraction, answer.shown) == ("4/65000", "0.6")
    assert answer.records == {
        "first_day": "1",
        "ended_after": "1",
        "p1": "1",
        "p2": "G2",
        "visitor": "G6",
        "adult": "G12",
        "child": "1",
        "no_start": "G4",
        "nobody": "missing link",
    }
    assert {group: parts.split("/")[0] for group, parts in answer.group("category_of_abuse").items()} == {
        "Emotional abuse": "2",
        "Neglect": "2",
    }


def test_ex13_repeat_plans_ever() -> None:
    answer = measured(
        "repeat_plans_ever",
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola
                a1              | A              | 2019-01-10              | 2019-09-01            | N
                a2              | A              | 2025-06-01              |                       | N
                b1              | B              | 2023-03-15              | 2023-10-01            | N
                b2              | B              | 2025-10-01              |                       | N
                c1              | C              | 2025-02-01              | 2025-05-01            | N
                c2              | C              | 2025-08-01              |                       | N
                d1              | D              | 2025-03-01              |                       | Y
                e1              | E              | 2025-09-09              |                       | N
            """
        },
    )
    assert (answer.fraction, answer.shown) == ("3/5", "60.0")
    assert answer.records == {"a2": "1", "b2": "1", "c1": "0", "c2": "1", "d1": "G6", "e1": "0"}


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


def test_plans_open_2_years_or_more_counts_the_second_anniversary() -> None:
    answer = measured(
        "plans_open_2_years_or_more",
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola
                two_years       | A              | 2023-12-31              |                       |
                day_short       | B              | 2024-01-01              |                       |
                ended           | C              | 2020-01-01              | 2025-12-31            |
                theirs          | D              | 2020-01-01              |                       | Y
                adult           | eighteen       | 2020-01-01              |                       |
                fifteen         | E              | 2024-09-30              |                       |
                fourteen        | F              | 2024-10-01              |                       |
            """,
            "ssd.person": PEOPLE,
        },
    )
    assert answer.fraction == "1/4"
    assert answer.records == {
        "two_years": "1",
        "day_short": "0",
        "theirs": "G6",
        "adult": "G12",
        "fifteen": "0",
        "fourteen": "0",
    }
    assert answer.group("duration") == {
        "2 years or more": "1/1",
        "18 months to 2 years": "0/1",
        "15 to 18 months": "0/1",
        "Under 15 months": "0/1",
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


def test_ex15_plan_reviews_on_time() -> None:
    answer = measured(
        "plan_reviews_on_time",
        {
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_icpc_id | cppl_cp_plan_start_date
                P1              | A              | k1           | 2025-03-10
                P2              | B              | k2           | 2025-05-31
                P3              | C              | k3           | 2025-09-30
                P4              | D              | k4           | 2025-10-15
                P5              | E              | k5           | 2024-06-01
            """,
            "ssd.initial_cp_conference": """
                icpc_icpc_id | icpc_person_id | icpc_icpc_date
                k1           | A              | 2025-03-10
                k2           | B              | 2025-05-31
                k3           | C              | 2025-09-30
                k4           | D              | 2025-10-15
                k5           | E              | 2024-06-01
            """,
            "ssd.cp_reviews": """
                cppr_cp_review_id | cppr_cp_plan_id | cppr_cp_review_date
                v1                | P1              | 2025-06-10
                v2                | P1              | 2025-12-10
                v3                | P2              | 2025-09-01
                v4                | P5              | 2024-10-15
                v5                | P5              | 2025-04-10
                v6                | P5              | 2025-10-01
            """,
        },
    )
    assert (answer.fraction, answer.shown) == ("2/4", "50.0")
    assert answer.records == {"P1": "1", "P2": "0", "P3": "0", "P5": "1"}


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
