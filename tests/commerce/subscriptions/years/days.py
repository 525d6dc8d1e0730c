"""Which days a subscription ran, by what is written down to have happened: each is paid once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tamio.commerce.subscriptions.models import (
    Charge,
    ChargeKind,
    Status,
    Subscription,
    SubscriptionEvent,
    What,
)

#: Which day an instant was where the store was then.
DayOf = Callable[[datetime], date]


@dataclass
class _Life:
    """`ran`: days to be paid for. `open`: days that may be: while it was given up as unpaid, or is
    paused now, what was paid ahead stays paid until somebody asks for it.
    """

    ran: set[date] = field(default_factory=set)
    open: set[date] = field(default_factory=set)
    _since: date | None = None
    _given_up: date | None = None

    def goes_on(self, what: str, on: date) -> None:
        """The next thing that happened, and on which day."""
        if what in _STOPS:
            self.stops(on)
        if what == What.UNPAID:
            self._given_up = on
        elif what == What.RECOVERED and self._given_up is not None:
            self._is_settled(on)
            self._since = on
        elif what in _ENDS:
            self._is_settled(on)
        elif what in _STARTS:
            self._since = on if self._since is None else min(self._since, on)

    def stops(self, on: date) -> None:
        if self._since is not None:
            self.ran |= _days(self._since, on)
            self._since = None

    def ends(self, on: date) -> None:
        """Nothing more is known."""
        self.stops(on)
        self._is_settled(on)

    def _is_settled(self, on: date) -> None:
        if self._given_up is not None:
            self.open |= _days(self._given_up, on)
            self._given_up = None


def check_days(subscription: Subscription, *, today: date, day_of: DayOf) -> None:
    """Every day that it ran until today is paid for, no day of a service twice, and none else."""
    life = _life_of(subscription, today=today, day_of=day_of)
    free_until = subscription.trial_end or date.min
    services, others = _paid(subscription)
    twice = [day for day, times in services.items() if times > 1]
    assert not twice, (subscription, "paid twice", min(twice))
    ran = {day for day in life.ran if day >= free_until}
    missing = ran - services.keys() - others
    assert not missing, (subscription, "not paid for", min(missing), len(missing))
    ahead = {day for day in services if day > today}
    over = services.keys() - ran - life.open - ahead
    assert not over, (subscription, "paid and not had", min(over), len(over))


def _paid(subscription: Subscription) -> tuple[Counter[date], set[date]]:
    """Days of services with how many lines they are paid by; and days of goods, and those that a
    discount made free: of neither is anything given back.
    """
    charges = Charge.objects.filter(subscription=subscription, kind=ChargeKind.PERIOD)
    services: Counter[date] = Counter()
    others: set[date] = set()
    for each in charges.select_related("line__version").prefetch_related("given_back"):
        until = min([each.ends, *(credit.starts for credit in each.given_back.all())])
        days = _days(each.starts, until)
        if each.line.version.is_goods or not each.amount:
            others |= days
        else:
            services.update(days)
    return services, others


def _life_of(subscription: Subscription, *, today: date, day_of: DayOf) -> _Life:
    """From its events, in their order."""
    life, end = _Life(), today + timedelta(days=1)
    for event in subscription.events.order_by("pk"):
        life.goes_on(event.what, _day_of(event, day_of))
    life.ends(end)
    if subscription.status == Status.PAUSED and subscription.paused_on is not None:
        life.open |= _days(subscription.paused_on, end)
    return life


_STARTS = (What.STARTED, What.RESUMED)
_ENDS = (What.ENDED, What.EXPIRED)
_STOPS = (What.PAUSED, What.UNPAID, *_ENDS)


def _day_of(event: SubscriptionEvent, day_of: DayOf) -> date:
    said = event.said.get("on") or event.said.get("starts")
    return date.fromisoformat(said) if said else day_of(event.at)


def _days(starts: date, until: date) -> set[date]:
    return {starts + timedelta(days=n) for n in range((until - starts).days)}
