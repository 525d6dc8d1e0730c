"""Most tests of sales are not about pacing, which has tests of its own, marked `paced`."""

from itertools import count

import pytest

from fortnox_simulator.testing import Simulator
from tamio.fortnox.sync import pacing


def unpace(sim: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tamio's own clock of turns leaps a second at every look, and Fortnox counts no requests.
    At the true pace a test would wait for most of its time.
    """
    sim.state.settle(sim.state.settings() | {"rate_limit": 0})
    monkeypatch.setattr(pacing, "seconds", count(1_000.0).__next__)
