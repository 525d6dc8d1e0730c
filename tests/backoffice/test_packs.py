"""Packs as merchants make and change them."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.audit.models import Change
from tamio.commerce.catalogue.models import Product
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_member, make_pack, make_product, make_store
from tests.storefront.shopping import seen, text

LIST = "/backoffice/glashyttan/products/"
PAGE = f"{LIST}packs/"
PACK = {
    "name": "Julpaket", "description": "", "priced": "own", "price": "180", "percent": "",
    "sku": "JUL", "ean": "", "active": "on", "sku_0": "LJUS", "quantity_0": "3",
    "sku_1": "KAFFE", "quantity_1": "1", "tags": "",
}  # fmt: skip


@pytest.fixture
def candle(store: Store) -> Product:
    return make_product(store=store, name="Ljus", sku="LJUS", price=Decimal(50), stock=10)


@pytest.fixture
def coffee(store: Store) -> Product:
    return make_product(store=store, name="Kaffe", sku="KAFFE", price=Decimal(50), vat_class="food")


@pytest.mark.usefixtures("candle", "coffee")
def test_a_pack_is_made_and_stands_in_the_list(browser: Client, store: Store) -> None:
    assert browser.post(f"{PAGE}new/", PACK).status_code == 302

    pack = store.products.get(is_pack=True)
    assert [(part.quantity, part.variant.sku) for part in pack.contents] == [
        (3, "LJUS"), (1, "KAFFE"),
    ]  # fmt: skip
    assert (pack.lead.sku, pack.lead.stock) == ("JUL", None)
    assert pack.lead.price == 180
    assert Change.objects.get(subject_id=pack.pk).what == "created"
    assert "Julpaket" in seen(browser.get(f"{LIST}?type=pack"))
    page = seen(browser.get(f"{PAGE}{pack.pk}/"))
    assert "one by one, what it holds costs SEK 200.00" in page
    assert "3 can be sold." in page


@pytest.mark.usefixtures("candle", "coffee")
def test_a_pack_is_changed_and_every_change_is_on_record(browser: Client, store: Store) -> None:
    browser.post(f"{PAGE}new/", PACK)
    pack = store.products.get(is_pack=True)

    changed = PACK | {"priced": "parts", "percent": "25", "price": "", "quantity_0": "2"}
    assert browser.post(f"{PAGE}{pack.pk}/", changed).status_code == 302

    assert pack.lead.price == Decimal("112.50")
    found = {
        each.field: (each.before, each.after) for each in Change.objects.filter(what="changed")
    }
    assert found["parts"] == ("3 LJUS, 1 KAFFE", "2 LJUS, 1 KAFFE")
    assert set(found) == {"parts", "price", "pack_percent"}


@pytest.mark.parametrize(
    ("written", "field", "said"),
    [
        ({"sku_1": "NIX"}, "sku_1", "No product has this SKU."),
        ({"sku_1": "ANNAN"}, "sku_1", "No product has this SKU."),
        ({"sku_1": "PAKET"}, "sku_0", "PAKET is a pack itself"),
        ({"sku_1": "LJUS"}, "sku_0", "LJUS is there twice"),
        ({"sku_1": "", "quantity_1": ""}, "", ""),
        ({"sku_1": ""}, "sku_1", "Write the SKU, or empty the quantity."),
        ({"quantity_1": ""}, "quantity_1", "Write how many."),
        ({"quantity_1": "100"}, "quantity_1", "less than or equal to 99"),
        ({"sku_0": "", "quantity_0": ""}, "sku_0", "at least two pieces"),
        ({"price": ""}, "price", "Write what the pack costs."),
        ({"priced": "parts"}, "percent", "Write how many percent less, or 0."),
        ({"priced": "parts", "percent": "101"}, "percent", "less than or equal to 100"),
        ({"sku": "LJUS"}, "sku", "Another product in this store has this SKU."),
        ({"name": ""}, "name", "This field is required."),
    ],
)
@pytest.mark.usefixtures("candle", "coffee")
def test_what_cannot_be_is_said_at_its_field_and_what_was_written_is_kept(
    browser: Client, store: Store, written: dict[str, str], field: str, said: str
) -> None:
    make_product(store=make_store(), sku="ANNAN")
    make_pack(store=store, sku="PAKET", holds={make_product(store=store): 2})

    answer: Any = browser.post(f"{PAGE}new/", PACK | written)

    if not field:
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
    assert f'value="{(PACK | written)["quantity_0"]}"' in text(answer) or field == "sku_0"
    assert store.products.filter(is_pack=True).count() == 1


def test_a_part_off_sale_takes_the_pack_with_it_and_three_pages_say_so(
    browser: Client, store: Store, candle: Product, coffee: Product
) -> None:
    pack = make_pack(store=store, name="Julpaket", holds={candle: 3, coffee: 1})
    assert "go off sale with it: Julpaket" in seen(browser.get(f"{LIST}{coffee.pk}/"))
    Product.objects.filter(pk=coffee.pk).update(active=False)

    assert "Not for sale without Kaffe" in seen(browser.get(LIST))
    assert "something that it holds is not Kaffe" in seen(browser.get(f"{PAGE}{pack.pk}/"))


def test_a_pack_is_no_product_to_change_or_vary(
    browser: Client, store: Store, candle: Product
) -> None:
    pack = make_pack(store=store, holds={candle: 3})

    assert browser.get(f"{LIST}{pack.pk}/")["Location"] == f"{PAGE}{pack.pk}/"
    assert browser.post(f"{LIST}{pack.pk}/", {}).status_code == 404
    assert browser.get(f"{LIST}{pack.pk}/options/").status_code == 404
    assert browser.get(f"{PAGE}{candle.pk}/").status_code == 404


def test_who_may_not_change_the_catalogue_may_look(store: Store, candle: Product) -> None:
    pack = make_pack(store=store, holds={candle: 3})
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))

    assert "Your role lets you see products" in seen(viewer.get(f"{PAGE}{pack.pk}/"))
    assert viewer.post(f"{PAGE}{pack.pk}/", PACK).status_code == 403


def test_a_pack_of_another_store_is_not_found(browser: Client) -> None:
    other = make_store()
    pack = make_pack(store=other, holds={make_product(store=other): 2})
    assert browser.get(f"{PAGE}{pack.pk}/").status_code == 404


def test_the_list_asks_no_more_for_more_packs(
    browser: Client, store: Store, candle: Product
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(LIST).status_code == 200
        return len(asked)

    make_pack(store=store, holds={candle: 2})
    queries()
    few = queries()
    for _ in range(4):
        make_pack(store=store, holds={candle: 3})
    assert queries() == few
