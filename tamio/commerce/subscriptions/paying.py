"""What late and missing payments make of a subscription's status. Whoever duns calls these."""

from datetime import date, datetime

from django.db import transaction

from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.holding import held, keep
from tamio.commerce.subscriptions.models import Status, Subscription, What
from tamio.commerce.subscriptions.pausing import resume_on, suspend


def fall_behind(*, subscription: Subscription, by: str, now: datetime) -> bool:
    """A payment has failed, or is late: renewals go on. False if it was not active.

    Raises ValidationError if it is over; so do the others.
    """
    return _becomes(subscription, Status.PAST_DUE, What.PAST_DUE, of=(Status.ACTIVE,),
                    by=by, now=now)  # fmt: skip


def give_up(*, subscription: Subscription, by: str, now: datetime) -> bool:
    """The store has stopped waiting for the money: no more periods are billed, nothing is ended.
    What is paused does not go on by itself either.
    """
    return _becomes(subscription, Status.UNPAID, What.UNPAID,
                    of=(Status.ACTIVE, Status.PAST_DUE, Status.PAUSED), by=by, now=now)  # fmt: skip


def recover(*, subscription: Subscription, by: str, now: datetime) -> bool:
    """All has been paid. One that was given up, and whose period has run out since, goes on with a
    new one today: what it did not get it does not owe. Given up in a pause, the pause goes on.
    """
    with transaction.atomic():
        locked = held(subscription)
        today = locked.store.date_of(now)
        if locked.status not in (Status.PAST_DUE, Status.UNPAID):
            return False
        note(locked, What.RECOVERED, by=by, now=now)
        if locked.status == Status.UNPAID and locked.paused_on is not None:
            _pause_again(locked, today=today, by=by, now=now)
            return True
        if locked.status == Status.UNPAID and locked.period_end and locked.period_end <= today:
            locked.paused_on = locked.period_end
            resume_on(today, locked, keeps_day=None, by=by, now=now)
            return True
        locked.status = Status.ACTIVE
        keep(locked, "status")
        return True


def _pause_again(subscription: Subscription, *, today: date, by: str, now: datetime) -> None:
    """Until its day, which may be past: then it goes on today."""
    until = subscription.resume_on
    if until is not None and until <= today:
        resume_on(today, subscription, keeps_day=None, by=by, now=now)
        return
    assert subscription.paused_on is not None
    suspend(subscription, on=subscription.paused_on, by=by, now=now)


def _becomes(
    subscription: Subscription,
    status: Status,
    what: What,
    *,
    of: tuple[Status, ...],
    by: str,
    now: datetime,
) -> bool:
    with transaction.atomic():
        locked = held(subscription)
        if locked.status not in of:
            return False
        locked.status = status
        keep(locked, "status")
        note(locked, what, by=by, now=now)
        return True
