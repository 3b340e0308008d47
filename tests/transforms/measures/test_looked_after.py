"""The looked-after measures, worked by hand for October to December 2025."""

# ruff: noqa: E501 - a text table is read row by row, and its headings are the names of the schema.

from tests.support.given import RESIDENTS, Answer, measured


def test_children_looked_after_at_the_quarters_end() -> None:
    answer = measured(
        "looked_after_rate",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date
                last_day            | A              | 2025-12-31                  |
                next_day            | B              | 2026-01-01                  |
                ceased_on           | C              | 2025-01-01                  | 2025-12-31
                ceased_after        | D              | 2025-01-01                  | 2026-01-01
                two1                | E              | 2025-12-01                  |
                two2                | E              | 2025-12-01                  |
                adult               | eighteen       | 2025-01-01                  |
                child               | almost         | 2025-01-01                  |
                no_start            | F              |                             |
                nobody              |                | 2025-01-01                  |
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                eighteen       | 2007-12-31
                almost         | 2008-01-01
            """,
            "sup.population": RESIDENTS,
        },
    )
    assert (answer.fraction, answer.shown) == ("4/65000", "0.6")
    assert answer.records == {
        "last_day": "1",
        "ceased_after": "1",
        "two1": "1",
        "two2": "G2",
        "adult": "G12",
        "child": "1",
        "no_start": "G4",
        "nobody": "missing link",
    }


def test_someone_born_on_29_february_is_looked_after_until_1_march() -> None:
    episodes = """
        clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
        e1                  | leap           | 2020-01-01
    """
    people = """
        pers_person_id | pers_dob
        leap           | 2008-02-29
    """
    tables = {"ssd.cla_episodes": episodes, "ssd.person": people}
    for day, expected in (("2026-02-28", "1"), ("2026-03-01", "G12")):
        # Before the quarter's end it is counted to the day of the extract.
        assert measured("looked_after_rate", tables, quarter="2025-26-Q4", extracted_on=day).records == {"e1": expected}


def test_an_episode_with_short_breaks_on_any_of_its_days_is_out() -> None:
    answer = measured(
        "looked_after_rate",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date
                v3                  | A              | 2025-01-01                  |
                v4_once             | B              | 2025-01-01                  |
                breaks              | C              | 2025-01-01                  | 2025-06-01
                in_care             | C              | 2025-06-01                  |
                section_20          | D              | 2025-01-01                  |
                other_child         | E              | 2025-01-01                  |
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
                l1                   | A              | V3                | 2025-01-01                   |
                l2                   | B              | V4                | 2025-01-01                   | 2025-03-01
                l3                   | B              | C2                | 2025-03-01                   |
                l4                   | C              | V4                | 2025-01-01                   | 2025-06-01
                l5                   | C              | C2                | 2025-06-01                   |
                l6                   | D              | V2                | 2025-01-01                   |
            """,
            "sup.population": RESIDENTS,
        },
    )
    assert answer.records == {"v3": "G6", "v4_once": "G6", "in_care": "1", "section_20": "1", "other_child": "1"}
    assert {group: parts.split("/")[0] for group, parts in answer.group("legal_status").items()} == {
        "Full care order": "1",
        "Section 20 single period": "1",
        "Not known": "1",
    }


def test_unaccompanied_children_and_placement_types_at_the_quarters_end() -> None:
    answer = measured(
        "looked_after_rate",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
                e1                  | A              | 2025-01-01
                e2                  | B              | 2025-01-01
                e3                  | C              | 2025-01-01
            """,
            "ssd.immigration_status": """
                immi_immigration_status_id | immi_person_id | immi_immigration_status            | immi_immigration_status_start_date | immi_immigration_status_end_date
                s1                         | A              | Unaccompanied Asylum Seeking Child | 2025-12-31                         |
                s2                         | B              | Unaccompanied Asylum Seeking Child | 2025-01-01                         | 2025-12-31
                s3                         | C              | Refugee Status                     | 2025-01-01                         |
            """,
            "ssd.cla_placement": """
                clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type
                p1                    | A              | 2025-01-01                    | 2025-12-31                  | U6
                p2                    | A              | 2025-12-31                    |                             | K2
                p3                    | B              | 2025-01-01                    |                             | K2
            """,
        },
    )
    assert answer.group("uasc") == {"Unaccompanied": "1/-", "Not unaccompanied": "2/-"}
    assert answer.group("placement_type") == {"Children’s home": "2/-", "Not known": "1/-"}


def moves(placements: str, *, episodes: str | None = None, carers: str | None = None, **more: str) -> Answer:
    """Three or more placements over a text table of child, seq, start, end, type, start reason and carer, as ex24 writes it."""
    rows = [[cell.strip() for cell in line.split(",")] for line in placements.split()]
    care = ["clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date"]
    care[0] += " | clae_cla_episode_start_reason | clae_cla_placement_id"
    placed = ["clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date"]
    placed[0] += " | clap_cla_placement_type"
    held = ["placement_id | carer_id"]
    for child, seq, start, end, kind, reason, carer in rows:
        care.append(f"e{child}{seq} | {child} | {start} | {end} | {reason} | {child}{seq}")
        placed.append(f"{child}{seq} | {child} | {start} | {end} | {kind}")
        held.append(f"{child}{seq} | {carer}")
    tables = {
        "ssd.cla_episodes": episodes or "\n".join(care),
        "ssd.cla_placement": "\n".join(placed),
        "sup.placement_carers": carers or "\n".join(held),
    }
    return measured("three_or_more_placements", tables | more)


def test_what_is_a_placement_of_its_own() -> None:
    answer = moves(
        """
        rs_day,1,2024-01-01,2025-01-01,U6,S,c1
        rs_day,2,2025-01-01,2025-06-01,K2,P,c2
        rs_day,3,2025-06-01,,U6,P,c3
        z1,1,2024-01-01,2025-03-01,U6,S,c1
        z1,2,2025-03-01,2025-04-01,Z1,P,c2
        z1,3,2025-04-01,,K2,P,c3
        other,1,2024-01-01,2025-03-01,U6,S,c1
        other,2,2025-03-01,2025-04-01,Z12,P,c2
        other,3,2025-04-01,,K2,P,c3
        z1_back,1,2024-01-01,2025-02-01,K2,S,c0
        z1_back,2,2025-02-01,2025-03-01,U6,P,c1
        z1_back,3,2025-03-01,2025-04-01,Z1,P,c2
        z1_back,4,2025-04-01,,U6,P,c1
        one_day,1,2024-01-01,2025-03-01,U6,S,c1
        one_day,2,2025-03-01,2025-03-01,K2,P,c2
        one_day,3,2025-03-01,,U6,P,c3
        t_new,1,2024-01-01,2025-03-01,U6,S,c1
        t_new,2,2025-03-01,2025-03-05,T1,P,c8
        t_new,3,2025-03-05,2025-05-01,U6,P,c2
        t_new,4,2025-05-01,,U6,P,c3
        t_twice,1,2024-01-01,2025-03-01,U6,S,c1
        t_twice,2,2025-03-01,2025-03-05,T1,P,c8
        t_twice,3,2025-03-05,2025-03-08,T3,P,c9
        t_twice,4,2025-03-08,2025-05-01,U6,P,c1
        t_twice,5,2025-05-01,,U6,P,c3
        again,1,2024-01-01,2025-02-01,U6,S,c1
        again,2,2025-03-01,2025-04-01,U6,S,c1
        again,3,2025-06-01,,U6,S,c1
        last_day,1,2024-01-01,2025-06-01,U6,S,c1
        last_day,2,2025-06-01,2025-12-31,K2,P,c2
        last_day,3,2025-12-31,,U6,P,c3
        next_day,1,2024-01-01,2025-06-01,U6,S,c1
        next_day,2,2025-06-01,2026-01-01,K2,P,c2
        next_day,3,2026-01-01,,U6,P,c3
        """
    )
    assert answer.records == {
        "ers_day3": "1",  # the first placement was still open on the first day of the year
        "ez13": "0",
        "eother3": "0",  # Z11 to Z14 have taken the place of Z1
        "ez1_back4": "1",  # Z1 is no temporary move, so going back is a move
        "eone_day3": "0",
        "et_new4": "1",  # after a temporary move to another carer
        "et_twice5": "0",
        "eagain3": "1",  # three care periods
        "elast_day3": "1",
        "enext_day2": "0",
    }


def test_without_a_carer_on_record_type_urn_and_postcode_stand_for_it() -> None:
    answer = measured(
        "three_or_more_placements",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date
                e1                  | same           | p1          | 2024-01-01
                e2                  | other          | p2          | 2024-01-01
                e3                  | unknown        | p3          | 2024-01-01
            """,
            "ssd.cla_placement": """
                clap_cla_placement_id | clap_cla_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type | clap_cla_placement_urn | clap_cla_placement_postcode
                a1                    | p1          | 2024-01-01                    | 2025-03-01                  | K2                      | SC000001               | ZZ1 1ZZ
                a2                    | p1          | 2025-03-01                    | 2025-03-05                  | T1                      |                        |
                a3                    | p1          | 2025-03-05                    | 2025-06-01                  | K2                      | SC000001               | ZZ1 1ZZ
                a4                    | p1          | 2025-06-01                    |                             | U6                      |                        | ZZ2 2ZZ
                b1                    | p2          | 2024-01-01                    | 2025-03-01                  | K2                      | SC000001               | ZZ1 1ZZ
                b2                    | p2          | 2025-03-01                    | 2025-03-05                  | T1                      |                        |
                b3                    | p2          | 2025-03-05                    | 2025-06-01                  | K2                      | SC000002               | ZZ1 1ZZ
                b4                    | p2          | 2025-06-01                    |                             | U6                      |                        | ZZ3 3ZZ
                c1                    | p3          | 2024-01-01                    | 2025-03-01                  | U6                      |                        |
                c2                    | p3          | 2025-03-01                    | 2025-03-05                  | T1                      |                        |
                c3                    | p3          | 2025-03-05                    | 2025-06-01                  | U6                      |                        |
                c4                    | p3          | 2025-06-01                    |                             | K2                      |                        |
            """,
            "sup.postcode_la": """
                postcode | release | la_code   | la_name | la_number
                ZZ22ZZ   | 2025    | E06000035 | Own     | 887
                ZZ33ZZ   | 2024    | E06000035 | Own     | 887
                ZZ33ZZ   | 2025    | E06000046 | Away    | 921
            """,
        },
    )
    assert answer.records == {"e1": "0", "e2": "1", "e3": "1"}
    assert answer.group("placed_out_of_area") == {"In area": "0/1", "Out of area": "1/1", "Not known": "1/1"}


def test_short_breaks_and_young_people_of_18_are_out() -> None:
    answer = moves(
        """
        breaks,1,2024-01-01,2025-03-01,U6,S,c1
        breaks,2,2025-03-01,,U6,P,c2
        adult,1,2024-01-01,,U6,S,c1
        child,1,2024-01-01,,U6,S,c1
        """,
        **{
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
                l1                   | breaks         | V4                | 2024-01-01
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                adult          | 2007-12-31
                child          | 2008-01-01
            """,
        },
    )
    assert answer.records == {"ebreaks2": "G6", "eadult1": "G12", "echild1": "0"}
    assert answer.fraction == "0/1"


def test_a_placement_delivered_twice_or_ended_before_it_began_is_no_move() -> None:
    answer = moves(
        """
        twice,1,2024-01-01,2025-03-01,U6,S,c1
        twice,2,2025-03-01,,U6,P,c2
        twice,2,2025-03-01,,U6,P,c2
        backwards,1,2024-01-01,2025-03-01,U6,S,c1
        backwards,2,2025-03-02,2025-03-01,K2,P,c2
        backwards,3,2025-03-02,,U6,P,c3
        undated,1,2024-01-01,2025-03-01,U6,S,c1
        undated,2,,2025-03-02,K2,P,c2
        undated,3,2025-03-02,,U6,P,c3
        names_other,1,2024-01-01,2025-03-01,U6,S,c1
        names_other,2,2025-03-01,2025-06-01,U6,P,c2
        names_other,3,2025-06-01,,U6,P,c3
        """,
        episodes="""
            clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date | clae_cla_episode_start_reason | clae_cla_placement_id
            e1                  | twice          | 2024-01-01                  |                              | S                             |
            e2                  | backwards      | 2024-01-01                  |                              | S                             |
            e3                  | undated        | 2024-01-01                  |                              | S                             |
            e4                  | names_other    | 2024-01-01                  | 2025-03-01                   | S                             |
            e5                  | names_other    | 2025-03-01                  |                              | L                             | names_other1
        """,
        carers="placement_id | carer_id\n",
    )
    assert answer.records == {"e1": "0", "e2": "0", "e3": "0", "e5": "1"}


def test_every_start_of_care_counts_and_what_cannot_is_listed() -> None:
    episodes = """
        clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_primary_need_code
        first               | A              | k1          | 2025-02-01                  | S                             | N1
        second              | A              | k2          | 2025-08-01                  | S                             | N1
        later               | A              | k2          | 2025-09-01                  | S                             | N1
        no_key              | B              |             | 2025-08-01                  | S                             | N1
        twice               | C              | k3          | 2025-08-01                  | S                             | N1
        twice               | C              | k3          | 2025-08-01                  | S                             | N1
        no_start            | D              | k4          |                             | S                             | N1
        neither             | D              | k6          |                             |                               | N1
        nobody              |                | k5          | 2025-08-01                  | S                             | N1
    """
    status = """
        lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
        l1                   | A              | L2                | 2025-08-01                   |
        l2                   | B              | L2                |                              |
    """
    answer = measured("emergency_entries_to_care", {"ssd.cla_episodes": episodes, "ssd.legal_status": status})
    assert answer.fraction == "1/4"
    assert answer.records == {
        "first": "0",
        "second": "1",
        "no_key": "0",
        "twice": "0",
        "no_start": "G4",
        "neither": "G4",
        "nobody": "missing link",
    }
    # Where no plans are delivered nobody knows who was on one.
    assert answer.group("previously_on_cp_plan") == {"Not known": "1/4"}


def test_waits_for_care_of_a_child_referred_twice_in_a_day_and_of_one_without_dates() -> None:
    answer = measured(
        "time_from_referral_to_care",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_start_reason
                e1                  | A              | k1          | 2025-06-11                  | S
                e2                  | A              | k2          | 2025-06-21                  | S
                e3                  | B              | k3          | 2025-06-11                  | S
                e4                  | C              | k4          | 2025-06-11                  | S
                e5                  | D              | k5          | 2025-06-11                  | S
                e6                  | E              | k6          | 2025-06-11                  | S
            """,
            "ssd.cin_episodes": """
                cine_referral_id | cine_person_id | cine_referral_date
                r2               | A              | 2025-06-01
                r1               | A              | 2025-06-01
                r3               | B              |
                r4               | C              | 2025-06-01
                r5               | D              | 2025-06-01
                r6               | E              | 2025-06-01
            """,
            "ssd.cin_assessments": """
                cina_assessment_id | cina_referral_id
                a1                 | r1
                a2                 | r2
            """,
            "ssd.assessment_factors": """
                cinf_table_id | cinf_assessment_id | cinf_assessment_factors_json
                f1            | a1                 | ["16A"]
                f2            | a2                 | ["1A"]
            """,
            "ssd.immigration_status": """
                immi_immigration_status_id | immi_person_id | immi_immigration_status
                s1                         | C              | Unaccompanied Asylum Seeking Child
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
                l1                   | D              | V3                | 2025-06-11
            """,
            "ssd.person": """
                pers_person_id | pers_dob
                E              | 2007-06-11
            """,
        },
    )
    assert answer.records == {
        "e1": "10",
        "e2": "20",
        "e3": "no referral",
        "e4": "unaccompanied",
        "e5": "G6",
        "e6": "G12",
    }
    assert (answer.fraction, answer.shown) == ("2/2", "15.0")
    assert answer.group("neglect_factor") == {"Neglect": "2/2"}


def reviewed(periods: str, reviews: str, **more: str) -> Answer:
    """Looked-after reviews on time over lines of child and first day, and of child, review date and perhaps Y if cancelled."""
    care = ["clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date"]
    for line in periods.split():
        child, start = line.split(",")
        care.append(f"{child} | {child} | k_{child} | {start}")
    held = ["clar_cla_review_id | clar_cla_id | clar_cla_review_date | clar_cla_review_cancelled"]
    for number, line in enumerate(reviews.split()):
        child, day, cancelled = f"{line},".split(",")[:3]
        held.append(f"v{number} | k_{child} | {day} | {cancelled}")
    tables = {"ssd.cla_episodes": "\n".join(care), "ssd.cla_reviews": "\n".join(held)}
    return measured("looked_after_reviews_on_time", tables | more)


def test_reviews_on_both_sides_of_each_limit() -> None:
    # From 1 December 2025 the 20th working day is 31 December.
    answer = reviewed(
        """
        due_last_day_held,2025-12-01 due_last_day_missed,2025-12-01 due_last_day_held_after,2025-12-01 too_short,2025-12-02
        second_on_time,2025-08-01 second_late,2025-08-01 second_missed,2025-06-01 second_not_due,2025-09-15
        early_resets,2025-01-02 cancelled,2025-11-03 undated,2025-11-03
        due_before_year_missed,2024-01-02 due_before_year_held_late,2024-01-02 due_first_day_late,2024-01-02 month_end,2025-08-01
        """,
        """
        due_last_day_held,2025-12-31 due_last_day_held_after,2026-01-01
        second_on_time,2025-08-15 second_on_time,2025-11-15
        second_late,2025-08-15 second_late,2025-11-16
        second_missed,2025-06-15
        second_not_due,2025-10-01
        early_resets,2025-01-10 early_resets,2025-02-01 early_resets,2025-07-20 early_resets,2025-07-25
        cancelled,2025-11-10,Y undated,
        due_before_year_missed,2024-01-20 due_before_year_missed,2024-04-20
        due_before_year_held_late,2024-01-20 due_before_year_held_late,2024-04-20 due_before_year_held_late,2024-06-30
        due_before_year_held_late,2025-01-02 due_before_year_held_late,2025-07-01
        due_first_day_late,2024-01-20 due_first_day_late,2024-04-20 due_first_day_late,2024-07-01
        due_first_day_late,2025-01-02 due_first_day_late,2025-07-01
        month_end,2025-08-29 month_end,2025-11-29
        """,
    )
    assert answer.records == {
        "due_last_day_held": "1",
        "due_last_day_missed": "0",
        "due_last_day_held_after": "0",
        "too_short": "under 20 working days",
        "second_on_time": "1",
        "second_late": "0",
        "second_missed": "0",
        "second_not_due": "1",
        "early_resets": "1",
        "cancelled": "0",
        "undated": "0",
        "due_before_year_missed": "0",
        "due_before_year_held_late": "1",  # due on 30 December 2024, held on 2 January 2025
        "due_first_day_late": "0",  # due on 1 January 2025
        "month_end": "1",
    }


def test_a_review_before_care_and_care_without_a_key() -> None:
    answer = reviewed(
        "before,2025-03-03 on_first_day,2025-03-03 adult,2025-03-03",
        "before,2025-03-02 before,2025-06-02 before,2025-12-02 on_first_day,2025-03-03 on_first_day,2025-06-03 on_first_day,2025-12-03"
        " adult,2025-03-31",
        **{
            "ssd.person": "pers_person_id | pers_dob\nadult | 2007-12-31",
            "ssd.cla_placement": """
                clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_postcode
                p1                    | on_first_day   | 2025-03-03                    | ab1 2cd
            """,
            "sup.postcode_la": "postcode | release | la_code\nAB12CD | 2025 | E06000046",
        },
    )
    assert answer.records == {"before": "G5", "on_first_day": "1", "adult": "G12"}
    assert answer.group("placed_out_of_area") == {"Out of area": "1/1"}
    unnamed = measured(
        "looked_after_reviews_on_time",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
                e1                  | A              | 2025-03-03
            """
        },
    )
    assert unnamed.records == {"e1": "missing link"}


def test_two_rows_of_one_review_are_one_and_the_period_is_timed_from_its_first_day() -> None:
    answer = measured(
        "looked_after_reviews_on_time",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date
                e1                  | A              | kA          | 2025-08-01                  | 2025-12-01
                e2                  | A              | kA          | 2025-12-01                  |
            """,
            # Read as two, the second would put off what is due on 15 November to 15 February.
            "ssd.cla_reviews": """
                clar_cla_review_id | clar_cla_id | clar_cla_review_date
                v1                 | kA          | 2025-08-15
                v1                 | kA          | 2025-08-15
            """,
        },
    )
    assert answer.records == {"e2": "0"}


def visited(children: str, visits: str, status: str = "", **more: str) -> Answer:
    """Visits on time over lines of child, placement type and start, of child, visit date and perhaps another period, and of spells under C1 or another order."""
    care = ["clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date"]
    placed = ["clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_type"]
    for line in children.split():
        child, kind, start = line.split(",")
        care.append(f"{child} | {child} | k_{child} | 2020-01-01")
        placed.append(f"p_{child} | {child} | {start} | {kind}")
    seen = ["clav_cla_visit_id | clav_person_id | clav_cla_id | clav_cla_visit_date"]
    for number, line in enumerate(visits.split()):
        child, day, period = line.split(",") if line.count(",") == 2 else (*line.split(","), f"k_{line.split(',')[0]}")
        seen.append(f"v{number} | {child} | {period} | {day}")
    legal = [
        "lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date"
    ]
    for number, line in enumerate(status.split()):
        child, start, end, order = (*line.split(","), "C1")[:4]
        legal.append(f"l{number} | {child} | {order} | {start} | {end}")
    tables = {
        "ssd.cla_episodes": "\n".join(care),
        "ssd.cla_placement": "\n".join(placed),
        "ssd.cla_visits": "\n".join(seen),
        "ssd.legal_status": "\n".join(legal),
    }
    return measured("looked_after_visits_on_time", tables | more)


def test_visit_intervals_on_both_sides_of_each_limit() -> None:
    answer = visited(
        """
        seven,U6,2025-12-24 eight,U6,2025-12-23
        c1_28,P1,2025-01-01 c1_29,P1,2025-01-01 no_c1,P1,2025-01-01 c1_ended,P1,2025-01-01 c1_last_day,P1,2025-01-01 c1_fostered,U6,2025-01-01
        year_u4,U4,2024-12-31 under_u4,U4,2025-01-01 year_u1,U1,2024-12-31 year_u1_late,U1,2024-12-31 year_u6,U6,2024-12-31
        adoptive,A4,2024-12-31 adoptive_late,A4,2024-12-31
        """,
        """
        c1_28,2025-12-03 c1_29,2025-12-02 no_c1,2025-12-02 c1_ended,2025-12-02 c1_last_day,2025-12-02 c1_fostered,2025-12-02
        year_u4,2025-09-30 under_u4,2025-09-30 year_u1,2025-10-01 year_u1_late,2025-09-29 year_u6,2025-11-18
        adoptive,2025-11-19 adoptive_late,2025-11-18
        """,
        "c1_28,2025-01-01, c1_29,2025-01-01, c1_ended,2025-01-01,2025-12-31 c1_last_day,2025-12-31, c1_fostered,2025-01-01, no_c1,2025-01-01,,C2",
    )
    assert answer.records == {
        "seven": "1",
        "eight": "0",
        "c1_28": "1",
        "c1_29": "0",
        "no_c1": "1",
        "c1_ended": "1",
        "c1_last_day": "0",
        "c1_fostered": "1",
        "year_u4": "0",  # three months after 30 September is 30 December
        "under_u4": "0",
        "year_u1": "1",
        "year_u1_late": "0",
        "year_u6": "0",
        "adoptive": "1",
        "adoptive_late": "0",
    }
    assert answer.group("placed_for_adoption") == {"Placed for adoption": "1/2", "Other": "6/13"}


def test_which_visits_count_and_a_child_with_no_placement() -> None:
    answer = visited(
        """
        first_day,U6,2025-11-19 day_before,U6,2025-11-19 other_period,U6,2025-01-01 no_period,U6,2025-01-01 after_end,U6,2025-01-01
        someone_else,U6,2025-01-01 moved,U6,2025-12-23 temporary,T1,2025-12-24 not_placed,U6,2026-01-01 undated,U6,2025-01-01 breaks,U6,2025-01-01
        """,
        """
        first_day,2025-11-19 day_before,2025-11-18 other_period,2025-12-30,k_old no_period,2025-12-30,
        after_end,2026-01-01 moved,2025-12-22 first_day,2025-12-30,k_someone_else ,2025-12-30,k_someone_else temporary,2025-12-01 undated,
        """,
        **{
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
                l1                   | breaks         | V3                | 2025-01-01
            """
        },
    )
    assert answer.records == {
        "first_day": "1",
        "day_before": "0",
        "other_period": "0",
        "no_period": "1",
        "after_end": "0",
        "someone_else": "1",  # a visit that names the period of care but no child
        "moved": "0",
        "temporary": "1",
        "not_placed": "0",
        "undated": "0",
        "breaks": "G6",
    }


def settled(placements: str, people: str = "", **more: str) -> Answer:
    """Same carer for two years over lines of child, start, end, type, start reason and carer; born 2015 unless `people` says."""
    rows = [line.strip().split(",") for line in placements.split()]
    care = [
        "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date"
    ]
    care[0] += " | clae_cla_episode_start_reason | clae_cla_placement_id"
    placed = ["clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date | clap_cla_placement_end_date"]
    placed[0] += " | clap_cla_placement_type"
    held = ["placement_id | carer_id"]
    for number, (child, start, end, kind, reason, carer) in enumerate(rows):
        care.append(f"e{number} | {child} | k_{child} | {start} | {end} | {reason} | p{number}")
        placed.append(f"p{number} | {child} | {start} | {end} | {kind}")
        held.append(f"p{number} | {carer}")
    born = dict(line.split(",") for line in people.split())
    persons = [f"{child} | {born.get(child, '2015-01-01')}" for child in sorted({row[0] for row in rows})]
    tables = {
        "ssd.cla_episodes": "\n".join(care),
        "ssd.cla_placement": "\n".join(placed),
        "sup.placement_carers": "\n".join(held),
        "ssd.person": "\n".join(["pers_person_id | pers_dob", *persons]),
    }
    return measured("same_carer_for_2_years", tables | more)


def by_child(answer: Answer, placements: str) -> dict[str, str]:
    """A child's verdict, by the child's one open episode."""
    children = [line.split(",")[0] for line in placements.split()]
    return {children[int(episode[1:])]: verdict for episode, verdict in answer.records.items()}


def test_two_years_with_one_carer() -> None:
    placements = """
        exactly,2023-01-01,2023-12-31,U6,S,c1 exactly,2023-12-31,,U6,P,c2
        day_short,2023-01-01,2024-01-01,U6,S,c1 day_short,2024-01-01,,U6,P,c2
        run,2023-01-01,2023-06-01,U6,S,c1 run,2023-06-01,2024-06-01,U6,L,c1 run,2024-06-01,2025-01-01,U6,T,c1 run,2025-01-01,,U4,U,c1
        broken,2023-01-01,2024-06-01,U6,S,c1 broken,2024-06-01,,U6,P,c1
        away,2023-01-01,2024-06-01,U6,S,c1 away,2024-06-01,2025-06-01,T1,P,h1 away,2025-06-01,,U6,P,c1
        away_new,2023-01-01,2024-06-01,U6,S,c1 away_new,2024-06-01,2024-06-08,T1,P,h1 away_new,2024-06-08,,U6,P,c2
        z1_between,2023-01-01,2024-06-01,U6,S,c1 z1_between,2024-06-01,2024-06-08,Z1,P,h1 z1_between,2024-06-08,,U6,P,c1
        in_z1,2023-01-01,,Z1,S,c1
        away_now,2023-01-01,2025-12-30,U6,S,c1 away_now,2025-12-30,,T4,P,h1
        nowhere,2023-01-01,2025-12-31,U6,S,c1 nowhere,2025-12-31,,U6,P,
        day_visit,2023-01-01,2024-06-01,U6,S,c1 day_visit,2024-06-01,2024-06-01,T2,P,h1 day_visit,2024-06-01,,U6,P,c1
    """
    answer = settled(placements)
    assert by_child(answer, placements) == {
        "exactly": "1",
        "day_short": "0",
        "run": "1",
        "broken": "0",
        "away": "1",
        "away_new": "0",
        "z1_between": "0",
        "in_z1": "1",
        "away_now": "1",
        "nowhere": "0",
        "day_visit": "1",
    }


def test_placed_for_adoption_the_placement_before_counts_too() -> None:
    placements = """
        together,2023-01-01,2023-12-31,U6,S,c0 together,2023-12-31,2025-06-01,U5,P,c1 together,2025-06-01,,A4,P,c2
        too_short,2023-01-01,2024-01-01,U6,S,c0 too_short,2024-01-01,2025-06-01,U5,P,c1 too_short,2025-06-01,,A3,P,c2
        fostered,2023-01-01,2023-12-31,U6,S,c0 fostered,2023-12-31,2025-06-01,U5,P,c1 fostered,2025-06-01,,U6,P,c2
        same_carer,2023-01-01,2024-06-01,U6,S,c0 same_carer,2024-06-01,2025-06-01,U5,P,c1 same_carer,2025-06-01,,A3,U,c1
        moved_house,2023-01-01,2025-06-01,U6,S,c0 moved_house,2025-06-01,2025-09-01,A6,P,c1 moved_house,2025-09-01,,A6,T,c1
        holiday,2023-01-01,2025-06-01,U6,S,c0 holiday,2025-06-01,2025-06-08,T2,P,h1 holiday,2025-06-08,,A6,P,c1
        only,2025-06-01,,A6,S,c1
    """
    answer = settled(placements)
    assert by_child(answer, placements) == {
        "together": "1",
        "too_short": "0",
        "fostered": "0",
        "same_carer": "0",  # the placement before is of the same carer, since June 2024
        "moved_house": "1",
        "holiday": "1",
        "only": "under two and a half years",
    }


def test_who_is_long_term() -> None:
    placements = """
        thirty,2023-06-30,,U6,S,c1 under,2023-07-01,,U6,S,c1 fifteen,2020-01-01,,U6,S,c1 sixteen,2020-01-01,,U6,S,c1
        no_birth,2020-01-01,,U6,S,c1 adult,2020-01-01,,U6,S,c1 breaks,2020-01-01,,U6,S,c1
    """
    answer = settled(
        placements,
        "fifteen,2010-01-01 sixteen,2009-12-31 no_birth, adult,2007-01-01",
        **{
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
                l1                   | breaks         | V4                | 2025-12-31
            """
        },
    )
    assert by_child(answer, placements) == {
        "thirty": "1",
        "under": "under two and a half years",
        "fifteen": "1",
        "sixteen": "16 or over",
        "no_birth": "no date of birth",
        "adult": "G12",
        "breaks": "G6",
    }


def test_thirty_months_are_reached_on_the_day_itself() -> None:
    tables = {
        "ssd.cla_episodes": """
            clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date
            reached             | A              | kA          | 2023-03-30
            day_short           | B              | kB          | 2023-04-01
        """,
        "ssd.person": "pers_person_id | pers_dob\nA | 2015-01-01\nB | 2015-01-01",
    }
    answer = measured("same_carer_for_2_years", tables, quarter="2025-26-Q2")
    assert answer.records == {"reached": "0", "day_short": "under two and a half years"}


def test_during_temporary_moves_the_placement_they_interrupt_says_how_far_away_a_child_lives() -> None:
    answer = measured(
        "placed_over_20_miles_away",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
                chain               | A              | 2025-01-01
                alone               | B              | 2025-12-01
                earlier_care        | C              | 2025-12-01
                other_home          | D              | 2025-01-01
                not_placed          | E              | 2025-01-01
                adult               | F              | 2025-01-01
                left_home           | G              | 2025-01-01
                two_open            | H              | 2025-01-01
                own_number          | I              | 2025-01-01
            """,
            "ssd.cla_placement": """
                clap_cla_placement_id | clap_person_id | clap_cla_id | clap_cla_placement_start_date | clap_cla_placement_end_date | clap_cla_placement_type | clap_cla_placement_distance | clap_cla_placement_postcode
                A0                    | A              | kA          | 2025-01-01                    | 2025-06-01                  | U6                      | 5                           | AB1 2CD
                A1                    | A              | kA          | 2025-06-01                    | 2025-12-20                  | K2                      | 21                          | AB1 2CD
                A2                    | A              | kA          | 2025-12-20                    | 2025-12-24                  | T1                      | 5                           | AB1 2CD
                A3                    | A              | kA          | 2025-12-24                    |                             | T3                      | 5                           | AB1 2CD
                B1                    | B              | kB          | 2025-12-01                    |                             | T1                      | 21                          | AB1 2CD
                C0                    | C              | kC0         | 2020-01-01                    | 2021-01-01                  | U6                      | 21                          | AB1 2CD
                C1                    | C              | kC1         | 2025-12-01                    |                             | T1                      | 5                           | AB1 2CD
                D1                    | D              | kD          | 2025-01-01                    | 2025-12-31                  | U6                      | 21                          | AB1 2CD
                D2                    | D              | kD          | 2025-12-31                    |                             | U6                      | 21                          | XX9 9XX
                F1                    | F              | kF          | 2025-01-01                    |                             | U6                      | 21                          | AB1 2CD
                G1                    | G              | kG          | 2025-01-01                    | 2025-12-31                  | U6                      | 21                          | AB1 2CD
                H2                    | H              | kH          | 2025-01-01                    |                             | U6                      | 5                           | AB1 2CD
                H1                    | H              | kH          | 2025-01-02                    |                             | U6                      | 21                          | AB1 2CD
                I1                    | I              | kI          | 2025-01-01                    |                             | U6                      | 21                          | CD3 4EF
            """,
            "sup.postcode_la": """
                postcode | release | la_code   | la_number
                AB12CD   | 2025    | E06000046 | 921
                CD34EF   | 2025    | E06999999 | 887
            """,
            "ssd.person": "pers_person_id | pers_dob\nF | 2007-12-31",
        },
    )
    assert answer.records == {
        "chain": "1",
        "alone": "1",
        "earlier_care": "0",
        "other_home": "0",
        "not_placed": "no distance",
        "adult": "G12",
        "left_home": "no distance",
        "two_open": "1",  # the later of the two
        "own_number": "0",
    }


def test_permanence_plans_that_cannot_be_read_and_months_that_end_early() -> None:
    answer = measured(
        "permanence_plan_by_4_months",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date
                small               | A              | kA          | 2024-10-31
                broken              | B              | kB          | 2024-10-31
                unknown             | C              | kC          | 2024-10-31
                no_start            | D              | kD          | 2024-10-31
                two_records         | E              | kE          | 2024-10-31
                not_open            | F              | kF          | 2024-10-31
            """,
            "ssd.cla_care_plan": """
                lacp_table_id | lacp_person_id | lacp_cla_care_plan_start_date | lacp_cla_care_plan_end_date | lacp_cla_care_plan_json
                p1            | A              | 2025-02-28                    |                             | {"OTHERPLN": "y"}
                p2            | B              | 2025-02-28                    |                             | {"ADOPTION": "Y"
                p3            | C              | 2025-02-28                    |                             | {"NOTHING": "Y", "ADOPTION": null}
                p4            | D              |                               |                             | {"ADOPTION": "Y"}
                p5            | E              | 2025-03-01                    |                             | {"ADOPTION": "Y"}
                p6            | E              | 2025-02-28                    |                             | {"LTFOST18": "Y"}
                p7            | F              | 2025-02-28                    |                             | {"ADOPTION": "Y"}
            """,
            "ssd.person": "pers_person_id | pers_dob\nF | 2007-12-31",
        },
    )
    assert {record: verdict for record, verdict in answer.records.items() if " in " not in record} == {
        "small": "1",
        "broken": "0",
        "unknown": "0",
        "no_start": "0",
        "two_records": "1",
        "not_open": "G12",
    }
    assert answer.group("in_place") == {"In place now": "2/5", "In place by four months": "2/5"}
    assert answer.group("plan_type") == {"Other plan": "1/1", "Parallel plan": "1/1", "No plan": "0/3"}


def workers(involvements: str, episodes: str, **more: str) -> Answer:
    """Three or more social workers over lines of child, worker, start, end and perhaps role, and of child, period, start and end."""
    held = ["invo_involvements_id | invo_person_id | invo_professional_id | invo_involvement_start_date"]
    held[0] += " | invo_involvement_end_date | invo_professional_role_id"
    for number, line in enumerate(involvements.split()):
        child, worker, start, end, role = (*line.split(","), "CW")[:5]
        held.append(f"i{number:02} | {child} | {worker} | {start} | {end} | {role}")
    care = [
        "clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date | clae_cla_episode_ceased_date"
    ]
    for line in episodes.split():
        episode, child, start, end = line.split(",")
        care.append(f"{episode} | {child} | k_{episode} | {start} | {end}")
    staff = [f"W{number} | SW{number}" for number in range(1, 6)]
    tables = {
        "ssd.involvements": "\n".join(held),
        "ssd.cla_episodes": "\n".join(care),
        "ssd.professionals": "\n".join(["prof_professional_id | prof_social_worker_registration_no", *staff]),
    }
    return measured("three_or_more_social_workers", tables | more)


def test_which_involvements_touch_the_year_and_the_care() -> None:
    answer = workers(
        """
        ends_first_day,W1,2024-01-01,2025-01-01 ends_first_day,W2,2025-01-01,2025-12-31 ends_first_day,W3,2025-12-31,
        starts_after,W1,2024-01-01, starts_after,W2,2024-01-01, starts_after,W3,2026-01-01,
        ends_before,W1,2024-01-01, ends_before,W2,2024-01-01, ends_before,W3,2024-01-01,2024-12-31
        on_care_day,W1,2025-01-01,2025-06-01 on_care_day,W2,2025-06-01, on_care_day,W3,2025-06-01,
        before_care,W1,2025-01-01,2025-05-31 before_care,W2,2025-06-01, before_care,W3,2025-06-01,
        earlier,W1,2025-02-01,2025-02-02 earlier,W2,2025-06-01, earlier,W3,2025-06-01,
        between,W1,2025-02-02,2025-05-31 between,W2,2025-06-01, between,W3,2025-06-01,
        other_role,W1,2025-02-01, other_role,W2,2025-06-01, other_role,W3,2025-06-01,,IRO
        unnamed,W1,2025-02-01, unnamed,W2,2025-06-01, unnamed,,2025-06-01, unnamed,duty,2025-06-01,
        undated,W1,2025-02-01, undated,W2,2025-06-01, undated,W3,, undated,W4,2025-06-02,2025-06-01
        entered,W1,2025-12-30,2025-12-31 entered,W2,2025-12-31, entered,W3,2025-12-31,
        left,W1,2024-12-01,2025-01-01 left,W2,2025-06-01, left,W3,2025-06-01,
        """,
        """
        e1,ends_first_day,2020-01-01, e2,starts_after,2020-01-01, e3,ends_before,2020-01-01, e4,on_care_day,2025-06-01,
        e5,before_care,2025-06-01, e6a,earlier,2024-01-01,2025-02-01 e6,earlier,2025-06-01, e7a,between,2024-01-01,2025-02-01
        e7,between,2025-06-01, e8,other_role,2020-01-01, e9,unnamed,2020-01-01, e10,undated,2020-01-01, e11,nobody,2020-01-01,
        e12,entered,2025-12-31, e13a,left,2024-01-01,2025-01-01 e13,left,2025-06-01,
        """,
    )
    assert answer.records == {
        "e1": "1",
        "e2": "0",
        "e3": "0",
        "e4": "1",
        "e5": "0",
        "e6": "1",  # touches the earlier period of care on its last day
        "e7": "0",
        "e8": "0",
        "e9": "0",
        "e10": "0",
        "e11": "0",
        "e12": "1",
        "e13": "1",
    }


def test_social_workers_during_short_breaks_do_not_count() -> None:
    answer = workers(
        "A,W1,2025-02-01,2025-02-02 A,W2,2025-06-01, A,W3,2025-06-01, B,W1,2025-06-01, B,W2,2025-06-01, B,W3,2025-06-01,",
        "a1,A,2025-02-01,2025-02-10 a2,A,2025-06-01, b1,B,2025-06-01,",
        **{
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
                l1                   | A              | V4                | 2025-02-01                   | 2025-02-10
            """,
            "ssd.person": "pers_person_id | pers_dob\nB | 2007-12-31",
        },
    )
    assert answer.records == {"a2": "0", "b1": "G12"}


def test_checks_of_registration_on_one_day_and_without_a_status() -> None:
    answer = measured(
        "unregistered_placements",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_episode_start_date
                both                | A              | 2025-01-01
                blank               | B              | 2025-01-01
                undated             | C              | 2025-01-01
                weeks_12            | D              | 2025-01-01
                weeks_26            | E              | 2025-01-01
            """,
            "ssd.cla_placement": """
                clap_cla_placement_id | clap_person_id | clap_cla_placement_start_date
                pA                    | A              | 2025-10-09
                pB                    | B              | 2025-01-01
                pC                    | C              | 2025-01-01
                pD                    | D              | 2025-10-08
                pE                    | E              | 2025-07-02
            """,
            "sup.placement_registration": """
                placement_id | as_at_date | registration_status
                pA           | 2025-11-01 | REGISTERED
                pA           | 2025-11-01 | UNREGISTERED
                pB           | 2025-10-01 | UNREGISTERED
                pB           | 2025-11-01 |
                pC           |            | UNREGISTERED
                pD           | 2025-11-01 | UNREGISTERED
                pE           | 2025-11-01 | UNREGISTERED
            """,
        },
    )
    assert answer.records == {"both": "1", "weeks_12": "1", "weeks_26": "1"}
    assert answer.group("weeks_in_placement") == {
        "4 to 11 weeks": "1/-",
        "12 to 25 weeks": "1/-",
        "26 weeks or more": "1/-",
    }


def test_fostering_approvals_that_begin_and_end_in_one_year_or_move_between_kinds() -> None:
    answer = measured(
        "net_change_in_fostering_households",
        {
            "sup.foster_carers": """
                household_id | approval_date | carer_type | deregistration_date | reason
                both         | 2025-02-01    | CONNECTED  | 2025-09-01          |
                same_day     | 2021-01-01    | CONNECTED  | 2025-03-31          | OTHER
                same_day     | 2025-03-31    | MAINSTREAM |                     |
                two_days     | 2021-01-01    | CONNECTED  | 2025-03-31          | OTHER
                two_days     | 2025-04-02    | MAINSTREAM |                     |
                same_kind    | 2021-01-01    | MAINSTREAM | 2025-03-31          | OTHER
                same_kind    | 2025-03-31    | MAINSTREAM |                     |
                no_kind      | 2025-05-01    |            |                     |
                             | 2025-05-01    | MAINSTREAM |                     |
                no_start     |               | MAINSTREAM | 2025-05-01          | DIED
            """,
        },
    )
    assert answer.records == {
        "both|2025-02-01": "1",  # and -1 on the day it ended
        "same_day|2021-01-01": "moved between kinds",
        "same_day|2025-03-31": "moved between kinds",
        "two_days|2021-01-01": "-1",
        "two_days|2025-04-02": "1",
        "same_kind|2021-01-01": "-1",
        "same_kind|2025-03-31": "1",
        "no_kind|2025-05-01": "1",
        "2025-05-01": "missing link",
        "no_start": "-1",
    }
    assert answer.fraction == "0/-"
    assert answer.group("carer_type") == {"Connected person": "-1/-", "Mainstream carer": "0/-", "Not known": "1/-"}
    assert answer.group("length_of_service")["Under 1 year"] == "-1/-"
    assert answer.group("length_of_service")["Not known"] == "-1/-"


def test_life_story_statuses_that_are_blank_or_share_a_day() -> None:
    answer = measured(
        "life_story_work",
        {
            "ssd.cla_episodes": """
                clae_cla_episode_id | clae_person_id | clae_cla_id | clae_cla_episode_start_date
                blank               | A              | kA          | 2024-01-01
                no_date             | B              | kB          | 2024-01-01
                breaks              | C              | kC          | 2024-01-01
                no_answer           | D              | kD          | 2024-01-01
                no_plan             | E              | kE          | 2024-01-01
            """,
            "ssd.cla_care_plan": """
                lacp_table_id | lacp_person_id | lacp_cla_care_plan_start_date | lacp_cla_care_plan_json
                p1            | A              | 2024-06-01                    | {"LTFOST18": "Y"}
                p2            | B              | 2024-06-01                    | {"LTFOST18": "Y"}
                p3            | C              | 2024-06-01                    | {"LTFOST18": "Y"}
                p4            | D              | 2024-06-01                    | {"LTFOST18": "Y"}
            """,
            "sup.life_story": """
                person_id | status_date | status   | manager_signoff
                A         | 2025-01-01  | STARTED  |
                A         | 2025-02-01  |          |
                B         |             | STARTED  |
                C         | 2025-01-01  | STARTED  |
                D         | 2025-01-01  | NOT_NOW  |
                E         | 2025-01-01  | STARTED  |
            """,
            "ssd.legal_status": """
                lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date
                l1                   | C              | V3                | 2025-06-01
            """,
        },
    )
    assert answer.records == {
        "blank": "0",
        "no_date": "0",
        "breaks": "G6",
        "no_answer": "0",
        "no_plan": "other plan",
    }
