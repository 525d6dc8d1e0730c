"""Codes that subscriptions are bought with, and what they are worth, worked out by other means."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tamio.commerce.offers.models import OfferCode
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.discounts.promise import Promise, discount_from
from tamio.commerce.subscriptions.models import (
    Charge,
    ChargeKind,
    DiscountUse,
    Period,
    PeriodKind,
    Subscription,
    SubscriptionDiscount,
    What,
)
from tests.commerce.offers.making import make_code

#: How often a subscription is bought with one.
_SHARE = 0.4
_ORE = Decimal("0.01")
#: What it takes off, whether off each piece, and how many charges have it: None for all.
_GIVEN = (
    ("percent", "20", False, 1),
    ("percent", "33.33", False, 3),
    ("percent", "10", False, None),
    ("percent", "100", False, 2),
    ("amount", "50", False, 4),
    ("amount", "15", True, 3),
    ("amount", "40", True, None),
)


@dataclass
class Codes:
    """A store's codes, and the book of who has bought with which."""

    store: Store
    random: Random
    book: dict[int, Promise] = field(default_factory=dict)
    _codes: list[OfferCode] = field(default_factory=list)

    def __post_init__(self) -> None:
        for at, (gives, value, _piece, covers) in enumerate(_GIVEN):
            lasts = {None: "ever", 1: "once"}.get(covers, "times")
            self._codes.append(make_code(
                store=self.store, code=f"KOD{at}", value=value, gives=gives, name=f"Kod {at}",
                lasts=lasts, times=covers if lasts == "times" else None, starts_on=date(2025, 1, 1),
            ))  # fmt: skip

    def wants(self) -> bool:
        return self.random.random() < _SHARE

    def promise_to(self, subscription: Subscription, now: datetime) -> None:
        """As the checkout does, before it begins."""
        at = self.random.randrange(len(_GIVEN))
        (gives, value, a_piece, covers), code = _GIVEN[at], self._codes[at]
        promise = Promise(
            offer=code.offer_id, name=code.offer.name, code=code.code, gives=gives,
            value=Decimal(value), a_piece=a_piece, covers=covers,
        )  # fmt: skip
        discount = discount_from(promise)
        discount.subscription, discount.at = subscription, now
        discount.save()
        self.book[subscription.pk] = promise


def off_whole(promise: Promise, *, of_one: Decimal, quantity: int, untaxed: bool) -> Decimal:
    """What it takes off a whole period, `of_one` being what is paid for a piece of it."""
    value = promise.value
    if promise.gives == "percent":
        less = _rounded(of_one * value / 100) * quantity
    else:
        less = _rounded(value / Decimal("1.25")) if untaxed else value
        less *= quantity if promise.a_piece else 1
    return min(less, of_one * quantity)


def check_promise(subscription: Subscription, promise: Promise | None) -> None:
    """The first charges have what was promised, as many as were, and none else."""
    rows = _by_period(subscription)
    if promise is None:
        assert not any(charge.discounted_by_id for _period, charge in rows), subscription
        return
    left, had, interval = promise.covers, 0, None
    lasts = promise.gives == "percent" and promise.covers is None
    lines = list(subscription.lines.order_by("pk").select_related("version"))
    first = lines[0].version.interval
    has = over = False
    for period, charge in rows:
        version = charge.line.version
        # Also of what was changed and changed again before it was billed.
        so_far = [line.version.interval for line in lines if line.pk <= charge.line_id]
        over = not lasts and any(each != first for each in so_far)
        if _is_a_charge(period, version.interval != interval):
            has = not over and (left is None or had < left)
            had += has
        interval = version.interval
        assert (charge.discounted_by_id is not None) == has, (subscription, period, charge)
    kept = SubscriptionDiscount.objects.get(subscription=subscription)
    assert kept.used == had == kept.uses.count(), (subscription, kept.used, had)
    assert (kept.done_at is not None) == (had == left), subscription
    assert kept.ended_at is None or over or _changes_yet(subscription), subscription


def _is_a_charge(period: Period, is_another_interval: bool) -> bool:
    """Who goes on twice on a day has a period that is one, and is called a change: only the count
    tells it from a change.
    """
    if period.kind != PeriodKind.CHANGE or is_another_interval:
        return True
    went_on = period.subscription.events.filter(
        what=What.RESUMED, said__on=period.period_start.isoformat()
    )
    return went_on.exists() and DiscountUse.objects.filter(period=period).exists()


def _changes_yet(subscription: Subscription) -> bool:
    """It was changed to another interval while that cost nothing, and is not billed since."""
    line = subscription.lines.order_by("-pk").first()
    return line is not None and not Charge.objects.filter(line=line).exists()


def _by_period(subscription: Subscription) -> Sequence[tuple[Period, Charge]]:
    """Each period that was paid for with its charge, in the order in which they were billed."""
    charges: dict[tuple[date, date], list[Charge]] = defaultdict(list)
    found = Charge.objects.filter(subscription=subscription, kind=ChargeKind.PERIOD)
    for charge in found.order_by("pk").select_related("line__version"):
        charges[charge.starts, charge.ends].append(charge)
    periods = subscription.periods.exclude(kind=PeriodKind.END).order_by("pk")
    rows = []
    for period in periods.select_related("subscription"):
        same = charges[period.period_start, period.period_end]
        if same:
            rows.append((period, same.pop(0)))
    assert not any(charges.values()), (subscription, "charged without a period")
    return rows


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_ORE, rounding=ROUND_HALF_UP)
