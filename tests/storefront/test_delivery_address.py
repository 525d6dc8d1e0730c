"""Where goods go, if elsewhere: whole or not at all, kept by the invoice as it was."""

import pytest
from django.core.exceptions import ValidationError

from tests.api.calls import Caller, sale
from tests.factories import buyer, make_invoice, make_product, make_store
from tests.storefront.shopping import Shopper

pytestmark = pytest.mark.django_db
WHOLE = {
    "delivery_name": "Eva Ek",
    "delivery_line1": "Lagergatan 7",
    "delivery_postal_code": "41104",
    "delivery_city": "Göteborg",
    "delivery_country": "se",
}


def test_it_is_brought_into_standard_form() -> None:
    checked = buyer(**WHOLE).checked()
    assert (checked.delivery_postal_code, checked.delivery_country) == ("411 04", "SE")


@pytest.mark.parametrize(
    "missing", ["delivery_line1", "delivery_postal_code", "delivery_city", "delivery_country"]
)
def test_half_an_address_is_refused_at_what_is_missing(missing: str) -> None:
    with pytest.raises(ValidationError) as refused:
        buyer(**WHOLE | {missing: ""}).checked()
    assert set(refused.value.message_dict) == {missing}


def test_a_wrong_postal_code_is_refused_at_its_field() -> None:
    with pytest.raises(ValidationError) as refused:
        buyer(**WHOLE | {"delivery_postal_code": "411"}).checked()
    assert set(refused.value.message_dict) == {"delivery_postal_code"}


def test_the_invoice_keeps_it_and_the_card_remembers_the_latest() -> None:
    store = make_store()
    first = make_invoice(store=store, buyer_details=buyer(**WHOLE))
    second = make_invoice(store=store, buyer_details=buyer())
    assert first.customer == second.customer
    assert (first.delivery_line1, second.delivery_line1) == ("Lagergatan 7", "")
    second.customer.refresh_from_db()
    assert second.customer.delivery_city == "Göteborg"


def test_the_api_takes_it_and_names_its_fields() -> None:
    caller = Caller(make_store())
    address = {"line1": "Lagergatan 7", "postal_code": "41104", "city": "Göteborg", "country": "SE"}
    refused = caller.post(sale("customer.delivery_address", address | {"city": ""}))
    assert [fault["field"] for fault in refused.json()["fields"]] == [
        "customer.delivery_address.city"
    ]
    assert caller.post(sale("customer.delivery_address", address)).status_code == 201
    assert caller.token.store.invoices.get().delivery_line1 == "Lagergatan 7"


@pytest.mark.parametrize(("ticked", "kept"), [({"elsewhere": "on"}, "Lagergatan 7"), ({}, "")])
def test_the_checkout_asks_for_it_only_if_it_is_ticked(ticked: dict[str, str], kept: str) -> None:
    shopper = Shopper(make_store())
    shopper.put(make_product(store=shopper.store))
    assert shopper.buy(**WHOLE | {"delivery_country": "SE"} | ticked).delivery_line1 == kept
