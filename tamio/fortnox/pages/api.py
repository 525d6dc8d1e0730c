"""Fills the slot of the API: how far an invoice has come on its way to Fortnox."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.models import CreditLink, ExchangeRecord, OrderLink
from tamio.fortnox.pages.submissions import delivery_of
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import CREDITED
from tamio.fortnox.sync.preview import previews
from tamio.fortnox.sync.preview.as_json import preview_json
from tamio.outbox.models import Delivery
from tamio.outbox.problem import Problem


def submission(invoice: Invoice) -> dict[str, Any] | None:
    """State, order number or None, requests made so far, and what is wrong if something is."""
    delivery = delivery_of(invoice=invoice)
    if delivery is None:
        return None
    orders = OrderLink.objects.filter(invoice=invoice).values_list("order_number", flat=True)
    return {
        "state": delivery.state,
        "order_number": orders.first() or None,
        "requests": ExchangeRecord.objects.filter(delivery=delivery).count(),
        "problem": _told(delivery.explanation),
    }


def credit_submissions(notes: Sequence[CreditNote]) -> dict[int, dict[str, Any]]:
    """The same of credit notes, by their pk; the order is their invoice's. Two queries."""
    ours = Delivery.objects.filter(
        destination=DESTINATION, kind=CREDITED, subject_id__in=[note.pk for note in notes]
    ).annotate(requests=Count("fortnox_exchanges"))
    links = CreditLink.objects.filter(credit_note__in=notes, done_at__isnull=False)
    found = {link.credit_note_id: link for link in links}
    return {
        delivery.subject_id: {
            "state": delivery.state,
            "order_number": link.order_number if link else None,
            "credit_invoice_number": (link.credit_number or None) if link else None,
            "requests": delivery.requests,
            "problem": _told(delivery.explanation),
        }
        for delivery in ours
        for link in [found.get(delivery.subject_id)]
    }


def preview(invoice: Invoice) -> dict[str, Any]:
    """What would be sent of it, as the page of the preview tells it."""
    return preview_json(previews.preview(invoice, store=invoice.store))


def _told(problem: Problem | None) -> dict[str, str] | None:
    if problem is None:
        return None
    return {
        "code": problem.code,
        "field": problem.field,
        "message": str(problem.message),
        "remedy": str(problem.remedy),
    }
