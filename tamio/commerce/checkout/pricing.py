"""What a cart costs a given buyer: its lines as drafts, and their sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.checkout.models import Cart, CartLine
from tamio.commerce.customers.models import CustomerType
from tamio.commerce.invoices.lines import LineDraft, VatSum, sums, vat_sums
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.amounts import Amounts
from tamio.commerce.vat.rates import VatClass
from tamio.commerce.vat.treatments import Parties, rate_for, treatment_of


@dataclass(frozen=True, slots=True)
class Priced:
    """A cart's lines with their amounts, the total, and the VAT per rate."""

    lines: Sequence[LineDraft]
    total: Amounts
    vat: Sequence[VatSum]


def parties_of(
    *, store: Store, country: str, buyer_type: str, vat_number: str, on_date: date
) -> Parties:
    """Seller and buyer, as the VAT rule asks for them."""
    return Parties(
        seller_country=store.country,
        buyer_country=country,
        buyer_is_business=buyer_type == CustomerType.COMPANY,
        buyer_vat_number=vat_number,
        oss=store.sells_under_oss(on_date),
    )


def price_cart(*, cart: Cart, parties: Parties, on_date: date) -> Priced:
    """The cart's lines at today's prices and rates for `parties`. Raises vat.UnknownRate."""
    lines = [
        _draft(line, store=cart.store, parties=parties, on_date=on_date)
        for line in cart.lines.select_related("product")
    ]
    return Priced(lines=lines, total=sums(lines), vat=vat_sums(lines))


def _draft(line: CartLine, *, store: Store, parties: Parties, on_date: date) -> LineDraft:
    product = line.product
    item_type = ItemType(product.item_type)
    vat_class = VatClass(product.vat_class)
    return LineDraft(
        product_id=product.pk,
        sku=product.sku,
        description=product.name,
        item_type=item_type,
        quantity=Decimal(line.quantity),
        unit=product.unit,
        unit_price=product.price,
        vat_rate=rate_for(
            parties=parties, supply=item_type.supply, vat_class=vat_class, on_date=on_date
        ),
        vat_treatment=treatment_of(parties=parties, supply=item_type.supply),
        includes_vat=store.prices_include_vat,
    )
