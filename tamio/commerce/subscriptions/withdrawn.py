"""A withdrawal that the store accepts ends the subscriptions that it is about."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.subscriptions.charging import charged
from tamio.commerce.subscriptions.ending import end
from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.holding import taken_of
from tamio.commerce.subscriptions.models import (
    LIVING,
    Charge,
    ChargeKind,
    PeriodKind,
    Status,
    Subscription,
    What,
)
from tamio.commerce.subscriptions.proration import NOTHING, unused
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.subscriptions.withdrawing import all_back
from tamio.commerce.withdrawals.models import Withdrawal


def on_acceptance(*, withdrawal: Withdrawal, by: str, now: datetime, **_more: Any) -> None:
    """What began with the order and is on the credit note is over. From the whole order, all is.

    The money of the order is what the store has credited. What was billed since, by a change or a
    renewal, goes the same way: all of it, or where days were paid for, but those that were had.
    """
    assert withdrawal.credit_note is not None
    today = withdrawal.store.date_of(now)
    began = Subscription.objects.filter(
        periods__invoice=withdrawal.invoice, periods__kind=PeriodKind.START, status__in=LIVING
    )
    if withdrawal.what:
        began = began.filter(pk__in=_credited(withdrawal.credit_note))
    list(began.select_for_update().order_by("pk"))
    for pk in began.order_by("pk").values_list("pk", flat=True):
        _hold_the_rest(whole_of(pk), withdrawal.invoice_id, now=now)
        each = whole_of(pk)
        note(each, What.WITHDRAWN, by=by, now=now, on=today)
        end(each, status=Status.CANCELLED, on=today, by=by, now=now)


def _hold_the_rest(subscription: Subscription, invoice: int | None, *, now: datetime) -> None:
    """What was charged on other invoices than that is to be given back too, less what was given
    back on that one for days that a change had moved to another.
    """
    charges = subscription.charges.filter(invoice=invoice, kind=ChargeKind.PERIOD)
    own = list(charges.prefetch_related("given_back"))
    taken = taken_of(own, includes_vat=subscription.prices_include_vat)
    is_paid_for = any(taken.get(each.pk, NOTHING) < each.amount for each in own)
    today = subscription.store.date_of(now)
    moved = NOTHING
    for each in own:
        due = unused(charged(each, {}), on=today if is_paid_for else each.starts)
        moved += max(taken.get(each.pk, NOTHING) - due, NOTHING)
    rest = []
    for each in all_back(subscription, pays_for_used=is_paid_for, now=now):
        if each.credits is None or each.credits.invoice_id == invoice:
            continue
        less = min(moved, -each.amount)
        moved, each.amount = moved - less, each.amount + less
        if each.amount:
            rest.append(each)
    Charge.objects.bulk_create(rest)


def _credited(credit_note: CreditNote) -> QuerySet[Charge, int]:
    positions = credit_note.lines.values("line__position")
    charges = Charge.objects.filter(invoice=credit_note.invoice_id, position__in=positions)
    return charges.values_list("subscription", flat=True)
