"""Delivery addresses reach card and order; what the accountant keeps is never changed again."""

from dataclasses import replace
from typing import Any

import httpx2
import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, CustomerLink, OrderLink, Settings
from tamio.outbox.drain import drain_due
from tests.factories import buyer, make_invoice, make_product
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import calls, mark, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]
ELSEWHERE = {
    "delivery_name": "Eva Ek",
    "delivery_line1": "Lagergatan 7",
    "delivery_postal_code": "411 04",
    "delivery_city": "Göteborg",
    "delivery_country": "SE",
}


@pytest.fixture
def connection(connected: Connect) -> Connection:
    return connected()


@pytest.fixture
def store(connection: Connection) -> Store:
    return connection.store


def sell(store: Store, clock: MovableClock, who: BuyerDetails) -> Invoice:
    goods = store.products.first() or make_product(store=store)
    invoice = make_invoice(store=store, contents={goods: 1}, buyer_details=who, now=clock())
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted", submission(invoice).problem
    return invoice


def card(sim: Simulator) -> dict[str, Any]:
    """The buyer's, as Fortnox holds it."""
    number = sim.orders(TENANT)[-1]["CustomerNumber"]
    headers = {"Authorization": f"Bearer {sim.access_token(TENANT)}"}
    found: dict[str, Any] = httpx2.get(f"{sim.api_url}/customers/{number}", headers=headers).json()[
        "Customer"
    ]
    return found


def protect(store: Store, *parts: str) -> None:
    Settings.objects.filter(store=store).update(protected_parts=list(parts))


def test_the_delivery_address_stands_on_the_order_and_on_the_card(
    sim: Simulator, store: Store, clock: MovableClock
) -> None:
    sell(store, clock, buyer(**ELSEWHERE))
    order = sim.orders(TENANT)[-1]
    assert (order["DeliveryName"], order["DeliveryAddress1"]) == ("Eva Ek", "Lagergatan 7")
    assert (order["DeliveryZipCode"], order["DeliveryCity"]) == ("411 04", "Göteborg")
    assert order["DeliveryCountry"] == "Sverige"
    assert card(sim)["DeliveryAddress1"] == "Lagergatan 7"
    assert card(sim)["DeliveryCountryCode"] == "SE"


def test_a_later_sale_to_the_buyers_own_address_does_not_go_to_the_card_s(
    sim: Simulator, store: Store, clock: MovableClock
) -> None:
    sell(store, clock, buyer(**ELSEWHERE))
    before = mark(sim)
    sell(store, clock, buyer())
    assert sim.orders(TENANT)[-1]["DeliveryAddress1"] == "Lillgatan 2"
    assert [method for method, _ in calls(sim, before)] == ["POST"]


def test_a_long_delivery_address_is_cut_and_the_record_says_so(
    sim: Simulator, store: Store, clock: MovableClock
) -> None:
    long = "Industrigatan 1, port 7, lastkaj B, märk godset med ordernummer tack"
    invoice = sell(store, clock, buyer(**ELSEWHERE | {"delivery_line1": long}))
    assert len(sim.orders(TENANT)[-1]["DeliveryAddress1"]) <= 60
    changes = OrderLink.objects.get(invoice=invoice).changes
    assert any(change.startswith("DeliveryAddress1: cut from 68") for change in changes)


@pytest.mark.parametrize(("country", "is_named"), [("DE", True), ("KR", False)])
def test_a_country_is_named_where_its_name_is_known_and_else_the_record_says_so(
    store: Store, clock: MovableClock, country: str, is_named: bool
) -> None:
    abroad = ELSEWHERE | {"delivery_country": country, "delivery_postal_code": "10115"}
    invoice = sell(store, clock, buyer(**abroad))
    sent = submission(invoice).fortnox_exchanges.get(path__endswith="/orders").request_body
    assert ('"DeliveryCountry":"Germany"' in sent) == is_named
    assert ("DeliveryCountry" in sent) == is_named
    changes = OrderLink.objects.get(invoice=invoice).changes
    assert (f"DeliveryCountry: {country} was left out" in changes) != is_named


def test_a_protected_part_is_sent_at_first_and_never_changed_after(
    sim: Simulator, store: Store, clock: MovableClock
) -> None:
    protect(store, "name", "address")
    sell(store, clock, buyer())
    assert card(sim)["Name"] == "Åsa Öberg"
    before = mark(sim)
    moved = replace(buyer(), name="Åsa Berg", line1="Storgatan 9")
    invoice = sell(store, clock, moved)
    assert [method for method, _ in calls(sim, before)] == ["POST"]
    assert (card(sim)["Name"], card(sim)["Address1"]) == ("Åsa Öberg", "Lillgatan 2")
    order = sim.orders(TENANT)[-1]
    assert (order["CustomerName"], order["Address1"]) == ("Åsa Berg", "Storgatan 9")
    assert invoice.buyer_name == "Åsa Berg"


def test_what_is_not_protected_is_still_changed_and_nothing_else_with_it(
    sim: Simulator, store: Store, clock: MovableClock
) -> None:
    protect(store, "name")
    sell(store, clock, buyer())
    sell(store, clock, replace(buyer(), name="Åsa Berg", line1="Storgatan 9"))
    assert (card(sim)["Name"], card(sim)["Address1"]) == ("Åsa Öberg", "Storgatan 9")
    assert CustomerLink.objects.get().sent["name"] == "Åsa Öberg"  # type: ignore[index]


def test_what_is_no_longer_protected_is_brought_up_to_date(
    sim: Simulator, store: Store, clock: MovableClock
) -> None:
    protect(store, "name")
    sell(store, clock, buyer())
    sell(store, clock, replace(buyer(), name="Åsa Berg", line1="Storgatan 9"))
    protect(store)
    sell(store, clock, replace(buyer(), name="Åsa Berg", line1="Storgatan 9"))
    assert card(sim)["Name"] == "Åsa Berg"
