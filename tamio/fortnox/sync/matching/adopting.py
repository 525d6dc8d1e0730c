"""Takes a card that stands in Fortnox for the customer's own, and leaves it as it is.

One request, which reads it: lists lack what matters. Only what the order's VAT stands on is then
changed, if it is otherwise. What the card has otherwise than Tamio is remembered as left; it is
sent when the customer changes it, unless it is protected.
"""

from datetime import datetime, timedelta

from tamio.fortnox.client.models.customer import Customer, StoredCustomer, VATType
from tamio.fortnox.models import CardQuestion, CustomerLink, RegisterCard
from tamio.fortnox.sync import wording
from tamio.fortnox.sync.cards import Fields
from tamio.fortnox.sync.customers import CustomerCard
from tamio.fortnox.sync.matching.finding import Match
from tamio.fortnox.sync.matching.keys import organisation_key, person_key
from tamio.fortnox.sync.writing import Writing
from tamio.outbox.outcome import Later, NeedsSettings, Outcome
from tamio.outbox.problem import Problem

#: How long a sale waits before it looks again whether the company's cards are read.
UNREAD_PAUSE = timedelta(minutes=1)
_DELIVERY = frozenset({
    "delivery_name", "delivery_address_1", "delivery_zip_code", "delivery_city",
    "delivery_country_code",
})  # fmt: skip


class Unmatched(Exception):
    """It is not known, or not any more, which card is the customer's; `outcome` says what to do."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome


def check(match: Match, *, link: CustomerLink, ours: str, writing: Writing) -> None:
    """Raises Unmatched before the company's cards are read, and where a person has to say which of
    several is the customer's; the question is then on record.
    """
    if not match.is_read:
        unread = wording.finding("customers-unread")
        raise Unmatched(Later(unread, after=UNREAD_PAUSE, counts_as_try=False))
    if match.is_open:
        with writing.under_lease():
            _ask(match, link=link, at=writing.now)
        raise Unmatched(NeedsSettings(several_cards(match, ours=ours)))


def several_cards(match: Match, *, ours: str) -> Problem:
    named = ", ".join(f"{card.number} {card.name}" for card in match.cards)
    return wording.finding("several-cards", ours=ours, theirs=named)


def adopt(match: Match, *, link: CustomerLink, card: CustomerCard, writing: Writing) -> None:
    """Afterwards the link knows what the card holds. Raises client errors, and Unmatched where the
    card is no longer what the list had; what is known has then been put right.
    """
    found = card.read()
    wanted = card.fields
    is_chosen = match.chosen is not None
    if found is None or not (is_chosen or _is_theirs(card.wanted, found)):
        with writing.under_lease():
            _put_right(link)
        raise _gone()
    with writing.under_lease():
        if not is_chosen and _is_taken(link):
            raise _gone()
        link.sent = _held(wanted, found)
        link.left = _left(wanted, found)
        link.sent_at = writing.now
        link.save()


def _gone() -> Unmatched:
    """Taken up again at once, when another card is found, or none."""
    problem = wording.finding("match-gone")
    return Unmatched(Later(problem, after=timedelta(0), counts_as_try=False))


def _is_taken(link: CustomerLink) -> bool:
    """By another customer of Tamio's, who was sent at the same time."""
    return CustomerLink.objects.filter(tenant_id=link.tenant_id, number=link.number).exists()


def _is_theirs(wanted: Customer, found: Fields) -> bool:
    """By the card itself, which says more than the list, and is never behind."""
    theirs = StoredCustomer.model_validate(found)
    if theirs.active is False or theirs.type != wanted.type:
        return False
    if wanted.organisation_number:
        ours = organisation_key(wanted.organisation_number)
        return ours == organisation_key(theirs.organisation_number)
    key = person_key(email=wanted.email, name=wanted.name)
    return bool(key) and key == person_key(email=theirs.email, name=theirs.name)


def _held(wanted: Fields, found: Fields) -> Fields:
    """What the card holds of all that we send, and where it delivers: an order takes that over."""
    delivers = {field for field in _DELIVERY if found.get(field)}
    return {field: found.get(field) for field in wanted.keys() | delivers}


def _left(wanted: Fields, found: Fields) -> Fields:
    """What is wanted otherwise and not changed for it."""
    needed = {"vat_type"}
    if wanted.get("vat_type") == VATType.EU_REVERSED and not found.get("vat_number"):
        needed.add("vat_number")
    return {
        field: value
        for field, value in wanted.items()
        if field not in needed and found.get(field) != value
    }


def _put_right(link: CustomerLink) -> None:
    RegisterCard.objects.filter(
        register__tenant_id=link.tenant_id,
        register__connection__store_id=link.customer.store_id,
        number=link.number,
    ).delete()
    CardQuestion.objects.filter(tenant_id=link.tenant_id, customer_id=link.customer_id).delete()


def _ask(match: Match, *, link: CustomerLink, at: datetime) -> None:
    candidates = [
        {
            "number": card.number,
            "name": card.name,
            "organisation_number": card.organisation_number,
            "email": card.email,
            "city": card.city,
        }
        for card in match.cards
    ]
    CardQuestion.objects.update_or_create(
        tenant_id=link.tenant_id,
        customer_id=link.customer_id,
        defaults={"candidates": candidates},
        create_defaults={"candidates": candidates, "asked_at": at},
    )
