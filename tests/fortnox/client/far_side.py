"""The far side of the client: answers from a script, or as Fortnox was recorded answering."""

import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2

from tamio.fortnox.client import Exchange, Fortnox, OAuth
from tamio.fortnox.client.transport import Turn

API_URL = "https://api.fortnox.se/3"
AUTH_URL = "https://apps.fortnox.se/oauth-v1"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RECORDINGS = Path(__file__).parent / "recordings"

Scripted = httpx2.Response | Exception


class FarSide:
    """Gives `answers` in order and keeps the requests. One answer too few is an error."""

    def __init__(self, *answers: Scripted) -> None:
        self.answers = list(answers)
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def http(self) -> httpx2.Client:
        return httpx2.Client(transport=httpx2.MockTransport(self))

    @property
    def paths(self) -> list[str]:
        return [request.url.raw_path.decode() for request in self.requests]

    @property
    def bodies(self) -> list[str]:
        return [request.content.decode() for request in self.requests]


def recording(name: str) -> dict[str, Any]:
    recorded: dict[str, Any] = json.loads((RECORDINGS / f"{name}.json").read_text())
    return recorded


def recorded(name: str) -> httpx2.Response:
    exchange = recording(name)
    return httpx2.Response(
        exchange["status"], headers=exchange["headers"], content=exchange["body"].encode()
    )


def answered(status: int, body: object = None, **headers: str) -> httpx2.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, json=body, headers=named)


def page(name: str, *rows: object, number: int = 1, of: int = 1) -> httpx2.Response:
    information = {"@TotalResources": 0, "@TotalPages": of, "@CurrentPage": number}
    return answered(200, {"MetaInformation": information, name: list(rows)})


def fortnox(
    far_side: FarSide,
    *,
    token: Callable[[bool], str] = lambda renew: "the-renewed" if renew else "the-token",
    exchanges: list[Exchange] | None = None,
    turn: Turn = nullcontext,
) -> Fortnox:
    kept: list[Exchange] = [] if exchanges is None else exchanges
    return Fortnox(
        API_URL,
        token,
        turn=turn,
        on_exchange=kept.append,
        http=far_side.http,
        clock=lambda: NOON,
    )


def oauth(far_side: FarSide) -> OAuth:
    return OAuth(
        auth_url=AUTH_URL,
        client_id="the-client",
        client_secret="the-client-secret",
        http=far_side.http,
        clock=lambda: NOON,
    )
