"""Runs statements that wait for one another, as many at once as DuckDB has threads.

Most tables of one council are too small for DuckDB to share one query among its threads, so whole queries are shared.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from queue import SimpleQueue

import duckdb

Connection = duckdb.DuckDBPyConnection
# A session's variables belong to one connection; a query may ask for these.
_VARIABLES = {"known_at": "timestamp", "extracted_on": "date", "load_id": "varchar"}


@dataclass(frozen=True)
class Task:
    """One piece of work on a connection, after the tasks that it `waits_for`."""

    name: str
    run: Callable[[Connection], None]
    waits_for: frozenset[str] = field(default=frozenset())


def run_tasks(connection: Connection, tasks: Iterable[Task]) -> None:
    """Runs every task once, each after those it waits for; the first failure in the order given is raised.

    With one thread they run on `connection` itself, in order. Else each runs on a cursor of it, which sees the same
    tables and views, temporary ones aside.
    """
    by_name = {task.name: task for task in tasks}
    sorter = TopologicalSorter({task.name: task.waits_for for task in by_name.values()})
    threads = connection.execute("select current_setting('threads')").fetchall()[0][0]
    if threads == 1 or len(by_name) < 2:
        for name in sorter.static_order():
            by_name[name].run(connection)
        return
    cursors: SimpleQueue[Connection] = SimpleQueue()
    for _ in range(threads):
        cursors.put(_cursor(connection))
    # Each task runs on the thread that calls it: DuckDB's own threads would only wait for one another meanwhile.
    connection.execute("set threads = 1")
    try:
        with ThreadPoolExecutor(threads) as pool:
            _run_all(pool, sorter, by_name, cursors)
    finally:
        while not cursors.empty():
            cursors.get().close()
        connection.execute(f"set threads = {threads}")


def _cursor(connection: Connection) -> Connection:
    cursor = connection.cursor()
    values = connection.execute(
        f"select {', '.join(f'getvariable({name!r})::varchar' for name in _VARIABLES)}"
    ).fetchall()[0]
    for (name, kind), value in zip(_VARIABLES.items(), values, strict=True):
        cursor.execute(f"set variable {name} = cast($value as {kind})", {"value": value})
    return cursor


def _run_all(
    pool: ThreadPoolExecutor,
    sorter: "TopologicalSorter[str]",
    by_name: dict[str, Task],
    cursors: "SimpleQueue[Connection]",
) -> None:
    def run(task: Task) -> None:
        cursor = cursors.get()
        try:
            task.run(cursor)
        finally:
            cursors.put(cursor)

    sorter.prepare()
    under_way: dict[Future[None], str] = {}
    failed: dict[str, BaseException] = {}
    while sorter.is_active() and not (failed and not under_way):
        if not failed:
            under_way |= {pool.submit(run, by_name[name]): name for name in sorter.get_ready()}
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            name = under_way.pop(future)
            error = future.exception()
            if error is None:
                sorter.done(name)
            else:
                failed[name] = error
    for name in by_name:
        if name in failed:
            raise failed[name]
