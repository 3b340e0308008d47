"""What a measure's query reads, for somebody who tries it out on the warehouse: its periods and its building blocks."""

import duckdb

from transforms.catalogue import load_catalogue
from transforms.periods import make_windows
from transforms.records import fill_periods, make_query, materialise, prepared_queries, rows_of_periods
from warehouse.calendar import Quarter

_QUARTERS = 9


def provide_blocks(connection: duckdb.DuckDBPyConnection, sql: str, quarter: Quarter) -> None:
    """Makes `periods` of the quarter and the eight before it, and each `prepare.<name>`, if the statement reads them.

    SettingsError when there is no such building block.
    """
    asked = make_query("the query", sql)
    if not asked.reads_periods and not asked.prepared:
        return
    extracted_on = connection.execute("select cast(getvariable('extracted_on') as date)").fetchall()[0][0]
    fill_periods(connection, rows_of_periods(make_windows(quarter, _QUARTERS, 0, extracted_on), "quarter"))
    for name, query in prepared_queries(load_catalogue(), [asked]).items():
        materialise(connection, name, query)
