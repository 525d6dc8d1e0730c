"""What becomes of a subscription on the day of its cursor. One step, one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import F

from tamio.commerce.subscriptions.billing import bill_of, write
from tamio.commerce.subscriptions.ending import end
from tamio.commerce.subscriptions.events import TAMIO, note
from tamio.commerce.subscriptions.holding import waiting_of
from tamio.commerce.subscriptions.models import PeriodKind, Status, Subscription, What
from tamio.commerce.subscriptions.pausing import resume_on, suspend
from tamio.commerce.subscriptions.periods import move_to, next_from, price_of
from tamio.commerce.subscriptions.planning import carry_out
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
    if subscription.pause_on is not None and due >= subscription.pause_on:
        suspend(subscription, on=due, by=TAMIO, now=now)
        return Done(Step.PAUSED, subscription.next_invoice_on)
    if subscription.status == Status.PAUSED:
        resume_on(due, subscription, keeps_day=None, by=TAMIO, now=now)
        return Done(Step.BILLED, subscription.next_invoice_on)
    if subscription.max_cycles and subscription.cycles >= subscription.max_cycles:
        end(subscription, status=Status.EXPIRED, on=due, by=TAMIO, now=now)
        return Done(Step.ENDED, None)
    if subscription.status == Status.PENDING:
        begin(subscription, now=now)
        return Done(Step.BILLED, subscription.next_invoice_on)
    subscription = carry_out(subscription, on=due, now=now)
    _bill(subscription, due, now=now)
    return Done(Step.BILLED, subscription.next_invoice_on)


def _bill(subscription: Subscription, due: date, *, now: datetime) -> None:
    found = next_from(due, subscription)
    bill = bill_of(price_of(subscription, found), waiting=waiting_of(subscription), must=True)
    columns = move_to(subscription, found, whole=found.is_whole)
    if subscription.status == Status.TRIALING:
        subscription.status = Status.ACTIVE
        columns = (*columns, "status")
        note(subscription, What.TRIAL_ENDED, by=TAMIO, now=now, on=due)
    if subscription.problem:
        subscription.problem, subscription.problem_at = "", None
        columns = (*columns, "problem", "problem_at")
    values: dict[str, Any] = {column: getattr(subscription, column) for column in columns}
    Subscription.objects.filter(pk=subscription.pk).update(**values)
    write(subscription, bill, kind=PeriodKind.RENEWAL, span=found.span, now=now)


def _claim(subscription: Subscription) -> None:
    """Until the transaction ends nobody else touches it; whoever has read it starts over."""
    unchanged = Subscription.objects.filter(pk=subscription.pk, revision=subscription.revision)
    if not unchanged.update(revision=F("revision") + 1):
        raise StaleRead(f"{subscription} has been changed since it was read")
    subscription.revision += 1
