"""Two who pay with one card at once: it pays what it is worth, and no more."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.giftcards.models import CardMove
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Payment
from tamio.commerce.payments.refunding import refund
from tests.commerce.giftcards.making import (
    BY,
    balance,
    buy_with,
    cards_of,
    cart_with,
    given_card,
    pay_all,
    sold_card,
)
from tests.commerce.together import together
from tests.factories import NOW, buyer, make_store

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]


def bought(cart: Cart) -> Invoice:
    return place_order(cart=cart, buyer=buyer(), now=NOW)


def test_carts_at_once_never_take_more_than_there_is() -> None:
    card = given_card(store=make_store(), amount="500.00")
    carts = [cart_with(card) for _ in range(8)]

    together([partial(bought, cart) for cart in carts])

    paid = Payment.objects.values_list("received", flat=True)
    assert sum(paid, Decimal(0)) == 500
    assert sorted(paid) == [0, 0, 0, 0, 0, 102, 199, 199]
    assert balance(card) == 0


def test_two_cards_in_another_order_do_not_wait_for_each_other() -> None:
    store = make_store()
    one, other = given_card(store=store, amount="300"), given_card(store=store, amount="300")
    carts = [cart_with(*[(one, other), (other, one)][n % 2]) for n in range(6)]

    together([partial(bought, cart) for cart in carts])

    assert [balance(one), balance(other)] == [0, 0]
    assert sum(Payment.objects.values_list("received", flat=True), Decimal(0)) == 600


def test_a_card_is_either_used_or_credited() -> None:
    invoice, _cards = sold_card(store=make_store(), amount="199.00")
    pay_all(invoice)
    (card,) = cards_of(invoice)
    cart = cart_with(card)

    def credited() -> bool:
        try:
            credit_all(invoice=invoice, reason="Retur", by=BY, now=NOW)
        except ValidationError:
            return False
        return True

    calls: list[Callable[[], object]] = [credited, partial(bought, cart)]
    was_credited, sale = together(calls)
    assert isinstance(sale, Invoice)
    assert was_credited == (Payment.objects.get(invoice=sale).received == 0)
    assert balance(card) == 0


def test_refunds_at_once_go_back_once() -> None:
    card = given_card(store=make_store(), amount="199.00")
    invoice = buy_with(card)

    def back() -> bool:
        try:
            refund(invoice=invoice, amount=Decimal(199), reason="", by=BY, now=NOW)
        except ValidationError:
            return False
        return True

    assert together([back] * 4).count(True) == 1
    assert balance(card) == 199


def test_an_invoice_paid_by_several_at_once_issues_its_cards_once() -> None:
    invoice, (card,) = sold_card(store=make_store())
    together([partial(_pay, invoice)] * 3)
    assert CardMove.objects.filter(card=card, why="issued").count() == 1


def _pay(invoice: Invoice) -> None:
    try:
        pay_all(invoice)
    except ValidationError:
        return
