"""For tests of many sales that are not about pacing, which has tests of its own."""

from collections.abc import Iterator

import pytest

from fortnox_simulator.testing import Simulator
from tamio.fortnox.sync import pacing


def unpace(sim: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tamio's own clock of turns leaps a second at every look, and Fortnox counts no requests."""
    sim.state.settle(sim.state.settings() | {"rate_limit": 0})
    seconds = _leaping()
    monkeypatch.setattr(pacing, "seconds", lambda: next(seconds))


def _leaping() -> Iterator[float]:
    at = 1_000.0
    while True:
        at += 1
        yield at
