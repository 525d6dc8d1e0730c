"""A pack as it is made and changed: the product, its one variant, and what it holds."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tamio.commerce.catalogue import prices
from tamio.commerce.catalogue.models import ItemType, PackPart, Product, Variant
from tamio.commerce.catalogue.models.packs import MOST_OF_A_PART, MOST_PARTS

#: A variant and how many of it.
Part = tuple[Variant, int]


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
    if problem := _problem(pack, parts):
        raise ValidationError({"parts": [problem]})


def _problem(pack: Product, parts: Sequence[Part]) -> str:
    if sum(quantity for _variant, quantity in parts) < 2:
        return _("A pack holds at least two pieces.")
    if len(parts) > MOST_PARTS:
        return _("A pack holds at most %(most)d different variants.") % {"most": MOST_PARTS}
    found = (_problem_of(pack, each, quantity) for each, quantity in parts)
    return next((problem for problem in found if problem), "") or _twice(parts)


def _problem_of(pack: Product, variant: Variant, quantity: int) -> str:
    said = {"sku": variant.sku, "most": MOST_OF_A_PART}
    if variant.store_id != pack.store_id:
        return _("%(sku)s is not sold in this store.") % said
    if variant.product.is_pack:
        return _("%(sku)s is a pack itself: name what it holds instead.") % said
    if variant.product.is_gift_card:
        return _("%(sku)s is a gift card, which is money and no part of a pack.") % said
    if not 1 <= quantity <= MOST_OF_A_PART:
        return _("Write a quantity from 1 to %(most)d of %(sku)s.") % said
    return ""


def _twice(parts: Sequence[Part]) -> str:
    skus = [variant.sku for variant, _quantity in parts]
    again = next((sku for at, sku in enumerate(skus) if sku in skus[:at]), None)
    if again is None:
        return ""
    return _("%(sku)s is there twice: write it once with the sum.") % {"sku": again}


def _take_after(pack: Product, held: Sequence[Variant]) -> None:
    """What kind of thing it is, to lists and pictures; each part is taxed as what it is."""
    kinds = [variant.product.item_type for variant in held]
    goods = ItemType.PHYSICAL in kinds
    pack.is_pack = True
    pack.item_type = ItemType.PHYSICAL if goods else kinds[0]
    pack.vat_class = held[0].product.vat_class
