"""Invoices as rows of a list: each with what the integrations say of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.commerce.invoices.models import Invoice
from tamio.look.chips import Chip


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One line of the list."""

    invoice: Invoice
    chips: Sequence[Chip]


def with_chips(request: StoreRequest, invoices: Sequence[Invoice]) -> list[InvoiceRow]:
    """One question to each integration, however many invoices there are."""
    said = [states.chips_for(request, invoices) for states in slots.invoice_states]
    return [
        InvoiceRow(invoice, [chips[invoice.pk] for chips in said if invoice.pk in chips])
        for invoice in invoices
    ]
