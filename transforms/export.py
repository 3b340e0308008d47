"""measures.csv and records.parquet: the numbers and the records behind them, the same bytes every time."""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.engine import query
from warehouse.errors import SourceError

_ROW_GROUP = 100_000
# Both hold children's records or small counts of them: nobody but the owner reads them.
_FILE_MODE = 0o600


@dataclass(frozen=True)
class MeasureValue:
    """One row of measures.csv; one measure, period and group.

    A percent's `value` is 0 to 100. `status` is ok, not_available or no_records; `reason` says more in words.
    """

    authority: str
    measure: str
    title: str
    period: str
    period_kind: str
    period_start: date
    period_end: date
    breakdown: str
    group: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: float | None
    unit: str
    lower: float | None
    upper: float | None
    status: str
    reason: str | None
    records_with_findings: int | None
    known_at: datetime


COLUMNS = tuple(field.name for field in fields(MeasureValue))


def write_measures(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Writes measure_values: UTF-8, LF, ISO dates, sorted, numbers unrounded, empty for nothing. Replaces the file."""
    os.close(_open_private(path))
    connection.execute(query("export_measures"), {"path": str(path)})


def read_measures(path: Path) -> list[MeasureValue]:
    """The rows of a measures.csv that was written here; SourceError names the row that cannot be read."""
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        if tuple(next(reader, ())) != COLUMNS:
            raise SourceError(f"{path.name}: the first line must be the columns of measures.csv, in their order.")
        return [_value(path, reader.line_num, cells) for cells in reader]


def write_records(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Writes measure_records, sorted, in row groups of a fixed size; protected, it holds ids. Replaces the file."""
    batches = connection.execute(query("export_records")).to_arrow_reader(_ROW_GROUP)
    with (
        os.fdopen(_open_private(path), "wb") as handle,
        pq.ParquetWriter(handle, batches.schema, compression="zstd", version="2.6") as writer,
    ):
        for group in _row_groups(batches):
            writer.write_table(group, row_group_size=_ROW_GROUP)


def _row_groups(batches: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """The rows in groups of one size, however many come at once: a whole return's records would fill the memory."""
    held = batches.schema.empty_table()
    for batch in batches:
        held = pa.concat_tables([held, pa.Table.from_batches([batch])])
        while held.num_rows >= _ROW_GROUP:
            yield held.slice(0, _ROW_GROUP).combine_chunks()
            held = held.slice(_ROW_GROUP)
    if held.num_rows:
        yield held.combine_chunks()


def _open_private(path: Path) -> int:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _FILE_MODE)
    os.fchmod(descriptor, _FILE_MODE)
    return descriptor


def _value(path: Path, line: int, cells: list[str]) -> MeasureValue:
    try:
        row = dict(zip(COLUMNS, cells, strict=True))
        return MeasureValue(
            authority=row["authority"],
            measure=row["measure"],
            title=row["title"],
            period=row["period"],
            period_kind=row["period_kind"],
            period_start=date.fromisoformat(row["period_start"]),
            period_end=date.fromisoformat(row["period_end"]),
            breakdown=row["breakdown"],
            group=row["group"],
            numerator=_decimal(row["numerator"]),
            denominator=_decimal(row["denominator"]),
            value=_float(row["value"]),
            unit=row["unit"],
            lower=_float(row["lower"]),
            upper=_float(row["upper"]),
            status=row["status"],
            reason=row["reason"] or None,
            records_with_findings=int(row["records_with_findings"]) if row["records_with_findings"] else None,
            known_at=datetime.fromisoformat(row["known_at"]),
        )
    except (ValueError, ArithmeticError) as error:
        raise SourceError(
            f"{path.name}, line {line}: not a row of measures.csv. Take the file from the return again."
        ) from error


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _float(text: str) -> float | None:
    return float(text) if text else None
