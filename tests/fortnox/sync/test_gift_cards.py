"""A gift card is sold as a debt: its row carries the account for it and no VAT; and what is taken
back of it goes back there.
"""

from decimal import Decimal
from typing import Any

import pytest

from fortnox_simulator.testing import Simulator
from tamio.commerce.invoices.credit import CreditPart, credit
from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import ChartAccount
from tamio.outbox.drain import drain_due
from tests.commerce.giftcards.making import BY, make_card_product
from tests.factories import buyer, make_invoice, make_product
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def sold(connected: Connect, clock: MovableClock, **details: Any) -> Invoice:
    """A card of 500 and goods of 199."""
    store = connected().store
    card, goods = make_card_product(store=store, sku="KORT"), make_product(store=store, sku="VAS")
    invoice = make_invoice(
        store=store, contents={card: 1, goods: 1}, buyer_details=buyer(**details), now=clock()
    )
    drain_due(clock=clock)
    return invoice


def rows(sim: Simulator) -> list[tuple[str, int, float, float]]:
    (order,) = sim.orders(TENANT)
    return [
        (row["ArticleNumber"], row["AccountNumber"], row["VAT"], row["Total"])
        for row in order["OrderRows"]
        if row["ArticleNumber"]
    ]


def test_a_card_is_booked_as_a_debt_without_vat(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)

    assert submission(invoice).state == "submitted"
    (order,) = sim.orders(TENANT)
    assert (order["Total"], order["TotalVAT"]) == (699, 39.8)
    assert rows(sim) == [("KORT", 2421, 0, 500), ("VAS", 3001, 25, 199)]


def test_a_card_alone_is_sent_to_a_buyer_anywhere(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    invoice = make_invoice(
        store=store, contents={make_card_product(store=store, sku="KORT"): 2},
        buyer_details=buyer(country="US", postal_code="10001"), now=clock(),
    )  # fmt: skip
    drain_due(clock=clock)

    assert submission(invoice).state == "submitted"
    assert rows(sim) == [("KORT", 2421, 0, 1000)]


def test_what_is_credited_goes_back_to_the_debt(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    invoice = sold(connected, clock)
    part = CreditPart(position=1, amount=Decimal("120.00"))
    credit(invoice=invoice, parts=[part], reason="Fel", by=BY, now=clock())
    drain_due(clock=clock)

    assert ("KORT", 2421, 0, -120) in rows(sim)
    (order,) = sim.orders(TENANT)
    assert (order["Total"], order["TotalVAT"]) == (579, 39.8)


def test_without_an_account_for_debts_the_sale_waits_for_one(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    ChartAccount.objects.filter(store=store, number=2421).update(active=False)
    invoice = make_invoice(store=store, contents={make_card_product(store=store): 1}, now=clock())
    drain_due(clock=clock)

    delivery = submission(invoice)
    assert delivery.state == "settings"
    assert delivery.explanation is not None
    assert "presentkort" in delivery.explanation.message.sv
    assert sim.orders(TENANT) == []
