"""The chore that asks: so a payment is noticed whose event was lost, and whose buyer went away."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from tamio.commerce.payments.attempts import close, look, settle
from tamio.commerce.payments.models import ALIVE, Attempt, Progress
from tamio.commerce.payments.providers.port import Found, ProviderError
from tamio.commerce.stores.clock import each_time
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock
from tamio.store_clock import told

EVERY = timedelta(minutes=1)
#: A buyer needs some time to pay: before that, nobody asks.
_FIRST = timedelta(minutes=2)
_AT_ONCE = 200
log = logging.getLogger(__name__)


def ask(clock: Clock) -> None:
    """Looks at every try that is alive, the older ones less and less often."""
    for alike, now in each_time(clock()):
        _ask_all(Attempt.objects.filter(alike), clock, now=now)


def _ask_all(attempts: QuerySet[Attempt], clock: Clock, *, now: datetime) -> None:
    # Draws are the lane's: it knows which of them has left.
    alive = attempts.filter(progress__in=ALIVE, opened_at__lt=now - _FIRST, card=None)
    waited = alive.filter(Q(asked_at=None) | Q(asked_at__lt=now - _FIRST))
    for attempt in waited.select_related("store", "invoice").order_by("asked_at")[:_AT_ONCE]:
        if is_stopping():
            return
        if _is_due(attempt, now):
            _ask(attempt, now=told(clock()))


def _is_due(attempt: Attempt, now: datetime) -> bool:
    """After an eighth of its age: a page lives for half an hour, some banks take days."""
    return attempt.asked_at is None or now - attempt.asked_at >= (now - attempt.opened_at) / 8


def _ask(attempt: Attempt, *, now: datetime) -> None:
    try:
        if attempt.provider_id is None and now > attempt.expires_at:
            # The page was never given to anybody, and could not be paid any more if it had been.
            settle(attempt, Found(progress=Progress.CLOSED), now=now)
        elif _is_paid_otherwise(attempt):
            close(attempt, now=now)
        else:
            look(attempt, now=now)
    except ProviderError as error:
        log.warning("attempt %s could not be looked at: %s", attempt.key, error)
        Attempt.objects.filter(pk=attempt.pk).update(asked_at=now)
    except Exception:
        log.exception("attempt %s could not be settled; it is tried again", attempt.key)
        Attempt.objects.filter(pk=attempt.pk).update(asked_at=now)


def _is_paid_otherwise(attempt: Attempt) -> bool:
    if attempt.invoice is None:
        return False
    return not any(payment.left for payment in attempt.invoice.payments.all())
