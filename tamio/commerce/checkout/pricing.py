"""What a cart costs a given buyer: its lines as drafts, and their sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tamio.commerce.catalogue.models import ItemType, Variant
from tamio.commerce.checkout.models import Cart, CartLine
from tamio.commerce.invoices.lines import LineDraft, VatSum, sums, vat_sums
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.amounts import Amounts
from tamio.commerce.vat.price_changes import without_vat
from tamio.commerce.vat.rates import VatClass
from tamio.commerce.vat.treatments import UNTAXED, Parties, Treatment, who_pays


@dataclass(frozen=True, slots=True)
class Priced:
    """A cart's lines with their amounts, the total, and the VAT per rate."""

    lines: Sequence[LineDraft]
    total: Amounts
    vat: Sequence[VatSum]


def lines_of(cart: Cart) -> list[CartLine]:
    """The cart's lines with their variants and products. One query."""
    return list(cart.lines.select_related("variant__product"))


def price_cart(*, cart: Cart, store: Store, parties: Parties, on_date: date) -> Priced:
    """The lines of the store's cart at that day's prices and rates. Raises vat.UnknownRate.

    A price with VAT is what a consumer pays wherever they live; who owes no VAT pays what is left
    without the VAT that is in it at home.
    """
    return price_lines(lines_of(cart), store=store, parties=parties, on_date=on_date)


def price_lines(
    held: Sequence[CartLine], *, store: Store, parties: Parties, on_date: date
) -> Priced:
    """As price_cart, of lines that have been read."""
    lines = []
    for line in held:
        # The store's own rates are read once, whatever the number of lines.
        line.variant.product.store = store
        lines.append(_draft(line, store=store, parties=parties, on_date=on_date))
    return Priced(lines=lines, total=sums(lines), vat=vat_sums(lines))


def _draft(line: CartLine, *, store: Store, parties: Parties, on_date: date) -> LineDraft:
    variant, product = line.variant, line.variant.product
    ruling = who_pays(
        parties=parties,
        supply=product.supply,
        vat_class=VatClass(product.vat_class),
        on_date=on_date,
        own=store.vat_rates,
    )
    return LineDraft(
        product_id=product.pk,
        variant_id=variant.pk,
        sku=variant.sku,
        description=variant.title,
        item_type=ItemType(product.item_type),
        quantity=Decimal(line.quantity),
        unit=product.unit,
        unit_price=_price(variant, treatment=ruling.treatment, on_date=on_date),
        vat_rate=ruling.rate,
        vat_treatment=ruling.treatment,
        vat_country=ruling.country,
        includes_vat=store.prices_include_vat,
    )


def _price(variant: Variant, *, treatment: Treatment, on_date: date) -> Decimal:
    price = variant.price_on(on_date)
    if treatment in UNTAXED and variant.product.store.prices_include_vat:
        return without_vat(price, rate=variant.product.home_rate(on_date))
    return price
