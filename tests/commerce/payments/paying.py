"""Money that comes in and goes back, with sensible defaults."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Means, Payment, Receipt, Refund
from tamio.commerce.payments.receiving import Money, receive
from tamio.commerce.payments.refunding import refund_by_hand
from tamio.commerce.stores.models import Store
from tests.factories import NOW, make_invoice, make_product, make_store

TODAY = date(2026, 11, 23)
BY = "anna@example.com"


def sold(amount: str = "100.00", *, store: Store | None = None, now: datetime = NOW) -> Invoice:
    """An invoice of just `amount`."""
    store = store or make_store()
    product = make_product(store=store, price=Decimal(amount))
    return make_invoice(store=store, contents={product: 1}, now=now)


def money(amount: str, **fields: Any) -> Money:
    given: dict[str, Any] = {"currency": "SEK", "means": Means.BANK, "paid_on": TODAY}
    return Money(amount=Decimal(amount), **given | fields)


def pay(invoice: Invoice, amount: str, **fields: Any) -> Receipt:
    receipt, _is_new = receive(invoice=invoice, money=money(amount, **fields), by=BY, now=NOW)
    return receipt


def pay_back(invoice: Invoice, amount: str) -> Refund:
    return refund_by_hand(
        invoice=invoice, amount=Decimal(amount), means=Means.BANK, paid_on=TODAY, reason="",
        by=BY, now=NOW,
    )  # fmt: skip


def payment_of(invoice: Invoice) -> Payment:
    return Payment.objects.get(invoice=invoice)
