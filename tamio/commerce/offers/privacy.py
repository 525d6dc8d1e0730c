"""Uses of codes: given out with the rest, and kept with the invoices that they belong to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from tamio.commerce.audit.retention import kept_until
from tamio.commerce.offers.models import Redemption
from tamio.commerce.privacy.records import Extent, Person, Text

label = gettext_lazy("Codes used")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "offer": use.offer.name,
            "code": use.code.code,
            "invoice": use.invoice.number if use.invoice else None,
            "amount": use.amount,
            "redeemed_at": use.redeemed_at,
        }
        for use in _uses(person)
    ]


def extent(person: Person) -> Extent:
    invoices = [use.invoice for use in _uses(person) if use.invoice]
    days = [invoice.invoice_date for invoice in invoices if invoice.invoice_date]
    return Extent(stays=len(days), stays_until=kept_until(max(days)) if days else None)


def erase(person: Person, *, now: datetime) -> None:
    """Nothing: it says why an invoice is what it is, and says of the person what that does."""


def hindrance(person: Person) -> Text:
    return ""


def _uses(person: Person) -> QuerySet[Redemption]:
    uses = Redemption.objects.filter(customer=person.customer_id)
    return uses.select_related("offer", "code", "invoice").order_by("pk")
