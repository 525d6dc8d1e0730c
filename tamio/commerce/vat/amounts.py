"""One line's amounts: net, VAT and gross that always add up, rounded once per line.

VAT is computed per line and not on the total, because a ledger computes per row; so the two
totals can be equal to the öre (three lines of 9.99 incl. 25 % give VAT 6.00, not 5.99).
"""

from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.money import round_half_up

_HUNDRED = Decimal(100)
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Amounts:
    """Net + VAT = gross, each in whole hundredths of the currency."""

    net: Decimal
    vat: Decimal
    gross: Decimal


def of_line(
    *,
    unit_price: Decimal,
    quantity: Decimal,
    rate: Decimal,
    includes_vat: bool,
    discount: Decimal = _NOTHING,
) -> Amounts:
    """The amounts of `quantity` units at `unit_price` at `rate` percent, less `discount`.

    Price and discount are both with VAT or both without. The discount is in hundredths.
    """
    return of_amount(
        round_half_up(unit_price * quantity) - discount, rate=rate, includes_vat=includes_vat
    )


def of_amount(amount: Decimal, *, rate: Decimal, includes_vat: bool) -> Amounts:
    """`amount` in hundredths, split at `rate` percent."""
    if includes_vat:
        return _from_gross(gross=amount, rate=rate)
    return _from_net(net=amount, rate=rate)


def _from_gross(*, gross: Decimal, rate: Decimal) -> Amounts:
    vat = round_half_up(gross * rate / (_HUNDRED + rate))
    return Amounts(net=gross - vat, vat=vat, gross=gross)


def _from_net(*, net: Decimal, rate: Decimal) -> Amounts:
    vat = round_half_up(net * rate / _HUNDRED)
    return Amounts(net=net, vat=vat, gross=net + vat)
