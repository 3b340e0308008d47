"""Two runs at once: the second is told who holds the warehouse, and ends with 4."""

from datetime import UTC, datetime
from pathlib import Path

from flows.commands.start import make_workspace
from tests.support.council import run
from warehouse.database import working_copy


def test_the_second_run_ends_with_4_and_says_who_holds_the_warehouse(tmp_path: Path) -> None:
    place = make_workspace(tmp_path / "w", "887", "Medway", "extracts")
    with working_copy(place.warehouse("887"), now=datetime(2026, 10, 6, 2, 0, tzinfo=UTC)):
        answer = run("refresh", "--workspace", place.root)
    assert answer.status == 4
    assert "since" in answer.err
