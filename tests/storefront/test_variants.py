"""Variants in the shop: chosen by links, bought by themselves, said to be there or not."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tamio.commerce.catalogue.models import Product
from tamio.commerce.catalogue.writing import save_variant
from tests.factories import NOW, make_product
from tests.storefront.shopping import Shopper, seen, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def shirt(shopper: Shopper) -> Product:
    return make_product(
        store=shopper.store,
        name="Tröja",
        option1="Färg",
        option2="Storlek",
        variants=[
            {"sku": "BLÅ-S", "value1": "Blå", "value2": "S", "stock": 4},
            {"sku": "BLÅ-M", "value1": "Blå", "value2": "M", "price": Decimal("249.00")},
            {"sku": "RÖD-S", "value1": "Röd", "value2": "S", "stock": 0},
        ],
    )


def test_each_value_leads_to_the_variant_that_has_it(shopper: Shopper, shirt: Product) -> None:
    page = text(shopper.get("products/BLÅ-S/"))
    assert 'products/BL%C3%85-M/">M</a>' in page
    assert 'products/BL%C3%85-S/" aria-current="true">Blå</a>' in page
    assert 'products/R%C3%96D-S/">Röd<span class="unseen"> (sold out)</span></a>' in page
    assert "SEK 249.00" in seen(shopper.get("products/BLÅ-M/"))


def test_a_value_that_is_not_made_with_the_others_leads_to_one_that_is(
    shopper: Shopper, shirt: Product
) -> None:
    page = text(shopper.get("products/BLÅ-M/"))
    assert 'products/R%C3%96D-S/">Röd' in page


def test_the_chosen_variant_is_what_is_bought(shopper: Shopper, shirt: Product) -> None:
    shopper.put("BLÅ-M", 2)
    cart = seen(shopper.get("cart/"))
    assert "Blå / M" in cart
    invoice = shopper.buy()
    assert [line.description for line in invoice.lines.all()] == ["Tröja, Blå / M"]
    assert invoice.total == Decimal("498.00")


def test_two_variants_are_two_lines(shopper: Shopper, shirt: Product) -> None:
    shopper.put("BLÅ-S")
    shopper.put("BLÅ-M")
    assert [line.sku for line in shopper.buy().lines.all()] == ["BLÅ-S", "BLÅ-M"]


def test_a_list_says_from_which_price(shopper: Shopper, shirt: Product) -> None:
    page = seen(shopper.get())
    assert "from SEK 199.00" in page
    assert page.count("Tröja") == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"stock": 9}, "In stock"),
        ({"stock": 3}, "Only 3 left"),
        ({"stock": 0}, "This is sold out."),
        ({"stock": 0, "backorder": True}, "sent when the store has it again"),
    ],
)
def test_a_page_says_whether_it_is_there(
    shopper: Shopper, fields: dict[str, Any], said: str
) -> None:
    make_product(store=shopper.store, sku="A", **fields)
    assert said in seen(shopper.get("products/A/"))


def test_what_comes_later_can_be_bought_and_the_cart_says_so(shopper: Shopper) -> None:
    product = make_product(store=shopper.store, sku="A", stock=1, backorder=True)
    shopper.put("A", 2)
    assert "Not in stock: it is sent when" in seen(shopper.get("cart/"))
    shopper.buy()
    assert product.lead.stock == -1


def test_what_is_kept_at_the_checkout_is_said_to_be_gone_to_others(shopper: Shopper) -> None:
    make_product(store=shopper.store, sku="A", stock=1)
    shopper.put("A")
    answer = shopper.client.post(shopper.url("cart/reservation/"))
    assert answer["Location"] == shopper.url("checkout/")
    other = Shopper(shopper.store)
    assert "This is sold out." in seen(other.get("products/A/"))
    assert "This is sold out." not in seen(shopper.get("products/A/"))
    shopper.buy()


@pytest.mark.parametrize(("stock", "way"), [(3, "cart/reservation/"), (None, "checkout/")])
def test_the_checkout_is_asked_to_keep_only_what_may_run_out(
    shopper: Shopper, stock: int | None, way: str
) -> None:
    make_product(store=shopper.store, sku="A", stock=stock)
    shopper.put("A")
    page = shopper.get("cart/").content.decode()
    address = shopper.url(way)
    leads = f'href="{address}">Go to the checkout' if stock is None else f'action="{address}"'
    assert leads in page
    assert (shopper.url("cart/reservation/") in page) == (stock is not None)


def test_a_reduced_price_stands_beside_the_lowest_of_thirty_days_before(
    shopper: Shopper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())
    long_ago = NOW - timedelta(days=90)
    product = make_product(
        store=shopper.store, sku="A", price=Decimal("100.00"), created_at=long_ago
    )
    reduce(product, to="80.00", announced=False)
    assert "Lowest price" not in seen(shopper.get("products/A/"))

    product.variants.update(announced=True)
    page = text(shopper.get("products/A/"))
    assert "Lowest price in the 30 days before the reduction: <s>SEK 100.00</s> (−20%)" in page
    assert "Reduced price SEK 80.00" in seen(shopper.get())


def reduce(product: Product, *, to: str, announced: bool) -> None:
    variant, before = product.lead, product.lead
    variant.price, variant.announced = Decimal(to), announced
    fields = ["price", "announced"]
    save_variant(variant, before=before, fields=fields, by="owner@example.com", now=NOW)


def test_a_product_is_shown_from_its_time_on(
    shopper: Shopper, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_product(store=shopper.store, sku="A", name="Julstjärna", publish_at=NOW)
    for clock, status in ((NOW - timedelta(minutes=1), 404), (NOW, 200)):
        monkeypatch.setenv("TAMIO_CLOCK", clock.isoformat())
        assert shopper.get("products/A/").status_code == status
        assert ("Julstjärna" in seen(shopper.get())) is (status == 200)
