"""What a person does about a payment that is late: tries now, writes, writes off, leaves alone."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.audit.record import Subject, note_change
from tamio.commerce.dunning import cases
from tamio.commerce.dunning.models import Case, Why
from tamio.commerce.dunning.writing_to import write_about
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.payments.cards import card_of
from tamio.commerce.payments.drawing import draw, is_too_little
from tamio.commerce.payments.models import Payment
from tamio.outbox.states import Priority

#: What the audit trail calls a case.
CASE = "dunning_case"


def try_now(*, case: Case, now: datetime) -> None:
    """Draws from the card on file, whatever the track says. Raises ValidationError."""
    with transaction.atomic():
        payment = _owed(case)
        if not cases.is_wanted(case.subscription):
            raise _refused(_("The subscription is cancelled: nothing is drawn for it."))
        if case.disputed_at is not None:
            raise _refused(_("The invoice is disputed. Say first that it is right."))
        card = card_of(case.subscription.customer)
        if card is None:
            raise _refused(_("The customer has left no card. Send a link instead."))
        if is_too_little(payment.left, currency=case.invoice.currency):
            raise _refused(_("It is less than a card can be charged. Write it off instead."))
        if draw(invoice=case.invoice, card=card, now=now, priority=Priority.CLICK) is None:
            raise _refused(_("It is being paid at this moment. Wait for the answer."))


def send_link(*, case: Case, now: datetime) -> None:
    """A letter with the way to pay, now. Raises ValidationError."""
    with transaction.atomic():
        _owed(case)
        if case.disputed_at is not None:
            raise _refused(_("The invoice is disputed. Say first that it is right."))
        write_about(case, now=now)


def write_off(*, case: Case, by: str, now: datetime) -> CreditNote:
    """Credits the invoice, so that nothing is owed. Raises ValidationError."""
    with transaction.atomic():
        payment = _owed(case)
        if payment.kept:
            message = _("Some of it is paid. Credit the rest on the invoice's own page.")
            raise _refused(message)
        return credit_all(invoice=case.invoice, reason=_("Written off"), by=by, now=now)


def set_disputed(*, case: Case, disputed: bool, by: str, now: datetime) -> bool:
    """Nothing is done about a disputed invoice until somebody says that it is right."""
    with transaction.atomic():
        found = Case.objects.select_for_update(of=("self",)).select_related("store").get(
            pk=case.pk
        )  # fmt: skip
        was = found.disputed_at is not None
        done = cases.dispute(found, now=now) if disputed else cases.undispute(found, now=now)
        if done:
            note_change(
                subject=Subject(store_id=case.store_id, kind=CASE, id=case.pk,
                                name=str(case.invoice.number)),
                before={"disputed": was}, after={"disputed": disputed}, by=by, now=now,
            )  # fmt: skip
        return done


def _owed(case: Case) -> Payment:
    payment = Payment.objects.get(invoice=case.invoice_id)
    if case.why in (Why.PAID, Why.CREDITED) or not payment.left:
        raise _refused(_("Nothing is left to pay."))
    return payment


def _refused(message: str) -> ValidationError:
    return ValidationError({"case": [message]})
