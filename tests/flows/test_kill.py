"""`kill -9` during a refresh, at any moment, leaves the last published warehouse readable and the next run clean.

The moments inside the warehouse's own writing are killed more finely in `tests/warehouse/test_killed_runs.py`.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.council import council, run

pytestmark = [pytest.mark.flows]


def test_a_killed_refresh_leaves_the_published_warehouse_and_the_next_run_finishes(tmp_path: Path) -> None:
    workspace = council(tmp_path / "w", children=600, years=1)
    whole = _refresh(workspace, "2026-10-01")
    before = _contacts(workspace)
    contacts = workspace / "extracts" / "ssd_contacts.csv"
    contacts.write_text("".join(contacts.read_text().splitlines(keepends=True)[:-1]))
    for part in (0.4, 0.75, 0.93):
        _refresh(workspace, "2026-10-02", kill_after=whole * part)
        assert _contacts(workspace) in (before, before - 1)
    _refresh(workspace, "2026-10-02")
    assert _contacts(workspace) == before - 1
    assert run("verify", "--workspace", workspace).status == 0
    landed = [path.name for path in (workspace / "landing" / "887").iterdir()]
    assert sorted(name[:10] for name in landed) == ["2026-10-01", "2026-10-02"]


def _contacts(workspace: Path) -> int:
    answer = run("query", "select count(*) from ssd.contacts", "--workspace", workspace, "--json")
    assert answer.status == 0, answer.err
    return int(answer.json["rows"][0][0])


def _refresh(workspace: Path, extracted_on: str, kill_after: float | None = None) -> float:
    """Runs a refresh in a process of its own, killed after so many seconds if asked; gives the seconds it took."""
    command = [sys.executable, "-m", "flows.cli", "refresh", "--workspace", str(workspace)]
    begun = time.monotonic()
    process = subprocess.Popen(
        [*command, "--extracted-on", extracted_on], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        assert process.wait(timeout=kill_after) in (0, 1)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    return time.monotonic() - begun
