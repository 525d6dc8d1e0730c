"""A store that is connected to the simulator, with an invoice that is an order there."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from django.test import Client
from django.utils import translation

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection
from tamio.outbox.drain import drain_due
from tamio.outbox.models import Delivery
from tests.factories import make_member, make_store
from tests.fortnox.pages.conftest import browser_of
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.conftest import clock as clock
from tests.fortnox.sync.conftest import connected as connected
from tests.fortnox.sync.conftest import sim as sim
from tests.fortnox.sync.sales import sold

PERSON = "anna@example.com"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def store(db: None) -> Store:
    return make_store(name="Glashyttan", slug="glashyttan")


@pytest.fixture
def connection(connected: Connect, store: Store) -> Connection:
    return connected(store=store)


@pytest.fixture
def invoice(connected: Connect, connection: Connection, clock: MovableClock) -> Invoice:
    """Two jugs of 349.00 at 25 % and three tours of 120.00 at 6 %, an order in Fortnox."""
    made = sold(lambda: connection, clock)
    drain_due(clock=clock)
    return made


@pytest.fixture
def browser(store: Store) -> Client:
    return browser_of(make_member(store=store, email=PERSON))


def order_of(sim: Simulator) -> dict[str, Any]:
    (order,) = sim.orders(TENANT)
    return order


def invoiced_there(sim: Simulator) -> None:
    """The accountant makes an invoice of the order, in Fortnox."""
    headers = {"Authorization": f"Bearer {sim.access_token(TENANT)}"}
    path = f"{sim.api_url}/orders/{order_of(sim)['DocumentNumber']}/createinvoice"
    assert httpx2.put(path, headers=headers).status_code == 200


def delivery_of(note: CreditNote) -> Delivery:
    return Delivery.objects.get(kind="invoice.credited", subject_id=note.pk)
