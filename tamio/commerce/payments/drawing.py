"""Draws from a card on file: a try of an invoice without its payer there, sent once by the worker.

A number rises only after a final answer. Where the answer is lost, the provider is asked what
became of it; it is never sent again, so an invoice is not drawn twice. See docs/decisions.
"""

from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import ALIVE, Attempt, Card, Method, Progress, Refusal
from tamio.commerce.payments.providers import PROVIDER_OF
from tamio.commerce.payments.standing import locked
from tamio.outbox.record import record
from tamio.outbox.states import Priority
from tamio.prepared import Prepared

KIND = "draw.asked"
#: What Stripe takes at least. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
LEAST = {
    "SEK": Decimal("3.00"), "NOK": Decimal("3.00"), "DKK": Decimal("2.50"),
    "EUR": Decimal("0.50"), "USD": Decimal("0.50"), "GBP": Decimal("0.30"),
}  # fmt: skip
_METHOD_OF = {provider: method for method, provider in PROVIDER_OF.items()}


def is_too_little(amount: Decimal, *, currency: str) -> bool:
    """Whether no provider draws so little: it is left an invoice to be paid otherwise."""
    return amount < LEAST.get(currency, Decimal("1.00"))


def draw(
    *, invoice: Invoice, card: Card, now: datetime, priority: Priority = Priority.SALE
) -> Attempt | None:
    """Asks the worker to draw what is left of the invoice, in this transaction.

    None where nothing is left, or too little, or another try may still be paid.
    """
    payment = locked(invoice)
    if is_too_little(payment.left, currency=invoice.currency):
        return None
    tries = _TRIES.rows(invoice.pk)
    if any(each.progress in ALIVE for each in tries):
        return None
    number = max((each.number or 0 for each in tries), default=0) + 1
    with override(invoice.store.language):
        words = _("Invoice %(number)s") % {"number": invoice.number}
    attempt = Attempt.objects.create(
        store=invoice.store, key=uuid4(), provider=card.provider, method=_METHOD_OF[card.provider],
        invoice=invoice, amount=payment.left, currency=invoice.currency,
        language=invoice.store.language, description=f"{invoice.store.name}: {words}"[:200],
        return_url="", opened_at=now, expires_at=now, card=card, number=number,
    )  # fmt: skip
    record(kind=KIND, store_id=invoice.store_id, subject_id=attempt.pk, now=now, priority=priority)
    return attempt


_TRIES = Prepared(lambda invoice: Attempt.objects.filter(invoice=invoice), int)


def is_being_drawn(invoice: Invoice) -> bool:
    """Whether a draw of it waits to leave, or has left and is not answered yet."""
    return bool(_DRAWS.rows(invoice.pk))


_DRAWS = Prepared(
    lambda invoice: Attempt.objects.filter(invoice=invoice, card__isnull=False, progress__in=ALIVE)[
        :1
    ],
    int,
)


def drop_unsent(attempts: QuerySet[Attempt], *, now: datetime) -> int:
    """Draws that have not left are not sent. Of one that is just leaving, either wins."""
    waiting = attempts.filter(card__isnull=False, progress=Progress.OPEN, sent_at=None)
    return waiting.update(progress=Progress.CLOSED, refusal=Refusal.DROPPED, ended_at=now)


def claim(attempt: Attempt, *, now: datetime) -> bool:
    """Marks a draw as sent, for what is left now; False if it is not to be sent any more.

    In a transaction. Nobody may send it who has not claimed it.
    """
    assert attempt.invoice is not None
    left = locked(attempt.invoice).left
    if is_too_little(left, currency=attempt.currency):
        drop_unsent(Attempt.objects.filter(pk=attempt.pk), now=now)
        return False
    waiting = Attempt.objects.filter(pk=attempt.pk, progress=Progress.OPEN, sent_at=None)
    attempt.amount, attempt.sent_at = left, now
    return bool(waiting.update(sent_at=now, amount=left))


def unclaim(attempt: Attempt) -> None:
    """It was not sent after all: the provider has refused to listen at all."""
    Attempt.objects.filter(pk=attempt.pk, progress=Progress.OPEN).update(sent_at=None)


def method_of(card: Card) -> Method:
    """The way to pay that a card stands for."""
    return _METHOD_OF[card.provider]
