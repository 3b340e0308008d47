"""Options that all tests share."""

import os

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure of a law. The gate draws the same examples each time; a developer's run draws new ones.
settings.register_profile(
    "quarterlight", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("quarterlight")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="Write the golden text files of tests/golden/ anew instead of comparing with them; review the difference.",
    )
