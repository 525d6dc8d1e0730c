"""Sign-in from before OAuth: a code, a token without an end, two headers; and the way out of it."""

from pathlib import Path
from typing import Any

import pytest

from fortnox_simulator.oauth.clients import Client
from fortnox_simulator.state import State
from fortnox_simulator.storage import SQLiteFile
from tests.simulator.caller import SCOPES, TENANT, Caller, caller, refusal

SECRET = "simulator-secret"
MISSING = {
    "ErrorInformation": {
        "Error": 1,
        "Message": "Kan inte logga in, access-token eller client-secret saknas.",
        "Code": 2000311,
    }
}
WRONG = {"ErrorInformation": {"Error": 1, "Message": "Ogiltig inloggning", "Code": 2000310}}
NEVER_GIVEN = "00000000-0000-4000-8000-000000000000"


def new_code(fortnox: Caller, *scopes: str) -> str:
    message = {"tenant": TENANT, "scopes": list(scopes or SCOPES)}
    answer = fortnox.http.post("/_simulator/authorization-code", json=message)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["authorization_code"])


def exchange(fortnox: Caller, code: str, *, secret: str = SECRET) -> Any:
    headers = {"Authorization-Code": code, "Client-Secret": secret}
    return fortnox.http.get("/3/", headers=headers)


def new_token(fortnox: Caller, *scopes: str) -> str:
    return str(exchange(fortnox, new_code(fortnox, *scopes)).json()["Authorization"]["AccessToken"])


def call(fortnox: Caller, token: str | None, *, secret: str | None = SECRET, **named: Any) -> Any:
    """GET /3/customers with the old headers, those that are given."""
    given = {"Access-Token": token, "Client-Secret": secret, **named}
    headers = {name: value for name, value in given.items() if value is not None}
    return fortnox.http.get("/3/customers", headers=headers)


def advance(fortnox: Caller, *, days: float) -> None:
    fortnox.http.post("/_simulator/clock", json={"advance_seconds": days * 86_400})


def fault(fortnox: Caller, **message: Any) -> None:
    assert fortnox.http.post("/_simulator/faults", json=message).status_code == 200


def migrate(fortnox: Caller, token: str, *, client: str = "", secret: str = SECRET) -> Any:
    form, auth = {"access_token": token}, (client or "simulator-client", secret)
    return fortnox.http.post("/oauth-v1/migrate", data=form, auth=auth)


def test_a_code_gives_a_token_that_opens_the_api() -> None:
    fortnox = caller(customers=[{"Name": "Kund"}])
    token = new_token(fortnox)

    answer = call(fortnox, token)

    assert (answer.status_code, answer.json()["Customers"][0]["Name"]) == (200, "Kund")
    assert fortnox.state.log.entries()[-1]["tenant"] == TENANT


def test_a_code_that_is_used_again_ends_the_connection() -> None:
    fortnox = caller()
    code = new_code(fortnox)
    token = exchange(fortnox, code).json()["Authorization"]["AccessToken"]

    assert exchange(fortnox, code).status_code == 403
    assert call(fortnox, token).status_code == 403
    assert exchange(fortnox, code).status_code == 403


def test_a_code_lives_for_seven_days() -> None:
    fortnox = caller()
    early, late = new_code(fortnox), new_code(fortnox)

    advance(fortnox, days=6.9)
    assert exchange(fortnox, early).status_code == 200
    advance(fortnox, days=0.2)
    assert exchange(fortnox, late).status_code == 403


def test_a_code_belongs_to_its_integration() -> None:
    fortnox = caller()
    fortnox.state.clients["other"] = Client(id="other", secret="other-secret")
    code = new_code(fortnox)

    assert exchange(fortnox, code, secret="other-secret").status_code == 403
    assert exchange(fortnox, NEVER_GIVEN).status_code == 403
    assert exchange(fortnox, code).status_code == 200, "those tries did not use it up"


def test_an_integration_has_one_token_per_company() -> None:
    fortnox = caller()
    first, second = new_token(fortnox), new_token(fortnox)

    assert call(fortnox, first).json() == WRONG
    assert call(fortnox, second).status_code == 200


def test_a_token_does_not_expire() -> None:
    fortnox = caller()
    token = new_token(fortnox)

    advance(fortnox, days=4_000)
    fault(fortnox, kind="expire_tokens", tenant=TENANT)

    assert call(fortnox, token).status_code == 200
    assert fortnox.get("/customers")[0] == 401, "the OAuth token of the same client does"


@pytest.mark.parametrize(
    ("token", "secret", "expected"),
    [
        (None, SECRET, MISSING),
        (NEVER_GIVEN, None, MISSING),
        ("not-a-uuid", SECRET, MISSING),
        (NEVER_GIVEN, SECRET, WRONG),
    ],
)
def test_missing_and_wrong_headers_are_told_apart(
    token: str | None, secret: str | None, expected: object
) -> None:
    answer = call(caller(), token, secret=secret)

    assert (answer.status_code, answer.json()) == (403, expected)


def test_a_token_needs_its_own_integrations_secret() -> None:
    fortnox = caller()

    assert call(fortnox, new_token(fortnox), secret="another").json() == WRONG


def test_an_authorization_header_goes_before_the_old_ones() -> None:
    fortnox = caller()
    token = new_token(fortnox)

    answer = call(fortnox, token, Authorization="Bearer expired")

    assert (answer.status_code, answer.json()) == (401, {"message": "unauthorized"})


def test_scopes_and_licences_hold_as_for_oauth() -> None:
    fortnox = caller()
    token = new_token(fortnox, "order")
    headers = {"Access-Token": token, "Client-Secret": SECRET}

    assert call(fortnox, token).json()["ErrorInformation"]["Code"] == 2000663
    assert fortnox.http.get("/3/orders", headers=headers).status_code == 200
    fault(fortnox, kind="remove_licence", tenant=TENANT, licence="order")
    refused = fortnox.http.get("/3/orders", headers=headers)
    assert refusal((refused.status_code, refused.json())) == (400, 2001101)


def test_the_rate_counts_a_client_however_it_signs_in() -> None:
    fortnox = caller(rate_limit=3)
    token = new_token(fortnox)

    assert fortnox.get("/customers")[0] == 200
    assert [call(fortnox, token).status_code for _ in range(3)] == [200, 200, 429]


def test_revoking_the_consent_ends_code_and_token() -> None:
    fortnox = caller()
    token, code = new_token(fortnox), new_code(fortnox)

    fault(fortnox, kind="revoke_consent", tenant=TENANT)

    assert call(fortnox, token).json() == WRONG
    assert exchange(fortnox, code).status_code == 403


def test_a_fault_in_place_of_the_answer_leaves_the_code_unspent() -> None:
    fortnox = caller()
    code = new_code(fortnox)
    fault(fortnox, kind="maintenance", count=1)

    assert exchange(fortnox, code).status_code == 503
    assert exchange(fortnox, code).status_code == 200


def test_no_code_or_token_stands_in_what_the_control_plane_tells() -> None:
    fortnox = caller()
    code = new_code(fortnox)
    token = exchange(fortnox, code).json()["Authorization"]["AccessToken"]
    call(fortnox, token)

    told = [fortnox.http.get(f"/_simulator/{what}") for what in ("requests", "token-requests")]

    assert [entry["path"] for entry in told[0].json()] == ["/3/customers"]
    assert [entry["grant_type"] for entry in told[1].json()] == ["authorization-code"]
    assert not any(secret in answer.text for secret in (code, token) for answer in told)


def test_codes_and_tokens_outlive_a_restart(tmp_path: Path) -> None:
    storage = SQLiteFile(tmp_path / "simulator.sqlite3")
    fortnox = Caller(State(storage=storage))
    token, code = new_token(fortnox), new_code(fortnox)
    storage.close()

    again = Caller(State(storage=SQLiteFile(tmp_path / "simulator.sqlite3")))

    assert call(again, token).status_code == 200
    assert exchange(again, code).status_code == 200
    again.state.storage.close()


def test_the_old_sign_in_can_be_ended_as_announced_for_2025() -> None:
    fortnox = caller()
    token, code = new_token(fortnox), new_code(fortnox)
    fortnox.state.variants.choose({"legacy_sign_in": "ended"})

    assert call(fortnox, token).json() == WRONG
    assert exchange(fortnox, code).status_code == 403
    assert fortnox.get("/customers")[0] == 200


def test_a_migrated_token_gives_a_pair_and_ends() -> None:
    fortnox = caller()
    token = new_token(fortnox, "customer", "order")

    answer = migrate(fortnox, token)

    pair = answer.json()
    assert (answer.status_code, pair["scope"], pair["expires_in"]) == (200, "customer order", 3600)
    assert call(fortnox, token).json() == WRONG
    fortnox.token = pair["access_token"]
    assert fortnox.get("/customers")[0] == 200
    form = {"grant_type": "refresh_token", "refresh_token": pair["refresh_token"]}
    refreshed = fortnox.http.post("/oauth-v1/token", data=form, auth=("simulator-client", SECRET))
    assert refreshed.status_code == 200


def test_a_token_is_migrated_once() -> None:
    fortnox = caller()
    token = new_token(fortnox)
    migrate(fortnox, token)

    again = migrate(fortnox, token)

    assert refusal((again.status_code, again.json())) == (400, 2003241)


def test_migrating_leaves_a_service_account_one() -> None:
    fortnox = caller()
    migrate(fortnox, new_token(fortnox))

    assert fortnox.new_token()


def test_a_migration_is_refused_as_documented() -> None:
    fortnox = caller()
    fortnox.state.clients["other"] = Client(id="other", secret="other-secret")
    token = new_token(fortnox)

    assert told(migrate(fortnox, token, secret="wrong")) == (401, "Invalid authorization")
    assert told(migrate(fortnox, NEVER_GIVEN)) == (404, "Access-token not found")
    assert told(migrate(fortnox, token, client="other", secret="other-secret")) == (
        403,
        "Not allowed to create JWT for given access-token",
    )
    fault(fortnox, kind="remove_licence", tenant=TENANT, licence="integration")
    assert told(migrate(fortnox, token)) == (
        403,
        "Not allowed to create JWT, due to missing license",
    )


def told(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["message"]


def test_a_code_holds_all_of_the_clients_scopes_unless_told() -> None:
    fortnox = caller()
    answer = fortnox.http.post("/_simulator/authorization-code", json={"tenant": TENANT})
    token = exchange(fortnox, answer.json()["authorization_code"]).json()["Authorization"]

    pair = migrate(fortnox, token["AccessToken"]).json()

    assert pair["scope"].split() == sorted(fortnox.client.scopes)


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({"tenant": 1}, "tenant"),
        ({"tenant": TENANT, "scopes": []}, "scopes"),
        ({"tenant": TENANT, "scopes": ["everything"]}, "scopes"),
        ({"tenant": TENANT, "scopes": [{}]}, "scopes"),
        ({"tenant": TENANT, "client_id": "nobody"}, "client_id"),
    ],
)
def test_a_code_that_cannot_be_made_is_refused_with_the_field(
    message: dict[str, Any], field: str
) -> None:
    answer = caller().http.post("/_simulator/authorization-code", json=message)

    assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_a_company_with_a_token_counts_as_connected() -> None:
    fortnox = caller()
    fortnox.state.grants.withdraw_all(TENANT)
    assert "Ej kopplad" in fortnox.http.get("/").text

    new_token(fortnox)

    assert "Ej kopplad" not in fortnox.http.get("/").text
