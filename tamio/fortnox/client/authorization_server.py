"""One form to Fortnox's authorization server, and what its answer means.

Its errors are OAuth's JSON, recorded with the content types text/html and text/plain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

import httpx2

from tamio.fortnox.client.errors import FortnoxError, NotSent, RateLimited, Unavailable, oauth_error
from tamio.fortnox.client.json_text import Json, NotJson, read
from tamio.fortnox.client.retry_after import seconds_until
from tamio.fortnox.client.scrubbing import scrub
from tamio.fortnox.client.transport import DEFAULT_TIMEOUT, NEVER_SENT, Clock


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorizationServer:
    """`url` is the root under which /auth, /token and /revoke stand."""

    url: str
    credentials: httpx2.Auth
    http: httpx2.Client
    clock: Clock

    def post(
        self,
        path: str,
        *,
        form: Mapping[str, str],
        headers: Mapping[str, str] | None = None,
        timeout: httpx2.Timeout = DEFAULT_TIMEOUT,
    ) -> dict[str, Json]:
        """The members of the answer's JSON object.

        Raises an OAuthError, NotSent, RateLimited, or Unavailable when no usable answer came.
        """
        request = self.http.build_request(
            "POST", self.url + path, data=form, headers=headers, timeout=timeout
        )
        outcome = self._outcome(request)
        if isinstance(outcome, FortnoxError):
            raise outcome
        body = _object_in(outcome.content)
        if outcome.is_success and body is not None:
            return body
        raise self._error_of(outcome, body, secrets=form)

    def _outcome(self, request: httpx2.Request) -> httpx2.Response | FortnoxError:
        """The error is returned and raised later: so it has no context that holds the form."""
        try:
            return self.http.send(request, auth=self.credentials, follow_redirects=False)
        except httpx2.RequestError as failure:
            kind = NotSent if isinstance(failure, NEVER_SENT) else Unavailable
            told = f"{type(failure).__name__}: {failure}".removesuffix(": ")
            return kind(scrub(told), method="POST", path=request.url.path)

    def _error_of(
        self, response: httpx2.Response, body: dict[str, Json] | None, *, secrets: Mapping[str, str]
    ) -> FortnoxError:
        request_id = response.headers.get("X-Uid")
        error = (body or {}).get("error")
        if isinstance(error, str) and response.is_client_error and response.status_code != 429:
            description = _without(secrets, str((body or {}).get("error_description") or ""))
            return oauth_error(
                error=error,
                description=description,
                status=response.status_code,
                request_id=request_id,
            )
        kind = RateLimited if response.status_code == 429 else Unavailable
        return kind(
            f"the authorization server answered {response.status_code}",
            method="POST",
            path=response.request.url.path,
            status=response.status_code,
            request_id=request_id,
            retry_after=seconds_until(
                response.headers.get("Retry-After"), now=self.clock().astimezone(UTC)
            ),
        )


def _object_in(content: bytes) -> dict[str, Json] | None:
    try:
        body = read(text=content)
    except NotJson:
        return None
    return body if isinstance(body, dict) else None


def _without(secrets: Mapping[str, str], text: str) -> str:
    for name in ("code", "refresh_token", "token"):
        text = scrub(text, known=secrets.get(name))
    return text
