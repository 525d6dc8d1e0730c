"""Whatever happens to cards: a balance is the sum of its moves, never below nothing nor above what
was issued, and the debt is the same on the account as on the cards.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tamio.commerce.giftcards.blocking import block, let_go
from tamio.commerce.giftcards.expiring import expire_card
from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.giftcards.reporting import liability, standing
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.payments.refunding import refund
from tamio.commerce.stores.models import Store
from tests.commerce.giftcards.making import (
    BY,
    balance,
    buy_with,
    given_card,
    pay_all,
    sold_card,
)
from tests.factories import NOW, make_store

pytestmark = pytest.mark.django_db

AMOUNTS = st.decimals("0.01", 400, places=2)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["give", "sell", "pay", "buy", "refund", "credit", "credit_all", "block", "expire"]
        ),
        AMOUNTS,
        st.integers(0, 3),
    ),
    max_size=8,
)


class AnyHistory(TestCase):
    """Hypothesis' own test case: each example in a transaction of its own."""

    @given(steps=STEPS)
    def test_the_debt_is_the_same_from_both_sides(
        self, steps: list[tuple[str, Decimal, int]]
    ) -> None:
        store = make_store()
        for step, amount, which in [("give", Decimal(300), 0), ("sell", Decimal(200), 0), *steps]:
            with suppress(ValidationError):
                _STEPS[step](store, amount, which)
            _check(store)


def _check(store: Store) -> None:
    for card in GiftCard.objects.filter(store=store):
        assert 0 <= balance(card) <= card.amount
    found = standing(store)
    assert found.difference == 0
    day = store.date_of(NOW)
    period = liability(store=store, first_date=day, last_date=day + timedelta(days=900))
    assert period.opening == 0
    assert period.total.balance == found.on_account == period.total.change


def _card(store: Store, which: int) -> GiftCard | None:
    issued = list(GiftCard.objects.filter(store=store, issued_at__isnull=False).order_by("pk"))
    return issued[which % len(issued)] if issued else None


def _sell(store: Store, amount: Decimal, which: int) -> None:
    sold_card(store=store, amount=str(amount), quantity=which + 1)


def _pay(store: Store, _amount: Decimal, which: int) -> None:
    for invoice in store.invoices.filter(payments__standing="unpaid").order_by("pk")[which:]:
        pay_all(invoice)


def _buy(store: Store, amount: Decimal, which: int) -> None:
    card = _card(store, which)
    if card is not None:
        buy_with(card, price=str(amount))


def _refund(store: Store, amount: Decimal, which: int) -> None:
    for invoice in store.invoices.filter(receipts__provider="gift_card").order_by("pk")[which:]:
        refund(invoice=invoice, amount=amount, reason="", by=BY, now=NOW)


def _credit(store: Store, amount: Decimal, which: int) -> None:
    for line in _sold_lines(store)[which:]:
        part = CreditPart(position=line.position, amount=amount)
        credit(invoice=line.invoice, parts=[part], reason="Fel", by=BY, now=NOW)


def _credit_all(store: Store, _amount: Decimal, which: int) -> None:
    for line in _sold_lines(store)[which:]:
        credit_all(invoice=line.invoice, reason="Fel", by=BY, now=NOW)


def _sold_lines(store: Store) -> list:  # type: ignore[type-arg]
    cards = GiftCard.objects.filter(store=store, line__isnull=False).select_related("line__invoice")
    return list({card.line_id: card.line for card in cards.order_by("pk")}.values())


def _block(store: Store, amount: Decimal, which: int) -> None:
    card = _card(store, which)
    if card is not None:
        (
            block(card, reason="Stulet", by=BY, now=NOW)
            if amount > 100
            else let_go(card, by=BY, now=NOW)
        )


def _expire(store: Store, amount: Decimal, which: int) -> None:
    card = _card(store, which)
    if card is not None and amount > 200:
        expire_card(card.pk, now=NOW + timedelta(days=800))


_STEPS: dict[str, Callable[[Store, Decimal, int], None]] = {
    "give": lambda store, amount, _which: _give(store, amount),
    "sell": _sell, "pay": _pay, "buy": _buy, "refund": _refund, "credit": _credit,
    "credit_all": _credit_all, "block": _block, "expire": _expire,
}  # fmt: skip


def _give(store: Store, amount: Decimal) -> None:
    given_card(store=store, amount=str(amount))
