"""A cart at the prices that the store states: before it is known who buys, and what VAT they owe.

Offers, freight and thresholds are worked out here, so that they are the same whoever buys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import ItemType, PackPart, Product, Variant
from tamio.commerce.catalogue.packs.arithmetic import by_largest_remainder
from tamio.commerce.checkout.models import Cart, CartLine
from tamio.commerce.checkout.promising import Subscribed, promises
from tamio.commerce.giftcards.gifts import Gift
from tamio.commerce.money import ORE, round_half_up
from tamio.commerce.offers.best import Taken, Wanted, best, by_offer
from tamio.commerce.offers.choosing import concerned, offers_on, refusal_of, ships_free, terms_of
from tamio.commerce.offers.models import Gives, Offer
from tamio.commerce.offers.redeeming import is_used_up
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.discounts.promise import Promise

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLine:
    """`key` is that of the cart's line, 0 for what is none. `percent` is what the discount was
    arrived at by, if by one percent alone. `pack` is the line that this is a part of.
    """

    variant: Variant
    quantity: int
    price: Decimal
    home_rate: Decimal
    key: int = 0
    discount: Decimal = _NOTHING
    percent: Decimal | None = None
    gift: Gift | None = None
    pack: StatedLine | None = None

    @property
    def product(self) -> Product:
        return self.variant.product

    @property
    def amount(self) -> Decimal:
        """What is left of price times quantity."""
        return round_half_up(self.price * self.quantity) - self.discount

    @property
    def is_gift_card(self) -> bool:
        return self.product.is_gift_card

    @property
    def is_shipped(self) -> bool:
        return self.product.item_type == ItemType.PHYSICAL


@dataclass(frozen=True, slots=True)
class Given:
    """An offer that the cart has, and what it takes off now; nothing for free shipping, or where
    it only promises a plan something for later.
    """

    offer: Offer
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """`code_problem` says why the cart's code gives nothing; "" if it does, or there is none.
    `promised` is what it promises the plans, in their order.
    """

    lines: Sequence[StatedLine]
    given: Sequence[Given]
    free_shipping: bool
    code_problem: str
    promised: Sequence[Promise | None] = ()

    @property
    def worth(self) -> Decimal:
        """What the lines cost after all offers; without gift cards, which buy no goods yet."""
        return _worth(self.lines)


def state(
    *,
    cart: Cart,
    held: Sequence[CartLine],
    store: Store,
    on_date: date,
    plans: Sequence[Subscribed] = (),
) -> Stated:
    """The cart's lines, which have been read, at that day's prices, less the best offers. Packs
    come last, as their parts. What `plans` cost to begin with counts towards the sum that an offer
    wants.
    """
    lines = [_line(line, store=store, on_date=on_date) for line in held]
    worth = _worth(lines) + sum((each.now for each in plans), _NOTHING)
    # Nothing is off a gift card: it is money.
    goods = [line for line in lines if not line.is_gift_card]
    wanted = [*map(_wanted, goods), *(each.wanted for each in plans)]
    offers = offers_on(store=store, code=cart.code, on_date=on_date) if wanted else []
    products = concerned(offers, store=store, among={each.product for each in wanted})
    taken = best(wanted, terms_of(offers, worth=worth, products=products))
    off_goods, off_plans = taken[: len(goods)], taken[len(goods) :]
    free = ships_free(offers, worth=worth)
    given = _given(offers, off_goods, off_plans, free)
    return Stated(
        lines=_opened(_with_offers(lines, off_goods, offers), on_date=on_date),
        given=given,
        free_shipping=free is not None,
        code_problem=(
            _code_problem(cart, given, on_date=on_date, worth=worth) if worth or plans else ""
        ),
        promised=promises(
            plans, code=cart.code, offers=offers, taken=off_plans, goods=off_goods, free=free,
            narrow=cart.code is not None and products.get(cart.code.offer_id) is not None,
        ),
    )  # fmt: skip


def _worth(lines: Sequence[StatedLine]) -> Decimal:
    return sum((line.amount for line in lines if not line.is_gift_card), _NOTHING)


def _with_offers(
    lines: Sequence[StatedLine], plan: Sequence[Taken], offers: Sequence[Offer]
) -> list[StatedLine]:
    """The lines in their order; `plan` has those that are no gift cards."""
    taken = iter(plan)
    return [line if line.is_gift_card else _less(line, next(taken), offers) for line in lines]


def _line(line: CartLine, *, store: Store, on_date: date) -> StatedLine:
    # The store's own rates are read once, whatever the number of lines.
    line.variant.product.store = store
    is_pack, gift = line.variant.product.is_pack, line.given
    return StatedLine(
        key=line.pk,
        variant=line.variant,
        quantity=line.quantity,
        price=gift.amount if gift else line.variant.price_on(on_date),
        # A pack has none of its own: it is taxed as its parts.
        home_rate=_NOTHING if is_pack else line.variant.product.home_rate(on_date),
        gift=gift,
    )


def _wanted(line: StatedLine) -> Wanted:
    return Wanted(line.product.pk, line.quantity, line.amount)


def _less(line: StatedLine, taken: Taken, offers: Sequence[Offer]) -> StatedLine:
    discount = sum(taken.values(), _NOTHING)
    return StatedLine(
        key=line.key,
        variant=line.variant,
        quantity=line.quantity,
        price=line.price,
        home_rate=line.home_rate,
        discount=discount,
        percent=_percent_of(discount, line, taken, offers),
    )


def _percent_of(
    discount: Decimal, line: StatedLine, taken: Taken, offers: Sequence[Offer]
) -> Decimal | None:
    """None too where the pieces' rounding makes it another amount than the line's would."""
    keys = [key for key, amount in taken.items() if amount]
    only = next((each for each in offers if keys == [each.pk]), None)
    if only is None or only.gives != Gives.PERCENT:
        return None
    return only.value if round_half_up(line.amount * only.value / 100) == discount else None


def _opened(lines: Sequence[StatedLine], *, on_date: date) -> list[StatedLine]:
    packs = [line for line in lines if line.product.is_pack]
    opened = [part for pack in packs for part in _parts(pack, on_date=on_date)]
    return [line for line in lines if not line.product.is_pack] + opened


def _parts(pack: StatedLine, *, on_date: date) -> Sequence[StatedLine]:
    """What is left of the pack's price, over its parts in proportion to their single prices."""
    shares = by_largest_remainder(pack.amount, weights=pack.variant.weights_on(on_date))
    return [
        _part(part, share, pack, on_date=on_date)
        for part, share in zip(pack.product.contents, shares, strict=True)
    ]


def _part(part: PackPart, share: Decimal, pack: StatedLine, *, on_date: date) -> StatedLine:
    quantity, variant = part.quantity * pack.quantity, part.variant
    # In a pack that costs more than its parts, the price is raised so that no discount is negative.
    share_of_one = (share / quantity).quantize(ORE, rounding=ROUND_CEILING)
    price = max(variant.price_on(on_date), share_of_one)
    return StatedLine(
        key=pack.key,
        variant=variant,
        quantity=quantity,
        price=price,
        home_rate=variant.product.home_rate(on_date),
        discount=price * quantity - share,
        pack=pack,
    )


def _given(
    offers: Sequence[Offer],
    off_goods: Sequence[Taken],
    off_plans: Sequence[Taken],
    free: Offer | None,
) -> list[Given]:
    """What is off plans now is known when they are priced: a part of a period has a part of it."""
    amounts, promised = by_offer(off_goods), by_offer(off_plans)
    return [
        Given(offer, amounts.get(offer.pk, _NOTHING))
        for offer in offers
        if offer.pk in amounts or offer.pk in promised or offer == free
    ]


def _code_problem(cart: Cart, given: Sequence[Given], *, on_date: date, worth: Decimal) -> str:
    code = cart.code
    if code is None:
        return ""
    problem = refusal_of(code, on_date=on_date, worth=worth)
    if problem:
        return problem
    if is_used_up(code, but_for=cart.key):
        return _("The code %(code)s has been used up.") % {"code": code.code}
    if any(each.offer.pk == code.offer_id for each in given):
        return ""
    words = _("The code %(code)s gives nothing here: what it is for is not in the cart, or another"
              " offer takes more off.")  # fmt: skip
    return words % {"code": code.code}
