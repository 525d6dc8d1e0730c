"""The proof: Fortnox's own totals against the invoice's less what is credited, to the öre."""

from collections.abc import Sequence
from decimal import Decimal

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.client.models.order import StoredOrder
from tamio.fortnox.sync import wording
from tamio.fortnox.sync.credits.order import standing
from tamio.outbox.outcome import Differs, Submitted


def proven(
    *, invoice: Invoice, order: StoredOrder, notes: Sequence[CreditNote] = ()
) -> Submitted | Differs:
    """Submitted if every sum is equal; a round-off of the company's own setting is explained.

    What credit notes (`notes`: all of the invoice) have put on the order is counted; what they
    have not yet is not missed.
    """
    if order.cancelled:
        return _of_cancelled(invoice=invoice, order=order, notes=notes)
    stands = standing(order=order, invoice=invoice, notes=notes)
    sums = [
        ("Total", stands.expected.total, stands.found.total),
        ("TotalVAT", stands.expected.vat, stands.found.vat),
    ]
    differences: list[tuple[str, Decimal, Decimal]] = [
        (name, ours, theirs) for name, ours, theirs in sums if ours != theirs
    ]
    if differences or order.currency not in {None, invoice.currency}:
        return Differs(wording.sums_differ(order=order, invoice=invoice, differences=differences))
    return Submitted()


def _of_cancelled(
    *, invoice: Invoice, order: StoredOrder, notes: Sequence[CreditNote]
) -> Submitted | Differs:
    """Rightly, where everything is credited."""
    left = sum((note.total for note in notes), invoice.total)
    if notes and not left:
        return Submitted()
    return Differs(wording.cancelled_in_fortnox(order_number=order.document_number))
