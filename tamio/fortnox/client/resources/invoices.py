"""/invoices"""

from dataclasses import dataclass

from tamio.fortnox.client.envelopes import unwrapped, wrapped
from tamio.fortnox.client.models.invoice import Invoice, StoredInvoice
from tamio.fortnox.client.transport import Transport, segment


@dataclass(frozen=True, slots=True)
class Invoices:
    """Customer invoices. Scope: invoice, which nothing but credit invoices may need."""

    transport: Transport

    def get(self, number: str) -> StoredInvoice:
        """Raises NotFound."""
        return unwrapped(self.transport.send("GET", _path(number)), StoredInvoice)

    def credit(self, number: str) -> StoredInvoice:
        """The credited invoice, whose `counterpart` is the new credit invoice of all of it.

        Not idempotent: after OutcomeUnknown, get the invoice before crediting it again. Raises
        Refused for one that cannot be credited, or is credited already: get it to know which.
        """
        return unwrapped(self.transport.send("PUT", f"{_path(number)}/credit"), StoredInvoice)

    def update(self, number: str, patch: Invoice) -> StoredInvoice:
        """Changes rows as InvoiceRow says. Raises Refused for one that is booked or cancelled."""
        answer = self.transport.send("PUT", _path(number), body=wrapped(patch))
        return unwrapped(answer, StoredInvoice)


def _path(number: str) -> str:
    return f"/invoices/{segment(number)}"
