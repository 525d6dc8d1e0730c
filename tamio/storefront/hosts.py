"""Which shop a Host header leads to: the installation's own hosts lead to all of them below /s/,
a store's own domain to that store at the root.

The one guard of the Host header: whatever is neither is refused before anything else looks at it.
"""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.request import validate_host

from tamio.commerce.content.domains import host_without_port
from tamio.commerce.content.models import shopfront_of
from tamio.commerce.stores.models import Store
from tamio.look.addresses import reverse
from tamio.storefront.request import ShopRequest
from tamio.storefront.stores import STORE_OF_DOMAIN

_FILES = {"theme", "picture", "art", "logo"}
_OWN_URLS = "tamio.storefront.own_urls"
# Nobody's language is known, and no style sheet would arrive.
_NO_SHOP = "Det finns ingen butik på den här adressen.\nThere is no shop at this address.\n"


class StoresByHost:
    """Middleware, before all others. Sets `store_at_host` for a store's own domain."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = host_without_port(request.META.get("HTTP_HOST") or request.META["SERVER_NAME"])
        if validate_host(host, settings.PLATFORM_HOSTS):
            return self.get_response(request)
        store = STORE_OF_DOMAIN.first(host)
        if store is None:
            return HttpResponseBadRequest(_NO_SHOP, content_type="text/plain; charset=utf-8")
        cast(ShopRequest, request).store_at_host = store
        request.urlconf = _OWN_URLS
        return self.get_response(request)


def is_at_own_domain(request: HttpRequest) -> bool:
    """Whether the request came to a store's own domain."""
    return hasattr(request, "store_at_host")


def moved_to(request: ShopRequest) -> str:
    """The address on the store's own domain that this one on the platform has moved to, "" if it
    has not: the domain leads nobody yet, or this is it, or a file that the back office shows too.
    """
    if is_at_own_domain(request) or not shopfront_of(request.store).canonical_domain:
        return ""
    if request.resolver_match and request.resolver_match.url_name in _FILES:
        return ""
    below = request.get_full_path().removeprefix(_home(request.store))
    return f"{base_of(request.store)}/{below}"


def base_of(store: Store) -> str:
    """The scheme and host that the shop's absolute addresses begin with."""
    domain = shopfront_of(store).canonical_domain
    if not domain:
        return str(settings.ENVIRONMENT.tamio_url)
    public = urlsplit(settings.ENVIRONMENT.tamio_url)
    return f"{public.scheme}://{domain}" + (f":{public.port}" if public.port else "")


def absolute(store: Store, path: str) -> str:
    """`path` as reversed here, at the address that search engines and readers should know."""
    below = path.removeprefix(reverse("storefront:home", args=[store.slug]))
    home = "/" if shopfront_of(store).canonical_domain else _home(store)
    return f"{base_of(store)}{home}{below}"


def _home(store: Store) -> str:
    """On the platform, wherever the request came to."""
    return reverse("storefront:home", args=[store.slug], urlconf=settings.ROOT_URLCONF)
