"""The merchant's settings, saved; and the chart of accounts that they choose from, read anew."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.first_steps.steps import shown_progress
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.pages.accounts.matrix import gone
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.pages.forms import SettingsForm
from tamio.fortnox.pages.overview import show
from tamio.fortnox.pages.refusals import TROUBLES, said
from tamio.fortnox.sync import connect
from tamio.fortnox.sync.accounts.choosing import chart_of, let_go
from tamio.fortnox.sync.accounts.loading import choices


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.CONNECT_INTEGRATIONS)
@checked
def settings(request: StoreRequest) -> HttpResponse:
    """Saves; what is wrong is shown where it was written, on the page that has the form."""
    overview = page("overview", store=request.store)
    if request.method != "POST":
        return redirect(f"{overview}#settings")
    chosen = get_object_or_404(Settings.objects.select_related("store"), store=request.store)
    form = SettingsForm(request.POST, instance=chosen, store=request.store)
    if not (accepted(request, form) and _chosen(request, form)):
        return show(request, form=form)
    messages.success(request, _("The settings are saved."))
    return redirect(_on(request) or overview)


def _on(request: StoreRequest) -> str:
    """Whoever sets up a store goes on to the next of its first steps; "" for everyone else."""
    found = shown_progress(request)
    return found.next.href if found and found.next else ""


@require_POST
@store_page(right=Right.CONNECT_INTEGRATIONS)
def chart(request: StoreRequest) -> HttpResponse:
    """Reads the accounts of the company's current financial year."""
    connection = get_object_or_404(Connection.objects.select_related("store"), store=request.store)
    try:
        count = connect.refresh_chart(connection=connection, clock=now, by=request.user.email)
    except TROUBLES as trouble:
        messages.error(request, said(trouble))
    else:
        read = ngettext("%(count)d account was read.", "%(count)d accounts were read.", count)
        messages.success(request, read % {"count": count})
        if _after_reading(request) or request.POST.get("next") == "accounts":
            return redirect(page("accounts", store=request.store))
    return redirect(f"{page('overview', store=request.store)}#settings")


def _after_reading(request: StoreRequest) -> list[str]:
    """Lets go what waited for an account that is there now; says which chosen ones are not."""
    chosen = get_object_or_404(Settings, store=request.store)
    let_go(settings=chosen, now=now(), by=request.user.email)
    return gone(choices(chosen).select_related("product"), chart=chart_of(chosen))


def _chosen(request: StoreRequest, form: SettingsForm) -> bool:
    try:
        connect.choose(settings=form.instance, now=now(), by=request.user.email)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
