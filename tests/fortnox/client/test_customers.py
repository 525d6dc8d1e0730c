"""Customer cards."""

import pytest

from tamio.fortnox.client import Customer, CustomerType, VATType
from tests.fortnox.client.far_side import FarSide, fortnox, recorded


def test_a_customer_is_created_with_the_fields_that_are_set() -> None:
    far_side = FarSide(recorded("customer_create_countrycode"))

    customer = fortnox(far_side).customers.create(
        Customer(
            name="Ann & Åke",
            type=CustomerType.PRIVATE,
            vat_type=VATType.SE,
            address_1="Storgatan 1",
            country_code="SE",
        )
    )

    assert far_side.bodies == [
        '{"Customer":{"Name":"Ann & Åke","Type":"PRIVATE","VATType":"SEVAT",'
        '"Address1":"Storgatan 1","CountryCode":"SE"}}'
    ]
    assert (customer.customer_number, customer.country) == ("248", "Sverige")


def test_a_card_reads_as_recorded() -> None:
    far_side = FarSide(recorded("customer_get_with_salesaccount_string"))

    customer = fortnox(far_side).customers.get("9")

    assert customer.customer_number == "9"
    assert customer.vat_type == VATType.SE


def test_an_update_is_a_patch() -> None:
    far_side = FarSide(recorded("customer_update_partial_put"))

    fortnox(far_side).customers.update("246", Customer(name="Updated name"))

    assert far_side.bodies == ['{"Customer":{"Name":"Updated name"}}']


def test_numbers_are_percent_encoded_in_paths() -> None:
    far_side = FarSide(recorded("customer_get_with_salesaccount_string"))

    fortnox(far_side).customers.get("A/B c%å")

    assert far_side.paths == ["/3/customers/A%2FB%20c%25%C3%A5"]


def test_a_search_sends_one_criterion_with_spaces_as_percent_20() -> None:
    far_side = FarSide(recorded("customer_search_one_param"))

    found = fortnox(far_side).customers.find(name="Åke & co+1")

    assert far_side.paths == ["/3/customers?name=%C3%85ke%20%26%20co%2B1&limit=500&page=1"]
    assert [customer.customer_number for customer in found] == ["2", "3"]
    assert found[0].email is None


@pytest.mark.parametrize("criteria", [{}, {"email": ""}, {"email": "a@example.se", "name": "Ann"}])
def test_a_search_by_none_or_two_criteria_is_refused(criteria: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="exactly one"):
        fortnox(FarSide()).customers.find(**criteria)
