"""Where a customer wants invoices, if elsewhere: kept on the card until another is given."""

import pytest
from django.core.exceptions import ValidationError

from tests.api.calls import Caller, sale
from tests.factories import buyer, company_buyer, make_invoice, make_product, make_store
from tests.storefront.shopping import Shopper

pytestmark = pytest.mark.django_db
OFFICE = "Faktura@Glasbruket.example"


def test_it_is_brought_into_standard_form() -> None:
    assert company_buyer(invoice_email=f" {OFFICE}").checked().invoice_email == OFFICE.lower()


@pytest.mark.parametrize("wrong", ["faktura", "faktura@", f"{'x' * 250}@example.com"])
def test_what_is_no_address_is_refused_at_its_field(wrong: str) -> None:
    with pytest.raises(ValidationError) as refused:
        company_buyer(invoice_email=wrong).checked()
    assert set(refused.value.message_dict) == {"invoice_email"}


def test_the_card_keeps_it_until_another_is_given() -> None:
    store = make_store()
    for given, kept in (
        ("", ""),
        ("a@example.com", "a@example.com"),
        ("", "a@example.com"),
        ("b@example.com", "b@example.com"),
    ):
        sold = make_invoice(store=store, buyer_details=company_buyer(invoice_email=given))
        assert sold.customer.invoice_email == kept
    assert sold.customer.invoices_go_to == "b@example.com"


def test_without_one_invoices_go_to_the_customers_own() -> None:
    customer = make_invoice(store=make_store(), buyer_details=buyer()).customer
    assert customer.invoices_go_to == "asa@example.com"


def test_the_api_takes_it_and_names_its_field() -> None:
    caller = Caller(make_store())
    refused = caller.post(sale("customer.invoice_email", "faktura"))
    assert [fault["field"] for fault in refused.json()["fields"]] == ["customer.invoice_email"]
    assert caller.post(sale("customer.invoice_email", OFFICE)).status_code == 201
    assert caller.token.store.customers.get().invoice_email == OFFICE.lower()


@pytest.mark.parametrize(
    ("type_", "kept"), [("company", "faktura@glasbruket.example"), ("private", "")]
)
def test_the_checkout_asks_companies_for_it(type_: str, kept: str) -> None:
    store = make_store()
    shopper = Shopper(store)
    shopper.put(make_product(store=store))
    shopper.buy(type=type_, organisation_number="202100-5489", invoice_email=OFFICE)
    assert store.customers.get().invoice_email == kept
