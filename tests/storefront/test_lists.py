"""Categories and collections in the shop, and what narrows a list."""

from decimal import Decimal

import pytest

from tamio.commerce.catalogue.models import Category, Collection, Tag
from tests.factories import make_product, make_store
from tests.storefront.shopping import Shopper, seen, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee(shopper: Shopper) -> Category:
    return Category.objects.create(store=shopper.store, name="Kaffe", slug="kaffe")


def names(shopper: Shopper, path: str) -> list[str]:
    return [card.product.name for card in shopper.get(path).context["listing"].cards]


def test_a_category_holds_what_is_in_those_below_it(shopper: Shopper, coffee: Category) -> None:
    beans = Category.objects.create(store=shopper.store, name="Bönor", slug="bonor", parent=coffee)
    make_product(store=shopper.store, name="Brygg").categories.add(coffee)
    make_product(store=shopper.store, name="Espresso").categories.add(beans, coffee)
    make_product(store=shopper.store, name="Te")

    assert names(shopper, "categories/kaffe/") == ["Brygg", "Espresso"]
    assert names(shopper, "categories/bonor/") == ["Espresso"]
    page = seen(shopper.get("categories/bonor/"))
    assert "All products Kaffe Bönor" in page


def test_the_front_page_shows_the_ways_in(shopper: Shopper, coffee: Category) -> None:
    make_product(store=shopper.store)
    Collection.objects.create(store=shopper.store, name="Gåvor", slug="gavor")
    Collection.objects.create(store=shopper.store, name="Dold", slug="dold", active=False)
    page = text(shopper.get())
    assert "categories/kaffe/" in page
    assert "collections/gavor/" in page
    assert "dold" not in page
    assert shopper.get("collections/dold/").status_code == 404


def test_a_collection_shows_what_was_chosen(shopper: Shopper) -> None:
    gifts = Collection.objects.create(
        store=shopper.store, name="Gåvor", slug="gavor", description="Att slå in."
    )
    make_product(store=shopper.store, name="Krus").collections.add(gifts)
    make_product(store=shopper.store, name="Annat")
    assert names(shopper, "collections/gavor/") == ["Krus"]
    assert "Att slå in." in seen(shopper.get("collections/gavor/"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ask", "Björk", "Ceder"]),
        ("?sort=price", ["Ceder", "Ask", "Björk"]),
        ("?sort=-price", ["Björk", "Ask", "Ceder"]),
        ("?sort=-created_at", ["Ceder", "Björk", "Ask"]),
        ("?there=on", ["Ask", "Ceder"]),
        ("?tag=rökt", ["Björk"]),
        ("?tag=rökt&there=on", []),
        ("?tag=okänd", ["Ask", "Björk", "Ceder"]),
    ],
)
def test_a_list_is_narrowed_and_sorted(shopper: Shopper, query: str, found: list[str]) -> None:
    store = shopper.store
    make_product(store=store, name="Ask", price=Decimal(200), stock=1)
    birch = make_product(store=store, name="Björk", price=Decimal(300), stock=0)
    make_product(store=store, name="Ceder", price=Decimal(100))
    birch.tags.add(Tag.objects.create(store=store, name="rökt"))
    assert names(shopper, query) == found


def test_a_list_that_is_narrowed_to_nothing_leads_back(shopper: Shopper) -> None:
    make_product(store=shopper.store, stock=0)
    page = seen(shopper.get("?there=on"))
    assert "Nothing here is like that" in page
    assert "Show everything" in page


def test_pages_of_a_sorted_list_follow_one_another(shopper: Shopper) -> None:
    for price in range(30):
        make_product(store=shopper.store, price=Decimal(price), name=f"P{price:02}")
    first = shopper.get("?sort=price").context["listing"].page
    second = names(shopper, f"?{first.next}")
    assert [each.name for each in first.rows] == [f"P{price:02}" for price in range(24)]
    assert second == [f"P{price:02}" for price in range(24, 30)]


def test_another_stores_categories_are_not_there(shopper: Shopper) -> None:
    Category.objects.create(store=make_store(), name="Kaffe", slug="kaffe")
    assert shopper.get("categories/kaffe/").status_code == 404
