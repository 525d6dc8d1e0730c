"""Writes down what happened to a subscription, in the transaction in which it does."""

from datetime import datetime
from typing import Any

from tamio.commerce.subscriptions.models import Subscription, SubscriptionEvent, What

#: Who did it where nobody clicked.
TAMIO = "tamio"


def note(
    subscription: Subscription, what: What, *, by: str, now: datetime, **said: Any
) -> SubscriptionEvent:
    """`said`: plain values, and dates and amounts, which are kept as texts."""
    return SubscriptionEvent.objects.create(
        store_id=subscription.store_id,
        subscription=subscription,
        at=now,
        by=by,
        what=what,
        said=said,
    )
