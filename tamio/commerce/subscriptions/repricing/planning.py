"""Begins a price change, and calls it off: whoever has been told is told that too."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.audit.models import What as Deed
from tamio.commerce.audit.record import Subject, note
from tamio.commerce.subscriptions.models import Plan, PriceChange, PriceNotice, Subscription
from tamio.commerce.subscriptions.repricing.reckoning import LEAST_NOTICE, Terms, subscribers

#: How the audit trail calls it.
KIND = "price-change"


def begin(*, terms: Terms, by: str, now: datetime) -> PriceChange:
    """From now on the worker tells everyone. Raises ValidationError by field."""
    with transaction.atomic():
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=terms.plan.pk)
        _check(terms, today=terms.plan.store.date_of(now))
        found = subscribers(terms)
        newest = found.order_by("-pk").values_list("pk", flat=True).first()
        if newest is None:
            raise ValidationError({"price": [_("Nobody would pay another price than before.")]})
        if _waits(plan):
            message = _("The last price change of this plan is not done yet. Call it off first.")
            raise ValidationError({"price": [message]})
        change = PriceChange.objects.create(
            store_id=plan.store_id, plan=plan, price=terms.price, percent=terms.percent,
            applies_from=terms.applies_from, with_own_prices=terms.with_own_prices,
            last_pk=newest, expected=found.count(), made_at=now, made_by=by,
        )  # fmt: skip
        note(subject=subject_of(change), what=Deed.CREATED, by=by, now=now, after=told(change))
        return change


def call_off(*, change: PriceChange, by: str, now: datetime) -> int:
    """How many are spared; those whose period has begun pay it. Nobody is told any more.

    Raises ValidationError where it was called off before, or is done.
    """
    with transaction.atomic():
        locked = PriceChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
        waiting = PriceNotice.objects.filter(change=locked, done_at=None, dropped_at=None)
        spared = set(waiting.values_list("subscription", flat=True))
        if locked.called_off_at is not None or (locked.told_at is not None and not spared):
            raise ValidationError(_("There is nothing left of it to call off."))
        locked.called_off_at = now
        locked.save(update_fields=["called_off_at"])
        dropped = waiting.update(dropped_at=now)
        note(subject=subject_of(locked), what=Deed.CHANGED, by=by, now=now,
             after=_("called off"))  # fmt: skip
        return dropped


def subject_of(change: PriceChange) -> Subject:
    return Subject(store_id=change.store_id, kind=KIND, id=change.pk, name=change.plan.name)


def told(change: PriceChange) -> str:
    """In few words, for the audit trail."""
    amount = f"{change.percent:+f} %" if change.price is None else f"{change.price}"
    return f"{amount}, {change.applies_from}, {change.expected}"


def terms_of(change: PriceChange) -> Terms:
    return Terms(
        plan=change.plan, price=change.price, percent=change.percent,
        applies_from=change.applies_from, with_own_prices=change.with_own_prices,
    )  # fmt: skip


def earliest(today: date) -> date:
    """The first day from which a price that is told today can hold."""
    return today + LEAST_NOTICE


def _check(terms: Terms, *, today: date) -> None:
    if terms.applies_from < earliest(today):
        message = _("Customers are told at least 30 days before: choose %(day)s or later.")
        raise ValidationError({"applies_from": [message % {"day": earliest(today)}]})


def _waits(plan: Plan) -> bool:
    changes = PriceChange.objects.filter(plan=plan, called_off_at=None)
    waiting = PriceNotice.objects.filter(change__in=changes, done_at=None, dropped_at=None)
    going_on = Subscription.objects.exclude(next_invoice_on=None)
    return (
        changes.filter(told_at=None).exists() or waiting.filter(subscription__in=going_on).exists()
    )
