"""What packs hold: read at once for many, and counted in pieces."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Exists, F, OuterRef, Q, prefetch_related_objects

from tamio.commerce.catalogue.models import PackPart, Product, Variant


def loaded(products: Iterable[Product]) -> None:
    """Reads what the packs among the products hold. One query, none without packs."""
    packs = [product for product in products if product.is_pack]
    if packs:
        prefetch_related_objects(packs, "parts")


def pieces_of(wanted: Iterable[tuple[Variant, int]]) -> dict[int, int]:
    """How many pieces of each counted variant so many of these are: a pack is its parts."""
    pieces: dict[int, int] = defaultdict(int)
    for variant, quantity in wanted:
        for each, of_it in parts_of(variant):
            if each.stock is not None:
                pieces[each.pk] += of_it * quantity
    return dict(pieces)


def parts_of(variant: Variant) -> list[tuple[Variant, int]]:
    """What lies on the shelf of it: its parts and how many of each, or itself."""
    if not variant.product.is_pack:
        return [(variant, 1)]
    return [(part.variant, part.quantity) for part in variant.product.contents]


def room_for(variant: Variant, free: Mapping[int, int | None]) -> int | None:
    """How many of it can be had of what is `free` by variant; None where there is no end of it."""
    found = [
        there // quantity
        for each, quantity in parts_of(variant)
        for there in [free[each.pk]]
        if there is not None
    ]
    return min(found) if found else None


def can_be_had() -> Q:
    """For a list, without what others hold at the checkout: variants with enough in stock."""
    too_few = PackPart.objects.filter(
        pack=OuterRef("product"), variant__backorder=False, variant__stock__lt=F("quantity")
    )
    is_there = Q(stock=None) | Q(stock__gt=0) | Q(backorder=True)
    return is_there & (Q(product__is_pack=False) | Q(~Exists(too_few)))
