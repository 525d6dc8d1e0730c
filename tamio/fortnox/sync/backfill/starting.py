"""Starts a backfill. Nothing is recorded here: the worker does that, bit by bit."""

from datetime import datetime

from django.db import transaction

from tamio.fortnox.models import Backfill, Connection, Settings
from tamio.fortnox.sync import changes
from tamio.fortnox.sync.backfill.estimate import estimate
from tamio.fortnox.sync.backfill.scope import MOST_NUMBERS, Scope, span_of, within
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox import batches


class CannotStart(ValueError):
    """`code` says why: "order", "future", "many", "accounts", "open" or "nothing"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def start(*, connection: Connection, scope: Scope, now: datetime, by: str) -> Backfill:
    """Raises CannotStart. One store has one backfill under way at a time: "open"."""
    store = connection.store
    settings = Settings.objects.get(store=store)
    check(scope, connection=connection, settings=settings, now=now)
    told = estimate(scope, connection=connection, settings=settings)
    with transaction.atomic():
        # Two who start at once come one after the other here.
        batches.locked(store_id=store.pk, destination=DESTINATION, now=now)
        if open_backfill(store_id=store.pk) is not None:
            raise CannotStart("open")
        asked = within(scope, store=store)
        span = span_of(asked)
        if span is None or not told.documents:
            raise CannotStart("nothing")
        backfill = Backfill.objects.create(
            store=store,
            tenant_id=connection.tenant_id,
            first=scope.first,
            last=scope.last,
            numbers=list(scope.numbers),
            started_at=now,
            started_by=by,
            documents_told=told.documents,
            requests_told=told.requests,
            reached=span[0] - 1,
            until=span[1],
        )
        changes.backfill_started(backfill=backfill, by=by, now=now)
    return backfill


def check(scope: Scope, *, connection: Connection, settings: Settings, now: datetime) -> None:
    """Raises CannotStart for what no worker could carry out."""
    today = connection.store.date_of(now)
    if scope.first and scope.last and scope.last < scope.first:
        raise CannotStart("order")
    if scope.first and scope.first > today:
        raise CannotStart("future")
    if len(scope.numbers) > MOST_NUMBERS:
        raise CannotStart("many")
    if not settings.has_accounts:
        raise CannotStart("accounts")


def open_backfill(*, store_id: int) -> Backfill | None:
    """The one that is neither finished nor stopped."""
    ours = Backfill.objects.filter(store_id=store_id, stopped_at=None, finished_at=None)
    return ours.select_related("store").first()
