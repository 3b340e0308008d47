"""An invented council has the rates of a real one, the same bytes from the same seed, and numbers nobody was given."""

import hashlib
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.synthetic_council import count, make, typed
from warehouse import calendar
from warehouse.errors import SettingsError
from warehouse.synthetic import generate
from warehouse.synthetic.arrays import WorkingDays, add_months, age, birthday, day_number
from warehouse.synthetic.council import Council
from warehouse.synthetic.identity import nhs_numbers, upns
from warehouse.synthetic.world import World, draw_world

DAYS = st.dates(date(1990, 1, 2), date(2027, 6, 30))
HOLIDAYS = WorkingDays(sorted(calendar.load_bank_holidays().names))


def _days(day: date) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array([day_number(day)])


def _hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def unitary() -> World:
    return draw_world(Council.make("887", 65_000, 5, 1, date(2026, 10, 5)))


def _a_year(world: World, days: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> float:
    return float(((days >= world.council.start) & (days <= world.council.end)).sum()) / 5


def test_a_unitary_of_65000_children_is_as_busy_as_a_real_one(unitary: World) -> None:
    episodes = unitary.episodes
    assert 10_500 < _a_year(unitary, unitary.contacts.day) < 13_500
    assert 3_100 < _a_year(unitary, episodes.referral) < 3_900
    assert 2_900 < _a_year(unitary, episodes.assessment_start) < 3_700
    assert 950 < _a_year(unitary, episodes.enquiry_start) < 1_300
    assert 380 < _a_year(unitary, episodes.conference) < 560


def test_the_council_is_in_a_steady_state_from_the_first_day(unitary: World) -> None:
    episodes = unitary.episodes
    for day in np.linspace(unitary.council.start, unitary.council.end, 6).astype(np.int64):
        assert 270 < ((episodes.plan_start <= day) & (episodes.plan_end > day)).sum() < 430
        assert 360 < ((episodes.care_start <= day) & (episodes.care_end > day)).sum() < 520
        assert 1_600 < ((episodes.referral <= day) & (episodes.close > day)).sum() < 2_700


def test_about_a_fifth_to_a_quarter_of_referrals_come_back_within_a_year(unitary: World) -> None:
    episodes = unitary.episodes
    order = np.lexsort((episodes.referral, episodes.child))
    child, day = episodes.child[order], episodes.referral[order]
    again = np.append(False, (child[1:] == child[:-1]) & (day[1:] - day[:-1] <= 365))
    assert 0.19 < again[day >= unitary.council.start].mean() < 0.27


def test_assessments_get_faster_and_conferences_slower(unitary: World) -> None:
    council, episodes = unitary.council, unitary.episodes
    work, middle = council.working, (council.start + council.end) // 2

    def share(start: "np.ndarray[tuple[int], np.dtype[np.int64]]", end: "np.ndarray[tuple[int], np.dtype[np.int64]]",
              limit: int, first: int, last: int) -> float:  # fmt: skip
        rows = (end >= first) & (end <= last)
        return float((work.between(start[rows], end[rows]) <= limit).mean())

    def change(start: "np.ndarray[tuple[int], np.dtype[np.int64]]", end: "np.ndarray[tuple[int], np.dtype[np.int64]]",
               limit: int) -> float:  # fmt: skip
        return share(start, end, limit, middle, council.end) - share(start, end, limit, council.start, middle)

    assert change(episodes.assessment_start, episodes.assessment_end, 45) > 0.02
    assert change(episodes.enquiry_start, episodes.conference, 15) < -0.02
    overall = share(episodes.assessment_start, episodes.assessment_end, 45, council.start, council.end)
    assert 0.78 < overall < 0.92


def test_the_same_arguments_give_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    first = make(tmp_path / "first", seed=5, children=1_000, faults=0.02)
    second = make(tmp_path / "second", seed=5, children=1_000, faults=0.02)
    third = make(tmp_path / "third", seed=6, children=1_000, faults=0.02)
    assert _hashes(first) == _hashes(second)
    assert _hashes(first)["ssd_person.csv"] != _hashes(third)["ssd_person.csv"]


def test_another_council_is_found_through_its_postcodes(tmp_path: Path) -> None:
    con = typed(make(tmp_path / "council", authority="830", children=1_000))
    own = con.execute("select distinct la_code, la_name from sup_postcode_la where la_number = '830'").fetchall()
    assert [name for _, name in own] == ["Derbyshire"]
    assert con.execute("select distinct la_code from sup_population").fetchall() == [(own[0][0],)]
    # A constructed code, so that no figure is taken for that council's.
    assert own[0][0] == "E06900830"


def test_the_latest_population_under_18_is_what_was_asked_for(tmp_path: Path) -> None:
    con = typed(make(tmp_path / "council", children=1_000))
    latest = con.execute(
        """
        select ethnicity_group = 'ALL', sum(population) from sup_population
        where single_year_of_age < 18 and mid_year = date '2025-06-30' group by 1 order by 1
        """
    ).fetchall()
    assert latest == [(False, 1_000), (True, 1_000)]
    assert count(con, "select 1 from sup_population where published_date > date '2026-10-05'") == 0


@pytest.mark.parametrize(
    ("authority", "children", "years", "faults"),
    [("000", 2_000, 2, 0.0), ("887", 10, 2, 0.0), ("887", 2_000, 0, 0.0), ("887", 2_000, 2, 0.9)],
)
def test_arguments_out_of_range_are_refused(
    tmp_path: Path, authority: str, children: int, years: int, faults: float
) -> None:
    with pytest.raises(SettingsError):
        generate(tmp_path / "council", authority, children, years, 1, date(2026, 10, 5), faults)
    assert not (tmp_path / "council").exists()


@given(DAYS, st.integers(-60, 60))
def test_months_move_as_the_calendar_says(day: date, months: int) -> None:
    assert add_months(_days(day), months)[0] == day_number(calendar.addm(day, months))


@given(DAYS, DAYS)
def test_ages_and_working_days_agree_with_the_calendar(one: date, other: date) -> None:
    assert age(_days(one), _days(other))[0] == calendar.age(one, other)
    assert HOLIDAYS.between(_days(one), _days(other))[0] == calendar.wd(one, other)


@given(DAYS, st.integers(1, 90))
def test_the_nth_working_day_agrees_with_the_calendar(day: date, n: int) -> None:
    assert HOLIDAYS.after(_days(day), n)[0] == day_number(calendar.addwd(day, n))


def test_a_leap_day_child_turns_18_on_the_first_of_march() -> None:
    assert birthday(_days(date(2008, 2, 29)), 18)[0] == day_number(date(2026, 3, 1))
    assert birthday(_days(date(2008, 2, 29)), 16)[0] == day_number(date(2024, 2, 29))


def test_nhs_numbers_have_right_check_digits_and_are_from_the_range_never_issued() -> None:
    numbers = nhs_numbers(3_000)
    assert len(set(numbers.tolist())) == 3_000
    for number in numbers:
        total = sum(int(digit) * weight for digit, weight in zip(number[:9], range(10, 1, -1), strict=True))
        assert number.startswith("999")
        assert (11 - total % 11) % 11 == int(number[9])


def test_upns_have_right_check_letters_and_do_not_repeat() -> None:
    numbers = upns("887", 3_000, np.arange(3_000) % 15 + 2010)
    assert len(set(numbers.tolist())) == 3_000
    for number in numbers:
        total = sum(int(digit) * weight for digit, weight in zip(number[1:], range(2, 14), strict=True))
        assert number[0] == "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23]
