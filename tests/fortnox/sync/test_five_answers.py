"""Troubles end in the right answer, and recover once their cause is gone."""

from random import Random

import pytest

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import Settings
from tamio.fortnox.sync import connect
from tamio.outbox.drain import drain_due
from tests.factories import buyer, make_invoice
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import basket, calls, mark, sold, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


class Longest(Random):
    """Rests for as long as may be: by chance it could be too short to be seen."""

    def uniform(self, a: float, b: float) -> float:
        return b


def test_a_revoked_consent_closes_the_lane_and_a_new_one_drains_it(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    store = connection.store
    contents = basket(store)
    sim.faults({"kind": "revoke_consent", "tenant": TENANT})
    invoices = [make_invoice(store=store, contents=contents, now=clock()) for _ in range(3)]
    drain_due(clock=clock)
    assert [submission(invoice).state for invoice in invoices] == [
        "reconnect",
        "waiting",
        "waiting",
    ]
    connected(store=store)
    drain_due(clock=clock)
    assert {submission(invoice).state for invoice in invoices} == {"submitted"}
    assert len(sim.orders(TENANT)) == 3


def test_an_inactive_account_asks_for_a_setting_and_is_released_by_it(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults({"kind": "deactivate_account", "tenant": TENANT, "number": 3001})
    drain_due(clock=clock)
    assert submission(invoice).state == "settings"
    chosen = Settings.objects.get(store=invoice.store)
    chosen.goods_account = 3051
    connect.choose(settings=chosen, now=clock(), by="owner@example.com")
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"


def test_a_document_that_fortnox_refuses_is_rejected_with_its_text_named(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    sim.faults(
        {
            "kind": "status",
            "status": 400,
            "code": 2000359,
            "message": "Värdet innehåller ej tillåtna tecken. (Kaffe <3)",
            "method": "POST",
            "path": "/3/orders",
            "count": 1,
        }
    )
    drain_due(clock=clock)
    delivery = submission(invoice)
    assert delivery.state == "rejected"
    said = (delivery.problem or {})["message"]["sv"]
    assert said == "Fortnox tar inte emot tecknet ”<” i texten ”Kaffe <3”."
    delivery.retry(now=clock(), by="owner@example.com")
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted"


def test_fortnox_down_rests_the_lane_and_recovers_by_itself(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    connection = connected()
    contents = basket(connection.store)
    invoices = [
        make_invoice(store=connection.store, contents=contents, now=clock()) for _ in range(4)
    ]
    sim.faults({"kind": "maintenance", "path": "/3/"})
    before = mark(sim)
    drain_due(clock=clock, random=Longest())
    assert len(calls(sim, before)) <= len(invoices)
    sim.state.faults.clear()
    clock.move(minutes=20)
    drain_due(clock=clock)
    assert {submission(invoice).state for invoice in invoices} == {"submitted"}
    assert len(sim.orders(TENANT)) == 4


def test_a_card_deleted_in_fortnox_is_made_anew(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    contents = basket(store)
    make_invoice(store=store, contents=contents, now=clock())
    drain_due(clock=clock)
    cards = sim.state.companies[TENANT].shelves["customers"]
    for number in list(cards):
        cards.remove(number)
    again = make_invoice(store=store, contents=contents, now=clock())
    drain_due(clock=clock)
    assert submission(again).state == "submitted"


def test_a_customer_number_that_is_someone_elses_asks_for_a_prefix(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    first = sold(connected, clock)
    drain_due(clock=clock)
    other = connected()
    second = make_invoice(
        store=other.store, buyer_details=buyer(name="Bo Ek", email="bo@example.com"), now=clock()
    )
    drain_due(clock=clock)
    delivery = submission(second)
    assert submission(first).state == "submitted"
    assert (delivery.state, (delivery.problem or {})["field"]) == ("settings", "customer_prefix")
    chosen = Settings.objects.get(store=other.store)
    chosen.customer_prefix = "B-"
    connect.choose(settings=chosen, now=clock(), by="owner@example.com")
    drain_due(clock=clock)
    assert submission(second).state == "submitted"
