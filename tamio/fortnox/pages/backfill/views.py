"""Integrations → Fortnox → Backfill."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.fortnox.models import Backfill, Connection, Settings
from tamio.fortnox.pages.addresses import is_number, page
from tamio.fortnox.pages.backfill.forms import BackfillForm
from tamio.fortnox.pages.backfill.shown import dry_run, following
from tamio.fortnox.pages.backfill.words import chip_of, name_of
from tamio.fortnox.pages.preview.lines import csv_of
from tamio.fortnox.sync.backfill import steering
from tamio.fortnox.sync.backfill.scope import MOST_NUMBERS, taken, within
from tamio.fortnox.sync.backfill.starting import CannotStart, start
from tamio.fortnox.sync.backfill.steering import NotNow
from tamio.fortnox.sync.preview.previews import previews
from tamio.look.paging import page_by_key

_ACTS: dict[str, Callable[..., None]] = {
    "pause": steering.pause,
    "resume": steering.resume,
    "stop": steering.stop,
}


@require_safe
@store_page()
def backfills(request: StoreRequest) -> HttpResponse:
    """All of them, newest first, and the way to another."""
    connection = Connection.objects.filter(store=request.store).first()
    if connection is None:
        return redirect(page("overview", store=request.store))
    settings = Settings.objects.get(store=request.store)
    found = page_by_key(
        request.store.backfills.all(), params=request.GET, sorts={"id"}, default="-id"
    )
    context = {
        "form": BackfillForm(initial={"first": settings.start_date.isoformat()}),
        "start": settings.start_date,
        "page": found,
        "rows": [(each, name_of(each), chip_of(each)) for each in found.rows],
    }
    return render(request, "fortnox/backfill/backfills.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.SUBMIT_INVOICES)
def new_backfill(request: StoreRequest) -> HttpResponse:
    """GET is the dry run. POST starts what it has shown."""
    connection = Connection.objects.select_related("store").filter(store=request.store).first()
    if connection is None:
        return redirect(page("overview", store=request.store))
    if request.method != "POST":
        if not request.GET:
            return redirect(page("backfills", store=request.store))
        return _dry_run(request, connection, BackfillForm(request.GET))
    form = BackfillForm(request.POST)
    started = _started(request, connection, form) if form.is_valid() else None
    if started is None:
        return _dry_run(request, connection, form)
    return redirect(page("backfill", store=request.store, pk=started.pk))


@require_safe
@store_page()
def dry_run_csv(request: StoreRequest) -> HttpResponse:
    """All that would be sent, as it is worked out. 422 with the form if it cannot be read."""
    connection = get_object_or_404(Connection.objects.select_related("store"), store=request.store)
    form = BackfillForm(request.GET)
    if not form.is_valid():
        return _dry_run(request, connection, form)
    settings = Settings.objects.get(store=request.store)
    found = taken(within(form.scope, store=request.store), settings=settings)
    made = previews(found.iterator(chunk_size=500), store=request.store)
    return csv_of(made, name=f"backfill-{request.store.slug}")


@require_POST
@store_page(right=Right.SUBMIT_INVOICES)
def backfill_selection(request: StoreRequest) -> HttpResponse:
    """From the invoice list: to the dry run of each `number` that is posted."""
    given = [each for each in request.POST.getlist("number")[:MOST_NUMBERS] if is_number(each)]
    return redirect(f"{page('new_backfill', store=request.store)}?numbers={','.join(given)}")


@require_safe
@store_page()
def backfill(request: StoreRequest, pk: int) -> HttpResponse:
    """One of them; to htmx the part that moves."""
    found = get_object_or_404(request.store.backfills.select_related("store"), pk=pk)
    template = (
        "fortnox/backfill/progress.html" if request.htmx else "fortnox/backfill/backfill.html"
    )
    return render(request, template, following(request, found))


@require_POST
@store_page(right=Right.SUBMIT_INVOICES)
def steer(request: StoreRequest, pk: int, act: str) -> HttpResponse:
    """Pauses, resumes or stops it."""
    found: Backfill = get_object_or_404(request.store.backfills, pk=pk)
    try:
        _ACTS[act](found, now=now(), by=request.user.email)
    except NotNow:
        messages.info(request, _("It stands otherwise by now: somebody was quicker."))
    return redirect(page("backfill", store=request.store, pk=pk))


def _dry_run(request: StoreRequest, connection: Connection, form: BackfillForm) -> HttpResponse:
    """Also of one that was refused, so that one sees why. Nothing of what cannot be read."""
    context: dict[str, Any] = {"form": form, "store": request.store}
    if form.is_readable:
        settings = Settings.objects.get(store=request.store)
        context |= dry_run(form.scope, connection=connection, settings=settings)
        context["query"] = urlencode(form.query)
        context["may_start"] = Right.SUBMIT_INVOICES in request.rights
    status = 422 if form.errors else 200
    return render(request, "fortnox/backfill/new.html", context, status=status)


def _started(request: StoreRequest, connection: Connection, form: BackfillForm) -> Backfill | None:
    try:
        return start(connection=connection, scope=form.scope, now=now(), by=request.user.email)
    except CannotStart as refusal:
        form.refuse(refusal.code)
        return None
