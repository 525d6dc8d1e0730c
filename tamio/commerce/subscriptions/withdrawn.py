"""A withdrawal that the store accepts ends the subscriptions that it is about."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.subscriptions.ending import end
from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.models import (
    LIVING,
    Charge,
    PeriodKind,
    Status,
    Subscription,
    What,
)
from tamio.commerce.subscriptions.whole import whole
from tamio.commerce.withdrawals.models import Withdrawal


def on_acceptance(*, withdrawal: Withdrawal, by: str, now: datetime, **_more: Any) -> None:
    """What began with the order and is on the credit note is over. From the whole order, all is.

    The money is what the store has credited: nothing more is given back here.
    """
    assert withdrawal.credit_note is not None
    today = withdrawal.store.date_of(now)
    began = Subscription.objects.filter(
        periods__invoice=withdrawal.invoice, periods__kind=PeriodKind.START, status__in=LIVING
    )
    if withdrawal.what:
        began = began.filter(pk__in=_credited(withdrawal.credit_note))
    list(began.select_for_update().order_by("pk"))
    for each in whole(began.order_by("pk")):
        note(each, What.WITHDRAWN, by=by, now=now, on=today)
        end(each, status=Status.CANCELLED, on=today, by=by, now=now)


def _credited(credit_note: CreditNote) -> QuerySet[Charge, int]:
    positions = credit_note.lines.values("line__position")
    charges = Charge.objects.filter(invoice=credit_note.invoice_id, position__in=positions)
    return charges.values_list("subscription", flat=True)
