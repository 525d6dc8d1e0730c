"""Money has come in for an invoice: written down once, whoever tells of it and however often."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.money import ORE
from tamio.commerce.payments.models import BankEntry, Match, Means, Payment, Receipt
from tamio.commerce.payments.standing import locked, settle
from tamio.outbox.record import record
from tamio.prepared import Prepared

MOST = Decimal("99999999.99")
#: The provider of what a shop elsewhere tells through the API.
BY_API = "api"
#: What people and programs of the merchant's have written down can be wrong.
_TOLD = ("", BY_API)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What came in, as a person, a bank's file or a provider tells it.

    `provider_id` is its own name of the payment, None by hand; `text` is what stood with it.
    """

    amount: Decimal
    currency: str
    means: Means
    paid_on: date
    provider: str = ""
    provider_id: str | None = None
    text: str = ""


def receive(*, invoice: Invoice, money: Money, by: str, now: datetime) -> tuple[Receipt, bool]:
    """The receipt of `money`, and whether it is new: one payment of a provider is one receipt.

    More than what is left is taken too: what is over becomes a proposal to pay it back. Raises
    ValidationError with the field that is wrong ("amount", "currency", "paid_on").
    """
    try:
        with transaction.atomic():
            payment = locked(invoice)
            known = _known(invoice, money)
            if known is not None:
                return known, False
            _check(money, invoice=payment.invoice, today=payment.store.date_of(now))
            receipt = Receipt.objects.create(
                store_id=payment.store_id,
                invoice=payment.invoice,
                at=now,
                by=by,
                amount=money.amount,
                currency=money.currency,
                means=money.means,
                paid_on=money.paid_on,
                provider=money.provider,
                provider_id=money.provider_id,
                text=" ".join(money.text.split())[:200],
            )
            _settled(receipt, payment, now=now)
            return receipt, True
    except IntegrityError:
        # Told twice at once, of two invoices: the other telling was first.
        known = _known(invoice, money)
        if known is None:
            raise
        return known, False


def take_back(*, receipt: Receipt, by: str, now: datetime) -> Receipt:
    """Undoes a receipt that was noted by mistake; the money itself has not moved.

    Raises ValidationError for one that a provider vouches for, that is taken back already, or of
    which something has been paid back.
    """
    with transaction.atomic():
        payment = locked(receipt.invoice)
        _check_that_it_can_be_taken_back(receipt, kept=payment.kept)
        reversal = Receipt.objects.create(
            store_id=receipt.store_id,
            invoice=receipt.invoice,
            at=now,
            by=by,
            amount=-receipt.amount,
            currency=receipt.currency,
            means=receipt.means,
            paid_on=receipt.paid_on,
            text=receipt.text,
            reverses=receipt,
        )
        # What the bank told of it can be matched to another invoice.
        told = BankEntry.objects.filter(receipt=receipt)
        told.update(receipt=None, match=Match.UNKNOWN, why="", settled_by="")
        _settled(reversal, payment, now=now)
        return reversal


def can_be_taken_back(receipt: Receipt) -> bool:
    """Whether a person may: what a payment provider says has come has come."""
    is_ours = receipt.provider in {*_TOLD, "bank"}
    return is_ours and receipt.reverses_id is None and not hasattr(receipt, "reversal")


def _known(invoice: Invoice, money: Money) -> Receipt | None:
    if money.provider_id is None:
        return None
    return _RECEIPTS.first(invoice.store_id, money.provider, money.provider_id)


def _check(money: Money, *, invoice: Invoice, today: date) -> None:
    amount = money.amount
    problems = {}
    if not (amount.is_finite() and ORE <= amount <= MOST and amount == amount.quantize(ORE)):
        problems["amount"] = [_("Write an amount above 0 with at most two decimals.")]
    if money.currency != invoice.currency:
        words = {"asked": invoice.currency, "came": money.currency}
        problems["currency"] = [_("The invoice is in %(asked)s, not in %(came)s.") % words]
    # Only what the merchant writes: a bank's day may begin before the store's does.
    if money.provider in _TOLD and money.paid_on > today:
        problems["paid_on"] = [_("Choose today or a day before.")]
    if problems:
        raise ValidationError(problems)


def _check_that_it_can_be_taken_back(receipt: Receipt, *, kept: Decimal) -> None:
    if not can_be_taken_back(Receipt.objects.get(pk=receipt.pk)):
        raise ValidationError({"receipt": [_("This payment cannot be taken back.")]})
    if receipt.amount > kept:
        message = _("Some of this payment has been paid back, so it did come.")
        raise ValidationError({"receipt": [message]})


def _settled(receipt: Receipt, payment: Payment, *, now: datetime) -> None:
    settle(payment, now=now)
    record(kind="payment.received", store_id=receipt.store_id, subject_id=receipt.pk, now=now)


_RECEIPTS = Prepared(
    lambda store, provider, told: Receipt.objects.filter(
        store=store, provider=provider, provider_id=told
    ),
    int,
    str,
    str,
)
