"""Published figures out of the CSV files that DfE's Explore education statistics offers for download.

One row of such a file is one place, period and combination of filters; its columns are those of the place and time,
then filters, then indicators. `benchmark_indicators.csv` says which indicator answers which measure: only names that
were seen in released files (reporting years 2022 to 2025) stand there.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import isfinite
from statistics import fmean

from transforms.catalogue import Catalogue
from transforms.comparison_files import read_text
from transforms.comparisons import BenchmarkRow
from warehouse.errors import SettingsError

_NEEDED = ("time_period", "geographic_level")
_PLACE_AND_TIME = {
    *_NEEDED,
    *("time_identifier", "country_code", "country_name", "region_code", "region_name"),
    *("old_la_code", "new_la_code", "la_name"),
}
# The DfE's symbols: confidential, not applicable, not available, low reliability, rounds to zero, negligible.
_SUPPRESSED = {"", "c", "z", "x", "u", "k", "low", "~", ":", "..", "."}
_TOTALS = {"total", "all", "all children", "all ages", "persons"}
_SPLIT_YEAR = re.compile(r"(\d{4})(\d{2})")
_Row = dict[str, str]


@dataclass(frozen=True)
class Indicator:
    """Which column of a file answers a measure: in rows where each filter's column holds its value.

    `requires` are columns that tell the right file from another with a column of the same name. Names are lower case.
    """

    measure: str
    column: str
    filters: tuple[tuple[str, str], ...] = ()
    requires: tuple[str, ...] = ()
    publication: str = "DfE, Explore education statistics"

    def is_in(self, columns: Iterable[str]) -> bool:
        """Whether a file with these columns can answer."""
        return {self.column, *self.requires, *(column for column, _ in self.filters)} <= set(columns)

    def holds(self, row: _Row) -> bool:
        """Whether a row is of the wanted combination of filters; case and spaces do not matter."""
        return all(_plain(row.get(column, "")) == _plain(value) for column, value in self.filters)


@dataclass(frozen=True)
class Places:
    """Whom an authority compares itself with: its region by name or code, and its statistical neighbours by code."""

    region: str = ""
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The figures of a file, and in words what it did not hold."""

    rows: tuple[BenchmarkRow, ...]
    remarks: tuple[str, ...]


def shipped_indicators() -> tuple[Indicator, ...]:
    """The indicators of published releases that answer measures, from `benchmark_indicators.csv`."""
    text = (files("transforms") / "benchmark_indicators.csv").read_text(encoding="utf-8")
    return tuple(
        Indicator(
            row["measure"],
            row["indicator"].casefold(),
            tuple(parse_filter(part) for part in row["filters"].split("; ") if part),
            tuple(row["requires"].split()),
            row["publication"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def parse_filter(text: str) -> tuple[str, str]:
    """`column=value` as (column, value); SettingsError when it is not that."""
    column, mark, value = text.partition("=")
    if not mark or not column.strip():
        raise SettingsError("--filter takes COLUMN=VALUE, such as age='19 to 21 years'.")
    return column.strip().casefold(), value.strip()


def published_figures(
    file: str, content: bytes, indicators: Sequence[Indicator], places: Places, catalogue: Catalogue
) -> Found:
    """The latest year's figures of a file for England, the region and the mean of the statistical neighbours.

    Indicators whose columns the file does not have, or whose measure the catalogue does not, are passed over. A symbol
    for a suppressed figure is not available, and said so. Raises SettingsError naming the file where it is not of the
    layout, answers no indicator, has several rows for one place, or holds a value that is no number.
    """
    columns, rows = _read(file, content)
    known = [each for each in indicators if each.is_in(columns) and each.measure in catalogue.measures]
    figures: dict[tuple[str, str], BenchmarkRow] = {}
    remarks: list[str] = []
    for indicator in known:
        chosen = [row for row in rows if indicator.holds(row)]
        if chosen:
            latest = max(row["time_period"] for row in chosen)
            of_year = [row for row in chosen if row["time_period"] == latest]
            reader = _Reader(file, indicator, catalogue.measures[indicator.measure].unit)
            for area, value, says in _areas(reader, of_year, places, remarks):
                source = f"{indicator.publication}, {file}{says}"
                row = BenchmarkRow(indicator.measure, area, _year(latest), value, source)
                figures.setdefault((row.measure, area), row)
    if not figures and not remarks:
        raise SettingsError(
            f"{file}: no column answers a measure. Say which does: --measure ID --indicator COLUMN, and --filter"
            " COLUMN=VALUE where rows are split by something."
        )
    return Found(tuple(sorted(figures.values())), tuple(dict.fromkeys(remarks)))


def _read(file: str, content: bytes) -> tuple[list[str], list[_Row]]:
    reader = csv.reader(io.StringIO(read_text(content), newline=""))
    columns = [name.strip().casefold() for name in next(reader, [])]
    if missing := [name for name in _NEEDED if name not in columns]:
        raise SettingsError(
            f"{file}: there is no column {', '.join(missing)}. Download the data set as CSV from Explore education"
            " statistics; a table copied from a page has another layout."
        )
    rows = []
    for number, cells in enumerate(reader, start=2):
        if any(cell.strip() for cell in cells):
            row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
            rows.append({**dict.fromkeys(columns, ""), **row, "": str(number)})
    return columns, rows


@dataclass(frozen=True)
class _Reader:
    """One indicator of one file, and the unit of the measure it answers."""

    file: str
    indicator: Indicator
    unit: str

    def value(self, rows: Sequence[_Row]) -> float | None:
        """The figure of a place, of its rows of one year; None where it is suppressed or there is no row."""
        if not rows:
            return None
        row = self._single(rows)
        text = row[self.indicator.column]
        if _plain(text) in _SUPPRESSED:
            return None
        value = _number(text)
        if value is None or (self.unit == "percent" and not 0 <= value <= 100):
            raise SettingsError(
                f"{self.file}, row {row['']}, column {self.indicator.column}: is neither a number that"
                f" {self.indicator.measure} can have nor a symbol for a figure that is not available."
            )
        return value

    def _single(self, rows: Sequence[_Row]) -> _Row:
        """The one row of a place: of several that differ in a filter nobody named, the total."""
        if len(rows) == 1:
            return rows[0]
        split = [column for column in rows[0] if column and column not in _PLACE_AND_TIME and _splits(column, rows)]
        totals = [row for row in rows if split and all(_plain(row[column]) in _TOTALS for column in split)]
        if len(totals) == 1:
            return totals[0]
        raise SettingsError(
            f"{self.file}: {self.indicator.measure} has {len(rows)} rows for one place and year, which differ in"
            f" {', '.join(split) or 'nothing that tells them apart'}. Say which with --measure, --indicator and"
            " --filter COLUMN=VALUE."
        )


def _splits(column: str, rows: Sequence[_Row]) -> bool:
    """Whether a column is a filter that tells the rows apart: its values differ and are words."""
    values = {row[column] for row in rows}
    return len(values) > 1 and any(_number(text) is None and _plain(text) not in _SUPPRESSED for text in values)


def _areas(
    reader: _Reader, rows: Sequence[_Row], places: Places, remarks: list[str]
) -> Iterator[tuple[str, float, str]]:
    """Each area that has a value: (area, value, what to add to its source). Those that have none go to `remarks`."""
    by_area = {"ENGLAND": [row for row in rows if _level(row) == "national"]}
    if places.region:
        by_area["REGION"] = [row for row in rows if _level(row) == "regional" and _is_region(row, places.region)]
    for area, found in by_area.items():
        value = reader.value(found)
        if value is None:
            remarks.append(f"{reader.indicator.measure}: {area} is not available in this file.")
        else:
            yield area, value, ""
    councils = [row for row in rows if _level(row) == "local authority"]
    values = [reader.value([row for row in councils if code in _codes(row)]) for code in places.neighbours]
    known = [value for value in values if value is not None]
    number = f"{len(known)} of {len(values)} councils"
    if known:
        yield "STATISTICAL_NEIGHBOURS", round(fmean(known), 4), f", mean of {number}"
    if len(known) < len(values):
        remarks.append(f"{reader.indicator.measure}: statistical neighbours have a figure for {number}.")


def _level(row: _Row) -> str:
    return _plain(row["geographic_level"])


def _is_region(row: _Row, region: str) -> bool:
    return _plain(region) in (_plain(row.get("region_name", "")), _plain(row.get("region_code", "")))


def _codes(row: _Row) -> tuple[str, str]:
    return row.get("new_la_code", "").upper(), row.get("old_la_code", "")


def _number(text: str) -> float | None:
    """A number with or without thousands separators or a percent sign; None for anything else."""
    try:
        value = float(text.replace(",", "").removesuffix("%"))
    except ValueError:
        return None
    return value if isfinite(value) else None


def _year(period: str) -> str:
    """`202425` as `2024-25`; other periods as they stand."""
    found = _SPLIT_YEAR.fullmatch(period)
    return f"{found[1]}-{found[2]}" if found else period


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
