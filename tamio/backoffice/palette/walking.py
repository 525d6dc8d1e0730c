"""Leads to pages and deeds: to those that the person may open, and no other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.urls import resolve
from django.utils import translation

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.backoffice.fillings import Place
from tamio.backoffice.palette.hits import Hit, Rank, folded, is_said
from tamio.backoffice.palette.places import CLOCK, DEEDS, OWN, PAGES
from tamio.commerce.people.roles import Right
from tamio.look.addresses import reverse


def walked(request: StoreRequest, text: str, *, deeds: bool) -> list[Hit]:
    """Pages, or deeds, whose words are meant by `text`; all that there are if it is empty.

    They answer to their words in every language: who works in English may think "faktura".
    """
    places = [
        place for place in _places(request) if place.is_deed == deeds and may_open(request, place)
    ]
    return meant_by(text, places, address=lambda place: address_of(request, place))


def meant_by(text: str, places: Sequence[Place], *, address: Callable[[Place], str]) -> list[Hit]:
    """Those of `places` whose words are meant, in their order."""
    meant = folded(text)
    said = _said(places)
    return [
        Hit(
            label=place.label,
            href=address(place),
            rank=_rank(meant, [label for label, _words in said[at]]),
        )
        for at, place in enumerate(places)
        if any(is_said(meant, words) for _label, words in said[at])
    ]


def may_open(request: StoreRequest, place: Place) -> bool:
    """Its page has the right written on it; see store_page."""
    needed = {place.right, right_of(place.url_name, of_a_store=place not in OWN)}
    return request.rights.issuperset(needed - {None})


def address_of(request: StoreRequest, place: Place) -> str:
    args = [] if place in OWN else [request.store.slug]
    address = reverse(place.url_name, args=args)
    return f"{address}?{place.query}" if place.query else address


def _places(request: StoreRequest) -> Iterator[Place]:
    yield from PAGES
    if request.store.is_sandbox:
        yield CLOCK
    for integration in slots.integrations:
        yield Place(
            url_name=integration.url_name, label=integration.name, words=integration.tagline
        )
    yield from (replace(deed, is_deed=True) for deed in DEEDS)
    for theirs in slots.places:
        yield from theirs
    yield from OWN


@lru_cache(maxsize=256)
def right_of(url_name: str, *, of_a_store: bool) -> Right | None:
    """What its page asks for; None of a page that is open to everyone, or to all who signed in."""
    view = resolve(reverse(url_name, args=["any"] if of_a_store else [])).func
    return getattr(view, "right", None)


def _said(places: Sequence[Place]) -> list[list[tuple[str, str]]]:
    """Of each its label, and all its words, in every language; folded."""
    every: list[list[tuple[str, str]]] = [[] for _place in places]
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            for there, place in zip(every, places, strict=True):
                there.append((folded(str(place.label)), folded(f"{place.label} {place.words}")))
    return every


def _rank(meant: str, labels: Iterable[str]) -> Rank:
    if not meant:
        return Rank.WORDS
    labels = list(labels)
    if meant in labels:
        return Rank.EXACT
    return Rank.BEGINS if any(label.startswith(meant) for label in labels) else Rank.WORDS
