"""What becomes of a subscription on the day of its cursor. One step, one transaction."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F

from tamio.commerce.subscriptions.billing import Entry, bill_of, write_all
from tamio.commerce.subscriptions.ending import end
from tamio.commerce.subscriptions.events import TAMIO, note
from tamio.commerce.subscriptions.holding import (
    notices_of,
    planned_of,
    running_of,
    waiting_of,
)
from tamio.commerce.subscriptions.models import PeriodKind, Status, Subscription, What
from tamio.commerce.subscriptions.pausing import resume_on, suspend
from tamio.commerce.subscriptions.periods import move_to, next_from, price_of
from tamio.commerce.subscriptions.planning import carry_out, runs_out
from tamio.commerce.subscriptions.repricing.applying import reprice
from tamio.commerce.subscriptions.starting import begin


class Step(StrEnum):
    """What was done."""

    BILLED = "billed"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Done:
    """`cursor`: when there is something to do again, None for never."""

    step: Step
    cursor: date | None


class StaleRead(Exception):
    """Somebody else has changed it since it was read: nothing is written."""


def renew(subscription: Subscription, *, now: datetime) -> Done:
    """Does what its cursor says, of one that was read whole. In a transaction of its own.

    Raises StaleRead, stock.TooFew and vat.UnknownRate: then the transaction is to be undone.
    """
    due = subscription.next_invoice_on
    assert due is not None
    _claim(subscription)
    if subscription.cancel_on is not None and due >= subscription.cancel_on:
        end(subscription, status=Status.CANCELLED, on=due, by=TAMIO, now=now)
        return Done(Step.ENDED, None)
    is_paused = subscription.status == Status.PAUSED
    if not is_paused and runs_out(subscription, on=due):
        end(subscription, status=Status.EXPIRED, on=due, by=TAMIO, now=now)
        return Done(Step.ENDED, None)
    if subscription.pause_on is not None and due >= subscription.pause_on:
        suspend(subscription, on=due, by=TAMIO, now=now)
        return Done(Step.PAUSED, subscription.next_invoice_on)
    if is_paused:
        resume_on(due, subscription, keeps_day=None, by=TAMIO, now=now)
        return Done(Step.BILLED, subscription.next_invoice_on)
    if subscription.status == Status.PENDING:
        begin(subscription, now=now)
        return Done(Step.BILLED, subscription.next_invoice_on)
    subscription = carry_out(subscription, on=due, now=now)
    subscription = reprice(subscription, on=due, now=now)
    _bill(subscription, due, now=now)
    return Done(Step.BILLED, subscription.next_invoice_on)


def _bill(subscription: Subscription, due: date, *, now: datetime) -> None:
    entry, columns = _entry(subscription, due)
    if subscription.status == Status.TRIALING:
        subscription.status = Status.ACTIVE
        columns = (*columns, "status")
        note(subscription, What.TRIAL_ENDED, by=TAMIO, now=now, on=due)
    if subscription.problem:
        subscription.problem, subscription.problem_at = "", None
        columns = (*columns, "problem", "problem_at")
    values: dict[str, Any] = {column: getattr(subscription, column) for column in columns}
    Subscription.objects.filter(pk=subscription.pk).update(**values)
    write_all([entry], now=now)


def _entry(subscription: Subscription, due: date) -> tuple[Entry, tuple[str, ...]]:
    """The bill of its next period, which it is moved to; and the columns to be written."""
    found = next_from(due, subscription)
    charges, waiting = price_of(subscription, found), waiting_of(subscription)
    bill = bill_of(subscription, charges, waiting=waiting, must=True)
    columns = move_to(subscription, found, whole=found.is_whole)
    discount = running_of(subscription)
    return Entry(subscription, bill, PeriodKind.RENEWAL, found.span, discount=discount), columns


def _claim(subscription: Subscription) -> None:
    """Until the transaction ends nobody else touches it; whoever has read it starts over."""
    unchanged = Subscription.objects.filter(pk=subscription.pk, revision=subscription.revision)
    if not unchanged.update(revision=F("revision") + 1):
        raise StaleRead(f"{subscription} has been changed since it was read")
    subscription.revision += 1


def is_plain(subscription: Subscription) -> bool:
    """Whether its cursor says no more than that one more period is to be billed."""
    return is_plain_but_for_its_price(subscription) and not _new_prices(subscription)


def is_plain_but_for_its_price(subscription: Subscription) -> bool:
    """As plain, where at most one new price begins with that period."""
    due = subscription.next_invoice_on
    assert due is not None
    return (
        subscription.status in _PLAIN
        and not subscription.problem
        and not (subscription.cancel_on and due >= subscription.cancel_on)
        and not (subscription.pause_on and due >= subscription.pause_on)
        and not (subscription.max_cycles and subscription.cycles >= subscription.max_cycles)
        and not planned_of(subscription)
        and _new_prices(subscription) <= 1
    )


def _new_prices(subscription: Subscription) -> int:
    due = subscription.next_invoice_on
    assert due is not None
    return sum(each.not_before <= due for each in notices_of(subscription))


_PLAIN = (Status.ACTIVE, Status.PAST_DUE)


def renew_together(subscriptions: Sequence[Subscription], *, now: datetime) -> list[Subscription]:
    """As `renew`, of plain ones of one store, all in one transaction; those that were billed.

    The others have been changed since they were read, or somebody has them in hands. What keeps
    one of them from being billed is raised, and keeps them all.
    """
    cursors = {each.pk: each.next_invoice_on for each in subscriptions}
    priced = [_entry(each, cursors[each.pk] or date.max) for each in subscriptions]
    with transaction.atomic():
        mine = _claimed(subscriptions)
        entries = [entry for entry, _columns in priced if entry.subscription.pk in mine]
        _move(entries)
        write_all(entries, now=now)
    return [each.subscription for each in entries]


def _claimed(subscriptions: Sequence[Subscription]) -> set[int]:
    """Those that are as they were read, locked until the transaction ends."""
    rows = Subscription.objects.filter(pk__in=[each.pk for each in subscriptions])
    locked = rows.select_for_update(skip_locked=True).order_by("pk")
    found = dict(locked.values_list("pk", "revision"))
    return {each.pk for each in subscriptions if found.get(each.pk) == each.revision}


def _move(entries: Sequence[Entry]) -> None:
    """To their new periods: most of them to the same one, with one query for all of those.

    Raises StaleRead as `_claim` does: the lock alone would do, but this stands without it.
    """
    groups: dict[tuple[Any, ...], list[Subscription]] = defaultdict(list)
    for each in entries:
        moved = each.subscription
        span = (moved.period_start, moved.period_end, moved.next_invoice_on)
        groups[*span, moved.cycles, moved.revision].append(moved)
        moved.revision += 1
    for (begins, ends, cursor, cycles, revision), alike in groups.items():
        as_read = Subscription.objects.filter(revision=revision)
        moved_on = as_read.filter(pk__in=[each.pk for each in alike]).update(
            period_start=begins,
            period_end=ends,
            next_invoice_on=cursor,
            cycles=cycles,
            revision=revision + 1,
        )
        if moved_on != len(alike):
            raise StaleRead("somebody has changed one of them since they were read")
