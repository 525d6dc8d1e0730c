"""What a first page weighs, what it asks others for, and what it leaves behind: nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.content.models import STANDARD, Shopfront
from tamio.look.themes import LOOKS
from tamio.storefront.listing import PAGE_SIZE
from tests.factories import make_product
from tests.storefront.shopping import Shopper

#: As they are on disk; what a web server packs is smaller still.
MOST_BYTES = 100_000
PATHS = ["", "products/VAS/", "search/?q=vas", "no-such/", *(f"pages/{kind}/" for kind in STANDARD)]
_LINKED = re.compile(r'<(?:link|script)\b[^>]*?\b(?:href|src)="([^"]+)"')
_LINKS_AWAY = re.compile(r'rel="(?:canonical|alternate|next|prev)"')
_FONT = re.compile(r'url\("([^"]+\.woff2)"\)')


@pytest.fixture
def shop(shopper: Shopper) -> Shopper:
    make_product(store=shopper.store, sku="VAS", name="Vas", description="Handblåst. " * 40)
    for number in range(PAGE_SIZE):
        make_product(store=shopper.store, name=f"Handblåst vas i återvunnet glas {number}")
    return shopper


def loaded(page: str) -> Iterator[str]:
    """The style sheets, scripts, icons and preloads of a page."""
    for tag in re.findall(r"<(?:link|script)\b[^>]*>", page):
        found = _LINKED.match(tag)
        if found and not _LINKS_AWAY.search(tag):
            yield found[1].replace("&amp;", "&")
    yield from set(re.findall(r'<use href="([^"#]+)', page))


def weight(shop: Shopper, address: str) -> int:
    if address.startswith("/static/"):
        path = finders.find(address.removeprefix("/static/"))
        assert isinstance(path, str), address
        with open(path, "rb") as file:
            return len(file.read())
    return len(shop.client.get(address).content)


@pytest.mark.parametrize("theme", LOOKS)
@pytest.mark.parametrize("path", PATHS)
def test_a_first_page_is_under_a_hundred_kilobytes_without_its_pictures(
    shop: Shopper, theme: str, path: str
) -> None:
    Shopfront.objects.create(store=shop.store, theme=theme)
    page = shop.get(path).content.decode()
    parts = {address: weight(shop, address) for address in set(loaded(page))}
    total = len(page.encode()) + sum(parts.values())
    assert total < MOST_BYTES, (total, len(page.encode()), parts)


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_fetched_from_anybody_else(shop: Shopper, path: str) -> None:
    page = shop.get(path).content.decode()
    pictures = re.findall(r'<(?:img|source|use)\b[^>]*?(?:src|srcset|href)="([^"]+)"', page)
    assert [each for each in [*loaded(page), *pictures] if not each.startswith("/")] == []


@pytest.mark.parametrize("path", PATHS)
def test_looking_around_leaves_no_cookie(shop: Shopper, path: str) -> None:
    answer = shop.get(path)
    assert answer.cookies == {}
    assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_the_first_cookie_comes_with_the_cart(shop: Shopper) -> None:
    answer = shop.put("VAS")
    assert set(answer.cookies) == {f"cart-{shop.store.pk}"}


def test_a_language_that_was_clicked_on_is_remembered(shop: Shopper) -> None:
    chosen: Any = shop.get("?lang=sv", headers={"referer": "http://testserver/s/glashyttan/"})
    assert set(chosen.cookies) == {"django_language"}
    assert 'lang="sv"' in shop.get("cart/").content.decode()


@pytest.mark.parametrize("referer", ["", "https://search.example/", "http://testserver.example/"])
def test_a_language_in_an_address_from_elsewhere_is_spoken_but_not_remembered(
    shop: Shopper, referer: str
) -> None:
    answer = shop.get("?lang=sv", headers={"referer": referer})
    assert '<html lang="sv">' in answer.content.decode()
    assert answer.cookies == {}


@pytest.mark.parametrize("path", [*PATHS, "cart/"])
def test_every_picture_says_its_size_so_that_nothing_moves(shop: Shopper, path: str) -> None:
    shop.put("VAS")
    pictures = re.findall(r"<img\b[^>]*>", shop.get(path).content.decode())
    lacking = [tag for tag in pictures if not re.search(r'width="\d+" height="\d+"', tag)]
    assert lacking == []
    assert [tag for tag in pictures if " alt=" not in tag] == []


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_one_title_and_one_first_heading(shop: Shopper, path: str) -> None:
    page = shop.get(path).content.decode()
    assert page.count("<title>") == page.count("<h1") == page.count("<main") == 1
    assert re.search(r"<title>[^<]+</title>", page)


def test_a_page_of_text_costs_few_questions(shop: Shopper) -> None:
    with CaptureQueriesContext(connection) as queries:
        shop.get("pages/terms/")
    assert len(queries) <= 3
