"""A small fixed return: nine measures over nine quarters, one of each kind of answer, and a load with findings."""

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import duckdb
from openpyxl import load_workbook

from transforms.catalogue import Benchmark, Catalogue, Measure, Target
from transforms.returns.context import ReturnContext
from warehouse.calendar import Month, Quarter, addm
from warehouse.queries import read_queries

QUARTER = Quarter.parse("2026-27-Q2")
LOAD = "2026-10-05-0123456789ab"
KNOWN_AT = datetime(2026, 10, 5)
DANGEROUS = ('=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\tx")

_SQL = Path(__file__).with_name("small_return.sql")


def measure(id: str, unit: str, direction: str, theme: str = "front_door", **more: object) -> Measure:
    """A measure with its words made up from its id."""
    title = str(more.pop("title", id.replace("_", " ").capitalize()))
    return Measure(
        id=id,
        theme=theme,
        path=f"measures/{theme}/{id}.sql",
        sql=f"select '{id}'",
        title=title,
        question=f"What about {title.lower()}?",
        unit=unit,
        kind=str(more.pop("kind", "flow")),
        direction=direction,
        source="Local default, 2026",
        table="ssd.contacts",
        numerator_says="Those that count",
        denominator_says="" if unit == "count" else "All of them",
        breakdowns=("team", "age_band", "sex", "ethnicity", "disability"),
        audiences=("board", "ofsted"),
        needs=("ssd.contacts.cont_contact_id", "ssd.contacts.cont_contact_date"),
        **more,  # type: ignore[arg-type]
    )


ENGLAND = Benchmark(22.6, "England", "2025", "DfE, Children in need, 2025")
MEASURES = (
    measure("contacts_received", "count", "neutral"),
    measure("referral_rate", "rate_per_10000", "neutral", kind="rolling_12_months", also=("flow",)),
    measure(
        "re_referrals_within_12_months",
        "percent",
        "lower_better",
        title="Re-referrals within 12 months",
        target=Target(20, "local default", 25),
        benchmark=ENGLAND,
        edge_cases=("Exactly 12 months counts", "Three referrals give two re-referrals"),
    ),
    measure("wait_for_worker", "median_days", "lower_better", target=Target(5, "local default")),
    measure(
        "assessments_on_time", "percent", "higher_better", theme="assessment", target=Target(90, "local default", 80)
    ),
    measure("plan_visits_on_time", "percent", "higher_better", theme="protection", target=Target(95, "statutory")),
    measure("looked_after_rate", "rate_per_10000", "neutral", theme="looked_after", kind="snapshot"),
    measure("adoption_wait", "median_days", "lower_better", theme="adoption", kind="rolling_36_months"),
    measure(
        "highest_caseload", "count", "lower_better", theme="workforce", kind="snapshot", target=Target(25, "local")
    ),
)


def make_catalogue() -> Catalogue:
    return Catalogue({each.id: each for each in MEASURES}, {})


def make_context(draft_reason: str = "", focus: str = "", authority_name: str = "Anytown & Vale") -> ReturnContext:
    return ReturnContext(
        authority="887",
        authority_name=authority_name,
        quarter=QUARTER,
        extracted_on=date(2026, 10, 5),
        known_at=KNOWN_AT,
        reference_date=date(2026, 10, 5),
        load_id=LOAD,
        version="0.1.0",
        population_release="mid-2025",
        draft_reason=draft_reason,
        focus=focus,
    )


def make_connection() -> duckdb.DuckDBPyConnection:
    """The relations that writers of returns read, filled by `small_return.sql` and the values below."""
    connection = duckdb.connect()
    connection.execute("set variable load_id = $load_id::varchar", {"load_id": LOAD})
    connection.execute(_SQL.read_text(encoding="utf-8"))
    connection.execute(read_queries("quality.sql")["tables"])
    connection.execute(read_queries("quality.sql")["macros"])
    fill(connection, make_catalogue())
    return connection


# By measure, the oldest quarter first: numerator and denominator, or the value itself of a median and a highest.
HISTORY: dict[str, list[tuple[float, float] | float | None]] = {
    "contacts_received": [2900, 3000, 3100, 2950, 3010, 3080, 3150, 3200, 3199],
    "referral_rate": [(3300 + 20 * n, 65_000) for n in range(9)],
    "re_referrals_within_12_months": [(700 + 10 * n, 3500) for n in range(8)] + [(49, 400)],
    "wait_for_worker": [6, 6, 5.5, 5, 4, 4, 3, 3, 2.5],
    "assessments_on_time": [(780, 900)] * 8 + [(800, 900)],
    "plan_visits_on_time": [(300, 350)] * 8 + [(280, 350)],
    "looked_after_rate": [(430, 65_000)] * 8 + [(431, 65_000)],
    "highest_caseload": [26, 26, 25, 25, 24, 24, 25, 25, 25],
}


def fill(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Nine quarters of each measure of HISTORY; `adoption_wait` has no table, and the groups of two measures."""
    for each in catalogue.measures.values():
        for back in range(9):
            quarter = QUARTER.minus(8 - back)
            found = HISTORY.get(each.id, [None] * 9)[back]
            add_value(connection, each, quarter, found)
    fill_months(connection, catalogue.measures["assessments_on_time"])
    rate = catalogue.measures["referral_rate"]
    insert(connection, rate, QUARTER, QUARTER.start, "all", "all", (Decimal(876), None, 134.8, 126.0, 144.0), "ok", "")
    on_time = catalogue.measures["assessments_on_time"]
    for breakdown, group, met, number in (
        ("team", DANGEROUS[0], 90, 100),
        ("team", "Unallocated", 0, 0),
        ("age_band", "10-15", 40, 50),
        ("age_band", "Under 1", 4, 5),
        ("sex", "Not known", 1, 1),
        ("sex", "Female", 399, 440),
    ):
        value = (Decimal(met), Decimal(number), 100 * met / number if number else None, None, None)
        status, reason = ("ok", "") if number else ("no_records", "no records to count in this period")
        insert(connection, on_time, QUARTER, QUARTER.start, breakdown, group, value, status, reason)


def fill_months(connection: duckdb.DuckDBPyConnection, of: Measure) -> None:
    """Two years of months: 12 about 87 %, one without records, 10 better ones, and the last far below."""
    met = [261, 258, 264, 260, 262, 259, 263, 261, 258, 264, 260, 262, None, *[270] * 10, 231]
    month = Month.containing(QUARTER.end).minus(len(met) - 1)
    for number in met:
        numbers = (Decimal(number or 0), Decimal(300 if number else 0), number / 3 if number else None, None, None)
        status, reason = ("ok", "") if number else ("no_records", "no records to count in this period")
        insert(connection, of, month, month.start, "all", "all", numbers, status, reason)
        month = month.next()


def window_start(kind: str, quarter: Quarter) -> date:
    months = {"rolling_12_months": 12, "rolling_36_months": 36}
    if kind in months:
        return addm(quarter.next().start, -months[kind])
    return quarter.end if kind == "snapshot" else quarter.start


def add_value(
    connection: duckdb.DuckDBPyConnection, of: Measure, quarter: Quarter, found: tuple[float, float] | float | None
) -> None:
    start = window_start(of.kind, quarter)
    if found is None:
        reason = "no source delivered ssd_permanence"
        insert(connection, of, quarter, start, "all", "all", (None,) * 5, "not_available", reason)
        return
    numerator, denominator = found if isinstance(found, tuple) else (found, None)
    factor = {"percent": 100, "rate_per_10000": 10_000}.get(of.unit, 1)
    value = numerator * factor / denominator if denominator else numerator
    if of.unit == "median_days":
        numerator, denominator = 40, 40
    limits = (value * 0.9, value * 1.1) if of.unit != "count" else (None, None)
    parts = Decimal(str(numerator)), None if denominator is None else Decimal(str(denominator))
    affected = 20 if of.id == "plan_visits_on_time" else 0
    insert(connection, of, quarter, start, "all", "all", (*parts, value, *limits), "ok", "", affected)
    connection.execute(
        "insert into measure_records select $m, $p, $s, $e, 'ssd_contacts', 'r' || i, 'p' || i, $e, 1, null, null, "
        "'North', 'w1', 'contacts.csv', i, 'quarter', null, i <= $affected, null from range(1, 351) as r(i)",
        {"m": of.id, "p": quarter.label, "s": start, "e": quarter.end, "affected": affected},
    )


def insert(
    connection: duckdb.DuckDBPyConnection,
    of: Measure,
    quarter: Quarter | Month,
    start: date,
    breakdown: str,
    group: str,
    numbers: tuple[object, ...],
    status: str,
    reason: str,
    affected: int = 0,
) -> None:
    kind = "month" if isinstance(quarter, Month) else "quarter"
    period = (quarter.label, kind, start, quarter.end)
    row = ("887", of.id, of.title, *period, breakdown, group, *numbers[:3], of.unit, *numbers[3:], status, reason)
    connection.execute(f"insert into measure_values values ({', '.join('?' * 19)})", [*row, affected, KNOWN_AT])


def cells(path: Path) -> str:
    """One line for each filled cell: sheet, address, number format, value."""
    return "".join(
        f"{sheet.title}!{cell.coordinate} [{cell.number_format}] {cell.value!r}\n"
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


def formulas(path: Path) -> list[str]:
    """Every formula in the sheets of a workbook, as the file holds it."""
    with ZipFile(path) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    return [found for sheet in sheets for found in re.findall(r"<f[ >].*?</f>", sheet)]
