"""The way in: to one's own store, or to the list of one's stores."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tamio.backoffice.access import not_shared
from tamio.backoffice.forms.filters import StoreSearch
from tamio.backoffice.searching import mentions
from tamio.commerce.people.models import Agency, User
from tamio.commerce.stores.models import Store
from tamio.look.paging import page_by_key


@require_safe
@login_required
def entry(request: HttpRequest) -> HttpResponse:
    """Straight to the oldest store, or to the agency that runs several; with `q`, a list of stores
    of that name.
    """
    user = cast(User, request.user)
    stores = Store.objects.seen_by(user)
    if "q" not in request.GET:
        agency = _only_place(user)
        if agency is not None and agency.stores.count() > 1:
            return redirect("agencies:agency", pk=agency.pk)
        first = stores.order_by("pk").first()
        if first is not None:
            return redirect("backoffice:dashboard", store_slug=first.slug)
    form = StoreSearch(request.GET)
    if not form.is_valid():
        stores = stores.none()
    elif form.cleaned_data["q"]:
        stores = stores.filter(mentions(text=form.cleaned_data["q"], fields=["name"]))
    page = page_by_key(stores, params=request.GET, sorts={"name"}, default="name")
    template = "backoffice/entry.html"
    if request.headers.get("HX-Target") == "switcher-stores":
        template = "backoffice/switcher_stores.html"
    agencies = Agency.objects.filter(memberships__user=user).order_by("name")
    shown = {"form": form, "page": page, "stores": page.rows, "agencies": agencies}
    return not_shared(render(request, template, shown))


def _only_place(user: User) -> Agency | None:
    """The agency of somebody who has no role anywhere else."""
    roles = list(user.memberships.select_related("agency")[:2])
    return roles[0].agency if len(roles) == 1 else None
