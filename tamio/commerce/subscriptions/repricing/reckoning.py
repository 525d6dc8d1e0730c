"""Whom a new price is for, and from which day on it can hold for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from tamio.commerce.money import round_half_up
from tamio.commerce.subscriptions.dates import period_holding
from tamio.commerce.subscriptions.ending import bound_until, earliest_end
from tamio.commerce.subscriptions.models import (
    RENEWED,
    Plan,
    PriceNotice,
    Status,
    Subscription,
    SubscriptionLine,
)
from tamio.commerce.subscriptions.repricing.applying import cost_on

#: So long before, at least, a customer is told.
LEAST_NOTICE = timedelta(days=30)
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Either a price a period, as the plan states prices, or so many percent more or less."""

    plan: Plan
    price: Decimal | None
    percent: Decimal | None
    applies_from: date
    with_own_prices: bool = False

    def after(self, before: Decimal) -> Decimal:
        if self.price is not None:
            return self.price
        assert self.percent is not None
        return max(round_half_up(before * (100 + self.percent) / 100), _NOTHING)


def subscribers(terms: Terms) -> QuerySet[Subscription]:
    """Who goes on with the plan at another price than the new one."""
    return of_the_plan(terms.plan, lines_meant(terms)).filter(GOES_ON)


def of_the_plan(
    plan: Plan, lines: QuerySet[SubscriptionLine] | None = None
) -> QuerySet[Subscription]:
    """Who subscribes to the plan, with one of those lines or any."""
    every = SubscriptionLine.objects.filter(version__plan=plan, ends=None)
    of_it = (every if lines is None else lines).filter(subscription=OuterRef("pk"))
    return Subscription.objects.filter(Exists(of_it), store=plan.store_id)


#: So many periods at that price are what those with an end have agreed to; and who has not begun
#: yet has just agreed.
GOES_ON = Q(status__in=[each for each in RENEWED if each != Status.PENDING], cancel_on=None,
            max_cycles=0)  # fmt: skip


def lines_meant(terms: Terms) -> QuerySet[SubscriptionLine]:
    """Those that are to cost another price. One that was told to everybody is nobody's own."""
    current = terms.plan.current
    lines = SubscriptionLine.objects.filter(
        version__plan=terms.plan, version__currency=current.currency,
        version__prices_include_vat=current.prices_include_vat, ends=None,
    ).annotate(cost=Coalesce(F("price"), F("version__price")))  # fmt: skip
    if not terms.with_own_prices:
        told = PriceNotice.objects.filter(
            subscription=OuterRef("subscription"), change__plan=terms.plan,
            after=OuterRef("price"), done_at__isnull=False,
        )  # fmt: skip
        lines = lines.filter(Q(price=None) | Exists(told))
    if terms.price is not None and not terms.plan.store.passes_vat_changes_on:
        lines = lines.exclude(cost=terms.price)
    return lines


def meant_of(subscriptions: Sequence[Subscription], terms: Terms) -> set[int]:
    """The pks of their lines that are to cost another price. One query."""
    lines = lines_meant(terms).filter(subscription__in=[each.pk for each in subscriptions])
    return set(lines.values_list("pk", flat=True))


def line_of(
    subscription: Subscription, terms: Terms, *, meant: set[int], today: date
) -> tuple[SubscriptionLine, Decimal] | None:
    """What is told of one that was read whole: the first of its lines that is to cost another,
    and what it costs today.
    """
    for line in subscription.lines.all():
        if line.pk in meant:
            before = cost_on(line, today, store=terms.plan.store)
            if before != terms.after(before):
                return line, before
    return None


def first_day(subscription: Subscription, *, applies_from: date, today: date) -> date:
    """The first period from that day on that begins when the customer has had their notice and
    could have ended it. Of what stands still until somebody says so, the earliest day on which
    that period may begin.
    """
    cursor = subscription.next_invoice_on
    if cursor is None:
        return max(applies_from, today + LEAST_NOTICE, bound_until(subscription, today=today))
    free_from = earliest_end(subscription, today=today)
    earliest = max(applies_from, today + LEAST_NOTICE, free_from)
    if cursor >= earliest:
        return cursor
    holding = period_holding(
        max(earliest, subscription.anchor),
        anchor=subscription.anchor,
        interval=subscription.interval,
    )
    return holding.start if holding.start >= earliest else holding.end
