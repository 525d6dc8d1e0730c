"""The request's body: its type, its size, its JSON."""

import json
from decimal import Decimal
from typing import Never

from starlette.requests import Request

from fortnox_simulator.errors import FortnoxError

GREATEST = 10 * 1024 * 1024
JSON_TYPES = {"application/json", "text/json"}
READABLE = ("application/json", "*/*", "application/*")


class TooLarge(Exception):
    """The body went over the limit; the server throws the rest of it away."""


async def receive(request: Request, *, most: int = GREATEST) -> bytes:
    """The whole body. Raises TooLarge."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise TooLarge
        chunks.append(chunk)
    return b"".join(chunks)


def check_types(*, accept: str, content_type: str, has_body: bool) -> None:
    if accept and not any(readable in accept for readable in READABLE):
        raise FortnoxError(1000030)
    media_type = content_type.partition(";")[0].strip().lower()
    if has_body and content_type and media_type not in JSON_TYPES:
        raise FortnoxError(1000031)


def parse(body: bytes) -> object:
    """JSON with its decimals kept exact; nothing when there is no body."""
    if not body:
        return None
    try:
        return json.loads(body.decode(), parse_float=Decimal, parse_constant=_refuse)
    # A number's exponent may be beyond even Decimal.
    except (ArithmeticError, RecursionError, ValueError):
        raise FortnoxError(2002115) from None


def _refuse(constant: str) -> Never:
    raise ValueError(constant)
