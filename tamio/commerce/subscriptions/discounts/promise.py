"""What a code promises a subscription, before there is one; and what that takes off a charge."""

from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.money import round_half_up
from tamio.commerce.offers.models import Gives
from tamio.commerce.subscriptions.models import SubscriptionDiscount


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """As SubscriptionDiscount. Plain values, to be kept while somebody pays."""

    offer: int
    name: str
    code: str
    gives: str
    value: Decimal
    a_piece: bool
    covers: int | None

    @property
    def told(self) -> str:
        """What makes it another promise, for a form that sends back what was read."""
        return f"{self.gives} {self.value} {int(self.a_piece)} {self.covers or 'all'}"


def discount_from(promise: Promise) -> SubscriptionDiscount:
    """Unsaved, and of no subscription yet: to price with."""
    return SubscriptionDiscount(
        offer_id=promise.offer,
        name=promise.name,
        code=promise.code,
        gives=promise.gives,
        value=promise.value,
        a_piece=promise.a_piece,
        covers=promise.covers,
    )


def off(
    discount: SubscriptionDiscount, *, of_one: Decimal, quantity: int, amount: Decimal
) -> Decimal:
    """What it takes off `quantity` pieces that cost `of_one` each; never more than they cost.

    `amount` is the discount's own, as whoever pays is charged it. A percent is rounded by the
    piece, as at the checkout, so that many cost as many times what one does.
    """
    found = Decimal("0.00")
    if discount.gives == Gives.PERCENT:
        found = round_half_up(of_one * discount.value / 100) * quantity
    elif discount.gives == Gives.AMOUNT:
        found = amount * (quantity if discount.a_piece else 1)
    return min(found, round_half_up(of_one * quantity))


def percent_of(discount: SubscriptionDiscount, *, taken: Decimal, full: Decimal) -> Decimal | None:
    """The percent that `taken` is of `full`; None where no percent says it to the hundredth."""
    if discount.gives != Gives.PERCENT or not taken:
        return None
    return discount.value if round_half_up(full * discount.value / 100) == taken else None
