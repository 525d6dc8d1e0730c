"""What the integration knows of a person: given out, and forgotten where the books let it."""

from datetime import timedelta

import pytest
from django.utils import translation

from fortnox_simulator.testing import Simulator
from tamio.commerce.customers.privacy import person
from tamio.commerce.privacy import rights
from tamio.fortnox.models import CustomerLink, ExchangeRecord
from tamio.outbox.drain import drain_due
from tests.factories import buyer, make_invoice, make_store
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import sold, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

BY = "owner@example.com"


def test_a_sale_on_its_way_is_waited_for(connected: Connect, clock: MovableClock) -> None:
    whose = person(sold(connected, clock).customer)
    with translation.override("en"):
        assert "on its way to Fortnox" in str(rights.hindrances(whose)[0])
    drain_due(clock=clock)
    assert rights.hindrances(whose) == []


def test_what_waits_in_a_store_that_is_not_connected_hinders_nothing() -> None:
    assert rights.hindrances(person(make_invoice(store=make_store()).customer)) == []


def test_the_card_and_the_requests_are_given_out(connected: Connect, clock: MovableClock) -> None:
    invoice = sold(connected, clock, buyer_details=buyer(name="Åsa Öberg"))
    drain_due(clock=clock)
    card, *requests = rights.known_of(person(invoice.customer))["fortnox"]
    assert "Åsa Öberg" in card["card"].values()
    assert [each["path"] for each in requests][-1] == "/3/orders"


def test_what_was_sent_last_is_forgotten_and_the_requests_stay(
    connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    drain_due(clock=clock)
    whose, before = person(invoice.customer), ExchangeRecord.objects.count()
    extent = rights.extent_of(whose)["fortnox"]
    assert (extent.goes, extent.stays) == (1, 4)
    assert extent.stays_until is not None
    assert extent.stays_until - clock().date() > timedelta(days=7 * 365)
    rights.erase(whose, name="1001", by=BY, now=clock())
    assert CustomerLink.objects.get().sent == {}
    assert ExchangeRecord.objects.count() == before
    assert rights.extent_of(whose)["fortnox"].goes == 0


def test_who_buys_again_gets_a_card_of_their_own(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    drain_due(clock=clock)
    rights.erase(person(invoice.customer), name="1001", by=BY, now=clock())
    again = make_invoice(store=invoice.store, now=clock())
    drain_due(clock=clock)
    assert submission(again).state == "submitted"
    numbers = [order["CustomerNumber"] for order in sim.orders(TENANT)]
    assert len(set(numbers)) == 2
