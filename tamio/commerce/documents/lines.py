"""A line as the law wants it read: its unit price and its discount are without VAT."""

from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import InvoiceLine
from tamio.commerce.money import round_half_up
from tamio.commerce.vat.amounts import of_amount


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


def document_line(line: InvoiceLine, *, includes_vat: bool) -> DocumentLine:
    """`line` of an invoice whose prices include VAT or do not."""
    if not includes_vat or not line.quantity:
        return DocumentLine(line=line, unit_price=line.unit_price, discount=line.discount)
    # Worked out from the amount, so that units times price is the amount wherever it can be.
    discount = _without_vat(line.discount, rate=line.vat_rate)
    unit_price = round_half_up((line.net + discount) / line.quantity)
    return DocumentLine(line=line, unit_price=unit_price, discount=discount)


def _without_vat(amount: Decimal, *, rate: Decimal) -> Decimal:
    return of_amount(amount, rate=rate, includes_vat=True).net
