"""The page where an agency's people make a client's store."""

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tamio.backoffice import slots
from tamio.backoffice.agencies.access import AgencyRequest, agency_page
from tamio.backoffice.agencies.new_store.forms import NewStoreForm
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.signing_in.second_factor import has_second_factor
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(right=Right.EDIT_STORE)
@checked
def new_store(request: AgencyRequest) -> HttpResponse:
    """Leads on to the new store, whose first steps ask for the rest."""
    form = NewStoreForm(request.POST or None, templates=_templates(request))
    if accepted(request, form):
        try:
            store = form.write(agency=request.agency, by=request.user.email, now=now())
        except IntegrityError:
            form.add_error("slug", _("Another store has taken this address. Choose another."))
        else:
            messages.success(request, _("“%(name)s” is there.") % {"name": store.name})
            return redirect("backoffice:dashboard", store_slug=store.slug)
    shown = {"agency": request.agency, "form": form, "integrations": list(slots.store_templates)}
    status = 422 if form.errors else 200
    return render(request, "backoffice/agencies/new_store.html", shown, status=status)


def _templates(request: AgencyRequest) -> QuerySet[Store]:
    """Those of the agency; one that asks for a second factor shows nothing to whoever has none."""
    found = Store.objects.filter(agency=request.agency).order_by("name", "pk")
    return found if has_second_factor(request.user) else found.filter(requires_two_factor=False)
