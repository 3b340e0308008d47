"""Targets and published figures: which source is in force, and what is refused with its place."""

import hashlib
from pathlib import Path

import duckdb
import pytest

from tests.support.small_return import measure
from transforms.catalogue import Benchmark, Catalogue, Target
from transforms.comparisons import Comparisons, read_comparisons, year_ended
from warehouse.calendar import Quarter
from warehouse.errors import SettingsError

Q1, Q2, Q3 = (Quarter.parse(f"2026-27-Q{number}") for number in (1, 2, 3))
ON_TIME = measure(
    "on_time",
    "percent",
    "higher_better",
    target=Target(90, "local"),
    benchmark=Benchmark(81.4, "England", "2025", "DfE, Children in need, 2025"),
)
CASELOAD = measure("caseload", "ratio", "lower_better", target=Target(18, "statutory"))
CONTACTS = measure("contacts", "count", "neutral")
CATALOGUE = Catalogue({each.id: each for each in (ON_TIME, CASELOAD, CONTACTS)}, {})


def read(folder: Path, targets: str = "", benchmarks: str = "") -> Comparisons:
    for name, text in (("targets.csv", targets), ("benchmarks.csv", benchmarks)):
        if text:
            (folder / name).write_text(text, encoding="utf-8")
    return read_comparisons(folder, CATALOGUE)


def test_without_files_what_ships_is_in_force_and_says_that_it_is_a_local_default(tmp_path):
    comparisons = read(tmp_path)
    assert comparisons.target(ON_TIME, Q2) == Target(90, "local default")
    assert comparisons.target(CASELOAD, Q2) == Target(18, "statutory")
    assert comparisons.benchmark(ON_TIME, "ENGLAND").value == 81.4
    assert comparisons.benchmark(ON_TIME, "STATISTICAL_NEIGHBOURS") is None
    assert comparisons.files == {}


def test_a_target_of_the_workspace_overrides_the_one_shipped(tmp_path):
    comparisons = read(tmp_path, "measure,value,floor,basis\non_time,85%,75,Board May 2026\n")
    assert comparisons.target(ON_TIME, Q1) == Target(85, "Board May 2026", 75)
    assert comparisons.in_force(ON_TIME, Q1).target == Target(85, "Board May 2026", 75)


def test_a_target_holds_from_its_quarter_until_the_next(tmp_path):
    comparisons = read(
        tmp_path,
        "measure,value,floor,basis,from_quarter\non_time,80,,Board,2026-27-Q2\non_time,85,,Board,2026/27 Q3\n",
    )
    assert [comparisons.target(ON_TIME, quarter).value for quarter in (Q1, Q2, Q3)] == [90, 80, 85]


def test_none_takes_a_target_away(tmp_path):
    assert read(tmp_path, "measure,value,basis\non_time,none,Board\n").target(ON_TIME, Q1) is None


def test_the_latest_year_of_the_first_source_wins(tmp_path):
    comparisons = read(
        tmp_path,
        benchmarks="measure,area,year,value,source\n"
        "on_time,ENGLAND,2023/24,70,A\non_time,england,2025,75,B\non_time,ENGLAND,202324,71,C\n",
    )
    assert comparisons.benchmark(ON_TIME, "ENGLAND") == Benchmark(75, "England", "2025", "B")


def test_the_warehouse_comes_after_the_file_and_before_the_header(tmp_path):
    with duckdb.connect() as connection:
        assert read(tmp_path).with_warehouse(connection).benchmark(ON_TIME, "ENGLAND").value == 81.4
        connection.execute(
            """
            create schema sup;
            create table sup.benchmarks (
                measure varchar, area_type varchar, reporting_year varchar, value decimal(9, 2), source varchar
            );
            insert into sup.benchmarks values
            ('on_time', 'ENGLAND', '2026', 60, 'W'), ('on_time', 'ENGLAND', '2024', 50, null),
            ('on_time', 'REGION', '2026', 61, 'W'), ('on_time', null, '2026', 1, 'W'),
            ('on_time', 'MOON', '2026', 1, 'W')
            """
        )
        assert read(tmp_path).with_warehouse(connection).benchmark(ON_TIME, "ENGLAND").value == 60
        mine = read(tmp_path, benchmarks="measure,area,year,value,source\non_time,ENGLAND,2019,75,B\n")
        both = mine.with_warehouse(connection)
        assert (both.benchmark(ON_TIME, "ENGLAND").value, both.benchmark(ON_TIME, "REGION").value) == (75, 61)


def test_the_hash_of_each_file_read_is_known(tmp_path):
    text = "measure,value,basis\non_time,85,Board\n"
    assert read(tmp_path, text).files == {"targets.csv": hashlib.sha256(text.encode()).hexdigest()}


@pytest.mark.parametrize(
    ("targets", "says"),
    [
        ("measure,value\non_time,85\n", "targets.csv: there is no column basis"),
        ("measure,value,basis,owner\non_time,85,Board,x\n", "unknown or stands twice"),
        ("measure,value,basis\nontime,85,Board\n", "row 2, column measure"),
        ("measure,value,basis\n\non_time,many,Board\n", "row 3, column value"),
        ("measure,value,basis\non_time,nan,Board\n", "row 2, column value"),
        ("measure,value,basis\non_time,850,Board\n", "row 2, column value: a percentage"),
        ("measure,value,basis\non_time,85,\n", "row 2, column basis"),
        ("measure,value,basis\ncontacts,85,Board\n", "row 2, column measure: a measure that is neither"),
        ("measure,value,floor,basis\non_time,85,86,Board\n", "row 2, column floor"),
        ("measure,value,floor,basis\ncaseload,18,17,Board\n", "row 2, column floor"),
        ("measure,value,basis,from_quarter\non_time,85,Board,soon\n", "row 2, column from_quarter"),
        ("measure,value,basis\non_time,85,Board\non_time,86,Board\n", "row 3: says again what row 2"),
        ("measure,value,basis\non_time,85,Board, May\n", "row 2: more cells"),
    ],
)
def test_a_target_that_cannot_be_used_is_refused_with_its_place(tmp_path, targets, says):
    with pytest.raises(SettingsError, match=says):
        read(tmp_path, targets)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("on_time,WALES,2025,75,x", "row 2, column area"),
        ("on_time,ENGLAND,soon,75,x", "row 2, column year"),
        ("on_time,ENGLAND,2025,c,x", "row 2, column value"),
        ("on_time,ENGLAND,2025,75,x\non_time,england,2025,76,x", "row 3: says again"),
    ],
)
def test_a_published_figure_that_cannot_be_used_is_refused_with_its_place(tmp_path, row, says):
    with pytest.raises(SettingsError, match=says):
        read(tmp_path, benchmarks=f"measure,area,year,value,source\n{row}\n")


def test_a_refusal_does_not_repeat_what_the_cell_says(tmp_path):
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, "measure,value,basis\non_time,Ann Roe 07/07/2010,Board\n")
    assert "Ann" not in str(refused.value)


@pytest.mark.parametrize(
    ("year", "ends"),
    [("2025", 2025), ("2024-25", 2025), ("2024/25", 2025), ("202425", 2025), ("1999-00", 2000), ("soon", 0), ("20", 0)],
)
def test_a_year_ends_in_one_calendar_year(year, ends):
    assert year_ended(year) == ends
