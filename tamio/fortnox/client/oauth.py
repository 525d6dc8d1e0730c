"""OAuth 2.0 with Fortnox: consent, tokens, revocation."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlencode

import httpx2

from tamio.fortnox.client.authorization_server import AuthorizationServer
from tamio.fortnox.client.connections import pool
from tamio.fortnox.client.errors import OAuthError
from tamio.fortnox.client.tokens import Tokens, tokens_from
from tamio.fortnox.client.transport import DEFAULT_TIMEOUT, Clock, utc_now

AUTH_URL = "https://apps.fortnox.se/oauth-v1"
SCOPES = ("article", "companyinformation", "customer", "order", "bookkeeping")
"""All that Tamio needs: one scope without a licence would fail the whole consent."""
INVOICE_SCOPE = "invoice"
"""Asked for besides them only where a merchant wants credit invoices to be made."""

# A refresh that we give up waiting for may have rotated the token, and the new one would be lost.
# But a connection that died without a word would be waited for until the process ends.
_UNTIL_ANSWERED = httpx2.Timeout(connect=10, write=30, read=240, pool=10)


class OAuth:
    """One registered integration. Repeats nothing and keeps no token.

    What asks the server raises an OAuthError, NotSent (safe to repeat), Unavailable (no usable
    answer: a code or refresh token may be spent), RateLimited or Malformed.
    """

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        auth_url: str = AUTH_URL,
        http: httpx2.Client | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self._client_id = client_id
        self._http = http or pool()
        self._owns_http = http is None
        self._server = AuthorizationServer(
            url=auth_url.rstrip("/"),
            credentials=httpx2.BasicAuth(client_id, client_secret),
            http=self._http,
            clock=clock,
        )

    def authorization_url(
        self,
        *,
        redirect_uri: str,
        state: str,
        scopes: Iterable[str] = SCOPES,
        service_account: bool,
    ) -> str:
        """Where to send the person. `state` must be bound to their session (ValueError if empty).

        A service account is approved by a system administrator and needs no refresh tokens.
        """
        if not state:
            raise ValueError("an authorization without state can be forged")
        question = {
            "client_id": self._client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(scopes),
            "state": state,
            "access_type": "offline",
            "response_type": "code",
            **({"account_type": "service"} if service_account else {}),
        }
        return f"{self._server.url}/auth?{urlencode(question, quote_via=quote, safe='')}"

    def exchange_code(self, *, code: str, redirect_uri: str) -> Tokens:
        """`redirect_uri` is the one of the authorization. A code lives ten minutes, once."""
        return self._tokens(
            {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        )

    def refresh(self, *, refresh_token: str) -> Tokens:
        """Spends `refresh_token`: hold a lock, and store what comes back before using it.

        Waits four minutes for the answer, and may be under way for five.
        """
        return self._tokens(
            {"grant_type": "refresh_token", "refresh_token": refresh_token},
            timeout=_UNTIL_ANSWERED,
        )

    def client_credentials(self, *, tenant_id: str) -> Tokens:
        """Needs a consent given to the service account. The answer has no refresh token."""
        return self._tokens({"grant_type": "client_credentials"}, headers={"TenantId": tenant_id})

    def revoke(self, *, refresh_token: str) -> None:
        """Ends the consent. Raises OAuthError when the server does not confirm it."""
        form = {"token_type_hint": "refresh_token", "token": refresh_token}
        if self._server.post("/revoke", form=form).get("revoked") is not True:
            raise OAuthError(error="not_revoked", description="the server did not confirm it")

    def close(self) -> None:
        """Closes the connections that this object opened itself."""
        if self._owns_http:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _tokens(
        self,
        form: Mapping[str, str],
        *,
        headers: Mapping[str, str] | None = None,
        timeout: httpx2.Timeout = DEFAULT_TIMEOUT,
    ) -> Tokens:
        asked_at = self._server.clock().astimezone(UTC)
        answer = self._server.post("/token", form=form, headers=headers, timeout=timeout)
        return tokens_from(answer, asked_at=asked_at)
