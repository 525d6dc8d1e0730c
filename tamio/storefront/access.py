"""The door to a shop: the one decorator that every page of the storefront carries.

    @shop_page
    def product(request: ShopRequest, sku: str) -> HttpResponse: ...

The view hears no slug: everything is fetched through `request.store`, so what belongs to another
store is a 404, and so is a store that does not exist; each 404 is a page with a way on.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from tamio.commerce.stores.models import Store
from tamio.storefront.languages import language_for
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest

View = Callable[..., HttpResponse]


def shop_page(view: View) -> View:
    """Finds the store of the URL's `store_slug` and speaks the shopper's language."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, store_slug: str, **kwargs: Any) -> HttpResponse:
        entered = cast(ShopRequest, request)
        try:
            entered.store = Store.objects.get(slug=store_slug)
        except Store.DoesNotExist:
            return render(request, "storefront/no_store.html", status=404)
        translation.activate(language_for(request, store=entered.store))
        try:
            return view(entered, *args, **kwargs)
        except Http404:
            return render_page(entered, "storefront/not_found.html", status=404)

    return page
