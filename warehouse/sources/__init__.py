"""Sources: where extracts come from. A folder of files or an Annex A workbook becomes a `Delivery`, ready to land."""

from __future__ import annotations

from pathlib import Path

from warehouse.errors import SourceError
from warehouse.schema import Schema
from warehouse.sources.annex_a import FEWEST_LISTS, count_lists, open_annex_a
from warehouse.sources.files import open_folder, tables_by_name
from warehouse.sources.headings import heading_key
from warehouse.sources.model import Delivery, Extract, IntakeNote, ReadTable, SourceFile
from warehouse.sources.source_files import list_files
from warehouse.sources.workbook import read_workbook

__all__ = ["Delivery", "Extract", "IntakeNote", "ReadTable", "SourceFile", "open_source"]

_WORKBOOKS = (".xlsx", ".xlsm")


def open_source(location: str, schema: Schema) -> Delivery:
    """What a source delivers: `location` is a folder of extracts, an Annex A workbook, or a folder holding just one.

    Nothing is changed by opening it. Raises SourceError, naming the file and what to do, when it cannot be read.
    """
    path = Path(location)
    if path.is_dir():
        workbook = _lone_annex_a(path, schema)
        return open_annex_a(workbook, schema) if workbook else open_folder(path, schema)
    if not path.exists():
        raise SourceError(f"{path.name}: there is no such file or folder. Check the source in the settings.")
    if path.suffix.casefold() in _WORKBOOKS:
        return open_annex_a(path, schema)
    raise SourceError(
        f"{path.name}: expected a folder of extracts (CSV, Parquet or Excel) or an Annex A workbook (.xlsx). "
        "Point the source at one of them."
    )


def _lone_annex_a(folder: Path, schema: Schema) -> Path | None:
    """The Annex A workbook of a folder that holds one and no extract; SourceError when it lies among other extracts."""
    known = tables_by_name(schema)
    files = list_files(folder)
    recognised = [path for path in files if heading_key(path.stem) in known]
    books = [p for p in files if p not in recognised and p.suffix.casefold() in _WORKBOOKS and _is_annex_a(p, schema)]
    if not books:
        return None
    if len(books) > 1 or recognised:
        raise SourceError(
            f"{books[0].name}: this Annex A workbook lies beside {(books[1:] or recognised)[0].name}. Expected "
            "extracts, or one Annex A workbook. Move one elsewhere, or point the source at the file."
        )
    return books[0]


def _is_annex_a(path: Path, schema: Schema) -> bool:
    return count_lists(read_workbook(path.read_bytes(), path.name), schema) >= FEWEST_LISTS
