"""Any other address below a store's: the store's own 404 page."""

from typing import NoReturn

from django.http import Http404

from tamio.storefront.access import shop_page
from tamio.storefront.request import ShopRequest


@shop_page
def missing(request: ShopRequest) -> NoReturn:
    raise Http404("the shop has no such page")
