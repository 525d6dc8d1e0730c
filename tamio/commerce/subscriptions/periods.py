"""The next period of a subscription, and what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tamio.commerce.subscriptions.charging import charges_for, freight_of
from tamio.commerce.subscriptions.dates import Span, period_holding
from tamio.commerce.subscriptions.holding import running_of
from tamio.commerce.subscriptions.models import (
    Charge,
    Subscription,
    SubscriptionDiscount,
    SubscriptionLine,
)
from tamio.commerce.subscriptions.proration import NOTHING
from tamio.commerce.subscriptions.taxing import taxation_of


@dataclass(frozen=True, slots=True)
class Next:
    """The days that are billed: the whole of `period`, or what is left of it."""

    span: Span
    period: Span

    @property
    def is_whole(self) -> bool:
        return self.span == self.period


def next_from(day: date, subscription: Subscription) -> Next:
    """The days from `day` until the next day of renewal."""
    period = period_holding(day, anchor=subscription.anchor, interval=subscription.interval)
    return Next(Span(day, period.end), period)


def price_of(
    subscription: Subscription, found: Next, *, lines: Sequence[SubscriptionLine] | None = None
) -> list[Charge]:
    """What its lines cost for those days, with freight; at the VAT rates of their first day, less
    the discount that runs.

    `lines`: what it is going to have by then, if not what it has.
    """
    taxed = taxation_of(subscription, on_date=found.span.start)
    lines = subscription.lines_on(found.span.start) if lines is None else lines
    discount = running_of(subscription)
    charges = charges_for(
        lines, span=found.span, period=found.period, taxed=taxed, discount=discount
    )
    freight = freight_due(subscription, discount)
    since = subscription.started_on
    return [
        *charges,
        *freight_of(charges, freight=freight, span=found.span, taxed=taxed, since=since),
    ]


def freight_due(subscription: Subscription, discount: SubscriptionDiscount | None) -> Decimal:
    """What sending its goods costs each time, as prices are stated."""
    return NOTHING if discount is not None and discount.ships_free else subscription.freight


def move_to(subscription: Subscription, found: Next, *, whole: bool) -> tuple[str, ...]:
    """Makes those days its period, and puts the cursor at their end. The columns to be written."""
    subscription.period_start, subscription.period_end = found.span.start, found.span.end
    subscription.next_invoice_on = found.span.end
    subscription.cycles += whole
    return ("period_start", "period_end", "next_invoice_on", "cycles")
