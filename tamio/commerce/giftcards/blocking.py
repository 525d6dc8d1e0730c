"""A card that must not be used: blocked by a person, or because its sale is not paid after all."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.audit.record import Subject, Values, note_change, values_of
from tamio.commerce.giftcards.ledger import locked
from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models.facts import TAMIO

#: Kind of the subject in the audit trail.
GIFT_CARD = "gift_card"
_BLOCKED = ("blocked_at", "block_reason")


def block(card: GiftCard, *, reason: str, by: str, now: datetime) -> None:
    """It pays for nothing until it is let go; its balance stays. Raises ValidationError."""
    why = " ".join(reason.split())
    if not why or len(why) > 200 or not why.isprintable():
        raise ValidationError({"reason": [_("Write why, in 1 to 200 printable characters.")]})
    with transaction.atomic():
        (held,) = locked([card.pk])
        if held.issued_at is None:
            raise ValidationError({"reason": [_("The card is not issued yet.")]})
        if held.blocked_at is None:
            _block(held, reason=why, by=by, now=now)


def let_go(card: GiftCard, *, by: str, now: datetime) -> None:
    """It can be used again. Nothing changes for a card that is not blocked."""
    with transaction.atomic():
        (held,) = locked([card.pk])
        if held.blocked_at is not None:
            _let_go(held, by=by, now=now)


def block_unpaid(invoice: Invoice, *, now: datetime) -> None:
    """Its payment was taken back after its cards had been issued."""
    sold = GiftCard.objects.filter(line__invoice=invoice, issued_at__isnull=False, blocked_at=None)
    for card in locked(sold.values_list("pk", flat=True)):
        _block(card, reason="", by=TAMIO, now=now)


def let_go_paid(invoice: Invoice, *, now: datetime) -> None:
    """It is paid again: what was blocked because it was not can be used."""
    blocked = GiftCard.objects.filter(
        line__invoice=invoice, blocked_at__isnull=False, blocked_by=TAMIO
    )
    for card in locked(blocked.values_list("pk", flat=True)):
        _let_go(card, by=TAMIO, now=now)


def _block(card: GiftCard, *, reason: str, by: str, now: datetime) -> None:
    before = values_of(card, fields=_BLOCKED)
    card.blocked_at, card.blocked_by, card.block_reason = now, by, reason
    _save(card, before, by=by, now=now)


def _let_go(card: GiftCard, *, by: str, now: datetime) -> None:
    before = values_of(card, fields=_BLOCKED)
    card.blocked_at, card.blocked_by, card.block_reason = None, "", ""
    _save(card, before, by=by, now=now)


def _save(card: GiftCard, before: Values, *, by: str, now: datetime) -> None:
    card.save(update_fields=["blocked_at", "blocked_by", "block_reason"])
    name = f"\N{BULLET}{card.last4}"
    subject = Subject(store_id=card.store_id, kind=GIFT_CARD, id=card.pk, name=name)
    after = values_of(card, fields=_BLOCKED)
    note_change(subject=subject, before=before, after=after, by=by, now=now)
