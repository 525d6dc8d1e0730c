"""What a store sells: the list, and the one product."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tamio.commerce.catalogue.models import SKU_PATTERN, Product
from tamio.look.paging import page_by_key
from tamio.storefront.access import shop_page
from tamio.storefront.forms.cart import most_of
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest

#: Products on a page: divides into rows of two, three and four.
PAGE_SIZE = 24
#: From here down the page says how many are left.
_FEW = 5


@require_safe
@shop_page
def home(request: ShopRequest) -> HttpResponse:
    """The products for sale, by name."""
    for_sale = request.store.products.filter(active=True)
    page = page_by_key(for_sale, params=request.GET, sorts={"name"}, default="name", size=PAGE_SIZE)
    return render_page(request, "storefront/home.html", {"page": page})


@require_safe
@shop_page
def product(request: ShopRequest, sku: str) -> HttpResponse:
    """One product, and the form that puts it in the cart."""
    found = product_for_sale(request, sku=sku)
    return render_page(request, "storefront/product.html", shown_to_buy(found))


def shown_to_buy(product: Product) -> dict[str, object]:
    """What product.html and buy.html show."""
    few = product.stock is not None and product.stock <= _FEW
    return {"product": product, "most": most_of(product), "few": few}


def product_for_sale(request: ShopRequest, *, sku: str) -> Product:
    """The store's product. Raises Http404, also for what can be no SKU: no database sees that."""
    if not re.fullmatch(SKU_PATTERN, sku):
        raise Http404("no product has such an identifier")
    return get_object_or_404(request.store.products, sku=sku, active=True)
