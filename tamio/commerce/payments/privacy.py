"""Payments and refunds: given out with the rest, and kept as long as the books."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy

from tamio.commerce.audit.record import values_of
from tamio.commerce.audit.retention import kept_until
from tamio.commerce.payments.models import BankEntry, Receipt, Refund
from tamio.commerce.privacy.records import Extent, Person, Text

label = gettext_lazy("Payments and refunds")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    return [
        *(_told("receipt", receipt) for receipt in _receipts(person)),
        *(_told("refund", refund) for refund in _refunds(person)),
        *(_told("bank", entry) for entry in _entries(person)),
    ]


def extent(person: Person) -> Extent:
    days = [moved.at.date() for moved in chain(_receipts(person), _refunds(person))]
    return Extent(stays=len(days), stays_until=kept_until(max(days)) if days else None)


def erase(person: Person, *, now: datetime) -> None:
    """Nothing: what was paid is accounting material (bokföringslagen 5 kap. 6-7 §§, 7 kap. 2 §)."""


def hindrance(person: Person) -> Text:
    return ""


def _receipts(person: Person) -> Iterable[Receipt]:
    return Receipt.objects.filter(invoice__customer=person.customer_id)


def _refunds(person: Person) -> Iterable[Refund]:
    return Refund.objects.filter(invoice__customer=person.customer_id)


def _entries(person: Person) -> Iterable[BankEntry]:
    return BankEntry.objects.filter(receipt__invoice__customer=person.customer_id)


def _told(kind: str, row: Any) -> dict[str, Any]:
    told = values_of(row)
    return {
        "kind": kind,
        **{name: value for name, value in told.items() if value not in ("", None)},
    }
