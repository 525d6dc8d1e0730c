"""The list of what a store sells."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.catalogue.models import ItemType
from tamio.storefront.listing import PAGE_SIZE
from tests.factories import make_product, make_store
from tests.storefront.shopping import Shopper, seen, text


def test_the_list_shows_what_is_for_sale_here_and_nothing_else(shopper: Shopper) -> None:
    make_product(store=shopper.store, name="Vas", price=Decimal("1249.50"))
    make_product(store=shopper.store, name="Undanlagd", active=False)
    make_product(store=make_store(), name="Grannens")
    said = seen(shopper.get())
    assert "Vas" in said
    assert "SEK\N{NO-BREAK SPACE}1,249.50".replace("\N{NO-BREAK SPACE}", " ") in said
    assert "Undanlagd" not in said
    assert "Grannens" not in said


def test_what_is_sold_out_says_so_in_the_list(shopper: Shopper) -> None:
    make_product(store=shopper.store, stock=0)
    assert "Sold out" in seen(shopper.get())


def test_what_is_no_thing_says_what_it_is(shopper: Shopper) -> None:
    make_product(store=shopper.store, item_type=ItemType.SERVICE)
    assert "Service" in seen(shopper.get())


@pytest.mark.parametrize(
    ("includes", "said"), [(True, "All prices include VAT."), (False, "All prices are excl. VAT.")]
)
def test_the_list_says_whether_prices_include_vat(db: None, includes: bool, said: str) -> None:
    store = make_store(prices_include_vat=includes)
    make_product(store=store)
    assert said in seen(Shopper(store).get())


def test_an_empty_store_says_so_and_whom_to_ask(shopper: Shopper) -> None:
    page = shopper.get()
    assert "Nothing is for sale here yet" in seen(page)
    assert f"mailto:{shopper.store.email}" in text(page)


def test_a_long_list_comes_page_by_page_and_shows_each_product_once(shopper: Shopper) -> None:
    names = [f"Produkt {at:03}" for at in range(2 * PAGE_SIZE + 1)]
    for name in names:
        make_product(store=shopper.store, name=name)
    query, shown = "?", []
    while query:
        page = shopper.get(query).context["page"]
        shown += [product.name for product in page.rows]
        query = page.next and f"?{page.next}"
    assert shown == names


@pytest.mark.parametrize("query", ["after=x", "after=%00", "before=" + "A" * 99, "sort=stock"])
def test_a_page_of_the_list_that_no_link_leads_to_is_not_found(
    shopper: Shopper, query: str
) -> None:
    assert shopper.get(f"?{query}").status_code == 404


def test_the_list_asks_the_database_no_more_when_there_is_more(shopper: Shopper) -> None:
    counts = []
    for _ in range(2):
        for _ in range(PAGE_SIZE):
            make_product(store=shopper.store)
        with CaptureQueriesContext(connection) as queries:
            shopper.get()
        counts.append(len(queries))
    # The store, which has no offers, its tree, collections, tags and pages, the products, their
    # variants and pictures.
    assert counts == [8, 8]
