"""Integrations → Fortnox → Pre-flight: what was found last, and buttons to look again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tamio.backoffice.access import StoreRequest, store_page
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.pages.preflight import shown
from tamio.fortnox.sync.preflight import run
from tamio.fortnox.sync.preflight.findings import Check


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.CONNECT_INTEGRATIONS)
def preflight(request: StoreRequest) -> HttpResponse:
    """All may look. POST looks again: at everything, or at the one `check` that is named."""
    store = request.store
    connection = Connection.objects.filter(store=store).select_related("store").first()
    settings = Settings.objects.filter(store=store).first()
    if connection is None or settings is None:
        return redirect(page("overview", store=store))
    if request.method == "POST":
        only = _check_in(request)
        run.check(connection=connection, clock=now, by=request.user.email, only=only)
        messages.success(request, _("Checked again."))
        return redirect(f"{page('preflight', store=store)}#{only or ''}".rstrip("#"))
    report = run.report(connection=connection, settings=settings)
    return render(
        request,
        "fortnox/preflight/preflight.html",
        {
            "store": store,
            "connection": connection,
            "report": report,
            "checks": shown.shown_checks(report, store=store) if report else [],
            "line": shown.headline(report) if report else None,
            "may_check": Right.CONNECT_INTEGRATIONS in request.rights,
        },
    )


def _check_in(request: StoreRequest) -> Check | None:
    named = request.POST.get("check", "")
    if named and named not in set(Check):
        raise Http404("there is no such check")
    return Check(named) if named else None
