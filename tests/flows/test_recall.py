"""Five invented councils with known faults: each kind is found on the right record, and none on their clean twins."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from tests.support.council import council, run

pytestmark = [pytest.mark.flows]

SEEDS = (1, 2, 3, 4, 5)
CHILDREN, YEARS, RATE = 1200, 2, 0.01
LEAST = 0.99


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _findings(folder: Path) -> list[dict[str, str]]:
    (file,) = (folder / "findings" / "887").glob("*.csv")
    return _rows(file)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_kind_of_fault_is_found_on_the_right_record(tmp_path: Path, seed: int) -> None:
    folder = council(tmp_path / "w", children=CHILDREN, years=YEARS, faults=RATE, seed=seed)
    assert run("refresh", "--workspace", folder).status in (0, 1)
    found = {(row["rule"], row["record_id"]) for row in _findings(folder)}
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for fault in _rows(folder / "extracts" / "faults.csv"):
        by_kind[fault["fault"]].append((fault["rule"], fault["record_id"]) in found)
    recall = {kind: sum(hits) / len(hits) for kind, hits in by_kind.items()}
    assert sum(map(len, by_kind.values())) > 150
    assert {kind: share for kind, share in recall.items() if share < LEAST} == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_clean_twin_has_no_critical_or_major_finding(tmp_path: Path, seed: int) -> None:
    folder = council(tmp_path / "w", children=CHILDREN, years=YEARS, seed=seed)
    assert run("refresh", "--workspace", folder).status == 0
    worst = {row["rule"] for row in _findings(folder) if row["severity"] in ("critical", "major")}
    assert worst == set()
