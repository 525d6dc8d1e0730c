"""A month of sales of many kinds, sold through the checkout."""

from datetime import UTC, datetime
from decimal import Decimal

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import VatClass
from tests.factories import buyer, company_buyer, make_invoice, make_product

OCTOBER = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
GERMAN = {"country": "DE", "vat_number": "DE136695976", "organisation_number": ""}


def october(store: Store) -> list[Invoice]:
    """Goods at 25 % and 6 %, a service, an export, a business and a consumer in the EU."""
    vase = make_product(store=store, sku="VAS", name="Vas Linnea", price=Decimal("499.00"))
    book = make_product(
        store=store, sku="BOK", name="Glasboken", vat_class=VatClass.CULTURE, price=Decimal(250)
    )
    course = make_product(
        store=store, sku="KURS", name="Glaskurs", item_type=ItemType.SERVICE, price=Decimal(900)
    )
    buyers = [
        buyer(),
        buyer(name="Kari Nord", email="kari@example.com", country="NO", postal_code="0150"),
        company_buyer(**GERMAN, postal_code="10115"),
        buyer(name="Ida Sund", email="ida@example.com", country="DK", postal_code="1050"),
    ]
    return [
        make_invoice(store=store, contents=contents, buyer_details=who, now=OCTOBER)
        for who, contents in [
            (buyers[0], {vase: 2, book: 1, course: 1}),
            (buyers[0], {vase: 1}),
            (buyers[1], {vase: 1}),
            (buyers[2], {vase: 3}),
            (buyers[3], {vase: 1}),
        ]
    ]
