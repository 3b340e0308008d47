"""A Prefect server of the workspace's own, for `serve`: the temporary one of a single run fires no schedule."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from warehouse.errors import QuarterlightError

LOOPBACK = "127.0.0.1"
PATIENCE = 120.0


@contextmanager
def local_server(log: Path) -> Iterator[str]:
    """Runs a Prefect server on this machine only, for the block; gives its address and sets PREFECT_API_URL to it.

    What the server says goes to `log`. QuarterlightError when it has not answered within two minutes.
    """
    url = f"http://{LOOPBACK}:{_free_port()}/api"
    port = url.rsplit(":", 1)[1].removesuffix("/api")
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", LOOPBACK, "--port", port]
    with log.open("ab") as output:
        log.chmod(0o600)
        # In a session of its own, so that Ctrl-C reaches the schedules first and they can still say goodbye to it.
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True
        )
        try:
            _wait_until_it_answers(f"{url}/health", process, log)
            os.environ["PREFECT_API_URL"] = url
            yield url
        finally:
            os.environ.pop("PREFECT_API_URL", None)
            process.terminate()
            process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.5)
    raise QuarterlightError(f"Prefect's server did not start. See {log}, or name a server of yours in PREFECT_API_URL.")
