"""The customer's card: the first that goes when a person wishes to be erased."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from tamio.commerce.audit.record import values_of
from tamio.commerce.audit.retention import ERASED
from tamio.commerce.customers.models import Customer
from tamio.commerce.privacy.records import Extent, Person, Text

label = gettext_lazy("The customer's card")

#: What is no trace of anybody.
_STAY = {"number", "type", "country", "created_at", "erased_at"}


def person(customer: Customer) -> Person:
    return Person(
        store_id=customer.store_id,
        customer_id=customer.pk,
        email=customer.email,
        invoice_email=customer.invoice_email,
        earlier=_earlier(customer),
    )


def _earlier(customer: Customer) -> Sequence[str]:
    """A company is known by its number, whoever buys for it: its card has the latest address, and
    letters went to all of them.
    """
    bought = {each.lower() for each in customer.invoices.values_list("buyer_email", flat=True)}
    others = Customer.objects.filter(store=customer.store_id).exclude(pk=customer.pk)
    for address in sorted(bought):
        if others.filter(Q(email__iexact=address) | Q(invoice_email__iexact=address)).exists():
            bought.discard(address)
    return sorted(bought - {customer.email.lower(), customer.invoice_email.lower(), ""})


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    card = Customer.objects.get(pk=person.customer_id)
    values = {name: value for name, value in values_of(card).items() if value not in ("", None)}
    return [values]


def extent(person: Person) -> Extent:
    return Extent(goes=Customer.objects.filter(pk=person.customer_id, erased_at=None).count())


def erase(person: Person, *, now: datetime) -> None:
    """The number stays: it is that of the books, and is never given to another."""
    card = Customer.objects.select_for_update().get(pk=person.customer_id)
    for column in Customer._meta.concrete_fields:
        if not (column.primary_key or column.is_relation or column.name in _STAY):
            setattr(card, column.name, _blank(column))
    card.name, card.erased_at = ERASED, now
    card.save()


def hindrance(person: Person) -> Text:
    return ""


def _blank(column: Any) -> Any:
    return None if column.null else column.get_default()
