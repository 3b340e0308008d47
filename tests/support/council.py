"""An invented council in a workspace, and the command run on it as a person would run it."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from flows.cli import cli
from flows.commands.start import make_workspace
from warehouse.synthetic import generate

QUARTER = "2026-27-Q2"
EXTRACTED_ON = date(2026, 10, 5)


@dataclass(frozen=True)
class Answer:
    """What the command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.out)
        return answer


def run(*arguments: str | Path) -> Answer:
    """Runs `quarterlight` with these arguments."""
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    return Answer(result.exit_code, result.stdout, result.stderr)


def council(folder: Path, *, children: int = 2500, years: int = 3, faults: float = 0.0, seed: int = 7) -> Path:
    """A workspace with an invented council's extracts, not refreshed yet."""
    make_workspace(folder, "887", "Medway", "extracts", "E06000035")
    generate(
        folder / "extracts",
        authority="887",
        children=children,
        years=years,
        seed=seed,
        extracted_on=EXTRACTED_ON,
        faults=faults,
    )
    return folder
