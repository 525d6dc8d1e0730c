"""VAT: how near the OSS threshold is, the sums of a quarter's return, and the rates."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.forms.vat import OwnRateForm, QuarterForm, remove_rate
from tamio.backoffice.vat.meter import said_of
from tamio.backoffice.vat.on_record import rates_by_country
from tamio.backoffice.vat.oss_csv import oss_csv
from tamio.backoffice.vat.quarter import quarter_shown
from tamio.commerce.invoices.oss.returns import return_of
from tamio.commerce.invoices.oss.threshold import THRESHOLD, meter
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import OwnVatRate
from tamio.store_clock import now


@require_safe
@store_page()
def vat(request: StoreRequest) -> HttpResponse:
    """The meter, and the quarter that the address names."""
    store = request.store
    today = store.date_of(now())
    form = QuarterForm(request.GET or None, today=today)
    found = meter(store=store, today=today)
    entries = return_of(store=store, quarter=form.chosen)
    shown = {
        "form": form,
        "meter": found,
        "threshold": THRESHOLD,
        "said": said_of(found, under_oss=store.sells_under_oss(today)),
        "under_oss": store.sells_under_oss(today),
        "quarter": quarter_shown(entries, quarter=form.chosen, kronor=form.rate),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "backoffice/vat/vat.html", shown, status=status)


@require_safe
@store_page()
def vat_csv(request: StoreRequest) -> HttpResponse:
    """The quarter as a file, in euros where a rate is given."""
    store = request.store
    form = QuarterForm(request.GET or None, today=store.date_of(now()))
    if form.is_bound and not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=400, content_type="text/plain")
    quarter = form.chosen
    entries = return_of(store=store, quarter=quarter)
    name = f"tamio-oss-{store.slug}-{quarter}.csv"
    return HttpResponse(
        oss_csv(entries, quarter=quarter, kronor=form.rate),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
@checked
def vat_rates(request: StoreRequest) -> HttpResponse:
    """The store's own rates, and those on record. All may look; to add one takes the right."""
    store = request.store
    if request.method == "POST":
        need(request, Right.EDIT_STORE)
    form = OwnRateForm(
        request.POST or None,
        instance=OwnVatRate(store=store),
        initial={"country": store.country, "valid_from": store.date_of(now())},
        language=_language(),
    )
    if accepted(request, form) and form.write(by=request.user.email, now=now()):
        messages.success(request, _("The rate is saved."))
        return redirect("backoffice:vat_rates", store_slug=store.slug)
    shown = {
        "form": form,
        "own": store.own_vat_rates.all(),
        "countries": rates_by_country(on_date=store.date_of(now()), language=_language()),
        "may_edit": Right.EDIT_STORE in request.rights,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "backoffice/vat/rates.html", shown, status=status)


@require_POST
@store_page(right=Right.EDIT_STORE)
def remove_vat_rate(request: StoreRequest, pk: int) -> HttpResponse:
    """From now on the rate on record is charged again."""
    found = get_object_or_404(request.store.own_vat_rates, pk=pk)
    remove_rate(found, by=request.user.email, now=now())
    messages.success(request, _("The rate is removed. What was sold at it stays as it is."))
    return redirect("backoffice:vat_rates", store_slug=request.store.slug)


def _language() -> str:
    return (get_language() or "sv")[:2]
