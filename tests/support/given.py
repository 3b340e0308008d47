"""From small text tables to a warehouse in memory and the numbers the engine makes of it.

A text table has a heading line and one line a row, cells parted by `|`. A blank cell is NULL, so is a column not named:

    ssd.cin_episodes = '''
        cine_referral_id | cine_person_id | cine_referral_date
        r1               | ann            | 2025-04-30
    '''

The warehouse has every table of the schema, the reference tables, macros and views of a published one, and those of a
session. It is made once a process; each `given` empties it first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import duckdb

from flows.settings import Measures, Rules
from transforms.catalogue import load_catalogue
from transforms.compute import compute
from transforms.records import make_query, materialise, prepared_queries
from warehouse.calendar import Quarter
from warehouse.database import create_database
from warehouse.schema import Table, load_schema

# The warehouse's own tables that a measure may read.
_OWN = ("meta.loads", "meta.files", "quality.rules", "quality.findings")
# What an authority decides, as it ships.
SETTINGS = {**Rules().reference(), **Measures().reference()}
# The worked examples' context: 1 October to 31 December 2025, extracted on 12 January 2026.
QUARTER = "2025-26-Q3"
EXTRACTED_ON = "2026-01-12"
LA_CODE = "E06000035"
RESIDENTS = """
    la_code   | mid_year   | sex | single_year_of_age | ethnicity_group | release_version | published_date | population
    E06000035 | 2024-06-30 | M   | 5                  | ALL             | 2025            | 2025-07-30     | 33000
    E06000035 | 2024-06-30 | F   | 5                  | ALL             | 2025            | 2025-07-30     | 32000
"""


@dataclass(frozen=True)
class Row:
    """One line of a text table: column to cell, None where blank."""

    cells: dict[str, str | None]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.cells)


@dataclass(frozen=True)
class Answer:
    """What the engine says of one measure for one quarter and its own window: the whole, and the records behind it."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: float | None
    status: str
    groups: dict[tuple[str, str], tuple[Decimal | None, Decimal | None]]
    records: dict[str, str]

    @property
    def fraction(self) -> str:
        """Numerator over denominator, such as `4/7`, with no more decimals than needed."""
        return f"{_plain(self.numerator)}/{_plain(self.denominator)}"

    @property
    def shown(self) -> str:
        """The value to one decimal, half rounded up, as a return shows it; `n/a` where there is none."""
        if self.value is None:
            return "n/a"
        return str(Decimal(repr(self.value)).quantize(Decimal("0.1"), ROUND_HALF_UP))

    def group(self, breakdown: str) -> dict[str, str]:
        """Group to fraction of one breakdown."""
        found = {label: parts for (name, label), parts in self.groups.items() if name == breakdown}
        return {
            label: f"{_plain(numerator)}/{_plain(denominator)}" for label, (numerator, denominator) in found.items()
        }


def _plain(number: Decimal | None) -> str:
    return "-" if number is None else f"{number.normalize():f}"


def read_table(text: str) -> list[Row]:
    """The rows of a text table. ValueError when a line has more or fewer cells than the heading."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    heading = [cell.strip() for cell in lines[0].split("|")]
    rows = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != len(heading):
            raise ValueError(f"{len(cells)} cells under {len(heading)} headings: {line}")
        rows.append(Row({name: cell or None for name, cell in zip(heading, cells, strict=True)}))
    return rows


@cache
def _workbench() -> duckdb.DuckDBPyConnection:
    return empty_warehouse()


def empty_warehouse() -> duckdb.DuckDBPyConnection:
    """A warehouse in memory with every table and no row; every column counts as delivered and all time as covered."""
    con = duckdb.connect(config={"threads": 1})
    create_database(con, load_schema(), "887", "Invented Council", LA_CODE, SETTINGS)
    con.execute("create table available (table_name varchar, column_name varchar)")
    con.execute("create table covered (table_name varchar, covers_from date)")
    con.execute("create schema prepare")
    _deliver_everything(con)
    return con


def _deliver_everything(con: duckdb.DuckDBPyConnection) -> None:
    rows = [(table.name, field.name) for table in load_schema().history_tables() for field in table.fields]
    names, columns = map(list, zip(*rows, strict=True))
    con.execute("insert into available select unnest($names), unnest($columns)", {"names": names, "columns": columns})
    con.execute("insert into covered select distinct table_name, null::date from available")


def given(tables: Mapping[str, str], extracted_on: str = EXTRACTED_ON) -> duckdb.DuckDBPyConnection:
    """A warehouse that holds these rows and no others, as a session sees it; valid until the next call."""
    con = _workbench()
    filled = con.execute(
        "select table_name from duckdb_tables() where schema_name = 'history' and estimated_size > 0 order by all"
    ).fetchall()
    for (name,) in filled:
        con.execute(f'delete from history."{name}"')
    for name in _OWN:
        con.execute(f"delete from {name}")
    con.execute(
        "insert into meta.loads values ('load', '887', $day::date, $day::timestamp, '', 'folder', 0)",
        {"day": extracted_on},
    )
    con.execute("set variable load_id = 'load'")
    con.execute("set variable known_at = $day::timestamp", {"day": extracted_on})
    con.execute("set variable extracted_on = $day::date", {"day": extracted_on})
    for view, text in tables.items():
        if view in _OWN:
            _fill_own(con, view, read_table(text))
        else:
            _fill(con, load_schema().tables[view.replace(".", "_", 1)], read_table(text), extracted_on)
    return con


def _fill_own(con: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Row]) -> None:
    """Rows of one of the warehouse's own tables, as they are."""
    for row in rows:
        marks = ", ".join("?" for _ in row.columns)
        con.execute(f"insert into {name} ({', '.join(row.columns)}) values ({marks})", list(row.cells.values()))


def _fill(con: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Row], extracted_on: str) -> None:
    if not rows:
        return
    names = rows[0].columns
    columns = {f"c{position}": [row.cells[name] for row in rows] for position, name in enumerate(names)}
    cells = ", ".join(
        f"unnest(${key}::varchar[])::{table.field(name).duckdb_type}" for key, name in zip(columns, names, strict=True)
    )
    lineage = "source_file, source_row, copy_no, load_id, known_from, known_to"
    statement = (
        f'insert into history."{table.name}" ({", ".join(names)}, {lineage}) '
        f"select {cells}, $file, unnest($lines), 1, 'load', $known::timestamp, 'infinity'::timestamp"
    )
    where = {"file": f"{table.name}.csv", "lines": list(range(2, len(rows) + 2)), "known": extracted_on}
    con.execute(statement, columns | where)


def answer(con: duckdb.DuckDBPyConnection, measure: str, quarter: str = QUARTER, window: str | None = None) -> Answer:
    """Runs the engine for one measure and one quarter; `window` picks another kind of window it is shown for.

    A record that several children share is known by its id and the child's: `e3|A`; one that counts in a row of its
    own, by its id and that group: `e3 in 17-18`.
    """
    entry = load_catalogue().measure(measure)
    compute(con, load_catalogue(), Quarter.parse(quarter), quarters=1, months=1, measures=[measure])
    kind = window or entry.kind
    start = {
        "flow": "= $start",
        "snapshot": "= period_end",
        "rolling_12_months": "= addm(period_end + 1, -12)",
        "rolling_36_months": "= addm(period_end + 1, -36)",
    }[kind]
    which = f"period_kind = 'quarter' and period_start {start}"
    at = {"start": Quarter.parse(quarter).start} if "$start" in which else {}
    values = con.execute(
        'select breakdown, "group", numerator, denominator, value, status '
        f"from measure_values where {which} order by all",
        at,
    ).fetchall()
    # A measure without a whole has no row for all; its groups say everything.
    whole = next((row for row in values if row[0] == "all"), ("all", "all", None, None, None, "no whole"))
    groups = {(row[0], row[1]): (row[2], row[3]) for row in values}
    listed = con.execute(
        "select case when count(distinct person_id) over (partition by record_id) > 1 "
        "then concat_ws('|', record_id, person_id) else record_id end "
        "|| coalesce(' in ' || own_groups[only_in], ''), excluded, numerator, value "
        f"from measure_records where {which} order by all",
        at,
    ).fetchall()
    records = {
        record: excluded or _plain(value if numerator is None else numerator)
        for record, excluded, numerator, value in listed
    }
    return Answer(whole[2], whole[3], whole[4], whole[5], groups, records)


def verdicts(con: duckdb.DuckDBPyConnection, measure: str, quarter: str = QUARTER) -> dict[str, str]:
    """What a measure's query says of every record, wherever it is placed: the numerator, or why it does not count."""
    catalogue = load_catalogue()
    entry, period = catalogue.measure(measure), Quarter.parse(quarter)
    con.execute(
        "create or replace temp table periods as select $start::date as period_start, $end::date as period_end",
        {
            "start": period.start,
            "end": period.end,
        },
    )
    query = make_query(entry.path, entry.sql)
    for name, needed in prepared_queries(catalogue, [query]).items():
        materialise(con, name, needed)
    rows = con.execute(f"select record_id, coalesce(excluded, numerator::varchar) from ({query.text})").fetchall()
    return dict(rows)


def measured(
    measure: str,
    tables: Mapping[str, str],
    quarter: str = QUARTER,
    window: str | None = None,
    extracted_on: str = EXTRACTED_ON,
) -> Answer:
    """What the engine says of one measure for one quarter over these rows."""
    return answer(given(tables, extracted_on), measure, quarter, window)
