"""Fills the slot StoreHealths: how each store of an agency stands with Fortnox."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef

from tamio.backoffice.slots import Health
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.pages.entry import wire_chip
from tamio.fortnox.pages.needs import NEED_SOMEONE
from tamio.fortnox.pages.standing import wire_of
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox.lane_counts import backlog, counted, oldest_stopped, oldest_waiting
from tamio.outbox.models import Delivery
from tamio.outbox.states import State


def healths(stores: Sequence[Store], *, now: datetime) -> Mapping[int, Health]:
    """Three queries, however many stores there are and however much they have sold."""
    pks = [store.pk for store in stores]
    lanes = counted(now=now).filter(store__in=pks, destination=DESTINATION)
    by_store = {lane["store_id"]: lane for lane in lanes}
    connected, differing = _connected(pks), _differing(pks)
    return {
        store.pk: _health(
            store,
            by_store.get(store.pk),
            accounts=connected.get(store.pk),
            differing=differing.get(store.pk, 0),
            now=now,
        )
        for store in stores
    }


def _connected(stores: Sequence[int]) -> dict[int, bool]:
    """The connected ones, and whether they have chosen their accounts."""
    chosen = Settings.objects.filter(
        store=OuterRef("store"), goods_account__isnull=False, services_account__isnull=False
    )
    found = Connection.objects.filter(store__in=stores).annotate(has_accounts=Exists(chosen))
    return dict(found.values_list("store_id", "has_accounts"))


def _differing(stores: Sequence[int]) -> dict[int, int]:
    """What is there and not equal: settled as far as the lane goes, but not for a person."""
    found = Delivery.objects.filter(store__in=stores, destination=DESTINATION, state=State.DIFFERS)
    return dict(found.order_by().values_list("store_id").annotate(Count("pk")))


def _health(
    store: Store,
    lane: dict[str, Any] | None,
    *,
    accounts: bool | None,
    differing: int,
    now: datetime,
) -> Health:
    """`accounts` is None for a store that is not connected."""
    wire = wire_of(
        is_connected=accounts is not None,
        is_open=lane is None or not lane["closed_reason"],
        has_accounts=bool(accounts),
        rests=lane is not None and _rests(lane, now=now),
    )
    counts = backlog(lane) if lane else {}
    failed = sum(counts.get(state, 0) for state in NEED_SOMEONE)
    moments = [oldest_waiting(lane), oldest_stopped(lane)] if lane else []
    return Health(
        chip=wire_chip(wire, href=page("overview", store=store)),
        backlog=sum(counts.values()),
        failed=failed + differing,
        oldest_at=min((moment for moment in moments if moment), default=None),
    )


def _rests(lane: dict[str, Any], *, now: datetime) -> bool:
    until = lane["rests_until"]
    return lane["failures"] > 0 and until is not None and until > now
