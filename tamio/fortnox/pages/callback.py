"""Back from Fortnox, with a consent or without one."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tamio.backoffice.access import not_shared
from tamio.clock import now
from tamio.commerce.people.access import rights_in
from tamio.commerce.people.models import User
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.fortnox.client.errors import oauth_error
from tamio.fortnox.models import Connection
from tamio.fortnox.pages import pending
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.pages.connecting import return_address
from tamio.fortnox.pages.pending import Pending
from tamio.fortnox.pages.refusals import TROUBLES, said
from tamio.fortnox.sync import connect
from tamio.fortnox.sync.chart import NoFinancialYear
from tamio.fortnox.sync.credits.rights import is_allowed
from tamio.fortnox.sync.preflight import run

#: Longer than any state or code there is; what is longer is not worth comparing.
_LONGEST = 2000


@require_safe
def callback(request: HttpRequest) -> HttpResponse:
    """Completes the consent that this session asked for; any other is refused unread."""
    asked = pending.recall(session=request.session, state=_given(request, "state"))
    if asked is None or not request.user.is_authenticated:
        return not_shared(render(request, "fortnox/unknown_consent.html", status=400))
    store = _store(request, asked)
    try:
        connection = _connected(request, asked, store)
    except TROUBLES as trouble:
        messages.error(request, said(trouble, credit_invoices=asked.credit_invoices))
        if isinstance(trouble, NoFinancialYear):
            _look(store, by=request.user.email)
    else:
        _welcome(request, asked, connection)
        _look(store, by=request.user.email)
    return not_shared(redirect(page("overview", store=store)))


def _look(store: Store, *, by: str) -> None:
    """The pre-flight: what else is missing is best known at once."""
    connection = Connection.objects.select_related("store").get(store=store)
    run.check(connection=connection, clock=now, by=by)


def _store(request: HttpRequest, asked: Pending) -> Store:
    """Raises Http404 or PermissionDenied if the person may not connect that store any more."""
    user = cast(User, request.user)
    store = get_object_or_404(Store.objects.seen_by(user), pk=asked.store_id)
    rights = rights_in(user=user, store_id=store.pk, agency_id=store.agency_id)
    if Right.CONNECT_INTEGRATIONS not in rights:
        raise PermissionDenied(_("Your role does not let you change integrations."))
    return store


def _connected(request: HttpRequest, asked: Pending, store: Store) -> Connection:
    """Raises one of TROUBLES."""
    code = _given(request, "code")
    if not code:
        error = _given(request, "error") or "no_code"
        raise oauth_error(error=error, description=_given(request, "error_description"))
    return connect.complete(
        store=store,
        code=code,
        redirect_uri=return_address(request),
        service_account=asked.service_account,
        credit_invoices=asked.credit_invoices,
        clock=now,
        by=cast(User, request.user).email,
    )


def _welcome(request: HttpRequest, asked: Pending, connection: Connection) -> None:
    name = connection.company_name
    messages.success(request, _("The store is connected to %(company)s.") % {"company": name})
    if asked.credit_invoices and not is_allowed(connection):
        messages.warning(
            request,
            _("Fortnox did not grant invoices: credits of invoices stay tasks for a person."),
        )


def _given(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "")[:_LONGEST]
