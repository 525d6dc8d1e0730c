"""Tamio's words become Fortnox's: customer to Customer, product to Article, invoice to Order.

Pure functions, no I/O. Texts are cleaned and cut here by Fortnox's rules, and every change is
said, because one character outside the allowed set refuses the whole document.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.customers.models import Customer as Buyer
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.commerce.money import round_half_up
from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.client.characters import clean
from tamio.fortnox.client.lengths import ARTICLE, CUSTOMER, ORDER, ORDER_ROW
from tamio.fortnox.client.models.article import Article, ArticleType
from tamio.fortnox.client.models.customer import Customer, CustomerType, VATType
from tamio.fortnox.client.models.order import DiscountType, Order, OrderRow

#: In the order in which they go before each other when a sale has several.
_VAT_TYPES = {
    Treatment.DOMESTIC: VATType.SE,
    Treatment.EU_CONSUMER: VATType.EU,
    Treatment.OSS: VATType.EU,
    Treatment.EU_BUSINESS: VATType.EU_REVERSED,
    Treatment.EXPORT: VATType.EXPORT,
}
_HUNDREDTHS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class RevenueAccounts:
    """The two accounts the merchant has chosen."""

    goods: int
    services: int

    def of(self, item_type: str) -> int:
        return self.goods if item_type == ItemType.PHYSICAL else self.services


class Texts:
    """Cleans texts on their way out, and remembers in words what it had to change."""

    def __init__(self) -> None:
        self.changes: list[str] = []

    def fit(self, text: str, *, field: str, most: int = 1024, otherwise: str = "") -> str:
        """`text` as Fortnox takes it; `otherwise` if not one of its characters is allowed."""
        cleaned = clean(text, max_length=most)
        self.changes += [f"{field}: {change}" for change in cleaned.changes]
        return cleaned.text.strip() or otherwise


def customer_card(*, buyer: Buyer, treatment: Treatment, number: str, texts: Texts) -> Customer:
    """The buyer's card. Lengths: spec-fields, "Customer"; VATType decides the order's VAT."""
    return Customer(
        customer_number=number,
        name=texts.fit(buyer.name, field="Name", otherwise=buyer.email),
        type=CustomerType.COMPANY if buyer.is_company else CustomerType.PRIVATE,
        organisation_number=buyer.organisation_number or None,
        vat_number=buyer.vat_number or None,
        vat_type=_VAT_TYPES[treatment],
        email=buyer.email,
        email_invoice=buyer.email,
        address_1=texts.fit(buyer.line1, field="Address1"),
        zip_code=texts.fit(buyer.postal_code, field="ZipCode", most=CUSTOMER["zip_code"]),
        city=texts.fit(buyer.city, field="City"),
        country_code=buyer.country,
    )


def article_card(*, line: InvoiceLine, product: Product | None, texts: Texts) -> Article:
    """The article of a line: the product as it is today, or else the line's own words."""
    source: Product | InvoiceLine = product or line
    name = product.name if product else line.description
    return Article(
        article_number=source.sku,
        description=texts.fit(
            name, field="Description", most=ARTICLE["description"], otherwise=source.sku
        ),
        type=ArticleType.STOCK if source.item_type == ItemType.PHYSICAL else ArticleType.SERVICE,
        unit=source.unit,
        ean=(product.ean if product else "") or None,
    )


def order_document(
    *,
    invoice: Invoice,
    lines: Sequence[InvoiceLine],
    customer_number: str,
    accounts: RevenueAccounts,
    texts: Texts,
) -> Order:
    """The order that mirrors `invoice`: same rows, same sums, and a reference back to it."""
    return Order(
        customer_number=customer_number,
        customer_name=texts.fit(
            invoice.buyer_name, field="CustomerName", otherwise=invoice.buyer_email
        ),
        organisation_number=invoice.buyer_organisation_number or None,
        address_1=texts.fit(invoice.buyer_line1, field="Address1"),
        zip_code=texts.fit(invoice.buyer_postal_code, field="ZipCode", most=CUSTOMER["zip_code"]),
        city=texts.fit(invoice.buyer_city, field="City"),
        order_date=invoice.invoice_date,
        currency=invoice.currency,
        vat_included=invoice.prices_include_vat,
        external_invoice_reference_1=invoice.reference,
        external_invoice_reference_2=_reference_elsewhere(invoice, texts),
        your_order_number=str(invoice.number),
        # A customer's card can add fees of its own; the sale has none.
        freight=Decimal(0),
        administration_fee=Decimal(0),
        order_rows=tuple(_rows(lines, invoice=invoice, accounts=accounts, texts=texts)),
    )


def card_treatment(lines: Sequence[InvoiceLine]) -> Treatment:
    """The one treatment that the buyer's card can stand for.

    Goods and services of one sale can be treated differently (a consumer outside the EU pays no
    VAT on goods, but does on a service). The card then stands for the line that carries VAT: a
    card without VAT would take it off the order.
    """
    found = {Treatment(line.vat_treatment) for line in lines}
    return next(treatment for treatment in _VAT_TYPES if treatment in found)


def _reference_elsewhere(invoice: Invoice, texts: Texts) -> str | None:
    if not invoice.external_reference:
        return None
    return texts.fit(
        invoice.external_reference,
        field="ExternalInvoiceReference2",
        most=ORDER["external_invoice_reference_2"],
    )


def _rows(
    lines: Sequence[InvoiceLine], *, invoice: Invoice, accounts: RevenueAccounts, texts: Texts
) -> Iterable[OrderRow]:
    for line in lines:
        quantity, price = _quantity_and_price(line, includes_vat=invoice.prices_include_vat)
        yield OrderRow(
            article_number=line.sku,
            account_number=accounts.of(line.item_type),
            description=texts.fit(
                _description(line, quantity),
                field=f"row {line.position} Description",
                most=ORDER_ROW["description"],
                otherwise=line.sku,
            ),
            ordered_quantity=quantity,
            delivered_quantity=quantity,
            unit=line.unit,
            price=price,
            vat=_plain(line.vat_rate),
            discount=Decimal(0),
            discount_type=DiscountType.PERCENT,
            house_work=False,
        )


def _quantity_and_price(line: InvoiceLine, *, includes_vat: bool) -> tuple[Decimal, Decimal]:
    """Fortnox rounds both to two decimals and multiplies again: what does not survive that is
    sent as one unit at the line's own amount, so that the sums stay equal.
    """
    if _in_hundredths(line.quantity) and _in_hundredths(line.unit_price):
        return _plain(line.quantity), round_half_up(line.unit_price)
    return Decimal(1), line.gross if includes_vat else line.net


def _description(line: InvoiceLine, sent_quantity: Decimal) -> str:
    if sent_quantity == line.quantity:
        return line.description
    quantity, price = _plain(line.quantity), _plain(line.unit_price)
    factors = f"{quantity:f} {line.unit} * {price:f}".replace(".", ",")
    return f"{line.description} ({factors})"


def _in_hundredths(value: Decimal) -> bool:
    return value == value.quantize(_HUNDREDTHS)


def _plain(value: Decimal) -> Decimal:
    """Without needless zeros, and never in scientific notation."""
    return Decimal(f"{value.normalize():f}")
