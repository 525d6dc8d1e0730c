"""Form bodies and Basic credentials."""

import base64
import binascii
from urllib.parse import parse_qsl

from starlette.requests import Request

from fortnox_simulator.api.bodies import receive


async def fields(request: Request) -> dict[str, str]:
    """The form's fields; of a repeated one the last."""
    body = await receive(request)
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def credentials(request: Request) -> tuple[str, str]:
    """Client id and secret of the Authorization header, empty when it holds none."""
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        decoded = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    client_id, _, secret = decoded.partition(":")
    return client_id, secret
