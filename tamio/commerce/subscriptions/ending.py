"""Ends a subscription: at the end of a period, at once, or because all its periods are done."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.subscriptions import signals
from tamio.commerce.subscriptions.billing import bill_of, write
from tamio.commerce.subscriptions.catching_up import held_up_to_date
from tamio.commerce.subscriptions.charging import credits_for
from tamio.commerce.subscriptions.dates import Span, period_holding
from tamio.commerce.subscriptions.evening import settle_even
from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.holding import (
    charges_on,
    drop_planned,
    held,
    keep,
    taken_of,
    waiting_of,
)
from tamio.commerce.subscriptions.models import (
    Charge,
    PeriodKind,
    Status,
    Subscription,
    SubscriptionLine,
    What,
)
from tamio.commerce.subscriptions.refunding import give_back, void_open
from tamio.commerce.subscriptions.whole import whole_of


class Open(StrEnum):
    """What becomes of invoices that are not paid: KEEP leaves them a debt that nothing draws."""

    KEEP = "keep"
    VOID = "void"


def cancel(
    *,
    subscription: Subscription,
    by: str,
    now: datetime,
    at_once: bool = False,
    credits_unused: bool = True,
    open_invoices: Open = Open.KEEP,
    binding: bool = True,
) -> Subscription:
    """At the end of the first period that notice and minimum term allow, or at once.

    `binding`: whether notice and minimum term hold; a store may let somebody go. At once, and
    while it is paused, unused days of services are given back by credit notes if `credits_unused`.
    A pause that was planned is dropped. Raises ValidationError ("cancel").
    """
    with transaction.atomic():
        locked = held_up_to_date(subscription, now=now)
        today = locked.store.date_of(now)
        if binding and (at_once or locked.status == Status.PAUSED):
            _check_free(locked, today=today)
        if open_invoices is Open.VOID:
            void_open(locked, by=by, now=now)
        if at_once or locked.status in _OVER_AT_ONCE:
            _end_now(locked, today, credits_unused=credits_unused, by=by, now=now)
        else:
            first = earliest_end(locked, today=today) if binding else locked.period_end
            on = first or today
            # Said twice it does not end later.
            _run_out(locked, min(on, locked.cancel_on or on), by=by, now=now)
        signals.cancelled.send(sender=Subscription, subscription=locked, now=now)
        return locked


def uncancel(*, subscription: Subscription, by: str, now: datetime) -> Subscription:
    """It is renewed as if it had never been cancelled. Raises ValidationError ("cancel")."""
    with transaction.atomic():
        locked = held(subscription)
        if locked.cancel_on is None:
            raise ValidationError({"cancel": [_("It is not cancelled.")]})
        locked.cancel_on = None
        keep(locked, "cancel_on")
        note(locked, What.UNCANCELLED, by=by, now=now)
        signals.uncancelled.send(sender=Subscription, subscription=locked, now=now)
        return locked


def earliest_end(subscription: Subscription, *, today: date) -> date:
    """The end of the first period that notice and minimum term allow; today where there is none."""
    end = subscription.period_end or today
    bound = bound_until(subscription, today=today)
    while end < bound:
        end = _end_after(end, subscription)
    return end


def bound_until(subscription: Subscription, *, today: date) -> date:
    """The first day on which nothing binds: not before notice and minimum term are over."""
    if subscription.status in _FREE_TO_GO or subscription.period_end is None:
        return today
    versions = [line.version for line in subscription.lines_on(today)]
    notice = max((version.notice_days for version in versions), default=0)
    least = max((version.min_cycles for version in versions), default=0)
    noticed = today + timedelta(days=notice)
    if subscription.cycles > least or not least:
        return noticed
    end = subscription.period_end
    for _missing in range(least - subscription.cycles):
        end = _end_after(end, subscription)
    return max(noticed, end)


def _end_after(day: date, subscription: Subscription) -> date:
    return period_holding(day, anchor=subscription.anchor, interval=subscription.interval).end


def unused_on(subscription: Subscription, on: date) -> list[Charge]:
    """What the days from `on` would give back, unsaved; of one that was read whole."""
    charges = charges_on(subscription, on)
    taken = taken_of(charges, includes_vat=subscription.prices_include_vat)
    return credits_for(charges, on=on, taken=taken)


def end(subscription: Subscription, *, status: Status, on: date, by: str, now: datetime) -> None:
    """It is over from that day. Of one that is held or claimed, and was read whole."""
    _settle(subscription, by=by, now=now)
    subscription.status, subscription.ended_at = status, now
    subscription.next_invoice_on = subscription.pause_on = subscription.resume_on = None
    keep(subscription, "status", "ended_at", "next_invoice_on", "pause_on", "resume_on")
    open_lines = SubscriptionLine.objects.filter(subscription=subscription, ends=None)
    open_lines.filter(starts__lte=on).update(ends=on)
    drop_planned(subscription, now=now)
    what = What.EXPIRED if status == Status.EXPIRED else What.ENDED
    note(subscription, what, by=by, now=now, on=on)
    signals.ended.send(sender=Subscription, subscription=subscription, now=now)


#: Nothing binds who has not begun to pay, or whom the store has given up.
_FREE_TO_GO = (Status.PENDING, Status.TRIALING, Status.UNPAID)
#: There is no period that could run out.
_OVER_AT_ONCE = (Status.PENDING, Status.PAUSED, Status.UNPAID)


def _check_free(subscription: Subscription, *, today: date) -> None:
    bound = bound_until(subscription, today=today)
    if bound > today:
        message = _("It binds until %(day)s. It can end on that day, not before.")
        raise ValidationError({"cancel": [message % {"day": bound.isoformat()}]})


def _run_out(subscription: Subscription, on: date, *, by: str, now: datetime) -> None:
    subscription.cancel_on = on
    subscription.pause_on = subscription.resume_on = None
    keep(subscription, "cancel_on", "pause_on", "resume_on")
    note(subscription, What.CANCEL_PLANNED, by=by, now=now, on=on)


def _end_now(
    subscription: Subscription, today: date, *, credits_unused: bool, by: str, now: datetime
) -> None:
    if credits_unused:
        _hold_unused(subscription, subscription.paused_on or today, now=now)
    read = whole_of(subscription.pk)
    read.cancel_on = today
    keep(read, "cancel_on")
    end(read, status=Status.CANCELLED, on=today, by=by, now=now)
    for column in ("status", "ended_at", "next_invoice_on", "pause_on", "resume_on", "cancel_on",
                   "revision"):  # fmt: skip
        setattr(subscription, column, getattr(read, column))


def _hold_unused(subscription: Subscription, on: date, *, now: datetime) -> None:
    unused = unused_on(subscription, on)
    for each in unused:
        each.at = now
    Charge.objects.bulk_create(unused)


def _settle(subscription: Subscription, *, by: str, now: datetime) -> None:
    """What waits for an invoice that will never come: what is owed is billed, the rest is given
    back.
    """
    if not waiting_of(subscription):
        return
    settle_even(subscription, now=now)
    bill = bill_of(subscription, [], waiting=_waits(subscription), must=True)
    if bill.billed:
        span = Span(
            min(each.starts for each in bill.billed), max(each.ends for each in bill.billed)
        )
        write(subscription, bill, kind=PeriodKind.END, span=span, now=now)
    give_back(subscription, bill.waiting, by=by, now=now)


def _waits(subscription: Subscription) -> list[Charge]:
    return waiting_of(whole_of(subscription.pk))
