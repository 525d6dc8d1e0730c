"""Subscriptions, one by one: what binds a customer binds here too."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions import ending, pausing
from tamio.commerce.subscriptions.models import Subscription


def rows(store: Store) -> QuerySet[Subscription]:
    subscriptions: QuerySet[Subscription] = store.subscriptions.select_related("store")
    return subscriptions


def pause(
    subscription: Subscription, _choice: str, by: str, now: datetime
) -> dict[str, Any] | None:
    if subscription.pause_on is not None:
        return None
    paused = pausing.pause(subscription=subscription, by=by, now=now)
    return {"pause_on": str(paused.pause_on)}


def unpause(subscription: Subscription, _before: dict[str, Any], by: str, now: datetime) -> None:
    pausing.unpause(subscription=subscription, by=by, now=now)


def cancel(
    subscription: Subscription, _choice: str, by: str, now: datetime
) -> dict[str, Any] | bool | None:
    """What has not begun is over at once, and that is not undone."""
    if subscription.cancel_on is not None:
        return None
    cancelled = ending.cancel(subscription=subscription, by=by, now=now)
    return {"cancel_on": str(cancelled.cancel_on)} if cancelled.cancel_on else True


def uncancel(subscription: Subscription, _before: dict[str, Any], by: str, now: datetime) -> None:
    ending.uncancel(subscription=subscription, by=by, now=now)
