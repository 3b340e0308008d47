"""What a person or a machine sees: progress on standard error, the answer on standard output."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass
class Screen:
    """Progress and answers of one command. With `as_json`, standard output carries exactly one JSON object."""

    as_json: bool
    started: datetime
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Says that a step began and how long it took."""
        begun = time.perf_counter()
        print(f"  {name} …", end="", file=sys.stderr, flush=True)
        try:
            yield
        except BaseException:
            print(" stopped", file=sys.stderr, flush=True)
            raise
        self.seconds[name] = round(time.perf_counter() - begun, 2)
        print(f" {self.seconds[name]:.1f} s", file=sys.stderr, flush=True)

    def note(self, text: str) -> None:
        """One line about what is happening."""
        print(text, file=sys.stderr, flush=True)

    def say(self, text: str) -> None:
        """One line of the answer, for people."""
        if not self.as_json:
            print(text)

    def answer(self, value: dict[str, Any]) -> None:
        """The answer for a machine."""
        if self.as_json:
            print(json.dumps(value, indent=2, default=_plain, ensure_ascii=False))

    def fail(self, message: str, status: int) -> None:
        """One clear message, and nothing else."""
        self.answer({"error": message, "exit_status": status})
        print(f"quarterlight: {message}", file=sys.stderr)

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[Any]], widest: int = 60) -> None:
        """A plain table with aligned columns; cells longer than `widest` are cut with an ellipsis."""
        if self.as_json:
            return
        shown = [[_cell(value, widest) for value in row] for row in rows]
        widths = [max([len(name), *(len(row[i]) for row in shown)]) for i, name in enumerate(columns)]
        print("  ".join(name.ljust(width) for name, width in zip(columns, widths, strict=True)).rstrip())
        print("  ".join("-" * width for width in widths))
        for row in shown:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _plain(value: Any) -> Any:
    """A value as JSON can hold it: exact decimals as numbers, dates and times in ISO form, anything else as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _cell(value: Any, widest: int) -> str:
    shown = _plain(value) if isinstance(value, Decimal) else value
    text = "" if shown is None else str(shown).replace("\n", " ")
    return text if len(text) <= widest else text[: widest - 1] + "…"
