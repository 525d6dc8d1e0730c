"""What a store sells: the list, and the one product."""

import re
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tamio.commerce.catalogue.finding import variant_of
from tamio.commerce.catalogue.models import SKU_PATTERN, Product, ProductImage, Variant
from tamio.commerce.catalogue.tree import tree_of
from tamio.prepared import Prepared
from tamio.store_clock import now
from tamio.storefront import about
from tamio.storefront.access import shop_page
from tamio.storefront.carts import cart_of
from tamio.storefront.forms.gift_card import GiftForm
from tamio.storefront.listing import listing_of
from tamio.storefront.offers import offer_of
from tamio.storefront.pages import render_page
from tamio.storefront.plans import plans_shown
from tamio.storefront.request import ShopRequest


@require_safe
@shop_page
def home(request: ShopRequest) -> HttpResponse:
    """The products for sale, by name."""
    at = now()
    listing = listing_of(request, request.store.products.for_sale(now=at), now=at)
    shown = {
        "listing": listing,
        "top": tree_of(request.store).top(),
        "collections": request.store.collections.filter(active=True),
    }
    meta = about.home(request)
    return render_page(request, "storefront/home.html", shown, meta=meta)


@require_safe
@shop_page
def category(request: ShopRequest, slug: str) -> HttpResponse:
    """What is in a category and in all below it."""
    at, tree = now(), tree_of(request.store)
    found = get_object_or_404(request.store.categories, slug=slug)
    placed = Product.categories.through.objects.filter(category__in=tree.with_all_below(found))
    products = request.store.products.for_sale(now=at).filter(pk__in=placed.values("product"))
    shown = {
        "title": found.name,
        "path": tree.path(found)[:-1],
        "below": tree.below(found),
        "listing": listing_of(request, products, now=at),
    }
    meta = about.category(request, tree.path(found))
    return render_page(request, "storefront/list.html", shown, meta=meta)


@require_safe
@shop_page
def collection(request: ShopRequest, slug: str) -> HttpResponse:
    """What someone has chosen to show together."""
    at = now()
    found = get_object_or_404(request.store.collections, slug=slug, active=True)
    products = request.store.products.for_sale(now=at).filter(collections=found)
    shown = {
        "title": found.name,
        "text": found.description,
        "listing": listing_of(request, products, now=at),
    }
    meta = about.collection(request, found)
    return render_page(request, "storefront/list.html", shown, meta=meta)


@require_safe
@shop_page
def product(request: ShopRequest, sku: str) -> HttpResponse:
    """One product at the variant `sku`, the others to choose, and the form that buys it."""
    found = variant_for_sale(request, sku=sku)
    shown = shown_to_buy(request, found)
    meta = about.product(request, shown["offer"], shown["pictures"], now=now())
    return render_page(request, "storefront/product.html", shown, meta=meta)


def shown_to_buy(request: ShopRequest, variant: Variant) -> dict[str, Any]:
    """What product.html and buy.html show."""
    offer = offer_of(variant, store=request.store, cart=cart_of(request), now=now())
    shown = {
        "offer": offer,
        "variant": variant,
        "product": variant.product,
        "pictures": _PICTURES.rows(variant.product_id),
        "plans": plans_shown(variant, store=request.store, now=now()),
    }
    if variant.product.is_gift_card:
        shown["gift_form"] = GiftForm(variant=variant, now=now())
    return shown


_PICTURES = Prepared(lambda product: ProductImage.objects.filter(product=product), int)


def variant_for_sale(request: ShopRequest, *, sku: str) -> Variant:
    """The store's variant. Raises Http404, also for what can be no SKU: no database sees that."""
    if not re.fullmatch(SKU_PATTERN, sku):
        raise Http404("no product has such an identifier")
    found = variant_of(request.store, sku=sku)
    if found is None or not (found.active and found.product.is_for_sale(now=now())):
        raise Http404("the product is not for sale")
    return found
