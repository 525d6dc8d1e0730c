"""Access tokens: JSON web tokens under HMAC-SHA256, whose `tenantId` a client may read."""

import base64
import hashlib
import hmac
import json
from typing import Any

HEADER = {"alg": "HS256", "typ": "JWT"}


def encode(claims: dict[str, Any], *, secret: str) -> str:
    signed = f"{_part(HEADER)}.{_part(claims)}"
    return f"{signed}.{_signature(signed, secret)}"


def decode(token: str, *, secret: str) -> dict[str, Any] | None:
    """The claims, or None when the token is not one of ours."""
    signed, _, signature = token.rpartition(".")
    if not signed or not hmac.compare_digest(
        signature.encode(), _signature(signed, secret).encode()
    ):
        return None
    payload = signed.partition(".")[2]
    claims: dict[str, Any] = json.loads(
        base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    )
    return claims


def _part(content: dict[str, Any]) -> str:
    return _text(json.dumps(content, separators=(",", ":")).encode())


def _signature(signed: str, secret: str) -> str:
    return _text(hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest())


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
