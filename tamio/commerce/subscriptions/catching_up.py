"""Before anything is wished, what was due earlier is done: days that were had are billed as they
were agreed, and not as the wish would have them.
"""

from contextlib import suppress
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from tamio.commerce.catalogue.stock import TooFew
from tamio.commerce.subscriptions.dates import Interval, Unit, start_of
from tamio.commerce.subscriptions.holding import held
from tamio.commerce.subscriptions.models import RENEWED, Subscription
from tamio.commerce.subscriptions.models.rules import rules_of
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.vat.rates import UnknownRate

#: What is further behind than this is a mistake in somebody's clock or data: a person looks first.
MOST_BEHIND = Interval(36, Unit.MONTH)
#: So many periods of one subscription at once; the run goes on with the rest.
MOST_PERIODS = 60


def held_up_to_date(subscription: Subscription, *, now: datetime) -> Subscription:
    """As `held`, where the run has not been by since the day of the cursor: after what it would
    have done. What begins today can wait for the wish. In the transaction of the wish.

    What cannot be billed is left as it is: it keeps nobody from cancelling.
    """
    locked = held(subscription)
    if not is_behind(locked, now=now):
        return locked
    # What is suppressed the run says on its page.
    with suppress(TooFew, UnknownRate, ValidationError), transaction.atomic():
        _catch_up(locked, today=locked.store.date_of(now), now=now)
    return held(subscription)


def is_behind(subscription: Subscription, *, now: datetime) -> bool:
    """Whether days before today are not billed that the store bills."""
    store = subscription.store
    due, today = subscription.next_invoice_on, store.date_of(now)
    return (
        subscription.status in RENEWED
        and due is not None
        and due < today
        and not is_long_past(due, today)
        and rules_of(store).renewals_on
    )


def is_long_past(due: date, today: date) -> bool:
    return start_of(1, anchor=due, interval=MOST_BEHIND) < today


def _catch_up(subscription: Subscription, *, today: date, now: datetime) -> None:
    # What renews builds on those who call this.
    from tamio.commerce.subscriptions.renewing import renew

    found = subscription
    for _period in range(MOST_PERIODS):
        with override(subscription.store.language):
            cursor = renew(found, now=now).cursor
        if cursor is None or cursor >= today:
            return
        found = whole_of(subscription.pk)
