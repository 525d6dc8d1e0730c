"""The search page finds, corrects, narrows, leafs, and never ends in nothing."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.catalogue.models import Category
from tamio.commerce.search import upkeep
from tamio.storefront.listing import PAGE_SIZE
from tests.factories import make_product
from tests.storefront.shopping import Shopper, seen, text


@pytest.fixture
def shop(shopper: Shopper) -> Shopper:
    make_product(store=shopper.store, name="Emaljmugg", sku="MUGG", price=Decimal("149.00"))
    make_product(store=shopper.store, name="Stålmugg", sku="STAL", price=Decimal("249.00"))
    upkeep.bring_up_to_date()
    return shopper


def test_every_page_has_the_field_that_searches(shop: Shopper) -> None:
    for path in ("", "products/MUGG/", "cart/", "pages/terms/", "no-such/"):
        assert f'action="{shop.url("search/")}"' in text(shop.get(path))


def test_a_misspelt_word_is_found_and_what_was_meant_is_said(shop: Shopper) -> None:
    page = seen(shop.get("search/?q=emaljmgg"))
    assert "Found for “emaljmugg”" in page
    assert "Nothing is called “emaljmgg”; this comes closest." in page
    assert "Stålmugg" not in page


def test_what_is_not_found_leads_on(shop: Shopper) -> None:
    Category.objects.create(store=shop.store, name="Kök", slug="kok")
    page = shop.get("search/?q=cykel")
    assert page.status_code == 200
    assert "Nothing was found for “cykel”" in seen(page)
    assert "New in the shop Emaljmugg" in seen(page) or "New in the shop Stålmugg" in seen(page)
    assert f'href="{shop.url("categories/kok/")}"' in text(page)
    assert "hej@butik.example" in text(page)


def test_without_a_word_the_page_asks_for_one(shop: Shopper) -> None:
    assert "What are you looking for?" in seen(shop.get("search/"))


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 5000, "q=mugg&from=-1", "q=mugg&from=x",
    "q=mugg&from=99999", "q=mugg&sort=nix", "q=mugg&lowest=x", "q=<script>"])  # fmt: skip
def test_no_address_breaks_the_page(shop: Shopper, query: str) -> None:
    page = shop.get(f"search/?{query}")
    assert page.status_code in {200, 404}
    assert "<script>" not in page.content.decode()


def test_what_is_found_is_narrowed_by_price_and_sorted(shop: Shopper) -> None:
    assert "Stålmugg" not in seen(shop.get("search/?q=mugg&highest=200"))
    assert "Emaljmugg" not in seen(shop.get("search/?q=mugg&lowest=149,01"))
    dearest = seen(shop.get("search/?q=mugg&sort=-price"))
    assert dearest.index("Stålmugg") < dearest.index("Emaljmugg")
    assert 'name="q" value="mugg"' in text(shop.get("search/?q=mugg&sort=price"))


def test_a_list_is_narrowed_by_price_too(shop: Shopper) -> None:
    assert "Stålmugg" not in seen(shop.get("?lowest=100&highest=200"))
    assert "Nothing here is like that" in seen(shop.get("?lowest=1000"))


def test_many_finds_come_page_by_page_and_none_twice(shop: Shopper) -> None:
    for number in range(PAGE_SIZE):
        make_product(store=shop.store, name=f"Temugg {number}")
    upkeep.bring_up_to_date()
    first, second = shop.get("search/?q=mugg"), shop.get(f"search/?q=mugg&from={PAGE_SIZE}")
    assert 'rel="next"' in text(first)
    on_first = {card.product.pk for card in first.context["listing"].cards}
    on_second = {card.product.pk for card in second.context["listing"].cards}
    assert (len(on_first), len(on_second), on_first & on_second) == (PAGE_SIZE, 2, set())


def test_searching_asks_the_database_no_more_when_there_is_more(shop: Shopper) -> None:
    counts = []
    for _ in range(2):
        for _ in range(PAGE_SIZE + 1):
            make_product(store=shop.store, name="Temugg")
        upkeep.bring_up_to_date()
        with CaptureQueriesContext(connection) as queries:
            shop.get("search/?q=mugg")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_names_are_suggested_while_one_writes(shop: Shopper) -> None:
    assert shop.get("search/suggestions/?q=emal").json() == {"names": ["Emaljmugg"]}
    assert shop.get("search/suggestions/?q=e").json() == {"names": []}
    assert shop.get("search/suggestions/").json() == {"names": []}


def test_results_are_not_for_search_engines(shop: Shopper) -> None:
    assert '<meta name="robots" content="noindex">' in text(shop.get("search/?q=mugg"))
