"""Consents and the tokens issued under them."""

import secrets
from datetime import datetime, timedelta

from fortnox_simulator.clock import Clock
from fortnox_simulator.oauth import jwt
from fortnox_simulator.oauth.clients import Client
from fortnox_simulator.oauth.legacy import Legacy
from fortnox_simulator.oauth.records import InvalidGrant, Record, Records
from fortnox_simulator.storage import Storage
from fortnox_simulator.variants import Variants

CODE_LIVES = timedelta(minutes=10)
ACCESS_LIVES = timedelta(hours=1)


class Grants:
    """Consents, codes and tokens; `legacy` are those from before OAuth."""

    def __init__(self, storage: Storage, clock: Clock, variants: Variants) -> None:
        self._variants = variants
        self._clock = clock
        self.records = Records(storage)
        self.legacy = Legacy(self.records, clock)
        self.secret = secrets.token_hex(32)
        self._pairs_of: dict[str, tuple[Record, ...]] = {}

    @property
    def _refresh_lives(self) -> timedelta:
        return timedelta(days=int(self._variants["refresh_token_days"]))

    def is_connected(self, tenant: int) -> bool:
        """Whether any integration may call for the company."""
        held = (*self.records["consent"].values(), *self.records["legacy token"].values())
        return any(record["tenant"] == tenant for record in held)

    def consent(self, client_id: str, tenant: int) -> Record | None:
        return self.records["consent"].get(f"{client_id}:{tenant}")

    def give_consent(
        self, *, client: Client, tenant: int, scopes: list[str], service: bool
    ) -> Record:
        """One consent per client and company; a new one widens or narrows what tokens will hold."""
        consent = self.consent(client.id, tenant) or {
            "id": secrets.token_hex(8),
            "client_id": client.id,
            "tenant": tenant,
            "issued": 0,
            "expired_to": 0,
        }
        consent = consent | {
            "scopes": scopes,
            "service": service,
            "given_at": self._now().isoformat(),
        }
        self.records.keep("consent", f"{client.id}:{tenant}", consent)
        return consent

    def withdraw(self, consent: Record) -> None:
        """Every token under the consent dies with it."""
        self.records.drop("consent", f"{consent['client_id']}:{consent['tenant']}")
        for kind in ("code", "refresh"):
            for key, record in list(self.records[kind].items()):
                if record["consent"] == consent["id"]:
                    self.records.drop(kind, key)

    def withdraw_all(self, tenant: int) -> None:
        for consent in list(self.records["consent"].values()):
            if consent["tenant"] == tenant:
                self.withdraw(consent)
        self.legacy.withdraw(tenant)

    def expire_access(self, tenant: int) -> None:
        """The access tokens issued so far are refused from now on; refresh tokens live."""
        for key, consent in self.records["consent"].items():
            if consent["tenant"] == tenant:
                self.records.keep("consent", key, {**consent, "expired_to": consent["issued"]})

    def new_code(self, consent: Record, *, redirect_uri: str) -> str:
        code = secrets.token_hex(16)
        record = {
            "consent": consent["id"],
            "client_id": consent["client_id"],
            "tenant": consent["tenant"],
            "redirect_uri": redirect_uri,
            "expires_at": (self._now() + CODE_LIVES).isoformat(),
        }
        self.records.keep("code", code, record)
        return code

    def spend_code(self, code: str, *, client: Client, redirect_uri: str) -> Record:
        """The tokens for a code, once. Raises InvalidGrant."""
        record = self.records["code"].get(code)
        if record is None or record["client_id"] != client.id or self._is_over(record):
            raise InvalidGrant("Authorization code doesn't exist or is invalid for the client")
        self.records.drop("code", code)
        if record["redirect_uri"] != redirect_uri:
            raise InvalidGrant("The redirect URI is missing or does not match")
        return self._pair(self._standing(record))

    def begin_refresh(self, token: str, *, client: Client) -> Record:
        """The refresh token's record, if it may be used now. Raises InvalidGrant."""
        record = self.records["refresh"].get(token)
        if record is None or record["client_id"] != client.id or self._is_over(record):
            raise InvalidGrant("Invalid refresh token")
        return record

    def finish_refresh(self, token: str, record: Record) -> Record:
        """A new pair for what `begin_refresh` gave.

        Measured: of two refreshes that ran at once both get a pair, and only the last one's lives.
        """
        consent = self._standing(record)
        for loser in self._pairs_of.pop(token, ()):
            self.records.drop("refresh", loser["refresh_token"])
            self.records.keep("dead", loser["id"], {"consent": consent["id"]})
        self.records.drop("refresh", token)
        pair = self._pair(consent)
        self._pairs_of[token] = (pair,)
        return pair

    def by_service_account(self, *, client: Client, tenant: int) -> Record:
        """An access token without a refresh token. Raises InvalidGrant without such a consent."""
        consent = self.consent(client.id, tenant)
        if consent is None or not consent["service"]:
            raise InvalidGrant("No service account consent for the given tenant")
        return self._access(consent)

    def migrate(self, legacy_token: str, *, client: Client) -> Record:
        """The first pair for a legacy token that stands; a service account's consent stays one."""
        record = self.records["legacy token"][legacy_token]
        held = self.consent(client.id, record["tenant"])
        consent = self.give_consent(
            client=client,
            tenant=record["tenant"],
            scopes=record["scopes"],
            service=held is not None and held["service"],
        )
        self.legacy.migrated(legacy_token)
        return self._pair(consent)

    def tenant_of(self, refresh_token: str) -> int | None:
        record = self.records["refresh"].get(refresh_token)
        return record["tenant"] if record else None

    def revoke(self, token: str, *, client: Client) -> bool:
        """Withdraws the consent that the refresh token was issued under."""
        record = self.records["refresh"].get(token)
        consent = self.consent(client.id, record["tenant"]) if record else None
        if record is None or consent is None or record["client_id"] != client.id:
            return False
        self.withdraw(consent)
        return True

    def read(self, token: str) -> tuple[Record | None, bool]:
        """The claims of an access token of ours, and whether it opens anything now."""
        claims = jwt.decode(token, secret=self.secret)
        if claims is None:
            return None, False
        consent = self.consent(claims["clientId"], claims["tenantId"])
        stands = (
            consent is not None
            and consent["id"] == claims["consent"]
            and claims["number"] > consent["expired_to"]
            and claims["jti"] not in self.records["dead"]
            and claims["exp"] > self._now().timestamp()
        )
        return claims, stands

    def _pair(self, consent: Record) -> Record:
        pair = self._access(consent)
        token = secrets.token_hex(20)
        record = {
            "consent": consent["id"],
            "client_id": consent["client_id"],
            "tenant": consent["tenant"],
            "expires_at": (self._now() + self._refresh_lives).isoformat(),
        }
        self.records.keep("refresh", token, record)
        return {**pair, "refresh_token": token}

    def _access(self, consent: Record) -> Record:
        issued = consent["issued"] + 1
        key = f"{consent['client_id']}:{consent['tenant']}"
        self.records.keep("consent", key, {**consent, "issued": issued})
        issued_at = int(self._now().timestamp())
        claims = {
            "jti": secrets.token_hex(8),
            "clientId": consent["client_id"],
            "tenantId": consent["tenant"],
            "scope": consent["scopes"],
            "consent": consent["id"],
            "number": issued,
            "iat": issued_at,
            "exp": issued_at + int(ACCESS_LIVES.total_seconds()),
        }
        token = jwt.encode(claims, secret=self.secret)
        return {"id": claims["jti"], "access_token": token, "scope": " ".join(consent["scopes"])}

    def _standing(self, record: Record) -> Record:
        consent = self.consent(record["client_id"], record["tenant"])
        if consent is None or consent["id"] != record["consent"]:
            raise InvalidGrant("Invalid refresh token")
        return consent

    def _is_over(self, record: Record) -> bool:
        return datetime.fromisoformat(record["expires_at"]) <= self._now()

    def _now(self) -> datetime:
        return self._clock.now()
