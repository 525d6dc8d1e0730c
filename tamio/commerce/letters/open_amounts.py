"""What is still to be paid of invoices, and what is paid too much: as payments say it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Payment


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`worth` is the total after credit notes, `paid` what has come in and not gone back."""

    worth: Decimal
    paid: Decimal

    @property
    def unpaid(self) -> Decimal:
        return max(Decimal(0), self.worth - self.paid)

    @property
    def overpaid(self) -> Decimal:
        """What is the buyer's: paid, and since credited."""
        return max(Decimal(0), self.paid - self.worth)


def standings(invoices: Iterable[Invoice]) -> dict[int, Standing]:
    """By the invoice's pk; every issued one has a payment. One query, however many there are."""
    payments = Payment.objects.filter(invoice__in=list(invoices))
    return {each.invoice_id: standing_of(each) for each in payments}


def standing_of(payment: Payment) -> Standing:
    return Standing(worth=payment.due, paid=payment.kept)
