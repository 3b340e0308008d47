"""Files of a return: written so that only their owner may read them, and known by their SHA-256."""

import hashlib
import os
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_BLOCK = 1 << 20


def write_private(path: Path, content: bytes) -> None:
    """Writes `content` to a file that only its owner can read, from the first byte on."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as handle:
        handle.write(content)


def make_private_folder(path: Path) -> None:
    """Makes a folder (and its missing parents) that only its owner can enter."""
    path.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    path.chmod(PRIVATE_FOLDER)


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in lower-case hex, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
