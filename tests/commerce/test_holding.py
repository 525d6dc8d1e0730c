"""What is kept while a buyer pays: out of the stock, given back once, and never below nothing."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from tamio.commerce.catalogue.models import Product, StockMovement
from tamio.commerce.checkout.models import Reservation
from tamio.commerce.checkout.paying import start_payment
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.checkout.reserving import reserve
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.attempts import settle
from tamio.commerce.payments.models import Attempt, Method, Payment, Progress, Standing
from tamio.commerce.payments.providers.port import Found
from tamio.commerce.stores.models import Store
from tests.factories import NOW, buyer, make_cart, make_product, make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


def begun(product: Product, quantity: int) -> Attempt:
    """A buyer is away paying for so many."""
    cart = make_cart(store=product.store, contents={product: quantity})
    reserve(cart=cart, now=NOW)
    attempt = start_payment(
        cart=cart, buyer=buyer(), method=Method.TEST, agreed=None,
        return_url="https://shop.example/", language="sv", key=uuid4(), now=NOW,
    )  # fmt: skip
    assert isinstance(attempt, Attempt)
    return attempt


def told(attempt: Attempt, progress: Progress, **fields: Any) -> Attempt:
    """What the provider says of it."""
    return settle(attempt, Found(progress=progress, **fields), now=NOW)


def paid(attempt: Attempt) -> Invoice:
    held = told(
        attempt,
        Progress.PAID,
        payment_id=str(attempt.key),
        amount=attempt.amount,
        currency=attempt.currency,
    )
    assert held.invoice is not None
    return held.invoice


def buy(product: Product, quantity: int) -> None:
    cart = make_cart(store=product.store, contents={product: quantity})
    place_order(cart=cart, buyer=buyer(), now=NOW)


def story(product: Product) -> list[tuple[str, int, int | None, str]]:
    rows = StockMovement.objects.filter(variant__product=product).order_by("pk")
    return [(each.reason, each.change, each.left, each.document) for each in rows]


def test_what_is_paid_for_is_out_of_the_stock_from_the_start(store: Store) -> None:
    product = make_product(store=store, stock=5)
    attempt = begun(product, 2)
    assert product.lead.stock == 3
    assert not Reservation.objects.exists()
    paid(attempt)
    assert product.lead.stock == 3
    assert story(product)[1:] == [("held", -2, 3, "")]


def test_what_is_not_paid_for_comes_back_once(store: Store) -> None:
    product = make_product(store=store, stock=5)
    attempt = begun(product, 2)
    for _ in range(2):
        told(attempt, Progress.CLOSED)
    assert product.lead.stock == 5
    assert story(product)[1:] == [("held", -2, 3, ""), ("released", 2, 5, "")]


@pytest.mark.parametrize(
    ("fields", "bought_by_others", "left", "taken"),
    [
        ({"stock": 5}, 1, 2, [-2]),
        ({"stock": 5}, 4, 0, [-1]),
        ({"stock": 5}, 5, 0, []),
        ({"stock": 5, "backorder": True}, 5, -2, [-2]),
        ({}, 5, None, []),
    ],
)
def test_what_is_paid_late_is_taken_as_far_as_there_is_any(
    store: Store, fields: dict[str, Any], bought_by_others: int, left: int | None, taken: list[int]
) -> None:
    product = make_product(store=store, price=Decimal(100), **fields)
    attempt = begun(product, 2)
    told(attempt, Progress.CLOSED)
    buy(product, bought_by_others)
    invoice = paid(attempt)
    assert product.lead.stock == left
    late = [change for _, change, _, document in story(product) if document == str(invoice.number)]
    assert late == taken
    assert invoice.total == attempt.amount == Decimal(200)
    assert Payment.objects.get(invoice=invoice).standing == Standing.PAID
