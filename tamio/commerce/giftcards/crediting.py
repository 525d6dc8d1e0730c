"""A credit note of a sale of cards takes them out of force, as far as they have not been used."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tamio.commerce.giftcards.ledger import locked, move
from tamio.commerce.giftcards.models import CardHold, GiftCard, Why
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import CreditNote, CreditNoteLine

_NOTHING = Decimal("0.00")


def on_crediting(
    note: CreditNote, lines: Sequence[CreditNoteLine], now: datetime, **_signal: Any
) -> None:
    """Raises ValidationError ("lines") for what has been used, and says what to do."""
    for line in lines:
        if line.kind == LineKind.GIFT_CARD:
            _take_back(line, note=note, now=now)


def _take_back(line: CreditNoteLine, *, note: CreditNote, now: datetime) -> None:
    sold = GiftCard.objects.filter(line=line.line_id).values_list("pk", flat=True)
    cards = locked(sold)
    held = set(CardHold.objects.filter(card__in=sold).values_list("card", flat=True))
    free = [card for card in cards if card.pk not in held]
    if line.quantity is not None:
        free = _whole(free, pieces=int(line.quantity))
    wanted = -line.gross
    if sum(map(_left, free), _NOTHING) < wanted:
        raise ValidationError({"lines": [_used(cards)]})
    for card in sorted(free, key=_left, reverse=True):
        taken = min(_left(card), wanted)
        wanted -= taken
        if taken:
            _take(card, taken, note=note, now=now)


def _whole(cards: Sequence[GiftCard], *, pieces: int) -> list[GiftCard]:
    return [card for card in cards if card.amount and not card.used][:pieces]


def _left(card: GiftCard) -> Decimal:
    """What can be taken back: of a card that is not issued, all that was ordered."""
    return card.amount if card.issued_at is None else card.balance


def _take(card: GiftCard, amount: Decimal, *, note: CreditNote, now: datetime) -> None:
    if card.issued_at is None:
        card.amount -= amount
        card.save(update_fields=["amount"])
        return
    move(
        card, why=Why.CREDITED, amount=-amount, by=note.issued_by, now=now,
        invoice=note.invoice, credit_note=note,
    )  # fmt: skip


def _used(cards: Sequence[GiftCard]) -> str:
    used = [card for card in cards if card.used]
    left = sum(map(_left, cards), _NOTHING)
    named = ", ".join(card.masked_code[-5:] for card in used)
    said = ngettext(
        "The gift card %(cards)s has been used, or is being paid with.",
        "The gift cards %(cards)s have been used, or are being paid with.",
        max(len(used), 1),
    ) % {"cards": named}
    if not left:
        return said + " " + _("Nothing is left to credit of this line: leave it out.")
    return (
        said
        + " "
        + _("Credit this line as an amount, at most %(left)s: the rest is the buyer's purchase.")
        % {"left": left}
    )
