"""A pack as it is made and changed: the product, its one variant, and what it holds."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tamio.commerce.catalogue import prices
from tamio.commerce.catalogue.models import ItemType, PackPart, Product, Variant
from tamio.commerce.catalogue.models.packs import MOST_OF_A_PART, MOST_PARTS

#: A variant and how many of it.
Part = tuple[Variant, int]
#: An English message, to be translated where it is shown, and its words.
Problem = tuple[str, dict[str, object]]


def save_pack(
    pack: Product, *, variant: Variant, parts: Sequence[Part], by: str, now: datetime
) -> None:
    """Saves a pack, new or changed, with its variant and `parts`. Inside a transaction.

    A pack with a `pack_percent` is priced by its parts, and `variant.price` is written here. Raises
    ValidationError ("parts") for what a pack cannot hold, and IntegrityError if the SKU is taken.
    """
    check_parts(pack, parts)
    _take_after(pack, [each for each, _quantity in parts])
    pack.save()
    variant.product, variant.stock = pack, None
    variant.priced_on = pack.store.date_of(now)
    variant.save()
    pack.parts.all().delete()
    for position, (each, quantity) in enumerate(parts):
        PackPart.objects.create(pack=pack, variant=each, quantity=quantity, position=position)
    if pack.pack_percent is not None:
        variant.price = variant.price_on(variant.priced_on)
        variant.save(update_fields=["price"])
    prices.note_prices([variant], currency=pack.store.currency, by=by, now=now)


def check_parts(pack: Product, parts: Sequence[Part]) -> None:
    """Raises ValidationError ("parts") for what a pack cannot hold."""
    skus = [(variant.sku, quantity) for variant, quantity in parts]
    found = (problem_of_part(variant, store_id=pack.store_id) for variant, _quantity in parts)
    problem = next(filter(None, found), None) or problem_of_sum(skus)
    if problem is not None:
        message, words = problem
        raise ValidationError({"parts": [_(message) % words]})


def problem_of_sum(parts: Sequence[tuple[str, int]]) -> Problem | None:
    """Of SKUs with how many of each, whatever they are."""
    if sum(quantity for _sku, quantity in parts) < 2:
        return gettext_noop("A pack holds at least two pieces."), {}
    if len(parts) > MOST_PARTS:
        return gettext_noop("A pack holds at most %(most)d different variants."), {
            "most": MOST_PARTS
        }
    for at, (sku, quantity) in enumerate(parts):
        if not 1 <= quantity <= MOST_OF_A_PART:
            words = {"sku": sku, "most": MOST_OF_A_PART}
            return gettext_noop("Write a quantity from 1 to %(most)d of %(sku)s."), words
        if any(sku == other for other, _quantity in parts[:at]):
            return gettext_noop("%(sku)s is there twice: write it once with the sum."), {"sku": sku}
    return None


def problem_of_part(variant: Variant, *, store_id: int) -> Problem | None:
    """Of what no pack of the store can hold."""
    said: dict[str, object] = {"sku": variant.sku}
    if variant.store_id != store_id:
        return gettext_noop("%(sku)s is not sold in this store."), said
    if variant.product.is_pack:
        return gettext_noop("%(sku)s is a pack itself: name what it holds instead."), said
    if variant.product.is_gift_card:
        return gettext_noop("%(sku)s is a gift card, which is money and no part of a pack."), said
    return None


def _take_after(pack: Product, held: Sequence[Variant]) -> None:
    """What kind of thing it is, to lists and pictures; each part is taxed as what it is."""
    kinds = [variant.product.item_type for variant in held]
    goods = ItemType.PHYSICAL in kinds
    pack.is_pack = True
    pack.item_type = ItemType.PHYSICAL if goods else kinds[0]
    pack.vat_class = held[0].product.vat_class
