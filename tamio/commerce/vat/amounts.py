"""One line's amounts: net, VAT and gross that always add up, rounded once per line.

VAT is computed per line and not on the total, because a ledger computes per row; so the two
totals can be equal to the öre (three lines of 9.99 incl. 25 % give VAT 6.00, not 5.99).
"""

from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.money import round_half_up

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Amounts:
    """Net + VAT = gross, each in whole hundredths of the currency."""

    net: Decimal
    vat: Decimal
    gross: Decimal


def of_line(
    *, unit_price: Decimal, quantity: Decimal, rate: Decimal, includes_vat: bool
) -> Amounts:
    """The amounts of `quantity` units at `unit_price` (with VAT or without) at `rate` percent."""
    amount = round_half_up(unit_price * quantity)
    if includes_vat:
        return _from_gross(gross=amount, rate=rate)
    return _from_net(net=amount, rate=rate)


def _from_gross(*, gross: Decimal, rate: Decimal) -> Amounts:
    vat = round_half_up(gross * rate / (_HUNDRED + rate))
    return Amounts(net=gross - vat, vat=vat, gross=gross)


def _from_net(*, net: Decimal, rate: Decimal) -> Amounts:
    vat = round_half_up(net * rate / _HUNDRED)
    return Amounts(net=net, vat=vat, gross=net + vat)
