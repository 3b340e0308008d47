"""How long counting the measures takes: one council, England, councils of growing size, and a pandas script beside it.

    python -m tests.benchmarks.measures [council|england|exponent|pandas]

Prints small tables; without a name all four are measured. Not a test: timings depend on the machine and on what else
runs on it. What is timed runs in a process of its own, so that inventing a council does not count in its memory.
"""

import argparse
import math
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

import duckdb

from flows.invented import AUTHORITY, EXTRACTED_ON, LA_CODE, NAME, invented_warehouse
from flows.refresh import keep_measures
from flows.settings import Measures, Rules
from tests.benchmarks.annex_a_in_pandas import Count, count_all, read_lists
from transforms.catalogue import load_catalogue
from transforms.compute import compute
from transforms.returns import annex_a
from transforms.returns.context import ReturnContext
from warehouse.calendar import Quarter
from warehouse.database import open_session, working_copy
from warehouse.history import load_into_history
from warehouse.landing import land
from warehouse.rebuild import prepare_load
from warehouse.schema import load_schema
from warehouse.sources import open_source
from warehouse.tables import create_database

QUARTER = Quarter(2026, 2)
QUARTERS, MONTHS = 9, 36
PANDAS_QUARTERS = 8
AUTHORITIES = 153
SEEDS = 4
WHOLE_COUNCIL, SHARE_OF_ENGLAND = 65_000, 22_000
# The sizes for the exponent as shares of the largest: of 65,000 children, 50, 100, 200, 400 and 870 thousand rows.
SIZES = (0.0415, 0.0995, 0.216, 0.45, 1.0)
FEWEST_FOR_SIZES = 12_500
# Every row of five years goes into the workbook; the lists as Ofsted asks for them hold the last six months.
MONTHS_LISTED = 72

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Run:
    """One computation: seconds on the clock and of the processor, how many values, and the process's peak memory."""

    seconds: float
    cpu: float
    values: int
    peak: float
    process: int


def processes(count: int) -> ProcessPoolExecutor:
    """Fresh processes whose progress bars are not shown."""
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_hush)


def _hush() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def apart(function: Callable[Given, Answer], *arguments: Given.args, **named: Given.kwargs) -> Answer:
    """Runs the function in a fresh process."""
    with processes(1) as pool:
        return pool.submit(function, *arguments, **named).result()


def peak_memory() -> float:
    """This process's highest memory so far in MB; the system's own count, where there is one, leaves parents out."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def invent(folder: Path, children: int, years: int, seed: int) -> int:
    """Makes the warehouse file of an invented council, and of nothing else, in `folder`; gives its rows."""
    with invented_warehouse(folder, children=children, years=years, seed=seed) as session:
        rows: int = session.connection.execute("select sum(rows)::bigint from meta.files").fetchall()[0][0]
    for other in ("extracts", "landing"):
        shutil.rmtree(folder / other)
    return rows


def compute_once(warehouse: Path, runs: int = 1, threads: int = 0, into: Path | None = None) -> list[Run]:
    """Computes every measure of a council, `runs` times in one session; the last values go `into` a Parquet file.

    The first run reads the catalogue too.
    """
    done = []
    with open_session(warehouse) as session:
        if threads:
            session.connection.execute(f"set threads = {threads}")
        for _ in range(runs):
            begun, cpu = time.perf_counter(), time.process_time()
            compute(session.connection, load_catalogue(), QUARTER, QUARTERS, MONTHS)
            seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
            values = session.connection.execute("select count(*) from measure_values").fetchall()[0][0]
            done.append(Run(seconds, cpu, values, peak_memory(), os.getpid()))
        if into is not None:
            session.connection.execute(f"copy measure_values to '{into}' (format parquet)")
    return done


def say(title: str) -> None:
    load = os.getloadavg()[0]
    print(f"\n{title}\n  {os.cpu_count()} processors, load average {load:.1f} before", flush=True)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints rows under their headings: the first column to the left, the others to the right."""
    lines = [list(headings), *map(list, rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(headings))]
    for line in lines:
        cells = [f"{cell:>{width}}" for cell, width in zip(line[1:], widths[1:], strict=True)]
        print("  " + "  ".join([f"{line[0]:<{widths[0]}}", *cells]), flush=True)


def council(folder: Path, options: argparse.Namespace) -> None:
    """One council of five years, as large as a whole one and as large as an even share of England."""
    say(f"council: all measures and breakdowns, {QUARTERS} quarters and {MONTHS} months")
    rows = []
    for children in [options.children] if options.children else [WHOLE_COUNCIL, SHARE_OF_ENGLAND]:
        place = folder / f"council-{children}"
        size = apart(invent, place, children, options.years, 1)
        for name, run in zip(("first", "second"), apart(compute_once, place / f"{AUTHORITY}.duckdb", 2), strict=True):
            figures = f"{run.seconds:.2f} s", f"{run.cpu:.2f} s", f"{run.peak:.0f} MB", f"{run.values:,}"
            rows.append((f"{children:,} children, {name} run", f"{size:,}", *figures))
        shutil.rmtree(place)
    table(("", "rows", "wall", "processor", "peak memory", "values"), rows)


def england(folder: Path, options: argparse.Namespace) -> None:
    """Every authority of England, one warehouse file each, on two processes of one thread."""
    children = options.children or SHARE_OF_ENGLAND
    count, workers = options.authorities, options.workers
    say(f"england: {count} authorities, a file each, {workers} processes of one thread, all measures and breakdowns")
    seeds = min(SEEDS, count)
    sizes = [apart(invent, folder / f"seed-{seed}", children, options.years, seed) for seed in range(1, seeds + 1)]
    files, values = folder / "england", folder / "values"
    files.mkdir()
    values.mkdir()
    warehouses = []
    for number in range(count):
        warehouses.append(files / f"{number + 1:03}.duckdb")
        shutil.copyfile(folder / f"seed-{number % seeds + 1}" / f"{AUTHORITY}.duckdb", warehouses[-1])
    print(f"  {seeds} councils were invented from different seeds; the {count} files are copies of theirs.", flush=True)
    begun = time.perf_counter()
    with processes(workers) as pool:
        waiting = [pool.submit(compute_once, file, 1, 1, values / f"{file.stem}.parquet") for file in warehouses]
        runs = [run.result()[0] for run in waiting]
    seconds = time.perf_counter() - begun
    peaks: dict[int, float] = {}
    for run in runs:
        peaks[run.process] = max(run.peak, peaks.get(run.process, 0))
    written = sum(file.stat().st_size for file in values.iterdir()) / 2**20
    rows = [
        ("rows of the councils", f"{sum(sizes[number % seeds] for number in range(count)):,}"),
        ("values written", f"{sum(run.values for run in runs):,} ({written:.1f} MB of Parquet)"),
        ("wall time", f"{seconds:.1f} s"),
        ("processor time of the counting", f"{sum(run.cpu for run in runs):.1f} s"),
        ("wall time an authority, all processes", f"{seconds / count:.2f} s"),
        ("time to count one authority, median", f"{sorted(run.seconds for run in runs)[count // 2]:.2f} s"),
        ("peak memory of each worker", ", ".join(f"{peak:.0f}" for peak in sorted(peaks.values())) + " MB"),
        ("peak memory in all, no more than", f"{sum(peaks.values()) + peak_memory():.0f} MB"),
    ]
    if count < AUTHORITIES:
        rows.append((f"{AUTHORITIES} authorities would take", f"{seconds / count * AUTHORITIES:.0f} s"))
    table(("", ""), rows)
    for place in (files, values, *(folder / f"seed-{seed + 1}" for seed in range(seeds))):
        shutil.rmtree(place)


def slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The exponent of the power law nearest to the points: the slope of log time on log rows by least squares."""
    x, y = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    middle_x, middle_y = sum(x) / len(x), sum(y) / len(y)
    across = sum((a - middle_x) * (b - middle_y) for a, b in zip(x, y, strict=True))
    return across / sum((a - middle_x) ** 2 for a in x)


def exponent(folder: Path, options: argparse.Namespace) -> None:
    """Councils of growing size; time grows as rows to this power."""
    say("exponent: councils of growing size, all measures and breakdowns, each twice in a fresh process")
    sizes, first, second, rows = [], [], [], []
    for share in SIZES:
        place = folder / f"size-{share}"
        size = apart(invent, place, round((options.children or WHOLE_COUNCIL) * share), options.years, 1)
        runs = apart(compute_once, place / f"{AUTHORITY}.duckdb", 2)
        shutil.rmtree(place)
        sizes.append(size)
        first.append(runs[0].seconds)
        second.append(runs[1].seconds)
        between = f"{slope(sizes[-2:], second[-2:]):.2f}" if len(sizes) > 1 else ""
        figures = (*(f"{run.seconds:.2f} s" for run in runs), f"{runs[0].cpu:.2f} s", f"{runs[0].peak:.0f} MB")
        rows.append((f"{size:,}", *figures, between))
    table(("rows", "first run", "second run", "processor, first", "peak memory", "exponent since the last"), rows)
    print(f"  exponent over all sizes: {slope(sizes, first):.2f} first runs, {slope(sizes, second):.2f} second runs")


def write_workbook(folder: Path, children: int, years: int) -> Path:
    """Writes an Annex A workbook of all the invented council's years, not of the last six months alone."""
    with invented_warehouse(folder, children=children, years=years) as session:
        months = str(MONTHS_LISTED)
        for name in ("annex_a_event_months", "annex_a_adoption_months"):
            session.connection.execute("delete from ref.setting where name = $name", {"name": name})
            session.connection.execute("insert into ref.setting values ($name, $of)", {"name": name, "of": months})
        context = ReturnContext(
            authority=AUTHORITY,
            authority_name=NAME,
            quarter=QUARTER,
            extracted_on=session.extracted_on,
            known_at=session.known_at,
            reference_date=session.extracted_on,
            load_id=session.load_id,
            version="0",
            population_release="",
        )
        annex_a.write(session.connection, context, None, folder / "annex-a.xlsx")
    return folder / "annex-a.xlsx"


def load_workbook(workbook: Path) -> Path:
    """Brings the workbook into a warehouse of its own, as covering all the months that were listed."""
    schema, path = load_schema(), workbook.with_name("annex-a.duckdb")
    delivery = open_source(str(workbook), schema)
    delivery = replace(delivery, months_covered=dict.fromkeys(delivery.months_covered, MONTHS_LISTED))
    taken = datetime.combine(EXTRACTED_ON, datetime.min.time())
    landed = land(delivery, workbook.with_name("annex-a-landing"), AUTHORITY, taken, True)
    with working_copy(path, now=taken) as copy:
        settings = {**Rules().reference(), **Measures().reference()}
        create_database(copy.connection, schema, AUTHORITY, NAME, LA_CODE, settings)
        prepare_load(copy.connection, landed, schema, {})
        load_into_history(copy.connection, landed, schema, "annex_a")
        keep_measures(copy, landed.load_id, schema, settings)
        copy.publish()
    return path


def count_in_pandas(workbook: Path, runs: int) -> tuple[list[float], list[float], dict[str, list[Count]], int]:
    """Seconds of each run of the pandas script, with the reading of the workbook and without; its counts; its rows."""
    ends = [QUARTER.minus(back).end for back in range(PANDAS_QUARTERS - 1, -1, -1)]
    whole, counting = [], []
    for _ in range(runs):
        begun = time.perf_counter()
        lists = read_lists(workbook)
        read = time.perf_counter()
        counts = count_all(lists, ends)
        counting.append(time.perf_counter() - read)
        whole.append(time.perf_counter() - begun)
    return whole, counting, counts, sum(map(len, lists.values()))


def count_here(warehouse: Path, measures: Sequence[str], runs: int) -> tuple[list[float], dict[str, list[Count]]]:
    """Seconds of each run of the same measures and quarters on the loaded workbook, and the counts of the whole."""
    seconds = []
    catalogue = load_catalogue()
    with open_session(warehouse) as session:
        for _ in range(runs):
            begun = time.perf_counter()
            compute(session.connection, catalogue, QUARTER, PANDAS_QUARTERS, 0, measures)
            seconds.append(time.perf_counter() - begun)
        counts = _counts(session.connection, "measure_values", measures)
    return seconds, counts


def read_here(warehouse: Path, measures: Sequence[str], runs: int) -> tuple[list[float], dict[str, list[Count]]]:
    """Seconds to open the warehouse and read the same counts, as the refresh computed and kept them."""
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        with open_session(warehouse) as session:
            counts = _counts(session.connection, "results.measure_values", measures)
        seconds.append(time.perf_counter() - begun)
    return seconds, counts


def _counts(connection: duckdb.DuckDBPyConnection, relation: str, measures: Sequence[str]) -> dict[str, list[Count]]:
    """Numerator and denominator of each measure at the end of each of the last quarters, the earliest first."""
    found = connection.execute(
        "select measure, period_start, period_end, numerator, denominator "
        f"from {relation} "
        "where breakdown = 'all' and period_kind = 'quarter' and period_end > $after and measure in $measures "
        "order by measure, period_end",
        {"after": QUARTER.minus(PANDAS_QUARTERS).end, "measures": list(measures)},
    ).fetchall()
    counts: dict[str, list[Count]] = {}
    for measure, start, end, numerator, denominator in found:
        is_year = start < Quarter.containing(end).start
        count = None if numerator is None else int(numerator), None if denominator is None else int(denominator)
        counts.setdefault(f"{measure}{', 12 months' if is_year else ''}", []).append(count)
    return counts


def beside_pandas(folder: Path, options: argparse.Namespace) -> None:
    """The measures that an analyst's pandas script and the catalogue both have, on the same Annex A workbook."""
    children = options.children or WHOLE_COUNCIL
    workbook = apart(write_workbook, folder / "workbook", children, options.years)
    warehouse = apart(load_workbook, workbook)
    say(f"pandas: measures that both have, {PANDAS_QUARTERS} quarters, an Annex A workbook of {children:,} children")
    print(f"  The workbook lists {MONTHS_LISTED} months, not 6, so that every quarter has its records.", flush=True)
    whole, counting, in_pandas, rows = apart(count_in_pandas, workbook, 3)
    measures = sorted({name.partition(",")[0] for name in in_pandas})
    ours, here = apart(count_here, warehouse, measures, 3)
    reading, kept = apart(read_here, warehouse, measures, 3)
    table(
        ("", "first run", "second run", "third run"),
        (
            (f"pandas from the workbook of {rows:,} rows, totals only", *_shown_seconds(whole)),
            ("of which counting, the workbook read", *_shown_seconds(counting)),
            ("Quarterlight, loaded, counting anew with every breakdown", *_shown_seconds(ours)),
            ("Quarterlight, refreshed, opening and reading the totals", *_shown_seconds(reading)),
        ),
    )
    same = sum(a == b for name in in_pandas for a, b in zip(in_pandas[name], here[name], strict=True))
    same_kept = sum(a == b for name in in_pandas for a, b in zip(in_pandas[name], kept[name], strict=True))
    every = sum(map(len, in_pandas.values()))
    print(
        f"  {len(measures)} measures, {len(in_pandas)} with their 12 months; {same} of {every} counts are the same, "
        f"{same_kept} of those that the refresh kept."
    )
    last = ((name, _shown(in_pandas[name][-1]), _shown(here[name][-1])) for name in in_pandas)
    table((QUARTER.label, "pandas", "Quarterlight"), last)
    shutil.rmtree(workbook.parent)


def _shown_seconds(seconds: Sequence[float]) -> list[str]:
    return [f"{second:.2f} s" for second in seconds]


def _shown(count: Count) -> str:
    return " of ".join(f"{number:,}" for number in count if number is not None)


PARTS = {"council": council, "england": england, "exponent": exponent, "pandas": beside_pandas}


def main() -> None:
    """Reads the command line and measures what it names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", choices=PARTS, help="what to measure; all when none is named")
    parser.add_argument("--children", type=int, help="residents aged 0 to 17 of the council, or of the largest")
    parser.add_argument("--years", type=int, default=5, help="years of history")
    parser.add_argument("--authorities", type=int, default=AUTHORITIES, help="how many authorities of England")
    parser.add_argument("--workers", type=int, default=2, help="processes for England")
    options = parser.parse_args()
    if options.part in (None, "exponent") and (options.children or FEWEST_FOR_SIZES) < FEWEST_FOR_SIZES:
        parser.error(
            f"the exponent takes --children {FEWEST_FOR_SIZES} or more: the smallest of its councils is 4 % of it"
        )
    for name in [options.part] if options.part else PARTS:
        with tempfile.TemporaryDirectory() as folder:
            PARTS[name](Path(folder), options)


if __name__ == "__main__":
    main()
