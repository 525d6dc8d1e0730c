"""Takes the steps that are due, one transaction for each, all looked at anew inside it.

Done twice, or by two at once, it does nothing twice: each step moves its case on.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import override

from tamio.commerce.catalogue.stock import TooFew
from tamio.commerce.dunning.cases import OWED, close, is_wanted
from tamio.commerce.dunning.models import Act, Case, Step, Why
from tamio.commerce.dunning.tracks import next_step, when
from tamio.commerce.dunning.writing_to import write_to
from tamio.commerce.payments.cards import card_of
from tamio.commerce.payments.drawing import draw
from tamio.commerce.payments.models import ALIVE
from tamio.commerce.payments.standing import locked
from tamio.commerce.stores.clock import each_time
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.events import TAMIO
from tamio.commerce.subscriptions.models import Status, Subscription
from tamio.commerce.subscriptions.paying import fall_behind, give_up, recover
from tamio.commerce.vat.rates import UnknownRate
from tamio.prepared import Prepared

log = logging.getLogger(__name__)

_AT_ONCE = 200
#: So long is waited where somebody is paying just now.
_BUSY = timedelta(hours=1)


@dataclass(slots=True)
class Tally:
    tried: int = 0
    written: int = 0
    ended: int = 0
    recovered: int = 0


def act_due(
    *,
    now: datetime,
    stores: Iterable[Store] | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> Tally:
    """All that is due in these stores, or all. `now` is the house's; each store's own decides."""
    tally = Tally()
    for alike, at in each_time(now, stores=stores):
        _act_due(Case.objects.filter(alike), tally, now=at, stopping=stopping)
    return tally


def _act_due(
    cases: QuerySet[Case], tally: Tally, *, now: datetime, stopping: Callable[[], bool]
) -> None:
    for pk in list(cases.filter(recovers=True).values_list("pk", flat=True)[:_AT_ONCE]):
        tally.recovered += _each(_recover, pk, now=now)
    due = cases.filter(closed_at=None, next_action_at__lte=now).order_by("next_action_at", "pk")
    while pks := list(due.values_list("pk", flat=True)[:_AT_ONCE]):
        for pk in pks:
            if stopping():
                return
            _each(lambda pk, now: _take(pk, tally, now=now), pk, now=now)
        # One that could not be moved on stays due, and is not looked at twice in one run.
        due = due.exclude(pk__in=pks) if due.filter(pk__in=pks).exists() else due


def _each(do: Callable[..., bool], pk: int, *, now: datetime) -> bool:
    """One that fails keeps none of the others waiting."""
    try:
        with transaction.atomic():
            return do(pk, now=now)
    except (ValidationError, TooFew, UnknownRate) as error:
        log.warning("dunning case %s could not be moved on: %s", pk, error)
        return False


def _take(pk: int, tally: Tally, *, now: datetime) -> bool:
    """Locks in the order in which all do: subscription, invoice, case."""
    [found] = _CASES.rows(pk)
    [subscription] = _SUBSCRIPTIONS.rows(found.subscription_id)
    payment = locked(found.invoice)
    [case] = _HELD.rows(pk)
    if not case.is_open or case.next_action_at is None or case.next_action_at > now:
        return False
    case.subscription = subscription
    case.invoice.store = case.store
    if not is_wanted(subscription):
        close(case, Why.CANCELLED, now=now)
        return True
    if not payment.left:
        close(case, Why.PAID if payment.kept else Why.CREDITED, now=now)
        return True
    step = next_step(case)
    if step is None:
        close(case, Why.GIVEN_UP, now=now)
        return True
    with override(case.store.language):
        _do(case, step, tally, now=now)
    return True


def _do(case: Case, step: Step, tally: Tally, *, now: datetime) -> None:
    if case.invoice.payment_attempts.filter(progress__in=ALIVE).exists():
        # Somebody is paying it, or an answer has not come: nothing is done beside that.
        case.next_action_at = now + _BUSY
        case.save(update_fields=["next_action_at"])
        return
    fall_behind(subscription=case.subscription, by=TAMIO, now=now)
    if step.act == Act.MAIL:
        tally.written += write_to(case, now=now)
        return
    if step.act == Act.TRY:
        tally.tried += _try(case, now=now)
        advance(case, step, now=now)
        return
    tally.ended += 1
    close(case, Why.GIVEN_UP, now=now)
    _end(case.subscription, Act(step.act), now=now)


def _try(case: Case, *, now: datetime) -> bool:
    card = card_of(case.subscription.customer)
    return card is not None and draw(invoice=case.invoice, card=card, now=now) is not None


def advance(case: Case, step: Step, *, now: datetime) -> None:
    """That step is taken. Without a further one it is over."""
    case.done_days = step.after_days
    case.next_action_at = when(case, now=now)
    if case.next_action_at is None:
        case.closed_at, case.why = now, Why.GIVEN_UP
    case.save(update_fields=["done_days", "next_action_at", "closed_at", "why"])


def _end(subscription: Subscription, act: Act, *, now: datetime) -> None:
    """Ended, days that are left are given back: what is owed then is for days that were had."""
    if act == Act.UNPAID:
        give_up(subscription=subscription, by=TAMIO, now=now)
    elif act == Act.CANCEL:
        cancel(subscription=subscription, by=TAMIO, now=now, at_once=True, binding=False)


def _recover(pk: int, *, now: datetime) -> bool:
    """All is paid: the subscription goes on. What is owed still keeps it where it is."""
    [case] = _CASES.rows(pk)
    Case.objects.filter(pk=pk).update(recovers=False)
    subscription = case.subscription
    others = Case.objects.filter(OWED, subscription=subscription).exclude(pk=pk)
    if subscription.status not in (Status.PAST_DUE, Status.UNPAID) or others.exists():
        return False
    with override(subscription.store.language):
        return recover(subscription=subscription, by=TAMIO, now=now)


_CASES = Prepared(
    lambda pk: Case.objects.select_related("subscription__store", "invoice").filter(pk=pk), int
)
_SUBSCRIPTIONS = Prepared(
    lambda pk: Subscription.objects.select_for_update().filter(pk=pk).order_by(), int
)
_HELD = Prepared(
    lambda pk: (
        Case.objects.select_for_update(of=("self",))
        .select_related("store", "invoice")
        .filter(pk=pk)
    ),
    int,
)
