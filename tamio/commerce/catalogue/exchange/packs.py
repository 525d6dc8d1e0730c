"""Rows that are packs: what is wrong with one, what it changes, and how it is made.

A pack stands below what it holds. What follows from its parts (kind, VAT, stock) is not read.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.utils.translation import gettext_noop

from tamio.commerce.catalogue.exchange.reading import Row
from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.catalogue.packs.writing import (
    Part,
    problem_of_part,
    problem_of_sum,
    save_pack,
)
from tamio.commerce.importing.problems import Problem
from tamio.commerce.stores.models import Store

#: Columns by the field they fill.
_OF_PACK = {
    "name": "name", "description": "description", "unit": "unit", "active": "active",
    "pack_percent": "pack_percent",
}  # fmt: skip
_OF_ITS_VARIANT = {
    "price": "price", "announced": "announced", "weight": "weight", "ean": "ean",
    "variant_active": "active",
}  # fmt: skip


def problems_of(
    row: Row, known: Variant | None, parts: Mapping[str, Variant], *, store_id: int
) -> Iterator[Problem]:
    """`known` is the variant that has its SKU; `parts`, what there is of what it holds."""
    if known is not None and not known.product.is_pack:
        message = gettext_noop("This SKU is no pack. Leave this empty, or choose another SKU.")
        yield Problem(row.number, "holds", _told(row), message)
        return
    yield from _of_cells(row, known)
    if "holds" in row.given:
        yield from _of_contents(row, parts, store_id=store_id)


def _of_cells(row: Row, known: Variant | None) -> Iterator[Problem]:
    needed = ["name"] + ([] if row.given.get("pack_percent") is not None else ["price"])
    wrong = {each.column for each in row.problems}
    for column in needed if known is None else []:
        if column not in row.given and column not in wrong:
            message = gettext_noop("A new product needs this column.")
            yield Problem(row.number, column, "", message)
    if row.given.get("stock") is not None:
        message = gettext_noop("A pack has no stock of its own: there are as many as of its parts.")
        yield Problem(row.number, "stock", str(row.given["stock"]), message)
    if row.group != row.sku or any(row.options):
        message = gettext_noop("A pack has no variants: leave group and options empty.")
        yield Problem(row.number, "group", row.group, message)


def _of_contents(row: Row, parts: Mapping[str, Variant], *, store_id: int) -> Iterator[Problem]:
    if problem := problem_of_sum(row.holds):
        message, words = problem
        yield Problem(row.number, "holds", _told(row), message, words)
    for sku, _quantity in row.holds:
        if sku in parts:
            if problem := problem_of_part(parts[sku], store_id=store_id):
                message, words = problem
                yield Problem(row.number, "holds", sku, message, words)
        elif sku not in row.above.parts:
            message = gettext_noop("What a pack holds is in the shop, or in a row above the pack.")
            yield Problem(row.number, "holds", sku, message)


def changes(row: Row, variant: Variant) -> set[str]:
    """The columns in which the row differs from the pack that is there, but for its places."""
    pack = variant.product
    differs = {
        column for column, name in _OF_PACK.items()
        if column in row.given and getattr(pack, name) != row.given[column]
    } | {
        column for column, name in _OF_ITS_VARIANT.items()
        if column in row.given and getattr(variant, name) != row.given[column]
    }  # fmt: skip
    if row.given.get("pack_percent", pack.pack_percent) is not None:
        differs.discard("price")  # it follows from what its parts cost
    there = tuple((part.variant.sku, part.quantity) for part in pack.contents)
    return differs | ({"holds"} if "holds" in row.given and row.holds != there else set())


def save(
    row: Row, known: Variant | None, parts: Mapping[str, Variant], *, store: Store, by: str,
    now: datetime,
) -> Product:  # fmt: skip
    """Makes the pack, or changes the one that is there. Inside a transaction."""
    pack = known.product if known else Product(store=store, created_at=now)
    variant = known or Variant(store=store, sku=row.sku, price=0)
    pack.store = store
    _fill(pack, row, _OF_PACK)
    _fill(variant, row, _OF_ITS_VARIANT)
    save_pack(pack, variant=variant, parts=list(_parts(row, pack, parts)), by=by, now=now)
    return pack


def _fill(target: Product | Variant, row: Row, columns: Mapping[str, str]) -> None:
    for column, name in columns.items():
        if column in row.given:
            setattr(target, name, row.given[column])


def _parts(row: Row, pack: Product, parts: Mapping[str, Variant]) -> Iterable[Part]:
    if "holds" in row.given:
        return [(parts[sku], quantity) for sku, quantity in row.holds]
    return [(part.variant, part.quantity) for part in pack.contents]


def _told(row: Row) -> str:
    return "; ".join(f"{quantity} x {sku}" for sku, quantity in row.holds)[:100]
