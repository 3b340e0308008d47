"""A connection, a catalogue and a context to write returns from, and the comparison with tests/golden/."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from tests.support.small_return import make_catalogue, make_connection, make_context
from transforms.catalogue import Catalogue
from transforms.returns.context import ReturnContext

GOLDEN = Path(__file__).parents[2] / "golden"


@pytest.fixture
def catalogue() -> Catalogue:
    return make_catalogue()


@pytest.fixture
def context() -> ReturnContext:
    return make_context()


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with make_connection() as opened:
        yield opened


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with tests/golden/<name>, or writes it there under `--update-golden`."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare
