"""What follows when something is billed, drawn, paid or cancelled. In that transaction.

Nothing here takes a lock that who pays might wait for: what the subscription is to hear of a
payment is told by the run. See docs/decisions.
"""

from datetime import datetime
from typing import Any

from tamio.commerce.dunning.cases import (
    TRACK_OF,
    close,
    close_all,
    is_automatic,
    is_wanted,
    locked_case,
    move,
    open_case,
    subscription_of,
    unpaid_invoices,
)
from tamio.commerce.dunning.models import Case, Track, Why
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.payments.cards import card_of
from tamio.commerce.payments.drawing import draw, is_too_little
from tamio.commerce.payments.models import Attempt, Card, Payment, Progress, Refusal
from tamio.commerce.payments.standing import current_payment
from tamio.commerce.subscriptions.events import TAMIO
from tamio.commerce.subscriptions.models import Period, Subscription
from tamio.commerce.subscriptions.paying import fall_behind


def on_billed(subscription: Subscription, period: Period, now: datetime, **_: Any) -> None:
    """Draws it, or waits for it to be paid. Invoices of a checkout are the checkout's."""
    invoice = period.invoice
    if invoice is None or invoice.channel != Channel.RENEWAL or invoice.total <= 0:
        return
    if is_wanted(subscription):
        follow(subscription, invoice, now=now)


def follow(subscription: Subscription, invoice: Invoice, *, now: datetime) -> None:
    """Too little for a card is left as an invoice."""
    payment = current_payment(invoice)
    if not is_automatic(subscription):
        open_case(subscription, invoice, Track.INVOICE, since=payment.due_date, now=now)
        return
    if is_too_little(payment.left, currency=invoice.currency):
        return
    card = card_of(subscription.customer)
    if card is None:
        since = subscription.store.date_of(now)
        open_case(subscription, invoice, Track.HARD, since=since, now=now)
    else:
        draw(invoice=invoice, card=card, now=now)


def on_drawn(attempt: Attempt, now: datetime, **_: Any) -> None:
    """A draw that was not paid: which way it goes on follows from why."""
    if attempt.progress == Progress.PAID or attempt.refusal == Refusal.DROPPED:
        return
    assert attempt.invoice is not None
    subscription = subscription_of(attempt.invoice)
    if subscription is None or not is_wanted(subscription):
        return
    fall_behind(subscription=subscription, by=TAMIO, now=now)
    track = TRACK_OF[Refusal(attempt.refusal or Refusal.SOFT)]
    since = subscription.store.date_of(now)
    open_case(subscription, attempt.invoice, track, since=since, now=now)


def on_settled(payment: Payment, now: datetime, **_: Any) -> None:
    """Paid or credited, nothing is left to do about it."""
    if payment.left:
        return
    case = locked_case(payment.invoice_id)
    if case is None or case.why in (Why.PAID, Why.CREDITED):
        return
    case.recovers = True
    close(case, Why.PAID if payment.kept else Why.CREDITED, now=now)


def on_card_saved(card: Card, now: datetime, **_: Any) -> None:
    """What is open is tried with it at once."""
    cases = Case.objects.filter(
        subscription__customer=card.customer_id, closed_at=None, disputed_at=None
    ).exclude(track=Track.INVOICE)
    for case in cases.select_related("subscription", "invoice__store", "store").order_by("pk"):
        if is_wanted(case.subscription):
            draw(invoice=case.invoice, card=card, now=now)
            move(case, Track.SOFT, since=case.store.date_of(now), now=now)


def on_cancelled(subscription: Subscription, now: datetime, **_: Any) -> None:
    close_all(subscription, now=now)


def on_uncancelled(subscription: Subscription, now: datetime, **_: Any) -> None:
    """What is not paid is followed up from the beginning."""
    for payment in unpaid_invoices(subscription):
        follow(subscription, payment.invoice, now=now)
