"""Accepts a withdrawal with its credit note, or rejects it with a reason; either is told."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.letters.blocks import Body
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.sending import About, Write, send
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.withdrawal import Decided, Declared, answer
from tamio.commerce.links.addresses import order_address
from tamio.commerce.links.orders import make_link
from tamio.commerce.withdrawals.declaring import declared_by
from tamio.commerce.withdrawals.models import LONGEST_REASON, State, Withdrawal
from tamio.commerce.withdrawals.refunds import propose_refund
from tamio.commerce.withdrawals.signals import accepted


def identify(*, withdrawal: Withdrawal, invoice: Invoice) -> None:
    """The store says which order it is about. Raises ValidationError once it is decided."""
    if not Withdrawal.objects.filter(pk=withdrawal.pk, state=State.OPEN).update(invoice=invoice):
        raise ValidationError(_("This withdrawal is decided already."))


def accept(*, withdrawal: Withdrawal, note: CreditNote, by: str, now: datetime) -> None:
    """With the credit note that answers it. Proposes the refund and tells the customer.

    In the credit note's transaction. Raises ValidationError if it is decided already, or if the
    credit note is of another order.
    """
    if withdrawal.invoice_id != note.invoice_id:
        raise ValidationError(_("The credit note is of another order."))
    _decide(withdrawal, State.ACCEPTED, by=by, now=now, credit_note=note)
    withdrawal.credit_note = note
    accepted.send(sender=Withdrawal, withdrawal=withdrawal, by=by, now=now)
    refund = propose_refund(note, now=now, since=withdrawal.received_at)
    link = make_link(invoice=note.invoice, language=None, now=now)
    decided = Decided(
        accepted=True,
        credited=note.total,
        currency=note.invoice.currency,
        refund_by=refund.due_date if refund else None,
        order_address=order_address(note.store, link.token),
    )
    _tell(withdrawal, decided, now=now)


def reject(*, withdrawal: Withdrawal, reason: str, by: str, now: datetime) -> None:
    """The customer is told `reason`. Raises ValidationError by "reason", or if it is decided."""
    why = reason.strip()
    if not 1 <= len(why) <= LONGEST_REASON:
        raise ValidationError({"reason": [_("Write why, in 1 to 500 characters.")]})
    with transaction.atomic():
        _decide(withdrawal, State.REJECTED, by=by, now=now, reason=why)
        _tell(withdrawal, Decided(accepted=False, reason=why), now=now)


def _decide(
    withdrawal: Withdrawal,
    state: State,
    *,
    by: str,
    now: datetime,
    reason: str = "",
    credit_note: CreditNote | None = None,
) -> None:
    still_open = Withdrawal.objects.filter(pk=withdrawal.pk, state=State.OPEN)
    decided = {"decided_at": now, "decided_by": by, "reason": reason, "credit_note": credit_note}
    if not still_open.update(state=state, **decided):
        raise ValidationError(_("This withdrawal is decided already."))


def _tell(withdrawal: Withdrawal, decided: Decided, *, now: datetime) -> None:
    invoice = withdrawal.invoice
    send(
        store=withdrawal.store,
        kind=Kind.ANSWER,
        recipient=withdrawal.email,
        language=withdrawal.language,
        write=_answer(declared_by(withdrawal), decided),
        now=now,
        about=About(invoice=invoice) if invoice else None,
    )


def _answer(declared: Declared, decided: Decided) -> Write:
    def write(says: StoreSays, language: str) -> Body:
        return answer(declared, decided, says=says, language=language)

    return write
