"""A connected store, and what it takes to compare it with the simulated company."""

import pytest

from tamio.fortnox.sync.reconcile import reader
from tests.fortnox.sync.conftest import clock as clock
from tests.fortnox.sync.conftest import connected as connected
from tests.fortnox.sync.conftest import sim as sim


@pytest.fixture(autouse=True)
def _in_no_hurry_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sales that wait on purpose would be given way to, for seconds each time."""
    monkeypatch.setattr(reader, "GIVES_WAY", 0.0)
