"""What a shopper is offered: a product's variants, which of them are there, and at what price."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from tamio.commerce.catalogue.models import PackPart, Product, Variant
from tamio.commerce.catalogue.packs.contents import loaded, parts_of
from tamio.commerce.checkout.models import MOST_OF_ONE, Cart
from tamio.commerce.checkout.reserving import free_of
from tamio.commerce.offers.shown import Shown, shown_prices
from tamio.commerce.stores.models import Store

#: From here down the page says how many are left.
_FEW = 5


class There(StrEnum):
    """Whether a variant can be had."""

    YES = "yes"
    FEW = "few"
    OUT = "out"
    LATER = "later"  # none in stock, but sold all the same
    ALWAYS = "always"  # not counted: a service, a download


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an option, and the variant it leads to. `there` is whether that can be had."""

    text: str
    sku: str
    chosen: bool
    there: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What a product varies by, and the values it comes in."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Offer:
    """One variant as its page offers it. `left` is None where there is no end of it; `was` is the
    price it is reduced from, where that is announced; `until` is the last day of the offers in the
    price, if that is known; `first` stands for the product;
    `separately` is what the parts of a pack cost one by one, None if that is no more than it does.
    """

    variant: Variant
    price: Decimal
    there: There
    left: int | None
    was: Decimal | None
    until: date | None
    choices: Sequence[Choice]
    first: Variant
    separately: Decimal | None

    @property
    def product(self) -> Product:
        return self.variant.product

    @property
    def holds(self) -> list[PackPart]:
        """What a pack holds."""
        return self.product.contents

    @property
    def percent_off(self) -> int:
        """In whole percent of the price it is reduced from, never more than it is."""
        return int((1 - self.price / self.was) * 100) if self.was else 0

    @property
    def most(self) -> int:
        """The most that a cart can hold."""
        return MOST_OF_ONE if self.left is None else min(MOST_OF_ONE, self.left)


@dataclass(frozen=True, slots=True)
class Card:
    """A product in a list. `price` is its lowest; `varies` if another variant costs more;
    `was` is what that price is reduced from.
    """

    product: Product
    lead: Variant
    price: Decimal
    varies: bool
    sold_out: bool
    was: Decimal | None


def offer_of(variant: Variant, *, store: Store, cart: Cart | None, now: datetime) -> Offer:
    """`variant` among the others of its product, for the shopper who has `cart`. Two queries."""
    every = _offered(variant)
    loaded([variant.product])
    held = [part.variant for part in variant.product.contents]
    every_shown = shown_prices([variant, *held], store=store, now=now)
    shown = every_shown[variant.pk]
    free = free_of(every, cart=cart, now=now)
    left = free[variant.pk]
    return Offer(
        variant=variant,
        price=shown.price,
        there=_there(variant, left),
        left=left,
        was=shown.was,
        until=shown.until,
        choices=[
            _choice(name, at, every, variant, free)
            for at, name in enumerate(variant.product.options)
        ],
        first=every[0],
        separately=_separately(variant, every_shown),
    )


def _separately(pack: Variant, shown: Mapping[int, Shown]) -> Decimal | None:
    parts = [shown[part.variant.pk].price * part.quantity for part in pack.product.contents]
    alone = sum(parts, Decimal("0.00"))
    return alone if alone > shown[pack.pk].price else None


def cards_of(products: Iterable[Product], *, store: Store, now: datetime) -> list[Card]:
    """Products with their variants prefetched, as cards. As many queries as for one."""
    listed = [(product, _active(product)) for product in products]
    every = [variant for _product, variants in listed for variant in variants]
    shown = shown_prices(every, store=store, now=now)
    free = free_of(every, cart=None, now=now)
    return [_card(product, variants, free, shown) for product, variants in listed if variants]


def _offered(variant: Variant) -> list[Variant]:
    if not variant.product.options:
        return [variant]
    return [each for each in variant.product.variants.all() if each.active]


def _there(variant: Variant, left: int | None) -> There:
    """Of a pack: of its scarcest part."""
    counted = [(each, many) for each, many in parts_of(variant) if each.stock is not None]
    if not counted:
        return There.ALWAYS
    if left == 0:
        return There.OUT
    if any(each.backorder and (each.stock or 0) < many for each, many in counted):
        return There.LATER
    return There.FEW if left is not None and left <= _FEW else There.YES


def _choice(
    name: str, at: int, every: Sequence[Variant], chosen: Variant, free: dict[int, int | None]
) -> Choice:
    texts = dict.fromkeys(_choices_of(variant)[at] for variant in every)
    return Choice(name, [_value(text, at, every, chosen, free) for text in texts if text])


def _value(
    text: str, at: int, every: Sequence[Variant], chosen: Variant, free: dict[int, int | None]
) -> Value:
    """Leads to the variant that differs in this value only, or else to the first that has it."""
    wanted = list(_choices_of(chosen))
    wanted[at] = text
    having = [variant for variant in every if _choices_of(variant)[at] == text]
    to = next((each for each in having if list(_choices_of(each)) == wanted), having[0])
    is_chosen = _choices_of(chosen)[at] == text
    return Value(text, to.sku, chosen=is_chosen, there=free[to.pk] != 0)


def _choices_of(variant: Variant) -> tuple[str, str, str]:
    return variant.value1, variant.value2, variant.value3


def _active(product: Product) -> list[Variant]:
    return [variant for variant in product.variants.all() if variant.active]


def _card(
    product: Product,
    variants: Sequence[Variant],
    free: dict[int, int | None],
    shown: dict[int, Shown],
) -> Card:
    prices = [shown[variant.pk].price for variant in variants]
    cheapest = min(variants, key=lambda variant: shown[variant.pk].price)
    return Card(
        product=product,
        lead=variants[0],
        price=min(prices),
        varies=max(prices) != min(prices),
        sold_out=all(free[variant.pk] == 0 for variant in variants),
        was=shown[cheapest.pk].was,
    )
