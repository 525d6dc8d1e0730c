"""A credit note follows its invoice: it waits until there is an order, and is let go then."""

from datetime import datetime

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.outbox import batches
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Held, Outcome, Skipped
from tamio.outbox.states import Priority, State

INVOICED, CREDITED = "invoice.issued", "invoice.credited"
#: Reasons, as stored; pages say them in words.
ORDER_FIRST, NOTHING_SENT = "order-first", "nothing-sent"
_HAS_ORDER = frozenset({State.SUBMITTED, State.DIFFERS})


def for_the_order(*, note: CreditNote) -> Outcome | None:
    """Why the credit note does not go yet, or ever; None if its invoice is an order."""
    sent = Delivery.objects.filter(
        destination="fortnox", kind=INVOICED, subject_id=note.invoice_id
    ).first()
    if sent is not None and sent.state in _HAS_ORDER:
        return None
    if sent is None or sent.state == State.SKIPPED:
        return Skipped(NOTHING_SENT)
    return Held(ORDER_FIRST)


def let_go(*, invoice: Invoice, now: datetime) -> None:
    """Whatever waited for the invoice's order goes on, also what had nothing to credit until now.
    Call in the transaction that links the order, under the lease of the lane.
    """
    notes = CreditNote.objects.filter(invoice=invoice).values("pk")
    ours = Delivery.objects.filter(destination="fortnox", kind=CREDITED, subject_id__in=notes)
    for delivery in ours.filter(state=State.HELD, reason=ORDER_FIRST):
        delivery.release(now=now, by="tamio")
    given_up = ours.filter(state=State.SKIPPED, reason=NOTHING_SENT)
    for delivery in given_up.select_related("lane"):
        batches.send_all(
            lane=delivery.lane,
            deliveries=given_up.filter(pk=delivery.pk),
            priority=Priority(delivery.priority),
            now=now,
            by="tamio",
        )
