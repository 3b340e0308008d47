"""How long each part takes on a whole council of five years, and how much memory.

Prints seconds a step, rows, and peak memory. Not a test: timings depend on the machine.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.support.council import QUARTER, council, run


def main(children: int = 65_000, years: int = 5) -> None:
    """Generates, refreshes twice and returns, in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        workspace = council(Path(folder) / "w", children=children, years=years)
        print(f"generate               {time.perf_counter() - begun:8.2f} s")
        for name, arguments in (
            ("refresh, first", ("refresh",)),
            ("refresh, same content", ("refresh",)),
            ("return", ("return", QUARTER)),
            ("verify", ("verify",)),
        ):
            begun = time.perf_counter()
            answer = run(*arguments, "--workspace", workspace, "--json")
            print(f"{name:22} {time.perf_counter() - begun:8.2f} s   exit {answer.status}")
            for step, seconds in answer.json.get("seconds", {}).items():
                print(f"    {step:30} {seconds:8.2f} s")
            if "rows" in answer.json:
                print(f"    rows {answer.json['rows']:,}")
    print(f"peak memory            {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
