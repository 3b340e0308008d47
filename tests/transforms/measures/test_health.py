"""The health measures, worked by hand for October to December 2025: cases beside those of the examples."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

import pytest

from tests.support.given import measured

CARE = "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date"
CHECK = (
    "clah_health_check_id | clah_person_id | clah_health_check_type | clah_health_check_date | clah_health_check_status"
)


def test_the_edges_of_the_initial_health_assessment() -> None:
    answer = measured(
        "initial_health_assessment_within_20_working_days",
        {
            # 6 October 2025 and 20 working days is 3 November; 28 days before it is 8 September.
            "ssd.cla_episodes": f"""
                {CARE}
                day_28     | A | a  | 2025-10-06 |
                day_29     | B | b  | 2025-10-06 |
                left_then  | C | c  | 2025-10-06 | 2025-11-03
                left_after | D | d  | 2025-10-06 | 2025-11-04
                moved1     | E | e  | 2025-10-06 | 2025-10-20
                moved2     | E | e  | 2025-10-20 |
                came_back1 | F | f1 | 2025-10-06 | 2025-10-10
                came_back2 | F | f2 | 2025-10-20 |
                breaks     | G | g  | 2025-10-06 |
                turned_18  | H | h  | 2025-10-06 |
                turns_18   | I | i  | 2025-10-06 |
                no_start   | J | j  |            |
                nobody     |   | k  | 2025-10-06 |
                wrong_type | L | l  | 2025-10-06 |
                no_status  | M | m  | 2025-10-06 |
                cancelled  | N | n  | 2025-10-06 |
                day_after  | O | o  | 2025-10-06 |
                twice      | P | p  | 2025-10-06 |
                twice      | P | p  | 2025-10-07 |
            """,
            "ssd.cla_health": f"""
                {CHECK}
                h1 | A | Health Assessment | 2025-09-08 | Completed
                h2 | B | Health Assessment | 2025-09-07 | Completed
                h3 | L | Dental Check      | 2025-10-10 | Completed
                h4 | L | Health Check      | 2025-10-10 | Completed
                h5 | M | Health Assessment | 2025-11-03 |
                h6 | N | Health Assessment | 2025-10-10 | Cancelled
                h7 | N | Health Assessment | 2025-10-10 | Planned
                h8 | O | Health Assessment | 2025-11-04 | Completed
                h9 | P | Health Assessment |            | Completed
                i1 |   | Health Assessment | 2025-10-10 | Completed
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
                s1                   | G              | V4                | 2025-10-06
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                H              | 2007-11-03
                I              | 2007-11-04
            """,
            "ssd.immigration_status": """
                immi_immigration_status_id | immi_person_id | immi_immigration_status            | immi_immigration_status_start_date | immi_immigration_status_end_date
                s1                         | A              | Unaccompanied Asylum Seeking Child | 2025-11-03                         | 2025-11-04
                s2                         | B              | Unaccompanied Asylum Seeking Child | 2025-10-06                         | 2025-11-03
            """,
            "ssd.cla_placement": """
                clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_postcode
                p1                    | A              | 2025-10-06                    | 2025-11-03                  | ZZ1 1ZZ
                p2                    | A              | 2025-11-03                    |                             | ZZ2 2ZZ
                p3                    | B              | 2025-10-06                    | 2025-11-04                  | ZZ1 1ZZ
                p4                    | D              | 2025-10-06                    | 2025-11-03                  | ZZ1 1ZZ
            """,
            "sup.postcode_la": """
                postcode | release | la_code   | la_name | la_number
                ZZ11ZZ   | 2025    | E06000046 | Away    | 921
                ZZ22ZZ   | 2025    | E06000035 | Own     | 887
            """,
        },
    )
    assert answer.records == {
        "day_28": "1",
        "day_29": "0",
        "left_then": "left care",
        "left_after": "0",
        "moved1": "0",
        "came_back1": "left care",
        "came_back2": "0",
        "breaks": "G6",
        "turned_18": "G12",
        "turns_18": "0",
        "no_start": "G4",
        "nobody": "missing link",
        "wrong_type": "0",
        "no_status": "1",
        "cancelled": "0",
        "day_after": "0",
        "twice": "0",
    }
    assert answer.group("uasc") == {"Unaccompanied": "1/1", "Not unaccompanied": "1/10"}
    assert answer.group("in_or_out_of_area") == {"In area": "1/1", "Out of area": "0/1", "Not known": "1/9"}


@pytest.mark.parametrize("measure", ["health_assessment_up_to_date", "dental_check_within_a_year"])
def test_twelve_months_of_care_are_those_of_the_period_still_open(measure: str) -> None:
    answer = measured(
        measure,
        {
            "ssd.cla_episodes": f"""
                {CARE}
                later    | A | a2 | 2025-06-01 |
                sooner   | A | a1 | 2024-06-01 |
                after    | B | b  | 2024-06-01 | 2024-12-31
                next     | B | b  | 2024-12-31 |
                breaks   | C | c  | 2024-01-01 | 2025-01-01
                in_care  | C | c  | 2025-01-01 |
                no_start | D | d  |            |
                ended    | E | e  | 2024-01-01 | 2025-12-31
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
                s1                   | C              | V4                | 2024-01-01                   | 2025-01-01
            """,
        },
    )
    # Of A's two open episodes the lowest id is listed, and the longer care decides. C's short breaks are no care.
    assert answer.records == {
        "later": "0",
        "sooner": "G2",
        "next": "0",
        "in_care": "under 12 months",
        "no_start": "G4",
    }


def test_a_child_whose_age_is_not_known_has_the_yearly_rule() -> None:
    answer = measured(
        "health_assessment_up_to_date",
        {
            "ssd.cla_episodes": f"""
                {CARE}
                in_year | A | a | 2020-01-01 |
                too_old | B | b | 2020-01-01 |
            """,
            "ssd.cla_health": f"""
                {CHECK}
                h1 | A | Health Assessment | 2025-01-01 | Completed
                h2 | B | Health Assessment | 2024-12-31 | Completed
            """,
        },
    )
    assert answer.records == {"in_year": "1", "too_old": "0"}


def test_what_is_a_score_and_when_nobody_is_asked_for_one() -> None:
    tables = {
        "ssd.cla_episodes": "\n".join(
            [CARE, *(f"e{child} | {child} | c{child} | 2024-01-01 |" for child in "ABCDEFGHIJKLM")]
        ),
        "ssd.person": "\n".join(
            [
                "pers_person_id | pers_dob",
                *(f"{child} | 2015-01-01" for child in "ABCDEFGHIJ"),
                "K | ",
                "L | 2009-01-01",
                "M | 2022-01-01",
            ]
        ),
        "ssd.sdq_scores": """
            csdq_table_id | csdq_person_id | csdq_sdq_completed_date | csdq_sdq_score | csdq_sdq_reason
            q1            | A              | 2025-01-01              | 40             |
            q2            | B              | 2025-12-31              | 41             |
            q3            | C              | 2025-12-31              | -1             |
            q4            | D              | 2025-12-31              | none           |
            q5            | E              | 2025-12-31              | 12.5           |
            q6            | F              | 2026-01-01              | 12             |
            q7            | G              | 2025-06-01              | 12             |
            q8            | G              | 2025-01-01              |                | SDQ1
            q9            | H              | 2025-06-01              | 12             |
            r1            | H              | 2024-12-31              |                | SDQ1
            r2            | I              | 2025-06-01              | 12             |
            r3            | I              | 2025-06-02              |                | SDQ5
            r4            | J              |                         | 12             |
            r5            | J              |                         |                | SDQ1
            r6            | K              | 2025-06-01              | 12             |
            r7            | L              | 2025-06-01              | 12             |
            r8            | H              | 2026-01-01              |                | SDQ1
        """,
    }
    answer = measured("sdq_completed", tables)
    assert answer.records == {
        "eA": "1",
        "eB": "0",
        "eC": "0",
        "eD": "0",
        "eE": "0",
        "eF": "0",
        "eG": "SDQ1",
        "eH": "1",
        "eI": "1",
        "eJ": "0",
        "eK": "no date of birth",
        "eL": "1",  # 16 until the day after
        "eM": "not 4 to 16",  # 4 on the day after
    }
    average = measured("average_sdq_score", tables)
    assert (average.fraction, average.shown) == ("76/4", "19.0")
    assert {record for record, verdict in average.records.items() if verdict == "not completed"} == {
        "eB", "eC", "eD", "eE", "eF", "eJ"
    }  # fmt: skip


REFERRAL = "mh_referral_id | person_id | provider | referral_date | accepted | treatment_start_date | discharge_date"


def test_who_is_open_to_social_care_when_referred() -> None:
    answer = measured(
        "wait_for_mental_health_treatment",
        {
            "sup.mh_referrals": f"""
                {REFERRAL}
                protected | A | North | 2025-09-01 | Y | 2025-10-01 |
                breaks    | B | North | 2025-09-01 | Y | 2025-10-01 |
                planned   | C | North | 2025-09-01 | Y | 2025-12-31 |
                plan_only | D | North | 2025-09-01 | Y | 2025-10-01 |
                adult     | E | North | 2025-09-01 | Y | 2025-10-01 |
                ended     | F | North | 2025-09-01 | Y | 2025-10-01 |
                eligible  | G |       | 2025-09-01 | Y | 2025-10-01 |
                twice     | A | North | 2025-09-02 | Y | 2025-10-02 |
                twice     | A | North | 2025-09-02 | Y | 2025-11-02 |
                refused   | A | North | 2025-12-31 | N |            |
                rejected  | A | North | 2025-01-01 | N | 2025-10-01 |
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date | cine_close_date
                r1               | A              | 2025-01-01         |
                r3               | C              | 2025-09-01         |
                r5               | E              | 2025-01-01         |
            """,
            "ssd.cla_episodes": f"""
                {CARE}
                e2 | B | b | 2025-01-01 |
                e6 | F | f | 2025-01-01 | 2025-09-01
                e7 | G | g | 2025-09-01 | 2025-09-02
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
                s1                   | B              | V4                | 2025-01-01
            """,
            "ssd.cp_plans": """
                cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
                p1              | A              | 2025-01-01              | 2025-09-02
            """,
            "ssd.cin_plans": """
                cinp_cin_plan_id | cinp_person_id | cinp_cin_plan_start_date | cinp_cin_plan_end_date
                n1               | C              | 2025-01-01               |
                n2               | D              | 2025-01-01               |
                n3               | A              | 2025-01-01               | 2025-09-02
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                E              | 2005-01-01
            """,
            "ssd.care_leavers": """
                clea_table_id | clea_person_id | clea_care_leaver_eligibility
                l1            | F              | Eligible
            """,
        },
    )
    assert answer.records == {
        "protected": "30",
        "breaks": "30",
        "planned": "121",
        "plan_only": "not open to social care",
        "adult": "30",
        "ended": "not open to social care",
        "eligible": "30",
        "twice": "30",
        "refused": "rejected",
        "rejected": "rejected",
    }
    assert answer.group("status") == {
        "Child in need": "3/3",
        "Child in need plan": "1/1",
        "Child protection plan": "1/1",
        "Looked after": "1/1",
    }


def test_the_bands_of_those_who_wait() -> None:
    answer = measured(
        "waiting_over_18_weeks_for_mental_health",
        {
            "sup.mh_referrals": f"""
                {REFERRAL}
                day_182 | A | North | 2025-07-02 | Y | |
                day_183 | B | North | 2025-07-01 | Y | |
                day_364 | C | North | 2025-01-01 | Y | |
                day_365 | D | North | 2024-12-31 | Y | |
                b       | E | North | 2025-01-01 | Y | |
                a       | E | South | 2025-01-01 | Y | |
            """,
            "ssd.care_leavers": """
                clea_table_id | clea_person_id | clea_care_leaver_eligibility
                l1            | A              | Relevant
                l2            | B              | Former Relevant
                l3            | C              | Qualifying
                l4            | D              | Former Relevant
                l5            | D              | No Current Eligibility
                l6            | E              | Relevant
            """,
        },
    )
    assert answer.records == {"day_182": "1", "day_183": "1", "day_364": "1", "day_365": "1", "a": "1", "b": "G2"}
    assert answer.group("weeks_band") == {"18 to 26 weeks": "1/-", "27 to 52 weeks": "3/-", "Over 52 weeks": "1/-"}


def test_needs_delivered_twice_and_what_was_known_before() -> None:
    answer = measured(
        "care_leavers_mental_health_within_28_days",
        {
            "sup.cl_health_needs": """
                person_id | need_type     | need_identified_date | support_offer_date | declined | support_start_date | provider_type | provider
                A         | EMOTIONAL     | 2025-06-01           |                    |          | 2025-06-10         | NHS           | North
                A         | EMOTIONAL     | 2025-06-01           |                    |          |                    |               |
                A         | MENTAL_HEALTH | 2025-06-01           | 2025-06-10         |          | 2025-07-10         | NHS           | North
                B         | EMOTIONAL     | 2025-06-01           | 2025-05-31         | Y        |                    |               |
                B         | MENTAL_HEALTH | 2025-06-01           | 2025-05-31         | N        | 2025-06-10         | COUNSELLING   |
                C         | EMOTIONAL     | 2025-06-01           |                    |          |                    |               |
                D         | EMOTIONAL     | 2025-06-01           |                    |          |                    |               |
                A         | EMOTIONAL     |                      |                    |          |                    |               |
                A         |               | 2025-06-01           |                    |          |                    |               |
                A         | OTHER         | 2025-06-01           |                    |          |                    |               |
            """,
            "ssd.care_leavers": """
                clea_table_id | clea_person_id | clea_care_leaver_eligibility
                l1            | A              | Former Relevant
                l2            | B              | Former Relevant
                l3            | C              | Former Relevant
                l4            | D              | Relevant
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                A              | 2006-06-01
                B              | 2005-01-01
                C              |
            """,
            "sup.mh_referrals": f"""
                {REFERRAL}
                m1 | A | North | 2025-05-31 | Y | |
                m2 | B | North | 2025-06-01 | Y | |
                m3 | A | North | 2025-12-01 | Y | |
            """,
            "ssd.immigration_status": """
                immi_immigration_status_id | immi_person_id | immi_immigration_status            | immi_immigration_status_start_date | immi_immigration_status_end_date
                s1                         | A              | Unaccompanied Asylum Seeking Child | 2020-01-01                         | 2024-01-01
            """,
        },
    )
    assert answer.records == {
        "A|EMOTIONAL|2025-06-01": "1",
        "A|MENTAL_HEALTH|2025-06-01": "0",
        "B|EMOTIONAL|2025-06-01": "G5",
        "B|MENTAL_HEALTH|2025-06-01": "1",  # the offer was not declined, so its date is not compared
        "C|EMOTIONAL|2025-06-01": "no date of birth",
        "D|EMOTIONAL|2025-06-01": "missing link",
        "A|EMOTIONAL": "G4",
    }
    assert answer.fraction == "2/3"
    assert answer.group("age") == {"19": "1/2", "20": "1/1"}
    assert answer.group("uasc") == {"Unaccompanied": "1/2", "Not unaccompanied": "1/1"}
    assert answer.group("previous_camhs") == {"Yes": "1/2", "No": "1/1"}
    assert answer.group("provider") == {"North": "1/2", "Not known": "1/1"}
