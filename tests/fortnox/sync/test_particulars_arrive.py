"""An invoice in another currency and with a reference arrives as it stands on paper."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.stores.models import ExchangeRate
from tamio.outbox.drain import drain_due
from tests.commerce.sales import sale
from tests.factories import buyer
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_the_order_has_the_invoices_own_rate_and_the_buyers_reference(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    day = store.date_of(clock()) - timedelta(days=3)
    ExchangeRate.objects.create(store=store, currency="EUR", rate_date=day, rate=Decimal("11.2345"))
    told = sale(currency="EUR", buyer=buyer(reference="Kst 4711"))
    invoice, _is_new = register_sale(store=store, sale=told, now=clock())
    drain_due(clock=clock)
    assert submission(invoice).state == "submitted", submission(invoice).problem
    order = sim.orders(TENANT)[-1]
    assert (order["Currency"], order["CurrencyRate"], order["CurrencyUnit"]) == ("EUR", 11.2345, 1)
    assert order["YourReference"] == "Kst 4711"
