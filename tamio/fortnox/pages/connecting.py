"""To Fortnox for the store's consent, and the end of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.fortnox.client.errors import FortnoxError
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.pages import pending
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.pages.pending import Pending
from tamio.fortnox.sync import connect


@require_POST
@store_page(right=Right.CONNECT_INTEGRATIONS)
def consent(request: StoreRequest) -> HttpResponse:
    """Asks for the consent of a service account, or with `account=person` of this person.

    With `credit_invoices=yes` invoices are asked for besides; a store that has them made is asked
    so again without saying it.
    """
    service_account = request.POST.get("account") != "person"
    asked = connect.begin(
        redirect_uri=return_address(request),
        service_account=service_account,
        credit_invoices=_wants_credit_invoices(request),
        clock=now,
    )
    remembered = Pending(
        state=asked.state,
        store_id=request.store.pk,
        service_account=service_account,
        credit_invoices=asked.credit_invoices,
    )
    pending.remember(session=request.session, pending=remembered)
    return redirect(asked.url)


def _wants_credit_invoices(request: StoreRequest) -> bool:
    if request.POST.get("credit_invoices") == "yes":
        return True
    return Settings.objects.filter(store=request.store, credit_invoices=True).exists()


@require_POST
@store_page(right=Right.CONNECT_INTEGRATIONS)
def stop_credit_invoices(request: StoreRequest) -> HttpResponse:
    """From now on they are a person's again. What Fortnox lets us do is not asked for any more."""
    get_object_or_404(Settings, store=request.store)
    connect.choose_credit_invoices(
        store=request.store, wanted=False, now=now(), by=request.user.email
    )
    messages.success(
        request, _("Credit invoices are tasks for a person again. Nothing else has changed.")
    )
    return redirect(f"{page('overview', store=request.store)}#credit-invoices")


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.CONNECT_INTEGRATIONS)
def disconnect(request: StoreRequest) -> HttpResponse:
    """Asks first; then ends the connection here, and in Fortnox where Fortnox lets us."""
    connection = Connection.objects.filter(store=request.store).select_related("store").first()
    if connection is None:
        return redirect(page("overview", store=request.store))
    if request.method != "POST":
        return render(request, "fortnox/disconnect.html", {"connection": connection})
    try:
        connect.disconnect(connection=connection, clock=now, by=request.user.email)
    except FortnoxError:
        messages.warning(request, _end_it_there())
    messages.success(
        request, _("The store is no longer connected to Fortnox. New invoices wait in Tamio.")
    )
    return redirect(page("overview", store=request.store))


def return_address(request: HttpRequest) -> str:
    """Where Fortnox sends people back to: the one address that is registered there."""
    return request.build_absolute_uri(reverse("fortnox:callback"))


def _end_it_there() -> str:
    return _(
        "Fortnox did not confirm that the consent has ended."
        " Remove Tamio in Fortnox too, under Settings → Integrations."
    )
