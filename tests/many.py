"""Very many rows, written at once: what would take minutes through the checkout."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import connection
from django.db.models import F

from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.commerce.payments.models import Payment
from tamio.commerce.payments.references import ocr_number
from tamio.commerce.stores.models import OcrKind, Store
from tests.factories import NOW

FIRST = [
    "Åsa",
    "Karl",
    "Anna",
    "Erik",
    "Maria",
    "Lars",
    "Karin",
    "Anders",
    "Eva",
    "Per",
    "Lena",
    "Johan",
    "Sara",
    "Nils",
    "Ida",
    "Olof",
    "Ulla",
    "Sven",
    "Maja",
    "Gustav",
    "Elin",
    "Björn",
    "Tove",
    "Håkan",
    "Märta",
    "Ove",
    "Siri",
    "Göran",
    "Ylva",
    "Arvid",
]
LAST = [
    "Öberg",
    "Ek",
    "Lind",
    "Berg",
    "Holm",
    "Ström",
    "Dahl",
    "Åkesson",
    "Nyman",
    "Sjö",
    "Falk",
    "Hall",
    "Ljung",
    "Grön",
    "Kvist",
    "Alm",
    "Norén",
    "Wall",
    "Björk",
    "Ask",
    "Rönn",
    "Skog",
    "Fjäll",
    "Hav",
    "Sand",
    "Vik",
    "Ulv",
    "Järn",
    "Stål",
    "Glas",
]
_AT_ONCE = 5_000


def make_customers(*, store: Store, count: int, first: int = 100_001) -> list[Customer]:
    """Private persons whose names repeat as names do; every e-mail address is its own."""
    chance = Random(1)
    made = []
    for number in range(first, first + count):
        one, other = chance.choice(FIRST), chance.choice(LAST)
        made.append(
            Customer(
                store=store, number=number, type="private", name=f"{one} {other}",
                email=f"kund{number}@example.com", line1="Lillgatan 2", postal_code="352 30",
                city="Växjö", country="SE", created_at=NOW,
            )
        )  # fmt: skip
    return Customer.objects.bulk_create(made, _AT_ONCE)


def make_invoices(*, store: Store, customers: list[Customer], first: int = 100_001) -> None:
    """One of one line for each customer, issued and expected to be paid, a minute apart."""
    chance = Random(2)
    drafts = Invoice.objects.bulk_create(
        [_draft(store, each, Decimal(chance.randrange(50, 5000))) for each in customers], _AT_ONCE
    )
    lines = [_line(each) for each in drafts]
    InvoiceLine.objects.bulk_create(lines, _AT_ONCE)
    lowest = drafts[0].pk
    issued = Invoice.objects.filter(pk__gte=lowest)
    issued.update(number=F("pk") - lowest + first, issued_at=NOW, invoice_date=NOW.date())
    Payment.objects.bulk_create(
        [_payment(each, each.pk - lowest + first) for each in drafts], _AT_ONCE
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_products(*, store: Store, count: int, first: int = 0) -> None:
    """Of one variant each."""
    products = Product.objects.bulk_create(
        [
            Product(store=store, item_type="physical", name=f"Vara {n}", created_at=NOW)
            for n in range(first, first + count)
        ],
        _AT_ONCE,
    )
    Variant.objects.bulk_create(
        [
            Variant(
                store=store, product=each, sku=f"V-{n}", price=Decimal(n % 500 + 1), stock=n % 9
            )
            for n, each in enumerate(products, start=first)
        ],
        _AT_ONCE,
    )


def _draft(store: Store, customer: Customer, net: Decimal) -> Invoice:
    vat = net / 4
    buyer: dict[str, Any] = {
        f"buyer_{name}": getattr(customer, name)
        for name in ("type", "name", "email", "line1", "postal_code", "city", "country")
    }
    return Invoice(
        store=store, customer=customer, channel="storefront", currency="SEK",
        prices_include_vat=True, net=net, vat=vat, total=net + vat, seller={}, **buyer,
    )  # fmt: skip


def _line(invoice: Invoice) -> InvoiceLine:
    return InvoiceLine(
        invoice=invoice, position=1, description="Vara", item_type="physical",
        quantity=Decimal(1), unit="st", unit_price=invoice.total, vat_rate=Decimal(25),
        vat_treatment="domestic", net=invoice.net, vat=invoice.vat, gross=invoice.total,
    )  # fmt: skip


def _payment(invoice: Invoice, number: int) -> Payment:
    return Payment(
        store=invoice.store, invoice=invoice, method="invoice", amount=invoice.total,
        due_date=NOW.date() + timedelta(days=30), reference=ocr_number(number, kind=OcrKind.LENGTH),
    )  # fmt: skip
