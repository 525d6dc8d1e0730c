"""Customers: the list, and the one card with what it has bought."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tamio.backoffice.templatetags.backoffice import masked
from tamio.commerce.stores.models import Store
from tests.factories import buyer, company_buyer, make_invoice, make_product, make_store

URL = "/backoffice/glashyttan/customers/"


@pytest.fixture
def customers(store: Store) -> None:
    """1001 is a company that bought twice, 1002 a sole trader, 1003 a private person."""
    contents = {make_product(store=store, price=Decimal(100)): 1}
    trader = company_buyer(
        name="Lars Bygg", email="lars@example.com", organisation_number="811218-9876"
    )
    for details in (company_buyer(), company_buyer(), trader, buyer()):
        make_invoice(store=store, contents=contents, buyer_details=details)


def _names(page: Any) -> list[str]:
    return [customer.name for customer in page.context["page"].rows]


@pytest.mark.usefixtures("customers")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Åsa Öberg", "Lars Bygg", "Glasbruket AB"]),
        ("?q=1002", ["Lars Bygg"]),
        ("?q=ÖBERG", ["Åsa Öberg"]),
        ("?q=202100", ["Glasbruket AB"]),
        ("?q=nobody", []),
        ("?sort=name", ["Glasbruket AB", "Lars Bygg", "Åsa Öberg"]),
    ],
)
def test_a_customer_is_found(browser: Client, query: str, found: list[str]) -> None:
    assert _names(browser.get(URL + query)) == found


@pytest.mark.usefixtures("customers")
def test_a_sole_traders_number_is_not_spelled_out_in_the_list(browser: Client) -> None:
    page = browser.get(URL).content.decode()
    assert "811218-9876" not in page
    assert "811218-••••" in page
    assert "202100-5489" in page
    assert "811218-9876" in browser.get(f"{URL}1002/").content.decode()


@pytest.mark.parametrize(
    ("number", "shown"),
    [("811218-9876", "811218-••••"), ("556703-7485", "556703-7485"), ("", "")],
)
def test_only_personal_identity_numbers_are_masked(number: str, shown: str) -> None:
    assert masked(number) == shown


@pytest.mark.usefixtures("customers")
def test_the_card_shows_what_was_bought_in_all(browser: Client) -> None:
    page = browser.get(f"{URL}1001/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "SEK 200.00" in page
    assert "2 invoices" in page
    assert page.count('<tr class="row-link') == 2


@pytest.mark.parametrize("number", ["1001", "9" * 40])
def test_a_customer_of_another_store_is_not_found(
    browser: Client, store: Store, number: str
) -> None:
    make_invoice(store=make_store())
    assert browser.get(f"{URL}{number}/").status_code == 404


def test_a_store_without_customers_says_where_they_come_from(browser: Client, store: Store) -> None:
    assert "Whoever buys in your shop gets a card here" in browser.get(URL).content.decode()
