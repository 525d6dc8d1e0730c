"""A product as it begins: with its one variant, or with one for each choice of its options."""

from collections.abc import Sequence
from datetime import datetime

from tamio.commerce.catalogue import prices, stock
from tamio.commerce.catalogue.models import Product, Variant


def add_product(
    product: Product, *, variants: Sequence[Variant], by: str, now: datetime
) -> Product:
    """Saves a product that is new with its variants, in their order, and their first stock.

    Call inside a transaction. Raises ValueError for a product without a variant, and
    IntegrityError if an SKU is taken.
    """
    if not variants:
        raise ValueError(f"{product.name} has no variant")
    product.save()
    for position, variant in enumerate(variants):
        variant.product, variant.position = product, position
        variant.priced_on = variant.priced_on or product.store.date_of(now)
        variant.save()
        stock.note_count(variant, before=None, by=by, now=now)
    prices.note_prices(variants, currency=product.store.currency, by=by, now=now)
    return product


def save_variant(
    variant: Variant, *, before: Variant, fields: Sequence[str], by: str, now: datetime
) -> None:
    """Saves `fields` of a variant that was `before`.

    A stock that is set anew is a movement, and a price a change of price.
    """
    if "price" in fields:
        variant.priced_on = variant.product.store.date_of(now)
    variant.save(update_fields=[*fields, "priced_on"])
    if "stock" in fields:
        stock.note_count(variant, before=before.stock, by=by, now=now)
    if {"price", "active"} & set(fields):
        prices.note_prices([variant], currency=variant.store.currency, by=by, now=now)
