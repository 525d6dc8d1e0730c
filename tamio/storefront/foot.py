"""The foot of every page of a shop: who sells, and the pages of text."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tamio.commerce.content.standard_pages import PageLink, links_to_pages
from tamio.commerce.stores.models import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """All that foot.html shows, and what its words and addresses depend on."""

    slug: str
    name: str
    line1: str
    postal_code: str
    city: str
    country: str
    email: str
    organisation_number: str
    vat_number: str
    pages: tuple[PageLink, ...]
    language: str | None
    urlconf: str | None


_OF_THE_STORE = (
    "slug", "name", "line1", "postal_code", "city", "country", "email", "organisation_number",
    "vat_number",
)  # fmt: skip


def foot_of(store: Store) -> SafeString:
    """In the language that is spoken."""
    said = {field: getattr(store, field) for field in _OF_THE_STORE}
    pages = tuple(links_to_pages(store))
    return _drawn(Foot(**said, pages=pages, language=get_language(), urlconf=get_urlconf()))


@lru_cache(maxsize=256)
def _drawn(foot: Foot) -> SafeString:
    """Remembered by everything that it shows: once something changes, it is another one."""
    shown = {"foot": foot, "LANGUAGE_CODE": foot.language}
    return render_to_string("storefront/foot.html", shown)
