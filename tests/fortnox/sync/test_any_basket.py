"""Whatever is sold, discounted, charged and credited: the order sums to the öre, or says not."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fortnox_simulator.testing import Simulator
from tamio.commerce.checkout.register_sale import Sale, register_sale
from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.checkout.sale_lines import SaleLine, TextLine
from tamio.commerce.invoices.credit import credit
from tamio.commerce.invoices.models import Invoice
from tamio.outbox.drain import drain_due
from tests.commerce.sales import sale_line
from tests.commerce.test_credit import BY, some_parts
from tests.factories import buyer, company_buyer
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def _amount(most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 100).map(lambda ore: Decimal(ore) / 100)


@st.composite
def lines(draw: st.DrawFn) -> SaleLine | TextLine:
    if draw(st.integers(0, 9)) == 0:
        return TextLine(text=draw(st.sampled_from(["Paket", "Till Åsa", "– – –"])))
    discount = draw(st.sampled_from([{}, {"discount_percent": draw(_amount(100))}]))
    return sale_line(
        sku=draw(st.sampled_from(["KANNA", "BOK", "KURS", None])),
        type=draw(st.sampled_from(["physical", "service", "digital"])),
        quantity=Decimal(draw(st.integers(1, 90_000))) / draw(st.sampled_from([1, 100, 10_000])),
        unit_price=Decimal(draw(st.integers(0, 9_000_000))) / draw(st.sampled_from([100, 10_000])),
        vat_rate=Decimal(draw(st.sampled_from([25, 12, 6, 0]))),
        **discount,
    )


@st.composite
def sales(draw: st.DrawFn) -> Sale:
    def charges(words: str) -> list[Charge]:
        amounts = draw(st.lists(_amount(300), max_size=1))
        return [Charge(description=words, amount=amount) for amount in amounts]

    shipping = charges("Frakt")
    return Sale(
        external_reference=uuid4().hex,
        currency=draw(st.sampled_from(["SEK", "EUR", "USD"])),
        prices_include_vat=draw(st.booleans()),
        buyer=draw(st.sampled_from([buyer(), company_buyer()])),
        lines=draw(st.lists(lines(), min_size=1, max_size=6)),
        charges=Charges(
            shipping=shipping[0] if shipping else None,
            fees=charges("Avgift"),
            discounts=charges("Kupong"),
        ),
    )


def test_an_order_sums_to_its_invoice_less_what_is_credited_or_is_said_to_differ(
    sim: Simulator, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    compared: list[str] = []

    @settings(
        max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(sale=sales(), data=st.data())
    def compare(sale: Sale, data: st.DataObject) -> None:
        try:
            invoice, _ = register_sale(store=store, sale=sale, now=clock())
        except ValidationError:
            return  # less than nothing, or nothing but texts: no sale
        drain_due(clock=clock)
        if parts := data.draw(some_parts(invoice)):
            credit(invoice=invoice, parts=parts, reason="Retur", by=BY, now=clock())
            drain_due(clock=clock)
        compared.append(_compared(invoice, sim.orders(TENANT)[-1]))

    compare()
    assert compared.count("equal") > 30


def _compared(invoice: Invoice, order: dict[str, Any]) -> str:
    """Fails where the sums are unequal and nobody is told."""
    if order["Cancelled"]:
        assert sum((note.total for note in invoice.credit_notes.all()), invoice.total) == 0
        return "cancelled"
    notes = list(invoice.credit_notes.all())
    total = sum((note.total for note in notes), invoice.total)
    vat = sum((note.vat for note in notes), invoice.vat)
    found = (Decimal(str(order["Total"])), Decimal(str(order["TotalVAT"])))
    if found == (total, vat):
        assert submission(invoice).state == "submitted"
        return "equal"
    assert submission(invoice).state == "differs"
    return "differs"
