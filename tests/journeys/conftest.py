"""A store connected to a simulated Fortnox, all of it in real processes over real HTTP."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tamio.commerce.stores.models import Store
from tamio.fortnox.sync import calling
from tests.journeys.connecting import connected
from tests.journeys.demo_process import Demo, demo_from, make_once
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


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo that was ready once, and stopped: of use to copies only."""
    own = tmp_path_factory.getbasetemp()
    return make_once(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="module")
def demo(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The tests of a file share what happens in it."""
    with demo_from(made_demo, tmp_path_factory.mktemp("demo") / "data") as demo:
        yield demo
