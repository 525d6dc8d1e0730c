"""What a price that includes VAT becomes where its rate changes, or where no VAT is due."""

from decimal import Decimal

from tamio.commerce.money import round_half_up

_HUNDRED = Decimal(100)


def with_net_kept(price: Decimal, *, before: Decimal, now: Decimal) -> Decimal:
    """A price set at the rate `before`, passed on whole at the rate `now`: 49.00 at 12 % is 46.38
    at 6 %. Rounded once, from the exact price without VAT.
    """
    if before == now:
        return price
    return round_half_up(price * (_HUNDRED + now) / (_HUNDRED + before))


def without_vat(price: Decimal, *, rate: Decimal) -> Decimal:
    """The price without the VAT that is in it, in whole hundredths: what one costs."""
    return round_half_up(price * _HUNDRED / (_HUNDRED + rate))
