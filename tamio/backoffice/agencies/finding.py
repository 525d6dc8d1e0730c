"""The palette on an agency's pages: those pages, what is done there, and the stores one enters."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tamio.backoffice.agencies.access import AgencyRequest, agency_page
from tamio.backoffice.fillings import Place
from tamio.backoffice.palette import rows
from tamio.backoffice.palette.asked import asked
from tamio.backoffice.palette.hits import Group, Hit, group, nearest_first
from tamio.backoffice.palette.places import OWN
from tamio.backoffice.palette.views import FindForm, answered
from tamio.backoffice.palette.walking import meant_by
from tamio.look.addresses import reverse

_PAGES = (
    Place(
        url_name="agencies:agency",
        label=gettext_lazy("Clients and people"),
        words=gettext_lazy("home overview stores colleagues start"),
    ),
    Place(
        url_name="agencies:brand",
        label=gettext_lazy("The agency's look"),
        words=gettext_lazy("name logo colour branding"),
    ),
)
_DEEDS = (
    Place(
        url_name="agencies:new_store",
        label=gettext_lazy("New store"),
        words=gettext_lazy("add client template"),
    ),
    Place(
        url_name="agencies:invite",
        label=gettext_lazy("Invite a colleague"),
        words=gettext_lazy("people add role"),
    ),
)


@require_safe
@agency_page()
def find(request: AgencyRequest) -> HttpResponse:
    """As in a store: before anything is written, all pages and the first stores."""
    form = FindForm(request.GET)
    return answered(
        request,
        form,
        _found(request, form.text),
        elsewhere=_elsewhere(request),
        base="backoffice/agencies/base.html",
        place=request.agency.name,
    )


def _found(request: AgencyRequest, text: str) -> list[Group]:
    """One query."""
    pages = _meant(request, text, [*_PAGES, *OWN])
    return nearest_first(
        [
            group(key="pages", title=_("Pages"), symbol="arrow", hits=pages),
            group(key="deeds", title=_("Do"), symbol="plus", hits=_meant(request, text, _DEEDS)),
            rows.stores(request.user, asked(text)),
        ]
    )


def _elsewhere(request: AgencyRequest) -> Group:
    places = [place for place in (*_PAGES, *OWN) if place.url_name in _LEAD_ON]
    hits = _meant(request, "", places)
    return Group(key="elsewhere", title=_("Look here"), symbol="search", hits=hits)


_LEAD_ON = {"agencies:agency", "backoffice:entry"}


def _meant(request: AgencyRequest, text: str, places: Sequence[Place]) -> list[Hit]:
    open_ones = [place for place in places if _may_open(request, place)]
    return meant_by(text, open_ones, address=lambda place: _address(request, place))


def _may_open(request: AgencyRequest, place: Place) -> bool:
    """Its page has written on it whom it lets in; see agency_page."""
    view = resolve(_address(request, place).partition("?")[0]).func
    if getattr(view, "owners_only", False) and not request.governs:
        return False
    needed = getattr(view, "right", None)
    return place in OWN or needed in request.rights


def _address(request: AgencyRequest, place: Place) -> str:
    address = reverse(place.url_name, args=[] if place in OWN else [request.agency.pk])
    return f"{address}?{place.query}" if place.query else address
