"""A card on its way: to the recipient on the chosen day, else to the buyer as soon as it is issued.

The letter is queued without the code, which is put in as it leaves: who reads the stored letter
reads the last four signs.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.letters.blocks import Body
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.sending import Write, letter_of, post
from tamio.commerce.letters.writing.gift_card import Given, gift_card
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.links.addresses import shop_address
from tamio.commerce.mail.models import Message
from tamio.commerce.mail.queueing import Letter
from tamio.commerce.stores.clock import each_time, in_its_store
from tamio.commerce.stores.models import Store
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock, Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Outcome, Skipped, Submitted
from tamio.store_clock import told

#: A card that is to come on a day comes in its morning, where the store is.
FROM_HOUR = 7
_AT_ONCE = 500


@in_its_store
def deliver(delivery: Delivery, lease: Lease) -> Outcome:
    """Submitted once it is queued as an e-mail; skipped where its day is still to come."""
    card = _cards().get(pk=delivery.subject_id)
    if not is_due(card, now=told(lease.clock())):
        with override(card.store.language):
            return Skipped(_("It is mailed on %(day)s.") % {"day": card.send_on})
    if not _can_go(card):
        with override(card.store.language):
            return Skipped(_("It is blocked, or nothing is left on it."))
    letter = letter_of(store=card.store, language=card.language, write=writer(card))
    with lease.writing(durable=True):
        _queue(card, letter, now=told(lease.clock()))
    return Submitted()


def mail_due(clock: Clock, *, stores: Iterable[Store] | None = None) -> None:
    """Those whose day has come, and those that were blocked when theirs had. Killed anywhere, it
    goes on the next time.
    """
    for alike, now in each_time(clock(), stores=stores):
        _mail_due(_cards().filter(alike), now=now)


def _mail_due(cards: QuerySet[GiftCard], *, now: datetime) -> None:
    waiting = cards.filter(mail=None, issued_at__isnull=False, blocked_at=None, balance__gt=0)
    come = Q(send_on=None) | Q(send_on__lte=now.date() + timedelta(days=1))
    for card in list(waiting.filter(come).order_by("pk")[:_AT_ONCE]):
        if is_stopping():
            return
        if is_due(card, now=now) and address_of(card):
            letter = letter_of(store=card.store, language=card.language, write=writer(card))
            with transaction.atomic():
                _queue(card, letter, now=now)


def send_again(card: GiftCard, *, now: datetime) -> None:
    """As a person asks for it: to the same address, at once."""
    letter = letter_of(store=card.store, language=card.language, write=writer(card))
    with transaction.atomic():
        GiftCard.objects.select_for_update().filter(pk=card.pk).update(mail=None)
        _queue(card, letter, now=now)


def _can_go(card: GiftCard) -> bool:
    return card.blocked_at is None and card.balance > 0


def is_due(card: GiftCard, *, now: datetime) -> bool:
    if card.send_on is None:
        return True
    local = now.astimezone(ZoneInfo(card.store.time_zone))
    if card.send_on < local.date():
        return True
    return card.send_on == local.date() and (local.hour >= FROM_HOUR or _bought_today(card, local))


def address_of(card: GiftCard) -> str:
    """Where it goes; "" if nobody is known any more."""
    if card.recipient_email or card.line is None:
        return card.recipient_email
    return card.line.invoice.buyer_email


def writer(card: GiftCard) -> Write:
    def write(says: StoreSays, language: str) -> Body:
        return gift_card(given_of(card), says=says, language=language)

    return write


def given_of(card: GiftCard) -> Given:
    """What letters tell of it, with the code masked."""
    return Given(
        amount=card.balance,
        currency=card.currency,
        code=card.masked_code,
        expires_on=card.expires_on,
        recipient=card.recipient_name or _buyer(card),
        giver=_giver(card),
        message=card.message,
        shop_address=shop_address(card.store),
    )


def fill(message: Message, words: str) -> str:
    """The code in the place of its mask, as the message leaves."""
    card = GiftCard.objects.filter(mail=message).first()
    return words if card is None else words.replace(card.masked_code, card.shown_code)


def _cards() -> QuerySet[GiftCard]:
    return GiftCard.objects.select_related("store", "line__invoice")


def _queue(card: GiftCard, letter: Letter, *, now: datetime) -> None:
    """Whoever takes over from a worker that died finds what that one has queued."""
    held = GiftCard.objects.select_for_update().get(pk=card.pk)
    address = address_of(card)
    if held.mail_id is not None or not address:
        return
    held.mail = post(letter, store=card.store, kind=Kind.GIFT_CARD, recipient=address, now=now)
    held.save(update_fields=["mail"])


def _bought_today(card: GiftCard, local: datetime) -> bool:
    return card.issued_at is not None and card.issued_at.astimezone(local.tzinfo).date() == (
        local.date()
    )


def _buyer(card: GiftCard) -> str:
    return card.line.invoice.buyer_name if card.line and not card.recipient_email else ""


def _giver(card: GiftCard) -> str:
    """Only where it goes to somebody else than the buyer."""
    return card.line.invoice.buyer_name if card.line and card.recipient_email else ""
