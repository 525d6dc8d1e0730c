"""Many invoices, sent at once from the invoice list."""

from collections.abc import Collection
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.slots import BulkAction
from tamio.clock import now
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Right
from tamio.fortnox.pages.actions import SUBMIT
from tamio.fortnox.pages.addresses import is_number
from tamio.fortnox.pages.submissions import send
from tamio.outbox.errors import Refused
from tamio.store_clock import real


def sent_one(invoice: Invoice, by: str, at: datetime) -> bool:
    """False if it was there already, or on its way."""
    try:
        # The lane knows the world's time only, also for a store whose clock is ahead.
        send(invoice=invoice, now=real(at), by=by)
    except Refused:
        return False
    return True


ACTION = BulkAction(
    name="submit-to-fortnox",
    label=SUBMIT,
    right=Right.SUBMIT_INVOICES,
    url_name="backoffice:fortnox:submit_selection",
    one=sent_one,
)
#: More than a page of the list can hold; the rest is what no form of ours sends.
_MOST = 500


@require_POST
@store_page(right=Right.SUBMIT_INVOICES)
def submit_selection(request: StoreRequest) -> HttpResponse:
    """Each `number` that can be sent is; the others are counted."""
    given = request.POST.getlist("number")[:_MOST]
    sent, refused = _sent(request, {int(number) for number in given if is_number(number)})
    if sent:
        told = ngettext(
            "%(count)d invoice goes to Fortnox now.", "%(count)d invoices go to Fortnox now.", sent
        )
        messages.success(request, told % {"count": sent})
    if refused:
        told = ngettext(
            "%(count)d invoice was already there, or on its way.",
            "%(count)d invoices were already there, or on their way.",
            refused,
        )
        messages.info(request, told % {"count": refused})
    if not sent and not refused:
        messages.warning(request, _("Select the invoices first."))
    return redirect(_back(request))


def _sent(request: StoreRequest, numbers: Collection[int]) -> tuple[int, int]:
    sent = refused = 0
    for invoice in request.store.invoices.filter(number__in=numbers).order_by("number"):
        if sent_one(invoice, request.user.email, now()):
            sent += 1
        else:
            refused += 1
    return sent, refused


def _back(request: StoreRequest) -> str:
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        return asked
    return reverse("backoffice:invoices", args=[request.store.slug])
