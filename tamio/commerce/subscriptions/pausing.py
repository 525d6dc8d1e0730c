"""Pauses and resumes. While it is paused no period is made, and days that were paid are not lost:
what is unused when a pause begins is taken off the first invoice after it.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.subscriptions.billing import bill_of, write
from tamio.commerce.subscriptions.catching_up import held_up_to_date
from tamio.commerce.subscriptions.charging import credits_for
from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.holding import (
    charges_on,
    held,
    keep,
    running_of,
    taken_of,
    waiting_of,
)
from tamio.commerce.subscriptions.models import (
    Charge,
    ChargeKind,
    PeriodKind,
    Status,
    Subscription,
    What,
)
from tamio.commerce.subscriptions.models.rules import rules_of
from tamio.commerce.subscriptions.periods import move_to, next_from, price_of
from tamio.commerce.subscriptions.planning import carry_out
from tamio.commerce.subscriptions.repricing.applying import reprice
from tamio.commerce.subscriptions.whole import whole_of

_CAN_PAUSE = (Status.TRIALING, Status.ACTIVE, Status.PAST_DUE)


def pause(
    *,
    subscription: Subscription,
    by: str,
    now: datetime,
    at_once: bool = False,
    until: date | None = None,
) -> Subscription:
    """From the end of the period, or at once. `until` is the day on which it goes on by itself.

    Raises ValidationError ("pause", "until").
    """
    with transaction.atomic():
        locked = held_up_to_date(subscription, now=now)
        today = locked.store.date_of(now)
        if locked.status not in _CAN_PAUSE:
            raise ValidationError({"pause": [_("It cannot be paused as it is now.")]})
        if locked.cancel_on is not None:
            message = _("It is cancelled. Take the cancellation back first.")
            raise ValidationError({"pause": [message]})
        begins = today if at_once or locked.period_end is None else locked.period_end
        _check_until(locked, begins=begins, until=until)
        locked.resume_on = until
        if at_once:
            suspend(locked, on=today, by=by, now=now)
        else:
            locked.pause_on = begins
            keep(locked, "pause_on", "resume_on")
            note(locked, What.PAUSE_PLANNED, by=by, now=now, on=begins, until=until)
        return locked


def unpause(*, subscription: Subscription, by: str, now: datetime) -> Subscription:
    """Drops a pause that has not begun. Raises ValidationError if there is none."""
    with transaction.atomic():
        locked = held(subscription)
        if locked.pause_on is None:
            raise ValidationError({"pause": [_("No pause is planned.")]})
        locked.pause_on = locked.resume_on = None
        keep(locked, "pause_on", "resume_on")
        note(locked, What.UNPAUSED, by=by, now=now)
        return locked


def resume(
    *, subscription: Subscription, by: str, now: datetime, keeps_day: bool | None = None
) -> Subscription:
    """Goes on today: with a new period, from today or until the old day of renewal if that is kept
    (`keeps_day`; None as the store has it). Billed at once, if the store renews subscriptions.

    Raises ValidationError ("pause") if it is not paused.
    """
    with transaction.atomic():
        locked = held(subscription)
        if locked.status != Status.PAUSED:
            raise ValidationError({"pause": [_("It is not paused.")]})
        return resume_on(locked.store.date_of(now), locked, keeps_day=keeps_day, by=by, now=now)


def suspend(subscription: Subscription, *, on: date, by: str, now: datetime) -> None:
    """It is paused from that day. Of one that is held or claimed."""
    subscription.status, subscription.paused_on = Status.PAUSED, on
    subscription.pause_on, subscription.next_invoice_on = None, subscription.resume_on
    keep(subscription, "status", "paused_on", "pause_on", "next_invoice_on", "resume_on")
    note(subscription, What.PAUSED, by=by, now=now, on=on, until=subscription.resume_on)


def resume_on(
    day: date, subscription: Subscription, *, keeps_day: bool | None, by: str, now: datetime
) -> Subscription:
    """It goes on from that day. Of one that is held or claimed, and was read whole."""
    rules = rules_of(subscription.store)
    paused_on, span = subscription.paused_on, subscription.span
    subscription.resume_on = subscription.paused_on = None
    note(subscription, What.RESUMED, by=by, now=now, on=day)
    assert paused_on is not None
    if subscription.trial_end is not None and paused_on < subscription.trial_end:
        _go_on_with_trial(subscription, day, paused_on)
    elif span is not None and span.holds(day) and is_paid_for(subscription, day, paused_on):
        subscription.status, subscription.next_invoice_on = Status.ACTIVE, span.end
        keep(subscription, *_COLUMNS)
    else:
        _hold_credits(subscription, paused_on, now=now)
        kept = rules.pauses_keep_day if keeps_day is None else keeps_day
        _go_on(subscription, day, keeps_day=kept, by=by, now=now, bills=rules.renewals_on)
    return subscription


def is_paid_for(subscription: Subscription, day: date, paused_on: date) -> bool:
    """Whether it goes on until its period ends as it was paid for: nothing has been missed, nor
    changed meanwhile; or what was paid for has been sent, and the next is sent with the next.
    """
    lines = {line.pk for line in subscription.lines.all() if line.ends is None}
    charges = [each for each in charges_on(subscription, paused_on) if each.used_until > paused_on]
    paid = [each.line for each in charges if each.kind == ChargeKind.PERIOD]
    if day <= paused_on and {line.pk for line in paid} == lines:
        return True
    return subscription.is_goods and all(line.version.is_goods for line in paid)


_COLUMNS = ("status", "next_invoice_on", "resume_on", "paused_on")


def _go_on_with_trial(subscription: Subscription, day: date, paused_on: date) -> None:
    """As many free days as were left."""
    assert subscription.trial_end is not None
    left = max(subscription.trial_end - paused_on, timedelta(days=1))
    moved = day - paused_on
    subscription.status, subscription.trial_end = Status.TRIALING, day + left
    subscription.anchor += moved
    subscription.period_start, subscription.period_end = day, subscription.trial_end
    subscription.next_invoice_on = subscription.trial_end
    keep(subscription, *_COLUMNS, "trial_end", "anchor", "period_start", "period_end")


def _hold_credits(subscription: Subscription, paused_on: date, *, now: datetime) -> None:
    """What the pause has left unused waits for the next invoice."""
    charges = charges_on(subscription, paused_on)
    taken = taken_of(charges, includes_vat=subscription.prices_include_vat)
    unused = credits_for(charges, on=paused_on, taken=taken)
    for each in unused:
        each.at = now
    Charge.objects.bulk_create(unused)


def _go_on(
    subscription: Subscription,
    day: date,
    *,
    keeps_day: bool,
    by: str,
    now: datetime,
    bills: bool,
) -> None:
    """A period begins: with what was planned for it, at the price that was told for it."""
    if not keeps_day and subscription.anchor != day:
        before, subscription.anchor = subscription.anchor, day
        note(subscription, What.RE_ANCHORED, by=by, now=now, before=before, after=day)
    subscription.status, subscription.next_invoice_on = Status.ACTIVE, day
    keep(subscription, *_COLUMNS, "anchor")
    if not bills:
        return
    read = carry_out(whole_of(subscription.pk), on=day, now=now)
    read = reprice(read, on=day, now=now)
    found = next_from(day, read)
    bill = bill_of(read, price_of(read, found), waiting=waiting_of(read), must=True)
    columns = move_to(read, found, whole=found.is_whole)
    keep(read, *columns)
    (kind, sequence), discount = _told_apart(read, day), running_of(read)
    write(read, bill, kind=kind, span=found.span, now=now, sequence=sequence, discount=discount)
    for column in (*columns, "unit", "count", "anchor", "revision"):
        setattr(subscription, column, getattr(read, column))


def _told_apart(subscription: Subscription, day: date) -> tuple[PeriodKind, int]:
    """What began on that day before, and was changed and gone on with since, began once."""
    on_day = subscription.periods.filter(period_start=day)
    if not on_day.filter(kind=PeriodKind.START).exists():
        return PeriodKind.START, 0
    return PeriodKind.CHANGE, on_day.filter(kind=PeriodKind.CHANGE).count()


def _check_until(subscription: Subscription, *, begins: date, until: date | None) -> None:
    if until is None:
        return
    if until <= begins:
        message = _("Choose a day after %(begins)s, when the pause begins.")
        raise ValidationError({"until": [message % {"begins": begins.isoformat()}]})
    longest = rules_of(subscription.store).longest_pause_days
    if longest and until > begins + timedelta(days=longest):
        raise ValidationError(
            {"until": [_("A pause is %(most)d days at most.") % {"most": longest}]}
        )
