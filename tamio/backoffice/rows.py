"""Invoices as rows of a list: each with what the integrations say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.commerce.invoices.credit import credited_of
from tamio.commerce.invoices.models import Invoice
from tamio.look.chips import Chip


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One line of the list. `credited` is below 0; None if nothing is."""

    invoice: Invoice
    chips: Sequence[Chip]
    credited: Decimal | None

    @property
    def net(self) -> Decimal:
        """What is left of the invoice's total."""
        return self.invoice.total + (self.credited or 0)


def with_chips(
    request: StoreRequest,
    invoices: Sequence[Invoice],
    *,
    credited: Mapping[int, Decimal] | None = None,
) -> list[InvoiceRow]:
    """One question to each integration, and one for what is `credited` unless that is known,
    however many there are.
    """
    credited = credited_of(invoices) if credited is None else credited
    said = [states.chips_for(request, invoices) for states in slots.invoice_states]
    return [
        InvoiceRow(
            invoice,
            [chips[invoice.pk] for chips in said if invoice.pk in chips],
            credited.get(invoice.pk),
        )
        for invoice in invoices
    ]
