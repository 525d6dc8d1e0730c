"""What each page that may be listed says of itself: one function a page."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import Category, Collection, ProductImage
from tamio.commerce.content.models import Page
from tamio.commerce.stores.models import Store
from tamio.look.addresses import reverse
from tamio.storefront import structured
from tamio.storefront.hosts import absolute
from tamio.storefront.meta import Image, Meta
from tamio.storefront.offers import Offer
from tamio.storefront.request import ShopRequest


def home(request: ShopRequest) -> Meta:
    store = request.store
    return Meta(
        title=store.name,
        path=_home(store),
        description=store.tagline,
        kept=_leafed(request),
        data=[structured.organisation(store)],
    )


def category(request: ShopRequest, way: Sequence[Category]) -> Meta:
    """`way` is from the top of the tree down to the category itself."""
    store = request.store
    steps = [
        (each.name, reverse("storefront:category", args=[store.slug, each.slug])) for each in way
    ]
    return Meta(
        title=way[-1].name,
        path=steps[-1][1],
        kept=_leafed(request),
        data=[structured.breadcrumbs(store, [_first(store), *steps])],
    )


def collection(request: ShopRequest, shown: Collection) -> Meta:
    store = request.store
    path = reverse("storefront:collection", args=[store.slug, shown.slug])
    return Meta(
        title=shown.name,
        path=path,
        description=shown.description,
        kept=_leafed(request),
        data=[structured.breadcrumbs(store, [_first(store), (shown.name, path)])],
    )


def product(
    request: ShopRequest, offer: Offer, pictures: Sequence[ProductImage], *, now: datetime
) -> Meta:
    """Every variant's page is, for search engines, that of the product's first."""
    store, sold = request.store, offer.product
    path = reverse("storefront:product", args=[store.slug, offer.first.sku])
    images = [_image(store, each) for each in pictures]
    addresses = [absolute(store, image.path) for image in images]
    return Meta(
        title=sold.name,
        path=path,
        description=sold.description,
        kind="product",
        image=images[0] if images else None,
        data=[
            structured.product(offer, store=store, images=addresses, now=now),
            structured.breadcrumbs(store, [_first(store), (sold.name, path)]),
        ],
    )


def text(request: ShopRequest, page: Page) -> Meta:
    store = request.store
    path = reverse("storefront:page", args=[store.slug, page.slug])
    return Meta(
        title=page.title,
        path=path,
        description=page.text,
        data=[structured.breadcrumbs(store, [_first(store), (page.title, path)])],
    )


def _first(store: Store) -> tuple[str, str]:
    return _("All products"), _home(store)


def _home(store: Store) -> str:
    return reverse("storefront:home", args=[store.slug])


def _leafed(request: ShopRequest) -> dict[str, str]:
    """What makes a later page of a list another page. Sorted or narrowed it is the same one."""
    return {way: value for way in ("after", "before") if (value := request.GET.get(way))}


def _image(store: Store, picture: ProductImage) -> Image:
    width = picture.widths[-1]
    path = reverse("storefront:picture", args=[store.slug, picture.digest, str(width)])
    return Image(path, width, picture.height_at(width), picture.alt)
