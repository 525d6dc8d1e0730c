"""Who is let in, what is logged, how answers look on the wire."""

import pytest

from tests.simulator.caller import TENANT, caller, refusal
from tests.simulator.in_process import client


def test_without_a_token_of_its_own_the_answer_is_no_error_information() -> None:
    fortnox = caller()

    for token in ("", "nonsense", "a.b.c", fortnox.token + "x"):
        response = fortnox.http.get("/3/customers", headers={"Authorization": f"Bearer {token}"})
        assert (response.status_code, response.text) == (401, '{"message":"unauthorized"}')
    assert fortnox.http.get("/3/customers").status_code == 401


def test_an_access_token_lives_for_an_hour() -> None:
    fortnox = caller()
    fortnox.http.post("/_simulator/clock", json={"advance_seconds": 3590})
    assert fortnox.get("/customers")[0] == 200

    fortnox.http.post("/_simulator/clock", json={"advance_seconds": 11})

    assert fortnox.get("/customers")[0] == 401


def test_each_resource_needs_its_scope() -> None:
    fortnox = caller()
    scopes = {
        "/customers": "customer",
        "/articles": "article",
        "/orders": "order",
        "/invoices": "invoice",
        "/companyinformation": "companyinformation",
        "/accounts": "bookkeeping",
        "/financialyears": "bookkeeping",
        "/units": "settings",
    }
    for path, scope in scopes.items():
        for given, status in ((scope, 200), ("profile", 403)):
            fortnox.state.grants.give_consent(
                client=fortnox.client, tenant=TENANT, scopes=[given], service=True
            )
            fortnox.token = fortnox.new_token()
            assert fortnox.get(path)[0] == status
        assert refusal(fortnox.get(path)) == (403, 2000663)


def test_a_lost_licence_closes_its_resource() -> None:
    fortnox = caller()
    fault = {"kind": "remove_licence", "tenant": TENANT}

    fortnox.http.post("/_simulator/faults", json={**fault, "licence": "order"})
    assert refusal(fortnox.get("/orders")) == (400, 2001101)
    fortnox.http.post("/_simulator/faults", json={**fault, "licence": "invoice"})
    assert refusal(fortnox.get("/invoices")) == (400, 2001101)
    assert fortnox.get("/customers")[0] == 200
    fortnox.http.post("/_simulator/faults", json={**fault, "licence": "integration"})
    assert refusal(fortnox.get("/customers")) == (403, 2001103)


@pytest.mark.parametrize("path", ["", "/", "/dragons", "/customers/1/2", "/orders/1/explode"])
def test_an_unknown_route_is_not_found(path: str) -> None:
    assert refusal(caller().get(path)) == (404, 2000764)


def test_a_slash_at_the_end_is_no_matter() -> None:
    assert caller().get("/customers/")[0] == 200


def test_types_other_than_json_are_refused() -> None:
    fortnox = caller()

    pdf = fortnox.send("GET", "/customers", headers={"Accept": "application/pdf"})
    xml = fortnox.send(
        "POST", "/customers", content=b"<a/>", headers={"Content-Type": "application/xml"}
    )

    assert pdf.json()["ErrorInformation"]["code"] == 1000030
    assert xml.json()["ErrorInformation"]["code"] == 1000031


def test_answers_escape_slashes_and_letters_and_carry_the_recorded_headers() -> None:
    fortnox = caller()

    response = fortnox.send("POST", "/customers", {"Customer": {"Name": "Åsa/Öst"}})

    assert '"Name":"\\u00c5sa\\/\\u00d6st"' in response.text
    assert response.headers["location"] == "customers"
    assert response.headers["content-type"] == "application/json"
    assert len(response.headers["x-uid"]) == 8
    assert response.headers["x-rack-responsetime"].isdecimal()


def test_every_request_is_logged_with_its_bodies() -> None:
    fortnox = caller()
    fortnox.customer(Name="Kund")
    fortnox.get("/customers?name=Kund")
    fortnox.http.get("/3/orders")

    entries = fortnox.http.get("/_simulator/requests").json()

    assert [(e["method"], e["path"], e["status"], e["tenant"]) for e in entries] == [
        ("POST", "/3/customers", 201, TENANT),
        ("GET", "/3/customers", 200, TENANT),
        ("GET", "/3/orders", 401, None),
    ]
    assert entries[0]["request_body"] == '{"Customer":{"Name":"Kund"}}'
    assert '"Name":"Kund"' in entries[0]["answer_body"]
    assert entries[1]["query"] == {"name": "Kund"}
    assert fortnox.token not in str(entries)


def test_the_log_can_be_narrowed_and_emptied() -> None:
    fortnox = caller()
    for _ in range(3):
        fortnox.get("/customers")

    def ids(query: str) -> list[int]:
        return [e["id"] for e in fortnox.http.get(f"/_simulator/requests?{query}").json()]

    assert ids(f"tenant={TENANT}") == [1, 2, 3]
    assert ids("tenant=1") == []
    assert ids("since=1") == [2, 3]
    assert ids("last=1") == [3]
    fortnox.http.delete("/_simulator/requests")
    assert ids("") == []


def test_a_fault_of_the_simulators_own_is_a_system_exception() -> None:
    fortnox = caller()
    fortnox.company.shelves["customers"].load("1", {})
    fortnox.http = client(fortnox.app, raises=False)

    response = fortnox.send("GET", "/customers/1")

    assert response.status_code == 500
    assert response.json()["ErrorInformation"]["code"] == 1000003
