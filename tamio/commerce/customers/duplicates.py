"""Customers of one store that are probably one and the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from tamio.commerce.customers.models import Customer
from tamio.commerce.stores.models import Store

#: Groups of each likeness that are told at once; the rest come when these are solved.
MOST_GROUPS = 50
#: Cards of one group that are shown.
_MOST_CARDS = 20


class Likeness(StrEnum):
    """What two cards have in common, the strongest first."""

    ORGANISATION_NUMBER = "organisation_number"
    EMAIL = "email"
    NAME_AND_POSTAL_CODE = "name_and_postal_code"


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that have something in common, the oldest first. `count`: of all, not only these."""

    likeness: Likeness
    value: str
    customers: Sequence[Customer]
    count: int


def probable_duplicates(*, store: Store) -> list[Group]:
    """The largest groups of each likeness. Six queries at most, however many customers there are.

    A private person and a company with one e-mail address are told too: one buys for the other,
    or one of the cards has the wrong type.
    """
    groups = [
        group
        for likeness, fields in _FIELDS.items()
        for group in _groups(store.customers.all(), likeness, fields)
    ]
    return _without_repetitions(groups)


_FIELDS = {
    Likeness.ORGANISATION_NUMBER: ("organisation_number",),
    Likeness.EMAIL: ("email",),
    Likeness.NAME_AND_POSTAL_CODE: ("lower_name", "postal_code"),
}


def _groups(
    customers: QuerySet[Customer], likeness: Likeness, fields: tuple[str, ...]
) -> Iterable[Group]:
    known = customers.annotate(lower_name=Lower("name"))
    if likeness == Likeness.ORGANISATION_NUMBER:
        known = known.exclude(organisation_number="")
    counted = known.order_by().values(*fields)
    shared = counted.annotate(count=Count("pk")).filter(count__gt=1)
    largest = list(shared.order_by("-count", *fields)[:MOST_GROUPS])
    if not largest:
        return []
    return _with_cards(customers, likeness, fields, largest)


def _with_cards(
    customers: QuerySet[Customer],
    likeness: Likeness,
    fields: tuple[str, ...],
    largest: Sequence[dict[str, object]],
) -> Iterable[Group]:
    meant = Q()
    for found in largest:
        meant |= Q(**{field: found[field] for field in fields})
    cards: dict[tuple[object, ...], list[Customer]] = {}
    annotated = customers.annotate(lower_name=Lower("name"), bought=Count("invoices"))
    for card in annotated.filter(meant).order_by("number")[: MOST_GROUPS * _MOST_CARDS]:
        cards.setdefault(tuple(getattr(card, field) for field in fields), []).append(card)
    for found in largest:
        members = cards.get(tuple(found[field] for field in fields), [])
        value = " · ".join(str(getattr(members[0], field)) for field in _SHOWN[likeness])
        yield Group(likeness, value, members[:_MOST_CARDS], int(str(found["count"])))


_SHOWN = {
    Likeness.ORGANISATION_NUMBER: ("organisation_number",),
    Likeness.EMAIL: ("email",),
    Likeness.NAME_AND_POSTAL_CODE: ("name", "postal_code"),
}


def _without_repetitions(groups: Iterable[Group]) -> list[Group]:
    """The same cards are told once, for what they have in common most strongly."""
    told: set[frozenset[int]] = set()
    kept = []
    for group in groups:
        cards = frozenset(customer.pk for customer in group.customers)
        if len(cards) > 1 and cards not in told:
            told.add(cards)
            kept.append(group)
    return kept
