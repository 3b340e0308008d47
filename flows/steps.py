"""A run is a list of named steps, written once. They run directly, or each as a Prefect task."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Run = TypeVar("Run")


@dataclass(frozen=True)
class Step(Generic[Run]):
    """One step of a run: what people read while it works, and the function that does it."""

    name: str
    work: Callable[[Run], None]
    retries: int = 0


# Carries out one step; the Prefect flows pass one that wraps the step as a task.
Execute = Callable[[str, int, Callable[[], None]], None]


def run_steps(steps: Sequence[Step[Run]], run: Run, execute: Execute) -> None:
    """Carries out the steps in order, each through `execute`."""
    for step in steps:
        execute(step.name, step.retries, lambda work=step.work: work(run))  # type: ignore[misc]
