"""The two Prefect flows, `overnight-refresh` and `quarterly-return`, as schedules and servers import them by name.

Importing this module imports Prefect, which takes seconds. Prefect stores parameters, what a flow returns, state
messages and logs in clear: only paths, codes and dates are passed, and a flow returns its exit status only.
"""

from pathlib import Path

from prefect import flow

from flows.commands.runs import refresh_request, return_request
from flows.quarterly import quarterly_return as write_return
from flows.refresh import refresh
from flows.with_prefect import as_tasks, now, publish_summary, watcher
from flows.workspace import Workspace


@flow(name="overnight-refresh", persist_result=False)
def overnight_refresh(workspace: str = ".", authority: str | None = None, extracted_on: str | None = None) -> int:
    """Refreshes the warehouse of one authority; returns the command's exit status."""
    request = refresh_request(Workspace(Path(workspace).resolve()), authority, extracted_on, now())
    outcome = refresh(request, as_tasks(watcher.screen))
    watcher.outcomes.append(outcome)
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
    per_team: bool = False,
) -> int:
    """Writes one return folder, by default of the last closed quarter; returns the command's exit status."""
    place = Workspace(Path(workspace).resolve())
    request = return_request(place, authority, quarter, draft, as_known_at, reference_date, focus, out, now(), per_team)
    outcome = write_return(request, as_tasks(watcher.screen))
    watcher.outcomes.append(outcome)
    publish_summary("quarterly-return", outcome.load_id, dict(outcome.measures))
    return outcome.exit_status
