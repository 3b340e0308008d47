"""The `quarterlight` command: names, options and help. Work is imported when a command runs: help stays quick."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from flows.screen import Screen
from flows.workspace import Workspace
from warehouse import __version__
from warehouse.errors import QuarterlightError

UNEXPECTED = 70


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options every command takes."""
    options = [
        click.option("--workspace", type=click.Path(path_type=Path), default=Path(), help="The workspace folder."),
        click.option(
            "--authority", metavar="CODE", default=None, help="Which authority, where several are configured."
        ),
        click.option("--json", "as_json", is_flag=True, help="One machine-readable object on standard output."),
        click.option("--debug", is_flag=True, help="Show the traceback of an error."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="quarterlight")
def cli() -> None:
    """From a council's extracts to the quarterly returns that Ofsted and the improvement board read."""
    # Also what libraries write, such as Prefect's database, is its owner's alone.
    os.umask(0o077)


@cli.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path("demo"), show_default=True)
@click.option(
    "--children", type=click.IntRange(500, 2_000_000), default=65_000, show_default=True, help="Residents aged 0 to 17."
)
@common
def demo(folder: Path, children: int, **options: Any) -> None:
    """Invent a council, run everything on it, and say where to look."""
    from flows.commands.demo import run_demo

    _run(options, lambda workspace, screen: run_demo(folder, children, screen))


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--source", metavar="PATH_OR_URL", default="extracts", show_default=True)
@common
def init(folder: Path, source: str, **options: Any) -> None:
    """Make a workspace with a commented quarterlight.toml."""
    from flows.commands.start import run_init

    _run(options, lambda workspace, screen: run_init(folder, options["authority"], source, screen))


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--children", type=click.IntRange(500, 2_000_000), default=65_000, show_default=True, help="Residents aged 0 to 17."
)
@click.option("--years", type=click.IntRange(1, 20), default=5, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--extracted-on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Default: 2026-10-05.")
@click.option(
    "--faults", type=click.FloatRange(0, 0.5), default=0.0, show_default=True, help="Share of cells to break."
)
@common
def generate(folder: Path, **options: Any) -> None:
    """Invent a council's extracts, and faults.csv: every fault put in."""
    from flows.commands.start import run_generate

    asked = {name: options.pop(name) for name in ("children", "years", "seed", "extracted_on", "faults")}
    _run(options, lambda workspace, screen: run_generate(folder, options["authority"], asked, screen))


@cli.command()
@click.option(
    "--extracted-on", metavar="DATE", default=None, help="When the extracts were taken: 2026-10-05 or 2026-10-05T18:30."
)
@click.option("--prefect", "with_prefect", is_flag=True, help="Run as a Prefect flow.")
@common
def refresh(extracted_on: str | None, with_prefect: bool, **options: Any) -> None:
    """Bring the warehouse up to date: sources, landing, checks, history, measures."""
    from flows.commands.runs import run_refresh

    _run(
        options,
        lambda workspace, screen: run_refresh(workspace, options["authority"], extracted_on, with_prefect, screen),
    )


@cli.command()
@common
def check(**options: Any) -> None:
    """Run the checks alone, on the latest load."""
    from flows.commands.runs import run_check

    _run(options, lambda workspace, screen: run_check(workspace, options["authority"], screen))


@cli.command("return")
@click.argument("quarter")
@click.option("--draft", is_flag=True, help="Write it even when critical findings stand, marked DRAFT.")
@click.option("--as-known-at", metavar="TIME", default=None, help="As the warehouse knew things then.")
@click.option(
    "--reference-date", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Annex A's date; default: the extract's."
)
@click.option("--focus", metavar="THEME", default="", help="The monitoring visit's focus area.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Where to write the return folder.")
@click.option("--per-team", is_flag=True, help="Also a workbook for each team of what it has to put right.")
@click.option("--prefect", "with_prefect", is_flag=True, help="Run as a Prefect flow.")
@common
def return_(**options: Any) -> None:
    """Write the return folder of a QUARTER such as 2026-27-Q2."""
    from flows.commands.runs import run_return

    asked = {
        name: options.pop(name)
        for name in ("quarter", "draft", "as_known_at", "reference_date", "focus", "out", "per_team", "with_prefect")
    }
    _run(options, lambda workspace, screen: run_return(workspace, options["authority"], asked, screen))


@cli.command()
@click.option("--show", metavar="ID", default=None, help="One measure: its definition, needs and SQL.")
@click.option("--check", "check_them", is_flag=True, help="Check every measure file.")
@common
def measures(show: str | None, check_them: bool, **options: Any) -> None:
    """The catalogue of measures."""
    from flows.commands.catalogues import run_measures

    _run(options, lambda workspace, screen: run_measures(show, check_them, screen))


@cli.command()
@click.option("--show", metavar="ID", default=None, help="One rule: what it says, why, and how to fix it.")
@common
def rules(show: str | None, **options: Any) -> None:
    """The catalogue of rules."""
    from flows.commands.catalogues import run_rules

    _run(options, lambda workspace, screen: run_rules(show, screen))


@cli.command()
@click.argument("measure")
@click.argument("quarter")
@click.option("--where", "conditions", metavar="GROUP=VALUE", multiple=True, help="Only one group, such as team=North.")
@click.option("--as-known-at", metavar="TIME", default=None, help="As the warehouse knew things then.")
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="Rows on the screen; 0 shows all.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write every record to a .csv file instead.")
@common
def explain(**options: Any) -> None:
    """The records behind a number, back to the source row."""
    from flows.commands.look import run_explain

    asked = {name: options.pop(name) for name in ("measure", "quarter", "conditions", "as_known_at", "limit", "out")}
    _run(options, lambda workspace, screen: run_explain(workspace, options["authority"], asked, screen))


@cli.command()
@click.argument("quarter")
@click.option("--since", metavar="TIME", default=None, help="Compare with what was known then instead.")
@click.option("--measure", metavar="ID", default=None, help="One measure only.")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Rows on the screen; 0 shows all.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write everything to a .xlsx file too.")
@common
def compare(**options: Any) -> None:
    """What changed since a QUARTER was last returned, and which records changed it."""
    from flows.commands.compare import run_compare

    asked = {name: options.pop(name) for name in ("quarter", "since", "measure", "limit", "out")}
    _run(options, lambda workspace, screen: run_compare(workspace, options["authority"], asked, screen))


# A statement may begin with a comment, which looks like an option.
@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("sql")
@click.option("--as-known-at", metavar="TIME", default=None, help="As the warehouse knew things then.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write to a .csv or .xlsx file instead.")
@common
def query(sql: str, as_known_at: str | None, out: Path | None, **options: Any) -> None:
    """Read-only SQL on the published warehouse; a measure's file runs as it stands."""
    from flows.commands.look import run_query

    _run(options, lambda workspace, screen: run_query(workspace, options["authority"], sql, as_known_at, out, screen))


@cli.command()
@click.argument("rule", required=False)
@click.option(
    "--record", metavar="ID", default=None, help="Only this record's findings; default: every one of the rule."
)
@click.option("--name", metavar="NAME", default=None, help="Who waives; every return shows it.")
@click.option("--reason", metavar="TEXT", default=None, help="Why; every return shows it, so no child's name or id.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The day of the last extract it holds for.",
)
@click.option("--end", is_flag=True, help="End the waiver of this RULE (and record) now.")
@click.option("--list", "list_them", is_flag=True, help="Every waiver that was given, and which of them stand.")
@common
def waive(**options: Any) -> None:
    """Let findings of a RULE pass, by name, with a reason and until a day; end a waiver, or list them."""
    from flows.commands.waive import run_waive

    asked = {name: options.pop(name) for name in ("rule", "record", "name", "reason", "until", "end", "list_them")}
    _run(options, lambda workspace, screen: run_waive(workspace, options["authority"], asked, screen))


@cli.group()
def benchmarks() -> None:
    """Published figures to compare with."""


@benchmarks.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--measure", metavar="ID", default="", help="The measure that --indicator answers.")
@click.option("--indicator", metavar="COLUMN", default="", help="The column that holds its figures.")
@click.option(
    "--filter",
    "filters",
    metavar="COLUMN=VALUE",
    multiple=True,
    help="Only rows with this value, where rows are split.",
)
@common
def benchmarks_import(file: Path, **options: Any) -> None:
    """Take published figures from a CSV FILE of DfE's Explore education statistics into benchmarks.csv."""
    from flows.commands.benchmarks import run_benchmarks_import

    asked = {name: options.pop(name) for name in ("measure", "indicator", "filters")}
    _run(options, lambda workspace, screen: run_benchmarks_import(workspace, file, asked, screen))


@cli.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@common
def verify(path: Path | None, **options: Any) -> None:
    """Recompute every hash and the ledger's chain."""
    from flows.commands.proof import run_verify

    _run(options, lambda workspace, screen: run_verify(workspace, options["authority"], path, screen))


@cli.command()
@common
def doctor(**options: Any) -> None:
    """Check settings, access, disk and versions, and say what to do."""
    from flows.commands.proof import run_doctor

    _run(options, lambda workspace, screen: run_doctor(workspace, options["authority"], screen))


@cli.command()
@common
def serve(**options: Any) -> None:
    """Keep the nightly refresh and the quarterly return scheduled until stopped."""
    from flows.commands.runs import run_serve

    _run(options, lambda workspace, screen: run_serve(workspace, screen))


def _run(options: dict[str, Any], work: Callable[[Workspace, Screen], int]) -> None:
    """Runs one command; turns errors into one message and an exit status."""
    screen = Screen(as_json=options["as_json"], started=datetime.now().astimezone())
    try:
        status = work(Workspace(options["workspace"].resolve()), screen)
    except QuarterlightError as error:
        if options["debug"]:
            raise
        screen.fail(str(error), error.exit_code)
        status = error.exit_code
    except BrokenPipeError:
        # Whoever read the answer stopped reading, as `| head` does; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        if options["debug"]:
            raise
        # An unexpected error's own text may quote a row: only its kind and place are shown.
        screen.fail(
            f"An unexpected {type(error).__name__} {_place(error)}. Run again with --debug to see it.", UNEXPECTED
        )
        status = UNEXPECTED
    sys.exit(status)


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "somewhere"


def main() -> None:
    """Entry point of the `quarterlight` command."""
    cli()


if __name__ == "__main__":
    main()
