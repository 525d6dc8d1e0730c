"""What stands in a store's lane that a person should know of. The lane's rows say it; nothing is
counted twice or kept beside them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Max, Min

from tamio.fortnox.models import AlertSettings
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.states import DUE, State


class Kind(StrEnum):
    """In the order in which they are told: what stops everything first."""

    CONNECTION_LOST = "connection-lost"
    SETTINGS = State.SETTINGS.value
    REJECTED = State.REJECTED.value
    DIFFERS = State.DIFFERS.value
    BUG = State.BUG.value
    BACKLOG = "backlog"


_BY_STATE = {
    kind: State(kind.value) for kind in (Kind.SETTINGS, Kind.REJECTED, Kind.DIFFERS, Kind.BUG)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """`count` is 0 for what is about the whole connection. `since`: when the latest came about,
    for a backlog when the oldest was sold.
    """

    kind: Kind
    count: int
    since: datetime

    def is_news(self, told_at: datetime | None, told: Collection[str]) -> bool:
        """Since a person was last told. A backlog is news once, until it has been worked off."""
        if self.kind not in told or told_at is None:
            return True
        return self.kind != Kind.BACKLOG and self.since > told_at


def troubles_of(*, stores: Collection[int], now: datetime) -> Mapping[int, list[Trouble]]:
    """By the store's key; those without any are absent. Four queries, however many stores."""
    found: dict[int, list[Trouble]] = {}
    for store_id, trouble in (*_lost(stores), *_stopped(stores), *_waiting(stores, now)):
        found.setdefault(store_id, []).append(trouble)
    order = list(Kind)
    return {
        store_id: sorted(troubles, key=lambda each: order.index(each.kind))
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
    rows = ours.values_list("store", "state").annotate(
        Count("pk", distinct=True), Max("events__at"), Max("recorded_at")
    )
    return [
        (store, Trouble(kind=kinds[State(state)], count=count, since=event_at or recorded_at))
        for store, state, count, event_at, recorded_at in rows
    ]


def _waiting(stores: Collection[int], now: datetime) -> list[tuple[int, Trouble]]:
    """Sales older than the store's own hours. While the connection is lost that is told instead."""
    hours = dict(
        AlertSettings.objects.filter(store__in=stores).values_list("store", "backlog_hours")
    )
    default = AlertSettings._meta.get_field("backlog_hours").default
    ours = Delivery.objects.filter(
        destination=DESTINATION, store__in=stores, state__in=sorted(DUE), lane__closed_reason=""
    ).order_by()
    rows = ours.values_list("store").annotate(Min("recorded_at"), Count("pk"))
    return [
        (store, Trouble(kind=Kind.BACKLOG, count=count, since=oldest))
        for store, oldest, count in rows
        if oldest < now - timedelta(hours=hours.get(store, default))
    ]
