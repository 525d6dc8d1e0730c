"""What the integration holds of a person, and what of it can go."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext_lazy as _

from tamio.commerce.audit.retention import kept_until
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.privacy.records import Extent, Person, Text
from tamio.fortnox.models import CardQuestion, Connection, CustomerLink, ExchangeRecord
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import CREDITED, INVOICED
from tamio.outbox.models import Delivery
from tamio.outbox.states import SETTLED

label = _("Customer cards, and requests to Fortnox")
_UNDER_WAY = _(
    "A sale of this customer is still on its way to Fortnox. Wait until it has arrived, or skip it."
)


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    """The card in Fortnox as it was last sent, which cards there were taken for theirs, and every
    request about the person's sales.
    """
    cards = [
        {"company": link.tenant_id, "customer_number": link.number, "card": link.sent}
        for link in _links(person)
    ]
    cards += [
        {"company": each.tenant_id, "customer_number": each.number, "candidates": each.candidates}
        for each in _questions(person)
    ]
    requests = [
        {"at": each.at, "path": each.path, "sent": each.request_body, "answer": each.answer_body}
        for each in _requests(person).order_by("pk")
    ]
    return [*cards, *requests]


def extent(person: Person) -> Extent:
    requests = _requests(person).aggregate(count=Count("pk"), last=Max("at"))
    return Extent(
        goes=_links(person).exclude(sent={}).count() + _questions(person).count(),
        stays=requests["count"],
        stays_until=kept_until(requests["last"].date()) if requests["last"] else None,
    )


def erase(person: Person, *, now: datetime) -> None:
    """What was last sent is forgotten. The requests are on record as long as the books, and the
    card in Fortnox is the company's own: it stands on its orders and invoices there, and in the
    copy of its register for as long.
    """
    nothing = {"noted": None, "noted_at": None, "doubt_until": None, "left": None}
    _links(person).update(sent={}, sent_at=now, **nothing)
    _questions(person).delete()


def hindrance(person: Person) -> Text:
    """What is on its way, or waits for somebody, is still to be sent with the person's name."""
    if not Connection.objects.filter(store=person.store_id).exists():
        return ""
    return _UNDER_WAY if _deliveries(person).exclude(state__in=SETTLED).exists() else ""


def _links(person: Person) -> QuerySet[CustomerLink]:
    return CustomerLink.objects.filter(customer=person.customer_id)


def _questions(person: Person) -> QuerySet[CardQuestion]:
    return CardQuestion.objects.filter(customer=person.customer_id)


def _requests(person: Person) -> QuerySet[ExchangeRecord]:
    return ExchangeRecord.objects.filter(delivery__in=_deliveries(person))


def _deliveries(person: Person) -> QuerySet[Delivery]:
    sold = Invoice.objects.filter(customer=person.customer_id).values("pk")
    credited = CreditNote.objects.filter(invoice__customer=person.customer_id).values("pk")
    ours = Delivery.objects.filter(destination=DESTINATION, store=person.store_id)
    return ours.filter(kind=INVOICED, subject_id__in=sold) | ours.filter(
        kind=CREDITED, subject_id__in=credited
    )
