"""`benchmarks import`: published figures into the workspace's benchmarks.csv."""

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path
from typing import Any

from flows.screen import Screen
from flows.settings import load_settings
from flows.workspace import Workspace
from transforms.catalogue import Catalogue, load_catalogue
from transforms.comparisons import BENCHMARK_COLUMNS, BENCHMARKS, BenchmarkRow, read_comparisons
from transforms.published_figures import Indicator, Places, parse_filter, published_figures, shipped_indicators
from warehouse.errors import SettingsError, SourceError


def run_benchmarks_import(workspace: Workspace, file: Path, asked: dict[str, Any], screen: Screen) -> int:
    catalogue = load_catalogue()
    settings = load_settings(workspace).comparisons
    indicators = _indicators(asked, catalogue)
    before = [row for source in read_comparisons(workspace.root, catalogue).published for row in source]
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SourceError(f"{file.name} cannot be read: {error.strerror}. Give the path of a CSV file.") from None
    places = Places(settings.region, settings.statistical_neighbours)
    found = published_figures(file.name, content, indicators, places, catalogue)
    if found.rows:
        write_benchmarks(workspace.root / BENCHMARKS, merged(before, found.rows))
    for row in found.rows:
        screen.say(f"{row.measure}: {row.area} {row.year} {row.value:g}")
    for remark in found.remarks:
        screen.say(remark)
    if not (settings.region and settings.statistical_neighbours):
        screen.say("quarterlight.toml names no region or no statistical neighbours: see its [comparisons].")
    screen.say(f"{len(found.rows)} figures written to {BENCHMARKS}." if found.rows else "Nothing was written.")
    figures = [dict(zip(BENCHMARK_COLUMNS, astuple(row), strict=True)) for row in found.rows]
    screen.answer({"file": file.name, "figures": figures, "remarks": list(found.remarks), "exit_status": 0})
    return 0


def merged(before: Iterable[BenchmarkRow], new: Iterable[BenchmarkRow]) -> list[BenchmarkRow]:
    """All rows in order; a new one replaces the one of the same measure, area and year."""
    rows = {(row.measure, row.area, row.year): row for row in (*before, *new)}
    return sorted(rows.values())


def write_benchmarks(path: Path, rows: Iterable[BenchmarkRow]) -> None:
    """Writes the file anew in one step, readable by its owner only: a reader sees the old or the new one, whole."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(BENCHMARK_COLUMNS)
    writer.writerows((row.measure, row.area, row.year, f"{row.value:.10g}", row.source) for row in rows)
    building = path.with_name(f".{path.name}.building")
    building.unlink(missing_ok=True)
    with os.fdopen(os.open(building, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(text.getvalue().encode())
        handle.flush()
        os.fsync(handle.fileno())
    building.replace(path)


def _indicators(asked: dict[str, Any], catalogue: Catalogue) -> tuple[Indicator, ...]:
    """What to look for: what was asked for, else what ships."""
    measure, column, filters = asked["measure"], asked["indicator"], asked["filters"]
    if not measure and not column and not filters:
        return shipped_indicators()
    if not measure or not column:
        raise SettingsError("Give --measure and --indicator together: which column of the file answers which measure.")
    catalogue.measure(measure)
    return (Indicator(measure, column.strip().casefold(), tuple(parse_filter(text) for text in filters)),)
