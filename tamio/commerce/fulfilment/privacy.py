"""Parcels and returns: what left and came back stays with the invoice; how to follow it goes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from tamio.commerce.audit.record import values_of
from tamio.commerce.fulfilment.models import Return, Shipment
from tamio.commerce.privacy.records import Extent, Person, Text

label = gettext_lazy("Shipments and returns")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    returns = Return.objects.filter(invoice__customer=person.customer_id).order_by("pk")
    shipments = _shipments(person).order_by("pk")
    return [
        {"kind": kind, "invoice": row.invoice.number, **values_of(row)}
        for kind, rows in (("shipment", shipments), ("return", returns))
        for row in rows.select_related("invoice")
    ]


def extent(person: Person) -> Extent:
    return Extent(goes=_followed(person).count())


def erase(person: Person, *, now: datetime) -> None:
    """A carrier's page shows who got a parcel, and where."""
    _followed(person).update(tracking_number="", tracking_url="")


def hindrance(person: Person) -> Text:
    return ""


def _shipments(person: Person) -> QuerySet[Shipment]:
    return Shipment.objects.filter(invoice__customer=person.customer_id)


def _followed(person: Person) -> QuerySet[Shipment]:
    return _shipments(person).exclude(Q(tracking_number="") & Q(tracking_url=""))
