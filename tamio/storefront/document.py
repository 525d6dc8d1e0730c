"""An invoice as the law wants it read: unit prices without VAT, VAT per rate, the legal notes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

from tamio.commerce.documents.lines import DocumentLine, document_line
from tamio.commerce.documents.paying import Due, paid_by_gift_card, swish_code
from tamio.commerce.invoices.legal_notes import legal_notes
from tamio.commerce.invoices.lines import VatSum
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.payments.models import Payment

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Document:
    """What stands on the paper below the parties' particulars, and what is left to pay of it."""

    lines: Sequence[DocumentLine]
    vat: Sequence[VatSum]
    notes: Sequence[str]
    payment: Payment | None
    due: Due | None
    paid_by_card: Decimal = _NOTHING

    @property
    def asks_for_all(self) -> bool:
        """Whether nothing of it has been paid or credited."""
        return self.due is None or self.due.is_whole

    @property
    def swish_code(self) -> SafeString:
        """An SVG that is drawn here, of a number, an amount and a reference; or nothing."""
        return mark_safe(swish_code(self.due) if self.due else "")  # noqa: S308


def document_of(invoice: Invoice, *, credit_notes: Iterable[CreditNote] = ()) -> Document:
    """The document of an issued invoice, and what its credit notes have left of it."""
    lines = list(invoice.lines.all())
    payment = next(iter(invoice.payments.all()), None)
    credited = sum((note.total for note in credit_notes), Decimal("0.00"))
    return Document(
        lines=[document_line(line, includes_vat=invoice.prices_include_vat) for line in lines],
        vat=invoice.vat_specification(),
        notes=legal_notes(lines),
        payment=payment,
        due=Due(payment, invoice, credited) if payment else None,
        # Whoever has paid nothing yet has paid nothing by card.
        paid_by_card=paid_by_gift_card(invoice) if payment and payment.kept else _NOTHING,
    )
