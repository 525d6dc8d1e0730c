"""A page of text: about, terms, returns, privacy, accessibility, and the store's own."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tamio.commerce.content.models import PageKind
from tamio.commerce.content.standard_pages import pages_of
from tamio.storefront import about
from tamio.storefront.access import shop_page
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest


@require_safe
@shop_page
def page(request: ShopRequest, page: str) -> HttpResponse:
    """The text, and who the store is where the law wants it read."""
    found = next((each for each in pages_of(request.store) if each.slug == page), None)
    if found is None:
        raise Http404("the shop has no such page")
    shown = {"page": found, "says_who": found.kind != PageKind.OWN}
    meta = about.text(request, found)
    return render_page(request, "storefront/page.html", shown, meta=meta)
