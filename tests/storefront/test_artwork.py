"""Pictures of products that have none."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.catalogue.models import SKU_PATTERN, ItemType
from tamio.commerce.vat.rates import VatClass
from tamio.storefront.artwork import draw
from tests.factories import make_product, make_store
from tests.storefront.shopping import Shopper, text

KINDS = st.tuples(st.sampled_from(list(ItemType)), st.sampled_from(list(VatClass)))


@given(st.from_regex(SKU_PATTERN, fullmatch=True), KINDS)
def test_any_product_has_a_picture_that_is_always_the_same(sku: str, kind: tuple[str, str]) -> None:
    item_type, vat_class = kind
    picture = draw(sku=sku, item_type=item_type, vat_class=vat_class)
    assert picture == draw(sku=sku, item_type=item_type, vat_class=vat_class)
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(picture).iter()}
    assert tags <= {"svg", "g", "path", "rect", "circle", "ellipse"}
    assert "style" not in picture


def test_products_look_different() -> None:
    pictures = {draw(sku=f"A-{at}", item_type="physical", vat_class="food") for at in range(40)}
    assert len(pictures) > 30


@pytest.mark.parametrize("sku", ["A-1", "A/1", "Ö.svg"])
def test_a_page_shows_its_products_picture(shopper: Shopper, sku: str) -> None:
    make_product(store=shopper.store, sku=sku)
    source = re.search(r'<img class="art" src="([^"]+)"', text(shopper.get()))
    assert source
    response = shopper.client.get(source[1])
    assert response["Content-Type"] == "image/svg+xml"
    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize("sku", ["nix", "OTHER", "%00", "a%20b"])
def test_there_is_no_picture_of_what_the_store_does_not_have(shopper: Shopper, sku: str) -> None:
    make_product(store=make_store(), sku="OTHER")
    response = shopper.get(f"art/{sku}.svg")
    assert response.status_code == 404
    assert "public" not in response["Cache-Control"]
