"""Packs and offers as a shopper meets them."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.catalogue.packs.writing import save_pack
from tests.commerce.offers.making import make_offer
from tests.factories import NOW, make_pack, make_product
from tests.storefront.shopping import Shopper, seen, text, written_by

LONG_AGO = NOW - timedelta(days=200)


@pytest.fixture
def candle(shopper: Shopper) -> Product:
    return make_product(
        store=shopper.store, name="Ljus", sku="LJUS", price=Decimal(50), stock=7,
        created_at=LONG_AGO,
    )  # fmt: skip


@pytest.fixture
def pack(shopper: Shopper, candle: Product) -> Product:
    holder = make_product(store=shopper.store, name="Stake", sku="STAKE", price=Decimal(150))
    return make_pack(
        store=shopper.store, name="Julpaket", sku="JUL", holds={candle: 3, holder: 1}, price="240"
    )


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())


def said_to_machines(page: str) -> Any:
    found = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page)
    every = [json.loads(each) for each in found]
    return next(each["offers"] for each in every if each["@type"] == "Product")


@pytest.mark.usefixtures("pack")
def test_a_packs_page_says_what_it_holds_and_what_that_costs_alone(shopper: Shopper) -> None:
    page = seen(shopper.get("products/JUL/"))

    assert "The pack holds 3 × Ljus 1 × Stake" in page
    assert "One by one, what it holds costs SEK 300.00." in page
    assert "Only 2 left" in page
    assert "Julpaket SEK 240.00" in seen(shopper.get())


@pytest.mark.usefixtures("pack")
def test_what_it_costs_alone_counts_the_offers_on_its_parts(
    shopper: Shopper, candle: Product
) -> None:
    make_offer(store=shopper.store, value="20", products=[candle])
    assert "what it holds costs SEK 270.00." in seen(shopper.get("products/JUL/"))


@pytest.mark.usefixtures("pack")
def test_in_the_cart_a_pack_is_one_thing_with_what_it_holds_below(shopper: Shopper) -> None:
    shopper.put("JUL", 2)

    page = seen(shopper.get("cart/"))
    assert "3 × Ljus 1 × Stake" in page
    assert "SEK 480.00" in page
    assert "3 × Ljus, 1 × Stake" in seen(shopper.get("checkout/"))
    assert shopper.buy().total == 480


@pytest.mark.usefixtures("pack")
def test_a_pack_and_its_parts_in_one_cart_share_their_stock(
    shopper: Shopper, candle: Product
) -> None:
    shopper.put("LJUS", 5)
    shopper.put("JUL", 1)

    assert "Together with what stands above, it is more than there is." in seen(
        shopper.get("cart/")
    )
    shopper.put("LJUS", 4, how="set")
    shopper.buy()
    assert candle.lead.stock == 0
    assert "This is sold out." in seen(Shopper(shopper.store).get("products/JUL/"))
    assert "Julpaket" not in seen(shopper.get("?there=on"))


@pytest.mark.usefixtures("pack")
def test_a_pack_whose_part_is_off_sale_is_found_nowhere(shopper: Shopper, candle: Product) -> None:
    shopper.put("JUL", 1)
    Product.objects.filter(pk=candle.pk).update(active=False)

    assert shopper.get("products/JUL/").status_code == 404
    assert "Julpaket" not in seen(shopper.get())
    assert "This is no longer for sale." in seen(shopper.get("cart/"))


def test_an_offer_is_in_the_price_on_the_page_in_the_list_and_for_machines(
    shopper: Shopper, candle: Product
) -> None:
    make_offer(
        store=shopper.store, value="20", products=[candle], created_at=NOW - timedelta(days=40),
        ends_on=shopper.store.date_of(NOW),
    )  # fmt: skip

    page = text(shopper.get("products/LJUS/"))

    assert "Lowest price in the 30 days before the reduction: <s>SEK 50.00</s> (−20%)" in page
    assert "Reduced price SEK 40.00" in seen(shopper.get())
    offered = said_to_machines(page)
    assert offered["price"] == "40.00"
    assert [each["price"] for each in offered["priceSpecification"]] == ["40.00", "50.00"]
    assert offered["priceSpecification"][1]["priceType"].endswith("/StrikethroughPrice")
    assert offered["priceValidUntil"] == "2026-11-23"
    shopper.put("LJUS", 3)
    assert shopper.buy().total == 120


def test_a_list_with_packs_and_offers_asks_no_more_for_more_of_them(
    shopper: Shopper, candle: Product
) -> None:
    def made() -> None:
        pack = make_pack(store=shopper.store, holds={candle: 2}, percent="10")
        offer.products.add(pack)
        offer.products.add(make_product(store=shopper.store, created_at=LONG_AGO))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert shopper.get().status_code == 200
        return len(asked)

    offer = make_offer(store=shopper.store, products=[candle])
    made()
    queries()
    few = queries()
    for _ in range(4):
        made()
    assert queries() == few


def test_what_a_pack_holds_is_asked_for_again_if_it_changed_at_the_same_price(
    shopper: Shopper, pack: Product, candle: Product
) -> None:
    shopper.put("JUL")
    form = shopper.checkout_form() | written_by()
    holder = Variant.objects.get(sku="STAKE")
    parts = [(candle.lead, 2), (holder, 1)]
    with transaction.atomic():
        save_pack(pack, variant=pack.lead, parts=parts, by="", now=NOW)

    refused = shopper.client.post(shopper.url("checkout/"), form)

    assert refused.status_code == 422
    assert "What a pack holds has changed. Look at it once more." in seen(refused)
    assert shopper.store.invoices.count() == 0
    assert shopper.buy().total == 240
