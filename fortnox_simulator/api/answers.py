"""Answers as Fortnox writes them: compact JSON, escaped slashes and letters, its own headers."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from fortnox_simulator.errors import FortnoxError

BUILD = "5171f0a7c3"
MAINTENANCE = (
    "<!doctype html><html><head><title>Underhåll</title></head>"
    "<body><h1>Fortnox är tillfälligt otillgängligt</h1><p>Vi är snart tillbaka.</p></body></html>"
)


def encode(payload: Mapping[str, Any]) -> str:
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/")


def ordinary(
    status: int,
    payload: Mapping[str, Any] | None,
    *,
    method: str,
    milliseconds: int,
    location: str = "",
    pdf: bytes | None = None,
) -> Response:
    """An answer of the API itself, success or ErrorInformation."""
    headers = {
        "X-Uid": secrets.token_hex(4),
        "X-Build": BUILD,
        "X-Rack-Responsetime": str(milliseconds),
        "Server": "Fortnox",
    }
    if method != "POST":
        headers["Vary"] = "Accept-Encoding"
    if location:
        headers["Location"] = location
    if pdf is not None:
        return Response(pdf, status, headers, media_type="application/pdf")
    if payload is None:
        return Response(status_code=status, headers=headers)
    return Response(encode(payload), status, headers, media_type="application/json")


def refusal(error: FortnoxError, *, method: str, milliseconds: int) -> Response:
    return ordinary(error.status, error.body, method=method, milliseconds=milliseconds)


def unauthorized() -> Response:
    """Recorded: no ErrorInformation, no X-Uid; it comes from a gateway before the API."""
    return gateway(401, "unauthorized")


def too_many(wait_seconds: int, *, retry_after: bool) -> Response:
    """The body is a guess after the 401's; sources disagree on Retry-After."""
    response = gateway(429, "too many requests")
    if retry_after:
        response.headers["Retry-After"] = str(wait_seconds)
    return response


def too_large() -> Response:
    return gateway(413, "request entity too large")


def gateway(status: int, message: str) -> Response:
    return Response(
        json.dumps({"message": message}, separators=(",", ":")),
        status,
        {"Server": "Fortnox"},
        media_type="application/json",
    )


def maintenance() -> Response:
    return Response(MAINTENANCE, 503, {"Server": "Fortnox"}, media_type="text/html")


def garbage(answer: Response) -> Response:
    """The answer as it would come through a broken proxy: half of it, called JSON."""
    body = bytes(answer.body)
    return Response(
        body[: len(body) // 2] + b"\x00<", answer.status_code, media_type="application/json"
    )
