"""What the page of one subscription shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.letters.open_amounts import standings
from tamio.commerce.payments.cards import card_of
from tamio.commerce.payments.models import PAID_FIRST, Method
from tamio.commerce.payments.offering import offered, offered_online
from tamio.commerce.subscriptions.coming import coming
from tamio.commerce.subscriptions.discounts.wording import left_words
from tamio.commerce.subscriptions.ending import earliest_end
from tamio.commerce.subscriptions.holding import notices_of, planned_of, running_of
from tamio.commerce.subscriptions.models import Status, Subscription, SubscriptionLine
from tamio.commerce.subscriptions.models.rules import rules_of
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.subscriptions.wording import every
from tamio.store_clock import now
from tamio.storefront.request import ShopRequest

#: So many of its invoices stand on its page; all of them are among the orders.
_LATEST = 12
_CAN_PAUSE = (Status.TRIALING, Status.ACTIVE, Status.PAST_DUE)


@dataclass(frozen=True, slots=True)
class Billed:
    """An invoice of it, and what is left to pay of that."""

    invoice: Invoice
    left: Decimal


def shown_of(request: ShopRequest, subscription: Subscription) -> dict[str, Any]:
    """Everything on the page, and which of the ways on the store offers."""
    at = now()
    read = whole_of(subscription.pk)
    rules = rules_of(request.store)
    today = request.store.date_of(at)
    return {
        "subscription": read,
        "lines": current_lines(read, today),
        "every": every(read.interval),
        "coming": coming(read),
        "planned": planned_of(read),
        "notices": notices_of(read),
        "discount": discount_words(read),
        "billed": _billed(read),
        "is_open": read.is_living,
        "last_day": read.period_end - timedelta(days=1) if read.period_end else None,
        "can_pause": rules.customers_pause and _can_pause(read),
        "can_unpause": rules.customers_pause and read.pause_on is not None,
        "can_resume": rules.customers_pause and read.status == Status.PAUSED,
        "can_change": rules.customers_change and _can_change(read),
        "earliest_end": earliest_end(read, today=today) if read.is_living else None,
        **_paying(request, read),
    }


def discount_words(subscription: Subscription) -> str:
    """What is off the payments to come, of one that was read whole; "" for nothing."""
    found = running_of(subscription)
    return left_words(found, currency=subscription.currency) if found else ""


def current_lines(subscription: Subscription, today: date) -> list[SubscriptionLine]:
    """What is subscribed to today, or will be when it begins; of one that is over, at its end."""
    found = subscription.lines_on(max(today, subscription.started_on))
    if found:
        return found
    every = list(subscription.lines.all())
    last = max((line.ends for line in every if line.ends), default=None)
    return [line for line in every if line.ends == last]


def _billed(subscription: Subscription) -> Sequence[Billed]:
    found = Invoice.objects.filter(
        subscription_periods__subscription=subscription, number__isnull=False
    )
    invoices = list(found.distinct().order_by("-number")[:_LATEST])
    unpaid = standings(invoices)
    return [Billed(each, unpaid[each.pk].unpaid) for each in invoices]


def _can_pause(subscription: Subscription) -> bool:
    is_free = subscription.pause_on is None and subscription.cancel_on is None
    return is_free and subscription.status in _CAN_PAUSE


def _can_change(subscription: Subscription) -> bool:
    is_over = subscription.cancel_on is not None or not subscription.is_living
    return not is_over and subscription.status != Status.UNPAID


def _paying(request: ShopRequest, subscription: Subscription) -> dict[str, Any]:
    ways = offered(request.store, currency=subscription.currency)
    by_card = subscription.method in PAID_FIRST
    return {
        "by_card": by_card,
        "card": card_of(subscription.customer) if by_card else None,
        "can_leave_card": subscription.is_living
        and bool(offered_online(request.store, currency=subscription.currency)),
        "can_go_by_invoice": subscription.is_living and by_card and Method.INVOICE in ways,
    }
