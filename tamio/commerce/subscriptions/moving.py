"""Where a subscription's goods go, and how it is paid: either can change while it runs."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.payments.models import PAID_FIRST, Method
from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.holding import held, keep
from tamio.commerce.subscriptions.models import Collection, Subscription, What
from tamio.commerce.subscriptions.models.subscription import DELIVERED


def move(
    *, subscription: Subscription, delivery: Mapping[str, str], by: str, now: datetime
) -> Subscription:
    """From the next box on it is sent there. `delivery` has all of `DELIVERED`, stripped here.

    Raises ValidationError by field for what is empty, and for another country: that is another
    freight and another VAT, so another agreement.
    """
    with transaction.atomic():
        locked = held(subscription)
        given = {field: delivery.get(field, "").strip() for field in DELIVERED}
        required = _("Fill this in.")
        problems = {field: [required] for field, value in given.items() if not value}
        here = locked.delivery_country or locked.customer.country
        if given["delivery_country"] and given["delivery_country"] != here:
            message = _("Write to the shop to have it sent to another country.")
            problems["delivery_country"] = [message]
        if problems:
            raise ValidationError(problems)
        for field, value in given.items():
            setattr(locked, field, value)
        keep(locked, *DELIVERED)
        # Not the address itself: events are kept for longer than it may be.
        note(locked, What.MOVED, by=by, now=now, moved="address")
        return locked


def pay_by(*, subscription: Subscription, method: Method, by: str, now: datetime) -> Subscription:
    """From the next invoice on it is drawn from the card on file, or sent to be paid."""
    with transaction.atomic():
        locked = held(subscription)
        locked.method = method
        locked.collection = Collection.AUTOMATIC if method in PAID_FIRST else Collection.SEND
        keep(locked, "method", "collection")
        note(locked, What.MOVED, by=by, now=now, moved="payment", method=method)
        return locked
