"""What was done with one invoice or one credit note, and by whom, for its own page.

Neither is ever changed: what is told is how it came to be, what was paid and paid back, what was
credited, and what people said of it. What integrations did stands in their own panels.
"""

from collections.abc import Sequence

from tamio.backoffice.audit.entries import Asked, AuditEntry, AuditSource
from tamio.backoffice.audit.history import TOLD
from tamio.backoffice.audit.sources import CreditNoteSource, InvoiceSource
from tamio.backoffice.audit.trail import page_of
from tamio.backoffice.dunning.audit import LATE_PAYMENTS
from tamio.backoffice.payments.audit import RECEIPTS, REFUNDS
from tamio.commerce.invoices.models import CreditNote, Invoice

_AFTERWARDS: Sequence[AuditSource] = (CreditNoteSource(), RECEIPTS, REFUNDS, LATE_PAYMENTS)


def history_of_invoice(invoice: Invoice) -> Sequence[AuditEntry]:
    """The latest first: four queries, however much there is."""
    asked, store = Asked(invoice_id=invoice.pk), invoice.store
    page = page_of(_AFTERWARDS, store=store, asked=asked, after="", before="")
    issued = InvoiceSource().entries(store, [invoice])
    return [*(shown.entry for shown in page.rows[: TOLD - 1]), *issued]


def history_of_credit_note(note: CreditNote) -> Sequence[AuditEntry]:
    """How it was issued, and what was paid back since. The latest first; two queries."""
    asked, store = Asked(invoice_id=note.invoice_id, first=note.issued_at), note.store
    issued, back = CreditNoteSource().find(store, asked), REFUNDS.find(store, asked)
    return [
        *REFUNDS.entries(store, list(back.order_by("-at", "-pk")[: TOLD - 1])),
        *CreditNoteSource().entries(store, list(issued.filter(pk=note.pk))),
    ]
