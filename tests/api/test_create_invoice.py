"""POST /api/v1/invoices: a sale made elsewhere becomes an invoice, once."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import NumberSeries
from tamio.outbox.models import Delivery
from tests.api.calls import Caller, sale
from tests.factories import make_store
from tests.tries import times

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> Caller:
    return Caller(make_store())


def test_a_sale_becomes_an_invoice_with_its_sums(caller: Caller) -> None:
    answer = caller.post(sale())
    assert answer.status_code == 201
    assert answer.json() == {
        "number": 1001,
        "external_reference": "ORDER-1",
        "total": "198.00",
        "vat": "39.60",
        "currency": "SEK",
        "submission": {
            "state": "waiting",
            "order_number": None,
            "credit_invoice_number": None,
            "requests": 0,
            "problem": None,
        },
    }


def test_the_same_reference_again_gives_the_first_invoice(caller: Caller) -> None:
    first = caller.post(sale())
    again = caller.post(sale("lines.0.unit_price", "1.00"))
    assert (again.status_code, again.json()) == (200, first.json())
    assert Invoice.objects.count() == 1
    assert Delivery.objects.filter(destination="fortnox").count() == 1


def test_two_stores_may_use_the_same_reference(caller: Caller) -> None:
    caller.post(sale())
    assert Caller(make_store()).post(sale()).status_code == 201


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("external_reference", " "),
        ("currency", "XXX"),
        ("prices_include_vat", "yes"),
        ("customer.type", "robot"),
        ("customer.name", ""),
        ("customer.email", "asa"),
        ("customer.address.postal_code", "123"),
        ("customer.address.country", "ZZZ"),
        ("customer.organisation_number", "556703-7485"),
        ("customer.vat_number", "SE1"),
        ("customer.address.city", None),
        ("customer.nickname", "Åsa"),
        ("lines", []),
        ("lines.0.sku", "two words"),
        ("lines.0.description", ""),
        ("lines.0.type", "gas"),
        ("lines.0.quantity", "0"),
        ("lines.0.quantity", 1.5),
        ("lines.0.quantity", "NaN"),
        ("lines.0.unit_price", "-1"),
        ("lines.0.unit_price", 99.0),
        ("lines.0.unit_price", "1e30"),
        ("lines.0.unit_price", "ninety"),
        ("lines.0.vat_rate", "24"),
        ("lines.0.unit", None),
        ("lines.0.discount", "500"),
        ("lines.0.colour", "red"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(
    caller: Caller, path: str, value: Any
) -> None:
    answer = caller.post(sale(path, value))
    assert answer.status_code == 422
    assert path in [fault["field"] for fault in answer.json()["fields"]]
    for model in (Invoice, Customer, NumberSeries, Delivery):
        assert not model.objects.exists()


def test_every_wrong_field_is_told_at_once(caller: Caller) -> None:
    document = sale("customer.email", "asa")
    document["lines"][0]["vat_rate"] = "24"
    fields = {fault["field"] for fault in caller.post(document).json()["fields"]}
    assert fields == {"customer.email", "lines.0.vat_rate"}


def test_words_are_english_unless_asked_otherwise(caller: Caller) -> None:
    assert "correct" in caller.post(sale("currency", "XXX")).json()["message"]
    asked = caller.post(sale("currency", "XXX"), **{"Accept-Language": "sv"})
    assert "rätta" in asked.json()["message"].lower()


def test_a_thousand_lines_are_one_invoice(caller: Caller) -> None:
    document = sale()
    document["lines"] *= 1000
    assert caller.post(document).json()["total"] == "198000.00"
    document["lines"] += document["lines"][:1]
    refused = caller.post(document | {"external_reference": "ORDER-2"})
    assert refused.json()["fields"][0]["field"] == "lines"


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
places = st.sampled_from(
    ["external_reference", "currency", "prices_include_vat", "customer", "customer.name",
     "customer.address", "customer.email", "lines", "lines.0", "lines.0.quantity",
     "lines.0.unit_price", "lines.0.sku", "lines.0.description", "lines.0.vat_rate"]
)  # fmt: skip


@given(path=places, value=anything)
@settings(max_examples=times(1.2), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_value_of_any_field_is_an_error_of_ours(caller: Caller, path: str, value: Any) -> None:
    assert caller.post(sale(path, value)).status_code in {200, 201, 422}
