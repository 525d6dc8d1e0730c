"""Withdraws from a subscription within 14 days. Distance Contracts Act 2005:59, chapter 2."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.customers.models import CustomerType
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.subscriptions.charging import charged, credit_of
from tamio.commerce.subscriptions.ending import end
from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.holding import held, taken_of
from tamio.commerce.subscriptions.models import (
    Charge,
    Status,
    Subscription,
    What,
)
from tamio.commerce.subscriptions.proration import unused
from tamio.commerce.subscriptions.whole import whole_of
from tamio.commerce.withdrawals.period import Facts, Period, period_of
from tamio.commerce.withdrawals.standing import withdrawal_period


def withdraw(
    *, subscription: Subscription, by: str, now: datetime, pays_for_used: bool
) -> Subscription:
    """It ends today, and everything is given back by credit notes; `pays_for_used` leaves out the
    days of services that have been had, which only who has asked for them to begin at once owes
    (15 §).

    Whether goods have come back is not asked here. Raises ValidationError ("withdraw") for a
    company, and when the time for it is out.
    """
    with transaction.atomic():
        locked = held(subscription)
        today = locked.store.date_of(now)
        if locked.customer.type != CustomerType.PRIVATE:
            message = _("Only a private person can withdraw. Cancel the subscription instead.")
            raise ValidationError({"withdraw": [message]})
        if not period_to_withdraw(locked).is_open(today):
            message = _("The 14 days are over. Cancel the subscription instead.")
            raise ValidationError({"withdraw": [message]})
        Charge.objects.bulk_create(all_back(locked, pays_for_used=pays_for_used, now=now))
        read = whole_of(locked.pk)
        note(read, What.WITHDRAWN, by=by, now=now, on=today, pays_for_used=pays_for_used)
        end(read, status=Status.CANCELLED, on=today, by=by, now=now)
        return read


def period_to_withdraw(subscription: Subscription) -> Period:
    """From the first delivery of goods, or from the agreement where nothing is sent."""
    first = _first_invoice(subscription)
    if first is not None:
        return withdrawal_period(first)
    return period_of(Facts(starts=subscription.started_on, informed=subscription.started_on))


def period_of_renewal(invoice: Invoice) -> Period | None:
    """Of what the invoice charges anew, the period that ends last; None if something on it was
    charged for the first time, and so has a period of its own.
    """
    billed = invoice.subscription_periods.select_related("subscription")
    subscriptions = {each.subscription for each in billed}
    if not subscriptions or any(_first_invoice(each) == invoice for each in subscriptions):
        return None
    periods = [period_to_withdraw(each) for each in subscriptions]
    return max(periods, key=lambda each: each.last or date.max)


def _first_invoice(subscription: Subscription) -> Invoice | None:
    billed = subscription.periods.exclude(invoice=None).select_related("invoice__store")
    first = billed.order_by("pk").first()
    return first.invoice if first else None


def all_back(subscription: Subscription, *, pays_for_used: bool, now: datetime) -> list[Charge]:
    """What has been charged and not given back, less used days if they are paid for. Unsaved."""
    charges = subscription.charges.filter(credits=None)
    read = list(charges.select_related("line__version").prefetch_related("given_back"))
    taken = taken_of(read, includes_vat=subscription.prices_include_vat)
    # Days of a pause were not had.
    used_until = subscription.paused_on or subscription.store.date_of(now)
    found = []
    for each in read:
        whole_day = each.starts if each.line.version.is_goods or not pays_for_used else used_until
        amount = unused(charged(each, taken), on=whole_day)
        if amount:
            credit = credit_of(each, amount, starts=max(each.starts, min(whole_day, each.ends)))
            credit.at = now
            found.append(credit)
    return found
