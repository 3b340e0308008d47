"""Lets Great Expectations read through a DuckDB connection that this process already holds.

DuckDB allows one connection to write a file, and Great Expectations wants to open its own. This module is a small
SQLAlchemy dialect, `duckdb+lent://`, whose connections are cursors of a connection that was lent to it. Two more gaps
are closed here: Great Expectations fetches rows after its transaction has ended, which empties a DuckDB result (so
results are buffered), and duckdb-engine asks the PostgreSQL catalogue for a table's columns, which takes 50 ms a table
(so DuckDB's own catalogue is asked).

Import it only where Great Expectations is about to be imported: it brings in SQLAlchemy.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
from duckdb_engine import ConnectionWrapper, Dialect
from sqlalchemy import event, types
from sqlalchemy.dialects import registry
from sqlalchemy.engine import Engine
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

URL = "duckdb+lent://"

# The connections lent at this moment, the innermost last. Great Expectations builds its engine from a text, so a
# connection cannot be handed to it as an argument.
_lent: list[tuple[duckdb.DuckDBPyConnection, Mapping[str, Any]]] = []


class LentDialect(Dialect):
    """duckdb-engine's dialect on cursors of the connection lent with `lend`."""

    driver = "lent"
    supports_statement_cache = True

    def connect(self, *_arguments: Any, **_options: Any) -> Any:
        connection, variables = _lent[-1]
        cursor = connection.cursor()
        # Session variables are not shared between the cursors of one connection.
        for name, value in variables.items():
            cursor.execute(f"set variable {name} = $value", {"value": value})
        return ConnectionWrapper(cursor)

    def get_columns(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> Any:
        names = connection.exec_driver_sql(
            "select column_name, data_type from duckdb_columns()"
            " where table_name = $1 and schema_name = $2 order by column_index",
            (str(table_name), schema or "main"),
        ).fetchall()
        return [{"name": name, "type": _type(kind), "nullable": True, "default": None} for name, kind in names]

    def get_pk_constraint(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> Any:
        return {"constrained_columns": [], "name": None}


def _type(kind: str) -> types.TypeEngine[Any]:
    exact: dict[str, types.TypeEngine[Any]] = {
        "DATE": types.Date(),
        "TIMESTAMP": types.DateTime(),
        "BIGINT": types.BigInteger(),
        "BOOLEAN": types.Boolean(),
    }
    return exact.get(kind) or (types.Numeric() if kind.startswith("DECIMAL") else types.String())


def _buffer(conn: Any, cursor: Any, _statement: str, _parameters: Any, context: Any, _many: bool) -> None:
    if isinstance(conn.dialect, LentDialect) and cursor.description is not None:
        context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(cursor, initial_buffer=cursor.fetchall())


@contextmanager
def lend(connection: duckdb.DuckDBPyConnection, variables: Mapping[str, Any]) -> Iterator[str]:
    """The address under which Great Expectations reaches `connection` while the block runs.

    Its cursors see what is committed, and hold the session `variables`.
    """
    registry.register("duckdb.lent", __name__, "LentDialect")
    _lent.append((connection, variables))
    event.listen(Engine, "after_cursor_execute", _buffer)
    try:
        yield URL
    finally:
        event.remove(Engine, "after_cursor_execute", _buffer)
        _lent.pop()
