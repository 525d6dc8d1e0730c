"""`{% load backoffice %}`: the frame around every page of a store."""

from typing import Any, cast

from django import template
from django.urls import reverse

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.backoffice.navigation import entries
from tamio.commerce.stores.models import Store

register = template.Library()

#: So many stores the switcher lists; with more of them it offers a search.
LISTED = 8


@register.inclusion_tag("backoffice/sidebar.html", takes_context=True)
def sidebar(context: dict[str, Any]) -> dict[str, Any]:
    """The store switcher, the navigation and the account menu."""
    request = cast(StoreRequest, context["request"])
    stores = list(Store.objects.seen_by(request.user).order_by("name", "pk")[: LISTED + 1])
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "store": request.store,
        "stores": stores[:LISTED],
        "many_stores": len(stores) > LISTED,
        "entries": entries(request),
    }


@register.inclusion_tag("backoffice/topbar.html", takes_context=True)
def topbar(context: dict[str, Any]) -> dict[str, Any]:
    """What is true on every page: the health of the integrations, and the way to the shop."""
    request = cast(StoreRequest, context["request"])
    found = (light.chip(request, request.store) for light in slots.health_lights)
    return {
        "store": request.store,
        "lights": [chip for chip in found if chip is not None],
        "shop_url": reverse("storefront:home", args=[request.store.slug]),
    }


@register.filter
def masked(organisation_number: str) -> str:
    """A sole trader's number is a personal identity number: lists show only its first part.

    The third digit tells: in a company's number it is at least 2, a month's is 0 or 1.
    """
    if organisation_number[2:3] in {"0", "1"}:
        return f"{organisation_number[:7]}••••"
    return organisation_number
