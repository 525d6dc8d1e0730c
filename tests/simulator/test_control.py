"""What the control plane tells of a company's documents."""

import pytest

from tests.simulator.caller import TENANT, caller


def test_all_documents_of_a_kind_are_told_whatever_the_list_shows_yet() -> None:
    fortnox = caller()
    fortnox.customer(Name="Bokhandeln")
    fortnox.customer(Name="Glasbruket")
    fortnox.http.post("/_simulator/faults", json={"kind": "list_lag", "seconds": 3600})
    assert fortnox.get("/customers")[1]["Customers"] == []

    told = fortnox.http.get("/_simulator/documents", params={"tenant": TENANT, "kind": "customers"})

    assert [card["Name"] for card in told.json()] == ["Bokhandeln", "Glasbruket"]
    assert all(not name.startswith("_") for name in told.json()[0])


def test_being_told_costs_no_request_of_the_company() -> None:
    fortnox = caller()
    fortnox.http.get("/_simulator/documents", params={"tenant": TENANT, "kind": "orders"})

    assert fortnox.state.log.entries() == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"tenant": "1", "kind": "orders"}, "tenant"),
        ({"kind": "orders"}, "tenant"),
        ({"tenant": "910001", "kind": "secrets"}, "kind"),
        ({"tenant": "910001"}, "kind"),
    ],
)
def test_an_unknown_company_or_kind_is_named(query: dict[str, str], field: str) -> None:
    answer = caller().http.get("/_simulator/documents", params=query)

    assert (answer.status_code, answer.json()["field"]) == (400, field)
