"""A sale that is an invoice in Fortnox, with Tamio allowed to credit it, and what stands there."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import httpx2

from fortnox_simulator.testing import Simulator
from tamio.commerce.catalogue.models import Product
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, OrderLink
from tamio.outbox.drain import drain_due
from tests.factories import make_invoice
from tests.fortnox.sync.conftest import TENANT, MovableClock
from tests.fortnox.sync.sales import basket


def by_the_accountant(sim: Simulator, method: str, path: str, body: object = None) -> Any:
    """What someone else does in Fortnox."""
    headers = {"Authorization": f"Bearer {sim.access_token(TENANT)}"}
    answer = httpx2.request(method, f"{sim.api_url}{path}", json=body, headers=headers)
    assert answer.status_code < 300, answer.text
    return answer.json()


def invoiced(sim: Simulator, invoice: Invoice) -> str:
    """The number of the invoice that the accountant makes of the order."""
    order = OrderLink.objects.get(invoice=invoice).order_number
    made = by_the_accountant(sim, "PUT", f"/orders/{order}/createinvoice")
    number: str = made["Order"]["InvoiceReference"]
    return number


def sold_and_invoiced(
    sim: Simulator, connection: Connection, clock: MovableClock
) -> tuple[Invoice, str]:
    """Two jugs of 349.00 at 25 % and three tours of 120.00 at 6 %, and Fortnox's invoice of it."""
    contents = _contents(connection.store)
    invoice = make_invoice(store=connection.store, contents=contents, now=clock())
    drain_due(clock=clock)
    return invoice, invoiced(sim, invoice)


def _contents(store: Store) -> dict[Product, int]:
    """The basket, of the store's own products from the second sale on."""
    found = list(Product.objects.filter(store=store).order_by("variants__sku"))
    return dict(zip(found, (2, 3), strict=True)) if found else basket(store)


def shelf(sim: Simulator) -> Mapping[str, dict[str, Any]]:
    """All invoices of the company by number, credit invoices too."""
    found: Mapping[str, dict[str, Any]] = sim.state.companies[TENANT].shelves["invoices"]
    return found


def credit_of(sim: Simulator, number: str) -> dict[str, Any]:
    """The one credit invoice of invoice `number`."""
    (found,) = [
        each
        for each in shelf(sim).values()
        if each["Credit"] == "true" and each["CreditInvoiceReference"] == number
    ]
    return found


def sums(held: Mapping[str, Any]) -> tuple[Decimal, Decimal]:
    return Decimal(str(held["Total"])), Decimal(str(held["TotalVAT"]))


def sums_of(*notes: CreditNote) -> tuple[Decimal, Decimal]:
    total = sum((note.total for note in notes), Decimal(0))
    return total, sum((note.vat for note in notes), Decimal(0))
