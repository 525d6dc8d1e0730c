"""What a pack costs, and how its price is split over what it holds. Arithmetic alone."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from tamio.commerce.money import ORE, round_half_up

_NOTHING = Decimal("0.00")
_HUNDRED = Decimal(100)


def less(amount: Decimal, *, percent: Decimal) -> Decimal:
    """`amount` less `percent` of it, in hundredths."""
    return amount - round_half_up(amount * percent / _HUNDRED)


def by_largest_remainder(amount: Decimal, *, weights: Sequence[Decimal]) -> list[Decimal]:
    """`amount` in hundredths, 0 or more, in proportion to the weights; the shares sum to it.

    Each is what it is rounded down, and the hundredths that are left go to those that lost most by
    it, the first of equals first. Where nothing weighs anything, the first takes it all.
    """
    total = sum(weights, _NOTHING)
    if not total:
        return [amount if at == 0 else _NOTHING for at, _weight in enumerate(weights)]
    exact = [amount * weight / total for weight in weights]
    found = [each.quantize(ORE, rounding=ROUND_FLOOR) for each in exact]
    left = int((amount - sum(found, _NOTHING)) / ORE)
    most = sorted(range(len(found)), key=lambda at: (found[at] - exact[at], at))
    for at in most[:left]:
        found[at] += ORE
    return found
