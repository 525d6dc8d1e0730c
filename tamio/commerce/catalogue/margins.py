"""What is left of a price: its VAT, and the margin over what one costs the store.

The words are those of Swedish trade, and of the bookkeeping: what is left is täckningsbidrag (TB),
and what that is of the price without VAT, in percent, täckningsgrad (TG). A markup (pålägg) is
another thing: it is counted on the cost.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tamio.commerce.catalogue.models import Product
from tamio.commerce.money import round_half_up
from tamio.commerce.vat.amounts import Amounts, of_amount

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one piece, at `rate` percent VAT. `cost` is without VAT; None: nobody has said."""

    amounts: Amounts
    rate: Decimal
    cost: Decimal | None

    @property
    def gross_profit(self) -> Decimal | None:
        """What the price without VAT is above the cost (täckningsbidrag); below 0 for a loss."""
        return None if self.cost is None else self.amounts.net - self.cost

    @property
    def margin(self) -> Decimal | None:
        """The gross profit in percent of the price without VAT (täckningsgrad).

        None where there is no cost or no price to count on.
        """
        if self.gross_profit is None or not self.amounts.net:
            return None
        return round_half_up(self.gross_profit * _HUNDRED / self.amounts.net)


def figures_of(product: Product, *, price: Decimal, cost: Decimal | None, on_date: date) -> Figures:
    """As a buyer at home would be charged on that day; `price` is as the store states its prices.

    The product need not be saved.
    """
    rate = product.home_rate(on_date)
    includes_vat = product.store.prices_include_vat
    return Figures(of_amount(price, rate=rate, includes_vat=includes_vat), rate=rate, cost=cost)
