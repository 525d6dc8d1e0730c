from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from tamio.commerce.payments.models import Payment
from tamio.commerce.payments.references import ocr_number
from tamio.commerce.stores.models import NumberSeries, OcrKind, Store
from tests.commerce.vectors import VECTORS
from tests.factories import make_invoice, make_store


@pytest.mark.parametrize("number", VECTORS["ocr"])
def test_the_ocr_number_has_a_check_digit_and_a_length_digit_if_so_agreed(number: str) -> None:
    worked_out = VECTORS["ocr"][number]
    assert ocr_number(int(number), kind=OcrKind.LENGTH) == worked_out["length_and_check"]
    assert ocr_number(int(number), kind=OcrKind.CHECK) == worked_out["check_only"]


@given(st.integers(min_value=1, max_value=9_999_999_999), st.sampled_from(OcrKind))
def test_every_ocr_number_is_right_by_the_banks_own_check(number: int, kind: OcrKind) -> None:
    reference = ocr_number(number, kind=kind)

    assert luhn.is_valid(reference)
    assert 2 <= len(reference) <= 25
    if kind is OcrKind.LENGTH:
        assert int(reference[-2]) == len(reference) % 10


@pytest.mark.django_db
def test_an_invoice_expects_its_total_by_its_due_date_at_the_stores_bankgiro() -> None:
    invoice = make_invoice(store=make_store(payment_terms_days=10, bankgiro="991-2346"))

    payment = Payment.objects.get(invoice=invoice)

    assert payment.amount == invoice.total
    assert payment.due_date == date(2026, 12, 3)
    assert payment.reference == ocr_number(1001, kind=OcrKind.LENGTH)
    assert payment.bankgiro == "991-2346"
    assert payment.received_at is None


@pytest.mark.django_db
def test_a_store_without_terms_is_paid_at_once() -> None:
    invoice = make_invoice(store=make_store(payment_terms_days=0))

    assert Payment.objects.get().due_date == invoice.invoice_date


@pytest.mark.django_db
def test_a_payment_keeps_where_it_is_to_be_paid() -> None:
    store = make_store(plusgiro="482103-9", swish="1234567890", bic="ESSESESS")
    make_invoice(store=store)
    Store.objects.update(plusgiro="", swish="")

    payment = Payment.objects.get()

    assert (payment.plusgiro, payment.swish, payment.bic) == ("482103-9", "1234567890", "ESSESESS")
    assert payment.store == store


@pytest.mark.django_db
def test_a_store_may_agree_on_a_check_digit_alone() -> None:
    make_invoice(store=make_store(ocr_kind=OcrKind.CHECK))

    assert Payment.objects.get().reference == "10017"


@pytest.mark.django_db
def test_after_a_change_of_agreement_no_two_invoices_share_a_reference() -> None:
    store = make_store()
    first = make_invoice(store=store)
    Store.objects.update(ocr_kind=OcrKind.CHECK)
    store.refresh_from_db()
    NumberSeries.objects.filter(store=store, kind="invoice").update(next_number=10016)

    second = make_invoice(store=store)

    references = dict(Payment.objects.values_list("invoice", "reference"))
    assert ocr_number(10016, kind=OcrKind.CHECK) == references[first.pk] == "100164"
    assert references[second.pk] == ocr_number(10016, kind=OcrKind.LENGTH)


@pytest.mark.django_db
def test_the_database_lets_no_two_payments_of_a_store_share_a_reference() -> None:
    store = make_store()
    make_invoice(store=store)
    other = make_invoice(store=store)

    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(invoice=other).update(reference="100164")
    Payment.objects.filter(invoice=make_invoice(store=make_store())).update(reference="100263")
