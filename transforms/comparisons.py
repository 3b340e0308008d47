"""What a measure is held against: targets and published figures, and which of several sources is in force.

Targets: the workspace's `targets.csv`, else the measure's header. Published figures: `benchmarks.csv`, else the table
`sup.benchmarks` of the warehouse, else the header; of one source's figures for an area the latest year.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from pathlib import Path

import duckdb

from transforms.catalogue import Benchmark, Catalogue, Measure, Target
from transforms.comparison_files import Line, read_lines
from warehouse.calendar import Quarter
from warehouse.errors import SettingsError

TARGETS, BENCHMARKS = "targets.csv", "benchmarks.csv"
BENCHMARK_COLUMNS = ("measure", "area", "year", "value", "source")
AREAS = {"ENGLAND": "England", "REGION": "Region", "STATISTICAL_NEIGHBOURS": "Statistical neighbours"}
LOCAL_DEFAULT = "local default"
_TARGET_COLUMNS = ("measure", "value", "basis")
_TARGET_EXTRAS = ("floor", "from_quarter")
_NO_TARGET = "none"
_YEAR = re.compile(r"(?P<first>(?:19|20)\d{2})(?:\D?(?P<second>\d{2}))?\Z")


@dataclass(frozen=True)
class TargetRow:
    """One row of targets.csv: no target where `target` is None, and always in force where `from_quarter` is empty."""

    measure: str
    target: Target | None
    from_quarter: str = ""


@dataclass(frozen=True, order=True)
class BenchmarkRow:
    """One published figure of a measure in its unit; `area` is a key of AREAS, `year` as the publication writes it."""

    measure: str
    area: str
    year: str
    value: float
    source: str


@dataclass(frozen=True)
class Comparisons:
    """The authority's targets and published figures; `files` is the SHA-256 of each file they were read from, by name.

    `published` holds the sources in the order in which they are asked.
    """

    targets: tuple[TargetRow, ...] = ()
    published: tuple[tuple[BenchmarkRow, ...], ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    def target(self, measure: Measure, quarter: Quarter) -> Target | None:
        """The target in force in `quarter`: the latest row that begins in or before it, else the header's."""
        rows = [row for row in self.targets if row.measure == measure.id and row.from_quarter <= quarter.label]
        if rows:
            return max(rows, key=lambda row: row.from_quarter).target
        shipped = measure.target
        return replace(shipped, basis=LOCAL_DEFAULT) if shipped and shipped.basis == "local" else shipped

    def benchmark(self, measure: Measure, area: str) -> Benchmark | None:
        """The published figure of an area (a key of AREAS), of the first source that has one; None where none has."""
        for source in self.published:
            rows = [row for row in source if row.measure == measure.id and row.area == area]
            if rows:
                newest = max(rows, key=lambda row: (year_ended(row.year), row.year))
                return Benchmark(newest.value, AREAS[area], newest.year, newest.source)
        shipped = measure.benchmark
        return shipped if shipped and shipped.area.casefold() == AREAS[area].casefold() else None

    def in_force(self, measure: Measure, quarter: Quarter) -> Measure:
        """The measure with the target and the England figure that hold in `quarter`."""
        return replace(measure, target=self.target(measure, quarter), benchmark=self.benchmark(measure, "ENGLAND"))

    def with_warehouse(self, connection: duckdb.DuckDBPyConnection) -> "Comparisons":
        """The same, with the rows of sup.benchmarks after those of the workspace, where a source delivered any."""
        return replace(self, published=(*self.published, read_warehouse(connection)))


def year_ended(year: str) -> int:
    """The calendar year in which a published year ends: 2025 for `2025`, `2024-25`, `2024/25` and `202425`; else 0."""
    found = _YEAR.match(year.strip())
    if not found:
        return 0
    first, second = int(found["first"]), found["second"]
    return first + 1 if second and int(second) == (first + 1) % 100 else first


def read_comparisons(folder: Path, catalogue: Catalogue) -> Comparisons:
    """Reads `targets.csv` and `benchmarks.csv` of a workspace, where there are any.

    Raises SettingsError naming file, row and column for what cannot be used: an unknown column, measure or area, a
    value that is no number, a floor on the wrong side of its target, a row that stands twice.
    """
    hashes = {}
    lines: dict[str, list[Line]] = {TARGETS: [], BENCHMARKS: []}
    for name, needed, extras in (
        (TARGETS, _TARGET_COLUMNS, _TARGET_EXTRAS),
        (BENCHMARKS, BENCHMARK_COLUMNS, ()),
    ):
        path = folder / name
        if path.is_file():
            content = path.read_bytes()
            hashes[name] = hashlib.sha256(content).hexdigest()
            lines[name] = read_lines(name, content, needed, extras)
    targets = tuple(_target(line, catalogue) for line in lines[TARGETS])
    figures = tuple(_benchmark(line, catalogue) for line in lines[BENCHMARKS])
    _refuse_twice(lines[TARGETS], [(row.measure, row.from_quarter) for row in targets])
    _refuse_twice(lines[BENCHMARKS], [(row.measure, row.area, row.year) for row in figures])
    return Comparisons(targets, (figures,), hashes)


def read_warehouse(connection: duckdb.DuckDBPyConnection) -> tuple[BenchmarkRow, ...]:
    """The rows of sup.benchmarks as known, in order; none where the warehouse has no such table."""
    there = connection.execute(
        "select 1 from information_schema.tables where table_schema = 'sup' and table_name = 'benchmarks'"
    ).fetchall()
    if not there:
        return ()
    found = connection.execute(
        "select measure, area_type, reporting_year, value::double, coalesce(source, '') from sup.benchmarks"
        " where measure is not null and area_type is not null and reporting_year is not null and value is not null"
        " order by all"
    ).fetchall()
    return tuple(BenchmarkRow(*row) for row in found if row[1] in AREAS)


def _target(line: Line, catalogue: Catalogue) -> TargetRow:
    measure = _measure(line, catalogue)
    if measure.direction == "neutral":
        raise line.error("measure", "a measure that is neither good nor bad has no target")
    starts = _quarter(line)
    if line["value"].casefold() == _NO_TARGET:
        return TargetRow(measure.id, None, starts)
    value = _number(line, "value", measure)
    floor = _number(line, "floor", measure) if line["floor"] else None
    if floor is not None and (floor - value) * (1 if measure.direction == "higher_better" else -1) > 0:
        raise line.error("floor", "the floor lies on the wrong side of the target: amber is between the two")
    if not line["basis"]:
        raise line.error("basis", "say who set the target, such as `Improvement board, May 2026`")
    return TargetRow(measure.id, Target(value, line["basis"], floor), starts)


def _benchmark(line: Line, catalogue: Catalogue) -> BenchmarkRow:
    measure = _measure(line, catalogue)
    area = line["area"].upper()
    if area not in AREAS:
        raise line.error("area", f"the area must be one of {', '.join(AREAS)}")
    if not year_ended(line["year"]):
        raise line.error("year", "the year must be such as 2025 or 2024-25")
    return BenchmarkRow(measure.id, area, line["year"], _number(line, "value", measure), line["source"])


def _measure(line: Line, catalogue: Catalogue) -> Measure:
    measure = catalogue.measures.get(line["measure"])
    if measure is None:
        raise line.error("measure", "there is no such measure; `quarterlight measures` lists them")
    return measure


def _number(line: Line, column: str, measure: Measure) -> float:
    try:
        value = float(line[column].replace(",", "").removesuffix("%"))
    except ValueError:
        raise line.error(column, "must be a number in the measure's unit, such as 90 or 12.5") from None
    if not isfinite(value):
        raise line.error(column, "must be a number in the measure's unit, such as 90 or 12.5")
    if measure.unit == "percent" and not 0 <= value <= 100:
        raise line.error(column, "a percentage lies between 0 and 100")
    return value


def _quarter(line: Line) -> str:
    if not line["from_quarter"]:
        return ""
    try:
        return Quarter.parse(line["from_quarter"]).label
    except SettingsError:
        raise line.error("from_quarter", "must be a quarter such as 2026-27-Q2, or blank") from None


def _refuse_twice(lines: Iterable[Line], keys: Iterable[tuple[str, ...]]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for line, key in zip(lines, keys, strict=True):
        if key in seen:
            raise SettingsError(f"{line.file}, row {line.row}: says again what row {seen[key]} says. Keep one of them.")
        seen[key] = line.row
