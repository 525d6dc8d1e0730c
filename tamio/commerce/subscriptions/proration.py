"""What a part of a period costs: by days, rounded once. Amounts are as the store states prices.

The day of a change belongs to what comes after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tamio.commerce.money import round_half_up
from tamio.commerce.subscriptions.dates import Span

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charged:
    """What was charged for the days of `span`; `whole` is what `whole_days` of it would cost.

    `credited`: how much of `amount` has been given back already, by credit notes too.
    """

    span: Span
    amount: Decimal
    whole: Decimal
    whole_days: int
    credited: Decimal = NOTHING

    @property
    def left(self) -> Decimal:
        """What can still be given back."""
        return max(self.amount - self.credited, NOTHING)


def part_of(whole: Decimal, *, days: int, of: int) -> Decimal:
    """`days` of the `of` days that cost `whole`, in hundredths."""
    return round_half_up(whole * days / of)


def charge_for(span: Span, *, whole: Decimal, period: Span) -> Charged:
    """The days of `span`, which lie in `period`, at a price for all of it."""
    amount = whole if span == period else part_of(whole, days=span.days, of=period.days)
    return Charged(span=span, amount=amount, whole=whole, whole_days=period.days)


def unused(charged: Charged, *, on: date) -> Decimal:
    """What the days from `on` cost, never more than is left to give back."""
    if on <= charged.span.start:
        return charged.left
    if on >= charged.span.end:
        return NOTHING
    days = (charged.span.end - on).days
    return min(part_of(charged.whole, days=days, of=charged.whole_days), charged.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """What a change costs: each credit above 0, each charge, and what is left to pay.

    `net` below 0 is what the customer has to their credit.
    """

    credits: Sequence[Decimal]
    charges: Sequence[Charged]

    @property
    def net(self) -> Decimal:
        charged = sum((each.amount for each in self.charges), NOTHING)
        return charged - sum(self.credits, NOTHING)


def swap(*, before: Sequence[Charged], after: Sequence[Decimal], period: Span, on: date) -> Swap:
    """From `on` until the end of `period`, what costs `after` a period instead of `before`."""
    rest = Span(max(on, period.start), period.end)
    return Swap(
        credits=[unused(each, on=on) for each in before],
        charges=[charge_for(rest, whole=whole, period=period) for whole in after],
    )
