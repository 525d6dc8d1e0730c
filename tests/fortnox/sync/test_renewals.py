"""A renewal in Fortnox: an order of its own whose rows say which days they pay for."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.subscriptions.running import renew_due
from tamio.outbox.drain import drain_due
from tests.commerce.subscriptions.making import customer_of, invoices_of, plan_of, subscribe
from tests.factories import make_product
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_each_period_is_one_order_that_names_its_days(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    clock.move(days=-32)
    store = connected().store
    today = store.date_of(clock())
    box = make_product(store=store, sku="KAFFE", name="Kaffe", stock=10)
    plan = plan_of(store, "149.00", product=box, item_type=ItemType.PHYSICAL)
    subscription = subscribe(
        plan, today.isoformat(), customer=customer_of(store), freight=Decimal(49)
    )
    first = subscription.periods.get()
    clock.move(days=32)
    for _time in range(2):
        renew_due(now=clock(), stores=[store])
    drain_due(clock=clock)

    sold = invoices_of(subscription)
    assert len(sold) == 2
    assert [submission(each).state for each in sold] == ["submitted", "submitted"]
    orders = sim.orders(TENANT)
    totals = [Decimal(str(order["Total"])) for order in orders]
    assert sorted(totals) == sorted(each.total for each in sold)
    words = [row["Description"] for order in orders for row in order["OrderRows"]]
    days = (
        f"{first.period_start.isoformat()} – {(first.period_end - timedelta(days=1)).isoformat()}"
    )
    assert any(days in each for each in words), words
