"""What the cart's code promises each of its plans: what its offer says on the day, and how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.money import round_half_up
from tamio.commerce.offers.best import Taken, Wanted
from tamio.commerce.offers.models import Gives, Lasts, Offer, OfferCode
from tamio.commerce.subscriptions.discounts.promise import Promise

_ONE = 1


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A plan in a cart, at what a whole period costs. `on_trial` nothing of it is paid yet."""

    wanted: Wanted
    is_goods: bool
    on_trial: bool

    @property
    def now(self) -> Decimal:
        return Decimal("0.00") if self.on_trial else self.wanted.amount


def promises(
    plans: Sequence[Subscribed],
    *,
    code: OfferCode | None,
    offers: Sequence[Offer],
    taken: Sequence[Taken],
    goods: Sequence[Taken],
    free: Offer | None,
    narrow: bool,
) -> list[Promise | None]:
    """One for each plan, None where the code gives it nothing.

    `taken` is what each offer takes off each plan, `goods` off all else; `free` the one that pays
    for shipping; `narrow`, whether the code's offer is on what it names, and so off each piece.
    """
    offer = next((each for each in offers if code and each.pk == code.offer_id), None)
    if code is None or offer is None or not offer.needs_code:
        return [None] * len(plans)
    total = sum((each.get(offer.pk, Decimal(0)) for each in [*taken, *goods]), Decimal(0))
    found: list[Promise | None] = []
    for plan, its in zip(plans, taken, strict=True):
        off = its.get(offer.pk, Decimal(0))
        if off or (plan.is_goods and free == offer):
            found.append(_promise(offer, code, off, total=total, narrow=narrow))
        else:
            found.append(None)
    return found


def _promise(
    offer: Offer, code: OfferCode, off: Decimal, *, total: Decimal, narrow: bool
) -> Promise:
    return Promise(
        offer=offer.pk,
        name=offer.name,
        code=code.code,
        gives=offer.gives,
        value=_value(offer, off, total=total, narrow=narrow),
        a_piece=offer.gives == Gives.AMOUNT and narrow,
        covers={Lasts.ONCE: _ONE, Lasts.TIMES: offer.times}.get(Lasts(offer.lasts)),
    )


def _value(offer: Offer, off: Decimal, *, total: Decimal, narrow: bool) -> Decimal:
    """An amount off the whole order is shared; the plan is promised its share of it each time."""
    if offer.gives == Gives.SHIPPING:
        return Decimal("0.00")
    if offer.gives == Gives.PERCENT or narrow:
        return offer.value
    return round_half_up(offer.value * off / total)
