"""The door to a shop: the one decorator that every page of the storefront carries.

    @shop_page
    def product(request: ShopRequest, sku: str) -> HttpResponse: ...

The view hears no slug: everything is fetched through `request.store`, so what belongs to another
store is a 404, and so is a store that does not exist; each 404 is a page with a way on.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt

from tamio.commerce.stores.clock import in_time_of
from tamio.commerce.stores.models import Store
from tamio.storefront.carts import remember_cart
from tamio.storefront.hosts import moved_to
from tamio.storefront.languages import keep_choice, language_for
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest
from tamio.storefront.stores import STORE_OF_SLUG

View = Callable[..., HttpResponseBase]

#: How long a browser may remember that a shop has moved: a domain can be given up again.
_AN_HOUR = 3600


def shop_page(view: View) -> View:
    """Finds the store of the host or of the URL's `store_slug`, and speaks the shopper's
    language. What is only looked at has moved if the store has a domain of its own.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, store_slug: str, **kwargs: Any) -> HttpResponseBase:
        entered = cast(ShopRequest, request)
        try:
            entered.store = _store(entered, store_slug)
        except Store.DoesNotExist:
            return render(request, "storefront/no_store.html", status=404)
        if request.method in {"GET", "HEAD"} and (address := moved_to(entered)):
            return _moved(address)
        translation.activate(language_for(request, store=entered.store))
        with in_time_of(entered.store):
            try:
                response = view(entered, *args, **kwargs)
            except Http404:
                response = render_page(entered, "storefront/not_found.html", status=404)
            return remember_cart(entered, keep_choice(entered, response))

    return page


def own_forms_only(view: View) -> View:
    """For a form that needs no cookie before it is sent: in place of Django's token, the browser's
    own word for where it comes from. Every browser says so with a POST (Origin; Fetch metadata);
    what says nothing is no browser, and carries nobody's cookies.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and _is_foreign(request):
            raise PermissionDenied("the form was sent from another website")
        return view(request, *args, **kwargs)

    return cast(View, csrf_exempt(checked))


def _is_foreign(request: HttpRequest) -> bool:
    if origin := request.headers.get("Origin", ""):
        return urlsplit(origin).netloc != request.get_host()
    return request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}


def _store(request: ShopRequest, slug: str) -> Store:
    if hasattr(request, "store_at_host"):
        return request.store_at_host
    store = STORE_OF_SLUG.first(slug)
    if store is None:
        raise Store.DoesNotExist(slug)
    return store


def _moved(address: str) -> HttpResponse:
    response = HttpResponsePermanentRedirect(address)
    patch_cache_control(response, max_age=_AN_HOUR)
    return response
