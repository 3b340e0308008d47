"""`explain` and `query`: the records behind a number, and read-only SQL on the published warehouse."""

import csv
import os
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from flows.quarterly import parse_known_at
from flows.screen import Screen
from flows.settings import load_settings
from flows.workspace import Workspace
from warehouse.calendar import Quarter
from warehouse.database import Session, open_session
from warehouse.errors import SettingsError

PARTS = ("numerator", "denominator only", "excluded")
READ_ONLY = "query takes one SELECT. The warehouse is changed only by `quarterlight refresh`."


def _session(workspace: Workspace, authority: str | None, as_known_at: str | None) -> Session:
    settings = load_settings(workspace)
    code = settings.authority(authority).code
    warehouse = workspace.warehouse(code)
    if not warehouse.is_file():
        raise SettingsError(f"There is no {workspace.relative(warehouse)} yet: run `quarterlight refresh` first.")
    return open_session(warehouse, parse_known_at(as_known_at), settings.reference())


def run_query(
    workspace: Workspace, authority: str | None, sql: str, as_known_at: str | None, out: Path | None, screen: Screen
) -> int:
    import duckdb

    from flows.refresh import last_closed_quarter
    from transforms.try_out import provide_blocks

    session = _session(workspace, authority, as_known_at)
    connection = session.connection
    try:
        # Nothing outside the warehouse may be read or written, and no statement may lift that again.
        connection.execute("set enable_external_access = false; set lock_configuration = true")
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type not in (
            duckdb.StatementType.SELECT,
            duckdb.StatementType.EXPLAIN,
        ):
            raise SettingsError(READ_ONLY)
        # A measure's file can be tried as it stands: what it reads besides the warehouse is made for it.
        provide_blocks(connection, sql, last_closed_quarter(session.extracted_on))
        found = connection.execute(statements[0])
        columns, rows = [column[0] for column in found.description or ()], found.fetchall()
    except duckdb.Error as error:
        raise SettingsError(f"The query could not run. {str(error).strip()}") from None
    finally:
        session.close()
    _hand_over(columns, rows, out, screen)
    screen.answer(
        {"columns": columns, "rows": [list(row) for row in rows], "known_at": session.known_at, "exit_status": 0}
    )
    return 0


def run_explain(workspace: Workspace, authority: str | None, asked: dict[str, Any], screen: Screen) -> int:
    from transforms.catalogue import load_catalogue
    from transforms.compute import compute
    from transforms.explain import ExplainedRecord, explain
    from transforms.trust import trust

    catalogue = load_catalogue()
    if asked["measure"] not in catalogue.measures:
        raise SettingsError(f"There is no measure {asked['measure']}. `quarterlight measures` lists them.")
    measure = catalogue.measures[asked["measure"]]
    quarter = Quarter.parse(asked["quarter"])
    with _session(workspace, authority, asked["as_known_at"]) as session:
        compute(session.connection, catalogue, quarter, quarters=1, months=0, measures=[measure.id])
        records = explain(session.connection, measure, quarter, _conditions(asked["conditions"]))
        trusted = trust(session.connection, catalogue, quarter.label)
    # A measure shown for the year and for the quarter is explained by its own window, the one that begins first.
    starts = [start for name, start in trusted if name == measure.id]
    own = (min if measure.kind.startswith("rolling") else max)(starts, default=None)
    faults = trusted[measure.id, own].words if own is not None else ""
    parts = {part: sum(record.part == part for record in records) for part in PARTS}
    counts = f"{parts['numerator']:,} in the numerator, {parts['denominator only']:,} in the denominator only"
    screen.say(f"{measure.title}, {quarter.label}, as known at {session.known_at:%d/%m/%Y %H:%M}")
    screen.say(f"{counts}, {parts['excluded']:,} left out.")
    if faults:
        screen.say(f"Data quality of the whole: {faults}.")
    columns = [column.name for column in fields(ExplainedRecord)]
    rows = [[getattr(record, name) for name in columns] for record in records]
    shown = rows if asked["out"] or not asked["limit"] else rows[: asked["limit"]]
    if rows:
        _hand_over(columns, shown, asked["out"], screen)
        if len(shown) < len(rows):
            screen.say(f"… and {len(rows) - len(shown):,} more: --limit 0 shows all, --out FILE.csv writes them.")
    answer = {
        "measure": measure.id,
        "quarter": quarter.label,
        "known_at": session.known_at,
        "counts": parts,
        "data_quality": faults,
    }
    screen.answer({**answer, "records": [dict(zip(columns, row, strict=True)) for row in rows], "exit_status": 0})
    return 0


def _conditions(texts: Sequence[str]) -> dict[str, str]:
    conditions = {}
    for text in texts:
        group, mark, value = text.partition("=")
        if not mark or not group:
            raise SettingsError("--where takes GROUP=VALUE, such as team=North.")
        conditions[group.strip()] = value.strip()
    return conditions


def _hand_over(columns: Sequence[str], rows: Sequence[Sequence[Any]], out: Path | None, screen: Screen) -> None:
    """Shows the rows, or writes them to a protected .csv or .xlsx file."""
    if out is None:
        screen.table(columns, rows)
        return
    if out.suffix not in (".csv", ".xlsx"):
        raise SettingsError("--out takes a file name that ends in .csv or .xlsx.")
    if out.suffix == ".csv":
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(rows)
    else:
        from transforms.returns.bulk import write_table

        write_table(out, "Result", columns, rows)
    screen.say(f"{len(rows):,} rows written to {out}.")
