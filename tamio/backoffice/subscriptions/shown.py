"""A subscription in a row of the list, and on its own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tamio.backoffice.access import StoreRequest
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.letters.open_amounts import standings
from tamio.commerce.payments.cards import card_of
from tamio.commerce.payments.models import PAID_FIRST
from tamio.commerce.payments.models.expected import OPEN
from tamio.commerce.people.roles import Right
from tamio.commerce.subscriptions.ahead import ahead
from tamio.commerce.subscriptions.discounts.wording import left_words, taken_words
from tamio.commerce.subscriptions.holding import (
    notices_of,
    planned_of,
    running_of,
    waiting_of,
)
from tamio.commerce.subscriptions.models import Status, Subscription, SubscriptionLine
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.subscriptions.wording import every
from tamio.look.chips import Chip, Tone
from tamio.store_clock import now

_TONES = {
    Status.PENDING: Tone.WAITING,
    Status.TRIALING: Tone.WAITING,
    Status.ACTIVE: Tone.GOOD,
    Status.PAST_DUE: Tone.NEEDS_YOU,
    Status.UNPAID: Tone.WRONG,
    Status.PAUSED: Tone.WAITING,
    Status.CANCELLED: Tone.NEUTRAL,
    Status.EXPIRED: Tone.NEUTRAL,
}
_CAN_PAUSE = (Status.TRIALING, Status.ACTIVE, Status.PAST_DUE)


@dataclass(frozen=True, slots=True)
class Row:
    """`price` is what its lines cost a period, as the store states prices; `off` says what is off
    that, and `discount` also for how long, "" for nothing.
    """

    subscription: Subscription
    chip: Chip
    lines: Sequence[SubscriptionLine]
    price: Decimal
    every: str
    off: str
    discount: str


@dataclass(frozen=True, slots=True)
class Owed:
    """An invoice of it, and what is left to pay of that."""

    invoice: Invoice
    left: Decimal


def rows_of(subscriptions: Sequence[Subscription], *, today: date) -> list[Row]:
    """Of those that come with their lines, versions and running discounts."""
    rows = []
    for each in subscriptions:
        lines = lines_of(each, today)
        price = sum((price_of(line) * line.quantity for line in lines), Decimal("0.00"))
        said = (every(each.interval), _off_words(each), discount_words(each))
        rows.append(Row(each, chip_of(each), lines, price, *said))
    return rows


def discount_words(subscription: Subscription) -> str:
    """Of one that comes with its running discount, while it lives."""
    found = running_of(subscription) if subscription.is_living else None
    return left_words(found, currency=subscription.currency) if found else ""


def _off_words(subscription: Subscription) -> str:
    found = running_of(subscription) if subscription.is_living else None
    return taken_words(found, currency=subscription.currency) if found else ""


def price_of(line: SubscriptionLine) -> Decimal:
    """Of one, a period."""
    return line.version.price if line.price is None else line.price


def lines_of(subscription: Subscription, today: date) -> list[SubscriptionLine]:
    """What is subscribed to today, or will be when it begins; of one that is over, at its end."""
    found = subscription.lines_on(max(today, subscription.started_on))
    if found:
        return found
    lines = list(subscription.lines.all())
    last = max((line.ends for line in lines if line.ends), default=None)
    return [line for line in lines if line.ends == last]


def chip_of(subscription: Subscription) -> Chip:
    """Its state; what needs a person goes before that."""
    status = Status(subscription.status)
    if subscription.is_living and subscription.problem:
        return Chip(state=_("Could not be billed"), tone=Tone.NEEDS_YOU)
    if subscription.is_living and subscription.cancel_on is not None:
        return Chip(state=_("Runs out"), tone=Tone.NEUTRAL)
    return Chip(state=status.label, tone=_TONES[status])


def page_of(request: StoreRequest, subscription: Subscription) -> dict[str, Any]:
    """All that its page says but the story, and which of the ways on there are."""
    read = whole_of(subscription.pk)
    read.store = request.store
    today = request.store.date_of(now())
    by_card = read.method in PAID_FIRST
    return {
        "subscription": read,
        "chip": chip_of(read),
        "lines": [(line, price_of(line)) for line in lines_of(read, today)],
        "every": every(read.interval),
        "last_day": read.period_end - timedelta(days=1) if read.period_end else None,
        "planned": planned_of(read),
        "notices": notices_of(read),
        "discount": running_of(read) if read.is_living else None,
        "discount_words": discount_words(read),
        "waits": waiting_of(read),
        "owed": owed_of(read),
        "ahead": ahead(read, today=today),
        "by_card": by_card,
        "card": card_of(read.customer) if by_card else None,
        **ways_on(request, read),
    }


def ways_on(request: StoreRequest, subscription: Subscription) -> dict[str, bool]:
    """What this person can do with it as it is."""
    may, status = Right.EDIT_CUSTOMERS in request.rights, subscription.status
    lives, runs_out = subscription.is_living, subscription.cancel_on is not None
    is_free = not runs_out and subscription.pause_on is None
    return {
        "may_act": may,
        "may_credit": Right.CREDIT_INVOICES in request.rights,
        "can_pause": may and is_free and status in _CAN_PAUSE,
        "can_unpause": may and subscription.pause_on is not None,
        "can_resume": may and status == Status.PAUSED,
        "can_change": may and lives and not runs_out and status != Status.UNPAID,
        "can_cancel": may and lives and not runs_out,
        "can_uncancel": may and lives and runs_out,
        "can_end_discount": may and lives,
        "can_bill": may and lives and bool(subscription.problem),
    }


def owed_of(subscription: Subscription) -> list[Owed]:
    """Its invoices that are not paid, oldest first. Two queries."""
    invoices = list(
        Invoice.objects.filter(
            subscription_periods__subscription=subscription, payments__standing__in=OPEN
        )
        .distinct()
        .order_by("number")
    )
    left = standings(invoices)
    return [Owed(each, left[each.pk].unpaid) for each in invoices]
