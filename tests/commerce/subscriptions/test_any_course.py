"""Whatever has been agreed and wished: what is foretold of a year is what is billed then."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.ahead import ahead
from tamio.commerce.subscriptions.changing import When, change, preview
from tamio.commerce.subscriptions.coming import coming
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.ending import cancel, uncancel
from tamio.commerce.subscriptions.models import Plan, Subscription
from tamio.commerce.subscriptions.models.rules import SubscriptionRules
from tamio.commerce.subscriptions.pausing import pause, resume
from tamio.commerce.subscriptions.starting import Item
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.making import BY, at, invoices_of, plan_of, read, run, subscribe
from tests.commerce.subscriptions.repricing.making import changed, tell
from tests.commerce.subscriptions.years.codes import Codes
from tests.factories import make_store

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

_YEAR = timedelta(days=365)
#: What makes a plan another kind of plan.
_TERMS: list[dict[str, Any]] = [
    {}, {"count": 3}, {"unit": Unit.WEEK, "count": 2}, {"unit": Unit.YEAR},
    {"alignment": "calendar"}, {"trial_days": 20}, {"max_cycles": 3}, {"setup_fee": Decimal(75)},
    {"min_cycles": 3, "notice_days": 20}, {"item_type": ItemType.PHYSICAL},
]  # fmt: skip


@pytest.mark.parametrize("seed", range(16))
def test_what_is_foretold_is_what_is_billed(seed: int) -> None:
    course = _Course(Random(seed))
    for _each in range(course.random.randrange(6)):
        course.goes_on(course.random.randrange(25))
        course.wishes()
    subscription = read(course.subscription)
    told, next_one = ahead(subscription, today=course.today), coming(subscription)
    billed, until = len(invoices_of(subscription)), course.today + _YEAR - timedelta(days=1)
    while course.today < until:
        course.goes_on(1)
    later = [
        (each.lines.all()[0].invoice.subscription_periods.get().period_start, each.total)
        for each in invoices_of(subscription)[billed:]
    ]
    expected = [(each.span.start, each.total.gross) for each in told.invoices]
    assert later[: len(expected)] == [each for each in expected if each[0] <= until]
    assert told.more or len(later) <= len(expected)
    if next_one is not None and later:
        assert (next_one.on, next_one.total.gross) == later[0]


class _Course:
    """A subscription of a store, and all that becomes of it by chance."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.store = _store(random)
        self.today = date(2026, 1, 1) + timedelta(days=random.randrange(90))
        self.subscription = self._begun()

    def goes_on(self, days: int) -> None:
        self.today += timedelta(days=days)
        run(self.today.isoformat(), store=self.store)

    def wishes(self) -> None:
        """What cannot be is refused."""
        kinds: list[Callable[..., object]] = [
            self._change, self._change, self._count, self._pause, resume, cancel, uncancel,
            self._price,
        ]  # fmt: skip
        with suppress(ValidationError):
            self.random.choice(kinds)(subscription=read(self.subscription), by=BY, now=self._now)

    @property
    def _now(self) -> Any:
        return at(self.today.isoformat())

    def _begun(self) -> Subscription:
        random, plan = self.random, self._plan()
        version, has_code = plan.current, random.random() < 0.6
        agreed: dict[str, Any] = {}
        if version.is_goods:
            agreed |= {"freight": Decimal(49), "shipping_name": "Post"}
        if random.random() < 0.3:
            more = plan_of(self.store, "31.00", unit=Unit(version.unit), count=version.count)
            agreed["addons"] = [Item(more.current, random.randrange(1, 3))]
        if has_code:
            agreed["starts_on"] = self.today + timedelta(days=1)
        price = "150.00" if random.random() < 0.2 else None
        begun = subscribe(plan, self.today.isoformat(), quantity=random.randrange(1, 4),
                          price=price, **agreed)  # fmt: skip
        if has_code:
            Codes(self.store, random).promise_to(begun, self._now)
        return begun

    def _plan(self) -> Plan:
        price = self.random.choice(["99.00", "199.00", "310.00", "499.00"])
        vat_class = self.random.choice(["standard", "food"])
        return plan_of(self.store, price, vat_class=vat_class, **self.random.choice(_TERMS))

    def _change(self, *, subscription: Subscription, **how: Any) -> None:
        """What it costs is what was shown."""
        wish = Wish(line=_line(subscription), version=self._plan().current)
        how |= {"subscription": subscription, "wishes": [wish],
                "when": self.random.choice([*When, None])}  # fmt: skip
        shown = preview(**{name: how[name] for name in how if name != "by"})
        period = change(**how, seen=shown.seen)
        if period is not None and period.invoice is not None:
            # Below nothing, it is what is taken off later.
            assert period.invoice.total == max(shown.total.gross, Decimal(0))

    def _count(self, *, subscription: Subscription, **how: Any) -> None:
        wish = Wish(line=_line(subscription), quantity=self.random.randrange(1, 5))
        change(subscription=subscription, wishes=[wish], when=self.random.choice(list(When)), **how)

    def _pause(self, *, subscription: Subscription, **how: Any) -> None:
        until = self.today + timedelta(days=self.random.randrange(1, 120))
        pause(subscription=subscription, at_once=self.random.random() < 0.5,
              until=until if self.random.random() < 0.7 else None, **how)  # fmt: skip

    def _price(self, *, subscription: Subscription, **_how: Any) -> None:
        plan = Plan.objects.get(pk=_line(subscription).version.plan_id)
        applies_from = self.today + timedelta(days=self.random.randrange(30, 70))
        changed(plan, percent="10", on=self.today.isoformat(),
                applies_from=applies_from.isoformat())  # fmt: skip
        tell(self.today.isoformat())


def _line(subscription: Subscription) -> Any:
    line = subscription.lines.filter(ends=None, is_addon=False).first()
    if line is None:
        raise ValidationError("it is over")
    return line


def _store(random: Random) -> Store:
    store = make_store(
        prices_include_vat=random.random() < 0.5,
        kept_at_rate_change=random.choice(["gross", "net"]),
    )
    if random.random() < 0.4:
        SubscriptionRules.objects.create(store=store, pauses_keep_day=True, longest_pause_days=0)
    return store
