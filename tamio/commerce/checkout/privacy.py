"""What a person wrote when they left to pay: gone with them, or by itself after a month."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.commerce.checkout.orders import PendingOrder
from tamio.commerce.payments.models import ALIVE
from tamio.commerce.privacy.records import Extent, Person, Text

label = gettext_lazy("Orders that were being paid")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    return [
        {"buyer": order.buyer, "lines": order.lines, "gifts": order.gifts}
        for order in _orders(person)
    ]


def extent(person: Person) -> Extent:
    return Extent(goes=_orders(person).count())


def erase(person: Person, *, now: datetime) -> None:
    _orders(person).exclude(attempt__progress__in=ALIVE).delete()


def hindrance(person: Person) -> Text:
    """While it can still be paid, it is what the buyer pays for."""
    if _orders(person).filter(attempt__progress__in=ALIVE).exists():
        return _("A payment of theirs is under way. Wait until it is settled, half an hour mostly.")
    return ""


def _orders(person: Person) -> "QuerySet[PendingOrder]":
    return PendingOrder.objects.filter(person.at("buyer__email"), cart__store=person.store_id)
