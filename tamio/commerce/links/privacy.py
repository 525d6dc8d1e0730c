"""Links that let a person in without a password: they go when the person is erased."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from tamio.commerce.links.models import OneTimeLink, OrderLink
from tamio.commerce.privacy.records import Extent, Person, Text

label = gettext_lazy("Links to orders")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    """Not the tokens: a file with them would open the door to whoever finds it."""
    orders = [
        {"kind": "order", "invoice": link.invoice.number, "made_at": link.made_at}
        for link in _order_links(person).select_related("invoice").order_by("pk")
    ]
    asked = [
        {"kind": "all orders", "made_at": link.made_at, "used_at": link.used_at}
        for link in _one_time_links(person).order_by("pk")
    ]
    return [*orders, *asked]


def extent(person: Person) -> Extent:
    return Extent(goes=_order_links(person).count() + _one_time_links(person).count())


def erase(person: Person, *, now: datetime) -> None:
    """The pages of the orders cannot be reached any more; the invoices themselves stay."""
    _order_links(person).delete()
    _one_time_links(person).delete()


def hindrance(person: Person) -> Text:
    return ""


def _order_links(person: Person) -> QuerySet[OrderLink]:
    return OrderLink.objects.filter(invoice__customer=person.customer_id)


def _one_time_links(person: Person) -> QuerySet[OneTimeLink]:
    return OneTimeLink.objects.filter(person.at("email"), store=person.store_id)
