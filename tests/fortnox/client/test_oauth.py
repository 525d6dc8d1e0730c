"""The authorization server: questions as documented, answers as recorded."""

import base64
import json
import traceback
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from tamio.fortnox.client import (
    SCOPES,
    ConsentRefused,
    FortnoxError,
    InvalidClient,
    InvalidGrant,
    Malformed,
    NotSent,
    OAuthError,
    RateLimited,
    Tokens,
    Unavailable,
    oauth_error,
)
from tests.fortnox.client.far_side import NOON, FarSide, answered, oauth, recorded

REFRESH_TOKEN, CODE = "the-refresh-token", "the-code-of-ten-minutes"


def jwt(claims: object) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': 'HS256'})}.{part(claims)}.c2lnbmF0dXJl"


def granted(**changes: object) -> httpx2.Response:
    fields = {
        "access_token": jwt({"tenantId": 1234567}),
        "expires_in": 3600,
        "token_type": "bearer",
        "scope": "article order",
        "refresh_token": "the-next-refresh-token",
    }
    return answered(200, {**fields, **changes})


def form_of(request: httpx2.Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(request.content.decode()).items()}


def test_the_person_is_sent_to_the_consent_page() -> None:
    url = oauth(FarSide()).authorization_url(
        redirect_uri="https://shop.example/fortnox/back?a=1",
        state="s t/1",
        scopes=SCOPES,
        service_account=True,
    )

    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == (
        "https://apps.fortnox.se/oauth-v1/auth"
    )
    assert parse_qs(parts.query) == {
        "client_id": ["the-client"],
        "redirect_uri": ["https://shop.example/fortnox/back?a=1"],
        "scope": ["article companyinformation customer order bookkeeping"],
        "state": ["s t/1"],
        "access_type": ["offline"],
        "response_type": ["code"],
        "account_type": ["service"],
    }
    assert "+" not in parts.query


def test_without_a_service_account_no_account_type_is_asked_for() -> None:
    url = oauth(FarSide()).authorization_url(
        redirect_uri="https://shop.example/", state="s", scopes=["order"], service_account=False
    )

    assert "account_type" not in url


def test_a_consent_without_state_is_not_asked_for() -> None:
    with pytest.raises(ValueError, match="state"):
        oauth(FarSide()).authorization_url(
            redirect_uri="https://shop.example/", state="", service_account=True
        )


def test_a_code_is_exchanged_with_its_redirect_uri_and_basic_credentials() -> None:
    far_side = FarSide(granted())

    tokens = oauth(far_side).exchange_code(code="c", redirect_uri="https://shop.example/back")

    (request,) = far_side.requests
    assert (request.method, str(request.url)) == ("POST", "https://apps.fortnox.se/oauth-v1/token")
    assert request.headers["Authorization"] == (
        "Basic " + base64.b64encode(b"the-client:the-client-secret").decode()
    )
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert form_of(request) == {
        "grant_type": "authorization_code",
        "code": "c",
        "redirect_uri": "https://shop.example/back",
    }
    assert tokens.refresh_token == "the-next-refresh-token"
    assert tokens.expires_at == NOON + timedelta(hours=1)
    assert tokens.scopes == {"article", "order"}
    assert tokens.tenant_id == "1234567"


def test_a_refresh_gives_the_next_pair_and_waits_for_it_for_minutes() -> None:
    far_side = FarSide(recorded("auth_token_refresh_200"))

    tokens = oauth(far_side).refresh(refresh_token="old")

    (request,) = far_side.requests
    assert form_of(request) == {"grant_type": "refresh_token", "refresh_token": "old"}
    waits = request.extensions["timeout"]
    # Until long after an answer must have come; a connection that died silently is not for ever.
    assert waits["read"] >= 120
    assert waits["connect"] + waits["write"] + waits["read"] < 5 * 60
    assert (tokens.access_token, tokens.refresh_token) == ("<ACCESS_TOKEN>", "<REFRESH_TOKEN>")
    assert "customer" in tokens.scopes
    assert tokens.tenant_id is None


def test_client_credentials_name_the_tenant_and_have_no_refresh_token() -> None:
    far_side = FarSide(granted(refresh_token=None))

    tokens = oauth(far_side).client_credentials(tenant_id="1234567")

    (request,) = far_side.requests
    assert request.headers["TenantId"] == "1234567"
    assert form_of(request) == {"grant_type": "client_credentials"}
    assert tokens.refresh_token is None


def test_a_revocation_is_believed_only_when_confirmed() -> None:
    far_side = FarSide(answered(200, {"revoked": True}), answered(200, {"revoked": False}))
    client = oauth(far_side)

    client.revoke(refresh_token="r")
    with pytest.raises(OAuthError, match="not_revoked"):
        client.revoke(refresh_token="r")

    assert far_side.paths == ["/oauth-v1/revoke"] * 2
    assert form_of(far_side.requests[0]) == {"token_type_hint": "refresh_token", "token": "r"}


def test_an_error_is_read_whatever_its_content_type() -> None:
    wrong_client = recorded("auth_token_refresh_401_invalid_client")
    used = httpx2.Response(
        400, html='{"error":"invalid_grant","error_description":"Invalid refresh token"}'
    )
    client = oauth(FarSide(wrong_client, used))

    with pytest.raises(InvalidClient) as of_client:
        client.refresh(refresh_token="r")
    with pytest.raises(InvalidGrant) as of_grant:
        client.refresh(refresh_token="r")

    assert (of_client.value.status, of_client.value.request_id) == (401, "d8176676")
    assert of_grant.value.description == "Invalid refresh token"
    assert str(of_grant.value).startswith("invalid_grant: Invalid refresh token")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("access_denied", ConsentRefused),
        ("invalid_scope", ConsentRefused),
        ("consent_required", ConsentRefused),
        ("unauthorized_client", ConsentRefused),
        ("invalid_grant", InvalidGrant),
        ("invalid_client", InvalidClient),
        ("server_error", OAuthError),
    ],
)
def test_an_error_in_the_redirect_has_the_same_kinds(error: str, kind: type[OAuthError]) -> None:
    told = oauth_error(error=error, description="why")

    assert type(told) is kind
    assert (told.error, told.description) == (error, "why")


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (httpx2.ConnectError("refused"), NotSent),
        (httpx2.ReadError("reset"), Unavailable),
        (httpx2.ReadTimeout("timed out"), Unavailable),
        (httpx2.Response(503, html="<h1>Underhåll</h1>"), Unavailable),
        (httpx2.Response(200, html="<h1>Underhåll</h1>"), Unavailable),
        (httpx2.Response(400, html="<h1>Fel</h1>"), Unavailable),
        (answered(500, {"error": "invalid_grant"}), Unavailable),
        (answered(302, {"error": "invalid_grant"}), Unavailable),
        (answered(429, {"error": "slow_down"}, Retry_After="3"), RateLimited),
    ],
    ids=str,
)
def test_a_server_in_trouble_is_no_verdict_on_the_token(
    trouble: Exception | httpx2.Response, kind: type[FortnoxError]
) -> None:
    with pytest.raises(FortnoxError) as caught:
        oauth(FarSide(trouble)).refresh(refresh_token="r")

    assert type(caught.value) is kind


@pytest.mark.parametrize(
    "changes", [{"access_token": None}, {"access_token": 7}, {"expires_in": "soon"}]
)
def test_a_token_answer_of_another_shape_names_the_field_and_shows_no_value(
    changes: dict[str, object],
) -> None:
    with pytest.raises(Malformed) as caught:
        oauth(FarSide(granted(**changes))).refresh(refresh_token="r")

    assert next(iter(changes)) in caught.value.message
    assert "the-next-refresh-token" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "access_token",
    ["opaque", "a.b.c", "a.!!!.c", jwt(["tenantId"]), jwt({}), jwt({"tenantId": None}), "å.ä.ö"],
)
def test_a_token_that_claims_no_tenant_has_none(access_token: str) -> None:
    tokens = oauth(FarSide(granted(access_token=access_token))).refresh(refresh_token="r")

    assert tokens.tenant_id is None


def test_tokens_show_no_secret() -> None:
    tokens = Tokens(
        access_token="an-access-token",
        refresh_token="a-refresh-token",
        expires_at=NOON,
        scopes=frozenset({"order"}),
        tenant_id="1",
    )

    assert "an-access-token" not in repr(tokens) + str(tokens)
    assert "a-refresh-token" not in repr(tokens) + str(tokens)


@pytest.mark.parametrize(
    "trouble",
    [
        httpx2.ReadError("reset"),
        answered(400, {"error": "invalid_grant", "error_description": f"{REFRESH_TOKEN} {CODE}"}),
        answered(500),
    ],
    ids=str,
)
def test_an_error_shows_none_of_the_secrets_that_were_sent(
    trouble: Exception | httpx2.Response,
) -> None:
    client = oauth(FarSide(trouble, trouble))

    with pytest.raises(FortnoxError) as of_refresh:
        client.refresh(refresh_token=REFRESH_TOKEN)
    with pytest.raises(FortnoxError) as of_code:
        client.exchange_code(code=CODE, redirect_uri="https://shop.example/")

    assert REFRESH_TOKEN not in "".join(traceback.format_exception(of_refresh.value))
    assert CODE not in "".join(traceback.format_exception(of_code.value))
    assert of_refresh.value.__context__ is None
