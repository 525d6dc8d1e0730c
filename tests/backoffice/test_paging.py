"""Pages by key: every row once, in order, whatever the order and however equal the rows."""

from typing import Any

import pytest
from django.db.models import Min
from django.http import Http404, QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tamio.commerce.catalogue.models import Product
from tamio.look.paging import Page, page_by_key
from tests.factories import make_product, make_store
from tests.tries import times

SORTS = {"name", "price"}


def _page(query: str) -> Page[Product]:
    return page_by_key(
        Product.objects.annotate(price=Min("variants__price")),
        params=QueryDict(query),
        sorts=SORTS,
        default="name",
        size=2,
    )


class EveryRowOnce(TestCase):
    """hypothesis rolls back after each example only in Django's own kind of test case."""

    @settings(max_examples=times(0.5))
    @given(
        prices=st.lists(st.integers(0, 3), min_size=1, max_size=5),
        sort=st.sampled_from(["name", "-name", "price", "-price"]),
    )
    def test_forwards_and_backwards_every_row_comes_once(
        self, prices: list[int], sort: str
    ) -> None:
        store = make_store()
        for price in prices:
            make_product(store=store, name=f"Vas {price}", price=price)
        pages = _walk(_page(f"sort={sort}"), "next")
        there = [row.pk for page in pages for row in page.rows]
        back = [row.pk for page in reversed(_walk(pages[-1], "previous")) for row in page.rows]
        assert sorted(there) == sorted(Product.objects.values_list("pk", flat=True))
        assert back == there
        shown = [getattr(row, sort.strip("-")) for page in pages for row in page.rows]
        assert shown == sorted(shown, reverse=sort.startswith("-"))


def _walk(page: Page[Product], way: str) -> list[Page[Product]]:
    pages = [page]
    while (query := getattr(pages[-1], way)) and len(pages) < 20:
        pages.append(_page(query))
    return pages


@pytest.mark.django_db
@pytest.mark.parametrize(
    "params",
    [
        {"sort": "stock"},
        {"sort": "--name"},
        {"sort": ""},
        {"after": "not base64!"},
        {"after": "WzFd"},
        {"after": "WyJhIiwgImIiXQ"},
        {"before": "eyJhIjogMX0"},
        {"sort": "price", "after": "WyJkeXIiLCAxXQ"},
        {"after": "\x00"},
        {"after": "å"},
    ],
)
def test_an_address_that_no_page_made_is_not_found(params: dict[str, Any]) -> None:
    query = QueryDict(mutable=True)
    query.update(params)
    with pytest.raises(Http404):
        _page(query.urlencode())


@pytest.mark.django_db
def test_a_row_that_has_gone_does_not_break_the_way_on() -> None:
    store = make_store()
    products = [make_product(store=store, name=f"Vas {letter}") for letter in "ABCD"]
    first = _page("")
    products[1].delete()
    assert [row.name for row in _page(first.next).rows] == ["Vas C", "Vas D"]
