"""An invoice with every kind of line can be read, by the merchant and by the customer."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.checkout.sale_lines import TextLine
from tamio.commerce.invoices.models import Invoice
from tamio.storefront.document import document_of
from tests.commerce.sales import sale, sale_line
from tests.factories import NOW, make_member, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice() -> Invoice:
    lines: list[Any] = [
        TextLine(text="Paket: Fika"),
        sale_line(discount_percent=Decimal(10)),
        sale_line(sku="ABO", period_start=date(2026, 11, 1), period_end=date(2026, 12, 1)),
    ]
    charges = Charges(
        shipping=Charge(description="Frakt med bud", amount=Decimal("49.00")),
        rounding=Decimal("-0.20"),
    )
    return register_sale(store=make_store(), sale=sale(*lines, charges=charges), now=NOW)[0]


def test_the_merchant_reads_every_line(invoice: Invoice) -> None:
    browser = Client()
    browser.force_login(make_member(store=invoice.store))

    answer = browser.get(f"/backoffice/{invoice.store.slug}/invoices/{invoice.number}/")
    page = answer.content.decode()

    for said in ("Paket: Fika", "Frakt med bud", "(10\N{NO-BREAK SPACE}%)", "Öresavrundning"):
        assert said in page


def test_the_customer_reads_price_and_discount_without_vat(invoice: Invoice) -> None:
    text, discounted, *_ = document_of(invoice).lines

    assert text.is_text
    assert (discounted.unit_price, discounted.discount) == (Decimal("79.20"), Decimal("15.84"))
    assert discounted.line.net == 2 * discounted.unit_price - discounted.discount
