"""The pages every store has from the start, and those its merchant has written.

The standard texts name the store as it is now: they are filled in when they are read, and kept only
once a merchant has changed them.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from tamio.commerce.content.models import STANDARD, Page, PageKind
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared


@dataclass(frozen=True, slots=True)
class PageLink:
    """Where a page is, and what it is called in `language`, the one that it is read in."""

    slug: str
    title: str
    language: str


_FOLDER = Path(__file__).parent / "standard"


def pages_of(store: Store) -> list[Page]:
    """All that the shop shows: the standard ones in their order, then its own. One query."""
    written = list(store.pages.all())
    own = [page for page in written if page.kind == PageKind.OWN]
    every = [*_standard(store, written), *own]
    return [page for page in every if page.active and (page.title_sv or page.title_en)]


def links_to_pages(store: Store) -> list[PageLink]:
    """To all of `pages_of`, for readers of the language that is spoken. No text is filled in for
    it. One query.
    """
    language = "en" if (get_language() or "sv").startswith("en") else "sv"
    written = _PAGES.rows(store.pk)
    kept = {page.kind: page for page in written}
    standard = [
        _link(kept[kind]) if kind in kept else _standard_link(kind, language) for kind in STANDARD
    ]
    own = [_link(page) for page in written if page.kind == PageKind.OWN]
    return [each for each in [*standard, *own] if each is not None]


def every_page_of(store: Store) -> list[Page]:
    """As the back office lists them, hidden ones too."""
    written = list(store.pages.all())
    return [*_standard(store, written), *(page for page in written if page.kind == PageKind.OWN)]


def standard_page(store: Store, kind: PageKind) -> Page:
    """The page as it is until someone changes it; not saved."""
    page = Page(store=store, kind=kind, slug=kind.value)
    for language in ("sv", "en"):
        said = _texts(language)[kind.value]
        setattr(page, f"title_{language}", said["title"])
        setattr(page, f"text_{language}", _filled(said["text"].strip(), store))
    return page


_PAGES = Prepared(lambda store: Page.objects.filter(store=store), int)


def _link(page: Page) -> PageLink | None:
    """None for one that the shop does not show."""
    if not page.active or not (page.title_sv or page.title_en):
        return None
    return PageLink(page.slug, page.title, page.language)


def _standard_link(kind: PageKind, language: str) -> PageLink:
    return PageLink(kind.value, _texts(language)[kind.value]["title"], language)


def _standard(store: Store, written: Sequence[Page]) -> list[Page]:
    kept = {page.kind: page for page in written}
    return [kept.get(kind.value) or standard_page(store, kind) for kind in STANDARD]


def _filled(text: str, store: Store) -> str:
    address = f"{store.line1}, {store.postal_code} {store.city}"
    for name, value in {"name": store.name, "email": store.email, "address": address}.items():
        text = text.replace(f"{{{name}}}", value)
    return text


@cache
def _texts(language: str) -> dict[str, dict[str, str]]:
    # Cached: read from the package's own files.
    texts: dict[str, dict[str, str]] = tomllib.loads(
        (_FOLDER / f"{language}.toml").read_text("utf-8")
    )
    return texts
