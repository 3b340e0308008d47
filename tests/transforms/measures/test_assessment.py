"""The assessment measures, worked by hand for October to December 2025."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

from tests.support.given import answer, given, measured


def test_assessments_are_placed_by_authorisation_and_known_by_their_id() -> None:
    answer = measured(
        "assessments_within_45_working_days_of_start",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date | cina_assessment_auth_date
                first              | p1             | r1               | 2025-09-29                 | 2025-10-01
                last               | p1             | r1               | 2025-12-01                 | 2025-12-31
                last               | p1             | r1               | 2025-08-01                 | 2025-12-31
                before             | p1             | r1               | 2025-09-01                 | 2025-09-30
                after              | p1             | r1               | 2025-12-01                 | 2026-01-01
                open               | p1             | r1               | 2025-12-01                 |
                not_begun          | p1             | r1               |                            |
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_cin_primary_need_code
                r1               | p1             | N4
            """,
        },
    )
    # Two assessments on one referral count separately; of an id delivered twice the first row counts, the other is a repeat.
    assert answer.fraction == "2/2"
    assert set(answer.records) == {"first", "last"}
    assert answer.group("primary_need") == {"Family in acute stress": "2/2"}


def test_an_assessment_is_open_until_its_authorisation_and_not_after_its_case_closed() -> None:
    answer = measured(
        "open_assessments_overdue",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date | cina_assessment_auth_date
                later              | p1             |                  | 2025-10-24                 | 2026-01-01
                started            | p2             | gone             | 2025-12-31                 |
                next               | p3             |                  | 2026-01-01                 |
                on_day             | p4             | closed_on        | 2025-10-01                 |
                day_after          | p5             | closed_after     | 2025-10-01                 |
                no_start           | p6             |                  |                            |
                done               | p7             |                  |                            | 2025-11-01
                twice              | p8             |                  | 2025-12-31                 |
                twice              | p8             |                  | 2025-01-01                 |
                closed_twice       | p9             | closed_twice     | 2025-10-01                 |
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_close_date
                closed_on        | p4             | 2025-12-31
                closed_after     | p5             | 2026-01-01
                closed_twice     | p9             | 2026-01-05
                closed_twice     | p9             | 2025-12-05
            """,
        },
    )
    # 24 October is 46 working days before the last day of the quarter.
    assert answer.records == {
        "later": "1",
        "started": "0",
        "on_day": "abandoned",
        "day_after": "1",
        "no_start": "G4",
        "twice": "0",  # the first row counts
        "closed_twice": "abandoned",
    }
    assert answer.fraction == "2/4"


def test_an_assessment_authorised_on_the_next_ones_start_or_over_12_months_before_does_not_count() -> None:
    answer = measured(
        "repeat_assessments_within_12_months",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
                same1              | A              | 2025-07-01                 | 2025-10-15
                same2              | A              | 2025-10-15                 | 2025-11-15
                day_before1        | B              | 2025-07-01                 | 2025-10-14
                day_before2        | B              | 2025-10-15                 | 2025-11-15
                too_old1           | C              | 2024-07-01                 | 2024-10-14
                too_old2           | C              | 2025-10-15                 | 2025-11-15
                no_start           | D              |                            | 2025-11-15
                backwards          | E              | 2025-12-01                 | 2025-11-15
                twice              | F              | 2025-10-15                 | 2025-11-15
                twice              | F              | 2025-10-15                 | 2025-11-15
                open               | G              |                            |
                nobody             |                | 2025-10-15                 | 2025-11-15
            """
        },
    )
    assert answer.records == {
        "same1": "0",
        "same2": "0",
        "day_before1": "0",
        "day_before2": "1",
        "too_old2": "0",
        "no_start": "G4",
        "backwards": "0",  # an assessment is not a repeat of itself
        "twice": "0",
        "nobody": "missing link",
    }
    assert answer.fraction == "1/7"


def test_a_referrals_first_assessment_has_the_earliest_start_then_the_lowest_id() -> None:
    answer = measured(
        "assessments_within_45_working_days_of_referral",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date | cina_assessment_auth_date
                b                  | p1             | same             | 2025-09-10                 | 2025-10-20
                a                  | p1             | same             | 2025-09-10                 | 2025-10-21
                open               | p2             | open             | 2025-09-10                 |
                second             | p2             | open             | 2025-09-11                 | 2025-10-20
                none               | p3             | undated          |                            | 2025-10-20
                dated              | p3             | undated          | 2025-09-10                 | 2025-10-20
                twice              | p4             | twice            | 2025-09-10                 | 2025-10-20
                twice              | p4             | twice            | 2025-09-01                 | 2025-10-20
                after              | p4             | twice            | 2025-09-11                 | 2025-10-20
                early              | p5             | bad              | 2025-08-01                 | 2025-10-20
                late               | p5             | bad              | 2025-09-10                 | 2025-10-20
                two_dates          | p6             | two_dates        | 2025-09-10                 | 2025-11-04
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_referral_nfa
                same             | p1             | 2025-09-01         | Y
                open             | p2             | 2025-09-01         |
                undated          | p3             | 2025-09-01         |
                twice            | p4             | 2025-09-01         |
                bad              | p5             | 2025-09-01         |
                two_dates        | p6             | 2025-09-15         |
                two_dates        | p6             | 2025-09-01         |
            """,
        },
    )
    assert answer.records == {
        "a": "1",
        "b": "later assessment",
        "second": "later assessment",
        "none": "G4",
        "dated": "1",
        "twice": "1",
        "after": "later assessment",
        "early": "G5",
        "late": "later assessment",
        "two_dates": "0",  # a referral delivered twice has its earlier date
    }
    # Of the two rows of `twice` the first counts; the repeat, known by the same id, does not.
    assert answer.fraction == "3/4"


def test_an_assessment_may_start_up_to_5_days_before_its_referral_but_not_end_before_it() -> None:
    answer = measured(
        "assessments_within_45_working_days_of_referral",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_start_date | cina_assessment_auth_date
                five               | p1             | r1               | 2025-08-27                 | 2025-11-03
                six                | p2             | r2               | 2025-08-26                 | 2025-11-03
                ended_before       | p3             | r3               | 2025-10-10                 | 2025-10-12
                same_day           | p4             | r4               | 2025-10-13                 | 2025-10-13
                no_date            | p5             | r5               | 2025-10-01                 | 2025-11-03
                unknown            | p6             | elsewhere        | 2025-10-01                 | 2025-11-03
                day_before         | p7             | r7               | 2025-09-01                 | 2025-09-30
                first_day          | p8             | r8               | 2025-09-01                 | 2025-10-01
                last_day           | p9             | r9               | 2025-12-01                 | 2025-12-31
                day_after          | p10            | r10              | 2025-12-01                 | 2026-01-01
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_cin_primary_need_code
                r1               | p1             | 2025-09-01         | N4
                r2               | p2             | 2025-09-01         |
                r3               | p3             | 2025-10-13         |
                r4               | p4             | 2025-10-13         |
                r5               | p5             |                    |
                r7               | p7             | 2025-09-01         |
                r8               | p8             | 2025-09-01         |
                r9               | p9             | 2025-12-01         |
                r10              | p10            | 2025-12-01         |
            """,
        },
    )
    assert answer.records == {
        "five": "1",
        "six": "G5",
        "ended_before": "G5",
        "same_day": "1",
        "no_date": "G4",
        "unknown": "missing link",
        "first_day": "1",
        "last_day": "1",
    }
    assert answer.group("primary_need") == {"Family in acute stress": "1/1", "Not known": "3/3"}


# Assessed on the day after the referral, and of an age at which nothing of birth is asked.
SEEN_CASE = {
    "ssd.cin_assessments": """
        cina_assessment_id | cina_referral_id | cina_assessment_start_date
        a1                 | r1               | 2025-12-02
    """,
    "ssd.cin_visits": """
        cinv_cin_visit_id | cinv_person_id | cinv_cin_visit_date | cinv_cin_visit_seen
        v1                | ann            | 2025-12-10          | Y
    """,
}


def seen(referrals: str, people: str = "pers_person_id", **more: str) -> dict[str, str]:
    tables = {"ssd.cin_episodes": referrals, "ssd.person": people, **SEEN_CASE}
    return measured(
        "seen_within_10_working_days_of_referral", tables | {f"ssd.{name}": text for name, text in more.items()}
    ).records


def test_repeats_undated_and_nameless_referrals_are_not_counted_as_seen() -> None:
    records = seen(
        """
        cine_referral_id | cine_person_id | cine_referral_date
        r1               | ann            | 2025-12-01
        r2               | ann            | 2025-12-01
        r3               | ben            |
        r4               |                | 2025-12-01
        """,
        cin_assessments="""
        cina_assessment_id | cina_referral_id | cina_assessment_start_date
        a1                 | r1               | 2025-12-02
        a2                 | r2               | 2025-12-02
        a3                 | r3               | 2025-12-02
        a4                 | r4               | 2025-12-02
        """,
    )
    assert records == {"r1": "1", "r2": "G2", "r3": "G4", "r4": "missing link"}


def test_a_child_born_after_the_referral_is_seen_from_birth_on() -> None:
    referrals = """
        cine_referral_id | cine_person_id | cine_referral_date
        r1               | ann            | 2025-12-01
    """

    def born(day: str, expected: str, seen_on: str, referred: str = referrals) -> dict[str, str]:
        return seen(
            referred,
            f"pers_person_id | pers_dob | pers_expected_dob\nann | {day} | {expected}",
            cin_visits=f"""
            cinv_cin_visit_id | cinv_person_id | cinv_cin_visit_date | cinv_cin_visit_seen
            v1                | ann            | {seen_on}           | Y
            """,
        )

    # Born on the 8th: the new last day is 22 December. A visit before the birth was to an unborn child.
    assert born("2025-12-08", "", "2025-12-22") == {"r1": "1"}
    assert born("2025-12-08", "", "2025-12-23") == {"r1": "0"}
    assert born("2025-12-08", "", "2025-12-05") == {"r1": "0"}
    assert born("2025-12-08", "", "2025-12-08") == {"r1": "1"}
    # Born on the day of the referral or before is not born after it.
    assert born("2025-12-01", "", "2025-12-15") == {"r1": "1"}
    assert born("2025-12-01", "", "2025-12-16") == {"r1": "0"}
    # Without a birth an expected one after the referral says as much; one before it says nothing.
    assert born("", "2025-12-02", "2025-12-10") == {"r1": "G3"}
    assert born("", "2025-12-01", "2025-12-10") == {"r1": "1"}
    # Nothing is known of working days so long ago, so such a referral is of no period, not of all.
    long_ago = referrals.replace("2025-12-01", "1989-05-30")
    assert born("", "", "1989-06-01", long_ago + long_ago.splitlines()[2].replace("r1", "r2")) == {}
    # Born on 30 December, the new last day is in January, so the referral belongs to the next quarter.
    assert born("2025-12-30", "", "2025-12-30", referrals.replace("2025-12-01", "2025-12-17")) == {}


def test_the_authority_decides_the_days_within_which_a_child_is_seen() -> None:
    con = given(
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date
                r1               | ann            | 2025-12-01
            """,
            **SEEN_CASE,
        }
    )
    try:
        for days, verdict in (("7", "1"), ("6", "0")):
            con.execute("update ref.setting set value = ? where name = 'seen_within_wd'", [days])
            assert answer(con, "seen_within_10_working_days_of_referral").records == {"r1": verdict}
    finally:
        con.execute("update ref.setting set value = '10' where name = 'seen_within_wd'")


def test_a_section_47_case_has_an_enquiry_by_the_last_day() -> None:
    found = measured(
        "seen_within_10_working_days_of_referral",
        {
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date
                r1               | ann            | 2025-12-01
                r2               | ben            | 2025-12-01
                r3               | cat            | 2025-12-01
            """,
            "ssd.cin_assessments": """
                cina_assessment_id | cina_referral_id | cina_assessment_start_date
                a1                 | r1               | 2025-12-02
                a2                 | r2               | 2025-12-02
                a3                 | r3               | 2025-12-02
            """,
            "ssd.s47_enquiry": """
                s47e_s47_enquiry_id | s47e_person_id | s47e_referral_id | s47e_s47_start_date
                e1                  | ann            | r1               | 2025-12-15
                e2                  | ben            | r2               | 2025-12-16
            """,
            "ssd.cin_visits": SEEN_CASE["ssd.cin_visits"],
        },
    )
    assert found.group("s47_or_s17") == {"Section 47": "1/1", "Section 17": "0/2"}


def test_no_further_action_stands_only_on_its_own() -> None:
    found = measured(
        "assessments_with_no_further_action",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_referral_id | cina_assessment_auth_date | cina_assessment_outcome_nfa | cina_assessment_outcome_json
                legal              | p1             | r1               | 2025-11-03                | Y                           | {"LEGAL_ACTION_FLAG": "Yes"}
                as_number          | p2             | r2               | 2025-11-03                | Y                           | {"OTHER_ACTIONS_FLAG": 1}
                as_boolean         | p3             |                  | 2025-11-03                | Y                           | {"CLA_REQUEST_FLAG": true}
                comments           | p4             |                  | 2025-11-03                | Y                           | {"COMMENTS": "Y", "TOTAL_NO_OF_OUTCOMES": 1}
                not_those          | p5             |                  | 2025-11-03                | Y                           | {"CLA_REQUEST_FLAG": "N", "LEGAL_ACTION_FLAG": null}
                not_json           | p6             |                  | 2025-11-03                | Y                           | early help
                twice              | p7             |                  | 2025-11-03                | Y                           |
                twice              | p7             |                  | 2025-11-03                | N                           |
                open               | p8             |                  |                           | Y                           |
                not_ended          | p8             |                  |                           |                             |
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_source_code
                r1               | p1             | 6
                r2               | p2             | 2A
            """,
        },
    )
    assert found.records == {
        "legal": "0",
        "as_number": "0",
        "as_boolean": "0",
        "comments": "1",
        "not_those": "1",
        "not_json": "1",
        "twice": "1",
    }
    assert found.fraction == "4/7"
    assert found.group("source_group") == {"Police": "0/1", "Schools": "0/1", "Not known": "4/5"}


def factors(*found: str, outcome: str = "N") -> dict[str, str]:
    """Group to verdict of one assessment with these rows of factors."""
    rows = "\n".join(f"f{number} | a | {text}" for number, text in enumerate(found))
    records = measured(
        "assessment_factors",
        {
            "ssd.cin_assessments": f"""
                cina_assessment_id | cina_assessment_auth_date | cina_assessment_outcome_nfa
                a                  | 2025-11-03                | {outcome}
            """,
            "ssd.assessment_factors": "cinf_table_id | cinf_assessment_id | cinf_assessment_factors_json\n" + rows,
        },
    ).records
    return {record.removeprefix("a in "): verdict for record, verdict in records.items()}


NONE_OF_THEM = {
    "Neglect": "0",
    "Domestic abuse": "0",
    "Exploitation": "0",
    "Parental mental health": "0",
    "Parental substance misuse": "0",
    "Missing": "0",
}


def test_factors_are_of_assessments_that_are_authorised_each_once() -> None:
    found = measured(
        "assessment_factors",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_assessment_auth_date
                twice              | 2025-11-03
                twice              | 2025-11-04
                open               |
            """,
            "ssd.assessment_factors": """
                cinf_table_id | cinf_assessment_id | cinf_assessment_factors_json
                f1            | twice              | ["16A"]
            """,
        },
    )
    assert found.group("factor_group")["Neglect"] == "1/1"
    assert len(found.records) == 6


def test_each_code_belongs_to_its_group_of_factors_and_others_to_none() -> None:
    groups = {
        "Neglect": ["16A"],
        "Domestic abuse": ["3A", "3B", "3C"],
        "Exploitation": ["11A", "12A", "13A", "24A"],
        "Parental mental health": ["4B"],
        "Parental substance misuse": ["1B", "2B"],
        "Missing": ["10A"],
    }
    for group, codes in groups.items():
        for code in codes:
            assert factors(f'["{code}"]') == NONE_OF_THEM | {group: "1"}
    for code in ("1A", "2C", "4A", "17A", "18A", "19B", "20", "21"):
        assert factors(f'["{code}"]') == NONE_OF_THEM


def test_factors_are_read_from_a_list_a_map_and_several_rows() -> None:
    neglect = NONE_OF_THEM | {"Neglect": "1"}
    assert factors('{"16A": "Y"}') == factors('{"16A": true}') == factors('{"16A": 1}') == factors('"16a"') == neglect
    assert factors('{"16A": "Neglect"}') == factors('{"first": "16A", "second": "5A"}') == neglect
    assert factors('{"factors": ["16A"]}') == factors('["5A", " 16A "]') == neglect
    assert factors('{"16A": "Y", "3A": "N", "4B": false, "10A": 0, "1B": "", "2B": null}') == neglect
    assert factors('["5A"]', '["16A"]') == neglect
    # 25 codes, so that the places in the list run past 21.
    assert factors(f'["16A"{", 20" * 24}]') == neglect


def test_without_a_recorded_factor_an_assessment_is_listed_and_not_counted() -> None:
    for nothing in ("", "[]", "{}", "[null]", '[""]', '{"16A": "N"}', '{"16A": ""}', "not json", "null"):
        assert set(factors(nothing).values()) == {"no factors"}
        assert set(factors(nothing, outcome="Y").values()) == {"nothing recorded, no further action"}
    for none in ('{"21": "Y"}', '{"20": "Y"}', '{"first": "20"}', '{"first": "1A"}'):
        assert factors(none) == NONE_OF_THEM


def test_the_neglect_of_other_measures_is_read_from_a_map_too() -> None:
    found = measured(
        "repeat_assessments_within_12_months",
        {
            "ssd.cin_assessments": """
                cina_assessment_id | cina_person_id | cina_assessment_start_date | cina_assessment_auth_date
                a1                 | A              | 2025-10-15                 | 2025-11-15
                a2                 | B              | 2025-10-15                 | 2025-11-15
                a3                 | C              | 2025-10-15                 | 2025-11-15
            """,
            "ssd.assessment_factors": """
                cinf_table_id | cinf_assessment_id | cinf_assessment_factors_json
                f1            | a1                 | {"16A": "Y"}
                f2            | a2                 | {"16A": "N", "3A": "Y"}
                f3            | a3                 | {"16A": "N"}
            """,
        },
    )
    assert found.group("neglect_factor") == {"Neglect": "0/1", "No neglect": "0/1", "Not known": "0/1"}
