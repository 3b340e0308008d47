"""`kill -9` during a refresh, at any moment, leaves the last published warehouse readable and the next run clean."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.council import council, run

pytestmark = [pytest.mark.flows]


def _contacts(workspace: Path) -> int:
    answer = run("query", "select count(*) from ssd.contacts", "--workspace", workspace, "--json")
    assert answer.status == 0, answer.err
    return int(answer.json["rows"][0][0])


def test_a_killed_refresh_leaves_the_published_warehouse_and_the_next_run_finishes(tmp_path: Path) -> None:
    workspace = council(tmp_path / "w", children=600, years=1)
    assert run("refresh", "--workspace", workspace, "--extracted-on", "2026-10-01").status in (0, 1)
    before = _contacts(workspace)
    contacts = workspace / "extracts" / "ssd_contacts.csv"
    lines = contacts.read_text().splitlines(keepends=True)
    contacts.write_text("".join(lines[:-1]))
    pristine = tmp_path / "pristine"
    shutil.copytree(workspace, pristine)
    whole = _time_a_refresh(workspace)
    for part in (0.35, 0.7, 0.88, 0.96):
        shutil.rmtree(workspace)
        shutil.copytree(pristine, workspace)
        _refresh_and_kill(workspace, whole * part)
        assert _contacts(workspace) in (before, before - 1)
    assert run("refresh", "--workspace", workspace, "--extracted-on", "2026-10-02").status in (0, 1)
    assert _contacts(workspace) == before - 1
    assert run("verify", "--workspace", workspace).status == 0
    left = [p.name for p in (workspace / "landing" / "887").iterdir()]
    assert len(left) == 2


def _command(workspace: Path) -> list[str]:
    return [sys.executable, "-m", "flows.cli", "refresh", "--workspace", str(workspace), "--extracted-on", "2026-10-02"]


def _time_a_refresh(workspace: Path) -> float:
    begun = time.monotonic()
    subprocess.run(_command(workspace), capture_output=True, check=False)
    return time.monotonic() - begun


def _refresh_and_kill(workspace: Path, after: float) -> None:
    process = subprocess.Popen(_command(workspace), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    if process.poll() is None:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
