"""A run that is killed at any moment leaves the published file as it was or complete, and the next run clean."""

import multiprocessing
import time
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from warehouse.casting import cast_load
from warehouse.database import create_database, open_session, working_copy
from warehouse.history import load_into_history
from warehouse.landing import Landed
from warehouse.schema import Schema, load_schema

ROWS = 2000
TABLE = "ssd_contacts"


def small_schema():
    full = load_schema()
    return Schema({TABLE: full.tables[TABLE]}, full.code_sets)


def land(root: Path, number: int) -> Landed:
    """A load of ROWS contacts, every one unlike those of the loads before."""
    folder = root / str(number)
    folder.mkdir(exist_ok=True)
    (folder / "intake.json").write_text('{"notes": []}')
    rows = {
        "cont_contact_id": [f"{number}-{row}" for row in range(ROWS)],
        "source_file": ["f.csv"] * ROWS,
        "source_row": list(range(ROWS)),
    }
    parquet.write_table(pa.table(rows), folder / f"{TABLE}.parquet")
    taken = datetime(2026, 7, 1) + timedelta(days=number)
    return Landed(str(number), folder, taken, "x", True, (TABLE,), {}, (), "extracts")


def run_until_killed(path: Path, landing: Path, tell: Connection) -> None:
    """Run after run, each of one load; tells how long each took, after it published."""
    schema = small_schema()
    while True:
        began = time.perf_counter()
        with working_copy(path, datetime(2026, 7, 2)) as work:
            number = work.connection.execute("select count(*) from meta.loads").fetchall()[0][0]
            landed = land(landing, number)
            cast_load(work.connection, landed.folder, schema, {})
            load_into_history(work.connection, landed, schema, "extracts")
            work.publish()
        tell.send(time.perf_counter() - began)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "warehouse" / "887.duckdb"
    with working_copy(path, datetime(2026, 7, 2)) as work:
        create_database(work.connection, small_schema(), "887", "Invented Council", "E06000035", {})
        work.publish()
    (tmp_path / "landing").mkdir()
    return path


@pytest.fixture(scope="module")
def processes():
    """Processes begun from one that has the libraries loaded already, and no database open."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["numpy", "pandas", "pyarrow.parquet", "warehouse.history", "warehouse.database"])
    return context


def kill_part_way(processes, path: Path, part: float) -> int:
    """Starts runs, lets one finish, kills the next part way, and says how many runs told that they had published."""
    hear, tell = processes.Pipe(duplex=False)
    process = processes.Process(target=run_until_killed, args=(path, path.parents[1] / "landing", tell))
    process.start()
    tell.close()
    seconds = hear.recv()
    time.sleep(part * seconds)
    process.kill()
    process.join()
    told = 1
    try:
        while True:
            hear.recv()
            told += 1
    except EOFError:
        return told


def loads_and_rows(path: Path) -> tuple[int, int, int]:
    with open_session(path) as session:
        return session.connection.execute(
            "select (select count(*) from wh.meta.loads), count(*), count(*) filter (where known_to = 'infinity') "
            "from wh.history.ssd_contacts"
        ).fetchall()[0]


def test_killed_at_several_moments_what_is_published_is_whole_and_the_next_run_goes_on(processes, path):
    before = 0
    for part in (0.1, 0.5, 0.85, 0.97):
        told = before + kill_part_way(processes, path, part)
        loads, rows, current = loads_and_rows(path)
        # A run may have been killed between its publishing and its telling.
        assert loads in (told, told + 1)
        assert (rows, current) == (loads * ROWS, ROWS)
        before = loads
    with working_copy(path, datetime(2026, 7, 3)) as work:
        assert work.connection.execute("select count(*) from meta.loads").fetchall() == [(before,)]
    assert {file.name for file in path.parent.iterdir()} <= {"887.duckdb", "887.duckdb.lock"}
