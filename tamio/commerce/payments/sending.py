"""Sends a refund, or a draw from a card; the lane's worker calls it under the lane's lease."""

from datetime import datetime, timedelta

from tamio.commerce.payments.draw_sending import send_draw
from tamio.commerce.payments.drawing import KIND
from tamio.commerce.payments.models import Refund
from tamio.commerce.payments.providers import provider_of
from tamio.commerce.payments.providers.port import TIMEOUT, Declined, NotSetUp, SentBack, Unanswered
from tamio.commerce.payments.refunding import has_failed, is_done
from tamio.commerce.stores.clock import in_its_store
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Later, NeedsSettings, Outcome, Rejected, Submitted
from tamio.outbox.problem import Problem, Words
from tamio.store_clock import told as in_store

#: To look at a page of refunds, and to make one.
_CALLS = 3
_UNDER_WAY = Problem(
    code="under-way",
    message=Words(
        sv="Betalleverantören håller på att betala tillbaka.",
        en="The payment provider is paying it back.",
    ),
    remedy=Words(
        sv="Du behöver inte göra något. Tamio frågar igen av sig självt.",
        en="You need not do anything. Tamio asks again by itself.",
    ),
)


@in_its_store
def deliver(delivery: Delivery, lease: Lease) -> Outcome:
    """As the fact asks: see draw_sending for draws."""
    if delivery.kind == KIND:
        return send_draw(delivery, lease)
    return _send_back(delivery, lease)


def _send_back(delivery: Delivery, lease: Lease) -> Outcome:
    """Submitted once the provider has sent it back. What may have been done is looked for before
    it is done again: a refund whose answer was lost goes once.
    """
    refund = Refund.objects.select_related("receipt", "invoice", "store").get(
        pk=delivery.subject_id
    )
    if refund.outcome is not None:
        return Submitted()
    lease.heartbeat(covering=timedelta(seconds=TIMEOUT * _CALLS))
    try:
        told = provider_of(refund.store, refund.provider).send_back(refund)
    except Unanswered as error:
        return Later(error.problem, whole_lane=True)
    except NotSetUp as error:
        return NeedsSettings(error.problem)
    except Declined as error:
        with lease.writing(durable=True):
            has_failed(refund=refund, text=error.problem.detail, now=in_store(lease.clock()))
        return Rejected(error.problem)
    with lease.writing(durable=True):
        settle_refund(refund, told, now=in_store(lease.clock()))
    return (
        Submitted() if told.is_done or told.failed else Later(_UNDER_WAY, after=timedelta(hours=1))
    )


def settle_refund(refund: Refund, told: SentBack, *, now: datetime) -> None:
    """Writes what the provider says of a refund of ours."""
    if told.failed:
        has_failed(refund=refund, text=told.text, provider_id=told.provider_id, now=now)
    elif told.is_done:
        paid_on = refund.store.date_of(in_store(told.sent_at))
        is_done(refund=refund, provider_id=told.provider_id, paid_on=paid_on, now=now)
