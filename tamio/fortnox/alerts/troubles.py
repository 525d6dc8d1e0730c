"""What stands in a store's lane that a person should know of. The lane's rows say it; nothing is
counted twice or kept beside them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Max, Min

from tamio.fortnox.alerts.nightly import open_findings
from tamio.fortnox.models import AlertSettings
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import CREDITED
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.states import DUE, Priority, State


class Kind(StrEnum):
    """In the order in which they are told: what stops everything first."""

    CONNECTION_LOST = "connection-lost"
    SETTINGS = State.SETTINGS.value
    REJECTED = State.REJECTED.value
    DIFFERS = State.DIFFERS.value
    BUG = State.BUG.value
    FINDINGS = "findings"
    BACKLOG = "backlog"


_BY_STATE = {
    kind: State(kind.value) for kind in (Kind.SETTINGS, Kind.REJECTED, Kind.DIFFERS, Kind.BUG)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """`count` is 0 for what is about the whole connection. `since`: when the latest came about,
    for a backlog when the oldest was sold. `of_credits`: the count is of credit notes.
    """

    kind: Kind
    count: int
    since: datetime
    of_credits: bool = False

    @property
    def name(self) -> str:
        """What is remembered of it once it is told."""
        return f"{self.kind}-of-credits" if self.of_credits else self.kind.value

    def is_news(self, told_at: datetime | None, told: Collection[str]) -> bool:
        """Since a person was last told. A backlog is news once, until it has been worked off."""
        if self.name not in told or told_at is None:
            return True
        return self.kind != Kind.BACKLOG and self.since > told_at


def troubles_of(*, stores: Collection[int], now: datetime) -> Mapping[int, list[Trouble]]:
    """By the store's key; those without any are absent. Six queries, however many stores."""
    found: dict[int, list[Trouble]] = {}
    every = (*_lost(stores), *_stopped(stores), *_unequal(stores), *_waiting(stores, now))
    for store_id, trouble in every:
        found.setdefault(store_id, []).append(trouble)
    order = list(Kind)
    return {
        store_id: sorted(troubles, key=lambda each: (order.index(each.kind), each.of_credits))
        for store_id, troubles in found.items()
    }


def _lost(stores: Collection[int]) -> list[tuple[int, Trouble]]:
    lanes = Lane.objects.filter(
        destination=DESTINATION, store__in=stores, closed_reason=State.RECONNECT
    )
    return [
        (lane.store_id, Trouble(kind=Kind.CONNECTION_LOST, count=0, since=lane.closed_at))
        for lane in lanes
        if lane.closed_at is not None
    ]


def _stopped(stores: Collection[int]) -> list[tuple[int, Trouble]]:
    kinds = {state: kind for kind, state in _BY_STATE.items()}
    ours = Delivery.objects.filter(
        destination=DESTINATION, store__in=stores, state__in=list(kinds)
    ).order_by()
    rows = ours.values_list("store", "state", "kind").annotate(
        Count("pk", distinct=True), Max("events__at"), Max("recorded_at")
    )
    return [
        (
            store,
            Trouble(
                kind=kinds[State(state)],
                count=count,
                since=event_at or recorded_at,
                of_credits=kind == CREDITED,
            ),
        )
        for store, state, kind, count, event_at, recorded_at in rows
    ]


def _unequal(stores: Collection[int]) -> list[tuple[int, Trouble]]:
    return [
        (store, Trouble(kind=Kind.FINDINGS, count=found.count, since=found.since))
        for store, found in open_findings(stores).items()
    ]


def _waiting(stores: Collection[int], now: datetime) -> list[tuple[int, Trouble]]:
    """Documents that wait for longer than the store's own hours. A lost connection is told instead
    of them, and a backfill, which is old by its nature, has a page of its own.
    """
    hours = dict(
        AlertSettings.objects.filter(store__in=stores).values_list("store", "backlog_hours")
    )
    default = AlertSettings._meta.get_field("backlog_hours").default
    ours = (
        Delivery.objects.filter(
            destination=DESTINATION, store__in=stores, state__in=sorted(DUE), lane__closed_reason=""
        )
        .exclude(priority=Priority.BACKFILL)
        .order_by()
    )
    rows = ours.values_list("store").annotate(Min("recorded_at"), Count("pk"))
    return [
        (store, Trouble(kind=Kind.BACKLOG, count=count, since=oldest))
        for store, oldest, count in rows
        if oldest < now - timedelta(hours=hours.get(store, default))
    ]
