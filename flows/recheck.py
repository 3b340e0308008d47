"""`check`: the checks alone, on the latest load, with the rules and mappings as they are now."""

from contextlib import ExitStack

from flows.refresh import CHECK_STEPS, RefreshOutcome, RefreshRequest, RefreshRun
from flows.settings import load_mappings
from flows.steps import Execute, run_steps
from warehouse.errors import SettingsError
from warehouse.schema import load_schema


def recheck(request: RefreshRequest, execute: Execute) -> RefreshOutcome:
    """Types and checks the latest load again and publishes the findings; loads nothing.

    Raises SettingsError when nothing was loaded yet, WarehouseLocked when another run holds the warehouse.
    """
    if not request.workspace.warehouse(request.authority.code).is_file():
        raise SettingsError("Nothing was loaded yet: run `quarterlight refresh` first.")
    with ExitStack() as stack:
        run = RefreshRun(request, load_schema(), load_mappings(request.workspace.mappings), stack, "check")
        run_steps(CHECK_STEPS, run, execute)
        assert run.outcome is not None
        return run.outcome
