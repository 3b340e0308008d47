"""Which release of the resident population the rates of a period divide by."""

import duckdb

from transforms.engine import query
from warehouse.calendar import Quarter


def population_release(connection: duckdb.DuckDBPyConnection, quarter: Quarter) -> str:
    """The release and its mid-year, such as `2025-rev1 (mid-2025)`; empty when no release serves the quarter.

    Reads what `compute` chose: of the mid-years on or before the quarter's end the latest published by the day of the
    extract, and of its releases the latest (calendar.md, section 5).
    """
    rows = connection.execute(query("population_release"), {"period": quarter.label}).fetchall()
    return f"{rows[0][0]} (mid-{rows[0][1]})" if rows else ""
