"""Categories, collections and tags: written by the merchant, chosen on the product's page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tamio.backoffice.forms.arrangement import slug_of
from tamio.commerce.audit.models import Change
from tamio.commerce.catalogue.models import Category, Collection, Product, Tag
from tamio.commerce.stores.models import Store
from tests.factories import make_product, make_store


def place(name: str, *args: object) -> str:
    return reverse(f"backoffice:{name}", args=["glashyttan", *args])


def add(browser: Client, **written: Any) -> Any:
    return browser.post(place("new_category"), {"position": "0"} | written)


def test_a_category_gets_its_address_from_its_name(browser: Client, store: Store) -> None:
    assert add(browser, name="Kaffe & Öl").status_code == 302
    made = store.categories.get()
    assert (made.name, made.slug) == ("Kaffe & Öl", "kaffe-ol")
    assert Change.objects.get().subject_name == "Kaffe & Öl"


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Åäö ÅÄÖ", "aao-aao"), ("  Te -- & kaffe! ", "te-kaffe"), ("你好", ""), ("x" * 99, "x" * 80)],
)
def test_an_address_holds_what_addresses_may(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_two_categories_have_not_the_same_address(browser: Client, store: Store) -> None:
    add(browser, name="Kaffe")
    answer = add(browser, name="kaffe!")
    assert answer.status_code == 422
    assert "Another one has this address." in answer.content.decode()
    Category.objects.create(store=make_store(), name="Te", slug="te")
    assert add(browser, name="Te").status_code == 302


def test_a_category_is_never_put_below_itself(browser: Client, store: Store) -> None:
    coffee = Category.objects.create(store=store, name="Kaffe", slug="kaffe")
    beans = Category.objects.create(store=store, name="Bönor", slug="bonor", parent=coffee)
    written = {"name": "Kaffe", "slug": "kaffe", "position": "0", "parent": str(beans.pk)}
    assert browser.post(place("category", coffee.pk), written).status_code == 422
    coffee.refresh_from_db()
    assert coffee.parent is None


def test_a_category_of_another_store_is_no_place(browser: Client, store: Store) -> None:
    theirs = Category.objects.create(store=make_store(), name="Te", slug="te")
    assert add(browser, name="Grönt", parent=str(theirs.pk)).status_code == 422
    assert browser.get(place("category", theirs.pk)).status_code == 404


def test_what_something_lies_below_is_not_taken_away(browser: Client, store: Store) -> None:
    coffee = Category.objects.create(store=store, name="Kaffe", slug="kaffe")
    beans = Category.objects.create(store=store, name="Bönor", slug="bonor", parent=coffee)
    product = make_product(store=store)
    product.categories.add(beans)
    assert browser.post(place("delete_category", coffee.pk)).status_code == 404
    assert browser.post(place("delete_category", beans.pk)).status_code == 302
    assert list(store.categories.all()) == [coffee]
    assert Product.objects.get() == product


def whole(product: Product) -> dict[str, str]:
    return {
        "item_type": "physical", "name": product.name, "price": "199", "vat_class": "standard",
        "unit": "st", "sku": product.lead.sku, "active": "on", "initial-stock": "",
    }  # fmt: skip


def test_a_product_is_placed_on_its_page(browser: Client, store: Store) -> None:
    coffee = Category.objects.create(store=store, name="Kaffe", slug="kaffe")
    gifts = Collection.objects.create(store=store, name="Gåvor", slug="gavor")
    product = make_product(store=store)
    where = {
        "categories": [coffee.pk],
        "collections": [gifts.pk],
        "tags": "Rökt,  ekologiskt ,rökt",
    }
    assert browser.post(place("product", product.pk), whole(product) | where).status_code == 302
    assert list(product.categories.all()) == [coffee]
    assert list(product.collections.all()) == [gifts]
    assert {tag.name for tag in product.tags.all()} == {"rökt", "ekologiskt"}
    assert {each.field for each in Change.objects.all()} == {"categories", "collections", "tags"}

    browser.post(place("product", product.pk), whole(product) | {"tags": "Ekologiskt"})
    assert [tag.name for tag in Tag.objects.all()] == ["ekologiskt"]
    assert not product.categories.exists()


def test_the_page_shows_the_tree_and_how_much_is_in_it(browser: Client, store: Store) -> None:
    coffee = Category.objects.create(store=store, name="Kaffe", slug="kaffe")
    Category.objects.create(store=store, name="Bönor", slug="bonor", parent=coffee)
    make_product(store=store).categories.add(coffee)
    page = browser.get(place("arrangement")).content.decode()
    assert page.index("Kaffe") < page.index("Bönor")
    assert "1 product<" in page
