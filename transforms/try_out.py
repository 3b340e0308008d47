"""What a measure's query reads, for somebody who tries it out on the warehouse: its periods and its building blocks."""

import re

import duckdb

from transforms.catalogue import Catalogue
from transforms.periods import make_windows
from transforms.records import fill_periods, make_query, materialise, prepared_queries, rows_of_periods
from warehouse.calendar import Quarter

_ASKS = re.compile(r"\b(prepare\.\w|periods\b)", re.IGNORECASE)
_QUARTERS = 9


def asks_for_blocks(sql: str) -> bool:
    """Whether the text names a building block or `periods`, so that it is worth while to look closer."""
    return _ASKS.search(sql) is not None


def provide_blocks(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, sql: str, quarter: Quarter) -> None:
    """Makes `periods` of the quarter and the eight before it, and each `prepare.<name>` that the statement reads.

    SettingsError when there is no such building block.
    """
    extracted_on = connection.execute("select cast(getvariable('extracted_on') as date)").fetchall()[0][0]
    fill_periods(connection, rows_of_periods(make_windows(quarter, _QUARTERS, 0, extracted_on), "quarter"))
    for name, query in prepared_queries(catalogue, [make_query("the query", sql)]).items():
        materialise(connection, name, query)
