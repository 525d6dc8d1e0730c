"""The one seam to the network: authorization, pace, record, and which failure means what."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import TypeAlias
from urllib.parse import quote, urlencode

import httpx2

from tamio.fortnox.client.answers import Answer, lost
from tamio.fortnox.client.errors import FortnoxError, NotSent
from tamio.fortnox.client.exchange import Exchange, kept
from tamio.fortnox.client.json_text import write
from tamio.fortnox.client.retry_after import seconds_until
from tamio.fortnox.client.scrubbing import scrub

AccessToken: TypeAlias = Callable[[bool], str]
Turn: TypeAlias = Callable[[], AbstractContextManager[object]]
Clock: TypeAlias = Callable[[], datetime]
Query: TypeAlias = Mapping[str, str | int]
Timeout: TypeAlias = httpx2.Timeout | float | None

NEVER_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)
DEFAULT_TIMEOUT = httpx2.Timeout(connect=10, write=30, read=60, pool=10)


def segment(value: str | int) -> str:
    """`value` as one part of a path. Raises ValueError for a part that would name another thing."""
    text = str(value)
    if text in {"", ".", ".."}:
        raise ValueError(f"{text!r} identifies nothing in Fortnox")
    return quote(text, safe="")


def utc_now() -> datetime:
    """The machine's own clock, where no other is given."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Transport:
    """Sends one request and gives back the answer, whatever its status.

    Repeats nothing, but for a request that was not executed because of its token (401): twice at
    most, with a renewed one. A new token can be refused as well, once it has waited for its turn;
    that the consent is gone is for the renewal to say.
    """

    api_url: str
    access_token: AccessToken
    turn: Turn
    on_exchange: Callable[[Exchange], None]
    http: httpx2.Client
    timeout: Timeout
    clock: Clock

    def send(
        self, method: str, path: str, *, query: Query | None = None, body: object = None
    ) -> Answer:
        """`path` is relative to the API and percent-encoded, `body` is written as JSON.

        Raises NotSent, OutcomeUnknown or Unavailable when no answer came.
        """
        for renew in (False, True, True):
            token = self.access_token(renew)
            request = self._request(method, path, query=query, body=body, token=token)
            answer = self._exchange(request, token=token)
            if answer.status != 401:
                break
        return answer

    def _request(
        self, method: str, path: str, *, query: Query | None, body: object, token: str
    ) -> httpx2.Request:
        # urlencode's own choice for a space is "+", which Fortnox takes for a plus.
        question = "?" + urlencode(query, quote_via=quote, safe="") if query else ""
        return self.http.build_request(
            method,
            f"{self.api_url.rstrip('/')}{path}{question}",
            headers={
                "Accept": "application/json",
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
            },
            content=None if body is None else write(value=body).encode(),
            timeout=self.timeout,
        )

    def _exchange(self, request: httpx2.Request, *, token: str) -> Answer:
        with self.turn():
            started_at, tick = self.clock().astimezone(UTC), perf_counter()
            outcome = _outcome(self.http, request, token=token)
            took_ms = round((perf_counter() - tick) * 1000)
            self.on_exchange(_record(request, outcome, token=token, at=started_at, took_ms=took_ms))
        if isinstance(outcome, FortnoxError):
            raise outcome
        return _answer(request, outcome, token=token, now=started_at)


def path_of(request: httpx2.Request) -> str:
    """Path and query as they go over the wire."""
    return scrub(request.url.raw_path.decode("ascii"))


def failure_of(
    failure: httpx2.RequestError, *, method: str, path: str, token: str | None = None
) -> FortnoxError:
    """What it means that a request got no answer."""
    kind = NotSent if isinstance(failure, NEVER_SENT) else lost(method=method)
    told = f"{type(failure).__name__}: {failure}".removesuffix(": ")
    return kind(scrub(told, known=token), method=method, path=path)


def _outcome(
    http: httpx2.Client, request: httpx2.Request, *, token: str
) -> httpx2.Response | FortnoxError:
    """The error is returned and raised later: so it has no context that holds the headers."""
    try:
        return http.send(request, auth=None, follow_redirects=False)
    except httpx2.RequestError as failure:
        return failure_of(failure, method=request.method, path=path_of(request), token=token)


def _record(
    request: httpx2.Request,
    outcome: httpx2.Response | FortnoxError,
    *,
    token: str,
    at: datetime,
    took_ms: int,
) -> Exchange:
    sent = request.content.decode()
    response, failure = (None, outcome) if isinstance(outcome, FortnoxError) else (outcome, None)
    return Exchange(
        method=request.method,
        path=path_of(request),
        request_body=scrub(sent, known=token) if sent else None,
        status=response.status_code if response else None,
        answer_body=kept(scrub(response.text, known=token)) if response else None,
        started_at=at,
        duration_ms=took_ms,
        failure=f"{type(failure).__name__}: {failure.message}" if failure else None,
        request_id=response.headers.get("X-Uid") if response else None,
    )


def _answer(
    request: httpx2.Request, response: httpx2.Response, *, token: str, now: datetime
) -> Answer:
    return Answer(
        method=request.method,
        path=path_of(request),
        status=response.status_code,
        content=response.content,
        request_id=response.headers.get("X-Uid"),
        retry_after=seconds_until(response.headers.get("Retry-After"), now=now),
        token=token,
    )
