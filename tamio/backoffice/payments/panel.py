"""What the invoice's page says of its payment: the sums, what has happened, what can be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.backoffice.access import StoreRequest
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Payment, Receipt, Refund
from tamio.commerce.payments.models.facts import TAMIO
from tamio.commerce.payments.receiving import can_be_taken_back
from tamio.commerce.payments.refunding import KIND
from tamio.commerce.people.roles import Right
from tamio.look.chips import Tone
from tamio.outbox.models import Delivery
from tamio.outbox.problem import Problem


@dataclass(frozen=True, slots=True)
class Move:
    """One line of what has happened. `amount` has the sign that it has for the store."""

    at: datetime
    day: date | None
    amount: Decimal
    what: str
    by: str
    text: str
    tone: Tone
    #: To take it back; None where that cannot be done.
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class PaymentPanel:
    """`moves` are oldest first."""

    payment: Payment
    moves: Sequence[Move]
    may_register: bool
    may_pay_back: bool


def panel_of(request: StoreRequest, invoice: Invoice) -> PaymentPanel | None:
    """The invoice comes with its payments. None for a draft, which nobody has to pay."""
    payment = next(iter(invoice.payments.all()), None)
    if payment is None:
        return None
    may_register = Right.REGISTER_PAYMENTS in request.rights
    return PaymentPanel(
        payment=payment,
        moves=sorted(_moves(invoice, may_register=may_register), key=lambda move: move.at),
        may_register=may_register,
        may_pay_back=Right.PAY_BACK in request.rights,
    )


def _moves(invoice: Invoice, *, may_register: bool) -> Iterator[Move]:
    receipts = list(invoice.receipts.select_related("reversal"))
    yield from (_receipt(each, may_register=may_register) for each in receipts)
    if not receipts:
        return
    refunds = list(invoice.refunds.prefetch_related("outcomes"))
    problems = _problems([each.pk for each in refunds if each.outcome is None])
    yield from (_refund(each, problem=problems.get(each.pk)) for each in refunds)


def _problems(pending: Sequence[int]) -> dict[int, Problem]:
    """What keeps refunds from being sent, by their keys."""
    if not pending:
        return {}
    sent = Delivery.objects.filter(destination="payments", kind=KIND, subject_id__in=pending)
    return {each.subject_id: each.explanation for each in sent if each.explanation}


def _receipt(receipt: Receipt, *, may_register: bool) -> Move:
    undone = receipt.reverses_id is not None
    what = _("Taken back") if undone else _("Paid: %(means)s") % {"means": _means(receipt)}
    return Move(
        at=receipt.at,
        day=receipt.paid_on,
        amount=receipt.amount,
        what=what,
        by=_author(receipt.by),
        text=receipt.text,
        tone=Tone.NEUTRAL if undone or hasattr(receipt, "reversal") else Tone.GOOD,
        pk=receipt.pk if may_register and can_be_taken_back(receipt) else None,
    )


def _refund(refund: Refund, *, problem: Problem | None) -> Move:
    outcome = refund.outcome
    if outcome is None and problem is not None:
        what, tone = _("Not paid back yet: %(means)s"), Tone.NEEDS_YOU
    elif outcome is None:
        what, tone = _("On its way back: %(means)s"), Tone.WAITING
    elif outcome.failed:
        what, tone = _("Could not be paid back: %(means)s"), Tone.WRONG
    else:
        what, tone = _("Paid back: %(means)s"), Tone.NEUTRAL
    texts = [refund.reason, outcome.text if outcome else ""]
    texts += [str(problem.message), str(problem.remedy)] if problem else []
    return Move(
        at=refund.at,
        day=outcome.paid_on if outcome else None,
        amount=-refund.amount,
        what=what % {"means": _means(refund)},
        by=_author(refund.by),
        text=" · ".join(text for text in texts if text),
        tone=tone,
    )


def _means(moved: Receipt | Refund) -> str:
    return str(moved.get_means_display()).lower()


def _author(by: str) -> str:
    return "Tamio" if by == TAMIO else by
