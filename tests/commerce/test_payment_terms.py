"""When an invoice is due: by what is agreed with the customer, or by the store's own terms."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.customers.models import Customer
from tamio.commerce.documents.paying import Due, terms
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Method, Payment
from tamio.commerce.payments.models.expected import unsaved_payment
from tamio.commerce.stores.models import LONGEST_TERMS, Store
from tests.commerce.sales import sale
from tests.commerce.subscriptions import making
from tests.factories import NOW, buyer, make_cart, make_invoice, make_product, make_store

DAYS = st.integers(0, LONGEST_TERMS)


@pytest.fixture
def store(db: None) -> Store:
    return make_store(payment_terms_days=30)


def agreed(store: Store, days: int | None) -> Customer:
    """The customer that `buyer()` is, with terms of its own."""
    customer = make_invoice(store=store).customer
    Customer.objects.update(payment_terms_days=days)
    return customer


def days_of(invoice: Invoice) -> int:
    assert invoice.invoice_date is not None
    return (Payment.objects.get(invoice=invoice).due_date - invoice.invoice_date).days


@pytest.mark.parametrize(("days", "due"), [(None, 30), (10, 10), (0, 0), (60, 60)])
def test_an_order_by_invoice_is_due_as_agreed_with_the_customer(
    store: Store, days: int | None, due: int
) -> None:
    agreed(store, days)
    assert days_of(make_invoice(store=store)) == due


def test_a_sale_told_through_the_api_is_due_as_agreed_too(store: Store) -> None:
    agreed(store, 20)
    invoice, _is_new = register_sale(store=store, sale=sale(buyer=buyer()), now=NOW)
    assert days_of(invoice) == 20


def test_a_renewal_by_invoice_is_due_as_agreed_too(store: Store) -> None:
    customer = making.customer_of(store)
    Customer.objects.update(payment_terms_days=14)
    subscription = making.subscribe(making.plan_of(store), customer=customer)
    making.run("2026-02-01", store=store)
    renewal = making.invoices_of(subscription)[-1]
    assert days_of(renewal) == 14


def test_what_is_paid_at_once_is_due_at_once(store: Store) -> None:
    agreed(store, 20)
    cart = make_cart(store=store, contents={make_product(store=store): 1})
    invoice = place_order(cart=cart, buyer=buyer(), now=NOW, method=Method.SWISH)
    assert days_of(invoice) == 0


def test_an_invoice_that_is_made_keeps_its_due_date(store: Store) -> None:
    invoice = make_invoice(store=store)
    Customer.objects.update(payment_terms_days=10)
    assert days_of(invoice) == 30


def test_the_invoice_says_the_terms_that_it_is_due_by(store: Store) -> None:
    agreed(store, 10)
    invoice = make_invoice(store=store)
    due = Due(payment=Payment.objects.get(invoice=invoice), invoice=invoice, credited=Decimal(0))
    with override("en"):
        assert terms(due) == "10 days net"


def test_a_purchase_leaves_what_is_agreed_and_asks_no_more_for_it(store: Store) -> None:
    agreed(store, 10)
    product = make_product(store=store)
    counts = []
    for days in (None, 10):
        Customer.objects.update(payment_terms_days=days)
        with CaptureQueriesContext(connection) as asked:
            make_invoice(store=store, contents={product: 1})
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert Customer.objects.get().payment_terms_days == 10


@given(own=st.none() | DAYS, usual=DAYS, on=st.dates(date(2020, 1, 1), date(2099, 12, 31)))
@settings(max_examples=50)
def test_the_due_date_is_the_invoice_date_and_the_agreed_days(
    own: int | None, usual: int, on: date
) -> None:
    store = Store(payment_terms_days=usual)
    customer = Customer(store=store, payment_terms_days=own)
    invoice = Invoice(store=store, customer=customer, invoice_date=on, total=1)
    expected = unsaved_payment(invoice, Method.INVOICE, "12")
    assert expected.due_date == on + timedelta(days=usual if own is None else own)
    assert unsaved_payment(invoice, Method.CARD, "12").due_date == on
