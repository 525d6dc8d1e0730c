from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from tamio.commerce.payments.models import Payment
from tamio.commerce.payments.references import ocr_number
from tests.commerce.vectors import VECTORS
from tests.factories import make_invoice, make_store


@pytest.mark.parametrize("number", VECTORS["ocr"])
def test_the_ocr_number_has_a_length_digit_and_a_check_digit(number: str) -> None:
    assert ocr_number(int(number)) == VECTORS["ocr"][number]["length_and_check"]


@given(st.integers(min_value=1, max_value=9_999_999_999))
def test_every_ocr_number_is_right_by_the_banks_own_check(number: int) -> None:
    reference = ocr_number(number)

    assert luhn.is_valid(reference)
    assert int(reference[-2]) == len(reference) % 10
    assert 2 <= len(reference) <= 25


@pytest.mark.django_db
def test_an_invoice_expects_its_total_by_its_due_date_at_the_stores_bankgiro() -> None:
    invoice = make_invoice(store=make_store(payment_terms_days=10, bankgiro="991-2346"))

    payment = Payment.objects.get(invoice=invoice)

    assert payment.amount == invoice.total
    assert payment.due_date == date(2026, 12, 3)
    assert payment.reference == ocr_number(1001)
    assert payment.bankgiro == "991-2346"
    assert payment.received_at is None


@pytest.mark.django_db
def test_a_store_without_terms_is_paid_at_once() -> None:
    invoice = make_invoice(store=make_store(payment_terms_days=0))

    assert Payment.objects.get().due_date == invoice.invoice_date
