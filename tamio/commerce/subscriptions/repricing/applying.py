"""A new price begins with the first period from its day on: the run makes it so."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from tamio.commerce.subscriptions.events import TAMIO, note
from tamio.commerce.subscriptions.holding import keep, notices_of, whole
from tamio.commerce.subscriptions.models import (
    PriceNotice,
    Subscription,
    SubscriptionLine,
    What,
)
from tamio.commerce.subscriptions.planning import swap_lines
from tamio.commerce.subscriptions.wishes import Wish, lines_after


def reprice(subscription: Subscription, *, on: date, now: datetime) -> Subscription:
    """The subscription as it is when a period begins on that day; of one claimed and read whole."""
    due = [each for each in notices_of(subscription) if each.not_before <= on]
    if not due:
        return subscription
    for each in due:
        _settle(each, subscription, on=on, now=now)
        subscription = whole(Subscription.objects.filter(pk=subscription.pk)).get()
    return subscription


def repriced(
    lines: Sequence[SubscriptionLine], notices: Iterable[PriceNotice], *, on: date
) -> list[SubscriptionLine]:
    """The lines as they are then, unsaved where they cost something else."""
    found = list(lines)
    for each in notices:
        if each.not_before <= on:
            found = [_at(line, each, on) if concerns(each, line) else line for line in found]
    return found


def concerns(notice: PriceNotice, line: SubscriptionLine) -> bool:
    """Whether the line is of the plan and costs what the customer was told that it costs.

    Who has agreed to another price since has that.
    """
    return line.version.plan_id == notice.change.plan_id and cost_of(line) == notice.before


def cost_of(line: SubscriptionLine) -> Decimal:
    """Of one, a period, as its price is stated."""
    return line.version.price if line.price is None else line.price


def _settle(notice: PriceNotice, subscription: Subscription, *, on: date, now: datetime) -> None:
    """Done, or dropped where nothing costs that any more; nothing if it has been called off."""
    lines = [line for line in subscription.lines_on(on) if concerns(notice, line)]
    column = "done_at" if lines else "dropped_at"
    waits = PriceNotice.objects.filter(pk=notice.pk, done_at=None, dropped_at=None)
    if not waits.update(**{column: now}) or not lines:
        return
    wishes = [Wish(line=line, price=notice.after) for line in lines]
    changed = lines_after(subscription, wishes, on=on)
    swap_lines(changed, on=on)
    keep(subscription)
    told = {"kind": "price", "price": notice.after, "before": notice.before}
    note(subscription, What.CHANGED, by=TAMIO, now=now, on=on, **told, **changed.told)


def _at(line: SubscriptionLine, notice: PriceNotice, on: date) -> SubscriptionLine:
    return SubscriptionLine(
        subscription_id=line.subscription_id, version=line.version, quantity=line.quantity,
        price=notice.after, priced_on=on, is_addon=line.is_addon, starts=on,
    )  # fmt: skip
