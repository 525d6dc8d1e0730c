"""What a product varies by, and the variants that follow: one for each choice of values."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.catalogue import prices, stock
from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.catalogue.models.product import MOST_OPTIONS

#: More variants than this are a mistake, or want a product of their own.
MOST_VARIANTS = 100
#: The longest name of an option, and the longest value.
MOST_CHARACTERS = 40
_NOT_IN_AN_SKU = re.compile(r"[^0-9A-ZÅÄÖ]+")
_LONGEST_SKU = 50


@dataclass(frozen=True, slots=True)
class Option:
    """ "Colour" and its values, in the order that shoppers see them."""

    name: str
    values: Sequence[str]


def arrange(*, product: Product, options: Sequence[Option], by: str, now: datetime) -> None:
    """Makes the product vary by `options`; without any it has one variant again.

    Variants whose values are still there stay as they are, with identifier, price and stock; new
    ones take the first variant's price; those no longer wanted are not for sale any more.
    Raises ValidationError with the fields "options" or "values", by number ("values.0").
    """
    _check(options)
    with transaction.atomic():
        locked = Product.objects.select_for_update().get(pk=product.pk)
        wanted = list(itertools.product(*(option.values for option in options)))
        was = len(locked.options)
        names = [option.name for option in options] + [""] * (MOST_OPTIONS - len(options))
        locked.option1, locked.option2, locked.option3 = names
        locked.save(update_fields=["option1", "option2", "option3"])
        _arrange(locked, wanted, was=was, by=by, now=now)
        prices.note_prices(
            locked.variants.select_related("product"),
            currency=locked.store.currency,
            by=by,
            now=now,
        )


def _check(options: Sequence[Option]) -> None:
    problems: dict[str, list[str]] = {}
    if len(options) > MOST_OPTIONS:
        problems["options"] = [_("A product varies by at most three options.")]
    if len({option.name.casefold() for option in options}) < len(options):
        problems["options"] = [_("Two options have the same name.")]
    for at, option in enumerate(options):
        if message := _problem(option):
            problems[f"values.{at}"] = [message]
    count = 1
    for option in options:
        count *= len(option.values)
    if count > MOST_VARIANTS:
        words = {"count": count, "most": MOST_VARIANTS}
        problems["options"] = [
            _("That makes %(count)d variants; a product has at most %(most)d.") % words
        ]
    if problems:
        raise ValidationError(problems)


def _problem(option: Option) -> str:
    if not option.name or not option.values:
        return _("Write the option's name and at least one value.")
    if len({value.casefold() for value in option.values}) < len(option.values):
        return _("A value is there twice.")
    if any(len(text) > MOST_CHARACTERS for text in (option.name, *option.values)):
        return _("Names and values have at most %(most)d characters.") % {"most": MOST_CHARACTERS}
    return ""


def _arrange(
    product: Product, wanted: list[tuple[str, ...]], *, was: int, by: str, now: datetime
) -> None:
    every = list(product.variants.all())
    lead = product.lead
    shared = min(was, len(wanted[0]))
    left = sorted(every, key=lambda each: not each.active)
    kept: list[tuple[tuple[str, ...], Variant]] = []
    new: list[tuple[str, ...]] = []
    for values in wanted:
        found = next((each for each in left if _first(each, shared) == values[:shared]), None)
        if found is None:
            new.append(values)
        else:
            left.remove(found)
            kept.append((values, found))
    _retire(left, product, len(wanted[0]))
    _keep(kept, wanted)
    _make(new, wanted, lead=lead, product=product, by=by, now=now)


def _first(variant: Variant, count: int) -> tuple[str, ...]:
    return (variant.value1, variant.value2, variant.value3)[:count]


def _retire(variants: Sequence[Variant], product: Product, count: int) -> None:
    """They keep their place in documents; their values must not stand in the way of new ones."""
    for variant in variants:
        variant.active = False
        if count < MOST_OPTIONS and not _first(variant, MOST_OPTIONS)[count]:
            # Below all options in use, where no variant that is sold has a value.
            setattr(variant, f"value{count + 1}", variant.sku[:MOST_CHARACTERS])
        variant.save()


def _keep(kept: Sequence[tuple[tuple[str, ...], Variant]], wanted: list[tuple[str, ...]]) -> None:
    for values, variant in kept:
        _give(variant, values, wanted)
        variant.active = True
        variant.save()


def _give(variant: Variant, values: tuple[str, ...], wanted: list[tuple[str, ...]]) -> None:
    padded = [*values, "", "", ""][:MOST_OPTIONS]
    variant.value1, variant.value2, variant.value3 = padded
    variant.position = wanted.index(values)


def _make(
    new: Sequence[tuple[str, ...]],
    wanted: list[tuple[str, ...]],
    *,
    lead: Variant,
    product: Product,
    by: str,
    now: datetime,
) -> None:
    for values in new:
        variant = Variant(
            product=product,
            sku=_free_sku(lead, values),
            price=lead.price,
            cost=lead.cost,
            priced_on=lead.priced_on,
            weight=lead.weight,
            stock=None if lead.stock is None else 0,
            backorder=lead.backorder,
        )
        _give(variant, values, wanted)
        variant.save()
        stock.note_count(variant, before=None, by=by, now=now)


def _free_sku(lead: Variant, values: tuple[str, ...]) -> str:
    """The first variant's, with what tells the new one apart; numbered if that is taken."""
    stem = lead.sku.removesuffix(f"-{_told(lead.values)}") if lead.values else lead.sku
    taken = set(
        Variant.objects.filter(store=lead.store_id, sku__startswith=stem[:20]).values_list(
            "sku", flat=True
        )
    )
    wanted = f"{stem}-{_told(values)}"[: _LONGEST_SKU - 4].rstrip("-")
    numbered = (f"{wanted}-{number}" for number in itertools.count(2))
    return next(sku for sku in itertools.chain([wanted], numbered) if sku not in taken)


def _told(values: Sequence[str]) -> str:
    return "-".join(_NOT_IN_AN_SKU.sub("", value.upper()) for value in values)
