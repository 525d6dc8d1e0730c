"""The kinds of sales document, and by which names they differ."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`date` decides which year's books apply; `email` is the customer's address for this kind.

    `missing` is the refusal of an unknown number, `swedish` what the document is called in print.
    """

    name: str
    shelf: str
    date: str
    email: str
    missing: int
    swedish: str
    needs_rows: bool = False

    @property
    def row(self) -> str:
        """The resource whose field table a row follows."""
        return f"{self.name}Row"

    @property
    def rows(self) -> str:
        """The field that holds the rows."""
        return f"{self.name}Rows"


ORDER = Kind("Order", "orders", "OrderDate", "EmailOrder", 2000439, "Order", needs_rows=True)
INVOICE = Kind("Invoice", "invoices", "InvoiceDate", "EmailInvoice", 2000434, "Faktura")
KINDS = (ORDER, INVOICE)
