"""The request every view of the storefront gets: its store is known."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tamio.commerce.checkout.models import Cart
from tamio.commerce.stores.models import Store


class ShopRequest(HttpRequest):
    """What @shop_page hands to a view. `store_at_host` is there at a store's own domain only,
    `opened_cart` once the request has made one.
    """

    store: Store
    store_at_host: Store
    opened_cart: Cart
    htmx: HtmxDetails
