"""An invoice as the law wants it read: unit prices without VAT, VAT per rate, the legal notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.lines import VatSum
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.commerce.money import round_half_up
from tamio.commerce.payments.models import Payment
from tamio.commerce.vat.amounts import of_amount
from tamio.storefront.legal_notes import legal_notes


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """`unit_price` and `discount` are without VAT (VAT Act 17:24, point 8), whichever way the
    store states them. A text has neither.
    """

    line: InvoiceLine
    unit_price: Decimal
    discount: Decimal

    @property
    def is_text(self) -> bool:
        return self.line.kind == LineKind.TEXT


@dataclass(frozen=True, slots=True)
class Document:
    """What stands on the paper below the parties' particulars."""

    lines: Sequence[DocumentLine]
    vat: Sequence[VatSum]
    notes: Sequence[str]
    payment: Payment | None


def document_of(invoice: Invoice) -> Document:
    """The document of an issued invoice."""
    lines = list(invoice.lines.all())
    return Document(
        lines=[_line(line, includes_vat=invoice.prices_include_vat) for line in lines],
        vat=invoice.vat_specification(),
        notes=legal_notes(lines),
        payment=next(iter(invoice.payments.all()), None),
    )


def _line(line: InvoiceLine, *, includes_vat: bool) -> DocumentLine:
    if not includes_vat or not line.quantity:
        return DocumentLine(line=line, unit_price=line.unit_price, discount=line.discount)
    # Worked out from the amount, so that units times price is the amount wherever it can be.
    discount = _without_vat(line.discount, rate=line.vat_rate)
    unit_price = round_half_up((line.net + discount) / line.quantity)
    return DocumentLine(line=line, unit_price=unit_price, discount=discount)


def _without_vat(amount: Decimal, *, rate: Decimal) -> Decimal:
    return of_amount(amount, rate=rate, includes_vat=True).net
