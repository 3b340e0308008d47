"""System programs that some tests need: found, else installed with apt, else the test is skipped."""

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock

PACKAGES = {
    "chromium": ["chromium"],
    "soffice": ["libreoffice-calc"],
    "pdftoppm": ["poppler-utils"],
}


@cache
def program(name: str) -> str:
    """The path of a system program; skips the test with the reason when it cannot be had."""
    found = shutil.which(name)
    if found:
        return found
    reason = _install(name)
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not on this machine and could not be installed: {reason}")
    return found


def _install(name: str) -> str:
    """Installs the program's packages once, whichever test worker comes first; returns why it could not."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return "it takes apt-get and root"
    with FileLock(Path(tempfile.gettempdir()) / "quarterlight-apt.lock"):
        if shutil.which(name):
            return ""
        commands = (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES[name]],
        )
        for command in commands:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                timeout=600,
            )
            if done.returncode:
                return f"`{' '.join(command)}` ended with {done.returncode}"
    return ""
