"""Gift cards that a person has bought or been given: whom they are for, and with which words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.commerce.audit.retention import kept_until
from tamio.commerce.giftcards.models import CardMove, GiftCard
from tamio.commerce.privacy.records import Extent, Person, Text

label = gettext_lazy("Gift cards bought and received")

_SAID = ("recipient_name", "recipient_email", "message")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    """Without the code: it is money, and whoever asks for the data may be somebody else."""
    return [_told(card) for card in _cards(person).prefetch_related("moves").order_by("pk")]


def extent(person: Person) -> Extent:
    days = list(CardMove.objects.filter(card__in=_cards(person)).values_list("on_date", flat=True))
    until = kept_until(max(days)) if days else None
    return Extent(goes=_named(person).count(), stays=len(days), stays_until=until)


def erase(person: Person, *, now: datetime) -> None:
    """Whom it was for goes; what it was worth, and what became of that, belongs to the books."""
    _named(person).update(**dict.fromkeys(_SAID, ""))


def hindrance(person: Person) -> Text:
    """A card that waits for its day needs its address."""
    waiting = _cards(person).filter(mail=None, issued_at__isnull=False, balance__gt=0)
    if waiting.exists():
        return _("A gift card has still to be mailed. Wait for its day, or block the card.")
    return ""


def forget_recipient(card: GiftCard) -> None:
    """For a recipient who is no customer, and so has no card to be erased from."""
    GiftCard.objects.filter(pk=card.pk).update(**dict.fromkeys(_SAID, ""))


def _told(card: GiftCard) -> dict[str, Any]:
    return {
        "last_signs": card.last4,
        "amount": card.amount,
        "currency": card.currency,
        "balance": card.balance,
        "issued_at": card.issued_at,
        "expires_on": card.expires_on,
        **{name: getattr(card, name) for name in _SAID if getattr(card, name)},
        "moves": [
            {"at": move.at, "why": move.why, "amount": move.amount} for move in card.moves.all()
        ],
    }


def _named(person: Person) -> QuerySet[GiftCard]:
    return _cards(person).exclude(**dict.fromkeys(_SAID, ""))


def _cards(person: Person) -> QuerySet[GiftCard]:
    theirs = Q(line__invoice__customer=person.customer_id) | person.at("recipient_email")
    return GiftCard.objects.filter(theirs, store=person.store_id)
