"""A page of a shop: its template, with what the frame around every page shows."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers

from tamio.storefront.carts import pieces_in_cart
from tamio.storefront.request import ShopRequest


def render_page(
    request: ShopRequest,
    template: str,
    shown: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Renders `template`. A shopper's page is theirs alone."""
    frame = {"store": request.store, "in_cart": pieces_in_cart(request)}
    response = render(request, template, {**frame, **(shown or {})}, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response
