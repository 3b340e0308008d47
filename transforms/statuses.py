"""How many measures have a figure: what a run reports about a return."""

import duckdb

from transforms.engine import query
from warehouse.calendar import Quarter


def statuses(connection: duckdb.DuckDBPyConnection, quarter: Quarter) -> dict[str, int]:
    """Measures by the status of their whole in the quarter: ok, no_records or not_available → count."""
    return dict(connection.execute(query("statuses"), {"period": quarter.label}).fetchall())
