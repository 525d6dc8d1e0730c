"""One invoice's submission: looked at, sent again, or skipped."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.clock import now
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Right
from tamio.fortnox.pages import panel
from tamio.fortnox.pages.addresses import panel_of
from tamio.fortnox.pages.credits.shown import deliveries_of
from tamio.fortnox.pages.submissions import delivery_of, send, version
from tamio.outbox.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
def submission(request: StoreRequest, number: int) -> HttpResponse:
    """GET is the panel alone, asked for again and again while it moves. POST sends it."""
    invoice = get_object_or_404(request.store.invoices, number=number)
    if request.method == "POST":
        need(request, Right.SUBMIT_INVOICES)
        try:
            send(invoice=invoice, now=now(), by=request.user.email)
        except Refused as refusal:
            messages.warning(request, str(refusal))
    elif request.htmx:
        return _since(request, invoice)
    return redirect(panel_of(store=request.store, number=number))


@require_POST
@store_page(right=Right.SUBMIT_INVOICES)
def skip(request: StoreRequest, number: int) -> HttpResponse:
    """Never sent, for a reason that stays on record."""
    invoice = get_object_or_404(request.store.invoices, number=number)
    delivery = delivery_of(invoice=invoice)
    if delivery is not None:
        reason = " ".join(request.POST.get("reason", "").split())
        try:
            delivery.skip(reason=reason, now=now(), by=request.user.email)
        except (Refused, ValueError) as refusal:
            messages.error(request, str(refusal))
    return redirect(panel_of(store=request.store, number=number))


def _since(request: StoreRequest, invoice: Invoice) -> HttpResponse:
    """What is new since the version that is on the page: nothing, the panel, or all of the page
    once it has come to rest (the state stands in more places than the panel).
    """
    delivery = delivery_of(invoice=invoice)
    of_credits = deliveries_of(invoice=invoice)
    if delivery is None or not panel.looks_again_after(delivery, of_credits):
        return HttpResponseClientRefresh()
    if request.GET.get("seen") == version(delivery=delivery, of_credits=of_credits):
        return HttpResponse(status=204)
    return HttpResponse(panel.render(request, invoice))
