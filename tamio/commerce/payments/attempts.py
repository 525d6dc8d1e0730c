"""Tries to be paid through a provider: opened, looked at, closed, and what becomes of them.

Nobody's word is taken for how a try stands, neither a buyer's who comes back nor an event's: the
provider is asked, and what it answers is written under the attempt's lock. So events may come
twice, late, in any order or not at all, and a try is paid once.
"""

import logging
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments import ordering, signals
from tamio.commerce.payments.cards import save_card
from tamio.commerce.payments.drawing import drop_unsent
from tamio.commerce.payments.models import ALIVE, Attempt, Method, Payment, Progress
from tamio.commerce.payments.providers import PROVIDER_OF, provider_of, wording
from tamio.commerce.payments.providers.port import Found, ProviderError, Unanswered
from tamio.commerce.payments.receiving import Money, receive
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared
from tamio.store_clock import told

#: How long a provider's page can be paid. The shortest that all of them know.
LIVES = timedelta(minutes=35)
log = logging.getLogger(__name__)


class NothingToPay(Exception):
    """The invoice is paid already, or credited."""


def new_attempt(
    *,
    store: Store,
    method: Method,
    amount: Decimal,
    currency: str,
    description: str,
    return_url: str,
    language: str,
    now: datetime,
    key: UUID,
    invoice: Invoice | None = None,
    saves_card: bool = False,
) -> Attempt:
    """The row alone: the provider hears of it in `page_of`. `return_url` is where it leads back.

    `saves_card`: the card is left on file, to be drawn from later without its holder there.
    """
    return Attempt.objects.create(
        store=store,
        key=key,
        provider=PROVIDER_OF[method],
        method=method,
        invoice=invoice,
        amount=amount,
        currency=currency,
        language=language,
        description=description[:200],
        return_url=return_url,
        opened_at=now,
        expires_at=now + LIVES,
        saves_card=saves_card,
    )


def attempt_for(
    *,
    invoice: Invoice,
    method: Method,
    return_url: str,
    language: str,
    key: UUID,
    now: datetime,
    saves_card: bool = False,
) -> Attempt:
    """The one try that is alive of an issued invoice, for what is left of it; a new one if none is.

    `return_url` ends with the new one's key. Raises NothingToPay, and ProviderError where an older
    one, of another amount, could not be closed.
    """
    alive = invoice.payment_attempts.filter(progress__in=ALIVE).first()
    left = Payment.objects.get(invoice=invoice).left
    if alive is not None and (
        alive.card_id is not None or (alive.amount, alive.method) != (left, method)
    ):
        alive = still_alive(close(alive, now=now))
        left = Payment.objects.get(invoice=invoice).left
    if alive is not None:
        return alive
    if not left:
        raise NothingToPay(f"invoice {invoice.number}")
    try:
        with transaction.atomic():
            words = _("Invoice %(number)s") % {"number": invoice.number}
            return new_attempt(
                store=invoice.store, method=method, amount=left, currency=invoice.currency,
                description=f"{invoice.store.name}: {words}", return_url=return_url,
                language=language, now=now, key=key, invoice=invoice, saves_card=saves_card,
            )  # fmt: skip
    except IntegrityError:
        # Two tabs at once: the database lets one of them open it.
        return invoice.payment_attempts.get(progress__in=ALIVE)


def still_alive(attempt: Attempt) -> Attempt | None:
    return attempt if attempt.progress in ALIVE else None


def page_of(attempt: Attempt) -> str:
    """Where the buyer pays; "" if it can be paid no more. Outside of any transaction.

    Raises ProviderError.
    """
    if attempt.progress != Progress.OPEN or attempt.card_id is not None:
        return ""
    if not attempt.url:
        page = provider_of(attempt.store, attempt.provider).open(attempt)
        Attempt.objects.filter(pk=attempt.pk).update(provider_id=page.provider_id, url=page.url)
        attempt.provider_id, attempt.url = page.provider_id, page.url
    return attempt.url


def look(attempt: Attempt, *, now: datetime) -> Attempt:
    """Asks the provider how it stands, and does what follows. Raises ProviderError."""
    if attempt.progress not in ALIVE:
        return attempt
    provider = provider_of(attempt.store, attempt.provider)
    if attempt.card_id is None:
        return settle(attempt, provider.look(attempt), now=now)
    found = provider.find(attempt) if attempt.sent_at is not None else None
    # What has not been heard of may be under way: the worker decides when that is over.
    return attempt if found is None else settle(attempt, found, now=now)


def close(attempt: Attempt, *, now: datetime) -> Attempt:
    """Sees to it that it cannot be paid any more; afterwards it is CLOSED, PAID or PROCESSING.

    Raises ProviderError: then it may still be paid.
    """
    if attempt.progress not in ALIVE:
        return attempt
    if attempt.card_id is not None:
        return _end_draw(attempt, now=now)
    return settle(attempt, provider_of(attempt.store, attempt.provider).close(attempt), now=now)


def _end_draw(attempt: Attempt, *, now: datetime) -> Attempt:
    """One that has not left does not leave; of one that has, the provider says what became."""
    drop_unsent(Attempt.objects.filter(pk=attempt.pk), now=now)
    attempt.refresh_from_db()
    found = look(attempt, now=now)
    if found.progress == Progress.OPEN:
        raise Unanswered(wording.being_drawn(attempt.sent_as))
    return found


def settle(attempt: Attempt, found: Found, *, now: datetime) -> Attempt:
    """Writes what the provider has answered. A paid order becomes its invoice in the same breath:
    there is no payment without an invoice, and no invoice whose payment goes unnoticed.
    """
    with transaction.atomic():
        [held] = _HELD.rows(attempt.pk)
        held.asked_at = now
        held.provider_id = held.provider_id or attempt.provider_id
        if held.progress == Progress.PAID:
            return held
        was = held.progress
        if found.progress == Progress.PAID:
            _is_paid(held, found, now=now)
        elif found.progress == Progress.CLOSED and held.progress != Progress.CLOSED:
            held.progress, held.ended_at = Progress.CLOSED, now
            held.refusal, held.refused_with = found.refusal or "", found.code[:60]
            ordering.let_go(held, now)
        elif held.progress in ALIVE:
            held.progress = found.progress
        held.save()
        _tell(held, found, was=was, now=now)
        return held


def _tell(attempt: Attempt, found: Found, *, was: str, now: datetime) -> None:
    if attempt.progress == was or attempt.progress in ALIVE:
        return
    if attempt.progress == Progress.PAID and attempt.saves_card and found.card is not None:
        assert attempt.invoice is not None
        save_card(
            customer=attempt.invoice.customer, provider=attempt.provider, found=found.card, now=now
        )
    if attempt.card_id is not None:
        signals.drawn.send(sender=Attempt, attempt=attempt, now=now)


def _is_paid(attempt: Attempt, found: Found, *, now: datetime) -> None:
    if attempt.invoice is None:
        attempt.invoice = ordering.place(attempt, now)
    attempt.refusal = attempt.refused_with = ""
    if (found.amount, found.currency) != (attempt.amount, attempt.currency):
        log.error("attempt %s was paid with %s %s", attempt.key, found.amount, found.currency)
    money = Money(
        amount=found.amount,
        currency=found.currency,
        means=found.means,
        paid_on=attempt.store.date_of(told(found.paid_at) if found.paid_at else now),
        provider=attempt.provider,
        provider_id=found.payment_id,
        text=found.text,
    )
    attempt.receipt, _is_new = receive(
        invoice=attempt.invoice, money=money, by=attempt.provider, now=now
    )
    attempt.progress, attempt.ended_at = Progress.PAID, now


def try_to_look(attempt: Attempt, *, now: datetime) -> Attempt:
    """As `look`; where the provider does not answer, how it stood when it last did."""
    try:
        return look(attempt, now=now)
    except ProviderError as error:
        log.warning("attempt %s could not be looked at: %s", attempt.key, error)
        return attempt


_HELD = Prepared(
    lambda pk: (
        Attempt.objects.select_for_update(of=("self",)).select_related("store").filter(pk=pk)
    ),
    int,
)
