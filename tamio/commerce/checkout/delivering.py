"""How the goods of a cart reach the buyer: what can be chosen, what is, and what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.stated import Stated, StatedLine
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.shipping.models import ShippingMethod
from tamio.commerce.shipping.offering import Option, Parcel, options_for
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.treatments import Parties

_FREE = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What can be chosen, with prices as the store states them, or in Priced as the buyer pays
    them. `chosen` is None if there is nothing, or
    if what was chosen is not to be had: then `is_gone`.
    """

    options: Sequence[Option]
    chosen: Option | None
    is_gone: bool

    @property
    def method(self) -> ShippingMethod | None:
        return self.chosen.method if self.chosen else None

    @property
    def is_collected(self) -> bool:
        return self.method is not None and self.method.is_collected


def delivery_of(*, cart: Cart, store: Store, stated: Stated, parties: Parties) -> Delivery | None:
    """None if nothing in the cart is shipped, or the store has no methods.

    What nobody has chosen yet is the first of the options.
    """
    shipped = [line for line in stated.lines if line.is_shipped]
    if not shipped:
        return None
    parcel = Parcel(weight=_weight(shipped), worth=stated.worth)
    country = parties.goods_country or parties.buyer_country
    options = options_for(store=store, country=country, parcel=parcel)
    if options is None:
        return None
    if stated.free_shipping:
        options = [Option(option.method, _FREE) for option in options]
    wanted = cart.shipping_method_id
    if wanted is None:
        return Delivery(options, options[0] if options else None, is_gone=False)
    chosen = next((each for each in options if each.method.pk == wanted), None)
    return Delivery(options, chosen, is_gone=chosen is None)


def parties_at(store: Store, *, parties: Parties) -> Parties:
    """Of goods that are collected: they change hands where the store is."""
    return replace(parties, goods_country=store.country, goods_postal_code=store.postal_code)


def collecting(buyer: BuyerDetails, *, store: Store) -> BuyerDetails:
    """The buyer of goods that are collected: they are delivered at the store."""
    return replace(
        buyer,
        delivery_name=store.name,
        delivery_line1=store.line1,
        delivery_postal_code=store.postal_code,
        delivery_city=store.city,
        delivery_country=store.country,
    )


def _weight(lines: Sequence[StatedLine]) -> int:
    """In grams. What has no weight weighs nothing."""
    return sum((line.variant.weight or 0) * line.quantity for line in lines)
