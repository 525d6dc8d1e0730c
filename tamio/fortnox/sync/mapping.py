"""Tamio's words become Fortnox's: customer to Customer, product to Article, invoice to Order.

Pure functions, no I/O. Texts are cleaned and cut here by Fortnox's rules, and every change is
said, because one character outside the allowed set refuses the whole document.
"""

from collections.abc import Sequence
from decimal import Decimal

from tamio.commerce.catalogue.models import ItemType, Variant
from tamio.commerce.customers.details import DELIVERY
from tamio.commerce.customers.models import Customer as Buyer
from tamio.commerce.invoices.kinds import WITHOUT_VAT
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.client.lengths import ARTICLE, CUSTOMER, ORDER
from tamio.fortnox.client.models.article import Article, ArticleType
from tamio.fortnox.client.models.customer import Customer, CustomerType, VATType
from tamio.fortnox.client.models.order import Order
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.delivery_address import delivery_fields, delivery_of_order
from tamio.fortnox.sync.rows import rows_of, sold_rows
from tamio.fortnox.sync.texts import Texts

#: In the order in which they go before each other when a sale has several.
_VAT_TYPES = {
    Treatment.DOMESTIC: VATType.SE,
    Treatment.EU_CONSUMER: VATType.EU,
    Treatment.OSS: VATType.EU,
    Treatment.EU_BUSINESS: VATType.EU_REVERSED,
    Treatment.EXPORT: VATType.EXPORT,
}


def customer_card(
    *, buyer: Buyer, treatment: Treatment, number: str, currency: str | None, texts: Texts
) -> Customer:
    """The buyer's card. Lengths: spec-fields, "Customer"; VATType decides the order's VAT.

    The resource has no field for a language. `currency` is left out if None.
    """
    return Customer(
        customer_number=number,
        name=texts.fit(buyer.name, field="Name", otherwise=buyer.email),
        type=CustomerType.COMPANY if buyer.is_company else CustomerType.PRIVATE,
        organisation_number=buyer.organisation_number or None,
        vat_number=buyer.vat_number or None,
        vat_type=_VAT_TYPES[treatment],
        email=buyer.email,
        email_invoice=buyer.invoices_go_to,
        address_1=texts.fit(buyer.line1, field="Address1"),
        zip_code=texts.fit(buyer.postal_code, field="ZipCode", most=CUSTOMER["zip_code"]),
        city=texts.fit(buyer.city, field="City"),
        country_code=buyer.country,
        **({"currency": currency} if currency else {}),
        **_delivery_of_card(buyer, texts),
    )


def _delivery_of_card(buyer: Buyer, texts: Texts) -> dict[str, str | None]:
    """Left out until there is one: cards that were made without stay as they are."""
    if not buyer.delivery_line1:
        return {}
    given = {field: getattr(buyer, field) for field in DELIVERY}
    return delivery_fields(given, texts) | {"delivery_country_code": buyer.delivery_country}


def article_card(*, line: InvoiceLine, variant: Variant | None, texts: Texts) -> Article:
    """The article of a line: the variant as it is today, or else the line's own words."""
    source = variant.product if variant else line
    name = variant.title if variant else line.description
    sku = variant.sku if variant else line.sku
    return Article(
        article_number=sku,
        description=texts.fit(
            name, field="Description", most=ARTICLE["description"], otherwise=sku
        ),
        type=ArticleType.STOCK if source.item_type == ItemType.PHYSICAL else ArticleType.SERVICE,
        unit=source.unit,
        ean=(variant.ean if variant else "") or None,
    )


def order_document(
    *,
    invoice: Invoice,
    lines: Sequence[InvoiceLine],
    customer_number: str,
    accounts: RevenueAccounts,
    texts: Texts,
    card_delivers: bool = False,
) -> Order:
    """The order that mirrors `invoice`: same rows, same sums, and a reference back to it.

    `card_delivers`: the customer's card has a delivery address, which the order would take over.
    """
    return Order(
        customer_number=customer_number,
        customer_name=texts.fit(
            invoice.buyer_name, field="CustomerName", otherwise=invoice.buyer_email
        ),
        organisation_number=invoice.buyer_organisation_number or None,
        address_1=texts.fit(invoice.buyer_line1, field="Address1"),
        zip_code=texts.fit(invoice.buyer_postal_code, field="ZipCode", most=CUSTOMER["zip_code"]),
        city=texts.fit(invoice.buyer_city, field="City"),
        **delivery_of_order(invoice, texts, card_delivers=card_delivers),
        order_date=invoice.invoice_date,
        currency=invoice.currency,
        # The VAT in kronor of the books is then the one that stands on the invoice. Without a rate
        # of its own Fortnox takes the register's.
        currency_rate=invoice.exchange_rate,
        currency_unit=None if invoice.exchange_rate is None else Decimal(1),
        vat_included=invoice.prices_include_vat,
        external_invoice_reference_1=invoice.reference,
        external_invoice_reference_2=_reference_elsewhere(invoice, texts),
        your_order_number=str(invoice.number),
        your_reference=_buyers_reference(invoice, texts),
        # A customer's card can add fees of its own; the sale has none.
        freight=Decimal(0),
        administration_fee=Decimal(0),
        order_rows=tuple(
            rows_of(
                sold_rows(
                    lines, includes_vat=invoice.prices_include_vat, accounts=accounts, texts=texts
                ),
                texts=texts,
            )
        ),
    )


def card_treatment(lines: Sequence[InvoiceLine]) -> Treatment:
    """The one treatment that the buyer's card can stand for.

    Goods and services of one sale can be treated differently (a consumer outside the EU pays no
    VAT on goods, but does on a service). The card then stands for the line that carries VAT: a
    card without VAT would take it off the order. Texts and rounding are not taxed at all.
    """
    found = {Treatment(line.vat_treatment) for line in lines if line.kind not in WITHOUT_VAT}
    # A sale of gift cards alone is taxed at nothing yet, wherever its buyer lives.
    return next((each for each in _VAT_TYPES if each in found), Treatment.DOMESTIC)


def _buyers_reference(invoice: Invoice, texts: Texts) -> str | None:
    if not invoice.buyer_reference:
        return None
    most = ORDER["your_reference"]
    return texts.fit(invoice.buyer_reference, field="YourReference", most=most)


def _reference_elsewhere(invoice: Invoice, texts: Texts) -> str | None:
    if not invoice.external_reference:
        return None
    return texts.fit(
        invoice.external_reference,
        field="ExternalInvoiceReference2",
        most=ORDER["external_invoice_reference_2"],
    )
