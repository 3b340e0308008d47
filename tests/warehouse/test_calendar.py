"""Quarters, months, working days and ages; the SQL macros agree with the Python functions."""

from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.calendar import (
    Month,
    Quarter,
    addm,
    addwd,
    age,
    age_band,
    cd,
    ethnicity_group,
    load_bank_holidays,
    refuse_uncovered,
    wd,
)
from warehouse.database import create_database
from warehouse.errors import SettingsError
from warehouse.schema import load_schema

HOLIDAYS = load_bank_holidays()
days = st.dates(date(1990, 1, 1), date(2028, 12, 31))


@pytest.fixture(scope="module")
def con():
    connection = duckdb.connect(config={"threads": 1})
    create_database(connection, load_schema(), "887", "Invented Council", "E06000035", {})
    yield connection
    connection.close()


def ask(con, expression, **values):
    casts = ", ".join(f"cast(${name} as {'date' if name != 'n' else 'integer'}) as {name}" for name in values)
    return con.execute(f"select {expression} from (select {casts})", values).fetchall()[0][0]


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_every_day_is_in_one_quarter_and_quarters_leave_no_gap(day):
    quarter = Quarter.containing(day)
    assert quarter.start <= day <= quarter.end
    assert quarter.next().start == quarter.end + timedelta(days=1)
    assert quarter.previous().next() == quarter
    assert Quarter.parse(quarter.label) == quarter


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)))
def test_every_day_is_in_one_month_and_months_leave_no_gap(day):
    month = Month.containing(day)
    assert month.start <= day <= month.end
    assert month.next().start == month.end + timedelta(days=1)
    assert Month.parse(month.label) == month


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("2025-26-Q1", date(2025, 4, 1), date(2025, 6, 30)),
        ("2025/26 Q2", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025-26-Q3", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025/26 q4", date(2026, 1, 1), date(2026, 3, 31)),
        ("1999-00-Q4", date(2000, 1, 1), date(2000, 3, 31)),
    ],
)
def test_a_quarter_is_three_months_of_a_year_that_begins_in_april(label, start, end):
    quarter = Quarter.parse(label)
    assert (quarter.start, quarter.end) == (start, end)


@pytest.mark.parametrize("text", ["2025-26-Q5", "2025-27-Q1", "2025-Q1", "Q1 2025", "", "2025-26-Q0"])
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(SettingsError, match="2026-27-Q2"):
        Quarter.parse(text)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026", "08-2026"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(SettingsError, match="2026-08"):
        Month.parse(text)


def test_quarters_sort_by_time_and_count_back_over_years():
    quarter = Quarter.parse("2026-27-Q1")
    assert quarter.previous() < quarter < quarter.next()
    assert quarter.minus(5).label == "2024-25-Q4"
    assert quarter.financial_year == "2026-27"
    assert Month.parse("2026-03").financial_year == "2025-26"
    assert Month.parse("2026-01").minus(13).label == "2024-12"


def test_one_off_bank_holidays_count_and_days_moved_away_do_not():
    moved_to = ["1995-05-08", "2020-05-08", "2002-06-04", "2012-06-04", "2022-06-02"]
    one_off = ["1999-12-31", "2002-06-03", "2011-04-29", "2012-06-05", "2022-06-03", "2022-09-19", "2023-05-08"]
    substitutes = ["2021-12-27", "2021-12-28", "2022-01-03", "2022-12-27", "2026-12-28"]
    assert {date.fromisoformat(day) for day in [*moved_to, *one_off, *substitutes]} <= HOLIDAYS.names.keys()
    moved_from = ["1995-05-01", "2020-05-04", "2002-05-27", "2012-05-28", "2022-05-30"]
    assert not {date.fromisoformat(day) for day in moved_from} & HOLIDAYS.names.keys()


def test_every_year_has_its_eight_bank_holidays_and_its_one_off_ones():
    extra = {1999: 1, 2002: 1, 2011: 1, 2012: 1, 2022: 2, 2023: 1}
    counts = {year: sum(day.year == year for day in HOLIDAYS.names) for year in range(1990, 2029)}
    assert counts == {year: 8 + extra.get(year, 0) for year in counts}
    assert all(day.weekday() < 5 for day in HOLIDAYS.names)


def test_christmas_check_of_the_counting_rules():
    assert addwd(date(2025, 12, 23), 5) == date(2026, 1, 2)
    assert wd(date(2025, 12, 23), date(2026, 1, 2)) == 5
    assert wd(date(2024, 12, 23), date(2025, 1, 3)) == 6


def test_the_start_day_is_day_0_and_a_start_at_the_weekend_counts_from_the_next_working_day():
    friday, saturday, sunday, monday = (date(2026, 7, day) for day in (3, 4, 5, 6))
    assert [wd(friday, friday), wd(friday, saturday), wd(friday, monday)] == [0, 0, 1]
    assert [wd(saturday, monday), wd(sunday, monday)] == [1, 1]
    assert [addwd(friday, 1), addwd(saturday, 1), addwd(sunday, 1)] == [monday] * 3
    assert wd(monday, friday) == -1


def test_days_outside_the_bank_holidays_cover_are_refused_with_what_to_do():
    last = HOLIDAYS.covers_to
    assert wd(last, last) == 0
    with pytest.raises(SettingsError, match=r"bank_holidays\.csv"):
        wd(last, last + timedelta(days=1))
    with pytest.raises(SettingsError, match="1990-01-01"):
        wd(date(1989, 12, 31), last)
    with pytest.raises(SettingsError):
        addwd(last, 1)
    with pytest.raises(ValueError, match="from 1"):
        addwd(last, 0)


def test_a_quarter_the_bank_holidays_do_not_cover_is_refused():
    refuse_uncovered(Quarter.parse("2028-29-Q3"))
    with pytest.raises(SettingsError):
        refuse_uncovered(Quarter.parse("2028-29-Q4"))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), -6, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_addm_keeps_the_day_of_the_month_or_takes_the_last(con, day, months, expected):
    assert addm(day, months) == expected
    assert ask(con, "addm(d, n)", d=day, n=months) == expected


@pytest.mark.parametrize(
    ("on_day", "years"),
    [(date(2026, 2, 28), 17), (date(2026, 3, 1), 18), (date(2028, 2, 28), 19), (date(2028, 2, 29), 20)],
)
def test_a_child_born_on_29_february_ages_on_1_march_of_a_common_year(con, on_day, years):
    assert age(date(2008, 2, 29), on_day) == years
    assert ask(con, "age(b, d)", b=date(2008, 2, 29), d=on_day) == years


@pytest.mark.parametrize(
    ("birth", "band"),
    [
        (date(2026, 7, 2), "Unborn"),
        (date(2026, 7, 1), "Under 1"),
        (date(2025, 7, 2), "Under 1"),
        (date(2025, 7, 1), "1-4"),
        (date(2021, 7, 1), "5-9"),
        (date(2016, 7, 1), "10-15"),
        (date(2010, 7, 1), "16-17"),
        (date(2008, 7, 2), "16-17"),
        (date(2008, 7, 1), "18-21"),
        (date(2004, 7, 1), "22-25"),
        (date(2000, 7, 1), "26 and over"),
        (None, "Not known"),
    ],
)
def test_age_bands_begin_on_the_birthday(con, birth, band):
    assert age_band(birth, date(2026, 7, 1)) == band
    assert ask(con, "age_band(b, d)", b=birth, d=date(2026, 7, 1)) == band


def test_every_ethnicity_code_has_its_group_in_python_and_sql(con):
    groups = {"W": "White", "M": "Mixed", "A": "Asian", "B": "Black"}
    other = {"CHNE": "Chinese and other", "OOTH": "Chinese and other", "REFU": "Not known", "NOBT": "Not known"}
    for code in load_schema().code_sets["ethnicity"].codes:
        expected = other.get(code.code) or groups[code.code[0]]
        assert ethnicity_group(code.code) == expected
        assert con.execute("select ethnicity_group($code)", {"code": code.code}).fetchall() == [(expected,)]
    assert ethnicity_group(None) == "Not known"
    assert con.execute("select ethnicity_group(null)").fetchall() == [("Not known",)]


@given(days, days, days)
def test_working_days_add_up(a, b, c):
    assert wd(a, b) + wd(b, c) == wd(a, c)


@given(st.dates(date(1990, 1, 1), date(2028, 6, 30)), st.integers(1, 100))
def test_the_nth_working_day_after_is_n_working_days_after(a, n):
    assert wd(a, addwd(a, n)) == n
    assert HOLIDAYS.is_working_day(addwd(a, n))


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(days, days, st.integers(-5, 120)), min_size=20, max_size=60))
def test_the_macros_agree_with_python(con, cases):
    rows = con.execute(
        "select wd(a, b), addwd(a, n), addm(a, n), cd(a, b), age(a, b), age_band(a, b) "
        "from (select unnest($a) as a, unnest($b) as b, unnest($n) as n)",
        dict(zip("abn", map(list, zip(*cases, strict=True)), strict=True)),
    ).fetchall()
    last = HOLIDAYS.working_days[-1]
    for (a, b, n), row in zip(cases, rows, strict=True):
        nth = addwd(a, n) if n >= 1 and wd(a, last) >= n else None
        assert row == (wd(a, b), nth, addm(a, n), cd(a, b), age(a, b), age_band(a, b))


def test_the_macros_give_null_where_the_calendar_ends_or_a_date_is_missing(con):
    early, late = date(1989, 12, 31), date(2029, 1, 1)
    assert ask(con, "wd(a, b)", a=early, b=date(2000, 1, 1)) is None
    assert ask(con, "wd(a, b)", a=date(2000, 1, 1), b=late) is None
    assert ask(con, "addwd(a, n)", a=early, n=1) is None
    assert ask(con, "addwd(a, n)", a=HOLIDAYS.covers_to, n=1) is None
    assert ask(con, "addwd(a, n)", a=None, n=1) is None


def test_a_macro_takes_columns_named_like_the_calendar_and_times_of_day(con):
    rows = con.execute(
        "select wd(day, later), addwd(day, working_days) from (select timestamp '2025-12-23 23:30' as day, "
        "date '2026-01-02' as later, 5 as working_days)"
    ).fetchall()
    assert rows == [(5, date(2026, 1, 2))]
