"""What the tests of the checks share: a typed load in memory."""

from collections.abc import Iterator

import pytest

from tests.support.typed_load import TypedLoad, workbench


@pytest.fixture
def load() -> Iterator[TypedLoad]:
    """A warehouse with no load and nothing found; `fill` it."""
    made = workbench()
    yield made
    made.clear()
