"""Offers: the list, a new one, and one with its codes and their uses."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.forms.offers import CodesForm, OfferForm
from tamio.commerce.offers.models import Offer
from tamio.commerce.people.roles import Right
from tamio.commerce.subscriptions.models import LIVING
from tamio.look.paging import page_by_key
from tamio.store_clock import now

_UNPROCESSABLE = 422
_USES = Count("redemptions", filter=Q(redemptions__given_back_with=None))


@require_safe
@store_page()
def offers(request: StoreRequest) -> HttpResponse:
    """The newest first."""
    page = page_by_key(
        request.store.offers.all(),
        params=request.GET,
        sorts={"created_at", "name", "starts_on"},
        default="-created_at",
    )
    shown = {
        "page": page,
        "today": request.store.date_of(now()),
        "may_edit": Right.EDIT_CATALOGUE in request.rights,
    }
    return render(request, "backoffice/offers/offers.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
@checked
def new(request: StoreRequest) -> HttpResponse:
    """An empty form; what is written is kept until it is right."""
    draft = Offer(store=request.store, created_at=now(), starts_on=request.store.date_of(now()))
    form = OfferForm(request.POST or None, instance=draft)
    if accepted(request, form):
        made = form.write(by=request.user.email, now=now())
        messages.success(request, _("The offer “%(name)s” is saved.") % {"name": made.name})
        return redirect("backoffice:offer", store_slug=request.store.slug, pk=made.pk)
    status = _UNPROCESSABLE if request.method == "POST" else 200
    shown = {"form": form, "may_edit": True}
    return render(request, "backoffice/offers/offer.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.EDIT_CATALOGUE)
@checked
def offer(request: StoreRequest, pk: int) -> HttpResponse:
    """All may look; to change it takes the right."""
    found = get_object_or_404(request.store.offers, pk=pk)
    if request.method != "POST":
        return _page(request, found, OfferForm(instance=found), CodesForm(offer=found))
    form = OfferForm(request.POST, instance=get_object_or_404(request.store.offers, pk=pk))
    if not accepted(request, form):
        return _page(request, found, form, CodesForm(offer=found), status=_UNPROCESSABLE)
    form.write(by=request.user.email, now=now())
    messages.success(request, _("The offer “%(name)s” is saved.") % {"name": form.instance.name})
    return redirect("backoffice:offer", store_slug=request.store.slug, pk=pk)


@require_POST
@store_page(right=Right.EDIT_CATALOGUE)
@checked
def add_codes(request: StoreRequest, pk: int) -> HttpResponse:
    """One code, or many at once."""
    found = get_object_or_404(request.store.offers, pk=pk)
    form = CodesForm(request.POST, offer=found)
    made = form.write(by=request.user.email, now=now()) if accepted(request, form) else 0
    if not made:
        return _page(request, found, OfferForm(instance=found), form, status=_UNPROCESSABLE)
    said = ngettext("%(many)d code is made.", "%(many)d codes are made.", made)
    messages.success(request, said % {"many": made})
    return redirect("backoffice:offer", store_slug=request.store.slug, pk=pk)


@require_safe
@store_page()
def codes_csv(request: StoreRequest, pk: int) -> HttpResponse:
    """All codes of the offer with their uses, to be printed or mailed."""
    found = get_object_or_404(request.store.offers, pk=pk)
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";")
    rows.writerow([_("Code"), _("Uses")])
    rows.writerows(_codes(found).values_list("code", "uses").iterator(chunk_size=2000))
    return HttpResponse(
        "\ufeff" + written.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="tamio-codes-{pk}.csv"'},
    )


def _codes(offer: Offer) -> QuerySet[Any]:
    found: QuerySet[Any] = offer.codes.annotate(uses=_USES)
    return found


def _page(
    request: StoreRequest, offer: Offer, form: OfferForm, codes: CodesForm, *, status: int = 200
) -> HttpResponse:
    may_edit = Right.EDIT_CATALOGUE in request.rights
    if not may_edit:
        for field in form.fields.values():
            field.disabled = True
    page = page_by_key(_codes(offer), params=request.GET, sorts={"code"}, default="code")
    counted = offer.redemptions.filter(given_back_with=None)
    shown = {
        "offer": offer,
        "form": form,
        "codes": codes,
        "page": page,
        "subscribed": offer.subscription_discounts.filter(
            done_at=None, ended_at=None, subscription__status__in=LIVING
        ).count(),
        "used": counted.aggregate(times=Count("pk"), amount=Sum("amount")),
        "may_edit": may_edit,
    }
    return render(request, "backoffice/offers/offer.html", shown, status=status)
