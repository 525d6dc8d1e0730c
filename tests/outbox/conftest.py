from collections.abc import Iterator
from pathlib import Path

import pytest

from tamio.outbox.destinations import declared
from tests.factories import NOW
from tests.outbox import far_side as far
from tests.outbox.far_side import FarSide, Hand


@pytest.fixture
def far_side() -> Iterator[FarSide]:
    far_side = FarSide()
    far.listen(far_side)
    with declared(far.DESTINATION):
        yield far_side
    far.leave()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """What the worker processes of book_worker.py write into."""
    book = tmp_path / "book"
    book.touch()
    return book


@pytest.fixture
def clock() -> Hand:
    return Hand(NOW)
