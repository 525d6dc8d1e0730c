"""A renewal in Fortnox: an order of its own whose rows say which days they pay for."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.subscriptions.running import renew_due
from tamio.outbox.drain import drain_due
from tests.commerce.subscriptions.discounts.making import bought, code_of
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


def test_a_discount_that_goes_on_is_on_the_rows_of_the_order(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    """Two charges are 20 % less, the third is whole; each order sums to its invoice."""
    clock.move(days=-70)
    store = connected().store
    plan = plan_of(store, "200.00")
    code = code_of(store, lasts="times", times=2)
    subscription = bought(plan, code=code, on=store.date_of(clock()).isoformat())
    clock.move(days=70)
    renew_due(now=clock(), stores=[store])
    drain_due(clock=clock)

    sold = invoices_of(subscription)
    assert [each.total for each in sold] == [160, 160, 200]
    assert [submission(each).state for each in sold] == ["submitted"] * 3
    orders = sorted(sim.orders(TENANT), key=lambda order: str(order["ExternalInvoiceReference1"]))
    assert [Decimal(str(order["Total"])) for order in orders] == [160, 160, 200]
    rows = [row for order in orders for row in order["OrderRows"] if row["ArticleNumber"]]
    assert [Decimal(str(row["Discount"])) for row in rows] == [20, 20, 0]
    assert [row["DiscountType"] for row in rows][:2] == ["PERCENT"] * 2
    assert any(row["Description"].endswith("2 av 2") for row in orders[1]["OrderRows"])
