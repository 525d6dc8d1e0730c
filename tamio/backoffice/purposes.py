"""Why an invoice is credited: what that fills the form in with, what follows the credit note."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.backoffice.access import StoreRequest
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.links.orders import make_link
from tamio.commerce.withdrawals.deciding import accept
from tamio.commerce.withdrawals.proposing import (
    Proposal,
    for_cancellation,
    for_return,
    for_withdrawal,
)
from tamio.commerce.withdrawals.refunds import propose_refund

#: Given the credit note, who made it and when: what belongs to it. In its transaction.
Follow = Callable[[CreditNote, str, datetime], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """`key` is what the form sends back; "" for a credit that nothing has led to."""

    key: str
    title: str
    proposal: Proposal | None
    follow: Follow
    #: What the customer wrote, if that decides what is taken back.
    words: str = ""


def purpose_of(request: StoreRequest, invoice: Invoice, key: str, *, now: datetime) -> Purpose:
    """`key` as it stands in the address: "cancellation", "return-12", "withdrawal-12" or "".

    Raises Http404 for what is not this invoice's.
    """
    what, _dash, pk = key.partition("-")
    # The reason stands on the credit note, which the buyer reads.
    with override(make_link(invoice=invoice, language=None, now=now).language if key else None):
        match what:
            case "":
                return Purpose(key="", title="", proposal=None, follow=_refund)
            case "cancellation" if not pk:
                return _cancellation(invoice)
            case "return" if pk.isdecimal():
                return _return(invoice, int(pk))
            case "withdrawal" if pk.isdecimal():
                return _withdrawal(request, invoice, int(pk))
            case _:
                raise Http404("nothing leads to such a credit")


def _cancellation(invoice: Invoice) -> Purpose:
    proposal = for_cancellation(invoice)
    if proposal is None:
        raise Http404("nothing of it is left to cancel")
    return Purpose(key="cancellation", title="cancellation", proposal=proposal, follow=_refund)


def _return(invoice: Invoice, pk: int) -> Purpose:
    returned = get_object_or_404(invoice.returns, pk=pk)
    proposal = for_return(returned)
    return Purpose(key=f"return-{pk}", title="return", proposal=proposal, follow=_refund)


def _withdrawal(request: StoreRequest, invoice: Invoice, pk: int) -> Purpose:
    declared = get_object_or_404(request.store.withdrawals, pk=pk, invoice=invoice, state="open")

    def follow(note: CreditNote, by: str, now: datetime) -> None:
        accept(withdrawal=declared, note=note, by=by, now=now)

    proposal = for_withdrawal(what=declared.what)
    return Purpose(
        key=f"withdrawal-{pk}",
        title="withdrawal",
        proposal=proposal,
        follow=follow,
        words=declared.what,
    )


def _refund(note: CreditNote, _by: str, now: datetime) -> object:
    return propose_refund(note, now=now)


def heading_of(purpose: Purpose) -> str:
    """What stands above the form, in the language of whoever fills it in."""
    return {
        "cancellation": _("Cancel what is not shipped"),
        "return": _("Credit what came back"),
        "withdrawal": _("Accept the withdrawal"),
    }.get(purpose.title, "")
