"""What is drawn rather than stored: the store's colours, and the pictures of its products."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tamio.commerce.catalogue.models import SKU_PATTERN, ProductImage
from tamio.commerce.catalogue.pictures import path_of
from tamio.commerce.content.logos import owner_of, path_of_logo
from tamio.commerce.content.models import shopfront_of
from tamio.look.logos import logo_response
from tamio.look.themes import stylesheet
from tamio.storefront import artwork
from tamio.storefront.access import shop_page
from tamio.storefront.previewing import theme_of
from tamio.storefront.request import ShopRequest

_A_YEAR = 31_536_000
_A_WEEK = 604_800


@require_safe
@shop_page
@cache_control(public=True, max_age=_A_YEAR, immutable=True)
def theme(request: ShopRequest) -> HttpResponse:
    """The store's colours. Pages add theme and accent to the address: a change is seen at once."""
    sheet = stylesheet(accent=request.store.accent, theme=theme_of(request))
    return HttpResponse(sheet, content_type="text/css")


@require_safe
@shop_page
@cache_control(public=True, max_age=_A_YEAR, immutable=True)
def logo(request: ShopRequest, digest: str, kind: str) -> HttpResponse:
    """The store's logo as it is now."""
    front = shopfront_of(request.store)
    if (front.logo_digest, front.logo_kind) != (digest, kind):
        raise Http404("the store has no such logo")
    owner = owner_of(store_id=request.store.pk)
    return logo_response(path_of_logo(owner=owner, digest=digest, kind=kind), kind=kind)


@require_safe
@shop_page
@cache_control(public=True, max_age=_A_YEAR, immutable=True)
def picture(request: ShopRequest, digest: str, width: str) -> HttpResponse:
    """A picture of one of the store's products. The address names the bytes, so it may be kept."""
    of_the_store = ProductImage.objects.filter(product__store=request.store, digest=digest)
    path = path_of(store_id=request.store.pk, digest=digest, width=int(width))
    if int(width) not in _widths(of_the_store.first()) or not path.is_file():
        raise Http404("no product has such a picture")
    return HttpResponse(path.read_bytes(), content_type="image/webp")


def _widths(image: ProductImage | None) -> list[int]:
    return image.widths if image else []


@require_safe
@shop_page
@cache_control(public=True, max_age=_A_WEEK)
def art(request: ShopRequest, sku: str) -> HttpResponse:
    """A picture of the product, always the same for the same SKU and type."""
    if not re.fullmatch(SKU_PATTERN, sku):
        raise Http404("no product has such an identifier")
    variant = get_object_or_404(request.store.variants.select_related("product"), sku=sku)
    product = variant.product
    picture = artwork.draw(sku=sku, item_type=product.item_type, vat_class=product.vat_class)
    return HttpResponse(picture, content_type="image/svg+xml")
