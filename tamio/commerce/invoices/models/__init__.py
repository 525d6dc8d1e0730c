"""The rows of documents: invoices, and the credit notes that answer them."""

from tamio.commerce.invoices.models.credit_note import CreditNote, CreditNoteLine
from tamio.commerce.invoices.models.invoice import Channel, Invoice, InvoiceLine, draft_invoice
from tamio.commerce.invoices.models.lasting import AlreadyIssued

__all__ = [
    "AlreadyIssued", "Channel", "CreditNote", "CreditNoteLine", "Invoice", "InvoiceLine",
    "draft_invoice",
]  # fmt: skip
