"""The Prefect flows: the same steps as the direct run, each as a task. Only this module imports Prefect.

Prefect stores parameters, state messages and logs in clear, so only paths, codes and dates are passed, nothing is
persisted, and an unexpected error is raised again without its text, which may quote a row.
"""

import os
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.screen import Screen
from flows.steps import Execute
from flows.workspace import Workspace
from warehouse.errors import QuarterlightError

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
}


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


def build_flows(screen: Screen | None = None, outcomes: list[Any] | None = None) -> tuple[Any, Any]:
    """The two flows, `overnight-refresh` and `quarterly-return`. Importing Prefect takes seconds, so not before.

    `outcomes`, when given, receives what each run did: a flow itself returns only the exit status, since Prefect may
    store what a flow returns.
    """
    from prefect import flow

    execute = as_tasks(screen)
    collected = outcomes if outcomes is not None else []

    @flow(name="overnight-refresh", persist_result=False)
    def overnight_refresh(workspace: str = ".", authority: str | None = None, extracted_on: str | None = None) -> int:
        """Refreshes the warehouse of one authority; returns the command's exit status."""
        from flows.commands.runs import refresh_request
        from flows.refresh import refresh

        outcome = refresh(
            refresh_request(Workspace(Path(workspace).resolve()), authority, extracted_on, _now()), execute
        )
        collected.append(outcome)
        publish_summary("overnight-refresh", outcome.load_id, dict(outcome.findings))
        return outcome.exit_status

    @flow(name="quarterly-return", persist_result=False)
    def quarterly_return(
        workspace: str = ".",
        authority: str | None = None,
        quarter: str | None = None,
        draft: bool = False,
        as_known_at: str | None = None,
        reference_date: str | None = None,
        focus: str = "",
        out: str | None = None,
    ) -> int:
        """Writes one return folder, by default of the last closed quarter; returns the command's exit status."""
        from flows.commands.runs import return_request
        from flows.quarterly import quarterly_return as write

        place = Workspace(Path(workspace).resolve())
        request = return_request(place, authority, quarter, draft, as_known_at, reference_date, focus, out, _now())
        outcome = write(request, execute)
        collected.append(outcome)
        publish_summary("quarterly-return", outcome.load_id, dict(outcome.measures))
        return outcome.exit_status

    return overnight_refresh, quarterly_return


def publish_summary(name: str, load_id: str, counts: dict[str, int]) -> None:
    """A table of counts beside the run in Prefect's pages: no keys, no values."""
    from prefect.artifacts import create_table_artifact

    rows = [{"what": key, "count": value} for key, value in sorted(counts.items())] or [{"what": "none", "count": 0}]
    create_table_artifact(key=f"{name}-summary", table=rows, description=f"Load {load_id}")


def _now() -> datetime:
    return datetime.now().astimezone()


def serve(workspace: Workspace, nightly: str, quarterly: str, timezone: str) -> None:
    """Keeps both flows scheduled until the process is stopped."""
    from prefect import serve as serve_deployments
    from prefect.schedules import Cron

    refresh_flow, return_flow = build_flows()
    where = {"workspace": str(workspace.root)}
    serve_deployments(
        refresh_flow.to_deployment(
            "nightly", schedule=Cron(nightly, timezone=timezone), parameters=where, concurrency_limit=1
        ),
        return_flow.to_deployment(
            "quarterly", schedule=Cron(quarterly, timezone=timezone), parameters=where, concurrency_limit=1
        ),
    )
