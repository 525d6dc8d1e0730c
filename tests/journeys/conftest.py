"""A store connected to a simulated Fortnox, all of it in real processes over real HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tamio.commerce.stores.models import Store
from tamio.fortnox.sync import calling
from tests.journeys.connecting import connected
from tests.journeys.processes import SimulatorProcess, simulator_process


@pytest.fixture
def simulator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatorProcess]:
    with simulator_process(data=tmp_path / "simulator.sqlite3") as simulator:
        monkeypatch.setattr(settings, "ENVIRONMENT", settings.ENVIRONMENT)
        yield simulator
        calling.close_connections()


@pytest.fixture
def connected_store(shared_database: str, simulator: SimulatorProcess) -> Store:
    return connected(simulator)
