"""From small text tables to the rows of one Annex A list, and to the whole workbook.

R is 31 August 2026, so six months back is 28 February 2026 (31 February does not exist) and twelve are 31 August 2025.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from tests.support.given import given
from transforms.returns import annex_a
from transforms.returns.annex_a_pages import ListReport
from transforms.returns.context import ReturnContext
from warehouse.calendar import Quarter
from warehouse.schema import load_schema

REFERENCE_DATE = date(2026, 8, 31)
AUTHORITY = "887"


def context(reference_date: date = REFERENCE_DATE, draft_reason: str = "", load_id: str = "load") -> ReturnContext:
    return ReturnContext(
        authority=AUTHORITY,
        authority_name="Invented & Sons Council",
        quarter=Quarter.containing(reference_date),
        extracted_on=reference_date,
        known_at=datetime.combine(reference_date, datetime.min.time()),
        reference_date=reference_date,
        load_id=load_id,
        version="0.1.0",
        population_release="",
        draft_reason=draft_reason,
    )


@contextmanager
def warehouse(
    tables: Mapping[str, str],
    settings: Mapping[str, str] | None = None,
    missing: Sequence[str] = (),
    reference_date: date = REFERENCE_DATE,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse with these rows; settings and undelivered tables or columns (`ssd_person`, `ssd_person.pers_dob`)."""
    con = given(tables, reference_date.isoformat())
    con.execute("begin")
    try:
        for name, value in (settings or {}).items():
            con.execute("delete from ref.setting where name = $name", {"name": name})
            con.execute("insert into ref.setting values ($name, $value)", {"name": name, "value": value})
        for name in missing:
            con.execute(
                "delete from available where $name in (table_name, table_name || '.' || column_name)", {"name": name}
            )
        yield con
    finally:
        con.execute("rollback")


@dataclass(frozen=True)
class Made:
    """One list as made: its report, and each row as field to text, blanks as ''."""

    report: ListReport
    rows: list[dict[str, str]]

    def column(self, name: str) -> dict[str, str]:
        """Child (or adopter) to that field, for lists whose child stands on it once."""
        key = "adopter_identifier" if self.report.number == 11 else "child_unique_id"
        return {row[key]: row[name] for row in self.rows}

    def values(self, name: str) -> list[str]:
        return [row[name] for row in self.rows]


def made(
    number: int,
    tables: Mapping[str, str],
    settings: Mapping[str, str] | None = None,
    missing: Sequence[str] = (),
    reference_date: date = REFERENCE_DATE,
) -> Made:
    """List `number` of a warehouse that holds these rows."""
    with warehouse(tables, settings, missing, reference_date) as con:
        reports = annex_a.make_lists(con, context(reference_date))
        names = ["record_id", *(field.name for field in load_schema().tables[f"annex_a_list_{number}"].fields)]
        quoted = ", ".join(f'"{name}"' for name in names)
        rows = con.execute(f"select {quoted} from annex_a_list_{number} order by rowid").fetchall()
    texts = [dict(zip(names, ("" if cell is None else str(cell) for cell in row), strict=True)) for row in rows]
    return Made(reports[number - 1], texts)


def write(
    folder: Path,
    tables: Mapping[str, str],
    missing: Sequence[str] = (),
    draft_reason: str = "",
    settings: Mapping[str, str] | None = None,
) -> Path:
    """The workbook of a warehouse that holds these rows."""
    path = folder / "annex-a.xlsx"
    with warehouse(tables, settings, missing) as con:
        annex_a.write(con, context(draft_reason=draft_reason), None, path)
    return path
