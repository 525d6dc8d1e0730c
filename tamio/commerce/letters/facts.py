"""What letters tell of a sale, as plain data: out of the rows, or out of nothing for a preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.customers.models import CustomerType
from tamio.commerce.documents.formats import country_text
from tamio.commerce.documents.paying import Due, paid_by_gift_card
from tamio.commerce.fulfilment.models import Shipment
from tamio.commerce.invoices.kinds import PIECES, LineKind
from tamio.commerce.invoices.legal_notes import legal_notes
from tamio.commerce.invoices.models import CreditNote, Invoice, InvoiceLine
from tamio.commerce.invoices.reading import lines_of
from tamio.commerce.letters.open_amounts import standing_of
from tamio.commerce.payments.drawing import is_being_drawn
from tamio.commerce.payments.reading import payment_of


@dataclass(frozen=True, slots=True)
class Line:
    """`amount` is with VAT or without, as the sale's prices are; None for a text, or where no
    amount is told. `quantity` None: a part of the price.
    """

    text: str
    quantity: Decimal | None
    unit: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Vat:
    rate: Decimal
    net: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying:
    """What is still to be paid, and where."""

    amount: Decimal
    due_date: date
    accounts: Sequence[tuple[str, str]]
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What of an invoice all letters about it tell."""

    number: int
    day: date
    currency: str
    includes_vat: bool
    lines: Sequence[Line]
    net: Decimal
    vat: Sequence[Vat]
    total: Decimal
    buyer: str
    is_consumer: bool
    has_goods: bool
    deliver_to: Sequence[str]
    notes: Sequence[str]
    paying: Paying | None
    paid_by_card: Decimal = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """A credit note; amounts below 0, as they stand on it."""

    number: int
    day: date
    reason: str
    lines: Sequence[Line]
    vat: Sequence[Vat]
    net: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A shipment; `is_last` says that nothing of the order is left to ship."""

    lines: Sequence[Line]
    carrier: str
    tracking_number: str
    tracking_url: str
    is_last: bool


def sale_of(invoice: Invoice, *, language: str) -> Sale:
    lines = lines_of(invoice)
    payment = payment_of(invoice)
    assert invoice.number is not None
    assert invoice.invoice_date is not None
    return Sale(
        number=invoice.number,
        day=invoice.invoice_date,
        currency=invoice.currency,
        includes_vat=invoice.prices_include_vat,
        lines=[_line(line, invoice.prices_include_vat) for line in lines],
        net=invoice.net,
        vat=[
            Vat(each.rate, each.amounts.net, each.amounts.vat)
            for each in invoice.vat_specification()
        ],
        total=invoice.total,
        buyer=invoice.buyer_name,
        is_consumer=invoice.buyer_type == CustomerType.PRIVATE,
        has_goods=any(line.item_type == ItemType.PHYSICAL for line in lines if _is_item(line)),
        deliver_to=_address(invoice, language=language),
        notes=legal_notes(lines),
        paying=paying_of(invoice),
        # Whoever has paid nothing yet has paid nothing by card.
        paid_by_card=paid_by_gift_card(invoice) if payment and payment.kept else Decimal("0.00"),
    )


def paying_of(invoice: Invoice) -> Paying | None:
    """None where nothing is to be paid any more, or never was, or a card is just being drawn from:
    who pays beside that pays twice.
    """
    payment = next(iter(invoice.payments.all()), None)
    if payment is None:
        return None
    standing = standing_of(payment)
    if not standing.unpaid or is_being_drawn(invoice):
        return None
    due = Due(payment, invoice, standing.worth - invoice.total)
    return Paying(
        amount=standing.unpaid,
        due_date=payment.due_date,
        accounts=due.accounts,
        reference=payment.reference,
    )


def credited_by(note: CreditNote) -> Credited:
    included = note.invoice.prices_include_vat
    lines = note.lines.select_related("line")
    assert note.number is not None
    assert note.credit_date is not None
    return Credited(
        number=note.number,
        day=note.credit_date,
        reason=note.reason,
        lines=[
            Line(
                each.line.description,
                each.quantity,
                each.line.unit,
                each.gross if included else each.net,
            )
            for each in lines
        ],
        vat=[
            Vat(each.rate, each.amounts.net, each.amounts.vat) for each in note.vat_specification()
        ],
        net=note.net,
        total=note.total,
    )


def sent_with(shipment: Shipment, *, is_last: bool) -> Sent:
    lines = shipment.lines.select_related("line")
    return Sent(
        lines=[Line(each.line.description, each.quantity, each.line.unit, None) for each in lines],
        carrier=shipment.carrier,
        tracking_number=shipment.tracking_number,
        tracking_url=shipment.tracking_url,
        is_last=is_last,
    )


def _line(line: InvoiceLine, included: bool) -> Line:  # noqa: FBT001 - the invoice's own column
    is_text = line.kind == LineKind.TEXT
    amount = line.gross if included else line.net
    return Line(
        line.description,
        line.quantity if _is_item(line) else None,
        line.unit,
        None if is_text else amount,
    )


def _is_item(line: InvoiceLine) -> bool:
    return line.kind in PIECES


def _address(invoice: Invoice, *, language: str) -> list[str]:
    to = "delivery" if invoice.delivery_line1 else "buyer"
    name, line1, code, city, country = (
        getattr(invoice, f"{to}_{part}")
        for part in ("name", "line1", "postal_code", "city", "country")
    )
    return [
        name or invoice.buyer_name,
        line1,
        f"{code} {city}",
        country_text(country, language=language),
    ]
