"""Pictures of a product: added by the merchant, seen in the shop."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tamio.commerce.catalogue.models import Product
from tamio.commerce.stores.models import Store
from tests.factories import make_product, make_store


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def vase(store: Store) -> Product:
    return make_product(store=store, sku="VAS", name="Vas")


def place(name: str, product: Product, *args: object) -> str:
    return reverse(f"backoffice:{name}", args=["glashyttan", product.pk, *args])


def add(browser: Client, product: Product, *, colour: str = "#336699", alt: str = "") -> Any:
    file = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(file, "PNG")
    sent = {"file": SimpleUploadedFile("vas.png", file.getvalue()), "alt": alt}
    return browser.post(place("product_pictures", product), sent)


def test_an_added_picture_is_seen_in_the_shop(browser: Client, store: Store, vase: Product) -> None:
    assert add(browser, vase, alt="En blå vas").status_code == 302
    picture = vase.images.get()
    page = browser.get("/s/glashyttan/products/VAS/").content.decode()
    address = f"/s/glashyttan/pictures/{picture.digest}-640.webp"
    assert f'src="{address}"' in page
    assert 'alt="En blå vas" width="900" height="600"' in page
    answer = browser.get(address)
    assert answer["Content-Type"] == "image/webp"
    assert "immutable" in answer["Cache-Control"]
    assert Image.open(io.BytesIO(answer.content)).size == (640, 427)
    assert address in browser.get("/s/glashyttan/").content.decode()


@pytest.mark.parametrize("width", ["100", "641", "1280", "0000"])
def test_a_size_that_is_not_kept_is_not_found(browser: Client, vase: Product, width: str) -> None:
    add(browser, vase)
    digest = vase.images.get().digest
    assert browser.get(f"/s/glashyttan/pictures/{digest}-{width}.webp").status_code == 404


def test_a_picture_of_another_store_is_not_found(browser: Client, vase: Product) -> None:
    add(browser, vase)
    make_store(slug="annan")
    digest = vase.images.get().digest
    assert browser.get(f"/s/annan/pictures/{digest}-640.webp").status_code == 404


def test_what_is_no_picture_is_said_at_the_field(browser: Client, vase: Product) -> None:
    sent = {"file": SimpleUploadedFile("vas.png", b"no picture")}
    answer = browser.post(place("product_pictures", vase), sent)
    assert answer.status_code == 422
    assert "This is no picture that can be read" in answer.content.decode()
    assert browser.post(place("product_pictures", vase), {}).status_code == 422
    assert not vase.images.exists()


def test_a_picture_can_be_put_first_described_and_taken_away(
    browser: Client, vase: Product
) -> None:
    add(browser, vase, colour="red")
    add(browser, vase, colour="blue")
    second = vase.images.last()
    assert second is not None
    saved = {"alt": "Blå", "first": "1"}
    assert browser.post(place("product_picture", vase, second.pk), saved).status_code == 302
    assert vase.picture == second
    assert vase.images.get(pk=second.pk).alt == "Blå"
    assert browser.post(place("delete_picture", vase, second.pk)).status_code == 302
    assert vase.images.count() == 1


def test_the_same_picture_twice_is_one(browser: Client, vase: Product) -> None:
    add(browser, vase, alt="Ett")
    add(browser, vase, alt="Två")
    assert vase.images.get().alt == "Två"
