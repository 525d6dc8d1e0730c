"""The one place where a card's balance changes: with a row that says why, under the card's lock."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from tamio.commerce.giftcards.models import CardMove, GiftCard, Why


def locked(cards: Iterable[int]) -> list[GiftCard]:
    """The cards as they are now, locked until the transaction ends; always in the same order, so
    that two who use the same cards wait for each other once.
    """
    chosen = GiftCard.objects.select_for_update(of=("self",)).select_related("store")
    return list(chosen.filter(pk__in=list(cards)).order_by("pk"))


def move(
    card: GiftCard, *, why: Why, amount: Decimal, by: str, now: datetime, **about: Any
) -> CardMove:
    """Changes the balance of a locked card by `amount`, which has its sign. `about`: the invoice,
    refund or credit note. The database refuses a balance below nothing, or above what was issued.
    """
    card.balance += amount
    card.save(update_fields=["balance"])
    return CardMove.objects.create(
        store_id=card.store_id, card=card, at=now, on_date=card.store.date_of(now), by=by,
        why=why, amount=amount, **about,
    )  # fmt: skip
