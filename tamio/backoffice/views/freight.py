"""Shipping: the zones, and the methods that lead to them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.forms.freight import MethodForm, ZoneForm, remove_zone
from tamio.commerce.people.roles import Right
from tamio.commerce.shipping.models import ShippingMethod, ShippingZone
from tamio.store_clock import now


@require_safe
@store_page()
def shipping(request: StoreRequest) -> HttpResponse:
    """All zones with their methods, and what is collected."""
    store = request.store
    zones = store.shipping_zones.prefetch_related("countries", "methods__steps")
    shown = {
        "zones": zones,
        "collected": store.shipping_methods.filter(zone=None).prefetch_related("steps"),
        "may_edit": Right.EDIT_STORE in request.rights,
    }
    return render(request, "backoffice/shipping/shipping.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_STORE)
@checked
def new_zone(request: StoreRequest) -> HttpResponse:
    """A zone without methods yet."""
    return _zone(request, ShippingZone(store=request.store))


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_STORE)
@checked
def zone(request: StoreRequest, pk: int) -> HttpResponse:
    """Its name and its countries."""
    return _zone(request, get_object_or_404(request.store.shipping_zones, pk=pk))


@require_POST
@store_page(right=Right.EDIT_STORE)
def remove(request: StoreRequest, pk: int) -> HttpResponse:
    """A zone goes with its methods."""
    found = get_object_or_404(request.store.shipping_zones, pk=pk)
    remove_zone(found, by=request.user.email, now=now())
    messages.success(request, _("The zone “%(name)s” is removed.") % {"name": found.name})
    return redirect("backoffice:shipping", store_slug=request.store.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_STORE)
@checked
def new_method(request: StoreRequest) -> HttpResponse:
    """Into the zone that `zone` names, if it names one."""
    named = request.GET.get("zone", "")
    known = request.store.shipping_zones.filter(pk=named if named.isdecimal() else 0).first()
    return _method(request, ShippingMethod(store=request.store, zone=known))


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_STORE)
@checked
def method(request: StoreRequest, pk: int) -> HttpResponse:
    """Its names, its zone and its prices."""
    return _method(request, get_object_or_404(request.store.shipping_methods, pk=pk))


def _zone(request: StoreRequest, edited: ShippingZone) -> HttpResponse:
    form = ZoneForm(request.POST or None, instance=edited, language=_language())
    if accepted(request, form) and form.write(by=request.user.email, now=now()):
        messages.success(request, _("The zone is saved."))
        return redirect("backoffice:shipping", store_slug=request.store.slug)
    shown = {"form": form, "zone": edited}
    return render(request, "backoffice/shipping/zone.html", shown, status=_status(request))


def _method(request: StoreRequest, edited: ShippingMethod) -> HttpResponse:
    form = MethodForm(request.POST or None, instance=edited)
    if accepted(request, form):
        form.write(by=request.user.email, now=now())
        messages.success(request, _("The method is saved."))
        return redirect("backoffice:shipping", store_slug=request.store.slug)
    shown = {"form": form, "method": edited}
    return render(request, "backoffice/shipping/method.html", shown, status=_status(request))


def _status(request: StoreRequest) -> int:
    """Of a form that is shown again."""
    return 422 if request.method == "POST" else 200


def _language() -> str:
    return (get_language() or "sv")[:2]
