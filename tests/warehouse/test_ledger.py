"""The ledger: a chain that shows one changed byte, in an entry or in a file it lists."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse import ledger
from warehouse.errors import WarehouseLocked

AT = datetime(2026, 10, 6, 5, 0, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a ledger of three entries about two files."""
    (tmp_path / "one.txt").write_text("one")
    (tmp_path / "two.txt").write_text("two")
    for kind, names in (("load", ["one.txt"]), ("run", ["two.txt"]), ("return", [])):
        ledger.append(
            tmp_path / "ledger" / "887.jsonl",
            at=AT,
            kind=kind,
            authority="887",
            version="1",
            outputs=ledger.hash_files(tmp_path, [tmp_path / name for name in names]),
            detail={"kind": kind},
        )
    return tmp_path


def _book(root: Path) -> Path:
    return root / "ledger" / "887.jsonl"


def _enter_ten(book: Path) -> None:
    for number in range(10):
        ledger.append(book, at=AT, kind="run", authority="887", version="1", detail={"number": number})


def test_runs_that_end_at_the_same_moment_each_add_to_the_chain(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(_enter_ten, _book(tmp_path)) for _ in range(4)]:
            done.result()
    check = ledger.verify(_book(tmp_path), tmp_path)
    assert (check.faults, check.entries) == ((), 40)


def test_a_ledger_that_another_run_does_not_let_go_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "_PATIENCE_SECONDS", 0)
    _enter_ten(_book(tmp_path))
    with FileLock(_book(tmp_path).with_name("887.jsonl.lock")), pytest.raises(WarehouseLocked, match=r"887\.jsonl"):
        _enter_ten(_book(tmp_path))
    assert ledger.verify(_book(tmp_path), tmp_path).entries == 10


def test_an_untouched_ledger_holds(root: Path) -> None:
    check = ledger.verify(_book(root), root)
    assert (check.ok, check.entries, check.files) == (True, 3, 2)


def test_each_entry_holds_the_hash_of_the_one_before(root: Path) -> None:
    entries = ledger.read(_book(root))
    assert [entry.previous for entry in entries] == [ledger.FIRST, entries[0].hash, entries[1].hash]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_any_changed_byte_of_the_ledger_is_found(root: Path, data: st.DataObject) -> None:
    original = _book(root).read_bytes()
    position = data.draw(st.integers(0, len(original) - 2))
    changed = bytearray(original)
    changed[position] ^= data.draw(st.integers(1, 255))
    _book(root).write_bytes(bytes(changed))
    try:
        assert not ledger.verify(_book(root), root).ok
    finally:
        _book(root).write_bytes(original)


def test_a_changed_output_is_named(root: Path) -> None:
    (root / "two.txt").write_text("twO")
    assert ledger.verify(_book(root), root).faults == ("two.txt: its bytes are not those that entry 2 recorded.",)


def test_a_missing_output_is_named(root: Path) -> None:
    (root / "one.txt").unlink()
    assert ledger.verify(_book(root), root).faults == ("one.txt: written by entry 1, and now missing.",)


def test_a_removed_entry_is_found(root: Path) -> None:
    lines = _book(root).read_text().splitlines(keepends=True)
    _book(root).write_text(lines[0] + lines[2])
    assert not ledger.verify(_book(root), root).ok


def test_an_output_is_checked_against_the_last_entry_that_wrote_it(root: Path) -> None:
    (root / "one.txt").write_text("new")
    ledger.append(
        _book(root),
        at=AT,
        kind="run",
        authority="887",
        version="1",
        outputs=ledger.hash_files(root, [root / "one.txt"]),
    )
    assert ledger.verify(_book(root), root).ok


def test_a_file_removed_by_retention_is_not_missed(root: Path) -> None:
    (root / "one.txt").unlink()
    ledger.append(_book(root), at=AT, kind="retention", authority="887", version="1", detail={"removed": ["one.txt"]})
    assert ledger.verify(_book(root), root).ok


def test_files_of_a_folder_that_was_written_anew_are_known_to_be_gone(root: Path) -> None:
    assert ledger.gone(_book(root), root, root) == []
    (root / "one.txt").unlink()
    assert ledger.gone(_book(root), root, root) == ["one.txt"]
    assert ledger.gone(_book(root), root, root / "elsewhere") == []
    ledger.append(_book(root), at=AT, kind="run", authority="887", version="1", detail={"removed": ["one.txt"]})
    assert ledger.gone(_book(root), root, root) == []
    assert ledger.gone(root / "none.jsonl", root, root) == []


def test_half_a_line_left_by_a_killed_process_is_dropped(root: Path) -> None:
    with _book(root).open("a") as handle:
        handle.write('{"sequence": 4, "at"')
    ledger.append(_book(root), at=AT, kind="run", authority="887", version="1")
    check = ledger.verify(_book(root), root)
    assert (check.ok, check.entries) == (True, 4)


def test_the_ledger_is_private(root: Path) -> None:
    assert _book(root).stat().st_mode & 0o777 == 0o600


def test_an_entry_is_one_line_of_json(root: Path) -> None:
    assert [json.loads(line)["kind"] for line in _book(root).read_text().splitlines()] == ["load", "run", "return"]
