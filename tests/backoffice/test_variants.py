"""Variants in the back office: made by options, changed in a table, counted with a story."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tamio.commerce.audit.models import Change
from tamio.commerce.catalogue.models import Product, StockMovement
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_invoice, make_member, make_product

OPTIONS = {"name1": "Färg", "values1": "Blå, Röd", "name2": "Storlek", "values2": "S, M"}


@pytest.fixture
def shirt(store: Store) -> Product:
    return make_product(
        store=store,
        name="Tröja",
        option1="Färg",
        variants=[
            {"sku": "BLÅ", "value1": "Blå", "stock": 4},
            {"sku": "RÖD", "value1": "Röd", "stock": 2},
        ],
    )


def address(product: Product, name: str = "product") -> str:
    return reverse(f"backoffice:{name}", args=["glashyttan", product.pk])


def form_of(browser: Client, product: Product) -> dict[str, Any]:
    """What the page would send back untouched."""
    shown = browser.get(address(product)).context
    sent: dict[str, Any] = {}
    for form in (shown["form"], shown["belongs"], *shown["variants"]):
        for field in form:
            value = field.value()
            if value is True:
                value = "on"
            if value not in (None, False):
                sent[field.html_name] = value
            if field.field.show_hidden_initial:
                sent[field.html_initial_name] = "" if value is None else value
    return sent


def key(product: Product, sku: str, field: str) -> str:
    return f"v{product.variants.get(sku=sku).pk}-{field}"


def test_each_variant_has_a_low_stock_limit_of_its_own_or_the_stores(
    browser: Client, store: Store, shirt: Product
) -> None:
    sent = form_of(browser, shirt) | {key(shirt, "BLÅ", "low_stock"): "12"}
    assert browser.post(address(shirt), sent).status_code == 302
    assert dict(shirt.variants.values_list("sku", "low_stock")) == {"BLÅ": 12, "RÖD": None}
    change = Change.objects.get()
    assert (change.field, change.before, change.after) == ("low_stock", "", "12")
    alone = make_product(store=store)
    page = browser.get(address(alone)).content.decode()
    assert "Empty: the store&#x27;s, 5." in page or "Empty: the store's, 5." in page
    refused = form_of(browser, alone) | {"low_stock": "-1"}
    assert browser.post(address(alone), refused).status_code == 422


def test_options_make_variants_that_are_for_sale(browser: Client, store: Store) -> None:
    product = make_product(store=store, sku="TROJA")
    answer = browser.post(address(product, "product_options"), OPTIONS)
    assert answer["Location"] == address(product)
    assert [each.sku for each in product.variants.all()] == [
        "TROJA", "TROJA-BLÅ-M", "TROJA-RÖD-S", "TROJA-RÖD-M",
    ]  # fmt: skip
    page = browser.get(address(product, "product_options")).content.decode()
    assert 'value="Blå, Röd"' in page
    assert 'value="S, M"' in page


def test_what_is_wrong_with_options_is_said_at_the_field(browser: Client, store: Store) -> None:
    product = make_product(store=store)
    written = {"name2": "Färg", "values2": "Blå", "name3": "Tyg", "values3": "Ull, ull"}
    answer = browser.post(address(product, "product_options"), written)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"values3": ["A value is there twice."]}
    assert product.variants.count() == 1


def test_a_variant_is_changed_in_the_table(browser: Client, store: Store, shirt: Product) -> None:
    form = form_of(browser, shirt) | {
        key(shirt, "RÖD", "price"): "249,00",
        key(shirt, "RÖD", "stock"): "7",
    }
    assert browser.post(address(shirt), form).status_code == 302
    red, blue = shirt.variants.get(sku="RÖD"), shirt.variants.get(sku="BLÅ")
    assert (red.price, red.stock) == (Decimal("249.00"), 7)
    assert (blue.price, blue.stock) == (Decimal("199.00"), 4)
    counted = StockMovement.objects.get(variant=red, reason="counted")
    assert (counted.change, counted.left, counted.by) == (5, 7, "owner@example.com")


def test_what_is_wrong_with_one_variant_keeps_all_from_being_saved(
    browser: Client, shirt: Product
) -> None:
    form = form_of(browser, shirt) | {
        "name": "Jumper",
        key(shirt, "BLÅ", "price"): "1",
        key(shirt, "RÖD", "sku"): "BLÅ",
    }
    answer = browser.post(address(shirt), form)
    assert answer.status_code == 422
    assert "Another product in this store has this SKU." in answer.content.decode()
    shirt.refresh_from_db()
    assert shirt.name == "Tröja"
    assert {each.price for each in shirt.variants.all()} == {Decimal("199.00")}


def test_two_variants_cannot_swap_into_one_sku(browser: Client, shirt: Product) -> None:
    form = form_of(browser, shirt) | {
        key(shirt, "BLÅ", "sku"): "NY",
        key(shirt, "RÖD", "sku"): "NY",
    }
    assert browser.post(address(shirt), form).status_code == 422
    assert {each.sku for each in shirt.variants.all()} == {"BLÅ", "RÖD"}


def test_the_list_shows_a_product_once_with_the_sum_of_its_stock(
    browser: Client, shirt: Product
) -> None:
    page = browser.get("/backoffice/glashyttan/products/?q=RÖD")
    assert [row.stock for row in page.context["rows"]] == [6]
    assert "and 1 more" in page.content.decode()


def test_the_story_of_a_stock_says_what_came_and_went(
    browser: Client, store: Store, shirt: Product
) -> None:
    make_invoice(store=store, contents={shirt.variants.get(sku="RÖD"): 2})
    page = browser.get(address(shirt, "product_stock")).content.decode()
    assert "First count" in page
    assert "/invoices/1001/" in page
    assert "−2" in page


def test_a_stock_that_is_owed_is_counted_before_it_is_closed(browser: Client, store: Store) -> None:
    product = make_product(store=store, stock=1, backorder=True)
    make_invoice(store=store, contents={product: 3})
    form = form_of(browser, product)
    form.pop("backorder")
    answer = browser.post(address(product), form)
    assert answer.status_code == 422
    assert "2 are sold and not there yet" in answer.content.decode()
    kept = form | {"backorder": "on", "name": "Ny"}
    assert browser.post(address(product), kept).status_code == 302
    assert product.lead.stock == -2


@pytest.mark.parametrize(("ticked", "left"), [(True, 3), (False, 1)])
def test_what_is_credited_is_put_back_where_one_asks_for_it(
    store: Store, browser: Client, ticked: bool, left: int
) -> None:
    product = make_product(store=store, stock=3)
    invoice = make_invoice(store=store, contents={product: 2})
    form = {"extent": "everything", "reason": "Ångrat köp", "token": "0123456789ab"}
    credit = reverse("backoffice:credit", args=["glashyttan", invoice.number])
    for _click in range(2):
        answer = browser.post(credit, form | ({"restock": "on"} if ticked else {}))
        assert answer.status_code == 302
    assert product.lead.stock == left


def test_what_is_not_counted_cannot_be_put_back(browser: Client, store: Store) -> None:
    invoice = make_invoice(store=store, contents={make_product(store=store): 1})
    credit = reverse("backoffice:credit", args=["glashyttan", invoice.number])
    assert "restock" not in browser.get(credit).content.decode()


def test_who_may_not_change_products_makes_no_variants(store: Store, shirt: Product) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert viewer.get(address(shirt)).status_code == 200
    assert viewer.post(address(shirt, "product_options"), OPTIONS).status_code == 403
