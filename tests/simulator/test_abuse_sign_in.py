"""Nonsense at the sign-in: OAuth's own refusals, a page for a person, never a crash."""

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.caller import TENANT, Caller, caller

LONG = "9" * 5_000
ASKED = {
    "client_id": "simulator-client",
    "redirect_uri": "http://127.0.0.1:1/back",
    "state": "s",
    "response_type": "code",
    "account_type": "service",
    "scope": "customer",
}
GRANTS = st.sampled_from(["authorization_code", "refresh_token", "client_credentials", "", "\x00"])
FORM = st.dictionaries(
    st.sampled_from(["grant_type", "code", "refresh_token", "redirect_uri", "token", "scope", "x"])
    | st.text(max_size=5),
    GRANTS | st.text(max_size=20),
    max_size=5,
)


def credentials(fortnox: Caller) -> str:
    pair = f"{fortnox.client.id}:{fortnox.client.secret}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


def token(fortnox: Caller, **named: Any) -> tuple[int, str]:
    headers = {"Authorization": credentials(fortnox), **named.pop("headers", {})}
    response = fortnox.http.post(
        "/oauth-v1/token",
        headers=[(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
        **named,
    )
    return response.status_code, response.json()["error"]


@pytest.mark.parametrize(
    "authorization",
    [
        "Basic", "Basic ", "Basic ====", "Basic \xe5\xe4\xf6", "Basic w6U=", "Basic /////w==",
        "Basic Og==", "Bearer x", "\xff", f"Basic {LONG}",
    ],
)  # fmt: skip
def test_what_is_no_client_is_refused_as_such(authorization: str) -> None:
    fortnox = caller()

    answer = token(fortnox, headers={"Authorization": authorization})

    assert answer == (401, "invalid_client")


@pytest.mark.parametrize("tenant", ["", "x", "-1", "1.0", "²", "0", "9" * 400, "9" * 5_000])
def test_what_is_no_company_gets_no_token(tenant: str) -> None:
    answer = token(
        caller(), data={"grant_type": "client_credentials"}, headers={"TenantId": tenant}
    )

    assert answer in {(400, "invalid_request"), (400, "invalid_grant")}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff\xfe", b"grant_type", b"=&=&=", b"grant_type=%zz", b"grant_type=%00",
        b'{"grant_type":"client_credentials"}', b"grant_type=refresh_token;refresh_token=x",
    ],
)  # fmt: skip
def test_what_is_no_form_is_no_grant(body: bytes) -> None:
    assert token(caller(), content=body) == (400, "unsupported_grant_type")


@pytest.mark.parametrize("path", ["/oauth-v1/token", "/oauth-v1/revoke", "/oauth-v1/auth"])
def test_a_form_has_an_end(path: str) -> None:
    fortnox = caller()

    response = fortnox.http.post(path, content=b"a&" * 100_000)

    assert (response.status_code, response.json()) == (413, {"message": "request entity too large"})


@pytest.mark.parametrize("path", ["/oauth-v1/token", "/oauth-v1/revoke"])
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_tokens_are_only_posted_for(path: str, method: str) -> None:
    assert caller().http.request(method, path).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "", "http://[", "http://[::1", "http://127.0.0.1:x/", "http://127.0.0.1:99999/", "//",
        "http://127.0.0.1@evil.example/", "javascript:alert(1)", "http://127.0.0.1.evil.example/",
        "http://127.0.0.1\r\nX: y", "http://evil.example/\x00", "\ufffd",
    ],
)  # fmt: skip
def test_an_address_that_is_not_registered_is_never_gone_to(address: str) -> None:
    asked = {**ASKED, "redirect_uri": address, "decision": "approve", "tenant": str(TENANT)}
    fortnox = caller()

    shown = fortnox.http.get("/oauth-v1/auth", params=asked)
    decided = fortnox.http.post("/oauth-v1/auth", data=asked)

    assert (shown.status_code, decided.status_code) == (400, 400)
    assert "location" not in decided.headers


@pytest.mark.parametrize("tenant", ["", "x", "-1", "１", "²", "0", LONG])
def test_consent_for_no_company_is_no_consent(tenant: str) -> None:
    fortnox = caller()
    before = dict(fortnox.state.grants.records["consent"])

    response = fortnox.http.post(
        "/oauth-v1/auth", data={**ASKED, "decision": "approve", "tenant": tenant}
    )

    back = parse_qs(urlsplit(response.headers["location"]).query)
    assert back["error"] == ["access_denied"]
    assert fortnox.state.grants.records["consent"] == before


def test_markup_in_what_was_asked_stays_text() -> None:
    asked = {**ASKED, "state": '"><script>alert(1)</script>'}

    shown = caller().http.get("/oauth-v1/auth", params=asked)

    assert shown.status_code == 200
    assert "<script>alert" not in shown.text


FORTNOX = caller()


@given(form=FORM, tenant=st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"])))
def test_no_form_crashes_the_token_endpoint(form: dict[str, str], tenant: str) -> None:
    headers = [
        (b"Authorization", credentials(FORTNOX).encode()),
        (b"TenantId", tenant.strip().encode("latin-1")),
    ]
    for path in ("/oauth-v1/token", "/oauth-v1/revoke"):
        response = FORTNOX.http.post(path, data=form, headers=headers)
        assert response.status_code in {200, 400}
        assert isinstance(response.json(), dict)
