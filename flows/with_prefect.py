"""How Prefect is prepared and how a step becomes one of its tasks; the flows themselves are in `flows.deployments`.

Prefect stores parameters, state messages and logs in clear, so only paths, codes and dates are passed, nothing is
persisted, and an unexpected error is raised again without its text, which may quote a row.
"""

import os
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from flows.screen import Screen
from flows.steps import Execute
from flows.workspace import Workspace
from warehouse.errors import QuarterlightError

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    # A busy machine takes longer than Prefect's 20 seconds to start its local server.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}


@dataclass
class Watcher:
    """Who looks on while a flow runs in this process: the command's screen, and what each run did."""

    screen: Screen | None = None
    outcomes: list[Any] = field(default_factory=list)


watcher = Watcher()


class UnexpectedError(QuarterlightError):
    """An error Quarterlight did not foresee, named by its kind and place only."""

    exit_code = 70


def prepare_prefect(workspace: Workspace, log_level: str) -> None:
    """Points Prefect at the workspace's own folder and keeps it quiet, before it is imported."""
    for name, value in {**QUIET, "PREFECT_LOGGING_LEVEL": log_level}.items():
        os.environ.setdefault(name, value)
    home = Path(os.environ.setdefault("PREFECT_HOME", str(workspace.prefect_home)))
    home.mkdir(mode=0o700, parents=True, exist_ok=True)


def server_configured() -> bool:
    """Whether the environment names a Prefect server; commands then run as flows."""
    return bool(os.environ.get("PREFECT_API_URL"))


def value_free(error: Exception) -> QuarterlightError:
    """The error as it may be stored: our own as it is, any other by its kind and place."""
    if isinstance(error, QuarterlightError):
        return error
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "an unknown place"
    return UnexpectedError(f"An unexpected {type(error).__name__} in {place}.")


def as_tasks(screen: Screen | None) -> Execute:
    """Carries out each step as a Prefect task of the running flow, told on the screen when there is one."""

    def execute(name: str, retries: int, work: Callable[[], None]) -> None:
        from prefect import task
        from prefect.cache_policies import NO_CACHE

        def step() -> None:
            try:
                work()
            except Exception as error:
                raise value_free(error) from None

        with screen.step(name) if screen else nullcontext():
            as_task = task(
                name=name, retries=retries, retry_delay_seconds=5, cache_policy=NO_CACHE, persist_result=False
            )
            as_task(step)()

    return execute


def publish_summary(name: str, load_id: str, counts: dict[str, int]) -> None:
    """A table of counts beside the run in Prefect's pages: no keys, no values."""
    from prefect.artifacts import create_table_artifact

    rows = [{"what": key, "count": value} for key, value in sorted(counts.items())] or [{"what": "none", "count": 0}]
    create_table_artifact(key=f"{name}-summary", table=rows, description=f"Load {load_id}")


def now() -> datetime:
    """The time a run starts, with its zone."""
    return datetime.now().astimezone()


def serve(workspace: Workspace, nightly: str, quarterly: str, timezone: str) -> None:
    """Keeps both flows scheduled until the process is stopped."""
    from prefect import serve as serve_deployments
    from prefect.schedules import Cron

    from flows.deployments import overnight_refresh, quarterly_return

    where = {"workspace": str(workspace.root)}
    both = (
        overnight_refresh.to_deployment("nightly", schedule=Cron(nightly, timezone=timezone), parameters=where),
        quarterly_return.to_deployment("quarterly", schedule=Cron(quarterly, timezone=timezone), parameters=where),
    )
    # Called outside an event loop, as here, to_deployment gives the deployment itself.
    serve_deployments(*cast("tuple[RunnerDeployment, ...]", both), limit=1)
