"""Money goes back: through the provider that it came by, or by a person's hand.

Whoever needs to pay back (an over-payment, a return, a withdrawal) calls `refund` or
`refund_by_hand`; how much there is to pay back says `Payment.over`, and how much could be at all
`Payment.kept`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.money import ORE
from tamio.commerce.payments import at_once
from tamio.commerce.payments.models import Means, Payment, Receipt, Refund, RefundOutcome
from tamio.commerce.payments.receiving import BY_API
from tamio.commerce.payments.standing import locked, refunds_that_count, settle
from tamio.outbox.record import record
from tamio.outbox.states import Priority

KIND = "refund.asked"
_BY_HAND = frozenset({"", "bank", BY_API})


@dataclass(frozen=True, slots=True)
class Returnable:
    """What a provider can still send back of one receipt."""

    receipt: Receipt
    left: Decimal


@dataclass(frozen=True, slots=True)
class _Said:
    """Why, by whom and when; `key` tells a repeated click."""

    reason: str
    by: str
    now: datetime
    key: UUID | None = None


def returnable(invoice: Invoice) -> list[Returnable]:
    """The receipts that can go back the way they came, newest first; before all others those that
    go back at once: what a gift card has paid. Two queries.
    """
    gone: dict[int, Decimal] = {}
    counted = refunds_that_count(invoice.pk).exclude(receipt=None)
    for pk, amount in counted.values_list("receipt_id", "amount"):
        gone[pk] = gone.get(pk, Decimal(0)) + amount
    receipts = Receipt.objects.filter(invoice=invoice).exclude(provider__in=_BY_HAND)
    every = [Returnable(each, each.amount - gone.get(each.pk, 0)) for each in receipts]
    some = [each for each in reversed(every) if each.left > 0]
    return sorted(some, key=lambda each: not at_once.is_at_once(each.receipt.provider))


def refund(
    *,
    invoice: Invoice,
    amount: Decimal,
    reason: str,
    by: str,
    now: datetime,
    key: UUID | None = None,
) -> Sequence[Refund]:
    """Sends `amount` back through the providers that it came by, the newest receipt first.

    The worker carries it out. The same `key` again makes nothing new. Raises ValidationError
    ("amount") for more than can go back so: what came by bank or Swish goes back by hand, see
    `refund_by_hand`.
    """
    with transaction.atomic():
        payment = locked(invoice)
        if known := _known(invoice, key):
            return known
        _check_amount(amount, most=payment.kept)
        made: list[Refund] = []
        for each in returnable(invoice):
            share = min(each.left, amount)
            if share:
                said = _Said(reason, by, now, key if not made else None)
                made.append(_asked(payment, each.receipt, share, said))
                amount -= share
        if amount:
            message = _("Only a part came by a provider that can send it back. Pay it by hand.")
            raise ValidationError({"amount": [message]})
        settle(payment, now=now)
        return made


def refund_by_hand(
    *,
    invoice: Invoice,
    amount: Decimal,
    means: Means,
    paid_on: date,
    reason: str,
    by: str,
    now: datetime,
    key: UUID | None = None,
) -> Refund:
    """Notes that a person has paid `amount` back. The same `key` again makes nothing new.

    Raises ValidationError ("amount", "paid_on") for more than has come and not gone back, and for
    what a gift card has paid: that goes back to the card, see `refund`.
    """
    with transaction.atomic():
        payment = locked(invoice)
        if known := _known(invoice, key):
            return known[0]
        _check_amount(amount, most=payment.kept)
        _check_by_hand(amount, payment)
        if paid_on > payment.store.date_of(now):
            raise ValidationError({"paid_on": [_("Choose today or a day before.")]})
        made = _written(payment, None, amount, means, _Said(reason, by, now, key))
        RefundOutcome.objects.create(refund=made, at=now, failed=False, paid_on=paid_on)
        settle(payment, now=now)
        return made


def is_done(*, refund: Refund, provider_id: str, paid_on: date, now: datetime) -> None:
    """A provider has sent it back. Told again, nothing changes."""
    with transaction.atomic():
        payment = locked(refund.invoice)
        if RefundOutcome.objects.filter(refund=refund).exists():
            return
        RefundOutcome.objects.create(
            refund=refund, at=now, failed=False, paid_on=paid_on, provider_id=provider_id
        )
        settle(payment, now=now)


def has_failed(*, refund: Refund, text: str, provider_id: str = "", now: datetime) -> None:
    """A provider could not send it back, or it came back: it counts no more."""
    with transaction.atomic():
        payment = locked(refund.invoice)
        if RefundOutcome.objects.filter(refund=refund, failed=True).exists():
            return
        RefundOutcome.objects.create(
            refund=refund, at=now, failed=True, provider_id=provider_id, text=text[:200]
        )
        settle(payment, now=now)


def adopt(
    *, receipt: Receipt, amount: Decimal, provider_id: str, paid_on: date, now: datetime
) -> Refund | None:
    """A refund that was made at the provider itself, and not through Tamio. None if it is known."""
    with transaction.atomic():
        payment = locked(receipt.invoice)
        known = RefundOutcome.objects.filter(
            refund__store=receipt.store_id,
            refund__provider=receipt.provider,
            provider_id=provider_id,
        )
        if known.exists():
            return None
        said = _Said("", receipt.provider, now)
        made = _written(payment, receipt, amount, Means(receipt.means), said)
        RefundOutcome.objects.create(
            refund=made, at=now, failed=False, paid_on=paid_on, provider_id=provider_id
        )
        settle(payment, now=now)
        return made


def sent_back(receipt: Receipt) -> Decimal:
    """What has gone, or is going, back of one receipt."""
    counted = refunds_that_count(receipt.invoice_id).filter(receipt=receipt)
    return counted.aggregate(sum=Sum("amount"))["sum"] or Decimal("0.00")


def _check_amount(amount: Decimal, *, most: Decimal) -> None:
    if not (amount.is_finite() and amount >= ORE and amount == amount.quantize(ORE)):
        message = _("Write an amount above 0 with at most two decimals.")
        raise ValidationError({"amount": [message]})
    if amount > most:
        message = _("At most %(most)s has come in and not gone back.") % {"most": most}
        raise ValidationError({"amount": [message]})


def _check_by_hand(amount: Decimal, payment: Payment) -> None:
    every = returnable(payment.invoice)
    first = sum((each.left for each in every if at_once.is_at_once(each.receipt.provider)), ORE * 0)
    if first and amount > payment.kept - first:
        words = {"card": first, "rest": payment.kept - first}
        message = _(
            "%(card)s was paid by gift card and goes back to the card first. Send that back the way"
            " it came; at most %(rest)s can be paid back by hand."
        )
        raise ValidationError({"amount": [message % words]})


def _known(invoice: Invoice, key: UUID | None) -> list[Refund]:
    return list(Refund.objects.filter(invoice=invoice, key=key)) if key else []


def _asked(payment: Payment, receipt: Receipt, amount: Decimal, said: _Said) -> Refund:
    made = _written(payment, receipt, amount, Means(receipt.means), said)
    if at_once.is_at_once(receipt.provider):
        at_once.give_back(made, now=said.now)
        today = payment.store.date_of(said.now)
        RefundOutcome.objects.create(refund=made, at=said.now, failed=False, paid_on=today)
        return made
    record(
        kind=KIND, store_id=made.store_id, subject_id=made.pk, now=said.now, priority=Priority.CLICK
    )
    return made


def _written(
    payment: Payment, receipt: Receipt | None, amount: Decimal, means: Means, said: _Said
) -> Refund:
    return Refund.objects.create(
        store_id=payment.store_id,
        invoice=payment.invoice,
        receipt=receipt,
        at=said.now,
        by=said.by,
        amount=amount,
        currency=payment.invoice.currency,
        means=means,
        provider=receipt.provider if receipt else "",
        reason=" ".join(said.reason.split())[:200],
        key=said.key or uuid4(),
    )
