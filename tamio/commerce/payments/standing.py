"""How an invoice stands: the one place where what is due and what has moved are added up."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.payments.models.expected import NOTHING, Payment, Standing
from tamio.commerce.payments.models.facts import Receipt, Refund
from tamio.commerce.payments.signals import settled
from tamio.prepared import Prepared


def locked(invoice: Invoice) -> Payment:
    """The invoice's payment, with the invoice locked until the transaction ends: of two facts of
    one invoice at once, the second sees the first. Raises Payment.DoesNotExist for a draft.
    """
    _LOCKS.rows(invoice.pk)
    return current_payment(invoice)


def current_payment(invoice: Invoice) -> Payment:
    """As it is now, with invoice and store. Raises Payment.DoesNotExist for a draft."""
    found = _PAYMENTS.first(invoice.pk)
    if found is None:
        raise Payment.DoesNotExist(f"nothing is expected for {invoice}")
    return found


def settle(payment: Payment, *, now: datetime) -> Payment:
    """Works the sums and the standing out of the facts anew, under the lock of `locked`."""
    invoice = payment.invoice_id
    payment.credited = _sum(each.total for each in _NOTES.rows(invoice))
    payment.received = _sum(each.amount for each in _RECEIPTS.rows(invoice))
    payment.refunded = _sum(each.amount for each in _REFUNDS.rows(invoice))
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


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    # Not the database: SQLite adds as floating point.
    return sum(amounts, NOTHING)


def _standing(payment: Payment) -> Standing:
    if payment.over:
        return Standing.OVER
    if payment.left:
        return Standing.PARTLY if payment.kept else Standing.UNPAID
    if payment.kept:
        return Standing.PAID
    return Standing.REFUNDED if payment.received else Standing.NOTHING


_LOCKS = Prepared(
    lambda pk: Invoice.objects.select_for_update(of=("self",)).filter(pk=pk).order_by().only("pk"),
    int,
)
_PAYMENTS = Prepared(
    lambda invoice: Payment.objects.select_related("invoice", "store").filter(invoice=invoice),
    int,
)
_NOTES = Prepared(
    lambda invoice: CreditNote.objects.filter(invoice=invoice).exclude(issued_at=None), int
)
_RECEIPTS = Prepared(lambda invoice: Receipt.objects.filter(invoice=invoice), int)
_REFUNDS = Prepared(refunds_that_count, int)
