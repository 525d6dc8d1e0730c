"""The proof: Fortnox's own totals against the invoice's, to the öre."""

from decimal import Decimal

from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.client.models.order import StoredOrder
from tamio.fortnox.sync import wording
from tamio.outbox.outcome import Differs, Submitted


def proven(*, invoice: Invoice, order: StoredOrder) -> Submitted | Differs:
    """Submitted if every sum is equal; a round-off of the company's own setting is explained."""
    if order.cancelled:
        return Differs(wording.cancelled_in_fortnox(order_number=order.document_number))
    differences = [
        (name, ours, theirs) for name, ours, theirs in _sums(invoice, order) if ours != theirs
    ]
    if differences or order.currency not in {None, invoice.currency}:
        return Differs(wording.sums_differ(order=order, invoice=invoice, differences=differences))
    return Submitted()


def _sums(invoice: Invoice, order: StoredOrder) -> list[tuple[str, Decimal, Decimal]]:
    return [
        ("Total", invoice.total, order.total - order.round_off),
        ("TotalVAT", invoice.vat, order.total_vat),
    ]
