"""Takes rows without problems into the catalogue, inside the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tamio.commerce.catalogue import prices, stock
from tamio.commerce.catalogue.exchange import packs
from tamio.commerce.catalogue.exchange.making_categories import make_category
from tamio.commerce.catalogue.exchange.plan import (
    OF_PRODUCT,
    OF_VARIANT,
    PLACES,
    Shelf,
    category_of,
    changes,
    is_pack,
    parts_held,
)
from tamio.commerce.catalogue.exchange.reading import Row
from tamio.commerce.catalogue.models import Product, Reason, StockMovement, Tag, Variant

_AT_ONCE = 500


def take_in(rows: Sequence[Row], shelf: Shelf, *, by: str, now: datetime) -> None:
    """Makes what is new and changes what differs."""
    alone = [row for row in rows if not is_pack(row, shelf.variants.get(row.sku))]
    known = [row for row in alone if row.sku in shelf.variants]
    _change(known, shelf, by=by, now=now)
    _make([row for row in alone if row.sku not in shelf.variants], shelf, by=by, now=now)
    # Last, for they hold what may have been made just now.
    held = [row for row in rows if is_pack(row, shelf.variants.get(row.sku))]
    _save_packs(held, shelf, by=by, now=now)


def _save_packs(rows: Sequence[Row], shelf: Shelf, *, by: str, now: datetime) -> None:
    parts = parts_held(shelf.store, rows)
    for row in rows:
        known = shelf.variants.get(row.sku)
        if known is not None and not changes(row, known, shelf):
            continue
        pack = packs.save(row, known, parts, store=shelf.store, by=by, now=now)
        _place([(row, pack)], shelf, is_new=known is None)


def _make(rows: Sequence[Row], shelf: Shelf, *, by: str, now: datetime) -> None:
    heads = [row for row in rows if row.group == row.sku]
    products = Product.objects.bulk_create((_product(row, shelf, now) for row in heads), _AT_ONCE)
    made = {row.sku: product for row, product in zip(heads, products, strict=True)}
    variants = [_variant(row, _home(row, made, shelf), shelf, now) for row in rows]
    Variant.objects.bulk_create(variants, _AT_ONCE)
    StockMovement.objects.bulk_create(
        (
            StockMovement(
                variant=each, at=now, by=by, reason=Reason.IMPORTED, change=each.stock,
                left=each.stock,
            )
            for each in variants
            if each.stock is not None
        ),
        _AT_ONCE,
    )  # fmt: skip
    prices.note_prices(variants, currency=shelf.store.currency, by=by, now=now)
    _place([(row, made[row.sku]) for row in heads], shelf, is_new=True)


def _home(row: Row, made: dict[str, Product], shelf: Shelf) -> Product:
    home = made.get(row.group) or shelf.product_of(row.group)
    assert home is not None
    return home


def _product(row: Row, shelf: Shelf, now: datetime) -> Product:
    product = Product(store=shelf.store, item_type="physical", created_at=now)
    for column, name in OF_PRODUCT.items():
        if column in row.given:
            setattr(product, name, row.given[column])
    product.option1, product.option2, product.option3 = row.options
    return product


def _variant(row: Row, product: Product, shelf: Shelf, now: datetime) -> Variant:
    variant = Variant(store=shelf.store, product=product, sku=row.sku)
    variant.priced_on = shelf.store.date_of(now)
    _fill(variant, row, OF_VARIANT)
    # In the order of the file: rows are never as many as positions.
    variant.position = row.number % 32_000 if row.group != row.sku else 0
    return variant


def _fill(target: Product | Variant, row: Row, columns: dict[str, str]) -> None:
    for column, name in columns.items():
        if column in row.given:
            setattr(target, name, row.given[column])


def _change(rows: Sequence[Row], shelf: Shelf, *, by: str, now: datetime) -> None:
    differing = [
        (row, found) for row in rows if (found := changes(row, shelf.variants[row.sku], shelf))
    ]
    if not differing:
        return
    # Locked first: a stock is set over what the shop has sold until now, never over a sale.
    pks = [shelf.variants[row.sku].pk for row, _found in differing]
    stocks = {each.pk: each.stock for each in stock.locked(pks)}
    for row, found in differing:
        variant = shelf.variants[row.sku]
        before = stocks.get(variant.pk)
        _fill(variant.product, row, OF_PRODUCT)
        if "stock" not in row.given:
            variant.stock = before
        _fill(variant, row, OF_VARIANT)
        if found & {"price", "vat_class"}:
            variant.priced_on = shelf.store.date_of(now)
        stock.note_count(variant, before=before, by=by, now=now, reason=_reason(variant))
    _save(differing, shelf)
    touched = [each for row, found in differing for each in _priced(row, found, shelf)]
    prices.note_prices(touched, currency=shelf.store.currency, by=by, now=now)
    _place([(row, shelf.variants[row.sku].product) for row, _found in differing], shelf)


def _reason(variant: Variant) -> Reason | None:
    return None if variant.stock is None else Reason.IMPORTED


def _save(differing: Iterable[tuple[Row, set[str]]], shelf: Shelf) -> None:
    products, variants = {}, {}
    of_products: set[str] = set()
    of_variants: set[str] = set()
    for row, found in differing:
        variant = shelf.variants[row.sku]
        if own := found & OF_PRODUCT.keys():
            products[variant.product_id] = variant.product
            of_products |= {OF_PRODUCT[column] for column in own}
        if (own := found & OF_VARIANT.keys()) or "vat_class" in found:
            variants[variant.pk] = variant
            of_variants |= {OF_VARIANT[column] for column in own} | {"priced_on"}
    if products:
        Product.objects.bulk_update(products.values(), sorted(of_products), _AT_ONCE)
    if variants:
        Variant.objects.bulk_update(variants.values(), sorted(of_variants), _AT_ONCE)


def _priced(row: Row, found: set[str], shelf: Shelf) -> list[Variant]:
    variant = shelf.variants[row.sku]
    if "active" in found:
        return list(variant.product.variants.all())
    return [variant] if found & {"price", "variant_active"} else []


def _place(rows: Iterable[tuple[Row, Product]], shelf: Shelf, *, is_new: bool = False) -> None:
    """Sets where the products belong. Tags are made as they are named."""
    for place in PLACES:
        placed = {product.pk: row for row, product in rows if place in row.given}
        through: Any = getattr(Product, place).through
        if not is_new:
            through.objects.filter(product__in=list(placed)).delete()
        target = {"categories": "category", "collections": "collection", "tags": "tag"}[place]
        links = [
            through(product_id=pk, **{f"{target}_id": each.pk})
            for pk, row in placed.items()
            for each in _named(row.given[place], place, shelf)
        ]
        through.objects.bulk_create(links, _AT_ONCE)


def _named(names: Sequence[str], place: str, shelf: Shelf) -> list[Any]:
    if place == "categories":
        found = [category_of(name, shelf) or make_category(name, shelf) for name in names]
    elif place == "collections":
        found = [shelf.collections[name.casefold()] for name in names]
    else:
        found = [_tag(name, shelf) for name in names]
    return list({each.pk: each for each in found}.values())


def _tag(name: str, shelf: Shelf) -> Tag:
    known = shelf.tags.get(name.casefold())
    if known is None:
        known = Tag.objects.create(store=shelf.store, name=name)
        shelf.tags[name.casefold()] = known
    return known
