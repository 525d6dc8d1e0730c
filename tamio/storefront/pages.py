"""A page of a shop: its template, with what the frame around every page shows."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers

from tamio.commerce.content.models import shopfront_of
from tamio.storefront.basket import Basket
from tamio.storefront.carts import cart_key, pieces_in_cart
from tamio.storefront.foot import foot_of
from tamio.storefront.meta import Meta, head_of
from tamio.storefront.previewing import theme_of
from tamio.storefront.request import ShopRequest


def render_page(
    request: ShopRequest,
    template: str,
    shown: Mapping[str, Any] | None = None,
    *,
    meta: Meta | None = None,
    status: int = 200,
) -> HttpResponse:
    """Renders `template`. A shopper's page is theirs alone; only one with `meta` may be listed."""
    store = request.store
    frame = {
        "store": store,
        "shopfront": shopfront_of(store),
        "theme": theme_of(request),
        "in_cart": _in_cart(request, (shown or {}).get("basket")),
        # Asked for by whole pages alone, so that a fragment does not pay for it.
        "foot": lambda: foot_of(store),
        "head": head_of(request, meta),
    }
    response = render(request, template, {**frame, **(shown or {})}, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response


def _in_cart(request: ShopRequest, basket: Basket | None) -> int:
    """The pieces in the shopper's cart, which need not be read if the page shows it."""
    if basket is not None and basket.key == cart_key(request):
        return basket.pieces
    return pieces_in_cart(request)
