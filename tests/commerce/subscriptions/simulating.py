"""Years of many subscriptions in a moment: random wishes, outages and payments, and a ledger that
is worked out by other means to compare with.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.changing import When, change
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.ending import cancel, uncancel
from tamio.commerce.subscriptions.models import (
    RENEWED,
    Charge,
    ChargeKind,
    Period,
    PeriodKind,
    Plan,
    Subscription,
)
from tamio.commerce.subscriptions.pausing import pause, resume
from tamio.commerce.subscriptions.running import renew_due
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.making import at, customer_of, plan_of, subscribe

_ZONES = ("Europe/Stockholm", "Asia/Kolkata", "America/Bogota", "Pacific/Kiritimati")


@dataclass
class World:
    """`store` and all that is random in it, by `seed`."""

    store: Store
    seed: int
    random: Random = field(init=False)
    plans: list[Plan] = field(init=False)
    #: The last day of the run.
    today: date = date.min

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.plans = [
            plan_of(self.store, "99.00"),
            plan_of(self.store, "199.00"),
            plan_of(self.store, "499.00"),
            plan_of(self.store, "1990.00", unit=Unit.YEAR),
            plan_of(self.store, "249.00", count=3),
            plan_of(self.store, "29.00", unit=Unit.WEEK, trial_days=9),
            plan_of(self.store, "300.00", alignment="calendar"),
        ]

    def live(self, subscriptions: int, *, days: int, wishes: float) -> None:
        """From 2026 on: so many begin in the first sixth, and each day some wish something."""
        customer = customer_of(self.store)
        begins = self._begins(subscriptions, within=max(days // 6, 1))
        out_until = date.min
        for today in _days(days):
            self._move(today)
            for _each in range(begins[today]):
                plan = self.random.choice(self.plans)
                subscribe(plan, today.isoformat(), customer=customer)
            for _each in range(self._some(wishes * subscriptions)):
                self._wish(today)
            if today >= out_until and self.random.random() < 0.01:
                out_until = today + timedelta(days=self.random.randrange(1, 41))
            if today >= out_until:
                self._renew(today)
        self._renew(today)
        self.today = today

    def _begins(self, subscriptions: int, *, within: int) -> dict[date, int]:
        begins: dict[date, int] = defaultdict(int)
        for _each in range(subscriptions):
            begins[_FIRST + timedelta(days=self.random.randrange(within))] += 1
        return begins

    def _move(self, today: date) -> None:
        """Now and then the store is said to be elsewhere."""
        if self.random.random() < 0.002:
            self.store.time_zone = self.random.choice(_ZONES)
            self.store.save(update_fields=["time_zone"])

    def _some(self, mean: float) -> int:
        return int(mean) + (self.random.random() < mean % 1)

    def _renew(self, today: date) -> None:
        """Twice as often as not."""
        for hour in self.random.choices([1, 9, 22], k=2):
            renew_due(now=at(today.isoformat(), hour, zone=self.store.time_zone))

    def _wish(self, today: date) -> None:
        """Of anybody; what cannot be is refused, and then nothing has happened."""
        found = Subscription.objects.filter(store=self.store, ended_at=None).order_by("pk")
        count = found.count()
        if not count:
            return
        subscription = found[self.random.randrange(count)]
        now = at(today.isoformat(), 12, zone=self.store.time_zone)
        kind = self.random.choice(_KINDS)
        try:
            if kind == "pause":
                pause(subscription=subscription, by="customer", now=now,
                      at_once=self.random.random() < 0.5)  # fmt: skip
            elif kind == "resume":
                resume(subscription=subscription, by="customer", now=now)
            elif kind == "cancel":
                cancel(subscription=subscription, by="customer", now=now,
                       at_once=self.random.random() < 0.3)  # fmt: skip
            elif kind == "uncancel":
                uncancel(subscription=subscription, by="customer", now=now)
            else:
                self._change(subscription, now=now, kind=kind)
        except ValidationError:
            after = Subscription.objects.get(pk=subscription.pk)
            assert after.revision == subscription.revision, "refused, and yet written"

    def _change(self, subscription: Subscription, *, now: datetime, kind: str) -> None:
        line = subscription.lines.filter(ends=None).first()
        if line is None:
            return
        wish = (
            Wish(line=line, quantity=self.random.randrange(1, 5))
            if kind == "quantity"
            else Wish(line=line, version=self.random.choice(self.plans).current)
        )
        change(
            subscription=subscription, wishes=[wish], when=self.random.choice(list(When)),
            by="customer", now=now,
        )  # fmt: skip


_FIRST = date(2026, 1, 1)
_KINDS = ("plan", "plan", "quantity", "pause", "resume", "cancel", "uncancel", "uncancel")


def _days(count: int) -> Iterator[date]:
    for n in range(count):
        yield _FIRST + timedelta(days=n)


def check(world: World) -> dict[str, int]:
    """Raises AssertionError where anything is missing, doubled, or summed otherwise. The counts."""
    store = world.store
    late = Subscription.objects.filter(
        store=store, status__in=RENEWED, next_invoice_on__lt=world.today
    )
    assert not late.exists(), [(each.pk, each.problem) for each in late]
    every = list(Subscription.objects.filter(store=store).order_by("pk"))
    for each in every:
        _check_periods(each)
        _check_charges(each)
        _check_money(each)
    issued = store.invoices.exclude(issued_at=None)
    numbers = list(issued.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1001, 1001 + len(numbers)))
    assert Period.objects.exclude(invoice=None).count() == len(numbers)
    notes = CreditNote.objects.filter(store=store).count()
    periods = Period.objects.filter(subscription__store=store).count()
    return {"subscriptions": len(every), "periods": periods, "invoices": len(numbers),
            "credit notes": notes}  # fmt: skip


def _check_periods(subscription: Subscription) -> None:
    """A renewal begins where something ended; after a pause a new start leaves a gap, or none."""
    rows = list(subscription.periods.exclude(kind=PeriodKind.END).order_by("period_start", "pk"))
    assert len({(each.period_start, each.kind, each.sequence) for each in rows}) == len(rows)
    ends = {each.period_end for each in rows}
    for each in rows:
        # A pause puts off the end of a trial, whose days are free and so leave no row.
        follows = each.period_start in {*ends, subscription.trial_end}
        assert each.kind != PeriodKind.RENEWAL or follows, (subscription, each)
    renewals = [each for each in rows if each.kind == PeriodKind.RENEWAL]
    for before, after in pairwise(renewals):
        assert before.period_start < after.period_start


def _check_charges(subscription: Subscription) -> None:
    """No day of a line is paid for twice, and what a day costs is what its line says."""
    charges = Charge.objects.filter(subscription=subscription, kind=ChargeKind.PERIOD)
    used: dict[int, set[date]] = defaultdict(set)
    for each in charges.select_related("line__version").prefetch_related("given_back"):
        version = each.line.version
        assert each.whole == version.price * each.quantity, each
        back = [credit.starts for credit in each.given_back.all()]
        until = min([each.ends, *back])
        days = {each.starts + timedelta(days=n) for n in range((until - each.starts).days)}
        assert not days & used[each.line_id], (subscription, each)
        used[each.line_id] |= days
        kept = each.amount + sum(credit.amount for credit in each.given_back.all())
        exact = each.whole * len(days) / each.whole_days
        assert abs(kept - exact) <= Decimal("0.01") * (1 + len(back)), (subscription, each, kept)
        assert kept >= 0


def _check_money(subscription: Subscription) -> None:
    """What was invoiced less what was credited is what the charges say, but for those that wait."""
    invoices = Invoice.objects.filter(subscription_periods__subscription=subscription)
    notes = CreditNote.objects.filter(invoice__in=invoices)
    charges = Charge.objects.filter(subscription=subscription)
    waiting = charges.filter(invoice=None, settled_at=None)
    asked = _sum(invoices, "net") + _sum(notes, "net")
    assert asked == _sum(charges, "amount") - _sum(waiting, "amount"), subscription
    for invoice in invoices:
        assert invoice.net >= 0
        own = list(charges.filter(invoice=invoice).order_by("position"))
        assert [each.position for each in own] == list(range(1, invoice.lines.count() + 1))
        assert [line.net for line in invoice.lines.all()] == [each.amount for each in own]


def _sum(rows: QuerySet[Any], column: str) -> Decimal:
    """Of amounts as they are: SQLite adds in floating point."""
    return sum(rows.values_list(column, flat=True), Decimal("0.00"))
