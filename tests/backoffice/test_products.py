"""Products: written with clear errors, changed without undoing what happened meanwhile."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tamio.backoffice.forms.product import ProductForm
from tamio.commerce.catalogue.models import Product
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import NOW, make_invoice, make_member, make_product, make_store

WHOLE = {
    "item_type": "physical",
    "name": "Vas Linnea",
    "description": "",
    "price": "1 249,50",
    "vat_class": "standard",
    "stock": "14",
    "unit": "st",
    "sku": "VAS-001",
    "ean": "",
    "active": "on",
}


def _add(browser: Client, **changes: str) -> Any:
    return browser.post("/backoffice/glashyttan/products/new/", WHOLE | changes)


def _shown(product: Product) -> dict[str, str]:
    """The form as the page shows it, with the number of the stock as it was then."""
    variant = product.lead
    stock = "" if variant.stock is None else str(variant.stock)
    return WHOLE | {
        "name": product.name,
        "price": str(variant.price),
        "sku": variant.sku,
        "stock": stock,
        "initial-stock": stock,
    }


def _save(browser: Client, product: Product, form: dict[str, str]) -> Any:
    return browser.post(reverse("backoffice:product", args=["glashyttan", product.pk]), form)


def test_a_product_is_for_sale_once_it_is_added(browser: Client, store: Store) -> None:
    answer = _add(browser)
    assert answer["Location"] == "/backoffice/glashyttan/products/"
    product = store.products.get()
    variant = product.lead
    assert (product.name, variant.price, variant.stock) == ("Vas Linnea", Decimal("1249.50"), 14)
    assert product.active
    page = browser.get(answer["Location"]).content.decode()
    assert "“Vas Linnea” is in your catalogue." in page


def test_an_empty_stock_never_runs_out(browser: Client, store: Store) -> None:
    _add(browser, stock="")
    assert store.variants.get().stock is None


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "This field is required."),
        ("name", "x" * 201, "at most 200 characters"),
        ("name", "Vas\x07", "Remove the characters that cannot be shown."),
        ("description", "x" * 5001, "at most 5000 characters"),
        ("price", "", "This field is required."),
        ("price", "-1", "greater than or equal to 0"),
        ("price", "twelve", "Write an amount"),
        ("price", "1.249", "Write the amount with two decimals"),
        ("price", "1,255,00,1", "Write an amount"),
        ("price", "0.001", "Write the amount with two decimals"),
        ("price", "99999999999", "no more than"),
        ("price", "NaN", "Write an amount"),
        ("price", "Infinity", "Write an amount"),
        ("stock", "-1", "greater than or equal to 0"),
        ("stock", "1.5", "Enter a whole number."),
        ("stock", "9" * 30, "less than or equal to"),
        ("sku", "", "This field is required."),
        ("sku", "VAS 1", "Use letters, digits and"),
        ("sku", "V" * 51, "at most 50 characters"),
        ("ean", "7312345678900", "the last is a check digit"),
        ("unit", "styckevis per kartong", "at most 10 characters"),
        ("unit", "s\x00t", "Null characters are not allowed."),
        ("item_type", "magical", "Select a valid choice."),
        ("vat_class", "none", "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    store: Store, field: str, value: str, said: str
) -> None:
    with override("en"):
        form = ProductForm(WHOLE | {field: value}, instance=Product(store=store, created_at=NOW))
        assert set(form.errors) == {field}
        assert said in str(form.errors[field])


def test_nothing_is_written_while_something_is_wrong(browser: Client, store: Store) -> None:
    answer = _add(browser, price="twelve", sku="VAS 1")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "2 things need correcting." in page
    assert page.index('href="#id_price"') < page.index('href="#id_sku"')
    assert not store.products.exists()


def test_what_was_written_is_kept_until_it_is_right(browser: Client, store: Store) -> None:
    page = _add(browser, price="twelve", description="Blown by <hand>").content.decode()
    assert 'value="twelve"' in page
    assert 'value="Vas Linnea"' in page
    assert "Blown by &lt;hand&gt;" in page


def test_two_products_of_a_store_have_not_the_same_sku(browser: Client, store: Store) -> None:
    make_product(store=store, sku="VAS-001")
    answer = _add(browser)
    assert answer.context["form"].errors["sku"] == ["Another product in this store has this SKU."]
    assert store.products.count() == 1


def test_a_sku_that_is_taken_in_the_last_moment_is_an_error_at_its_field(store: Store) -> None:
    form = ProductForm(WHOLE, instance=Product(store=store, created_at=NOW))
    assert form.is_valid()
    make_product(store=store, sku="VAS-001")
    assert not form.write(by="owner@example.com", now=NOW)
    assert set(form.errors) == {"sku"}
    assert store.products.count() == 1


def test_another_stores_sku_is_free(browser: Client, store: Store) -> None:
    make_product(store=make_store(), sku="VAS-001")
    assert _add(browser).status_code == 302


def test_a_product_cannot_be_put_in_another_store(browser: Client, store: Store) -> None:
    other = make_store()
    _add(browser, store=str(other.pk))
    assert not other.products.exists()
    assert store.products.count() == 1


def test_a_change_is_saved(browser: Client, store: Store) -> None:
    product = make_product(store=store, stock=3)
    answer = _save(browser, product, _shown(product) | {"price": "99,90", "stock": "5"})
    assert answer.status_code == 302
    assert (product.lead.price, product.lead.stock) == (Decimal("99.90"), 5)


def sell(product: Product, quantity: int) -> None:
    make_invoice(store=product.store, contents={product: quantity})


def test_what_was_sold_meanwhile_stays_sold(browser: Client, store: Store) -> None:
    product = make_product(store=store, stock=10)
    form = _shown(product)
    sell(product, 4)
    assert _save(browser, product, form | {"name": "New name"}).status_code == 302
    product.refresh_from_db()
    assert (product.name, product.lead.stock) == ("New name", 6)


def test_a_stock_that_was_sold_from_meanwhile_is_asked_for_again(
    browser: Client, store: Store
) -> None:
    product = make_product(store=store, stock=10)
    form = _shown(product)
    sell(product, 4)
    answer = _save(browser, product, form | {"stock": "12"})
    assert answer.status_code == 422
    assert "There are 6 in stock now; it was 10" in answer.content.decode()
    assert product.lead.stock == 6


def test_two_who_change_different_fields_do_not_undo_each_other(
    browser: Client, store: Store
) -> None:
    product = make_product(store=store, name="Old name", stock=1)
    first = _shown(product)
    product.variants.update(price=Decimal("5.00"))
    _save(browser, product, first | {"price": "5.00", "name": "New name"})
    product.refresh_from_db()
    assert (product.name, product.lead.price) == ("New name", Decimal("5.00"))


def test_who_may_not_change_products_can_still_look(store: Store) -> None:
    product = make_product(store=store, name="Vas")
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    page = viewer.get(reverse("backoffice:product", args=["glashyttan", product.pk]))
    assert "Your role lets you see products but not change them." in page.content.decode()
    assert "disabled" in page.content.decode()
    assert _save(viewer, product, _shown(product) | {"name": "Mine"}).status_code == 403
    product.refresh_from_db()
    assert product.name == "Vas"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ÅSKÅDARE", ["Åskådare"]),
        ("q=kurs-1", ["Kurs"]),
        ("type=service", ["Kurs"]),
        ("sale=out", ["Slut"]),
        ("sale=no", ["Dold"]),
        ("sort=-price", ["Åskådare", "Slut", "Kurs", "Dold"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(
    browser: Client, store: Store, query: str, found: list[str]
) -> None:
    make_product(store=store, name="Åskådare", price=Decimal(400))
    make_product(store=store, name="Kurs", sku="KURS-1", item_type="service", price=Decimal(200))
    make_product(store=store, name="Slut", stock=0, price=Decimal(300))
    make_product(store=store, name="Dold", active=False, price=Decimal(100))
    page = browser.get(f"/backoffice/glashyttan/products/?{query}")
    assert [product.name for product in page.context["page"].rows] == found


@pytest.mark.parametrize("query", ["sort=cost", "after=%00", "after=abc", "before=bnVsbA"])
def test_an_address_that_no_page_made_is_not_found(
    browser: Client, store: Store, query: str
) -> None:
    make_product(store=store)
    assert browser.get(f"/backoffice/glashyttan/products/?{query}").status_code == 404


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 40])
def test_a_product_that_is_not_there_is_not_found(browser: Client, store: Store, pk: str) -> None:
    assert browser.get(f"/backoffice/glashyttan/products/{pk}/").status_code == 404


def test_an_empty_catalogue_teaches_the_first_step(browser: Client, store: Store) -> None:
    page = browser.get("/backoffice/glashyttan/products/").content.decode()
    assert "A product has a name, a price and a VAT class." in page
    assert "/products/new/" in page
