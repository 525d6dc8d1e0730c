"""Payments and refunds: given out with the rest, and kept as long as the books."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy

from tamio.commerce.audit.record import values_of
from tamio.commerce.audit.retention import kept_until
from tamio.commerce.payments.cards import drop_card
from tamio.commerce.payments.models import BankEntry, Card, CardSetup, Receipt, Refund
from tamio.commerce.privacy.records import Extent, Person, Text

label = gettext_lazy("Payments and refunds")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    return [
        *(_told("receipt", receipt) for receipt in _receipts(person)),
        *(_told("refund", refund) for refund in _refunds(person)),
        *(_told("bank", entry) for entry in _entries(person)),
        *(
            {"kind": "card", "label": each.label, "saved_at": each.saved_at}
            for each in _cards(person)
        ),
    ]


def extent(person: Person) -> Extent:
    days = [moved.at.date() for moved in chain(_receipts(person), _refunds(person))]
    until = kept_until(max(days)) if days else None
    return Extent(goes=len(_cards(person)), stays=len(days), stays_until=until)


def erase(person: Person, *, now: datetime) -> None:
    """Cards: nothing is drawn from them again, and nothing says whose they were. What was paid is
    accounting material and stays (bokföringslagen 5 kap. 6-7 §§, 7 kap. 2 §).
    """
    for card in _cards(person):
        drop_card(card, now=now)
    Card.objects.filter(customer=person.customer_id).update(
        label="", provider_customer="", provider_method=""
    )
    CardSetup.objects.filter(customer=person.customer_id).update(provider_id=None, url="")


def hindrance(person: Person) -> Text:
    return ""


def _receipts(person: Person) -> Iterable[Receipt]:
    return Receipt.objects.filter(invoice__customer=person.customer_id)


def _refunds(person: Person) -> Iterable[Refund]:
    return Refund.objects.filter(invoice__customer=person.customer_id)


def _entries(person: Person) -> Iterable[BankEntry]:
    return BankEntry.objects.filter(receipt__invoice__customer=person.customer_id)


def _cards(person: Person) -> Sequence[Card]:
    return list(Card.objects.filter(customer=person.customer_id).exclude(provider_method=""))


def _told(kind: str, row: Any) -> dict[str, Any]:
    told = values_of(row)
    return {
        "kind": kind,
        **{name: value for name, value in told.items() if value not in ("", None)},
    }
