"""Tells whoever has a card with money on it that it ends soon: once, where the store wants it.

The letter is queued without the code, as the card itself is.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from tamio.commerce.giftcards.mailing import FROM_HOUR, address_of, given_of
from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.letters.blocks import Body
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.models import LetterSettings
from tamio.commerce.letters.sending import letter_of, post
from tamio.commerce.letters.writing.gift_card import card_ends
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.mail.models import Message
from tamio.commerce.stores.clock import each_time
from tamio.commerce.stores.models import Store
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock
from tamio.outbox.states import Priority

_AT_ONCE = 500


def remind(clock: Clock, *, stores: Iterable[Store] | None = None) -> None:
    """What the worker does now and then. Killed anywhere, it goes on the next time."""
    for alike, now in each_time(clock(), stores=stores):
        wanting = LetterSettings.objects.filter(alike, sends_card_reminders=True)
        for settings in wanting.select_related("store").order_by("store"):
            _remind(settings, now=now)


def fill(message: Message, words: str) -> str:
    """The code in the place of its mask, as the message leaves."""
    card = GiftCard.objects.filter(reminder=message).first()
    return words if card is None else words.replace(card.masked_code, card.shown_code)


def _remind(settings: LetterSettings, *, now: datetime) -> None:
    local = now.astimezone(ZoneInfo(settings.store.time_zone))
    if local.hour < FROM_HOUR:
        return
    span = timedelta(weeks=settings.card_reminder_weeks)
    for card in _ending(settings.store, today=local.date(), span=span)[:_AT_ONCE]:
        if is_stopping():
            return
        if is_due(card, today=local.date()) and address_of(card):
            with transaction.atomic():
                _tell(card, settings, now=now)


def is_due(card: GiftCard, *, today: date) -> bool:
    """Not sooner than half of its time has passed: of a short one nobody is reminded at once."""
    if card.issued_at is None or card.expires_on is None:
        return False
    issued_on = card.store.date_of(card.issued_at)
    return today - issued_on >= card.expires_on - today


def _ending(store: Store, *, today: date, span: timedelta) -> QuerySet[GiftCard]:
    """Those in somebody's hand: what is still to be mailed says its last day itself."""
    ending = GiftCard.objects.filter(
        store=store, expires_on__gt=today, expires_on__lte=today + span, balance__gt=0,
        reminder=None, mail__isnull=False, blocked_at=None,
    )  # fmt: skip
    return ending.select_related("store", "line__invoice").order_by("expires_on", "pk")


def _tell(card: GiftCard, settings: LetterSettings, *, now: datetime) -> None:
    """Whoever takes over from a worker that died finds what that one has queued."""
    held = GiftCard.objects.select_for_update().get(pk=card.pk)
    if held.reminder_id is not None or not held.balance:
        return

    def write(says: StoreSays, language: str) -> Body:
        return card_ends(given_of(card), says=says, language=language)

    letter = letter_of(store=card.store, language=card.language, write=write, settings=settings)
    held.reminder = post(
        letter, store=card.store, kind=Kind.CARD_ENDS, recipient=address_of(card), now=now,
        priority=Priority.BACKFILL,
    )  # fmt: skip
    held.save(update_fields=["reminder"])
