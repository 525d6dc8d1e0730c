"""The list of a period's invoices and credit notes, made for paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.forms.listing import ListingForm
from tamio.commerce.documents.listing import MOST_ENTRIES, listed
from tamio.store_clock import now

_BAD_REQUEST = 400


@require_safe
@store_page()
def invoice_list(request: StoreRequest) -> HttpResponse:
    """By day, with the sums at each VAT rate. The period is the address."""
    form = ListingForm(request.GET, today=request.store.date_of(now()))
    span = form.span()
    listing = listed(request.store, first=span.first, last=span.last) if span else None
    shown = {"form": form, "span": span, "listing": listing, "most": MOST_ENTRIES}
    status = 200 if span else _BAD_REQUEST
    return render(request, "backoffice/invoice_list.html", shown, status=status)
