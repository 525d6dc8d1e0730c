"""A discount ends before all its charges have had it. What has been billed stays as it is."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.subscriptions.catching_up import held_up_to_date
from tamio.commerce.subscriptions.discounts.going_on import loses_with
from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.holding import keep, running_of
from tamio.commerce.subscriptions.models import Subscription, SubscriptionDiscount, What


def end_discount(*, subscription: Subscription, by: str, now: datetime) -> SubscriptionDiscount:
    """From the next charge on nothing is off. What is due already is billed with it first.

    Raises ValidationError ("discount") where none runs.
    """
    with transaction.atomic():
        locked = held_up_to_date(subscription, now=now)
        found = running_of(locked)
        if found is None:
            message = _("No discount runs any more: all that was promised has been had.")
            raise ValidationError({"discount": [message]})
        _end(locked, found, by=by, now=now)
        return found


def end_with_interval(subscription: Subscription, *, by: str, now: datetime) -> None:
    """It is billed at other times from now on: what was promised by the charge is over. Of one
    that is held or claimed, and was read whole.
    """
    found = running_of(subscription)
    if found is not None and loses_with(subscription):
        _end(subscription, found, by=by, now=now, why="interval")


def _end(
    subscription: Subscription,
    discount: SubscriptionDiscount,
    *,
    by: str,
    now: datetime,
    why: str = "",
) -> None:
    discount.ended_at = now
    discount.save(update_fields=["ended_at"])
    keep(subscription)
    note(subscription, What.DISCOUNT_ENDED, by=by, now=now, why=why, name=discount.name,
         code=discount.code, left=discount.left)  # fmt: skip
