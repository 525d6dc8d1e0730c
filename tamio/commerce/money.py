"""Money: an amount with its currency, and the one place where amounts are rounded."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

ORE = Decimal("0.01")

#: Currencies a store can sell in. All have two decimals: the rounding below relies on it.
CURRENCIES = ("SEK", "EUR", "USD", "NOK", "DKK", "GBP")


class CurrencyMismatch(ValueError):
    """Two amounts in different currencies were to be added or compared."""


def round_half_up(amount: Decimal) -> Decimal:
    """`amount` in whole hundredths (öre, cent); halves away from zero, as ledgers round."""
    return amount.quantize(ORE, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An exact amount in one currency. Adding two currencies raises CurrencyMismatch."""

    amount: Decimal
    currency: str

    def __add__(self, other: Self) -> "Money":
        return Money(self.amount + self._same_currency(other), self.currency)

    def __sub__(self, other: Self) -> "Money":
        return Money(self.amount - self._same_currency(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def rounded(self) -> "Money":
        return Money(round_half_up(self.amount), self.currency)

    def _same_currency(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be added")
        return other.amount
