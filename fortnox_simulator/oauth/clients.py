"""Registered integrations: id, secret, return addresses, what they may ask for."""

import hmac
from dataclasses import dataclass
from urllib.parse import urlsplit

from fortnox_simulator.oauth.scopes import SCOPES

LOOPBACK = ("http://127.0.0.1:*", "http://localhost:*")


@dataclass(frozen=True)
class Client:
    """A registered return address is exact, or ends in `:*`: any port and path of that host."""

    id: str
    secret: str
    redirect_uris: tuple[str, ...] = LOOPBACK
    scopes: frozenset[str] = frozenset(SCOPES)
    service_account: bool = True

    def may_return_to(self, address: str) -> bool:
        try:
            parts = urlsplit(address)
            parts.port  # noqa: B018 - raises when it is none
        except ValueError:
            return False
        origin = f"{parts.scheme}://{parts.hostname}:*"
        return "@" not in parts.netloc and not {address, origin}.isdisjoint(self.redirect_uris)

    def knows_secret(self, secret: str) -> bool:
        return hmac.compare_digest(secret.encode(), self.secret.encode())
