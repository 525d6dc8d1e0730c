"""Gift cards that a cart is paid with: given by their codes, and what each of them pays."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tamio.commerce.checkout.models import Cart, CartCard
from tamio.commerce.checkout.pricing import Priced
from tamio.commerce.giftcards.ledger import locked
from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.giftcards.using import Use, plan, usable
from tamio.prepared import Prepared

#: The most cards that one order is paid with.
MOST_CARDS = 10


class UsesOf(Protocol):
    """`uses_of` or `locked_uses`."""

    def __call__(self, cart: Cart, priced: Priced, *, today: date) -> Sequence[Use]: ...


def add_card(cart: Cart, *, written: str, now: datetime) -> GiftCard:
    """The card with the code that was written, now one of the cart's. Raises ValidationError
    ("gift_card") that says why there is none to pay with.
    """
    store = cart.store
    today = store.date_of(now)
    card = usable(store=store, written=written, currency=store.currency, today=today)
    if not cart.cards.filter(card=card).exists():
        if cart.cards.count() >= MOST_CARDS:
            message = _("An order is paid with at most %(most)d gift cards.")
            raise ValidationError({"gift_card": [message % {"most": MOST_CARDS}]})
        cart.cards.create(card=card)
        cart.has_cards = None
    return card


def drop_card(cart: Cart, *, pk: int) -> None:
    """The cart is not paid with it any more."""
    cart.cards.filter(card=pk).delete()


def cards_in(cart: Cart) -> list[GiftCard]:
    """The cards that it is to be paid with, in the order in which they were given. One query; none
    if the cart has been read without any.
    """
    if cart.has_cards is False:
        return []
    return [each.card for each in _GIVEN.rows(cart.pk)]


_GIVEN = Prepared(
    lambda cart: CartCard.objects.filter(cart=cart).select_related("card__store"), int
)


def uses_of(cart: Cart, priced: Priced, *, today: date) -> Sequence[Use]:
    """What its cards pay, as far as is known now. One query for a cart without any."""
    return _plan(cart, priced, cards_in(cart), today=today)


def locked_uses(cart: Cart, priced: Priced, *, today: date) -> Sequence[Use]:
    """As `uses_of`, of cards that are locked until the transaction ends: so it holds."""
    pks = [card.pk for card in cards_in(cart)]
    by_pk = {card.pk: card for card in locked(pks)} if pks else {}
    cards = [by_pk[pk] for pk in pks]
    return _plan(cart, priced, cards, today=today)


def _plan(cart: Cart, priced: Priced, cards: Sequence[GiftCard], *, today: date) -> Sequence[Use]:
    return plan(
        cards, most=priced.payable_by_card, currency=cart.store.currency, today=today,
        held_for=cart.key,
    )  # fmt: skip


def left_to_pay(priced: Priced, uses: Sequence[Use]) -> Decimal:
    """What is left when the cards have paid."""
    return priced.total.gross - sum((use.amount for use in uses), Decimal("0.00"))
