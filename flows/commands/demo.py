"""`demo`: invent a council, run both flows on it, and say where to look."""

from pathlib import Path

from flows.commands.runs import refresh_answer, return_answer, tell_refresh, tell_return
from flows.commands.start import DEMO_DATE, authority_name, make_workspace
from flows.refresh import last_closed_quarter
from flows.screen import Screen
from flows.with_prefect import prepare_prefect, watcher
from flows.workspace import Workspace
from warehouse.errors import SettingsError

CODE, SEED, YEARS = "887", 1, 5
# Enough for the findings and the data-quality actions to show what they are for.
FAULTS = 0.0005
MARK = "demo.txt"


def run_demo(folder: Path, children: int, screen: Screen) -> int:
    """Everything once, on five years of an invented council. Run again, it finds the same content: no new load."""
    from warehouse.synthetic import generate

    place = _demo_workspace(folder)
    screen.note(f"An invented council of {children:,} children, in {folder}")
    with screen.step("Invent a council"):
        made = generate(
            place.root / "extracts",
            authority=CODE,
            children=children,
            years=YEARS,
            seed=SEED,
            extracted_on=DEMO_DATE,
            faults=FAULTS,
            gentle=True,
        )
    prepare_prefect(place, "CRITICAL")
    quarter = last_closed_quarter(DEMO_DATE)
    with screen.step("Start Prefect"):
        from flows.deployments import overnight_refresh, quarterly_return
    watcher.screen = screen
    screen.note("Overnight refresh")
    overnight_refresh(workspace=str(place.root))
    screen.note(f"Quarterly return of {quarter.label}")
    quarterly_return(workspace=str(place.root), quarter=quarter.label)
    refresh_outcome, return_outcome = watcher.outcomes[-2:]
    screen.say("")
    tell_refresh(place, refresh_outcome, screen)
    tell_return(place, return_outcome, screen)
    _say_where(folder, quarter.label, screen)
    screen.answer(
        {
            "rows": sum(made.rows.values()),
            "refresh": refresh_answer(place, refresh_outcome, screen),
            "return": return_answer(place, quarter, return_outcome, screen),
            "exit_status": 0,
        }
    )
    return 0


def _demo_workspace(folder: Path) -> Workspace:
    """The demo's own workspace, made anew or used again. SettingsError when the folder holds something else."""
    place = Workspace(folder.resolve())
    if (place.root / MARK).is_file():
        return place
    if place.root.exists() and any(place.root.iterdir()):
        raise SettingsError(f"{folder} holds other files; name an empty folder with --dir.")
    make_workspace(folder, CODE, authority_name(CODE), "extracts", "E06000035")
    (place.root / MARK).write_text("An invented council, made by `quarterlight demo`. Nobody in it exists.\n")
    return place


def _say_where(folder: Path, quarter: str, screen: Screen) -> None:
    root = f"{folder}/returns/{CODE}/{quarter}"
    screen.say("")
    screen.say("Open these first:")
    screen.say(f"  {root}/board-pack.xlsx             one page in words, the scorecard, the trends")
    screen.say(f"  {root}/monitoring-return.xlsx      every measure with its numerator, denominator and history")
    screen.say(f"  {root}/validation/index.html       may this return go, and what is wrong with the data")
    screen.say("Then ask for the proof of a number:")
    screen.say(f"  quarterlight explain icpc_within_15_working_days {quarter} --workspace {folder}")
    screen.say(f"  quarterlight verify --workspace {folder}")
