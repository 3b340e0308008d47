"""A list of 50,000 rows in which every row fails three rules, beside the same list clean: time, memory, what is said.

Prints seconds, CPU seconds and peak memory of a refresh and a return, each council in a process of its own, and how
many times the clean time the faulty one took. The aim: at most twice the clean time, and 1.5 GB. Not a test:
timings depend on the machine, and on a busy one CPU seconds tell more.
"""

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from openpyxl import load_workbook

from tests.support.council import QUARTER, council, run

ROWS = 50_000
# In every row: a child whom nobody delivered, a source that is no code, and no outcome.
FAULTS = {"cont_person_id": "P-NOBODY", "cont_contact_source_code": "ZZZ", "cont_contact_outcome_json": ""}


def main(rows: int = ROWS) -> None:
    """Runs both councils and prints a table."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for name, faults in (("clean", {}), ("every row fails three rules", FAULTS)):
            workspace = council(Path(folder) / name.split()[0])
            lengthen(workspace / "extracts" / "ssd_contacts.csv", rows, faults)
            command = [sys.executable, "-m", "tests.benchmarks.fifty_thousand", "--one", str(workspace)]
            found[name] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    print(f"{rows:,} rows {'':18} {'seconds':>9} {'CPU s':>9} {'peak MB':>9} {'findings':>9}")
    for name, took in found.items():
        line = f"{took['seconds']:9.1f} {took['cpu']:9.1f} {took['peak']:9.0f} {took['findings']:9,}"
        print(f"{name:30} {line}   {took['says']}")
        print(f"    CPU seconds: {took['of']}")
        print("    " + ", ".join(f"{step} {seconds}" for step, seconds in took["steps"].items()))
    clean, faulty = found.values()
    print(f"times the clean: {faulty['seconds'] / clean['seconds']:.2f}, CPU {faulty['cpu'] / clean['cpu']:.2f}")


def lengthen(path: Path, count: int, faults: dict[str, str]) -> None:
    """Repeats a list's rows to `count`, each time a day earlier and under new ids, and puts the faults in each."""
    with path.open(encoding="utf-8", newline="") as handle:
        given = list(csv.DictReader(handle))
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, given[0].keys(), lineterminator="\n")
        writer.writeheader()
        for number in range(count):
            again, place = divmod(number, len(given))
            row = given[place]
            if again:
                day = date.fromisoformat(row["cont_contact_date"]) - timedelta(days=again)
                row = {**row, "cont_contact_id": f"L{number:07}", "cont_contact_date": day.isoformat()}
            writer.writerow({**row, **faults})


def run_one(workspace: Path) -> None:
    """Refreshes and returns in this process; prints what it took as one JSON object."""
    begun = time.perf_counter()
    steps: dict[str, float] = {}
    cpu: dict[str, float] = {}
    for arguments in (("refresh",), ("return", QUARTER, "--draft", "--per-team")):
        answer = run(*arguments, "--workspace", workspace, "--json")
        assert answer.status in (0, 1), answer.err
        steps.update(answer.json["seconds"])
        cpu[arguments[0]] = round(time.process_time() - sum(cpu.values()), 1)
    seconds = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_SELF)
    folder = workspace / "returns" / "887" / QUARTER
    with (folder / "findings.csv").open(encoding="utf-8", newline="") as handle:
        findings = sum(1 for _ in csv.reader(handle)) - 1
    sheet = load_workbook(folder / "data-quality-actions.xlsx", read_only=True)["All findings"]
    first_cells = (str(row[0]) for row in sheet.iter_rows(max_col=1, values_only=True))
    says = next(text for text in first_cells if text.startswith(("The first", "Every finding")))
    took = {
        "seconds": seconds,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / 1024,
        "findings": findings,
        "says": says,
        "of": cpu,
        "steps": {name: round(spent, 1) for name, spent in steps.items() if spent >= 1},
    }
    print(json.dumps(took))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run_one(Path(sys.argv[2]))
    else:
        main(*(int(argument) for argument in sys.argv[1:]))
