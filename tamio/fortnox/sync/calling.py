"""The client of one connection, with its token, its pace, and every exchange put on record."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import httpx2
from django.conf import settings
from django.db import transaction

from tamio.fortnox.client.connections import pool
from tamio.fortnox.client.exchange import Exchange
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.tokens import Tokens
from tamio.fortnox.models import Connection, ExchangeRecord
from tamio.fortnox.sync import pacing
from tamio.fortnox.sync.budget import UNANSWERED
from tamio.fortnox.sync.tokens import access_token
from tamio.outbox.models import Delivery
from tamio.outbox.states import Priority

Clock = Callable[[], datetime]

#: How long one request may take at most. Not longer: what was cut off is looked for anyway, and
#: a worker that died keeps others from its lane for as long as its last request could take.
LONGEST_CALL = timedelta(seconds=UNANSWERED)
_TIMEOUT = httpx2.Timeout(connect=4, write=4, read=15, pool=2)


@cache
def _http() -> httpx2.Client:
    """One pool for the process: a handshake per request would cost more than the request."""
    return pool(limits=httpx2.Limits(max_connections=50, keepalive_expiry=20))


def fortnox_for(
    connection: Connection,
    *,
    clock: Clock,
    delivery: Delivery | None = None,
    before_call: Callable[[], None] = lambda: None,
    granted: Tokens | None = None,
    urgency: int = Priority.CLICK,
    keeps_answers: bool = True,
) -> Fortnox:
    """A client for the connection's company. `before_call` runs while a request waits for its
    turn and before it leaves: raise in it to stop. What is exchanged is recorded under `delivery`,
    if it is about one, and goes by its priority, else by `urgency`. With `granted` the tokens just
    given are used, and the connection itself need not be stored yet. Without `keeps_answers`
    the record has no good answers: for lists of people, who have nothing to do with a sale.
    """
    given: list[str] = []

    def token(renew: bool) -> str:  # noqa: FBT001  # the client's own protocol
        if granted is not None:
            return granted.access_token
        refused = given[-1] if renew and given else ""
        given.append(access_token(connection=connection, refused=refused, clock=clock))
        return given[-1]

    priority = delivery.priority if delivery else urgency
    booking = _Booking(connection, delivery, before_call, priority, keeps_answers=keeps_answers)
    return Fortnox(
        settings.ENVIRONMENT.fortnox_api_url,
        token,
        turn=booking.turn,
        on_exchange=booking.made.append,
        http=_http(),
        timeout=_TIMEOUT,
        clock=clock,
    )


class _Booking:
    """The turns of one client: each request is booked before it leaves and recorded after it."""

    def __init__(
        self,
        connection: Connection,
        delivery: Delivery | None,
        before_call: Callable[[], None],
        urgency: int,
        *,
        keeps_answers: bool,
    ) -> None:
        self.made: list[Exchange] = []
        self._connection = connection
        self._delivery = delivery
        self._before_call = before_call
        self._urgency = urgency
        self._keeps_answers = keeps_answers

    @contextmanager
    def turn(self) -> Iterator[None]:
        with pacing.turn(
            tenant_id=self._connection.tenant_id,
            urgency=self._urgency,
            still_wanted=self._before_call,
        ) as booked:
            try:
                yield
            finally:
                self._note(booked)

    def _note(self, booked: pacing.Turn) -> None:
        """In one commit: what was exchanged, and that it is no longer under way."""
        exchange = self.made.pop() if self.made else None
        status = exchange.status if exchange else None
        with transaction.atomic():
            pacing.answered(booked, status=status, at=pacing.seconds())
            if exchange and status == 200 and not self._keeps_answers:
                exchange = replace(exchange, answer_body=None)
            if exchange:
                _record(self._connection, self._delivery, exchange)


def close_connections() -> None:
    """Closes the process's pool; the next call opens another."""
    _http().close()
    _http.cache_clear()


def _record(connection: Connection, delivery: Delivery | None, exchange: Exchange) -> None:
    ExchangeRecord.objects.create(
        store_id=connection.store_id,
        delivery=delivery,
        at=exchange.started_at,
        method=exchange.method,
        path=exchange.path[:500],
        request_body=exchange.request_body or "",
        status=exchange.status,
        answer_body=exchange.answer_body or "",
        duration_ms=exchange.duration_ms,
        failure=(exchange.failure or "")[:500],
        request_id=exchange.request_id or "",
    )
