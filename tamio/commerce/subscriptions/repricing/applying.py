"""A new price begins with the first period from its day on: the run makes it so."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.events import TAMIO, note
from tamio.commerce.subscriptions.holding import keep, notices_of
from tamio.commerce.subscriptions.models import (
    PriceNotice,
    Subscription,
    SubscriptionEvent,
    SubscriptionLine,
    What,
)
from tamio.commerce.subscriptions.planning import swap_lines
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.subscriptions.wishes import Lines, Wish, lines_after


def reprice(subscription: Subscription, *, on: date, now: datetime) -> Subscription:
    """The subscription as it is when a period begins on that day; of one claimed and read whole."""
    due = [each for each in notices_of(subscription) if each.not_before <= on]
    if not due:
        return subscription
    for each in due:
        _settle(each, subscription, on=on, now=now)
        subscription = whole_of(subscription.pk)
    return subscription


def reprice_together(subscriptions: Sequence[Subscription], *, now: datetime) -> None:
    """As `reprice`, of many whose cursor's period has one new price, in a transaction of its own.

    Read whole before; who was changed since then, or is in somebody's hands, is left for later. The
    price begins with the period, so it is no matter whether that is billed at once or tomorrow.
    """
    with transaction.atomic():
        told = _locked_notices(subscriptions)
        swapped: list[tuple[Subscription, PriceNotice, date, Lines]] = []
        dropped = []
        for each in subscriptions:
            notice, on = told.get(each.pk), each.next_invoice_on
            if notice is None or on is None:
                continue
            if wishes := _wishes(notice, each, on):
                swapped.append((each, notice, on, lines_after(each, wishes, on=on)))
            else:
                dropped.append(notice.pk)
        _write(swapped, now=now)
        PriceNotice.objects.filter(pk__in=dropped).update(dropped_at=now)
        touched = Subscription.objects.filter(pk__in=told)
        touched.update(revision=F("revision") + 1)


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
    if line.version.plan_id != notice.change.plan_id:
        return False
    store = notice.subscription.store
    return cost_on(line, store.date_of(notice.at), store=store) == notice.before


def cost_on(line: SubscriptionLine, day: date, *, store: Store) -> Decimal:
    """Of one, a period, as prices are stated: what is paid on that day, where the store passes
    changes of the VAT rate on.
    """
    price = line.version.price if line.price is None else line.price
    since = None if line.price is None else line.priced_on
    return line.version.as_stated_on(price, day, store=store, since=since)


def _locked_notices(subscriptions: Sequence[Subscription]) -> dict[int, PriceNotice]:
    """The one that is due, by subscription, of those that are as they were read."""
    rows = Subscription.objects.filter(pk__in=[each.pk for each in subscriptions])
    locked = rows.select_for_update(skip_locked=True).order_by("pk")
    revisions = dict(locked.values_list("pk", "revision"))
    mine = [each for each in subscriptions if revisions.get(each.pk) == each.revision]
    waiting = PriceNotice.objects.filter(
        subscription__in=[each.pk for each in mine], done_at=None, dropped_at=None
    )
    still = set(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    cursors = {each.pk: each.next_invoice_on or date.min for each in mine}
    return {
        each.pk: notice
        for each in mine
        for notice in notices_of(each)
        if notice.pk in still and notice.not_before <= cursors[each.pk]
    }


def _write(
    swapped: Sequence[tuple[Subscription, PriceNotice, date, Lines]], *, now: datetime
) -> None:
    """Ends the old lines, a query for each day, and writes all that is new at once."""
    ended: dict[date, list[int]] = defaultdict(list)
    for _subscription, _notice, on, lines in swapped:
        ended[on] += [line.pk for line in lines.old]
    for on, old in ended.items():
        SubscriptionLine.objects.filter(pk__in=old).update(ends=on)
    SubscriptionLine.objects.bulk_create(
        line for _subscription, _notice, _on, lines in swapped for line in lines.new
    )
    SubscriptionEvent.objects.bulk_create(
        SubscriptionEvent(
            store_id=each.store_id, subscription=each, at=now, by=TAMIO, what=What.CHANGED,
            said=_said(notice, on, lines),
        )
        for each, notice, on, lines in swapped
    )  # fmt: skip
    done = [notice.pk for _subscription, notice, _on, _lines in swapped]
    PriceNotice.objects.filter(pk__in=done).update(done_at=now)


def _settle(notice: PriceNotice, subscription: Subscription, *, on: date, now: datetime) -> None:
    """Done, or dropped where nothing costs that any more; nothing if it has been called off."""
    wishes = _wishes(notice, subscription, on)
    column = "done_at" if wishes else "dropped_at"
    waits = PriceNotice.objects.filter(pk=notice.pk, done_at=None, dropped_at=None)
    if not waits.update(**{column: now}) or not wishes:
        return
    changed = lines_after(subscription, wishes, on=on)
    swap_lines(changed, on=on)
    keep(subscription)
    note(subscription, What.CHANGED, by=TAMIO, now=now, **_said(notice, on, changed))


def _wishes(notice: PriceNotice, subscription: Subscription, on: date) -> list[Wish]:
    lines = [line for line in subscription.lines_on(on) if concerns(notice, line)]
    return [Wish(line=line, price=notice.after) for line in lines]


def _said(notice: PriceNotice, on: date, lines: Lines) -> dict[str, Any]:
    return {
        "on": on, "kind": "price", "price": notice.after, "before": notice.before, **lines.told
    }  # fmt: skip


def _at(line: SubscriptionLine, notice: PriceNotice, on: date) -> SubscriptionLine:
    return SubscriptionLine(
        subscription_id=line.subscription_id, version=line.version, quantity=line.quantity,
        price=notice.after, priced_on=on, is_addon=line.is_addon, starts=on,
    )  # fmt: skip
