"""A subscription held for a change: read whole, locked, and written back with its cursor."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from tamio.commerce.invoices.models import CreditNoteLine
from tamio.commerce.subscriptions.charging import Taken
from tamio.commerce.subscriptions.models import (
    Charge,
    PlannedChange,
    PriceNotice,
    Subscription,
    SubscriptionDiscount,
)
from tamio.commerce.subscriptions.proration import NOTHING
from tamio.commerce.subscriptions.whole import whole_of
from tamio.prepared import Prepared


def held(subscription: Subscription) -> Subscription:
    """As it is now, locked until the transaction ends; whoever else has read it writes nothing.

    Raises ValidationError if it is over.
    """
    _LOCKS.rows(subscription.pk)
    found = whole_of(subscription.pk)
    if not found.is_living:
        raise ValidationError(_("The subscription is over."))
    return found


def keep(subscription: Subscription, *changed: str) -> None:
    """Writes the columns named, of one that is held."""
    subscription.revision += 1
    subscription.save(update_fields=[*changed, "revision"])


def waiting_of(subscription: Subscription) -> list[Charge]:
    """What waits for the next invoice, of one that was read whole."""
    return list(subscription.waits)  # type: ignore[attr-defined]


def planned_of(subscription: Subscription) -> list[PlannedChange]:
    """The changes that wait, of one that was read whole."""
    return list(subscription.planned)  # type: ignore[attr-defined]


def notices_of(subscription: Subscription) -> list[PriceNotice]:
    """The new prices that wait, of one that was read whole, in the order they were told."""
    return list(subscription.notices)  # type: ignore[attr-defined]


def running_of(subscription: Subscription) -> SubscriptionDiscount | None:
    """The discount that its next charge has, of one that was read whole."""
    running: list[SubscriptionDiscount] = subscription.running  # type: ignore[attr-defined]
    return running[0] if running else None


def charges_on(subscription: Subscription, day: date) -> list[Charge]:
    """What was charged for days from `day` on, with what was given back of it."""
    charges = Charge.objects.filter(subscription=subscription, ends__gt=day, credits=None)
    return list(
        charges.select_related("line__version__plan__variant__product").prefetch_related(
            "given_back"
        )
    )


def taken_of(charges: Iterable[Charge], *, includes_vat: bool) -> Taken:
    """What credit notes have given back of each, as its invoice states prices. One query."""
    every = {(each.invoice_id, each.position): each.pk for each in charges if each.invoice_id}
    if not every:
        return {}
    column = "gross" if includes_vat else "net"
    issued = CreditNoteLine.objects.exclude(credit_note__issued_at=None)
    rows = (
        issued.filter(line__invoice__in={invoice for invoice, _position in every})
        .values_list("line__invoice", "line__position")
        .annotate(taken=Sum(column))
    )
    return {
        every[invoice, position]: _above_nothing(taken)
        for invoice, position, taken in rows
        if (invoice, position) in every
    }


def drop_planned(subscription: Subscription, *, now: datetime) -> int:
    """Of changes that wait, so many are dropped."""
    return PlannedChange.objects.filter(
        subscription=subscription, done_at=None, dropped_at=None
    ).update(dropped_at=now)


def _above_nothing(taken: Decimal | None) -> Decimal:
    return max(-(taken or NOTHING), NOTHING)


_LOCKS = Prepared(
    lambda pk: Subscription.objects.select_for_update().filter(pk=pk).order_by().only("pk"), int
)
