"""A backfill against a simulated Fortnox: who goes first, and what pausing and stopping leave."""

from datetime import timedelta

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.sync.backfill import feeding, steering
from tamio.fortnox.sync.backfill.feeding import feed_due
from tamio.outbox.drain import drain, drain_due
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.factories import make_invoice
from tests.fortnox.backfill.conftest import (
    PERSON,
    again,
    before_fortnox,
    begun,
    fed,
    state_of,
    unrecorded,
    way_of,
)
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def shop(linked: Connect, clock: MovableClock) -> Store:
    """Connected to the simulated company, and sending what was sold in the last thirty days."""
    store = linked().store
    start = store.date_of(clock()) - timedelta(days=30)
    Settings.objects.filter(store=store).update(start_date=start)
    return store


def sent(sim: Simulator) -> list[str]:
    """References of the orders, in the order in which they were made."""
    return [order["ExternalInvoiceReference1"] for order in sim.orders(TENANT)]


def references(*invoices: Invoice) -> list[str]:
    return [invoice.reference for invoice in invoices]


def to_the_end(store: Store, clock: MovableClock) -> None:
    """As the worker does: the lane is filled and walked until nothing is left."""
    for _ in range(50):
        feed_due(clock)
        if not drain_due(clock=clock):
            return
    raise AssertionError("the backfill comes to no end")


def test_a_click_and_a_sale_go_before_it(sim: Simulator, shop: Store, clock: MovableClock) -> None:
    old = unrecorded(shop, 3, now=clock())
    fed(shop, now=clock())
    sale = make_invoice(store=shop, now=clock())
    clicked = old[2]
    way = way_of(clicked)
    assert way is not None
    way.submit_now(now=clock(), by=PERSON)
    to_the_end(shop, clock)
    assert sent(sim) == references(clicked, sale, *old[:2])


def test_every_invoice_arrives_once_and_it_is_finished(
    sim: Simulator, shop: Store, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "WINDOW", 4)
    monkeypatch.setattr(feeding, "BATCH", 3)
    old = unrecorded(shop, 11, now=clock())
    backfill = begun(shop, now=clock())
    to_the_end(shop, clock)
    assert sent(sim) == references(*old)
    assert again(backfill).finished_at is not None
    to_the_end(shop, clock)
    assert len(sent(sim)) == 11


def test_never_before_the_start_date_also_if_that_is_moved_meanwhile(
    sim: Simulator, shop: Store, clock: MovableClock
) -> None:
    unrecorded(shop, days_ago=31, now=clock())
    overtaken = unrecorded(shop, days_ago=20, now=clock())[0]
    young = unrecorded(shop, days_ago=5, now=clock())[0]
    long_ago = shop.date_of(clock()) - timedelta(days=400)
    backfill = fed(shop, now=clock(), first=long_ago)
    start = shop.date_of(clock()) - timedelta(days=10)
    Settings.objects.filter(store=shop).update(start_date=start)
    to_the_end(shop, clock)
    assert sent(sim) == references(young)
    way = way_of(overtaken)
    assert way is not None
    assert (way.state, way.reason) == ("held", "before-start")
    assert again(backfill).left_out == {"old": 1}
    assert again(backfill).finished_at is not None


def test_a_store_that_sends_by_hand_sends_what_is_in_it(
    sim: Simulator, shop: Store, clock: MovableClock
) -> None:
    Settings.objects.filter(store=shop).update(automatic=False)
    by_hand = make_invoice(store=shop, now=clock() - timedelta(days=2))
    drain_due(clock=clock)
    assert state_of(by_hand) == "held"
    fed(shop, now=clock())
    sale = make_invoice(store=shop, now=clock())
    to_the_end(shop, clock)
    assert sent(sim) == references(by_hand)
    assert state_of(sale) == "held"


def test_paused_sales_go_on_and_it_goes_on_where_it_was(
    sim: Simulator, shop: Store, clock: MovableClock
) -> None:
    old = unrecorded(shop, 4, now=clock())
    backfill = fed(shop, now=clock())
    _walk_one(clock)
    steering.pause(backfill, now=clock(), by=PERSON)
    sale = make_invoice(store=shop, now=clock())
    to_the_end(shop, clock)
    assert sent(sim) == references(old[0], sale)
    steering.resume(backfill, now=clock(), by=PERSON)
    to_the_end(shop, clock)
    assert sent(sim) == references(old[0], sale, *old[1:])
    assert again(backfill).finished_at is not None


def test_what_was_put_off_while_it_was_paused_is_not_sent(
    sim: Simulator, shop: Store, clock: MovableClock
) -> None:
    """In a worker's hands when it was paused, and then put off: it waits like the rest."""
    (invoice,) = unrecorded(shop, now=clock())
    backfill = fed(shop, now=clock())
    Delivery.objects.filter(subject_id=invoice.pk).update(state=State.SENDING)
    steering.pause(backfill, now=clock(), by=PERSON)
    Delivery.objects.filter(subject_id=invoice.pk).update(state=State.LATER, problem={"code": "x"})
    drain_due(clock=clock)
    assert sent(sim) == []
    way = way_of(invoice)
    assert way is not None
    assert (way.state, way.reason) == ("held", "backfill-paused")


def test_stopped_what_waits_is_not_sent_and_nothing_is_lost(
    sim: Simulator, shop: Store, clock: MovableClock
) -> None:
    old = unrecorded(shop, 4, now=clock())
    backfill = fed(shop, now=clock())
    _walk_one(clock)
    steering.stop(backfill, now=clock(), by=PERSON)
    to_the_end(shop, clock)
    assert sent(sim) == references(old[0])
    fed(shop, now=clock())
    to_the_end(shop, clock)
    assert sorted(sent(sim)) == sorted(references(*old))


def test_credit_notes_follow_their_invoices(
    sim: Simulator, shop: Store, clock: MovableClock
) -> None:
    whole, plain = unrecorded(shop, 2, now=clock())
    with before_fortnox():
        credit_all(invoice=whole, reason="Retur", by=PERSON, now=clock())
    Settings.objects.filter(store=shop).update(automatic=False)
    fed(shop, now=clock())
    to_the_end(shop, clock)
    cancelled = {
        order["ExternalInvoiceReference1"]: order["Cancelled"] for order in sim.orders(TENANT)
    }
    assert cancelled == {whole.reference: True, plain.reference: False}


def test_what_is_rejected_is_counted_and_the_rest_arrives(
    sim: Simulator, shop: Store, clock: MovableClock
) -> None:
    first, second, third = unrecorded(shop, 3, now=clock())
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
    backfill = fed(shop, now=clock())
    to_the_end(shop, clock)
    states = sorted(state_of(each) for each in (first, second, third))
    assert states == ["rejected", "submitted", "submitted"]
    assert again(backfill).finished_at is not None


def _walk_one(clock: MovableClock) -> None:
    lane_id = Delivery.objects.filter(state=State.WAITING).values_list("lane", flat=True)[0]
    assert drain(lane_id=lane_id, owner="test", clock=clock, deliveries=1) == 1
