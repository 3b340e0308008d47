"""Files of Explore education statistics, invented in their layout: what is taken from them, and what is refused."""

import pytest

from tests.support.small_return import measure
from transforms.catalogue import Catalogue
from transforms.published_figures import (
    Indicator,
    Places,
    parse_filter,
    published_figures,
    shipped_indicators,
)
from warehouse.errors import SettingsError

PLACE = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name"
)
ENGLAND = "{year},Reporting year,National,E92000001,England,,,,,"
SOUTH_EAST = "{year},Reporting year,Regional,E92000001,England,E12000008,South East,,,"
COUNCIL = "{year},Reporting year,Local authority,E92000001,England,E12000008,South East,{old},{new},{name}"
RE_REFERRALS = measure("re_referrals_within_12_months", "percent", "lower_better")
RATE = measure("looked_after_rate", "rate_per_10000", "neutral", kind="snapshot")
CATALOGUE = Catalogue({each.id: each for each in (RE_REFERRALS, RATE)}, {})
PLACES = Places("south east", ("E06000023", "882"))


def council(old: str, new: str, year: str = "2025") -> str:
    return COUNCIL.format(year=year, old=old, new=new, name="Somewhere")


def file_of(columns: str, *rows: str, mark: bytes = b"") -> bytes:
    return mark + "\r\n".join([f"{PLACE},{columns}", *rows, ""]).encode()


def taken(content: bytes, indicators=None, places: Places = PLACES) -> list[tuple[str, str, str, float]]:
    chosen = shipped_indicators() if indicators is None else indicators
    found = published_figures("invented.csv", content, chosen, places, CATALOGUE)
    return [(row.measure, row.area, row.year, row.value) for row in found.rows]


WHOLE = file_of(
    "referral_count,rereferral_percent",
    f"{ENGLAND.format(year=2024)},621000,99",
    f'{ENGLAND.format(year=2025)},"618,300",22.6',
    f"{SOUTH_EAST.format(year=2025)},90000,23.4",
    f"{council('801', 'E06000023')},4000,20",
    f"{council('882', 'E06000033')},3000,25",
    f"{council('887', 'E06000035')},3500,90",
    mark=b"\xef\xbb\xbf",
)


def test_the_latest_year_of_england_the_region_and_the_mean_of_the_neighbours_is_taken():
    assert taken(WHOLE) == [
        ("re_referrals_within_12_months", "ENGLAND", "2025", 22.6),
        ("re_referrals_within_12_months", "REGION", "2025", 23.4),
        ("re_referrals_within_12_months", "STATISTICAL_NEIGHBOURS", "2025", 22.5),
    ]


def test_the_source_names_publication_file_and_number_of_councils():
    found = published_figures("c1.csv", WHOLE, shipped_indicators(), PLACES, CATALOGUE)
    assert found.rows[0].source == "DfE, Children in need, c1.csv"
    assert found.rows[2].source == "DfE, Children in need, c1.csv, mean of 2 of 2 councils"


def test_without_region_and_neighbours_only_england_is_taken():
    assert [area for _, area, _, _ in taken(WHOLE, places=Places())] == ["ENGLAND"]


def test_names_of_columns_differ_in_case_from_release_to_release():
    older = file_of("Re_referrals_percent", f"{ENGLAND.format(year=2023)},22.4")
    assert taken(older, places=Places()) == [("re_referrals_within_12_months", "ENGLAND", "2023", 22.4)]


@pytest.mark.parametrize("symbol", ["c", "z", "x", "u", "k", "low", "~", ":", "", "C"])
def test_a_symbol_is_not_available_and_never_a_number(symbol):
    content = file_of(
        "rereferral_percent",
        f"{ENGLAND.format(year=2025)},22.6",
        f"{SOUTH_EAST.format(year=2025)},{symbol}",
        f"{council('801', 'E06000023')},20",
        f"{council('882', 'E06000033')},{symbol}",
    )
    found = published_figures("f.csv", content, shipped_indicators(), PLACES, CATALOGUE)
    assert [(row.area, row.value) for row in found.rows] == [("ENGLAND", 22.6), ("STATISTICAL_NEIGHBOURS", 20)]
    assert found.remarks == (
        "re_referrals_within_12_months: REGION is not available in this file.",
        "re_referrals_within_12_months: statistical neighbours have a figure for 1 of 2 councils.",
    )


def test_thousands_separators_are_read_and_years_in_two_parts_shown_as_such():
    of = [Indicator("looked_after_rate", "rate")]
    assert taken(file_of("rate", f'{ENGLAND.format(year=202425)},"1,070.5"'), of, Places()) == [
        ("looked_after_rate", "ENGLAND", "2024-25", 1070.5)
    ]


def test_filters_choose_the_rows_whatever_their_case():
    rows = [
        f"{ENGLAND.format(year=2025)},{group},{rate}"
        for group, rate in (
            ("Children starting to be looked after each year", 26),
            ("Children looked after on 31 March each year", 67),
        )
    ]
    content = file_of("population_count,rate_per_10000", *rows)
    assert taken(content, places=Places()) == [("looked_after_rate", "ENGLAND", "2025", 67)]
    chosen = [
        Indicator(
            "looked_after_rate",
            "rate_per_10000",
            (parse_filter("Population_Count=children starting to be LOOKED after each year"),),
        )
    ]
    assert taken(content, chosen, Places()) == [("looked_after_rate", "ENGLAND", "2025", 26)]


def test_of_rows_split_by_a_filter_nobody_named_the_total_is_taken():
    of = [Indicator("looked_after_rate", "rate")]
    rows = [f"{ENGLAND.format(year=2025)},{sex},{rate}" for sex, rate in (("Male", 70), ("Female", 60), ("Total", 65))]
    assert taken(file_of("sex,rate", *rows), of, Places()) == [("looked_after_rate", "ENGLAND", "2025", 65)]
    with pytest.raises(SettingsError, match="2 rows for one place and year, which differ in sex"):
        taken(file_of("sex,rate", *rows[:2]), of, Places())


def test_a_file_that_says_the_same_place_twice_is_refused():
    of = [Indicator("looked_after_rate", "rate")]
    with pytest.raises(SettingsError, match="nothing that tells them apart"):
        taken(file_of("rate", *[f"{ENGLAND.format(year=2025)},65"] * 2), of, Places())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"Area,2024,2025\r\nEngland,22,23\r\n", "no column time_period, geographic_level"),
        (file_of("other", f"{ENGLAND.format(year=2025)},1"), "no column answers a measure"),
        (file_of("rereferral_percent", f"{ENGLAND.format(year=2025)},many"), "row 2, column rereferral_percent"),
        (file_of("rereferral_percent", f"{ENGLAND.format(year=2025)},226"), "row 2, column rereferral_percent"),
        (file_of("rereferral_percent", f"{ENGLAND.format(year=2025)},nan"), "row 2, column rereferral_percent"),
        (b"", "no column"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_place(content, says):
    with pytest.raises(SettingsError, match=says):
        taken(content, places=Places())


def test_a_column_of_the_same_name_in_another_file_is_not_taken_for_it():
    plans = measure("plans_open_2_years_or_more", "percent", "lower_better", kind="snapshot")
    catalogue = Catalogue({plans.id: plans}, {})
    ended = file_of("CPP_end,2_years_or_more_percent", f"{ENGLAND.format(year=2025)},50000,4.4")
    open_at = file_of("CPP_At31,2_years_or_more_percent", f"{ENGLAND.format(year=2025)},50000,2.1")
    with pytest.raises(SettingsError, match="no column answers"):
        published_figures("d7.csv", ended, shipped_indicators(), Places(), catalogue)
    found = published_figures("d5.csv", open_at, shipped_indicators(), Places(), catalogue)
    assert [row.value for row in found.rows] == [2.1]


def test_every_shipped_indicator_names_a_column_a_publication_and_whole_filters():
    shipped = shipped_indicators()
    assert len(shipped) == len(set(shipped))
    assert all(each.measure and each.column and each.publication.startswith("DfE, ") for each in shipped)


@pytest.mark.parametrize("text", ["age", "=19", ""])
def test_a_filter_is_column_and_value(text):
    with pytest.raises(SettingsError, match="COLUMN=VALUE"):
        parse_filter(text)
