"""Sends one draw through its provider, once: after that it only asks what became of it."""

from datetime import timedelta

from django.db.models import QuerySet

from tamio.commerce.payments.attempts import settle
from tamio.commerce.payments.drawing import claim, unclaim
from tamio.commerce.payments.models import ALIVE, Attempt, Progress, Refusal
from tamio.commerce.payments.providers import provider_of, wording
from tamio.commerce.payments.providers.port import (
    TIMEOUT,
    Declined,
    Found,
    NotSetUp,
    Provider,
    Unanswered,
)
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Later, NeedsSettings, Outcome, Submitted
from tamio.prepared import Prepared
from tamio.store_clock import told

#: A request of ours that nobody has heard of by then will not arrive any more.
SETTLES = timedelta(minutes=5)
_PROCESSING = timedelta(hours=1)
#: To draw, to look at it and to call it off; or to list what was drawn.
_CALLS = 4


def send_draw(delivery: Delivery, lease: Lease) -> Outcome:
    """Submitted once the provider has said what became of it, paid or not."""
    attempt = _ATTEMPTS.rows(delivery.subject_id)[0]
    if attempt.progress not in ALIVE:
        return Submitted()
    lease.heartbeat(covering=timedelta(seconds=TIMEOUT * _CALLS))
    try:
        provider = provider_of(attempt.store, attempt.provider)
        found = _sent(attempt, provider, lease)
    except NotSetUp as error:
        return NeedsSettings(error.problem)
    except Unanswered:
        return Later(wording.being_drawn(attempt.sent_as), after=SETTLES)
    if found is None:
        return Submitted()
    with lease.writing(durable=True):
        ended = settle(attempt, found, now=told(lease.clock())).progress not in ALIVE
    if ended:
        return Submitted()
    after = _PROCESSING if found.progress == Progress.PROCESSING else SETTLES
    return Later(wording.being_drawn(attempt.sent_as), after=after)


def _sent(attempt: Attempt, provider: Provider, lease: Lease) -> Found | None:
    """The answer; None if it was not to be sent any more. Raises NotSetUp, Unanswered."""
    if attempt.sent_at is not None:
        return _asked_back(attempt, provider, lease)
    _look_for_lost(attempt, provider, lease)
    with lease.writing(durable=True):
        if not claim(attempt, now=told(lease.clock())):
            return None
    try:
        return provider.draw(attempt)
    except NotSetUp:
        unclaim(attempt)
        raise
    except Declined as error:
        # Not the card was declined but the question: a holder or a card that is not there.
        code = error.problem.code
        return Found(progress=Progress.CLOSED, refusal=Refusal.HARD, code=code)


def _asked_back(attempt: Attempt, provider: Provider, lease: Lease) -> Found:
    assert attempt.sent_at is not None
    try:
        found = provider.find(attempt)
    except Declined as error:
        return Found(progress=Progress.CLOSED, refusal=Refusal.HARD, code=error.problem.code)
    if found is not None:
        return found
    if told(lease.clock()) - attempt.sent_at < SETTLES:
        return Found(progress=Progress.OPEN)
    return Found(progress=Progress.CLOSED, refusal=Refusal.LOST, code="never_arrived")


def _look_for_lost(attempt: Attempt, provider: Provider, lease: Lease) -> None:
    """Whether an earlier draw that was given up as lost has arrived after all: then it is paid."""
    assert attempt.invoice is not None
    for each in _LOST.rows(attempt.invoice.pk, attempt.provider):
        found = provider.find(each)
        if found is not None and found.progress == Progress.PAID:
            with lease.writing(durable=True):
                settle(each, found, now=told(lease.clock()))


def _with_all() -> QuerySet[Attempt]:
    return Attempt.objects.select_related("store", "invoice", "card")


_ATTEMPTS = Prepared(lambda pk: _with_all().filter(pk=pk), int)
_LOST = Prepared(
    lambda invoice, provider: _with_all().filter(
        invoice=invoice, provider=provider, refusal=Refusal.LOST
    ),
    int,
    str,
)
