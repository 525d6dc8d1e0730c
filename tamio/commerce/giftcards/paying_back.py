"""What a card has paid goes back to the card, at once: no money moves."""

from datetime import date, datetime, timedelta

from tamio.commerce.giftcards.issuing import last_day
from tamio.commerce.giftcards.ledger import locked, move
from tamio.commerce.giftcards.models import CardMove, GiftCard, Why
from tamio.commerce.payments.models import Refund

#: A card that gets money back can be used for so long at least.
_AT_LEAST = timedelta(days=90)


def give_back(refund: Refund, now: datetime) -> None:
    """In the transaction that writes the refund. Its receipt says which move of a card it was."""
    assert refund.receipt is not None
    assert refund.receipt.provider_id is not None
    redeemed = CardMove.objects.get(pk=int(refund.receipt.provider_id))
    (card,) = locked([redeemed.card_id])
    _lengthen(card, today=card.store.date_of(now))
    move(
        card, why=Why.REFUNDED, amount=refund.amount, by=refund.by, now=now,
        invoice=refund.invoice, refund=refund,
    )  # fmt: skip


def _lengthen(card: GiftCard, *, today: date) -> None:
    """Money that comes back must not be lost with the day on which the card expires."""
    if card.expires_on is None or card.expires_on >= today + _AT_LEAST:
        return
    fresh = last_day(card.store, today=today)
    card.expires_on = None if fresh is None else max(fresh, today + _AT_LEAST)
    card.save(update_fields=["expires_on"])
