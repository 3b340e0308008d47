"""Reads the SQL files that lie beside the modules.

A file holds sections, each opened by a line `-- name: <section>`; a section is one statement, or several where none
takes parameters.
"""

from functools import cache
from importlib.resources import files

_MARK = "-- name: "


@cache
def read_queries(file_name: str) -> dict[str, str]:
    """The sections of `warehouse/<file_name>`, by name."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (files("warehouse") / file_name).read_text(encoding="utf-8").splitlines():
        if line.startswith(_MARK):
            lines = sections.setdefault(line.removeprefix(_MARK).strip(), [])
        else:
            lines.append(line)
    return {name: "\n".join(text).strip() for name, text in sections.items()}


def quoted(identifier: str) -> str:
    """The identifier in double quotes, ready to be put into a statement."""
    return '"' + identifier.replace('"', '""') + '"'
