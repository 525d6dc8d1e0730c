"""A new store, connected through the consent page and with both accounts chosen."""

from django.conf import settings

from tamio.clock import now
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.sync import connect
from tests.factories import make_store
from tests.fortnox.sync.conftest import RETURN, TENANT, approve
from tests.journeys.processes import SimulatorProcess

__all__ = ["TENANT", "connected", "point_at"]


def point_at(simulator: SimulatorProcess) -> None:
    """Makes this process talk to `simulator`."""
    values = {name.lower(): value for name, value in simulator.environment.items()}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=values)


def connected(simulator: SimulatorProcess) -> Store:
    point_at(simulator)
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
