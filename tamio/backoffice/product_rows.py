"""Products as rows of a list: each with what its variants have together."""

from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.catalogue.models import Product, Variant


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One line of the list. `price` is the lowest; `stock` is None if none of it is counted."""

    product: Product
    lead: Variant
    count: int
    price: Decimal
    varies: bool
    stock: int | None
    sold_out: bool

    @property
    def others(self) -> int:
        """How many variants there are besides the first."""
        return self.count - 1


def row_of(product: Product) -> ProductRow:
    """Of a product whose variants are prefetched: no query."""
    every = list(product.variants.all())
    variants = [variant for variant in every if variant.active] or every
    prices = [variant.price for variant in variants]
    counted = [variant.stock for variant in variants if variant.stock is not None]
    return ProductRow(
        product=product,
        lead=variants[0],
        count=len(variants),
        price=min(prices),
        varies=max(prices) != min(prices),
        stock=sum(counted) if counted else None,
        sold_out=len(counted) == len(variants)
        and all((variant.stock or 0) <= 0 and not variant.backorder for variant in variants),
    )
