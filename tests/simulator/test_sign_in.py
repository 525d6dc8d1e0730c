"""Consent and tokens under /oauth-v1."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.simulator.caller import TENANT, Caller, caller

RETURN = "http://127.0.0.1:9999/back"
ASKED = {
    "client_id": "simulator-client",
    "redirect_uri": RETURN,
    "scope": "order customer",
    "state": "s-1",
    "response_type": "code",
    "access_type": "offline",
    "account_type": "service",
}


def decide(fortnox: Caller, decision: str = "approve", **changes: str) -> dict[str, str]:
    """What the integration hears at its return address."""
    form = {**ASKED, "tenant": str(TENANT), "decision": decision, **changes}
    response = fortnox.http.post("/oauth-v1/auth", data=form)
    assert response.status_code == 302, response.text
    assert response.headers["location"].startswith(RETURN)
    answer = parse_qs(urlsplit(response.headers["location"]).query)
    return {name: values[0] for name, values in answer.items()}


def token(fortnox: Caller, *, secret: str = "simulator-secret", **form: str) -> Any:
    headers = {"TenantId": form.pop("tenant")} if "tenant" in form else {}
    auth = ("simulator-client", secret)
    return fortnox.http.post("/oauth-v1/token", data=form, auth=auth, headers=headers)


def pair(fortnox: Caller, **changes: str) -> dict[str, Any]:
    code = decide(fortnox, **changes)["code"]
    response = token(fortnox, grant_type="authorization_code", code=code, redirect_uri=RETURN)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_the_consent_page_names_integration_scopes_and_companies() -> None:
    response = caller(name="Granen & Co").http.get("/oauth-v1/auth", params=ASKED)

    assert response.status_code == 200
    for text in ("simulator-client", "Order", "Kunder", "Granen &amp; Co", "Godkänn", "Neka"):
        assert text in response.text


def test_a_code_becomes_a_pair_of_tokens_once() -> None:
    fortnox = caller()
    code = decide(fortnox)["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": RETURN}

    first, second = token(fortnox, **form), token(fortnox, **form)

    answer = first.json()
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", 3600)
    assert answer["scope"] == "order customer"
    assert {"access_token", "refresh_token"} <= set(answer)
    assert first.headers["cache-control"] == "no-store"
    assert (second.status_code, second.json()["error"]) == (400, "invalid_grant")


def test_the_state_comes_back() -> None:
    assert decide(caller())["state"] == "s-1"


def test_a_code_lives_for_ten_minutes() -> None:
    fortnox = caller()
    code = decide(fortnox)["code"]
    fortnox.http.post("/_simulator/clock", json={"advance_seconds": 601})

    response = token(fortnox, grant_type="authorization_code", code=code, redirect_uri=RETURN)

    assert response.json()["error"] == "invalid_grant"


def test_a_code_is_bound_to_its_return_address() -> None:
    fortnox = caller()
    code = decide(fortnox)["code"]

    response = token(fortnox, grant_type="authorization_code", code=code, redirect_uri=RETURN + "2")

    assert response.json()["error"] == "invalid_grant"


def test_no_is_access_denied() -> None:
    answer = decide(caller(), "deny")

    assert (answer["error"], answer["state"]) == ("access_denied", "s-1")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"scope": "order dragons"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "Order"}, "invalid_scope"),
        ({"state": ""}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"account_type": "robot"}, "invalid_request"),
    ],
)
def test_a_wrong_request_for_consent_goes_back(changes: dict[str, str], error: str) -> None:
    assert decide(caller(), **changes)["error"] == error


def test_a_scope_without_a_licence_fails_the_whole_consent() -> None:
    fortnox = caller(licences=["integration", "bookkeeping"])
    fortnox.state.grants.withdraw_all(TENANT)

    assert decide(fortnox)["error"] == "invalid_scope"
    assert decide(fortnox, scope="customer bookkeeping")["code"]


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "unknown"},
        {"redirect_uri": "https://example.com/back"},
        {"redirect_uri": "http://127.0.0.1:80@example.com/"},
        {"redirect_uri": ""},
    ],
)
def test_nothing_is_sent_to_an_address_that_is_not_registered(changes: dict[str, str]) -> None:
    fortnox = caller()

    for response in (
        fortnox.http.get("/oauth-v1/auth", params={**ASKED, **changes}),
        fortnox.http.post("/oauth-v1/auth", data={**ASKED, **changes, "decision": "approve"}),
    ):
        assert response.status_code == 400
        assert "location" not in response.headers


def test_wrong_credentials_are_json_called_plain_text() -> None:
    response = token(caller(), secret="wrong", grant_type="refresh_token")

    assert response.status_code == 401
    assert response.headers["content-type"] == "text/plain;charset=UTF-8"
    assert response.json() == {
        "error": "invalid_client",
        "error_description": "The client credentials are invalid",
    }


def test_a_wrong_refresh_token_is_json_called_html() -> None:
    response = token(caller(), grant_type="refresh_token", refresh_token="never issued")

    assert response.status_code == 400
    assert response.headers["content-type"] == "text/html; charset=UTF-8"
    assert response.json() == {
        "error": "invalid_grant",
        "error_description": "Invalid refresh token",
    }


def test_a_refresh_token_works_once_and_its_successor_lives_on() -> None:
    fortnox = caller()
    first = pair(fortnox)["refresh_token"]

    second = token(fortnox, grant_type="refresh_token", refresh_token=first).json()
    again = token(fortnox, grant_type="refresh_token", refresh_token=first)
    third = token(fortnox, grant_type="refresh_token", refresh_token=second["refresh_token"])

    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert third.status_code == 200


def test_a_refresh_token_lives_for_45_days() -> None:
    fortnox = caller()
    refresh_token = pair(fortnox)["refresh_token"]
    fortnox.http.post("/_simulator/clock", json={"advance_seconds": 45 * 86_400 + 1})

    response = token(fortnox, grant_type="refresh_token", refresh_token=refresh_token)

    assert response.json()["error"] == "invalid_grant"


def test_a_service_account_gets_access_without_a_refresh_token() -> None:
    fortnox = caller()
    decide(fortnox)

    answer = token(fortnox, grant_type="client_credentials", tenant=str(TENANT)).json()

    assert answer["scope"] == "order customer"
    assert "refresh_token" not in answer


def test_a_service_account_needs_a_consent_of_its_own_kind() -> None:
    fortnox = caller()
    form = {"grant_type": "client_credentials", "tenant": str(TENANT)}
    fortnox.state.grants.withdraw_all(TENANT)

    assert token(fortnox, **form).json()["error"] == "invalid_grant"
    fortnox.http.post(
        "/oauth-v1/auth",
        data={
            **{name: value for name, value in ASKED.items() if name != "account_type"},
            "tenant": str(TENANT),
            "decision": "approve",
        },
    )
    assert token(fortnox, **form).json()["error"] == "invalid_grant"
    decide(fortnox)
    assert token(fortnox, **form).status_code == 200
    assert token(fortnox, grant_type="client_credentials").json()["error"] == "invalid_request"


def test_an_unknown_grant_is_refused() -> None:
    assert token(caller(), grant_type="password").json()["error"] == "unsupported_grant_type"


def test_the_tenant_id_stands_in_the_access_token() -> None:
    fortnox = caller()
    claims, stands = fortnox.state.grants.read(pair(fortnox)["access_token"])

    assert stands
    assert claims is not None
    assert claims["tenantId"] == TENANT


def test_revoking_ends_every_token() -> None:
    fortnox = caller()
    tokens = pair(fortnox)
    fortnox.token = tokens["access_token"]
    assert fortnox.get("/customers")[0] == 200

    form = {"token_type_hint": "refresh_token", "token": tokens["refresh_token"]}
    revoked = fortnox.http.post(
        "/oauth-v1/revoke", data=form, auth=("simulator-client", "simulator-secret")
    )

    assert revoked.json() == {"revoked": True}
    assert fortnox.get("/customers") == (401, {"message": "unauthorized"})
    refreshed = token(fortnox, grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert refreshed.json()["error"] == "invalid_grant"
    service = token(fortnox, grant_type="client_credentials", tenant=str(TENANT))
    assert service.json()["error"] == "invalid_grant"


def test_a_token_from_before_a_revocation_stays_dead_after_a_new_consent() -> None:
    fortnox = caller()
    old = pair(fortnox)["access_token"]
    fortnox.state.grants.withdraw_all(TENANT)
    pair(fortnox)

    fortnox.token = old

    assert fortnox.get("/customers")[0] == 401


def test_old_tokens_keep_their_scopes_when_a_new_consent_widens_them() -> None:
    fortnox = caller()
    fortnox.token = pair(fortnox, scope="order")["access_token"]
    pair(fortnox, scope="order customer")

    assert fortnox.get("/customers")[0] == 403


def test_no_token_stands_in_the_list_of_token_requests() -> None:
    fortnox = caller()
    tokens = pair(fortnox)
    token(fortnox, secret="wrong", grant_type="refresh_token")

    listed = fortnox.http.get("/_simulator/token-requests")

    assert [entry["status"] for entry in listed.json()] == [200, 401]
    assert [entry["error"] for entry in listed.json()] == [None, "invalid_client"]
    assert tokens["access_token"] not in listed.text
    assert tokens["refresh_token"] not in listed.text
    assert fortnox.http.get("/_simulator/requests").json() == []
