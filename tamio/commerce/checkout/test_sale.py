"""A sale that the store makes to itself, to see what becomes of one."""

from datetime import datetime
from decimal import Decimal

from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.checkout.register_sale import Sale, register_sale
from tamio.commerce.checkout.sale_lines import SaleLine
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.customers.models import CustomerType
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.stores.models import Store

#: Texts of the document itself, so in the store's language and not in that of whoever clicks.
_TEXTS = {
    "sv": ("Testkund", "Testvara", "Testtjänst"),
    "en": ("Test customer", "Test product", "Test service"),
}


def first_product(store: Store) -> Product | None:
    """What a test sale sells one of, shown in the shop or not; None if there is none such.

    No gift card, which would be worth money, and no pack, which is several things.
    """
    sold = store.products.filter(is_pack=False).exclude(item_type=ItemType.GIFT_CARD)
    return sold.filter(variants__isnull=False).order_by("-active", "pk").first()


def make_test_sale(
    *, store: Store, reference: str, now: datetime, product: Product | None = None
) -> tuple[Invoice, bool]:
    """The invoice of one of `product`, and whether it is new; its stock stays as it is.

    Without a product it is of goods at 25 % and a service at 6 %.

    The same `reference` again gives the first invoice. Raises ValidationError if the store's own
    particulars would not do for a buyer's.
    """
    sale = Sale(
        external_reference=f"test-{reference}",
        currency=store.currency,
        prices_include_vat=store.prices_include_vat,
        buyer=_buyer(store),
        lines=_line_of(product, now=now) if product else _lines(store),
    )
    return register_sale(store=store, sale=sale, now=now, channel=Channel.TEST_SALE)


def _buyer(store: Store) -> BuyerDetails:
    # A company with the store's own number: found again next time, and no real customer's card.
    return BuyerDetails(
        type=CustomerType.COMPANY,
        name=f"{_TEXTS[store.language][0]} {store.name}",
        email=store.email,
        organisation_number=store.organisation_number,
        line1=store.line1,
        postal_code=store.postal_code,
        city=store.city,
        country=store.country,
    )


def _line_of(product: Product, *, now: datetime) -> list[SaleLine]:
    variant, on_date = product.lead, product.store.date_of(now)
    return [
        SaleLine(
            sku=variant.sku,
            description=variant.title,
            type=product.item_type,
            quantity=Decimal(1),
            unit=product.unit,
            unit_price=variant.price_on(on_date),
            vat_rate=product.home_rate(on_date),
        )
    ]


def _lines(store: Store) -> list[SaleLine]:
    _customer, goods, service = _TEXTS[store.language]
    return [
        SaleLine(
            sku="TEST-25",
            description=goods,
            type=ItemType.PHYSICAL,
            quantity=Decimal(1),
            unit="st",
            unit_price=Decimal("99.00"),
            vat_rate=Decimal(25),
        ),
        SaleLine(
            sku="TEST-6",
            description=service,
            type=ItemType.SERVICE,
            quantity=Decimal(1),
            unit="st",
            unit_price=Decimal("49.50"),
            vat_rate=Decimal(6),
        ),
    ]
