"""Import and export in the back office: seen first, then agreed to."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tamio.commerce.audit.models import Change
from tamio.commerce.catalogue.exchange import work
from tamio.commerce.catalogue.models import CatalogueImport
from tamio.commerce.customers.exchange import work as customer_work
from tamio.commerce.customers.models import CustomerImport
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import NOW, make_member, make_product, make_store

IMPORTS = "/backoffice/glashyttan/products/imports/"
FILE = "sku;name;price\nA;Vas;99\nB;;x\n"


def upload(browser: Client, content: str = FILE) -> Any:
    file = SimpleUploadedFile("varor.csv", content.encode())
    return browser.post(IMPORTS, {"file": file})


def worked() -> CatalogueImport:
    made = CatalogueImport.objects.get()
    while made.is_under_way:
        work.step(made, now=NOW)
        made.refresh_from_db()
    return made


def test_a_file_is_checked_shown_and_then_imported(browser: Client, store: Store) -> None:
    answer = upload(browser)
    address = answer["Location"]
    assert "Reading the file" in browser.get(address).content.decode()
    worked()
    page = browser.get(address).content.decode()
    assert "Import the rows without problems" in page
    assert "This must not be empty." in page
    assert not store.products.exists()

    for _click in range(2):
        assert browser.post(address).status_code == 302
    worked()
    assert store.products.get().name == "Vas"
    assert "Imported" in browser.get(address).content.decode()
    assert Change.objects.get().subject_name == "varor.csv"
    assert "varor.csv" in browser.get("/backoffice/glashyttan/audit/").content.decode()


def test_what_is_under_way_is_asked_for_again_by_itself(browser: Client) -> None:
    address = upload(browser)["Location"]
    assert 'hx-trigger="every 2s"' in browser.get(address).content.decode()
    fragment = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    worked()
    assert "every 2s" not in browser.get(address).content.decode()


def test_the_problems_can_be_taken_along(browser: Client) -> None:
    upload(browser, "sku;name;price\nA;;1\nB;=1+1;x\n")
    made = worked()
    answer = browser.get(f"{IMPORTS}{made.pk}/problems.csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines == [
        "Row;Column;Value;Problem",
        "2;name;;This must not be empty.",
        "3;price;x;Write an amount with at most two decimals, such as 1249,50.",
    ]


def test_a_file_that_is_refused_says_why(browser: Client) -> None:
    address = upload(browser, "namn;pris\n")["Location"]
    worked()
    assert "one of them sku" in browser.get(address).content.decode()


def test_no_file_is_said_at_the_field(browser: Client, store: Store) -> None:
    assert browser.post(IMPORTS, {}).status_code == 422
    assert not store.imports.exists()


@pytest.mark.parametrize("name", ["export_csv", "export_excel"])
def test_the_catalogue_is_exported(browser: Client, store: Store, name: str) -> None:
    make_product(store=store, sku="VAS-1")
    make_product(store=make_store(), sku="THEIRS")
    answer = browser.get(reverse(f"backoffice:{name}", args=["glashyttan"]))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    if name == "export_csv":
        assert b"VAS-1" in content
        assert b"THEIRS" not in content


def test_who_may_not_change_products_imports_none(store: Store) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert viewer.get(IMPORTS).status_code == 403
    assert viewer.get("/backoffice/glashyttan/products/products.csv").status_code == 200


CUSTOMERS = "/backoffice/glashyttan/customers/imports/"


def test_customers_are_checked_shown_and_then_imported(browser: Client, store: Store) -> None:
    file = SimpleUploadedFile("kunder.csv", b"email;name;phone\na@example.com;Eva;1\nx;Bo;2\n")
    address = browser.post(CUSTOMERS, {"file": file})["Location"]
    _customers_worked()
    page = browser.get(address).content.decode()
    assert "Import the rows without problems" in page
    assert "Enter a valid email address." in page
    assert not store.customers.exists()
    browser.post(address)
    _customers_worked()
    assert store.customers.get().name == "Eva"
    assert "See the customers" in browser.get(address).content.decode()
    audit = browser.get("/backoffice/glashyttan/audit/").content.decode()
    assert f'href="{address}"' in audit
    assert "kunder.csv" in browser.get(CUSTOMERS).content.decode()


def _customers_worked() -> None:
    made = CustomerImport.objects.get()
    while made.is_under_way:
        customer_work.step(made, now=NOW)
        made.refresh_from_db()


def test_another_shops_file_says_what_is_not_taken_over(browser: Client) -> None:
    head = "Handle,Title,Vendor,Variant SKU,Variant Price,Option1 Name,Option1 Value\n"
    content = f"{head}vas,Vas,Hyttan,VAS,80.00,Title,Default Title\n"
    file = SimpleUploadedFile("products_export.csv", content.encode())
    address = browser.post(IMPORTS, {"file": file, "prices": "without"})["Location"]
    made = worked()
    assert made.prices_include_vat is False
    page = browser.get(address).content.decode()
    assert "Columns that are not taken over: Vendor." in page
    assert "Shopify" in page


def test_who_may_not_change_customers_imports_none(store: Store) -> None:
    assert browser_of(make_member(store=store, role=Role.VIEWER)).get(CUSTOMERS).status_code == 403
