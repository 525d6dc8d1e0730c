"""The debt to holders of gift cards: day by day, on a page and as CSV."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.forms.listing import ListingForm
from tamio.backoffice.giftcards.liability_csv import liability_csv
from tamio.commerce.giftcards.reporting import Standing, liability, standing
from tamio.look.chips import Chip, Tone
from tamio.store_clock import now

_BAD_REQUEST = 400


@require_safe
@store_page()
def liability_page(request: StoreRequest) -> HttpResponse:
    """The period is the address; without one, this month so far."""
    form = ListingForm(request.GET, today=request.store.date_of(now()))
    span = form.span()
    now_owed = standing(request.store)
    shown = {
        "agrees": _agrees(now_owed),
        "form": form,
        "span": span,
        "report": liability(store=request.store, first_date=span.first, last_date=span.last)
        if span
        else None,
        "standing": now_owed,
    }
    status = 200 if span else _BAD_REQUEST
    return render(request, "backoffice/gift_cards/liability.html", shown, status=status)


def _agrees(found: Standing) -> Chip:
    if found.difference:
        return Chip(state=_("Does not agree"), tone=Tone.WRONG)
    return Chip(state=_("Agrees to the öre"), tone=Tone.GOOD)


@require_safe
@store_page()
def liability_file(request: StoreRequest) -> HttpResponse:
    form = ListingForm(request.GET, today=request.store.date_of(now()))
    span = form.span()
    if span is None:
        return HttpResponse("", status=_BAD_REQUEST)
    found = liability(store=request.store, first_date=span.first, last_date=span.last)
    name = f"tamio-gift-cards-{span.first}-{span.last}.csv"
    return HttpResponse(
        liability_csv(found, currency=request.store.currency),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
