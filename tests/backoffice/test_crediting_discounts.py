"""The form that credits goods with a discount as a row of its own is filled in right."""

from decimal import Decimal

import pytest
from django.utils import translation

from tamio.backoffice.forms.credit import CreditForm
from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.withdrawals.proposing import for_cancellation
from tests.commerce.sales import sale, sale_line
from tests.factories import NOW, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice() -> Invoice:
    """Two pots of 99 and a course of 99; 29.70 off, of which 19.80 off the pots."""
    course = sale_line(sku="KURS", type="service", quantity=Decimal(1))
    charges = Charges(discounts=[Charge(description="Kampanj", amount=Decimal("29.70"))])
    told = sale(sale_line(), course, charges=charges)
    made, _is_new = register_sale(store=make_store(), sale=told, now=NOW)
    return made


def test_a_cancellation_is_filled_in_with_the_discounts_share(invoice: Invoice) -> None:
    proposal = for_cancellation(invoice)
    assert proposal is not None
    form = CreditForm(invoice=invoice, proposal=proposal)
    assert form.sums().gross == Decimal("-178.20")
    assert form.initial["units-1"] == 2
    assert form.initial["amount-3"] == Decimal("-19.80")


def test_without_it_the_form_says_how_much_is_too_much(invoice: Invoice) -> None:
    sent = {"extent": "parts", "reason": "Retur", "units-1": "2"}
    with translation.override("sv"):
        form = CreditForm(sent, invoice=invoice)
        assert not form.is_valid()
    assert "19.80 mer än fakturan begärde" in str(form.errors)
