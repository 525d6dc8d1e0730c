"""Sales and what is asked about them."""

from decimal import Decimal
from typing import Any

from fortnox_simulator.testing import Simulator
from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass
from tamio.outbox.models import Delivery
from tests.factories import make_invoice, make_product
from tests.fortnox.sync.conftest import Connect, MovableClock


def basket(store: Store) -> dict[Product, int]:
    """Goods at 25 % and a service at 6 %."""
    goods = make_product(store=store, sku="KANNA", name="Kaffekanna", price=Decimal("349.00"))
    tour = make_product(
        store=store,
        sku="VISNING",
        name="Guidad visning",
        item_type=ItemType.SERVICE,
        vat_class=VatClass.CULTURE,
        price=Decimal("120.00"),
    )
    return {goods: 2, tour: 3}


def submission(invoice: Invoice) -> Delivery:
    return Delivery.objects.get(kind="invoice.issued", subject_id=invoice.pk)


def calls(sim: Simulator, since: int = 0) -> list[tuple[str, str]]:
    return [(entry["method"], entry["path"]) for entry in sim.requests() if entry["id"] > since]


def mark(sim: Simulator) -> int:
    entries = sim.requests()
    return int(entries[-1]["id"]) if entries else 0


def sold(connected: Connect, clock: MovableClock, **fields: Any) -> Invoice:
    connection = connected()
    return make_invoice(
        store=connection.store, contents=basket(connection.store), now=clock(), **fields
    )
