"""Two at once: each sees what the other has done."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.paying import start_payment
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.attempts import look, page_of
from tamio.commerce.payments.bank.importing import import_file
from tamio.commerce.payments.models import (
    Attempt,
    BankEntry,
    Means,
    Method,
    Progress,
    Receipt,
    Refund,
    Standing,
)
from tamio.commerce.payments.providers.test_pages import decide
from tamio.commerce.payments.refunding import refund
from tests.commerce.payments.files import camt, entry, payment
from tests.commerce.payments.paying import BY, pay, pay_back, payment_of, sold
from tests.commerce.together import together
from tests.factories import NOW, buyer, make_cart, make_product, make_store

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]


def test_refunds_at_once_never_exceed_what_was_paid() -> None:
    invoice = sold("100.00")
    pay(invoice, "100.00", provider="stripe", provider_id="pi_1", means=Means.CARD)

    def by_hand() -> bool:
        try:
            pay_back(invoice, "60.00")
        except ValidationError:
            return False
        return True

    def through_provider() -> bool:
        try:
            refund(invoice=invoice, amount=Decimal(60), reason="", by=BY, now=NOW)
        except ValidationError:
            return False
        return True

    assert sum(together([by_hand, through_provider] * 3)) == 1
    assert Refund.objects.count() == 1
    assert payment_of(invoice).refunded == 60


def test_payments_at_once_are_all_added_up() -> None:
    invoice = sold("100.00")
    together([lambda: pay(invoice, "10.00")] * 6)
    assert payment_of(invoice).received == 60


def test_a_provider_that_tells_of_one_payment_several_times_at_once_has_one_receipt() -> None:
    invoice = sold("100.00")
    told = {"provider": "stripe", "provider_id": "pi_1", "means": Means.CARD}
    together([lambda: pay(invoice, "100.00", **told)] * 6)
    assert Receipt.objects.count() == 1
    assert payment_of(invoice).received == 100


def test_one_file_read_by_several_at_once_is_read_once() -> None:
    invoice = sold("100.00")
    payments = [payment("10.00", "100164", own=str(each)) for each in range(10)]
    content = camt(entry(*payments))

    def read() -> None:
        import_file(store=invoice.store, content=content, name="x", by=BY, now=NOW)

    together([read] * 4)
    assert (BankEntry.objects.count(), Receipt.objects.count()) == (10, 10)
    assert payment_of(invoice).received == 100


def begin(cart: Cart) -> Attempt | Invoice:
    return start_payment(
        cart=cart, buyer=buyer(), method=Method.TEST, agreed=None,
        return_url="https://shop.example/", language="sv", key=uuid4(), now=NOW,
    )  # fmt: skip


def test_a_cart_that_is_paid_in_several_windows_at_once_is_paid_on_one_page() -> None:
    store = make_store()
    product = make_product(store=store, stock=10)
    cart = make_cart(store=store, contents={product: 1})
    begun = together([lambda: begin(cart)] * 5)
    assert len({each.pk for each in begun}) == 1
    assert (Attempt.objects.count(), product.lead.stock) == (1, 9)


def test_an_event_a_buyer_and_the_chore_at_once_make_one_sale() -> None:
    store = make_store()
    cart = make_cart(store=store, contents={make_product(store=store): 1})
    attempt = begin(cart)
    assert isinstance(attempt, Attempt)
    page_of(attempt)
    decide(attempt, progress=Progress.PAID)
    settled = together([lambda: look(attempt, now=NOW)] * 5)
    assert {each.progress for each in settled} == {Progress.PAID}
    assert (Invoice.objects.count(), Receipt.objects.count()) == (1, 1)
    assert payment_of(Invoice.objects.get()).standing == Standing.PAID


def test_a_cart_is_either_paid_first_or_bought_on_invoice() -> None:
    store = make_store()
    cart = make_cart(store=store, contents={make_product(store=store, stock=10): 1})

    def on_invoice() -> bool:
        try:
            place_order(cart=cart, buyer=buyer(), now=NOW)
        except ValidationError:
            return False
        return True

    sold_on_invoice, begun = together([on_invoice, lambda: begin(cart)])
    assert sold_on_invoice == isinstance(begun, Invoice)
    assert Attempt.objects.count() + Invoice.objects.count() == 1
