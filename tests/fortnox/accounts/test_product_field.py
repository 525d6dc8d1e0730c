"""A product's own account on the product's own form, through the back office's slot."""

import pytest
from django.test import Client
from django.urls import reverse

from tamio.commerce.catalogue.models import Product
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ChosenAccount, Connection
from tests.factories import NOW, make_product
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import member, text_of

pytestmark = pytest.mark.django_db

NEW = "/backoffice/glashyttan/products/new/"
FIELD = "fortnox-account"


def form(**changes: str) -> dict[str, str]:
    whole = {
        "item_type": "physical", "name": "Vas Linnea", "description": "", "price": "499",
        "vat_class": "standard", "stock": "", "unit": "st", "sku": "VAS", "ean": "",
        "active": "on", FIELD: "",
    }  # fmt: skip
    return whole | {name.replace("__", "-"): value for name, value in changes.items()}


def address(product: Product) -> str:
    return reverse("backoffice:product", args=[product.store.slug, product.pk])


def own(product: Product) -> list[int]:
    return list(product.fortnox_accounts.values_list("number", flat=True))


def test_a_new_product_is_added_with_its_account(browser: Client, shop: Store) -> None:
    assert f'name="{FIELD}"' in text_of(browser, NEW)
    assert browser.post(NEW, form(fortnox__account="3590")).status_code == 302
    assert own(shop.products.get()) == [3590]


def test_it_is_shown_changed_and_taken_away(browser: Client, shop: Store) -> None:
    product = make_product(store=shop, sku="VAS")
    browser.post(address(product), form(fortnox__account="3590"))
    page = text_of(browser, address(product))
    assert 'value="3590"' in page
    assert "3590 Övriga fakturerade kostnader" in page
    browser.post(address(product), form())
    assert own(product) == []


def test_what_is_wrong_with_it_keeps_the_product_from_being_saved(
    browser: Client, shop: Store
) -> None:
    answer = browser.post(NEW, form(fortnox__account="3002"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{FIELD}_error"' in page
    assert "Vas Linnea is sold with 25% VAT, but account 3002" in page
    assert 'value="3002"' in page
    assert not shop.products.exists()


def test_the_vat_class_that_is_posted_is_the_one_that_counts(browser: Client, shop: Store) -> None:
    product = make_product(store=shop, sku="VAS")
    answer = browser.post(address(product), form(vat_class="culture", fortnox__account="3003"))
    assert answer.status_code == 302
    assert own(product) == [3003]
    assert browser.post(address(product), form(fortnox__account="3003")).status_code == 422


def test_everything_that_is_wrong_is_said_at_once(browser: Client, shop: Store) -> None:
    page = browser.post(NEW, form(price="twelve", fortnox__account="x")).content.decode()
    assert 'id="id_price_error"' in page
    assert f'id="id_{FIELD}_error"' in page


def test_a_page_without_the_field_changes_nothing(browser: Client, shop: Store) -> None:
    product = make_product(store=shop, sku="VAS")
    browser.post(address(product), form(fortnox__account="3590"))
    posted = form(name="Ny")
    del posted[FIELD]
    assert browser.post(address(product), posted).status_code == 302
    assert own(product) == [3590]


def test_who_may_not_choose_accounts_sees_it_and_saves_the_rest(shop: Store) -> None:
    product = make_product(store=shop, sku="VAS")
    ChosenAccount.objects.create(
        store=shop, tenant_id="910001", product=product, number=3590, chosen_at=NOW,
        chosen_by=rows.PERSON,
    )  # fmt: skip
    packer = member(shop, Role.FULFILMENT)
    field = text_of(packer, address(product)).split(f'name="{FIELD}"')[1].split(">")[0]
    assert 'value="3590"' in field
    assert "disabled" in field
    assert (
        packer.post(address(product), form(name="Ny", fortnox__account="3540")).status_code == 302
    )
    assert own(product) == [3590]
    assert shop.products.get().name == "Ny"


def test_without_a_connection_there_is_no_field(browser: Client, shop: Store) -> None:
    Connection.objects.all().delete()
    assert FIELD not in text_of(browser, NEW)
    assert browser.post(NEW, form()).status_code == 302
