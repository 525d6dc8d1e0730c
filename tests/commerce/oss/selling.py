"""Sales across borders, told in a line."""

from datetime import UTC, datetime
from decimal import Decimal

from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store
from tests.factories import buyer, make_invoice, make_product


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)


def sell(
    store: Store,
    *,
    day: str,
    price: str,
    country: str = "DE",
    item_type: str = "physical",
    vat_class: str = "standard",
    postal_code: str = "10115",
    **person: str,
) -> Invoice:
    product = make_product(
        store=store, price=Decimal(price), item_type=item_type, vat_class=vat_class
    )
    details = buyer(country=country, postal_code=postal_code, **person)
    return make_invoice(store=store, contents={product: 1}, buyer_details=details, now=noon(day))


def take_back(invoice: Invoice, *, day: str, amount: str | None = None) -> CreditNote:
    """All that is left of it, or an amount in the sense of its prices."""
    if amount is None:
        return credit_all(invoice=invoice, reason="Retur", by="anna", now=noon(day))
    part = CreditPart(position=1, amount=Decimal(amount))
    return credit(invoice=invoice, parts=[part], reason="Retur", by="anna", now=noon(day))
