"""The ledger: an append-only list of what was made from what, each entry holding the hash of the one before.

One entry a line of JSON. `hash` is the SHA-256 of the entry's canonical JSON without `hash` itself; `previous` is the
hash of the entry before (64 zeros for the first). Changing one byte of an entry breaks its hash; removing or reordering
entries breaks the chain; changing a file breaks the SHA-256 the entry holds of it.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from warehouse.errors import VerificationFailed, WarehouseLocked

FIRST = "0" * 64
# An entry takes milliseconds: whoever has waited this long waits for a process that hangs.
_PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. `inputs` and `outputs` map a path (relative to the workspace) to its SHA-256."""

    sequence: int
    at: str
    kind: str
    authority: str
    version: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    detail: Mapping[str, Any]
    previous: str
    hash: str = ""

    def body(self) -> dict[str, Any]:
        return {
            "sequence": self.sequence,
            "at": self.at,
            "kind": self.kind,
            "authority": self.authority,
            "version": self.version,
            "inputs": dict(self.inputs),
            "outputs": dict(self.outputs),
            "detail": dict(self.detail),
            "previous": self.previous,
        }

    def expected_hash(self) -> str:
        return hashlib.sha256(_canonical(self.body()).encode()).hexdigest()


@dataclass(frozen=True)
class Verification:
    """What `verify` looked at and what it found wrong; each fault is one sentence that names a file or an entry."""

    entries: int
    files: int
    faults: tuple[str, ...] = field(default=())

    @property
    def ok(self) -> bool:
        return not self.faults


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def hash_files(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    """SHA-256 by path for every file in `paths` (folders are walked), relative to `root` where they lie under it."""
    hashes = {}
    for path in paths:
        found = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in found:
            name = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
            hashes[name] = sha256_of(file)
    return dict(sorted(hashes.items()))


def read(path: Path) -> tuple[Entry, ...]:
    """Every entry of a ledger, oldest first; empty when there is no ledger yet.

    Raises VerificationFailed naming the line that is not an entry.
    """
    return tuple(_entries(path)) if path.exists() and path.stat().st_size else ()


def _entries(path: Path) -> Iterator[Entry]:
    for number, line in enumerate(path.read_bytes().removesuffix(b"\n").split(b"\n"), start=1):
        try:
            yield Entry(**json.loads(line.decode()))
        except (ValueError, TypeError) as broken:
            raise VerificationFailed(
                f"{path.name}, line {number}: this line is not a ledger entry. Restore the ledger from its backup."
            ) from broken


def append(
    path: Path,
    *,
    at: datetime,
    kind: str,
    authority: str,
    version: str,
    inputs: Mapping[str, str] | None = None,
    outputs: Mapping[str, str] | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Entry:
    """Adds one entry and returns it, after any other run that is adding one: a return and a refresh may run at once.

    A process killed while appending leaves a line without its newline; that entry never happened, and is dropped first.
    WarehouseLocked when another process has held the ledger for a minute.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with FileLock(path.with_name(f"{path.name}.lock"), timeout=_PATIENCE_SECONDS, mode=0o600):
            return _append(path, at, kind, authority, version, inputs, outputs, detail)
    except Timeout as error:
        raise WarehouseLocked(
            f"Another run has held the ledger {path.name} for {_PATIENCE_SECONDS} seconds. End that run, then run this "
            "again."
        ) from error


def _append(
    path: Path,
    at: datetime,
    kind: str,
    authority: str,
    version: str,
    inputs: Mapping[str, str] | None,
    outputs: Mapping[str, str] | None,
    detail: Mapping[str, Any] | None,
) -> Entry:
    _drop_half_line(path)
    entries = read(path)
    entry = Entry(
        sequence=len(entries) + 1,
        at=at.isoformat(timespec="seconds"),
        kind=kind,
        authority=authority,
        version=version,
        inputs=dict(inputs or {}),
        outputs=dict(outputs or {}),
        detail=dict(detail or {}),
        previous=entries[-1].hash if entries else FIRST,
    )
    line = _canonical({**entry.body(), "hash": entry.expected_hash()}) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    return Entry(**json.loads(line))


def _drop_half_line(path: Path) -> None:
    if not path.exists():
        return
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        with path.open("r+b") as handle:
            handle.truncate(data.rfind(b"\n") + 1)


def gone(path: Path, root: Path, folder: Path) -> list[str]:
    """Files under `folder` that an entry holds and that are no longer there, sorted, as paths relative to `root`.

    A run that wrote the whole folder anew enters them as `detail.removed`.
    """
    held: set[str] = set()
    for entry in read(path):
        held = held.union(entry.outputs).difference(entry.detail.get("removed", ()))
    return sorted(name for name in held if (root / name).is_relative_to(folder) and not (root / name).is_file())


def verify(path: Path, root: Path) -> Verification:
    """Recomputes the chain and the hash of every output that a later entry has not replaced or removed.

    A file is checked against the last entry that wrote it. An entry lists in `detail.removed` the files that were
    deleted on purpose.
    """
    faults: list[str] = []
    current: dict[str, tuple[int, str]] = {}
    previous = FIRST
    try:
        entries = read(path)
    except VerificationFailed as broken:
        return Verification(0, 0, (str(broken),))
    for position, entry in enumerate(entries, start=1):
        if entry.sequence != position:
            faults.append(
                f"{path.name}, entry {position}: it is numbered {entry.sequence}; an entry is missing or moved."
            )
        if entry.hash != entry.expected_hash():
            faults.append(f"{path.name}, entry {position}: its content does not match its hash.")
        if entry.previous != previous:
            faults.append(f"{path.name}, entry {position}: it does not follow from the entry before it.")
        previous = entry.hash
        current.update({name: (position, digest) for name, digest in entry.outputs.items()})
        for removed in entry.detail.get("removed", ()):
            current.pop(removed, None)
    for name, (position, digest) in sorted(current.items()):
        file = root / name
        if not file.is_file():
            faults.append(f"{name}: written by entry {position}, and now missing.")
        elif sha256_of(file) != digest:
            faults.append(f"{name}: its bytes are not those that entry {position} recorded.")
    return Verification(len(entries), len(current), tuple(faults))
