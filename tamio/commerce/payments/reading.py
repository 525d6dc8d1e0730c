"""What pages and deliveries read of nearly every payment: the SQL of it is written once."""

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Payment
from tamio.prepared import Prepared, hold


def payment_of(invoice: Invoice) -> Payment | None:
    """None for a draft. Kept: `invoice.payments.all()` costs nothing from here on."""
    payments = _PAYMENTS.rows(invoice.pk)
    hold(invoice, "payments", payments)
    return next(iter(payments), None)


_PAYMENTS = Prepared(lambda invoice: Payment.objects.filter(invoice=invoice), int)
