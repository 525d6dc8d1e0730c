"""Walks every address of the back office, mounted ones too: a stranger sees nothing there."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_invoice, make_member, make_product, make_store

#: Fits every converter in use: an integration's own argument is found by its name.
_VALUES = {"store_slug": "glashyttan", "number": "1001"}


def _addresses() -> list[str]:
    return sorted({address for address in _walk(get_resolver(), "/") if "glashyttan" in address})


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        address = before + _filled(pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, address)
        elif address.startswith("/backoffice/"):
            yield address


def _filled(pattern: URLPattern | URLResolver) -> str:
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        value = _VALUES.get(name, "1" if kind == "IntConverter" else "any")
        for written in (f"<int:{name}>", f"<slug:{name}>", f"<str:{name}>", f"<path:{name}>"):
            route = route.replace(written, value)
    return route


ADDRESSES = _addresses()


@pytest.fixture
def filled_store(store: Store) -> Store:
    """With something at every address: what is not found must be refused, not absent."""
    product = make_product(store=store)
    make_invoice(store=store, contents={product: 1})
    return store


def test_the_walk_finds_the_pages_there_are() -> None:
    assert {"/backoffice/glashyttan/", "/backoffice/glashyttan/invoices/1001/"} <= set(ADDRESSES)
    assert not [address for address in ADDRESSES if "<" in address]


@pytest.mark.usefixtures("filled_store")
def test_a_passer_by_is_sent_to_sign_in_everywhere() -> None:
    wrong = {
        address: statuses
        for address in ADDRESSES
        if not (statuses := _statuses(Client(), address)) <= {302, 405} or 302 not in statuses
    }
    assert wrong == {}


@pytest.mark.usefixtures("filled_store")
def test_a_member_of_another_store_finds_nothing_anywhere() -> None:
    stranger = browser_of(make_member(store=make_store()))
    wrong = {
        address: statuses
        for address in ADDRESSES
        if not (statuses := _statuses(stranger, address)) <= {404, 405} or 404 not in statuses
    }
    assert wrong == {}


def _statuses(client: Client, address: str) -> set[int]:
    """Of a GET and a POST; what moves on must move to the sign-in page."""
    answers = [client.get(address), client.post(address)]
    moved = [answer["Location"] for answer in answers if answer.status_code == 302]
    assert all(place.startswith("/accounts/login/") for place in moved), moved
    return {answer.status_code for answer in answers}
