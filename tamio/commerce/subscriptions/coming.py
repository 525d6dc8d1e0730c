"""What comes next of a subscription: when it is billed, and how much that will be."""

from dataclasses import dataclass
from datetime import date, datetime

from tamio.commerce.invoices.lines import sums
from tamio.commerce.subscriptions.changing import preview
from tamio.commerce.subscriptions.drafting import draft_of
from tamio.commerce.subscriptions.holding import notices_of, planned_of, waiting_of
from tamio.commerce.subscriptions.models import Status, Subscription
from tamio.commerce.subscriptions.periods import next_from, price_of
from tamio.commerce.subscriptions.planning import runs_out
from tamio.commerce.subscriptions.repricing.applying import repriced
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.subscriptions.wishes import wish_of
from tamio.commerce.vat.amounts import Amounts


@dataclass(frozen=True, slots=True)
class Coming:
    """The next invoice; `total` as far as is known today."""

    on: date
    total: Amounts


def coming(subscription: Subscription, *, now: datetime) -> Coming | None:
    """None where nothing more is billed by itself: it is over, runs out, or stands still."""
    read = whole_of(subscription.pk)
    due = read.next_invoice_on
    stands_still = read.status in (Status.PAUSED, Status.UNPAID)
    if due is None or stands_still or not read.is_living:
        return None
    if any(day is not None and day <= due for day in (read.cancel_on, read.pause_on)):
        return None
    if runs_out(read, on=due):
        return None
    planned = [each for each in planned_of(read) if each.not_before is None]
    if planned:
        wishes = [wish_of(each) for each in planned]
        return Coming(due, preview(subscription=read, wishes=wishes, now=now).then)
    found = next_from(due, read)
    lines = repriced(read.lines_on(due), notices_of(read), on=due)
    charges = [*price_of(read, found, lines=lines), *waiting_of(read)]
    return Coming(due, sums([draft_of(each, subscription=read) for each in charges]))
