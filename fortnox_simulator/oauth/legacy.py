"""Sign-in as it was before OAuth: a code that a person makes in Fortnox, a token without an end.

As documented then: a code lives seven days, gives its token once, and ends the connection when it
is used again. An integration has one token per company.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from fortnox_simulator.clock import Clock
from fortnox_simulator.oauth.clients import Client
from fortnox_simulator.oauth.records import InvalidGrant, Record, Records

CODE, TOKEN = "legacy code", "legacy token"
CODE_LIVES = timedelta(days=7)


class Legacy:
    """Codes and access tokens from before OAuth; both are UUIDs, as recorded."""

    def __init__(self, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock

    def new_code(self, *, client: Client, tenant: int, scopes: list[str]) -> str:
        code = str(uuid.uuid4())
        record = {
            "client_id": client.id,
            "tenant": tenant,
            "scopes": scopes,
            "expires_at": (self._clock.now() + CODE_LIVES).isoformat(),
            "is_spent": False,
        }
        self._records.keep(CODE, code, record)
        return code

    def spend_code(self, code: str, *, secret: str, clients: Mapping[str, Client]) -> str:
        """The access token for a code, once. Raises InvalidGrant."""
        record = self._records[CODE].get(code)
        if record is None or not _knows(clients.get(record["client_id"]), secret):
            raise InvalidGrant("The code is not known, or not with this secret")
        if record["is_spent"]:
            self._drop(record["tenant"], client_id=record["client_id"])
            raise InvalidGrant("The code was used before: the integration is deactivated")
        if datetime.fromisoformat(record["expires_at"]) <= self._clock.now():
            raise InvalidGrant("The code is too old")
        return self._issue(code, record)

    def token(self, access_token: str) -> Record | None:
        """What is known of the token, `is_migrated` among it."""
        return self._records[TOKEN].get(access_token)

    def read(
        self, access_token: str, *, secret: str, clients: Mapping[str, Client]
    ) -> Record | None:
        """Claims as an OAuth token holds them, if token and secret open anything now."""
        record = self.token(access_token)
        if record is None or record["is_migrated"]:
            return None
        if not _knows(clients.get(record["client_id"]), secret):
            return None
        return {
            "clientId": record["client_id"],
            "tenantId": record["tenant"],
            "scope": record["scopes"],
        }

    def migrated(self, access_token: str) -> None:
        """The token has been exchanged for OAuth tokens, and opens nothing from now on."""
        record = self._records[TOKEN][access_token]
        self._records.keep(TOKEN, access_token, {**record, "is_migrated": True})

    def withdraw(self, tenant: int) -> None:
        self._drop(tenant)

    def _issue(self, code: str, record: Record) -> str:
        self._drop(record["tenant"], client_id=record["client_id"], kinds=(TOKEN,))
        self._records.keep(CODE, code, {**record, "is_spent": True})
        access_token = str(uuid.uuid4())
        kept = {name: record[name] for name in ("client_id", "tenant", "scopes")}
        self._records.keep(TOKEN, access_token, {**kept, "is_migrated": False})
        return access_token

    def _drop(
        self, tenant: int, *, client_id: str = "", kinds: tuple[str, ...] = (CODE, TOKEN)
    ) -> None:
        """Codes and tokens of a company, of one integration or of all."""
        for kind in kinds:
            for key, record in list(self._records[kind].items()):
                if record["tenant"] == tenant and client_id in {"", record["client_id"]}:
                    self._records.drop(kind, key)


def _knows(client: Client | None, secret: str) -> bool:
    return client is not None and client.knows_secret(secret)
