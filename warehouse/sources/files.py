"""A folder of extracts: `<table>.csv`, `.parquet` or `.xlsx`, named as a table of the schema, prefix or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from warehouse.errors import SourceError
from warehouse.schema import Schema, Table
from warehouse.sources.csv_file import read_csv
from warehouse.sources.headings import heading_key
from warehouse.sources.model import Delivery, Extract, IntakeNote, ReadTable, SourceFile
from warehouse.sources.parquet_file import read_parquet
from warehouse.sources.sheet_table import HeadingRow, find_headings, sheet_table
from warehouse.sources.source_files import describe_file, list_files, read_bytes
from warehouse.sources.source_manifest import read_manifest
from warehouse.sources.workbook import SAVE_AGAIN, Sheet, read_workbook

READERS = (".csv", ".parquet", ".xlsx", ".xlsm")


def tables_by_name(schema: Schema) -> dict[str, Table]:
    """The tables an extract may be, by every name a file may have (`ssd_contacts`, `contacts`), as heading keys."""
    names: dict[str, Table] = {}
    for table in schema.history_tables():
        names[heading_key(table.name)] = table
    for table in schema.history_tables():
        names.setdefault(heading_key(table.short), table)
    return names


def open_folder(folder: Path, schema: Schema) -> Delivery:
    """The extracts of a folder; raises SourceError when there is none, or two files hold the same table."""
    names = tables_by_name(schema)
    paths = [path for path in list_files(folder) if path.suffix.casefold() in READERS]
    tables = [names.get(heading_key(path.stem)) for path in paths]
    if not any(tables):
        raise SourceError(
            f"{folder.name}: no file is named as a table of the schema. Expected files such as contacts.csv or "
            "ssd_contacts.parquet, or an Annex A workbook. Check the folder and the files' names."
        )
    _refuse_two_of_a_table(paths, tables)
    extracts = tuple(_extract(describe_file(path), table) for path, table in zip(paths, tables, strict=True))
    manifest = read_manifest(folder, schema)
    return Delivery(
        kind="extracts",
        location=folder,
        files=tuple(extract.file for extract in extracts),
        extracts=extracts,
        extracted_on=manifest.extracted_on,
        covers=manifest.covers,
        notes=tuple(_folder_notes(folder, paths, tables, schema)),
    )


def _refuse_two_of_a_table(paths: Sequence[Path], tables: Sequence[Table | None]) -> None:
    seen: dict[str, str] = {}
    for path, table in zip(paths, tables, strict=True):
        name = table.name if table else path.stem.casefold()
        if name in seen:
            raise SourceError(
                f"{seen[name]} and {path.name} are both {name}. Expected one file a table. Remove one, then run again."
            )
        seen[name] = path.name


def _folder_notes(
    folder: Path, paths: Sequence[Path], tables: Sequence[Table | None], schema: Schema
) -> list[IntakeNote]:
    notes = [
        IntakeNote(
            "table_unknown", path.stem, "", "no table of the schema has this name; kept in landing", 1, path.name
        )
        for path, table in zip(paths, tables, strict=True)
        if table is None
    ]
    others = [path.name for path in list_files(folder) if path not in paths]
    others += sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    notes += [IntakeNote("note", detail="not a CSV, Parquet or Excel file; not read", count=1, file=n) for n in others]
    delivered = {table.name for table in tables if table}
    notes += [
        IntakeNote("table_absent", table.name, "", "no file of this name")
        for table in schema.history_tables()
        if table.name not in delivered
    ]
    return notes


def _extract(file: SourceFile, table: Table | None) -> Extract:
    name = table.name if table else file.path.stem
    return Extract(name, file, file.name, table is not None, lambda: _read(file, table, name))


def _read(file: SourceFile, table: Table | None, name: str) -> ReadTable:
    content = read_bytes(file)
    suffix = file.path.suffix.casefold()
    if not content:
        raise SourceError(f"{file.name}: the file is empty (0 bytes). Export it again and deliver it again.")
    if suffix == ".csv":
        return read_csv(content, file.name, table, name)
    if suffix == ".parquet":
        return read_parquet(content, file.name, table, name)
    return _read_sheet(read_workbook(content, file.name), file.name, table, name)


def _read_sheet(sheets: Sequence[Sheet], file: str, table: Table | None, name: str) -> ReadTable:
    """The sheet whose headings name most fields of the table; an unknown table is the first filled sheet."""
    filled = [sheet for sheet in sheets if sheet.rows]
    found: list[tuple[Sheet, HeadingRow]] = []
    for sheet in filled:
        headings = find_headings(sheet, table) if table else HeadingRow(1, 0)
        if headings:
            found.append((sheet, headings))
    if not found:
        raise SourceError(
            f"{file}: no sheet has a row of headings that names columns of {name}. Expected it in one of the first 15 "
            f"rows. {SAVE_AGAIN}"
        )
    sheet, headings = max(found, key=lambda pair: pair[1].matched)
    read = sheet_table(sheet, headings.row, table, name, file)
    others = tuple(
        IntakeNote("table_unknown", name, "", f"sheet '{other.title}' was not read; one sheet is one table", 1, file)
        for other in filled
        if other is not sheet
    )
    return replace(read, notes=(*read.notes, *others))
