"""Recorded lists: a company is filled with what they show, and must list it as Fortnox did.

What stood on the pages that were not recorded is filled up with documents of no consequence, so
that also the counts of pages and resources are compared.
"""

import json
from typing import Any

import pytest

from tests.simulator.caller import Caller, caller
from tests.simulator.replaying import RECORDINGS, Replay, compare, path

OF_NO_CONSEQUENCE = {"CustomerNumber": "1", "OrderDate": "2016-12-31"}
YEAR = {"FromDate": "2016-01-01", "ToDate": "2016-12-31"}


def recording(name: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((RECORDINGS / f"{name}.json").read_text("utf-8"))
    return parsed


def replayed(fortnox: Caller, name: str) -> None:
    recorded = recording(name)
    status, ours = fortnox.get(path(recorded))
    assert status == recorded["response"]["status"]
    compare(recorded["response"]["body_json"], ours, Replay(name))


def fill_up(fortnox: Caller, kind: str, name: str) -> int:
    """How many documents the company had besides those on the recorded page."""
    listed = recording(name)["response"]["body_json"]
    total = listed["MetaInformation"]["@TotalResources"]
    return int(total) - len(fortnox.company.shelves[kind])


@pytest.mark.parametrize("name", ["customer_list", "customer_search_name"])
def test_customers_are_listed_as_recorded(name: str) -> None:
    fortnox = caller()
    for card in recording(name)["response"]["body_json"]["Customers"]:
        fields = {field: value for field, value in card.items() if field != "@url" and value}
        fields |= {"Phone1": fields.pop("Phone")} if "Phone" in fields else {}
        fortnox.customer(**fields)
    for _ in range(fill_up(fortnox, "customers", name)):
        fortnox.customer(Name="Arthur Dent")

    replayed(fortnox, name)


def test_orders_are_listed_as_recorded() -> None:
    listed = recording("order_list")["response"]["body_json"]["Orders"]
    numbers = {order["CustomerNumber"] for order in listed}
    projects = {order["Project"]: "Projekt" for order in listed if order["Project"]}
    fortnox = caller(
        customers=[{"CustomerNumber": number, "Name": "Kund"} for number in sorted(numbers)],
        projects=projects,
        financial_years=[YEAR],
    )
    for order in listed:
        order_like(order, fortnox)
    for _ in range(fill_up(fortnox, "orders", "order_list")):
        fortnox.order(**OF_NO_CONSEQUENCE)

    replayed(fortnox, "order_list")


def order_like(order: dict[str, Any], fortnox: Caller) -> None:
    """Its total as one row without VAT: the list does not show how it came about."""
    states = {"@url", "Cancelled", "Sent", "OrderType", "Total"}
    fields = {name: value for name, value in order.items() if name not in states and value}
    fortnox.order({"Price": order["Total"], "DeliveredQuantity": 1, "VAT": 0}, **fields)
    for state, action in (("Cancelled", "cancel"), ("Sent", "externalprint")):
        if order[state]:
            assert fortnox.put(f"/orders/{order['DocumentNumber']}/{action}")[0] == 200
