"""The control plane: faults, clock, settings, reset."""

import json
from typing import Any

import pytest

from tests.simulator.caller import TENANT, Caller, caller, refusal

CUSTOMER = {"Customer": {"Name": "A"}}


def order(fortnox: Caller, **message: Any) -> Any:
    response = fortnox.http.post("/_simulator/faults", json=message)
    assert response.status_code == 200, response.text
    return response.json()


def test_a_status_fault_answers_instead_and_counts_down() -> None:
    fortnox = caller()
    order(fortnox, kind="status", status=500, count=2, method="post", path="/3/customers")

    statuses = [fortnox.post("/customers", CUSTOMER)[0] for _ in range(3)]

    assert statuses == [500, 500, 201]
    assert len(fortnox.company.shelves["customers"]) == 1
    assert fortnox.http.get("/_simulator/faults").json()[0]["struck"] == 2


def test_a_status_fault_can_carry_a_code() -> None:
    fortnox = caller()
    order(fortnox, kind="status", status=400, code=2003275, message="Ej autentiserad")

    status, body = fortnox.get("/customers")

    assert refusal((status, body)) == (400, 2003275)
    assert body["ErrorInformation"]["message"] == "Ej autentiserad"


@pytest.mark.parametrize(
    ("status", "body"),
    [(401, {"message": "unauthorized"}), (429, {"message": "too many requests"})],
)
def test_401_and_429_have_shapes_of_their_own(status: int, body: dict[str, str]) -> None:
    fortnox = caller()
    order(fortnox, kind="status", status=status)

    assert fortnox.get("/customers") == (status, body)


@pytest.mark.parametrize(
    ("message", "meets"),
    [
        ({"path": "/3/orders"}, False),
        ({"path": "customers$"}, True),
        ({"path": "^/3/(articles|customers)"}, True),
        ({"method": "GET"}, False),
        ({"tenant": TENANT}, True),
        ({"tenant": 1}, False),
        ({"probability": 0}, False),
    ],
)
def test_a_fault_meets_only_what_it_names(message: dict[str, Any], meets: bool) -> None:
    fortnox = caller()
    order(fortnox, kind="status", status=503, **message)

    assert (fortnox.post("/customers", CUSTOMER)[0] == 503) is meets


def test_chance_is_the_same_in_every_run_of_the_same_seed() -> None:
    runs = []
    for seed in (1, 1, 2):
        fortnox = caller()
        settings = fortnox.http.post("/_simulator/settings", json={"fault_seed": seed})
        assert settings.json()["fault_seed"] == seed
        order(fortnox, kind="status", probability=0.5)
        runs.append([fortnox.get("/customers")[0] for _ in range(40)])

    assert runs[0] == runs[1] != runs[2]
    assert set(runs[0]) == {200, 500}


def test_a_maintenance_page_is_html() -> None:
    fortnox = caller()
    order(fortnox, kind="maintenance")

    response = fortnox.send("GET", "/customers")

    assert response.status_code == 503
    assert response.headers["content-type"].startswith("text/html")


def test_a_cut_before_the_write_leaves_nothing() -> None:
    fortnox = caller()
    order(fortnox, kind="reset_before")

    with pytest.raises(ConnectionResetError):
        fortnox.post("/customers", CUSTOMER)

    assert not fortnox.company.shelves["customers"]
    assert fortnox.state.log.entries()[0]["status"] is None


def test_a_cut_after_the_write_leaves_the_document() -> None:
    fortnox = caller()
    order(fortnox, kind="reset_after", count=1)

    with pytest.raises(ConnectionResetError):
        fortnox.post("/customers", CUSTOMER)

    assert len(fortnox.company.shelves["customers"]) == 1
    entry = fortnox.state.log.entries()[0]
    assert (entry["status"], entry["fault"]) == (201, "reset_after")


def test_garbage_is_half_of_an_answer_whose_write_was_done() -> None:
    fortnox = caller()
    order(fortnox, kind="garbage")

    response = fortnox.send("POST", "/customers", CUSTOMER)

    assert response.headers["content-type"] == "application/json"
    with pytest.raises(json.JSONDecodeError):
        response.json()
    assert len(fortnox.company.shelves["customers"]) == 1


def test_a_delay_answers_in_the_end() -> None:
    fortnox = caller()
    order(fortnox, kind="delay", seconds=0.01)

    assert fortnox.get("/customers")[0] == 200


def test_faults_strike_the_token_endpoint_when_they_name_it() -> None:
    fortnox = caller()
    order(fortnox, kind="status", status=500, path="/oauth-v1/token", count=1)
    form = {"grant_type": "client_credentials"}
    sent: dict[str, Any] = {"data": form, "headers": {"TenantId": str(TENANT)}}
    auth = ("simulator-client", "simulator-secret")

    statuses = [
        fortnox.http.post("/oauth-v1/token", auth=auth, **sent).status_code for _ in range(2)
    ]

    assert statuses == [500, 200]


def test_a_refusal_of_the_token_endpoint_can_be_garbled_like_any_answer() -> None:
    fortnox = caller()
    order(fortnox, kind="garbage", path="/oauth-v1/token", count=1)

    answer = fortnox.http.post("/oauth-v1/token", data={"grant_type": "none"}, auth=("who", "me"))

    assert (answer.status_code, answer.content[-2:]) == (401, b"\x00<")
    [noted] = fortnox.http.get("/_simulator/token-requests").json()
    assert (noted["status"], noted["fault"], noted["error"]) == (401, "garbage", None)


def test_a_revoked_consent_and_expired_tokens_are_refused() -> None:
    fortnox = caller()
    order(fortnox, kind="expire_tokens", tenant=TENANT)
    assert fortnox.get("/customers")[0] == 401
    fortnox.token = fortnox.new_token()
    assert fortnox.get("/customers")[0] == 200

    order(fortnox, kind="revoke_consent", tenant=TENANT)

    assert fortnox.get("/customers")[0] == 401


def test_a_lagging_list_hides_what_is_new_while_a_get_shows_it() -> None:
    fortnox = caller()
    order(fortnox, kind="list_lag", seconds=60)
    fortnox.customer()

    assert fortnox.get("/customers")[1]["Customers"] == []
    assert fortnox.get("/customers/1")[0] == 200
    fortnox.http.delete("/_simulator/faults")
    assert len(fortnox.get("/customers")[1]["Customers"]) == 1


def test_a_deactivated_account_refuses_orders() -> None:
    fortnox = caller()
    fortnox.customer()
    order(fortnox, kind="deactivate_account", tenant=TENANT, number=3041)

    body = {"Order": {"CustomerNumber": "1", "OrderRows": [{"AccountNumber": 3041}]}}

    assert refusal(fortnox.post("/orders", body)) == (400, 2000550)


@pytest.mark.parametrize(
    ("path", "message", "field"),
    [
        ("faults", {}, "kind"),
        ("faults", {"kind": "earthquake"}, "kind"),
        ("faults", {"kind": "status", "colour": 1}, "colour"),
        ("faults", {"kind": "status", "status": "500"}, "status"),
        ("faults", {"kind": "status", "count": 0}, "count"),
        ("faults", {"kind": "status", "probability": 2}, "probability"),
        ("faults", {"kind": "status", "path": "("}, "path"),
        ("faults", {"kind": "delay", "seconds": -1}, "seconds"),
        ("faults", {"kind": "revoke_consent"}, "tenant"),
        ("faults", {"kind": "revoke_consent", "tenant": TENANT, "count": 1}, "count"),
        ("faults", {"kind": "revoke_consent", "tenant": 1}, "tenant"),
        ("faults", {"kind": "remove_licence", "tenant": TENANT, "licence": "x"}, "licence"),
        ("faults", {"kind": "deactivate_account", "tenant": TENANT, "number": 3099}, "number"),
        ("faults", [], "body"),
        ("clock", {}, "now"),
        ("clock", {"now": "tomorrow"}, "now"),
        ("clock", {"now": "2026-01-01T12:00:00"}, "now"),
        ("clock", {"advance_seconds": "1"}, "advance_seconds"),
        ("settings", {"rate": 1}, "rate"),
        ("settings", {"retry_after": 1}, "retry_after"),
        ("settings", {"variants": {"search": "one"}}, "variants.search"),
        ("settings", {"variants": {"search_parameters": "two"}}, "variants.search_parameters"),
        ("settings", {"variants": []}, "variants"),
        ("reset", {"seed": []}, "seed"),
        ("reset", {"seed": {"companies": []}}, "seed.companies"),
        ("reset", {"seed": {"companies": [{"tenant": 1}]}}, "companies.name"),
    ],
)
def test_a_message_that_cannot_be_followed_names_its_field(
    path: str, message: object, field: str
) -> None:
    response = caller().http.post(f"/_simulator/{path}", json=message)

    assert (response.status_code, response.json()["field"]) == (400, field)
    assert response.json()["error"].startswith(field)


def test_the_clock_can_be_put_and_moved_on() -> None:
    fortnox = caller()

    fortnox.http.post("/_simulator/clock", json={"now": "2027-12-31T23:30:00+01:00"})
    fortnox.token = fortnox.new_token()
    assert fortnox.order()["OrderDate"] == "2027-12-31"
    fortnox.http.post("/_simulator/clock", json={"advance_seconds": 3600})
    fortnox.token = fortnox.new_token()
    assert fortnox.order()["OrderDate"] == "2028-01-01"


def test_a_reset_starts_from_the_seed_again() -> None:
    fortnox = caller(customers=[{"Name": "Ur fröet"}])
    fortnox.customer()
    assert len(fortnox.company.shelves["customers"]) == 2

    overview = fortnox.http.post("/_simulator/reset", json={}).json()

    assert [company["customers"] for company in overview["companies"]] == [1]
    assert overview["companies"][0]["consents"] == []
    assert fortnox.get("/customers")[0] == 401


def test_a_seed_with_a_refused_document_changes_nothing() -> None:
    fortnox = caller()
    fortnox.customer()
    company = {
        "tenant": 1,
        "name": "B",
        "organisation_number": "1",
        "customers": [{"Name": "A"}, {"Mobile": "1"}],
    }

    response = fortnox.http.post("/_simulator/reset", json={"seed": {"companies": [company]}})

    assert response.json()["field"] == "companies.customers[1]"
    assert len(fortnox.company.shelves["customers"]) == 1


def test_the_overview_counts_what_each_company_holds() -> None:
    fortnox = caller()
    fortnox.order()

    company = fortnox.http.get("/_simulator/state").json()["companies"][0]

    assert (company["customers"], company["articles"], company["orders"]) == (1, 0, 1)
    assert company["accounts"] > 250
    assert company["consents"][0]["service"] is True
