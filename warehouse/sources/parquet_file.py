"""Reads a Parquet extract as text, each value exact: dates ISO, decimals plain, whole numbers without `.0`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

from warehouse.errors import SourceError
from warehouse.schema import Table
from warehouse.sources.model import ReadTable
from warehouse.sources.table_data import name_columns


def read_parquet(content: bytes, file: str, table: Table | None, table_name: str) -> ReadTable:
    """The rows of a Parquet file as text; the first row of data is row 2, as if there were a heading row.

    Raises SourceError when the file is truncated or is not Parquet.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        data = parquet.ParquetFile(BytesIO(content)).read()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise SourceError(
            f"{file}: cannot be read as Parquet; it is cut short or another kind of file. Export it again and deliver "
            "it again."
        ) from error
    columns = [_as_text(data.column(index)) for index in range(data.num_columns)]
    rows = pa.array(range(2, data.num_rows + 2), type=pa.int64())
    names = [f"c{index}" for index in range(data.num_columns)]
    text = pa.table([*columns, rows], names=[*names, "source_row"])
    return name_columns(text, data.column_names, table, table_name, file, ())


def number_text(value: float) -> str | None:
    """A float as a person would write it: 5.0 is `5`, 0.1 is `0.1`, no value (NaN) is None."""
    if value != value:
        return None
    if value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    return repr(value)


def moment_text(value: datetime) -> str:
    """A date and time as ISO text; midnight is the date alone, since workbooks and pandas store dates so."""
    if value.tzinfo is None and value.time() == time.min:
        return value.date().isoformat()
    return value.isoformat(sep=" ")


def _as_text(column: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_dictionary(kind):
        return _as_text(pc.cast(column, kind.value_type))
    if pa.types.is_timestamp(kind) and kind.unit != "us":
        return _as_text(pc.cast(column, pa.timestamp("us", kind.tz), safe=False))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == pa.string_view():
        text = pc.cast(column, pa.string())
        return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
    if pa.types.is_integer(kind) or pa.types.is_date32(kind) or pa.types.is_boolean(kind) or pa.types.is_null(kind):
        return pc.cast(column, pa.string())
    write = _writer(kind)
    return pa.array([None if value is None else write(value) for value in column.to_pylist()], type=pa.string())


def _writer(kind: Any) -> Callable[[Any], str | None]:
    import pyarrow as pa

    if pa.types.is_floating(kind):
        return number_text
    if pa.types.is_decimal(kind):
        return _decimal_text
    if pa.types.is_timestamp(kind):
        return moment_text
    if pa.types.is_nested(kind):
        return lambda value: json.dumps(value, ensure_ascii=False, default=str)
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return lambda value: str(value.decode("utf-8", errors="backslashreplace")) or None
    return lambda value: value.isoformat() if hasattr(value, "isoformat") else str(value)


def _decimal_text(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
