"""How an invoice stands: the one place where what is due and what has moved are added up."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.payments.models.expected import NOTHING, Payment, Standing
from tamio.commerce.payments.models.facts import Receipt, Refund
from tamio.commerce.payments.signals import settled


def locked(invoice: Invoice) -> Payment:
    """The invoice's payment, with the invoice locked until the transaction ends: of two facts of
    one invoice at once, the second sees the first. Raises Payment.DoesNotExist for a draft.
    """
    Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    return Payment.objects.select_related("invoice", "store").get(invoice=invoice)


def settle(payment: Payment, *, now: datetime) -> Payment:
    """Works the sums and the standing out of the facts anew, under the lock of `locked`."""
    invoice = payment.invoice_id
    notes = CreditNote.objects.filter(invoice=invoice).exclude(issued_at=None)
    payment.credited = _sum(notes.aggregate(sum=Sum("total")))
    payment.received = _sum(Receipt.objects.filter(invoice=invoice).aggregate(sum=Sum("amount")))
    payment.refunded = _sum(refunds_that_count(invoice).aggregate(sum=Sum("amount")))
    payment.standing = _standing(payment)
    is_paid = payment.received > 0 and not payment.left
    payment.received_at = (payment.received_at or now) if is_paid else None
    payment.save(update_fields=["credited", "received", "refunded", "standing", "received_at"])
    settled.send(sender=Payment, payment=payment, now=now)
    return payment


def refunds_that_count(invoice_pk: int) -> QuerySet[Refund]:
    """All but those that have failed."""
    failed = Q(outcomes__failed=True)
    return Refund.objects.filter(invoice=invoice_pk).exclude(failed)


def _sum(found: dict[str, Decimal | None]) -> Decimal:
    # SQLite adds as floating point; no invoice holds so much that whole öre would get lost.
    return (found["sum"] or NOTHING).quantize(NOTHING)


def _standing(payment: Payment) -> Standing:
    if payment.over:
        return Standing.OVER
    if payment.left:
        return Standing.PARTLY if payment.kept else Standing.UNPAID
    if payment.kept:
        return Standing.PAID
    return Standing.REFUNDED if payment.received else Standing.NOTHING
