"""Subscriptions: what was agreed and billed stays with the books; where goods went goes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.commerce.audit.record import values_of
from tamio.commerce.privacy.records import Extent, Person, Text
from tamio.commerce.subscriptions.models import LIVING, Subscription
from tamio.commerce.subscriptions.models.subscription import DELIVERED

label = gettext_lazy("Subscriptions")

_PERSONAL = (*DELIVERED, "buyer_reference")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    return [
        values_of(each)
        | {
            "events": [
                {"at": event.at, "what": event.what, "said": event.said}
                for event in each.events.all()
            ]
        }
        for each in _theirs(person).prefetch_related("events")
    ]


def extent(person: Person) -> Extent:
    return Extent(goes=sum(1 for each in _theirs(person) if _is_personal(each)))


def erase(person: Person, *, now: datetime) -> None:
    _theirs(person).update(**dict.fromkeys(_PERSONAL, ""))


def hindrance(person: Person) -> Text:
    if _theirs(person).filter(status__in=LIVING).exists():
        return _("They have a subscription. End it first.")
    return ""


def _theirs(person: Person) -> QuerySet[Subscription]:
    return Subscription.objects.filter(customer=person.customer_id).order_by("pk")


def _is_personal(subscription: Subscription) -> bool:
    return any(getattr(subscription, field) for field in _PERSONAL)
