"""The page of one invoice holds what a bookkeeper asks of it."""

from decimal import Decimal

import pytest
from django.test import Client

from tamio.commerce.stores.models import Store
from tests.factories import NOW, buyer, company_buyer, make_invoice, make_product, make_store

URL = "/backoffice/glashyttan/invoices/1001/"


@pytest.fixture
def page(browser: Client, store: Store) -> str:
    """A vase at 25 % and two books at 6 %, sold to a company."""
    vase = make_product(store=store, name="Vas", sku="VAS-1", price=Decimal("1249.50"))
    book = make_product(store=store, name="Bok", price=Decimal(106), vat_class="culture")
    make_invoice(store=store, contents={vase: 1, book: 2}, buyer_details=company_buyer())
    return browser.get(URL).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_title_says_the_thing(page: str) -> None:
    assert "<title>Invoice 1001 · Glashyttan</title>" in page
    assert "<h1>Invoice 1001</h1>" in page


@pytest.mark.parametrize("shown", ["VAS-1", "SEK 1,249.50", "25%", "SEK 212.00", "6%"])
def test_every_line_shows_what_was_sold(page: str, shown: str) -> None:
    assert shown in page


@pytest.mark.parametrize(
    "shown", ["SEK 999.60", "SEK 249.90", "SEK 200.00", "SEK 12.00", "SEK 1,461.50"]
)
def test_vat_is_specified_per_rate_and_sums_to_what_is_paid(page: str, shown: str) -> None:
    assert shown in page


@pytest.mark.parametrize("shown", ["100164", "Dec 23, 2026", "5050-1055", "Pay by invoice"])
def test_the_payment_shows_ocr_due_date_and_bankgiro(page: str, shown: str) -> None:
    assert shown in page


@pytest.mark.parametrize(
    "shown", ["Glasbruket AB", "202100-5489", "Lillgatan 2", "inkop@glasbruket.example"]
)
def test_the_buyer_is_shown_as_at_the_sale(page: str, shown: str) -> None:
    assert shown in page


def test_a_missing_bankgiro_leads_to_where_it_is_filled_in(browser: Client, store: Store) -> None:
    store.bankgiro = ""
    store.save()
    make_invoice(store=store)
    assert "settings/#id_bankgiro" in browser.get(URL).content.decode()


def test_what_people_wrote_is_never_run(browser: Client, store: Store) -> None:
    details = buyer(name="<script>alert(1)</script>")
    make_invoice(store=store, buyer_details=details)
    page = browser.get(URL).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("number", ["1002", "0", "9" * 40])
def test_an_invoice_that_is_not_there_is_not_found(
    browser: Client, store: Store, number: str
) -> None:
    make_invoice(store=store)
    assert browser.get(f"/backoffice/glashyttan/invoices/{number}/").status_code == 404


def test_another_stores_number_is_not_found(browser: Client, store: Store) -> None:
    make_invoice(store=make_store(), now=NOW)
    assert browser.get(URL).status_code == 404
