"""What stands on an order besides its rows: the buyer's reference, and the invoice's own rate."""

from decimal import Decimal

import pytest

from tamio.fortnox.client.models.order import Order
from tamio.fortnox.sync.mapping import order_document
from tamio.fortnox.sync.texts import Texts
from tests.fortnox.sync.test_mapping import ACCOUNTS, draft, invoice_of


def order_of(**fields: object) -> Order:
    invoice, lines = invoice_of([draft()])
    for name, value in fields.items():
        setattr(invoice, name, value)
    return order_document(
        invoice=invoice, lines=lines, customer_number="1", accounts=ACCOUNTS, texts=Texts()
    )


@pytest.mark.parametrize(
    ("said", "sent"), [("Kst 4711", "Kst 4711"), ("", None), ("Å" * 50, "Å" * 50)]
)
def test_the_buyers_reference_goes_with_the_order(said: str, sent: str | None) -> None:
    assert order_of(buyer_reference=said).your_reference == sent


def test_the_rate_on_the_invoice_is_the_rate_of_the_order() -> None:
    order = order_of(currency="EUR", exchange_rate=Decimal("11.234500"))
    assert order.currency == "EUR"
    assert order.currency_rate == Decimal("11.2345")
    assert order.currency_unit == 1


def test_without_one_the_accounting_system_chooses() -> None:
    order = order_of(currency="EUR")
    assert (order.currency_rate, order.currency_unit) == (None, None)
