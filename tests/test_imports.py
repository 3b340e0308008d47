"""Imports point one way, as the design draws them; heavy libraries stay in the room that owns them."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("flows", "transforms", "expectations", "warehouse")
MAY_IMPORT = {
    "flows": {"flows", "transforms", "expectations", "warehouse"},
    "transforms": {"transforms", "warehouse"},
    "expectations": {"expectations", "warehouse"},
    "warehouse": {"warehouse"},
}


def _imports(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def _files() -> list[tuple[str, Path]]:
    return [(room, file) for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]


def test_imports_point_one_way() -> None:
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for room, file in _files()
        for name in _imports(file)
        if name.split(".")[0] in ROOMS and name.split(".")[0] not in MAY_IMPORT[room]
    ]
    assert wrong == []


def test_only_flows_imports_prefect_and_only_expectations_great_expectations() -> None:
    owners = {"prefect": "flows", "great_expectations": "expectations"}
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for room, file in _files()
        for name in _imports(file)
        if owners.get(name.split(".")[0], room) != room
    ]
    assert wrong == []


def test_only_returns_write_workbooks_with_openpyxl() -> None:
    wrong = [
        str(file.relative_to(ROOT))
        for room, file in _files()
        for name in _imports(file)
        if name.split(".")[0] in ("openpyxl", "xlsxwriter")
        if "returns" not in file.parts and "sources" not in file.parts
    ]
    assert wrong == []


def test_below_flows_nothing_reads_the_clock_the_environment_or_prints() -> None:
    wrong = []
    for room, file in _files():
        if room == "flows":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ("print", "datetime.now", "date.today", "datetime.utcnow", "time.time", "os.getenv"):
                    wrong.append(f"{file.relative_to(ROOT)}:{node.lineno} {called}")
    assert wrong == []
