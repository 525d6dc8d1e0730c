"""Cards of one company in Fortnox that are probably one customer's. Asks only what was read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count

from tamio.fortnox.models import CustomerLink, CustomerRegister, RegisterCard

#: Groups of each likeness that are shown at once; the CSV has as many as this.
MOST_SHOWN = 50
MOST_TOLD = 5_000
_MOST_CARDS = 20
_AT_ONCE = 500


class Likeness(StrEnum):
    """What cards have in common, and its column."""

    ORGANISATION_NUMBER = "organisation_key"
    PERSON = "person_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`count`: of all cards, of which the first stand in `cards`."""

    likeness: Likeness
    cards: Sequence[RegisterCard]
    count: int

    @property
    def value(self) -> str:
        first = self.cards[0]
        if self.likeness is Likeness.ORGANISATION_NUMBER:
            return first.organisation_number
        return f"{first.name} · {first.email}"


def groups(register: CustomerRegister, *, most: int = MOST_SHOWN) -> list[Group]:
    """The largest of each likeness: two queries for 500 groups of each.

    Cards that are alike in both ways are told once, for their number.
    """
    told: set[frozenset[str]] = set()
    kept = []
    for likeness in Likeness:
        for group in _groups(register, likeness, most):
            numbers = frozenset(card.number for card in group.cards)
            if numbers not in told:
                told.add(numbers)
                kept.append(group)
    return kept


def in_use(register: CustomerRegister, found: Sequence[Group]) -> set[str]:
    """The numbers among them that sales of Tamio's stand on. One query for a page's groups."""
    numbers = [card.number for group in found for card in group.cards]
    used: set[str] = set()
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        linked = CustomerLink.objects.filter(tenant_id=register.tenant_id, number__in=some)
        used |= set(linked.values_list("number", flat=True))
    return used


def _groups(register: CustomerRegister, likeness: Likeness, most: int) -> Iterator[Group]:
    key = likeness.value
    shared = register.cards.exclude(**{key: ""}).order_by().values(key).annotate(count=Count("pk"))
    largest = list(shared.filter(count__gt=1).order_by("-count", key)[:most])
    by_key: dict[str, list[RegisterCard]] = {}
    for first in range(0, len(largest), _AT_ONCE):
        keys = [each[key] for each in largest[first : first + _AT_ONCE]]
        for card in register.cards.filter(**{f"{key}__in": keys}).order_by("pk"):
            by_key.setdefault(getattr(card, key), []).append(card)
    for each in largest:
        if cards := by_key.get(each[key], [])[:_MOST_CARDS]:
            yield Group(likeness=likeness, cards=cards, count=each["count"])
