"""Lists with every field of their description, where this is chosen."""

from typing import Any

import pytest

from fortnox_simulator.fields.tables import table
from tests.simulator.caller import Caller, caller

PATHS = {
    "Article": "/articles",
    "Customer": "/customers",
    "Invoice": "/invoices",
    "Order": "/orders",
}
JSON_TYPES: dict[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "date": (str,),
    "integer": (int,),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}


def described() -> Caller:
    fortnox = caller()
    fortnox.state.variants.choose({"listed_documents": "described"})
    fortnox.customer(Phone1="090-1", SalesAccount="3001", InvoiceFreight="49.50")
    fortnox.article(Description="Te", QuantityInStock=3, PurchasePrice=12.5, StockAccount=1460)
    row = {"ArticleNumber": "1", "Price": 100, "DeliveredQuantity": 1}
    fortnox.order(row, Freight=40, CurrencyUnit=1)
    fortnox.invoice(row)
    return fortnox


def item(fortnox: Caller, resource: str) -> dict[str, Any]:
    listed: dict[str, Any] = fortnox.get(PATHS[resource])[1][f"{resource}s"][0]
    return listed


@pytest.mark.parametrize("resource", PATHS)
def test_a_listed_document_has_every_field_in_the_described_type(resource: str) -> None:
    listed = item(described(), resource)

    fields = table(f"{resource}List")
    assert list(listed) == list(fields)
    for name, value in listed.items():
        assert value is None or type(value) in JSON_TYPES[fields[name].type], name
    assert listed["@url"] == f"https://api.fortnox.se/3{PATHS[resource]}/1"


@pytest.mark.parametrize("resource", PATHS)
def test_it_is_the_document_that_is_listed(resource: str) -> None:
    fortnox = described()

    single = fortnox.get(f"{PATHS[resource]}/1")[1][resource]

    listed = item(fortnox, resource)
    shared = [name for name in listed if name in single and single[name] is not None]
    assert len(shared) > 30
    for name in shared:
        assert str(listed[name]) == str(single[name]) or float(listed[name]) == float(single[name])


def test_types_drift_between_a_document_and_its_place_in_a_list() -> None:
    fortnox = described()

    article, customer = item(fortnox, "Article"), item(fortnox, "Customer")

    assert (article["PurchasePrice"], article["VAT"]) == ("12.5", "25")
    assert article["StockAccount"] == "1460"
    assert article["QuantityInStock"] == 3
    assert (customer["SalesAccount"], customer["InvoiceFreight"]) == (3001, 49.5)
    assert (customer["Phone"], customer["Address1"]) == ("090-1", "")


def test_a_text_that_is_no_number_is_none_in_a_list_of_numbers() -> None:
    fortnox = described()
    fortnox.put("/customers/1", {"Customer": {"InvoiceFreight": "gratis"}})

    assert item(fortnox, "Customer")["InvoiceFreight"] is None


def test_lists_have_the_recorded_fields_again_when_those_are_chosen() -> None:
    fortnox = described()

    message = {"variants": {"listed_documents": "recorded"}}
    fortnox.http.post("/_simulator/settings", json=message)

    lengths = {name: len(item(fortnox, name)) for name in PATHS}
    assert lengths == {"Article": 15, "Customer": 10, "Invoice": 27, "Order": 14}
