"""Withdrawals: kept with the invoice that they are about; those of no order go."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from tamio.commerce.audit.record import values_of
from tamio.commerce.audit.retention import kept_until
from tamio.commerce.privacy.records import Extent, Person, Text
from tamio.commerce.withdrawals.forgetting import blank
from tamio.commerce.withdrawals.models import Withdrawal

label = gettext_lazy("Withdrawals")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    return [values_of(each) for each in _withdrawals(person).order_by("pk")]


def extent(person: Person) -> Extent:
    """That a sale was withdrawn from is why it was credited, and so belongs to the books."""
    about = _withdrawals(person).exclude(invoice=None).order_by("-received_at")
    latest = about.first()
    return Extent(
        goes=_withdrawals(person).filter(invoice=None).count(),
        stays=about.count(),
        stays_until=kept_until(latest.received_at.date()) if latest else None,
    )


def erase(person: Person, *, now: datetime) -> None:
    blank(_withdrawals(person).filter(invoice=None))


def hindrance(person: Person) -> Text:
    """One that is not decided yet has to be answered."""
    if _withdrawals(person).filter(state="open").exists():
        return gettext_lazy("A withdrawal of this customer is not decided yet. Decide it first.")
    return ""


def _withdrawals(person: Person) -> QuerySet[Withdrawal]:
    theirs = Q(invoice__customer=person.customer_id) | person.at("email")
    return Withdrawal.objects.filter(theirs, store=person.store_id)
