"""What a row would make of the catalogue: something new, a change, nothing, or a mistake."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop

from tamio.commerce.catalogue.exchange import packs
from tamio.commerce.catalogue.exchange.exporting import path_text
from tamio.commerce.catalogue.exchange.reading import Row
from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.catalogue.tree import Tree, tree_of
from tamio.commerce.importing.problems import Outcome, Problem
from tamio.commerce.stores.models import Store

#: Columns by the field they fill.
OF_PRODUCT = {
    "name": "name", "type": "item_type", "description": "description", "vat_class": "vat_class",
    "unit": "unit", "active": "active", "on_site": "is_on_site",
}  # fmt: skip
OF_VARIANT = {
    "price": "price", "cost": "cost", "announced": "announced", "stock": "stock",
    "low_stock": "low_stock", "backorder": "backorder", "weight": "weight", "ean": "ean",
    "variant_active": "active",
    "value1": "value1", "value2": "value2", "value3": "value3",
}  # fmt: skip
PLACES = ("categories", "collections", "tags")


@dataclass(slots=True)
class Shelf:
    """The part of a store's catalogue that some rows are about, by SKU. Four queries and a few.

    `parts`: what the rows' packs hold of it. `makes_categories`: what a row names and is not there
    is made, as tags always are.
    """

    store: Store
    variants: dict[str, Variant]
    tree: Tree
    parts: Mapping[str, Variant] = field(default_factory=dict)
    makes_categories: bool = False
    categories: dict[str, Any] = field(default_factory=dict)
    collections: dict[str, Any] = field(default_factory=dict)
    tags: dict[str, Any] = field(default_factory=dict)

    def product_of(self, sku: str) -> Product | None:
        variant = self.variants.get(sku)
        return variant.product if variant else None


def shelf_for(store: Store, rows: Collection[Row], *, makes_categories: bool = False) -> Shelf:
    """Everything that the rows name, their products' other variants too."""
    skus = {row.sku for row in rows} | {row.group for row in rows}
    asked = [place for place in PLACES if any(place in row.given for row in rows)]
    products = Product.objects.filter(
        pk__in=Variant.objects.filter(store=store, sku__in=skus).values("product")
    ).prefetch_related("variants", "parts", *asked)
    variants = {}
    for product in products:
        for variant in product.variants.all():
            variants[variant.sku] = variant
    tree = tree_of(store)
    return Shelf(
        store=store,
        variants=variants,
        tree=tree,
        parts=parts_held(store, rows),
        makes_categories=makes_categories,
        categories={
            path_text(each.category, tree).casefold(): each.category for each in tree.walk()
        },
        collections={each.name.casefold(): each for each in store.collections.all()},
        tags={each.name.casefold(): each for each in store.tags.all()},
    )


def parts_held(store: Store, rows: Collection[Row]) -> dict[str, Variant]:
    """What there is of what the rows' packs hold, by SKU. One query, none without packs."""
    skus = {sku for row in rows for sku, _quantity in row.holds}
    if not skus:
        return {}
    found = Variant.objects.filter(store=store, sku__in=skus).select_related("product")
    return {variant.sku: variant for variant in found}


def problems_of(row: Row, shelf: Shelf, *, coming: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """Everything that keeps the row out. `coming`: options of new products above, by SKU."""
    found = list(row.problems)
    if not row.sku:
        return found
    known = shelf.variants.get(row.sku)
    if is_pack(row, known):
        found += packs.problems_of(row, known, shelf.parts, store_id=shelf.store.pk)
    elif row.given.get("pack_percent") is not None:
        message = gettext_noop("Only a pack has this: write what it holds too.")
        found.append(Problem(row.number, "pack_percent", str(row.given["pack_percent"]), message))
    elif known is None:
        found += _of_new(row, shelf, coming)
    else:
        found += _of_known(row, known)
    return found + _of_places(row, shelf)


def outcome_of(row: Row, shelf: Shelf) -> Outcome:
    """Of a row without problems."""
    variant = shelf.variants.get(row.sku)
    if variant is None:
        return Outcome.NEW
    return Outcome.CHANGED if changes(row, variant, shelf) else Outcome.SAME


def changes(row: Row, variant: Variant, shelf: Shelf) -> set[str]:
    """The columns in which the row differs from what is there."""
    product = variant.product
    if product.is_pack:
        return packs.changes(row, variant) | _moved(row, product, shelf)
    differs = {
        column for column, field in OF_PRODUCT.items()
        if column in row.given and getattr(product, field) != row.given[column]
    } | {
        column for column, field in OF_VARIANT.items()
        if column in row.given and getattr(variant, field) != row.given[column]
    }  # fmt: skip
    return differs | _moved(row, product, shelf)


def is_pack(row: Row, known: Variant | None) -> bool:
    return bool(row.holds) or (known is not None and known.product.is_pack)


def _moved(row: Row, product: Product, shelf: Shelf) -> set[str]:
    return {
        place for place in PLACES
        if place in row.given and _there(product, place, shelf) != _wanted(row, place)
    }  # fmt: skip


def _there(product: Product, place: str, shelf: Shelf) -> set[str]:
    if place == "categories":
        return {path_text(each, shelf.tree).casefold() for each in product.categories.all()}
    return {each.name.casefold() for each in getattr(product, place).all()}


def _wanted(row: Row, place: str) -> set[str]:
    return {_path(name) if place == "categories" else name.casefold() for name in row.given[place]}


def _path(name: str) -> str:
    return " > ".join(part.strip() for part in name.split(">")).casefold()


def category_of(name: str, shelf: Shelf) -> Any:
    """The category that `Kaffe > Bönor` names; None if there is none."""
    return shelf.categories.get(_path(name))


def _of_new(row: Row, shelf: Shelf, coming: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    found = [
        Problem(row.number, column, "", gettext_noop("A new product needs this column."))
        for column in ("name", "price")
        if column not in row.given and not any(each.column == column for each in row.problems)
    ]
    if row.group == row.sku:
        return found
    above = shelf.product_of(row.group)
    options = _options(above) if above else coming.get(row.group)
    if options is None or (above and above.is_pack):
        message = gettext_noop("The group is the SKU of a variant in the shop or in a row above.")
        return [*found, Problem(row.number, "group", row.group, message)]
    if options != row.options or not any(row.options):
        message = gettext_noop("The options are not those of its product: %(options)s.")
        words = {"options": ", ".join(filter(None, options)) or "-"}
        return [*found, Problem(row.number, "option1", "", message, words)]
    if above and any(_values(each) == row.values for each in above.variants.all()):
        message = gettext_noop("Another variant of the product has the same values.")
        found.append(Problem(row.number, "value1", " / ".join(row.values), message))
    return found


def _of_known(row: Row, variant: Variant) -> list[Problem]:
    found = []
    if row.given.get("group") and not any(
        each.sku == row.given["group"] for each in variant.product.variants.all()
    ):
        message = gettext_noop("This SKU is a variant of another product.")
        found.append(Problem(row.number, "group", row.given["group"], message))
    if "option1" in row.given and _options(variant.product) != row.options:
        message = gettext_noop("The options of a product are changed on its own page.")
        found.append(Problem(row.number, "option1", row.given["option1"], message))
    stock = row.given.get("stock", variant.stock)
    backorder = row.given.get("backorder", variant.backorder)
    if stock is not None and stock < 0 and not backorder:
        found.append(_below_nothing(row))
    return found


def _below_nothing(row: Row) -> Problem:
    message = gettext_noop("Only what is sold when there is none can have less than nothing.")
    return Problem(row.number, "stock", str(row.given.get("stock", "")), message)


def _of_places(row: Row, shelf: Shelf) -> list[Problem]:
    found = []
    for name in row.given.get("categories", ()):
        if category_of(name, shelf) is None and not shelf.makes_categories:
            message = gettext_noop("There is no such category: add it first.")
            found.append(Problem(row.number, "categories", name[:100], message))
    for name in row.given.get("collections", ()):
        if name.casefold() not in shelf.collections:
            message = gettext_noop("There is no such collection: add it first.")
            found.append(Problem(row.number, "collections", name[:100], message))
    if row.sku not in shelf.variants:
        stock = row.given.get("stock")
        if stock is not None and stock < 0 and not row.given.get("backorder"):
            found.append(_below_nothing(row))
    return found


def _options(product: Product) -> tuple[str, ...]:
    return product.option1, product.option2, product.option3


def _values(variant: Variant) -> tuple[str, ...]:
    return variant.value1, variant.value2, variant.value3
