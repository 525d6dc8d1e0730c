"""Access tokens: the one in force, and its renewal by one process at a time.

A refresh token is single-use; two renewals at once both succeed and only the last pair lives.
So a renewal is claimed on the connection's row, made outside any transaction, and stored before
it is used. A service account needs no refresh token; its renewal can be repeated freely.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tamio.fortnox.client.oauth import OAuth
from tamio.fortnox.client.tokens import Tokens
from tamio.fortnox.models import Connection, TokenPair
from tamio.fortnox.models.connection import Grant
from tamio.outbox.lease import machine_now
from tamio.prepared import Prepared

#: A token that is about to expire is renewed before it is used.
MARGIN = timedelta(minutes=2)
#: A claim older than this belongs to a process that died. A refresh token must not be spent twice,
#: so that claim outlasts the slowest answer; a service account's renewal may be repeated.
CLAIM = {Grant.REFRESH_TOKEN: timedelta(minutes=5), Grant.SERVICE_ACCOUNT: timedelta(seconds=15)}
_PATIENCE = timedelta(seconds=20)
_KEPT_PAIRS = 5


class NotConnected(Exception):
    """The store has no connection, or one without tokens."""


class RenewalUnderWay(Exception):
    """Another process renews and has not come to an end, or came in between: the next attempt
    finds it done.
    """


def oauth(*, clock: Callable[[], datetime]) -> OAuth:
    """The registered integration, as the environment names it."""
    environment = settings.ENVIRONMENT
    return OAuth(
        client_id=environment.fortnox_client_id,
        client_secret=environment.fortnox_client_secret,
        auth_url=environment.fortnox_auth_url,
        clock=clock,
    )


def store_tokens(*, connection: Connection, tokens: Tokens, now: datetime) -> TokenPair:
    """Makes `tokens` the pair in force, and forgets all but the last few. What it covers is kept
    on the connection: an answer that says nothing of it changes nothing.
    """
    if tokens.scopes and set(connection.scopes) != tokens.scopes:
        connection.scopes = sorted(tokens.scopes)
        connection.save(update_fields=["scopes"])
    pair = TokenPair.objects.create(
        connection=connection,
        access_token=tokens.access_token,
        refresh_token=tokens.refresh_token or "",
        issued_at=now,
        expires_at=tokens.expires_at,
    )
    kept = connection.token_pairs.values_list("pk", flat=True)[:_KEPT_PAIRS]
    connection.token_pairs.exclude(pk__in=list(kept)).delete()
    return pair


def access_token(*, connection: Connection, refused: str, clock: Callable[[], datetime]) -> str:
    """A token to use. `refused` is one that Fortnox has just answered 401 to, or "".

    Raises the client's OAuth errors, NotConnected, RenewalUnderWay.
    """
    deadline = machine_now() + _PATIENCE
    while machine_now() < deadline:
        pair = _NEWEST.first(connection.pk)
        if pair is None:
            raise NotConnected(f"{connection.store} has no token")
        if pair.access_token != refused and pair.expires_at > clock() + MARGIN:
            return pair.access_token
        if claim := _claim(connection):
            return _renewed(connection, pair, claim=claim, clock=clock)
        time.sleep(0.05)
    raise RenewalUnderWay(f"{connection.store}: the token is being renewed elsewhere")


_NEWEST = Prepared(
    lambda connection: TokenPair.objects.filter(connection=connection).order_by("-pk")[:1], int
)


def renewed_now(*, connection: Connection, clock: Callable[[], datetime]) -> str:
    """A new token whether the present one has expired or not. Raises as access_token does."""
    pair = connection.token_pairs.first()
    refused = pair.access_token if pair else ""
    return access_token(connection=connection, refused=refused, clock=clock)


def _claim(connection: Connection) -> datetime | None:
    """Until when the renewal is ours alone; None if it is another's."""
    at = machine_now()
    until = at + CLAIM[Grant(connection.grant)]
    free = Q(renewing_until__isnull=True) | Q(renewing_until__lte=at)
    unclaimed = Connection.objects.filter(free, pk=connection.pk)
    return until if unclaimed.update(renewing_until=until) else None


def _renewed(
    connection: Connection, pair: TokenPair, *, claim: datetime, clock: Callable[[], datetime]
) -> str:
    """Under the claim. Reads again: another may have renewed just before we claimed."""
    try:
        newest = connection.token_pairs.first()
        if newest is not None and newest.pk != pair.pk:
            return newest.access_token
        tokens = _asked(connection, pair, clock)
        return _stored(connection, tokens, claim=claim, now=clock())
    finally:
        ours = Connection.objects.filter(pk=connection.pk, renewing_until=claim)
        ours.update(renewing_until=None)


def _stored(connection: Connection, tokens: Tokens, *, claim: datetime, now: datetime) -> str:
    """What was connected, or disconnected, while we asked has ended our claim: it stands."""
    with transaction.atomic():
        found = Connection.objects.select_for_update().filter(pk=connection.pk).first()
        if found is None:
            raise NotConnected(f"{connection.store} was disconnected while its token was renewed")
        if found.renewing_until != claim:
            raise RenewalUnderWay(f"{connection.store}: another renewal has overtaken this one")
        return store_tokens(connection=found, tokens=tokens, now=now).access_token


def _asked(connection: Connection, pair: TokenPair, clock: Callable[[], datetime]) -> Tokens:
    with oauth(clock=clock) as server:
        if connection.grant == Grant.SERVICE_ACCOUNT:
            return server.client_credentials(tenant_id=connection.tenant_id)
        return server.refresh(refresh_token=pair.refresh_token)
