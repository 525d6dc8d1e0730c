"""Search: its results, ranked, and suggestions while one writes."""

from django.http import HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from tamio.commerce.catalogue.models import Product
from tamio.commerce.catalogue.tree import tree_of
from tamio.commerce.search.finding import find
from tamio.store_clock import now
from tamio.storefront.access import shop_page
from tamio.storefront.listing import newest_cards, ranked_listing
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest

#: The longest that is read of what someone writes.
MOST_WRITTEN = 100
_SUGGESTED = 6
_FEWEST_LETTERS = 2


@require_safe
@shop_page
def search(request: ShopRequest) -> HttpResponse:
    """`q` is what someone wrote. Without it the page asks; without a find it leads on."""
    written = _written(request)
    at = now()
    shown: dict[str, object] = {"written": written}
    if written:
        found = find(store=request.store, written=written, now=at)
        listing = ranked_listing(request, found.ids, now=at)
        shown |= {"found": found, "listing": listing}
    if not written or not found.ids:
        shown |= {
            "top": tree_of(request.store).top(),
            "collections": request.store.collections.filter(active=True),
            "newest": newest_cards(request.store, now=at),
        }
    return render_page(request, "storefront/search.html", shown)


@require_safe
@shop_page
def suggestions(request: ShopRequest) -> JsonResponse:
    """Names of products for what has been written so far: `{"names": [...]}`."""
    written = _written(request)
    names: list[str] = []
    if len(written) >= _FEWEST_LETTERS:
        ids = find(store=request.store, written=written, now=now()).ids[:_SUGGESTED]
        by_key = dict(Product.objects.filter(pk__in=ids).values_list("pk", "name"))
        names = list(dict.fromkeys(by_key[pk] for pk in ids if pk in by_key))
    response = JsonResponse({"names": names})
    patch_cache_control(response, public=True, max_age=60)
    return response


def _written(request: ShopRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:MOST_WRITTEN]
