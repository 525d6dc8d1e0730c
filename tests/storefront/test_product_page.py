"""The page of one product."""

from decimal import Decimal
from urllib.parse import quote

import pytest

from tests.factories import make_product, make_store
from tests.storefront.shopping import Shopper, seen, text


@pytest.mark.parametrize(
    "sku", ["A-1", "A/1", "A/B/C", "a+b", "Ä.ö_1", "-", "100%25".replace("%25", "")]
)
def test_a_product_is_found_by_its_sku_whatever_signs_it_holds(shopper: Shopper, sku: str) -> None:
    make_product(store=shopper.store, sku=sku, name="Vas")
    assert "Vas" in seen(shopper.get(f"products/{quote(sku)}/"))


def test_the_list_links_to_a_product_whose_sku_holds_a_slash(shopper: Shopper) -> None:
    make_product(store=shopper.store, sku="A/1+B")
    assert f'href="{shopper.url("products/A/1+B/")}"' in text(shopper.get())


@pytest.mark.parametrize("sku", ["nix", "%00", "a%20b", "%27", "x" * 300, "%2e%2e", "<b>", "A%0A"])
def test_a_sku_that_no_product_has_is_not_found(shopper: Shopper, sku: str) -> None:
    assert shopper.get(f"products/{sku}/").status_code == 404


def test_what_is_not_for_sale_here_is_not_found(shopper: Shopper) -> None:
    make_product(store=shopper.store, sku="OFF", active=False)
    make_product(store=make_store(), sku="OTHER")
    assert shopper.get("products/OFF/").status_code == 404
    assert shopper.get("products/OTHER/").status_code == 404


@pytest.mark.parametrize(("includes", "said"), [(True, "incl. VAT"), (False, "excl. VAT")])
def test_a_price_says_whether_it_includes_vat(db: None, includes: bool, said: str) -> None:
    store = make_store(prices_include_vat=includes)
    make_product(store=store, sku="A", price=Decimal("99.00"))
    assert f"SEK 99.00 {said}" in seen(Shopper(store).get("products/A/"))


def test_a_price_is_stated_for_the_unit_it_is_for(shopper: Shopper) -> None:
    make_product(store=shopper.store, sku="A", price=Decimal("99.00"), unit="h")
    assert "SEK 99.00 / h incl. VAT" in seen(shopper.get("products/A/"))


def test_what_is_sold_out_cannot_be_put_in_the_cart(shopper: Shopper) -> None:
    make_product(store=shopper.store, sku="A", stock=0)
    page = shopper.get("products/A/")
    assert "This is sold out." in seen(page)
    assert "Add to cart" not in seen(page)


@pytest.mark.parametrize(("stock", "says"), [(5, True), (6, False), (None, False)])
def test_a_product_says_how_many_are_left_when_they_are_few(
    shopper: Shopper, stock: int | None, says: bool
) -> None:
    make_product(store=shopper.store, sku="A", stock=stock)
    assert (f"Only {stock} left" in seen(shopper.get("products/A/"))) is says


def test_a_products_texts_cannot_change_the_page(shopper: Shopper) -> None:
    mischief = "<script>alert(1)</script>"
    make_product(store=shopper.store, sku="A", name=mischief, description=mischief)
    shopper.put("A", htmx=True)
    for path in ("", "products/A/", "cart/", "checkout/"):
        assert mischief not in text(shopper.get(path))
