"""Passes the days, one after the other: on each, what is due is done, and then comes the next.

The store itself says which day it is, and is set on in one write. Whatever is killed in between,
the day's work is done again from its beginning by whoever goes on, and finds what is done already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import override

from tamio.commerce.dunning.running import act_due
from tamio.commerce.giftcards.expiring import expire
from tamio.commerce.giftcards.mailing import mail_due
from tamio.commerce.giftcards.reminding import remind as remind_of_cards
from tamio.commerce.letters.reminding import remind
from tamio.commerce.payments.models import ALIVE, Attempt
from tamio.commerce.sandbox.asking import today_of
from tamio.commerce.sandbox.guards import refusal
from tamio.commerce.sandbox.models import ClockMove
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.repricing.telling import tell_all
from tamio.commerce.subscriptions.running import Tally, renew_due
from tamio.outbox.lease import Clock, machine_now

#: Each day is passed at this hour of the store's: after the hours at which steps are taken, and
#: while people are written to.
HOUR = 12
#: Who has not been heard of for so long is gone, and somebody else goes on.
_LEASE = timedelta(seconds=60)
#: The cards that a day draws from are answered before the next day; but not for ever.
_WAITS = timedelta(seconds=60)


class Stand(Enum):
    """Where a move is left."""

    THERE = "there"
    ON_ITS_WAY = "on its way"
    WAITS = "waits"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """Who moves a clock, by an `owner` of its own; `clock` is the house's, `stopping` whether to
    leave the rest, and `told` hears of each day that is done.
    """

    owner: str
    clock: Clock
    stopping: Callable[[], bool] = lambda: False
    told: Callable[[Store], None] = lambda store: None


def go_on(move: ClockMove, mover: Mover) -> Stand:
    """Until it is there, or `stopping` says so; what is left is for whoever goes on.

    ELSEWHERE: another is at it, or it was stopped. WAITS: cards are being drawn from.
    """
    try:
        return _passed(move, mover)
    finally:
        _held_by(move, mover).update(owner="", leased_until=None)


def _passed(move: ClockMove, mover: Mover) -> Stand:
    while _claim(move, mover):
        store = Store.objects.get(pk=move.store_id)
        _do_what_is_due(move, store, mover)
        mover.told(store)
        if mover.stopping():
            return Stand.ON_ITS_WAY
        if _waits_for_cards(move, store):
            return Stand.WAITS
        if today_of(store, now=mover.clock()) >= move.to_date:
            return _there(move, mover)
        _next_day(move, store, mover)
    return Stand.ELSEWHERE


def _claim(move: ClockMove, mover: Mover) -> bool:
    """Also says that it is still at it."""
    at = machine_now()
    free = Q(owner="") | Q(owner=mover.owner) | Q(leased_until__lt=at)
    wanted = ClockMove.objects.filter(free, pk=move.pk, done_at=None)
    return bool(wanted.update(owner=mover.owner, leased_until=at + _LEASE))


def _held_by(move: ClockMove, mover: Mover) -> QuerySet[ClockMove]:
    return ClockMove.objects.filter(pk=move.pk, owner=mover.owner)


def _do_what_is_due(move: ClockMove, store: Store, mover: Mover) -> None:
    """As the worker's chores do it, in the order in which a day has it."""
    stores = [store]

    def lives(_tally: Tally) -> None:
        _claim(move, mover)

    tell_all(now=mover.clock, stores=stores, stopping=mover.stopping)
    renew_due(now=mover.clock(), stores=stores, stopping=mover.stopping, told=lives)
    act_due(now=mover.clock(), stores=stores, stopping=mover.stopping)
    remind(mover.clock, stores=stores)
    mail_due(mover.clock, stores=stores)
    remind_of_cards(mover.clock, stores=stores)
    expire(mover.clock, stores=stores)


def _waits_for_cards(move: ClockMove, store: Store) -> bool:
    """What a card answers decides what happens on the days to come."""
    draws = Attempt.objects.filter(store=store, card__isnull=False, progress__in=ALIVE)
    if not draws.exists():
        if move.waits_since is not None:
            move.waits_since = None
            move.save(update_fields=["waits_since"])
        return False
    if move.waits_since is None:
        move.waits_since = machine_now()
        move.save(update_fields=["waits_since"])
    return machine_now() - move.waits_since < _WAITS


def _there(move: ClockMove, mover: Mover) -> Stand:
    _held_by(move, mover).filter(done_at=None).update(done_at=mover.clock())
    return Stand.THERE


def _next_day(move: ClockMove, store: Store, mover: Mover) -> None:
    """Sets the clock on, unless it has been since; or ends the move where it may not be."""
    with transaction.atomic():
        found = Store.objects.select_for_update().get(pk=store.pk)
        is_wanted = _held_by(move, mover).filter(done_at=None).exists()
        if not is_wanted or found.clock_ahead != store.clock_ahead:
            return
        with override(found.language):
            said = refusal(found)
        now = mover.clock()
        if said:
            today = today_of(found, now=now)
            ended = _held_by(move, mover).filter(done_at=None)
            ended.update(done_at=now, stopped_on=today, problem=said[:300])
            return
        found.clock_ahead = noon_after(found, now=now) - now
        found.save(update_fields=["clock_ahead"])


def noon_after(store: Store, *, now: datetime) -> datetime:
    """When the store's next day is passed."""
    day = today_of(store, now=now) + timedelta(days=1)
    return datetime.combine(day, time(HOUR), tzinfo=ZoneInfo(store.time_zone))
