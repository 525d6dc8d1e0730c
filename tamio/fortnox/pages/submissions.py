"""The submission of an invoice: found, and sent when a person says so."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ExchangeRecord
from tamio.fortnox.pages.states import KIND
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import CREDITED
from tamio.outbox.models import Delivery, DeliveryEvent
from tamio.outbox.record import record


def delivery_of(*, invoice: Invoice) -> Delivery | None:
    """With its lane. None for an invoice from before Tamio knew of Fortnox."""
    ours = Delivery.objects.filter(destination=DESTINATION, kind=KIND, subject_id=invoice.pk)
    return ours.select_related("lane").first()


def send(*, invoice: Invoice, now: datetime, by: str) -> None:
    """First in the store's lane, at once. Raises outbox.errors.Refused if that cannot be."""
    send_again(delivery=delivery_of(invoice=invoice) or _recorded(invoice, now=now), now=now, by=by)


def send_again(*, delivery: Delivery, now: datetime, by: str) -> None:
    """As `send`, for what is recorded already."""
    if delivery.can_retry:
        delivery.retry(now=now, by=by)
    else:
        delivery.submit_now(now=now, by=by)


def version(*, delivery: Delivery, of_credits: Sequence[Delivery] = ()) -> str:
    """Another one whenever something has happened to the submission, or to its credit notes."""
    all_of_it = [delivery, *of_credits]
    happened = DeliveryEvent.objects.filter(delivery__in=all_of_it).order_by("-pk")
    exchanged = ExchangeRecord.objects.filter(delivery__in=all_of_it).order_by("-pk")
    states = "-".join(each.state for each in all_of_it)
    latest = (each.values_list("pk", flat=True).first() for each in (happened, exchanged))
    return "-".join([states, *(str(pk) for pk in latest)])


def invoice_numbers(*, store: Store, deliveries: Sequence[Delivery]) -> dict[int, int]:
    """By the key of the delivery: the invoice's own number, or that of the invoice which a credit
    note answers. Two queries.
    """
    sold = {each.pk: each.subject_id for each in deliveries if each.kind == KIND}
    credited = {each.pk: each.subject_id for each in deliveries if each.kind == CREDITED}
    invoices = store.invoices.filter(pk__in=set(sold.values()), number__isnull=False)
    notes = store.credit_notes.filter(pk__in=set(credited.values()))
    numbers = dict(invoices.values_list("pk", "number"))
    answered = dict(notes.values_list("pk", "invoice__number"))
    return {pk: numbers[key] for pk, key in sold.items() if key in numbers} | {
        pk: answered[key] for pk, key in credited.items() if key in answered
    }


def _recorded(invoice: Invoice, *, now: datetime) -> Delivery:
    with transaction.atomic():
        recorded = record(kind=KIND, store_id=invoice.store_id, subject_id=invoice.pk, now=now)
    return next(delivery for delivery in recorded if delivery.destination == DESTINATION)
