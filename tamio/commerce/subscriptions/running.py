"""The renewal run: everything that is due, caught up with, a few periods in each transaction.

What keeps one of those few from being billed undoes all, and then they are billed one by one. It
goes by the cursor and never by what day it is: a run that was missed is made up for by the next,
each period with its own days. Run twice, or in four processes at once, it bills nothing twice.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.catalogue.stock import TooFew
from tamio.commerce.stores.clock import in_time_of
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.catching_up import MOST_PERIODS, is_long_past
from tamio.commerce.subscriptions.events import TAMIO, note
from tamio.commerce.subscriptions.holding import keep
from tamio.commerce.subscriptions.models import RENEWED, Subscription, What
from tamio.commerce.subscriptions.models.rules import rules_of
from tamio.commerce.subscriptions.renewing import (
    Done,
    StaleRead,
    is_plain,
    is_plain_but_for_its_price,
    renew,
    renew_together,
)
from tamio.commerce.subscriptions.repricing.applying import reprice_together
from tamio.commerce.subscriptions.whole import FEW, made_whole
from tamio.commerce.vat.rates import UnknownRate
from tamio.prepared import Prepared
from tamio.store_clock import NOT_AHEAD
from tamio.store_clock import told as in_store

log = logging.getLogger(__name__)

#: So many are read at once: memory stays flat, and what is read is soon written.
_AT_ONCE = 200
#: So many share a transaction, and so one wait for the disk. While it lasts, on the embedded
#: database, nobody else writes: a tenth of a second.
_TOGETHER = 25
#: Ahead of UTC, the clock of the Line Islands.
_EASTERNMOST = timedelta(hours=14)
#: So often is one read anew that somebody else is changing at the same moment.
_TRIES = 3


@dataclass(slots=True)
class Tally:
    """What a run did. `parked` could not be billed, and says why on its page."""

    billed: int = 0
    paused: int = 0
    ended: int = 0
    parked: int = 0

    @property
    def done(self) -> int:
        return self.billed + self.paused + self.ended


def renew_due(
    *,
    now: datetime,
    stores: Iterable[Store] | None = None,
    most: int | None = None,
    stopping: Callable[[], bool] = lambda: False,
    told: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Everything that is due in these stores, or all; about `most` periods, None for all. `now` is
    the house's; what is due in a store is so by its own clock.

    `told` hears how far it is after every batch. What cannot be billed keeps nothing waiting.
    """
    tally = Tally()
    for store in _where_due(now) if stores is None else stores:
        if not rules_of(store).renewals_on:
            continue
        with in_time_of(store):
            for batch in _due(store, today=store.date_of(in_store(now))):
                for some in _in_pieces(batch):
                    left = len(some) if most is None else most - tally.done - tally.parked
                    if stopping() or left <= 0:
                        return tally
                    _catch_up_together(some[:left], now=in_store(now), tally=tally)
                told(tally)
    return tally


def renew_one(*, subscription: Subscription, now: datetime) -> Tally:
    """What is due of one, at once: for a person who has mended what kept it from being billed.

    What keeps it still stands on it. Raises ValidationError ("problem") where the store renews
    nothing.
    """
    store, tally = subscription.store, Tally()
    if not rules_of(store).renewals_on:
        message = _("Renewals are switched off in this store.")
        raise ValidationError({"problem": [message]})
    found = _read(store, [subscription.pk], today=store.date_of(now))
    if not found:
        _unpark(subscription)
    else:
        _catch_up(found[0], now=now, tally=tally)
    return tally


def due_count(*, now: datetime, store: Store) -> int:
    """How many subscriptions of the store have something due."""
    return _due_of(store, store.date_of(now)).count()


def _where_due(now: datetime) -> QuerySet[Store]:
    """Where something is due by the day that is furthest on, and those whose clock was moved: one
    query, however many stores have nothing to renew.
    """
    due = _due_of(OuterRef("pk"), (now + _EASTERNMOST).date())
    return Store.objects.filter(Exists(due) | Q(clock_ahead__gt=NOT_AHEAD)).order_by("pk")


def _due(store: Store, *, today: date) -> Iterator[list[Subscription]]:
    """In the order of their cursors. What is done leaves the set; what cannot be is passed by."""
    batch = _FIRST.rows(store.pk, today)
    while batch:
        last = batch[-1].next_invoice_on, batch[-1].pk
        yield _whole(batch, store)
        batch = _NEXT.rows(store.pk, today, *last)


def _passed(cursor: date, pk: int) -> Q:
    return Q(next_invoice_on__gt=cursor) | Q(next_invoice_on=cursor, pk__gt=pk)


def _in_order(due: QuerySet[Subscription]) -> QuerySet[Subscription]:
    ordered = due.order_by("next_invoice_on", "pk")
    return ordered.select_related("store", "customer")[:_AT_ONCE]


def _whole(batch: Sequence[Subscription], store: Store) -> list[Subscription]:
    for each in made_whole(batch):
        # Read once for all, with its own rates.
        each.store = store
    return list(batch)


def _due_of(store: Store | int | OuterRef, today: date) -> QuerySet[Subscription]:
    return Subscription.objects.filter(store=store, status__in=RENEWED, next_invoice_on__lte=today)


_FIRST = Prepared(lambda store, today: _in_order(_due_of(store, today)), int, date)
_NEXT = Prepared(
    lambda store, today, cursor, pk: _in_order(_due_of(store, today).filter(_passed(cursor, pk))),
    int,
    date,
    date,
    int,
)
_STILL = Prepared(
    lambda store, today, pk: _in_order(_due_of(store, today).filter(pk=pk)), int, date, int
)


def _in_pieces(batch: Sequence[Subscription]) -> Iterator[Sequence[Subscription]]:
    for first in range(0, len(batch), _TOGETHER):
        yield batch[first : first + _TOGETHER]


def _catch_up_together(batch: Sequence[Subscription], *, now: datetime, tally: Tally) -> None:
    """Period after period, until the cursors of all have passed today."""
    store = batch[0].store
    today = store.date_of(now)
    for _period in range(MOST_PERIODS):
        batch = _repriced(batch, now=now)
        plain = [each for each in batch if _is_plain(each, today)]
        billed = _billed_together(plain, now=now) if len(plain) > 1 else []
        tally.billed += len(billed)
        if not billed:
            _one_by_one(batch, now=now, tally=tally)
            return
        done = {each.pk for each in billed if _is_past(each.next_invoice_on, today)}
        left = [each.pk for each in batch if each.pk not in done]
        batch = _read(store, left, today=today) if left else []
        if not batch:
            return


def _repriced(batch: Sequence[Subscription], *, now: datetime) -> Sequence[Subscription]:
    """As they are once the prices hold that begin with what is due, where nothing else is."""
    new = [each for each in batch if is_plain_but_for_its_price(each) and not is_plain(each)]
    if not new:
        return batch
    store = batch[0].store
    try:
        reprice_together(new, now=now)
    except (IntegrityError, *_CANNOT):
        # One by one, so that the one that cannot be says why.
        return batch
    return _read(store, [each.pk for each in batch], today=store.date_of(now))


def _read(store: Store, pks: Sequence[int], *, today: date) -> list[Subscription]:
    """Those of them that are due as they are now, in the order of their cursors."""
    if len(pks) <= FEW:
        found = [each for pk in pks for each in _STILL.rows(store.pk, today, pk)]
    else:
        found = list(_in_order(_due_of(store, today).filter(pk__in=pks)))
    found.sort(key=lambda each: (each.next_invoice_on or date.max, each.pk))
    return _whole(found, store)


def _is_plain(subscription: Subscription, today: date) -> bool:
    due = subscription.next_invoice_on
    assert due is not None
    return is_plain(subscription) and not is_long_past(due, today)


def _billed_together(plain: Sequence[Subscription], *, now: datetime) -> list[Subscription]:
    """None if one of them cannot be: then the database is as it was."""
    with override(plain[0].store.language):
        try:
            return renew_together(plain, now=now)
        except (StaleRead, IntegrityError, *_CANNOT):
            return []


def _one_by_one(batch: Sequence[Subscription], *, now: datetime, tally: Tally) -> None:
    """As they are now: what was tried together has been changed in memory."""
    store = batch[0].store
    for each in _read(store, [each.pk for each in batch], today=store.date_of(now)):
        _catch_up(each, now=now, tally=tally)


def _is_past(cursor: date | None, today: date) -> bool:
    return cursor is None or cursor > today


def _catch_up(subscription: Subscription, *, now: datetime, tally: Tally) -> None:
    """Period after period until its cursor has passed today."""
    store, today = subscription.store, subscription.store.date_of(now)
    found: Subscription | None = subscription
    stale = 0
    for _period in range(MOST_PERIODS):
        assert found is not None
        try:
            done = _step(found, now=now)
        except StaleRead:
            stale += 1
            if stale == _TRIES:
                return
        except _CANNOT as error:
            _park(found, error, now=now)
            tally.parked += 1
            return
        else:
            setattr(tally, done.step, getattr(tally, done.step) + 1)
            if _is_past(done.cursor, today):
                return
        found = next(iter(_read(store, [subscription.pk], today=today)), None)
        if found is None:
            return


def _step(subscription: Subscription, *, now: datetime) -> Done:
    store, due = subscription.store, subscription.next_invoice_on
    assert due is not None
    # Lines and letters speak the store's language, whoever runs this.
    with override(store.language):
        if is_long_past(due, store.date_of(now)):
            raise ValidationError(_("Its next period is more than three years back."))
        with transaction.atomic():
            return renew(subscription, now=now)


#: What keeps one subscription from being billed, and none of the others.
_CANNOT = (TooFew, UnknownRate, ValidationError)


def _park(subscription: Subscription, error: Exception, *, now: datetime) -> None:
    """Its page says why. It stays due, so it is billed as soon as it can be."""
    with override(subscription.store.language):
        problem = _told(error)[:200]
    log.warning("Subscription %s cannot be billed: %s", subscription.pk, problem)
    with transaction.atomic():
        found = Subscription.objects.select_for_update().get(pk=subscription.pk)
        if found.status not in RENEWED or found.problem == problem:
            return
        found.problem, found.problem_at = problem, now
        keep(found, "problem", "problem_at")
        note(found, What.PARKED, by=TAMIO, now=now, problem=problem)


def _unpark(subscription: Subscription) -> None:
    """Nothing is due, so nothing keeps it from being billed: it was paused since, or billed."""
    with transaction.atomic():
        found = Subscription.objects.select_for_update().get(pk=subscription.pk)
        if found.problem:
            found.problem, found.problem_at = "", None
            keep(found, "problem", "problem_at")


def _told(error: Exception) -> str:
    if isinstance(error, TooFew):
        words = _("There are only %(left)d left of “%(name)s”.")
        return words % {"left": error.left, "name": error.variant.title}
    if isinstance(error, UnknownRate):
        return _("It cannot be sold to the customer's country: no VAT rate is known.")
    assert isinstance(error, ValidationError)
    return " ".join(error.messages)
