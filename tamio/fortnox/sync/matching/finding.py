"""Which cards in Fortnox could be those of customers that have none by Tamio yet."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from tamio.commerce.customers.models import Customer
from tamio.fortnox.models import CardQuestion, CustomerLink, CustomerRegister, RegisterCard
from tamio.fortnox.sync.matching.keys import organisation_key, person_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`cards`: all that could be theirs. `chosen`: the number that a person has said, "" for a card
    of their own. `is_read`: whether the company's cards are known at all.
    """

    cards: tuple[RegisterCard, ...] = ()
    chosen: str | None = None
    is_read: bool = True

    @property
    def number(self) -> str:
        """The card to adopt; "" if none is, or if it is not known which."""
        if self.chosen is not None:
            return self.chosen
        return self.cards[0].number if len(self.cards) == 1 else ""

    @property
    def is_open(self) -> bool:
        """Whether a person has to say which."""
        return self.chosen is None and len(self.cards) > 1


NO_MATCH = Match()


def matches(*, tenant_id: str, store_id: int, customers: Collection[Customer]) -> dict[int, Match]:
    """By customer. Four queries, however many are asked for; none for none."""
    if not customers:
        return {}
    register = CustomerRegister.objects.filter(
        connection__store_id=store_id, tenant_id=tenant_id
    ).first()
    chosen = _chosen(tenant_id, customers)
    if register is None or register.whole_at is None:
        return {
            each.pk: Match(chosen=chosen.get(each.pk), is_read=each.pk in chosen)
            for each in customers
        }
    found = _candidates(register, customers)
    return {
        each.pk: Match(cards=tuple(found[_key(each)]), chosen=chosen.get(each.pk))
        for each in customers
    }


def _chosen(tenant_id: str, customers: Iterable[Customer]) -> dict[int, str]:
    answered = CardQuestion.objects.filter(
        tenant_id=tenant_id, customer__in=customers, answered_at__isnull=False
    )
    return dict(answered.values_list("customer_id", "number"))


def _candidates(
    register: CustomerRegister, customers: Iterable[Customer]
) -> dict[tuple[str, str], list[RegisterCard]]:
    """By key. A card that another customer of Tamio's stands on is not free: its VAT type is
    theirs.
    """
    keys = {_key(each) for each in customers}
    organisations = {key for kind, key in keys if kind == _ORGANISATION and key}
    people = {key for kind, key in keys if kind == _PERSON and key}
    meant = Q(organisation_key__in=organisations) | Q(person_key__in=people)
    cards = list(register.cards.filter(meant).order_by("pk"))
    numbers = {card.number for card in cards}
    linked = CustomerLink.objects.filter(tenant_id=register.tenant_id, number__in=numbers)
    taken = set(linked.values_list("number", flat=True))
    found: dict[tuple[str, str], list[RegisterCard]] = defaultdict(list)
    for card in cards:
        if card.number not in taken:
            found[_ORGANISATION, card.organisation_key].append(card)
            found[_PERSON, card.person_key].append(card)
    return defaultdict(list, {key: cards for key, cards in found.items() if key[1]})


_ORGANISATION, _PERSON = "organisation", "person"


def _key(customer: Customer) -> tuple[str, str]:
    """A company is known by its organisation number, all others by e-mail and name together."""
    if customer.is_company and customer.organisation_number:
        return _ORGANISATION, organisation_key(customer.organisation_number)
    if customer.is_company:
        return _ORGANISATION, ""
    return _PERSON, person_key(email=customer.email, name=customer.name)
