"""The delivered files themselves: which they are, their hashes, and their bytes as hashed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import SourceError
from warehouse.sources.model import SourceFile

_IGNORED = ("manifest.json", "faults.csv", "thumbs.db", "desktop.ini")


def list_files(folder: Path) -> list[Path]:
    """The files of a folder that were delivered, by name; hidden and system files, the manifest and READMEs are not."""
    return sorted(
        (path for path in folder.iterdir() if path.is_file() and not _is_ignored(path.name)), key=lambda path: path.name
    )


def _is_ignored(name: str) -> bool:
    low = name.casefold()
    return low.startswith((".", "~$", "readme")) or low in _IGNORED


def describe_file(path: Path) -> SourceFile:
    """Name, size, SHA-256 and UTC day of change of a file; SourceError when it cannot be read."""
    try:
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        facts = path.stat()
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be opened ({error.strerror}). Check who may read it.") from error
    changed = datetime.fromtimestamp(facts.st_mtime, UTC).date()
    return SourceFile(path.name, path, facts.st_size, digest, changed)


def read_bytes(file: SourceFile) -> bytes:
    """The file's content, refused when it is no longer what was hashed (still being written, or replaced)."""
    try:
        content = file.path.read_bytes()
    except OSError as error:
        raise SourceError(f"{file.name}: cannot be opened ({error.strerror}). Check who may read it.") from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise SourceError(f"{file.name}: changed while it was being read. Wait until it is written, then run again.")
    return content
