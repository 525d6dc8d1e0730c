"""One credit note's submission: sent again, marked as done by hand, or skipped."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.clock import now
from tamio.commerce.invoices.models import CreditNote
from tamio.commerce.people.roles import Right
from tamio.fortnox.pages.addresses import panel_of
from tamio.fortnox.pages.credits.shown import delivery_of
from tamio.fortnox.pages.submissions import send_again
from tamio.outbox.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.SUBMIT_INVOICES)
def submission(request: StoreRequest, number: int) -> HttpResponse:
    """POST sends it again, first in the lane. GET leads to the panel that shows it."""
    note = _note(request, number)
    delivery = delivery_of(note=note)
    if request.method == "POST" and delivery is not None:
        try:
            send_again(delivery=delivery, now=now(), by=request.user.email)
        except Refused as refusal:
            messages.warning(request, str(refusal))
    return _to_panel(request, note)


@require_POST
@store_page(right=Right.SUBMIT_INVOICES)
def skip(request: StoreRequest, number: int) -> HttpResponse:
    """Never sent, or done in Fortnox by a person: for a reason that stays on record."""
    note = _note(request, number)
    delivery = delivery_of(note=note)
    if delivery is not None:
        reason = " ".join(request.POST.get("reason", "").split())
        try:
            delivery.skip(reason=reason, now=now(), by=request.user.email)
        except (Refused, ValueError) as refusal:
            messages.error(request, str(refusal))
    return _to_panel(request, note)


def _note(request: StoreRequest, number: int) -> CreditNote:
    notes = request.store.credit_notes.select_related("invoice")
    note: CreditNote = get_object_or_404(notes, number=number)
    return note


def _to_panel(request: StoreRequest, note: CreditNote) -> HttpResponseRedirect:
    return redirect(panel_of(store=request.store, number=note.invoice.number or 0))
