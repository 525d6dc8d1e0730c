"""Changes that wait for a period to end: planned, and carried out when the next begins."""

from collections.abc import Sequence
from datetime import date, datetime

from tamio.commerce.subscriptions.dates import Alignment, anchor_for
from tamio.commerce.subscriptions.discounts.ending import end_with_interval
from tamio.commerce.subscriptions.events import TAMIO, note
from tamio.commerce.subscriptions.holding import keep, planned_of
from tamio.commerce.subscriptions.models import (
    PlannedChange,
    Subscription,
    SubscriptionLine,
    What,
)
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.subscriptions.wishes import Lines, Wish, lines_after, most_after, wish_of


def plan(
    subscription: Subscription,
    wishes: Sequence[Wish],
    *,
    by: str,
    now: datetime,
    not_before: date | None = None,
) -> list[PlannedChange]:
    """Of one that is held. What was planned for the same lines is dropped."""
    touched = [wish.line.pk for wish in wishes if wish.line is not None]
    waiting = PlannedChange.objects.filter(line__in=touched, done_at=None, dropped_at=None)
    waiting.update(dropped_at=now)
    planned = PlannedChange.objects.bulk_create(
        PlannedChange(
            subscription=subscription, line=wish.line, kind=wish.kind, version=wish.version,
            quantity=wish.quantity, price=wish.price, not_before=not_before,
            made_at=now, made_by=by,
        )
        for wish in wishes
    )  # fmt: skip
    keep(subscription)
    for each in planned:
        note(subscription, What.PLANNED, by=by, now=now, kind=each.kind,
             version=str(each.version or ""), quantity=each.quantity, price=each.price,
             not_before=not_before)  # fmt: skip
    return planned


def carry_out(subscription: Subscription, *, on: date, now: datetime) -> Subscription:
    """What is planned for a period that begins on that day; the subscription as it is then.

    Of one that is held or claimed, and was read whole.
    """
    due = _due(subscription, on)
    if not due:
        return subscription
    lines = lines_after(subscription, [wish_of(each) for each in due], on=on)
    swap_lines(lines, on=on)
    version = lines.after[0].version
    subscription.max_cycles = _most_after(subscription, lines)
    if version.interval != subscription.interval:
        end_with_interval(subscription, by=TAMIO, now=now)
        subscription.unit, subscription.count = version.unit, version.count
        subscription.anchor = anchor_for(
            on, interval=version.interval, alignment=Alignment(version.alignment)
        )
    keep(subscription, "unit", "count", "anchor", "max_cycles")
    PlannedChange.objects.filter(pk__in=[each.pk for each in due]).update(done_at=now)
    note(subscription, What.CHANGED, by=TAMIO, now=now, on=on, **lines.told)
    return whole_of(subscription.pk)


def runs_out(subscription: Subscription, *, on: date) -> bool:
    """Whether all its periods are done when the next would begin on that day: another plan may
    be planned for it, which has more. Of one that was read whole.
    """
    most, due = subscription.max_cycles, _due(subscription, on)
    if most and subscription.cycles >= most and due:
        lines = lines_after(subscription, [wish_of(each) for each in due], on=on)
        most = _most_after(subscription, lines)
    return bool(most) and subscription.cycles >= most


def _due(subscription: Subscription, on: date) -> list[PlannedChange]:
    waiting = planned_of(subscription)
    return [each for each in waiting if each.not_before is None or each.not_before <= on]


def _most_after(subscription: Subscription, lines: Lines) -> int:
    return most_after(
        lines, most=subscription.max_cycles, done=subscription.cycles,
        other_interval=lines.after[0].version.interval != subscription.interval,
    )  # fmt: skip


def swap_lines(lines: Lines, *, on: date) -> None:
    """Ends the old, and saves the new."""
    for line in lines.old:
        line.ends = on
        line.save(update_fields=["ends"])
    SubscriptionLine.objects.bulk_create(lines.new)
