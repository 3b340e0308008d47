"""The return folder: every file of a return, written into a folder that the caller then puts in its place."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from transforms.catalogue import Catalogue
from transforms.export import write_measures, write_records
from transforms.returns import style
from transforms.returns.context import ReturnContext
from transforms.returns.figures import query, rows
from transforms.returns.files import make_private_folder, write_private
from transforms.returns.manifest import Input, write_manifest
from transforms.returns.themes import check_focus
from transforms.statuses import statuses
from warehouse.waivers import ShownWaiver

_AT_ONCE = 10_000
VALIDATION = "validation/index.html"


def write_return(
    connection: DuckDBPyConnection,
    context: ReturnContext,
    catalogue: Catalogue,
    folder: Path,
    validation_page: Path | None = None,
    *,
    sign_offs: Sequence[Mapping[str, Any]] = (),
    settings_hash: str = "",
    per_team: bool = False,
) -> Path:
    """Writes all files of the return into `folder` (made if missing, mode 0700); gives the path of manifest.json.

    Reads `measure_values` and `measure_records` of the connection, and the warehouse as known at `context.known_at`.
    With `per_team` each team's fix list is written too.
    `validation_page` is copied with the pages behind it where there is one. The same inputs give the same bytes.
    SettingsError when the context names a focus area that does not exist.
    """
    # Each workbook's libraries load only when a return is written.
    from transforms.returns import annex_a, board, data_quality, monitoring

    check_focus(context.focus)
    make_private_folder(folder)
    annex_a.write(connection, context, catalogue, folder / "annex-a.xlsx")
    monitoring.write(connection, context, catalogue, folder / "monitoring-return.xlsx")
    board.write(connection, context, catalogue, folder / "board-pack.xlsx")
    fix_lists = folder / "fix-lists" if per_team else None
    data_quality.write(connection, context, catalogue, folder / "data-quality-actions.xlsx", fix_lists)
    write_tables(connection, context, folder)
    if validation_page is not None and validation_page.is_file():
        copy_validation(validation_page.parent, (folder / VALIDATION).parent, context.draft_reason)
    inputs = read_inputs(connection, context)
    counts = rows(connection, "counts", load_id=context.load_id)[0]
    by_status = {f"measures_{status}": count for status, count in statuses(connection, context.quarter).items()}
    shown = [_as_told(waiver) for waiver in context.waivers]
    return write_manifest(folder, context, inputs, shown, sign_offs, counts | by_status, settings_hash)


def _as_told(waiver: ShownWaiver) -> dict[str, Any]:
    return {
        "rule": waiver.rule,
        "severity": waiver.severity,
        "covers": waiver.covers,
        "findings": waiver.findings,
        "name": waiver.name,
        "reason": waiver.reason,
        "given_on": waiver.given_on.isoformat(),
        "until": waiver.until.isoformat(),
    }


def copy_validation(source: Path, target: Path, draft_reason: str) -> None:
    """Copies the validation pages; those of a draft begin by saying that it is one, and why."""
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        copy = target / file.relative_to(source)
        make_private_folder(copy.parent)
        content = file.read_bytes()
        if draft_reason and file.suffix == ".html":
            content = mark_draft(content.decode(), draft_reason).encode()
        write_private(copy, content)


def mark_draft(page: str, reason: str) -> str:
    """An HTML page with a band at its head that says DRAFT and why."""
    look = f"margin:0;padding:.6em 1em;font-weight:bold;color:#{style.RED_INK};background:#{style.RED_FILL}"
    band = f'<p role="note" style="{look}">DRAFT: {escape(reason)}</p>'
    return re.sub(r"<body[^>]*>", lambda body: f"{body[0]}\n{band}", page, count=1)


def write_tables(connection: DuckDBPyConnection, context: ReturnContext, folder: Path) -> None:
    """Writes measures.csv, records.parquet and findings.csv, sorted, with numbers unrounded."""
    write_measures(connection, folder / "measures.csv")
    write_records(connection, folder / "records.parquet")
    found = connection.execute(query("findings_csv"), {"load_id": context.load_id})
    text = io.StringIO(newline="")
    # Written as the load's own findings file is, so that the two are equal byte for byte.
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column[0] for column in found.description or []])
    while batch := found.fetchmany(_AT_ONCE):
        writer.writerows(batch)
    write_private(folder / "findings.csv", text.getvalue().encode())


def read_inputs(connection: DuckDBPyConnection, context: ReturnContext) -> list[Input]:
    """The files of every load that was known at the time of the return: its history is made of them all."""
    return [
        Input(
            load_id=row["load_id"],
            file=row["file"],
            table=row["table_name"],
            sha256=row["sha256"],
            bytes=row["bytes"],
            rows=row["rows"],
            first_date=row["first_date"],
            last_date=row["last_date"],
        )
        for row in rows(connection, "inputs", known_at=context.known_at)
    ]
