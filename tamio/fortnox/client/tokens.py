"""What the authorization server hands out."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tamio.fortnox.client.errors import Malformed
from tamio.fortnox.client.json_text import Json, NotJson, read


@dataclass(frozen=True, kw_only=True, slots=True)
class Tokens:
    """A token set. Its repr shows no secret.

    `refresh_token` is single-use, and None for client credentials. `tenant_id` is what the access
    token claims; there is no key to verify it with, so it may choose a tenant but prove nothing.
    """

    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    expires_at: datetime
    """Aware, UTC. Counted from the question, so never later than the server means it."""
    scopes: frozenset[str]
    tenant_id: str | None


def tokens_from(answer: Mapping[str, Json], *, asked_at: datetime) -> Tokens:
    """Raises Malformed, which names the field and never its value."""
    access_token = _text(answer, "access_token")
    refreshing = answer.get("refresh_token") not in {None, ""}
    return Tokens(
        access_token=access_token,
        refresh_token=_text(answer, "refresh_token") if refreshing else None,
        expires_at=asked_at + timedelta(seconds=_seconds(answer, "expires_in")),
        scopes=frozenset(str(answer.get("scope") or "").split()),
        tenant_id=tenant_of(access_token),
    )


def tenant_of(access_token: str) -> str | None:
    """The tenantId claim of an access token that is a JWT, unverified; else None."""
    parts = access_token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = read(text=base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (NotJson, ValueError):
        return None
    tenant = claims.get("tenantId") if isinstance(claims, dict) else None
    return str(tenant) if isinstance(tenant, str | int) else None


def _text(answer: Mapping[str, Json], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise Malformed(f"the token answer holds no {name}")
    return value


def _seconds(answer: Mapping[str, Json], name: str) -> int:
    value = str(answer.get(name))
    if not value.isdecimal() or len(value) > 9:
        raise Malformed(f"the token answer's {name} is no number of seconds")
    return int(value)
