"""Products as rows of a list: each with what its variants have together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.catalogue.packs.contents import parts_of, room_for


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One line of the list. `price` is the lowest; `stock` is None if none of it is counted;
    `missing` is what a pack holds that is not for sale.
    """

    product: Product
    lead: Variant
    count: int
    price: Decimal
    varies: bool
    stock: int | None
    sold_out: bool
    missing: Sequence[str]

    @property
    def others(self) -> int:
        """How many variants there are besides the first."""
        return self.count - 1


def row_of(product: Product, *, now: datetime) -> ProductRow:
    """Of a product whose variants are prefetched, and which is `loaded` if it is a pack: no query.

    There are as many of a pack as of its scarcest part.
    """
    every = list(product.variants.all())
    variants = [variant for variant in every if variant.active] or every
    for variant in variants:
        variant.product = product
    prices = [variant.price for variant in variants]
    counted = [left for variant in variants if (left := _left(variant)) is not None]
    return ProductRow(
        product=product,
        lead=variants[0],
        count=len(variants),
        price=min(prices),
        varies=max(prices) != min(prices),
        stock=sum(counted) if counted else None,
        sold_out=len(counted) == len(variants)
        and all(not _is_there(variant) for variant in variants),
        missing=[part.variant.title for part in product.missing(now=now)],
    )


def _left(variant: Variant) -> int | None:
    return room_for(variant, {each.pk: each.stock for each, _quantity in parts_of(variant)})


def _is_there(variant: Variant) -> bool:
    return all(
        each.backorder or each.stock is None or each.stock >= quantity
        for each, quantity in parts_of(variant)
    )
