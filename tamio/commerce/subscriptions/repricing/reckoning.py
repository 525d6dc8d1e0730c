"""Whom a new price is for, what it comes to, and from which day on it can hold for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from tamio.commerce.money import round_half_up
from tamio.commerce.subscriptions.dates import period_holding
from tamio.commerce.subscriptions.ending import earliest_end
from tamio.commerce.subscriptions.figures import periods_a_month
from tamio.commerce.subscriptions.models import (
    RENEWED,
    Plan,
    PlanVersion,
    Status,
    Subscription,
    SubscriptionLine,
)
from tamio.commerce.subscriptions.repricing.applying import cost_of

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """`before` and `after` are what it brings in a month, without VAT, in the plan's currency.

    `left_out` subscribe to the plan at a price that is stated otherwise, or is their own.
    """

    subscriptions: int
    customers: int
    before: Decimal
    after: Decimal
    left_out: int

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


def effect_of(terms: Terms, *, today: date) -> Effect:
    """Three queries, however many subscribe."""
    found = subscribers(terms)
    counted = found.aggregate(subscriptions=Count("pk"), customers=Count("customer", distinct=True))
    everyone = _going_on(terms.plan).count()
    before = after = Decimal(0)
    for row in _prices(terms, found):
        version = PlanVersion(
            vat_class=row["version__vat_class"],
            prices_include_vat=row["version__prices_include_vat"],
        )
        a_month = _a_month(row, version, terms.plan, today)
        before += row["cost"] * a_month
        after += terms.after(row["cost"]) * a_month
    return Effect(
        subscriptions=counted["subscriptions"],
        customers=counted["customers"],
        before=round_half_up(before),
        after=round_half_up(after),
        left_out=everyone - counted["subscriptions"],
    )


def subscribers(terms: Terms) -> QuerySet[Subscription]:
    """Who goes on with the plan at another price than the new one."""
    return _going_on(terms.plan, _lines(terms))


def line_of(subscription: Subscription, terms: Terms) -> SubscriptionLine | None:
    """What is told of one that was read whole: the first of its lines that is to cost another."""
    current = terms.plan.current
    for line in subscription.lines.all():
        version = line.version
        if (
            line.ends is None
            and version.plan_id == terms.plan.pk
            and version.currency == current.currency
            and version.prices_include_vat == current.prices_include_vat
            and (terms.with_own_prices or line.price is None)
            and cost_of(line) != terms.after(cost_of(line))
        ):
            return line
    return None


def first_day(subscription: Subscription, *, applies_from: date, today: date) -> date | None:
    """The first period from that day on that begins when the customer has had their notice and
    could have ended it: None where no further period is to come.
    """
    cursor = subscription.next_invoice_on
    if cursor is None:
        return None
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


def _going_on(
    plan: Plan, lines: QuerySet[SubscriptionLine] | None = None
) -> QuerySet[Subscription]:
    every = SubscriptionLine.objects.filter(version__plan=plan, ends=None)
    of_it = (every if lines is None else lines).filter(subscription=OuterRef("pk"))
    going_on = Subscription.objects.filter(
        Exists(of_it), store=plan.store_id, status__in=RENEWED, cancel_on=None,
        next_invoice_on__isnull=False,
    )  # fmt: skip
    # So many periods at that price are what those with an end have agreed to; and who has not
    # begun yet has just agreed.
    return going_on.filter(max_cycles=0).exclude(status=Status.PENDING)


def _lines(terms: Terms) -> QuerySet[SubscriptionLine]:
    current = terms.plan.current
    lines = SubscriptionLine.objects.filter(
        version__plan=terms.plan, version__currency=current.currency,
        version__prices_include_vat=current.prices_include_vat, ends=None,
    ).annotate(cost=Coalesce(F("price"), F("version__price")))  # fmt: skip
    if not terms.with_own_prices:
        lines = lines.filter(price=None)
    if terms.price is not None:
        lines = lines.exclude(cost=terms.price)
    return lines


def _prices(terms: Terms, found: QuerySet[Subscription]) -> Iterable[dict[str, Any]]:
    by = ("version__unit", "version__count", "version__vat_class", "version__prices_include_vat")
    lines = _lines(terms).filter(Q(subscription__in=found.values("pk")))
    return list(lines.order_by().values(*by, "cost").annotate(pieces=Sum("quantity")))


def _a_month(row: dict[str, Any], version: PlanVersion, plan: Plan, today: date) -> Decimal:
    """How many prices a month those lines are, without VAT."""
    rate = version.home_rate(today, store=plan.store) if version.prices_include_vat else _NOTHING
    a_month = periods_a_month(row["version__unit"], row["version__count"])
    return int(row["pieces"]) * a_month / (1 + rate / 100)
