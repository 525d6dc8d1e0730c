"""A store connected, through the real consent, to a simulated company on loopback."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from django.conf import settings

from fortnox_simulator.testing import Simulator, running
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.sync import calling, connect
from tamio.outbox import drain
from tests import loopback
from tests.factories import make_store
from tests.fortnox.sync.history.story import Story
from tests.fortnox.sync.history.worlds import NewWorld, worlds
from tests.fortnox.unpaced import unpace

TENANT = 910001
PATIENCE = httpx2.Timeout(connect=4, write=4, read=5, pool=2)
RETURN = "http://127.0.0.1:8000/fortnox/callback/"


class MovableClock:
    """The machine's clock, moved on by what a test asks for."""

    def __init__(self) -> None:
        self.moved = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.moved

    def move(self, **distance: float) -> None:
        self.moved += timedelta(**distance)


class LongestWaits(Random):
    """Chance may make a wait of nothing; a test that looks in between must not depend on it."""

    def uniform(self, a: float, b: float) -> float:
        return max(a, b)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> MovableClock:
    monkeypatch.setattr(drain, "Random", LongestWaits)
    return MovableClock()


@pytest.fixture
def sim(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """A simulated Fortnox, in no hurry; at the true pace for a test that is marked `paced`."""
    with running() as simulator:
        if request.node.get_closest_marker("paced") is None:
            unpace(simulator, monkeypatch)
        environment = settings.ENVIRONMENT.model_copy(
            update={
                "fortnox_api_url": simulator.api_url,
                "fortnox_auth_url": simulator.auth_url,
                "fortnox_client_id": simulator.client.id,
                "fortnox_client_secret": simulator.client.secret,
            }
        )
        monkeypatch.setattr(settings, "ENVIRONMENT", environment)
        if request.node.get_closest_marker("paced") is None:
            # An answer that never comes is waited for as long as it takes to tell that.
            monkeypatch.setattr(calling, "_TIMEOUT", PATIENCE)
        yield simulator
        calling.close_connections()


def approve(url: str, *, tenant: int = TENANT, decision: str = "approve") -> dict[str, str]:
    """What the browser brings back after a person has answered the consent page."""
    asked = dict(parse_qs(urlsplit(url).query))
    form = {name: values[0] for name, values in asked.items()}
    answer = loopback.post(
        url.split("?")[0], data=form | {"tenant": str(tenant), "decision": decision}
    )
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: values[0] for name, values in back.items()}


Connect = Callable[..., Connection]


@pytest.fixture
def connected(sim: Simulator, clock: MovableClock) -> Connect:
    def make(
        *,
        tenant: int = TENANT,
        service_account: bool = True,
        store: Store | None = None,
        credit_invoices: bool = False,
    ) -> Connection:
        owner = store or make_store()
        consent = connect.begin(
            redirect_uri=RETURN,
            service_account=service_account,
            credit_invoices=credit_invoices,
            clock=clock,
        )
        back = approve(consent.url, tenant=tenant)
        assert back["state"] == consent.state
        connection = connect.complete(
            store=owner,
            code=back["code"],
            redirect_uri=RETURN,
            service_account=service_account,
            credit_invoices=credit_invoices,
            clock=clock,
            by="owner@example.com",
        )
        chosen = Settings.objects.get(store=owner)
        chosen.goods_account, chosen.services_account = 3001, 3041
        connect.choose(settings=chosen, now=clock(), by="owner@example.com")
        return connection

    return make


@pytest.fixture
def new_world(monkeypatch: pytest.MonkeyPatch) -> NewWorld:
    return worlds(monkeypatch)


@pytest.fixture
def story(new_world: NewWorld) -> Story:
    return Story(new_world())
