"""What search engines ask for: robots.txt and the map of the site."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tamio.commerce.catalogue.models import Variant
from tamio.commerce.content.standard_pages import pages_of
from tamio.commerce.stores.models import Store
from tamio.store_clock import now
from tamio.storefront.access import shop_page
from tamio.storefront.hosts import absolute
from tamio.storefront.languages import CODES, PARAMETER
from tamio.storefront.request import ShopRequest

#: Addresses in one part of the map; the protocol allows 50,000 and 50 MB.
PART_SIZE = 5_000
#: What is one shopper's alone.
_NOT_LISTED = ("cart/", "checkout/", "confirmation/", "search/", "order/", "orders/")
_XML = "application/xml; charset=utf-8"


@require_safe
def robots_of_platform(_request: HttpRequest) -> HttpResponse:
    """For the installation's own host: the shops may be listed, the rooms behind them not."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/backoffice/", "/accounts/", "/api/")),
        *(f"Disallow: /s/*/{path}" for path in _NOT_LISTED),
    ]
    return _text(lines)


@require_safe
@shop_page
def robots_of_store(request: ShopRequest) -> HttpResponse:
    """At a store's own domain, and below its address on the platform for whoever looks there."""
    home = reverse("storefront:home", args=[request.store.slug])
    site_map = reverse("storefront:sitemap", args=[request.store.slug])
    lines = [
        "User-agent: *",
        *(f"Disallow: {home}{path}" for path in _NOT_LISTED),
        f"Sitemap: {absolute(request.store, site_map)}",
    ]
    return _text(lines)


@require_safe
@shop_page
def sitemap(request: ShopRequest) -> HttpResponse:
    """The parts of the map: one of pages and lists, and as many of products as it takes."""
    store = request.store
    count = store.products.for_sale(now=now()).count()
    parts = ["pages", *(str(part) for part in range(1, -(-count // PART_SIZE) + 1))]
    paths = [reverse("storefront:sitemap_part", args=[store.slug, part]) for part in parts]
    shown = {"addresses": [absolute(store, path) for path in paths]}
    return render(request, "storefront/sitemap.xml", shown, content_type=_XML)


@require_safe
@shop_page
def sitemap_part(request: ShopRequest, part: str) -> HttpResponse:
    """ "pages", or the number of a part of the products."""
    store = request.store
    paths = list(_pages(store) if part == "pages" else _products(store, int(part)))
    if not paths:
        raise Http404("the map has no such part")
    shown = {"places": [_place(store, path) for path in paths]}
    return render(request, "storefront/sitemap_part.xml", shown, content_type=_XML)


def _pages(store: Store) -> Iterator[str]:
    yield reverse("storefront:home", args=[store.slug])
    for page in pages_of(store):
        yield reverse("storefront:page", args=[store.slug, page.slug])
    for category in store.categories.all():
        yield reverse("storefront:category", args=[store.slug, category.slug])
    for collection in store.collections.filter(active=True):
        yield reverse("storefront:collection", args=[store.slug, collection.slug])


def _products(store: Store, part: int) -> Iterator[str]:
    """By the SKU that each product is known by: its first variant for sale."""
    products = store.products.for_sale(now=now()).order_by("pk")
    ids = list(products.values_list("pk", flat=True)[(part - 1) * PART_SIZE : part * PART_SIZE])
    if not ids:
        return
    # Between the ends and not one by one: a database takes only so many parameters.
    variants = Variant.objects.filter(
        store=store, active=True, product__gte=ids[0], product__lte=ids[-1]
    )
    leads: dict[int, str] = {}
    ordered = variants.order_by("product", "position", "pk")
    for product, sku in ordered.values_list("product", "sku"):
        leads.setdefault(product, sku)
    for sku in (leads[pk] for pk in ids if pk in leads):
        yield reverse("storefront:product", args=[store.slug, sku])


def _place(store: Store, path: str) -> tuple[str, Sequence[tuple[str, str]]]:
    """The address, and the same page in every language."""
    address = absolute(store, path)
    others = [
        (code, address if code == store.language else f"{address}?{urlencode({PARAMETER: code})}")
        for code in CODES
    ]
    return address, others


def _text(lines: Sequence[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
