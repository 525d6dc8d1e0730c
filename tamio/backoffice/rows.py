"""Invoices as rows of a list: each with what the integrations say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.backoffice.payments.chips import payment_chips
from tamio.commerce.invoices.credit import credited_of
from tamio.commerce.invoices.models import Invoice
from tamio.look.chips import Chip


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One line of the list. `credited` is below 0; None if nothing is. `paid` is how it stands."""

    invoice: Invoice
    chips: Sequence[Chip]
    credited: Decimal | None
    paid: Chip | None

    @property
    def net(self) -> Decimal:
        """What is left of the invoice's total."""
        return self.invoice.total + (self.credited or 0)


def has_states() -> bool:
    """Whether a list of invoices has a column of what integrations say, empty or not."""
    return any(True for _ in slots.invoice_states)


def with_chips(
    request: StoreRequest,
    invoices: Sequence[Invoice],
    *,
    credited: Mapping[int, Decimal] | None = None,
    paid: Mapping[int, Chip] | None = None,
) -> list[InvoiceRow]:
    """One question to each integration, and one each for what is `credited` and how they are
    `paid` unless that is known, however many there are.
    """
    credited = credited_of(invoices) if credited is None else credited
    said = [states.chips_for(request, invoices) for states in slots.invoice_states]
    paid = payment_chips(request.store, invoices) if paid is None else paid
    return [
        InvoiceRow(
            invoice,
            [chips[invoice.pk] for chips in said if invoice.pk in chips],
            credited.get(invoice.pk),
            paid.get(invoice.pk),
        )
        for invoice in invoices
    ]
