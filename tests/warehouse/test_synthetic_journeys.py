"""What happens to the children of an invented council hangs together."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.warehouse.synthetic_council import count, make, typed

SPELLS = [
    ("ssd_cin_episodes", "cine_referral_id", "cine_person_id", "cine_referral_date", "cine_close_date"),
    ("ssd_cin_plans", "cinp_cin_plan_id", "cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
    ("ssd_cp_plans", "cppl_cp_plan_id", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    (
        "ssd_cla_episodes",
        "clae_cla_episode_id",
        "clae_person_id",
        "clae_cla_episode_start_date",
        "clae_cla_episode_ceased_date",
    ),
    (
        "ssd_cla_placement",
        "clap_cla_placement_id",
        "clap_person_id",
        "clap_cla_placement_start_date",
        "clap_cla_placement_end_date",
    ),
    (
        "ssd_legal_status",
        "lega_legal_status_id",
        "lega_person_id",
        "lega_legal_status_start_date",
        "lega_legal_status_end_date",
    ),
    (
        "ssd_early_help_episodes",
        "earl_episode_id",
        "earl_person_id",
        "earl_episode_start_date",
        "earl_episode_end_date",
    ),
]


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    con = typed(make(tmp_path_factory.mktemp("journeys") / "council", children=10_000))
    yield con
    con.close()


@pytest.mark.parametrize(("table", "key", "person", "start", "end"), SPELLS, ids=[spell[0] for spell in SPELLS])
def test_spells_of_a_child_never_overlap(
    council: duckdb.DuckDBPyConnection, table: str, key: str, person: str, start: str, end: str
) -> None:
    forever = "date '9999-12-31'"
    overlaps = count(
        council,
        f"select 1 from {table} as one join {table} as two on one.{person} = two.{person} and one.{key} < two.{key}"
        f" where one.{start} < coalesce(two.{end}, {forever}) and two.{start} < coalesce(one.{end}, {forever})",
    )
    assert overlaps == 0


def test_a_spell_never_ends_before_it_starts(council: duckdb.DuckDBPyConnection) -> None:
    for table, _, _, start, end in SPELLS:
        assert count(council, f"select 1 from {table} where {end} < {start}") == 0, table


def test_what_is_closed_has_a_reason_and_what_is_open_has_none(council: duckdb.DuckDBPyConnection) -> None:
    for table, end, reason in (
        ("ssd_cin_episodes", "cine_close_date", "cine_close_reason"),
        ("ssd_cla_episodes", "clae_cla_episode_ceased_date", "clae_cla_episode_ceased_reason"),
        ("ssd_early_help_episodes", "earl_episode_end_date", "earl_episode_end_reason"),
    ):
        assert count(council, f"select 1 from {table} where ({end} is null) <> ({reason} is null)") == 0, table


def test_protection_follows_from_the_enquiry(council: duckdb.DuckDBPyConnection) -> None:
    assert (
        count(
            council,
            """
            select 1 from ssd_cp_plans
            left join ssd_initial_cp_conference on icpc_icpc_id = cppl_icpc_id and icpc_person_id = cppl_person_id
            left join ssd_s47_enquiry on s47e_s47_enquiry_id = icpc_s47_enquiry_id
            left join ssd_cin_episodes on cine_referral_id = cppl_referral_id
            where not coalesce(
                cine_referral_date <= s47e_s47_start_date
                and s47e_s47_start_date <= icpc_icpc_date
                and icpc_icpc_date <= cppl_cp_plan_start_date, false)
            """,
        )
        == 0
    )


def test_conferences_are_held_on_weekdays(council: duckdb.DuckDBPyConnection) -> None:
    assert count(council, "select 1 from ssd_initial_cp_conference where isodow(icpc_icpc_date) > 5") == 0
    assert count(council, "select 1 from ssd_cp_reviews where isodow(cppr_cp_review_date) > 5") == 0


def test_a_child_in_care_always_has_a_placement_and_a_legal_status(council: duckdb.DuckDBPyConnection) -> None:
    for table, person, start, end in (
        ("ssd_cla_placement", "clap_person_id", "clap_cla_placement_start_date", "clap_cla_placement_end_date"),
        ("ssd_legal_status", "lega_person_id", "lega_legal_status_start_date", "lega_legal_status_end_date"),
    ):
        uncovered = count(
            council,
            f"""
            select 1 from ssd_cla_episodes where not exists (
                select 1 from {table} where {person} = clae_person_id and {start} <= clae_cla_episode_start_date
                and ({end} is null or {end} >= coalesce(clae_cla_episode_ceased_date, date '9999-12-31')))
            """,
        )
        assert uncovered == 0, table


def test_the_start_reason_says_what_changed(council: duckdb.DuckDBPyConnection) -> None:
    changed = dict(
        council.execute(
            """
            select clae_cla_episode_start_reason,
                bool_and(exists (select 1 from ssd_cla_placement
                    where clap_person_id = clae_person_id
                    and clap_cla_placement_start_date = clae_cla_episode_start_date))
            from ssd_cla_episodes group by all
            """
        ).fetchall()
    )
    assert changed["S"]
    assert changed["P"]
    assert not changed["L"]
    assert count(council, "select 1 from ssd_cla_episodes where (clae_cla_episode_start_reason = 'S')"
                          " <> (clae_cla_episode_start_date = clae_entered_care_date)") == 0  # fmt: skip


def test_nobody_is_looked_after_or_on_a_plan_at_18(council: duckdb.DuckDBPyConnection) -> None:
    for table, person, end in (
        ("ssd_cla_episodes", "clae_person_id", "clae_cla_episode_ceased_date"),
        ("ssd_cp_plans", "cppl_person_id", "cppl_cp_plan_end_date"),
    ):
        grown = count(
            council,
            f"select 1 from {table} join ssd_person on pers_person_id = {person}"
            f" where coalesce({end}, date '2026-10-05') > pers_dob + interval 18 year + interval 1 day",
        )
        assert grown == 0, table


def test_nothing_has_happened_after_the_extraction(council: duckdb.DuckDBPyConnection) -> None:
    for table, day in (
        ("ssd_contacts", "cont_contact_date"),
        ("ssd_cin_visits", "cinv_cin_visit_date"),
        ("ssd_cp_reviews", "cppr_cp_review_date"),
        ("ssd_involvements", "invo_involvement_end_date"),
        ("sup_supervision", "supervision_date"),
    ):
        assert count(council, f"select 1 from {table} where {day} > date '2026-10-05'") == 0, table


def test_nobody_holds_cases_after_leaving(council: duckdb.DuckDBPyConnection) -> None:
    assert (
        count(
            council,
            """
            select 1 from ssd_involvements join sup_workforce on worker_id = invo_professional_id
            where coalesce(invo_involvement_end_date, date '9999-12-31') > leave_date
            """,
        )
        == 0
    )


def test_every_open_case_is_allocated_to_one_worker(council: duckdb.DuckDBPyConnection) -> None:
    held = council.execute(
        """
        select count(invo_involvements_id) from ssd_cin_episodes
        left join ssd_involvements on invo_person_id = cine_person_id
            and invo_professional_role_id = 'CW' and invo_involvement_end_date is null
        where cine_close_date is null and cine_referral_date < date '2026-09-01'
        group by cine_referral_id
        """
    ).fetchall()
    assert {row[0] for row in held} == {1}


def test_the_council_is_a_mix_of_stages(council: duckdb.DuckDBPyConnection) -> None:
    for what in (
        "select 1 from ssd_person where pers_dob is null and pers_expected_dob > date '2026-10-05'",
        "select 1 from ssd_immigration_status where immi_immigration_status like 'Unaccompanied%'",
        "select 1 from ssd_person where pers_ethnicity = 'REFU'",
        "select 1 from ssd_cin_episodes where cine_close_reason = 'RC9'",
        "select 1 from ssd_permanence where perm_permanence_order_type = 'Adoption'",
        "select 1 from ssd_initial_cp_conference group by icpc_icpc_meeting_id having count(*) > 1",
    ):
        assert count(council, what) > 0, what
