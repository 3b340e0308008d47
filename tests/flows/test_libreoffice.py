"""Every workbook of a return opens in a real spreadsheet program and comes out as pages, without a word of trouble."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.council import council, run
from tests.support.system import program

pytestmark = [pytest.mark.flows, pytest.mark.servers]

WORKBOOKS = ("annex-a", "monitoring-return", "board-pack", "data-quality-actions")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The return of the smallest council, written as a draft."""
    soffice = program("soffice")
    assert soffice
    workspace = council(tmp_path_factory.mktemp("office") / "w", children=500, years=1, faults=0.002)
    assert run("refresh", "--workspace", workspace).status in (0, 1)
    assert run("return", "2026-27-Q2", "--draft", "--workspace", workspace).status in (0, 1)
    return workspace / "returns" / "887" / "2026-27-Q2"


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_workbook_becomes_pages(folder: Path, name: str, tmp_path: Path) -> None:
    shutil.copy(folder / f"{name}.xlsx", tmp_path)
    command = [
        program("soffice"),
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    done = subprocess.run(
        [*command, f"{name}.xlsx"], cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0
    assert (tmp_path / f"{name}.pdf").stat().st_size > 5_000, done.stderr


@pytest.mark.parametrize("name", WORKBOOKS)
def test_no_cell_is_a_formula_and_a_draft_says_so_on_every_sheet(folder: Path, name: str) -> None:
    book = load_workbook(folder / f"{name}.xlsx")
    formulas = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == []
    silent = [
        sheet.title
        for sheet in book
        if "DRAFT" not in f"{sheet.oddHeader.left.text}{sheet.oddHeader.center.text}{sheet.oddHeader.right.text}"
    ]
    assert silent == []
