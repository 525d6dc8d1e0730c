"""A store connected to a simulated Fortnox, all of it in real processes over real HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tamio.clock import now
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.sync import calling, connect
from tests.factories import make_store
from tests.fortnox.sync.conftest import RETURN, TENANT, approve
from tests.journeys.processes import SimulatorProcess, simulator_process


@pytest.fixture
def simulator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatorProcess]:
    with simulator_process(data=tmp_path / "simulator.sqlite3") as simulator:
        values = {name.lower(): value for name, value in simulator.environment.items()}
        environment = settings.ENVIRONMENT.model_copy(update=values)
        monkeypatch.setattr(settings, "ENVIRONMENT", environment)
        yield simulator
        calling.close_connections()


@pytest.fixture
def connected_store(file_database: Path, simulator: SimulatorProcess) -> Store:
    store = make_store()
    consent = connect.begin(redirect_uri=RETURN, service_account=True, clock=now)
    back = approve(consent.url, tenant=TENANT)
    connect.complete(
        store=store,
        code=back["code"],
        redirect_uri=RETURN,
        service_account=True,
        clock=now,
        by="owner@example.com",
    )
    chosen = Settings.objects.get(store=store)
    chosen.goods_account, chosen.services_account = 3001, 3041
    connect.choose(settings=chosen, now=now(), by="owner@example.com")
    return store
