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


def test_ex24_three_or_more_placements() -> None:
    answer = moves(
        """
        A,1,2023-05-01,2025-03-01,U6,S,c1
        A,2,2025-03-01,2025-07-01,K2,P,c2
        A,3,2025-07-01,,U6,P,c3
        B,1,2024-05-01,2025-02-01,U6,S,c1
        B,2,2025-02-01,2025-02-06,T4,P,c9
        B,3,2025-02-06,2025-09-01,U6,P,c1
        B,4,2025-09-01,,K2,P,c2
        C,1,2023-01-01,2024-12-31,U6,S,c1
        C,2,2024-12-31,2025-06-01,H5,P,c2
        C,3,2025-06-01,2025-10-01,U1,P,c3
        C,4,2025-10-01,,U4,U,c3
        D,1,2025-11-20,2025-11-25,U6,S,c1
        D,2,2025-11-25,2025-12-10,K2,P,c2
        D,3,2025-12-10,,U6,P,c1
        """
    )
    assert (answer.fraction, answer.shown) == ("2/4", "50.0")
    assert answer.records == {"eA3": "1", "eB4": "0", "eC4": "0", "eD3": "1"}


def test_what_is_a_placement_of_its_own() -> None:
    answer = moves(
        """
        rs_day,1,2024-01-01,2025-01-01,U6,S,c1
        rs_day,2,2025-01-01,2025-06-01,K2,P,c2
        rs_day,3,2025-06-01,,U6,P,c3
        z1,1,2024-01-01,2025-03-01,U6,S,c1
        z1,2,2025-03-01,2025-04-01,Z1,P,c2
        z1,3,2025-04-01,,K2,P,c3
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
        """
    )
    assert answer.records == {
        "ers_day3": "1",  # the first placement was still open on the first day of the year
        "ez13": "0",
        "ez1_back4": "1",  # Z1 is no temporary move, so going back is a move
        "eone_day3": "0",
        "et_new4": "1",  # after a temporary move to another carer
        "et_twice5": "0",
        "eagain3": "1",  # three care periods
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
