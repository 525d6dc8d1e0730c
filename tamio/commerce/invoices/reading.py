"""What pages and deliveries read of nearly every invoice: the SQL of it is written once."""

from tamio.commerce.invoices.models import CreditNote, Invoice, InvoiceLine
from tamio.prepared import Prepared, hold


def invoice_at(pk: int) -> Invoice:
    """With store and customer. Raises Invoice.DoesNotExist."""
    found: Invoice | None = _INVOICES.first(pk)
    if found is None:
        raise Invoice.DoesNotExist(f"there is no invoice {pk}")
    return found


def lines_of(invoice: Invoice) -> list[InvoiceLine]:
    """Read anew, and kept: `invoice.lines.all()` costs nothing from here on."""
    lines = _LINES.rows(invoice.pk)
    hold(invoice, "lines", lines)
    return lines


def issued_notes(invoice: Invoice) -> list[CreditNote]:
    """The credit notes that count, by number. They are not read with their lines."""
    notes = _NOTES.rows(invoice.pk)
    for note in notes:
        note.invoice = invoice
    return notes


_INVOICES = Prepared(
    lambda pk: Invoice.objects.filter(pk=pk).select_related("store", "customer"), int
)
_LINES = Prepared(lambda invoice: InvoiceLine.objects.filter(invoice=invoice), int)
_NOTES = Prepared(
    lambda invoice: (
        CreditNote.objects.filter(invoice=invoice).exclude(issued_at=None).order_by("number")
    ),
    int,
)
