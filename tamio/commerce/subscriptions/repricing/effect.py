"""What a new price comes to in a month, before anybody is told of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from tamio.commerce.money import round_half_up
from tamio.commerce.offers.models import Gives
from tamio.commerce.subscriptions.dates import period_holding
from tamio.commerce.subscriptions.discounts.promise import off
from tamio.commerce.subscriptions.figures import periods_a_month
from tamio.commerce.subscriptions.holding import running_of
from tamio.commerce.subscriptions.models import (
    PlanVersion,
    Status,
    Subscription,
    SubscriptionDiscount,
    SubscriptionLine,
)
from tamio.commerce.subscriptions.repricing.applying import cost_on
from tamio.commerce.subscriptions.repricing.reckoning import (
    GOES_ON,
    Terms,
    first_day,
    lines_meant,
    of_the_plan,
    subscribers,
)
from tamio.commerce.subscriptions.whole import whole

_AT_ONCE = 500
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """`before` and `after` are what it brings in a month once it holds, without VAT, in the plan's
    currency: less the discounts that go on then, which so many are `discounted` by, and without
    those that are `paused` until somebody says so.

    Not meant are `left_out`, who pay a price that is stated otherwise, is their own or the new one;
    and those that are `fixed` to a number of periods, `leaving`, `unpaid` or have `not_begun`.
    """

    subscriptions: int
    customers: int
    paused: int
    discounted: int
    before: Decimal
    after: Decimal
    left_out: int
    fixed: int
    leaving: int
    unpaid: int
    not_begun: int

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


def effect_of(terms: Terms, *, today: date) -> Effect:
    """As many queries however many subscribe, but for those with a discount: a few for each
    five hundred of them.
    """
    found = subscribers(terms)
    counted = found.aggregate(
        subscriptions=Count("pk"), customers=Count("customer", distinct=True),
        paused=Count("pk", filter=Q(next_invoice_on=None)),
    )  # fmt: skip
    others = _others(terms)
    left_out = others.pop("going_on") - counted["subscriptions"]
    costs = _Costs(terms, today)
    costs.add_all(found.filter(next_invoice_on__isnull=False))
    return Effect(
        **counted, **others, left_out=left_out, discounted=costs.discounted,
        before=round_half_up(costs.before), after=round_half_up(costs.after),
    )  # fmt: skip


def _others(terms: Terms) -> dict[str, int]:
    """Of all that subscribe to the plan and are not over: each is counted once."""
    leaving, pending = Q(cancel_on__isnull=False), Q(status=Status.PENDING)
    unpaid, stays = Q(status=Status.UNPAID), Q(cancel_on=None)
    fixed = stays & ~pending & ~unpaid & Q(max_cycles__gt=0)
    return of_the_plan(terms.plan).filter(ended_at=None).aggregate(
        going_on=Count("pk", filter=GOES_ON), fixed=Count("pk", filter=fixed),
        leaving=Count("pk", filter=leaving), unpaid=Count("pk", filter=stays & unpaid),
        not_begun=Count("pk", filter=stays & pending),
    )  # fmt: skip


class _Costs:
    """What lines cost a month, before and after."""

    def __init__(self, terms: Terms, today: date) -> None:
        self._terms, self._today = terms, today
        self._store = terms.plan.store
        self.before = self.after = Decimal(0)
        self.discounted = 0

    def add_all(self, found: QuerySet[Subscription]) -> None:
        lines = lines_meant(self._terms).filter(subscription__in=found.values("pk"))
        for line, pieces in _alike(lines):
            cost = self._cost(line)
            a_month = self._a_month(line.version)
            self.before += cost * pieces * a_month
            self.after += self._terms.after(cost) * pieces * a_month
        for line, discount in self._discounted(found, lines):
            self._take_off(line, discount)

    def _cost(self, line: SubscriptionLine) -> Decimal:
        return cost_on(line, self._today, store=self._store)

    def _a_month(self, version: PlanVersion) -> Decimal:
        """How many of its prices a month has, without VAT."""
        rate = _NOTHING
        if version.prices_include_vat:
            rate = version.home_rate(self._today, store=self._store)
        return periods_a_month(version.unit, version.count) / (1 + rate / 100)

    def _take_off(self, line: SubscriptionLine, discount: SubscriptionDiscount) -> None:
        cost, a_month = self._cost(line), self._a_month(line.version)
        self.discounted += 1
        for name, of_one in (("before", cost), ("after", self._terms.after(cost))):
            less = off(discount, of_one=of_one, quantity=line.quantity, amount=discount.value)
            setattr(self, name, getattr(self, name) - less * a_month)

    def _discounted(
        self, found: QuerySet[Subscription], lines: QuerySet[SubscriptionLine]
    ) -> Iterator[tuple[SubscriptionLine, SubscriptionDiscount]]:
        """Lines that have a discount still when the new price begins; what was added has none."""
        runs = SubscriptionDiscount.objects.filter(
            subscription=OuterRef("pk"), done_at=None, ended_at=None
        ).exclude(gives=Gives.SHIPPING)
        meant = set(
            lines.filter(is_addon=False, subscription__discounts__in=SubscriptionDiscount.objects
                         .filter(done_at=None, ended_at=None)).values_list("pk", flat=True)
        )  # fmt: skip
        for each in whole(found.filter(Exists(runs))).iterator(chunk_size=_AT_ONCE):
            each.store = self._store
            discount = running_of(each)
            if discount is not None and self._still_runs(discount, each):
                yield from ((line, discount) for line in each.lines.all() if line.pk in meant)

    def _still_runs(self, discount: SubscriptionDiscount, of: Subscription) -> bool:
        """Whether the first charge at the new price has it."""
        left, day = discount.left, of.next_invoice_on
        if left is None or day is None:
            return left is None
        on = first_day(of, applies_from=self._terms.applies_from, today=self._today)
        while day < on and left:
            day = period_holding(day, anchor=of.anchor, interval=of.interval).end
            left -= 1
        return left > 0


def _alike(lines: QuerySet[SubscriptionLine]) -> Iterable[tuple[SubscriptionLine, int]]:
    """One unsaved for all that cost the same, and how many pieces that is."""
    of_version = ("unit", "count", "vat_class", "prices_include_vat", "price", "priced_on")
    by = (*(f"version__{name}" for name in of_version), "price", "priced_on")
    rows: Iterable[dict[str, Any]] = (
        lines.order_by().values(*by).annotate(pieces=Sum("quantity")).iterator()
    )
    for row in rows:
        version = PlanVersion(**{name: row[f"version__{name}"] for name in of_version})
        line = SubscriptionLine(version=version, price=row["price"], priced_on=row["priced_on"])
        yield line, int(row["pieces"])
