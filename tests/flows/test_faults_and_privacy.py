"""A council with known faults, refreshed as a Prefect flow: every fault is found, and no child is named elsewhere."""

import csv
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.council import council

pytestmark = [pytest.mark.flows]


@dataclass(frozen=True)
class Refreshed:
    """A workspace after one refresh with `--prefect`, and what the command said."""

    folder: Path
    status: int
    said: str


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    folder = council(tmp_path_factory.mktemp("faulty") / "w", children=1500, years=2, faults=0.01)
    command = [sys.executable, "-m", "flows.cli", "refresh", "--prefect", "--workspace", str(folder)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=280, check=False)
    return Refreshed(folder, done.returncode, done.stdout + done.stderr)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_fault_is_found_on_the_right_record(faulty: Refreshed) -> None:
    (findings,) = (faulty.folder / "findings" / "887").glob("*.csv")
    found = {(row["rule"], row["record_id"]) for row in _rows(findings)}
    faults = _rows(faulty.folder / "extracts" / "faults.csv")
    missed = [fault for fault in faults if (fault["rule"], fault["record_id"]) not in found]
    assert len(faults) > 100
    assert missed == []


def test_critical_findings_end_the_refresh_with_1(faulty: Refreshed) -> None:
    assert faulty.status == 1, faulty.said
    assert "a return will be refused" in faulty.said


def test_no_name_birth_date_or_id_is_in_prefect_the_screen_or_the_validation_page(faulty: Refreshed) -> None:
    people = _rows(faulty.folder / "extracts" / "ssd_person.csv")
    secrets = {row["pers_person_id"] for row in people}
    secrets |= {f"{row['pers_forename']} {row['pers_surname']}" for row in people}
    secrets |= {row["pers_dob"] for row in people if row["pers_dob"] < "2026"}
    # A date is a secret only as somebody's birth date: those of the load and its quarters may be shown.
    places = [path for path in (faulty.folder / ".prefect").rglob("*") if path.is_file()]
    places += list((faulty.folder / "validation").rglob("*.html"))
    assert any(path.name == "prefect.db" for path in places)
    texts = {str(path): path.read_bytes().decode("utf-8", errors="replace") for path in places}
    texts["the screen"] = faulty.said
    leaks = {
        (place, secret[:3]) for place, text in texts.items() for secret in secrets if len(secret) > 6 and secret in text
    }
    assert leaks == set()
