"""`{% load backoffice %}`: the frame around every page of a store."""

from typing import Any, cast

from babel import Locale, UnknownLocaleError
from django import template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.backoffice.navigation import entries
from tamio.commerce.audit import masking
from tamio.commerce.audit.retention import ERASED
from tamio.commerce.catalogue.models import Product
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.areas import NORTHERN_IRELAND
from tamio.commerce.vat.rates import VatClass
from tamio.look.templatetags.look import country
from tamio.prepared import Prepared
from tamio.store_clock import now

register = template.Library()

#: So many stores the switcher lists; with more of them it offers a search.
LISTED = 8
_SHORT = 160


@register.inclusion_tag("backoffice/sidebar.html", takes_context=True)
def sidebar(context: dict[str, Any]) -> dict[str, Any]:
    """The store switcher, the navigation and the account menu."""
    request = cast(StoreRequest, context["request"])
    stores = _STORES.rows(request.user.pk)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "store": request.store,
        "stores": stores[:LISTED],
        "many_stores": len(stores) > LISTED,
        "entries": entries(request),
        "agency": _agency(request),
    }


_STORES = Prepared(
    lambda user: Store.objects.seen_by(user).order_by("name", "pk")[: LISTED + 1], int
)


def _agency(request: StoreRequest) -> int | None:
    """The agency that runs the store, for those who belong to it."""
    agency: int | None = request.store.agency_id
    if agency is None:
        return None
    return agency if request.user.memberships.filter(agency=agency).exists() else None


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


@register.inclusion_tag("backoffice/clock_banner.html", takes_context=True)
def clock_banner(context: dict[str, Any]) -> dict[str, Any]:
    """On every page of a store whose clock was moved: which day it is there."""
    store = cast(StoreRequest, context["request"]).store
    return {"store": store, "is_ahead": bool(store.clock_ahead), "today": store.date_of(now())}


@register.filter
def masked(text: str) -> str:
    """A sole trader's number is a personal identity number: lists show only its first part."""
    return masking.masked(str(text))


@register.filter
def shortly(text: str) -> str:
    """Enough of a long text to know it by; the export has the whole."""
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


@register.filter
def vat_country(code: str) -> str:
    """A country's name; Northern Ireland is one as far as VAT on goods is concerned."""
    return _("Northern Ireland") if code == NORTHERN_IRELAND else country(code)


@register.filter
def vat_class(value: str) -> str:
    """As the product's form calls it."""
    labels = dict(Product._meta.get_field("vat_class").flatchoices)
    return str(labels.get(value, value))


@register.filter
def vat_class_short(value: str) -> str:
    """Without the Swedish rate, for other countries'."""
    words = {
        VatClass.STANDARD: _("Standard"),
        VatClass.FOOD: _("Food"),
        VatClass.REDUCED: _("Hotel, restaurant, repairs"),
        VatClass.BOOKS: _("Books"),
        VatClass.CULTURE: _("Culture, sport, travel"),
        VatClass.EXEMPT: _("Exempt"),
    }
    return words[VatClass(value)]


@register.filter
def author(by: str) -> str:
    """Who it was: a person's address, Tamio itself, or somebody whose name has been erased."""
    return {"tamio": "Tamio", ERASED: _("erased")}.get(by, by)


@register.filter
def browser_language(code: str) -> str:
    """`sv-SE` as "svenska (Sverige)"; a code that nobody knows as it is."""
    shown_in = (get_language() or "sv")[:2]
    try:
        return Locale.parse(code, sep="-").get_display_name(shown_in) or code
    except (UnknownLocaleError, ValueError):
        return code
