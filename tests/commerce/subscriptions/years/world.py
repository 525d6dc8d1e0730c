"""A store's years: subscriptions begin, some with a code, people wish things and pay or do not, the
worker works or is out, and now and then the store is said to be elsewhere. All by chance, all by
`seed`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from random import Random
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.customers.models import Customer
from tamio.commerce.dunning.running import act_due
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.changing import When, change
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.ending import cancel, uncancel
from tamio.commerce.subscriptions.models import Plan, Subscription
from tamio.commerce.subscriptions.pausing import pause, resume
from tamio.commerce.subscriptions.running import renew_due
from tamio.commerce.subscriptions.wishes import Wish
from tamio.outbox.drain import drain
from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE
from tamio.prepared import Prepared
from tests.commerce.subscriptions.making import at, plan_of, subscribe
from tests.commerce.subscriptions.years.codes import Codes
from tests.commerce.subscriptions.years.payers import Payers

FIRST = date(2026, 1, 1)
_ZONES = ("Europe/Stockholm", "Asia/Kolkata", "America/Bogota", "Pacific/Kiritimati")
_KINDS = ("plan", "plan", "quantity", "pause", "resume", "cancel", "uncancel", "uncancel")
#: When the worker looks on a day: at one of these, now and then at two, or twice at the same.
_HOURS = (1, 9, 22)


@dataclass
class World:
    """`store`, whom it sells to, and all that is random in it."""

    store: Store
    seed: int
    customers: Sequence[Customer]
    payers: Payers = field(init=False)
    codes: Codes = field(init=False)
    random: Random = field(init=False)
    plans: list[Plan] = field(init=False)
    #: What the worker did: how many cases were ended by their last step, and the like.
    done: Counter[str] = field(default_factory=Counter)
    #: It never goes back, wherever the store is said to be.
    now: datetime = datetime(2025, 1, 1, tzinfo=UTC)
    #: Where the store was said to be, and until when, but for where it is now.
    zones: list[tuple[datetime, str]] = field(default_factory=list)
    _begins: dict[date, int] = field(default_factory=dict)
    #: Of each that lives.
    _wishes_a_day: float = 0.0
    _out_until: date = date.min

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.payers = Payers(self.store, self.customers, Random(f"{self.seed} payers"))
        self.codes = Codes(self.store, Random(f"{self.seed} codes"))
        self.plans = [
            plan_of(self.store, "99.00"),
            plan_of(self.store, "199.00"),
            plan_of(self.store, "499.00"),
            plan_of(self.store, "1990.00", unit=Unit.YEAR),
            plan_of(self.store, "249.00", count=3),
            plan_of(self.store, "29.00", unit=Unit.WEEK, trial_days=9),
            plan_of(self.store, "300.00", alignment="calendar"),
            plan_of(self.store, "149.00", item_type=ItemType.PHYSICAL),
        ]

    @property
    def today(self) -> date:
        """The last day of the run, where the store is."""
        return self.store.date_of(self.now)

    def day_of(self, instant: datetime) -> date:
        """Which it was where the store was then."""
        until = (zone for moved_at, zone in self.zones if instant <= moved_at)
        zone = next(until, self.store.time_zone)
        return instant.astimezone(ZoneInfo(zone)).date()

    def live(self, subscriptions: int, *, days: int, wishes: float) -> None:
        """From 2026 on: so many begin in the first sixth, and each day some wish something."""
        self.plan(subscriptions, days=days, wishes=wishes)
        for today in each_day(days):
            self.pass_day(today)
        self.end()

    def plan(self, subscriptions: int, *, days: int, wishes: float) -> None:
        """Draws which days they begin on. `wishes`: of one, a day."""
        begins: dict[date, int] = defaultdict(int)
        for _each in range(subscriptions):
            begins[FIRST + timedelta(days=self.random.randrange(max(days // 6, 1)))] += 1
        self._begins, self._wishes_a_day = begins, wishes

    def pass_day(self, today: date) -> None:
        """All that happens on it, in the order of its hours."""
        self._move()
        acts: list[tuple[int, Callable[[datetime], None]]] = [
            (10, lambda now: self._begin(self._begins.get(today, 0), now)),
            (12, self._wish_some),
            (15, self.payers.act),
            *((hour, self.work) for hour in self._hours_of_work(today)),
        ]
        for hour, act in sorted(acts, key=itemgetter(0)):
            act(self._at(today, hour))

    def end(self) -> None:
        """The worker is there once more, so that nothing is late."""
        self.work(self.now)

    def work(self, now: datetime) -> None:
        """As the worker's chores and its lane of payments do."""
        renew_due(now=now, stores=[self.store])
        self._send_payments(now)
        tally = act_due(now=now, stores=[self.store])
        self._send_payments(now)
        self.done += Counter(ended=tally.ended, written=tally.written, recovered=tally.recovered)

    def _move(self) -> None:
        """Now and then the store is said to be elsewhere."""
        if self.random.random() < 0.002:
            self.zones.append((self.now, self.store.time_zone))
            self.store.time_zone = self.random.choice(_ZONES)
            self.store.save(update_fields=["time_zone"])

    def _hours_of_work(self, today: date) -> Sequence[int]:
        """None while the worker is out, for up to 40 days."""
        if today >= self._out_until and self.random.random() < 0.01:
            self._out_until = today + timedelta(days=self.random.randrange(1, 41))
        times = 1 + (self.random.random() < 0.25)
        return self.random.choices(_HOURS, k=times) if today >= self._out_until else ()

    def _at(self, today: date, hour: int) -> datetime:
        self.now = max(self.now, at(today.isoformat(), hour, zone=self.store.time_zone))
        return self.now

    def _begin(self, count: int, now: datetime) -> None:
        for _each in range(count):
            customer = self.random.choice(self.customers)
            agreed = self.payers.agreed_by(customer, now)
            plan, has_code = self.random.choice(self.plans), self.codes.wants()
            if has_code:
                # What is promised stands there before anything is billed.
                agreed["starts_on"] = self.store.date_of(now) + timedelta(days=1)
            begun = subscribe(plan, customer=customer, now=now, **agreed)
            if has_code:
                self.codes.promise_to(begun, now)

    def _send_payments(self, now: datetime) -> None:
        attempts = 1
        while attempts and (found := _PAYMENTS.first(self.store.pk, now)) is not None:
            attempts = drain(lane_id=found.lane_id, owner="years", clock=lambda: now)

    def _wish_some(self, now: datetime) -> None:
        living = _LIVING.rows(self.store.pk)
        whole, part = divmod(self._wishes_a_day * len(living), 1)
        for _each in range(int(whole) + (self.random.random() < part)):
            self._wish(self.random.choice(living).pk, now)

    def _wish(self, pk: int, now: datetime) -> None:
        """What cannot be is refused, and then nothing has happened."""
        subscription = Subscription.objects.get(pk=pk)
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


def each_day(count: int) -> Iterator[date]:
    for n in range(count):
        yield FIRST + timedelta(days=n)


_PAYMENTS = Prepared(
    lambda store, now: Delivery.objects.filter(
        store=store, destination="payments", state__in=DUE, due_at__lte=now
    ).order_by("pk")[:1],
    int,
    datetime,
)
_LIVING = Prepared(
    lambda store: Subscription.objects.filter(store=store, ended_at=None).order_by("pk").only("pk"),
    int,
)
