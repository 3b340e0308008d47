"""The engine's own SQL, one statement a file; `compute.py` says in which order they run."""

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """The text of `<name>.sql`."""
    return (files("transforms.engine") / f"{name}.sql").read_text(encoding="utf-8")
