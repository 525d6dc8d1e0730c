"""What stands in a page's head for those who do not see it: search engines and whoever shares it.

A page without a Meta is for the shopper alone (cart, checkout, confirmation) and asks not to be
listed. Every address here is absolute and canonical: on the store's own domain if it has one, in
the language of the page, and without what only narrows or sorts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils.text import Truncator
from django.utils.translation import get_language

from tamio.commerce.content.models import shopfront_of
from tamio.commerce.stores.models import Store
from tamio.look.addresses import reverse
from tamio.storefront.hosts import absolute
from tamio.storefront.languages import CODES, PARAMETER
from tamio.storefront.request import ShopRequest

_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_MOST_DESCRIPTION = 155


@dataclass(frozen=True, slots=True)
class Image:
    """A picture to share: its path here, and its size in pixels."""

    path: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Meta:
    """What a view says of its page. `path` is the canonical one as reversed; `kept` are the
    parameters that make another page of it, such as the next one of a list.
    """

    title: str
    path: str
    description: str = ""
    kind: str = "website"
    image: Image | None = None
    kept: Mapping[str, str] = field(default_factory=dict)
    data: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What head.html draws. `alternates` are languages and addresses; `locale` is Open Graph's."""

    meta: Meta | None
    url: str = ""
    alternates: Sequence[tuple[str, str]] = ()
    image_url: str = ""
    locale: str = ""
    other_locales: Sequence[str] = ()
    description: str = ""


def head_of(request: ShopRequest, meta: Meta | None) -> Head:
    """The head of a page in the language that is being spoken."""
    if meta is None:
        return Head(None)
    store, language = request.store, _language(request.store)
    image = meta.image or _logo(store)
    return Head(
        meta=meta,
        url=_address(store, meta, language),
        alternates=[
            *((code, _address(store, meta, code)) for code in CODES),
            ("x-default", _address(store, meta, store.language)),
        ],
        image_url=absolute(store, image.path) if image else "",
        locale=_LOCALES[language],
        other_locales=[locale for code, locale in _LOCALES.items() if code != language],
        description=described(meta.description),
    )


def described(text: str) -> str:
    """`text` as one line that a list of results has room for."""
    return Truncator(" ".join(text.split())).chars(_MOST_DESCRIPTION)


def _language(store: Store) -> str:
    spoken = (get_language() or store.language)[:2]
    return spoken if spoken in CODES else store.language


def _address(store: Store, meta: Meta, language: str) -> str:
    """The store's own language is at the plain address, the other has its parameter."""
    said = {} if language == store.language else {PARAMETER: language}
    query = urlencode({**meta.kept, **said})
    return absolute(store, meta.path) + (f"?{query}" if query else "")


def _logo(store: Store) -> Image | None:
    """Only a PNG: nobody who shows a shared page draws an SVG."""
    front = shopfront_of(store)
    if front.logo_kind != "png":
        return None
    path = reverse("storefront:logo", args=[store.slug, front.logo_digest, "png"])
    return Image(path, front.logo_width, front.logo_height, store.name)
