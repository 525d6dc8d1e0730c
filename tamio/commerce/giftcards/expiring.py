"""Takes what is left from cards whose last day has passed, once a day of the store."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from tamio.commerce.giftcards.ledger import locked, move
from tamio.commerce.giftcards.models import CardHold, GiftCard, Why
from tamio.commerce.payments.models.facts import TAMIO
from tamio.commerce.stores.clock import each_time
from tamio.commerce.stores.models import Store
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock


def expire(clock: Clock, *, stores: Iterable[Store] | None = None) -> None:
    """What the worker does now and then. Killed anywhere, it goes on the next time."""
    for alike, now in each_time(clock(), stores=stores):
        for pk in expired(now.date()).filter(alike).values_list("pk", flat=True).iterator():
            if is_stopping():
                return
            with transaction.atomic():
                expire_card(pk, now=now)


def expired(today: date) -> QuerySet[GiftCard]:
    """By the day in Greenwich: which day it is in the store is asked under the card's lock."""
    return GiftCard.objects.filter(balance__gt=0, expires_on__lte=today).order_by("pk")


def expire_card(pk: int, *, now: datetime) -> None:
    """Nothing happens to one that is being paid with: that ends within the hour."""
    (card,) = locked([pk])
    is_held = CardHold.objects.filter(card=pk).exists()
    if card.balance and not is_held and card.is_expired(card.store.date_of(now)):
        move(card, why=Why.EXPIRED, amount=-card.balance, by=TAMIO, now=now)
