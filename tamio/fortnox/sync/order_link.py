"""The note before an order is sent, the link after, and the search in between.

POST /orders is not idempotent. So a note is committed before it; whoever finds a note without
an order number looks in Fortnox before sending anything.
"""

from datetime import datetime, timedelta

from django.db.models import Max

from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.models.order import StoredOrder
from tamio.fortnox.models import CreditLink, OrderLink, Way
from tamio.fortnox.sync.kept_rows import kept_rows

#: Fortnox's order list can lag behind what was written; only after this long does "not in the
#: list" mean "not written".
LIST_LAG = timedelta(seconds=10)


def note(
    *, invoice: Invoice, tenant_id: str, changes: list[str], at: datetime, doubt_until: datetime
) -> OrderLink:
    """Records that the order is about to be sent. Call in a transaction, commit before sending.

    The request may still be under way until `doubt_until`, when this process is long dead.
    """
    link, _ = OrderLink.objects.update_or_create(
        invoice=invoice,
        defaults={
            "tenant_id": tenant_id,
            "reference": invoice.reference,
            "noted_at": at,
            "doubt_until": doubt_until,
            "changes": changes,
            # A link to an order in another company says nothing about this one.
            "order_number": "",
            "linked_at": None,
            "adopted": False,
            "rows": None,
            "checked_at": None,
            "to_check": False,
        },
    )
    return link


def answered(*, link: OrderLink, at: datetime) -> None:
    """Fortnox has answered: nothing is under way any more."""
    link.doubt_until = at + LIST_LAG
    link.save(update_fields=["doubt_until"])


def linked(*, link: OrderLink, order: StoredOrder, adopted: bool, now: datetime) -> None:
    """Records which order the invoice became, and the sums Fortnox made of it.

    The rows are kept from the first time: what anybody changes later is told by them.
    """
    if link.rows is None:
        link.rows = kept_rows(order)
    link.order_number = order.document_number
    link.linked_at = now
    link.adopted = adopted
    link.net, link.vat, link.total = order.net, order.total_vat, order.total
    link.round_off = order.round_off
    link.save()


def doubted_until(*, customer_id: int, tenant_id: str, now: datetime) -> datetime | None:
    """Until when an order of the customer, or rows of a credit note on one, may still arrive;
    None if nothing is in doubt.
    """
    orders = OrderLink.objects.filter(invoice__customer_id=customer_id, order_number="")
    rows = CreditLink.objects.filter(
        credit_note__invoice__customer_id=customer_id, done_at=None, way__in=[Way.ROWS, Way.INVOICE]
    )
    doubted = (
        links.filter(tenant_id=tenant_id, doubt_until__gt=now).aggregate(until=Max("doubt_until"))
        for links in (orders, rows)
    )
    return max((each["until"] for each in doubted if each["until"]), default=None)


def found(*, fortnox: Fortnox, reference: str) -> StoredOrder | None:
    """The order that carries exactly `reference`; the search itself also matches parts of it."""
    exact = [
        summary
        for summary in fortnox.orders.find(external_invoice_reference_1=reference)
        if summary.external_invoice_reference_1 == reference
    ]
    if not exact:
        return None
    # A cancelled one steps back for one that stands, should a person have made it anew.
    chosen = min(exact, key=lambda summary: (summary.cancelled, int(summary.document_number)))
    return fortnox.orders.get(chosen.document_number)
