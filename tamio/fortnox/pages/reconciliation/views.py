"""Integrations → Fortnox → Reconciliation."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.fortnox.models import Connection, Finding, Reconciliation
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.pages.reconciliation import show
from tamio.fortnox.pages.reconciliation.csv_files import days_csv, findings_csv
from tamio.fortnox.pages.reconciliation.forms import PeriodForm
from tamio.fortnox.pages.reconciliation.latest import latest, open_findings
from tamio.fortnox.pages.reconciliation.months_shown import MonthsShown
from tamio.fortnox.pages.reconciliation.months_shown import shown as months_of
from tamio.fortnox.pages.reconciliation.runs import shown_runs
from tamio.fortnox.sync.reconcile.asking import Unreasonable, ask
from tamio.look.paging import page_by_key
from tamio.outbox.problem import Problem


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.SUBMIT_INVOICES)
@checked
def reconciliations(request: StoreRequest) -> HttpResponse:
    """All periods that were compared, newest first. POST asks for another."""
    connection = Connection.objects.filter(store=request.store).first()
    if connection is None:
        return redirect(page("overview", store=request.store))
    today = request.store.date_of(now())
    if request.method != "POST":
        return _list(request, connection, PeriodForm(today=today))
    form = PeriodForm(request.POST, today=today)
    run = _asked(request, connection, form) if accepted(request, form) else None
    if run is None:
        return _list(request, connection, form)
    return redirect(page("reconciliation", store=request.store, pk=run.pk))


@require_safe
@store_page()
def reconciliation(request: StoreRequest, pk: int) -> HttpResponse:
    """One of them. While it is under way the page looks again by itself."""
    run = get_object_or_404(request.store.reconciliations, pk=pk)
    if request.htmx:
        return HttpResponse(status=204) if run.is_open else HttpResponseClientRefresh()
    found = page_by_key(_findings(run), params=request.GET, sorts={"id"}, default="id")
    days = show.days_of(run)
    settled = show.settled_of([row.key for row in found.rows], store=request.store)
    context = {
        "run": run,
        "problem": Problem.from_json(run.problem) if run.problem else None,
        "page": found,
        "findings": show.shown(found.rows, store=request.store, settled=settled),
        "open_findings": open_findings(run),
        "days": days,
        "sums": show.sums_of(days),
        "rates": show.rates_of(run),
        "may_solve": Right.SUBMIT_INVOICES in request.rights,
    }
    return render(request, "fortnox/reconciliation.html", context)


@require_safe
@store_page()
def csv_file(request: StoreRequest, pk: int, what: str) -> HttpResponse:
    """All findings, or all days."""
    run = get_object_or_404(request.store.reconciliations.exclude(ended_at=None), pk=pk)
    name = f"{what}-{run.first}-{run.last}.csv"
    if what == "days":
        return days_csv(show.days_of(run), name=name)
    found = list(_findings(run))
    settled = show.settled_of([row.key for row in found], store=request.store)
    rows = show.shown(found, store=request.store, settled=settled)
    return findings_csv(rows, name=name)


def _list(request: StoreRequest, connection: Connection, form: PeriodForm) -> HttpResponse:
    runs = page_by_key(
        request.store.reconciliations.all(), params=request.GET, sorts={"id"}, default="-id"
    )
    context = {
        "form": form,
        "latest": latest(store=request.store, tenant_id=connection.tenant_id),
        "page": runs,
        "runs": shown_runs(runs.rows, store=request.store),
        "months": _months(request, connection) if runs.rows else None,
        "may_ask": Right.SUBMIT_INVOICES in request.rights,
    }
    status = 422 if form.is_bound else 200
    return render(request, "fortnox/reconciliations.html", context, status=status)


def _months(request: StoreRequest, connection: Connection) -> MonthsShown:
    today = request.store.date_of(now())
    return months_of(store=request.store, tenant_id=connection.tenant_id, today=today)


def _asked(
    request: StoreRequest, connection: Connection, form: PeriodForm
) -> Reconciliation | None:
    try:
        return ask(
            connection=connection,
            first=form.cleaned_data["first"],
            last=form.cleaned_data["last"],
            now=now(),
            by=request.user.email,
        )
    except Unreasonable as refusal:
        form.refuse(refusal.code)
        return None


def _findings(run: Reconciliation) -> QuerySet[Finding]:
    return run.findings.select_related("invoice")
