"""`{% load pictures %}`: the addresses of a picture in its sizes."""

from django import template

from tamio.commerce.catalogue.models import ProductImage
from tamio.commerce.stores.models import Store
from tamio.look.addresses import reverse

register = template.Library()


@register.simple_tag
def picture_url(store: Store, picture: ProductImage, width: int) -> str:
    """`{% picture_url store picture 640 %}`: at that width, or at the widest it has."""
    return _address(store, picture, min(width, picture.width))


@register.simple_tag
def picture_set(store: Store, picture: ProductImage) -> str:
    """`srcset` of all its sizes."""
    return ", ".join(f"{_address(store, picture, width)} {width}w" for width in picture.widths)


def _address(store: Store, picture: ProductImage, width: int) -> str:
    return reverse("storefront:picture", args=[store.slug, picture.digest, width])
