"""What comes next of a subscription: when it is billed, and how much that will be."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from tamio.commerce.subscriptions.ahead import next_of
from tamio.commerce.subscriptions.models import Status, Subscription
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.vat.amounts import Amounts
from tamio.commerce.vat.rates import UnknownRate


@dataclass(frozen=True, slots=True)
class Coming:
    """The next invoice; `total` as far as is known today."""

    on: date
    total: Amounts


def coming(subscription: Subscription) -> Coming | None:
    """None where nothing more is billed by itself: it is over, runs out, or stands still; or where
    it cannot be billed as things are.
    """
    read = whole_of(subscription.pk)
    stands_still = read.status in (Status.PAUSED, Status.UNPAID)
    if stands_still or not read.is_living:
        return None
    # What is to be paused is not said to be billed, though a day may be set on which it goes on.
    due = read.next_invoice_on
    if due is not None and read.pause_on is not None and read.pause_on <= due:
        return None
    try:
        found = next_of(read)
    except (ValidationError, UnknownRate):
        return None
    return Coming(found.span.start, found.total) if found else None
