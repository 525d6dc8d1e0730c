"""Form bodies and Basic credentials."""

import base64
from urllib.parse import parse_qsl

from starlette.requests import Request

from fortnox_simulator.api.bodies import receive

GREATEST = 64 * 1024


async def fields(request: Request) -> dict[str, str]:
    """The form's fields; of a repeated one the last. Raises TooLarge."""
    body = await receive(request, most=GREATEST)
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def credentials(request: Request) -> tuple[str, str]:
    """Client id and secret of the Authorization header, empty when it holds none."""
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        decoded = base64.b64decode(encoded, validate=True).decode()
    except ValueError:  # not base64, or not UTF-8
        return "", ""
    client_id, _, secret = decoded.partition(":")
    return client_id, secret
