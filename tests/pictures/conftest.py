"""The clock of the world, and payments that the built-in test provider takes."""

from collections.abc import Iterator

import pytest

from tests.pictures.beginning import as_it_is_there
from tests.pictures.world import World, make_world


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with as_it_is_there():
        yield make_world()
