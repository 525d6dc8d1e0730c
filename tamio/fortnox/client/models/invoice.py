"""The invoice (kundfaktura), which an order becomes, and the credit invoice that answers one."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from tamio.fortnox.client.models.base import Document, Model, Quantity, Stored

#: What an invoice that answers none, or that none answers, refers to.
_NONE = frozenset({None, "0"})


class InvoiceRow(Model):
    """One row. An update matches rows as it does an order's: see OrderRow."""

    row_id: int | None = None
    """Only in an update; every update gives all rows new ids."""
    article_number: str | None = None
    account_number: int | None = None
    description: str | None = None
    delivered_quantity: Quantity | None = None
    """Less than nothing on a credit invoice, with the price as it was."""
    unit: str | None = None
    price: Decimal | None = None
    """Per unit; Fortnox rounds it to two decimals and multiplies again."""
    vat: Decimal | None = None
    """Percent."""
    discount: Decimal | None = None
    discount_type: str | None = None
    cost_center: str | None = None
    project: str | None = None
    house_work: bool | None = None
    house_work_type: str | None = None
    house_work_hours_to_report: int | None = None


class Invoice(Document):
    """What Tamio writes of one. It is made in Fortnox, of an order or by a credit."""

    envelope: ClassVar[str] = "Invoice"

    invoice_rows: tuple[InvoiceRow, ...] | None = None


class StoredInvoiceRow(InvoiceRow, Stored):
    """A row as Fortnox holds it."""

    total: Decimal | None = None
    """With VAT if the invoice's prices hold it."""


class StoredInvoice(Invoice, Stored):
    """The invoice as Fortnox holds it, with Fortnox's own totals."""

    document_number: str
    customer_number: str
    invoice_rows: tuple[StoredInvoiceRow, ...]
    booked: bool
    cancelled: bool
    net: Decimal
    total: Decimal
    total_vat: Decimal
    round_off: Decimal
    sent: bool | None = None
    currency: str | None = None
    vat_included: bool | None = None
    invoice_date: date | None = None
    external_invoice_reference_1: str | None = None
    order_reference: str | None = None
    credit: str | None = None
    """"true" for a credit invoice, as text."""
    credit_invoice_reference: str | None = None
    """The other of an invoice and its credit invoice: each names the other."""

    @property
    def counterpart(self) -> str:
        """The number of the credit invoice that answers it, or that it answers; "" for none."""
        reference = self.credit_invoice_reference
        return "" if reference is None or reference in _NONE else reference

    @property
    def is_final(self) -> bool:
        """Whether it is booked, cancelled or with the customer: then it is changed no more."""
        return self.booked or self.cancelled or bool(self.sent)
