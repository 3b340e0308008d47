"""The warehouse file: the copy a run works on, and the sessions that read what was published.

A run never writes the published file. It works on a copy beside it and publishes the copy by one atomic rename, so
readers never wait and a killed run leaves the file as it was.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

import duckdb
from filelock import FileLock, Timeout

from warehouse.errors import QuarterlightError, WarehouseLocked
from warehouse.queries import quoted, read_queries
from warehouse.tables import create_database, fill_settings, refuse_newer_format

__all__ = ["Session", "WorkingCopy", "create_database", "open_session", "working_copy"]


# DuckDB 1.5.5 gives wrong rows for some `exists` inside OR, CASE or a select list unless this is off:
# docs/decisions/0011-an-optimizer-left-out.md
_FAULTY_OPTIMIZER = "deliminator"


@dataclass
class WorkingCopy:
    """A run's own copy of the warehouse. `connection` writes it; `publish` puts it in the published file's place."""

    path: Path
    published: Path
    connection: duckdb.DuckDBPyConnection

    def pause(self) -> None:
        """Ends the connection, so that a session may read the copy's `path`; what was committed is in the file."""
        self.connection.execute("checkpoint")
        self.connection.close()

    def resume(self) -> None:
        """Opens the copy for writing again."""
        self.connection = _connect_copy(self.path, self.published, _spill_folder(self.published))

    def publish(self) -> None:
        """Drops staging and renames the copy, durable and mode 0600, over the published file; ends the connection."""
        self.connection.execute("drop schema if exists staging cascade")
        self.connection.execute("force checkpoint")
        self.connection.close()
        self.path.chmod(0o600)
        _sync(self.path)
        self.path.replace(self.published)
        _sync(self.published.parent)


@contextmanager
def working_copy(path: Path, now: datetime) -> Iterator[WorkingCopy]:
    """Holds the warehouse for one run: locks it, clears what a killed run left, and opens a copy of the published file.

    Without `publish` the copy is thrown away. `now` is written beside the lock, for the message that another run gets.
    WarehouseLocked when another run holds it; QuarterlightError when the published file cannot be opened.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    holder = path.with_name(f"{path.name}.holder.json")
    lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise WarehouseLocked(_who_holds(path, holder)) from error
    try:
        _write_private(holder, json.dumps({"pid": os.getpid(), "since": now.isoformat(timespec="seconds")}))
        _remove_leftovers(path)
        copy = path.with_name(f"{path.name}.working")
        if path.exists():
            _copy_private(path, copy)
        try:
            work = WorkingCopy(copy, path, _connect_copy(copy, path, _spill_folder(path)))
            try:
                yield work
            finally:
                work.connection.close()
        finally:
            _remove_leftovers(path)
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _who_holds(path: Path, holder: Path) -> str:
    try:
        told = json.loads(holder.read_text(encoding="utf-8"))
        who = f"process {int(told['pid'])}, since {told['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "a process that has only just started"
    return (
        f"Another run holds the warehouse {path.name}: {who}. Wait until it has finished and run this again; readers "
        "may go on using what is published."
    )


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as handle:
        handle.write(text)


def _copy_private(source: Path, target: Path) -> None:
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    shutil.copyfile(source, target)


def _sync(path: Path) -> None:
    """Waits until a file, or a folder's entries, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _spill_folder(path: Path) -> Path:
    """A folder for one connection; DuckDB makes it when memory runs short and removes it when the connection ends."""
    return path.with_name(f".spill-{os.getpid()}-{secrets.token_hex(4)}")


def _remove_leftovers(path: Path) -> None:
    """Removes working copies of `path`, and spill folders of processes that are gone; only while holding the lock."""
    for copy in path.parent.glob(f"{path.name}.working*"):
        copy.unlink()
    for folder in path.parent.glob(".spill-[0-9]*-*"):
        if not _is_running(int(folder.name.split("-")[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _connect(target: str, spill: Path, **more: str) -> duckdb.DuckDBPyConnection:
    """A connection that never reaches for the network, spills beside the warehouse, and keeps London time."""
    con = duckdb.connect(
        target,
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": str(spill),
            "preserve_insertion_order": "true",
            "disabled_optimizers": _FAULTY_OPTIMIZER,
            **more,
        },
    )
    con.execute("set TimeZone = 'Europe/London'")
    return con


def _connect_copy(copy: Path, published: Path, spill: Path) -> duckdb.DuckDBPyConnection:
    try:
        con = _connect(str(copy), spill)
    except duckdb.Error as error:
        raise _cannot_open(published) from error
    copy.chmod(0o600)
    return con


def _cannot_open(path: Path) -> QuarterlightError:
    return QuarterlightError(
        f"The warehouse file {path.name} cannot be opened: it is damaged, or a newer version wrote it. Put back a copy "
        "of it, or move it aside and run `quarterlight refresh`, which rebuilds it from the landing folder."
    )


@dataclass
class Session:
    """A reader's connection to the warehouse as known at one time, with views, macros and an empty schema `prepare`.

    `load_id` and `extracted_on` are those of the latest load known at `known_at`. Close it, or use it in a `with`.
    """

    connection: duckdb.DuckDBPyConnection
    known_at: datetime
    extracted_on: date
    load_id: str
    authority: str
    authority_name: str
    la_code: str

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_session(
    path: Path, known_at: datetime | None = None, settings: Mapping[str, Sequence[str]] | None = None
) -> Session:
    """Opens the published warehouse for reading, as known at `known_at` (London time; None: at the latest load).

    `settings` replace the file's own in ref.setting. QuarterlightError when there is no file, it cannot be opened, a
    newer Quarterlight made it, or nothing was known at that time.
    """
    if not path.exists():
        raise QuarterlightError(
            f"There is no warehouse file {path.name} yet. Run `quarterlight refresh` in its workspace first."
        )
    # What a session writes is gone when it ends: nothing is gained by stopping to write it down, which DuckDB would.
    con = _connect(":memory:", _spill_folder(path), checkpoint_threshold="1TB")
    try:
        return _mirror(con, path, known_at, settings)
    except (duckdb.IOException, duckdb.SerializationException, duckdb.CatalogException) as error:
        con.close()
        raise _cannot_open(path) from error
    except BaseException:
        con.close()
        raise


def _mirror(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    known_at: datetime | None,
    settings: Mapping[str, Sequence[str]] | None,
) -> Session:
    queries = read_queries("database.sql")
    con.execute("attach '" + str(path).replace("'", "''") + "' as wh (read_only)")
    refuse_newer_format(con.execute("select max(version) from wh.meta.format").fetchall()[0][0])
    loads = con.execute(queries["load_as_known"], {"known_at": known_at}).fetchall()
    if not loads:
        raise _nothing_known(con, path)
    load_id, _, extracted_on, known_from = loads[0]
    authority, authority_name, la_code = con.execute(queries["authority"]).fetchall()[0]
    session = Session(con, known_at or known_from, extracted_on, load_id, authority, authority_name, la_code)
    con.execute("set variable known_at = cast($at as timestamp)", {"at": session.known_at})
    con.execute("set variable extracted_on = cast($day as date)", {"day": extracted_on})
    con.execute("set variable load_id = cast($load_id as varchar)", {"load_id": load_id})
    _mirror_relations(con, settings)
    con.execute(read_queries("calendar.sql")["lists"])
    con.execute(read_queries("calendar.sql")["macros"])
    con.execute(read_queries("quality.sql")["macros"])
    con.execute(queries["session_views"])
    return session


def _mirror_relations(con: duckdb.DuckDBPyConnection, settings: Mapping[str, Sequence[str]] | None) -> None:
    statements = [f"create schema {name};" for name in ("ssd", "sup", "meta", "ref", "quality", "results")]
    relations = con.execute(read_queries("database.sql")["relations_to_mirror"]).fetchall()
    # Tables of the session's own: what a reader is given of them may be newer than the file.
    own = {("quality", "waivers"), ("ref", "calendar_lists")}
    if settings is not None:
        own.add(("ref", "setting"))
    for schema_name, name in relations:
        if (schema_name, name) not in own:
            relation = f"{schema_name}.{quoted(name)}"
            statements.append(f"create view {relation} as select * from wh.{relation};")
    con.execute("".join(statements))
    con.execute(read_queries("quality.sql")["tables"])
    if ("quality", "waivers") in relations:
        con.execute(read_queries("quality.sql")["copy_waivers"])
    if settings is not None:
        con.execute("create table ref.setting (name varchar not null, value varchar not null)")
        fill_settings(con, settings)


def _nothing_known(con: duckdb.DuckDBPyConnection, path: Path) -> QuarterlightError:
    first = con.execute(read_queries("database.sql")["first_known"]).fetchall()[0][0]
    if first is None:
        return QuarterlightError(f"The warehouse file {path.name} holds no load yet. Run `quarterlight refresh` first.")
    return QuarterlightError(
        f"The warehouse file {path.name} knew nothing at the time asked for: its first load was taken at {first}. Ask "
        "for that time or a later one."
    )
