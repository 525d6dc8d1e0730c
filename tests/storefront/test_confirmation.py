"""The confirmation: the invoice as the law wants it, for whoever has the link."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.invoices.models import Invoice
from tests.factories import make_product, make_store
from tests.storefront.shopping import COMPANY, GERMAN_COMPANY, Shopper, english, seen


def address(invoice: Invoice) -> str:
    return f"confirmation/{invoice.cart.key}/"


def test_the_invoice_says_what_the_vat_act_asks_for(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store, name="Vas", price=Decimal("199.00")), 2)
    book = make_product(
        store=shopper.store, name="Bok", price=Decimal("106.00"), vat_class="culture", unit="ex"
    )
    shopper.put(book)
    invoice = shopper.buy(**COMPANY)
    said = seen(shopper.get(address(invoice)))
    payment = invoice.payments.get()
    store = shopper.store
    expected = [
        f"Invoice {invoice.number}",
        store.name, store.organisation_number, store.vat_number, store.line1, store.city,
        "Glasbruket AB", "202100-5489", "Lillgatan 2", "352 30 Växjö", "Sweden",
        "Vas", "2 st", "SEK 159.20", "25%", "SEK 318.40",
        "Bok", "1 ex", "6%", "SEK 100.00",
        "VAT 25% of SEK 318.40 SEK 79.60",
        "VAT 6% of SEK 100.00 SEK 6.00",
        "To pay SEK 504.00",
        payment.reference, "5050-1055",
    ]  # fmt: skip
    assert [each for each in expected if each not in said] == []


def test_an_invoice_without_the_sellers_vat_says_why(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store))
    shopper.put(make_product(store=shopper.store, item_type="service"))
    said = seen(shopper.get(address(shopper.buy(**GERMAN_COMPANY))))
    assert said.count("Gemenskapsintern leverans, art. 138") == 1
    assert said.count("Reverse charge / Omvänd betalningsskyldighet") == 1
    assert "DE136695976" in said


def test_a_unit_price_is_stated_without_vat_in_either_kind_of_store(db: None) -> None:
    shopper = Shopper(make_store(prices_include_vat=False))
    shopper.put(make_product(store=shopper.store, price=Decimal("43.75")), 3)
    said = seen(shopper.get(address(shopper.buy())))
    assert "SEK 43.75" in said
    assert "SEK 131.25" in said


def test_the_invoice_shows_the_parties_as_they_were(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store, name="Vas"))
    invoice = shopper.buy()
    shopper.store.products.update(name="Kruka")
    type(shopper.store).objects.update(line1="Nygatan 9")
    said = seen(shopper.get(address(invoice)))
    assert "Vas" in said
    assert shopper.store.line1 in said


def test_whoever_has_the_link_sees_it_and_no_one_keeps_a_copy(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store))
    response = Shopper(shopper.store, client=english()).get(address(shopper.buy()))
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_a_store_without_bankgiro_says_whom_to_ask(db: None) -> None:
    shopper = Shopper(make_store(bankgiro=""))
    shopper.put(make_product(store=shopper.store))
    assert "The shop will tell you where to pay." in seen(shopper.get(address(shopper.buy())))


def test_a_cart_that_is_not_bought_has_no_confirmation(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store))
    key = shopper.checkout_form()["cart"]
    assert shopper.get(f"confirmation/{key}/").status_code == 404
    assert shopper.get(f"confirmation/{uuid4()}/").status_code == 404


def test_another_store_does_not_show_it(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store))
    invoice = shopper.buy()
    assert Shopper(make_store()).get(address(invoice)).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_confirmation_can_only_be_read(shopper: Shopper, method: str) -> None:
    response = getattr(shopper.client, method)(shopper.url(f"confirmation/{uuid4()}/"))
    assert response.status_code == 405


def test_the_invoice_asks_the_database_no_more_when_it_is_longer(shopper: Shopper) -> None:
    counts = []
    for lines in (1, 9):
        for _ in range(lines):
            shopper.put(make_product(store=shopper.store))
        path = address(shopper.buy())
        with CaptureQueriesContext(connection) as queries:
            shopper.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]
